//! Switches and counters, and the audit: who did what.

use jiff::Timestamp;

use crate::domain::vocabulary::Vocabulary;
use crate::store::Reading;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;
use crate::store::row::row;

const SETTING: &str = "SELECT value FROM settings WHERE name = $1";
const PUT_SETTING: &str = "INSERT INTO settings (name, value) VALUES ($1, $2) \
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";
const NAMES: &str = "SELECT name FROM settings WHERE name LIKE $1 ORDER BY name";
const LOCK_SETTING: &str = "UPDATE settings SET value = value WHERE name = $1 RETURNING value";
const DROP_SETTING: &str = "DELETE FROM settings WHERE name = $1";
const RAISE_REVISION: &str =
    "UPDATE settings SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'revision'";
const RAISE_DIRECTORY: &str = "INSERT INTO settings (name, value) VALUES ('directory', '1') \
    ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(settings.value AS BIGINT) + 1 AS TEXT)";
const RECORD: &str = "INSERT INTO audit (at, who, verb, subject, detail) VALUES ($1, $2, $3, $4, $5)";
/// Who (or all of a sort: `contact`), about what (or all of a sort: `event`), between two moments; the newest first.
const AUDIT: &str = "SELECT at, who, verb, subject, detail FROM audit WHERE at >= $1 AND at < $2 \
    AND ($3 = '' OR who = $3 OR who LIKE $3 || ':%') AND ($4 = '' OR subject = $4 OR subject LIKE $4 || ':%') \
    ORDER BY id DESC LIMIT $5 OFFSET $6";

/// The office's own lists, among the settings.
pub const VOCABULARY: &str = "vocabulary";

/// All statements of this file, for the test that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] =
    &[SETTING, PUT_SETTING, LOCK_SETTING, NAMES, DROP_SETTING, RAISE_REVISION, RAISE_DIRECTORY, RECORD, AUDIT];

row! {
    /// A line of the audit.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct AuditLine {
        /// When, in unix seconds.
        pub at: i64,
        /// Who: `import`, `office`, `contact:12`, `engine`.
        pub who: String,
        /// What was done.
        pub verb: String,
        /// To what: `event:12`.
        pub subject: String,
        /// In a few words; never personal data.
        pub detail: String,
    }
}

impl Reading {
    /// The value of a switch, if it was ever set.
    pub async fn find_setting(&mut self, name: &str) -> Stored<Option<String>> {
        Ok(on!(self, c => sqlx::query_scalar(SETTING).bind(name).fetch_optional(c).await)?)
    }

    /// The names of the switches that begin so.
    pub async fn list_setting_names(&mut self, beginning: &str) -> Stored<Vec<String>> {
        let like = format!("{beginning}%");
        Ok(on!(self, c => sqlx::query_scalar(NAMES).bind(like).fetch_all(c).await)?)
    }

    /// The change counter: any write that readers can see raises it.
    pub async fn revision(&mut self) -> Stored<i64> {
        Ok(self.find_setting("revision").await?.and_then(|value| value.parse().ok()).unwrap_or(0))
    }

    /// How often the directory was written.
    pub(super) async fn directory_revision(&mut self) -> Stored<i64> {
        Ok(self.find_setting("directory").await?.and_then(|value| value.parse().ok()).unwrap_or(0))
    }

    /// The office's own lists; empty ones before any were entered.
    pub(super) async fn vocabulary(&mut self) -> Stored<Vocabulary> {
        let text = self.find_setting(VOCABULARY).await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    /// Lines of the audit between two moments, the newest first; `who` and `subject` are empty for all of them.
    pub async fn list_audit(
        &mut self,
        (from, until): (Timestamp, Timestamp),
        (who, subject): (&str, &str),
        (most, skipped): (i64, i64),
    ) -> Stored<Vec<AuditLine>> {
        Ok(on!(self, c => {
            let lines = sqlx::query_as(AUDIT).bind(from.as_second()).bind(until.as_second()).bind(who).bind(subject);
            lines.bind(most).bind(skipped).fetch_all(c).await
        })?)
    }
}

impl Writing {
    /// Sets a switch.
    pub async fn put_setting(&mut self, name: &str, value: &str) -> Stored<()> {
        self.touched_directory |= name == VOCABULARY;
        on!(self, c => sqlx::query(PUT_SETTING).bind(name).bind(value).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Takes a switch away, as if it was never set.
    pub async fn drop_setting(&mut self, name: &str) -> Stored<()> {
        self.touched_directory |= name == VOCABULARY;
        on!(self, c => sqlx::query(DROP_SETTING).bind(name).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Waits until whoever writes to `what` has ended: what is read after this is what they left behind.
    ///
    /// To be called first. SQLite has one writer anyway; on PostgreSQL the row is held until the end of the transaction.
    pub async fn wait_turn(&mut self, what: &str) -> Stored<()> {
        self.put_setting(&format!("turn_{what}"), "").await
    }

    /// The value of a switch, which nobody else sets before the end of the transaction.
    pub async fn lock_setting(&mut self, name: &str) -> Stored<Option<String>> {
        Ok(on!(self, c => sqlx::query_scalar(LOCK_SETTING).bind(name).fetch_optional(c).await)?)
    }

    /// Says that readers may see something new.
    pub async fn raise_revision(&mut self) -> Stored<()> {
        on!(self, c => sqlx::query(RAISE_REVISION).execute(c).await.map(drop))?;
        self.raised = true;
        Ok(())
    }

    /// Says that who keeps the directory must read it anew.
    pub(super) async fn raise_directory(&mut self) -> Stored<()> {
        on!(self, c => sqlx::query(RAISE_DIRECTORY).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Writes down who did what.
    pub async fn record_audit(
        &mut self,
        at: Timestamp,
        who: &str,
        verb: &str,
        subject: &str,
        detail: &str,
    ) -> Stored<()> {
        on!(self, c => {
            let line = sqlx::query(RECORD).bind(at.as_second()).bind(who).bind(verb).bind(subject).bind(detail);
            line.execute(c).await.map(drop)
        })?;
        Ok(())
    }
}
