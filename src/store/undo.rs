//! What events were before their last change, as long as it can be taken back.

use jiff::Timestamp;
use sqlx::types::Json;

use crate::domain::event::Event;
use crate::store::Reading;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;

const FIND: &str = "SELECT body FROM undo WHERE event_id = $1";
const KEEP: &str = "INSERT INTO undo (event_id, at, body) VALUES ($1, $2, $3) \
    ON CONFLICT (event_id) DO UPDATE SET at = excluded.at, body = excluded.body";
const DROP: &str = "DELETE FROM undo WHERE event_id = $1";
const FORGET: &str = "DELETE FROM undo WHERE at < $1";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[FIND, KEEP, DROP, FORGET];

impl Reading {
    /// What an event was before its last change.
    pub async fn find_undo(&mut self, event: i64) -> Stored<Option<Event>> {
        let found: Option<Json<Event>> = on!(self, c => sqlx::query_scalar(FIND).bind(event).fetch_optional(c).await)?;
        Ok(found.map(|Json(event)| event))
    }
}

impl Writing {
    /// Keeps what an event was before a change.
    pub async fn keep_undo(&mut self, event: i64, at: Timestamp, before: &Event) -> Stored<()> {
        on!(self, c => {
            sqlx::query(KEEP).bind(event).bind(at.as_second()).bind(Json(before)).execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Forgets what an event was.
    pub async fn drop_undo(&mut self, event: i64) -> Stored<()> {
        on!(self, c => sqlx::query(DROP).bind(event).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Forgets what was kept before a moment: it cannot be taken back any more.
    pub async fn forget_undo(&mut self, before: Timestamp) -> Stored<()> {
        on!(self, c => sqlx::query(FORGET).bind(before.as_second()).execute(c).await.map(drop))?;
        Ok(())
    }
}
