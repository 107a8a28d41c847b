//! The outbox as a person looks at it: mails by contact, by what they are about, and how many stand where.

use jiff::Timestamp;

use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::State;
use crate::store::Reading;
use crate::store::Stored;
use crate::store::events::instant;
use crate::store::on;
use crate::store::outbox::Row;
use crate::store::outbox::columns;
use crate::store::row::Word;

const OF_CONTACT: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM notifications WHERE contact_id = $1 ORDER BY COALESCE(sent_at, try_at) DESC, id DESC LIMIT $2"
);
/// A group is all mails of one kind about one date (0: about the whole event).
const OF_GROUP: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM notifications WHERE event_id = $1 AND kind = $2 AND COALESCE(occurrence_id, 0) = $3 ORDER BY id"
);
/// The groups of one state, each with the moment of its first (or last) mail.
macro_rules! groups {
    ($moment:literal, $order:literal) => {
        concat!(
            "SELECT event_id, COALESCE(occurrence_id, 0), kind, state, ",
            $moment,
            "(COALESCE(sent_at, try_at)), COUNT(*) FROM notifications WHERE state = $1 \
             AND COALESCE(sent_at, try_at) >= $2 AND COALESCE(sent_at, try_at) < $3 \
             GROUP BY event_id, COALESCE(occurrence_id, 0), kind, state ORDER BY 5 ",
            $order,
            ", 1, 2, 3 LIMIT $4"
        )
    };
}

const GROUPS: &str = groups!("MIN", "");
const LAST_GROUPS: &str = groups!("MAX", "DESC");
const COUNT_WAITING: &str =
    "SELECT COUNT(*) FROM notifications WHERE state = 'held' AND hold IN ('import', 'rule', 'person')";
const COUNT_STATES: &str = "SELECT state, COUNT(*) FROM notifications GROUP BY state ORDER BY state";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[OF_CONTACT, OF_GROUP, GROUPS, LAST_GROUPS, COUNT_WAITING, COUNT_STATES];

/// Mails of one kind about one date that stand in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// The event.
    pub event: i64,
    /// The date; none: the whole event.
    pub date: Option<i64>,
    /// The kind.
    pub kind: Kind,
    /// When the first of them will go, or the last of them went.
    pub at: Timestamp,
    /// How many.
    pub count: i64,
}

impl Reading {
    /// The mails to a contact, the newest first.
    pub async fn list_mails_of_contact(&mut self, contact: i64, most: i64) -> Stored<Vec<Notification>> {
        let rows: Vec<Row> = on!(self, c => sqlx::query_as(OF_CONTACT).bind(contact).bind(most).fetch_all(c).await)?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// The mails of one kind about one date (none: about the whole event).
    pub async fn list_mails_of_group(
        &mut self,
        event: i64,
        kind: Kind,
        date: Option<i64>,
    ) -> Stored<Vec<Notification>> {
        let date = date.unwrap_or(0);
        let rows: Vec<Row> =
            on!(self, c => sqlx::query_as(OF_GROUP).bind(event).bind(kind.word()).bind(date).fetch_all(c).await)?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// How many mails of each kind about each date stand in a state between two moments: the next first, of what is over
    /// the last first.
    pub async fn list_groups_of_mails(
        &mut self,
        state: State,
        (from, until): (Timestamp, Timestamp),
        most: i64,
    ) -> Stored<Vec<GroupRow>> {
        let is_over = matches!(state, State::Sent | State::Moot);
        let sql = if is_over { LAST_GROUPS } else { GROUPS };
        let rows: Vec<(i64, i64, Word<Kind>, String, i64, i64)> = on!(self, c => {
            let groups = sqlx::query_as(sql).bind(state.word()).bind(from.as_second()).bind(until.as_second());
            groups.bind(most).fetch_all(c).await
        })?;
        let group = |(event, date, Word(kind), _, at, count): (i64, i64, Word<Kind>, String, i64, i64)| {
            Ok(GroupRow { event, date: (date != 0).then_some(date), kind, at: instant(at)?, count })
        };
        rows.into_iter().map(group).collect()
    }

    /// How many mails wait for a person.
    pub async fn count_waiting(&mut self) -> Stored<usize> {
        let count: i64 = on!(self, c => sqlx::query_scalar(COUNT_WAITING).fetch_one(c).await)?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// How many mails stand in each state.
    pub async fn count_states(&mut self) -> Stored<Vec<(State, i64)>> {
        let rows: Vec<(Word<State>, i64)> = on!(self, c => sqlx::query_as(COUNT_STATES).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(state, count)| (state.0, count)).collect())
    }
}
