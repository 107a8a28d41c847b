//! What is in an event, written by forms: agenda, minutes, tasks, papers, details, translations, and last year's again.

use axum::http::StatusCode;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::event::ChangeTo;
use treffpunkt::domain::event::Event;

use crate::feeds::Reply;
use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::office::signed_in;
use crate::office_days::refuses;
use crate::office_days::stores;
use crate::office_events::sent;

const AGENDA: &str = "/office/events/austausch/agenda?date=2027-08-19T17:00";
const OTHER_AGENDA: &str = "/office/events/austausch/agenda?date=2027-05-20T17:00";
const SHEET: &str = "/office/events/austausch";
const DETAILS: &str = "/office/events/austausch/details";

/// The example town on 10 August 2027, a day after it came in.
async fn lives(house: &House) {
    house.at("2027-08-09T10:00");
    house.imports_the_town().await;
    house.ticks().await;
    house.at("2027-08-10T10:00");
    house.ticks().await;
}

async fn town() -> House {
    let house = House::on_sqlite(&[]).await;
    lives(&house).await;
    house
}

async fn event(house: &House, slug: &str) -> Event {
    house.app.find_event(slug).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_form_that_is_sent_as_it_came_changes_nothing() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    for (before, _) in house.app.list_events_by_date().await.unwrap() {
        let here = format!("/office/events/{}", before.slug);
        let mut pages = vec![format!("{here}/details")];
        if before.meeting.is_some() {
            let dates = house.app.list_dates(&before.slug).await.unwrap();
            pages.extend(dates.iter().map(|date| format!("{here}/agenda?date={}", date.dated.original)));
        }
        for page in pages {
            let form = Form::of(&mut browser, &page).await;
            let reply = form.sent(&mut browser, &page).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{page}: {}", reply.text());
            assert_eq!(event(&house, &before.slug).await, *before, "{page}");
        }
    }
}

#[tokio::test]
async fn an_agenda_is_changed_reordered_and_kept_for_one_date_and_nobody_is_mailed() {
    house(async |house| {
        lives(&house).await;
        let (mut browser, before) = (signed_in(&house, Role::Editor).await, event(&house, "austausch").await);
        let (mails, open) = (sent(&house, ""), house.app.count_open().await.unwrap());
        let page = browser.opens(AGENDA).await.text().to_owned();
        assert!(page.contains("140 von 150 Minuten") && page.contains(">19:05<"), "{}: {page}", house.engine);
        let form = Form::of_page(&page).set("item-0-title", "").set("item-6-no", "2").set("item-6-minutes", "45");
        let form = form.set("item-7-title", "Verschiedenes").set("item-7-minutes", "5").set("item-7-lead", "Alle");
        assert_eq!(form.sent(&mut browser, AGENDA).await.status, StatusCode::SEE_OTHER);
        let page = browser.opens(AGENDA).await.text().to_owned();
        assert!(page.contains("160 von 150 Minuten") && page.contains("10 Minuten länger"), "{page}");
        let after = event(&house, "austausch").await;
        let (meeting, day) = (after.meeting.as_ref().unwrap(), "2027-08-19".parse().unwrap());
        let titles: Vec<String> =
            meeting.agenda_of(day).iter().map(|item| item.title.chars().take(6).collect()).collect();
        assert_eq!(titles, ["Verabr", "Rückbl", "Interk", "Neue A", "Doppel", "Förder", "Versch"]);
        assert!(meeting.agenda_of(day).iter().map(|item| item.no).eq(1..=7) && meeting.agenda.is_empty());
        assert_eq!(after.sequence, before.sequence);
        house.lives_until(berlin("2027-08-10T11:00")).await;
        assert_eq!((sent(&house, ""), house.app.count_open().await.unwrap()), (mails, open));
        // For all dates, then for one again.
        let form = Form::of(&mut browser, OTHER_AGENDA).await;
        let form = form.set("item-0-title", "Für alle").set("scope", "all");
        assert_eq!(form.sent(&mut browser, OTHER_AGENDA).await.status, StatusCode::SEE_OTHER);
        assert!(browser.opens(AGENDA).await.text().contains("eigene Tagesordnung"));
        let general = format!("{AGENDA}&from=all");
        let form = Form::of(&mut browser, &general).await;
        assert_eq!(form.field("item-0-title"), "Für alle");
        assert_eq!(form.sent(&mut browser, AGENDA).await.status, StatusCode::SEE_OTHER);
        let meeting = event(&house, "austausch").await.meeting.unwrap();
        assert_eq!(meeting.agenda_of(day)[0].title, "Für alle");
        assert!(meeting.instances[&day].agenda.is_empty() && meeting.instances[&day].materials.len() == 2);
    })
    .await;
}

#[tokio::test]
async fn minutes_say_when_they_will_go_and_go_once_they_are_approved() {
    house(async |house| {
        lives(&house).await;
        house.at("2027-08-20T10:00");
        house.ticks().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let page = browser.opens(AGENDA).await.text().to_owned();
        assert!(
            page.contains("Wenn Sie das Protokoll freigeben, geht es am So, 22.08., 19:30 an 76 Kontakte"),
            "{page}"
        );
        let draft =
            Form::of_page(&page).set("minutes-text", "Wir haben beschlossen.").set("task-0-text", "Raum buchen");
        let draft =
            draft.set("task-0-owner", "verein brücke e. v.").set("task-0-due", "12.9.27").set("task-0-done", "0");
        assert_eq!(draft.sent(&mut browser, AGENDA).await.status, StatusCode::SEE_OTHER, "{}", house.engine);
        let page = browser.opens(AGENDA).await.text().to_owned();
        assert!(page.contains("= Sonntag, 12. September 2027"), "{page}");
        house.lives_until(berlin("2027-08-23T10:00")).await;
        let before = sent(&house, "Protokoll");
        let mut browser = signed_in(&house, Role::Editor).await;
        let approved = Form::of(&mut browser, AGENDA).await.set("minutes-status", "approved");
        assert_eq!(approved.sent(&mut browser, AGENDA).await.status, StatusCode::SEE_OTHER);
        let instance =
            event(&house, "austausch").await.meeting.unwrap().instances["2027-08-19".parse().as_ref().unwrap()].clone();
        assert_eq!(instance.minutes.unwrap().approved, Some("2027-08-23".parse().unwrap()));
        assert_eq!(instance.action_items[0].owner, "bruecke");
        house.lives_until(berlin("2027-08-23T10:30")).await;
        assert_eq!((before, sent(&house, "Protokoll")), (0, 62), "the others read other languages");
        assert!(browser.opens(AGENDA).await.text().contains("ist an 76 Kontakte gegangen"));
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    for (page, field, typed, said) in [
        (AGENDA, "item-0-minutes", "eine Stunde", "Das ist keine Zahl"),
        (AGENDA, "task-0-due", "31.2.27", "Diesen Tag gibt es nicht"),
        (AGENDA, "task-0-owner", "Niemand e. V.", "Diese Organisation kennen wir nicht"),
        (AGENDA, "paper-0-url", "http://example.org/x", "Er beginnt mit https://"),
        (AGENDA, "paper-0-size", "groß", "Das ist keine Größe"),
        (AGENDA, "minutes-status", "approved", "braucht einen Text"),
        (DETAILS, "amount", "fünf", "Das ist kein Preis"),
        (DETAILS, "capacity", "max. 16", "Das ist keine Zahl"),
        (DETAILS, "deadline", "31.2.27", "Diesen Tag gibt es nicht"),
        (DETAILS, "deadline", "Do 12.12.26", "Der 12.12.2026 ist ein Samstag. Bitte Tag oder Wochentag ändern."),
        (DETAILS, "deadline_time", "abends", "Das ist keine Uhrzeit"),
        (DETAILS, "online_url", "javascript:alert(1)", "Er beginnt mit https://"),
        (DETAILS, "contact_email", "fussball(at)example.org", "Das ist keine E-Mail-Adresse"),
        (DETAILS, "image_url", "https://example.org/bild.jpg", "Ein Bild braucht einen Satz"),
        (DETAILS, "organiser", "Niemand e. V.", "Diese Organisation kennen wir nicht"),
        (DETAILS, "age_min", "300", "Das ist keine Zahl"),
    ] {
        let mut form = Form::of(&mut browser, page).await.set(field, typed);
        if field == "task-0-due" || field == "task-0-owner" {
            form = form.set("task-0-text", "Raum buchen");
        }
        let reply = form.sent(&mut browser, page).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", reply.text());
        assert!(reply.text().contains(said), "{field}: {}", reply.text());
        assert_eq!(Form::of_page(reply.text()).field(field), typed, "{field}");
        assert!(reply.text().contains("aria-invalid=\"true\"") || field == "minutes-status", "{field}");
    }
}

#[tokio::test]
async fn the_second_of_two_who_write_an_event_sees_it_and_loses_nothing() {
    house(async |house| {
        lives(&house).await;
        for (page, field) in [(AGENDA, "item-0-title"), (DETAILS, "access_note")] {
            let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
            let late = Form::of(&mut two, page).await.set(field, "Zweiter");
            let first = Form::of(&mut one, page).await.set(field, "Erster");
            assert_eq!(first.sent(&mut one, page).await.status, StatusCode::SEE_OTHER);
            let reply = late.sent(&mut two, page).await;
            assert_eq!(reply.status, StatusCode::CONFLICT, "{}", house.engine);
            assert!(reply.text().contains("jemand anderes"), "{}", reply.text());
            assert_eq!(
                reply.text().matches("<li><a href=\"#").count(),
                1,
                "what differs and nothing else: {}",
                reply.text()
            );
            assert!(reply.text().contains(": Jetzt gespeichert: „Erster“</a>"), "{}", reply.text());
            let again = Form::of_page(reply.text());
            assert_eq!(again.field(field), "Zweiter");
            assert_eq!(again.sent(&mut two, page).await.status, StatusCode::SEE_OTHER);
        }
    })
    .await;
}

#[tokio::test]
async fn details_are_stored_and_another_room_online_asks_who_shall_hear_of_it() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let form =
            Form::of(&mut browser, DETAILS).await.set("kind", "fest").set("amount", "2,50").set("cost_kind", "fixed");
        let form = form.set("deadline", "12.8.27").set("capacity", "80").set("partner-0-name", "Verein Brücke e. V.");
        let form = form.set("target_group", "alle").set("interpretation", "dgs").set("age_min", "16");
        assert_eq!(form.sent(&mut browser, DETAILS).await.status, StatusCode::SEE_OTHER, "{}", house.engine);
        let stored = event(&house, "austausch").await;
        assert_eq!((stored.kind.as_str(), stored.cost.amount_eur, stored.age_min), ("fest", Some(2.5), Some(16)));
        assert_eq!(stored.registration.deadline, Some("2027-08-12T23:59:00".parse().unwrap()));
        assert_eq!((stored.partners, stored.target_groups), (vec!["bruecke".to_owned()], vec!["alle".to_owned()]));
        assert!(browser.opens(DETAILS).await.text().contains("= Donnerstag, 12. August 2027"));
        let link = Form::of(&mut browser, DETAILS).await.set("online_url", "https://meet.example.org/neu");
        let asks = link.sent(&mut browser, DETAILS).await;
        assert!(asks.text().contains("Wer soll davon erfahren?"), "{}", asks.text());
        let decided = Form::of_page(asks.text()).set("change_to", "nobody");
        assert_eq!(decided.sent(&mut browser, DETAILS).await.status, StatusCode::SEE_OTHER);
        let mails = sent(&house, "");
        // What was decided holds when only a text changes afterwards.
        let text = Form::of(&mut browser, DETAILS).await.set("access_note", "Klingeln");
        assert_eq!(text.sent(&mut browser, DETAILS).await.status, StatusCode::SEE_OTHER);
        house.lives_until(berlin("2027-08-10T11:00")).await;
        let stored = event(&house, "austausch").await;
        assert_eq!((stored.change_to, sent(&house, "")), (ChangeTo::Nobody, mails));
        let sheet = browser.opens("/office/events/austausch").await.text().to_owned();
        assert!(sheet.contains("sollte es nicht erfahren: So hat das Büro entschieden"), "{sheet}");
    })
    .await;
}

#[tokio::test]
async fn another_price_leaves_no_old_one_in_words() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let page = "/office/events/ausstellung-faeden/details";
    let old = "Hier steht noch „4,00 €, ermäßigt 2,00 €“";
    for (typed, field, said) in [
        (vec![("amount", "5")], "cost_text", old),
        (vec![("reduced", "")], "cost_text", old),
        (vec![("cost_kind", "free"), ("amount", ""), ("reduced", "")], "cost_text", old),
        (vec![("reduced", "4,50"), ("cost_text", "")], "reduced", "Ermäßigt kostet es hier mehr"),
    ] {
        refuses(&mut browser, page, &typed, (field, said)).await;
    }
    stores(&mut browser, page, &[("amount", "5"), ("cost_text", "5 €, ermäßigt 2 €")]).await;
    stores(&mut browser, page, &[("amount", "6"), ("cost_text", "")]).await;
    let public = browser.opens("/e/ausstellung-faeden").await.text().to_owned();
    assert!(public.contains("6\u{a0}€") && !public.contains("4,00"), "{public}");
    // Words without a number may stay beside another number, not beside another kind.
    let page = "/office/events/eroeffnung/details";
    stores(&mut browser, page, &[("amount", "")]).await;
    let kind = [("cost_kind", "fixed"), ("amount", "3")];
    refuses(&mut browser, page, &kind, ("cost_text", "Hier steht noch „Eintritt frei“")).await;
}

#[tokio::test]
async fn a_price_and_a_deadline_that_came_in_so_stay_until_they_are_changed() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let page = "/office/events/ausstellung-faeden/details";
    let mut odd = event(&house, "ausstellung-faeden").await;
    odd.cost.reduced_eur = Some(9.0);
    odd.registration.deadline = Some("2028-01-01T12:00:00".parse().unwrap());
    house.app.put_event(odd.clone()).await.unwrap();
    stores(&mut browser, page, &[("note", "Neu")]).await;
    let stored = event(&house, "ausstellung-faeden").await;
    assert_eq!((stored.cost, stored.registration), (odd.cost, odd.registration));
    // It takes place until 26 September; the dates of the other one go on after the first.
    let over = "Dann ist die Veranstaltung schon vorbei";
    refuses(&mut browser, page, &[("deadline", "27.9.27"), ("deadline_time", "")], ("deadline", over)).await;
    stores(&mut browser, page, &[("deadline", "26.9.27"), ("deadline_time", "")]).await;
    stores(&mut browser, DETAILS, &[("deadline", "12.8.27")]).await;
    let page = "/office/events/eroeffnung/details";
    refuses(&mut browser, page, &[("deadline", "11.9.27"), ("deadline_time", "17:00")], ("deadline", over)).await;
    stores(&mut browser, page, &[("deadline", "11.9.27")]).await;
}

#[tokio::test]
async fn words_that_no_list_knows_survive_until_somebody_takes_them_off() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let mut odd = event(&house, "austausch").await;
    odd.kind = "umzug".to_owned();
    odd.target_groups = vec!["nachbarn".to_owned(), "alle".to_owned()];
    odd.organiser = "wer-auch-immer".to_owned();
    house.app.put_event(odd.clone()).await.unwrap();
    let form = Form::of(&mut browser, DETAILS).await;
    assert_eq!(form.set("note", "Neu").sent(&mut browser, DETAILS).await.status, StatusCode::SEE_OTHER);
    let stored = event(&house, "austausch").await;
    assert_eq!((stored.kind, stored.target_groups, stored.organiser), (odd.kind, odd.target_groups, odd.organiser));
    let off = Form::of(&mut browser, DETAILS).await.set("target_group", "alle").set("kind", "");
    assert_eq!(off.sent(&mut browser, DETAILS).await.status, StatusCode::SEE_OTHER);
    let stored = event(&house, "austausch").await;
    assert_eq!((stored.kind.as_str(), stored.target_groups), ("", vec!["alle".to_owned()]));
}

#[tokio::test]
async fn a_translation_is_outdated_when_the_german_text_changes_without_it_and_says_so() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let (edit, page) = ("/office/events/eroeffnung/edit", "/office/events/eroeffnung/translations?to=en");
        let form = Form::of(&mut browser, page).await.set("title", "Opening <b>party</b>").set("description", "Come!");
        assert_eq!(form.sent(&mut browser, page).await.status, StatusCode::SEE_OTHER, "{}", house.engine);
        assert!(!event(&house, "eroeffnung").await.translations["en"].outdated);
        let place = Form::of(&mut browser, edit).await.set("place", "Hof");
        let place = place.sent(&mut browser, edit).await;
        assert_eq!(place.status, StatusCode::SEE_OTHER, "{}", place.text());
        assert!(!event(&house, "eroeffnung").await.translations["en"].outdated, "the text is as it was");
        let text = Form::of(&mut browser, edit).await.set("description", "Ganz neu.");
        assert_eq!(text.sent(&mut browser, edit).await.status, StatusCode::SEE_OTHER);
        let shown = browser.opens(page).await.text().to_owned();
        assert!(shown.contains("veraltet") && shown.contains("Ganz neu.") && !shown.contains("<b>party"), "{shown}");
        assert!(shown.contains(">English (veraltet)</a>"), "{shown}");
        let sheet = browser.opens("/office/events/eroeffnung").await.text().to_owned();
        assert!(sheet.contains("veraltet)</a>"), "the page of the event says so: {sheet}");
        let public = browser.opens("/e/eroeffnung?lang=en").await.text().to_owned();
        assert!(public.contains("party") && public.contains("German"), "{public}");
        // Better words alone do not say that all is said.
        let form = Form::of_page(&shown).set("description", "Come all!");
        assert_eq!(form.sent(&mut browser, page).await.status, StatusCode::SEE_OTHER);
        assert!(event(&house, "eroeffnung").await.translations["en"].outdated);
        let form = Form::of(&mut browser, page).await.set("current", "1");
        assert_eq!(form.sent(&mut browser, page).await.status, StatusCode::SEE_OTHER);
        assert!(!event(&house, "eroeffnung").await.translations["en"].outdated);
        let gone = Form::of(&mut browser, page).await.set("title", "").set("summary", "").set("description", "");
        assert_eq!(gone.sent(&mut browser, page).await.status, StatusCode::SEE_OTHER);
        assert!(!event(&house, "eroeffnung").await.translations.contains_key("en"));
        assert_eq!(browser.opens("/office/events/eroeffnung/translations?to=xx").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn last_years_event_is_taken_as_a_template_and_its_past_stays_behind() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let page = "/office/events/new?from=austausch";
        let shown = browser.opens(page).await.text().to_owned();
        assert!(shown.contains("Donnerstag, 18. Februar 2027"), "{}: {shown}", house.engine);
        let form = Form::of_page(&shown);
        assert_eq!((form.field("day"), form.field("from")), ("", "17:00"));
        let missing = form.sent(&mut browser, "/office/events/new").await;
        assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = Form::of_page(missing.text()).set("day", "17.2.28").set("from", "18:00");
        let reply = form.sent(&mut browser, "/office/events/new").await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        let (old, new) =
            (event(&house, "austausch").await, house.app.find_event(&new_slug(&reply)).await.unwrap().unwrap());
        assert!(new.uid != old.uid && new.slug != old.slug && !new.is_published() && new.sequence == 0);
        assert!(new.overrides.is_empty() && new.recurrence.is_single());
        assert_eq!((new.rules, new.place, new.organiser), (old.rules, old.place, old.organiser));
        let (mine, theirs) = (new.meeting.unwrap(), old.meeting.unwrap());
        assert!(mine.instances.is_empty() && mine.agenda.len() == 7 && mine.groups == theirs.groups);
        assert_eq!(new.when.start.to_string(), "2028-02-17T18:00:00");
        let sheet = browser.opens(&format!("/office/events/{}", new.slug)).await;
        assert!(!sheet.text().contains("zugesagt"), "{}", sheet.text());
    })
    .await;
}

fn new_slug(reply: &Reply) -> String {
    let location = reply.headers["location"].to_str().unwrap();
    location.strip_prefix("/office/events/").unwrap().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn what_was_written_after_a_change_of_time_is_not_taken_back_with_it() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let date = "/office/events/austausch/date?date=2027-08-19T17:00";
        let moved = Form::of(&mut browser, date).await.set("from", "17:30").set("change_to", "nobody");
        assert_eq!(moved.sent(&mut browser, date).await.status, StatusCode::SEE_OTHER, "{}", house.engine);
        assert!(browser.opens(SHEET).await.text().contains("/office/events/austausch/undo"));
        let form = Form::of(&mut browser, AGENDA).await.set("item-0-title", "Danach geschrieben");
        assert_eq!(form.sent(&mut browser, AGENDA).await.status, StatusCode::SEE_OTHER);
        assert!(!browser.opens(SHEET).await.text().contains("/office/events/austausch/undo"));
        let seen = treffpunkt::app::version_of_event(&event(&house, "austausch").await);
        assert!(!house.app.undo_change("test", "austausch", &seen).await.unwrap());
        let meeting = event(&house, "austausch").await.meeting.unwrap();
        assert_eq!(meeting.agenda_of("2027-08-19".parse().unwrap())[0].title, "Danach geschrieben");
    })
    .await;
}
