//! The difference between what should stand and what stands.

use crate::domain::notification::Hold;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::Standing;
use crate::domain::notification::State;
use crate::domain::plan::Plan;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;

/// One thing to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// There is no such row yet.
    Insert(Wanted),
    /// The row stays open, at another time.
    Move(i64, Wanted),
    /// The row waits for a person, or no longer does.
    Stand(i64, Wanted),
    /// The row is not to be sent.
    Moot(i64, Reason),
    /// The row is to be sent after all.
    Revive(i64, Wanted),
}

impl Stand {
    /// True for mails that keep others from the same address: also where a later one says it, to all who share it.
    pub(super) fn takes_its_address(self) -> bool {
        matches!(self, Self::Planned | Self::Held(_) | Self::Moot(Reason::Superseded))
    }

    /// True for mails that nobody needs to hear of when they are new.
    pub(super) fn is_over(self) -> bool {
        matches!(self, Self::Moot(Reason::Late | Reason::Expired))
    }

    /// What a row says that stands so: its state, why it will not go, and what it waits for.
    pub fn parts(self) -> (State, Option<Reason>, Option<Hold>) {
        match self {
            Self::Planned => (State::Planned, None, None),
            Self::Held(hold) => (State::Held, None, Some(hold)),
            Self::Moot(reason) => (State::Moot, Some(reason), None),
        }
    }
}

impl Wanted {
    /// How it stands before it has a row.
    pub fn standing(&self) -> Standing<'_> {
        let (state, reason, hold) = self.stand.parts();
        Standing {
            key: &self.key,
            rule: &self.rule,
            kind: self.kind,
            occurrence_id: self.occurrence_id,
            contact_id: self.contact_id,
            state,
            reason,
            hold,
            due_at: self.due_at,
            at: self.send_at,
            try_at: self.send_at,
            is_in_plan: true,
        }
    }

    /// The row that it becomes; 0 stands for the id that it has not yet.
    pub fn as_row(&self, event_id: i64) -> Notification {
        let (state, reason, hold) = self.stand.parts();
        Notification {
            id: 0,
            key: self.key.clone(),
            event_id,
            occurrence_id: self.occurrence_id,
            contact_id: self.contact_id,
            kind: self.kind,
            rule: self.rule.to_string(),
            state,
            reason,
            hold,
            is_released: false,
            due_at: self.due_at,
            send_at: self.send_at,
            try_at: self.send_at,
            not_after: self.not_after,
            attempts: 0,
            first_tried_at: None,
            told: None,
            sent_at: None,
            fault: None,
            tried_to: None,
        }
    }
}

/// What to write so that the rows that were planned by say what is wanted. Nothing when they do.
///
/// `sent` and `dead` are final, `sending` is a worker's; what a person holds stays held.
pub fn difference(plan: &Plan, rows: &[Notification]) -> Vec<Step> {
    let step = |one: &Wanted| match one.stored(rows) {
        None => Some(Step::Insert(one.clone())),
        Some(row) => step(one, row),
    };
    let mut steps: Vec<Step> = plan.wanted.iter().filter_map(step).collect();
    steps.extend(rows.iter().filter_map(|row| Some(Step::Moot(row.id, unwanted(plan, row)?))));
    steps
}

/// How the mails of an event stand once the plan is written: those that have a row, and those that will.
pub fn standings<'p>(plan: &'p Plan, rows: &'p [Notification]) -> impl Iterator<Item = Standing<'p>> {
    let mut wanted: Vec<Option<&Wanted>> = vec![None; rows.len()];
    for one in &plan.wanted {
        if let Some(place) = one.row {
            wanted[place] = Some(one);
        }
    }
    let stored = rows.iter().zip(wanted).map(move |(row, wanted)| {
        let standing = match (wanted, unwanted(plan, row)) {
            (Some(one), _) if step(one, row).is_some() => one.standing(),
            // What is not sent is said at the time at which it would be by now.
            (Some(one), _) if row.state == State::Moot => {
                Standing { due_at: one.due_at, at: one.send_at, ..row.standing() }
            }
            (None, Some(reason)) => Standing { state: State::Moot, reason: Some(reason), hold: None, ..row.standing() },
            _ => row.standing(),
        };
        Standing { is_in_plan: wanted.is_some(), ..standing }
    });
    stored.chain(plan.wanted.iter().filter(|one| one.row.is_none()).map(Wanted::standing))
}

/// Why an open row should not stand; none where it should, or where it is final or a worker's.
fn unwanted(plan: &Plan, row: &Notification) -> Option<Reason> {
    let is_open = matches!(row.state, State::Planned | State::Held);
    plan.unwanted.get(&row.id).copied().filter(|_| is_open)
}

fn step(wanted: &Wanted, row: &Notification) -> Option<Step> {
    match (row.state, wanted.stand) {
        (State::Sent | State::Dead | State::Sending, _) => None,
        (State::Moot, Stand::Moot(reason)) => (row.reason != Some(reason)).then_some(Step::Moot(row.id, reason)),
        (State::Moot, _) => Some(Step::Revive(row.id, wanted.clone())),
        // It was tried: delivery tells whoever asks that it failed.
        (State::Planned, Stand::Moot(Reason::Expired)) if row.attempts > 0 => None,
        (State::Planned | State::Held, Stand::Moot(reason)) => Some(Step::Moot(row.id, reason)),
        (State::Held, _) if is_for_a_person(row.hold) => moved(wanted, row),
        (State::Held, Stand::Held(hold)) if row.hold == Some(hold) => moved(wanted, row),
        (State::Planned, Stand::Held(Hold::Rule)) if row.is_released => moved(wanted, row),
        (State::Planned, Stand::Planned) => moved(wanted, row),
        (State::Planned | State::Held, _) => Some(Step::Stand(row.id, wanted.clone())),
    }
}

/// True for holds that only a person ends.
fn is_for_a_person(hold: Option<Hold>) -> bool {
    matches!(hold, Some(Hold::Import | Hold::Person | Hold::Test))
}

fn moved(wanted: &Wanted, row: &Notification) -> Option<Step> {
    let stands = (row.kind, row.due_at, row.send_at, row.not_after);
    let should = (wanted.kind, wanted.due_at, wanted.send_at, wanted.not_after);
    (stands != should).then(|| Step::Move(row.id, wanted.clone()))
}
