//! Writes events: whoever it is that enters or changes one, this is what happens to it.

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::App;
use crate::app::Refusal;
use crate::app::actors::DIRECTORY;
use crate::app::random;
use crate::domain::actor::Actor;
use crate::domain::change::LONGEST_WAIT;
use crate::domain::event::Event;
use crate::domain::occurrence;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::occurrence::Pairing;
use crate::domain::series::says_another_time_or_place;
use crate::domain::translation::mark_outdated;
use crate::domain::when::Moment;
use crate::domain::work::Work;
use crate::store::EventRow;
use crate::store::Marks;
use crate::store::Writing;

/// How far ahead the dates of a series are kept.
const MONTHS_AHEAD: i32 = 25;

/// Where a write comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Somebody of the office; mails go as the rules say.
    Office,
    /// A file: nobody is mailed because of it before a person releases it.
    Import,
}

/// What a write did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrote {
    /// There is a new row.
    Added(i64),
    /// The row is another.
    Changed(i64),
    /// Nothing differs.
    Nothing(i64),
}

impl Wrote {
    /// The event's row.
    pub(super) fn id(self) -> i64 {
        match self {
            Self::Added(id) | Self::Changed(id) | Self::Nothing(id) => id,
        }
    }
}

impl App {
    /// Enters an event, or replaces the one of the same slug; mails follow as the rules say.
    ///
    /// Errors: [`Refusal::Faults`] names every field that is wrong.
    pub async fn put_event(&self, mut event: Event) -> Result<(), Refusal> {
        event.clean();
        let faults = event.check(&mut Work::default());
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        let mut tx = self.store.write().await?;
        let wrote = write_event(&mut tx, event, self.now(), Origin::Office).await?;
        record_write(&mut tx, self.now(), "office", wrote).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// An event by its slug.
    pub async fn find_event(&self, slug: &str) -> Result<Option<Event>, Refusal> {
        Ok(self.store.read().await?.find_event_by_slug(slug).await?.map(|row| row.event))
    }

    /// Up to which day the dates of a series have rows: mails about later ones are not planned yet.
    pub fn dates_reach(&self) -> Date {
        self.today().saturating_add(MONTHS_AHEAD.months())
    }

    /// The dates of an event, by original start; none when there is no such event.
    pub async fn list_dates(&self, slug: &str) -> Result<Vec<Occurrence>, Refusal> {
        let mut reading = self.store.read().await?;
        let Some(row) = reading.find_event_by_slug(slug).await? else { return Ok(Vec::new()) };
        Ok(reading.list_occurrences(row.id, &row.event.when.zone).await?)
    }

    /// Enters an actor, or replaces the one of the same id: who joins a group is invited to its meetings.
    pub async fn put_actor(&self, actor: &Actor) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        tx.wait_turn(DIRECTORY).await?;
        let row = tx.put_actor(actor).await?;
        tx.mark_all(self.now(), false).await?;
        tx.record_audit(self.now(), "office", "change", &format!("actor:{row}"), "").await?;
        tx.raise_revision().await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }
}

/// Adds an event or replaces the one of the same slug, with its occurrences and its plan mark; who did it and why is
/// for the caller to record.
///
/// SEQUENCE rises when time, dates, status, place or link differ (RFC 5546 2.1.4), not for a typo.
pub(super) async fn write_event(
    tx: &mut Writing,
    mut event: Event,
    now: Timestamp,
    origin: Origin,
) -> Result<Wrote, Refusal> {
    event.changed_at = None;
    let old = tx.find_event_by_slug(&event.slug).await?;
    let wrote = match &old {
        None => {
            if event.uid.is_empty() {
                event.uid = random::uid()?;
            }
            event.created_at.get_or_insert(now);
            Wrote::Added(tx.insert_event(&event, now, marks(None, &event, now, origin)).await?)
        }
        Some(old) => {
            inherit(&mut event, &old.event);
            // A file says itself which translations are outdated.
            if origin == Origin::Office {
                mark_outdated(&mut event, &old.event);
            }
            if event == (Event { changed_at: None, ..old.event.clone() }) {
                return Ok(Wrote::Nothing(old.id));
            }
            // Old and new dates are compared up to the same day, so that only the edit makes a difference.
            carry_on(tx, old, now).await?;
            tx.update_event(old.id, &event, now, marks(Some(old), &event, now, origin)).await?;
            match (old.event.is_public(), event.is_public()) {
                (true, false) => tx.withdraw_event(old.id, now).await?,
                (false, true) => tx.readmit_event(old.id).await?,
                _ => {}
            }
            Wrote::Changed(old.id)
        }
    };
    let pair = |rows, dates| match &old {
        Some(old) => occurrence::pair_edited((&old.event, &event), rows, dates, now),
        None => occurrence::pair(rows, dates),
    };
    write_occurrences(tx, wrote.id(), now, pair).await?;
    tx.raise_revision().await?;
    Ok(wrote)
}

/// The audit line of a write that has no other verb of its own.
pub(super) async fn record_write(tx: &mut Writing, now: Timestamp, who: &str, wrote: Wrote) -> Result<(), Refusal> {
    let verb = match wrote {
        Wrote::Added(_) => "add",
        Wrote::Changed(_) => "change",
        Wrote::Nothing(_) => return Ok(()),
    };
    Ok(tx.record_audit(now, who, verb, &format!("event:{}", wrote.id()), "").await?)
}

/// What a new text of an event keeps from the old one.
fn inherit(event: &mut Event, old: &Event) {
    event.uid.clone_from(&old.uid);
    event.created_at = old.created_at;
    event.sequence = event.sequence.max(old.sequence);
    if says_another_time_or_place(event, old) {
        event.sequence = event.sequence.max(old.sequence + 1);
    }
}

fn marks(old: Option<&EventRow>, event: &Event, now: Timestamp, origin: Origin) -> Marks {
    let before = old.map(|row| row.marks).unwrap_or_default();
    let is_unsaid = old.is_some_and(|row| says_another_time_or_place(event, &row.event));
    let was_published = old.is_some_and(|row| row.event.is_published());
    let published = event.is_published();
    // A change that was told does not hurry the next one.
    let since = before.unsaid_since.filter(|since| now.duration_since(*since) < LONGEST_WAIT);
    Marks {
        entered_at: published.then(|| before.entered_at.filter(|_| was_published).unwrap_or(now)),
        plan_at: (published || was_published).then_some(now),
        unsaid_since: if is_unsaid { since.or(Some(now)) } else { before.unsaid_since },
        unsaid_last: if is_unsaid { Some(now) } else { before.unsaid_last },
        by_import: origin == Origin::Import,
    }
}

/// Gives the dates of a series that time has brought near rows of their own.
pub(super) async fn carry_on(tx: &mut Writing, row: &EventRow, now: Timestamp) -> Result<(), Refusal> {
    if row.event.recurrence.is_single() {
        return Ok(());
    }
    write_occurrences(tx, row.id, now, occurrence::pair_equal).await
}

/// Makes the rows of the occurrences say what the event says.
async fn write_occurrences(
    tx: &mut Writing,
    event: i64,
    now: Timestamp,
    pair: impl FnOnce(Vec<Occurrence>, Vec<Dated>) -> Pairing,
) -> Result<(), Refusal> {
    let Some(row) = tx.find_event(event).await? else { return Ok(()) };
    let ahead = row.event.when.zone.wall(now).date().saturating_add(MONTHS_AHEAD.months());
    let dates = match occurrence::dates(&row.event, Some(Moment::Day(ahead))) {
        Ok(dates) => dates,
        // Rules are checked before they are stored, but an older reader may have taken more. Without dates everybody
        // would be told of a cancellation that nobody decided.
        Err(fault) => {
            tracing::error!(event, %fault, "a rule cannot be read any more; its dates stay as they were");
            return Ok(());
        }
    };
    let old = tx.list_occurrences(row.id, &row.event.when.zone).await?;
    tx.put_occurrences(row.id, pair(old, dates)).await?;
    Ok(())
}
