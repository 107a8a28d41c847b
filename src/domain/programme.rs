//! A programme: a named frame of events with its own dates and deadlines.

use jiff::civil::Date;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::rule::Rule;
use crate::domain::when::Moment;

/// A named frame of events, e.g. the Intercultural Weeks of one year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// Its slug.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its motto.
    pub motto: String,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end_inclusive: Date,
    /// From when organisations may submit.
    pub submission_opens: Option<Moment>,
    /// Until when.
    pub submission_deadline: Option<Moment>,
    /// Until when texts may be changed.
    pub editorial_deadline: Option<Moment>,
    /// When it goes to print.
    pub print_deadline: Option<Moment>,
    /// Who coordinates, by the actor's slug.
    pub coordinator: String,
    /// Who else does.
    pub co_coordinator: String,
    /// Rules for each of its events.
    pub rules: Vec<Rule>,
}
