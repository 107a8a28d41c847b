//! Times of calendar files: a moment with the zone in which it was written, and how long a date takes.

use calcard::common::PartialDateTime;
use calcard::icalendar::ICalendarDuration;
use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::Time;

use crate::domain::when::Moment;
use crate::domain::when::Zone;

/// A moment and the zone in which it was written.
#[derive(Debug, Clone)]
pub(super) struct Stamp {
    pub(super) moment: Moment,
    pub(super) zone: Option<Zone>,
}

impl Stamp {
    /// The same instant on the clock of another zone; without zones the time as written.
    pub(super) fn seen_from(&self, zone: Option<&Zone>) -> Moment {
        match (self.moment, &self.zone, zone) {
            (Moment::Wall(wall), Some(own), Some(zone)) if own != zone => Moment::Wall(zone.wall(own.instant(wall))),
            (moment, ..) => moment,
        }
    }
}

/// How long a date takes.
///
/// Between DTSTART and DTEND the difference of the wall times counts (18:00 to 20:00 on every day); a DURATION has days
/// of the calendar and exact hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Open,
    Wall(SignedDuration),
    Exact { days: i64, time: SignedDuration },
}

impl Length {
    /// The end of a date that starts at `start`.
    pub(super) fn end(self, start: Moment, zone: Option<&Zone>) -> Option<Moment> {
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
    pub(super) fn of(duration: &ICalendarDuration) -> Self {
        let sign = if duration.neg { -1 } else { 1 };
        let days = i64::from(duration.weeks) * 7 + i64::from(duration.days);
        let time = i64::from(duration.hours) * 3600 + i64::from(duration.minutes) * 60 + i64::from(duration.seconds);
        // Longer than the calendar is as good as the calendar.
        Self::Exact { days: sign * days.min(4_000_000), time: SignedDuration::from_secs(sign * time) }
    }
}

/// The difference of two stamps on the clock of the first.
pub(super) fn between(start: &Stamp, end: &Stamp) -> Result<Length, String> {
    if start.moment.is_day() != end.moment.is_day() {
        return Err("One of DTSTART and DTEND is a day and the other a time; write both in the same way.".into());
    }
    let until = end.seen_from(start.zone.as_ref());
    Ok(Length::Wall(until.wall().duration_since(start.moment.wall())))
}

/// The instant of a moment; days and floating times as if they were UTC.
pub(super) fn instant(moment: Moment, zone: Option<&Zone>) -> Timestamp {
    match (moment, zone) {
        (Moment::Wall(wall), Some(zone)) => zone.instant(wall),
        (moment, _) => Zone::utc().instant(moment.wall()),
    }
}

/// A date of the parser as a moment; with `Z` or an offset in UTC.
pub(super) fn moment(date: &PartialDateTime) -> Option<Stamp> {
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

/// A date that lies outside the calendar, as text.
pub(super) fn written(date: &PartialDateTime) -> String {
    let part = |part: Option<u8>| part.unwrap_or_default();
    let day = format!("{:04}{:02}{:02}", date.year.unwrap_or_default(), part(date.month), part(date.day));
    if !date.has_time() {
        return day;
    }
    format!("{day}T{:02}{:02}{:02}", part(date.hour), part(date.minute), part(date.second))
}
