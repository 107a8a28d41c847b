//! Who was there.

use crate::domain::attendance::Attendance;
use crate::store::Reading;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;

const ATTENDANCE: &str = "SELECT occurrence_id, actor_id, persons FROM attendance WHERE event_id = $1 \
    ORDER BY occurrence_id, COALESCE(actor_id, 0)";
const PUT_ATTENDANCE: &str = "INSERT INTO attendance (event_id, occurrence_id, actor_id, persons) \
    VALUES ($1, $2, $3, $4) \
    ON CONFLICT (occurrence_id, COALESCE(actor_id, 0)) DO UPDATE SET persons = excluded.persons";
const DROP_ATTENDANCE: &str = "DELETE FROM attendance WHERE occurrence_id = $1 AND COALESCE(actor_id, 0) = $2";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[ATTENDANCE, PUT_ATTENDANCE, DROP_ATTENDANCE];

impl Reading {
    /// Who was at the dates of an event.
    pub async fn list_attendance(&mut self, event: i64) -> Stored<Vec<Attendance>> {
        let rows: Vec<(i64, Option<i64>, i64)> =
            on!(self, c => sqlx::query_as(ATTENDANCE).bind(event).fetch_all(c).await)?;
        let attendance = |(occurrence_id, actor_id, persons): (i64, Option<i64>, i64)| Attendance {
            occurrence_id,
            actor_id,
            persons,
        };
        Ok(rows.into_iter().map(attendance).collect())
    }
}

impl Writing {
    /// Adds or replaces how many people of an actor were at a date.
    pub async fn put_attendance(&mut self, event: i64, attendance: Attendance) -> Stored<()> {
        let Attendance { occurrence_id, actor_id, persons } = attendance;
        on!(self, c => {
            let put = sqlx::query(PUT_ATTENDANCE).bind(event).bind(occurrence_id).bind(actor_id).bind(persons);
            put.execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Says that nobody of an actor (none: of no organisation) was at a date.
    pub async fn drop_attendance(&mut self, occurrence: i64, actor: Option<i64>) -> Stored<()> {
        let actor = actor.unwrap_or(0);
        on!(self, c => sqlx::query(DROP_ATTENDANCE).bind(occurrence).bind(actor).execute(c).await.map(drop))?;
        Ok(())
    }
}
