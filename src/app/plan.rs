//! Planning: events that are marked are planned as a whole, and the difference is written.

use std::slice;

use jiff::SignedDuration;
use jiff::Timestamp;
use serde::Serialize;

use crate::app::App;
use crate::app::Refusal;
use crate::app::events::carry_on;
use crate::app::facts::EventFacts;
use crate::domain::audience::selects_nobody;
use crate::domain::difference::difference;
use crate::domain::directory::Directory;
use crate::domain::notification::Kind;
use crate::domain::notification::State;
use crate::domain::plan;
use crate::domain::plan::HORIZON;
use crate::domain::plan::Stand;
use crate::store::Marks;
use crate::store::Writing;

/// Events that one look takes at once.
const BATCH: i64 = 50;

/// Events that one transaction plans: whoever else writes to SQLite waits so long.
const EVENTS_AT_ONCE: usize = 10;

/// How long an event rests that cannot be read.
pub(super) const UNREADABLE_RESTS: SignedDuration = SignedDuration::from_mins(10);

/// What a planning pass did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Planned {
    /// Events that were marked.
    pub events: usize,
    /// Rows that were written.
    pub steps: u64,
}

/// One line of what will be sent, or will not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanLine {
    /// What the rule says.
    pub due_at: Timestamp,
    /// When it will go.
    pub send_at: Timestamp,
    /// What it is about.
    pub kind: Kind,
    /// The event's slug.
    pub event: String,
    /// The date, by its original local start; none for mails that go once per event.
    pub occurrence: Option<String>,
    /// The actor.
    pub actor: String,
    /// The address.
    pub recipient: String,
    /// `planned`, `held` or `moot`.
    pub state: State,
    /// Why it waits or will not go.
    pub reason: Option<String>,
}

impl App {
    /// Plans every marked event; again at once plans nothing.
    pub async fn plan(&self) -> Result<Planned, Refusal> {
        let mut planned = Planned::default();
        loop {
            let now = self.now();
            let mut reading = self.store.read().await?;
            let marked = reading.list_marked(now, BATCH).await?;
            if marked.is_empty() {
                return Ok(planned);
            }
            let directory = reading.directory().await?;
            drop(reading);
            planned.events += marked.len();
            planned.steps += self.plan_events(&marked, &directory, now).await?;
        }
    }

    /// Plans events, several in one transaction where nobody else can wait for one of them; how many rows were written.
    ///
    /// Each commit goes to the disk and takes every index along that it touched, a plan of a hundred rows or of one.
    async fn plan_events(&self, marked: &[(i64, i64)], directory: &Directory, now: Timestamp) -> Result<u64, Refusal> {
        // Replicas take events in any order: who held one and waited for another could wait for ever.
        let at_once = if self.store.is_shared() { 1 } else { EVENTS_AT_ONCE };
        let mut written = 0;
        for events in marked.chunks(at_once) {
            written += match self.plan_together(events, directory, now).await {
                Err(refusal) if refusal.is_of_a_row() => self.plan_readable(events, directory, now).await?,
                planned => planned?,
            };
        }
        Ok(written)
    }

    /// Plans events in one transaction.
    async fn plan_together(
        &self,
        events: &[(i64, i64)],
        directory: &Directory,
        now: Timestamp,
    ) -> Result<u64, Refusal> {
        let (mut tx, mut written) = (self.store.write().await?, 0);
        for event in events {
            written += self.plan_event(&mut tx, *event, directory, now).await?;
        }
        tx.commit().await?;
        Ok(written)
    }

    /// Plans the events of which every row can be read, and puts the others off, so that nobody waits for them.
    ///
    /// A newer replica may have written what this one does not know.
    async fn plan_readable(
        &self,
        events: &[(i64, i64)],
        directory: &Directory,
        now: Timestamp,
    ) -> Result<u64, Refusal> {
        let mut written = 0;
        for event in events {
            written += match self.plan_together(slice::from_ref(event), directory, now).await {
                Err(refusal) if refusal.is_of_a_row() => {
                    tracing::error!(event = event.0, error = ?refusal, "an event cannot be read and is not planned");
                    let mut tx = self.store.write().await?;
                    tx.put_off(*event, now.saturating_add(UNREADABLE_RESTS).unwrap_or(now)).await?;
                    tx.commit().await?;
                    0
                }
                planned => planned?,
            };
        }
        Ok(written)
    }

    /// Rules of published events whose audience is not known yet, as event and rule.
    pub async fn list_rules_for_nobody(&self) -> Result<Vec<(String, String)>, Refusal> {
        let mut reading = self.store.read().await?;
        let events = reading.list_events().await?;
        let published = events.iter().map(|row| &row.event).filter(|event| event.is_published());
        let rules = published.flat_map(|event| {
            let rules = event.rules.iter().filter(|rule| selects_nobody(&rule.audience));
            rules.map(|rule| (event.slug.clone(), rule.id.clone()))
        });
        Ok(rules.collect())
    }

    /// Plans one event; how many rows were written.
    ///
    /// Who wrote to it since the directory was read may have written to the directory too: then the mark stays, and the
    /// next look reads both anew.
    async fn plan_event(
        &self,
        tx: &mut Writing,
        (event, revision): (i64, i64),
        directory: &Directory,
        now: Timestamp,
    ) -> Result<u64, Refusal> {
        tx.lock_event(event).await?;
        let row = tx.find_event(event).await?.filter(|row| row.revision == revision);
        let Some(row) = row else { return Ok(0) };
        carry_on(tx, &row, now).await?;
        let known = Box::pin(EventFacts::of(tx, row)).await?;
        let horizon = now.saturating_add(HORIZON).unwrap_or(now);
        let facts = known.facts(directory, &self.config.engine, horizon);
        let plan = plan::plan(&facts, now);
        let written = tx.write_steps(event, &difference(&plan, &known.notifications)).await?;
        for (rule, at) in &plan.entered {
            tx.enter_rule(event, rule, *at).await?;
        }
        tx.record_planned(event, Marks { plan_at: plan.next, by_import: false, ..known.row.marks }).await?;
        if written > 0 {
            tracing::info!(event, steps = written, "planned");
        }
        Ok(written)
    }

    /// What will be sent up to a moment, and what will not, and why; stores nothing.
    pub async fn preview(&self, until: Timestamp) -> Result<Vec<PlanLine>, Refusal> {
        let now = self.now();
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let mut lines = Vec::new();
        for row in reading.list_events().await?.iter().filter(|row| row.event.is_published()) {
            let Some(known) = EventFacts::read(&mut reading, row.id).await? else { continue };
            let plan = plan::plan(&known.facts(&directory, &self.config.engine, until), now);
            for wanted in plan.wanted.iter().filter(|wanted| wanted.due_at <= until) {
                let stored = wanted.stored(&known.notifications);
                if stored.is_some_and(|row| matches!(row.state, State::Sent | State::Dead | State::Sending)) {
                    continue;
                }
                let held = stored.and_then(|row| row.hold);
                let (state, reason) = match (wanted.stand, held) {
                    (Stand::Moot(reason), _) => (State::Moot, Some(reason.word())),
                    (Stand::Held(hold), _) | (Stand::Planned, Some(hold)) => (State::Held, Some(hold.word())),
                    (Stand::Planned, None) => (State::Planned, None),
                };
                let date = known.occurrences.iter().find(|o| Some(o.id) == wanted.occurrence_id);
                let person = directory.find_contact(wanted.contact_id);
                lines.push(PlanLine {
                    due_at: wanted.due_at,
                    send_at: wanted.send_at,
                    kind: wanted.kind,
                    event: row.event.slug.clone(),
                    occurrence: date.map(|date| date.dated.original.to_string()),
                    actor: person.map(|(actor, _)| actor.actor.name.clone()).unwrap_or_default(),
                    recipient: person.map(|(_, contact)| contact.email.clone()).unwrap_or_default(),
                    state,
                    reason: reason.map(str::to_owned),
                });
            }
        }
        lines.sort_by(|a, b| (a.send_at, &a.event, &a.recipient).cmp(&(b.send_at, &b.event, &b.recipient)));
        Ok(lines)
    }
}
