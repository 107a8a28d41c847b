//! One event as the office sees it: its dates, who gets which mail when, and any mail before it goes.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::head_count::Turnout;
use crate::app::known::Known;
use crate::domain::actor::Contact;
use crate::domain::change::is_of_change;
use crate::domain::change::progress;
use crate::domain::difference;
use crate::domain::directory::Directory;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::notification::Standing;
use crate::domain::notification::State;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::venue::place_line;
use crate::domain::when::Moment;
use crate::mail::compose::ShownMail;
use crate::mail::letter::Numbers;
use crate::store::ListedEvent;
use crate::view::language::Language;

/// How far ahead the office is told what will be sent: a year and a month.
const OUTLOOK: SignedDuration = SignedDuration::from_hours(400 * 24);

/// One event with all that belongs to it.
#[derive(Debug, Clone)]
pub struct EventSheet {
    /// The event.
    pub event: Event,
    /// Its place, on one line.
    pub place: String,
    /// Where single dates are, on one line, by their original start: those that are elsewhere.
    pub elsewhere: BTreeMap<Moment, String>,
    /// Its groups, by name.
    pub groups: Vec<String>,
    /// Its dates, by original start.
    pub dates: Vec<Dated>,
    /// Its mails, the earliest first.
    pub steps: Vec<PlanStep>,
    /// How far the mails about the last change are, if there was one lately.
    pub change: Option<LastChange>,
    /// Until when the last change can be taken back.
    pub undo_until: Option<Timestamp>,
    /// How many answered what to each date, by its original start, where somebody was asked.
    pub numbers: BTreeMap<Moment, Numbers>,
}

/// How far the mails about the last change are.
#[derive(Debug, Clone, Default)]
pub struct LastChange {
    /// Taken by the relay.
    pub sent: usize,
    /// Still to go.
    pub open: usize,
    /// Whom no mail reaches: name and telephone of the organisation.
    pub to_call: Vec<(String, String)>,
}

/// Mails of one kind about one date that are due together, and those of them that are wanted no more.
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
    /// The languages it is in, each with for how many.
    pub languages: BTreeMap<&'static str, usize>,
    /// Why others do not get it, each with how many.
    pub reasons: BTreeMap<Reason, usize>,
    /// Somebody who gets it, to look at the mail with.
    pub example: Option<i64>,
}

/// States of mails that are still to go.
pub const OPEN: [State; 3] = [State::Planned, State::Held, State::Sending];

impl PlanStep {
    /// True for mails that a date (by its original start) gets: about it alone, or about the whole event.
    pub fn is_about(&self, date: Moment) -> bool {
        self.date.is_none_or(|of| of == date)
    }

    /// How many stand in one of these states.
    pub fn count(&self, states: &[State]) -> usize {
        states.iter().filter_map(|state| self.states.get(state)).sum()
    }
}

impl App {
    /// Everything about one event; none when there is no such one. Plans nothing.
    pub async fn find_event_sheet(&self, slug: &str) -> Result<Option<EventSheet>, Refusal> {
        let Some(known) = self.known_far(slug).await? else { return Ok(None) };
        self.sheet_of(&known).await.map(Some)
    }

    /// The sheet of an event, by what is known of it.
    pub(super) async fn sheet_of(&self, known: &Known) -> Result<EventSheet, Refusal> {
        let dates: Vec<Dated> = known.facts.occurrences.iter().map(|date| date.dated.clone()).collect();
        let numbers_of = |date: &Occurrence| Turnout::of(&known.facts, &known.directory, date).numbers();
        let answered = known.facts.occurrences.iter().map(|date| (date.dated.original, numbers_of(date)));
        let event = &known.facts.row.event;
        let place = |original| place_of(event, &known.directory, Some(original));
        Ok(EventSheet {
            numbers: answered.filter(|(_, numbers)| *numbers != Numbers::default()).collect(),
            steps: steps(known),
            change: last_change(known),
            undo_until: self.undo_until(known).await?,
            place: place_of(event, &known.directory, None),
            elsewhere: event.elsewhere().map(|one| (one.recurrence_id, place(one.recurrence_id))).collect(),
            groups: event.groups().iter().map(|slug| known.directory.name_of_group(slug)).collect(),
            event: event.clone(),
            dates,
        })
    }

    /// All events, each with its next date, by that; those without one at the end, the latest first.
    pub async fn list_events_by_date(&self) -> Result<Vec<(Arc<Event>, Option<Dated>)>, Refusal> {
        let now = self.now();
        let mut reading = self.store.read().await?;
        let next: BTreeMap<i64, Timestamp> = reading.list_next_dates(now).await?.into_iter().collect();
        let mut events = reading.list_events().await?.to_vec();
        events.sort_by_key(|row| match next.get(&row.id) {
            Some(at) => (0, at.as_second()),
            None => (1, -row.event.when.starts_at().as_second()),
        });
        let with_next = |row: ListedEvent| {
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

    /// Everything about an event, with its mails of the year to come.
    pub(super) async fn known_far(&self, slug: &str) -> Result<Option<Known>, Refusal> {
        let mut known = self.known_unplanned(slug).await?;
        if let Some(known) = &mut known {
            self.plan_far(known, Known::plan_again);
        }
        Ok(known)
    }

    pub(super) async fn known_unplanned(&self, slug: &str) -> Result<Option<Known>, Refusal> {
        let mut reading = self.store.read().await?;
        let Some(row) = reading.find_event_by_slug(slug).await? else { return Ok(None) };
        Known::unplanned(self, &mut reading, row).await.map(Some)
    }

    /// Plans the year to come; what is not out yet as if it were published now, so that it is seen before.
    pub(super) fn plan_far(&self, known: &mut Known, plan: impl FnOnce(&mut Known, &Self, Timestamp)) {
        let (review, marks) = (known.facts.row.event.review, known.facts.row.marks);
        if review != Review::Published {
            known.facts.row.event.review = Review::Published;
            known.facts.row.marks.entered_at = Some(self.now());
        }
        plan(known, self, self.outlook());
        (known.facts.row.event.review, known.facts.row.marks) = (review, marks);
    }

    /// Until when the office is told what will be sent.
    pub(super) fn outlook(&self) -> Timestamp {
        self.now().saturating_add(OUTLOOK).unwrap_or(self.now())
    }
}

/// What the last change brought about.
fn last_change(known: &Known) -> Option<LastChange> {
    let progress = progress(standings(known), known.facts.row.event.sequence)?;
    let name = |contact: &i64| known.directory.find_contact(*contact).map(|(row, _)| &row.actor);
    let to_call: BTreeSet<(String, String)> =
        progress.unreached.iter().filter_map(name).map(|actor| (actor.name.clone(), actor.phone.clone())).collect();
    Some(LastChange { sent: progress.sent, open: progress.open, to_call: to_call.into_iter().collect() })
}

/// Where an event is, or one of its dates by its original start, on one line.
pub(super) fn place_of(event: &Event, directory: &Directory, date: Option<Moment>) -> String {
    let place = event.place_by(date.and_then(|original| event.change_of(original)));
    place_line(place.venue.and_then(|slug| directory.venues.get(slug)), place.text)
}

fn date_of(known: &Known, date: Option<i64>) -> Option<Moment> {
    date.and_then(|id| known.facts.find_date(id)).map(|date| date.dated.original)
}

/// The mails of an event: those that have a row, and those that will.
pub(super) fn standings(known: &Known) -> impl Iterator<Item = Standing<'_>> {
    difference::standings(&known.plan, &known.facts.notifications)
}

/// All mails, by kind and date.
fn steps(known: &Known) -> Vec<PlanStep> {
    let contacts = known.directory.actors.iter().flat_map(|row| &row.actor.contacts);
    let language = |contact: &Contact| Language::of(known.office.language_for(&contact.language)).tag();
    let languages: HashMap<i64, &str> = contacts.map(|contact| (contact.row, language(contact))).collect();
    // Two reminders about one date are two steps; a rule for each of several groups is one.
    let mut steps: BTreeMap<(Option<i64>, Kind, Option<Timestamp>), PlanStep> = BTreeMap::new();
    // What became of changes before the last one stands in the outbox.
    let sequence = known.facts.row.event.sequence;
    let is_told_by_a_later_one = |row: &Standing<'_>| {
        let of_change = matches!(row.kind, Kind::Change | Kind::Cancellation);
        of_change && row.state == State::Moot && !is_of_change(row, sequence)
    };
    let others = Others::of(known);
    for mut row in standings(known).filter(|row| !is_told_by_a_later_one(row)) {
        if let Some(time) = others.time_for(&row) {
            (row.due_at, row.at) = time;
        }
        let due = Some(row.due_at).filter(|_| !row.rule.is_empty());
        let step = steps.entry((row.occurrence_id, row.kind, due)).or_insert_with(|| PlanStep {
            kind: row.kind,
            date: date_of(known, row.occurrence_id),
            at: row.at,
            states: BTreeMap::new(),
            hold: None,
            languages: BTreeMap::new(),
            reasons: BTreeMap::new(),
            example: None,
        });
        step.at = step.at.min(row.at);
        *step.states.entry(row.state).or_default() += 1;
        step.hold = step.hold.or(row.hold);
        let reader = languages.get(&row.contact_id).map(|language| (row.contact_id, *language));
        count(step, row.state, row.reason, reader);
    }
    let mut steps: Vec<PlanStep> = steps.into_values().collect();
    steps.sort_by_key(|step| (step.at, step.kind));
    steps
}

/// A rule's mails about one date, or about the whole event.
type Slot<'a> = (Option<i64>, &'a str);

/// With whom those stand who dropped out of a rule's mails: their rows keep the time of then, and the date may have been
/// moved since.
#[derive(Default)]
struct Others<'a> {
    /// When those are due and go who did not drop out: those that still do, else those that went, else all; the latest.
    times: HashMap<Slot<'a>, ((bool, bool), Timestamp, Timestamp)>,
    /// Who did not drop out; they have a time of their own.
    contacts: HashSet<(Slot<'a>, i64)>,
}

impl<'a> Others<'a> {
    fn of(known: &'a Known) -> Self {
        let mut others = Self::default();
        if standings(known).all(|row| !dropped_out(&row)) {
            return others;
        }
        for row in standings(known).filter(|row| !dropped_out(row) && !row.rule.is_empty()) {
            let rank = (OPEN.contains(&row.state), row.state != State::Moot);
            let time = (rank, row.due_at, row.at);
            others.times.entry(slot(&row)).and_modify(|latest| *latest = time.max(*latest)).or_insert(time);
            others.contacts.insert((slot(&row), row.contact_id));
        }
        others
    }

    /// When the mails are due and go that this one stands with; none for one that has a time of its own.
    fn time_for(&self, row: &Standing<'a>) -> Option<(Timestamp, Timestamp)> {
        let slot = slot(row);
        let joins = dropped_out(row) && !self.contacts.contains(&(slot, row.contact_id));
        self.times.get(&slot).filter(|_| joins).map(|(_, due_at, at)| (*due_at, *at))
    }
}

fn slot<'a>(row: &Standing<'a>) -> Slot<'a> {
    (row.occurrence_id, row.rule)
}

fn dropped_out(row: &Standing<'_>) -> bool {
    row.state == State::Moot && !row.is_in_plan && !row.rule.is_empty()
}

fn count(step: &mut PlanStep, state: State, reason: Option<Reason>, reader: Option<(i64, &'static str)>) {
    if state == State::Moot {
        if let Some(reason) = reason {
            *step.reasons.entry(reason).or_default() += 1;
        }
    } else if let Some((contact, language)) = reader {
        *step.languages.entry(language).or_default() += 1;
        step.example = step.example.or(Some(contact));
    }
}
