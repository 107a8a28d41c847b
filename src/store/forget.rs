//! Forgetting what was kept long enough, a few rows at a time.

use jiff::Timestamp;

use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;

// When the date is over that a row is about; for rows about all dates the last of them. Without any date: not yet.
const FORGET_MAILS: &str = "DELETE FROM notifications WHERE id IN (SELECT n.id FROM notifications n \
    LEFT JOIN occurrences o ON o.id = n.occurrence_id \
    WHERE n.state IN ('sent', 'moot', 'dead') AND n.not_after < $1 AND COALESCE(o.end_at, \
    (SELECT MAX(e.end_at) FROM occurrences e WHERE e.event_id = n.event_id AND NOT e.dropped), $1) < $1 LIMIT $2)";
const FORGET_ANSWERS: &str = "UPDATE answers SET needs = '[]', comment = '', topic = '' WHERE id IN \
    (SELECT a.id FROM answers a LEFT JOIN occurrences o ON o.id = a.occurrence_id \
    WHERE (a.comment <> '' OR a.topic <> '' OR CAST(a.needs AS TEXT) <> '[]') AND COALESCE(o.end_at, \
    (SELECT MAX(e.end_at) FROM occurrences e WHERE e.event_id = a.event_id AND NOT e.dropped), $1) < $1 LIMIT $2)";
const FORGET_AUDIT: &str = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < $1 ORDER BY id LIMIT $2)";

/// All statements of this file, for the test that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[FORGET_MAILS, FORGET_ANSWERS, FORGET_AUDIT];

/// What can be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgotten {
    /// Mails that went or will not go, about dates that are over.
    Mails,
    /// What people wrote with their answers to dates that are over; that and how many they came stays.
    Answers,
    /// Lines of the audit.
    Audit,
}

impl Writing {
    /// Forgets at most so many rows of what was over before a moment; how many there were.
    pub async fn forget_before(&mut self, what: Forgotten, before: Timestamp, most: i64) -> Stored<u64> {
        let sql = match what {
            Forgotten::Mails => FORGET_MAILS,
            Forgotten::Answers => FORGET_ANSWERS,
            Forgotten::Audit => FORGET_AUDIT,
        };
        Ok(on!(self, c => {
            let done = sqlx::query(sql).bind(before.as_second()).bind(most).execute(c).await;
            done.map(|done| done.rows_affected())
        })?)
    }
}
