//! Reads everything that decides about one event.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::Refusal;
use crate::config::Engine;
use crate::domain::answer::Answer;
use crate::domain::answer::Answers;
use crate::domain::change::change_due;
use crate::domain::directory::Directory;
use crate::domain::notification::Notification;
use crate::domain::notification::Told;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan::Facts;
use crate::domain::programme::Programme;
use crate::domain::rule::Rule;
use crate::domain::steering::Steering;
use crate::domain::when::Moment;
use crate::store::EventRow;
use crate::store::Reading;

/// Stands before the id of a programme's rule where the event has one of the same id.
pub(super) const OF_PROGRAMME: &str = "programme/";

/// What belongs to one event.
pub(super) struct EventFacts {
    pub(super) row: EventRow,
    pub(super) occurrences: Vec<Occurrence>,
    /// Dates that it had and no longer has.
    pub(super) dropped: Vec<Occurrence>,
    pub(super) answers: Answers,
    pub(super) notifications: Vec<Notification>,
    /// What people decided about its mails.
    pub(super) steerings: Vec<Steering>,
    entered: BTreeMap<String, Timestamp>,
}

impl EventFacts {
    /// Everything about an event, if there is one of that row.
    pub(super) async fn read(reading: &mut Reading, event: i64) -> Result<Option<Self>, Refusal> {
        let Some(row) = reading.find_event(event).await? else { return Ok(None) };
        Box::pin(Self::of(reading, row)).await.map(Some)
    }

    /// Everything about the event of a row.
    pub(super) async fn of(reading: &mut Reading, row: EventRow) -> Result<Self, Refusal> {
        let notifications = reading.list_notifications(row.id).await?;
        Ok(Self { notifications, ..Self::without_mails(reading, row).await? })
    }

    /// As [`EventFacts::of`], with no mails.
    pub(super) async fn without_mails(reading: &mut Reading, row: EventRow) -> Result<Self, Refusal> {
        Ok(Self {
            occurrences: reading.list_occurrences(row.id, &row.event.when.zone).await?,
            dropped: reading.list_dropped(row.id, &row.event.when.zone).await?,
            answers: reading.list_answers(row.id).await?,
            notifications: Vec::new(),
            steerings: reading.list_steerings(row.id).await?,
            entered: reading.list_rules_entered(row.id).await?.into_iter().collect(),
            row,
        })
    }

    /// Dates and answers, for the calendar of one actor; of the mails what they told, and only where one of its answers may
    /// be to something earlier.
    pub(super) async fn of_answers(reading: &mut Reading, row: EventRow, actor: i64) -> Result<Self, Refusal> {
        let answers = reading.list_answers(row.id).await?;
        let may_be_old = answers.of_actor(actor).iter().any(|answer| answer.sequence < row.event.sequence);
        Ok(Self {
            occurrences: reading.list_occurrences(row.id, &row.event.when.zone).await?,
            dropped: Vec::new(),
            answers,
            notifications: if may_be_old { reading.list_told(row.id).await? } else { Vec::new() },
            steerings: Vec::new(),
            entered: BTreeMap::new(),
            row,
        })
    }

    /// What mails and files said about a date, alone or with all others, oldest SEQUENCE first.
    pub(super) fn list_told(&self, date: &Occurrence) -> Vec<Told> {
        let is_first = self.occurrences.first().is_none_or(|first| first.id == date.id);
        let about = |of: Option<i64>, told: Option<&Told>| match of {
            None => told.and_then(|told| told.of_all(&self.row.event, date, is_first)),
            Some(id) => told.filter(|_| id == date.id).cloned(),
        };
        let sent = self.notifications.iter().filter(|one| one.kind.tells());
        let sent = sent.filter_map(|one| about(one.occurrence_id, one.told.as_ref()));
        let imported = self.answers.iter().filter_map(|answer| about(answer.occurrence_id, answer.told.as_ref()));
        let mut told: Vec<Told> = sent.chain(imported).collect();
        told.sort_by_key(|told| told.sequence);
        told
    }

    /// What was known of a date when an answer was given.
    pub(super) fn told_when(&self, date: &Occurrence, answer: &Answer) -> Option<Told> {
        self.list_told(date).into_iter().rfind(|told| told.sequence <= answer.sequence)
    }

    /// True when an answer was given to an earlier time or place: who said yes to one might say no to the other.
    pub(super) fn is_old(&self, date: &Occurrence, answer: &Answer) -> bool {
        let is_elsewhere = |told: Told| {
            let now = Told::of(&self.row.event, &date.dated);
            (told.start, told.end, &told.place) != (now.start, now.end, &now.place)
        };
        answer.sequence < self.row.event.sequence && self.told_when(date, answer).is_none_or(is_elsewhere)
    }

    /// The start that an answer was given to, where the date has another one now.
    pub(super) fn given_to(&self, date: &Occurrence, answer: &Answer) -> Option<Moment> {
        // Looked up for those answers only that can be meant: there are many, and it reads every mail.
        let is_old = answer.sequence < self.row.event.sequence;
        let told = is_old.then(|| self.told_when(date, answer)).flatten()?;
        Some(told.start).filter(|start| *start != date.dated.when.start)
    }

    /// A date by its row, also one that the event no longer has.
    pub(super) fn find_date(&self, id: i64) -> Option<&Occurrence> {
        self.occurrences.iter().chain(&self.dropped).find(|date| date.id == id)
    }

    /// True for an event that has or had several dates: calendars know them by their RECURRENCE-ID.
    pub(super) fn is_series(&self) -> bool {
        self.occurrences.len() + self.dropped.len() > 1
    }

    /// The programme that the event belongs to.
    pub(super) fn programme<'d>(&self, directory: &'d Directory) -> Option<&'d Programme> {
        directory.programmes.get(self.row.event.programme.as_ref()?)
    }

    /// The event's own rules and those of its programme. Each plan has ids of its own; where both have the same one, that
    /// of the programme gets another, for mails are told apart by them.
    fn rules(&self, directory: &Directory) -> Vec<Rule> {
        let event = &self.row.event;
        let own: BTreeSet<&str> = event.rules.iter().map(|rule| rule.id.as_str()).collect();
        let of_programme =
            self.programme(directory).into_iter().flat_map(|programme| &programme.rules).cloned().map(|mut rule| {
                while own.contains(rule.id.as_str()) {
                    rule.id.insert_str(0, OF_PROGRAMME);
                }
                rule
            });
        event.rules.iter().cloned().chain(of_programme).collect()
    }

    /// The facts that the planner decides by.
    pub(super) fn facts<'a>(&'a self, directory: &'a Directory, engine: &'a Engine, horizon: Timestamp) -> Facts<'a> {
        let event = &self.row.event;
        let with_entry = |rule: Rule| {
            let entered = self.entered.get(&rule.id).copied();
            (rule, entered)
        };
        let marks = &self.row.marks;
        Facts {
            event_id: self.row.id,
            event,
            rules: self.rules(directory).into_iter().map(with_entry).collect(),
            occurrences: &self.occurrences,
            dropped: &self.dropped,
            actors: &directory.actors,
            addresses: &directory.addresses,
            answers: &self.answers,
            notifications: &self.notifications,
            steerings: &self.steerings,
            submission_deadline: self.programme(directory).and_then(|programme| programme.submission_deadline),
            entered_at: marks.entered_at,
            judged_at: self.entered.values().max().copied(),
            change_due: due_of_change(&self.row, engine),
            // The mark was set by that write.
            imported_at: marks.plan_at.filter(|_| marks.by_import),
            quiet: &engine.quiet,
            horizon,
        }
    }
}

/// When the mails about the last change of an event are due.
pub(super) fn due_of_change(row: &EventRow, engine: &Engine) -> Option<Timestamp> {
    let undo = SignedDuration::try_from(engine.undo).unwrap_or_default();
    change_due(row.marks.unsaid_since, row.marks.unsaid_last, undo)
}
