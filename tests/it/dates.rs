//! What the dates of a calendar file are: the town's reference calendar, odd files of other programs, rubbish.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;

use proptest::prelude::any;
use proptest::prop_assert;
use proptest::proptest;
use serde::Deserialize;
use treffpunkt::ical::dates::FoundDate;
use treffpunkt::ical::read::CalendarFile;
use treffpunkt::ical::read::read;

const REFERENCE: &str = include_str!("../data/reference.ics");

/// A calendar of one event without BEGIN and END.
fn event(lines: &str) -> String {
    let lines = lines.trim().replace("\n        ", "\n");
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a@example.org\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n")
}

/// `start zone start_utc` of the first dates of a file that has no fault.
fn shown(text: &str) -> Vec<String> {
    let file = read(text);
    assert_eq!(file.faults, [], "{text}");
    list(&file, 6)
}

/// The first dates of a file of which none is a fault.
fn dates(file: &CalendarFile, count: usize) -> Vec<FoundDate> {
    let found = treffpunkt::ical::dates::dates(file, count);
    assert_eq!(found.faults, []);
    found.dates
}

fn list(file: &CalendarFile, count: usize) -> Vec<String> {
    let found = dates(file, count);
    let word = |date: &FoundDate| {
        let zone = date.zone.as_ref().map_or("-".to_owned(), ToString::to_string);
        let at = date.start_utc.map_or("-".to_owned(), |at| at.to_string());
        format!("{} {zone} {at}", date.start)
    };
    found.iter().map(word).collect()
}

/// The instants of the first dates.
fn instants(text: &str) -> Vec<String> {
    shown(text).iter().filter_map(|line| line.rsplit(' ').next().map(str::to_owned)).collect()
}

/// The local starts of the first dates.
fn locals(text: &str) -> Vec<String> {
    shown(text).iter().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
}

/// The only fault of a file.
fn fault(text: &str) -> String {
    let file = read(text);
    assert_eq!(file.faults.len(), 1, "{text}");
    file.faults[0].to_string()
}

#[derive(Deserialize)]
struct Expected {
    event: String,
    start: Option<String>,
    start_local: Option<String>,
    start_utc: Option<String>,
    end_utc: Option<String>,
}

#[test]
fn all_dates_of_the_reference_calendar_come_out() {
    let expected: Vec<Expected> = serde_json::from_str(include_str!("../data/expected-occurrences.json")).unwrap();
    let expected: BTreeSet<String> = expected
        .into_iter()
        // The oracle has two more: a draft that the calendar does not show, and a cancelled event.
        .filter(|e| e.event != "entwurf" && e.event != "abgesagt")
        .map(|e| {
            let start = e.start.or(e.start_local).unwrap();
            format!("{} {start} {:?} {:?}", e.event, e.start_utc, e.end_utc)
        })
        .collect();
    let file = read(REFERENCE);
    assert_eq!(file.faults, []);
    let all = dates(&file, 1_000);
    let minute = |at: Option<jiff::Timestamp>| at.map(|at| at.strftime("%Y-%m-%dT%H:%MZ").to_string());
    let found: BTreeSet<String> = all
        .iter()
        .map(|d| {
            let event = d.uid.split('@').next().unwrap_or_default();
            let start = d.start.to_string();
            let start = if d.start.is_day() { &start[..] } else { &start[..16] };
            format!("{event} {start} {:?} {:?}", minute(d.start_utc), minute(d.end_utc))
        })
        .collect();
    assert_eq!(all.len(), 84);
    assert_eq!(found, expected);
    // Were it not cancelled, it would come out as well.
    let kept = dates(&read(&REFERENCE.replace("STATUS:CANCELLED", "STATUS:CONFIRMED")), 1_000);
    assert!(kept.len() == 85 && kept.iter().any(|d| d.start.to_string() == "2027-09-19T13:00:00"));
    assert_eq!(dates(&file, 10), all[..10]);
}

#[test]
fn known_facts_about_the_changes_of_the_clocks() {
    let thursdays = event("DTSTART;TZID=Europe/Berlin:20271021T180000\nRRULE:FREQ=WEEKLY;COUNT=3");
    assert_eq!(instants(&thursdays), ["2027-10-21T16:00:00Z", "2027-10-28T16:00:00Z", "2027-11-04T17:00:00Z"]);
    let monday = event("DTSTART;TZID=Europe/Berlin:20271101T180000");
    assert_eq!(instants(&monday), ["2027-11-01T17:00:00Z"]);
    let skipped = event("DTSTART;TZID=Europe/Berlin:20270328T023000");
    assert_eq!(shown(&skipped), ["2027-03-28T02:30:00 Europe/Berlin 2027-03-28T01:30:00Z"]);
    let doubled = event("DTSTART;TZID=Europe/Berlin:20271031T023000");
    assert_eq!(instants(&doubled), ["2027-10-31T00:30:00Z"]);
}

#[test]
fn what_is_refused_says_why_and_the_rest_is_read() {
    let with = |line: &str| fault(&event(&format!("DTSTART:20271021T180000Z\n{line}")));
    assert!(with("RRULE:FREQ=HOURLY;COUNT=3").contains("repeats within a day (FREQ=HOURLY)"));
    assert!(with("RRULE:FREQ=DAILY;INTERVAL=0").contains("INTERVAL=0; use 1 or more"));
    assert!(with("EXRULE:FREQ=DAILY;COUNT=3").contains("EXRULE is not supported"));
    assert!(with("RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY").contains("several RRULE"));
    assert!(with("RRULE:FREQ=DAILY;NONSENSE=1").contains("NONSENSE is not known"));
    assert!(with("EXDATE:morgen").contains("EXDATE \u{201c}morgen\u{201d} cannot be read"));
    assert!(with("RDATE:20270230T100000Z").contains("RDATE \u{201c}20270230T100000\u{201d} cannot be read"));
    assert!(with("DTEND:20271021T170000Z").contains("ends (2027-10-21T17:00:00) before it starts"));
    assert!(with("DURATION:-PT1H").contains("before it starts"));
    assert!(with("DURATION:lang").contains("DURATION \u{201c}lang\u{201d} cannot be read"));
    let list = |count: u32| (0..count).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let exploding = format!("RRULE:FREQ=DAILY;BYHOUR={};BYMINUTE={};BYSECOND={}", list(24), list(60), list(60));
    assert!(with(&exploding).contains("86400 combinations; at most 10000"));
    assert!(with(&format!("EXDATE:{}20271021T180000Z", "20271021T180000Z,".repeat(5_000))).contains("5001 EXDATE"));
    assert_eq!(fault(&event("SUMMARY:Fest")), "line 3, UID a@example.org: The event has no DTSTART; give it a start.");
    let unknown = fault(&event("DTSTART;TZID=Europe/Krefeld:20271021T180000"));
    assert!(unknown.contains("\u{201c}Europe/Krefeld\u{201d} of DTSTART is not known"), "{unknown}");
    assert!(fault("Guten Tag").contains("no calendar"));
    assert!(fault(&"A".repeat(5 * 1024 * 1024 + 1)).contains("5 MiB"));
    assert!(fault(&"BEGIN:VALARM\nEND:VALARM\n".repeat(20_001)).contains("20000 components"));
    let broken = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:b\nDTSTART:20270101T100000Z\nBEGIN:VEVENT\nUID:c\n\
        DTSTART:20270102T100000Z\nEND:VEVENT\nEND:VCALENDAR\n";
    assert!(fault(broken).starts_with("line 2: The event has no END:VEVENT"));
    assert_eq!(list_of(broken), ["2027-01-02T10:00:00 UTC 2027-01-02T10:00:00Z"]);
}

fn list_of(text: &str) -> Vec<String> {
    list(&read(text), 100)
}

#[test]
fn zones_of_other_programs_are_understood() {
    for tzid in [
        "Europe/Berlin",
        "\"Europe/Berlin\"",
        "europe/berlin",
        "W. Europe Standard Time",
        "/freeassociation.sourceforge.net/Europe/Berlin",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin",
        "/mozilla.org/20050126_1/Europe/Berlin",
        "\"(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien\"",
    ] {
        let text = event(&format!("dtstart;tzid={tzid}:20271021T180000"));
        assert_eq!(shown(&text), ["2027-10-21T18:00:00 Europe/Berlin 2027-10-21T16:00:00Z"], "{tzid}");
    }
    let own = event("DTSTART;TZID=Zone 1:20271021T180000").replace(
        "BEGIN:VEVENT",
        "BEGIN:VTIMEZONE\nTZID:Zone 1\nX-LIC-LOCATION:America/Argentina/Buenos_Aires\nEND:VTIMEZONE\nBEGIN:VEVENT",
    );
    assert_eq!(shown(&own), ["2027-10-21T18:00:00 America/Argentina/Buenos_Aires 2027-10-21T21:00:00Z"]);
    assert_eq!(shown(&event("DTSTART:20271021T180000")), ["2027-10-21T18:00:00 - -"]);
    assert_eq!(
        shown(&event("DTSTART;TZID=Europe/Berlin:20271021T180000Z")),
        ["2027-10-21T18:00:00 UTC 2027-10-21T18:00:00Z"]
    );
    assert_eq!(shown(&event("DTSTART;VALUE=DATE:20271021")), ["2027-10-21 - -"]);
    assert_eq!(shown(&event("DTSTART:20271021")), ["2027-10-21 - -"]);
}

#[test]
fn line_ends_folds_and_marks_do_not_matter() {
    let text = event("DTSTART;TZID=Europe/Berlin:20271021T180000\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Größe\\, Länge");
    let plain = shown(&text);
    assert_eq!(read(&text).entries[0].summary, "Größe, Länge");
    let folded = text.replace("FREQ=WEEKLY", "FREQ=WE\n EKLY").replace("Berlin", "Ber\n\tlin");
    for odd in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\r"),
        format!("\u{FEFF}{text}"),
        text.to_lowercase().replace("europe/berlin", "Europe/Berlin"),
        folded.clone(),
        folded.replace('\n', "\r\n"),
        text.replace('\n', "\n\n"),
    ] {
        assert_eq!(shown(&odd), plain, "{odd}");
    }
}

#[test]
fn ends_come_from_dtend_or_duration() {
    let ends = |lines: &str| {
        let file = read(&event(lines));
        assert_eq!(file.faults, []);
        (file.entries[0].end.unwrap().to_string(), dates(&file, 9).pop().unwrap().end_utc.map(|at| at.to_string()))
    };
    let berlin = "DTSTART;TZID=Europe/Berlin:20271030T220000";
    let morning = ("2027-10-31T04:00:00".to_owned(), Some("2027-10-31T03:00:00Z".to_owned()));
    assert_eq!(ends(&format!("{berlin}\nDTEND;TZID=Europe/Berlin:20271031T040000")), morning);
    assert_eq!(ends(&format!("{berlin}\nDTEND:20271031T030000Z")), morning);
    assert_eq!(ends(&format!("{berlin}\nDURATION:PT7H")), morning);
    assert_eq!(ends(&format!("{berlin}\nDURATION:P1DT1H")).0, "2027-10-31T23:00:00");
    assert_eq!(ends("DTSTART;VALUE=DATE:20271030"), ("2027-10-31".to_owned(), None));
    assert_eq!(ends("DTSTART;VALUE=DATE:20271030\nDTEND;VALUE=DATE:20271030").0, "2027-10-31");
    assert_eq!(ends("DTSTART;VALUE=DATE:20271030\nDURATION:P2W").0, "2027-11-13");
    let open = read(&event("DTSTART:20271030T220000Z"));
    assert_eq!((open.entries[0].end, dates(&open, 1)[0].end_utc), (None, None));
}

#[test]
fn added_and_left_out_dates_in_other_zones() {
    let weekly = "DTSTART;TZID=Europe/Berlin:20271021T180000\nRRULE:FREQ=WEEKLY;COUNT=3";
    let left = |line: &str| locals(&event(&format!("{weekly}\n{line}"))).len();
    assert_eq!(left("EXDATE;TZID=Europe/Berlin:20271028T180000"), 2);
    assert_eq!(left("EXDATE:20271028T160000Z"), 2);
    assert_eq!(left("EXDATE;TZID=America/New_York:20271028T120000"), 2);
    assert_eq!(left("EXDATE;VALUE=DATE:20271028,20271104"), 1);
    assert_eq!(left("EXDATE:20271028T180000"), 2);
    assert_eq!(left("EXDATE:20271028T180000Z"), 3);
    assert_eq!(left("RDATE:20271022T160000Z"), 4);
    let days =
        event("DTSTART;VALUE=DATE:20271021\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20271022T000000");
    assert_eq!(locals(&days), ["2027-10-21", "2027-10-23"]);
    let skipped =
        event("DTSTART;TZID=Europe/Berlin:20270327T023000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE:20270328T013000Z");
    assert_eq!(locals(&skipped), ["2027-03-27T02:30:00", "2027-03-29T02:30:00"]);
    let period = event("DTSTART:20271021T180000Z\nDTEND:20271021T190000Z\nRDATE;VALUE=PERIOD:20271022T100000Z/PT3H");
    let ends: Vec<_> = dates(&read(&period), 9).iter().filter_map(|d| d.end_utc).map(|at| at.to_string()).collect();
    assert_eq!(ends, ["2027-10-21T19:00:00Z", "2027-10-22T13:00:00Z"]);
    let noon = event("DTSTART;TZID=Europe/Berlin:20271021T180000\nRDATE;VALUE=DATE:20271023");
    assert_eq!(locals(&noon), ["2027-10-21T18:00:00", "2027-10-23T18:00:00"]);
}

#[test]
fn rules_as_other_programs_write_them() {
    let of = |start: &str, rule: &str| locals(&event(&format!("DTSTART;TZID=Europe/Berlin:{start}\nRRULE:{rule}")));
    assert_eq!(of("20271021T180000", "FREQ=WEEKLY;UNTIL=20271104").len(), 3);
    assert_eq!(of("20271021T180000", "FREQ=WEEKLY;UNTIL=20271104T180000").len(), 3);
    assert_eq!(of("20271021T180000", "FREQ=WEEKLY;UNTIL=20271104T165959Z").len(), 2);
    assert_eq!(of("20280229T180000", "FREQ=YEARLY;COUNT=2"), ["2028-02-29T18:00:00", "2032-02-29T18:00:00"]);
    assert_eq!(of("20270104T180000", "FREQ=YEARLY;BYDAY=MO;COUNT=2"), ["2027-01-04T18:00:00", "2027-01-11T18:00:00"]);
    let last = of("20270129T180000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2");
    assert_eq!(last, ["2027-01-29T18:00:00", "2027-02-26T18:00:00"]);
    // A start beside its own rule does not count: so say the expanders of most programs.
    assert_eq!(of("20270104T180000", "FREQ=WEEKLY;BYDAY=TU;COUNT=1"), ["2027-01-05T18:00:00"]);
}

/// A weekly series of five Thursdays and more events of the same UID.
fn weekly(overrides: &[&str]) -> String {
    let more: Vec<String> =
        overrides.iter().map(|lines| format!("BEGIN:VEVENT\nUID:a@example.org\n{lines}\nEND:VEVENT\n")).collect();
    let more = more.concat();
    event("DTSTART;TZID=Europe/Berlin:20271007T180000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;COUNT=5")
        .replace("END:VCALENDAR", &format!("{more}END:VCALENDAR"))
}

#[test]
fn single_dates_are_replaced_or_cancelled() {
    let moved = "DTSTART;TZID=Europe/Berlin:20271101T190000";
    for id in [";TZID=Europe/Berlin:20271021T180000", ":20271021T160000Z", ";VALUE=DATE:20271021", ":20271021T180000"] {
        let text = weekly(&[&format!("RECURRENCE-ID{id}\n{moved}")]);
        let found = dates(&read(&text), 9);
        assert_eq!(found.len(), 5, "{id}");
        assert_eq!(found[3].start.to_string(), "2027-11-01T19:00:00");
        assert_eq!(found[3].recurrence_id.unwrap().to_string(), "2027-10-21T18:00:00");
    }
    let gone = weekly(&[&format!("RECURRENCE-ID:20271021T160000Z\nSTATUS:CANCELLED\n{moved}")]);
    assert_eq!(locals(&gone).len(), 4);
    let beside = weekly(&[&format!("RECURRENCE-ID:20271022T160000Z\n{moved}")]);
    assert_eq!(locals(&beside).len(), 6);
    let newer = weekly(&[
        &format!("RECURRENCE-ID:20271021T160000Z\nSEQUENCE:2\nSTATUS:CANCELLED\n{moved}"),
        &format!("RECURRENCE-ID:20271021T160000Z\nSEQUENCE:1\n{moved}"),
    ]);
    assert_eq!(locals(&newer).len(), 4);
    let alone = event(&format!("RECURRENCE-ID:20271021T160000Z\n{moved}"));
    assert_eq!(locals(&alone), ["2027-11-01T19:00:00"]);
    assert!(locals(&event("DTSTART:20271021T180000Z\nSTATUS:CANCELLED")).is_empty());
    assert!(locals(&weekly(&[]).replace("VERSION:2.0", "METHOD:CANCEL")).is_empty());
}

#[test]
fn this_and_future_moves_the_later_dates_too() {
    let later = "RECURRENCE-ID;RANGE=THISANDFUTURE:20271021T160000Z\nDTSTART;TZID=Europe/Berlin:20271022T190000";
    assert_eq!(
        locals(&weekly(&[later])),
        [
            "2027-10-07T18:00:00",
            "2027-10-14T18:00:00",
            "2027-10-22T19:00:00",
            "2027-10-29T19:00:00",
            "2027-11-05T19:00:00"
        ]
    );
    assert_eq!(locals(&weekly(&[&format!("{later}\nSTATUS:CANCELLED")])).len(), 2);
}

#[test]
fn an_override_far_away_is_neither_lost_nor_out_of_order() {
    let early = "RECURRENCE-ID;TZID=Europe/Berlin:20271104T180000\nDTSTART;TZID=Europe/Berlin:20271001T180000";
    let file = read(&weekly(&[early]));
    assert_eq!(list(&file, 1), ["2027-10-01T18:00:00 Europe/Berlin 2027-10-01T16:00:00Z"]);
    let back = "RECURRENCE-ID;RANGE=THISANDFUTURE:20271028T160000Z\nDTSTART;TZID=Europe/Berlin:20270901T180000";
    let file = read(&weekly(&[back]));
    assert_eq!(
        list(&file, 2),
        [
            "2027-09-01T18:00:00 Europe/Berlin 2027-09-01T16:00:00Z",
            "2027-09-08T18:00:00 Europe/Berlin 2027-09-08T16:00:00Z"
        ]
    );
}

#[test]
fn dates_are_sorted_over_the_whole_file() {
    let text = format!(
        "{}{}",
        event("DTSTART;TZID=Europe/Berlin:20271007T003000\nRRULE:FREQ=DAILY;COUNT=2"),
        event("DTSTART;VALUE=DATE:20271007").replace("a@example", "b@example")
    );
    assert_eq!(locals(&text), ["2027-10-07T00:30:00", "2027-10-07", "2027-10-08T00:30:00"]);
}

#[test]
fn very_many_dates_are_worked_out() {
    let text = event("DTSTART;TZID=Europe/Berlin:20270107T180000\nRRULE:FREQ=DAILY;BYHOUR=8,18");
    let found = dates(&read(&text), 100_000);
    assert_eq!(found.len(), 100_000);
    assert!(found.is_sorted_by_key(|date| date.start_utc));
}

/// A calendar of many events.
fn many(events: impl Iterator<Item = String>) -> String {
    let events: Vec<String> = events
        .enumerate()
        .map(|(n, lines)| format!("BEGIN:VEVENT\nUID:{n}@example.org\n{lines}\nEND:VEVENT\n"))
        .collect();
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{}END:VCALENDAR\n", events.concat())
}

#[test]
fn thousands_of_rules_that_never_meet_a_date_end_with_a_clear_fault() {
    let positions: Vec<String> = (2..=100).map(|n| n.to_string()).collect();
    let rule = format!("DTSTART:20270101T100000Z\nRRULE:FREQ=DAILY;BYSETPOS={}", positions.join(","));
    let file = read(&many(std::iter::repeat_n(rule, 5_000)));
    assert_eq!((file.entries.len(), file.faults.len()), (5_000, 0));
    let found = treffpunkt::ical::dates::dates(&file, 100);
    assert!(found.dates.is_empty() && found.faults.len() == 1, "the first was too much, the others are not tried");
    assert!(found.faults[0].to_string().starts_with("line 3: The recurrence rules take too many steps"));
}

#[test]
fn a_rule_that_never_meets_a_date_does_not_hide_the_others() {
    let never = "DTSTART:20270101T100000Z\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3";
    let once = "DTSTART:20270102T100000Z";
    let found = treffpunkt::ical::dates::dates(&read(&many([never, once].map(str::to_owned).into_iter())), 100);
    assert_eq!(found.dates.len(), 1);
    let faults: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults, ["line 3: The recurrence rule meets no date, however far one looks; correct it."]);
}

#[test]
fn what_is_left_away_for_the_sake_of_speed_is_not_missed() {
    let start =
        |n: usize| format!("DTSTART;TZID=Europe/Berlin:2027{:02}{:02}T{:02}0000", n % 12 + 1, n % 28 + 1, n % 24);
    let rules = ["FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=3", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;COUNT=2"];
    let text = many((0..200).map(|n| format!("{}\nRRULE:{}", start(n * 7), rules[n % 4])));
    let file = read(&text);
    let all = dates(&file, 5_000);
    for count in [0, 1, 7, 100, 399, 1_000] {
        assert_eq!(dates(&file, count), all[..count], "{count}");
    }
}

#[test]
fn components_too_deep_in_one_another_are_refused() {
    assert!(fault(&"BEGIN:X\n".repeat(9)).contains("too deep"));
    assert!(fault(&format!("{}{}", "BEGIN:X\n".repeat(300_000), "END:Y\n".repeat(300_000))).contains("too deep"));
    let cut = "BEGIN:VCALENDAR\nVERSION:2.0\n".repeat(20) + "BEGIN:VEVENT\nDTSTART:20270102T100000Z\nEND:VEVENT\n";
    assert_eq!(locals(&cut), ["2027-01-02T10:00:00"]);
}

proptest! {
    #[test]
    fn rubbish_is_read_without_panic(text in any::<String>()) {
        let file = read(&text);
        prop_assert!(dates(&file, 5).len() <= 5);
    }

    #[test]
    fn damaged_calendars_are_read_without_panic(
        at in 0.0..1.0_f64,
        length in 0..40_usize,
        put in "(\\PC{0,12}|[0-9TZ;:,=-]{0,12}|\n|\nBEGIN:VEVENT\n|\nEND:VEVENT\n|99999999|-1|;BYSETPOS=-1;BYMONTHDAY=31)",
    ) {
        let text = weekly(&["RECURRENCE-ID;RANGE=THISANDFUTURE:20271021T160000Z\nDTSTART:20271022T190000Z\nDURATION:PT3H",
            "RECURRENCE-ID:20271028T160000Z\nDTSTART:20271022T190000\nEXDATE:20271022T190000Z\nRDATE:20271022"]);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "any place")]
        let from = (at * text.len() as f64) as usize;
        let to = (from + length).min(text.len());
        let damaged = format!("{}{put}{}", &text[..from], &text[to..]);
        let file = read(&damaged);
        prop_assert!(dates(&file, 20).len() <= 20, "{damaged}");
    }
}
