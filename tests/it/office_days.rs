//! Whole days and several days in the forms of the office.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::when::When;

use crate::feeds::Reply;
use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::mime_parts::Mail;
use crate::office::Browser;
use crate::office::signed_in;
use crate::office_events::lives;
use crate::office_events::town;

const NEW: &str = "/office/events/new?as=event";
const KOFFER: &str = "/office/events/ausstellung-koffer/edit";

async fn event(house: &House, slug: &str) -> Event {
    house.app.find_event(slug).await.unwrap().unwrap()
}

fn is(when: &When, start: &str, end: &str) -> bool {
    when.start.to_string() == start && when.end.map(|end| end.to_string()).unwrap_or_default() == end
}

/// Opens a page, types into its form and sends it.
pub(crate) async fn fills(browser: &mut Browser, page: &str, typed: &[(&str, &str)]) -> Reply {
    let form = Form::of(browser, page).await;
    typed.iter().fold(form, |form, (name, value)| form.set(name, value)).sent(browser, page).await
}

/// The same, and it is stored.
pub(crate) async fn stores(browser: &mut Browser, page: &str, typed: &[(&str, &str)]) {
    let reply = fills(browser, page, typed).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{page}: {}", reply.text());
}

/// The same, and it is refused with these words at this field.
pub(crate) async fn refuses(browser: &mut Browser, page: &str, typed: &[(&str, &str)], (field, said): (&str, &str)) {
    let reply = fills(browser, page, typed).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}: {}", reply.text());
    let link = reply.text().split(&format!("<a href=\"#{field}\">")).nth(1);
    let link = link.unwrap_or_else(|| panic!("{field}: {}", reply.text())).split("</a>").next().unwrap();
    assert!(link.contains(said), "{typed:?}: {link}");
}

#[tokio::test]
async fn an_event_of_a_whole_day_is_entered_and_repeated_and_one_of_its_dates_is_moved() {
    house(async |house| {
        house.at("2027-08-10T10:00");
        let mut browser = signed_in(&house, Role::Editor).await;
        stores(&mut browser, NEW, &[("title", "Flohmarkt"), ("day", "So 12.9.27")]).await;
        let here = "/office/events/flohmarkt";
        assert!(is(&event(&house, "flohmarkt").await.when, "2027-09-12", ""), "{}", house.engine);
        let sheet = browser.opens(here).await.text().to_owned();
        assert!(sheet.contains("Sonntag, 12. September 2027, ganztägig"), "{sheet}");
        let weekly = [("unit", "week"), ("ends", "after"), ("after", "3"), ("change_to", "nobody")];
        stores(&mut browser, &format!("{here}/dates"), &weekly).await;
        let date = format!("{here}/date?date=2027-09-19");
        let timed = [("from", "10:00")];
        refuses(&mut browser, &date, &timed, ("from", "Bei mehreren Terminen haben entweder alle")).await;
        stores(&mut browser, &date, &[("day", "18.9.27")]).await;
        stores(&mut browser, &date, &[]).await;
        let dates = house.app.list_dates("flohmarkt").await.unwrap();
        let starts: Vec<String> = dates.iter().map(|date| date.dated.when.start.to_string()).collect();
        assert_eq!(starts, ["2027-09-12", "2027-09-18", "2027-09-26"], "{}", house.engine);
        // A moved date has no time of day that the others could be given.
        let timed = [("from", "10:00"), ("to", "16:00")];
        refuses(&mut browser, &format!("{here}/dates"), &timed, ("from", "Ein Termin ist einzeln verlegt")).await;
        stores(&mut browser, &date, &[("day", "19.9.27")]).await;
        stores(&mut browser, &format!("{here}/dates"), &[timed[0], timed[1], ("change_to", "nobody")]).await;
        let when = event(&house, "flohmarkt").await.when;
        assert!(is(&when, "2027-09-12T10:00:00", "2027-09-12T16:00:00"), "{when:?}");
    })
    .await;
}

#[tokio::test]
async fn the_last_day_of_an_exhibition_is_changed_and_stays_when_it_opens_later() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let form = Form::of(&mut browser, KOFFER).await;
        let fields = ["day", "last", "from", "to"].map(|name| form.field(name));
        assert_eq!(fields, ["11.09.2027", "03.10.2027", "", ""], "{}", house.engine);
        stores(&mut browser, KOFFER, &[("last", "So 10.10."), ("change_to", "nobody")]).await;
        assert!(is(&event(&house, "ausstellung-koffer").await.when, "2027-09-11", "2027-10-11"));
        stores(&mut browser, KOFFER, &[("day", "13.9.27"), ("change_to", "nobody")]).await;
        assert!(is(&event(&house, "ausstellung-koffer").await.when, "2027-09-13", "2027-10-11"));
        let public = browser.opens("/e/ausstellung-koffer").await.text().to_owned();
        assert!(public.contains("10. Oktober 2027"), "{public}");
        stores(&mut browser, KOFFER, &[("last", ""), ("change_to", "nobody")]).await;
        assert!(is(&event(&house, "ausstellung-koffer").await.when, "2027-09-13", "2027-09-14"));
        let several = [("last", "15.9.27"), ("from", "10-18 Uhr"), ("change_to", "nobody")];
        stores(&mut browser, KOFFER, &several).await;
        let when = event(&house, "ausstellung-koffer").await.when;
        assert!(is(&when, "2027-09-13T10:00:00", "2027-09-15T18:00:00"), "{when:?}");
        stores(&mut browser, KOFFER, &[("from", ""), ("to", ""), ("change_to", "nobody")]).await;
        assert!(is(&event(&house, "ausstellung-koffer").await.when, "2027-09-13", "2027-09-16"));
    })
    .await;
}

#[tokio::test]
async fn an_end_before_its_start_is_refused_at_its_field_and_a_night_is_none() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    for (typed, field, said) in [
        (vec![("last", "10.9.27")], "last", "Letzter Tag: Der letzte Tag liegt vor dem ersten"),
        (vec![("last", "10.9.")], "last", "Letzter Tag: Der letzte Tag liegt vor dem ersten"),
        (vec![("last", "31.9.27")], "last", "Letzter Tag: Diesen Tag gibt es nicht"),
        (vec![("day", "4.10.27")], "last", "Der letzte Tag liegt vor dem ersten"),
        (vec![("from", "10:00")], "to", "Ende: Zum letzten Tag fehlt das Ende"),
        (vec![("to", "18:00")], "from", "Beginn: Zum Ende fehlt der Beginn"),
        (vec![("last", "11.9.27"), ("from", "18:00"), ("to", "10:00")], "to", "Das Ende liegt vor dem Anfang"),
    ] {
        refuses(&mut browser, KOFFER, &typed, (field, said)).await;
    }
    refuses(&mut browser, NEW, &[("title", "Ball"), ("day", " ")], ("day", "Bitte ausfüllen.")).await;
    let far = "liegt mehr als zehn Jahre entfernt. Stimmt das Jahr?";
    refuses(&mut browser, NEW, &[("title", "Ball"), ("day", "1.1.3020")], ("day", far)).await;
    refuses(&mut browser, KOFFER, &[("last", "3.10.2072")], ("last", far)).await;
    let reply = fills(&mut browser, KOFFER, &[("last", "12.9."), ("title", "")]).await;
    assert!(reply.text().contains("for=\"last\">= Sonntag, 12. September 2027"), "{}", reply.text());
    stores(&mut browser, NEW, &[("title", "Ball"), ("day", "11.9.27"), ("from", "20-2 Uhr")]).await;
    stores(&mut browser, NEW, &[("title", "Tee"), ("day", "11.9.27"), ("from", "1700"), ("to", "1830")]).await;
    assert!(is(&event(&house, "tee").await.when, "2027-09-11T17:00:00", "2027-09-11T18:30:00"));
    let when = event(&house, "ball").await.when;
    assert!(is(&when, "2027-09-11T20:00:00", "2027-09-12T02:00:00"), "{when:?}");
}

#[tokio::test]
async fn a_form_about_dates_that_is_sent_as_it_came_changes_nothing() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let spans = [
            ["Tag", "11.9.27", "", "", ""],
            ["Tage", "11.9.27", "13.9.27", "", ""],
            ["Offen", "11.9.27", "", "10:00", ""],
            ["Nacht", "11.9.27", "", "22:00", "3:00"],
            ["Lager", "11.9.27", "13.9.27", "16:00", "11:00"],
        ];
        for [title, day, last, from, to] in spans {
            let typed = [("title", title), ("day", day), ("last", last), ("from", from), ("to", to)];
            stores(&mut browser, NEW, &typed).await;
        }
        let mut shapes = BTreeSet::new();
        for (before, _) in house.app.list_events_by_date().await.unwrap() {
            let here = format!("/office/events/{}", before.slug);
            // One of each sort is enough.
            let days = (before.when.start.date().until(before.when.last_day()).unwrap().get_days()).min(2);
            let rule = before.recurrence.rule.as_ref().map(|rule| rule.split("UNTIL").next().unwrap().to_owned());
            let shape = (before.when.is_all_day(), before.when.end.is_some(), days, rule, before.overrides.len());
            if !shapes.insert(shape) {
                continue;
            }
            let dates = house.app.list_dates(&before.slug).await.unwrap();
            let dates = dates.iter().map(|date| format!("{here}/date?date={}", date.dated.original));
            for page in [format!("{here}/edit"), format!("{here}/dates")].into_iter().chain(dates) {
                stores(&mut browser, &page, &[]).await;
                assert_eq!(event(&house, &before.slug).await, *before, "{page}");
            }
        }
        assert!(shapes.len() > 8, "{shapes:?}");
    })
    .await;
}

#[tokio::test]
async fn a_meeting_that_becomes_two_days_long_asks_and_tells_so() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let date = "/office/events/austausch/date?date=2027-08-19T17:00";
    let typed = [("last", "20.8."), ("to", "13:00")];
    let asks = fills(&mut browser, date, &typed).await;
    let span = "Donnerstag, 19. August 2027, 17:00 Uhr, bis Freitag, 20. August 2027, 13:00 Uhr";
    assert!(asks.text().contains("Wer soll davon erfahren?") && asks.text().contains(span), "{}", asks.text());
    stores(&mut browser, date, &[typed[0], typed[1], ("change_to", "everybody")]).await;
    house.lives_until(berlin("2027-08-10T10:05")).await;
    let mails = house.memory().take();
    let texts: Vec<String> = mails.iter().map(|mail| Mail::of(&mail.message).text).collect();
    let told = texts.iter().filter(|text| text.split_whitespace().collect::<Vec<_>>().join(" ").contains(span)).count();
    assert!(told > 30, "{told} of {}: {:?}", texts.len(), texts.first());
}

#[tokio::test]
async fn a_copy_takes_as_many_days_as_what_it_is_made_after() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let copy = "/office/events/new?from=ausstellung-koffer";
    let page = browser.opens(copy).await.text().to_owned();
    assert!(page.contains("dauert es 23 Tage wie die Vorlage"), "{page}");
    stores(&mut browser, copy, &[("title", "Koffer 2028"), ("day", "9.9.28")]).await;
    assert!(is(&event(&house, "koffer-2028").await.when, "2028-09-09", "2028-10-02"));
    stores(&mut browser, copy, &[("title", "Koffer kurz"), ("day", "9.9.28"), ("last", "9.9.28")]).await;
    assert!(is(&event(&house, "koffer-kurz").await.when, "2028-09-09", "2028-09-10"));
    let night = "/office/events/new?from=musik-nacht";
    assert!(!browser.opens(night).await.text().contains("wie die Vorlage"));
    stores(&mut browser, night, &[("title", "Nacht 2028"), ("day", "9.9.28")]).await;
    assert!(is(&event(&house, "nacht-2028").await.when, "2028-09-09T22:00:00", "2028-09-10T02:00:00"));
}

#[tokio::test]
async fn who_saves_second_sees_the_last_day_that_is_stored() {
    let house = town().await;
    let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
    let late = Form::of(&mut two, KOFFER).await.set("title", "Koffer").set("last", "3.10.27");
    stores(&mut one, KOFFER, &[("last", "10.10.27"), ("change_to", "nobody")]).await;
    let reply = late.sent(&mut two, KOFFER).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    let said = "\"#last\">Letzter Tag: Jetzt gespeichert: „10.10.2027“";
    assert!(reply.text().contains(said), "{}", reply.text());
}

#[tokio::test]
async fn mails_that_count_in_hours_must_change_before_an_event_takes_whole_days() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let new = [("title", "AG Wohnen"), ("day", "14.10.27"), ("from", "17:00"), ("group", "alle-akteure")];
    stores(&mut browser, "/office/events/new", &new).await;
    let (rules, edit) = ("/office/events/ag-wohnen/rules", "/office/events/ag-wohnen/edit");
    let form = Form::of(&mut browser, rules).await;
    let last = form.names.iter().filter_map(|name| name.strip_prefix("kind-")).next_back().unwrap();
    let names = ["kind", "count", "unit", "side", "audience", "mode"].map(|name| format!("{name}-{last}"));
    let values = ["reminder", "3", "hours", "before-start", "accepted", "on"];
    let filled = names.iter().zip(values).fold(form.clone(), |form, (name, value)| form.set(name, value));
    let reply = filled.set("do", "save").sent(&mut browser, rules).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
    refuses(&mut browser, edit, &[("from", "")], ("from", "Bitte zuerst die E-Mails ändern")).await;
}
