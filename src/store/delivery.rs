//! What workers do to the rows of the outbox: lease, send, record.
//!
//! Invariants: `sent` is written by whoever got the relay's 250; everything else only by the holder of the lease.
//! A lease that ran out is anybody's. Correctness rests on these statements, never on who leads.

use jiff::Timestamp;
use sqlx::types::Json;

use crate::domain::notification::Notification;
use crate::domain::notification::Told;
use crate::domain::plan::Stand;
use crate::store::Pools;
use crate::store::Store;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;
use crate::store::outbox::Row;
use crate::store::outbox::columns;
use crate::store::steps::stand_columns;

/// The due rows of each priority, oldest first: each is a short walk along an index, however many rows lie in the future.
///
/// SQLite would make a new plan for each claim if it were told how many by a value.
macro_rules! due {
    ($lock:literal) => {
        concat!(
            "SELECT id FROM (SELECT id FROM (SELECT id FROM notifications WHERE state = 'planned' AND priority = 0 \
             AND try_at <= $3 ORDER BY try_at, id LIMIT 10 ",
            $lock,
            ") AS urgent \
             UNION ALL SELECT id FROM (SELECT id FROM notifications WHERE state = 'planned' AND priority = 1 \
             AND try_at <= $3 ORDER BY try_at, id LIMIT 10 ",
            $lock,
            ") AS soon \
             UNION ALL SELECT id FROM (SELECT id FROM notifications WHERE state = 'planned' AND priority = 2 \
             AND try_at <= $3 ORDER BY try_at, id LIMIT 10 ",
            $lock,
            ") AS usual \
             UNION ALL SELECT id FROM (SELECT id FROM notifications WHERE state = 'sending' AND lease_until < $3 \
             ORDER BY lease_until, id LIMIT 10 ",
            $lock,
            ") AS rescued) AS due LIMIT 10"
        )
    };
}

/// Nobody holds all mail, and it goes to those whom it is for, or to the team that a test is for.
macro_rules! mail_goes_to {
    ($test_to:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM settings WHERE name = 'hold_all' AND value = '1') \
             AND COALESCE((SELECT value FROM settings WHERE name = 'test_to'), '') = ",
            $test_to
        )
    };
}
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "UPDATE notifications SET state = 'sending', lease = $1, lease_until = $2, \
             first_tried_at = COALESCE(first_tried_at, $3) WHERE ",
            mail_goes_to!("$4"),
            " AND id IN (",
            due!($lock),
            ") RETURNING ",
            columns!()
        )
    };
}

const CLAIM_SQLITE: &str = claim!("");
const CLAIM_POSTGRES: &str = claim!("FOR UPDATE SKIP LOCKED");
/// What must still hold of a leased row before its mail goes.
macro_rules! still_leased {
    () => {
        concat!(
            "id = $1 AND state = 'sending' AND lease = $2 \
             AND EXISTS (SELECT 1 FROM events WHERE events.id = notifications.event_id AND events.revision = $3) AND ",
            mail_goes_to!("$4")
        )
    };
}

const LEASED: &str = concat!("SELECT lease_until FROM notifications WHERE ", still_leased!());
const RENEW: &str = concat!("UPDATE notifications SET lease_until = $5 WHERE ", still_leased!());
/// A relay took a mail, and its event is planned again: who was told, and since when somebody counts as invited, decides
/// about others.
macro_rules! sent {
    ($begin:literal, $then:literal, $end:literal) => {
        concat!(
            $begin,
            "UPDATE notifications SET state = 'sent', sent_at = $3, told = $4, tried_to = $5, lease = NULL, \
             lease_until = NULL, reason = NULL, hold = NULL, fault = NULL, attempts = attempts + 1 \
             WHERE id = $1 AND state <> 'sent'",
            $then,
            "UPDATE events SET plan_at = $3 WHERE id = $2 AND (plan_at IS NULL OR plan_at > $3)",
            $end
        )
    };
}

const SENT_SQLITE: &str = sent!("BEGIN IMMEDIATE; ", "; ", "; COMMIT");
const SENT_POSTGRES: &str = sent!("WITH sent AS (", ") ", "");
const LATER: &str = "UPDATE notifications SET state = 'planned', try_at = $3, attempts = attempts + $4, fault = $5, \
    first_tried_at = $6, tried_to = COALESCE($7, tried_to), lease = NULL, lease_until = NULL \
    WHERE id = $1 AND state = 'sending' AND lease = $2";
const DEAD: &str = "UPDATE notifications SET state = 'dead', fault = $3, attempts = attempts + 1, try_at = $4, \
    tried_to = COALESCE($5, tried_to), lease = NULL, lease_until = NULL \
    WHERE id = $1 AND state = 'sending' AND lease = $2";
const NOT_SENT: &str = "UPDATE notifications SET state = $3, reason = $4, hold = $5, lease = NULL, \
    lease_until = NULL WHERE id = $1 AND state = 'sending' AND lease = $2";
const GIVE_BACK: &str = "UPDATE notifications SET state = 'planned', lease = NULL, lease_until = NULL, \
    first_tried_at = CASE WHEN first_tried_at = $2 THEN NULL ELSE first_tried_at END \
    WHERE state = 'sending' AND lease = $1 AND id <> $3";

/// Runs the same statement, in a transaction of its own, on whichever engine it is.
///
/// On SQLite also what only looks: the one that writes goes back to no pool, which would cost more than the look.
macro_rules! alone {
    ($store:expr, $on:ident => $run:expr) => {
        match &$store.pools {
            Pools::Sqlite { write, .. } => {
                let mut turn = write.turn().await?;
                let $on = &mut *turn;
                let done = $run;
                turn.end();
                done
            }
            Pools::Postgres($on) => $run,
        }
    };
}

/// All statements of this file, for the check that prepares them; some have one text per engine.
pub(super) const STATEMENTS: &[&str] = &[LEASED, RENEW, LATER, DEAD, NOT_SENT, GIVE_BACK];

impl Store {
    /// Leases ten due rows at most, and those whose lease ran out, urgent ones first; none while a person holds all
    /// mail, or when it goes elsewhere than to `test_to` (nothing: to those whom it is for).
    pub async fn claim(
        &self,
        lease: &str,
        (now, until): (Timestamp, Timestamp),
        test_to: &str,
    ) -> Stored<Vec<Notification>> {
        let (now, until) = (now.as_second(), until.as_second());
        let sql = if self.is_shared() { CLAIM_POSTGRES } else { CLAIM_SQLITE };
        let rows: Vec<Row> = alone!(self, on => {
            let claim = sqlx::query_as(sql).bind(lease).bind(until).bind(now).bind(test_to);
            claim.fetch_all(on).await?
        });
        let mut claimed: Vec<Notification> = rows.into_iter().map(Notification::try_from).collect::<Stored<_>>()?;
        claimed.sort_by_key(|row| (row.kind.priority(), row.try_at, row.id));
        Ok(claimed)
    }

    /// A relay accepted the mail of a row, for an address; its event is to be planned at that moment.
    ///
    /// One command for the whole transaction: each of its own would wake the connection's thread, or cross the network,
    /// and be waited for, and this comes after each mail.
    pub async fn record_sent(&self, (id, event): (i64, i64), at: Timestamp, told: &Told, to: &str) -> Stored<()> {
        let at = at.as_second();
        let sql = if self.is_shared() { SENT_POSTGRES } else { SENT_SQLITE };
        alone!(self, on => {
            let sent = sqlx::query(sql).bind(id).bind(event).bind(at).bind(Json(told)).bind(to);
            sent.execute(on).await.map(drop)?;
        });
        Ok(())
    }

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
        let leased: Option<i64> = alone!(self, on => {
            let look = sqlx::query_scalar(LEASED).bind(id).bind(lease).bind(revision).bind(test_to);
            look.fetch_optional(on).await?
        });
        match leased {
            None => Ok(false),
            Some(leased) if leased > needed.as_second() => Ok(true),
            Some(_) => self.renew((id, lease), until, (revision, test_to)).await,
        }
    }

    async fn renew(
        &self,
        (id, lease): (i64, &str),
        until: Timestamp,
        (revision, test_to): (i64, &str),
    ) -> Stored<bool> {
        let until = until.as_second();
        let renewed = alone!(self, on => {
            let renew = sqlx::query(RENEW).bind(id).bind(lease).bind(revision).bind(test_to).bind(until);
            renew.execute(on).await?.rows_affected()
        });
        Ok(renewed == 1)
    }
}

impl Writing {
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
