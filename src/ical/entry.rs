//! One VEVENT (RFC 5545 3.6.1): what callers fill in, and how it becomes the model of the `icalendar` crate.
//!
//! Invariant: nothing reaches the model that `checked` did not pass; a value that is no value (an address without `@`,
//! a link of an unknown scheme) is left out, the entry stays.
//! Invariant: an entry holds every time that is written; no clock is asked, no name is invented.

use icalendar::Component;
use icalendar::Event;
use icalendar::Property;
use jiff::Timestamp;

use crate::domain::recurrence::Recurrence;
use crate::domain::text::clean_lines;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::ical::checked;
use crate::ical::checked::Clock;
use crate::ical::write::escape_list;

/// STATUS (RFC 5545 3.8.1.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryStatus {
    /// It takes place.
    Confirmed,
    /// It may take place.
    Tentative,
    /// It does not take place.
    Cancelled,
}

/// CLASS (RFC 5545 3.8.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// For everybody.
    Public,
    /// For those to whom it was sent.
    Private,
}

/// PARTSTAT (RFC 5545 3.2.12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartStat {
    /// No answer yet.
    NeedsAction,
    /// Comes.
    Accepted,
    /// Does not come.
    Declined,
    /// May come.
    Tentative,
}

/// ROLE (RFC 5545 3.2.16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Chairs.
    Chair,
    /// Is expected.
    Required,
    /// May come.
    Optional,
    /// Is told for information only.
    Informed,
}

/// ORGANIZER (RFC 5545 3.8.4.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// CN; empty for none.
    pub name: String,
    /// A mail address without `mailto:`.
    pub address: String,
}

/// ATTENDEE (RFC 5545 3.8.4.1); the one to whom a mail goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// CN; empty for none.
    pub name: String,
    /// A mail address without `mailto:`.
    pub address: String,
    /// The answer as stored.
    pub partstat: PartStat,
    /// Whether an answer is wished.
    pub rsvp: bool,
    /// What is expected of the attendee.
    pub role: Role,
}

/// One VEVENT. A series with overrides is several entries of one UID: the master, then each with a `recurrence_id`.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// UID: made once, never from title or time.
    pub uid: String,
    /// DTSTART and DTEND; a DATE for whole days (`end` exclusive), else with TZID, or with `Z` in UTC.
    pub when: When,
    /// RRULE, RDATE, EXDATE; not written for an entry with a `recurrence_id`.
    pub recurrence: Option<Recurrence>,
    /// RECURRENCE-ID: the original start of the occurrence that this entry overrides, in the zone of the master.
    pub recurrence_id: Option<Moment>,
    /// SUMMARY, one line.
    pub summary: String,
    /// DESCRIPTION, plain text of several lines; empty for none.
    pub description: String,
    /// LOCATION, one line; empty for none.
    pub location: String,
    /// URL of its page.
    pub url: Option<String>,
    /// CONFERENCE (RFC 7986 5.11): the link to come in; also added to the description, where most clients look.
    pub conference: Option<String>,
    /// CATEGORIES, in this order.
    pub categories: Vec<String>,
    /// GEO: latitude and longitude in degrees (WGS 84).
    pub geo: Option<(f64, f64)>,
    /// STATUS.
    pub status: EntryStatus,
    /// SEQUENCE (RFC 5546 2.1.4).
    pub sequence: u32,
    /// DTSTAMP: the stored time of the change (feeds) or of the message (mails).
    pub stamped_at: Timestamp,
    /// CREATED.
    pub created_at: Timestamp,
    /// LAST-MODIFIED.
    pub changed_at: Timestamp,
    /// TRANSP: true when it does not make its reader busy.
    pub transparent: bool,
    /// CLASS.
    pub class: Class,
    /// ORGANIZER; must be given with a METHOD.
    pub organiser: Option<Party>,
    /// ATTENDEE; written in mails (REQUEST, CANCEL, REPLY) only.
    pub attendee: Option<Attendee>,
    /// LANGUAGE of summary and location, e.g. `de` or `pt-BR`.
    pub language: Option<String>,
    /// LANGUAGE of the description; none where it holds several.
    pub description_language: Option<String>,
}

impl Entry {
    /// The VEVENT in the model; `personal`: with its ATTENDEE.
    pub(crate) fn event(&self, personal: bool) -> Event {
        let mut event = Event::new();
        let mut put = |property: Option<Property>| {
            property.map(|property| event.append_property(property));
        };
        self.times().into_iter().for_each(|property| put(Some(property)));
        self.texts().into_iter().for_each(&mut put);
        self.facts().into_iter().for_each(|(name, value)| put(Some(Property::new(name, value))));
        put(link_property("URL", self.url.as_deref()));
        put(link_property("CONFERENCE", self.conference.as_deref()));
        put(self.geo.and_then(checked::geo).map(|geo| Property::new("GEO", geo)));
        put(self.organiser.as_ref().and_then(Party::property));
        put(self.attendee.as_ref().filter(|_| personal).and_then(Attendee::property));
        event
    }

    /// The earliest year of a wall time in this entry, in which its zone must be right.
    pub(crate) fn first_year(&self) -> i16 {
        let listed = self.recurrence.iter().flat_map(|series| series.added.iter().chain(&series.left_out));
        let all = listed.chain(&self.recurrence_id).chain([&self.when.start]);
        all.map(|moment| moment.date().year()).min().unwrap_or(i16::MAX)
    }

    /// True when a time of its zone stands in it: its own, or the one that calendars know it by.
    pub(crate) fn has_times(&self) -> bool {
        !self.when.is_all_day() || self.recurrence_id.is_some_and(|id| !id.is_day())
    }

    fn clock(&self) -> Clock<'_> {
        if self.when.is_all_day() { Clock::Days } else { Clock::In(&self.when.zone) }
    }

    /// DTSTART, DTEND and what makes it recur.
    fn times(&self) -> Vec<Property> {
        let clock = self.clock();
        let overrides = self.recurrence_id.is_some();
        let series = self.recurrence.as_ref().filter(|series| !overrides && !series.is_single());
        // The start of a series must be the start that its rule knows.
        let start = if series.is_some() { self.when.start } else { clock.existing(self.when.start) };
        let mut times = vec![clock.property("DTSTART", &clock.date(start))];
        if self.when.ends_at() > self.when.starts_at() {
            times.push(clock.property("DTEND", &clock.date(clock.existing(self.when.end_or_start()))));
        }
        // As calendars know the date, also where its event has become one of whole days, or is none any more.
        let known = |original: Moment| if original.is_day() { Clock::Days } else { Clock::In(&self.when.zone) };
        let id = |original| known(original).property("RECURRENCE-ID", &known(original).date(original));
        times.extend(self.recurrence_id.map(id));
        if let Some(series) = series {
            let rule = series.rule.as_deref().and_then(|rule| clock.rule(rule));
            times.extend(rule.map(|rule| Property::new("RRULE", rule)));
            times.extend(clock.list("RDATE", &series.added));
            times.extend(clock.list("EXDATE", &series.left_out));
        }
        times
    }

    /// What people read.
    fn texts(&self) -> [Option<Property>; 4] {
        let text = |name: &str, value: String, language: &Option<String>| {
            let mut property = (!value.is_empty()).then(|| Property::new(name, value))?;
            language.as_deref().and_then(checked::language).map(|tag| property.add_parameter("LANGUAGE", tag));
            Some(property)
        };
        let categories: Vec<String> = self.categories.iter().filter_map(|category| checked::line(category)).collect();
        let categories = escape_list(categories.iter().map(String::as_str));
        [
            text("SUMMARY", checked::line(&self.summary).unwrap_or_default(), &self.language),
            text("DESCRIPTION", self.whole_description(), &self.description_language),
            text("LOCATION", checked::line(&self.location).unwrap_or_default(), &self.language),
            (!categories.is_empty()).then(|| Property::new("CATEGORIES", categories)),
        ]
    }

    /// The description and, where it does not hold it already, the link to come in.
    fn whole_description(&self) -> String {
        let description = clean_lines(&self.description);
        match self.conference.as_deref().and_then(checked::link) {
            Some(link) if !description.contains(&link) => format!("{description}\n\n{link}").trim_start().to_owned(),
            _ => description,
        }
    }

    /// What machines read.
    fn facts(&self) -> [(&'static str, String); 8] {
        let status = match self.status {
            EntryStatus::Confirmed => "CONFIRMED",
            EntryStatus::Tentative => "TENTATIVE",
            EntryStatus::Cancelled => "CANCELLED",
        };
        let class = if self.class == Class::Public { "PUBLIC" } else { "PRIVATE" };
        let busy = if self.transparent { "TRANSPARENT" } else { "OPAQUE" };
        [
            ("UID", checked::line(&self.uid).unwrap_or_default()),
            ("DTSTAMP", checked::utc(self.stamped_at)),
            ("CREATED", checked::utc(self.created_at)),
            ("LAST-MODIFIED", checked::utc(self.changed_at.max(self.created_at))),
            ("SEQUENCE", self.sequence.min(i32::MAX.unsigned_abs()).to_string()),
            ("STATUS", status.to_owned()),
            ("CLASS", class.to_owned()),
            ("TRANSP", busy.to_owned()),
        ]
    }
}

impl Party {
    fn property(&self) -> Option<Property> {
        named("ORGANIZER", &self.name, &self.address)
    }
}

impl Attendee {
    fn property(&self) -> Option<Property> {
        let partstat = match self.partstat {
            PartStat::NeedsAction => "NEEDS-ACTION",
            PartStat::Accepted => "ACCEPTED",
            PartStat::Declined => "DECLINED",
            PartStat::Tentative => "TENTATIVE",
        };
        let role = match self.role {
            Role::Chair => "CHAIR",
            Role::Required => "REQ-PARTICIPANT",
            Role::Optional => "OPT-PARTICIPANT",
            Role::Informed => "NON-PARTICIPANT",
        };
        let mut property = named("ATTENDEE", &self.name, &self.address)?;
        property.add_parameter("PARTSTAT", partstat).add_parameter("ROLE", role);
        property.add_parameter("RSVP", if self.rsvp { "TRUE" } else { "FALSE" });
        Some(property)
    }
}

/// A calendar address with its CN.
fn named(property: &str, name: &str, address: &str) -> Option<Property> {
    let mut property = Property::new(property, checked::mailto(address)?);
    checked::line(name).map(|name| property.add_parameter("CN", &name).done()).or(Some(property))
}

/// A link with the parameter that its property asks for.
fn link_property(name: &str, link: Option<&str>) -> Option<Property> {
    let mut property = Property::new(name, link.and_then(checked::link)?);
    if name == "CONFERENCE" {
        property.add_parameter("VALUE", "URI");
    }
    Some(property)
}
