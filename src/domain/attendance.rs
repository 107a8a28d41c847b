//! Attendance: how many people were there, counted at the door or afterwards.

use serde::Serialize;

/// The most people of one actor, or of none, at one date.
pub const MOST_PERSONS: i64 = 9_999;

/// How many people of an actor were at a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Attendance {
    /// The date, by its row.
    pub occurrence_id: i64,
    /// The actor, by its row; none: people of no organisation.
    pub actor_id: Option<i64>,
    /// How many; more than none.
    pub persons: i64,
}
