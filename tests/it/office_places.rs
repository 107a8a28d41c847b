//! One date at another place than the others, by the office's form.

use treffpunkt::app::ExportFormat;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::event::Event;

use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::mime_parts::Mail;
use crate::office::signed_in;
use crate::office_days::fills;
use crate::office_days::refuses;
use crate::office_days::stores;
use crate::office_events::lives;
use crate::office_events::town;

const DATE: &str = "/office/events/austausch/date?date=2027-08-19T17:00";

/// Where each date is: day, venue, words.
async fn places(house: &House, slug: &str) -> Vec<(String, String, String)> {
    let event: Event = house.app.find_event(slug).await.unwrap().unwrap();
    let dates = house.app.list_dates(slug).await.unwrap();
    let place = |original| event.place_by(event.change_of(original));
    let dates = dates.into_iter().map(|date| (date.dated.original, place(date.dated.original)));
    let said = dates.map(|(of, at)| (of.date().to_string(), at.venue.unwrap_or_default().into(), at.text.into()));
    said.collect()
}

fn at(day: &str, venue: &str, words: &str) -> (String, String, String) {
    (day.to_owned(), venue.to_owned(), words.to_owned())
}

#[tokio::test]
async fn one_date_goes_to_another_house_and_those_who_were_told_hear_of_it() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let typed = [("venue", "mediothek"), ("place", "Saal 2")];
        let asks = fills(&mut browser, DATE, &typed).await;
        for said in ["Ein Termin ändert sich", "Uhr · VHS-Haus", "Uhr · Saal 2, Mediothek Krefeld", "34 haben zugesagt"]
        {
            assert!(asks.text().contains(said), "{} {said}: {}", house.engine, asks.text());
        }
        house.memory().take();
        stores(&mut browser, DATE, &[typed[0], typed[1], ("change_to", "everybody")]).await;
        let rest =
            [at("2027-05-20", "rathaus", ""), at("2027-08-19", "mediothek", "Saal 2"), at("2027-11-18", "vhs", "")];
        assert_eq!(places(&house, "austausch").await[1..], rest, "{}", house.engine);
        house.lives_until(berlin("2027-08-10T10:05")).await;
        let mails: Vec<Mail> = house.memory().take().iter().map(|mail| Mail::of(&mail.message)).collect();
        let tells = |mail: &&Mail| mail.text.contains("Saal 2, Mediothek Krefeld");
        assert!(
            mails.len() > 30 && mails.iter().filter(tells).count() == mails.len(),
            "{:?}",
            mails.first().map(|mail| &mail.text)
        );
        let sheet = browser.opens("/office/events/austausch").await.text().to_owned();
        let facts = sheet.split("<dl").nth(1).unwrap().split("</dl>").next().unwrap();
        assert!(facts.contains("Saal 2, Mediothek Krefeld"), "where the next date is: {facts}");
        // The form shows what holds; as it stands it changes nothing.
        let shown = Form::of(&mut browser, DATE).await;
        assert_eq!((shown.field("venue"), shown.field("place")), ("mediothek", "Saal 2"));
        stores(&mut browser, DATE, &[]).await;
        assert_eq!(places(&house, "austausch").await[1..], rest);
        stores(&mut browser, DATE, &[("venue", "vhs"), ("place", ""), ("change_to", "nobody")]).await;
        let event = house.app.find_event("austausch").await.unwrap().unwrap();
        let unusual = event.overrides.iter().filter(|change| !change.is_as_usual()).count();
        assert_eq!(unusual, 1, "as all others again: {:?}", event.overrides);
    })
    .await;
}

#[tokio::test]
async fn a_date_in_no_house_is_where_its_words_say() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    stores(&mut browser, DATE, &[("venue", ""), ("place", "Stadtgarten, Bühne"), ("change_to", "everybody")]).await;
    assert_eq!(places(&house, "austausch").await[2], at("2027-08-19", "", "Stadtgarten, Bühne"));
    house.memory().take();
    house.lives_until(berlin("2027-08-10T10:05")).await;
    let mail = Mail::of(&house.memory().take()[0].message);
    assert!(mail.text.contains("Wo: Stadtgarten, Bühne\n"), "{}", mail.text);
    let exported = house.app.export(ExportFormat::Json).await.unwrap();
    let report = house.app.import_json(&exported, false).await.unwrap();
    assert_eq!((report.faults, report.changed), (Vec::new(), 0));
}

#[tokio::test]
async fn a_place_for_all_dates_or_those_from_one_on_leaves_what_was_said_of_another() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let following = [("venue", "mediothek"), ("scope", "following"), ("change_to", "nobody")];
    stores(&mut browser, DATE, &following).await;
    let days = ["2027-02-18", "2027-05-20", "2027-08-19", "2027-11-18"];
    let venues = async || places(&house, "austausch").await.into_iter().map(|(_, venue, _)| venue).collect::<Vec<_>>();
    assert_eq!(venues().await, ["vhs", "rathaus", "mediothek", "mediothek"], "{days:?}");
    let all = [("venue", "theater"), ("scope", "all"), ("change_to", "nobody")];
    stores(&mut browser, DATE, &all).await;
    assert_eq!(venues().await, ["theater", "rathaus", "theater", "mediothek"]);
    // From a date with a time and a place of its own, what stays there stays everywhere.
    let june = "/office/events/austausch/date?date=2027-05-20T17:00";
    stores(&mut browser, june, &[("place", "Foyer"), ("scope", "following"), ("change_to", "nobody")]).await;
    let dates = house.app.list_dates("austausch").await.unwrap();
    let starts: Vec<String> = dates.iter().map(|date| date.dated.when.start.to_string()).collect();
    assert_eq!(starts[1..], ["2027-06-10T17:00:00", "2027-08-19T17:00:00", "2027-11-18T17:00:00"]);
    let last = "/office/events/austausch/date?date=2027-11-18T17:00";
    stores(&mut browser, last, &[("from", "17:30"), ("scope", "all"), ("change_to", "nobody")]).await;
    assert_eq!(venues().await, ["theater", "rathaus", "rathaus", "rathaus"], "another hour is no other place");
}

#[tokio::test]
async fn the_calendar_and_the_pages_of_a_series_say_where_one_date_is() {
    let house = House::on_sqlite(&[]).await;
    lives(&house).await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let dates = house.app.list_dates("sprachcafe-bruecke").await.unwrap();
    let original = dates.last().unwrap().dated.original;
    let date = format!("/office/events/sprachcafe-bruecke/date?date={original}");
    stores(&mut browser, &date, &[("venue", "mediothek"), ("place", "Lesesaal"), ("change_to", "nobody")]).await;
    let feed = browser.opens("/e/sprachcafe-bruecke.ics").await.text().replace("\r\n ", "");
    let single = feed.split("BEGIN:VEVENT").find(|entry| entry.contains("RECURRENCE-ID")).expect("one of its own");
    assert!(single.contains(":Lesesaal\\, Mediothek Krefeld"), "{feed}");
    assert!(browser.opens("/e/sprachcafe-bruecke").await.text().contains("Lesesaal"));
}

#[tokio::test]
async fn a_place_that_cannot_be_is_said_at_its_field() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let long = "x".repeat(301);
    refuses(&mut browser, DATE, &[("place", &long)], ("place", "länger als 300 Zeichen")).await;
    refuses(&mut browser, DATE, &[("venue", "Haus 3!")], ("venue", "")).await;
    let series = "/office/events/sprachcafe-bruecke";
    stores(&mut browser, &format!("{series}/dates"), &[("ends", "never"), ("change_to", "nobody")]).await;
    let original = house.app.list_dates("sprachcafe-bruecke").await.unwrap()[0].dated.original;
    let date = format!("{series}/date?date={original}");
    for changed in [("place", "Foyer"), ("from", "19:00")] {
        refuses(&mut browser, &date, &[changed, ("scope", "following")], ("scope", "kein Ende")).await;
    }
}
