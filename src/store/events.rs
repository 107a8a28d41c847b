//! Events, their occurrences and the marks that say what is to be planned.

use std::sync::Arc;

use jiff::Timestamp;
use sqlx::types::Json;

use crate::domain::event::Event;
use crate::store::ListedEvent;
use crate::store::Reading;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;
use crate::store::row::row;

/// The columns of [`EventRow`], once.
macro_rules! event_columns {
    () => {
        "SELECT id, revision, changed_at, entered_at, plan_at, unsaid_since, unsaid_last, by_import, body FROM events "
    };
}

const EVENT: &str = concat!(event_columns!(), "WHERE id = $1");
const EVENT_BY_SLUG: &str = concat!(event_columns!(), "WHERE slug = $1");
const EVENTS: &str = concat!(event_columns!(), "ORDER BY slug");
const BETWEEN: &str = "SELECT DISTINCT event_id FROM occurrences WHERE end_at > $1 AND start_at < $2 AND NOT dropped \
    ORDER BY event_id";
const NEXT_DATES: &str = "SELECT event_id, MIN(start_at) FROM occurrences WHERE end_at > $1 AND NOT dropped \
    GROUP BY event_id ORDER BY event_id";
const UNPUBLISHED: &str = concat!(event_columns!(), "WHERE NOT published ORDER BY created_at, id");
const UIDS: &str = "SELECT uid, slug FROM events ORDER BY uid";
/// One text instead of a row for each event: a row costs more to hand over than to find.
const REVISIONS: &str = "SELECT COALESCE(string_agg(CAST(id AS TEXT) || ':' || CAST(revision AS TEXT), ' ' \
    ORDER BY id), '') FROM events";
const LOCK_EVENT: &str = "UPDATE events SET plan_at = plan_at WHERE id = $1";
const MARKED: &str = "SELECT id, revision FROM events WHERE plan_at <= $1 ORDER BY plan_at, id LIMIT $2";
const INSERT_EVENT: &str = "INSERT INTO events (slug, uid, programme_id, organiser, published, visibility, sequence, \
    revision, created_at, changed_at, entered_at, plan_at, unsaid_since, unsaid_last, by_import, body) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING id";
const UPDATE_EVENT: &str = "UPDATE events SET uid = $2, programme_id = $3, organiser = $4, published = $5, \
    visibility = $6, sequence = $7, revision = revision + 1, changed_at = $8, entered_at = $9, plan_at = $10, \
    unsaid_since = $11, unsaid_last = $12, by_import = $13, body = $14 WHERE id = $1";
/// Leaves a row alone that need not change: with its body it is the largest of all.
const PLAN_BY: &str = "UPDATE events SET plan_at = $2 WHERE id = $1 AND (plan_at IS NULL OR plan_at > $2)";
const PLANNED: &str =
    "UPDATE events SET plan_at = $2, unsaid_since = $3, unsaid_last = $4, by_import = $5 WHERE id = $1";
const PUT_OFF: &str = "UPDATE events SET plan_at = $2 WHERE id = $1 AND revision = $3";
const MARK_ALL: &str = "UPDATE events SET plan_at = $1, revision = revision + 1, by_import = by_import OR $2 \
    WHERE published";
const ENTER_UNPLANNED: &str = "UPDATE events SET entered_at = $1, by_import = FALSE WHERE published \
    AND NOT EXISTS (SELECT 1 FROM rules WHERE rules.event_id = events.id)";
const MARK_PROGRAMME: &str =
    "UPDATE events SET plan_at = $2, revision = revision + 1 WHERE published AND programme_id = $1";
const MARK_EVENT: &str = "UPDATE events SET plan_at = $2, revision = revision + 1, by_import = by_import OR $3 \
    WHERE id = $1";
const RULES_ENTERED: &str = "SELECT rule, entered_at FROM rules WHERE event_id = $1";
const ENTER_RULE: &str = "INSERT INTO rules (event_id, rule, entered_at) VALUES ($1, $2, $3) \
    ON CONFLICT (event_id, rule) DO UPDATE SET entered_at = excluded.entered_at";

const WITHDRAW: &str = "INSERT INTO withdrawn (event_id, at) VALUES ($1, $2) ON CONFLICT (event_id) DO NOTHING";
const READMIT: &str = "DELETE FROM withdrawn WHERE event_id = $1";
const WITHDRAWN: &str = "SELECT event_id, at FROM withdrawn WHERE at >= $1 ORDER BY event_id";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[
    EVENT,
    EVENT_BY_SLUG,
    EVENTS,
    BETWEEN,
    NEXT_DATES,
    UNPUBLISHED,
    UIDS,
    REVISIONS,
    LOCK_EVENT,
    MARKED,
    INSERT_EVENT,
    UPDATE_EVENT,
    PLAN_BY,
    PLANNED,
    PUT_OFF,
    MARK_ALL,
    ENTER_UNPLANNED,
    MARK_PROGRAMME,
    MARK_EVENT,
    RULES_ENTERED,
    ENTER_RULE,
    WITHDRAW,
    READMIT,
    WITHDRAWN,
];

/// An event with what the engine keeps about it.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// The row.
    pub id: i64,
    /// The event.
    pub event: Event,
    /// Raised by each write.
    pub revision: i64,
    /// The marks.
    pub marks: Marks,
}

/// What the planner needs to know about the writes to an event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// When it was published: what was due before is late.
    pub entered_at: Option<Timestamp>,
    /// When it is to be planned again.
    pub plan_at: Option<Timestamp>,
    /// The first change of time or place that those who were told do not know yet.
    pub unsaid_since: Option<Timestamp>,
    /// The last such change.
    pub unsaid_last: Option<Timestamp>,
    /// The change came by an import: a person releases the mails about it.
    pub by_import: bool,
}

row! {
    struct RawEvent {
        id: i64,
        revision: i64,
        changed_at: i64,
        entered_at: Option<i64>,
        plan_at: Option<i64>,
        unsaid_since: Option<i64>,
        unsaid_last: Option<i64>,
        by_import: bool,
        body: Json<Event>,
    }
}

impl From<EventRow> for ListedEvent {
    fn from(row: EventRow) -> Self {
        Self { id: row.id, revision: row.revision, event: Arc::new(row.event) }
    }
}

impl RawEvent {
    fn row(self) -> Stored<EventRow> {
        let mut event = self.body.0;
        event.changed_at = Some(instant(self.changed_at)?);
        let marks = Marks {
            entered_at: self.entered_at.map(instant).transpose()?,
            plan_at: self.plan_at.map(instant).transpose()?,
            unsaid_since: self.unsaid_since.map(instant).transpose()?,
            unsaid_last: self.unsaid_last.map(instant).transpose()?,
            by_import: self.by_import,
        };
        Ok(EventRow { id: self.id, event, revision: self.revision, marks })
    }
}

/// Unix seconds of a column as an instant.
pub(super) fn instant(seconds: i64) -> Stored<Timestamp> {
    Timestamp::from_second(seconds).map_err(|_| StoreFault::Unreadable(format!("instant {seconds}")))
}

fn seconds(at: Option<Timestamp>) -> Option<i64> {
    at.map(Timestamp::as_second)
}

impl Reading {
    /// All events as they are now, by slug.
    pub(super) async fn read_events(&mut self) -> Stored<Vec<ListedEvent>> {
        let rows: Vec<RawEvent> = on!(self, c => sqlx::query_as(EVENTS).fetch_all(c).await)?;
        rows.into_iter().map(|raw| Ok(raw.row()?.into())).collect()
    }

    /// The events that have a date between two moments.
    pub async fn list_events_between(&mut self, from: Timestamp, until: Timestamp) -> Stored<Vec<i64>> {
        let (from, until) = (from.as_second(), until.as_second());
        Ok(on!(self, c => sqlx::query_scalar(BETWEEN).bind(from).bind(until).fetch_all(c).await)?)
    }

    /// When each event that has a date ahead takes place next.
    pub async fn list_next_dates(&mut self, now: Timestamp) -> Stored<Vec<(i64, Timestamp)>> {
        let rows: Vec<(i64, i64)> =
            on!(self, c => sqlx::query_as(NEXT_DATES).bind(now.as_second()).fetch_all(c).await)?;
        rows.into_iter().map(|(event, at)| Ok((event, instant(at)?))).collect()
    }

    /// Events that are not out, the oldest first.
    pub async fn list_unpublished(&mut self) -> Stored<Vec<EventRow>> {
        let rows: Vec<RawEvent> = on!(self, c => sqlx::query_as(UNPUBLISHED).fetch_all(c).await)?;
        rows.into_iter().map(RawEvent::row).collect()
    }

    /// The slug of each event, by UID.
    pub async fn list_uids(&mut self) -> Stored<Vec<(String, String)>> {
        Ok(on!(self, c => sqlx::query_as(UIDS).fetch_all(c).await)?)
    }

    /// The row of each event with how often it was written, as `ROW:REVISION` with blanks between, by row.
    pub(super) async fn revisions_of_events(&mut self) -> Stored<String> {
        Ok(on!(self, c => sqlx::query_scalar(REVISIONS).fetch_one(c).await)?)
    }

    /// An event by its row.
    pub async fn find_event(&mut self, id: i64) -> Stored<Option<EventRow>> {
        let row: Option<RawEvent> = on!(self, c => sqlx::query_as(EVENT).bind(id).fetch_optional(c).await)?;
        row.map(RawEvent::row).transpose()
    }

    /// An event by its slug.
    pub async fn find_event_by_slug(&mut self, slug: &str) -> Stored<Option<EventRow>> {
        let row: Option<RawEvent> = on!(self, c => sqlx::query_as(EVENT_BY_SLUG).bind(slug).fetch_optional(c).await)?;
        row.map(RawEvent::row).transpose()
    }

    /// Events that are to be planned now, oldest mark first, each with its revision.
    pub async fn list_marked(&mut self, now: Timestamp, most: i64) -> Stored<Vec<(i64, i64)>> {
        Ok(on!(self, c => sqlx::query_as(MARKED).bind(now.as_second()).bind(most).fetch_all(c).await)?)
    }

    /// When each rule began to hold for an event.
    pub async fn list_rules_entered(&mut self, event: i64) -> Stored<Vec<(String, Timestamp)>> {
        let rows: Vec<(String, i64)> = on!(self, c => sqlx::query_as(RULES_ENTERED).bind(event).fetch_all(c).await)?;
        rows.into_iter().map(|(rule, at)| Ok((rule, instant(at)?))).collect()
    }
}

impl Reading {
    /// Events that ceased to be public since then, by row, and when.
    pub async fn list_withdrawn(&mut self, since: Timestamp) -> Stored<Vec<(i64, Timestamp)>> {
        let since = since.as_second();
        let rows: Vec<(i64, i64)> = on!(self, c => sqlx::query_as(WITHDRAWN).bind(since).fetch_all(c).await)?;
        rows.into_iter().map(|(event, at)| Ok((event, instant(at)?))).collect()
    }
}

impl Writing {
    /// Remembers that an event ceased to be public.
    pub async fn withdraw_event(&mut self, id: i64, at: Timestamp) -> Stored<()> {
        on!(self, c => sqlx::query(WITHDRAW).bind(id).bind(at.as_second()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Forgets that an event was not public.
    pub async fn readmit_event(&mut self, id: i64) -> Stored<()> {
        on!(self, c => sqlx::query(READMIT).bind(id).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Adds an event; its row.
    pub async fn insert_event(&mut self, event: &Event, now: Timestamp, marks: Marks) -> Stored<i64> {
        let created = event.created_at.unwrap_or(now).as_second();
        Ok(on!(self, c => {
            let insert = sqlx::query_scalar(INSERT_EVENT)
                .bind(&event.slug)
                .bind(&event.uid)
                .bind(&event.programme)
                .bind(&event.organiser)
                .bind(event.is_published())
                .bind(event.visibility.word())
                .bind(event.sequence)
                .bind(created)
                .bind(now.as_second())
                .bind(seconds(marks.entered_at))
                .bind(seconds(marks.plan_at))
                .bind(seconds(marks.unsaid_since))
                .bind(seconds(marks.unsaid_last))
                .bind(marks.by_import)
                .bind(Json(event));
            insert.fetch_one(c).await
        })?)
    }

    /// Replaces an event.
    pub async fn update_event(&mut self, id: i64, event: &Event, now: Timestamp, marks: Marks) -> Stored<()> {
        on!(self, c => {
            let update = sqlx::query(UPDATE_EVENT)
                .bind(id)
                .bind(&event.uid)
                .bind(&event.programme)
                .bind(&event.organiser)
                .bind(event.is_published())
                .bind(event.visibility.word())
                .bind(event.sequence)
                .bind(now.as_second())
                .bind(seconds(marks.entered_at))
                .bind(seconds(marks.plan_at))
                .bind(seconds(marks.unsaid_since))
                .bind(seconds(marks.unsaid_last))
                .bind(marks.by_import)
                .bind(Json(event));
            update.execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Holds the event's row until the end of the transaction, so that nobody else plans it meanwhile.
    pub async fn lock_event(&mut self, id: i64) -> Stored<()> {
        on!(self, c => sqlx::query(LOCK_EVENT).bind(id).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Says that what decides about an event is another now: it is planned again, and mails prepared before do not go.
    ///
    /// `by_import`: a person releases what is due because of it.
    pub async fn mark_event(&mut self, id: i64, now: Timestamp, by_import: bool) -> Stored<()> {
        let at = now.as_second();
        on!(self, c => sqlx::query(MARK_EVENT).bind(id).bind(at).bind(by_import).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Says that an event is planned again at that moment, unless that is due earlier anyway; mails prepared before may
    /// go.
    pub async fn plan_by(&mut self, id: i64, at: Timestamp) -> Stored<()> {
        on!(self, c => sqlx::query(PLAN_BY).bind(id).bind(at.as_second()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Writes the marks that planning leaves behind; raises no revision.
    pub async fn record_planned(&mut self, id: i64, marks: Marks) -> Stored<()> {
        let (since, last) = (seconds(marks.unsaid_since), seconds(marks.unsaid_last));
        on!(self, c => {
            let planned = sqlx::query(PLANNED).bind(id).bind(seconds(marks.plan_at)).bind(since).bind(last);
            planned.bind(marks.by_import).execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Lets a marked event rest until then, unless it was written meanwhile; mails prepared before may go.
    pub async fn put_off(&mut self, (id, revision): (i64, i64), until: Timestamp) -> Stored<()> {
        let until = until.as_second();
        on!(self, c => sqlx::query(PUT_OFF).bind(id).bind(until).bind(revision).execute(c).await.map(drop))?;
        Ok(())
    }

    /// As [`Writing::mark_event`], for all published events.
    pub async fn mark_all(&mut self, now: Timestamp, by_import: bool) -> Stored<()> {
        let at = now.as_second();
        on!(self, c => sqlx::query(MARK_ALL).bind(at).bind(by_import).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Lets events that were never planned count as entered at `at`, by hand, and marks all for planning then.
    pub async fn enter_unplanned(&mut self, at: Timestamp) -> Stored<()> {
        on!(self, c => sqlx::query(ENTER_UNPLANNED).bind(at.as_second()).execute(c).await.map(drop))?;
        self.mark_all(at, false).await
    }

    /// Marks the published events of a programme for planning.
    pub async fn mark_programme(&mut self, programme: &str, now: Timestamp) -> Stored<()> {
        on!(self, c => sqlx::query(MARK_PROGRAMME).bind(programme).bind(now.as_second()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Remembers since when a rule holds for an event.
    pub async fn enter_rule(&mut self, event: i64, rule: &str, at: Timestamp) -> Stored<()> {
        on!(self, c => sqlx::query(ENTER_RULE).bind(event).bind(rule).bind(at.as_second()).execute(c).await.map(drop))?;
        Ok(())
    }
}
