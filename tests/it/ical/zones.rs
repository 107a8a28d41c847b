//! Zones, read back by a small interpreter of our own.

use jiff::Span;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::date;
use treffpunkt::domain::when::Zone;
use treffpunkt::ical::calendar::write;
use treffpunkt::ical::write::Lines;
use treffpunkt::ical::zone::FIRST_YEAR;
use treffpunkt::ical::zone::LAST_YEAR;
use treffpunkt::ical::zone::write_zone;

use super::at;
use super::entry;
use super::feed;
use super::unfold;
use super::when;

struct Onset {
    at: Timestamp,
    from: i32,
    to: i32,
}

fn offset(text: &str) -> i32 {
    let number = |range: std::ops::Range<usize>| text.get(range).map_or(0, |digits| digits.parse::<i32>().unwrap());
    let seconds = number(1..3) * 3600 + number(3..5) * 60 + number(5..7);
    if text.starts_with('-') { -seconds } else { seconds }
}

/// The days of a rule in one month, as RFC 5545 has them.
fn day_of(rule: &str, year: i16) -> Option<Date> {
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let month = part("BYMONTH").unwrap().parse().unwrap();
    let by_day = part("BYDAY").unwrap();
    let (nth, weekday) = by_day.split_at(by_day.len() - 2);
    let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let first = date(year, month, 1);
    let mut days: Vec<Date> = (1..=first.days_in_month()).map(|day| date(year, month, day)).collect();
    days.retain(|day| codes[usize::try_from(day.weekday().to_monday_zero_offset()).unwrap()] == weekday);
    if let Some(list) = part("BYMONTHDAY") {
        let list: Vec<i8> = list.split(',').map(|day| day.parse().unwrap()).collect();
        days.retain(|day| list.contains(&day.day()));
        assert!(days.len() == 1 && nth.is_empty(), "{rule} {year}");
        return days.pop();
    }
    let nth: i8 = nth.parse().unwrap();
    if nth < 0 { days.pop() } else { days.get(usize::try_from(nth - 1).unwrap()).copied() }
}

fn observances(text: &str) -> Vec<Onset> {
    let text = unfold(text);
    let mut onsets = Vec::new();
    for block in text.split("BEGIN:STANDARD\r\n").flat_map(|part| part.split("BEGIN:DAYLIGHT\r\n")).skip(1) {
        let value = |name: &str| {
            block.lines().take_while(|line| !line.starts_with("END:")).find_map(|line| line.strip_prefix(name))
        };
        let start = DateTime::strptime("%Y%m%dT%H%M%S", value("DTSTART:").unwrap()).unwrap();
        let (from, to) = (offset(value("TZOFFSETFROM:").unwrap()), offset(value("TZOFFSETTO:").unwrap()));
        let mut locals = vec![start];
        if let Some(rule) = value("RRULE:") {
            let years = start.year()..=LAST_YEAR + 1;
            locals = years.filter_map(|year| Some(day_of(rule, year)?.to_datetime(start.time()))).collect();
            assert_eq!(locals[0], start, "DTSTART is the first date of its rule");
        }
        for local in locals {
            let utc = local.checked_sub(Span::new().seconds(from)).unwrap();
            onsets.push(Onset { at: Zone::utc().instant(utc), from, to });
        }
    }
    onsets.sort_by_key(|onset| onset.at);
    onsets
}

fn offset_at(onsets: &[Onset], at: Timestamp) -> i32 {
    onsets.iter().rfind(|onset| onset.at <= at).map_or_else(|| onsets[0].from, |onset| onset.to)
}

#[test]
fn every_zone_gives_the_offsets_of_the_database() {
    let (begin, end) = (at("2020-01-01T00:00:00Z"), at("2038-01-01T00:00:00Z"));
    let mut longest = Vec::new();
    for name in jiff::tz::db().available() {
        let Ok(zone) = name.as_str().parse::<Zone>() else { continue };
        let mut lines = Lines::new();
        write_zone(&mut lines, &zone, FIRST_YEAR);
        let text = lines.finish();
        let onsets = observances(&text);
        let check = |at: Timestamp| {
            assert_eq!(offset_at(&onsets, at), zone.rules().to_offset(at).seconds(), "{zone} at {at}\n{text}");
        };
        for change in zone.rules().following(begin).take_while(|change| change.timestamp() < end) {
            for second in [-1, 0, 1] {
                check(change.timestamp() + Span::new().seconds(second));
            }
        }
        check(begin);
        check(end - Span::new().seconds(1));
        longest.push((text.lines().count(), name.as_str().to_owned()));
    }
    longest.sort();
    assert!(longest.len() > 400, "{} zones", longest.len());
    let (lines, name) = &longest[longest.len() - 1];
    assert!(*lines <= 240, "{name} takes {lines} lines");
}

#[test]
fn zones_of_those_who_live_here_are_short() {
    for name in ["Europe/Berlin", "Europe/Kyiv", "Europe/Istanbul", "Asia/Damascus", "Asia/Kabul", "America/New_York"] {
        let mut lines = Lines::new();
        write_zone(&mut lines, &name.parse().unwrap(), FIRST_YEAR);
        let count = lines.finish().lines().count();
        assert!(count <= 40, "{name} takes {count} lines");
    }
}

#[test]
fn an_early_event_has_its_zone_described_from_then_on() {
    let span = when("1985-09-29T02:30", "", "Europe/Berlin");
    let text = write(&feed(vec![entry("alt@treffpunkt.example.org", span, "Archiv")]));
    assert_eq!(offset_at(&observances(&text), at("1985-09-29T00:30:00Z")), 7200);
    assert_eq!(offset_at(&observances(&text), at("1985-09-29T01:00:00Z")), 3600);
}
