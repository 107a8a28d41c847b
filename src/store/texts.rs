//! The office's own wording of single messages.

use crate::store::Reading;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;

const TEXTS: &str = "SELECT language, id, value FROM texts ORDER BY language, id";
const PUT_TEXT: &str = "INSERT INTO texts (language, id, value) VALUES ($1, $2, $3) \
    ON CONFLICT (language, id) DO UPDATE SET value = excluded.value";
const DROP_TEXT: &str = "DELETE FROM texts WHERE language = $1 AND id = $2";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[TEXTS, PUT_TEXT, DROP_TEXT];

impl Reading {
    /// All own texts: language, message, text.
    pub async fn list_texts(&mut self) -> Stored<Vec<(String, String, String)>> {
        Ok(on!(self, c => sqlx::query_as(TEXTS).fetch_all(c).await)?)
    }
}

impl Writing {
    /// Words a message otherwise.
    pub async fn put_text(&mut self, language: &str, id: &str, value: &str) -> Stored<()> {
        on!(self, c => sqlx::query(PUT_TEXT).bind(language).bind(id).bind(value).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Takes a message back to the delivered words.
    pub async fn drop_text(&mut self, language: &str, id: &str) -> Stored<()> {
        on!(self, c => sqlx::query(DROP_TEXT).bind(language).bind(id).execute(c).await.map(drop))?;
        Ok(())
    }
}
