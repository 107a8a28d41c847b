//! The audit: each verb has a word, names are looked up, filters and pages hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use treffpunkt::domain::account::Role;
use treffpunkt::view::language::Language;
use treffpunkt::view::words::Words;

use crate::house::House;
use crate::house::house;
use crate::office::signed_in;
use crate::office_days::stores;
use crate::office_events::lives;

/// The texts of all files of `src/app`.
fn sources() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
}

/// The words between quotation marks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Every verb that is recorded: a word in the call, or those of `let verb = …`, or of `("verb", subject, detail)`.
fn verbs() -> BTreeSet<String> {
    let mut verbs = BTreeSet::new();
    for text in sources() {
        for call in text.split("record_audit(").skip(1) {
            let third = call.split(',').nth(2).unwrap_or_default().trim();
            match third.strip_prefix('"') {
                Some(word) => drop(verbs.insert(word.trim_end_matches('"').to_owned())),
                None => assert_eq!(third, "verb", "write the verb there, or call it verb: {third}"),
            }
        }
        for said in text.split("let verb = ").skip(1) {
            verbs.extend(quoted(said.split("};").next().unwrap().split(";\n").next().unwrap()));
        }
        for helper in ["store_group(tx, who, (\"", "store_actor(tx, who, \""] {
            let called = text.split(helper).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
            verbs.extend(called);
        }
    }
    verbs
}

#[test]
fn every_verb_that_is_recorded_has_a_word() {
    let words = Words::open(None).unwrap();
    let verbs = verbs();
    for known in ["add", "change", "hold", "release", "retry", "sign_in", "remove"] {
        assert!(verbs.contains(known), "{known} is not found any more: {verbs:?}");
    }
    for verb in verbs {
        let id = format!("audit-verb-{}", verb.replace('_', "-"));
        for language in [Language::De, Language::En] {
            assert!(words.has(language, &id), "{id} in {language:?}");
        }
    }
}

#[tokio::test]
async fn who_did_what_is_said_with_names_and_links() {
    house(async |house| {
        house.imports_the_town().await;
        let mut lead = signed_in(&house, Role::Lead).await;
        let mut editor = signed_in(&house, Role::Editor).await;
        editor.fills("/office/outbox", "/office/outbox", "lever=hold").await;
        let evil = "de=%3Cscript%3E%7B%7B7*7%7D%7D&member=bruecke";
        editor.fills("/office/groups/new", "/office/groups/new", evil).await;
        let page = lead.opens("/office/audit").await;
        assert_eq!(page.status, StatusCode::OK, "{}", house.engine);
        let text = page.text();
        assert!(text.contains("editor@example.org") && text.contains("angehalten") && text.contains("Postausgang"));
        assert!(text.contains("&lt;script&gt;{{7*7}}") && !text.contains("<script"), "{text}");
        let lines = text.split("<tbody>").nth(1).unwrap();
        assert!(lines.contains("1 dazu, 0 heraus") && !lines.contains("ohne Anmeldung"), "{lines}");
        assert!(lines.find("Gruppe <a").unwrap() < lines.find("angehalten").unwrap(), "the newest first");
        assert_eq!(editor.opens("/office/audit").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn a_change_says_which_parts_of_an_event_it_was_about() {
    house(async |house| {
        lives(&house).await;
        let mut lead = signed_in(&house, Role::Lead).await;
        let edit = "/office/events/austausch/edit";
        stores(&mut lead, edit, &[("title", "Großes Treffen"), ("place", "Saal 2"), ("change_to", "nobody")]).await;
        let rules = "/office/events/austausch/rules";
        stores(&mut lead, rules, &[("mode-0", "off"), ("do", "save")]).await;
        let page = lead.opens("/office/audit").await.text().to_owned();
        let said = |parts: &str| format!("im Formular bearbeitet <span class=\"quiet\">{parts}</span>");
        assert!(page.contains(&said("Titel, Ort")) && page.contains(&said("E-Mails")), "{}: {page}", house.engine);
        assert!(!page.split("<tbody>").nth(1).unwrap().contains("Saal 2"), "the audit keeps no values: {page}");
    })
    .await;
}

#[tokio::test]
async fn the_audit_is_filtered_by_person_thing_and_period() {
    house(async |house| {
        house.imports_the_town().await;
        house.at("2027-03-01T09:00");
        let mut lead = signed_in(&house, Role::Lead).await;
        lead.fills("/office/outbox", "/office/outbox", "lever=hold").await;
        let shows = async |lead: &mut crate::office::Browser, query: &str| {
            let page = lead.opens(&format!("/office/audit?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            page.text().split("<tbody>").nth(1).unwrap_or_default().split("</tbody>").next().unwrap().to_owned()
        };
        let mine = house.app.list_accounts().await.unwrap()[0].who();
        let found = shows(&mut lead, &format!("who={mine}")).await;
        assert!(found.contains("angehalten") && !found.contains("Import"), "{}: {found}", house.engine);
        let found = shows(&mut lead, "subject=event").await;
        assert!(found.contains("Import") && !found.contains("angehalten"));
        let found = shows(&mut lead, "from=1.2.27").await;
        assert!(found.contains("angehalten") && !found.contains("Import"));
        let found = shows(&mut lead, "until=01.01.2027").await;
        assert!(!found.contains("angehalten") && found.contains("Import"));
        assert_eq!(shows(&mut lead, "who=%25").await, shows(&mut lead, "").await, "nothing that searches by itself");
        assert_eq!(shows(&mut lead, "from=gestern&page=-3").await, shows(&mut lead, "").await);
    })
    .await;
}

#[tokio::test]
async fn fifty_lines_stand_on_a_page_and_links_lead_on_and_back() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let mut lead = signed_in(&house, Role::Lead).await;
    let first = lead.opens("/office/audit?subject=event").await.text().to_owned();
    assert_eq!(first.matches("<tr><th scope=\"row\">").count(), 50);
    let older = first.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
    let older = older.split('"').next().unwrap().replace("&amp;", "&");
    assert_eq!(older, "/office/audit?subject=event&page=1");
    let second = lead.opens(&older).await.text().to_owned();
    assert!(second.contains("rel=\"prev\"") && second.contains("href=\"/office/audit?subject=event\" rel=\"prev\""));
    let rows = |page: &str| page.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap().to_owned();
    assert_ne!(rows(&first), rows(&second));
}
