//! What planning writes: the difference between the mails that an event should have and those that it has.
//!
//! Invariant: touches only rows that are `planned`, `held` or `moot`; what is sent or being sent is not planning's.

use serde::Serialize;
use sqlx::types::Json;

use crate::domain::difference::Step;
use crate::domain::notification::Hold;
use crate::domain::notification::Reason;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;
use crate::store::Conn;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;

/// The new rows of one event in one statement, from a JSON list: a plan may have thousands, and each statement costs a way
/// to the engine and back. The engines differ only in the name of the function that opens the list. It is opened once,
/// because SQLite would otherwise write and read each row anew for each of its columns.
///
/// A digest is about all events of an organiser: the row of an event that is no longer worth one serves another.
macro_rules! insert {
    ($open:literal) => {
        concat!(
            "WITH list AS MATERIALIZED (SELECT value FROM ",
            $open,
            "($2)) INSERT INTO notifications (event_id, key, occurrence_id, contact_id, kind, rule, state, reason, hold, \
             due_at, send_at, try_at, not_after, priority) SELECT $1, value ->> 'key', \
             CAST(value ->> 'occurrence_id' AS BIGINT), CAST(value ->> 'contact_id' AS BIGINT), value ->> 'kind', \
             value ->> 'rule', value ->> 'state', value ->> 'reason', value ->> 'hold', \
             CAST(value ->> 'due_at' AS BIGINT), CAST(value ->> 'send_at' AS BIGINT), \
             CAST(value ->> 'send_at' AS BIGINT), CAST(value ->> 'not_after' AS BIGINT), \
             CAST(value ->> 'priority' AS BIGINT) FROM list WHERE TRUE ON CONFLICT (key) DO UPDATE SET \
             event_id = excluded.event_id, occurrence_id = excluded.occurrence_id, rule = excluded.rule, \
             state = excluded.state, reason = excluded.reason, hold = excluded.hold, due_at = excluded.due_at, \
             send_at = excluded.send_at, try_at = excluded.try_at, not_after = excluded.not_after, \
             first_tried_at = NULL, attempts = 0 WHERE notifications.state = 'moot' \
             AND notifications.event_id <> excluded.event_id AND excluded.state <> 'moot'"
        )
    };
}

const INSERT_SQLITE: &str = insert!("json_each");
const INSERT_POSTGRES: &str = insert!("jsonb_array_elements");
/// A new due time begins anew: what was tried before was about another day.
const MOVE: &str = "UPDATE notifications SET kind = $2, due_at = $3, send_at = $4, try_at = $4, not_after = $5, \
    priority = $6, attempts = CASE WHEN due_at = $3 THEN attempts ELSE 0 END, \
    first_tried_at = CASE WHEN due_at = $3 THEN first_tried_at END WHERE id = $1 AND state IN ('planned', 'held')";
const STAND: &str = "UPDATE notifications SET state = $2, hold = $3, reason = NULL, due_at = $4, send_at = $5, \
    try_at = $5, not_after = $6, first_tried_at = NULL WHERE id = $1 AND state IN ('planned', 'held', 'moot')";
const MOOT: &str = "UPDATE notifications SET state = 'moot', reason = $2, hold = NULL \
    WHERE id = $1 AND state IN ('planned', 'held', 'moot')";

/// All statements of this file, for the check that prepares them; inserting has one text per engine.
pub(super) const STATEMENTS: &[&str] = &[MOVE, STAND, MOOT];

/// A row to be inserted, by the names that the statement reads; times in seconds since 1970.
#[derive(Serialize)]
struct NewRow<'a> {
    key: &'a str,
    occurrence_id: Option<i64>,
    contact_id: i64,
    kind: &'static str,
    rule: &'a str,
    state: &'static str,
    reason: Option<&'static str>,
    hold: Option<&'static str>,
    due_at: i64,
    send_at: i64,
    not_after: i64,
    priority: i64,
}

impl<'a> NewRow<'a> {
    fn of(wanted: &'a Wanted) -> Self {
        let (state, reason, hold) = stand_columns(wanted.stand);
        Self {
            key: &wanted.key,
            occurrence_id: wanted.occurrence_id,
            contact_id: wanted.contact_id,
            kind: wanted.kind.word(),
            rule: &wanted.rule,
            state,
            reason,
            hold,
            due_at: wanted.due_at.as_second(),
            send_at: wanted.send_at.as_second(),
            not_after: wanted.not_after.as_second(),
            priority: wanted.kind.priority(),
        }
    }
}

/// State and its companion columns.
pub(super) fn stand_columns(stand: Stand) -> (&'static str, Option<&'static str>, Option<&'static str>) {
    let (state, reason, hold) = stand.parts();
    (state.word(), reason.map(Reason::word), hold.map(Hold::word))
}

impl Writing {
    /// Writes the difference between what should stand and what stands; how many rows that changed.
    pub async fn write_steps(&mut self, event: i64, steps: &[Step]) -> Stored<u64> {
        let mut new = Vec::new();
        let mut rows = 0;
        for step in steps {
            rows += match step {
                Step::Insert(wanted) => {
                    new.push(NewRow::of(wanted));
                    0
                }
                Step::Move(id, wanted) => self.move_notification(*id, wanted).await?,
                Step::Stand(id, wanted) | Step::Revive(id, wanted) => self.stand_notification(*id, wanted).await?,
                Step::Moot(id, reason) => self.moot_notification(*id, *reason).await?,
            };
        }
        Ok(rows + self.insert_notifications(event, &new).await?)
    }

    async fn insert_notifications(&mut self, event: i64, new: &[NewRow<'_>]) -> Stored<u64> {
        if new.is_empty() {
            return Ok(0);
        }
        let sql = match &self.reading.conn {
            Conn::Sqlite(_) => INSERT_SQLITE,
            Conn::Postgres(_) => INSERT_POSTGRES,
        };
        Ok(on!(self, c => {
            sqlx::query(sql).bind(event).bind(Json(new)).execute(c).await.map(|done| done.rows_affected())
        })?)
    }

    async fn move_notification(&mut self, id: i64, wanted: &Wanted) -> Stored<u64> {
        Ok(on!(self, c => {
            let update = sqlx::query(MOVE)
                .bind(id)
                .bind(wanted.kind.word())
                .bind(wanted.due_at.as_second())
                .bind(wanted.send_at.as_second())
                .bind(wanted.not_after.as_second())
                .bind(wanted.kind.priority());
            update.execute(c).await.map(|done| done.rows_affected())
        })?)
    }

    async fn stand_notification(&mut self, id: i64, wanted: &Wanted) -> Stored<u64> {
        let (state, _, hold) = stand_columns(wanted.stand);
        Ok(on!(self, c => {
            let update = sqlx::query(STAND)
                .bind(id)
                .bind(state)
                .bind(hold)
                .bind(wanted.due_at.as_second())
                .bind(wanted.send_at.as_second())
                .bind(wanted.not_after.as_second());
            update.execute(c).await.map(|done| done.rows_affected())
        })?)
    }

    async fn moot_notification(&mut self, id: i64, reason: Reason) -> Stored<u64> {
        Ok(on!(self, c => {
            sqlx::query(MOOT).bind(id).bind(reason.word()).execute(c).await.map(|done| done.rows_affected())
        })?)
    }
}
