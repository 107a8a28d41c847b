//! What people decided about mails: that they go at another time, or not at all. The planner goes by it.
//!
//! Invariant: a decision is about all mails of one kind about one date, also about those to somebody who joins later.

use jiff::Timestamp;

use crate::domain::notification::Kind;
use crate::domain::plan::Facts;

/// A decision about the mails of one kind about one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steering {
    /// The date; none for mails that go once per event.
    pub occurrence_id: Option<i64>,
    /// The kind.
    pub kind: Kind,
    /// What was decided.
    pub what: Steered,
    /// Who decided it, as in the audit.
    pub who: String,
    /// When it was decided.
    pub at: Timestamp,
}

/// What somebody decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steered {
    /// They are not sent until somebody takes that back.
    CalledOff {
        /// Changes and cancellations: of this SEQUENCE, so that the next change is told again; 0 for the others.
        sequence: i64,
    },
    /// They go at another time, as long as they would be due at this one: when the date is moved, the rule speaks again.
    Moved {
        /// What the rule says.
        due_at: Timestamp,
        /// When they go instead.
        send_at: Timestamp,
    },
}

impl Steered {
    /// The decision to send none of a kind, for an event of that SEQUENCE.
    pub fn called_off(kind: Kind, sequence: i64) -> Self {
        Self::CalledOff { sequence: if is_about_a_change(kind) { sequence } else { 0 } }
    }
}

impl Facts<'_> {
    /// Whether somebody decided that no mail of this kind about this date is sent.
    pub(super) fn is_called_off(&self, kind: Kind, date: Option<i64>) -> bool {
        let called_off = Steered::called_off(kind, self.event.sequence);
        self.steered(kind, date).any(|what| *what == called_off)
    }

    /// When somebody decided that these mails go, if that is not when they are due.
    pub(super) fn moved_to(&self, kind: Kind, date: Option<i64>, due: Timestamp) -> Option<Timestamp> {
        self.steered(kind, date).find_map(|what| match what {
            Steered::Moved { due_at, send_at } if *due_at == due => Some(*send_at),
            _ => None,
        })
    }

    fn steered(&self, kind: Kind, date: Option<i64>) -> impl Iterator<Item = &Steered> {
        let is_it = move |one: &&Steering| one.kind == kind && one.occurrence_id == date;
        self.steerings.iter().filter(is_it).map(|one| &one.what)
    }
}

fn is_about_a_change(kind: Kind) -> bool {
    matches!(kind, Kind::Change | Kind::Cancellation)
}
