//! Calendars as they leave the house: lines, zones, hostile text, and the bytes of five that matter.

use std::fs;
use std::path::Path;

use calcard::Entry as Read;
use calcard::Parser;
use calcard::icalendar::ICalendar;
use jiff::Span;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::date;
use proptest::prelude::*;
use treffpunkt::domain::recurrence::Recurrence;
use treffpunkt::domain::text::clean_line;
use treffpunkt::domain::text::clean_lines;
use treffpunkt::domain::when::Moment;
use treffpunkt::domain::when::When;
use treffpunkt::domain::when::Zone;
use treffpunkt::ical::calendar::Calendar;
use treffpunkt::ical::calendar::Method;
use treffpunkt::ical::calendar::write;
use treffpunkt::ical::entry::Attendee;
use treffpunkt::ical::entry::Class;
use treffpunkt::ical::entry::Entry;
use treffpunkt::ical::entry::EntryStatus;
use treffpunkt::ical::entry::PartStat;
use treffpunkt::ical::entry::Party;
use treffpunkt::ical::entry::Role;
use treffpunkt::ical::write::Lines;
use treffpunkt::ical::zone::FIRST_YEAR;
use treffpunkt::ical::zone::LAST_YEAR;
use treffpunkt::ical::zone::write_zone;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn when(start: &str, end: &str, zone: &str) -> When {
    let end = (!end.is_empty()).then(|| moment(end));
    When { start: moment(start), end, zone: zone.parse().unwrap() }
}

fn entry(uid: &str, when: When, summary: &str) -> Entry {
    Entry {
        uid: uid.to_owned(),
        when,
        recurrence: None,
        recurrence_id: None,
        summary: summary.to_owned(),
        description: String::new(),
        location: String::new(),
        url: None,
        conference: None,
        categories: Vec::new(),
        geo: None,
        status: EntryStatus::Confirmed,
        sequence: 0,
        stamped_at: at("2026-08-03T09:15:00Z"),
        created_at: at("2026-08-01T08:00:00Z"),
        changed_at: at("2026-08-03T09:15:00Z"),
        transparent: true,
        class: Class::Public,
        organiser: None,
        attendee: None,
        language: Some("de".to_owned()),
    }
}

fn feed(entries: Vec<Entry>) -> Calendar {
    Calendar {
        name: "Integrationsbüro, Termine".to_owned(),
        description: "Alle Termine; täglich neu".to_owned(),
        zone: Some("Europe/Berlin".parse().unwrap()),
        refresh: Some(std::time::Duration::from_hours(1)),
        url: Some("https://treffpunkt.example.org/".to_owned()),
        source: Some("https://treffpunkt.example.org/feeds/programm.ics".to_owned()),
        colour: Some("teal".to_owned()),
        entries,
        ..Calendar::default()
    }
}

fn festival() -> Entry {
    let span = when("2027-09-11T11:00", "2027-09-11T18:30", "Europe/Berlin");
    Entry {
        description: "Musik, Tanz; Essen aus aller Welt.\nEintritt frei – für alle 👩‍👩‍👧".to_owned(),
        location: "Rathausplatz 1, 47798 Krefeld".to_owned(),
        url: Some("https://treffpunkt.example.org/termine/fest".to_owned()),
        conference: Some("https://meet.example.org/fest".to_owned()),
        categories: vec!["Fest".to_owned(), "Musik, Tanz".to_owned()],
        geo: Some((51.333_33, 6.564_12)),
        organiser: Some(Party { name: "Büro \"Miteinander\"; Krefeld".into(), address: "buero@example.org".into() }),
        sequence: 2,
        ..entry("fest-2027@treffpunkt.example.org", span, "Fest der Kulturen")
    }
}

fn weeks() -> Entry {
    let span = when("2027-09-11", "2027-10-04", "Europe/Berlin");
    entry("wochen-2027@treffpunkt.example.org", span, "Interkulturelle Wochen")
}

/// A weekly series over the end of summer time, one date moved, one left out.
fn series() -> Vec<Entry> {
    let uid = "deutsch-2027@treffpunkt.example.org";
    let master = Entry {
        recurrence: Some(Recurrence {
            rule: Some("FREQ=WEEKLY;BYDAY=TU;UNTIL=20271123T170000".to_owned()),
            added: vec![moment("2027-11-25T17:00")],
            left_out: vec![moment("2027-10-12T17:00"), moment("2027-10-19T17:00")],
        }),
        ..entry(uid, when("2027-09-14T17:00", "2027-09-14T19:30", "Europe/Berlin"), "Deutsch für den Alltag")
    };
    let moved = Entry {
        recurrence_id: Some(moment("2027-11-02T17:00")),
        sequence: 1,
        ..entry(uid, when("2027-11-03T18:00", "2027-11-03T20:30", "Europe/Berlin"), "Deutsch für den Alltag (Mittwoch)")
    };
    vec![master, moved]
}

fn invitation(method: Method, status: EntryStatus, sequence: u32) -> Calendar {
    let attendee = Attendee {
        name: "Sportverein Süd, Vorstand".to_owned(),
        address: "vorstand@verein.example".to_owned(),
        partstat: PartStat::NeedsAction,
        rsvp: true,
        role: Role::Required,
    };
    let entry = Entry {
        recurrence_id: Some(moment("2027-11-02T17:00")),
        recurrence: series()[0].recurrence.clone(),
        organiser: Some(Party { name: "Integrationsbüro".into(), address: "termine@example.org".into() }),
        attendee: Some(attendee),
        status,
        sequence,
        transparent: false,
        ..series()[1].clone()
    };
    Calendar { method: Some(method), entries: vec![entry], ..Calendar::default() }
}

/// Compares with `tests/data/ical/NAME.ics`; writes it when `TREFFPUNKT_BLESS` is set.
fn golden(name: &str, calendar: &Calendar) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ical").join(name).with_extension("ics");
    let text = write(calendar);
    if std::env::var_os("TREFFPUNKT_BLESS").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&path).unwrap(), "{name}");
}

#[test]
fn a_single_timed_event() {
    golden("single", &feed(vec![festival()]));
}

#[test]
fn whole_days() {
    golden("days", &feed(vec![weeks()]));
}

#[test]
fn a_series_with_an_override_and_left_out_dates() {
    golden("series", &feed(series()));
}

#[test]
fn a_request_for_one_occurrence_has_no_rule() {
    let calendar = invitation(Method::Request, EntryStatus::Confirmed, 1);
    assert!(!write(&calendar).contains("\r\nRRULE:FREQ=WEEKLY"));
    golden("request", &calendar);
}

#[test]
fn a_cancellation() {
    golden("cancel", &invitation(Method::Cancel, EntryStatus::Cancelled, 2));
}

#[test]
fn a_feed_names_no_attendee() {
    for method in [None, Some(Method::Publish)] {
        let calendar = Calendar { method, ..invitation(Method::Request, EntryStatus::Confirmed, 1) };
        assert!(!write(&calendar).contains("vorstand"));
    }
}

#[test]
fn an_empty_feed_holds_the_zone_of_the_house() {
    let text = write(&feed(Vec::new()));
    assert!(text.contains("\r\nTZID:Europe/Berlin\r\n") && !text.contains("VEVENT"));
}

#[test]
fn utc_is_written_with_a_z_and_without_a_zone() {
    for zone in ["UTC", "Etc/UTC"] {
        let span = when("2027-09-11T11:00", "2027-09-11T12:00", zone);
        let text = write(&feed(vec![entry("utc@treffpunkt.example.org", span, "UTC")]));
        assert!(text.contains("\r\nDTSTART:20270911T110000Z\r\n") && !text.contains("VTIMEZONE"), "{text}");
    }
}

#[test]
fn a_skipped_start_is_written_as_the_time_that_is_meant() {
    let span = when("2027-03-28T02:30", "2027-03-28T03:15", "Europe/Berlin");
    let text = write(&feed(vec![entry("luecke@treffpunkt.example.org", span, "Lücke")]));
    assert!(text.contains("DTSTART;TZID=Europe/Berlin:20270328T033000\r\n"), "{text}");
    assert!(!text.contains("DTEND"), "the clock shows 03:15 before 03:30 begins: {text}");
}

#[test]
fn an_early_event_has_its_zone_described_from_then_on() {
    let span = when("1985-09-29T02:30", "", "Europe/Berlin");
    let text = write(&feed(vec![entry("alt@treffpunkt.example.org", span, "Archiv")]));
    assert_eq!(offset_at(&observances(&text), at("1985-09-29T00:30:00Z")), 7200);
    assert_eq!(offset_at(&observances(&text), at("1985-09-29T01:00:00Z")), 3600);
}

// ---- zones, read back by a small interpreter of our own

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
            [-1, 0, 1].map(|second| check(change.timestamp() + Span::new().seconds(second)));
        }
        [begin, end - Span::new().seconds(1)].map(check);
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

// ---- hostile text

fn unfold(text: &str) -> String {
    text.replace("\r\n ", "")
}

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{0,30}",
        prop::sample::select(vec![
            "\r\nX-EVIL:1",
            "\nEND:VEVENT\nBEGIN:VALARM\n",
            "\r",
            "\u{85}",
            "\u{2028}",
            "\u{0}",
            "\"",
            "^n",
            "^",
            ";X-EVIL=1",
            ",",
            ":",
            "\\",
            "\\n",
            " ",
            "\t",
            "ü",
            "漢",
            "👩‍🍳",
            "\u{202e}",
            "https://example.org/",
            "a@example.org",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn hostile_calendar() -> impl Strategy<Value = Calendar> {
    prop::collection::vec(hostile(), 18).prop_map(|texts| {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap();
        let span = when("2027-09-11T11:00", "2027-09-11T18:30", "Europe/Berlin");
        let attendee =
            Attendee { name: next(), address: next(), partstat: PartStat::Declined, rsvp: true, role: Role::Optional };
        let entry = Entry {
            description: next(),
            location: next(),
            url: Some(next()),
            conference: Some(format!("https://example.org/{}", next())),
            categories: vec![next(), next()],
            organiser: Some(Party { name: next(), address: "a@example.org".to_owned() }),
            attendee: Some(attendee),
            language: Some(next()),
            recurrence: Some(Recurrence { rule: Some(format!("FREQ=DAILY{}", next())), ..Recurrence::default() }),
            ..entry(&next(), span, &next())
        };
        Calendar {
            method: Some(Method::Request),
            name: next(),
            description: next(),
            url: Some(next()),
            source: Some(next()),
            colour: Some(next()),
            ..feed(vec![entry])
        }
    })
}

fn read(text: &str) -> ICalendar {
    let mut parser = Parser::new(text);
    let Read::ICalendar(calendar) = parser.entry() else { panic!("no calendar: {text}") };
    assert!(matches!(parser.entry(), Read::Eof), "one calendar and nothing after it");
    calendar
}

/// The text of a property; nothing when it is not there.
fn text_of(calendar: &ICalendar, kind: &str, name: &str) -> String {
    let component = calendar.components.iter().find(|component| component.component_type.as_str() == kind).unwrap();
    let found = component.entries.iter().find(|entry| entry.name.as_str() == name);
    found.and_then(|entry| entry.values.first()?.as_text()).unwrap_or_default().to_owned()
}

const CALENDAR: [&str; 14] = [
    "VERSION",
    "PRODID",
    "CALSCALE",
    "METHOD",
    "NAME",
    "X-WR-CALNAME",
    "DESCRIPTION",
    "X-WR-CALDESC",
    "X-WR-TIMEZONE",
    "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL",
    "URL",
    "SOURCE",
    "COLOR",
];
const EVENT: [&str; 19] = [
    "UID",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "STATUS",
    "CLASS",
    "TRANSP",
    "DTSTART",
    "DTEND",
    "RRULE",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "CATEGORIES",
    "URL",
    "CONFERENCE",
    "ORGANIZER",
    "ATTENDEE",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_text_adds_nothing_and_reads_back(calendar in hostile_calendar()) {
        let text = write(&calendar);
        prop_assert_eq!(&text, &write(&calendar), "same bytes twice");
        let read = read(&text);
        let kinds: Vec<&str> = read.components.iter().map(|component| component.component_type.as_str()).collect();
        prop_assert_eq!(kinds, ["VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT"]);
        for component in &read.components {
            let allowed: &[&str] = match component.component_type.as_str() {
                "VCALENDAR" => &CALENDAR,
                "VEVENT" => &EVENT,
                _ => continue,
            };
            for (number, entry) in component.entries.iter().enumerate() {
                let name = entry.name.as_str();
                prop_assert!(allowed.contains(&name), "{} in {}", name, text);
                prop_assert!(component.entries[..number].iter().all(|other| other.name != entry.name), "two {}", name);
            }
        }
        let entry = &calendar.entries[0];
        let spaces = |text: &str| text.replace('\t', " ").trim().to_owned();
        prop_assert_eq!(text_of(&read, "VCALENDAR", "NAME"), clean_line(&calendar.name));
        prop_assert_eq!(spaces(&text_of(&read, "VCALENDAR", "DESCRIPTION")), spaces(&clean_lines(&calendar.description)));
        prop_assert_eq!(text_of(&read, "VEVENT", "SUMMARY"), clean_line(&entry.summary));
        prop_assert_eq!(text_of(&read, "VEVENT", "LOCATION"), clean_line(&entry.location));
        let description = spaces(&clean_lines(&entry.description));
        prop_assert!(text_of(&read, "VEVENT", "DESCRIPTION").trim().starts_with(&description));
    }

    #[test]
    fn lines_are_short_and_unfold_to_what_was_meant(values in prop::collection::vec(hostile(), 1..6)) {
        let mut lines = Lines::new();
        let values: Vec<String> = values.into_iter().map(|value| value.repeat(3)).collect();
        values.iter().for_each(|value| lines.text("SUMMARY", value));
        let text = lines.finish();
        for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {}", line.len(), line);
            prop_assert!(!line.chars().any(char::is_control), "{:?}", line);
        }
        let logical = unfold(&text);
        let expected: String = values
            .iter()
            .map(|value| format!("SUMMARY:{}\r\n", treffpunkt::ical::write::escape(value)))
            .collect();
        prop_assert_eq!(logical, expected);
    }
}
