//! Quiet hours: when nobody is to be woken by something that can wait.

use std::fmt;
use std::str::FromStr;

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Time;

use crate::domain::when::Zone;

/// Quiet hours of the office, e.g. 21:00 to 07:00; the bounds themselves are not quiet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiet {
    /// `None`: there are none.
    hours: Option<(Time, Time)>,
    zone: Zone,
}

/// Not written like quiet hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\u{201c}{0}\u{201d} are no quiet hours; write them like 21:00-07:00, or leave them empty for none")]
pub struct NoQuiet(pub String);

impl Quiet {
    /// Quiet hours as configured (`"21:00-07:00"` or `""`) in the office's zone.
    pub fn parse(text: &str, zone: Zone) -> Result<Self, NoQuiet> {
        if text.trim().is_empty() {
            return Ok(Self { hours: None, zone });
        }
        let fault = || NoQuiet(text.to_owned());
        let (from, until) = text.split_once('-').ok_or_else(fault)?;
        let time = |part: &str| Time::from_str(part.trim()).map_err(|_| fault());
        let (from, until) = (time(from)?, time(until)?);
        if from == until { Err(fault()) } else { Ok(Self { hours: Some((from, until)), zone }) }
    }

    /// True strictly inside the quiet hours.
    pub fn covers(&self, at: Timestamp) -> bool {
        let Some((from, until)) = self.hours else { return false };
        let clock = self.zone.wall(at).time();
        if from < until { clock > from && clock < until } else { clock > from || clock < until }
    }

    /// The end of the quiet hours that cover `at`, or `at` when none do.
    pub fn next_allowed(&self, at: Timestamp) -> Timestamp {
        let Some((_, until)) = self.hours.filter(|_| self.covers(at)) else { return at };
        let wall = self.zone.wall(at);
        let day = if wall.time() < until { wall.date() } else { wall.date().saturating_add(1.day()) };
        self.zone.instant(day.to_datetime(until)).max(at)
    }

    /// The beginning of the quiet hours that cover `at`, or `at` when none do.
    pub fn last_allowed(&self, at: Timestamp) -> Timestamp {
        let Some((from, _)) = self.hours.filter(|_| self.covers(at)) else { return at };
        let wall = self.zone.wall(at);
        let day = if wall.time() > from { wall.date() } else { wall.date().saturating_sub(1.day()) };
        self.zone.instant(day.to_datetime(from)).min(at)
    }

    /// When a mail that is not urgent may go: the next allowed moment; if that is less than 12 h before `start`, the
    /// last allowed one before the due; if that is past (`now`), the due itself. Without a start to come (mails after
    /// an event): always the next allowed moment.
    pub fn send_at(&self, due: Timestamp, start: Option<Timestamp>, now: Timestamp) -> Timestamp {
        if !self.covers(due) {
            return due;
        }
        let next = self.next_allowed(due);
        match start {
            Some(start) if start.duration_since(next) < SignedDuration::from_hours(12) => {
                let last = self.last_allowed(due);
                if last < now { due } else { last }
            }
            _ => next,
        }
    }
}

impl fmt::Display for Quiet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.hours {
            None => f.write_str("none"),
            Some((from, until)) => write!(f, "{from} to {until} ({})", self.zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quiet() -> Quiet {
        Quiet::parse("21:00-07:00", "Europe/Berlin".parse().unwrap()).unwrap()
    }

    fn at(local: &str) -> Timestamp {
        "Europe/Berlin".parse::<Zone>().unwrap().instant(local.parse().unwrap())
    }

    #[test]
    fn the_bounds_are_not_quiet() {
        assert!(!quiet().covers(at("2027-06-01T21:00")));
        assert!(!quiet().covers(at("2027-06-01T07:00")));
        assert!(quiet().covers(at("2027-06-01T21:00:01")));
        assert!(quiet().covers(at("2027-06-01T06:59:59")));
    }

    #[test]
    fn a_reminder_due_at_ten_in_the_evening_goes_at_seven() {
        let send = quiet().send_at(at("2027-06-01T22:00"), Some(at("2027-06-02T22:00")), at("2027-05-01T00:00"));
        assert_eq!(send, at("2027-06-02T07:00"));
    }

    #[test]
    fn close_to_the_start_it_goes_before_the_quiet_hours_or_at_once() {
        let (due, start) = (at("2027-06-01T22:00"), at("2027-06-02T08:00"));
        assert_eq!(quiet().send_at(due, Some(start), at("2027-05-01T00:00")), at("2027-06-01T21:00"));
        assert_eq!(quiet().send_at(due, Some(start), at("2027-06-01T21:30")), due);
    }

    #[test]
    fn words_that_are_no_hours_are_refused() {
        for text in ["21", "21:00", "21:00-25:00", "nachts", "07:00-07:00"] {
            assert!(Quiet::parse(text, Zone::utc()).is_err(), "{text}");
        }
    }
}
