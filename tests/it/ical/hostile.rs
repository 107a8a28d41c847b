//! Hostile text in every field: it adds no property, no component, no line.

use calcard::Entry as Read;
use calcard::Parser;
use calcard::icalendar::ICalendar;
use proptest::prelude::*;
use treffpunkt::domain::recurrence::Recurrence;
use treffpunkt::domain::text::clean_line;
use treffpunkt::domain::text::clean_lines;
use treffpunkt::ical::calendar::Calendar;
use treffpunkt::ical::calendar::Method;
use treffpunkt::ical::calendar::write;
use treffpunkt::ical::entry::Attendee;
use treffpunkt::ical::entry::Entry;
use treffpunkt::ical::entry::PartStat;
use treffpunkt::ical::entry::Party;
use treffpunkt::ical::entry::Role;
use treffpunkt::ical::write::Lines;
use treffpunkt::ical::write::escape;

use super::entry;
use super::feed;
use super::unfold;
use super::when;

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
    prop::collection::vec(hostile(), 19).prop_map(|texts| {
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
            description_language: Some(next()),
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
        let mut expected = String::new();
        for value in &values {
            lines.text("SUMMARY", value);
            expected.extend(["SUMMARY:", &escape(value), "\r\n"]);
        }
        let text = lines.finish();
        for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets: {}", line.len(), line);
            prop_assert!(!line.chars().any(char::is_control), "{:?}", line);
        }
        let logical = unfold(&text);
        prop_assert_eq!(logical, expected);
    }
}
