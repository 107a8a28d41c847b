//! A relay that refuses, hangs and cuts at each stage: what becomes of the mail, the address and the transport.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use treffpunkt::app::OutboxLine;
use treffpunkt::domain::notification::State;

use crate::faults::office::arrived;
use crate::faults::office::town;
use crate::house::House;
use crate::house::berlin;
use crate::smtp_sink::Act;
use crate::smtp_sink::Mode;
use crate::smtp_sink::Point;
use crate::smtp_sink::Sink;

/// When the invitations are due.
const DUE: &str = "2027-01-03T17:00";

/// Mails in a house, unless a test says otherwise.
const MAILS: usize = 3;

/// What the fault leaves behind right after the pass that met it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Tried, to be tried again; the others went.
    Later,
    /// As `Later`, and nothing else goes for a while.
    LaterAndRest,
    /// Not tried, so unspent; nothing else goes for a while.
    Unspent,
    /// The domain rests: nothing to this domain for hours, nobody is at fault.
    DomainRests,
    /// Given up; the others went.
    Dead,
    /// As `Dead`, and the address is written to no more.
    Bounced,
}

/// The table of engine.md, from the outside.
fn cases() -> Vec<(Point, Act, End)> {
    use Point as P;
    let at_once = [P::Ehlo, P::Mail, P::Rcpt, P::Data, P::AfterDot];
    let mut cases: Vec<(Point, Act, End)> = Vec::new();
    for point in at_once {
        cases.push((point, Act::Say("451 4.3.0 not now"), End::Later));
        cases.push((point, Act::Say("421 4.3.2 too busy"), End::Unspent));
    }
    for point in at_once.into_iter().chain([P::BeforeDot]) {
        cases.push((point, Act::Hang, End::Later));
        cases.push((point, Act::Cut, End::Later));
    }
    cases.extend([
        (P::Greeting, Act::Say("451 4.3.0 not now"), End::LaterAndRest),
        (P::Greeting, Act::Cut, End::LaterAndRest),
        (P::Greeting, Act::Hang, End::LaterAndRest),
        (P::Greeting, Act::Say("421 4.3.2 too busy"), End::Unspent),
        (P::Greeting, Act::Say("554 5.7.1 go away"), End::Unspent),
        (P::Ehlo, Act::Say("550 5.7.1 who are you"), End::Unspent),
        (P::Mail, Act::Say("550 5.7.1 not from you"), End::Unspent),
        (P::Rcpt, Act::Say("550 5.1.1 no such user"), End::Bounced),
        (P::Rcpt, Act::Say("550 5.2.2 full"), End::Dead),
        (P::Rcpt, Act::Say("550 no"), End::Dead),
        (P::Rcpt, Act::Say("550 5.7.1 policy"), End::DomainRests),
        (P::Data, Act::Say("554 5.6.0 no"), End::Dead),
        (P::AfterDot, Act::Say("554 5.7.1 spam"), End::Dead),
        (P::AfterDot, Act::KeepAndCut, End::Later),
    ]);
    cases
}

/// A house with so many connections to its relay, whose invitations are due now.
async fn house(sink: &Sink, mails: usize, connections: &str) -> House {
    let keys = [
        ("TREFFPUNKT_MAIL__URL", sink.url()),
        ("TREFFPUNKT_MAIL__TIMEOUT", "2s".to_owned()),
        ("TREFFPUNKT_MAIL__CONNECTIONS", connections.to_owned()),
    ];
    let keys: Vec<(&str, &str)> = keys.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let house = House::on_sqlite(&keys).await;
    let report = house.app.import_json(&town(mails, "2027-01-04T18:00"), false).await.unwrap();
    assert_eq!(report.faults, []);
    house.app.plan().await.unwrap();
    house.at(DUE);
    house
}

async fn outbox(house: &House) -> Vec<OutboxLine> {
    let mut lines = house.app.list_outbox().await.unwrap();
    lines.sort_by_key(|line| line.id);
    lines
}

async fn bounced(house: &House) -> Vec<String> {
    let document = house.app.export_document().await.unwrap();
    let contacts = document.actors.into_iter().flat_map(|actor| actor.contacts);
    contacts.filter(|contact| contact.bounced).map(|contact| contact.email).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_refusal_has_the_end_of_the_table_and_the_rest_arrives() {
    let mut running = JoinSet::new();
    for (point, act, end) in cases() {
        running.spawn(async move { meets(point, act, end).await });
    }
    while let Some(done) = running.join_next().await {
        done.unwrap();
    }
}

/// One fault for the first mail; afterwards the relay is well.
async fn meets(point: Point, act: Act, end: End) {
    let told = format!("{act:?} at {point:?}");
    let sink = Sink::start(Mode::Clear);
    let house = house(&sink, MAILS, "1").await;
    sink.plan(point, [act]);
    house.ticks().await;
    let lines = outbox(&house).await;
    let hit = lines.iter().find(|line| line.state != State::Sent).unwrap_or_else(|| panic!("{told}: {lines:?}"));
    let (waits, others) = (hit.try_at > house.app.now(), lines.iter().filter(|line| line.state == State::Sent).count());
    let found = (hit.state, hit.attempts, waits, others);
    let wanted = match end {
        End::Later => (State::Planned, 1, true, MAILS - 1),
        End::LaterAndRest | End::DomainRests => (State::Planned, 1, true, 0),
        End::Unspent => (State::Planned, 0, false, 0),
        End::Dead | End::Bounced => (State::Dead, 1, false, MAILS - 1),
    };
    assert_eq!(found, wanted, "{told}: {lines:?}");
    assert_eq!(hit.fault.is_some(), end != End::Unspent, "{told}: {:?}", hit.fault);
    assert!(!hit.fault.as_deref().unwrap_or_default().contains('@'), "{told}: {:?}", hit.fault);
    let addresses = if end == End::Bounced { vec![hit.recipient.clone()] } else { Vec::new() };
    assert_eq!(bounced(&house).await, addresses, "{told}");
    house.lives_until(berlin("2027-01-04T12:00")).await;
    let dead = usize::from(matches!(end, End::Dead | End::Bounced));
    let came = arrived(&sink.received());
    let twice = usize::from(act == Act::KeepAndCut);
    assert_eq!((came.distinct, came.duplicates), (MAILS - dead, twice), "{told}");
    let sent = outbox(&house).await.iter().filter(|line| line.state == State::Sent).count();
    assert_eq!(sent, MAILS - dead, "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn three_equal_refusals_of_the_message_stop_the_transport_and_spare_the_rest() {
    let sink = Sink::start(Mode::Clear);
    let house = house(&sink, 8, "1").await;
    sink.plan(Point::AfterDot, [Act::Say("554 5.6.0 no"); 5]);
    house.ticks().await;
    let count = async |state: State| outbox(&house).await.iter().filter(|line| line.state == state).count();
    assert_eq!((count(State::Dead).await, count(State::Planned).await), (3, 5));
    house.at("2027-01-03T17:14");
    house.ticks().await;
    assert_eq!(count(State::Planned).await, 5, "it rests for fifteen minutes");
    house.lives_until(berlin("2027-01-03T19:00")).await;
    // Two refusals were left: the fourth and the fifth, each for a mail of its own.
    assert_eq!((count(State::Dead).await, count(State::Sent).await), (5, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_stopped_while_a_relay_hangs_gives_back_all_others_at_once() {
    let sink = Sink::start(Mode::Clear);
    let house = house(&sink, 8, "1").await;
    sink.rule(|point, _| if point == Point::Data { Act::Hang } else { Act::Fine });
    let (app, stop) = (house.app.clone(), CancellationToken::new());
    let worker = tokio::spawn({
        let stop = stop.clone();
        async move { app.deliver(&stop).await }
    });
    let sending = async || outbox(&house).await.iter().filter(|line| line.state == State::Sending).count();
    while sending().await < 8 || sink.connections() == 0 {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    while sending().await > 1 {
        tokio::task::yield_now().await;
    }
    assert_eq!(sending().await, 1, "the one that the relay was asked to take");
    worker.await.unwrap().unwrap();
    assert_eq!(sending().await, 0);
}

/// Whoever calls `treffpunkt deliver` by a timer gets no second call for the rest of it.
#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_is_back_gets_everything_in_one_call() {
    let sink = Sink::start(Mode::Clear);
    let house = house(&sink, 25, "4").await;
    sink.rule(|point, _| if point == Point::Greeting { Act::Cut } else { Act::Fine });
    house.ticks().await;
    assert_eq!(sink.received().len(), 0);
    sink.rule(|_, _| Act::Fine);
    house.clock.set(house.app.now() + jiff::SignedDuration::from_mins(20));
    let delivered = house.app.deliver(&CancellationToken::new()).await.unwrap();
    assert_eq!((delivered.sent, sink.received().len()), (25, 25));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_away_for_an_hour_is_asked_rarely_and_gets_everything_afterwards() {
    let sink = Sink::start(Mode::Clear);
    let house = house(&sink, 60, "4").await;
    sink.rule(|point, _| if point == Point::Greeting { Act::Cut } else { Act::Fine });
    house.lives_until(berlin("2027-01-03T18:00")).await;
    // The first pass comes with four workers; then one asks, at most each minute.
    assert!((10..=4 + 60).contains(&sink.connections()), "{} attempts in an hour", sink.connections());
    sink.rule(|_, _| Act::Fine);
    house.lives_until(berlin("2027-01-03T22:00")).await;
    let came = arrived(&sink.received());
    assert_eq!((came.distinct, came.duplicates), (60, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_puts_off_strangers_is_asked_again_until_it_knows_us() {
    let sink = Sink::start(Mode::Clear);
    let house = house(&sink, 5, "4").await;
    sink.plan(Point::Rcpt, [Act::Say("450 4.7.1 greylisted, come back later"); 12]);
    house.lives_until(berlin("2027-01-03T18:30")).await;
    let came = arrived(&sink.received());
    assert_eq!((came.distinct, came.duplicates), (5, 0));
    assert!(outbox(&house).await.iter().all(|line| (3..=4).contains(&line.attempts)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_relay_is_waited_for() {
    let sink = Sink::start(Mode::Clear);
    let house = house(&sink, MAILS, "1").await;
    sink.plan(Point::AfterDot, [Act::Slow(Duration::from_millis(300)); MAILS]);
    house.ticks().await;
    let came = arrived(&sink.received());
    assert_eq!((came.distinct, came.duplicates), (MAILS, 0));
}
