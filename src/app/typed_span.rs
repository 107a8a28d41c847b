//! A span as people type it into a form: the first day, the last one where there are several, beginning and end.
//!
//! Invariant: what [`TypedSpan::of`] shows is read back as the span that it was made of.

use jiff::SignedDuration;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::Time;

use crate::app::App;
use crate::app::typed_fields::typed_day;
use crate::domain::fault::Fault;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::exchange::typed_day::Near;
use crate::exchange::typed_day::day_fault;
use crate::exchange::typed_day::read_day;
use crate::exchange::typed_time::Times;
use crate::exchange::typed_time::read_times;

/// The longest that what ends after midnight may take, where no last day is said.
const NIGHT_MAX: SignedDuration = SignedDuration::from_hours(12);
/// A last day without a year that comes later than this was meant for the year before.
const LAST_MONTHS: i32 = 6;
/// The most years ahead that somebody types for an event.
const YEARS_AHEAD: i32 = 10;

/// The fields of a form that say when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedSpan {
    /// The first day: `12.9.27`.
    pub day: String,
    /// The last day; empty: the first one, or the night after it.
    pub last: String,
    /// The start: `17:00`, or `17-19 Uhr`; empty: whole days.
    pub from: String,
    /// The end, on the last day; empty: open, or said with the start.
    pub to: String,
}

impl TypedSpan {
    /// A span as a form shows it.
    pub(super) fn of(when: &When) -> Self {
        let clock = |moment: Moment| moment.wall().time().strftime("%H:%M").to_string();
        let is_timed = !when.is_all_day();
        let is_said = match (when.start, when.end) {
            (Moment::Wall(start), Some(Moment::Wall(end))) => same_night(start, end.time()) != Some(end),
            _ => when.last_day() > when.start.date(),
        };
        Self {
            day: typed_day(when.start.date()),
            last: if is_said { typed_day(when.last_day()) } else { String::new() },
            from: if is_timed { clock(when.start) } else { String::new() },
            to: when.end.filter(|_| is_timed).map(clock).unwrap_or_default(),
        }
    }

    /// The same with the last day as far from the first as in another span, where none is typed.
    #[must_use]
    pub(super) fn as_long_as(&self, when: &When, today: Date) -> Self {
        let days = days_of(when).saturating_sub(1);
        match read_day(&self.day, Near::From(today)) {
            Ok(first) if days > 0 && self.last.trim().is_empty() => {
                Self { last: typed_day(first.value.saturating_add(days.days())), ..self.clone() }
            }
            _ => self.clone(),
        }
    }

    /// The span that is meant; `stored`: the one that the form showed.
    ///
    /// Errors: every fault with its field.
    pub(super) fn read(&self, stored: &When, today: Date) -> Result<When, Vec<Fault>> {
        // Whatever of it the fields cannot show.
        if *self == Self::of(stored) {
            return Ok(stored.clone());
        }
        let mut faults = Vec::new();
        let first = read_day(&self.day, Near::From(today)).map_err(|fault| day_fault("day", &self.day, &fault));
        let first = first.map_err(|fault| faults.push(fault)).ok().map(|day| day.value);
        let last = self.last_day(first.unwrap_or(today));
        // Before which day nobody knows.
        let last = if first.is_none() && last == Err(too_early()) { Ok(None) } else { last };
        let last = last.map_err(|fault| faults.push(fault)).ok();
        faults.extend(too_far((first, last.flatten()), stored, today));
        let from = kept(&mut faults, "from", read_clock(&self.from));
        let to = kept(&mut faults, "to", read_clock(&self.to));
        let is_good = faults.is_empty();
        let (Some(first), Some(last), Some(from), Some(to), true) = (first, last, from, to, is_good) else {
            return Err(faults);
        };
        let end = to.map(|times| times.start).or(from.and_then(|times| times.end));
        let (start, end) = match (from, end) {
            (Some(from), end) => {
                let start = first.to_datetime(from.start);
                let end = end_of(start, last, end).map_err(|what| vec![Fault::new("to", what)])?;
                (Moment::Wall(start), end.map(Moment::Wall))
            }
            (None, Some(_)) => return Err(vec![Fault::new("from", "fault-no-start")]),
            (None, None) => {
                let last = last.unwrap_or(first);
                // One day needs no end; who stored one keeps it.
                let end = (last > first || stored.end.is_some()).then(|| last.tomorrow().unwrap_or(last));
                (Moment::Day(first), end.map(Moment::Day))
            }
        };
        Ok(When { start, end, zone: stored.zone.clone() })
    }

    /// The last day, if one is typed; without a year the next one from the first day on.
    fn last_day(&self, first: Date) -> Result<Option<Date>, Fault> {
        if self.last.trim().is_empty() {
            return Ok(None);
        }
        let last = read_day(&self.last, Near::From(first)).map_err(|fault| day_fault("last", &self.last, &fault))?;
        // "12.9." with "10.9." behind it is a slip of the pen, not a year.
        let is_slip = last.note.is_some() && last.value > first.saturating_add(LAST_MONTHS.months());
        if last.value < first || is_slip { Err(too_early()) } else { Ok(Some(last.value)) }
    }
}

impl App {
    /// The last day that somebody typed, if it is one and not before the first.
    pub fn read_last_day(&self, span: &TypedSpan) -> Option<Date> {
        span.last_day(self.read_typed_day(&span.day)?).ok().flatten()
    }
}

/// How many days a form shows a span to take; a night is one.
pub fn days_of(when: &When) -> i32 {
    let is_one = TypedSpan::of(when).last.is_empty();
    let more = when.start.date().until(when.last_day()).map_or(0, |days| days.get_days());
    if is_one { 1 } else { more.saturating_add(1) }
}

/// The faults of days that are more likely a slip of the pen, as nobody plans so far ahead; what is stored stays.
fn too_far((first, last): (Option<Date>, Option<Date>), stored: &When, today: Date) -> Vec<Fault> {
    let horizon = today.saturating_add(YEARS_AHEAD.years());
    let days = [("day", first, stored.start.date()), ("last", last, stored.last_day())];
    let far = days.into_iter().filter(|(_, day, was)| day.is_some_and(|day| day > horizon && day != *was));
    far.map(|(field, ..)| Fault::new(field, "fault-far-day")).collect()
}

/// The fault of a last day before the first.
fn too_early() -> Fault {
    Fault::new("last", "fault-last-early")
}

/// A value, or its fault among the others.
fn kept<T>(faults: &mut Vec<Fault>, field: &str, read: Result<T, &'static str>) -> Option<T> {
    read.map_err(|what| faults.push(Fault::new(field, what))).ok()
}

fn read_clock(typed: &str) -> Result<Option<Times>, &'static str> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    read_times(typed).map(Some).map_err(|_| "fault-no-time")
}

/// The end of what begins at a time of day.
fn end_of(start: DateTime, last: Option<Date>, end: Option<Time>) -> Result<Option<DateTime>, &'static str> {
    let ends = match (last, end) {
        (Some(last), None) if last > start.date() => return Err("fault-no-end"),
        (_, None) => return Ok(None),
        (Some(last), Some(end)) => Some(last.to_datetime(end)).filter(|end| *end >= start),
        (None, Some(end)) => same_night(start, end),
    };
    ends.map(Some).ok_or("fault-ends-before")
}

/// The end where no last day is said: on the same day, or past midnight; none for a slip of the pen.
fn same_night(start: DateTime, end: Time) -> Option<DateTime> {
    let end = start.date().to_datetime(end);
    if end >= start {
        return Some(end);
    }
    Some(end.saturating_add(1.day())).filter(|end| end.duration_since(start) <= NIGHT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: &str = "2027-08-10";

    fn when(start: &str, end: &str) -> When {
        let end = Some(end).filter(|end| !end.is_empty()).map(|end| end.parse().unwrap());
        When { start: start.parse().unwrap(), end, zone: "Europe/Berlin".parse().unwrap() }
    }

    fn typed([day, last, from, to]: [&str; 4]) -> TypedSpan {
        TypedSpan { day: day.to_owned(), last: last.to_owned(), from: from.to_owned(), to: to.to_owned() }
    }

    /// What four fields mean that are typed over something else.
    fn read(fields: [&str; 4]) -> Result<When, Vec<Fault>> {
        typed(fields).read(&when("2027-01-01T10:00", ""), TODAY.parse().unwrap())
    }

    #[test]
    fn what_is_shown_is_read_as_it_was() {
        for (start, end, shown) in [
            ("2027-09-11", "", ["11.09.2027", "", "", ""]),
            ("2027-09-11", "2027-09-12", ["11.09.2027", "", "", ""]),
            ("2027-09-11", "2027-10-04", ["11.09.2027", "03.10.2027", "", ""]),
            ("2027-09-11T10:00", "", ["11.09.2027", "", "10:00", ""]),
            ("2027-09-11T10:00", "2027-09-11T10:00", ["11.09.2027", "", "10:00", "10:00"]),
            ("2027-09-11T10:00", "2027-09-11T18:00", ["11.09.2027", "", "10:00", "18:00"]),
            ("2027-09-11T22:00", "2027-09-12T02:00", ["11.09.2027", "", "22:00", "02:00"]),
            ("2027-09-11T20:00", "2027-09-12T08:00", ["11.09.2027", "", "20:00", "08:00"]),
            ("2027-09-11T20:00", "2027-09-12T08:01", ["11.09.2027", "12.09.2027", "20:00", "08:01"]),
            ("2027-09-11T10:00", "2027-09-12T18:00", ["11.09.2027", "12.09.2027", "10:00", "18:00"]),
            ("2027-09-11T22:00", "2027-09-13T02:00", ["11.09.2027", "13.09.2027", "22:00", "02:00"]),
        ] {
            let stored = when(start, end);
            assert_eq!(TypedSpan::of(&stored), typed(shown), "{start} {end}");
            assert_eq!(typed(shown).read(&stored, TODAY.parse().unwrap()), Ok(stored.clone()));
            let again = read(shown).unwrap();
            assert_eq!((again.start, again.last_day()), (stored.start, stored.last_day()), "{start} {end}");
            assert_eq!(again.ends_at(), stored.ends_at(), "{start} {end}");
        }
    }

    #[test]
    fn several_days_run_from_the_first_beginning_to_the_last_end() {
        for (fields, start, end) in [
            (["12.9.", "", "", ""], "2027-09-12", ""),
            (["12.9.", "12.9.", "", ""], "2027-09-12", ""),
            (["12.9.27", "Mo 13.9.", "", ""], "2027-09-12", "2027-09-14"),
            (["30.12.27", "2.1.", "", ""], "2027-12-30", "2028-01-03"),
            (["12.9.28", "14.9.", "10 Uhr", "16"], "2028-09-12T10:00", "2028-09-14T16:00"),
            (["12.9.27", "14.9.27", "18-12 Uhr", ""], "2027-09-12T18:00", "2027-09-14T12:00"),
            (["12.9.27", "13.9.27", "22:00", "2:00"], "2027-09-12T22:00", "2027-09-13T02:00"),
            (["12.9.27", "12.9.27", "10:00", ""], "2027-09-12T10:00", ""),
        ] {
            assert_eq!(read(fields), Ok(when(start, end)), "{fields:?}");
        }
    }

    #[test]
    fn what_cannot_be_is_said_at_its_field() {
        for (fields, field, what) in [
            (["12.9.27", "11.9.27", "", ""], "last", "fault-last-early"),
            (["12.9.27", "10.9.", "", ""], "last", "fault-last-early"),
            (["12.9.27", "31.9.", "", ""], "last", "fault-typed-day"),
            (["", "1.1.27", "", ""], "day", "fault-missing"),
            (["12.9.27", "Di 13.9.27", "", ""], "last", "typed-weekday"),
            (["1.1.3020", "", "", ""], "day", "fault-far-day"),
            (["11.8.2037", "", "10:00", "12:00"], "day", "fault-far-day"),
            (["12.9.27", "13.9.2072", "", ""], "last", "fault-far-day"),
            (["12.9.27", "", "", "18:00"], "from", "fault-no-start"),
            (["12.9.27", "", "abends", ""], "from", "fault-no-time"),
            (["12.9.27", "14.9.27", "10:00", ""], "to", "fault-no-end"),
            (["12.9.27", "12.9.27", "22:00", "2:00"], "to", "fault-ends-before"),
            (["12.9.27", "", "17:00", "16:00"], "to", "fault-ends-before"),
        ] {
            let faults = read(fields).unwrap_err();
            let id = |fault: &Fault| fault.what.message().map_or(fault.what.to_string(), |(id, _)| id.to_owned());
            let said: Vec<(String, String)> = faults.iter().map(|fault| (fault.field.clone(), id(fault))).collect();
            assert_eq!(said, [(field.to_owned(), what.to_owned())], "{fields:?}");
        }
        let all: Vec<String> = read(["x", "x", "x", "x"]).unwrap_err().into_iter().map(|fault| fault.field).collect();
        assert_eq!(all, ["day", "last", "from", "to"]);
    }

    #[test]
    fn a_far_day_that_is_stored_stays_and_so_does_the_past() {
        let stored = when("2060-09-11T10:00", "2060-09-13T18:00");
        let later = typed(["11.09.2060", "13.09.2060", "11:00", "18:00"]).read(&stored, TODAY.parse().unwrap());
        assert_eq!(later, Ok(when("2060-09-11T11:00", "2060-09-13T18:00")));
        assert_eq!(read(["10.8.2037", "", "", ""]), Ok(when("2037-08-10", "")));
        assert_eq!(read(["1.1.20", "", "", ""]), Ok(when("2020-01-01", "")));
    }

    #[test]
    fn a_copy_is_as_long_as_what_it_is_made_after() {
        let like = |start: &str, end: &str, last: &str| {
            typed(["12.9.28", last, "", ""]).as_long_as(&when(start, end), TODAY.parse().unwrap()).last
        };
        assert_eq!(like("2027-09-11", "2027-10-04", ""), "04.10.2028");
        assert_eq!(like("2027-09-11T10:00", "2027-09-13T18:00", ""), "14.09.2028");
        assert_eq!(like("2027-09-11", "2027-10-04", "13.9.28"), "13.9.28");
        assert_eq!(like("2027-09-11T22:00", "2027-09-12T02:00", ""), "");
    }
}
