//! Library defects that we work around, each asserted to be still there.
//!
//! When one of these fails, the library was mended: read the comment, delete the code it names, then delete the test.
//! What only shows with time or a network (a relay that stalls, a scheduler across a change of the clocks) is not here;
//! nor is icalendar's parser, which nested components drive off the stack: it is switched off in Cargo.toml.

use std::collections::HashMap;

use calcard::common::timezone::Tz;
use calcard::icalendar::ICalendar;
use config::Config;
use config::Environment;
use fluent_bundle::FluentArgs;
use fluent_bundle::FluentBundle;
use fluent_bundle::FluentResource;
use icalendar::Alarm;
use icalendar::Calendar;
use icalendar::Component;
use icalendar::Event;
use icalendar::EventLike;
use icalendar::Property;
use icalendar::Trigger;
use jiff::Timestamp;
use lettre::Message;
use lettre::message::Mailbox;
use rrule::RRuleSet;

/// The text of a calendar with one event, as icalendar prints it.
fn printed(event: &Event) -> String {
    let mut calendar = Calendar::empty();
    calendar.push(event.clone());
    calendar.to_string()
}

/// An event with all that icalendar would else make up.
fn event() -> Event {
    Event::new().uid("u").add_property("DTSTAMP", "20270901T080000Z").done()
}

/// True when a line of its own begins so: something was injected.
fn has_line(text: &str, start: &str) -> bool {
    text.split(['\r', '\n']).any(|line| line.starts_with(start))
}

// The printer of src/ical/write.rs could go with the icalendar tests below: all of them, not one.

#[test]
fn icalendar_lets_a_line_break_of_an_address_through() {
    let text = printed(&event().url("https://example.org/\r\nATTACH:https://example.org/evil").done());
    assert!(has_line(&text, "ATTACH:"), "{text}");
}

#[test]
fn icalendar_lets_a_line_break_of_a_parameter_through() {
    let organiser = Property::new("ORGANIZER", "mailto:a@example.org")
        .add_parameter("CN", "Amt\r\nATTENDEE:mailto:evil@example.org")
        .done();
    let text = printed(&event().append_property(organiser).done());
    assert!(has_line(&text, "ATTENDEE:"), "{text}");
}

#[test]
fn icalendar_does_not_encode_a_quote_in_a_parameter() {
    let organiser = Property::new("ORGANIZER", "mailto:a@example.org").add_parameter("CN", "Dr. \"X\"; Y").done();
    let text = printed(&event().append_property(organiser).done());
    assert!(!text.contains("^'X^'"), "RFC 6868: {text}");
}

#[test]
fn icalendar_does_not_escape_the_name_of_a_calendar() {
    let text = Calendar::empty().name("Feste, Treffen\nX-EVIL:1").done().to_string();
    assert!(has_line(&text, "X-EVIL:"), "{text}");
}

#[test]
fn icalendar_leaves_a_bare_carriage_return_in_a_text() {
    let text = printed(&event().summary("one\r\ntwo").done());
    assert!(text.contains("one\r\\ntwo"), "{text}");
}

#[test]
fn icalendar_folds_one_octet_too_late() {
    let too_long = (60..200).any(|length| {
        let text = printed(&event().summary(&"x".repeat(length)).done());
        text.split("\r\n").any(|line| line.len() > 75)
    });
    assert!(too_long, "RFC 5545 3.1: no line has more than 75 octets");
}

#[test]
fn icalendar_puts_a_made_up_uid_into_an_alarm() {
    let mut event = event();
    let at = Property::new("TRIGGER", "20270901T080000Z").add_parameter("VALUE", "DATE-TIME").done();
    let at = Trigger::try_from(&at).unwrap();
    event.alarm(Alarm::display("Gleich", at));
    let text = printed(&event);
    let alarm = text.split("BEGIN:VALARM").nth(1).unwrap();
    assert!(has_line(alarm, "UID:") && has_line(alarm, "DTSTAMP:"), "{text}");
}

// The time zones of src/domain/recurrence.rs, attached after the expansion, could go with all of the next three.

/// Instants written as in RFC 3339, in seconds.
fn seconds(instants: &[&str]) -> Vec<i64> {
    instants.iter().map(|instant| instant.parse::<Timestamp>().unwrap().as_second()).collect()
}

#[test]
fn rrule_refuses_a_start_that_a_change_of_the_clocks_skips() {
    let refused = |start: &str| {
        format!("DTSTART;TZID=Europe/Berlin:{start}\nRRULE:FREQ=DAILY;COUNT=2").parse::<RRuleSet>().is_err()
    };
    assert!(refused("20270328T023000"));
    assert!(!refused("20270328T033000"));
}

#[test]
fn rrule_loses_a_midnight_that_a_change_of_the_clocks_skips() {
    let rule = "DTSTART;TZID=Africa/Cairo:20270429T000000\nRRULE:FREQ=DAILY;COUNT=3";
    let dates = rule.parse::<RRuleSet>().unwrap().all(10).dates;
    let [first, skipped] = seconds(&["2027-04-28T22:00:00Z", "2027-04-29T22:00:00Z"])[..] else { unreachable!() };
    assert!(dates.iter().any(|date| date.timestamp() == first), "{dates:?}");
    assert!(!dates.iter().any(|date| date.timestamp() == skipped), "{dates:?}");
}

/// `spelt_out` in src/domain/weekdays.rs may go then, but for the numbers that RFC 5545 does not allow.
#[test]
fn rrule_takes_weekdays_with_and_without_a_number_for_both_at_once() {
    let days = |rule: &str| {
        let set = format!("DTSTART:20270104T180000Z\nRRULE:{rule}").parse::<RRuleSet>().unwrap();
        set.all(4).dates.into_iter().map(|date| date.format("%a %d.%m.").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(days("FREQ=MONTHLY;BYDAY=WE,2WE;COUNT=2"), ["Wed 13.01.", "Wed 10.02."], "06.01. is one too");
    assert_eq!(days("FREQ=WEEKLY;BYDAY=1MO;COUNT=2"), ["Mon 04.01.", "Tue 05.01."], "no rule at all");
}

#[test]
fn calcard_takes_a_skipped_wall_time_for_utc() {
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTART;TZID=Europe/Berlin:20270327T023000\r\n\
                DTEND;TZID=Europe/Berlin:20270327T033000\r\nRRULE:FREQ=DAILY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let calendar = ICalendar::parse(text).unwrap();
    let mut found: Vec<i64> =
        calendar.expand_dates(Tz::UTC, 10).events.iter().map(|event| event.timestamps().0).collect();
    found.sort_unstable();
    assert_eq!(found, seconds(&["2027-03-27T01:30:00Z", "2027-03-28T02:30:00Z"]), "01:30 would be right");
}

/// Delete then: the cleaning of names before src/mail makes a mailbox of them. `clean_line` in src/domain/text.rs
/// stays for pages and calendars.
#[test]
fn lettre_panics_on_a_line_break_in_a_name() {
    let panics = |name: &'static str| {
        let to = Mailbox::new(Some(name.to_owned()), "a@example.org".parse().unwrap());
        std::panic::catch_unwind(|| drop(Message::builder().to(to))).is_err()
    };
    assert!(panics("Amt\r\nBcc: x"));
    assert!(!panics("Amt"));
}

/// Delete then: the reading of lists from comma-separated text in src/config.rs; `try_parsing` would do it.
#[test]
fn config_takes_a_secret_of_digits_for_a_number() {
    let read = |try_parsing| {
        let variables = HashMap::from([("HOUSE_SECRET".to_owned(), "0012345".to_owned())]);
        let source = Environment::with_prefix("HOUSE").try_parsing(try_parsing).source(Some(variables));
        Config::builder().add_source(source).build().unwrap().get_string("secret").unwrap()
    };
    assert_eq!(read(true), "12345");
    assert_eq!(read(false), "0012345");
}

/// `by_last_digits` in `view/words.rs`.
#[test]
fn fluent_takes_the_whole_number_for_its_last_digits_in_arabic() {
    let mut bundle = FluentBundle::new(vec!["ar".parse().unwrap()]);
    bundle
        .add_resource(FluentResource::try_new("m = { $n ->\n [few] few\n *[other] other\n }".into()).unwrap())
        .unwrap();
    let say = |n: i32| {
        let args: FluentArgs<'_> = [("n", n)].into_iter().collect();
        let pattern = bundle.get_message("m").unwrap().value().unwrap();
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    };
    assert_eq!((say(5).as_str(), say(105).as_str()), ("few", "other"), "CLDR: few for n % 100 = 3..10");
}
