//! The office's own texts in mails: what may be written, how it looks before, and that every replica says it at once.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use axum::http::StatusCode;
use tokio_util::sync::CancellationToken;
use treffpunkt::app::App;
use treffpunkt::clock::Clock;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::notification::Kind;
use treffpunkt::mail::transport::Transport;
use treffpunkt::view::language::Language;
use treffpunkt::view::own_words::PARTS;
use treffpunkt::view::own_words::variables_of;
use treffpunkt::view::words::EMBEDDED;
use treffpunkt::view::words::Words;

use crate::house::House;
use crate::house::house;
use crate::office::Browser;
use crate::office::signed_in;

/// Messages of mails that are not offered: names that tables of the office use too, and pieces that are put together.
const NOT_OFFERED: [&str; 38] = [
    "separator",
    "demo",
    "agenda-info",
    "agenda-discussion",
    "agenda-decision",
    "agenda-minutes",
    "answer-accepted",
    "answer-tentative",
    "answer-declined",
    "people",
    "need-childcare",
    "need-dgs",
    "language-name",
    "need-interpretation",
    "head-need",
    "head-call",
    "no-phone",
    "reason-postal",
    "reason-bounced",
    "reason-objected",
    "reason-other",
    "week",
    "digest-failed",
    "digest-cancelled",
    "missing-minutes",
    "missing-place",
    "missing-access",
    "kind-save-the-date",
    "kind-invitation",
    "kind-reminder",
    "kind-nudge",
    "kind-change",
    "kind-cancellation",
    "kind-head-count",
    "kind-entry-check",
    "kind-after-event",
    "kind-organiser-digest",
    "kind-minutes",
];

#[test]
fn every_message_of_mails_is_offered_once_or_left_out_on_purpose() {
    let words = Words::open(None).unwrap();
    let offered: Vec<&str> = PARTS.iter().flat_map(|(_, ids)| *ids).copied().collect();
    let once: BTreeSet<&str> = offered.iter().copied().collect();
    assert_eq!(once.len(), offered.len(), "a message stands in one part");
    let (.., german) = EMBEDDED.iter().find(|(_, file, _)| *file == "words/de/mails.ftl").unwrap();
    let heads = german.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    let all: BTreeSet<&str> = heads.map(|line| line.split(" =").next().unwrap()).collect();
    let left: BTreeSet<&str> = NOT_OFFERED.into_iter().collect();
    assert_eq!(all, once.union(&left).copied().collect(), "a new message is offered, or left out here");
    for id in &once {
        for language in Language::ALL {
            let delivered = words.delivered(language, id).unwrap();
            for name in variables_of(&delivered) {
                assert!(words.has(Language::De, &format!("texts-is-{name}")), "what is {name} in {id}?");
            }
        }
    }
    let kinds: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    let parts: BTreeSet<&str> = PARTS.iter().map(|(part, _)| *part).collect();
    assert!(kinds.is_subset(&parts), "each kind has a page");
}

fn mails(house: &House) -> Vec<(String, String)> {
    let memory = house.memory();
    memory.mails().iter().map(|mail| (mail.subject.clone(), mail.message.replace("=\r\n", ""))).collect()
}

fn seen(page: &str) -> String {
    page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

async fn saves(browser: &mut Browser, path: &str, form: &str) {
    let page = browser.opens(path).await.text().to_owned();
    let saved = browser.fills(path, path, &format!("seen={}&{form}", seen(&page))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
}

#[tokio::test]
async fn the_next_mail_says_the_offices_own_words_until_they_are_put_back() {
    house(async |house| {
        house.imports_the_town().await;
        house.at("2027-08-04T10:00");
        let mut lead = signed_in(&house, Role::Lead).await;
        let form = "subject-invitation=Kommen+Sie%3F+%7B+%24title+%7D&invitation-by=%3Cb%3Eherzlich%3C%2Fb%3E+%26+gern";
        saves(&mut lead, "/office/settings/texts/invitation/de", form).await;
        house.ticks().await;
        let invitations: Vec<_> =
            mails(&house).into_iter().filter(|(subject, _)| subject.starts_with("Kommen Sie? ")).collect();
        assert!(!invitations.is_empty(), "{}: {:?}", house.engine, mails(&house).first());
        let (_, mail) = &invitations[0];
        assert!(mail.contains("<b>herzlich</b> & gern"), "the text part says it as it is: {mail}");
        assert!(mail.contains("&lt;b&gt;herzlich&lt;/b&gt; &amp; gern"), "the page shows it as text");
        let english = mails(&house).into_iter().any(|(subject, _)| subject.starts_with("Invitation: "));
        assert!(english, "other languages stay as delivered");
        let page = lead.opens("/office/settings/texts").await;
        assert!(page.text().contains("2 eigene Texte"), "{}", page.text());
        saves(&mut lead, "/office/settings/texts/invitation/de", "lever=reset").await;
        assert!(!lead.opens("/office/settings/texts").await.text().contains("eigene Texte)"));
        let before = mails(&house).len();
        house.at("2027-08-20T10:00");
        house.ticks().await;
        assert!(mails(&house)[before..].iter().all(|(subject, _)| !subject.starts_with("Kommen Sie?")));
        let page = signed_in(&house, Role::Lead).await.opens("/office/audit?subject=texts").await.text().to_owned();
        assert!(page.contains("eigener Text gespeichert") && page.contains("Text zurückgesetzt"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn another_replica_says_them_too_without_being_started_again() {
    house(async |house| {
        house.imports_the_town().await;
        let config = house.app.config().clone();
        let replica = Arc::new(App::open_at(config, Clock::Stopped(house.clock.clone())).await.unwrap());
        house.at("2027-08-04T10:00");
        let typed = BTreeMap::from([("greeting".to_owned(), "Moin, { $name }!".to_owned())]);
        let sheet = house.app.find_text_sheet("frame", Language::De).await.unwrap().unwrap();
        house.app.put_texts("test", ("frame", Language::De), &sheet.seen, &typed).await.unwrap();
        replica.plan().await.unwrap();
        replica.deliver(&CancellationToken::new()).await.unwrap();
        let Transport::Memory(memory) = replica.transport() else { panic!("mails stay in memory") };
        let mails = memory.mails();
        let greets = mails.iter().filter(|mail| mail.message.contains("Moin, ")).count();
        assert!(greets > 0, "{}: {} mails", house.engine, mails.len());
        assert_eq!(replica.words().own_mark(), house.app.words().own_mark());
    })
    .await;
}

#[tokio::test]
async fn an_invented_mail_shows_texts_before_they_are_stored() {
    let house = House::on_sqlite(&[]).await;
    let mut lead = signed_in(&house, Role::Lead).await;
    let path = "/office/settings/texts/nudge/de";
    let form = "nudge=%3Cimg+src%3Dx%3E+%7B+%24title+%7D";
    let shown = lead.fills(path, path, &format!("lever=look&{form}")).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains("&lt;img src=x&gt; Austauschtreffen"), "{}", shown.text());
    assert!(!shown.text().contains("<img"));
    let html = lead.fills(path, path, &format!("lever=html&{form}")).await;
    assert!(html.headers["content-security-policy"].to_str().unwrap().contains("sandbox"));
    assert!(html.text().contains("&lt;img src=x&gt;") && !html.text().contains("<img"), "{}", html.text());
    assert!(!lead.opens("/office/settings/texts").await.text().contains("eigener Text"), "nothing is stored");
}

#[tokio::test]
async fn every_kind_is_shown_in_every_language() {
    let house = House::on_sqlite(&[]).await;
    for (part, _) in PARTS {
        for language in Language::ALL {
            let mail = house.app.show_texts((part, language), &BTreeMap::new()).await.unwrap();
            assert!(!mail.subject.is_empty() && mail.text.len() > 100, "{part} {language:?}: {mail:?}");
        }
    }
}

#[tokio::test]
async fn what_is_no_text_is_refused_at_its_field_and_nothing_typed_is_lost() {
    let house = House::on_sqlite(&[]).await;
    let mut lead = signed_in(&house, Role::Lead).await;
    let path = "/office/settings/texts/invitation/de";
    let page = lead.opens(path).await.text().to_owned();
    for (typed, shown, fault) in [
        ("%7B%7B+7*7+%7D%7D", "{{ 7*7 }}", "nicht zu lesen"),
        ("%7B+%24secret+%7D", "{ $secret }", "„{ $secret }“ kann hier nicht eingesetzt werden. Was hier geht: { $"),
        ("%7B+greeting+%7D", "{ greeting }", "Verweise auf andere Texte"),
        ("eins%0D%0A%0D%0Azwei", "eins", "ohne Zeilenumbruch"),
    ] {
        let refused = lead.fills(path, path, &format!("seen={}&invitation={typed}&ics-attached=Ja", seen(&page))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(refused.text().contains(fault) && refused.text().contains("href=\"#invitation\""), "{typed}");
        assert!(refused.text().contains(&format!("\n{shown}")) && refused.text().contains("\nJa</textarea>"));
    }
    let broken = format!("seen={}&subject-invitation=eins%0D%0A%0D%0Azwei", seen(&page));
    let refused = lead.fills(path, path, &broken).await;
    assert!(refused.text().contains(">Betreff: Bitte ohne Zeilenumbruch"), "one colon: {}", refused.text());
    for nowhere in ["/office/settings/texts/gibtesnicht/de", "/office/gibtesnicht"] {
        let page = lead.opens(nowhere).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(page.text().contains("href=\"/office\">Zurück zum Büro"), "{}", page.text());
    }
    assert_eq!(lead.opens("/office/settings/texts/invitation/xx").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_second_who_changes_a_text_sees_that_somebody_was_faster() {
    house(async |house| {
        let mut lead = signed_in(&house, Role::Lead).await;
        let path = "/office/settings/texts/frame/de";
        let page = lead.opens(path).await.text().to_owned();
        let first = format!("seen={}&more=Mehr", seen(&page));
        assert_eq!(lead.fills(path, path, &first).await.status, StatusCode::SEE_OTHER, "{}", house.engine);
        let late = lead.fills(path, path, &format!("seen={}&more=Noch+mehr", seen(&page))).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text().contains("jemand anderes") && late.text().contains("\nNoch mehr</textarea>"));
        assert!(late.text().contains("Jetzt gespeichert: „Mehr“"), "{}", late.text());
        assert_eq!(
            late.text().matches("Jetzt gespeichert").count(),
            2,
            "in the summary and at the field: {}",
            late.text()
        );
        let again = format!("seen={}&more=Noch+mehr", seen(late.text()));
        assert_eq!(lead.fills(path, path, &again).await.status, StatusCode::SEE_OTHER);
        let sheet = house.app.find_text_sheet("frame", Language::De).await.unwrap().unwrap();
        assert!(sheet.lines.iter().any(|line| line.own == "Noch mehr"));
    })
    .await;
}
