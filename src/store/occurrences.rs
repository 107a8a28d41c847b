//! The dates of events: a row each, which answers and mails refer to.
//!
//! Invariant: a row stays when its date is edited; one that is no longer a date of its event is dropped and kept.

use std::collections::BTreeSet;

use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::occurrence::Pairing;
use crate::domain::occurrence::free_recurrence_id;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::when::Zone;
use crate::store::Reading;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;
use crate::store::row::row;

const OCCURRENCES: &str = "SELECT id, original_local, recurrence_id, start_local, end_local, cancelled, \
    CAST(NULL AS TEXT) AS zone FROM occurrences WHERE event_id = $1 AND NOT dropped ORDER BY original_local";
/// Those that were shelved have given their start to another date; calendars know them by it all the same.
const DROPPED: &str = "SELECT id, CASE WHEN original_local LIKE '~%' THEN COALESCE(recurrence_id, start_local) \
    ELSE original_local END AS original_local, recurrence_id, start_local, end_local, cancelled, zone FROM occurrences \
    WHERE event_id = $1 AND dropped ORDER BY 2, 1";
const EVENT_OF_OCCURRENCE: &str = "SELECT event_id FROM occurrences WHERE id = $1 AND NOT dropped";
const PARK_OCCURRENCE: &str = "UPDATE occurrences SET original_local = '~' || CAST(id AS TEXT) WHERE id = $1";
const SHELVE_OCCURRENCE: &str = "UPDATE occurrences SET original_local = '~' || CAST(id AS TEXT) \
    WHERE event_id = $1 AND original_local = $2 AND dropped";
const UPDATE_OCCURRENCE: &str = "UPDATE occurrences SET original_local = $2, start_local = $3, end_local = $4, \
    start_at = $5, end_at = $6, cancelled = $7, recurrence_id = $8 WHERE id = $1";
const DROP_OCCURRENCE: &str = "UPDATE occurrences SET dropped = TRUE, cancelled = TRUE, zone = $2, \
    recurrence_id = COALESCE(recurrence_id, original_local) WHERE id = $1";
const RECURRENCE_IDS: &str = "SELECT recurrence_id FROM occurrences WHERE event_id = $1 AND recurrence_id IS NOT NULL";
const ADD_OCCURRENCE: &str = "INSERT INTO occurrences (event_id, original_local, start_local, end_local, start_at, \
    end_at, cancelled, dropped, recurrence_id) VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, $8) \
    ON CONFLICT (event_id, original_local) DO UPDATE SET start_local = excluded.start_local, \
    end_local = excluded.end_local, start_at = excluded.start_at, end_at = excluded.end_at, \
    cancelled = excluded.cancelled, dropped = FALSE, \
    recurrence_id = COALESCE(occurrences.recurrence_id, excluded.recurrence_id)";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[
    OCCURRENCES,
    DROPPED,
    EVENT_OF_OCCURRENCE,
    PARK_OCCURRENCE,
    SHELVE_OCCURRENCE,
    UPDATE_OCCURRENCE,
    DROP_OCCURRENCE,
    RECURRENCE_IDS,
    ADD_OCCURRENCE,
];

row! {
    struct RawOccurrence {
        id: i64,
        original_local: String,
        recurrence_id: Option<String>,
        start_local: String,
        end_local: Option<String>,
        cancelled: bool,
        zone: Option<String>,
    }
}

impl RawOccurrence {
    fn occurrence(self, zone: &Zone) -> Stored<Occurrence> {
        let moment = |text: &str| text.parse::<Moment>().map_err(|_| StoreFault::Unreadable(text.to_owned()));
        let end = self.end_local.as_deref().map(moment).transpose()?;
        let own = self.zone.map(|name| name.parse().map_err(|_| StoreFault::Unreadable(name))).transpose()?;
        let when = When { start: moment(&self.start_local)?, end, zone: own.unwrap_or_else(|| zone.clone()) };
        let dated = Dated { original: moment(&self.original_local)?, when, cancelled: self.cancelled };
        let recurrence_id = self.recurrence_id.as_deref().map(moment).transpose()?;
        Ok(Occurrence { id: self.id, recurrence_id, dated })
    }
}

impl Reading {
    /// The occurrences of an event in its zone, by original start; rows that are no longer dates of it are left out.
    pub async fn list_occurrences(&mut self, event: i64, zone: &Zone) -> Stored<Vec<Occurrence>> {
        self.dates(OCCURRENCES, event, zone).await
    }

    /// Dates that an event had and no longer has, by original start.
    pub async fn list_dropped(&mut self, event: i64, zone: &Zone) -> Stored<Vec<Occurrence>> {
        self.dates(DROPPED, event, zone).await
    }

    async fn dates(&mut self, sql: &'static str, event: i64, zone: &Zone) -> Stored<Vec<Occurrence>> {
        let rows: Vec<RawOccurrence> = on!(self, c => sqlx::query_as(sql).bind(event).fetch_all(c).await)?;
        rows.into_iter().map(|raw| raw.occurrence(zone)).collect()
    }

    /// The event of a date.
    pub async fn find_event_of_occurrence(&mut self, occurrence: i64) -> Stored<Option<i64>> {
        Ok(on!(self, c => sqlx::query_scalar(EVENT_OF_OCCURRENCE).bind(occurrence).fetch_optional(c).await)?)
    }
}

impl Writing {
    /// Makes the rows say what the dates of the event are now.
    ///
    /// Rows stay whenever they can (see [`crate::domain::occurrence::pair`]), because answers and mails refer to them.
    pub async fn put_occurrences(&mut self, event: i64, pairing: Pairing) -> Stored<()> {
        for row in &pairing.dropped {
            let zone = row.dated.when.zone.name();
            on!(self, c => sqlx::query(DROP_OCCURRENCE).bind(row.id).bind(zone).execute(c).await.map(drop))?;
        }
        // Two rows may swap their starts: first all step aside.
        for row in &pairing.kept {
            on!(self, c => sqlx::query(PARK_OCCURRENCE).bind(row.id).execute(c).await.map(drop))?;
        }
        for Occurrence { id, recurrence_id, dated } in &pairing.kept {
            let Columns { original, start, end, start_at, end_at } = Columns::of(dated);
            // A row that was dropped earlier may still bear this start.
            on!(self, c => sqlx::query(SHELVE_OCCURRENCE).bind(event).bind(&original).execute(c).await.map(drop))?;
            on!(self, c => {
                let update = sqlx::query(UPDATE_OCCURRENCE).bind(id).bind(original).bind(start).bind(end);
                let update = update.bind(start_at).bind(end_at).bind(dated.cancelled);
                update.bind(recurrence_id.map(|id| id.to_string())).execute(c).await.map(drop)
            })?;
        }
        if pairing.added.is_empty() {
            return Ok(());
        }
        let mut taken = self.recurrence_ids(event).await?;
        let is_one_of_several = pairing.kept.len() + pairing.added.len() > 1 || !taken.is_empty();
        for dated in &pairing.added {
            let recurrence_id = is_one_of_several.then(|| free_recurrence_id(dated.original, &taken));
            taken.extend(recurrence_id);
            let Columns { original, start, end, start_at, end_at } = Columns::of(dated);
            on!(self, c => {
                let add = sqlx::query(ADD_OCCURRENCE).bind(event).bind(original).bind(start).bind(end);
                let add = add.bind(start_at).bind(end_at).bind(dated.cancelled);
                add.bind(recurrence_id.map(|id| id.to_string())).execute(c).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// How calendars know the dates that the event has and had.
    async fn recurrence_ids(&mut self, event: i64) -> Stored<BTreeSet<Moment>> {
        let texts: Vec<String> = on!(self, c => sqlx::query_scalar(RECURRENCE_IDS).bind(event).fetch_all(c).await)?;
        let moment = |text: String| text.parse().map_err(|_| StoreFault::Unreadable(text));
        texts.into_iter().map(moment).collect()
    }
}

/// A date as columns.
struct Columns {
    original: String,
    start: String,
    end: Option<String>,
    start_at: i64,
    end_at: i64,
}

impl Columns {
    fn of(dated: &Dated) -> Self {
        Self {
            original: dated.original.to_string(),
            start: dated.when.start.to_string(),
            end: dated.when.end.map(|end| end.to_string()),
            start_at: dated.when.starts_at().as_second(),
            end_at: dated.when.ends_at().as_second(),
        }
    }
}
