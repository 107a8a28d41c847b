//! Reads everything that decides about one event.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::Refusal;
use crate::config::Engine;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::actor::Group;
use crate::domain::answer::Answer;
use crate::domain::change::change_due;
use crate::domain::notification::Notification;
use crate::domain::notification::Told;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan::Facts;
use crate::domain::programme::Programme;
use crate::domain::rule::Rule;
use crate::domain::steering::Steering;
use crate::domain::venue::Venue;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::Moment;
use crate::store::EventRow;
use crate::store::Reading;

/// What many events share, read once per pass.
pub(super) struct Directory {
    pub(super) actors: Vec<ActorRow>,
    pub(super) programmes: BTreeMap<String, Programme>,
    pub(super) venues: BTreeMap<String, Venue>,
    pub(super) vocabulary: Vocabulary,
    pub(super) groups: BTreeMap<String, Group>,
    /// Contacts that were taken away, each with the row of its actor.
    pub(super) former: Vec<(i64, Contact)>,
    /// Where each contact stands, by row: its actor and its place there.
    contacts: BTreeMap<i64, (usize, usize)>,
}

impl Directory {
    /// The name of a group; its slug when nobody named it.
    pub(super) fn name_of_group(&self, slug: &str) -> String {
        self.groups.get(slug).map_or_else(|| slug.to_owned(), |group| group.de.clone())
    }

    /// The names of all groups that somebody named or belongs to, by slug.
    pub(super) fn names_of_groups(&self) -> BTreeMap<String, String> {
        let joined = self.actors.iter().flat_map(|row| &row.actor.groups);
        self.groups.keys().chain(joined).map(|slug| (slug.clone(), self.name_of_group(slug))).collect()
    }

    /// The name of an actor or a group by its slug; the slug itself for anything else.
    pub(super) fn name_of_owner(&self, slug: &str) -> String {
        let actor = self.actors.iter().find(|row| row.actor.slug == slug || row.actor.id == slug);
        actor.map_or_else(|| self.name_of_group(slug), |row| row.actor.name.clone())
    }

    /// A contact by its row, with its actor; also one that was taken away.
    pub(super) fn find_contact(&self, row: i64) -> Option<(&ActorRow, &Contact)> {
        let Some((actor, contact)) = self.contacts.get(&row) else {
            let (actor, contact) = self.former.iter().find(|(_, contact)| contact.row == row)?;
            return Some((self.actors.iter().find(|row| row.id == *actor)?, contact));
        };
        let actor = self.actors.get(*actor)?;
        Some((actor, actor.actor.contacts.get(*contact)?))
    }

    pub(super) async fn read(reading: &mut Reading) -> Result<Self, Refusal> {
        let actors = reading.list_actors().await?;
        Ok(Self {
            contacts: places_of_contacts(&actors),
            actors,
            former: reading.list_former_contacts().await?,
            programmes: reading.list_programmes().await?.into_iter().map(|p| (p.id.clone(), p)).collect(),
            venues: reading.list_venues().await?.into_iter().map(|v| (v.id.clone(), v)).collect(),
            vocabulary: find_vocabulary(reading).await?,
            groups: reading.list_groups().await?.into_iter().map(|g| (g.id.clone(), g)).collect(),
        })
    }
}

fn places_of_contacts(actors: &[ActorRow]) -> BTreeMap<i64, (usize, usize)> {
    let of_actor = |(place, row): (usize, &ActorRow)| {
        let rows: Vec<i64> = row.actor.contacts.iter().map(|contact| contact.row).collect();
        rows.into_iter().enumerate().map(move |(contact, row)| (row, (place, contact)))
    };
    actors.iter().enumerate().flat_map(of_actor).collect()
}

/// The office's own lists; empty ones before any were entered.
async fn find_vocabulary(reading: &mut Reading) -> Result<Vocabulary, Refusal> {
    let text = reading.find_setting("vocabulary").await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// What belongs to one event.
pub(super) struct EventFacts {
    pub(super) row: EventRow,
    pub(super) occurrences: Vec<Occurrence>,
    /// Dates that it had and no longer has.
    pub(super) dropped: Vec<Occurrence>,
    pub(super) answers: Vec<Answer>,
    pub(super) notifications: Vec<Notification>,
    /// What people decided about its mails.
    pub(super) steerings: Vec<Steering>,
    entered: BTreeMap<String, Timestamp>,
}

impl EventFacts {
    /// Everything about an event, if there is one of that row.
    pub(super) async fn read(reading: &mut Reading, event: i64) -> Result<Option<Self>, Refusal> {
        let Some(row) = reading.find_event(event).await? else { return Ok(None) };
        Ok(Some(Self {
            occurrences: reading.list_occurrences(&row).await?,
            dropped: reading.list_dropped(&row).await?,
            answers: reading.list_answers(event).await?,
            notifications: reading.list_notifications(event).await?,
            steerings: reading.list_steerings(event).await?,
            entered: reading.list_rules_entered(event).await?.into_iter().collect(),
            row,
        }))
    }

    /// What mails and files said about a date, alone or with all others, oldest SEQUENCE first.
    pub(super) fn list_told(&self, date: &Occurrence) -> Vec<Told> {
        let is_first = self.occurrences.first().is_none_or(|first| first.id == date.id);
        let about = |of: Option<i64>, told: Option<&Told>| match of {
            None => told.map(|told| told.of_all(&self.row.event, &date.dated, is_first)),
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

    /// The facts that the planner decides by.
    pub(super) fn facts<'a>(&'a self, directory: &'a Directory, engine: &'a Engine, horizon: Timestamp) -> Facts<'a> {
        let event = &self.row.event;
        let programme = event.programme.as_ref().and_then(|slug| directory.programmes.get(slug));
        let of_programme = programme.map_or(&[][..], |programme| &programme.rules);
        let with_entry = |rule: &Rule| (rule.clone(), self.entered.get(&rule.id).copied());
        let marks = &self.row.marks;
        Facts {
            event_id: self.row.id,
            event,
            rules: event.rules.iter().chain(of_programme).map(with_entry).collect(),
            occurrences: &self.occurrences,
            dropped: &self.dropped,
            actors: &directory.actors,
            answers: &self.answers,
            notifications: &self.notifications,
            steerings: &self.steerings,
            submission_deadline: programme.and_then(|programme| programme.submission_deadline),
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
