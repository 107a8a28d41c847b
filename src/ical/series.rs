//! How a series is written: as the rule that its office gave, or date by date where programs read that rule differently.

use std::collections::BTreeSet;

use crate::domain::event::Event;
use crate::domain::occurrence;
use crate::domain::recurrence;
use crate::domain::recurrence::Limit;
use crate::domain::recurrence::Recurrence;
use crate::domain::when::Moment;

/// What makes the event recur, in a form that all calendar programs read alike.
///
/// `last`: up to which date others are listed one by one.
pub fn series(event: &Event, last: Option<Moment>) -> Recurrence {
    // Rules are checked before they are stored.
    let starts =
        |limit| recurrence::starts(event.when.start, &event.recurrence, &event.when.zone, limit).unwrap_or_default();
    let begins = starts(Limit::first(1)).first() == Some(&event.when.start)
        || event.recurrence.left_out.contains(&event.when.start);
    let starts = starts(Limit::last(occurrence::MOST_DATES, last));
    let changed: Vec<Moment> = event.overrides.iter().map(|change| change.recurrence_id).collect();
    if begins && event.recurrence.rule.as_deref().is_some_and(is_read_alike) {
        let known: BTreeSet<Moment> = starts.into_iter().collect();
        let mut series = event.recurrence.clone();
        // An override of a date that the rule does not know stands for an added date.
        series.added.extend(changed.into_iter().filter(|moment| !known.contains(moment)));
        return series;
    }
    let all: BTreeSet<Moment> = starts.into_iter().chain(changed).collect();
    Recurrence { rule: None, added: all.into_iter().skip(1).collect(), left_out: Vec::new() }
}

/// True for rules that all measured programs expand alike: by day, weekly by weekdays, monthly by one nth weekday or
/// one day that each month has, yearly by date.
fn is_read_alike(rule: &str) -> bool {
    let mut freq = "";
    let mut parts = Vec::new();
    for part in rule.trim().split(';').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("FREQ", value)) => freq = value,
            Some(("INTERVAL" | "COUNT" | "UNTIL" | "WKST", _)) => {}
            Some(part) => parts.push(part),
            None => return false,
        }
    }
    let plain_days = |days: &str| days.split(',').all(|day| day.len() == 2);
    let nth_day = |day: &str| day.len() > 2 && !day.contains(',');
    let sure_day = |day: &str| day.parse::<u8>().is_ok_and(|day| (1..=28).contains(&day));
    match (freq, parts.as_slice()) {
        ("DAILY" | "WEEKLY", []) => true,
        ("WEEKLY", [("BYDAY", days)]) => plain_days(days),
        ("MONTHLY", [("BYDAY", day)]) => nth_day(day),
        ("MONTHLY", [("BYMONTHDAY", day)]) => sure_day(day),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_that_all_programs_read_alike_are_written_as_rules() {
        for good in ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=3", "FREQ=MONTHLY;INTERVAL=3;BYDAY=3TH;COUNT=4"] {
            assert!(is_read_alike(good), "{good}");
        }
        for bad in ["FREQ=YEARLY;BYWEEKNO=20", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=MONTHLY;BYMONTHDAY=31"] {
            assert!(!is_read_alike(bad), "{bad}");
        }
    }
}
