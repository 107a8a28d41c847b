//! The outbox: notifications, from planned to sent.
//!
//! Invariants: `sent` is written by whoever got the relay's 250; everything else only by the holder of the lease.
//! A lease that ran out is anybody's. Correctness rests on these statements, never on who leads.

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::types::Json;

use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::notification::Told;
use crate::domain::plan::Stand;
use crate::store::Conn;
use crate::store::Pools;
use crate::store::Reading;
use crate::store::Store;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::events::instant;
use crate::store::on;
use crate::store::row::PerEngine;
use crate::store::row::Word;
use crate::store::row::as_list;
use crate::store::row::row;
use crate::store::steps::stand_columns;

/// The columns of [`Row`], once.
macro_rules! columns {
    () => {
        "id, key, event_id, occurrence_id, contact_id, kind, rule, state, reason, hold, due_at, send_at, try_at, \
         not_after, attempts, first_tried_at, sent_at, told, fault, tried_to"
    };
}
pub(super) use columns;

macro_rules! listed {
    ($json:literal) => {
        concat!(
            "id, key, event_id, occurrence_id, contact_id, kind, rule, state, reason, hold, due_at, send_at, try_at, \
             not_after, attempts, first_tried_at, sent_at, ",
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
const ONE: &str = concat!("SELECT ", columns!(), " FROM notifications WHERE id = $1");
const ALL: &str = concat!("SELECT ", columns!(), " FROM notifications ORDER BY send_at, id");
const COUNT_DUE: &str = "SELECT COUNT(*) FROM notifications WHERE \
    (state = 'planned' AND priority IN (0, 1, 2) AND try_at <= $1) OR (state = 'sending' AND lease_until < $1)";
const HAS_WORK: &str = "SELECT EXISTS (SELECT 1 FROM events WHERE plan_at <= $1) \
    OR EXISTS (SELECT 1 FROM notifications WHERE state = 'planned' AND priority IN (0, 1, 2) AND try_at <= $1) \
    OR EXISTS (SELECT 1 FROM notifications WHERE state = 'sending' AND lease_until < $1)";
const COUNT_OPEN: &str = "SELECT COUNT(*) FROM notifications WHERE state IN ('planned', 'held', 'sending')";
const WAS_USED: &str = "SELECT EXISTS (SELECT 1 FROM notifications WHERE state = 'sent')";
/// The due rows of one priority, oldest first: each is a short walk along an index, however many rows lie in the future.
macro_rules! due {
    ($lock:literal) => {
        concat!(
            "SELECT id FROM (SELECT id FROM (SELECT id FROM notifications WHERE state = 'planned' AND priority = 0 \
             AND try_at <= $3 ORDER BY try_at, id LIMIT $4 ",
            $lock,
            ") AS urgent \
             UNION ALL SELECT id FROM (SELECT id FROM notifications WHERE state = 'planned' AND priority = 1 \
             AND try_at <= $3 ORDER BY try_at, id LIMIT $4 ",
            $lock,
            ") AS soon \
             UNION ALL SELECT id FROM (SELECT id FROM notifications WHERE state = 'planned' AND priority = 2 \
             AND try_at <= $3 ORDER BY try_at, id LIMIT $4 ",
            $lock,
            ") AS usual \
             UNION ALL SELECT id FROM (SELECT id FROM notifications WHERE state = 'sending' AND lease_until < $3 \
             ORDER BY lease_until, id LIMIT $4 ",
            $lock,
            ") AS rescued) AS due LIMIT $4"
        )
    };
}

const CLAIM_SQLITE: &str = concat!(
    "UPDATE notifications SET state = 'sending', lease = $1, lease_until = $2, \
     first_tried_at = COALESCE(first_tried_at, $3) WHERE id IN (",
    due!(""),
    ") RETURNING ",
    columns!()
);
const CLAIM_POSTGRES: &str = concat!(
    "UPDATE notifications SET state = 'sending', lease = $1, lease_until = $2, \
     first_tried_at = COALESCE(first_tried_at, $3) WHERE id IN (",
    due!("FOR UPDATE SKIP LOCKED"),
    ") RETURNING ",
    columns!()
);
/// What must still hold of a leased row before its mail goes.
macro_rules! still_leased {
    () => {
        "id = $1 AND state = 'sending' AND lease = $2 \
         AND EXISTS (SELECT 1 FROM events WHERE events.id = notifications.event_id AND events.revision = $3) \
         AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'hold_all' AND value = '1') \
         AND COALESCE((SELECT value FROM settings WHERE name = 'test_to'), '') = $4"
    };
}

const LEASED: &str = concat!("SELECT lease_until FROM notifications WHERE ", still_leased!());
const RENEW: &str = concat!("UPDATE notifications SET lease_until = $5 WHERE ", still_leased!());
const SENT: &str = "UPDATE notifications SET state = 'sent', sent_at = $2, told = $3, tried_to = $4, lease = NULL, \
    lease_until = NULL, reason = NULL, hold = NULL, fault = NULL, attempts = attempts + 1 \
    WHERE id = $1 AND state <> 'sent'";
const LATER: &str = "UPDATE notifications SET state = 'planned', try_at = $3, attempts = attempts + $4, fault = $5, \
    first_tried_at = $6, tried_to = COALESCE($7, tried_to), lease = NULL, lease_until = NULL WHERE id = $1 AND state = 'sending' AND lease = $2";
const DEAD: &str = "UPDATE notifications SET state = 'dead', fault = $3, attempts = attempts + 1, try_at = $4, \
    tried_to = COALESCE($5, tried_to), lease = NULL, lease_until = NULL WHERE id = $1 AND state = 'sending' AND lease = $2";
const NOT_SENT: &str = "UPDATE notifications SET state = $3, reason = $4, hold = $5, lease = NULL, \
    lease_until = NULL WHERE id = $1 AND state = 'sending' AND lease = $2";
const GIVE_BACK: &str = "UPDATE notifications SET state = 'planned', lease = NULL, lease_until = NULL, \
    first_tried_at = CASE WHEN first_tried_at = $2 THEN NULL ELSE first_tried_at END \
    WHERE state = 'sending' AND lease = $1 AND id <> $3";
const HOLD: &str = "UPDATE notifications SET state = 'held', hold = 'person' WHERE id = $1 AND state = 'planned'";
const RELEASE: &str = "UPDATE notifications SET state = 'planned', hold = NULL WHERE id = $1 AND state = 'held' \
    AND hold <> 'test'";
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
    LEASED,
    RENEW,
    SENT,
    LATER,
    DEAD,
    NOT_SENT,
    GIVE_BACK,
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
    /// Leases at most `most` due rows, and those whose lease ran out; urgent ones first.
    pub async fn claim(
        &mut self,
        lease: &str,
        now: Timestamp,
        until: Timestamp,
        most: i64,
    ) -> Stored<Vec<Notification>> {
        let sql = match &self.reading.conn {
            Conn::Sqlite(_) => CLAIM_SQLITE,
            Conn::Postgres(_) => CLAIM_POSTGRES,
        };
        let rows: Vec<Row> = on!(self, c => {
            let claim = sqlx::query_as(sql).bind(lease).bind(until.as_second()).bind(now.as_second()).bind(most);
            claim.fetch_all(c).await
        })?;
        let mut claimed: Vec<Notification> = rows.into_iter().map(Notification::try_from).collect::<Stored<_>>()?;
        claimed.sort_by_key(|row| (row.kind.priority(), row.try_at, row.id));
        Ok(claimed)
    }

    /// A relay accepted it, for an address.
    pub async fn record_sent(&mut self, id: i64, at: Timestamp, told: &Told, to: &str) -> Stored<()> {
        on!(self, c => {
            let update = sqlx::query(SENT).bind(id).bind(at.as_second()).bind(Json(told)).bind(to);
            update.execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// To be tried again at `at`; `counts`: as an attempt.
    pub async fn record_later(&mut self, id: i64, lease: &str, later: &Later) -> Stored<()> {
        on!(self, c => {
            let update = sqlx::query(LATER)
                .bind(id)
                .bind(lease)
                .bind(later.at.as_second())
                .bind(i64::from(later.tried_to.is_some()))
                .bind(&later.fault)
                .bind(later.first_tried_at.map(Timestamp::as_second))
                .bind(later.tried_to.as_deref());
            update.execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Given up; `try_at` then says when. `to`: the address that it was refused for, if it was tried now.
    pub async fn record_dead(
        &mut self,
        id: i64,
        lease: &str,
        (fault, to): (&str, Option<&str>),
        at: Timestamp,
    ) -> Stored<()> {
        on!(self, c => {
            let update = sqlx::query(DEAD).bind(id).bind(lease).bind(fault).bind(at.as_second()).bind(to);
            update.execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Not to be sent after all, or not yet.
    pub async fn record_not_sent(&mut self, id: i64, lease: &str, stand: Stand) -> Stored<()> {
        let (state, reason, hold) = stand_columns(stand);
        on!(self, c => {
            let update = sqlx::query(NOT_SENT).bind(id).bind(lease).bind(state).bind(reason).bind(hold);
            update.execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Gives back everything that was leased at `claimed_at` and was not tried; `but`: the row of a mail that a relay
    /// took, which nobody may take up before its lease runs out.
    pub async fn give_back(&mut self, lease: &str, claimed_at: Timestamp, but: Option<i64>) -> Stored<()> {
        let (at, but) = (claimed_at.as_second(), but.unwrap_or(0));
        on!(self, c => sqlx::query(GIVE_BACK).bind(lease).bind(at).bind(but).execute(c).await.map(drop))?;
        Ok(())
    }

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

impl Store {
    /// Whether the mail of a leased row may go now; false when the row is another's by now, the event was written
    /// meanwhile, a person holds all mail, or mail goes elsewhere than to `test_to` (nothing: to those whom it is for).
    ///
    /// A lease that would end before `needed` is made to last until `until`. This is asked before each mail: a look costs
    /// less than a write, and of a few mails that are claimed together only those that wait long need one.
    pub async fn may_go(
        &self,
        (id, lease): (i64, &str),
        (needed, until): (Timestamp, Timestamp),
        (revision, test_to): (i64, &str),
    ) -> Stored<bool> {
        let leased: Option<i64> = match &self.pools {
            Pools::Sqlite { read, .. } => {
                let look = sqlx::query_scalar(LEASED).bind(id).bind(lease).bind(revision).bind(test_to);
                look.fetch_optional(read).await?
            }
            Pools::Postgres(pool) => {
                let look = sqlx::query_scalar(LEASED).bind(id).bind(lease).bind(revision).bind(test_to);
                look.fetch_optional(pool).await?
            }
        };
        match leased {
            None => Ok(false),
            Some(leased) if leased > needed.as_second() => Ok(true),
            Some(_) => self.renew((id, lease), until, (revision, test_to)).await,
        }
    }

    /// A transaction of one statement, which needs no BEGIN and COMMIT.
    async fn renew(
        &self,
        (id, lease): (i64, &str),
        until: Timestamp,
        (revision, test_to): (i64, &str),
    ) -> Stored<bool> {
        let until = until.as_second();
        let renewed = match &self.pools {
            Pools::Sqlite { write, .. } => {
                let renew = sqlx::query(RENEW).bind(id).bind(lease).bind(revision).bind(test_to).bind(until);
                renew.execute(write).await?.rows_affected()
            }
            Pools::Postgres(pool) => {
                let renew = sqlx::query(RENEW).bind(id).bind(lease).bind(revision).bind(test_to).bind(until);
                renew.execute(pool).await?.rows_affected()
            }
        };
        Ok(renewed == 1)
    }
}

/// When and how something is tried again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Later {
    /// When.
    pub at: Timestamp,
    /// What happened, without addresses.
    pub fault: String,
    /// The moment that the text's "tomorrow" is about, if it stays.
    pub first_tried_at: Option<Timestamp>,
    /// The address that it was tried for; none for what was no attempt: a relay that asks for rest costs none.
    pub tried_to: Option<String>,
}
