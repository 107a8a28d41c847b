//! What came of a mail that was due, each end recorded in one commit.
//!
//! Invariant: what a relay took is recorded as sent, however long the database is away; else it would go twice.

use std::sync::PoisonError;
use std::time::Duration;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::Refusal;
use crate::app::deliver::Delivered;
use crate::app::deliver::Leased;
use crate::app::deliver::Outcome;
use crate::app::deliver::Pass;
use crate::app::known::Known;
use crate::domain::actor::Contact;
use crate::domain::delivery::next_attempt;
use crate::domain::plan::Stand;
use crate::mail::transport::DeliveryFault;
use crate::store::Later;

/// How often what a relay took is recorded before that is given up, and how long after each failure.
const RECORDING_TRIES: u32 = 30;
const BETWEEN_TRIES: Duration = Duration::from_secs(2);

impl Pass {
    /// The relay has the mail: a database that is busy, or away for a moment, must not make it go twice.
    pub(super) async fn record_sent(&self, leased: &Leased<'_>, known: &Known) -> Result<Outcome, Refusal> {
        let (row, told) = (leased.row, known.told(leased.row));
        let to = known.address_of(row);
        let mut tries = RECORDING_TRIES;
        while let Err(refusal) = self.app.store.record_sent((row.id, row.event_id), self.app.now(), &told, to).await {
            tries -= 1;
            tracing::error!(notification = row.id, error = %refusal, "taken by the relay, and not recorded");
            // A disk that is full is seen from outside now, not when this pass ends.
            self.app.record_pass(false);
            if tries == 0 {
                let lease = leased.lease.to_owned();
                self.unrecorded.lock().unwrap_or_else(PoisonError::into_inner).insert(lease, row.id);
                return Err(refusal.into());
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
        tracing::info!(notification = row.id, kind = row.kind.word(), "sent");
        Ok(Outcome::Done(Delivered { sent: 1, ..Delivered::default() }))
    }

    pub(super) async fn record_fault(
        &self,
        leased: &Leased<'_>,
        known: &Known,
        fault: &DeliveryFault,
    ) -> Result<Outcome, Refusal> {
        let (row, now) = (leased.row, self.app.now());
        tracing::warn!(notification = row.id, %fault, "not taken");
        let to = Some(known.address_of(row));
        let words = fault.reply().map_or_else(|| fault.to_string(), |reply| format!("{fault} {}", reply.text));
        match fault {
            DeliveryFault::Temporary { .. } => match next_attempt(row, now) {
                Some(at) => self.record_later(leased, at, to, &words).await,
                None => self.record_dead(leased, &words, to).await,
            },
            DeliveryFault::RefusedRecipient { suppress, .. } => {
                if *suppress {
                    self.suppress(known, row.contact_id).await?;
                }
                self.record_dead(leased, &words, to).await
            }
            DeliveryFault::RefusedMessage { .. } => self.record_dead(leased, &words, to).await,
            DeliveryFault::RefusedPolicy { .. } => {
                let until = now.saturating_add(SignedDuration::from_hours(4)).unwrap_or(now);
                self.record_later(leased, until, to, &words).await
            }
            DeliveryFault::TransportStopped { .. } | DeliveryFault::Rest { .. } => Ok(Outcome::Stop),
        }
    }

    /// The address does not exist: nobody writes to it any more, whoever's it is.
    async fn suppress(&self, known: &Known, contact: i64) -> Result<(), Refusal> {
        let contacts = || known.directory.actors.iter().flat_map(|row| &row.actor.contacts);
        let Some(address) = contacts().find(|c| c.row == contact).map(Contact::folded_address) else { return Ok(()) };
        let now = self.app.now();
        let mut tx = self.app.store.write().await?;
        for contact in contacts().filter(|c| c.folded_address() == address) {
            tx.set_bounced(contact.row, true).await?;
            tx.mark_events_of_contact(contact.row, now).await?;
            tx.record_audit(now, "engine", "bounce", &format!("contact:{}", contact.row), "").await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn record_not_sent(&self, leased: &Leased<'_>, stand: Stand) -> Result<Outcome, Refusal> {
        let mut tx = self.app.store.write().await?;
        tx.record_not_sent(leased.row.id, leased.lease, stand).await?;
        tx.commit().await?;
        tracing::info!(notification = leased.row.id, ?stand, "not sent");
        Ok(Outcome::Done(Delivered { not_sent: 1, ..Delivered::default() }))
    }

    /// `to`: the address that it was tried for just now.
    pub(super) async fn record_dead(
        &self,
        leased: &Leased<'_>,
        fault: &str,
        to: Option<&str>,
    ) -> Result<Outcome, Refusal> {
        let mut tx = self.app.store.write().await?;
        tx.record_dead(leased.row.id, leased.lease, (fault, to), self.app.now()).await?;
        tx.commit().await?;
        tracing::error!(notification = leased.row.id, "given up");
        Ok(Outcome::Done(Delivered { dead: 1, ..Delivered::default() }))
    }

    pub(super) async fn later(&self, leased: &Leased<'_>, fault: &str, seconds: i64) -> Result<Outcome, Refusal> {
        let now = self.app.now();
        let at = now.saturating_add(SignedDuration::from_secs(seconds.max(1))).unwrap_or(now);
        self.record_later(leased, at, None, fault).await
    }

    pub(super) async fn record_later(
        &self,
        leased: &Leased<'_>,
        at: Timestamp,
        tried_to: Option<&str>,
        fault: &str,
    ) -> Result<Outcome, Refusal> {
        let row = leased.row;
        let day = |at: Timestamp| self.app.config.office.zone.wall(at).date();
        let was_tried = tried_to.is_some() || row.attempts > 0;
        let first_tried_at = row.first_tried_at.filter(|first| was_tried && day(*first) == day(at));
        let later = Later { at, fault: fault.to_owned(), first_tried_at, tried_to: tried_to.map(str::to_owned) };
        let mut tx = self.app.store.write().await?;
        tx.record_later(row.id, leased.lease, &later).await?;
        tx.commit().await?;
        Ok(Outcome::Done(Delivered { later: 1, ..Delivered::default() }))
    }
}
