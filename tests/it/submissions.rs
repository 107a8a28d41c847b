//! Submissions: approved, asked back, refused, cancelled as entered twice; each letter once, and none lost.

use axum::http::StatusCode;
use treffpunkt::app::encode;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::event::Review;
use treffpunkt::domain::text::hex;
use treffpunkt::mail::fault::Reply;
use treffpunkt::mail::fault::classify;
use treffpunkt::mail::transport::Stage;

use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::mime_parts::Mail;
use crate::office::Browser;
use crate::office::signed_in;

const PAGE: &str = "/office/submissions/entwurf";

/// The example town, eleven days after its one submission came in.
async fn lives(house: &House) {
    house.at("2027-07-10T10:00");
    house.imports_the_town().await;
    house.ticks().await;
    house.at("2027-07-21T11:00");
}

/// What a page holds in a hidden field or an input, as it was before it was escaped.
fn value(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    let text = rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'").replace("&amp;", "&")
}

async fn seen(browser: &mut Browser) -> String {
    value(browser.opens(PAGE).await.text(), "seen")
}

/// The form of a letter as the page of it would send it, with another text.
fn letter(page: &str, body: &str) -> String {
    let fields = ["form", "seen", "mark", "about", "address", "subject"].map(|name| (name, value(page, name)));
    let fields = fields.map(|(name, value)| format!("{name}={}", encode(&value))).join("&");
    format!("{fields}&step=send&body={}", encode(body))
}

#[tokio::test]
async fn what_waits_is_listed_and_approved_once() {
    house(async |house| {
        lives(&house).await;
        let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
        let week = one.opens("/office").await;
        assert!(week.text().contains("Eine Einreichung wartet seit 11 Tagen"), "{}: {}", house.engine, week.text());
        let list = one.opens("/office/submissions").await;
        assert!(list.text().contains("seit 11 Tagen") && list.text().contains("Hip-Hop-Werkstatt"), "{}", list.text());
        let page = one.opens(PAGE).await.text().to_owned();
        for word in ["Jugend", "Eintritt frei", "jugendamt@example.com", "Text folgt."] {
            assert!(page.contains(word), "{word}: {page}");
        }
        let (early, late) = (seen(&mut one).await, seen(&mut two).await);
        let done = one.fills(PAGE, PAGE, &format!("step=approve&seen={early}")).await;
        assert_eq!(done.headers["location"], "/office/events/entwurf?done=approved", "{}", house.engine);
        assert_eq!(one.opens("/e/entwurf").await.status, StatusCode::OK);
        assert_eq!(house.app.find_event("entwurf").await.unwrap().unwrap().review, Review::Published);
        house.ticks().await;
        let planned = house.app.preview(berlin("2027-12-01T00:00")).await.unwrap();
        assert!(planned.iter().any(|line| line.event == "entwurf"), "its programme's rules are planned");
        let token = value(two.opens("/office/outbox").await.text(), "form");
        let reply = two.sends(PAGE, &format!("form={token}&step=approve&seen={late}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "there is no such submission any more");
    })
    .await;
}

#[tokio::test]
async fn the_office_asks_back_field_by_field_in_one_mail_that_it_edits() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let seen = seen(&mut browser).await;
        let nothing = browser.fills(PAGE, PAGE, &format!("step=ask&seen={seen}")).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let half = browser.fills(PAGE, PAGE, &format!("step=ask&seen={seen}&ask=when&say-text=Was+passiert%3F")).await;
        assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(half.text().contains("Schreiben Sie einen Satz dazu.") && half.text().contains("Was passiert?"));
        let typed = format!("step=ask&seen={seen}&ask=text&say-text=Was+passiert%3F+%3Cscript%3E");
        let ready = browser.fills(PAGE, PAGE, &typed).await;
        assert_eq!(ready.status, StatusCode::OK);
        let page = ready.text();
        assert!(page.contains("- Beschreibung: Was passiert? &lt;script&gt;"), "{page}");
        assert_eq!(value(page, "address"), "jugendamt@example.com");
        assert!(house.memory().mails().is_empty(), "nothing goes before somebody says so");
        let hostile = "Guten Tag,\r\nBcc: x@example.org\r\n\r\n.\r\nwas passiert da? {{ 7 * 7 }} <b>\u{202E}";
        let form = format!("{}&ask=text&say-text=Was+passiert%3F", letter(page, hostile));
        let sent = browser.sends(PAGE, &form).await;
        assert_eq!(sent.headers["location"], format!("{PAGE}?done=letter-sent"), "{}", house.engine);
        let again = browser.sends(PAGE, &form).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        let mails = house.memory().mails();
        assert_eq!(mails.len(), 1, "{}: a form that comes in twice makes one mail", house.engine);
        assert_eq!(mails[0].to.as_str(), "jugendamt@example.com");
        let bytes = mails[0].message.clone();
        let (head, body) = bytes.split_once("\r\n\r\n").unwrap();
        assert!(!head.contains("Bcc") && !body.contains('\u{202E}') && body.contains("{{ 7 * 7 }}"), "{bytes}");
        let kept = browser.opens(PAGE).await;
        assert!(kept.text().contains("Was passiert?") && kept.text().contains("Nachfrage (editor@example.org"));
        assert!(browser.opens("/office/submissions").await.text().contains("einmal nachgefragt"));
        assert_eq!(house.app.find_event("entwurf").await.unwrap().unwrap().review, Review::Submitted);
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_the_relay_refuses_is_kept_and_sent_again() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let seen = seen(&mut browser).await;
        let ready = browser.fills(PAGE, PAGE, &format!("step=refuse&seen={seen}")).await;
        assert_eq!(value(ready.text(), "about"), "refuse");
        house.memory().refuse([classify(Stage::Rcpt, &Reply::new(450, "4.7.1 greylisted"))]);
        let form = letter(ready.text(), "Leider nicht.");
        let open = browser.sends(PAGE, &form).await;
        assert_eq!(open.headers["location"], PAGE);
        let page = browser.opens(PAGE).await.text().to_owned();
        assert!(page.contains("nicht angenommen") && page.contains("450 4.7.1"), "{}: {page}", house.engine);
        assert!(page.contains("Leider nicht.") && page.contains("abgelehnt"), "{page}");
        assert_eq!(browser.sends(PAGE, &form).await.status, StatusCode::SEE_OTHER, "a reload sends the same letter");
        assert_eq!(house.memory().mails().len(), 0);
        let again = browser.fills(PAGE, PAGE, &format!("step=again&mark={}", value(&page, "mark"))).await;
        assert_eq!(again.headers["location"], format!("{PAGE}?done=letter-sent"));
        let once_more =
            browser.fills("/office/outbox", PAGE, &format!("step=again&mark={}", value(&page, "mark"))).await;
        assert_eq!(once_more.status, StatusCode::SEE_OTHER);
        assert_eq!(house.memory().mails().len(), 1, "{}", house.engine);
        let event = house.app.find_event("entwurf").await.unwrap().unwrap();
        assert_eq!(event.review, Review::Refused, "kept, and never public");
        assert_eq!(browser.opens("/e/entwurf").await.status, StatusCode::NOT_FOUND);
        assert!(browser.opens("/office/submissions").await.text().contains("Nichts wartet auf Sie"));
        assert!(browser.opens("/office/events?show=drafts").await.text().contains("abgelehnt"));
    })
    .await;
}

#[tokio::test]
async fn nothing_goes_while_all_mail_is_held_and_a_wrong_address_loses_nothing() {
    let house = House::on_sqlite(&[]).await;
    lives(&house).await;
    let mut browser = signed_in(&house, Role::Lead).await;
    house.app.hold_all("test").await.unwrap();
    let seen = seen(&mut browser).await;
    let ready = browser.fills(PAGE, PAGE, &format!("step=refuse&seen={seen}")).await.text().to_owned();
    let wrong = letter(&ready, "Mein Text").replace("jugendamt%40example.com", "jugendamt%28at%29example.com");
    let refused = browser.sends(PAGE, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Mein Text") && refused.text().contains("Das ist keine E-Mail-Adresse."));
    assert_eq!(house.app.find_event("entwurf").await.unwrap().unwrap().review, Review::Submitted);
    assert_eq!(browser.sends(PAGE, &letter(&ready, "Mein Text")).await.headers["location"], PAGE);
    let page = browser.opens(PAGE).await.text().to_owned();
    assert!(page.contains("noch nicht gesendet") && page.contains("Alle E-Mails sind angehalten."), "{page}");
    assert!(house.memory().mails().is_empty());
    house.app.release_all("test").await.unwrap();
    let sent = browser.fills(PAGE, PAGE, &format!("step=again&mark={}", value(&page, "mark"))).await;
    assert_eq!(sent.headers["location"], format!("{PAGE}?done=letter-sent"));
    let mail = house.memory().mails().pop().unwrap();
    assert_eq!(Mail::of(&mail.message).text.trim(), "Mein Text");
}

#[tokio::test]
async fn mails_that_nobody_plans_come_from_the_office_as_it_is_set_and_give_nothing_away() {
    let house = House::on_sqlite(&[]).await;
    lives(&house).await;
    let mut browser = signed_in(&house, Role::Lead).await;
    let identity = "/office/settings/identity";
    let form = Form::of(&mut browser, identity).await.set("name", "Haus der Vielfalt");
    let form = form.set("from", "vielfalt@treffpunkt.example").set("mailbox", "post@treffpunkt.example");
    assert_eq!(form.sent(&mut browser, identity).await.status, StatusCode::SEE_OTHER);
    let seen = seen(&mut browser).await;
    let ready = browser.fills(PAGE, PAGE, &format!("step=refuse&seen={seen}")).await;
    assert!(ready.text().contains("Haus der Vielfalt</textarea>"), "{}", ready.text());
    browser.sends(PAGE, &letter(ready.text(), "Leider nicht.")).await;
    browser.fills("/office/accounts", "/office/accounts", "address=neu%40example.org&role=editor").await;
    house.app.try_mail("test", &"leitung@example.org".parse().unwrap()).await.unwrap();
    Browser::new(&house).fills("/office/sign-in", "/office/sign-in", "address=neu%40example.org").await;
    house.ticks().await;
    let mails = house.memory().mails();
    assert_eq!(mails.len(), 4);
    for mail in &mails {
        let read = Mail::of(&mail.message);
        let header = |name: &str| read.header(name).unwrap_or_default();
        assert_eq!(header("MIME-Version"), "1.0", "{}", mail.subject);
        assert_eq!(
            header("Auto-Submitted") == "auto-generated",
            !mail.file_name.contains("letter"),
            "{}",
            mail.subject
        );
        assert_eq!(header("From"), "\"Haus der Vielfalt\" <vielfalt@treffpunkt.example>");
        let secret = [mail.to.as_str(), mail.subject.rsplit(' ').next().unwrap()].map(|text| hex(text.as_bytes()));
        assert!(!secret.iter().any(|hex| header("Message-ID").contains(&hex[..12.min(hex.len())])), "{}", mail.subject);
    }
}

#[tokio::test]
async fn who_was_slower_sees_it_and_loses_nothing() {
    let house = House::on_sqlite(&[]).await;
    lives(&house).await;
    let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
    let early = seen(&mut one).await;
    let ready = two.fills(PAGE, PAGE, &format!("step=refuse&seen={early}")).await.text().to_owned();
    let mut event = house.app.find_event("entwurf").await.unwrap().unwrap();
    event.title = "Neuer Titel".to_owned();
    house.app.put_event(event).await.unwrap();
    let reply = two.sends(PAGE, &letter(&ready, "Mein Text")).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.text().contains("Mein Text") && reply.text().contains("jemand anderes"), "{}", reply.text());
    let approved = one.fills(PAGE, PAGE, &format!("step=approve&seen={early}")).await;
    assert_eq!(approved.status, StatusCode::CONFLICT);
    assert!(approved.text().contains("Neuer Titel") && house.memory().mails().is_empty());
}

#[tokio::test]
async fn what_was_entered_twice_is_cancelled_with_a_link_to_the_other_and_told_as_usual() {
    house(async |house| {
        house.at("2027-08-09T10:00");
        house.imports_the_town().await;
        house.ticks().await;
        house.app.release_all("test").await.unwrap();
        house.at("2027-08-10T10:00");
        house.ticks().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let page = "/office/events/eroeffnung/duplicate";
        let found = browser.opens(&format!("{page}?q=sprachcaf")).await.text().to_owned();
        assert!(found.contains("value=\"sprachcafe-bruecke\"") && !found.contains("value=\"eroeffnung\""), "{found}");
        let seen = value(&found, "seen");
        for other in ["eroeffnung", "gibtesnicht", "abgesagt"] {
            let reply = browser.fills(page, page, &format!("seen={seen}&of={other}")).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{other}");
        }
        let late = browser.fills(page, page, "seen=old&of=sprachcafe-bruecke").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        let done = browser.fills(page, page, &format!("seen={seen}&of=sprachcafe-bruecke")).await;
        assert_eq!(done.headers["location"], "/office/events/eroeffnung?done=duplicate", "{}", house.engine);
        let public = browser.opens("/e/eroeffnung").await.text().to_owned();
        assert!(
            public.contains("doppelt eingetragen") && public.contains("href=\"/e/sprachcafe-bruecke\""),
            "{public}"
        );
        let page = "/office/events/austausch/duplicate";
        let seen = value(browser.opens(page).await.text(), "seen");
        let form = format!("seen={seen}&of=sprachcafe-bruecke");
        let asks = browser.fills(page, page, &form).await;
        assert!(asks.text().contains("Wer soll davon erfahren?"), "{}: {}", house.engine, asks.text());
        let before = house.memory().mails().len();
        let stored = browser.fills(page, page, &format!("{form}&change_to=everybody")).await;
        assert_eq!(stored.status, StatusCode::SEE_OTHER);
        house.lives_until(berlin("2027-08-10T10:05")).await;
        let told = house.memory().mails().into_iter().skip(before).filter(|mail| mail.subject.contains("Abgesagt"));
        assert!(told.count() > 30, "{}", house.engine);
    })
    .await;
}
