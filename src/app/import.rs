//! Import and export: a file goes in whole or not at all.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::app::App;
use crate::app::Refusal;
use crate::app::actors::DIRECTORY;
use crate::app::events::Origin;
use crate::app::events::Wrote;
use crate::app::events::record_write;
use crate::app::events::write_event;
use crate::app::facts::EventFacts;
use crate::app::programme::NAMES_CHANGED;
use crate::domain::actor::ActorRow;
use crate::domain::answer::Answer;
use crate::domain::answer::Way;
use crate::domain::attendance::Attendance;
use crate::domain::event::Event;
use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::domain::notification::Hold;
use crate::domain::notification::Reason;
use crate::domain::notification::Told;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan;
use crate::domain::plan::Stand;
use crate::exchange;
use crate::exchange::Document;
use crate::exchange::Known;
use crate::exchange::Listed;
use crate::exchange::ListedAnswer;
use crate::exchange::ListedAttendance;
use crate::store::EventRow;
use crate::store::Reading;
use crate::store::VOCABULARY;
use crate::store::Writing;

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Events and meetings in the file.
    pub events: usize,
    /// Actors in the file.
    pub actors: usize,
    /// Programmes in the file.
    pub programmes: usize,
    /// Venues in the file.
    pub venues: usize,
    /// Answers in the file.
    pub answers: usize,
    /// Things that were new.
    pub added: usize,
    /// Things that were there and are others now.
    pub changed: usize,
    /// Mails that are due because of this import and will wait for a person.
    pub held: usize,
    /// Mails that would have been due before the import and are not sent.
    pub late: usize,
    /// What is wrong; when there is anything, nothing was stored.
    pub faults: Vec<PlacedFault>,
}

/// A fault of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlacedFault {
    /// Where: the JSON path of the record, e.g. `events[3]`.
    pub r#where: String,
    /// Which field of the record.
    pub field: String,
    /// What is wrong and what to do.
    pub what: Sentence,
}

impl From<Fault> for PlacedFault {
    fn from(fault: Fault) -> Self {
        let record = fault.field.find(']').map_or(0, |end| end + 1);
        let (place, field) = fault.field.split_at(record);
        Self { r#where: place.to_owned(), field: field.trim_start_matches('.').to_owned(), what: fault.what }
    }
}

impl std::fmt::Display for PlacedFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.r#where.as_str(), self.field.as_str()) {
            ("", "") => f.write_str(&self.what),
            ("", field) => write!(f, "{field}: {}", self.what),
            (place, "") => write!(f, "{place}: {}", self.what),
            (place, field) => write!(f, "{place}.{field}: {}", self.what),
        }
    }
}

impl App {
    /// Takes in a file of the exchange format: all of it, or nothing when anything is wrong.
    ///
    /// `dry`: says what would happen and stores nothing. Nobody is mailed because of an import.
    pub async fn import_json(&self, json: &str, dry: bool) -> Result<ImportReport, Refusal> {
        // Nothing that a file may refer to is ever deleted, so it is read before the database is kept from others.
        let known = known(&mut self.store.read().await?).await?;
        let document = match exchange::read(json, &known) {
            Ok(document) => document,
            Err(faults) => {
                let faults = faults.into_iter().map(PlacedFault::from).collect();
                return Ok(ImportReport { faults, ..counted(json) });
            }
        };
        let mut tx = self.store.write().await?;
        let (mut report, touched) = self.write_document(&mut tx, document).await?;
        self.look_ahead(&mut tx, &touched, &mut report).await?;
        if !dry && report.added + report.changed > 0 {
            tx.commit().await?;
        }
        Ok(report)
    }

    /// Counts what will wait for a person because of an import, and what of these events comes too late. Plans nothing.
    pub(super) async fn look_ahead(
        &self,
        tx: &mut Writing,
        events: &[i64],
        report: &mut ImportReport,
    ) -> Result<(), Refusal> {
        let (now, directory) = (self.now(), tx.directory().await?);
        // Who joins a group gets the mails of its events, which are marked and in no file.
        let marked = tx.list_marked(now, i64::MAX).await?.into_iter().map(|(event, _)| event);
        let ours: BTreeSet<i64> = events.iter().copied().collect();
        for event in marked.chain(events.iter().copied()).collect::<BTreeSet<i64>>() {
            let Some(facts) = EventFacts::read(tx, event).await? else { continue };
            let is_ours = ours.contains(&event);
            let plan = plan::plan(&facts.facts(&directory, &self.config.engine, now), now);
            for wanted in plan.wanted.iter().filter(|wanted| wanted.row.is_none()) {
                report.late += usize::from(is_ours && wanted.stand == Stand::Moot(Reason::Late));
                report.held += usize::from(wanted.stand == Stand::Held(Hold::Import));
            }
        }
        Ok(())
    }

    /// Takes in a document into an office of our own making.
    pub(super) async fn take_in(&self, document: Document) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        self.write_document(&mut tx, document).await?;
        Ok(tx.commit().await?)
    }

    /// Writes a document; also says which events are others now.
    pub(super) async fn write_document(
        &self,
        tx: &mut Writing,
        document: Document,
    ) -> Result<(ImportReport, Vec<i64>), Refusal> {
        let (now, mut touched) = (self.now(), Vec::new());
        tx.wait_turn(DIRECTORY).await?;
        let mut report = ImportReport {
            events: document.events.len(),
            actors: document.actors.len(),
            programmes: document.programmes.len(),
            venues: document.venues.len(),
            answers: document.events.iter().map(|listed| listed.answers.len()).sum(),
            ..ImportReport::default()
        };
        for (name, value) in [("about", &document.about), ("tenant", &document.tenant)] {
            if let Some(value) = value {
                put_json(tx, name, value, &mut report).await?;
            }
        }
        if let Some(vocabulary) = &document.vocabulary {
            put_json(tx, VOCABULARY, vocabulary, &mut report).await?;
        }
        write_directory(tx, &document, &mut report).await?;
        if report.added + report.changed > 0 {
            tx.mark_all(now, true).await?;
            tx.put_setting(NAMES_CHANGED, &now.to_string()).await?;
            tx.raise_revision().await?;
        }
        let actors = tx.list_actors().await?;
        for listed in document.events {
            let wrote = write_event(tx, listed.event.clone(), now, Origin::Import).await?;
            record_write(tx, now, "import", wrote).await?;
            match wrote {
                Wrote::Added(id) => {
                    report.added += 1;
                    touched.push(id);
                }
                Wrote::Changed(id) => {
                    report.changed += 1;
                    touched.push(id);
                }
                Wrote::Nothing(_) => {}
            }
            if listed.answers.is_empty() && listed.attendance.is_empty() {
                continue;
            }
            let Some(row) = tx.find_event(wrote.id()).await? else { continue };
            let dates = tx.list_occurrences(row.id, &row.event.when.zone).await?;
            self.write_answers(tx, (&row, &dates), &listed.answers, &actors, &mut report).await?;
            self.write_attendance(tx, (row.id, &dates), &listed.attendance, &actors, &mut report).await?;
        }
        Ok((report, touched))
    }

    /// Writes the answers that differ.
    async fn write_answers(
        &self,
        tx: &mut Writing,
        (row, dates): (&EventRow, &[Occurrence]),
        answers: &[ListedAnswer],
        actors: &[ActorRow],
        report: &mut ImportReport,
    ) -> Result<(), Refusal> {
        let event = row.id;
        let stored = tx.list_answers(event).await?;
        let mut written = 0;
        for listed in answers {
            let Some(answer) = self.imported_answer(row, listed, dates, actors) else { continue };
            let old = stored.find(answer.actor_id, answer.occurrence_id);
            // What somebody said by a link or on the telephone is newer than any list.
            if old.is_some_and(|old| old.way != Way::Import) {
                continue;
            }
            let is_new = old.is_none_or(|old| {
                (old.state, old.head_count, &old.needs, &old.comment, &old.topic)
                    != (answer.state, answer.head_count, &answer.needs, &answer.comment, &answer.topic)
            });
            if is_new {
                tx.put_answer(event, &answer).await?;
                written += 1;
                *(if old.is_some() { &mut report.changed } else { &mut report.added }) += 1;
            }
        }
        if written > 0 {
            tx.mark_event(event, self.now(), true).await?;
            tx.record_audit(self.now(), "import", "answer", &format!("event:{event}"), &format!("{written} answers"))
                .await?;
        }
        Ok(())
    }

    /// Writes who was there, where it differs.
    async fn write_attendance(
        &self,
        tx: &mut Writing,
        (event, dates): (i64, &[Occurrence]),
        attendance: &[ListedAttendance],
        actors: &[ActorRow],
        report: &mut ImportReport,
    ) -> Result<(), Refusal> {
        let stored = tx.list_attendance(event).await?;
        let mut written = 0;
        for listed in attendance {
            let date = dates.iter().find(|date| date.dated.original.date() == listed.date);
            let row = listed.actor.as_ref().map(|id| actors.iter().find(|row| row.actor.id == *id));
            let (Some(date), None | Some(Some(_))) = (date, row) else { continue };
            let actor_id = row.flatten().map(|row| row.id);
            let new = Attendance { occurrence_id: date.id, actor_id, persons: listed.persons };
            let old = stored.iter().find(|old| (old.occurrence_id, old.actor_id) == (date.id, actor_id));
            if count(old, &new, report) {
                tx.put_attendance(event, new).await?;
                written += 1;
            }
        }
        if written > 0 {
            let (subject, detail) = (format!("event:{event}"), format!("{written} rows"));
            tx.record_audit(self.now(), "import", "attendance", &subject, &detail).await?;
        }
        Ok(())
    }

    fn imported_answer(
        &self,
        row: &EventRow,
        listed: &ListedAnswer,
        dates: &[Occurrence],
        actors: &[ActorRow],
    ) -> Option<Answer> {
        let actor = actors.iter().find(|a| a.actor.id == listed.actor)?;
        let occurrence = match listed.date {
            None => None,
            Some(day) => Some(dates.iter().find(|o| o.dated.original.date() == day)?),
        };
        let told = match occurrence {
            Some(date) => Some(Told::of(&row.event, &date.dated)),
            None => dates.first().map(|first| Told::of_event(&row.event, &first.dated, dates)),
        };
        Some(Answer {
            actor_id: actor.id,
            occurrence_id: occurrence.map(|o| o.id),
            state: listed.state,
            head_count: listed.head_count,
            needs: listed.needs.clone(),
            comment: listed.comment.clone(),
            topic: listed.topic.clone(),
            way: Way::Import,
            contact_id: None,
            account_id: None,
            sequence: row.event.sequence,
            told,
            given_at: self.now(),
        })
    }

    /// Everything in the store as a document.
    pub async fn export_document(&self) -> Result<Document, Refusal> {
        let mut reading = self.store.read().await?;
        let actors = reading.list_actors().await?;
        let codes: BTreeMap<i64, String> = actors.iter().map(|a| (a.id, a.actor.id.clone())).collect();
        let mut events = Vec::new();
        for row in reading.list_events().await?.iter() {
            let dates = reading.list_occurrences(row.id, &row.event.when.zone).await?;
            let answers = reading.list_answers(row.id).await?;
            let attendance = reading.list_attendance(row.id).await?;
            let attendance = attendance.into_iter().filter_map(|one| list_attendance(one, &dates, &codes)).collect();
            let listed = |answer| list_answer(answer, &dates, &codes);
            let answers = answers.into_iter().filter_map(listed).collect();
            events.push(Listed { event: Event::clone(&row.event), answers, attendance });
        }
        Ok(Document {
            about: find_json(&mut reading, "about").await?,
            tenant: find_json(&mut reading, "tenant").await?,
            vocabulary: find_json(&mut reading, VOCABULARY).await?,
            programmes: reading.list_programmes().await?,
            venues: reading.list_venues().await?,
            groups: reading.list_groups().await?,
            actors: actors.into_iter().map(|row| Arc::unwrap_or_clone(row.actor)).collect(),
            events,
        })
    }
}

fn list_answer(answer: Answer, dates: &[Occurrence], codes: &BTreeMap<i64, String>) -> Option<ListedAnswer> {
    let date = match answer.occurrence_id {
        None => None,
        Some(id) => Some(dates.iter().find(|o| o.id == id)?.dated.original.date()),
    };
    Some(ListedAnswer {
        date,
        actor: codes.get(&answer.actor_id)?.clone(),
        state: answer.state,
        head_count: answer.head_count,
        needs: answer.needs,
        comment: answer.comment,
        topic: answer.topic,
    })
}

fn list_attendance(
    Attendance { occurrence_id, actor_id, persons }: Attendance,
    dates: &[Occurrence],
    codes: &BTreeMap<i64, String>,
) -> Option<ListedAttendance> {
    let date = dates.iter().find(|date| date.id == occurrence_id)?.dated.original.date();
    let actor = match actor_id {
        None => None,
        Some(id) => Some(codes.get(&id)?.clone()),
    };
    Some(ListedAttendance { date, actor, persons })
}

/// How much a file holds that cannot be taken in.
fn counted(json: &str) -> ImportReport {
    let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    let count = |key: &str| value[key].as_array().map_or(0, Vec::len);
    ImportReport {
        events: count("events") + count("meetings"),
        actors: count("actors"),
        programmes: count("programmes"),
        venues: count("venues"),
        ..ImportReport::default()
    }
}

/// What a file may refer to.
async fn known(reading: &mut Reading) -> Result<Known, Refusal> {
    let actors = reading.list_actors().await?;
    Ok(Known {
        programmes: reading.list_programmes().await?.into_iter().map(|p| p.id).collect(),
        venues: reading.list_venues().await?.into_iter().map(|v| v.id).collect(),
        groups: reading.list_groups().await?.into_iter().map(|g| g.id).collect(),
        actors: actors.iter().map(|a| a.actor.slug.clone()).collect(),
        ids_by_slug: actors.iter().map(|a| (a.actor.slug.clone(), a.actor.id.clone())).collect(),
        uids: reading.list_uids().await?.into_iter().collect(),
        actor_ids: actors.into_iter().map(|a| a.actor.id.clone()).collect(),
    })
}

/// Counts a thing that is written: new, another, or the same.
fn count<T: PartialEq>(old: Option<&T>, new: &T, report: &mut ImportReport) -> bool {
    match old {
        None => report.added += 1,
        Some(old) if old != new => report.changed += 1,
        Some(_) => return false,
    }
    true
}

async fn write_directory(tx: &mut Writing, document: &Document, report: &mut ImportReport) -> Result<(), Refusal> {
    let programmes = tx.list_programmes().await?;
    for programme in &document.programmes {
        if count(programmes.iter().find(|old| old.id == programme.id), programme, report) {
            tx.put_programme(programme).await?;
        }
    }
    let venues = tx.list_venues().await?;
    for venue in &document.venues {
        if count(venues.iter().find(|old| old.id == venue.id), venue, report) {
            tx.put_venue(venue).await?;
        }
    }
    let groups = tx.list_groups().await?;
    for group in &document.groups {
        // A group that only appears at an actor says nothing about its name.
        let old = groups.iter().find(|old| old.id == group.id);
        let says_nothing = group.de == group.id && old.is_some();
        if !says_nothing && count(old, group, report) {
            tx.put_group(group).await?;
        }
    }
    let actors: Vec<_> =
        tx.list_actors().await?.into_iter().map(|row| Arc::unwrap_or_clone(row.actor).without_rows()).collect();
    for actor in &document.actors {
        let old = actors.iter().find(|old| old.id == actor.id);
        let actor = old.map_or_else(|| actor.clone(), |old| actor.clone().with_wishes_of(old));
        if count(old, &actor, report) {
            tx.put_actor(&actor).await?;
        }
    }
    Ok(())
}

async fn put_json(
    tx: &mut Writing,
    name: &str,
    value: &impl Serialize,
    report: &mut ImportReport,
) -> Result<(), Refusal> {
    let text = serde_json::to_string(value).map_err(|_| Refusal::Unwritable)?;
    if count(tx.find_setting(name).await?.as_ref(), &text, report) {
        tx.put_setting(name, &text).await?;
    }
    Ok(())
}

async fn find_json<T: serde::de::DeserializeOwned>(reading: &mut Reading, name: &str) -> Result<Option<T>, Refusal> {
    Ok(reading.find_setting(name).await?.and_then(|text| serde_json::from_str(&text).ok()))
}
