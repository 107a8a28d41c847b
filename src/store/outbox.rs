//! The outbox: notifications as they are read, and what people do about them. What workers do: [`crate::store::delivery`].

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::types::Json;

use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::notification::Told;
use crate::store::Reading;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::events::instant;
use crate::store::on;
use crate::store::row::PerEngine;
use crate::store::row::Word;
use crate::store::row::as_list;
use crate::store::row::row;

/// The columns of [`Row`], once.
macro_rules! columns {
    () => {
        "id, key, event_id, occurrence_id, contact_id, kind, rule, state, reason, hold, released, due_at, send_at, \
         try_at, not_after, attempts, first_tried_at, sent_at, told, fault, tried_to"
    };
}
pub(super) use columns;

macro_rules! listed {
    ($json:literal) => {
        concat!(
            "id, key, event_id, occurrence_id, contact_id, kind, rule, state, reason, hold, released, due_at, send_at, \
             try_at, not_after, attempts, first_tried_at, sent_at, ",
            $json,
            "(told), fault, tried_to"
        )
    };
}

const OF_EVENT: PerEngine = as_list!(listed from "notifications WHERE event_id = $1");
const ABOUT_DATE: PerEngine =
    as_list!(listed from "notifications WHERE event_id = $1 AND (occurrence_id IS NULL OR occurrence_id = $2)");
/// Thousands of mails say the same, each to somebody else; the last of them is enough.
const INVITING: PerEngine = as_list!(
    listed from "notifications WHERE event_id = $1 AND (occurrence_id IS NULL OR occurrence_id = $2) \
    AND (kind = 'invitation' OR id IN (SELECT MAX(id) FROM notifications \
    WHERE event_id = $1 AND told IS NOT NULL GROUP BY occurrence_id, kind, told))"
);
/// As there, of all dates.
const TOLD: PerEngine = as_list!(
    listed from "notifications WHERE id IN (SELECT MAX(id) FROM notifications \
    WHERE event_id = $1 AND told IS NOT NULL GROUP BY occurrence_id, kind, told)"
);
const ONE: &str = concat!("SELECT ", columns!(), " FROM notifications WHERE id = $1");
const ALL: &str = concat!("SELECT ", columns!(), " FROM notifications ORDER BY send_at, id");
const COUNT_DUE: &str = "SELECT COUNT(*) FROM notifications WHERE \
    (state = 'planned' AND priority IN (0, 1, 2) AND try_at <= $1) OR (state = 'sending' AND lease_until < $1)";
const HAS_WORK: &str = "SELECT EXISTS (SELECT 1 FROM events WHERE plan_at <= $1) \
    OR EXISTS (SELECT 1 FROM notifications WHERE state = 'planned' AND priority IN (0, 1, 2) AND try_at <= $1) \
    OR EXISTS (SELECT 1 FROM notifications WHERE state = 'sending' AND lease_until < $1)";
const COUNT_OPEN: &str = "SELECT COUNT(*) FROM notifications WHERE state IN ('planned', 'held', 'sending')";
const WAS_USED: &str = "SELECT EXISTS (SELECT 1 FROM notifications WHERE state = 'sent')";
const HOLD: &str = "UPDATE notifications SET state = 'held', hold = 'person' WHERE id = $1 AND state = 'planned'";
/// A rule's hold is remembered, so that it does not catch the row again.
const RELEASE: &str = "UPDATE notifications SET state = 'planned', hold = NULL, \
    released = CASE WHEN hold = 'rule' THEN hold END WHERE id = $1 AND state = 'held' AND hold <> 'test'";
const RELEASE_ALL: &str = "UPDATE notifications SET state = 'planned', hold = NULL \
    WHERE state = 'held' AND hold IN ('import', 'person')";
/// What "tomorrow" was when the copy was written is another day by now.
const RELEASE_TESTED: &str = "UPDATE notifications SET state = 'planned', hold = NULL, first_tried_at = NULL \
    WHERE state = 'held' AND hold = 'test'";
const HOLD_TESTED: &str = "UPDATE notifications SET hold = 'person', first_tried_at = NULL \
    WHERE state = 'held' AND hold = 'test'";
const COUNT_TESTED: &str = "SELECT COUNT(*) FROM notifications WHERE state = 'held' AND hold = 'test'";
const RETRY: &str = "UPDATE notifications SET state = 'planned', try_at = $2, fault = NULL, attempts = 0, \
    first_tried_at = NULL WHERE id = $1 AND state = 'dead'";
const NEXT_TRY: &str = "SELECT MIN(try_at) FROM notifications WHERE state = 'planned'";
const NEXT_PLAN: &str = "SELECT MIN(plan_at) FROM events";

/// All statements of this file, for the check that prepares them; some have one text per engine.
pub(super) const STATEMENTS: &[&str] = &[
    ONE,
    ALL,
    COUNT_DUE,
    HAS_WORK,
    COUNT_OPEN,
    WAS_USED,
    HOLD,
    RELEASE,
    RELEASE_ALL,
    RELEASE_TESTED,
    HOLD_TESTED,
    COUNT_TESTED,
    RETRY,
    NEXT_TRY,
    NEXT_PLAN,
];

row! {
    /// A row of the table; it is read from a list of its columns too.
    #[derive(Deserialize)]
    pub(super) struct Row {
        id: i64,
        key: String,
        event_id: i64,
        occurrence_id: Option<i64>,
        contact_id: i64,
        kind: Word<Kind>,
        rule: String,
        state: Word<State>,
        reason: Option<Word<Reason>>,
        hold: Option<Word<Hold>>,
        released: Option<Word<Hold>>,
        due_at: i64,
        send_at: i64,
        try_at: i64,
        not_after: i64,
        attempts: i64,
        first_tried_at: Option<i64>,
        sent_at: Option<i64>,
        told: Option<Json<Told>>,
        fault: Option<String>,
        tried_to: Option<String>,
    }
}

impl TryFrom<Row> for Notification {
    type Error = StoreFault;

    fn try_from(row: Row) -> Stored<Self> {
        Ok(Self {
            reason: row.reason.map(|word| word.0),
            hold: row.hold.map(|word| word.0),
            is_released: row.released.is_some(),
            kind: row.kind.0,
            state: row.state.0,
            due_at: instant(row.due_at)?,
            send_at: instant(row.send_at)?,
            try_at: instant(row.try_at)?,
            not_after: instant(row.not_after)?,
            first_tried_at: row.first_tried_at.map(instant).transpose()?,
            sent_at: row.sent_at.map(instant).transpose()?,
            id: row.id,
            key: row.key,
            event_id: row.event_id,
            occurrence_id: row.occurrence_id,
            contact_id: row.contact_id,
            rule: row.rule,
            attempts: row.attempts,
            told: row.told.map(|told| told.0),
            fault: row.fault,
            tried_to: row.tried_to,
        })
    }
}

impl Reading {
    /// The notifications of an event, oldest first.
    pub async fn list_notifications(&mut self, event: i64) -> Stored<Vec<Notification>> {
        self.list_by_id(OF_EVENT, &[event]).await
    }

    /// The notifications about one date of an event, alone or with all others, oldest first.
    pub async fn list_notifications_about(&mut self, event: i64, date: i64) -> Stored<Vec<Notification>> {
        self.list_by_id(ABOUT_DATE, &[event, date]).await
    }

    /// Of the notifications about one date of an event those that invite to it, and of all others one of each that told
    /// the same, oldest first.
    pub async fn list_invitations_and_told(&mut self, event: i64, date: i64) -> Stored<Vec<Notification>> {
        self.list_by_id(INVITING, &[event, date]).await
    }

    /// Of the notifications of an event one of each that told the same, oldest first.
    pub async fn list_told(&mut self, event: i64) -> Stored<Vec<Notification>> {
        self.list_by_id(TOLD, &[event]).await
    }

    async fn list_by_id(&mut self, statement: PerEngine, ids: &[i64]) -> Stored<Vec<Notification>> {
        let mut notifications: Vec<Notification> = self.list_of::<Row, _>(statement, ids).await?;
        notifications.sort_unstable_by_key(|one| one.id);
        Ok(notifications)
    }

    /// All notifications, by the time they may go.
    pub async fn list_outbox(&mut self) -> Stored<Vec<Notification>> {
        let rows: Vec<Row> = on!(self, c => sqlx::query_as(ALL).fetch_all(c).await)?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// One notification.
    pub async fn find_notification(&mut self, id: i64) -> Stored<Option<Notification>> {
        let row: Option<Row> = on!(self, c => sqlx::query_as(ONE).bind(id).fetch_optional(c).await)?;
        row.map(Notification::try_from).transpose()
    }

    /// How many are neither sent nor given up.
    pub async fn count_open(&mut self) -> Stored<i64> {
        Ok(on!(self, c => sqlx::query_scalar(COUNT_OPEN).fetch_one(c).await)?)
    }

    /// How many were due in test mode and wait for its end.
    pub async fn count_tested(&mut self) -> Stored<usize> {
        let count: i64 = on!(self, c => sqlx::query_scalar(COUNT_TESTED).fetch_one(c).await)?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Whether any mail, and with it any link, is out.
    pub async fn has_sent(&mut self) -> Stored<bool> {
        Ok(on!(self, c => sqlx::query_scalar(WAS_USED).fetch_one(c).await)?)
    }

    /// How many a worker could take now.
    pub async fn count_due(&mut self, now: Timestamp) -> Stored<i64> {
        Ok(on!(self, c => sqlx::query_scalar(COUNT_DUE).bind(now.as_second()).fetch_one(c).await)?)
    }

    /// Whether something is to be planned or sent now.
    pub async fn has_work(&mut self, now: Timestamp) -> Stored<bool> {
        Ok(on!(self, c => sqlx::query_scalar(HAS_WORK).bind(now.as_second()).fetch_one(c).await)?)
    }

    /// When something is to be planned or sent next.
    pub async fn next_moment(&mut self) -> Stored<Option<Timestamp>> {
        let attempt: Option<i64> = on!(self, c => sqlx::query_scalar(NEXT_TRY).fetch_one(c).await)?;
        let plan: Option<i64> = on!(self, c => sqlx::query_scalar(NEXT_PLAN).fetch_one(c).await)?;
        [attempt, plan].into_iter().flatten().min().map(instant).transpose()
    }
}

impl Writing {
    /// A person holds a planned one; false when it is not planned.
    pub async fn hold(&mut self, id: i64) -> Stored<bool> {
        Ok(on!(self, c => sqlx::query(HOLD).bind(id).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// A person releases a held one; false when it is not held.
    pub async fn release(&mut self, id: i64) -> Stored<bool> {
        Ok(on!(self, c => sqlx::query(RELEASE).bind(id).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// A person releases everything that an import or a person held; how many.
    pub async fn release_all(&mut self) -> Stored<u64> {
        Ok(on!(self, c => sqlx::query(RELEASE_ALL).execute(c).await.map(|done| done.rows_affected()))?)
    }

    /// Everything that was due in test mode may go; how many.
    pub async fn release_tested(&mut self) -> Stored<u64> {
        Ok(on!(self, c => sqlx::query(RELEASE_TESTED).execute(c).await.map(|done| done.rows_affected()))?)
    }

    /// Everything that was due in test mode waits for a person; how many.
    pub async fn hold_tested(&mut self) -> Stored<u64> {
        Ok(on!(self, c => sqlx::query(HOLD_TESTED).execute(c).await.map(|done| done.rows_affected()))?)
    }

    /// A person lets a given-up one be tried again; false when it is not given up.
    pub async fn retry(&mut self, id: i64, now: Timestamp) -> Stored<bool> {
        Ok(on!(self, c => {
            sqlx::query(RETRY).bind(id).bind(now.as_second()).execute(c).await.map(|done| done.rows_affected() == 1)
        })?)
    }
}
