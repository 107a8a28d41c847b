//! Switches and counters, and the audit: who did what.

use jiff::Timestamp;

use crate::store::Reading;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;
use crate::store::row::row;

const SETTING: &str = "SELECT value FROM settings WHERE name = $1";
const PUT_SETTING: &str = "INSERT INTO settings (name, value) VALUES ($1, $2) \
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";
const LOCK_SETTING: &str = "UPDATE settings SET value = value WHERE name = $1 RETURNING value";
const RAISE_REVISION: &str =
    "UPDATE settings SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'revision'";
const RECORD: &str = "INSERT INTO audit (at, who, verb, subject, detail) VALUES ($1, $2, $3, $4, $5)";
const AUDIT: &str = "SELECT at, who, verb, subject, detail FROM audit ORDER BY id DESC LIMIT $1";

/// All statements of this file, for the test that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[SETTING, PUT_SETTING, LOCK_SETTING, RAISE_REVISION, RECORD, AUDIT];

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

    /// The change counter: any write that readers can see raises it.
    pub async fn revision(&mut self) -> Stored<i64> {
        Ok(self.find_setting("revision").await?.and_then(|value| value.parse().ok()).unwrap_or(0))
    }

    /// The newest lines of the audit.
    pub async fn list_audit(&mut self, most: i64) -> Stored<Vec<AuditLine>> {
        Ok(on!(self, c => sqlx::query_as(AUDIT).bind(most).fetch_all(c).await)?)
    }
}

impl Writing {
    /// Sets a switch.
    pub async fn put_setting(&mut self, name: &str, value: &str) -> Stored<()> {
        on!(self, c => sqlx::query(PUT_SETTING).bind(name).bind(value).execute(c).await.map(drop))?;
        Ok(())
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
