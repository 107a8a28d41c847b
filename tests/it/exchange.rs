//! The exchange format: whole or not at all, every fault with its path, and the same again when it comes back.

use std::collections::BTreeSet;

use serde_json::Value;
use serde_json::json;
use treffpunkt::exchange;
use treffpunkt::exchange::Known;

use crate::house::TOWN;
use crate::house::house;

/// A file with one event that is fine, changed by the caller.
fn file(change: impl FnOnce(&mut Value)) -> String {
    let mut event = json!({
        "id": "fest", "title": "Fest", "start": "2027-09-11T11:00", "end": "2027-09-11T16:00",
        "timezone": "Europe/Berlin"
    });
    change(&mut event);
    json!({ "schema": "treffpunkt/1", "events": [event] }).to_string()
}

fn faults(change: impl FnOnce(&mut Value)) -> Vec<String> {
    match exchange::read(&file(change), &Known::default()) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_small_event_is_fine() {
    assert_eq!(faults(|_| {}), Vec::<String>::new());
}

#[test]
fn the_format_has_an_older_name() {
    let old = file(|_| {}).replace("treffpunkt/1", "treffpunkt-sample/1");
    assert!(old.contains("treffpunkt-sample/1") && exchange::read(&old, &Known::default()).is_ok());
}

#[test]
fn every_fault_is_said_at_once_with_its_path() {
    let said = faults(|event| {
        event["timezone"] = json!("Europe/Krefeld");
        event["venue"] = json!("nowhere");
        event["colour"] = json!("red");
        event["childcare"] = json!("yes");
        event["cost"] = json!({ "kind": "cheap" });
    });
    let begins: Vec<&str> = said.iter().filter_map(|s| s.split(": ").next()).collect();
    assert_eq!(
        begins,
        ["events[0].timezone", "events[0].childcare", "events[0].cost.kind", "events[0].colour", "events[0].venue"],
        "{said:?}"
    );
}

#[test]
fn every_wrong_item_of_a_list_is_said_with_its_place() {
    let said = faults(|event| {
        let at = |day: &str| json!({ "recurrence_id": day, "colour": "red" });
        event["overrides"] =
            json!([at("2027-09-11T11:00"), { "recurrence_id": "2027-09-11T11:00" }, at("2027-09-12T11:00")]);
        event["answers"] = json!([{ "state": "accepted" }, { "actor": "" }, { "actor": "b" }]);
    });
    let places: Vec<&str> = said.iter().filter_map(|s| s.split(": ").next()).collect();
    assert_eq!(
        places,
        [
            "events[0].overrides[0].colour",
            "events[0].overrides[2].colour",
            "events[0].answers[0].actor",
            "events[0].answers[1].actor",
            "events[0].answers[2].actor"
        ],
        "{said:?}"
    );
}

/// What is wrong with an actor's contacts.
fn faults_of_contacts(email: &str, contacts: &Value) -> Vec<String> {
    let actor = json!({ "id": "a1", "slug": "a", "name": "Verein", "email": email, "contacts": contacts });
    let read = exchange::read(&json!({ "schema": "treffpunkt/1", "actors": [actor] }).to_string(), &Known::default());
    read.err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn no_contact_is_lost_for_want_of_an_id_and_no_objection_for_a_slip() {
    let at = |email: &str| json!({ "email": email });
    for (email, contacts, words) in [
        ("", json!([at("b@example.org"), at("c@example.org")]), "actors[0].contacts[1].id: “main” is there twice"),
        ("a@example.org", json!([at("b@example.org")]), "actors[0].contacts[0].email: is not the actor's own email"),
        (
            "a@example.org",
            json!([{ "id": "x", "email": "no" }]),
            "actors[0].contacts[0].email: “no” is no mail address",
        ),
        (
            "a@example.org",
            json!([{ "id": "x", "email": "x@example.org", "objections": [{ "kind": "invitations" }] }]),
            "actors[0].contacts[0].objections[0].kind: “invitations” is not known; write one of: save_the_date, invitation",
        ),
    ] {
        let said = faults_of_contacts(email, &contacts);
        assert!(said.len() == 1 && said[0].starts_with(words), "{said:?}");
    }
    let fine = json!([{ "email": "A@example.org", "for_organising": true }, { "id": "x", "email": "x@example.org" }]);
    assert_eq!(faults_of_contacts("a@example.org", &fine), Vec::<String>::new());
}

#[test]
fn bad_times_rules_links_and_addresses_are_refused_in_words() {
    for (field, value, words) in [
        ("end", json!("2027-09-11T10:00"), "events[0].end: is before the start (2027-09-11T11:00:00)"),
        ("start", json!("2027-09-11T11:00Z"), "neither a local time"),
        ("rrule", json!("FREQ=HOURLY"), "repeats within a day"),
        ("rrule", json!("FREQ=DAILY;INTERVAL=0"), "INTERVAL=0"),
        ("rrule", json!("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6"), "meets no date"),
        ("venue", json!("nowhere"), "events[0].venue: there is no venue"),
        ("programme", json!("nowhere"), "events[0].programme: there is no programme"),
        ("organiser", json!("nobody"), "events[0].organiser: there is no actor"),
        ("contact", json!({"email": "fest(at)example.org"}), "events[0].contact.email"),
        ("online", json!({"url": "javascript:alert(1)"}), "events[0].online.url"),
        ("id", json!("../etc"), "events[0].id: must be made of"),
        ("title", json!("\r\n"), "events[0].title: is missing"),
        ("title", json!("\u{200B}\u{3164}"), "events[0].title: is missing"),
        ("cost", json!({"amount_eur": -3}), "events[0].cost.amount_eur: must be 0 or more"),
        ("duplicate_of", json!("fest"), "events[0].duplicate_of: must be another event"),
        ("all_day", json!(true), "because all_day is true"),
        ("sequence", json!(-1), "events[0].sequence"),
        ("rrule", json!("FREQ=DAILY;COUNT=+3"), "events[0].rrule"),
        (
            "registration",
            json!({"deadline": "2027-09-01T20:00-11:00"}),
            "registration.deadline: \u{201c}2027-09-01T20:00",
        ),
        ("instances", json!({"2027-09-11T11:00": {}}), "must be named by the day"),
        (
            "reminder_plan",
            json!([{"kind": "reminder", "offset": "-P1D", "audience": "actor:x", "at": "09:00:00.5"}]),
            "events[0].reminder_plan[0].at: \u{201c}09:00:00.5",
        ),
        ("instances", json!({"2027-09-11": {"agenda": [{"title": "Tanz"}]}}), "instances.2027-09-11: has only rsvp"),
        (
            "instances",
            json!({"2027-09-11": {"minutes": {"status": "final"}}}),
            "2027-09-11.minutes.status: \u{201c}final",
        ),
        (
            "reminder_plan",
            json!([{"kind": "cancellation", "offset": "-P6D", "audience": "actor:x"}]),
            "events[0].reminder_plan[0].kind: \u{201c}cancellation\u{201d} comes of itself",
        ),
    ] {
        let said = faults(|event| event[field] = value.clone());
        assert!(said.iter().any(|s| s.contains(words)), "{field} = {value}: {said:?}");
    }
}

/// Taken in, each as it is meant.
#[test]
fn what_is_odd_and_still_clear_is_taken() {
    for (field, value) in [
        ("cost", json!({"kind": null, "text": null})),
        ("rrule", json!("FREQ=WEEKLY;;COUNT=3;")),
        ("registration", json!({"deadline": "2027-09-01T20:00"})),
        ("reminder_plan", json!([{"kind": "nudge", "offset": "-PT20H", "audience": "silent"}])),
    ] {
        let said = faults(|event| {
            event["registration"] = json!({"deadline": "2027-09-11T00:00"});
            event[field] = value.clone();
        });
        assert_eq!(said, Vec::<String>::new(), "{field} = {value}");
    }
    let said = faults(|event| {
        let change = |day: &str| json!({"recurrence_id": format!("{day}T11:00"), "cancelled": true});
        event["rrule"] = json!("FREQ=DAILY");
        event["overrides"] = json!([change("2027-09-12"), change("2035-09-12")]);
    });
    assert_eq!(said, Vec::<String>::new(), "thousands of dates lie between");
}

#[test]
fn what_has_no_name_is_called_by_its_slug() {
    let programme = json!({ "id": "wochen", "start": "2027-08-01", "end_inclusive": "2027-08-31" });
    let town = json!({ "vocab": { "groups": [{ "id": "frauen" }] }, "programmes": [programme] });
    let document = exchange::read(&town.to_string(), &Known::default()).unwrap();
    assert_eq!((document.groups[0].de.as_str(), document.programmes[0].title.as_str()), ("frauen", "wochen"));
}

#[test]
fn an_actor_is_taken_as_it_was_written_and_in_groups_that_can_be_mailed() {
    let read = |contacts: Value, groups: Value| {
        let actor = json!({ "id": "a1", "slug": "verein", "name": "Verein", "type": "mso", "email": "neu@example.org",
            "groups": groups, "contacts": contacts });
        exchange::read(&json!({ "actors": [actor] }).to_string(), &Known::default())
    };
    let only = json!([{ "id": "c2", "email": "Neu@example.org", "objections": [{ "kind": "invitation" }] }]);
    let document = read(only, json!([])).unwrap();
    assert_eq!(document.actors[0].contacts.len(), 1, "who said no is not there a second time");
    for (group, words) in [("Frauen & Kinder", "must be made of"), ("partners", "audience of rules"), ("", "made of")] {
        let faults = read(json!([]), json!([group])).unwrap_err();
        assert_eq!(faults[0].field, "actors[0].groups[0]");
        assert!(faults[0].what.contains(words), "{}", faults[0]);
    }
}

#[test]
fn thousands_of_rules_that_never_meet_a_date_end_soon() {
    let positions: Vec<String> = (2..=100).map(|n| n.to_string()).collect();
    let event = |n: usize| {
        json!({
            "id": format!("e{n}"), "title": "Fest", "start": "2027-09-11", "timezone": "Europe/Berlin",
            "rrule": format!("FREQ=DAILY;BYSETPOS={}", positions.join(","))
        })
    };
    let events: Vec<Value> = (0..2_000).map(event).collect();
    let faults = exchange::read(&json!({ "events": events }).to_string(), &Known::default()).unwrap_err();
    assert_eq!(faults.len(), 2_000);
    assert!(faults.iter().all(|fault| fault.what.contains("too many steps")), "{}", faults[0]);
}

#[test]
fn rubbish_is_no_panic() {
    for text in ["", "{", "[]", "null", "\"x\"", "{\"events\": 3}", "{\"events\": [3]}", "{\"schema\": \"other/9\"}"] {
        assert!(exchange::read(text, &Known::default()).is_err(), "{text}");
    }
}

#[tokio::test]
async fn the_town_goes_in_and_twice_changes_nothing() {
    house(async |house| {
        house.imports_the_town().await;
        let revision = house.app.revision().await.unwrap();
        let again = house.app.import_json(TOWN, false).await.unwrap();
        assert_eq!((again.added, again.changed, again.faults.len()), (0, 0, 0), "{}", house.engine);
        assert_eq!(house.app.revision().await.unwrap(), revision);
    })
    .await;
}

#[tokio::test]
async fn what_is_exported_comes_back_the_same() {
    house(async |house| {
        house.imports_the_town().await;
        let exported = house.app.export_document().await.unwrap();
        let text = exchange::write(&exported).unwrap();
        let read = exchange::read(&text, &Known::default()).unwrap();
        let without_order = |mut document: exchange::Document| {
            document.events.sort_by(|a, b| a.event.slug.cmp(&b.event.slug));
            document.actors = document.actors.into_iter().map(treffpunkt::domain::actor::Actor::without_rows).collect();
            document
        };
        assert_eq!(without_order(read), without_order(exported), "{}", house.engine);
        let again = house.app.import_json(&text, false).await.unwrap();
        assert_eq!((again.added, again.changed), (0, 0), "{}: {again:?}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn a_file_with_one_fault_stores_nothing() {
    house(async |house| {
        let mut town: Value = serde_json::from_str(TOWN).unwrap();
        town["events"][59]["start"] = json!("2027-09-31T10:00");
        let report = house.app.import_json(&town.to_string(), false).await.unwrap();
        assert_eq!(report.faults.len(), 1, "{:?}", report.faults);
        assert_eq!((report.faults[0].r#where.as_str(), report.faults[0].field.as_str()), ("events[59]", "start"));
        assert_eq!(house.app.export_document().await.unwrap().events, []);
    })
    .await;
}

/// The field names that the reader takes one by one: what its source hands to `Fields`, and the lists of a file.
fn taken_fields() -> BTreeSet<String> {
    let empty = exchange::write(&exchange::Document::default()).unwrap();
    let empty: serde_json::Map<String, Value> = serde_json::from_str(&empty).unwrap();
    let mut names: BTreeSet<String> = empty.keys().cloned().collect();
    for source in [include_str!("../../src/exchange/read.rs"), include_str!("../../src/exchange/read_event.rs")] {
        let parts: Vec<&str> = source.split('"').collect();
        for (before, name) in parts.iter().zip(&parts[1..]).step_by(2) {
            let is_called = ["(", "fields,", "inner,"].iter().any(|end| before.trim_end().ends_with(end));
            if is_called && !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
                names.insert((*name).to_owned());
            }
        }
    }
    names
}

/// The field names that the reader leaves to `serde`: what it says when it meets one that it does not know.
fn derived_fields() -> BTreeSet<String> {
    let odd = json!({ "?": 1 });
    let instance = json!({ "minutes": odd, "action_items": [odd], "materials": [odd], "date_poll": odd });
    let event = json!({
        "id": "fest", "title": "Fest", "start": "2027-09-11", "timezone": "Europe/Berlin", "overrides": [odd],
        "online": odd, "contact": odd, "cost": odd, "registration": odd, "image": odd, "translations": { "en": odd },
        "agenda": [odd], "instances": { "2027-09-11": instance }
    });
    let contacts = |contact: &Value| json!({ "id": "a1", "slug": "a", "contacts": [contact] });
    let document = json!({
        "vocab": odd, "meetings": [event], "actors": [contacts(&odd), contacts(&json!({ "objections": [odd] }))]
    });
    let faults = exchange::read(&document.to_string(), &Known::default()).unwrap_err();
    let said = faults.iter().filter(|fault| fault.what.starts_with("unknown field"));
    said.flat_map(|fault| fault.what.split('`').skip(3).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn every_field_stands_in_the_description_of_the_format_and_no_other() {
    let text = include_str!("../../docs/exchange.md");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let described: BTreeSet<String> = rows.map(|(name, _)| name.to_owned()).collect();
    let mut known = taken_fields();
    known.extend(derived_fields());
    assert!(known.len() > 100 && known.contains("meetings") && known.contains("votes"), "{known:?}");
    let differ: Vec<&String> = described.symmetric_difference(&known).collect();
    assert!(differ.is_empty(), "docs/exchange.md and the reader differ in {differ:?}");
}
