//! The dates of an event in the office: its repetition in words, and one date, those after it, or all of them.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use treffpunkt::app::encode;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::occurrence::Occurrence;

use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::office::Browser;
use crate::office::signed_in;
use crate::office_days::fills;
use crate::office_days::refuses;
use crate::office_days::stores;
use crate::office_events::lives;
use crate::office_events::sent;
use crate::office_events::town;
use crate::office_events::value;

const SHEET: &str = "/office/events/austausch";
const DATES: &str = "/office/events/austausch/dates";
const DATE: &str = "/office/events/austausch/date?date=2027-08-19T17:00";

/// A form about dates, filled with what the page says and then changed.
async fn filled(browser: &mut Browser, page: &str, changed: &[(&str, &str)]) -> String {
    let page = browser.opens(page).await.text().to_owned();
    let names = ["form", "seen", "day", "last", "from", "to", "every", "after", "on", "reason", "place"];
    let kept = names.into_iter().filter(|name| page.contains(&format!("name=\"{name}\"")));
    let mut fields: Vec<(&str, String)> = kept.map(|name| (name, value(&page, name))).collect();
    for name in ["unit", "ends", "venue"] {
        if let Some(rest) = page.split(&format!("name=\"{name}\"")).nth(1) {
            let chosen = rest.split("</select>").next().unwrap().split("\" selected").next().unwrap();
            fields.push((name, chosen.rsplit("value=\"").next().unwrap().to_owned()));
        }
    }
    for (name, new) in changed {
        fields.retain(|(known, _)| known != name);
        fields.push((name, (*new).to_owned()));
    }
    fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

async fn starts(house: &House) -> Vec<String> {
    let dates = house.app.list_dates("austausch").await.unwrap();
    dates.iter().map(|date| date.dated.when.start.to_string()).collect()
}

async fn rows(house: &House) -> Vec<i64> {
    house.app.list_dates("austausch").await.unwrap().iter().map(|date: &Occurrence| date.id).collect()
}

#[tokio::test]
async fn a_repetition_is_said_in_words_and_its_dates_are_listed() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let page = browser.opens(DATES).await.text().to_owned();
    assert!(page.contains("Jetzt: alle 3 Monate am dritten Donnerstag, 4 Termine"), "{page}");
    for date in ["Donnerstag, 18. Februar 2027", "Donnerstag, 10. Juni 2027", "Donnerstag, 18. November 2027"] {
        assert!(page.contains(date), "{date}: {page}");
    }
    assert!(browser.opens("/office/events/austausch").await.text().contains("Vorbei (2)"));
}

#[tokio::test]
async fn all_dates_get_another_hour_after_the_touched_ones_were_seen() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let (before, rows_before) = (starts(&house).await, rows(&house).await);
        let typed = filled(&mut browser, DATE, &[("scope", "all"), ("from", "17.30"), ("to", "20:00")]).await;
        let asks = browser.sends(DATE, &typed).await;
        assert!(asks.text().contains("2 Termine ändern sich"), "{}: {}", house.engine, asks.text());
        assert!(asks.text().contains("34 haben zugesagt"), "{}", asks.text());
        assert!(asks.text().contains("4 davon erreicht keine E-Mail"), "{}", asks.text());
        assert_eq!(starts(&house).await, before, "asking changes nothing");
        let stored = browser.sends(DATE, &format!("{typed}&change_to=everybody")).await;
        assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.text());
        let now = ["2027-02-18T17:30:00", "2027-06-10T17:00:00", "2027-08-19T17:30:00", "2027-11-18T17:30:00"];
        assert_eq!(starts(&house).await, now, "June had been moved by itself");
        assert_eq!(rows(&house).await, rows_before, "answers and mails stay with their dates");
        house.lives_until(berlin("2027-08-10T10:05")).await;
        assert_eq!(
            sent(&house, "17:30"),
            67,
            "of 76 who read mails, the nine who declined are not told of another hour"
        );
    })
    .await;
}

#[tokio::test]
async fn this_date_and_those_after_it_move_and_calendars_still_know_them() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let rows_before = rows(&house).await;
    let typed = filled(&mut browser, DATE, &[("scope", "following"), ("day", "18.8.27")]).await;
    let asks = browser.sends(DATE, &typed).await;
    assert!(asks.text().contains("Mittwoch, 17. November 2027"), "{}", asks.text());
    browser.sends(DATE, &format!("{typed}&change_to=nobody")).await;
    assert_eq!(
        starts(&house).await,
        ["2027-02-18T17:00:00", "2027-06-10T17:00:00", "2027-08-18T17:00:00", "2027-11-17T17:00:00"]
    );
    assert_eq!(rows(&house).await, rows_before);
    let event = house.app.find_event("austausch").await.unwrap().unwrap();
    assert!(event.overrides.iter().any(|one| one.recurrence_id.to_string() == "2027-11-18T17:00:00"));
}

#[tokio::test]
async fn what_cannot_be_meant_for_all_says_what_to_do() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    for (changed, said) in [
        (vec![("day", "18.11.27")], "schon ein anderer Termin dieser Reihe"),
        (vec![("scope", "all"), ("day", "18.8.27")], "Den Wochentag ändern Sie"),
        (vec![("scope", "all"), ("cancelled", "1")], "Absagen können Sie hier nur einen Termin"),
    ] {
        let typed = filled(&mut browser, DATE, &changed).await;
        let reply = browser.sends(DATE, &typed).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text().contains(said), "{said}: {}", reply.text());
    }
    for (changed, said) in [
        (vec![("every", "0")], "von 1 bis 99"),
        (vec![("unit", "week"), ("weekday", "MO")], "an keinem dieser Wochentage"),
        (vec![("ends", "after"), ("after", "viele")], "von 1 bis 500"),
        (vec![("ends", "on"), ("on", "1.1.27")], "vor dem ersten Termin"),
        (vec![("also", "12.9.27\n31.2.27")], "den es nicht gibt"),
        (vec![("from", "früh")], "keine Uhrzeit"),
        (vec![("from", "")], "Zum Ende fehlt der Beginn"),
    ] {
        let typed = filled(&mut browser, DATES, &changed).await;
        let reply = browser.sends(DATES, &typed).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}");
        assert!(reply.text().contains(said), "{said}: {}", reply.text());
        assert!(reply.text().contains("name=\"seen\""), "what was typed is shown again");
    }
}

#[tokio::test]
async fn a_change_is_taken_back_within_two_minutes_and_nobody_hears_of_it() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let before = starts(&house).await;
        let typed = filled(&mut browser, DATE, &[("from", "17:30"), ("to", "20:00"), ("change_to", "everybody")]).await;
        browser.sends(DATE, &typed).await;
        house.ticks().await;
        let sheet = browser.opens(SHEET).await.text().to_owned();
        assert!(sheet.contains("0 von 67 E-Mails") && sheet.contains("67 offen"), "{}: {sheet}", house.engine);
        let undo = format!("form={}&seen={}", value(&sheet, "form"), value(&sheet, "seen"));
        let reply = browser.sends("/office/events/austausch/undo", &undo).await;
        assert_eq!(reply.headers["location"], "/office/events/austausch?done=undone");
        assert_eq!(starts(&house).await, before);
        house.lives_until(berlin("2027-08-10T11:00")).await;
        assert_eq!(sent(&house, "17:30") + sent(&house, "Neu"), 0, "{}", house.engine);
        assert!(!browser.opens(SHEET).await.text().contains("Letzte Änderung"));
        let again = browser.sends("/office/events/austausch/undo", &undo).await;
        assert_ne!(again.headers["location"], "/office/events/austausch?done=undone");
    })
    .await;
}

#[tokio::test]
async fn a_change_counts_down_to_done_and_names_whom_to_ring_up() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let typed = filled(&mut browser, DATE, &[("from", "17:30"), ("to", "20:00"), ("change_to", "accepted")]).await;
    browser.sends(DATE, &typed).await;
    let early = browser.opens(SHEET).await.text().to_owned();
    let undo = format!("form={}&seen={}", value(&early, "form"), value(&early, "seen"));
    house.lives_until(berlin("2027-08-10T10:05")).await;
    let sheet = browser.opens(SHEET).await.text().to_owned();
    assert!(sheet.contains("32 von 32 E-Mails hat der Mailserver angenommen, 0 offen, 2 anzurufen"), "{sheet}");
    assert!(!sheet.contains("zurücknehmen"), "it is too late");
    let late = browser.sends("/office/events/austausch/undo", &undo).await;
    assert_eq!(late.headers["location"], "/office/events/austausch?done=undo-late");
}

#[tokio::test]
async fn a_meeting_becomes_a_weekly_series_with_a_day_left_out_and_one_more() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let new = "title=AG+Wohnen&day=14.10.27&from=17-19+Uhr&group=alle-akteure&status=confirmed";
        browser.fills("/office/events/new", "/office/events/new", new).await;
        let page = "/office/events/ag-wohnen/dates";
        let once = browser.opens(page).await.text().to_owned();
        assert!(once.contains("<option value=\"once\" selected>nur bei Wiederholungen"), "{once}");
        let changes =
            [("unit", "week"), ("ends", "after"), ("after", "4"), ("without", "28.10.27"), ("also", "5.11.27 10 Uhr")];
        let typed = filled(&mut browser, page, &changes).await;
        let asks = browser.sends(page, &typed).await;
        assert!(asks.text().contains("Noch weiß niemand"), "{}", asks.text());
        assert!(asks.text().contains("Donnerstag, 4. November 2027, 17:00–19:00 Uhr"), "{}", asks.text());
        browser.sends(page, &format!("{typed}&change_to=everybody")).await;
        let dates = house.app.list_dates("ag-wohnen").await.unwrap();
        let starts: Vec<String> = dates.iter().map(|date| date.dated.when.start.to_string()).collect();
        let expected = ["2027-10-14T17:00:00", "2027-10-21T17:00:00", "2027-11-04T17:00:00", "2027-11-05T10:00:00"];
        assert_eq!(starts, expected, "{}", house.engine);
        let again = browser.opens(page).await;
        assert!(again.text().contains("jede Woche am Donnerstag, 4 Termine"), "{}", again.text());
        assert!(again.text().contains("28.10.2027") && again.text().contains("05.11.2027 10:00"));
    })
    .await;
}

#[tokio::test]
async fn who_hears_of_a_change_of_one_date_is_decided_for_that_date() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let november = "/office/events/austausch/date?date=2027-11-18T17:00";
        stores(&mut browser, DATE, &[("from", "17:30"), ("change_to", "accepted")]).await;
        // Nobody has been told of November: nobody is asked about it, and it widens nothing.
        let asks = fills(&mut browser, november, &[("place", "Saal 2")]).await;
        assert_eq!(asks.status, StatusCode::SEE_OTHER, "{}: {}", house.engine, asks.text());
        let sheet = browser.opens(SHEET).await.text().to_owned();
        assert!(sheet.contains("0 von 32"), "{}: {sheet}", house.engine);
        assert!(sheet.contains("<p><bdi>Saal 2, VHS-Haus"), "the date says where it is: {sheet}");
        house.lives_until(berlin("2027-08-10T10:05")).await;
        assert_eq!(sent(&house, "17:30"), 32, "34 said yes, two of them read no mail");
        // What is then decided for all dates holds for that one too.
        let edit = "/office/events/austausch/edit";
        stores(&mut browser, edit, &[("place", "Foyer"), ("change_to", "nobody")]).await;
        house.lives_until(berlin("2027-08-10T10:15")).await;
        assert_eq!(house.memory().mails().iter().filter(|mail| mail.subject.contains("Foyer")).count(), 0);
        let event = house.app.find_event("austausch").await.unwrap().unwrap();
        assert!(event.overrides.iter().all(|change| change.change_to.is_none()), "{:?}", event.overrides);
        // Two changes later the record names nobody twice, and nobody as missed whom a mail reached.
        let record = browser.opens("/office/events/austausch/record?date=2027-08-19T17:00").await.text().to_owned();
        let missed = record.split("<h3>Änderung").nth(1).expect("some were not to hear").split("</ul>").next().unwrap();
        assert!(!missed.contains("Verein Brücke e. V."), "{}: {missed}", house.engine);
        let names: Vec<&str> =
            missed.split("<bdi>").nth(1).unwrap().split("</bdi>").next().unwrap().split(", ").collect();
        let once: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(once.len(), names.len(), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn a_date_that_is_put_into_the_past_says_that_no_mail_goes() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let asks = fills(&mut browser, DATE, &[("day", "1.7.27")]).await;
    assert!(asks.text().contains("Der neue Termin liegt in der Vergangenheit"), "{}", asks.text());
    let new = "/office/events/new?as=event";
    stores(&mut browser, new, &[("title", "Rückblick"), ("day", "1.7.27"), ("from", "17:00")]).await;
    let draft = browser.opens("/office/events/rueckblick").await.text().to_owned();
    assert!(draft.contains("Dieser Termin liegt in der Vergangenheit"), "{draft}");
}

#[tokio::test]
async fn an_end_that_is_typed_and_not_chosen_is_not_passed_over() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    stores(&mut browser, "/office/events/new?as=event", &[("title", "Lesekreis"), ("day", "14.9.27")]).await;
    let page = "/office/events/lesekreis/dates";
    let said = "Das gilt noch nicht. Wählen Sie";
    for (typed, field) in [
        (vec![("unit", "month"), ("after", "6")], "after"),
        (vec![("unit", "month"), ("on", "1.3.28")], "on"),
        (vec![("unit", "month"), ("ends", "after"), ("after", "6"), ("on", "1.3.28")], "on"),
    ] {
        refuses(&mut browser, page, &typed, (field, said)).await;
    }
    stores(&mut browser, page, &[("unit", "month"), ("ends", "after"), ("after", "6"), ("change_to", "nobody")]).await;
    assert_eq!(house.app.list_dates("lesekreis").await.unwrap().len(), 6);
    // What is left over of the former end is none that somebody typed.
    stores(&mut browser, page, &[("ends", "on"), ("on", "1.12.27"), ("change_to", "nobody")]).await;
    assert_eq!(house.app.list_dates("lesekreis").await.unwrap().len(), 3);
    stores(&mut browser, page, &[("ends", "never"), ("change_to", "nobody")]).await;
    stores(&mut browser, page, &[("change_to", "nobody")]).await;
    assert!(
        house.app.find_event("lesekreis").await.unwrap().unwrap().recurrence.rule.unwrap().starts_with("FREQ=MONTHLY")
    );
}

#[tokio::test]
async fn a_date_that_there_is_not_is_no_date_to_edit() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let never = "/office/events/austausch/date?date=2027-08-20T17:00";
    assert_eq!(browser.opens(never).await.status, StatusCode::NOT_FOUND);
    // It was one when the form was made.
    let late = Form::of(&mut browser, DATE).await.set("place", "Foyer");
    stores(&mut browser, DATES, &[("from", "16:30"), ("change_to", "nobody")]).await;
    let reply = late.sent(&mut browser, DATE).await;
    assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.text());
    let again = Form::of_page(reply.text()).sent(&mut browser, DATE).await;
    assert!(again.text().contains("Diesen Termin gibt es nicht mehr"), "{}", again.text());
    assert_eq!(starts(&house).await.len(), 4);
}

#[tokio::test]
async fn all_dates_are_all_of_them_also_the_one_that_had_an_hour_of_its_own() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    stores(&mut browser, DATE, &[("from", "10:30"), ("change_to", "nobody")]).await;
    stores(&mut browser, DATE, &[("from", "16:00"), ("scope", "all"), ("change_to", "nobody")]).await;
    let now = ["2027-02-18T16:00:00", "2027-06-10T17:00:00", "2027-08-19T16:00:00", "2027-11-18T16:00:00"];
    assert_eq!(starts(&house).await, now, "June stays where it was moved to");
}
