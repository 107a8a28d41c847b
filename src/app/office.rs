//! Who the office is to others: its names, addresses and languages, as stored, else as configured.
//!
//! Invariant: what was stored holds for the next mail and the next page of this process, and for those of others within
//! [`PATIENCE`]. Asking costs no query as long as nothing was written, and else one look at the change counter.

use std::sync::Arc;
use std::sync::PoisonError;
use std::sync::RwLock;
use std::time::Instant;

use serde::Deserialize;
use serde::Serialize;

use crate::app::App;
use crate::app::Refusal;
use crate::app::legal::LEGAL;
use crate::app::legal::LegalText;
use crate::app::programme::PATIENCE;
use crate::app::settings::Set;
use crate::app::settings::Shows;
use crate::app::settings::find_set;
use crate::config::Config;
use crate::domain::fault::Fault;
use crate::domain::text;
use crate::mail::address::MailAddress;
use crate::store::Reading;
use crate::view::language::Language;

/// The setting that holds what was stored.
pub(super) const OFFICE: &str = "office";
/// The setting that holds the tags of offered languages.
const LANGUAGES: &str = "languages";
/// Longest name that is taken, in characters.
const NAME_MAX: usize = 120;

/// What was stored instead of what is configured; empty: nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredOffice {
    /// The name of the office.
    pub name: String,
    /// The name that mails come from.
    pub sender: String,
    /// The address that mails come from.
    pub from: String,
    /// Where people's answers arrive.
    pub mailbox: String,
}

/// Who the office is, to readers of mails, pages and calendars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// The name that mails come from.
    pub sender: String,
    /// The address that mails come from.
    pub from: MailAddress,
    /// Where people's answers arrive.
    pub mailbox: MailAddress,
    /// Languages of frames that are offered; German is always one.
    pub languages: Vec<Language>,
    /// The legal texts that there are.
    pub legal: Vec<LegalText>,
}

impl Office {
    /// As configured, without anything stored.
    pub fn configured(config: &Config) -> Self {
        Self::of(&StoredOffice::default(), config)
    }

    fn of(stored: &StoredOffice, config: &Config) -> Self {
        let or = |stored: &str, other: &str| if stored.is_empty() { other.to_owned() } else { stored.to_owned() };
        let address = |stored: &str, configured: &MailAddress| stored.parse().unwrap_or_else(|_| configured.clone());
        let name = or(&stored.name, &config.office.name);
        Self {
            sender: or(&stored.sender, &name),
            name,
            from: address(&stored.from, &config.mail.from),
            mailbox: address(&stored.mailbox, &config.office.mailbox),
            languages: Language::ALL.into(),
            legal: Vec::new(),
        }
    }

    /// The language in which somebody of that language is written to: German where theirs is not offered.
    pub fn language_for<'a>(&self, tag: &'a str) -> &'a str {
        if Language::find(tag).is_none_or(|language| self.languages.contains(&language)) { tag } else { "de" }
    }

    /// Reads it with other facts.
    pub(super) async fn read(reading: &mut Reading, config: &Config) -> Result<Self, Refusal> {
        let stored = reading.find_setting(OFFICE).await?;
        let stored = stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let mut office = Self::of(&stored, config);
        let tags: Option<Vec<String>> = find_set(reading, LANGUAGES).await?.value;
        if let Some(tags) = tags {
            office
                .languages
                .retain(|language| *language == Language::De || tags.iter().any(|tag| tag == language.tag()));
        }
        let names = reading.list_setting_names(LEGAL).await?;
        office.legal = names.iter().filter_map(|name| name.strip_prefix(LEGAL)?.parse().ok()).collect();
        Ok(office)
    }
}

/// The office as it was read last.
#[derive(Default)]
pub(super) struct Front(RwLock<Option<Held>>);

#[derive(Clone)]
struct Held {
    office: Arc<Office>,
    revision: i64,
    changes: u64,
    asked_at: Instant,
}

impl Front {
    fn held(&self) -> Option<Held> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl App {
    /// Who the office is now; as it was read last while the database is away.
    pub async fn office(&self) -> Arc<Office> {
        let changes = self.store.changes();
        let held = self.shown.front.held();
        if let Some(held) = &held
            && held.changes == changes
            && held.asked_at.elapsed() < PATIENCE
        {
            return Arc::clone(&held.office);
        }
        // On the heap: each request carries this future, and few read.
        match Box::pin(self.look_at_office(held, changes)).await {
            Ok(office) => office,
            Err(refusal) => {
                tracing::warn!(error = ?refusal, "the office is shown as it was");
                self.office_as_known()
            }
        }
    }

    /// Who the office was when somebody asked last; as configured when nobody did.
    pub fn office_as_known(&self) -> Arc<Office> {
        self.shown.front.held().map_or_else(|| Arc::new(Office::configured(&self.config)), |held| held.office)
    }

    async fn look_at_office(&self, held: Option<Held>, changes: u64) -> Result<Arc<Office>, Refusal> {
        let mut reading = self.store.read().await?;
        let revision = reading.revision().await?;
        let office = match held.filter(|held| held.revision == revision) {
            Some(held) => held.office,
            None => Arc::new(Office::read(&mut reading, &self.config).await?),
        };
        let held = Held { office: Arc::clone(&office), revision, changes, asked_at: Instant::now() };
        *self.shown.front.0.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
        Ok(office)
    }

    /// What was stored about the office, with what is configured.
    pub async fn find_stored_office(&self) -> Result<(Set<StoredOffice>, Office), Refusal> {
        Ok((self.find_set(OFFICE).await?, Office::configured(&self.config)))
    }

    /// Offers these languages, and German; a contact whose language is not offered reads German.
    pub async fn change_languages(&self, who: &str, tags: &[&str], seen: &str) -> Result<(), Refusal> {
        let offered: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
        let tags: Vec<&str> = offered.into_iter().filter(|tag| *tag == "de" || tags.contains(tag)).collect();
        self.put_set(who, LANGUAGES, Some(&tags).filter(|tags| tags.len() < Language::ALL.len()), seen, Shows::ToAll)
            .await
    }

    /// The languages that are offered, with what tells one state from another.
    pub async fn find_languages(&self) -> Result<(Vec<Language>, String), Refusal> {
        let seen = self.find_set::<Vec<String>>(LANGUAGES).await?.seen;
        Ok((self.office().await.languages.clone(), seen))
    }

    /// Stores who the office is; what is empty is as configured again.
    ///
    /// Errors: [`Refusal::Faults`] names the fields; [`Refusal::Changed`] when somebody was faster.
    pub async fn change_office(&self, who: &str, typed: &StoredOffice, seen: &str) -> Result<(), Refusal> {
        let stored = StoredOffice {
            name: text::clean_line(&typed.name),
            sender: text::clean_line(&typed.sender),
            from: typed.from.trim().to_owned(),
            mailbox: typed.mailbox.trim().to_owned(),
        };
        let mut faults = Vec::new();
        for (field, name) in [("name", &stored.name), ("sender", &stored.sender)] {
            if name.chars().count() > NAME_MAX {
                faults.push(Fault::new(field, "set-fault-long-name"));
            }
        }
        for (field, address) in [("from", &stored.from), ("mailbox", &stored.mailbox)] {
            if !address.is_empty() && address.parse::<MailAddress>().is_err() {
                faults.push(Fault::new(field, "set-fault-address"));
            }
        }
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        let stored = Some(&stored).filter(|stored| **stored != StoredOffice::default());
        self.put_set(who, OFFICE, stored, seen, Shows::ToAll).await
    }
}
