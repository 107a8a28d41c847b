//! Calendars as they leave the house: the bytes of five that matter, and what must never stand in one.

mod hostile;
mod zones;

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use treffpunkt::domain::recurrence::Recurrence;
use treffpunkt::domain::when::Moment;
use treffpunkt::domain::when::When;
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

fn unfold(text: &str) -> String {
    text.replace("\r\n ", "")
}

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
        description_language: Some("de".to_owned()),
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

/// Compares with `tests/data/ical/NAME.ics`; writes it when `UPDATE` is set.
fn golden(name: &str, calendar: &Calendar) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ical").join(name).with_extension("ics");
    let text = write(calendar);
    if std::env::var_os("UPDATE").is_some() {
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
