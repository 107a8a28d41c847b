//! A meeting: what an event has besides when actors exchange what they know.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::civil::DateTime;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::when;
use crate::domain::word::words;

/// What makes an event a meeting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// The groups it is for, by slug.
    pub groups: Vec<String>,
    /// True: one of a row of meetings.
    pub series: bool,
    /// The agenda of dates that have none of their own.
    pub agenda: Vec<AgendaItem>,
    /// What belongs to one date, by the day of its original start.
    pub instances: BTreeMap<Date, Instance>,
}

impl Minutes {
    /// The status of minutes that are being written.
    pub const DRAFT: &str = "draft";
    /// The status of minutes that everybody invited may read.
    pub const APPROVED: &str = "approved";
}

impl Meeting {
    /// The agenda of a date.
    pub fn agenda_of(&self, original: Date) -> &[AgendaItem] {
        match self.instances.get(&original) {
            Some(instance) if !instance.agenda.is_empty() => &instance.agenda,
            _ => &self.agenda,
        }
    }

    /// The minutes of a date, if there are any.
    pub fn minutes_of(&self, original: Date) -> Option<&Minutes> {
        self.instances.get(&original).and_then(|instance| instance.minutes.as_ref())
    }
}

/// What belongs to one date of a meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Instance {
    /// What will be talked about.
    pub agenda: Vec<AgendaItem>,
    /// What was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Minutes>,
    /// Who does what until when.
    pub action_items: Vec<Task>,
    /// Papers.
    pub materials: Vec<Material>,
    /// A question about the date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_poll: Option<DatePoll>,
}

words! {
    /// What is done with an agenda item.
    #[derive(Default)]
    ItemKind {
        /// Told.
        #[default]
        Info = "info",
        /// Talked about.
        Discussion = "discussion",
        /// Decided.
        Decision = "decision",
    }
}

/// One item of an agenda.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AgendaItem {
    /// Its number.
    pub no: u32,
    /// What it is about.
    pub title: String,
    /// What is done with it.
    pub kind: ItemKind,
    /// How long it takes; the clock times follow from it.
    pub minutes: u32,
    /// Who leads.
    pub lead: String,
}

/// The minutes of one date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Minutes {
    /// `draft` or `approved`.
    pub status: String,
    /// The text.
    pub text: String,
    /// The day of approval: published at 09:00 local of that day; without it from the beginning.
    #[serde(deserialize_with = "when::day")]
    pub approved: Option<Date>,
}

/// A task somebody took on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Task {
    /// What is to be done.
    pub text: String,
    /// Who: an actor or a group, by slug.
    pub owner: String,
    /// Until when.
    #[serde(deserialize_with = "when::day")]
    pub due: Option<Date>,
    /// True: done.
    pub done: bool,
}

/// A paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Material {
    /// What it is.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The sort of file.
    pub kind: String,
    /// Bytes.
    pub size: u64,
}

/// A question about the date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatePoll {
    /// What is asked.
    pub question: String,
    /// The dates to choose from, as wall times.
    pub options: Vec<DateTime>,
    /// Who gave how many points to each option; by actor.
    pub votes: BTreeMap<String, Vec<u8>>,
    /// What the points mean.
    pub scale: String,
    /// Until when.
    #[serde(deserialize_with = "when::local_time")]
    pub closes: Option<DateTime>,
}
