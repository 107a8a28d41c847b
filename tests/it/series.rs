//! Series that go on: which dates have rows, and whose they stay.

use std::collections::BTreeMap;

use treffpunkt::domain::event::Event;
use treffpunkt::domain::occurrence::MOST_DATES;
use treffpunkt::domain::when::Moment;
use treffpunkt::domain::when::When;

use crate::house::House;
use crate::house::house;

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
