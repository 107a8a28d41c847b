//! VTIMEZONE (RFC 5545 3.6.5) from the zones of the time zone database.
//!
//! Yearly rules with BYDAY, since Outlook ignores observances by RDATE and breaks on rules without BYDAY. What follows
//! no rule (Ramadan in Morocco, a change of the law) becomes one observance a change.
//!
//! Invariant: the text depends on the zone, the first year and the time zone database alone, never on the clock.
//! Invariant: from 1 January of the first year until the end of `LAST_YEAR` it gives the offsets of the database.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::date;
use jiff::tz::Dst;
use jiff::tz::TimeZone;

use crate::domain::recurrence::weekday_code;
use crate::domain::when::Zone;
use crate::ical::write::Lines;

/// The year from which a zone is described unless something earlier is asked for.
pub const FIRST_YEAR: i16 = 2020;
/// The last year whose changes are described one by one; rules go on for ever.
pub const LAST_YEAR: i16 = 2037;
/// The earliest year that is described; before it zones had no rules to speak of.
const EARLIEST_YEAR: i16 = 1970;
/// What is no longer regular in this year is no rule: the end of summer time in Egypt, the day after the last Thursday
/// of October, looks like the last Friday for up to ten years.
const RULE_YEAR: i16 = 2049;

/// One change of the clocks.
#[derive(Debug, Clone)]
struct Change {
    at: Timestamp,
    /// What the clocks show at that instant by the offset before it.
    local: DateTime,
    /// Offsets from UTC in seconds, before and after.
    from: i32,
    to: i32,
    daylight: bool,
    name: String,
}

/// True for zones whose times are written with a `Z` and need no VTIMEZONE.
pub fn is_utc(zone: &Zone) -> bool {
    let name = zone.name();
    let short = name.strip_prefix("Etc/").unwrap_or(name);
    matches!(short, "UTC" | "UCT" | "GMT" | "GMT0" | "GMT+0" | "GMT-0" | "Greenwich" | "Universal" | "Zulu")
}

/// The texts of the zones that were asked for: an office has one or two, and each mail describes one.
static WRITTEN: Mutex<BTreeMap<(String, i16), Arc<str>>> = Mutex::new(BTreeMap::new());
/// More zones than this are forgotten, as files from elsewhere may name any.
const WRITTEN_MAX: usize = 32;

/// Writes the VTIMEZONE of `zone`, right from `first_year` (at the latest [`FIRST_YEAR`]) to [`LAST_YEAR`].
pub fn write_zone(lines: &mut Lines, zone: &Zone, first_year: i16) {
    let first_year = first_year.clamp(EARLIEST_YEAR, FIRST_YEAR);
    let key = (zone.name().to_owned(), first_year);
    let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
    if written.len() >= WRITTEN_MAX && !written.contains_key(&key) {
        written.clear();
    }
    let text = Arc::clone(written.entry(key).or_insert_with(|| describe(zone, first_year).into()));
    drop(written);
    lines.again(&text);
}

fn describe(zone: &Zone, first_year: i16) -> String {
    let mut lines = Lines::new();
    let begin = new_year(first_year);
    let changes = changes(zone.rules());
    // The change that made the offset with which the described time begins; what lies before it is of no use.
    let anchor = changes.iter().rposition(|change| change.at <= begin);
    lines.begin("VTIMEZONE");
    lines.text("TZID", zone.name());
    if anchor.is_none() {
        let info = zone.rules().to_offset_info(begin);
        let offset = info.offset().seconds();
        let name = info.abbreviation().to_owned();
        let start = date(EARLIEST_YEAR, 1, 1).at(0, 0, 0, 0);
        let still = Change { at: begin, local: start, from: offset, to: offset, daylight: false, name };
        write_observance(&mut lines, &still, None);
    }
    write_changes(&mut lines, &changes, anchor.unwrap_or(0));
    lines.end("VTIMEZONE");
    lines.finish()
}

/// The observances of all changes from number `first` on, rules first where they begin.
fn write_changes(lines: &mut Lines, changes: &[Change], first: usize) {
    let mut written = vec![false; changes.len()];
    for (number, change) in changes.iter().enumerate().take_while(|(_, change)| change.local.year() <= LAST_YEAR) {
        if written[number] {
            continue;
        }
        let chain = chain_from(changes, &written, number);
        if let Some(rule) = rule_of(changes, &chain) {
            write_observance(lines, change, Some(&rule));
            for link in chain {
                written[link] = true;
            }
        } else if number >= first {
            write_observance(lines, change, None);
        }
    }
}

/// All changes of the offset between the earliest year and the one that tells what is a rule.
fn changes(rules: &TimeZone) -> Vec<Change> {
    let (begin, end) = (new_year(EARLIEST_YEAR), new_year(RULE_YEAR + 1));
    let info = rules.to_offset_info(begin);
    let (mut from, mut was_dst) = (info.offset(), info.dst());
    let mut changes = Vec::new();
    for next in rules.following(begin).take_while(|next| next.timestamp() < end) {
        let (at, to, is_dst) = (next.timestamp(), next.offset(), next.dst());
        if to != from {
            // Ireland and Morocco have "summer time" in winter, an hour back; clients want DAYLIGHT to be ahead.
            let daylight = to > from && (was_dst == Dst::Yes || is_dst == Dst::Yes);
            let local = from.to_datetime(at);
            let (from, to) = (from.seconds(), to.seconds());
            changes.push(Change { at, local, from, to, daylight, name: next.abbreviation().to_owned() });
        }
        (from, was_dst) = (to, is_dst);
    }
    changes
}

/// The changes alike to number `start`, one in each year after it, as long as one rule could give them all.
fn chain_from(changes: &[Change], written: &[bool], start: usize) -> Vec<usize> {
    let alike = |a: &Change, b: &Change| {
        let key = |c: &Change| (c.from, c.to, c.daylight, c.local.month(), c.local.weekday(), c.local.time());
        key(a) == key(b) && a.name == b.name
    };
    let mut chain = vec![start];
    let mut days = vec![changes[start].local.date()];
    for (number, change) in changes.iter().enumerate().skip(start + 1) {
        let year = days[days.len() - 1].year();
        if change.local.year() > year + 1 {
            break;
        }
        if !written[number] && change.local.year() == year + 1 && alike(change, &changes[start]) {
            days.push(change.local.date());
            if spread(&days).is_none() {
                break;
            }
            chain.push(number);
        }
    }
    chain
}

/// Where in its month a change lies every year.
enum Spread {
    /// The nth weekday; −1: the last.
    Nth(i8),
    /// The weekday between two days of the month.
    Between(i8, i8),
}

fn spread(days: &[Date]) -> Option<Spread> {
    let nth = (days[0].day() - 1) / 7 + 1;
    let (low, high) = days.iter().fold((31, 1), |(low, high), day| (low.min(day.day()), high.max(day.day())));
    if days.iter().all(|day| day.day() + 7 > day.days_in_month()) {
        Some(Spread::Nth(-1))
    } else if days.iter().all(|day| (day.day() - 1) / 7 + 1 == nth) {
        Some(Spread::Nth(nth))
    } else {
        (high - low < 7).then_some(Spread::Between(low, high))
    }
}

/// The RRULE of a chain that still holds in `RULE_YEAR`; other chains are written change by change, as readers
/// were seen to misread UNTIL in a VTIMEZONE.
fn rule_of(changes: &[Change], chain: &[usize]) -> Option<String> {
    let last = changes[*chain.last()?].local;
    if last.year() < RULE_YEAR {
        return None;
    }
    let days: Vec<Date> = chain.iter().map(|&link| changes[link].local.date()).collect();
    let (month, weekday) = (last.month(), weekday_code(last.weekday()));
    match spread(&days)? {
        Spread::Nth(nth) => Some(format!("FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{weekday}")),
        // Fewer than seven days would not be sure to hold the weekday in every year.
        Spread::Between(low, high) if high - low == 6 => {
            let days = (low..=high).map(|day| day.to_string()).collect::<Vec<_>>().join(",");
            Some(format!("FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={days};BYDAY={weekday}"))
        }
        Spread::Between(..) => None,
    }
}

fn write_observance(lines: &mut Lines, change: &Change, rule: Option<&str>) {
    let kind = if change.daylight { "DAYLIGHT" } else { "STANDARD" };
    lines.begin(kind);
    lines.raw("DTSTART", &change.local.strftime("%Y%m%dT%H%M%S").to_string());
    lines.raw("TZOFFSETFROM", &offset(change.from));
    lines.raw("TZOFFSETTO", &offset(change.to));
    lines.text("TZNAME", &change.name);
    if let Some(rule) = rule {
        lines.raw("RRULE", rule);
    }
    lines.end(kind);
}

/// Midnight UTC at the beginning of a year.
fn new_year(year: i16) -> Timestamp {
    Zone::utc().instant(date(year, 1, 1).at(0, 0, 0, 0))
}

/// A UTC-OFFSET (RFC 5545 3.3.14); seconds only where there are some.
fn offset(seconds: i32) -> String {
    let (sign, all) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let minutes = format!("{sign}{:02}{:02}", all / 3600, all / 60 % 60);
    if all % 60 == 0 { minutes } else { format!("{minutes}{:02}", all % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn berlin_is_two_rules() {
        let mut lines = Lines::new();
        write_zone(&mut lines, &"Europe/Berlin".parse().unwrap(), 2027);
        let expected = "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\n\
            BEGIN:DAYLIGHT\nDTSTART:19810329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\n\
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\n\
            BEGIN:STANDARD\nDTSTART:19961027T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\n\
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nEND:VTIMEZONE\n";
        assert_eq!(lines.finish().replace("\r\n", "\n"), expected);
    }

    #[test]
    fn offsets_have_seconds_only_where_there_are_some() {
        assert_eq!([offset(3600), offset(-12_600), offset(-1), offset(0)], ["+0100", "-0330", "-000001", "+0000"]);
    }
}
