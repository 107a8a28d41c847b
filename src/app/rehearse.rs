//! Rehearsal: a time to come, played on a copy with a clock that jumps from one due moment to the next.
//!
//! Invariant: touches nothing but the copy, which is deleted, and the folder that was named.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::Timestamp;
use serde::Serialize;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::app::OutboxLine;
use crate::app::Refusal;
use crate::app::feeds::Shown;
use crate::app::letters::key_hash;
use crate::app::office::OFFICE;
use crate::app::post::Post;
use crate::app::random;
use crate::clock::Clock;
use crate::clock::StoppedClock;
use crate::domain::notification::Kind;
use crate::domain::notification::State;
use crate::mail::transport::MemoryMail;
use crate::mail::transport::OutgoingMail;
use crate::store::DatabaseUrl;
use crate::store::Store;

/// What a rehearsal showed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Rehearsal {
    /// The mails, in the order in which they went.
    pub sent: Vec<SentMail>,
    /// What was not sent, and why.
    pub skipped: Vec<SkippedMail>,
}

/// A mail that went.
#[derive(Debug, Clone, Serialize)]
pub struct SentMail {
    /// What the rule says.
    pub due_at: Timestamp,
    /// When it went.
    pub send_at: Timestamp,
    /// What it is about.
    pub kind: Kind,
    /// The event's slug.
    pub event: String,
    /// The date, by its original local start; none for mails that go once per event.
    pub occurrence: Option<String>,
    /// The address.
    pub recipient: String,
    /// The line that the reader sees first.
    pub subject: String,
    /// Its file in the folder.
    pub file: String,
}

/// A mail that did not go.
#[derive(Debug, Clone, Serialize)]
pub struct SkippedMail {
    /// What the rule says.
    pub due_at: Timestamp,
    /// What it would have been about.
    pub kind: Kind,
    /// The event's slug.
    pub event: String,
    /// The date, by its original local start; none for mails that go once per event.
    pub occurrence: Option<String>,
    /// The address.
    pub recipient: String,
    /// Why.
    pub reason: String,
}

impl App {
    /// Plays the time from `from` until (not including) `until`; writes each mail and `report.json` into `folder`.
    ///
    /// An event that was never planned counts as entered at `from`. The switches that hold all mail or
    /// send it to the team are off in the copy.
    pub async fn rehearse(&self, from: Timestamp, until: Timestamp, folder: &Path) -> Result<Rehearsal, Refusal> {
        fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        let place = Place::make()?;
        let clock = StoppedClock::at(from);
        let copy = Arc::new(self.copy(&place.0.join("rehearsal.db"), &clock).await?);
        let mails = copy.play(&clock, until).await?;
        let lines = copy.list_outbox().await?;
        copy.close().await;
        let report = report(&lines, &mails, until);
        forget_earlier(folder);
        for mail in mails.values() {
            let file = folder.join(format!("{}.eml", mail.file_name));
            fs::write(&file, &mail.message).map_err(|error| unwritable(&file, &error))?;
        }
        let file = folder.join("report.json");
        let text = serde_json::to_string_pretty(&report).map_err(|_| Refusal::Unwritable)?;
        fs::write(&file, text).map_err(|error| unwritable(&file, &error))?;
        Ok(report)
    }

    /// An office like this one, on a copy of its database, whose mails stay in memory.
    async fn copy(&self, file: &Path, clock: &StoppedClock) -> Result<Self, Refusal> {
        let from = Clock::Stopped(clock.clone()).now();
        let copied = self.store.copy_to(file).await?;
        let mut config = self.config.clone();
        config.database = DatabaseUrl::Sqlite(file.to_owned());
        let copy = Self {
            store: Store::open_scratch(file).await?,
            clock: Clock::Stopped(clock.clone()),
            keys: self.keys.clone(),
            post: Post::rehearsing(),
            bell: tokio::sync::Notify::new(),
            is_well: true.into(),
            config,
            composer: Arc::clone(&self.composer),
            shown: Shown::default(),
        };
        let mut tx = if copied {
            copy.store.write().await?
        } else {
            copy.take_in(self.export_document().await?).await?;
            let mut tx = copy.store.write().await?;
            if let Some(office) = self.store.read().await?.find_setting(OFFICE).await? {
                tx.put_setting(OFFICE, &office).await?;
            }
            self.copy_texts(&mut tx).await?;
            tx
        };
        tx.put_setting("hold_all", "0").await?;
        tx.put_setting("test_to", "").await?;
        tx.release_tested().await?;
        tx.enter_unplanned(from).await?;
        tx.commit().await?;
        Ok(copy)
    }

    /// Lets time pass; the mails by the beginning of their key's hash.
    async fn play(
        self: &Arc<Self>,
        clock: &StoppedClock,
        until: Timestamp,
    ) -> Result<BTreeMap<String, OutgoingMail>, Refusal> {
        let memory = MemoryMail::default();
        let mut mails = BTreeMap::new();
        loop {
            self.plan().await?;
            self.deliver(&CancellationToken::new()).await?;
            let taken = self.post.memory().unwrap_or(&memory).take();
            mails.extend(taken.into_iter().map(|mail| (short_key(&mail.file_name).to_owned(), mail)));
            let Some(next) = self.next_moment().await? else { return Ok(mails) };
            // What is due and did not go is tried a little later, as by the daemon.
            let later = self.now().saturating_add(SignedDuration::from_mins(1)).unwrap_or(until);
            let next = if next > self.now() { next } else { later };
            if next >= until {
                return Ok(mails);
            }
            clock.set(next);
        }
    }
}

/// The beginning of a key's hash, with which the name of each mail's file ends.
fn short_key(file_name: &str) -> &str {
    file_name.rsplit('-').next().unwrap_or_default()
}

fn report(lines: &[OutboxLine], mails: &BTreeMap<String, OutgoingMail>, until: Timestamp) -> Rehearsal {
    let mut report = Rehearsal::default();
    for line in lines {
        let mail = mails.get(&key_hash(&line.key)[..16]);
        match (line.state, line.sent_at, mail) {
            (State::Sent, Some(sent_at), Some(mail)) => report.sent.push(SentMail {
                due_at: line.due_at,
                send_at: sent_at,
                kind: line.kind,
                event: line.event.clone(),
                occurrence: line.occurrence.clone(),
                recipient: line.recipient.clone(),
                subject: mail.subject.clone(),
                file: format!("{}.eml", mail.file_name),
            }),
            (State::Moot | State::Held | State::Dead, _, _) if line.due_at < until => {
                report.skipped.push(SkippedMail {
                    due_at: line.due_at,
                    kind: line.kind,
                    event: line.event.clone(),
                    occurrence: line.occurrence.clone(),
                    recipient: line.recipient.clone(),
                    reason: line.why.clone().unwrap_or_else(|| line.state.to_string()),
                });
            }
            _ => {}
        }
    }
    report.sent.sort_by(|a, b| (a.send_at, &a.recipient, &a.event).cmp(&(b.send_at, &b.recipient, &b.event)));
    report
}

/// Takes away the mails of an earlier rehearsal in this folder, as its report names them.
fn forget_earlier(folder: &Path) {
    let report = fs::read_to_string(folder.join("report.json")).ok();
    let report: Option<serde_json::Value> = report.and_then(|text| serde_json::from_str(&text).ok());
    let sent = report.as_ref().and_then(|report| report["sent"].as_array()).into_iter().flatten();
    for name in sent.filter_map(|mail| mail["file"].as_str()).map(Path::new) {
        // Only a mail, and only in this folder: a report may have been written by somebody else.
        let is_mail = name.extension().is_some_and(|extension| extension == "eml");
        if is_mail && name.file_name() == Some(name.as_os_str()) {
            let _ = fs::remove_file(folder.join(name));
        }
    }
}

fn unwritable(file: &Path, error: &std::io::Error) -> Refusal {
    Refusal::Configuration(format!("{} cannot be written: {error}", file.display()))
}

/// A folder for the copy that nobody else may read; gone when it is dropped.
struct Place(PathBuf);

impl Place {
    fn make() -> Result<Self, Refusal> {
        let folder = std::env::temp_dir().join(format!("treffpunkt-rehearsal-{}", random::hex()?));
        let made = fs::DirBuilder::new().mode(0o700).create(&folder);
        made.map_err(|error| unwritable(&folder, &error))?;
        Ok(Self(folder))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
