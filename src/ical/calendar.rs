//! One VCALENDAR (RFC 5545 3.4, RFC 7986): a feed, or what goes into a mail.
//!
//! Invariant: same calendar, same bytes; neither a version nor a clock is written.
//! Invariant: an ATTENDEE is written with METHOD REQUEST, CANCEL or REPLY only, so no feed names anybody who is invited.
//! Invariant: each zone that is used is described once, before the entries.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use icalendar::CalendarComponent;
use icalendar::Property;

use crate::domain::text::clean_lines;
use crate::domain::when::Zone;
use crate::ical::checked;
use crate::ical::entry::Entry;
use crate::ical::write::Lines;
use crate::ical::zone::FIRST_YEAR;
use crate::ical::zone::is_utc;
use crate::ical::zone::write_zone;

/// PRODID; without a version, so that an update of the program changes no feed.
pub const PRODID: &str = "-//Treffpunkt//Treffpunkt//DE";

/// METHOD (RFC 5546 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// For everybody, without answer.
    Publish,
    /// An invitation, or its change.
    Request,
    /// An answer.
    Reply,
    /// A cancellation.
    Cancel,
}

impl Method {
    /// As it stands in METHOD and in the `method` parameter of the mail part (RFC 6047 2.4).
    pub fn name(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Reply => "REPLY",
            Self::Cancel => "CANCEL",
        }
    }
}

/// One VCALENDAR.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calendar {
    /// METHOD; none for a personal feed.
    pub method: Option<Method>,
    /// NAME and X-WR-CALNAME, one line; empty for none (mails).
    pub name: String,
    /// DESCRIPTION and X-WR-CALDESC; empty for none.
    pub description: String,
    /// X-WR-TIMEZONE; also described when there is no entry, as a calendar must hold something.
    pub zone: Option<Zone>,
    /// REFRESH-INTERVAL and X-PUBLISHED-TTL, in whole seconds.
    pub refresh: Option<Duration>,
    /// URL of the page that shows the same.
    pub url: Option<String>,
    /// SOURCE: where the feed itself lies.
    pub source: Option<String>,
    /// COLOR: a colour name of CSS 3, e.g. `teal`.
    pub colour: Option<String>,
    /// The entries, written in this order.
    pub entries: Vec<Entry>,
    /// Entries that were written before; they stand after the others.
    pub written: Vec<Arc<Written>>,
}

/// An entry without ATTENDEE, written once for all calendars that hold it.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    lines: String,
    /// The zone it is in and the first year of which that must be right; none for whole days.
    zone: Option<(Zone, i16)>,
}

impl Written {
    /// Writes an entry.
    pub fn of(entry: &Entry) -> Self {
        let mut lines = Lines::new();
        lines.component(&entry.event(false));
        let zone = entry.has_times().then(|| (entry.when.zone.clone(), entry.first_year()));
        Self { lines: lines.finish(), zone }
    }
}

/// The calendar as iCalendar stream (UTF-8, CRLF).
///
/// ```
/// let text = treffpunkt::ical::calendar::write(&Default::default());
/// assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Treffpunkt//"));
/// ```
pub fn write(calendar: &Calendar) -> String {
    let model = calendar.model();
    let mut lines = Lines::new();
    lines.begin("VCALENDAR");
    for property in &model.properties {
        lines.modelled(property);
    }
    for (zone, first_year) in calendar.zones().into_values() {
        write_zone(&mut lines, zone, first_year);
    }
    for event in model.components.iter().filter_map(CalendarComponent::as_event) {
        lines.component(event);
    }
    for written in &calendar.written {
        lines.again(&written.lines);
    }
    lines.end("VCALENDAR");
    lines.finish()
}

impl Calendar {
    fn model(&self) -> icalendar::Calendar {
        let personal = matches!(self.method, Some(Method::Request | Method::Cancel | Method::Reply));
        let mut model = icalendar::Calendar::empty();
        model.append_property(("VERSION", "2.0")).append_property(("PRODID", PRODID));
        model.append_property(("CALSCALE", "GREGORIAN"));
        for property in self.properties().into_iter().flatten() {
            model.append_property(property);
        }
        for entry in &self.entries {
            model.push(entry.event(personal));
        }
        model
    }

    /// What the calendar says about itself, in the order in which it is written.
    fn properties(&self) -> [Option<Property>; 11] {
        let text = |name: &str, value: &str| (!value.is_empty()).then(|| Property::new(name, value));
        let typed =
            |name: &str, value: String, kind: &str| Property::new(name, value).add_parameter("VALUE", kind).done();
        let link = |link: &Option<String>| link.as_deref().and_then(checked::link);
        let name = checked::line(&self.name).unwrap_or_default();
        let description = clean_lines(&self.description);
        let refresh = self.refresh.filter(|refresh| refresh.as_secs() > 0).map(duration);
        let colour = self.colour.as_deref().filter(|name| name.bytes().all(|b| b.is_ascii_lowercase()));
        [
            self.method.map(|method| Property::new("METHOD", method.name())),
            text("NAME", &name),
            text("X-WR-CALNAME", &name),
            text("DESCRIPTION", &description),
            text("X-WR-CALDESC", &description),
            self.zone.as_ref().map(|zone| Property::new("X-WR-TIMEZONE", zone.name())),
            refresh.clone().map(|refresh| typed("REFRESH-INTERVAL", refresh, "DURATION")),
            refresh.map(|refresh| Property::new("X-PUBLISHED-TTL", refresh)),
            link(&self.url).map(|url| Property::new("URL", url)),
            link(&self.source).map(|source| typed("SOURCE", source, "URI")),
            text("COLOR", colour.unwrap_or_default()),
        ]
    }

    /// The zones to be described, by name, each with the first year of which it must be right.
    fn zones(&self) -> BTreeMap<&str, (&Zone, i16)> {
        let mut zones = BTreeMap::new();
        let timed = self.entries.iter().filter(|entry| entry.has_times());
        let fresh = timed.map(|entry| (&entry.when.zone, entry.first_year()));
        let written = self.written.iter().filter_map(|written| written.zone.as_ref().map(|(zone, year)| (zone, *year)));
        for (zone, year) in fresh.chain(written) {
            let (_, first) = zones.entry(zone.name()).or_insert((zone, FIRST_YEAR));
            *first = year.min(*first);
        }
        if let (true, Some(zone)) = (self.entries.is_empty() && self.written.is_empty(), &self.zone) {
            zones.insert(zone.name(), (zone, FIRST_YEAR));
            return zones;
        }
        zones.retain(|_, (zone, _)| !is_utc(zone));
        zones
    }
}

/// A DURATION (RFC 5545 3.3.6) in hours, minutes and seconds.
fn duration(length: Duration) -> String {
    let all = length.as_secs();
    let parts = [(all / 3600, 'H'), (all / 60 % 60, 'M'), (all % 60, 'S')];
    // Between two that count, a zero must be said: PT1H0M5S.
    let first = parts.iter().position(|&(count, _)| count > 0).unwrap_or(2);
    let last = parts.iter().rposition(|&(count, _)| count > 0).unwrap_or(2);
    let said = parts[first..=last].iter().map(|(count, unit)| format!("{count}{unit}"));
    format!("PT{}", said.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_of_the_grammar() {
        let said = [43_200, 900, 3605, 5400, 1].map(|seconds| duration(Duration::from_secs(seconds)));
        assert_eq!(said, ["PT12H", "PT15M", "PT1H0M5S", "PT1H30M", "PT1S"]);
    }
}
