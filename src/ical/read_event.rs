//! One VEVENT: its properties, as other programs write them.

use std::collections::BTreeMap;
use std::collections::HashMap;

use calcard::common::PartialDateTime;
use calcard::icalendar::ICalendarComponent;
use calcard::icalendar::ICalendarEntry;
use calcard::icalendar::ICalendarParameterName;
use calcard::icalendar::ICalendarProperty;
use calcard::icalendar::ICalendarValue;
use jiff::SignedDuration;
use jiff::Timestamp;

use crate::domain::fault::Fault;
use crate::domain::recurrence::Recurrence;
use crate::domain::text::clean_line;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::ical::components::component;
use crate::ical::raw::check_times;
use crate::ical::raw::slip;
use crate::ical::read_time::Length;
use crate::ical::read_time::Stamp;
use crate::ical::read_time::between;
use crate::ical::read_time::instant;
use crate::ical::read_time::moment;
use crate::ical::read_time::written;
use crate::ical::read_zone::zone;

/// One VEVENT.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadEvent {
    /// The line of its BEGIN, from 1.
    pub line: usize,
    /// UID; empty when there is none.
    pub uid: String,
    /// SUMMARY; empty when there is none.
    pub summary: String,
    /// DESCRIPTION.
    pub description: Option<String>,
    /// LOCATION.
    pub location: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// STATUS in capitals; `CANCELLED` too when the file as a whole cancels (METHOD:CANCEL).
    pub status: Option<String>,
    /// CATEGORIES.
    pub categories: Vec<String>,
    /// SEQUENCE, 0 when there is none.
    pub sequence: u32,
    /// The start, as written.
    pub start: Moment,
    /// The end, on the clock of `zone`; of whole days the day after the last.
    pub end: Option<Moment>,
    /// The zone of the start; none for whole days and for floating times.
    pub zone: Option<Zone>,
    /// RRULE, RDATE and EXDATE, on the clock of `zone`.
    pub recurrence: Recurrence,
    /// RECURRENCE-ID and its own zone: the original start of the date that this event replaces.
    pub recurrence_id: Option<(Moment, Option<Zone>)>,
    /// RANGE=THISANDFUTURE: later dates are moved likewise.
    pub and_future: bool,
    /// How long each date takes.
    pub(super) length: Length,
    /// Lengths of RDATE periods, by their starts.
    pub(super) periods: BTreeMap<Moment, Length>,
}

impl ReadEvent {
    /// True when it does not take place.
    pub fn is_cancelled(&self) -> bool {
        self.status.as_deref() == Some("CANCELLED")
    }

    /// The instant of a moment of this event; days and floating times as if they were UTC.
    pub(super) fn instant(&self, moment: Moment) -> Timestamp {
        instant(moment, self.zone.as_ref())
    }
}

/// Reads one VEVENT; a fault names its line and UID.
pub(super) fn event(line: usize, block: &str, places: &HashMap<String, String>) -> Result<ReadEvent, Fault> {
    let Some(component) = component(block) else {
        return Err(Fault::new(format!("line {line}"), "The event cannot be read; export it again."));
    };
    let reader = Reader { component: &component, block, places };
    reader.event(line).map_err(|what| {
        let uid: String = clean_line(&reader.text(&ICalendarProperty::Uid).unwrap_or_default());
        let uid: String = uid.chars().take(100).collect();
        let place = if uid.is_empty() { format!("line {line}") } else { format!("line {line}, UID {uid}") };
        Fault::new(place, what)
    })
}

/// The parts of one event while it is read.
pub(super) struct Reader<'a> {
    pub(super) component: &'a ICalendarComponent,
    pub(super) block: &'a str,
    places: &'a HashMap<String, String>,
}

impl Reader<'_> {
    fn event(&self, line: usize) -> Result<ReadEvent, String> {
        check_times(self.block)?;
        let entry = self.component.property(&ICalendarProperty::Dtstart);
        let start = self.stamp(entry.ok_or("The event has no DTSTART; give it a start.")?)?;
        let length = self.length(&start)?;
        let zone = start.zone.clone();
        let (recurrence, periods) = self.recurrence(&start, length)?;
        let (recurrence_id, and_future) = self.recurrence_id()?;
        Ok(ReadEvent {
            line,
            uid: self.text(&ICalendarProperty::Uid).unwrap_or_default().trim().to_owned(),
            summary: self.text(&ICalendarProperty::Summary).unwrap_or_default(),
            description: self.text(&ICalendarProperty::Description),
            location: self.text(&ICalendarProperty::Location),
            url: self.text(&ICalendarProperty::Url),
            status: self.text(&ICalendarProperty::Status).map(|status| status.trim().to_ascii_uppercase()),
            categories: self
                .all(&ICalendarProperty::Categories)
                .filter_map(ICalendarValue::as_text)
                .map(Into::into)
                .collect(),
            sequence: self
                .all(&ICalendarProperty::Sequence)
                .find_map(ICalendarValue::as_integer)
                .map_or(0, |n| u32::try_from(n.max(0)).unwrap_or(u32::MAX)),
            end: length.end(start.moment, zone.as_ref()),
            start: start.moment,
            zone,
            recurrence,
            recurrence_id,
            and_future,
            length,
            periods,
        })
    }

    fn all(&self, name: &ICalendarProperty) -> impl Iterator<Item = &ICalendarValue> {
        self.component.entries.iter().filter(move |entry| entry.name == *name).flat_map(|entry| &entry.values)
    }

    fn text(&self, name: &ICalendarProperty) -> Option<String> {
        self.all(name).find_map(ICalendarValue::as_text).map(Into::into).filter(|text: &String| !text.is_empty())
    }

    /// Reads the first date of a property.
    fn stamp(&self, entry: &ICalendarEntry) -> Result<Stamp, String> {
        let value = entry.values.first().ok_or_else(|| unreadable(entry, ""))?;
        self.date(entry, value)
    }

    /// Reads one date of a property, in the zone of its TZID.
    pub(super) fn date(&self, entry: &ICalendarEntry, value: &ICalendarValue) -> Result<Stamp, String> {
        match value {
            ICalendarValue::PartialDateTime(date) => self.partial(entry, date),
            other => Err(unreadable(entry, other.as_text().unwrap_or_default())),
        }
    }

    pub(super) fn partial(&self, entry: &ICalendarEntry, date: &PartialDateTime) -> Result<Stamp, String> {
        let stamp = moment(date).ok_or_else(|| unreadable(entry, &written(date)))?;
        let tzid = entry.parameter(&ICalendarParameterName::Tzid).and_then(|value| value.as_text());
        match tzid {
            // A `Z` says more than a TZID; a day has no zone.
            Some(tzid) if stamp.zone.is_none() && !stamp.moment.is_day() => {
                let zone = zone(tzid, self.places).ok_or_else(|| {
                    let tzid: String = clean_line(tzid).chars().take(100).collect();
                    let name = entry.name.as_str();
                    format!("The zone \u{201c}{tzid}\u{201d} of {name} is not known; write one like Europe/Berlin.")
                })?;
                Ok(Stamp { zone: Some(zone), ..stamp })
            }
            _ => Ok(stamp),
        }
    }

    /// How long the event takes, from DTEND or DURATION.
    fn length(&self, start: &Stamp) -> Result<Length, String> {
        let length = if let Some(entry) = self.component.property(&ICalendarProperty::Dtend) {
            between(start, &self.stamp(entry)?)?
        } else if let Some(entry) = self.component.property(&ICalendarProperty::Duration) {
            match entry.values.first() {
                Some(ICalendarValue::Duration(duration)) => Length::of(duration),
                other => return Err(unreadable(entry, other.and_then(ICalendarValue::as_text).unwrap_or_default())),
            }
        } else {
            Length::Open
        };
        let day = Length::Wall(SignedDuration::from_hours(24));
        match length.end(start.moment, start.zone.as_ref()) {
            // Without an end, and when some program forgot that it is exclusive, a day is one day long.
            None if start.moment.is_day() => Ok(day),
            Some(end) if start.moment.is_day() && end == start.moment => Ok(day),
            Some(end) if instant(end, start.zone.as_ref()) < instant(start.moment, start.zone.as_ref()) => {
                Err(format!("The event ends ({end}) before it starts ({}); correct one of them.", start.moment))
            }
            _ => Ok(length),
        }
    }

    /// RECURRENCE-ID and whether it says THISANDFUTURE.
    #[allow(clippy::type_complexity, reason = "a pair of two fields of the event")]
    fn recurrence_id(&self) -> Result<(Option<(Moment, Option<Zone>)>, bool), String> {
        let Some(entry) = self.component.property(&ICalendarProperty::RecurrenceId) else { return Ok((None, false)) };
        let stamp = self.stamp(entry)?;
        Ok((Some((stamp.moment, stamp.zone)), entry.has_parameter(&ICalendarParameterName::Range)))
    }
}

/// A date that is none.
pub(super) fn unreadable(entry: &ICalendarEntry, value: &str) -> String {
    slip(entry.name.as_str(), value)
}
