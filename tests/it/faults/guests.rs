//! Files that come in beside a running daemon, and files that lie.

use serde_json::json;

use crate::faults::many;
use crate::faults::office::Daemon;
use crate::faults::office::KEYS;
use crate::faults::office::file;
use crate::faults::office::runs;
use crate::faults::office::said;
use crate::faults::office::until;
use crate::faults::office::wall;
use crate::house::House;
use crate::smtp_sink::Mode;
use crate::smtp_sink::Sink;

/// A file with one public event, whose entry check is due in an hour and goes to its organiser.
fn event(no: usize) -> String {
    let actor = json!({ "id": "a0001", "slug": "verein", "name": "Verein", "type": "mso", "email": "verein@example.org",
        "groups": ["alle"] });
    let rule = json!({ "offset": "-PT24H", "audience": "organiser", "kind": "entry_check" });
    let event = json!({ "id": format!("fest-{no}"), "title": format!("Fest {no}"), "start": wall(25),
        "timezone": "Europe/Berlin", "organiser": "verein", "venue_text": "Rathaus", "reminder_plan": [rule] });
    json!({ "schema": "treffpunkt/1", "actors": [actor], "events": [event] }).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_in_beside_a_running_daemon() {
    let house = House::on_sqlite(KEYS).await;
    let sink = Sink::start(Mode::Clear);
    let daemon = Daemon::starts(&house, &sink);
    for no in 0..many(15, 1000) {
        let file = file(&house, "fest.json", event(no).as_bytes());
        let output = runs(&house, &[], &["import", file.to_str().unwrap()]);
        assert!(output.status.success(), "import {no}: {}", said(&output));
        until("the new event is in the feed", || daemon.asks("/feed.ics").1.contains(&format!("/e/fest-{no}\r\n")));
        until("its mail is planned", || {
            let listed = runs(&house, &[], &["outbox", "list", "--state", "planned"]);
            String::from_utf8_lossy(&listed.stdout).contains(&format!("fest-{no} "))
        });
    }
    assert!(!daemon.journal().contains("locked"), "{}", daemon.journal());
    assert!(daemon.stops().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn each_bad_file_gets_a_sentence_and_stores_nothing() {
    let house = House::on_sqlite(KEYS).await;
    let event = |change: serde_json::Value| {
        let mut event =
            json!({ "id": "fest", "title": "Fest", "start": "2027-09-11T11:00", "timezone": "Europe/Berlin" });
        event.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        json!({ "schema": "treffpunkt/1", "events": [event] }).to_string().into_bytes()
    };
    let large = "a".repeat(2 * 1024 * 1024);
    for (name, bytes, words) in [
        ("no JSON", b"{ \"events\": [".to_vec(), "line 1"),
        ("not UTF-8", b"{\"title\": \"\xFF\"}".to_vec(), "not UTF-8 (byte 11)"),
        ("a spreadsheet", b"PK\x03\x04...".to_vec(), "save it as CSV"),
        ("a calendar", b"BEGIN:VCALENDAR\r\n".to_vec(), "treffpunkt dates shows"),
        ("terminal codes", event(json!({ "timezone": "\u{1b}[31mX\u{202e}" })), "events[0].timezone"),
        ("no zone", event(json!({ "timezone": "Europe/Krefeld" })), "events[0].timezone"),
        ("backwards", event(json!({ "end": "2027-09-11T10:00" })), "events[0].end"),
        ("exploding", event(json!({ "rrule": "FREQ=SECONDLY" })), "events[0].rrule"),
        ("too long", event(json!({ "description": large })), "events[0].description"),
        ("unknown", event(json!({ "colour": "red" })), "events[0].colour"),
    ] {
        let file = file(&house, "bad.json", &bytes);
        let output = runs(&house, &[], &["import", file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", said(&output));
        let all = format!("{}{}", said(&output), String::from_utf8_lossy(&output.stdout));
        assert!(all.contains(words) && !all.contains(['\u{1b}', '\u{202e}']), "{name}: {all}");
    }
    assert_eq!(house.app.export_document().await.unwrap().events, []);
    let mixed = "Fest\r\nBcc: x\u{202E}abc";
    let good = file(&house, "good.json", &event(json!({ "title": mixed, "description": "b".repeat(1024 * 1024) })));
    let output = runs(&house, &[], &["import", good.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    let title = &house.app.export_document().await.unwrap().events[0].event.title;
    assert!(!title.contains(['\r', '\n', '\u{202E}']), "{title:?}");
}
