//! Events in the office: who gets what when before it goes, and changes that ask who shall hear of them.

use axum::http::StatusCode;
use treffpunkt::app::encode;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::event::Status;

use crate::feeds::Reply;
use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::office::Browser;

use crate::office::signed_in;

const EDIT: &str = "/office/events/austausch/edit";
const SHEET: &str = "/office/events/austausch";

/// The example town on 10 August 2027, a day after it came in.
pub(crate) async fn town() -> House {
    let house = House::on_sqlite(&[]).await;
    lives(&house).await;
    house
}

pub(crate) async fn lives(house: &House) {
    house.at("2027-08-09T10:00");
    house.imports_the_town().await;
    house.ticks().await;
    house.at("2027-08-10T10:00");
    house.ticks().await;
}

/// A value of a hidden field or an input.
pub(crate) fn value(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The form of a page with one field changed, as a browser would send it.
async fn form(browser: &mut Browser, page: &str, changed: &[(&str, &str)]) -> String {
    let page = browser.opens(page).await.text().to_owned();
    let names = ["form", "seen", "title", "day", "last", "from", "to", "place"];
    let kept = names.into_iter().filter(|name| page.contains(&format!("name=\"{name}\"")));
    let mut fields: Vec<(String, String)> = kept.map(|name| (name.to_owned(), value(&page, name))).collect();
    for (name, new) in [("status", "confirmed"), ("review", "published"), ("group", "alle-akteure")] {
        fields.push((name.to_owned(), new.to_owned()));
    }
    if let Some(rest) = page.split("name=\"venue\"").nth(1) {
        let chosen = rest.split("</select>").next().unwrap().split("\" selected").next().unwrap();
        fields.push(("venue".to_owned(), chosen.rsplit("value=\"").next().unwrap().to_owned()));
    }
    for (name, new) in changed {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*new).to_owned()));
    }
    let typed = |text: &str| encode(&text.replace("&#x27;", "'").replace("&amp;", "&"));
    fields.iter().map(|(name, value)| format!("{name}={}", typed(value))).collect::<Vec<_>>().join("&")
}

/// Presses the button by which a draft is published.
pub(crate) async fn publishes(browser: &mut Browser, page: &str) -> Reply {
    let draft = browser.opens(page).await;
    let typed = format!("form={}&seen={}", value(draft.text(), "form"), value(draft.text(), "seen"));
    browser.sends(&format!("{page}/publish"), &typed).await
}

/// How many mails of a kind lie in memory.
pub(crate) fn sent(house: &House, subject: &str) -> usize {
    let memory = house.memory();
    memory.mails().iter().filter(|mail| mail.subject.contains(subject)).count()
}

#[tokio::test]
async fn who_gets_what_when_is_shown_before_it_goes_and_any_mail_can_be_read() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let sheet = browser.opens(SHEET).await.text().to_owned();
    for word in ["Wer bekommt wann welche E-Mail?", "Erinnerung", "Nachfrage", "geplant", "34", "ohne Antwort"] {
        assert!(sheet.contains(word), "{word}: {sheet}");
    }
    let link = sheet.split("href=\"/office/events/austausch/mail?kind=nudge").nth(1).expect("a preview");
    let path = format!("/office/events/austausch/mail?kind=nudge{}", link.split('"').next().unwrap());
    let path = path.replace("&amp;", "&");
    let before = house.app.count_open().await.unwrap();
    let preview = browser.opens(&path).await;
    assert_eq!(preview.status, StatusCode::OK, "{path}");
    assert!(preview.text().contains("https://treffpunkt.example.org/a/"), "{}", preview.text());
    assert!(preview.text().contains("<iframe class=\"mail\" src=\"/office/events/austausch/mail?"), "as it will look");
    let html = browser.opens(&format!("{path}&as=html")).await;
    assert!(html.header("content-security-policy").contains("sandbox") && html.text().contains("<html"));
    assert_eq!(house.app.count_open().await.unwrap(), before, "looking changes nothing");
}

#[tokio::test]
async fn a_change_of_place_shows_what_was_and_what_will_be() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let typed = form(&mut browser, EDIT, &[("venue", "rathaus"), ("place", "2. Etage")]).await;
    let asks = browser.sends(EDIT, &typed).await;
    for said in ["2 Termine ändern sich", "Uhr · 2. Etage, Rathaus", "34 Akteure)"] {
        assert!(asks.text().contains(said), "{said}: {}", asks.text());
    }
}

#[tokio::test]
async fn a_change_of_time_asks_who_shall_hear_of_it_and_tells_them() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let date = "/office/events/austausch/date?date=2027-08-19T17:00";
        let typed = form(&mut browser, date, &[("from", "17.30 Uhr"), ("to", "20h")]).await;
        let asks = browser.sends(date, &typed).await;
        assert!(asks.text().contains("Wer soll davon erfahren?"), "{}: {}", house.engine, asks.text());
        assert!(asks.text().contains("34 haben zugesagt"), "{}", asks.text());
        let before = house.app.find_event("austausch").await.unwrap().unwrap();
        assert!(before.overrides.iter().all(|one| one.recurrence_id.to_string() != "2027-08-19T17:00:00"));
        // A decision is about what was asked; about anything else somebody is asked again.
        let decision = asks.text().split("value=\"accepted ").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let decided = format!("&change_to={}", encode(&format!("accepted {decision}")));
        let other = form(&mut browser, date, &[("from", "18.30 Uhr"), ("to", "20h")]).await;
        let again = browser.sends(date, &format!("{other}{decided}")).await;
        assert!(again.text().contains("Wer soll davon erfahren?"), "{}: {}", house.engine, again.text());
        assert_eq!(house.app.find_event("austausch").await.unwrap().unwrap(), before);
        let stored = browser.sends(date, &format!("{typed}{decided}")).await;
        assert_eq!(stored.status, StatusCode::SEE_OTHER);
        // Nobody has planned yet, and the page says already what will go.
        let page = browser.opens(SHEET).await.text().to_owned();
        assert!(page.contains("0 von 32") && !page.contains("Es geht keine E-Mail hinaus"), "{page}");
        house.lives_until(berlin("2027-08-10T10:05")).await;
        assert_eq!(sent(&house, "17:30"), 32, "34 said yes, two of them read no mail");
        assert!(browser.opens(SHEET).await.text().contains("Neuer Termin"));
    })
    .await;
}

#[tokio::test]
async fn one_date_is_cancelled_in_silence_and_restored() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let date = "/office/events/austausch/date?date=2027-08-19T17:00";
    let cancelled =
        form(&mut browser, date, &[("cancelled", "1"), ("reason", "Heizung"), ("change_to", "nobody")]).await;
    assert_eq!(browser.sends(date, &cancelled).await.status, StatusCode::SEE_OTHER);
    house.lives_until(berlin("2027-08-10T10:05")).await;
    assert_eq!(sent(&house, "Abgesagt"), 0);
    assert!(browser.opens(SHEET).await.text().contains("<span class=\"state cancelled\">Fällt aus"));
    let once = "/office/events/eroeffnung/date?date=2027-09-11T11:00";
    let off = form(&mut browser, once, &[("cancelled", "1"), ("change_to", "nobody")]).await;
    assert_eq!(browser.sends(once, &off).await.status, StatusCode::SEE_OTHER);
    let list = browser.opens("/office/events").await.text().to_owned();
    assert!(list.contains("<span class=\"state cancelled\">") && !list.contains("<bdi>integrationsbuero"), "{list}");
    let restored = form(&mut browser, date, &[("change_to", "everybody")]).await;
    assert_eq!(browser.sends(date, &restored).await.status, StatusCode::SEE_OTHER);
    house.lives_until(berlin("2027-08-10T10:10")).await;
    assert_eq!(sent(&house, "Abgesagt"), 0, "who heard nothing of it hears nothing of its end");
}

#[tokio::test]
async fn a_wrong_day_is_said_and_nothing_typed_is_lost() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let edit = "/office/events/eroeffnung/edit";
    let slip = form(&mut browser, edit, &[("from", "17:00"), ("to", "16:00")]).await;
    assert!(browser.sends(edit, &slip).await.text().contains("Das Ende liegt vor dem Anfang"));
    let typed = form(&mut browser, edit, &[("day", "31.2.27"), ("title", "<b>Neu</b>")]).await;
    let reply = browser.sends(edit, &typed).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text().contains("Diesen Tag gibt es nicht") && reply.text().contains("31.2.27"), "{}", reply.text());
    assert!(reply.text().contains("&lt;b&gt;Neu&lt;/b&gt;") && !reply.text().contains("<b>Neu"), "{}", reply.text());
    let typed = form(&mut browser, edit, &[("day", "Do 12.12.26")]).await;
    let reply = browser.sends(edit, &typed).await;
    assert!(reply.text().contains("Der 12.12.2026 ist ein Samstag. Bitte Tag oder Wochentag"), "{}", reply.text());
    let book = "Buch ".repeat(2_000);
    for (field, fault) in [
        ("place", "Der Ort in Worten ist länger als 300 Zeichen"),
        ("summary", "Der Kurztext ist länger als 1000 Zeichen"),
    ] {
        let typed = form(&mut browser, edit, &[(field, &book)]).await;
        let reply = browser.sends(edit, &typed).await;
        assert!(reply.text().contains(&format!("<a href=\"#{field}\">")), "{}", reply.text());
        assert!(reply.text().contains(fault), "{}", reply.text());
    }
    let long = "Fest".repeat(100);
    for (title, fault) in [("", "Bitte ausfüllen"), (long.as_str(), "Der Titel ist länger als 300 Zeichen")] {
        let typed = form(&mut browser, edit, &[("title", title)]).await;
        let reply = browser.sends(edit, &typed).await;
        let said = format!("<a href=\"#title\">Titel: {fault}");
        assert!(reply.text().contains(&said), "{}", reply.text());
    }
}

#[tokio::test]
async fn the_second_of_two_who_edit_an_event_loses_nothing() {
    let house = town().await;
    let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
    let late = form(&mut two, EDIT, &[("title", "Zweiter Titel")]).await;
    let first = form(&mut one, EDIT, &[("title", "Erster Titel"), ("status", "tentative")]).await;
    assert_eq!(one.sends(EDIT, &first).await.status, StatusCode::SEE_OTHER);
    let reply = two.sends(EDIT, &late).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.text().contains("Zweiter Titel") && reply.text().contains("jemand anderes"), "{}", reply.text());
    let differs = "\"#title\">Titel: Jetzt gespeichert: „Erster Titel“";
    assert!(reply.text().contains(differs), "{}", reply.text());
    assert_eq!(reply.text().matches("Jetzt gespeichert").count(), 2, "in the summary and at the field, and no other");
    // What the second one left alone shows what the first one stored, and stays so.
    let again = Form::of_page(reply.text());
    assert_eq!((again.field("title"), again.field("status")), ("Zweiter Titel", "tentative"));
    assert_eq!(again.sent(&mut two, EDIT).await.status, StatusCode::SEE_OTHER);
    let event = house.app.find_event("austausch").await.unwrap().unwrap();
    assert_eq!((event.title.as_str(), event.status), ("Zweiter Titel", Status::Tentative));
}

#[tokio::test]
async fn whoever_is_slower_takes_nothing_back_that_was_left_alone() {
    let house = town().await;
    let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
    let details = "/office/events/eroeffnung/details";
    let once = "/office/events/eroeffnung/edit";
    for (page, first, second) in [
        ("/office/events/austausch/date?date=2027-08-19T17:00", ("reason", "Umbau"), ("to", "20:00")),
        ("/office/events/austausch/dates", ("without", "18.11.2027"), ("to", "20:30")),
        (once, ("summary", "Kurz und gut."), ("place", "Bühne")),
        (details, ("childcare", "1"), ("note", "Strom bestellen")),
        (details, ("target_group", ""), ("note", "Strom bestellt")),
        ("/office/events/eroeffnung/translations?to=en", ("title", "Opening"), ("summary", "All are welcome.")),
    ] {
        let late = Form::of(&mut two, page).await.set(second.0, second.1).set("change_to", "nobody");
        let soon = Form::of(&mut one, page).await.set(first.0, first.1).set("change_to", "nobody");
        assert_eq!(soon.sent(&mut one, page).await.status, StatusCode::SEE_OTHER, "{page}");
        let stored = Form::of(&mut one, page).await;
        let reply = late.sent(&mut two, page).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "{page}");
        let again = Form::of_page(reply.text());
        assert_eq!(again.field(first.0), stored.field(first.0), "{page}: {}", reply.text());
        assert_eq!(again.field(second.0), second.1, "{page}");
        assert_eq!(again.set("change_to", "nobody").sent(&mut two, page).await.status, StatusCode::SEE_OTHER, "{page}");
    }
}

#[tokio::test]
async fn a_new_meeting_is_somebodys_and_a_new_event_may_be_for_all() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let (meeting, event) = ("/office/events/new", "/office/events/new?as=event");
    let refused = browser.fills(meeting, meeting, "title=AG+Wohnen&day=14.10.27&from=17-19+Uhr").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("<a href=\"#group\">"), "{}", refused.text());
    assert!(refused.text().contains("Wählen Sie bitte, welche Gruppen eingeladen sind"), "{}", refused.text());
    let stored = browser.fills(event, event, "title=Stadtfest&day=14.10.27&from=17-19+Uhr").await;
    assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.text());
}

#[tokio::test]
async fn whoever_enters_a_meeting_too_late_for_its_invitation_is_told() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let soon = house.app.today().checked_add(jiff::Span::new().days(10)).unwrap().strftime("%d.%m.%Y").to_string();
    let new = format!("title=AG+Wohnen&day={soon}&from=17-19+Uhr&group=alle-akteure&status=confirmed");
    browser.fills("/office/events/new", "/office/events/new", &new).await;
    let draft = browser.opens("/office/events/ag-wohnen").await.text().to_owned();
    assert!(draft.contains("Zu diesem Termin wird niemand eingeladen"), "{draft}");
    let rules = browser.opens("/office/events/austausch").await.text().to_owned();
    assert!(!rules.contains("wird niemand eingeladen"), "who was invited before is: {rules}");
}

#[tokio::test]
async fn a_new_meeting_has_the_usual_mails_once_it_is_published() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let new = "title=AG+Wohnen&day=14.10.27&from=17-19+Uhr&group=alle-akteure&status=confirmed";
    let reply = browser.fills("/office/events/new", "/office/events/new", new).await;
    assert_eq!(reply.headers["location"], "/office/events/ag-wohnen?done=saved");
    let draft = browser.opens("/office/events/ag-wohnen").await;
    let for_nobody = "Noch für niemanden: Erinnerung, Rückmeldungen.";
    for seen in ["Noch ist es ein Entwurf", "76 geplant", "Gleich geht keine E-Mail hinaus. ", for_nobody] {
        assert!(draft.text().contains(seen), "{seen}: {}", draft.text());
    }
    // Who they are is seen before, mail by mail, and each can be read.
    let each = browser.opens("/office/outbox/ag-wohnen/invitation?date=2027-10-14T17:00").await.text().to_owned();
    assert!(each.contains("76 geplant") && each.contains("Verein Brücke e. V."), "{each}");
    assert!(!each.contains("name=\"lever\" value=\"hold\""), "there is nothing to hold yet: {each}");
    let link = draft.text().split("href=\"/office/events/ag-wohnen/mail?kind=invitation").nth(1).expect("a preview");
    let link = format!("/office/events/ag-wohnen/mail?kind=invitation{}", link.split('"').next().unwrap());
    let shown = browser.opens(&link.replace("&amp;", "&")).await.text().to_owned();
    assert!(shown.matches("<option").count() > 70, "{shown}");
    let done = publishes(&mut browser, "/office/events/ag-wohnen").await;
    assert_eq!(done.headers["location"], "/office/events/ag-wohnen?done=published");
    house.ticks().await;
    let sheet = browser.opens("/office/events/ag-wohnen").await;
    assert!(sheet.text().contains("Donnerstag, 14. Oktober 2027, 17:00–19:00 Uhr"), "{}", sheet.text());
    assert!(sheet.text().contains("Einladung") && sheet.text().contains("76 geplant"), "{}", sheet.text());
    let again = browser.fills("/office/events/new", "/office/events/new", new).await;
    assert_eq!(again.headers["location"], "/office/events/ag-wohnen-2?done=saved");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_enters_one_event() {
    house(async |house| {
        let (mut browser, new) = (signed_in(&house, Role::Editor).await, "/office/events/new?as=event");
        let page = browser.opens(new).await.text().to_owned();
        assert!(page.contains("Neue Veranstaltung") && !page.contains("name=\"group\""), "{page}");
        assert!(!page.contains("name=\"review\""), "a new event is a draft: {page}");
        let typed =
            format!("title=Fest&day=14.10.27&from=17:00&status=confirmed&once={}", encode(&value(&page, "once")));
        for title in ["Fest", "Anderes Fest"] {
            let typed = typed.replace("title=Fest", &format!("title={title}"));
            let sent = browser.fills(new, new, &typed).await;
            assert_eq!(sent.headers["location"], "/office/events/fest?done=saved", "{}", house.engine);
        }
        let made_up = browser.fills(new, new, "title=X&day=14.10.27&from=17:00&once=x%0Ay").await;
        assert_eq!(made_up.status, StatusCode::SEE_OTHER);
        let uid = house.app.find_event("x").await.unwrap().unwrap().uid;
        assert!(uid.ends_with("@treffpunkt"), "{uid}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_somebody_changed_is_looked_at_again_before_it_goes_out() {
    house(async |house| {
        lives(&house).await;
        let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
        let new = "title=AG+Wohnen&day=14.10.27&from=17-19+Uhr&group=ag-jugend&status=confirmed";
        one.fills("/office/events/new", "/office/events/new", new).await;
        let sheet = "/office/events/ag-wohnen";
        let draft = two.opens(sheet).await.text().to_owned();
        let late = format!("form={}&seen={}", value(&draft, "form"), value(&draft, "seen"));
        let edit = format!("{sheet}/edit");
        let seen = value(one.opens(&edit).await.text(), "seen");
        let wider = new.replace("ag-jugend", "alle-akteure");
        assert_eq!(one.fills(&edit, &edit, &format!("{wider}&seen={seen}")).await.status, StatusCode::SEE_OTHER);
        let reply = two.sends(&format!("{sheet}/publish"), &late).await;
        assert_eq!(reply.headers["location"], "/office/events/ag-wohnen?done=publish-changed", "{}", house.engine);
        assert!(!house.app.find_event("ag-wohnen").await.unwrap().unwrap().is_published());
        let done = publishes(&mut two, sheet).await;
        assert_eq!(done.headers["location"], "/office/events/ag-wohnen?done=published");
        assert!(!two.opens(sheet).await.text().contains("Noch ist es ein Entwurf"), "{}", house.engine);
    })
    .await;
}
