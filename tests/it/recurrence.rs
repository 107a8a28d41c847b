//! The 237 rules on whose meaning five independent implementations agree (python-dateutil, libical, ical.js, rrule.js,
//! rrule-temporal); where clients shift a wall time that does not exist, so do we.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde::Deserialize;
use treffpunkt::domain::recurrence::Limit;
use treffpunkt::domain::recurrence::Recurrence;
use treffpunkt::domain::recurrence::RecurrenceFault;
use treffpunkt::domain::recurrence::check;
use treffpunkt::domain::recurrence::check_from;
use treffpunkt::domain::recurrence::starts;
use treffpunkt::domain::recurrence::starts_within;
use treffpunkt::domain::when::Moment;
use treffpunkt::domain::when::Zone;
use treffpunkt::domain::work::Work;

#[derive(Deserialize)]
struct Case {
    id: String,
    dtstart: String,
    tzid: Option<String>,
    date: bool,
    rrule: String,
    n: usize,
    #[serde(default)]
    exdate: Vec<String>,
    #[serde(default)]
    rdate: Vec<String>,
    local: Vec<String>,
    utc: Option<Vec<String>>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../data/rrule_cases.json")).unwrap()
}

fn moment(text: &str) -> Moment {
    if text.len() == 8 {
        return Moment::Day(jiff::civil::Date::strptime("%Y%m%d", text).unwrap());
    }
    Moment::Wall(jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S", text).unwrap())
}

fn zone(case: &Case) -> Zone {
    case.tzid.as_deref().map_or_else(Zone::utc, |name| name.parse().unwrap())
}

fn expand(case: &Case) -> Result<Vec<Moment>, RecurrenceFault> {
    let recurrence = Recurrence {
        rule: Some(case.rrule.clone()),
        added: case.rdate.iter().map(|text| moment(text)).collect(),
        left_out: case.exdate.iter().map(|text| moment(text)).collect(),
    };
    // Lists shorter than `n` are whole, so that this also shows whether a finite rule ends where it should.
    starts(moment(&case.dtstart), &recurrence, &zone(case), Limit::first(case.n))
}

fn within_a_day(case: &Case) -> bool {
    ["HOURLY", "MINUTELY", "SECONDLY"].iter().any(|word| case.rrule.contains(word))
}

#[test]
fn all_dates_are_those_that_five_implementations_agree_on() {
    let mut right = 0;
    let mut wrong = Vec::new();
    let cases = cases();
    for case in cases.iter().filter(|case| !within_a_day(case)) {
        let found = expand(case).unwrap_or_else(|fault| panic!("{}: {fault}", case.id));
        let expected: Vec<Moment> = case.local.iter().map(|text| moment(text)).collect();
        let instants = case.utc.as_ref().is_none_or(|utc| {
            let ours = found.iter().map(|m| zone(case).instant(m.wall()).strftime("%Y%m%dT%H%M%SZ").to_string());
            ours.eq(utc.iter().cloned())
        });
        assert_eq!(check(&case.rrule), Ok(()), "{}", case.id);
        assert_eq!(moment(&case.dtstart).is_day(), case.date);
        if found == expected && instants { right += 1 } else { wrong.push(&case.id) }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(right, 235);
}

#[test]
fn rules_within_a_day_are_refused() {
    let cases = cases();
    let refused: Vec<_> = cases.iter().filter(|case| within_a_day(case)).collect();
    assert_eq!(refused.len(), 2);
    for case in refused {
        assert!(matches!(expand(case), Err(RecurrenceFault::BelowDaily(_))), "{}", case.id);
    }
}

fn berlin() -> Zone {
    "Europe/Berlin".parse().unwrap()
}

fn of(start: &str, rule: &str) -> Vec<String> {
    let recurrence = Recurrence { rule: Some(rule.into()), ..Recurrence::default() };
    let found = starts(start.parse().unwrap(), &recurrence, &berlin(), Limit::first(20)).unwrap();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn a_weekly_evening_keeps_its_hour_when_the_clocks_change() {
    let recurrence = Recurrence { rule: Some("FREQ=WEEKLY;COUNT=3".into()), ..Recurrence::default() };
    let found = starts("2027-10-21T18:00".parse().unwrap(), &recurrence, &berlin(), Limit::first(9)).unwrap();
    let instants: Vec<String> = found.iter().map(|m| berlin().instant(m.wall()).to_string()).collect();
    assert_eq!(instants, ["2027-10-21T16:00:00Z", "2027-10-28T16:00:00Z", "2027-11-04T17:00:00Z"]);
}

#[test]
fn what_is_refused_says_why() {
    let word = |rule: &str| check(rule).unwrap_err().to_string();
    assert!(word("FREQ=HOURLY").contains("within a day"));
    assert!(word("FREQ=DAILY;INTERVAL=0").contains("INTERVAL=0"));
    assert!(word("COUNT=3").contains("FREQ is missing"));
    assert!(word("FREQ=WEEKLY;BYDAY=XX").contains("cannot be read"));
    assert!(word("FREQ=WEEKLY;INTERVAL=2;BYDAY=1MO,1WE").contains("BYDAY=1MO: weekdays are numbered in MONTHLY"));
    assert!(word("FREQ=DAILY;BYDAY=-1FR").contains("leave the number out"));
    assert!(word("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO").contains("without BYWEEKNO"));
    assert!(word("FREQ=MONTHLY;BYDAY=MO,0TU").contains("BYDAY=0TU: the number must lie between 1 and 5"));
    assert!(word("FREQ=YEARLY;BYMONTH=3;BYDAY=6MO").contains("between 1 and 5"));
    assert!(word("FREQ=MONTHLY;BYMONTHDAY=1,0").contains("BYMONTHDAY=1,0"));
    assert!(word("FREQ=WEEKLY;UNTIL=morgen").contains("UNTIL"));
    assert!(word("FREQ=WEEKLY;COUNT=2;UNTIL=20270101").contains("exclude"));
    assert!(word("FREQ=WEEKLY;COUNT=0").contains("COUNT"));
    assert!(word("FREQ=WEEKLY\nRDATE:20270101").contains("cannot be read"));
    assert!(word(&format!("FREQ=DAILY;BYHOUR={}", "1,".repeat(2000))).contains("characters"));
    let all = |n: u8| (0..n).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let exploding = format!("FREQ=DAILY;BYHOUR={};BYMINUTE={};BYSECOND={}", all(24), all(60), all(60));
    assert_eq!(check(&exploding), Err(RecurrenceFault::TooMany(86_400)));
    assert_eq!(check("freq=weekly;byday=tu,-1FR".trim_end_matches(",-1FR")), Ok(()));
}

proptest! {
    /// RFC 5545 3.3.10: each weekday of the list may bear a number of its own.
    #[test]
    fn a_list_of_weekdays_means_what_each_of_them_means(
        list in proptest::collection::btree_set((-4_i8..=5, 0..7_usize), 1..6),
        rule in prop::sample::select(vec!["FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=1,6", "FREQ=MONTHLY;INTERVAL=2"]),
    ) {
        let word = |(number, day): &(i8, usize)| {
            let code = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][*day];
            if *number == 0 { code.to_owned() } else { format!("{number}{code}") }
        };
        let of = |days: &str| of("2027-01-01T18:00", &format!("{rule};BYDAY={days};UNTIL=20281231"));
        let words: Vec<String> = list.iter().map(word).collect();
        let each: BTreeSet<String> = words.iter().flat_map(|word| of(word)).collect();
        prop_assert_eq!(of(&words.join(",")), each.into_iter().take(20).collect::<Vec<_>>(), "{:?}", words);
    }
}

/// The first dates of a rule with steps that are shared.
fn shared(rule: &str, work: &mut Work) -> Result<usize, RecurrenceFault> {
    let recurrence = Recurrence { rule: Some(rule.into()), ..Recurrence::default() };
    starts_within("2027-02-01T18:00".parse().unwrap(), &recurrence, &berlin(), Limit::first(20), work).map(|d| d.len())
}

#[test]
fn a_rule_that_never_meets_a_date_is_a_fault() {
    let of = |rule: &str| shared(rule, &mut Work::default());
    for rule in [
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20280101",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=DAILY;BYSETPOS=2",
        "FREQ=YEARLY;BYWEEKNO=20;BYMONTH=2",
    ] {
        assert_eq!(of(rule), Err(RecurrenceFault::NeverMeets), "{rule}");
    }
    // Ended, or seldom, is not never.
    assert_eq!(of("FREQ=DAILY;UNTIL=20200101"), Ok(0));
    assert_eq!(of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"), Ok(20));
    assert_eq!(of("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"), Ok(20));
    let day = "2027-02-01".parse().unwrap();
    assert_eq!(check_from(day, "FREQ=DAILY;BYSETPOS=2", &mut Work::default()), Err(RecurrenceFault::NeverMeets));
}

#[test]
fn rules_that_are_read_together_share_their_steps() {
    let after = |rule: &str, most: usize| {
        let mut work = Work::of(7_000_000);
        (0..most).find(|_| shared(rule, &mut work) == Err(RecurrenceFault::TooMuchWork))
    };
    assert_eq!(after("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 100), Some(2));
    let positions: Vec<String> = (2..=20).map(|n| n.to_string()).collect();
    assert_eq!(after(&format!("FREQ=DAILY;BYSETPOS={}", positions.join(",")), 100), Some(0));
    let all = |n: u8| (0..n).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(after(&format!("FREQ=YEARLY;BYDAY=MO;BYHOUR={};BYMINUTE={}", all(24), all(60)), 100), Some(5));
    // What people write costs next to nothing.
    for rule in
        ["FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=MONTHLY;BYDAY=2TH", "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30", "FREQ=DAILY"]
    {
        assert_eq!(after(rule, 500), None, "{rule}");
    }
}

#[test]
fn until_is_compared_as_an_instant() {
    assert_eq!(of("2027-10-12T18:00", "FREQ=WEEKLY;UNTIL=20271102T170000Z").len(), 4);
    assert_eq!(of("2027-10-12T18:00", "FREQ=WEEKLY;UNTIL=20271102T165959Z").len(), 3);
    assert_eq!(of("2027-10-12", "FREQ=WEEKLY;UNTIL=20271102").len(), 4);
    assert!(of("2027-10-12T18:00", "FREQ=WEEKLY;UNTIL=20201102T165959Z").is_empty());
}

#[test]
fn added_and_left_out_dates() {
    let recurrence = Recurrence {
        rule: Some("FREQ=WEEKLY;COUNT=3".into()),
        added: vec!["2027-10-13T11:00".parse().unwrap(), "2027-10-19T18:00".parse().unwrap()],
        left_out: vec!["2027-10-26".parse().unwrap()],
    };
    let found = starts("2027-10-12T18:00".parse().unwrap(), &recurrence, &berlin(), Limit::first(9)).unwrap();
    let found: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found, ["2027-10-12T18:00:00", "2027-10-13T11:00:00", "2027-10-19T18:00:00"]);
}

#[test]
fn a_limit_holds() {
    let recurrence = Recurrence { rule: Some("FREQ=DAILY".into()), ..Recurrence::default() };
    let limit = Limit { until: Some("2027-10-14".parse().unwrap()), ..Limit::first(1_000) };
    let found = starts("2027-10-12T18:00".parse().unwrap(), &recurrence, &berlin(), limit).unwrap();
    assert_eq!(found.len(), 3);
}

#[test]
fn the_end_of_the_calendar_ends_a_rule() {
    assert_eq!(of("9990-01-31", "FREQ=YEARLY").len(), 10);
}
