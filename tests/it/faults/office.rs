//! An office whose mails are due, and the daemon that sends them, as a process.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::SocketAddr;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Output;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use jiff::SignedDuration;
use jiff::Timestamp;
use serde_json::Value;
use serde_json::json;
use treffpunkt::domain::notification::State;
use treffpunkt::domain::when::Zone;

use crate::house::House;
use crate::smtp_sink::Received;
use crate::smtp_sink::Sink;

/// What every house here is told: no night, short leases, any free port.
pub const KEYS: &[(&str, &str)] = &[
    ("TREFFPUNKT_ENGINE__QUIET", ""),
    ("TREFFPUNKT_ENGINE__LEASE", "2s"),
    ("TREFFPUNKT_HTTP__LISTEN", "127.0.0.1:0"),
    ("TREFFPUNKT_LOG__FILTER", "info,sqlx=warn"),
];

/// Connections that a daemon uses at once: the default.
pub const CONNECTIONS: usize = 4;

/// Only keeps a failing test from hanging.
const DEADLINE: Duration = Duration::from_mins(3);

/// Waits until something is so.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < DEADLINE, "never seen: {what}");
        thread::sleep(Duration::from_millis(3));
    }
}

/// A wall time of Berlin, some hours from now.
pub fn wall(hours: i64) -> String {
    let zone: Zone = "Europe/Berlin".parse().unwrap();
    let at = Timestamp::now().saturating_add(SignedDuration::from_hours(hours)).unwrap();
    zone.wall(at).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// A file with one meeting, whose invitation is due 25 hours before its start to each of so many actors.
pub fn town(actors: usize, start: &str) -> String {
    let actor = |n: usize| {
        json!({ "id": format!("a{n:04}"), "slug": format!("verein-{n}"), "name": format!("Verein {n}"), "type": "mso",
            "email": format!("verein-{n}@example.org"), "groups": ["alle"] })
    };
    let actors: Vec<Value> = (0..actors).map(actor).collect();
    let rule = json!({ "offset": "-PT25H", "audience": "alle", "kind": "invitation" });
    let meeting = json!({ "id": "treffen", "title": "Austauschtreffen", "start": start, "timezone": "Europe/Berlin",
        "review": "published", "venue_text": "Rathaus", "groups": ["alle"],
        "description": "Wir tauschen uns aus.\n\nBitte kommen Sie.", "reminder_plan": [rule] });
    json!({ "schema": "treffpunkt/1", "actors": actors, "meetings": [meeting] }).to_string()
}

/// Fills the outbox of a house: so many invitations are planned, and by the machine's clock due.
pub async fn fill(house: &House, mails: usize) {
    house.clock.set(Timestamp::now().saturating_sub(SignedDuration::from_hours(2)).unwrap());
    let report = house.app.import_json(&town(mails, &wall(24)), false).await.unwrap();
    assert_eq!(report.faults, []);
    house.app.plan().await.unwrap();
    let planned = house.app.list_outbox().await.unwrap();
    assert!(planned.iter().all(|line| line.state == State::Planned && line.due_at < Timestamp::now()), "{planned:?}");
    assert_eq!(planned.len(), mails);
}

/// The states of all mails, counted.
pub async fn states(house: &House) -> BTreeMap<String, usize> {
    let mut states = BTreeMap::new();
    for line in house.app.list_outbox().await.unwrap() {
        *states.entry(line.state.to_string()).or_insert(0) += 1;
    }
    states
}

/// Waits until nothing is open any more.
pub async fn drained(house: &House) {
    let began = Instant::now();
    while house.app.count_open().await.unwrap() > 0 {
        assert!(began.elapsed() < DEADLINE, "the outbox is never empty: {:?}", states(house).await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The program, ready to work in a house.
pub fn program(house: &House, keys: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_treffpunkt"));
    command.env_clear().args(arguments).stdin(Stdio::null());
    command.envs(house.environment.iter().map(|(key, value)| (key, value))).envs(keys.iter().copied());
    command
}

/// Runs a command of the program to its end.
pub fn runs(house: &House, keys: &[(&str, &str)], arguments: &[&str]) -> Output {
    program(house, keys, arguments).output().unwrap()
}

/// What a program wrote to its standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A running daemon; killed with this value.
pub struct Daemon {
    child: Arc<Mutex<Child>>,
    journal: Arc<Mutex<Vec<String>>>,
    address: SocketAddr,
}

impl Daemon {
    /// Starts `serve` and waits until it listens.
    pub fn starts(house: &House, sink: &Sink) -> Self {
        Self::starts_with(house, &[("TREFFPUNKT_MAIL__URL", &sink.url())])
    }

    /// As [`Daemon::starts`], with settings of the caller.
    pub fn starts_with(house: &House, keys: &[(&str, &str)]) -> Self {
        let mut child = program(house, keys, &["serve"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let journal = Arc::new(Mutex::new(Vec::new()));
        let (lines, kept) = (BufReader::new(child.stderr.take().unwrap()).lines(), journal.clone());
        thread::spawn(move || lines.map_while(Result::ok).for_each(|line| kept.lock().unwrap().push(line)));
        let mut address = None;
        until("the daemon listens", || {
            assert!(child.try_wait().unwrap().is_none(), "ended: {:?}", journal.lock().unwrap());
            let lines = journal.lock().unwrap();
            address = lines.iter().find_map(|line| line.split_once("listening listen=")?.1.trim().parse().ok());
            address.is_some()
        });
        Self { child: Arc::new(Mutex::new(child)), journal, address: address.unwrap() }
    }

    /// What ends this process at once, from any thread.
    pub fn assassin(&self) -> impl Fn() + Send + Sync + use<> {
        let child = self.child.clone();
        move || {
            let mut child = child.lock().unwrap();
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Whether it ended, and well.
    pub fn stops_well(&self) -> bool {
        self.child.lock().unwrap().try_wait().unwrap().is_some_and(|status| status.success())
    }

    /// Whether it still runs.
    pub fn lives(&self) -> bool {
        self.child.lock().unwrap().try_wait().unwrap().is_none()
    }

    /// Asks it to stop (SIGTERM).
    pub fn asks_to_stop(&self) {
        let id = self.child.lock().unwrap().id();
        assert!(Command::new("kill").args(["-TERM", &id.to_string()]).status().unwrap().success());
    }

    /// Asks it to stop and waits until it did.
    pub fn stops(&self) -> ExitStatus {
        self.asks_to_stop();
        until("the daemon stops", || !self.lives());
        self.child.lock().unwrap().wait().unwrap()
    }

    /// What it wrote so far.
    pub fn journal(&self) -> String {
        self.journal.lock().unwrap().join("\n")
    }

    /// Asks for a page: its status and the whole answer.
    pub fn asks(&self, path: &str) -> (u16, String) {
        let mut tcp = TcpStream::connect(self.address).unwrap();
        tcp.set_read_timeout(Some(DEADLINE)).unwrap();
        write!(tcp, "GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        tcp.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        (answer.split(' ').nth(1).unwrap().parse().unwrap(), answer)
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let mut child = self.child.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// A file of its own for one test, below a house's folder.
pub fn file(house: &House, name: &str, bytes: &[u8]) -> PathBuf {
    let secret = house.environment.iter().find(|(key, _)| key == "TREFFPUNKT_SECRET_FILE").unwrap();
    let file = PathBuf::from(&secret.1).with_file_name(name);
    std::fs::write(&file, bytes).unwrap();
    file
}

/// What arrived, told apart by Message-ID.
pub struct Arrived {
    /// Mails that came, each counted once.
    pub distinct: usize,
    /// Those that came again.
    pub duplicates: usize,
}

/// Counts what arrived; copies must be the same bytes, and nobody gets two different mails.
pub fn arrived(mails: &[Received]) -> Arrived {
    let mut by_id: BTreeMap<&str, &Received> = BTreeMap::new();
    for mail in mails {
        let text = std::str::from_utf8(&mail.bytes).unwrap();
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap();
        let first = by_id.entry(id).or_insert(mail);
        assert_eq!((&first.to, &first.from), (&mail.to, &mail.from), "{id}");
        assert!(first.bytes == mail.bytes, "copies of {id} differ:\n{text}");
    }
    let people: BTreeSet<&str> = by_id.values().map(|mail| mail.to.as_str()).collect();
    assert_eq!(people.len(), by_id.len(), "somebody got two different mails");
    Arrived { distinct: by_id.len(), duplicates: mails.len() - by_id.len() }
}
