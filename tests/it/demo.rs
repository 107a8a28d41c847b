//! The example town as `serve --demo` shows it: ahead of whoever looks, whatever the hour.

use jiff::ToSpan;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::State;

use crate::house::House;
use crate::house::berlin;

const KEYS: [(&str, &str); 2] = [("TREFFPUNKT_ENGINE__QUIET", ""), ("TREFFPUNKT_OFFICE__DEMO", "true")];

/// Starts the example town at a wall time; how many invitations and reminders have gone after the first pass.
async fn started_at(local: &str) -> (usize, usize) {
    let house = House::on_sqlite(&KEYS).await;
    house.at(local);
    house.app.enter_demo().await.unwrap();
    let town = house.app.export_document().await.unwrap();
    let today = berlin(local).to_zoned(jiff::tz::TimeZone::get("Europe/Berlin").unwrap()).date();
    let first = town.programmes[0].start;
    assert!(first >= today.saturating_add(21.days()) && first < today.saturating_add(28.days()), "{first} for {local}");
    assert!(town.events.iter().all(|listed| listed.event.recurrence.rule.is_none()), "series are lists of dates");
    house.ticks().await;
    let sent: Vec<_> = house.app.list_outbox().await.unwrap().into_iter().filter(|l| l.state == State::Sent).collect();
    let before = house.app.revision().await.unwrap();
    house.app.enter_demo().await.unwrap();
    assert_eq!(house.app.revision().await.unwrap(), before, "the next start goes on");
    let of = |kind: Kind| sent.iter().filter(|line| line.kind == kind).count();
    (of(Kind::Invitation), of(Kind::Reminder))
}

#[tokio::test]
async fn invitations_and_reminders_are_due_at_any_hour() {
    for local in ["2026-11-24T10:15", "2027-03-27T02:33", "2027-10-30T02:33", "2027-06-30T00:02", "2028-02-29T23:59"] {
        assert_eq!(started_at(local).await, (76, 12), "{local}");
    }
}
