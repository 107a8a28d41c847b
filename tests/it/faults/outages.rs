//! Databases that are away, or are none.

use sqlx::ConnectOptions as _;
use sqlx::Connection as _;
use sqlx::Executor as _;

use crate::faults::office::Daemon;
use crate::faults::office::KEYS;
use crate::faults::office::drained;
use crate::faults::office::fill;
use crate::faults::office::runs;
use crate::faults::office::said;
use crate::faults::office::until;
use crate::house::House;
use crate::smtp_sink::Mode;
use crate::smtp_sink::Sink;

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_away_or_none_is_said_in_words() {
    let house = House::on_sqlite(KEYS).await;
    let text = crate::faults::office::file(&house, "letter.db", b"Dear colleagues, this is no database at all.\n");
    let text = format!("sqlite://{}", text.display());
    for url in ["postgres://nobody@127.0.0.1:1/none", "sqlite:///no/such/folder/house.db", text.as_str()] {
        let output = runs(&house, &[("TREFFPUNKT_DATABASE__URL", url)], &["serve"]);
        assert_eq!(output.status.code(), Some(3), "{url}: {}", said(&output));
        assert!(!said(&output).is_empty() && !said(&output).contains("panicked"), "{url}: {}", said(&output));
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
