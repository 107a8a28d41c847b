//! Repetitions as people name them: "every third month on the third Thursday, four times".
//!
//! A rule of RFC 5545 can say more; what cannot be named so is kept as it is (`Repetition::of` gives none).

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::domain::recurrence::weekday_code;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::domain::word::words;

/// The days of a week, as they are named in rules and forms.
pub const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

words! {
    /// What a repetition goes by.
    Unit {
        /// Days.
        Day = "day",
        /// Weeks, on certain weekdays.
        Week = "week",
        /// Months, on the weekday that the first date has in its month: the third Thursday.
        Month = "month",
        /// Months, on the last weekday of its sort.
        MonthLast = "month_last",
        /// Months, on the same day of the month.
        MonthDay = "month_day",
        /// Years, on the same day.
        Year = "year",
    }
}

/// When a repetition ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It goes on.
    Never,
    /// After so many dates.
    After(u32),
    /// With the last date up to this day.
    On(Date),
}

/// A repetition that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repetition {
    /// By what.
    pub unit: Unit,
    /// Each first, second … of these; never 0.
    pub every: u32,
    /// On which days of a week, for weeks; sorted, never empty there.
    pub weekdays: Vec<Weekday>,
    /// Until when.
    pub ends: Ends,
}

impl Repetition {
    /// What a rule (RRULE without its name) says of an event that starts at `start`; none for what has no name.
    pub fn of(rule: &str, start: Moment, zone: &Zone) -> Option<Self> {
        let rule = rule.to_ascii_uppercase();
        let mut parts: BTreeMap<&str, &str> = rule.split(';').filter_map(|part| part.split_once('=')).collect();
        let every = parts.remove("INTERVAL").map_or(Some(1), |every| every.parse().ok())?;
        let ends = match (parts.remove("COUNT"), parts.remove("UNTIL")) {
            (Some(count), _) => Ends::After(count.parse().ok()?),
            (None, Some(until)) => Ends::On(last_day(until, zone)?),
            (None, None) => Ends::Never,
        };
        let first = start.date();
        let week_start = parts.remove("WKST").unwrap_or("MO");
        let (unit, weekdays) = unit_of(parts, first)?;
        // Where a week begins matters only for every second, third … week on several days.
        let is_named = every > 0 && (week_start == "MO" || every == 1 || weekdays.len() < 2);
        is_named.then_some(Self { unit, every, weekdays, ends })
    }

    /// The rule for an event that starts at `start`; UNTIL is the last start, in UTC when it has a time (RFC 5545 3.3.10).
    pub fn rule(&self, start: Moment, zone: &Zone) -> String {
        let first = start.date();
        let weekday = weekday_code(first.weekday());
        let (freq, by) = match self.unit {
            Unit::Day => ("DAILY", None),
            Unit::Week => {
                let days: Vec<_> = self.weekdays.iter().map(|day| weekday_code(*day)).collect();
                ("WEEKLY", Some(days.join(",")).filter(|days| !days.is_empty()).map(|days| format!("BYDAY={days}")))
            }
            Unit::Month => ("MONTHLY", Some(format!("BYDAY={}{weekday}", nth_in_month(first)))),
            Unit::MonthLast => ("MONTHLY", Some(format!("BYDAY=-1{weekday}"))),
            Unit::MonthDay => ("MONTHLY", None),
            Unit::Year => ("YEARLY", None),
        };
        let mut parts = vec![format!("FREQ={freq}")];
        parts.extend((self.every > 1).then(|| format!("INTERVAL={}", self.every)));
        parts.extend(by);
        match self.ends {
            Ends::Never => {}
            Ends::After(count) => parts.push(format!("COUNT={count}")),
            Ends::On(day) => parts.push(format!("UNTIL={}", until(day, start, zone))),
        }
        parts.join(";")
    }
}

/// The how manieth of its weekday a day is in its month: 1 to 5.
pub fn nth_in_month(day: Date) -> i8 {
    (day.day() - 1) / 7 + 1
}

/// UNTIL for a last day: its start, in UTC when the event has a time (RFC 5545 3.3.10).
pub fn until(last: Date, start: Moment, zone: &Zone) -> String {
    match start {
        Moment::Day(_) => last.strftime("%Y%m%d").to_string(),
        Moment::Wall(wall) => {
            let at = zone.instant(last.to_datetime(wall.time()));
            at.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
        }
    }
}

/// The same rule for an event that starts at another time of day: UNTIL keeps its day.
pub fn at_another_time(rule: &str, start: Moment, zone: &Zone) -> String {
    let part = |part: &str| match part.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("UNTIL") => {
            last_day(value, zone).map_or_else(|| part.to_owned(), |day| format!("UNTIL={}", until(day, start, zone)))
        }
        _ => part.to_owned(),
    };
    rule.split(';').map(part).collect::<Vec<_>>().join(";")
}

/// True for a rule that says no end.
pub fn is_endless(rule: &str) -> bool {
    !rule.to_ascii_uppercase().split(';').any(|part| part.starts_with("COUNT=") || part.starts_with("UNTIL="))
}

/// The day that UNTIL means on the clocks of a zone.
fn last_day(value: &str, zone: &Zone) -> Option<Date> {
    let (plain, is_utc) = value.strip_suffix('Z').map_or((value, false), |plain| (plain, true));
    if !plain.contains('T') {
        return Date::strptime("%Y%m%d", plain).ok();
    }
    let wall = DateTime::strptime("%Y%m%dT%H%M%S", plain).ok()?;
    Some(if is_utc { zone.wall(Zone::utc().instant(wall)).date() } else { wall.date() })
}

/// By what a rule goes whose INTERVAL, end and WKST are taken out.
fn unit_of(mut parts: BTreeMap<&str, &str>, first: Date) -> Option<(Unit, Vec<Weekday>)> {
    let freq = parts.remove("FREQ")?;
    let days = parts.remove("BYDAY").map(|days| days.split(',').map(day_of).collect::<Option<Vec<_>>>());
    let days = match days {
        Some(days) => days?,
        None => Vec::new(),
    };
    let is_first_day = |value: &str, of: i8| value.parse() == Ok(of);
    let month_day =
        parts.remove("BYMONTHDAY").map_or(Some(false), |day| is_first_day(day, first.day()).then_some(true));
    let month = parts.remove("BYMONTH").map_or(Some(false), |month| is_first_day(month, first.month()).then_some(true));
    let position = match parts.remove("BYSETPOS") {
        Some(position) => Some(position.parse::<i8>().ok()?),
        None => None,
    };
    let (has_month_day, has_month) = (month_day?, month?);
    if !parts.is_empty() {
        return None;
    }
    match (freq, days.as_slice(), position) {
        ("DAILY", [], None) if !has_month_day && !has_month => Some((Unit::Day, Vec::new())),
        ("WEEKLY", days, None) if !has_month_day && !has_month && days.iter().all(|(nth, _)| *nth == 0) => {
            let mut weekdays: Vec<Weekday> = days.iter().map(|(_, day)| *day).collect();
            if weekdays.is_empty() {
                weekdays.push(first.weekday());
            }
            weekdays.sort_by_key(|day| day.to_monday_zero_offset());
            weekdays.dedup();
            weekdays.contains(&first.weekday()).then_some((Unit::Week, weekdays))
        }
        ("MONTHLY", [], None) if !has_month => Some((Unit::MonthDay, Vec::new())),
        ("MONTHLY", [(nth, day)], position) if !has_month && !has_month_day && *day == first.weekday() => {
            match (*nth, position) {
                (0, Some(nth)) | (nth, None) if nth == nth_in_month(first) => Some((Unit::Month, Vec::new())),
                (0, Some(-1)) | (-1, None) => Some((Unit::MonthLast, Vec::new())),
                _ => None,
            }
        }
        // "Each year on the 12th" without its month would be each month's 12th.
        ("YEARLY", [], None) if has_month == has_month_day || has_month => Some((Unit::Year, Vec::new())),
        _ => None,
    }
}

/// `3TH`: the third Thursday; 0 for any.
fn day_of(text: &str) -> Option<(i8, Weekday)> {
    let (nth, code) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = if nth.is_empty() { 0 } else { nth.parse().ok().filter(|nth| *nth != 0)? };
    Some((nth, WEEKDAYS.into_iter().find(|day| weekday_code(*day) == code)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> Zone {
        "Europe/Berlin".parse().unwrap()
    }

    #[test]
    fn rules_with_a_name_come_back_as_they_were() {
        for (start, rule, unit, every) in [
            ("2027-09-14T18:00", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20271116T170000Z", Unit::Week, 1),
            ("2027-09-14T18:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=8", Unit::Week, 2),
            ("2027-02-18T17:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH;COUNT=4", Unit::Month, 3),
            ("2027-09-28T17:00", "FREQ=MONTHLY;BYDAY=-1TU", Unit::MonthLast, 1),
            ("2027-09-14", "FREQ=DAILY;UNTIL=20270916", Unit::Day, 1),
            ("2027-09-14", "FREQ=MONTHLY;COUNT=3", Unit::MonthDay, 1),
            ("2027-09-14", "FREQ=YEARLY", Unit::Year, 1),
        ] {
            let start = start.parse().unwrap();
            let said = Repetition::of(rule, start, &berlin()).unwrap_or_else(|| panic!("{rule}"));
            assert_eq!((said.unit, said.every), (unit, every), "{rule}");
            assert_eq!(said.rule(start, &berlin()), rule);
        }
    }

    #[test]
    fn what_has_no_name_is_not_given_one() {
        for rule in [
            "FREQ=MONTHLY;BYDAY=1TU,3TU",
            "FREQ=WEEKLY;BYDAY=WE",
            "FREQ=MONTHLY;BYMONTHDAY=13",
            "FREQ=YEARLY;BYMONTHDAY=14",
            "FREQ=DAILY;BYMONTH=9",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU",
            "FREQ=YEARLY;BYWEEKNO=20",
        ] {
            assert_eq!(Repetition::of(rule, "2027-09-14T18:00".parse().unwrap(), &berlin()), None, "{rule}");
        }
    }

    #[test]
    fn a_later_hour_keeps_the_last_day_across_a_change_of_the_clocks() {
        let start = "2027-09-14T19:00".parse().unwrap();
        let rule = at_another_time("FREQ=WEEKLY;UNTIL=20271116T170000Z", start, &berlin());
        assert_eq!(rule, "FREQ=WEEKLY;UNTIL=20271116T180000Z");
        assert!(!is_endless(&rule) && is_endless("FREQ=WEEKLY"));
    }
}
