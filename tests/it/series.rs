//! Series that go on: which dates have rows, and whose they stay.

use std::collections::BTreeMap;

use serde_json::json;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::event::Override;
use treffpunkt::domain::event::Status;
use treffpunkt::domain::occurrence::MOST_DATES;
use treffpunkt::domain::rule::Per;
use treffpunkt::domain::when::Moment;
use treffpunkt::domain::when::When;

use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::mime_parts::Mail;

fn series(rule: &str, start: &str, end: &str) -> Event {
    let when =
        When { start: start.parse().unwrap(), end: Some(end.parse().unwrap()), zone: "Europe/Berlin".parse().unwrap() };
    let mut event = Event::new("sprachcafe", "Sprachcafé", when);
    event.recurrence.rule = Some(rule.to_owned());
    event
}

/// The row of each date, by its original start.
async fn rows(house: &House) -> BTreeMap<Moment, i64> {
    let dates = house.app.list_dates("sprachcafe").await.unwrap();
    dates.into_iter().map(|date| (date.dated.original, date.id)).collect()
}

#[tokio::test]
async fn a_series_of_many_years_has_its_dates_ahead() {
    house(async |house| {
        house.app.put_event(series("FREQ=DAILY", "2019-01-01T10:00", "2019-01-01T11:00")).await.unwrap();
        let rows = rows(&house).await;
        let last = rows.last_key_value().unwrap().0;
        assert_eq!((rows.len(), last.to_string().as_str()), (MOST_DATES, "2029-02-01T10:00:00"), "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn a_full_series_keeps_its_rows_as_time_goes_on() {
    house(async |house| {
        house.app.put_event(series("FREQ=DAILY", "2019-01-01T10:00", "2019-01-01T11:00")).await.unwrap();
        let before = rows(&house).await;
        house.at("2027-01-05T08:00");
        house.app.tidy().await.unwrap();
        house.app.plan().await.unwrap();
        let after = rows(&house).await;
        assert_eq!(after.len(), MOST_DATES);
        let kept = after.iter().filter(|(start, row)| before.get(start) == Some(row)).count();
        assert_eq!(kept, MOST_DATES - 4, "{}", house.engine);
    })
    .await;
}

/// As `deliver` does it where no daemon lives through the night.
#[tokio::test]
async fn the_first_pass_of_a_day_carries_a_series_on_and_the_second_has_nothing_to_do() {
    house(async |house| {
        house.app.put_event(series("FREQ=DAILY", "2019-01-01T10:00", "2019-01-01T11:00")).await.unwrap();
        let mut ends = Vec::new();
        for day in ["2027-01-05", "2027-01-07"] {
            house.at(&format!("{day}T08:00"));
            house.app.tidy_once_a_day().await.unwrap();
            assert!(house.app.has_work().await.unwrap(), "{day} on {}", house.engine);
            house.app.plan().await.unwrap();
            ends.push(*rows(&house).await.last_key_value().unwrap().0);
            house.at(&format!("{day}T23:00"));
            house.app.tidy_once_a_day().await.unwrap();
            assert!(!house.app.has_work().await.unwrap(), "{day} on {}", house.engine);
        }
        assert!(ends[0] < ends[1], "{ends:?} on {}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn a_date_left_out_moves_no_other_one_though_a_new_one_came_near() {
    house(async |house| {
        let mut event = series("FREQ=WEEKLY", "2027-01-05T18:00", "2027-01-05T20:00");
        house.app.put_event(event.clone()).await.unwrap();
        let before = rows(&house).await;
        house.at("2027-01-12T08:00");
        let left_out: Moment = "2027-03-02T18:00".parse().unwrap();
        event.recurrence.left_out = vec![left_out];
        house.app.put_event(event).await.unwrap();
        let after = rows(&house).await;
        assert!(!after.contains_key(&left_out));
        for (start, row) in before.iter().filter(|(start, _)| **start != left_out) {
            assert_eq!(after.get(start), Some(row), "{start} on {}", house.engine);
        }
    })
    .await;
}

/// `METHOD RECURRENCE-ID DTSTART` of each mail that went since the last time.
fn entries(house: &House) -> Vec<String> {
    let line = |calendar: &str, name: &str| {
        let line = calendar.lines().rfind(|line| line.starts_with(name)).unwrap_or_default();
        line.rsplit(':').next().unwrap_or_default().to_owned()
    };
    let entry = |calendar: String| ["METHOD", "RECURRENCE-ID", "DTSTART"].map(|name| line(&calendar, name)).join(" ");
    let mut entries: Vec<String> =
        house.memory().take().iter().filter_map(|mail| Mail::of(&mail.message).calendar).map(entry).collect();
    entries.sort();
    entries
}

#[tokio::test]
async fn a_series_without_an_end_keeps_its_rows_on_another_weekday_whatever_day_it_is() {
    let house = House::on_sqlite(&[]).await;
    for day in 1..8 {
        house.at(&format!("2027-01-{day:02}T08:00"));
        house.app.put_event(series("FREQ=WEEKLY", "2027-01-05T18:00", "2027-01-05T20:00")).await.unwrap();
        let before: Vec<i64> = rows(&house).await.into_values().collect();
        house.app.put_event(series("FREQ=WEEKLY", "2027-01-04T18:00", "2027-01-04T20:00")).await.unwrap();
        let after: Vec<i64> = rows(&house).await.into_values().collect();
        assert_eq!(after[..100], before[..100], "on {day} January");
    }
}

/// Four Tuesdays at 18:00 from 3 August on, with an invitation three weeks before.
pub async fn imports_a_weekly_meeting(house: &House) {
    imports_weekly_from(house, "2027-08-03T18:00").await;
}

async fn imports_weekly_from(house: &House, start: &str) {
    let actor = json!({ "id": "a", "slug": "verein", "name": "Verein", "type": "mso",
        "email": "verein@example.org", "groups": ["alle"] });
    let rule = json!({ "offset": "-P21D", "audience": "alle", "kind": "invitation" });
    let meeting = json!({ "id": "runde", "title": "Runde", "start": start, "timezone": "Europe/Berlin",
        "review": "published", "groups": ["alle"], "rrule": "FREQ=WEEKLY;COUNT=4", "reminder_plan": [rule] });
    let town = json!({ "schema": "treffpunkt/1", "actors": [actor], "meetings": [meeting] });
    assert_eq!(house.app.import_json(&town.to_string(), false).await.unwrap().faults, []);
}

#[tokio::test]
async fn a_date_keeps_its_name_in_the_calendars_that_it_was_mailed_to() {
    house(async |house| {
        let engine = house.engine;
        imports_a_weekly_meeting(&house).await;
        house.app.plan().await.unwrap();
        house.at("2027-07-21T10:00");
        house.ticks().await;
        let invited = ["REQUEST 20270803T180000 20270803T180000", "REQUEST 20270810T180000 20270810T180000"];
        assert_eq!(entries(&house), invited, "{engine}");

        let mut event = house.app.find_event("runde").await.unwrap().unwrap();
        event.when.start = "2027-08-04T18:30".parse().unwrap();
        house.app.put_event(event.clone()).await.unwrap();
        house.at("2027-07-21T10:15");
        house.ticks().await;
        let moved = ["REQUEST 20270803T180000 20270804T183000", "REQUEST 20270810T180000 20270811T183000"];
        assert_eq!(entries(&house), moved, "{engine}");

        // The second date falls away, and a new one stands where the first one was at first.
        event.recurrence.rule = Some("FREQ=WEEKLY;COUNT=1".into());
        event.recurrence.added = vec!["2027-08-03T18:00".parse().unwrap(), "2027-08-25T18:30".parse().unwrap()];
        house.app.put_event(event.clone()).await.unwrap();
        house.at("2027-07-21T10:30");
        house.ticks().await;
        let left = ["CANCEL 20270810T180000 20270811T183000", "REQUEST 20270803T180001 20270803T180000"];
        assert_eq!(entries(&house), left, "{engine}");

        // In another zone other clocks show it.
        event.when.zone = "Europe/London".parse().unwrap();
        house.app.put_event(event).await.unwrap();
        house.at("2027-07-21T10:45");
        house.ticks().await;
        let elsewhere = ["REQUEST 20270803T170000 20270804T183000", "REQUEST 20270803T170001 20270803T180000"];
        assert_eq!(entries(&house), elsewhere, "{engine}");
    })
    .await;
}

#[tokio::test]
async fn a_reason_is_given_for_the_change_that_it_is_about_and_for_no_later_one() {
    house(async |house| {
        imports_a_weekly_meeting(&house).await;
        house.at("2027-07-14T10:00");
        house.ticks().await;
        house.memory().take();
        let mut event = house.app.find_event("runde").await.unwrap().unwrap();
        let moved = Override {
            start: Some("2027-08-03T19:00".parse().unwrap()),
            reason: "Rathaus geschlossen".into(),
            ..Override::of("2027-08-03T18:00".parse().unwrap())
        };
        event.overrides = vec![moved];
        for (minutes, status, subject, reason) in [
            (15, Status::Confirmed, "Neue Zeit", true),
            (30, Status::Cancelled, "Abgesagt", false),
            (45, Status::Confirmed, "Findet doch statt", false),
        ] {
            event.status = status;
            house.app.put_event(event.clone()).await.unwrap();
            house.at(&format!("2027-07-14T10:{minutes}"));
            house.ticks().await;
            let [mail] = &house.memory().take()[..] else { panic!("one mail, {}", house.engine) };
            assert!(mail.subject.starts_with(subject), "{}: {}", house.engine, mail.subject);
            let text = Mail::of(&mail.message).text;
            assert_eq!(text.contains("Rathaus geschlossen"), reason, "{}: {text}", house.engine);
        }
    })
    .await;
}

/// An invitation to the whole series; of each mail since: its subject and the date that it is about.
#[tokio::test]
async fn who_was_invited_to_all_dates_hears_of_each_one_that_changes_and_of_no_other() {
    house(async |house| {
        imports_a_weekly_meeting(&house).await;
        let mut event = house.app.find_event("runde").await.unwrap().unwrap();
        event.rules[0].per = Per::Event;
        house.app.put_event(event.clone()).await.unwrap();
        house.at("2027-07-14T10:00");
        house.ticks().await;
        assert_eq!(house.memory().take().len(), 1, "one for all, {}", house.engine);

        event.when.start = "2027-08-03T18:30".parse().unwrap();
        house.app.put_event(event.clone()).await.unwrap();
        house.at("2027-07-14T10:15");
        house.ticks().await;
        let all = ["03", "10", "17", "24"].map(|day| format!("REQUEST 202708{day}T180000 202708{day}T183000"));
        assert_eq!(entries(&house), all, "{}", house.engine);

        // One more date, which nobody was told of, and which is cancelled again; and the first one falls away.
        event.recurrence.rule = Some("FREQ=WEEKLY;COUNT=5".into());
        house.app.put_event(event.clone()).await.unwrap();
        house.at("2027-07-14T10:30");
        house.ticks().await;
        event.overrides = vec![Override { cancelled: true, ..Override::of("2027-08-31T18:30".parse().unwrap()) }];
        event.recurrence.left_out = vec!["2027-08-03T18:30".parse().unwrap()];
        house.app.put_event(event).await.unwrap();
        house.at("2027-07-14T10:45");
        house.ticks().await;
        assert_eq!(entries(&house), ["CANCEL 20270803T180000 20270803T183000"], "{}", house.engine);
    })
    .await;
}

/// What was mailed of a date stays in its zone when the event moves to another one, and so does what calendars know it by.
#[tokio::test]
async fn a_date_that_falls_away_is_cancelled_in_the_zone_that_it_was_told_in() {
    house(async |house| {
        imports_a_weekly_meeting(&house).await;
        house.at("2027-08-04T10:00");
        house.ticks().await;
        entries(&house);
        let mut event = house.app.find_event("runde").await.unwrap().unwrap();
        event.recurrence.rule = Some("FREQ=WEEKLY;COUNT=2".into());
        event.when.zone = "Europe/London".parse().unwrap();
        house.app.put_event(event).await.unwrap();
        house.at("2027-08-04T10:15");
        house.ticks().await;
        let mails = house.memory().take();
        let cancelled: Vec<Mail> = mails.iter().map(|mail| Mail::of(&mail.message)).collect();
        let cancelled: Vec<&Mail> =
            cancelled.iter().filter(|mail| mail.calendar.as_ref().unwrap().contains("METHOD:CANCEL")).collect();
        assert_eq!(cancelled.len(), 2, "{}", house.engine);
        for (mail, day) in cancelled.iter().zip(["17", "24"]) {
            let known = format!("RECURRENCE-ID;TZID=Europe/Berlin:202708{day}T180000");
            assert!(mail.calendar.as_ref().unwrap().contains(&known), "{}: {:?}", house.engine, mail.calendar);
            assert!(!mail.text.contains("London"), "{}: {}", house.engine, mail.text);
        }
    })
    .await;
}

#[tokio::test]
async fn dates_of_whole_days_get_times_in_the_calendars_that_know_them_as_days() {
    for (begun, other, known) in
        [("2027-08-03", "2027-08-03T18:00", "20270803"), ("2027-08-03T18:00", "2027-08-03", "20270803T180000")]
    {
        house(async |house| {
            imports_weekly_from(&house, begun).await;
            house.at("2027-07-13T18:30");
            house.ticks().await;
            assert_eq!(entries(&house).len(), 1, "{begun} on {}", house.engine);
            let mut event = house.app.find_event("runde").await.unwrap().unwrap();
            event.when.start = other.parse().unwrap();
            house.app.put_event(event.clone()).await.unwrap();
            house.at("2027-07-13T18:45");
            house.ticks().await;
            let calendar = Mail::of(&house.memory().mails()[0].message).calendar.unwrap();
            assert!(calendar.contains("BEGIN:VTIMEZONE"), "a zone that is named is described: {calendar}");
            let start = if begun.len() > 10 { "20270803" } else { "20270803T180000" };
            assert_eq!(entries(&house), [format!("REQUEST {known} {start}")], "{begun} on {}", house.engine);
        })
        .await;
    }
}

/// The first date is elsewhere and last of all: the mail about the series says the usual place, and begins with the date
/// that takes place first.
#[tokio::test]
async fn a_mail_about_a_series_names_its_first_date_and_its_usual_place() {
    house(async |house| {
        imports_a_weekly_meeting(&house).await;
        let mut event = house.app.find_event("runde").await.unwrap().unwrap();
        event.rules[0].per = Per::Event;
        event.place.text = "Rathaus".into();
        event.overrides = vec![Override {
            start: Some("2027-08-31T18:00".parse().unwrap()),
            venue_text: Some("Musikschule".into()),
            ..Override::of("2027-08-03T18:00".parse().unwrap())
        }];
        house.app.put_event(event).await.unwrap();
        house.at("2027-07-21T10:00");
        house.ticks().await;
        let [mail] = &house.memory().take()[..] else { panic!("one for all, {}", house.engine) };
        assert!(mail.subject.ends_with("Di, 10.08., 18:00"), "{}: {}", house.engine, mail.subject);
        let Mail { text, calendar, .. } = Mail::of(&mail.message);
        assert!(text.contains("Wo: Rathaus") && text.contains("Musikschule"), "{}: {text}", house.engine);
        let calendar = calendar.unwrap();
        let entries: Vec<&str> = calendar.split("BEGIN:VEVENT").skip(1).collect();
        assert_eq!(entries.len(), 2, "{calendar}");
        assert!(entries[0].contains("DTSTART;TZID=Europe/Berlin:20270803T180000"), "{calendar}");
        assert!(entries[0].contains("de:Rathaus") && entries[1].contains("de:Musikschule"), "{calendar}");
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_last_date_is_left_out_of_the_mailed_series_and_not_added() {
    let house = House::on_sqlite(&[]).await;
    imports_a_weekly_meeting(&house).await;
    let mut event = house.app.find_event("runde").await.unwrap().unwrap();
    event.rules[0].per = Per::Event;
    event.overrides = vec![Override { cancelled: true, ..Override::of("2027-08-24T18:00".parse().unwrap()) }];
    house.app.put_event(event).await.unwrap();
    house.at("2027-07-14T10:00");
    house.ticks().await;
    let calendar = Mail::of(&house.memory().mails()[0].message).calendar.unwrap();
    assert!(
        calendar.contains("EXDATE;TZID=Europe/Berlin:20270824T180000") && !calendar.contains("RDATE"),
        "{calendar}"
    );
}

/// Both plans name their rule the same, as they do when nobody names one.
#[tokio::test]
async fn a_rule_of_the_event_takes_no_mail_from_that_of_its_programme() {
    house(async |house| {
        let actor = json!({ "id": "a", "slug": "verein", "name": "Verein", "type": "mso",
            "email": "verein@example.org", "groups": ["alle"] });
        let rule = |at: &str| json!({ "offset": "-P1D", "at": at, "audience": "alle", "kind": "reminder" });
        let programme = json!({ "id": "wochen", "title": "Wochen", "start": "2027-08-01", "end_inclusive": "2027-08-31",
            "reminder_plan": [rule("09:00")] });
        let event = json!({ "id": "fest", "title": "Fest", "start": "2027-08-03T18:00", "timezone": "Europe/Berlin",
            "review": "published", "programme": "wochen", "reminder_plan": [rule("12:00")] });
        let town = json!({ "programmes": [programme], "actors": [actor], "events": [event] });
        assert_eq!(house.app.import_json(&town.to_string(), false).await.unwrap().faults, []);
        house.lives_until(berlin("2027-08-03T10:00")).await;
        let hours: Vec<String> = house.memory().take().iter().map(|mail| mail.file_name[9..11].to_owned()).collect();
        assert_eq!(hours, ["07", "10"], "{}", house.engine);
    })
    .await;
}
