//! When: wall time and zone, or whole days.
//!
//! Invariant: wall time + zone is the truth; instants are derived from it. A wall time that a change of the clocks
//! skips is read with the offset before the gap (RFC 5545 3.3.5); of a doubled one the first is meant.

use std::fmt;
use std::str::FromStr;

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::Serialize;

/// A time zone of the IANA database, e.g. `Europe/Berlin`.
#[derive(Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A zone name that the time zone database does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\u{201c}{0}\u{201d} is no zone of the time zone database; write one like Europe/Berlin")]
pub struct UnknownZone(pub String);

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The instant of a wall time (gap: offset before it; fold: the first).
    ///
    /// Wall times at the very edge of the calendar (year ±9999) are clamped to the last instant.
    pub fn instant(&self, wall: DateTime) -> Timestamp {
        self.0.to_ambiguous_timestamp(wall).compatible().unwrap_or(Timestamp::MAX)
    }

    /// What the clocks of this zone show at an instant.
    pub fn wall(&self, at: Timestamp) -> DateTime {
        self.0.to_datetime(at)
    }

    /// The zone as `jiff` knows it, for walkers over its transitions.
    pub fn rules(&self) -> &TimeZone {
        &self.0
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        // `get` also takes "Etc/Unknown" and case variants; the database's own spelling is kept.
        match TimeZone::get(name) {
            Ok(zone) if zone.iana_name().is_some() && !zone.is_unknown() => Ok(Self(zone)),
            _ => Err(UnknownZone(name.to_owned())),
        }
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One end of a span: a wall time, or a whole day.
///
/// Written `2027-09-11T11:00:00` or `2027-09-11`; all moments of one event are of one sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// A whole day.
    Day(Date),
    /// A wall time, in the zone of its event.
    Wall(DateTime),
}

impl Moment {
    /// The day it lies on.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Wall(wall) => wall.date(),
        }
    }

    /// As wall time; a day begins at 00:00.
    pub fn wall(self) -> DateTime {
        match self {
            Self::Day(date) => date.at(0, 0, 0, 0),
            Self::Wall(wall) => wall,
        }
    }

    /// True for a whole day.
    pub fn is_day(self) -> bool {
        matches!(self, Self::Day(_))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Wall(wall) => write!(f, "{wall}"),
        }
    }
}

/// Neither a wall time nor a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\u{201c}{0}\u{201d} is neither a local time like 2027-09-11T11:00 nor a day like 2027-09-11")]
pub struct NoMoment(pub String);

impl FromStr for Moment {
    type Err = NoMoment;

    fn from_str(text: &str) -> Result<Self, NoMoment> {
        let fault = || NoMoment(text.to_owned());
        if text.len() == 10 {
            return text.parse().map(Self::Day).map_err(|_| fault());
        }
        // An offset or a `Z` would say another thing than "local time"; jiff would drop it silently.
        let plain = text.len() >= 16
            && text.bytes().all(|b| b.is_ascii_digit() || b"-T:.".contains(&b))
            && text[10..].matches('-').count() == 0;
        let wall = plain.then(|| text.parse::<DateTime>().ok()).flatten().ok_or_else(fault)?;
        // Parts of a second are no time of an event, and instants are stored in whole ones.
        Ok(Self::Wall(wall.with().subsec_nanosecond(0).build().map_err(|_| fault())?))
    }
}

impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A day in data, read as [`Moment`] reads it: a time behind it would be lost.
pub fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    match Option::<Moment>::deserialize(from)? {
        Some(Moment::Wall(_)) => Err(serde::de::Error::custom("must be a day like 2027-09-11, without a time")),
        day => Ok(day.map(Moment::date)),
    }
}

/// A local time in data, read as [`Moment`] reads it: jiff would drop an offset silently.
pub fn local_time<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<DateTime>, D::Error> {
    match Option::<Moment>::deserialize(from)? {
        Some(Moment::Day(_)) => Err(serde::de::Error::custom("must be a local time like 2027-09-11T11:00")),
        time => Ok(time.map(Moment::wall)),
    }
}

/// From when to when.
///
/// All-day: `end` is the day *after* the last one (exclusive, as in iCalendar); timed: `end` may be open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The start.
    pub start: Moment,
    /// The end, if one was given; always of the same sort as the start and after it.
    pub end: Option<Moment>,
    /// The zone of wall times; for whole days the zone in which a reminder's 09:00 is meant.
    pub zone: Zone,
}

impl When {
    /// True for whole days.
    pub fn is_all_day(&self) -> bool {
        self.start.is_day()
    }

    /// The instant of the start; a day starts at its 00:00.
    pub fn starts_at(&self) -> Timestamp {
        self.zone.instant(self.start.wall())
    }

    /// The instant of the end; without one: the start, or for whole days the next 00:00.
    pub fn ends_at(&self) -> Timestamp {
        self.zone.instant(self.end_or_start().wall())
    }

    /// The end, or what stands for it when none was given.
    pub fn end_or_start(&self) -> Moment {
        match (self.end, self.start) {
            (Some(end), _) => end,
            (None, Moment::Day(day)) => Moment::Day(day.tomorrow().unwrap_or(day)),
            (None, start) => start,
        }
    }

    /// The last day on which something happens (for whole days the day before `end`).
    pub fn last_day(&self) -> Date {
        match self.end_or_start() {
            Moment::Day(end) => end.yesterday().unwrap_or(end).max(self.start.date()),
            Moment::Wall(end) => end.date(),
        }
    }

    /// The same length, begun at another moment.
    ///
    /// Timed spans keep the difference of their wall times (17:00–19:30 stays 17:00–19:30 on the day of a change of
    /// the clocks); whole days keep their number of days.
    #[must_use]
    pub fn moved_to(&self, start: Moment) -> Self {
        let end = self.end.map(|end| match (self.start, end, start) {
            (Moment::Wall(a), Moment::Wall(b), Moment::Wall(start)) => {
                Moment::Wall(start.saturating_add(b.duration_since(a)))
            }
            (a, b, start) => {
                let days = b.date().duration_since(a.date());
                Moment::Day(start.date().saturating_add(days))
            }
        });
        Self { start, end, zone: self.zone.clone() }
    }

    /// How long it takes on the clock on the wall, if an end was given.
    pub fn wall_length(&self) -> Option<SignedDuration> {
        self.end.map(|end| end.wall().duration_since(self.start.wall()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Zone {
        "Europe/Berlin".parse().unwrap()
    }

    #[test]
    fn a_skipped_wall_time_is_read_with_the_offset_before_the_gap() {
        let at = berlin().instant("2027-03-28T02:30".parse().unwrap());
        assert_eq!(at.to_string(), "2027-03-28T01:30:00Z");
    }

    #[test]
    fn of_a_doubled_wall_time_the_first_is_meant() {
        let at = berlin().instant("2027-10-31T02:30".parse().unwrap());
        assert_eq!(at.to_string(), "2027-10-31T00:30:00Z");
    }

    #[test]
    fn an_unknown_zone_is_named() {
        assert_eq!("Europe/Krefeld".parse::<Zone>(), Err(UnknownZone("Europe/Krefeld".into())));
    }

    #[test]
    fn a_moment_with_an_offset_is_refused() {
        for text in [
            "2027-09-11T11:00Z",
            "2027-09-11T11:00+02:00",
            "2027-09-11T11:00-02:00",
            "2027-9-11",
            "morgen",
            "2027-09-31",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
        assert_eq!("2027-09-11T11:00".parse::<Moment>().unwrap().to_string(), "2027-09-11T11:00:00");
    }

    #[test]
    fn the_end_of_a_whole_day_is_exclusive() {
        let when =
            When { start: "2027-09-11".parse().unwrap(), end: Some("2027-10-04".parse().unwrap()), zone: berlin() };
        assert_eq!(when.last_day().to_string(), "2027-10-03");
        assert_eq!(when.ends_at().to_string(), "2027-10-03T22:00:00Z");
    }
}
