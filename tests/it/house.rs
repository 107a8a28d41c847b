//! A house to test in: an office on real migrations, with a stopped clock and mails in memory.

use std::future::Future;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::DateTime;
use tokio_util::sync::CancellationToken;
use treffpunkt::app::App;
use treffpunkt::clock::Clock;
use treffpunkt::clock::StoppedClock;
use treffpunkt::config::Config;
use treffpunkt::domain::when::Zone;
use treffpunkt::mail::transport::MemoryMail;
use treffpunkt::mail::transport::Transport;

use crate::postgres;

/// The example town, as a file.
pub const TOWN: &str = include_str!("../../config/demo.json");

/// An office in a folder of its own.
pub struct House {
    /// Its verbs.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: StoppedClock,
    /// `sqlite` or `postgres`, for messages.
    pub engine: &'static str,
    /// What was configured, as environment variables: for processes that work in the same office.
    pub environment: Vec<(String, String)>,
    folder: std::path::PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The instant at which clocks in Berlin show a time.
pub fn berlin(local: &str) -> Timestamp {
    "Europe/Berlin".parse::<Zone>().unwrap().instant(local.parse::<DateTime>().unwrap())
}

/// A folder of its own for one test.
pub fn folder() -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("treffpunkt-test-{:016x}", getrandom::u64().unwrap()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl House {
    /// The mails that went; those of these tests stay in memory.
    pub fn memory(&self) -> &MemoryMail {
        let Transport::Memory(memory) = self.app.transport() else { panic!("mails stay in memory") };
        memory
    }

    /// The example town on 10 August 2027, a day after it came in and all that it made due was released. The nudges to
    /// its meeting are due on the 12th at 17:00.
    pub async fn lives_in_august(&self) {
        self.at("2027-08-09T10:00");
        self.imports_the_town().await;
        self.ticks().await;
        self.app.release_all("test").await.unwrap();
        self.ticks().await;
        self.at("2027-08-10T10:00");
        self.ticks().await;
    }

    /// An empty office on SQLite; `keys` are environment variables.
    pub async fn on_sqlite(keys: &[(&str, &str)]) -> Self {
        let folder = folder();
        let url = format!("sqlite://{}", folder.join("house.db").display());
        Self::open("sqlite", &url, folder, keys).await
    }

    /// An empty office on PostgreSQL.
    pub async fn on_postgres(keys: &[(&str, &str)]) -> Self {
        let migrate = async |url: String| {
            let house = Self::open("postgres", &url, folder(), &[]).await;
            house.app.close().await;
        };
        let url = postgres::database_from_template(migrate).await;
        Self::open("postgres", &url, folder(), keys).await
    }

    async fn open(engine: &'static str, url: &str, folder: std::path::PathBuf, keys: &[(&str, &str)]) -> Self {
        let secret = folder.join("secret");
        std::fs::write(&secret, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n").unwrap();
        let secret = secret.to_string_lossy().into_owned();
        let mut environment = vec![
            ("TREFFPUNKT_DATABASE__URL", url),
            ("TREFFPUNKT_MAIL__URL", "memory:"),
            ("TREFFPUNKT_MAIL__MAX_PER_SECOND", "0"),
            ("TREFFPUNKT_SECRET_FILE", &secret),
            ("TREFFPUNKT_HTTP__BASE_URL", "https://treffpunkt.example.org"),
        ];
        environment.extend_from_slice(keys);
        let config = Config::read_with(None, &environment).unwrap_or_else(|faults| panic!("{faults:?}"));
        let clock = StoppedClock::at(berlin("2027-01-01T08:00"));
        let app = Arc::new(App::open_at(config, Clock::Stopped(clock.clone())).await.unwrap());
        let environment = environment.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Self { app, clock, engine, environment, folder }
    }

    /// Another process of the same office, living by the same clock.
    pub async fn twin(&self) -> Self {
        let environment: Vec<(&str, &str)> = self.environment.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let config = Config::read_with(None, &environment).unwrap_or_else(|faults| panic!("{faults:?}"));
        let app = Arc::new(App::open_at(config, Clock::Stopped(self.clock.clone())).await.unwrap());
        let (clock, environment) = (self.clock.clone(), self.environment.clone());
        Self { app, clock, engine: self.engine, environment, folder: folder() }
    }

    /// Sets the clock to a wall time of Berlin.
    pub fn at(&self, local: &str) {
        self.clock.set(berlin(local));
    }

    /// Plans and delivers, as the daemon does each minute.
    pub async fn ticks(&self) {
        self.app.plan().await.unwrap();
        self.app.deliver(&CancellationToken::new()).await.unwrap();
    }

    /// Lets time pass from one moment at which something is due to the next.
    pub async fn lives_until(&self, until: Timestamp) {
        loop {
            self.ticks().await;
            let Some(next) = self.app.next_moment().await.unwrap().filter(|next| *next <= until) else { return };
            // What is due and does not go now is tried a minute later, as by the daemon.
            let later = self.app.now().saturating_add(SignedDuration::from_mins(1)).unwrap();
            let next = if next > self.app.now() { next } else { later };
            if next > until {
                return;
            }
            self.clock.set(next);
        }
    }

    /// Takes in the example town.
    pub async fn imports_the_town(&self) {
        let report = self.app.import_json(TOWN, false).await.unwrap();
        assert_eq!(report.faults, []);
    }
}

/// Runs a story on both engines.
pub async fn house<F: Future<Output = ()>>(story: impl Fn(House) -> F) {
    story(House::on_sqlite(&[]).await).await;
    story(House::on_postgres(&[]).await).await;
}
