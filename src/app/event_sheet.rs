//! One event as the office sees it: its dates, who gets which mail when, who answered what, and any mail before it goes.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::deliver::Known;
use crate::app::head_count::numbers;
use crate::domain::actor::Contact;
use crate::domain::answer::Answer;
use crate::domain::event::Event;
use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::occurrence::Dated;
use crate::domain::plan::Wanted;
use crate::domain::venue::Venue;
use crate::domain::when::Moment;
use crate::mail::compose::ShownMail;
use crate::mail::letter::Numbers;

/// How far ahead the plan of one event is shown: a year and a month.
const OUTLOOK: SignedDuration = SignedDuration::from_hours(400 * 24);

/// One event with all that belongs to it.
#[derive(Debug, Clone)]
pub struct EventSheet {
    /// The event.
    pub event: Event,
    /// Its place, on one line.
    pub place: String,
    /// Its groups, by name.
    pub groups: Vec<String>,
    /// Its dates, by original start.
    pub dates: Vec<Dated>,
    /// Its mails, the earliest first.
    pub steps: Vec<PlanStep>,
    /// For each date by its original start: numbers and answers.
    pub answers: BTreeMap<Moment, DateAnswers>,
}

/// The answers to one date.
#[derive(Debug, Clone, Default)]
pub struct DateAnswers {
    /// How many answered what.
    pub numbers: Numbers,
    /// Who answered what: the organisation's name and the answer.
    pub answers: Vec<(String, Answer)>,
}

/// Mails of one kind about one date.
#[derive(Debug, Clone)]
pub struct PlanStep {
    /// The kind.
    pub kind: Kind,
    /// The date by its original start; none: the whole event.
    pub date: Option<Moment>,
    /// When the first of them went or will go.
    pub at: Timestamp,
    /// How many stand where.
    pub states: BTreeMap<State, usize>,
    /// Why they wait, if they do.
    pub hold: Option<Hold>,
    /// Languages of those who get or got it, each with how many.
    pub languages: BTreeMap<String, usize>,
    /// Why others do not get it, each with how many.
    pub reasons: BTreeMap<Reason, usize>,
    /// Somebody who gets it, to look at the mail with.
    pub example: Option<i64>,
}

impl App {
    /// Everything about one event; none when there is no such one. Plans nothing.
    pub async fn find_event_sheet(&self, slug: &str) -> Result<Option<EventSheet>, Refusal> {
        let Some(known) = self.known_far(slug).await? else { return Ok(None) };
        let dates: Vec<Dated> = known.facts.occurrences.iter().map(|date| date.dated.clone()).collect();
        let answers = known.facts.occurrences.iter().map(|date| (date.dated.original, answers_of(&known, date.id)));
        Ok(Some(EventSheet {
            answers: answers.filter(|(_, answers)| !answers.answers.is_empty() || answers.numbers.silent > 0).collect(),
            steps: steps(&known),
            place: place_line(&known),
            groups: known.facts.row.event.groups().iter().map(|slug| known.directory.name_of_group(slug)).collect(),
            event: known.facts.row.event.clone(),
            dates,
        }))
    }

    /// All events, each with its next date, by that; those without one at the end, the latest first.
    pub async fn list_events_by_date(&self) -> Result<Vec<(Event, Option<Dated>)>, Refusal> {
        let now = self.now();
        let mut reading = self.store.read().await?;
        let next: BTreeMap<i64, Timestamp> = reading.list_next_dates(now).await?.into_iter().collect();
        let mut events = reading.list_events().await?;
        events.sort_by_key(|row| match next.get(&row.id) {
            Some(at) => (0, at.as_second()),
            None => (1, -row.event.when.starts_at().as_second()),
        });
        let with_next = |row: crate::store::EventRow| {
            let zone = &row.event.when.zone;
            let next = next.get(&row.id).map(|at| Moment::Wall(zone.wall(*at)));
            let start = next.map(|start| if row.event.when.is_all_day() { Moment::Day(start.date()) } else { start });
            let dated = start.map(|start| Dated {
                original: start,
                when: row.event.when.moved_to(start),
                cancelled: row.event.is_cancelled(),
            });
            (row.event, dated)
        };
        Ok(events.into_iter().map(with_next).collect())
    }

    /// A mail of an event as one contact would read it; none when no such mail is meant for them.
    pub async fn show_mail(
        &self,
        slug: &str,
        (kind, date): (Kind, Option<Moment>),
        contact: i64,
    ) -> Result<Option<(String, ShownMail)>, Refusal> {
        self.take_up_texts().await?;
        let Some(known) = self.known_far(slug).await? else { return Ok(None) };
        let is_it = |of: Option<i64>| date_of(&known, of) == date;
        let stored = known
            .facts
            .notifications
            .iter()
            .find(|row| row.kind == kind && row.contact_id == contact && is_it(row.occurrence_id));
        let wanted = known
            .plan
            .wanted
            .iter()
            .find(|one| one.kind == kind && one.contact_id == contact && is_it(one.occurrence_id));
        let Some(row) = stored.cloned().or_else(|| wanted.map(|one| one.as_row(known.facts.row.id))) else {
            return Ok(None);
        };
        let digest = if kind == Kind::OrganiserDigest { self.digest(&known, &row).await? } else { None };
        let Some((actor, _)) = known.directory.find_contact(contact) else { return Ok(None) };
        let letter = self.letter(&known, &row, digest).map_err(Refusal::Configuration)?;
        let shown = self.composer().show(&letter).map_err(|fault| Refusal::Configuration(fault.to_string()))?;
        Ok(Some((actor.actor.name.clone(), shown)))
    }

    async fn known_far(&self, slug: &str) -> Result<Option<Known>, Refusal> {
        let row = self.store.read().await?.find_event_by_slug(slug).await?;
        let Some(row) = row else { return Ok(None) };
        let until = self.now().saturating_add(OUTLOOK).unwrap_or(self.now());
        Known::read(self, row.id, until).await
    }
}

fn place_line(known: &Known) -> String {
    let place = &known.facts.row.event.place;
    let venue = place.venue.as_ref().map(|slug| known.directory.venues.get(slug).map_or(slug.clone(), Venue::line));
    let parts = [Some(place.text.clone()), venue].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn date_of(known: &Known, date: Option<i64>) -> Option<Moment> {
    date.and_then(|id| known.facts.find_date(id)).map(|date| date.dated.original)
}

fn answers_of(known: &Known, date: i64) -> DateAnswers {
    let (facts, directory) = (&known.facts, &known.directory);
    let of_date = |answer: &&Answer| answer.occurrence_id.is_none_or(|id| id == date);
    let mut answers: Vec<(String, Answer)> = Vec::new();
    for actor in &directory.actors {
        let mine = facts.answers.iter().filter(of_date).filter(|answer| answer.actor_id == actor.id);
        // What was said to the date alone wins over what was said to all.
        if let Some(answer) = mine.max_by_key(|answer| answer.occurrence_id) {
            answers.push((actor.actor.name.clone(), answer.clone()));
        }
    }
    answers.sort_by_key(|(name, answer)| (answer.state, name.to_lowercase()));
    DateAnswers { numbers: numbers(facts, directory, date), answers }
}

/// Rows and what has no row yet, by kind and date.
fn steps(known: &Known) -> Vec<PlanStep> {
    let mut steps: BTreeMap<(Option<i64>, Kind), PlanStep> = BTreeMap::new();
    let (event, stored) = (known.facts.row.id, &known.facts.notifications);
    let keys: BTreeSet<&str> = stored.iter().map(|row| row.key.as_str()).collect();
    let is_new = |one: &&Wanted| !keys.contains(one.key.as_str());
    let planned = known.plan.wanted.iter().filter(is_new).map(|one| one.as_row(event));
    for row in stored.iter().cloned().chain(planned) {
        let at = row.sent_at.unwrap_or(row.send_at);
        let step = steps.entry((row.occurrence_id, row.kind)).or_insert_with(|| PlanStep {
            kind: row.kind,
            date: date_of(known, row.occurrence_id),
            at,
            states: BTreeMap::new(),
            hold: None,
            languages: BTreeMap::new(),
            reasons: BTreeMap::new(),
            example: None,
        });
        step.at = step.at.min(at);
        *step.states.entry(row.state).or_default() += 1;
        step.hold = step.hold.or(row.hold);
        let contact = known.directory.find_contact(row.contact_id).map(|(_, contact)| contact);
        count(step, row.state, row.reason, contact);
    }
    let mut steps: Vec<PlanStep> = steps.into_values().collect();
    steps.sort_by_key(|step| (step.at, step.kind));
    steps
}

fn count(step: &mut PlanStep, state: State, reason: Option<Reason>, contact: Option<&Contact>) {
    if state == State::Moot {
        if let Some(reason) = reason {
            *step.reasons.entry(reason).or_default() += 1;
        }
    } else if let Some(contact) = contact {
        *step.languages.entry(contact.language.clone()).or_default() += 1;
        step.example = step.example.or(Some(contact.row));
    }
}
