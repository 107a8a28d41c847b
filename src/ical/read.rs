//! Reading calendar files of other people (RFC 5545).
//!
//! `calcard` takes content lines apart; what they mean is worked out here and in `domain::recurrence`. Each VEVENT is
//! read by itself, so that one broken event is one fault and the others are read. Rules are taken from their lines as
//! text, because the parser mends them silently (`INTERVAL=0` would become no interval).

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::collections::HashSet;

use calcard::Entry;
use calcard::Parser;
use calcard::common::PartialDateTime;
use calcard::icalendar::ICalendarComponent;
use calcard::icalendar::ICalendarDuration;
use calcard::icalendar::ICalendarEntry;
use calcard::icalendar::ICalendarParameterName;
use calcard::icalendar::ICalendarPeriod;
use calcard::icalendar::ICalendarProperty;
use calcard::icalendar::ICalendarValue;
use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::Time;

use crate::domain::fault::Fault;
use crate::domain::recurrence::Limit;
use crate::domain::recurrence::Recurrence;
use crate::domain::recurrence::RecurrenceFault;
use crate::domain::recurrence::check;
use crate::domain::recurrence::starts;
use crate::domain::text::clean_line;
use crate::domain::when::Moment;
use crate::domain::when::Zone;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// The most components (events, alarms, zones) in one file.
pub const MAX_COMPONENTS: usize = 20_000;

/// The most EXDATE, and the most RDATE, of one event.
pub const MAX_DATES: usize = 5_000;

/// The most starts of one series that are worked out before a change that moves later dates forward.
const MAX_STARTS: usize = 1_000_000;

/// What a calendar file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarFile {
    /// The events that could be read, in the order of the file.
    pub entries: Vec<ReadEvent>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

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
    length: Length,
    /// Lengths of RDATE periods, by their starts.
    periods: BTreeMap<Moment, Length>,
}

impl ReadEvent {
    /// True when it does not take place.
    pub fn is_cancelled(&self) -> bool {
        self.status.as_deref() == Some("CANCELLED")
    }

    /// The instant of a moment of this event; days and floating times as if they were UTC.
    fn instant(&self, moment: Moment) -> Timestamp {
        instant(moment, self.zone.as_ref())
    }
}

/// How long a date takes.
///
/// Between DTSTART and DTEND the difference of the wall times counts (18:00 to 20:00 on every day); a DURATION has days
/// of the calendar and exact hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Open,
    Wall(SignedDuration),
    Exact { days: i64, time: SignedDuration },
}

impl Length {
    /// The end of a date that starts at `start`.
    fn end(self, start: Moment, zone: Option<&Zone>) -> Option<Moment> {
        let later = |by: SignedDuration| match start {
            Moment::Day(day) => Moment::Day(day.saturating_add(by)),
            Moment::Wall(wall) => Moment::Wall(wall.saturating_add(by)),
        };
        match self {
            Self::Open => None,
            Self::Wall(by) => Some(later(by)),
            Self::Exact { days, time } => {
                let first = later(SignedDuration::from_hours(days.saturating_mul(24)));
                match (first, zone) {
                    (Moment::Wall(wall), Some(zone)) => {
                        let at = zone.instant(wall).saturating_add(time).unwrap_or(Timestamp::MAX);
                        Some(Moment::Wall(zone.wall(at)))
                    }
                    (Moment::Wall(wall), None) => Some(Moment::Wall(wall.saturating_add(time))),
                    (Moment::Day(day), _) => Some(Moment::Day(day.saturating_add(time))),
                }
            }
        }
    }

    /// From a DURATION.
    fn of(duration: &ICalendarDuration) -> Self {
        let sign = if duration.neg { -1 } else { 1 };
        let days = i64::from(duration.weeks) * 7 + i64::from(duration.days);
        let time = i64::from(duration.hours) * 3600 + i64::from(duration.minutes) * 60 + i64::from(duration.seconds);
        // Longer than the calendar is as good as the calendar.
        Self::Exact { days: sign * days.min(4_000_000), time: SignedDuration::from_secs(sign * time) }
    }
}

/// One date of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// The UID of its event.
    pub uid: String,
    /// The original local start, for dates of a recurring event.
    pub recurrence_id: Option<Moment>,
    /// The start, as written.
    pub start: Moment,
    /// Its zone; none for whole days and floating times.
    pub zone: Option<Zone>,
    /// The instant of the start, if a zone is known.
    pub start_utc: Option<Timestamp>,
    /// The instant of the end, if a zone is known and an end was given.
    pub end_utc: Option<Timestamp>,
    /// The title.
    pub summary: String,
}

/// Reads a calendar file; what cannot be read is a fault, the rest is read.
pub fn read(text: &str) -> CalendarFile {
    let refused = |what: String| CalendarFile { entries: Vec::new(), faults: vec![Fault::new("", what)] };
    if text.len() > MAX_BYTES {
        return refused(format!("The file has {} bytes; at most 5 MiB are read. Split it.", text.len()));
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let parts = split(&text);
    if parts.components == 0 {
        return refused("The file is no calendar: it has no BEGIN:VCALENDAR. Export it again as iCalendar.".into());
    }
    if parts.components > MAX_COMPONENTS {
        return refused(format!("The file has more than {MAX_COMPONENTS} components. Split it."));
    }
    let places = parts.zones.iter().filter_map(|block| place(block)).collect();
    let mut file = CalendarFile { entries: Vec::new(), faults: parts.faults };
    for (line, block) in &parts.events {
        match event(*line, block, &places) {
            Ok(mut event) => {
                if parts.cancels {
                    event.status = Some("CANCELLED".into());
                }
                file.entries.push(event);
            }
            Err(fault) => file.faults.push(fault),
        }
    }
    file
}

/// A file taken apart into its components, as text.
#[derive(Default)]
struct Parts<'a> {
    /// Line and text of each VEVENT.
    events: Vec<(usize, &'a str)>,
    zones: Vec<&'a str>,
    components: usize,
    cancels: bool,
    faults: Vec<Fault>,
}

/// A component of which the end was not yet seen: name, line, offset.
type Open = (String, usize, usize);

fn split(text: &str) -> Parts<'_> {
    let mut parts = Parts::default();
    let mut open: Vec<Open> = Vec::new();
    let mut offset = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let begin = offset;
        offset += line.len();
        let word = line.trim_end();
        if let Some(name) = after(word, "BEGIN:") {
            parts.components += 1;
            // An event cannot lie within an event: the END of the first is missing.
            if name == "VEVENT" && open.iter().any(|(name, ..)| name == "VEVENT") {
                close_broken(&mut parts, &mut open);
            }
            open.push((name, number + 1, begin));
        } else if let Some(name) = after(word, "END:") {
            match open.pop() {
                Some((other, line, begin)) if other == name => match name.as_str() {
                    "VEVENT" => parts.events.push((line, &text[begin..offset])),
                    "VTIMEZONE" => parts.zones.push(&text[begin..offset]),
                    _ => {}
                },
                Some(other) => {
                    open.push(other);
                    if open.iter().any(|(other, ..)| *other == name) || open.iter().any(|(name, ..)| name == "VEVENT") {
                        close_broken(&mut parts, &mut open);
                    }
                }
                None => {}
            }
        } else if open.len() <= 1 && after(word, "METHOD:").is_some_and(|method| method == "CANCEL") {
            parts.cancels = true;
        }
    }
    close_broken(&mut parts, &mut open);
    parts
}

/// The rest of a line in capitals, when it begins with `name`.
fn after(line: &str, name: &str) -> Option<String> {
    let head = line.get(..name.len())?;
    head.eq_ignore_ascii_case(name).then(|| line[name.len()..].trim().to_ascii_uppercase())
}

/// Gives up all components that are open within the calendar; an event among them is a fault.
fn close_broken(parts: &mut Parts<'_>, open: &mut Vec<Open>) {
    for (name, line, _) in open.iter().filter(|(name, ..)| name == "VEVENT") {
        parts.faults.push(Fault::new(
            format!("line {line}"),
            format!("The event has no END:{name} of its own; add it, or leave the event out."),
        ));
    }
    open.retain(|(name, ..)| name == "VCALENDAR");
}

/// TZID and X-LIC-LOCATION of a VTIMEZONE.
fn place(block: &str) -> Option<(String, String)> {
    let component = component(block)?;
    let text = |name: &ICalendarProperty| Some(component.property(name)?.values.first()?.as_text()?.trim().to_owned());
    let location = component.entries.iter().find(|entry| entry.name.as_str().eq_ignore_ascii_case("X-LIC-LOCATION"))?;
    Some((text(&ICalendarProperty::Tzid)?, location.values.first()?.as_text()?.trim().to_owned()))
}

/// The outermost component of a text.
fn component(block: &str) -> Option<ICalendarComponent> {
    match Parser::new(block).entry() {
        Entry::ICalendar(calendar) => calendar.components.into_iter().next(),
        _ => None,
    }
}

/// Reads one VEVENT; a fault names its line and UID.
fn event(line: usize, block: &str, places: &HashMap<String, String>) -> Result<ReadEvent, Fault> {
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

/// A moment and the zone in which it was written.
#[derive(Debug, Clone)]
struct Stamp {
    moment: Moment,
    zone: Option<Zone>,
}

impl Stamp {
    /// The same instant on the clock of another zone; without zones the time as written.
    fn seen_from(&self, zone: Option<&Zone>) -> Moment {
        match (self.moment, &self.zone, zone) {
            (Moment::Wall(wall), Some(own), Some(zone)) if own != zone => Moment::Wall(zone.wall(own.instant(wall))),
            (moment, ..) => moment,
        }
    }
}

/// The parts of one event while it is read.
struct Reader<'a> {
    component: &'a ICalendarComponent,
    block: &'a str,
    places: &'a HashMap<String, String>,
}

impl Reader<'_> {
    fn event(&self, line: usize) -> Result<ReadEvent, String> {
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
    fn date(&self, entry: &ICalendarEntry, value: &ICalendarValue) -> Result<Stamp, String> {
        match value {
            ICalendarValue::PartialDateTime(date) => self.partial(entry, date),
            other => Err(unreadable(entry, other.as_text().unwrap_or_default())),
        }
    }

    fn partial(&self, entry: &ICalendarEntry, date: &PartialDateTime) -> Result<Stamp, String> {
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

    fn recurrence(&self, start: &Stamp, length: Length) -> Result<(Recurrence, BTreeMap<Moment, Length>), String> {
        if self.component.has_property(&ICalendarProperty::Exrule) {
            return Err(sentence(&RecurrenceFault::ExclusionRule));
        }
        let mut rules = rules(self.block);
        if rules.len() > 1 {
            return Err("The event has several RRULE; make it several events, or list the dates as RDATE.".into());
        }
        let rule = rules.pop();
        if let Some(rule) = &rule {
            check(rule).map_err(|fault| sentence(&fault))?;
            if start.moment.date().year() < 1 {
                return Err("The series begins before the year 1; correct DTSTART.".into());
            }
        }
        let (added, periods) = self.added(start, length)?;
        Ok((Recurrence { rule, added, left_out: self.left_out(start)? }, periods))
    }

    /// RDATE; of a period its length is kept.
    fn added(&self, start: &Stamp, length: Length) -> Result<(Vec<Moment>, BTreeMap<Moment, Length>), String> {
        let mut periods = BTreeMap::new();
        let mut added = Vec::new();
        for (entry, value) in self.dates(&ICalendarProperty::Rdate)? {
            let (from, own) = match value {
                ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
                    let (from, to) = (self.partial(entry, start)?, self.partial(entry, end)?);
                    let own = between(&from, &to)?;
                    (from, own)
                }
                ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
                    (self.partial(entry, start)?, Length::of(duration))
                }
                other => (self.date(entry, other)?, length),
            };
            let moment = from.seen_from(start.zone.as_ref());
            if own != length {
                periods.insert(moment, own);
            }
            added.push(moment);
        }
        Ok((added, periods))
    }

    /// EXDATE, on the clock of the event.
    fn left_out(&self, start: &Stamp) -> Result<Vec<Moment>, String> {
        let mut left_out = Vec::new();
        for (entry, value) in self.dates(&ICalendarProperty::Exdate)? {
            let stamp = self.date(entry, value)?;
            let moment = stamp.seen_from(start.zone.as_ref());
            match (moment, &start.zone, start.moment.is_day()) {
                (Moment::Wall(_), _, true) => left_out.push(Moment::Day(stamp.moment.date())),
                (Moment::Wall(wall), Some(zone), false) => {
                    left_out.push(moment);
                    // The same instant may also be meant by a wall time that the clocks skip.
                    for minutes in [30, 60, 120] {
                        let skipped = wall.saturating_sub(SignedDuration::from_mins(minutes));
                        if stamp.zone != start.zone && zone.instant(skipped) == zone.instant(wall) {
                            left_out.push(Moment::Wall(skipped));
                        }
                    }
                }
                _ => left_out.push(moment),
            }
        }
        Ok(left_out)
    }

    /// All values of a list property, if there are not too many.
    fn dates(&self, name: &ICalendarProperty) -> Result<Vec<(&ICalendarEntry, &ICalendarValue)>, String> {
        let entries = self.component.entries.iter().filter(|entry| entry.name == *name);
        let found: Vec<_> = entries.flat_map(|entry| entry.values.iter().map(move |value| (entry, value))).collect();
        if found.len() > MAX_DATES {
            let (name, count) = (name.as_str(), found.len());
            return Err(format!("The event has {count} {name}; at most {MAX_DATES} are read. Use a rule."));
        }
        Ok(found)
    }

    /// RECURRENCE-ID and whether it says THISANDFUTURE.
    #[allow(clippy::type_complexity, reason = "a pair of two fields of the event")]
    fn recurrence_id(&self) -> Result<(Option<(Moment, Option<Zone>)>, bool), String> {
        let Some(entry) = self.component.property(&ICalendarProperty::RecurrenceId) else { return Ok((None, false)) };
        let stamp = self.stamp(entry)?;
        Ok((Some((stamp.moment, stamp.zone)), entry.has_parameter(&ICalendarParameterName::Range)))
    }
}

/// The difference of two stamps on the clock of the first.
fn between(start: &Stamp, end: &Stamp) -> Result<Length, String> {
    if start.moment.is_day() != end.moment.is_day() {
        return Err("One of DTSTART and DTEND is a day and the other a time; write both in the same way.".into());
    }
    let until = end.seen_from(start.zone.as_ref());
    Ok(Length::Wall(until.wall().duration_since(start.moment.wall())))
}

/// The instant of a moment; days and floating times as if they were UTC.
fn instant(moment: Moment, zone: Option<&Zone>) -> Timestamp {
    match (moment, zone) {
        (Moment::Wall(wall), Some(zone)) => zone.instant(wall),
        (moment, _) => Zone::utc().instant(moment.wall()),
    }
}

/// A fault of the domain as a sentence.
fn sentence(fault: &RecurrenceFault) -> String {
    let text = clean_line(&fault.to_string());
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

/// A date that is none.
fn unreadable(entry: &ICalendarEntry, value: &str) -> String {
    let value: String = clean_line(value).chars().take(60).collect();
    let name = entry.name.as_str();
    let like = if *name == *"DURATION" { "PT2H" } else { "20270911T110000" };
    format!("{name} \u{201c}{value}\u{201d} cannot be read; write it like {like}.")
}

/// A date that lies outside the calendar, as text.
fn written(date: &PartialDateTime) -> String {
    let part = |part: Option<u8>| part.unwrap_or_default();
    let day = format!("{:04}{:02}{:02}", date.year.unwrap_or_default(), part(date.month), part(date.day));
    if !date.has_time() {
        return day;
    }
    format!("{day}T{:02}{:02}{:02}", part(date.hour), part(date.minute), part(date.second))
}

/// A date of the parser as a moment; with `Z` or an offset in UTC.
fn moment(date: &PartialDateTime) -> Option<Stamp> {
    let signed = |part: u8| i8::try_from(part).ok();
    let day = Date::new(i16::try_from(date.year?).ok()?, signed(date.month?)?, signed(date.day?)?).ok()?;
    let Some(hour) = date.hour else { return Some(Stamp { moment: Moment::Day(day), zone: None }) };
    // A leap second is the last second of its minute.
    let second = date.second.unwrap_or_default();
    let second = if second == 60 { 59 } else { second };
    let wall = day.to_datetime(Time::new(signed(hour)?, signed(date.minute?)?, signed(second)?, 0).ok()?);
    let Some(hours) = date.tz_hour else { return Some(Stamp { moment: Moment::Wall(wall), zone: None }) };
    let minutes = i64::from(hours) * 60 + i64::from(date.tz_minute.unwrap_or_default());
    let ahead = SignedDuration::from_mins(if date.tz_minus { -minutes } else { minutes });
    Some(Stamp { moment: Moment::Wall(wall.checked_sub(ahead).ok()?), zone: Some(Zone::utc()) })
}

/// The RRULE values of a VEVENT, as they were written.
fn rules(block: &str) -> Vec<String> {
    let unfolded = block.replace("\n ", "").replace("\n\t", "");
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for line in unfolded.lines() {
        if after(line, "BEGIN:").is_some() {
            depth += 1;
        } else if after(line, "END:").is_some() {
            depth = depth.saturating_sub(1);
        } else if depth == 1
            && let Some((name, value)) = line.split_once(':')
            && name.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case("RRULE"))
        {
            found.push(value.trim().to_owned());
        }
    }
    found
}

/// What programs of one maker call their zones (Unicode CLDR, territory 001).
const WINDOWS_ZONES: [(&str, &str); 42] = [
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("Afghanistan Standard Time", "Asia/Kabul"),
    ("Arab Standard Time", "Asia/Riyadh"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Arabic Standard Time", "Asia/Baghdad"),
    ("Argentina Standard Time", "America/Buenos_Aires"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("Azores Standard Time", "Atlantic/Azores"),
    ("Belarus Standard Time", "Europe/Minsk"),
    ("Cen. Australia Standard Time", "Australia/Adelaide"),
    ("Central America Standard Time", "America/Guatemala"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Central Standard Time", "America/Chicago"),
    ("China Standard Time", "Asia/Shanghai"),
    ("E. Africa Standard Time", "Africa/Nairobi"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Eastern Standard Time", "America/New_York"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("FLE Standard Time", "Europe/Kiev"),
    ("GMT Standard Time", "Europe/London"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Georgian Standard Time", "Asia/Tbilisi"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("India Standard Time", "Asia/Calcutta"),
    ("Iran Standard Time", "Asia/Tehran"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Jordan Standard Time", "Asia/Amman"),
    ("Kaliningrad Standard Time", "Europe/Kaliningrad"),
    ("Middle East Standard Time", "Asia/Beirut"),
    ("Morocco Standard Time", "Africa/Casablanca"),
    ("Mountain Standard Time", "America/Denver"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("Syria Standard Time", "Asia/Damascus"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("W. Central Africa Standard Time", "Africa/Lagos"),
    ("W. Europe Standard Time", "Europe/Berlin"),
];

/// The zone that a TZID means: an IANA name, a Windows name, a name with a maker's prefix, or what the file's own
/// VTIMEZONE says of its place.
fn zone(tzid: &str, places: &HashMap<String, String>) -> Option<Zone> {
    let tzid = tzid.trim().trim_matches('"').trim();
    named(tzid).or_else(|| prefixed(tzid)).or_else(|| {
        let place = places.get(tzid)?;
        named(place).or_else(|| prefixed(place))
    })
}

fn named(name: &str) -> Option<Zone> {
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    if ["Z", "Coordinated Universal Time", "(UTC) Coordinated Universal Time"].contains(&name) {
        return Some(Zone::utc());
    }
    // Display names: what the office suite of the same maker writes.
    if name.starts_with("(UTC+01:00)") && name.contains("Berlin") {
        return "Europe/Berlin".parse().ok();
    }
    let (_, iana) = WINDOWS_ZONES.iter().find(|(windows, _)| windows.eq_ignore_ascii_case(name))?;
    iana.parse().ok()
}

/// `/freeassociation.sourceforge.net/Europe/Berlin` and the like: the longest end of the path that is a zone.
fn prefixed(path: &str) -> Option<Zone> {
    path.match_indices('/').take(8).find_map(|(at, _)| path.get(at + 1..)?.parse().ok())
}

/// All dates that a file means: sorted by instant over the whole file (whole days and floating times as if they were
/// UTC), changed dates in their new place, cancelled ones left out; the first `count` of them.
pub fn dates(file: &CalendarFile, count: usize) -> Result<Vec<FoundDate>, Vec<Fault>> {
    let mut found: Vec<(Timestamp, FoundDate)> = Vec::new();
    let mut faults = Vec::new();
    for series in series(&file.entries) {
        match series.dates(count) {
            Ok(dates) => found.extend(dates),
            Err((line, fault)) => faults.push(Fault::new(format!("line {line}"), sentence(&fault))),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    found.sort_by(|(at, a), (other, b)| (at, &a.uid, a.start).cmp(&(other, &b.uid, b.start)));
    found.truncate(count);
    Ok(found.into_iter().map(|(_, date)| date).collect())
}

/// An event and what replaces some of its dates.
#[derive(Default)]
struct Series<'a> {
    master: Option<&'a ReadEvent>,
    overrides: Vec<&'a ReadEvent>,
}

/// Events by UID, in the order of the file; of two versions of one thing the one with the higher SEQUENCE counts, of
/// equals the later.
fn series(entries: &[ReadEvent]) -> Vec<Series<'_>> {
    let mut found: Vec<Series<'_>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut seen: HashMap<(&str, Timestamp), usize> = HashMap::new();
    for event in entries {
        // Without a UID nothing belongs together.
        let place = if event.uid.is_empty() { found.len() } else { *places.entry(&event.uid).or_insert(found.len()) };
        if place == found.len() {
            found.push(Series::default());
        }
        let series = &mut found[place];
        let Some((moment, zone)) = &event.recurrence_id else {
            if series.master.is_none_or(|other| other.sequence <= event.sequence) {
                series.master = Some(event);
            }
            continue;
        };
        let key = (event.uid.as_str(), instant(*moment, zone.as_ref()));
        match seen.get(&key) {
            Some(&index) if !event.uid.is_empty() => {
                if series.overrides[index].sequence <= event.sequence {
                    series.overrides[index] = event;
                }
            }
            _ => {
                seen.insert(key, series.overrides.len());
                series.overrides.push(event);
            }
        }
    }
    found
}

/// A change of this and all later dates.
struct Turn<'a> {
    from: Timestamp,
    event: &'a ReadEvent,
    original: Moment,
}

impl Turn<'_> {
    /// Where a later start lies after the change, and in which zone.
    fn moved(&self, start: Moment, zone: Option<&Zone>) -> Moment {
        let to = Stamp { moment: self.event.start, zone: self.event.zone.clone() }.seen_from(zone);
        match (start, to) {
            (Moment::Wall(wall), Moment::Wall(to)) => {
                Moment::Wall(wall.saturating_add(to.duration_since(self.original.wall())))
            }
            (start, to) => {
                let day = start.date().saturating_add(to.date().duration_since(self.original.date()));
                if to.is_day() { Moment::Day(day) } else { Moment::Wall(day.to_datetime(to.wall().time())) }
            }
        }
    }
}

type Dates = Vec<(Timestamp, FoundDate)>;

impl Series<'_> {
    fn dates(&self, count: usize) -> Result<Dates, (usize, RecurrenceFault)> {
        let Some(master) = self.master else {
            return Ok(self.overrides.iter().filter(|event| !event.is_cancelled()).map(|e| self.replaced(e)).collect());
        };
        if master.is_cancelled() {
            return Ok(Vec::new());
        }
        let turns = self.turns(master);
        let replaced: HashSet<Timestamp> = self.overrides.iter().map(|event| self.original(event).1).collect();
        let begun = self.starts(master, &turns, count).map_err(|fault| (master.line, fault))?;
        let mut found: Dates = begun
            .into_iter()
            .filter(|start| !replaced.contains(&master.instant(*start)))
            .filter_map(|start| regular(master, &turns, start))
            .collect();
        found.extend(self.overrides.iter().filter(|event| !event.is_cancelled()).map(|event| self.replaced(event)));
        found.sort_by_key(|(at, _)| *at);
        found.truncate(count);
        Ok(found)
    }

    /// The changes of this and all later dates, in their order.
    fn turns(&self, master: &ReadEvent) -> Vec<Turn<'_>> {
        let mut turns: Vec<Turn<'_>> = Vec::new();
        for event in self.overrides.iter().filter(|event| event.and_future) {
            let (original, from) = self.original(event);
            turns.push(Turn { from, event, original: original.unwrap_or(master.start) });
        }
        turns.sort_by_key(|turn| turn.from);
        turns
    }

    /// Enough starts of the rule: each override takes at most one of the first away, and a change that moves later
    /// dates forward may bring any date after it among the first.
    fn starts(&self, master: &ReadEvent, turns: &[Turn<'_>], count: usize) -> Result<Vec<Moment>, RecurrenceFault> {
        let utc = Zone::utc();
        let zone = master.zone.as_ref().unwrap_or(&utc);
        let expand = |limit| starts(master.start, &master.recurrence, zone, limit);
        let mut enough = count.saturating_add(self.overrides.len());
        let forward = turns.iter().rev().find(|turn| turn.event.instant(turn.event.start) < turn.from);
        if let Some(turn) = forward {
            let until = Some(turn.original);
            enough = enough.saturating_add(expand(Limit { count: MAX_STARTS, until })?.len());
        }
        expand(Limit::first(enough))
    }

    /// A date that was changed by itself.
    fn replaced(&self, event: &ReadEvent) -> (Timestamp, FoundDate) {
        date(event, self.original(event).0, event.start, event.zone.clone(), event.length)
    }

    /// The original start of an override: on the clock of its series, and its instant.
    fn original(&self, event: &ReadEvent) -> (Option<Moment>, Timestamp) {
        let Some((moment, zone)) = &event.recurrence_id else { return (None, event.instant(event.start)) };
        let Some(master) = self.master else { return (Some(*moment), instant(*moment, zone.as_ref())) };
        let stamp = Stamp { moment: *moment, zone: zone.clone() };
        let seen = match (stamp.seen_from(master.zone.as_ref()), master.start) {
            // Some programs write the day only, or for whole days midnight.
            (Moment::Day(day), Moment::Wall(wall)) => Moment::Wall(day.to_datetime(wall.time())),
            (_, Moment::Day(_)) => Moment::Day(moment.date()),
            (seen, _) => seen,
        };
        (Some(seen), master.instant(seen))
    }
}

/// A date of the rule, moved if it comes after a change of all later dates.
fn regular(master: &ReadEvent, turns: &[Turn<'_>], start: Moment) -> Option<(Timestamp, FoundDate)> {
    let at = master.instant(start);
    let turn = turns.iter().rev().find(|turn| turn.from <= at);
    let shown = turn.map_or(master, |turn| turn.event);
    if shown.is_cancelled() {
        return None;
    }
    let moved = turn.map_or(start, |turn| turn.moved(start, master.zone.as_ref()));
    let zone = if moved.is_day() { None } else { master.zone.clone().or_else(|| shown.zone.clone()) };
    let length = if turn.is_some() { shown.length } else { *master.periods.get(&start).unwrap_or(&master.length) };
    Some(date(shown, (!master.recurrence.is_single()).then_some(start), moved, zone, length))
}

fn date(
    event: &ReadEvent,
    recurrence_id: Option<Moment>,
    start: Moment,
    zone: Option<Zone>,
    length: Length,
) -> (Timestamp, FoundDate) {
    let at = instant(start, zone.as_ref());
    let end = length.end(start, zone.as_ref());
    let found = FoundDate {
        uid: event.uid.clone(),
        recurrence_id,
        start,
        start_utc: zone.as_ref().map(|_| at),
        end_utc: zone.as_ref().and_then(|zone| end.map(|end| instant(end, Some(zone)))),
        zone,
        summary: event.summary.clone(),
    };
    (at, found)
}
