//! Who was there: ticked off at the door, or written down afterwards.

use std::collections::BTreeMap;

use crate::app::App;
use crate::app::Refusal;
use crate::app::facts::EventFacts;
use crate::app::version;
use crate::domain::actor::ActorRow;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::answer::Answers;
use crate::domain::attendance::Attendance;
use crate::domain::attendance::MOST_PERSONS;
use crate::domain::directory::Directory;
use crate::domain::fault::Fault;
use crate::domain::text;
use crate::domain::when::Moment;

/// Who was there, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttendanceDraft {
    /// Organisations of the list.
    pub actors: Vec<PresentDraft>,
    /// One that does not stand in the list; an empty slug for none.
    pub other: PresentDraft,
    /// People of no organisation.
    pub nobodys: String,
}

/// Whether an organisation was there, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PresentDraft {
    /// Its slug.
    pub actor: String,
    /// The box is ticked.
    pub is_ticked: bool,
    /// How many people; empty: as many as it had said.
    pub persons: String,
}

impl App {
    /// Writes down who was at a date (by its original start); organisations that `draft` does not name stay as they are.
    ///
    /// `seen`: what the form showed, as a date's sheet says it. Errors: [`Refusal::Changed`] when somebody was faster or
    /// there is no such date; [`Refusal::Faults`] names the fields: `persons-SLUG`, `other`, `nobodys`.
    pub async fn record_attendance(
        &self,
        who: &str,
        (slug, original): (&str, Moment),
        seen: &str,
        draft: &AttendanceDraft,
    ) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        let Some(event) = tx.find_event_by_slug(slug).await? else { return Err(Refusal::Changed) };
        tx.lock_event(event.id).await?;
        let Some(facts) = EventFacts::read(&mut tx, event.id).await? else { return Err(Refusal::Changed) };
        let directory = tx.directory().await?;
        let date = facts.occurrences.iter().find(|date| date.dated.original == original);
        let Some(date) = date.map(|date| date.id) else { return Err(Refusal::Changed) };
        let stored = of_date(tx.list_attendance(event.id).await?, date);
        if version_of_attendance(&stored) != seen {
            return Err(Refusal::Changed);
        }
        let counted =
            Counting { directory: &directory, answers: &facts.answers, date, stored: &stored }.count(draft)?;
        for (actor_id, persons) in &counted {
            match *persons {
                0 => tx.drop_attendance(date, *actor_id).await?,
                persons => {
                    let attendance = Attendance { occurrence_id: date, actor_id: *actor_id, persons };
                    tx.put_attendance(event.id, attendance).await?;
                }
            }
        }
        let now = of_date(tx.list_attendance(event.id).await?, date);
        let people: i64 = now.iter().map(|one| one.persons).sum();
        let detail = format!("{people} people, {} rows", now.len());
        tx.record_audit(self.now(), who, "attendance", &format!("event:{}", event.id), &detail).await?;
        Ok(tx.commit().await?)
    }
}

/// What is said of one date.
pub(super) fn of_date(mut all: Vec<Attendance>, date: i64) -> Vec<Attendance> {
    all.retain(|one| one.occurrence_id == date);
    all
}

/// What tells one count of a date from another.
pub(super) fn version_of_attendance(stored: &[Attendance]) -> String {
    version(&stored)
}

/// What typed words are held against.
struct Counting<'a> {
    directory: &'a Directory,
    answers: &'a Answers,
    date: i64,
    stored: &'a [Attendance],
}

impl Counting<'_> {
    /// How many people of each actor (none: of no organisation) were there, or every field that is wrong.
    fn count(&self, draft: &AttendanceDraft) -> Result<BTreeMap<Option<i64>, i64>, Refusal> {
        let (mut counted, mut faults) = (BTreeMap::new(), Vec::new());
        for line in &draft.actors {
            let Some(row) = self.directory.find_actor(&line.actor) else { continue };
            match self.persons(line, row) {
                Some(persons) => drop(counted.insert(Some(row.id), persons)),
                None => faults.push(Fault::new(format!("persons-{}", line.actor), "fault-persons")),
            }
        }
        let other = &draft.other;
        match self.directory.find_actor(&other.actor) {
            Some(row) => match self.persons(&PresentDraft { is_ticked: true, ..other.clone() }, row) {
                Some(persons) => drop(counted.insert(Some(row.id), persons)),
                None => faults.push(Fault::new("other_persons", "fault-persons")),
            },
            None if other.persons.trim().is_empty() => {}
            None => faults.push(Fault::new("other", "fault-other")),
        }
        match number(&draft.nobodys) {
            _ if draft.nobodys.trim().is_empty() => drop(counted.insert(None, 0)),
            Some(persons) => drop(counted.insert(None, persons)),
            None => faults.push(Fault::new("nobodys", "fault-persons")),
        }
        if faults.is_empty() { Ok(counted) } else { Err(Refusal::Faults(faults)) }
    }

    /// A tick is enough: then as many came as had said so. A new number is enough too: nobody types one for who stayed
    /// away. A number that stood there already, without its tick, was left there when the tick was taken away.
    fn persons(&self, line: &PresentDraft, row: &ActorRow) -> Option<i64> {
        if line.persons.trim().is_empty() {
            let answer = self.answers.of(row.id, Some(self.date));
            return Some(if line.is_ticked { announced(answer) } else { 0 });
        }
        let typed = number(&line.persons)?;
        let before = self.stored.iter().find(|one| one.actor_id == Some(row.id)).map(|one| one.persons);
        let was_left = !line.is_ticked && before == Some(typed);
        Some(if was_left { 0 } else { typed })
    }
}

/// How many people an answer announced; one where nobody said.
fn announced(answer: Option<&Answer>) -> i64 {
    let comes = answer.filter(|answer| matches!(answer.state, AnswerState::Accepted | AnswerState::Tentative));
    comes.map_or(1, |answer| answer.head_count.max(1))
}

fn number(typed: &str) -> Option<i64> {
    text::european_digits(typed.trim()).parse().ok().filter(|number| (0..=MOST_PERSONS).contains(number))
}
