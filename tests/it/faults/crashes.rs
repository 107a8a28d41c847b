//! A process ends in the middle: killed, or asked to stop.

use std::sync::Arc;
use std::sync::Mutex;

use crate::faults::many;
use crate::faults::office::CONNECTIONS;
use crate::faults::office::Daemon;
use crate::faults::office::KEYS;
use crate::faults::office::arrived;
use crate::faults::office::drained;
use crate::faults::office::fill;
use crate::faults::office::states;
use crate::faults::office::until;
use crate::house::House;
use crate::smtp_sink::Act;
use crate::smtp_sink::Mode;
use crate::smtp_sink::Point;
use crate::smtp_sink::Sink;

const KILLS: usize = 10;

/// Where in a dialogue processes are killed; in between they are killed at any moment.
const POINTS: [Point; 5] = [Point::AfterDot, Point::Rcpt, Point::BeforeDot, Point::Ehlo, Point::Rset];

/// Does something once: when dialogues have come to a point so many times.
#[derive(Clone, Default)]
struct Trap(Arc<Mutex<Option<Armed>>>);

struct Armed {
    point: Point,
    times: usize,
    springs: Box<dyn Fn() + Send>,
}

impl Trap {
    /// A sink's rule that springs the trap.
    fn rule(&self) -> impl Fn(Point, &str) -> Act + Send + Sync + use<> {
        let trap = self.clone();
        move |point, _| {
            let mut armed = trap.0.lock().unwrap();
            if let Some(set) = armed.as_mut().filter(|set| set.point == point) {
                set.times -= 1;
                if set.times == 0 {
                    (set.springs)();
                    *armed = None;
                }
            }
            Act::Fine
        }
    }

    fn arm(&self, point: Point, times: usize, springs: impl Fn() + Send + 'static) {
        *self.0.lock().unwrap() = Some(Armed { point, times, springs: Box::new(springs) });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_killed_again_and_again_loses_no_mail_on_sqlite() {
    is_killed_again_and_again(House::on_sqlite(KEYS).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_killed_again_and_again_loses_no_mail_on_postgres() {
    is_killed_again_and_again(House::on_postgres(KEYS).await).await;
}

async fn is_killed_again_and_again(house: House) {
    let mails = many(330, 2_000);
    let (sink, trap) = (Sink::start(Mode::Clear), Trap::default());
    sink.rule(trap.rule());
    fill(&house, mails).await;
    for kill in 0..KILLS {
        let before = sink.count();
        let daemon = Daemon::starts(&house, &sink);
        let share = mails / (KILLS + 2);
        if kill % 2 == 0 {
            let point = POINTS[kill / 2 % POINTS.len()];
            // A process greets each relay a few times only.
            trap.arm(point, if point == Point::Ehlo { 2 } else { share }, daemon.assassin());
            until("the trap springs", || !daemon.lives());
        } else {
            until("some mails arrive", || sink.count() >= before + share);
            daemon.assassin()();
        }
    }
    let daemon = Daemon::starts(&house, &sink);
    drained(&house).await;
    assert!(daemon.stops().success());
    let came = arrived(&sink.received());
    println!("{}: {mails} mails, {KILLS} kills, {} duplicates", house.engine, came.duplicates);
    assert_eq!(came.distinct, mails, "mails are lost on {}", house.engine);
    assert!((1..=KILLS * CONNECTIONS).contains(&came.duplicates), "{} on {}", came.duplicates, house.engine);
    assert_eq!(states(&house).await, [("sent".to_owned(), mails)].into());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_to_stop_finishes_what_was_begun_and_sends_nothing_twice() {
    let mails = many(120, 2_000);
    let stops = 3;
    for house in [House::on_sqlite(KEYS).await, House::on_postgres(KEYS).await] {
        let (sink, trap) = (Sink::start(Mode::Clear), Trap::default());
        sink.rule(trap.rule());
        fill(&house, mails).await;
        for point in [Point::BeforeDot, Point::AfterDot, Point::Mail] {
            let daemon = Arc::new(Daemon::starts(&house, &sink));
            let asked = daemon.clone();
            trap.arm(point, mails / (stops + 2), move || asked.asks_to_stop());
            until("the daemon stops", || !daemon.lives());
            assert!(daemon.stops_well(), "{}", daemon.journal());
            let states = states(&house).await;
            assert!(!states.contains_key("sending"), "leases are kept on {}: {states:?}", house.engine);
            assert!(states.contains_key("planned"), "it ended before it was asked: {states:?}");
        }
        let daemon = Daemon::starts(&house, &sink);
        drained(&house).await;
        assert!(daemon.stops().success());
        let came = arrived(&sink.received());
        assert_eq!((came.distinct, came.duplicates), (mails, 0), "on {}", house.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_on_one_database_share_the_work_and_send_each_mail_once() {
    let mails = many(500, 2_000);
    let house = House::on_postgres(KEYS).await;
    fill(&house, mails).await;
    let sinks = [Sink::start(Mode::Clear), Sink::start(Mode::Clear)].map(Arc::new);
    // Whoever comes first waits for the other, so that both take part however fast the machine is.
    for (own, other) in [(0, 1), (1, 0)] {
        let other = sinks[other].clone();
        sinks[own].rule(move |point, _| {
            if point == Point::Greeting {
                until("the other process comes", || other.connections() > 0);
            }
            Act::Fine
        });
    }
    let daemons = [0, 1].map(|n: usize| Daemon::starts(&house, &sinks[n]));
    drained(&house).await;
    assert!(daemons.iter().all(|daemon| daemon.stops().success()));
    let shares = [0, 1].map(|n: usize| sinks[n].count());
    println!("{mails} mails: {shares:?}");
    assert!(shares.iter().all(|share| *share > 0), "one did nothing: {shares:?}");
    let all = [sinks[0].received(), sinks[1].received()].concat();
    let came = arrived(&all);
    assert_eq!((came.distinct, came.duplicates), (mails, 0));
}
