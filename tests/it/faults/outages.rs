//! Databases that are away, or are none.

use serde_json::json;
use sqlx::ConnectOptions as _;
use sqlx::Connection as _;
use sqlx::Executor as _;
use treffpunkt::app::Verdict;
use treffpunkt::domain::notification::State;

use crate::faults::office::Daemon;
use crate::faults::office::KEYS;
use crate::faults::office::drained;
use crate::faults::office::fill;
use crate::faults::office::runs;
use crate::faults::office::said;
use crate::faults::office::town;
use crate::faults::office::until;
use crate::house::House;
use crate::house::house;
use crate::series::imports_a_weekly_meeting;
use crate::smtp_sink::Mode;
use crate::smtp_sink::Sink;

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_away_or_none_is_said_in_words() {
    let house = House::on_sqlite(KEYS).await;
    let text = crate::faults::office::file(&house, "letter.db", b"Dear colleagues, this is no database at all.\n");
    let text = format!("sqlite://{}", text.display());
    for (url, why) in [
        ("postgres://nobody@127.0.0.1:1/none", "Connection refused"),
        ("sqlite:///no/such/folder/house.db", "/no/such/folder does not exist"),
        (text.as_str(), "file is not a database"),
    ] {
        let output = runs(&house, &[("TREFFPUNKT_DATABASE__URL", url)], &["serve"]);
        assert_eq!(output.status.code(), Some(3), "{url}: {}", said(&output));
        assert!(said(&output).starts_with("database.url: ") && said(&output).contains(why), "{url}: {}", said(&output));
    }
}

/// As a file that belongs to another user; who runs the tests may be one whom no file refuses.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_takes_no_changes_is_said_at_the_start() {
    let house = House::on_sqlite(KEYS).await;
    let refuses = "CREATE TRIGGER locked BEFORE INSERT ON settings BEGIN SELECT RAISE(ABORT, 'not for you'); END";
    writes(&house, refuses).await;
    for command in ["check", "serve"] {
        let output = runs(&house, &[], &[command]);
        assert_eq!(output.status.code(), Some(3), "{command}: {}", said(&output));
        let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), said(&output));
        assert!(words.contains("can be read but not written; may this user write it?"), "{command}: {words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_hangs_up_is_asked_again_and_no_mail_is_lost() {
    let house = House::on_postgres(KEYS).await;
    fill(&house, 40).await;
    let sink = Sink::start(Mode::Clear);
    let daemon = Daemon::starts(&house, &sink);
    let url = &house.environment.iter().find(|(key, _)| key == "TREFFPUNKT_DATABASE__URL").unwrap().1;
    let options: sqlx::postgres::PgConnectOptions = url.parse().unwrap();
    let mut other = options.connect().await.unwrap();
    for _ in 0..5 {
        let all_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        other.execute(all_others).await.unwrap();
    }
    other.close().await.unwrap();
    drained(&house).await;
    let people: std::collections::BTreeSet<_> = sink.received().into_iter().map(|mail| mail.to).collect();
    assert_eq!(people.len(), 40, "nobody was forgotten");
    until("the daemon is ready again", || daemon.asks("/readyz").0 == 200);
    assert!(daemon.stops().success());
}

/// Two meetings with an invitation to everybody, due on 1 July; one of them somebody spoilt by hand before.
#[tokio::test]
async fn an_event_that_cannot_be_read_holds_up_no_other() {
    house(async |house| {
        let engine = house.engine;
        let actor = json!({ "id": "a", "slug": "verein", "name": "Verein", "type": "mso",
            "email": "verein@example.org", "groups": ["alle"] });
        let meeting = |id: &str| {
            let rule = json!({ "offset": "-P21D", "audience": "alle", "kind": "invitation" });
            json!({ "id": id, "title": id, "start": "2027-07-22T17:00", "timezone": "Europe/Berlin",
                "review": "published", "venue_text": "Rathaus", "groups": ["alle"], "reminder_plan": [rule] })
        };
        let fest = json!({ "id": "fest", "title": "Fest", "start": "2027-09-11T11:00", "timezone": "Europe/Berlin",
            "review": "published", "visibility": "public" });
        let meetings = [meeting("kreis"), meeting("runde")];
        let town = json!({ "schema": "treffpunkt/1", "actors": [actor], "meetings": meetings, "events": [fest] });
        assert_eq!(house.app.import_json(&town.to_string(), false).await.unwrap().faults, []);
        house.app.plan().await.unwrap();
        let spoil = "UPDATE events SET body = '{}', revision = revision + 1 WHERE slug = 'kreis'";
        writes(&house, "CREATE TABLE kept AS SELECT slug, body FROM events").await;
        writes(&house, spoil).await;
        house.at("2027-07-01T18:00");
        writes(&house, "UPDATE events SET plan_at = 0").await;
        house.ticks().await;
        assert_eq!(invited_to(&house), ["runde"], "{engine}");
        let board = house.app.noticeboard().await.unwrap();
        assert!(board.find_event("fest").is_some() && board.find_event("kreis").is_none(), "{engine}");
        let mend = "UPDATE events SET body = (SELECT body FROM kept WHERE kept.slug = events.slug)";
        writes(&house, mend).await;
        house.ticks().await;
        assert_eq!(invited_to(&house).len(), 1, "it rests, {engine}");
        house.at("2027-07-01T18:11");
        house.ticks().await;
        assert_eq!(invited_to(&house), ["runde", "kreis"], "{engine}");
    })
    .await;
}

/// The titles of the meetings that were invited to, in the order of the mails.
fn invited_to(house: &House) -> Vec<String> {
    let title = |subject: &str| subject.trim_start_matches("Einladung: ").split(" – ").next().map(str::to_owned);
    house.memory().mails().iter().filter_map(|mail| title(&mail.subject)).collect()
}

/// Somebody writes to the house's database by hand.
async fn writes(house: &House, sql: &'static str) {
    let url = &house.environment.iter().find(|(key, _)| key == "TREFFPUNKT_DATABASE__URL").unwrap().1;
    if house.engine == "sqlite" {
        let mut other = sqlx::SqliteConnection::connect(url).await.unwrap();
        other.execute(sql).await.unwrap();
        other.close().await.unwrap();
    } else {
        let mut other = sqlx::PgConnection::connect(url).await.unwrap();
        other.execute(sql).await.unwrap();
        other.close().await.unwrap();
    }
}

/// The office's own template is read well and fails at each mail.
#[tokio::test]
async fn a_mail_that_cannot_be_written_waits_until_that_is_mended() {
    house(async |mut house| {
        let engine = house.engine;
        assert_eq!(house.app.import_json(&town(3, "2027-01-04T18:00"), false).await.unwrap().faults, []);
        house.app.plan().await.unwrap();
        house.at("2027-01-03T17:00");
        let templates = crate::house::folder();
        std::fs::create_dir(templates.join("mails")).unwrap();
        std::fs::write(templates.join("mails/layout.html"), "{% include 'nothing' %}").unwrap();
        house.environment.push(("TREFFPUNKT_TEMPLATES__FOLDER".into(), templates.display().to_string()));
        let broken = house.twin().await;
        let fine = house.app.check(None).await.unwrap().into_iter().find(|found| found.what == "templates").unwrap();
        assert_eq!(fine.verdict, Verdict::Fine, "{fine:?}");
        let fault = broken.app.check(None).await.unwrap().into_iter().find(|found| found.what == "templates").unwrap();
        assert!(fault.verdict == Verdict::Fault && fault.words.contains("templates.folder"), "{fault:?}");
        broken.ticks().await;
        let lines = house.app.list_outbox().await.unwrap();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.state == State::Planned && line.attempts == 0), "{engine}: {lines:?}");
        assert!(lines.iter().all(|line| line.fault.as_ref().is_some_and(|fault| fault.starts_with("not written"))));
        house.ticks().await;
        assert_eq!(house.memory().mails().len(), 0, "they rest, {engine}");
        house.at("2027-01-03T17:11");
        house.ticks().await;
        assert_eq!(house.memory().mails().len(), 3, "{engine}");
        std::fs::remove_dir_all(templates).unwrap();
    })
    .await;
}

/// A rule that an older reader took is refused by this one.
#[tokio::test]
async fn a_stored_rule_that_cannot_be_read_any_more_cancels_nothing() {
    house(async |house| {
        imports_a_weekly_meeting(&house).await;
        house.app.plan().await.unwrap();
        house.at("2027-07-21T10:00");
        house.ticks().await;
        assert_eq!(house.memory().take().len(), 2, "{}", house.engine);
        let age = if house.engine == "sqlite" {
            "UPDATE events SET body = replace(body, 'COUNT=4', 'COUNT=4;BYDAY=1TU'), plan_at = 0, revision = revision + 1"
        } else {
            "UPDATE events SET body = replace(body::text, 'COUNT=4', 'COUNT=4;BYDAY=1TU')::jsonb, plan_at = 0, \
             revision = revision + 1"
        };
        writes(&house, age).await;
        house.at("2027-07-29T10:00");
        house.ticks().await;
        let subjects: Vec<String> = house.memory().take().into_iter().map(|mail| mail.subject).collect();
        assert!(subjects.len() == 1 && subjects[0].starts_with("Einladung"), "{}: {subjects:?}", house.engine);
    })
    .await;
}
