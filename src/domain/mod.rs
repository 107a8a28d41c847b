//! The rules of the house: what an event is, when it takes place, who is told what and when.
//!
//! Invariant: everything here is pure. No clock (`now` comes in as a value), no randomness, no database, no network.
//! Of crates only `jiff` (with its bundled zones), `rrule`, and the derives of `serde` and `thiserror` are named.

pub mod account;
pub mod actor;
pub mod answer;
mod application;
pub mod attendance;
pub mod audience;
pub mod change;
mod clean;
pub mod delivery;
pub mod difference;
pub mod directory;
pub mod event;
mod event_check;
pub mod fault;
mod history;
mod invited;
pub mod meeting;
pub mod notification;
pub mod occurrence;
pub mod offset;
pub mod part;
pub mod plan;
pub mod programme;
pub mod quiet;
pub mod recurrence;
pub mod repetition;
pub mod rule;
pub mod series;
mod settle;
pub mod shift;
pub mod steering;
pub mod submission;
pub mod template;
pub mod text;
pub mod translation;
pub mod venue;
pub mod vocabulary;
mod weekdays;
pub mod when;
pub mod word;
pub mod work;
