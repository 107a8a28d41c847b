//! What people decided about mails of one kind about one date.

use jiff::Timestamp;

use crate::domain::notification::Kind;
use crate::domain::steering::Steered;
use crate::domain::steering::Steering;
use crate::store::Reading;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::events::instant;
use crate::store::on;
use crate::store::row::Word;
use crate::store::row::row;

const OF_EVENT: &str = "SELECT occurrence_id, kind, due_at, send_at, sequence, who, at FROM steerings \
    WHERE event_id = $1 ORDER BY id";
const PUT: &str = "INSERT INTO steerings (event_id, occurrence_id, kind, due_at, send_at, sequence, who, at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
    ON CONFLICT (event_id, COALESCE(occurrence_id, 0), kind, COALESCE(due_at, 0), sequence) \
    DO UPDATE SET send_at = excluded.send_at, who = excluded.who, at = excluded.at";
const RESUME: &str = "DELETE FROM steerings WHERE event_id = $1 AND COALESCE(occurrence_id, 0) = $2 AND kind = $3 \
    AND due_at IS NULL";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[OF_EVENT, PUT, RESUME];

row! {
    struct Row {
        occurrence_id: Option<i64>,
        kind: Word<Kind>,
        due_at: Option<i64>,
        send_at: Option<i64>,
        sequence: i64,
        who: String,
        at: i64,
    }
}

impl Row {
    fn steering(self) -> Stored<Steering> {
        Ok(Steering {
            occurrence_id: self.occurrence_id,
            kind: self.kind.0,
            what: match (self.due_at, self.send_at) {
                (Some(due), Some(send)) => Steered::Moved { due_at: instant(due)?, send_at: instant(send)? },
                _ => Steered::CalledOff { sequence: self.sequence },
            },
            who: self.who,
            at: instant(self.at)?,
        })
    }
}

impl Reading {
    /// What people decided about the mails of an event, the first decision first.
    pub async fn list_steerings(&mut self, event: i64) -> Stored<Vec<Steering>> {
        let rows: Vec<Row> = on!(self, c => sqlx::query_as(OF_EVENT).bind(event).fetch_all(c).await)?;
        rows.into_iter().map(Row::steering).collect()
    }
}

impl Writing {
    /// Notes a decision; a later one about the same mails takes its place.
    pub async fn put_steering(&mut self, event: i64, one: &Steering) -> Stored<()> {
        let (due_at, send_at, sequence) = match one.what {
            Steered::CalledOff { sequence } => (None, None, sequence),
            Steered::Moved { due_at, send_at } => (Some(due_at), Some(send_at), 0),
        };
        let seconds = |at: Option<Timestamp>| at.map(Timestamp::as_second);
        on!(self, c => {
            let put = sqlx::query(PUT).bind(event).bind(one.occurrence_id).bind(one.kind.word());
            let put = put.bind(seconds(due_at)).bind(seconds(send_at)).bind(sequence);
            put.bind(&one.who).bind(one.at.as_second()).execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Takes back that mails of a kind about a date are called off.
    pub async fn drop_calling_off(&mut self, event: i64, kind: Kind, date: Option<i64>) -> Stored<()> {
        let date = date.unwrap_or(0);
        on!(self, c => sqlx::query(RESUME).bind(event).bind(date).bind(kind.word()).execute(c).await.map(drop))?;
        Ok(())
    }
}
