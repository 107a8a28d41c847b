//! Answers of actors to invitations.

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::types::Json;

use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::answer::Answers;
use crate::domain::answer::Way;
use crate::domain::notification::Told;
use crate::store::Reading;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::events::instant;
use crate::store::on;
use crate::store::row::PerEngine;
use crate::store::row::as_list;

macro_rules! listed {
    ($json:literal) => {
        concat!(
            "actor_id, occurrence_id, state, head_count, ",
            $json,
            "(needs), comment, topic, way, contact_id, account_id, sequence, ",
            $json,
            "(told), given_at"
        )
    };
}

const OF_EVENT: PerEngine = as_list!(listed from "answers WHERE event_id = $1");
const PUT_ANSWER: &str = "INSERT INTO answers (event_id, actor_id, occurrence_id, state, head_count, needs, comment, \
    topic, way, contact_id, account_id, sequence, told, given_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
    ON CONFLICT (event_id, actor_id, COALESCE(occurrence_id, 0)) DO UPDATE SET state = excluded.state, \
    head_count = excluded.head_count, needs = excluded.needs, comment = excluded.comment, topic = excluded.topic, \
    way = excluded.way, contact_id = excluded.contact_id, account_id = excluded.account_id, \
    sequence = excluded.sequence, told = excluded.told, given_at = excluded.given_at";

const CONCERNING: &str = "SELECT event_id, occurrence_id, CAST(1 AS BIGINT) FROM notifications \
    WHERE state = 'sent' AND kind NOT IN ('head_count', 'entry_check', 'after_event', 'organiser_digest') \
    AND contact_id IN (SELECT id FROM contacts WHERE actor_id = $1) \
    UNION SELECT event_id, occurrence_id, CAST(1 AS BIGINT) FROM answers WHERE actor_id = $1 \
    UNION SELECT id, NULL, CAST(0 AS BIGINT) FROM events WHERE organiser = $2 ORDER BY 1, 2, 3";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[PUT_ANSWER, CONCERNING];

#[derive(Deserialize)]
struct Row {
    actor_id: i64,
    occurrence_id: Option<i64>,
    state: AnswerState,
    head_count: i64,
    needs: Vec<String>,
    comment: String,
    topic: String,
    way: Way,
    contact_id: Option<i64>,
    account_id: Option<i64>,
    sequence: i64,
    told: Option<Told>,
    given_at: i64,
}

impl TryFrom<Row> for Answer {
    type Error = StoreFault;

    fn try_from(row: Row) -> Stored<Self> {
        Ok(Self {
            actor_id: row.actor_id,
            occurrence_id: row.occurrence_id,
            state: row.state,
            head_count: row.head_count,
            needs: row.needs,
            comment: row.comment,
            topic: row.topic,
            way: row.way,
            contact_id: row.contact_id,
            account_id: row.account_id,
            sequence: row.sequence,
            told: row.told,
            given_at: instant(row.given_at)?,
        })
    }
}

impl Reading {
    /// The answers to an event.
    pub async fn list_answers(&mut self, event: i64) -> Stored<Answers> {
        Ok(self.list_of::<Row, Answer>(OF_EVENT, &[event]).await?.into())
    }
}

impl Reading {
    /// The dates that an actor was asked or told about (true), or organises (false): event, and date or (none) all.
    pub async fn list_concerning(&mut self, actor: i64, slug: &str) -> Stored<Vec<(i64, Option<i64>, bool)>> {
        let rows: Vec<(i64, Option<i64>, i64)> =
            on!(self, c => sqlx::query_as(CONCERNING).bind(actor).bind(slug).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|(event, date, asked)| (event, date, asked == 1)).collect())
    }
}

impl Writing {
    /// Adds or replaces an actor's answer to a date (or to all dates) of an event.
    pub async fn put_answer(&mut self, event: i64, answer: &Answer) -> Stored<()> {
        let given: i64 = Timestamp::as_second(answer.given_at);
        on!(self, c => {
            let put = sqlx::query(PUT_ANSWER)
                .bind(event)
                .bind(answer.actor_id)
                .bind(answer.occurrence_id)
                .bind(answer.state.word())
                .bind(answer.head_count)
                .bind(Json(&answer.needs))
                .bind(&answer.comment)
                .bind(&answer.topic)
                .bind(answer.way.word())
                .bind(answer.contact_id)
                .bind(answer.account_id)
                .bind(answer.sequence)
                .bind(answer.told.as_ref().map(Json))
                .bind(given);
            put.execute(c).await.map(drop)
        })?;
        Ok(())
    }
}
