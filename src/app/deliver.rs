//! Delivery: due notifications, from the lease to what the relay said.
//!
//! The essay. A worker leases a few due rows at a time; a lease that runs out is anybody's, so a crash loses nothing.
//! For each row it asks the planner again whether the mail should still stand, by facts that it keeps for as long as
//! nobody writes to the event. Then it renews the lease in a statement that fails when the row is another's or the
//! event was written meanwhile: so no two workers speak to a relay about one row at a time, and nobody is reminded of
//! what was cancelled a second ago. Only then it sends, and records what came of it in one commit.
//!
//! Between the relay's 250 and that commit lies the one wrong millisecond: a crash there sends the mail again, with the
//! same Message-ID.
//!
//! Invariants: no transaction is open while a relay talks. Who cannot write does not send. Leases are given back on the
//! way out.

use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::sync::Mutex as StdMutex;
use std::sync::PoisonError;

use jiff::SignedDuration;
use jiff::Timestamp;
use tokio::sync::Mutex;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::app::Refusal;
use crate::app::known::Known;
use crate::app::plan::UNREADABLE_RESTS;
use crate::app::random;
use crate::domain::delivery::Verdict;
use crate::domain::delivery::judge;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::plan::HORIZON;
use crate::domain::plan::Stand;
use crate::mail::transport::DeliveryFault;
use crate::mail::transport::Link;
use crate::mail::transport::OutgoingMail;

/// Due rows per worker, as many as it leases at once: for a few mails one connection is enough.
const ROWS_PER_WORKER: usize = 10;

/// How long a mail rests that could not be written.
const UNWRITTEN_RESTS: SignedDuration = SignedDuration::from_mins(10);

/// How many events a pass remembers; the rest is read again when it is needed.
const REMEMBERED: usize = 64;

/// How long nothing is sent after the relay did not take a copy for the team.
const AFTER_TEST_FAULT: SignedDuration = SignedDuration::from_mins(5);

/// How often a row is prepared again because its event was written meanwhile, before it waits for the next pass.
const PREPARATIONS: usize = 3;

/// What a delivery pass did, in notifications.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Taken by the relay.
    pub sent: usize,
    /// To be tried again.
    pub later: usize,
    /// Given up.
    pub dead: usize,
    /// Not to be sent after all.
    pub not_sent: usize,
}

impl Delivered {
    fn add(&mut self, other: Self) {
        self.sent += other.sent;
        self.later += other.later;
        self.dead += other.dead;
        self.not_sent += other.not_sent;
    }
}

/// One run over everything that is due.
pub(super) struct Pass {
    pub(super) app: Arc<App>,
    stop: CancellationToken,
    /// Where all mail goes instead; empty when it goes to those whom it is for.
    test_to: String,
    /// The relay rested: one worker tries a few mails, and when they go a whole pass follows.
    is_probe: bool,
    known: Mutex<BTreeMap<i64, Arc<Known>>>,
    /// Rows that a relay took and that could not be recorded, by lease: nobody takes them up before it runs out.
    pub(super) unrecorded: StdMutex<BTreeMap<String, i64>>,
}

/// A few due rows in a worker's hands.
struct Batch {
    lease: String,
    rows: Vec<Notification>,
    claimed_at: Timestamp,
}

/// A row on its way, with what is needed to record its end.
pub(super) struct Leased<'a> {
    pub(super) row: &'a Notification,
    pub(super) lease: &'a str,
}

/// What came of one row.
pub(super) enum Outcome {
    Done(Delivered),
    /// The rest of the batch goes back: the relay rests, or somebody said stop.
    Stop,
}

impl App {
    /// Sends what is due, until nothing is, the relay rests or somebody says stop.
    pub async fn deliver(self: &Arc<Self>, stop: &CancellationToken) -> Result<Delivered, Refusal> {
        self.post.send_urgent().await;
        if self.post.rests_until(self.now()).is_some() || self.holds_all().await? {
            return Ok(Delivered::default());
        }
        self.take_up_texts().await?;
        let mut delivered = Delivered::default();
        while self.post.is_in_doubt() {
            let tried = self.pass(stop, true).await?;
            delivered.add(tried);
            if tried == Delivered::default() || self.post.rests_until(self.now()).is_some() {
                return Ok(delivered);
            }
        }
        delivered.add(self.pass(stop, false).await?);
        Ok(delivered)
    }

    /// Sends what is due; `is_probe`: a few of it, to see whether the relay takes mails again.
    async fn pass(self: &Arc<Self>, stop: &CancellationToken, is_probe: bool) -> Result<Delivered, Refusal> {
        let due = usize::try_from(self.store.read().await?.count_due(self.now()).await?).unwrap_or(usize::MAX);
        let workers = due.div_ceil(ROWS_PER_WORKER).min(if is_probe { 1 } else { self.config.mail.connections });
        let pass = Arc::new(Pass {
            app: self.clone(),
            stop: stop.clone(),
            test_to: self.test_to().await?,
            is_probe,
            known: Mutex::default(),
            unrecorded: StdMutex::default(),
        });
        let mut running = JoinSet::new();
        for _ in 0..workers {
            running.spawn(work(pass.clone()));
        }
        let (mut delivered, mut failed) = (Delivered::default(), None);
        while let Some(ended) = running.join_next().await {
            match ended {
                Ok(Ok(one)) => delivered.add(one),
                Ok(Err(refusal)) => failed = Some(refusal),
                // Its leases run out and the rows are taken up again.
                Err(_) => failed = Some(Refusal::Died),
            }
        }
        match failed {
            Some(refusal) => Err(refusal),
            None => Ok(delivered),
        }
    }

    /// Whether a person holds all mail.
    pub async fn holds_all(&self) -> Result<bool, Refusal> {
        Ok(self.store.read().await?.find_setting("hold_all").await?.as_deref() == Some("1"))
    }
}

async fn work(pass: Arc<Pass>) -> Result<Delivered, Refusal> {
    let (mut delivered, mut link) = (Delivered::default(), None);
    while let Some(batch) = pass.claim().await? {
        let done = pass.deliver_batch(&batch, &mut link, &mut delivered).await;
        if !matches!(done, Ok(true)) {
            pass.give_back(&batch).await?;
            done?;
            break;
        }
        if pass.is_probe {
            break;
        }
    }
    if let Some(link) = link {
        link.close().await;
    }
    Ok(delivered)
}

impl Pass {
    /// A few due rows; none when there is nothing to do now.
    async fn claim(&self) -> Result<Option<Batch>, Refusal> {
        self.app.post.send_urgent().await;
        let (app, now) = (&self.app, self.app.now());
        if self.stop.is_cancelled() || app.post.rests_until(now).is_some() {
            return Ok(None);
        }
        let lease = random::hex()?;
        let rows = app.store.claim(&lease, (now, self.lease_until(now)), &self.test_to).await?;
        Ok((!rows.is_empty()).then_some(Batch { lease, rows, claimed_at: now }))
    }

    fn lease_until(&self, now: Timestamp) -> Timestamp {
        let lease = SignedDuration::try_from(self.app.config.engine.lease).unwrap_or_default();
        now.saturating_add(lease).unwrap_or(now)
    }

    async fn give_back(&self, batch: &Batch) -> Result<(), Refusal> {
        let but = self.unrecorded.lock().unwrap_or_else(PoisonError::into_inner).remove(&batch.lease);
        self.give_back_but(batch, but).await
    }

    async fn give_back_but(&self, batch: &Batch, but: Option<i64>) -> Result<(), Refusal> {
        let mut tx = self.app.store.write().await?;
        tx.give_back(&batch.lease, batch.claimed_at, but).await?;
        Ok(tx.commit().await?)
    }

    /// Takes one row after the other; false when the rest shall go back.
    async fn deliver_batch(
        &self,
        batch: &Batch,
        link: &mut Option<Link>,
        delivered: &mut Delivered,
    ) -> Result<bool, Refusal> {
        for row in &batch.rows {
            // What is known about the relay concerns all mails: asking it again for each of them would only spend them.
            if self.stop.is_cancelled() || self.app.post.rests_until(self.app.now()).is_some() {
                return Ok(false);
            }
            match self.deliver_or_stop(batch, row, link).await? {
                Outcome::Done(one) => delivered.add(one),
                Outcome::Stop => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Takes one row to its end; when somebody says stop, all others go back at once, as a relay may be slow.
    async fn deliver_or_stop(
        &self,
        batch: &Batch,
        row: &Notification,
        link: &mut Option<Link>,
    ) -> Result<Outcome, Refusal> {
        let leased = Leased { row, lease: &batch.lease };
        let (mut end, mut stopped) = (pin!(self.deliver_row(&leased, link)), pin!(self.stop.cancelled()));
        // Both go on side by side: who records a mail may hold what giving back waits for.
        tokio::select! {
            outcome = &mut end => outcome,
            () = &mut stopped => {
                let (outcome, given_back) = tokio::join!(end, self.give_back_but(batch, Some(row.id)));
                given_back.and(outcome)
            }
        }
    }

    async fn deliver_row(&self, leased: &Leased<'_>, link: &mut Option<Link>) -> Result<Outcome, Refusal> {
        for _ in 0..PREPARATIONS {
            let (known, mail) = match self.prepare(leased).await? {
                Ok(ready) => ready,
                Err(outcome) => return Ok(outcome),
            };
            if let Some(until) = self.app.post.domain_rests_until(mail.to.domain(), self.app.now()) {
                if !self.test_to.is_empty() {
                    return Ok(Outcome::Stop);
                }
                return self.record_later(leased, until, None, "the domain rests").await;
            }
            // Even a wait of nothing would put the worker to sleep until the next tick of the runtime's clock.
            let pace = self.app.post.pace(&self.app.clock);
            if !pace.is_zero() {
                tokio::time::sleep(pace).await;
            }
            if self.may_go(leased, known.facts.row.revision).await? {
                return self.send(leased, &known, &mail, link).await;
            }
            self.known.lock().await.remove(&leased.row.event_id);
        }
        self.later(leased, "the event was written meanwhile", 0).await
    }

    /// The mail as it should go now, with what it was written from; or what became of a row that should not go.
    async fn prepare(&self, leased: &Leased<'_>) -> Result<Result<(Arc<Known>, OutgoingMail), Outcome>, Refusal> {
        let (row, now) = (leased.row, self.app.now());
        let known = match self.known(row.event_id).await {
            Ok(Some(known)) => known,
            Ok(None) => return self.later(leased, "", 60).await.map(Err),
            Err(refusal) if refusal.is_of_a_row() => {
                tracing::error!(notification = row.id, error = ?refusal, "its event cannot be read");
                return self.later(leased, "the event cannot be read", UNREADABLE_RESTS.as_secs()).await.map(Err);
            }
            Err(refusal) => return Err(refusal),
        };
        let wanted = known.wanted(&row.key);
        match judge(row, wanted, &known.plan, &self.app.config.engine.quiet, known.when(row).starts_at(), now) {
            Verdict::Go => {}
            Verdict::Wait(until) => return self.record_later(leased, until, None, "").await.map(Err),
            Verdict::Not(stand) => return self.record_not_sent(leased, stand).await.map(Err),
            Verdict::TooLate => {
                return self.record_dead(leased, &row.fault.clone().unwrap_or_default(), None).await.map(Err);
            }
        }
        let digest = match row.kind {
            Kind::OrganiserDigest => match self.app.digest(&known, row).await? {
                None => return self.record_not_sent(leased, Stand::Moot(Reason::NothingToSay)).await.map(Err),
                digest => digest,
            },
            _ => None,
        };
        match self.app.write_mail_to(&known, row, digest, &self.test_to) {
            Ok(mail) => Ok(Ok((known, mail))),
            Err(fault) => {
                // It is mended in the house, by a template or an address: nothing is lost before its time is over.
                tracing::error!(notification = row.id, %fault, "a mail could not be written");
                self.later(leased, &format!("not written: {fault}"), UNWRITTEN_RESTS.as_secs()).await.map(Err)
            }
        }
    }

    /// Whether the row is still ours and nothing changed, for as long as a mail may take.
    async fn may_go(&self, leased: &Leased<'_>, revision: i64) -> Result<bool, Refusal> {
        let now = self.app.now();
        let takes = SignedDuration::try_from(self.app.config.mail.timeout).unwrap_or_default();
        let lasts = (now.saturating_add(takes).unwrap_or(now), self.lease_until(now));
        Ok(self.app.store.may_go((leased.row.id, leased.lease), lasts, (revision, &self.test_to)).await?)
    }

    async fn send(
        &self,
        leased: &Leased<'_>,
        known: &Known,
        mail: &OutgoingMail,
        link: &mut Option<Link>,
    ) -> Result<Outcome, Refusal> {
        match hand_over(&self.app, mail, link).await {
            Ok(()) => {
                self.app.post.worked();
                if !self.test_to.is_empty() {
                    self.app.record_copy(leased.row, leased.lease, &self.test_to).await?;
                    return Ok(Outcome::Done(Delivered { not_sent: 1, ..Delivered::default() }));
                }
                self.record_sent(leased, known).await
            }
            Err(fault) => {
                self.app.post.failed(&fault, mail.to.domain(), self.app.now());
                if !self.test_to.is_empty() {
                    // The team's address says nothing about those whom the mail is for.
                    self.app.post.rest_until(self.app.now().saturating_add(AFTER_TEST_FAULT).unwrap_or_default());
                    return Ok(Outcome::Stop);
                }
                self.record_fault(leased, known, &fault).await
            }
        }
    }

    fn horizon(&self) -> Timestamp {
        let now = self.app.now();
        now.saturating_add(HORIZON).unwrap_or(now)
    }

    /// What is known about an event, read once per pass as long as nobody writes to it.
    async fn known(&self, event: i64) -> Result<Option<Arc<Known>>, Refusal> {
        let mut remembered = self.known.lock().await;
        if let Some(known) = remembered.get(&event) {
            return Ok(Some(known.clone()));
        }
        let Some(known) = Known::read(&self.app, event, self.horizon()).await? else { return Ok(None) };
        if remembered.len() >= REMEMBERED {
            remembered.clear();
        }
        let known = Arc::new(known);
        remembered.insert(event, known.clone());
        Ok(Some(known))
    }
}

/// Sends over the worker's own link, which is made when it is first needed.
async fn hand_over(app: &App, mail: &OutgoingMail, link: &mut Option<Link>) -> Result<(), DeliveryFault> {
    let mut open = match link.take() {
        Some(link) => link,
        None => app.post.transport.link(),
    };
    let sent = open.send(mail).await;
    *link = Some(open);
    sent
}
