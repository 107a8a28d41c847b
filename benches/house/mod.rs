//! A house to measure: a generated town in a folder of its own, and what the process took of the machine.
//!
//! CPU time, not wall time: wall times move by a factor of three when somebody else uses the machine.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::Value;
use serde_json::json;
use treffpunkt::app::App;
use treffpunkt::clock::Clock;
use treffpunkt::clock::StoppedClock;
use treffpunkt::config::Config;
use treffpunkt::domain::when::Zone;

/// The example town, from which larger ones are made.
const TOWN: &str = include_str!("../../config/demo.json");

/// An office in a folder of its own, on SQLite that writes through to the disk.
pub struct House {
    /// Its verbs.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: StoppedClock,
    folder: PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl House {
    /// An empty office at the beginning of 2027; mails go to `mail`.
    pub async fn open(mail: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("treffpunkt-bench-{:016x}", getrandom::u64().unwrap()));
        fs::create_dir_all(&folder).unwrap();
        let url = format!("sqlite://{}", folder.join("house.db").display());
        let environment = [
            ("TREFFPUNKT_DATABASE__URL", url.as_str()),
            ("TREFFPUNKT_MAIL__URL", mail),
            ("TREFFPUNKT_MAIL__MAX_PER_SECOND", "0"),
            ("TREFFPUNKT_MAIL__CONNECTIONS", "4"),
            ("TREFFPUNKT_HTTP__BASE_URL", "https://treffpunkt.example.org"),
        ];
        let config = Config::read_with(None, &environment).unwrap_or_else(|faults| panic!("{faults:?}"));
        let clock = StoppedClock::at(berlin("2027-01-01T08:00"));
        let app = Arc::new(App::open_at(config, Clock::Stopped(clock.clone())).await.unwrap());
        Self { app, clock, folder }
    }

    /// Takes in a file of the exchange format.
    pub async fn imports(&self, town: &Value) {
        let report = self.app.import_json(&town.to_string(), false).await.unwrap();
        assert_eq!(report.faults, []);
    }

    /// The size of its database with what is not yet in the main file, in bytes.
    pub fn bytes_on_disk(&self) -> u64 {
        let size = |name: &str| fs::metadata(self.folder.join(name)).map_or(0, |file| file.len());
        size("house.db") + size("house.db-wal")
    }
}

/// The instant at which clocks in Berlin show a time.
pub fn berlin(local: &str) -> Timestamp {
    "Europe/Berlin".parse::<Zone>().unwrap().instant(local.parse::<DateTime>().unwrap())
}

/// A town of `actors` in one group, without events.
pub fn town(actors: usize) -> Value {
    let mut town: Value = serde_json::from_str(TOWN).unwrap();
    let pattern = town["actors"].as_array().unwrap().clone();
    let actor = |number: usize| {
        let mut actor = pattern[number % pattern.len()].clone();
        if number >= pattern.len() {
            actor["id"] = json!(format!("n{number}"));
            actor["slug"] = json!(format!("{}-{number}", actor["slug"].as_str().unwrap()));
            actor["email"] = json!(format!("n{number}@example.org"));
        }
        actor["groups"] = json!(["alle-akteure"]);
        for (key, value) in [("email_ok", true), ("bounced", false), ("postal_only", false)] {
            actor[key] = json!(value);
        }
        actor
    };
    // Those of the example stay, because its events name them.
    town["actors"] = (0..actors.max(pattern.len())).map(actor).collect();
    town["meetings"] = json!([]);
    town["programmes"][0]["reminder_plan"] = json!([]);
    town["events"] = json!([]);
    town
}

/// `count` public events: those of the example town over and over, each round a week later.
pub fn events(count: usize) -> Value {
    let example: Value = serde_json::from_str(TOWN).unwrap();
    let all = example["events"].as_array().unwrap();
    let pattern: Vec<&Value> = all.iter().filter(|event| event["rrule"].is_null()).collect();
    let event = |number: usize| {
        let mut event = pattern[number % pattern.len()].clone();
        let round = i64::try_from(number / pattern.len()).unwrap();
        event["id"] = json!(format!("{}-{number}", event["id"].as_str().unwrap()));
        event["title"] = json!(format!("{} {number}", event["title"].as_str().unwrap()));
        event["review"] = json!("published");
        for moment in ["start", "end"] {
            if let Some(text) = event[moment].as_str() {
                event[moment] = json!(weeks_later(text, round % 100));
            }
        }
        event
    };
    (0..count).map(event).collect()
}

fn weeks_later(moment: &str, weeks: i64) -> String {
    let weeks = jiff::Span::new().weeks(weeks);
    match moment.parse::<DateTime>() {
        Ok(wall) if moment.len() > 10 => wall.checked_add(weeks).unwrap().strftime("%Y-%m-%dT%H:%M").to_string(),
        _ => moment.parse::<jiff::civil::Date>().unwrap().checked_add(weeks).unwrap().to_string(),
    }
}

/// CPU time of this process so far, of threads that ended too; in steps of 10 ms.
pub fn cpu() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the program may hold anything; what follows it does not.
    let numbers = stat.rsplit(") ").next().unwrap();
    let ticks = numbers.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().unwrap()).sum::<u64>();
    Duration::from_millis(ticks * 10)
}

/// CPU time of the threads that live, to the nanosecond: for what is short.
pub fn cpu_of_threads() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").unwrap().map(|task| task.unwrap().path().join("schedstat"));
    let nanos = tasks.filter_map(|file| fs::read_to_string(file).ok()?.split(' ').next()?.parse::<u64>().ok());
    Duration::from_nanos(nanos.sum())
}

/// Forgets the highest memory use so far.
pub fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

/// The highest resident memory since [`forget_peak`], in MiB.
pub fn peak() -> f64 {
    of_status("VmHWM:")
}

/// The resident memory now, in MiB.
pub fn resident() -> f64 {
    of_status("VmRSS:")
}

fn of_status(key: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(key)).unwrap();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}
