//! Mails that people give another time or call off, all of one kind about one date at once.

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::facts::EventFacts;
use crate::app::mails::MailGroupName;
use crate::app::mails::find_group;
use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::plan;
use crate::domain::plan::HORIZON;
use crate::domain::plan::Stand;
use crate::domain::steering::Steered;
use crate::domain::steering::Steering;
use crate::exchange::typed_day::Near;
use crate::exchange::typed_day::day_fault;
use crate::exchange::typed_day::read_day;
use crate::exchange::typed_time::read_times;
use crate::store::Writing;

/// The finest that is typed.
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// Who types the minute that runs means now. What was late goes only at a time ahead, and is planned anew before.
const SOON: SignedDuration = SignedDuration::from_secs(10);

/// Another time for mails, as somebody typed it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoveDraft {
    /// Those that are due then.
    pub due_at: Timestamp,
    /// The day: `Mi 18.8.`.
    pub day: String,
    /// The time: `9 Uhr`.
    pub time: String,
    /// The moment that the person was shown and said yes to; none: they have not seen it yet.
    pub sure: Option<Timestamp>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MovedMails {
    /// This is what was understood; nothing is changed before the person says so.
    Understood(Timestamp),
    /// They go then.
    Done(Timestamp),
}

impl App {
    /// Gives mails another time; asks first whether the time that was typed is understood.
    ///
    /// Errors: [`Refusal::Faults`] for what is no time, is over, or comes after the last moment at which they help.
    pub async fn move_mails(
        &self,
        who: &str,
        group: MailGroupName<'_>,
        draft: &MoveDraft,
    ) -> Result<MovedMails, Refusal> {
        let now = self.now();
        let typed = self.read_moment(draft, now)?;
        let send_at = typed.max(now.saturating_add(SOON).unwrap_or(now));
        let mut tx = self.store.write().await?;
        let Some((event, date)) = find_group(&mut tx, group.0, group.2).await? else { return Err(Refusal::Changed) };
        tx.lock_event(event).await?;
        let what = Steered::Moved { due_at: draft.due_at, send_at };
        self.steer_by(&mut tx, (event, date, group.1), what, who).await?;
        self.check_is_of_use(&mut tx, (event, date, group.1), draft.due_at).await?;
        // Dropped here, the decision was only tried.
        if draft.sure != Some(typed) {
            return Ok(MovedMails::Understood(typed));
        }
        let detail = format!("{}, {send_at} instead of {}", group.1, draft.due_at);
        tx.record_audit(now, who, "move", &format!("event:{event}"), &detail).await?;
        tx.commit().await?;
        self.plan().await?;
        self.ring();
        Ok(MovedMails::Done(send_at))
    }

    /// The moment that was typed, on the office's clocks.
    fn read_moment(&self, draft: &MoveDraft, now: Timestamp) -> Result<Timestamp, Refusal> {
        let mut faults = Vec::new();
        let day = read_day(&draft.day, Near::From(self.today()));
        let day = day.map_err(|fault| faults.push(day_fault("day", &draft.day, &fault))).ok();
        let times = read_times(&draft.time);
        let times = times.map_err(|_| faults.push(Fault::new("time", said!("fault-no-time", "is no time")))).ok();
        let Some((day, times)) = day.zip(times) else { return Err(Refusal::Faults(faults)) };
        let at = self.config.office.zone.instant(day.value.to_datetime(times.start));
        // A minute is over when the next one begins.
        if at.saturating_add(MINUTE).unwrap_or(at) <= now {
            let what = said!("fault-in-the-past", "is over");
            return Err(Refusal::Faults(vec![Fault::new("day", what)]));
        }
        Ok(at)
    }

    /// Whether the mails that the decision is about would still help then.
    async fn check_is_of_use(
        &self,
        tx: &mut Writing,
        (event, date, kind): (i64, Option<i64>, Kind),
        due_at: Timestamp,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let Some(known) = EventFacts::read(tx, event).await? else { return Err(Refusal::Changed) };
        let directory = tx.directory().await?;
        let horizon = now.saturating_add(HORIZON).unwrap_or(now);
        let plan = plan::plan(&known.facts(&directory, &self.config.engine, horizon), now);
        let is_it = |one: &&plan::Wanted| (one.kind, one.occurrence_id, one.due_at) == (kind, date, due_at);
        // What goes too late by the decision is over in the plan, for it goes by it.
        let is_open = |one: &&plan::Wanted| !matches!(one.stand, Stand::Moot(reason) if reason != Reason::Expired);
        let mut open = plan.wanted.iter().filter(is_it).filter(is_open);
        let until = open.clone().map(|one| one.not_after).min();
        if open.any(|one| one.not_after <= one.send_at) {
            let until = until.unwrap_or(now).to_string();
            let what =
                said!("fault-too-late", "must be before {until}, the last moment at which it helps", until = until);
            return Err(Refusal::Faults(vec![Fault::new("day", what)]));
        }
        // Sent, called off or without anybody by now: there is nothing to move.
        if until.is_none() { Err(Refusal::Changed) } else { Ok(()) }
    }

    /// Notes a decision and marks the event: mails prepared before do not go.
    pub(super) async fn steer_by(
        &self,
        tx: &mut Writing,
        (event, occurrence_id, kind): (i64, Option<i64>, Kind),
        what: Steered,
        who: &str,
    ) -> Result<(), Refusal> {
        let at = self.now();
        tx.put_steering(event, &Steering { occurrence_id, kind, what, who: who.to_owned(), at }).await?;
        Ok(tx.mark_event(event, at, false).await?)
    }
}
