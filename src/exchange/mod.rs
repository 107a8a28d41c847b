//! The exchange format `treffpunkt/1`: a whole office as one JSON text (docs/exchange.md lists every field).
//!
//! Text in, values out, and back: knows no store. Reading collects every fault with its JSON path.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::domain::actor::Actor;
use crate::domain::actor::Group;
use crate::domain::answer::AnswerState;
use crate::domain::event::Event;
use crate::domain::programme::Programme;
use crate::domain::venue::Venue;
use crate::domain::vocabulary::Vocabulary;

mod check;
mod csv;
mod fields;
mod json;
mod names;
mod read;
mod read_event;
mod sheet;
mod sheet_actors;
mod sheet_check;
mod sheet_columns;
mod sheet_event;
mod sheet_events;
mod sheet_place;
mod sheet_row;
mod sheet_text;
mod sheet_when;
pub mod typed;
mod typed_cost;
pub mod typed_day;
mod typed_language;
mod typed_repeat;
pub mod typed_time;
mod write;

pub use csv::write_actors_csv;
pub use csv::write_csv;
pub use read::read;
pub use sheet::SHEET_MAX_BYTES;
pub use sheet::SHEET_MAX_ROWS;
pub use sheet::Sheet;
pub use sheet::SheetCells;
pub use sheet::read_sheet;
pub use sheet_actors::free_actor_id;
pub use sheet_check::Office;
pub use sheet_check::SheetReport;
pub use sheet_check::SheetRow;
pub use sheet_check::Verdict;
pub use sheet_check::check_sheet;
pub use sheet_columns::Column;
pub use sheet_columns::Mapping;
pub use sheet_columns::SheetKind;
pub use sheet_text::Encoding;
pub use write::write;

/// The value of `schema` in files that we write.
pub const SCHEMA: &str = "treffpunkt/1";

/// A whole office, or a part of one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// About the file itself; kept as it came.
    pub about: Option<serde_json::Value>,
    /// About the office; kept as it came.
    pub tenant: Option<serde_json::Value>,
    /// The lists to choose from.
    pub vocabulary: Option<Vocabulary>,
    /// Programmes.
    pub programmes: Vec<Programme>,
    /// Venues.
    pub venues: Vec<Venue>,
    /// Groups; those that only appear at actors are added.
    pub groups: Vec<Group>,
    /// Actors with their contacts.
    pub actors: Vec<Actor>,
    /// Events and meetings, with the answers given to them.
    pub events: Vec<Listed>,
}

/// An event with its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The event.
    pub event: Event,
    /// Its answers.
    pub answers: Vec<ListedAnswer>,
    /// Who was there.
    pub attendance: Vec<ListedAttendance>,
}

/// How many people of an actor were at a date, naming the actor instead of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAttendance {
    /// The day of the occurrence's original start.
    pub date: Date,
    /// The actor, by its `id`; none: people of no organisation.
    pub actor: Option<String>,
    /// How many.
    pub persons: i64,
}

/// An answer, naming its actor instead of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAnswer {
    /// The day of the occurrence's original start; none: all dates.
    pub date: Option<Date>,
    /// The actor, by its `id`.
    pub actor: String,
    /// What was answered.
    pub state: AnswerState,
    /// How many come.
    pub head_count: i64,
    /// What they need.
    pub needs: Vec<String>,
    /// In their words.
    pub comment: String,
    /// What they would like to talk about.
    pub topic: String,
}

/// What a document may refer to besides itself: what the store already holds.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Slugs of programmes.
    pub programmes: BTreeSet<String>,
    /// Slugs of venues.
    pub venues: BTreeSet<String>,
    /// Slugs of groups.
    pub groups: BTreeSet<String>,
    /// Slugs of actors.
    pub actors: BTreeSet<String>,
    /// Ids of actors.
    pub actor_ids: BTreeSet<String>,
    /// Ids of actors by slug.
    pub ids_by_slug: BTreeMap<String, String>,
    /// Slugs of events by UID.
    pub uids: BTreeMap<String, String>,
}
