//! What the office set: values over those of the configuration, stored one name each.
//!
//! Invariant: nothing of it is kept by a process: a change holds for the next page and the next mail, on all replicas.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::app::Refusal;
use crate::app::programme::NAMES_CHANGED;
use crate::app::version;
use crate::store::Reading;

/// A setting with what tells one state of it from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set<T> {
    /// What was stored; none: as delivered or configured.
    pub value: Option<T>,
    /// Goes with the form, so that nobody overwrites what they did not see.
    pub seen: String,
}

/// Who sees a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// The office alone.
    ToOffice,
    /// It stands on pages and in calendars too, which are then new ones.
    ToAll,
}

impl App {
    pub(super) async fn find_set<T: DeserializeOwned>(&self, name: &str) -> Result<Set<T>, Refusal> {
        find_set(&mut self.store.read().await?, name).await
    }

    /// Stores a setting, or takes it back; readers of all replicas notice.
    ///
    /// Errors: [`Refusal::Changed`] when it is no longer as it was `seen`.
    pub(super) async fn put_set<T: Serialize>(
        &self,
        who: &str,
        name: &str,
        value: Option<&T>,
        seen: &str,
        shows: Shows,
    ) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        // Locks out others who change a setting now: what is read next stays so until the end.
        tx.raise_revision().await?;
        if version(&tx.find_setting(name).await?) != seen {
            return Err(Refusal::Changed);
        }
        match value {
            Some(value) => {
                let text = serde_json::to_string(value).map_err(|_| Refusal::Unwritable)?;
                tx.put_setting(name, &text).await?;
            }
            None => tx.drop_setting(name).await?,
        }
        if shows == Shows::ToAll {
            tx.put_setting(NAMES_CHANGED, &self.now().to_string()).await?;
        }
        let verb = if value.is_some() { "change" } else { "reset" };
        tx.record_audit(self.now(), who, verb, &format!("setting:{name}"), "").await?;
        Ok(tx.commit().await?)
    }
}

/// Reads a setting; one that cannot be understood counts as never stored.
pub(super) async fn find_set<T: DeserializeOwned>(reading: &mut Reading, name: &str) -> Result<Set<T>, Refusal> {
    let text = reading.find_setting(name).await?;
    let seen = version(&text);
    Ok(Set { value: text.and_then(|text| serde_json::from_str(&text).ok()), seen })
}
