//! The audit as people read it: who did what to which thing, with names that are looked up now.
//!
//! Invariant: the audit itself holds numbers; a name that is gone is gone from here too.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::app::App;
use crate::app::Refusal;
use crate::domain::account::Account;
use crate::domain::directory::Directory;
use crate::domain::notification::Kind;
use crate::store::AuditLine;
use crate::store::Reading;

/// Lines on one page.
const PAGE: i64 = 50;

/// Which lines somebody wants to see.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditWish {
    /// Who, as the audit has it: `account:3`, `import`, `contact` for all contacts; empty for everybody.
    pub who: String,
    /// About what: `event:12`, `event` for all events; empty for everything.
    pub subject: String,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// The page, from 0.
    pub page: i64,
}

/// A page of the audit.
#[derive(Debug, Clone)]
pub struct AuditPage {
    /// The lines, the newest first.
    pub entries: Vec<AuditEntry>,
    /// True: there are older ones.
    pub has_more: bool,
    /// All accounts, to choose from.
    pub accounts: Vec<Account>,
}

/// One line with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: AuditThing,
    /// What was done.
    pub verb: String,
    /// To what.
    pub subject: AuditThing,
    /// More about it, piece by piece.
    pub detail: Vec<AuditPiece>,
}

/// A piece of what the audit holds about a line, for a page to put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditPiece {
    /// A word of the audit's own.
    Word(String),
    /// How many.
    Number(i64),
    /// When.
    At(Timestamp),
    /// About which mails.
    Kind(Kind),
    /// Which part of an event, as its word.
    Part(String),
    /// Whom.
    Thing(AuditThing),
}

/// What the audit names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditThing {
    /// The sort: `event`, `account`, `import`, `outbox`, …
    pub sort: String,
    /// As the audit has it: `event:12`.
    pub code: String,
    /// What its page is found by: a slug, or its number; empty when there is no such thing (any more).
    pub key: String,
    /// Its name; empty for what needs none, and for what is gone.
    pub name: String,
}

impl App {
    /// One page of the audit.
    pub async fn list_audit(&self, wish: &AuditWish) -> Result<AuditPage, Refusal> {
        let zone = &self.config.office.zone;
        let midnight = |day: Date| zone.instant(day.at(0, 0, 0, 0));
        let from = wish.from.map_or(Timestamp::MIN, midnight);
        let until = wish.until.and_then(|day| day.tomorrow().ok()).map_or(Timestamp::MAX, midnight);
        let mut reading = self.store.read().await?;
        let about = (wish.who.as_str(), wish.subject.as_str());
        let mut lines = reading.list_audit((from, until), about, (PAGE + 1, wish.page * PAGE)).await?;
        let most = usize::try_from(PAGE).unwrap_or_default();
        let has_more = lines.len() > most;
        lines.truncate(most);
        let accounts = reading.list_accounts().await?;
        let directory = reading.directory().await?;
        let mut names = Names { reading: &mut reading, directory, accounts };
        let mut entries = Vec::new();
        for line in lines {
            entries.push(names.entry(line).await?);
        }
        Ok(AuditPage { entries, has_more, accounts: names.accounts })
    }
}

/// Where names are looked up.
struct Names<'a> {
    reading: &'a mut Reading,
    directory: Arc<Directory>,
    accounts: Vec<Account>,
}

impl Names<'_> {
    async fn entry(&mut self, line: AuditLine) -> Result<AuditEntry, Refusal> {
        let mut detail = Vec::new();
        for piece in line.detail.split_whitespace() {
            detail.push(self.piece(piece.trim_end_matches([',', ':'])).await?);
        }
        Ok(AuditEntry {
            at: Timestamp::from_second(line.at).unwrap_or_default(),
            who: self.thing(line.who).await?,
            verb: line.verb,
            subject: self.thing(line.subject).await?,
            detail,
        })
    }

    async fn piece(&mut self, piece: &str) -> Result<AuditPiece, Refusal> {
        Ok(match (piece.parse(), piece.parse(), piece.parse()) {
            (Ok(number), ..) => AuditPiece::Number(number),
            (_, Ok(at), _) => AuditPiece::At(at),
            (.., Ok(kind)) => AuditPiece::Kind(kind),
            _ if piece.starts_with("part:") => AuditPiece::Part(piece.trim_start_matches("part:").to_owned()),
            _ if piece.contains(':') => AuditPiece::Thing(self.thing(piece.to_owned()).await?),
            _ => AuditPiece::Word(piece.to_owned()),
        })
    }

    /// The event of a date or of a mail.
    async fn event_of(&mut self, sort: &str, row: i64) -> Result<Option<i64>, Refusal> {
        Ok(match sort {
            "occurrence" => self.reading.find_event_of_occurrence(row).await?,
            "notification" => self.reading.find_notification(row).await?.map(|mail| mail.event_id),
            _ => Some(row),
        })
    }

    async fn thing(&mut self, code: String) -> Result<AuditThing, Refusal> {
        let (sort, id) = code.split_once(':').unwrap_or((&code, ""));
        let found = match (sort, id.parse::<i64>()) {
            ("event" | "occurrence" | "notification", Ok(row)) => match self.event_of(sort, row).await? {
                Some(event) => self.reading.find_event(event).await?.map(|row| (row.event.slug, row.event.title)),
                None => None,
            },
            // Lines of earlier versions name the slug.
            ("event", Err(_)) => {
                self.reading.find_event_by_slug(id).await?.map(|row| (row.event.slug, row.event.title))
            }
            ("actor", Ok(row)) => {
                let actor = self.directory.actors.iter().find(|actor| actor.id == row);
                actor.map(|row| (row.actor.slug.clone(), row.actor.name.clone()))
            }
            ("contact", Ok(row)) => {
                self.directory.find_contact(row).map(|(actor, _)| (row.to_string(), actor.actor.name.clone()))
            }
            ("account", Ok(id)) => {
                let account = self.accounts.iter().find(|account| account.id == id);
                account.map(|account| (id.to_string(), account.address.clone()))
            }
            ("group", _) => self.directory.groups.get(id).map(|group| (id.to_owned(), group.de.clone())),
            _ => None,
        };
        let (key, name) = found.unwrap_or_default();
        Ok(AuditThing { sort: sort.to_owned(), key, name, code })
    }
}
