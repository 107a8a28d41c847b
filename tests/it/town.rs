//! The example town: all its dates, as an independent expander (python-dateutil) worked them out.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Deserialize;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::occurrence;
use treffpunkt::domain::when::Moment;
use treffpunkt::exchange;
use treffpunkt::exchange::Known;

use crate::house::TOWN;

#[derive(Deserialize)]
struct Expected {
    event: String,
    start: Option<String>,
    end_exclusive: Option<String>,
    start_local: Option<String>,
    start_utc: Option<String>,
    end_local: Option<String>,
    end_utc: Option<String>,
    minutes: Option<i64>,
}

impl Expected {
    fn line(&self) -> String {
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        let (start, end) = (self.start.as_ref().or(self.start_local.as_ref()), self.end_exclusive.as_ref());
        let end = end.or(self.end_local.as_ref());
        let minutes = self.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
        [
            &self.event,
            &word(&start.cloned()),
            &word(&self.start_utc),
            &word(&end.cloned()),
            &word(&self.end_utc),
            &minutes,
        ]
        .map(String::as_str)
        .join(" ")
    }
}

/// The dates of an event in the words of the oracle.
fn lines(event: &Event) -> Vec<String> {
    let minute = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%MZ").to_string();
    let local = |moment: Moment| match moment {
        Moment::Day(day) => day.to_string(),
        Moment::Wall(wall) => wall.strftime("%Y-%m-%dT%H:%M").to_string(),
    };
    let line = |dated: &occurrence::Dated| {
        let (when, zone) = (&dated.when, &dated.when.zone);
        let instant = |moment: Moment| zone.instant(moment.wall());
        let end = when.end;
        let timed = !when.is_all_day();
        let minutes = end.map(|end| instant(end).duration_since(instant(when.start)).as_mins());
        let word = |text: Option<String>| text.unwrap_or_default();
        [
            event.slug.clone(),
            local(when.start),
            word(timed.then(|| minute(instant(when.start)))),
            word(end.map(local)),
            word(end.filter(|_| timed).map(|end| minute(instant(end)))),
            word(minutes.filter(|_| timed).map(|minutes| minutes.to_string())),
        ]
        .join(" ")
    };
    occurrence::dates(event, None).unwrap().iter().map(line).collect()
}

#[test]
fn every_date_of_the_town_is_the_one_of_the_oracle() {
    let expected: Vec<Expected> = serde_json::from_str(include_str!("../data/expected-occurrences.json")).unwrap();
    let town = exchange::read(TOWN, &Known::default()).unwrap();
    // The oracle knows the programme, not the meetings.
    let events = town.events.iter().map(|listed| &listed.event).filter(|event| event.meeting.is_none());
    let found: Vec<String> = events.flat_map(lines).collect();
    assert_eq!((found.len(), expected.len()), (86, 86));
    let wrong: Vec<String> = {
        let expected: BTreeSet<String> = expected.iter().map(Expected::line).collect();
        let found: BTreeSet<String> = found.into_iter().collect();
        found.symmetric_difference(&expected).cloned().collect()
    };
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_exchange_meeting_of_june_is_the_one_of_may() {
    let town = exchange::read(TOWN, &Known::default()).unwrap();
    let meeting = town.events.iter().map(|listed| &listed.event).find(|event| event.slug == "austausch").unwrap();
    let dates = occurrence::dates(meeting, None).unwrap();
    let pairs: Vec<String> = dates.iter().map(|dated| format!("{} {}", dated.original, dated.when.start)).collect();
    assert_eq!(
        pairs,
        [
            "2027-02-18T17:00:00 2027-02-18T17:00:00",
            "2027-05-20T17:00:00 2027-06-10T17:00:00",
            "2027-08-19T17:00:00 2027-08-19T17:00:00",
            "2027-11-18T17:00:00 2027-11-18T17:00:00"
        ]
    );
}
