//! Entering and changing an event by a form: from what somebody typed to an event, with what it means for those who
//! were told.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::civil::Time;

use crate::app::App;
use crate::app::Refusal;
use crate::app::deliver::Known;
use crate::app::events::Origin;
use crate::app::events::says_another_time_or_place;
use crate::app::events::write_event;
use crate::app::facts::Directory;
use crate::app::head_count::numbers;
use crate::app::programme::slug_of;
use crate::app::version;
use crate::domain::actor::ActorRow;
use crate::domain::event::ChangeTo;
use crate::domain::event::Event;
use crate::domain::event::Override;
use crate::domain::event::Review;
use crate::domain::event::Visibility;
use crate::domain::fault::Fault;
use crate::domain::meeting::Meeting;
use crate::domain::notification::State;
use crate::domain::rule::default_meeting_plan;
use crate::domain::text;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::work::Work;
use crate::exchange::typed_day::Near;
use crate::exchange::typed_day::read_day;
use crate::exchange::typed_time::read_times;
use crate::store::Writing;

/// What somebody typed about an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventDraft {
    /// What it is called.
    pub title: String,
    /// The day of the first date: `12.9.27`.
    pub day: String,
    /// The start: `17:00`, or `17-19 Uhr`.
    pub from: String,
    /// The end; empty: open, or said with the start.
    pub to: String,
    /// The venue's slug; empty for none.
    pub venue: String,
    /// The place in words.
    pub place: String,
    /// A few sentences.
    pub summary: String,
    /// The whole text.
    pub description: String,
    /// `confirmed`, `tentative`, `cancelled`.
    pub status: String,
    /// `draft`, `published`, …
    pub review: String,
    /// The groups of a meeting; empty for other events.
    pub groups: Vec<String>,
    /// Who hears of a change: empty when nobody decided yet.
    pub change_to: String,
}

/// What somebody typed about one date of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateDraft {
    /// The day.
    pub day: String,
    /// The start.
    pub from: String,
    /// The end.
    pub to: String,
    /// True: it does not take place.
    pub cancelled: bool,
    /// Why.
    pub reason: String,
    /// Who hears of it: empty when nobody decided yet.
    pub change_to: String,
}

/// What came of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// It is stored, under this slug.
    Stored(String),
    /// So many know something else, and so many of them said yes: somebody must decide who hears of it.
    Decide {
        /// Organisations that were told.
        told: usize,
        /// Of them those that come.
        accepted: usize,
    },
}

/// A slug and what it stands for.
pub type Named = (String, String);

impl EventDraft {
    /// An event as a form shows it.
    pub fn of(event: &Event) -> Self {
        let (day, from, to) = typed(&event.when);
        Self {
            title: event.title.clone(),
            day,
            from,
            to,
            venue: event.place.venue.clone().unwrap_or_default(),
            place: event.place.text.clone(),
            summary: event.summary.clone(),
            description: event.description.clone(),
            status: event.status.word().to_owned(),
            review: event.review.word().to_owned(),
            groups: event.groups().to_vec(),
            change_to: String::new(),
        }
    }

    fn event(&self, stored: Event, today: Date) -> Result<Event, Refusal> {
        let mut faults = Vec::new();
        let when = read_when(&stored.when, (&self.day, &self.from, &self.to), today, &mut faults);
        if text::clean_line(&self.title).is_empty() {
            faults.push(Fault::new("title", "fault-missing"));
        }
        let Some(when) = when.filter(|_| faults.is_empty()) else { return Err(Refusal::Faults(faults)) };
        let mut event = Event {
            title: self.title.clone(),
            summary: self.summary.clone(),
            description: self.description.clone(),
            status: self.status.parse().unwrap_or(stored.status),
            review: self.review.parse().unwrap_or(stored.review),
            when,
            ..stored
        };
        event.place.venue = Some(self.venue.clone()).filter(|venue| !venue.is_empty());
        event.place.text.clone_from(&self.place);
        if let Some(meeting) = &mut event.meeting {
            meeting.groups.clone_from(&self.groups);
        }
        Ok(event)
    }
}

impl DateDraft {
    /// A date as a form shows it.
    pub fn of(when: &When, change: Option<&Override>) -> Self {
        let (day, from, to) = typed(when);
        Self {
            day,
            from,
            to,
            cancelled: change.is_some_and(|change| change.cancelled),
            reason: change.map(|change| change.reason.clone()).unwrap_or_default(),
            change_to: String::new(),
        }
    }
}

impl App {
    /// Enters a meeting with the usual mails, or an event without any; its slug comes of its title.
    pub async fn enter_event(&self, who: &str, draft: &EventDraft) -> Result<String, Refusal> {
        let zone = self.config.office.zone.clone();
        let nothing = When { start: Moment::Wall(self.today().at(0, 0, 0, 0)), end: None, zone };
        let mut event = Event::new("", "", nothing);
        event.review = Review::Draft;
        if !draft.groups.is_empty() {
            event.meeting = Some(Meeting::default());
            event.visibility = Visibility::Network;
            event.rules = default_meeting_plan(&draft.groups);
        }
        let mut event = draft.event(event, self.today())?;
        let mut tx = self.store.write().await?;
        let taken: BTreeSet<String> = tx.list_uids().await?.into_iter().map(|(_, slug)| slug).collect();
        event.slug = free_slug(&event.title, &taken);
        self.store_edited(tx, who, event).await
    }

    /// Changes an event; asks who shall hear of it where somebody was told something else.
    ///
    /// `seen`: [`version_of_event`] what the person saw before. Errors: as of [`App::put_event`], and
    /// [`Refusal::Changed`] when somebody was faster.
    pub async fn edit_event(&self, who: &str, slug: &str, seen: &str, draft: &EventDraft) -> Result<Edited, Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        let event = draft.event(stored.clone(), self.today())?;
        self.store_or_ask(who, stored, event, &draft.change_to).await
    }

    /// Moves or cancels one date of an event; asks as [`App::edit_event`] does.
    pub async fn edit_date(
        &self,
        who: &str,
        (slug, original): (&str, Moment),
        seen: &str,
        draft: &DateDraft,
    ) -> Result<Edited, Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        let mut faults = Vec::new();
        let usual = stored.when.moved_to(original);
        let when = read_when(&usual, (&draft.day, &draft.from, &draft.to), self.today(), &mut faults);
        let Some(when) = when.filter(|_| faults.is_empty()) else { return Err(Refusal::Faults(faults)) };
        let mut event = stored.clone();
        let old = event.overrides.iter().position(|one| one.recurrence_id == original);
        let mut change = old.map_or_else(|| Override::of(original), |at| event.overrides.remove(at));
        (change.cancelled, change.reason) = (draft.cancelled, text::clean_line(&draft.reason));
        change.start = (when.start != original).then_some(when.start);
        change.end = (when.end != usual.end || change.start.is_some()).then_some(when.end).flatten();
        if change != Override::of(original) {
            event.overrides.push(change);
            event.overrides.sort_by_key(|one| one.recurrence_id);
        }
        self.store_or_ask(who, stored, event, &draft.change_to).await
    }

    /// The day that somebody typed, if it is one.
    pub fn read_typed_day(&self, typed: &str) -> Option<Date> {
        read_day(typed, Near::From(self.today())).ok().map(|day| day.value)
    }

    /// What forms offer to choose from: venues and groups, each by slug and name.
    pub async fn list_places_and_groups(&self) -> Result<(Vec<Named>, Vec<Named>), Refusal> {
        let mut reading = self.store.read().await?;
        let venues = reading.list_venues().await?.into_iter().map(|venue| (venue.id, venue.name));
        let groups = Directory::read(&mut reading).await?.names_of_groups();
        Ok((venues.collect(), groups.into_iter().collect()))
    }

    async fn unchanged(&self, slug: &str, seen: &str) -> Result<Option<Event>, Refusal> {
        let stored = self.find_event(slug).await?;
        Ok(stored.filter(|stored| version_of_event(stored) == seen))
    }

    pub(super) async fn store_or_ask(
        &self,
        who: &str,
        stored: Event,
        mut event: Event,
        change_to: &str,
    ) -> Result<Edited, Refusal> {
        let decided: Option<ChangeTo> = change_to.parse().ok();
        if decided.is_none() && says_another_time_or_place(&event, &stored) {
            let (told, accepted) = self.count_told(&stored.slug).await?;
            if told > 0 {
                return Ok(Edited::Decide { told, accepted });
            }
        }
        event.change_to = decided.unwrap_or_default();
        let tx = self.store.write().await?;
        self.store_edited(tx, who, event).await.map(Edited::Stored)
    }

    async fn store_edited(&self, mut tx: Writing, who: &str, mut event: Event) -> Result<String, Refusal> {
        event.clean();
        let faults = event.check(&mut Work::default());
        if !faults.is_empty() {
            let said = |fault: Fault| Fault::new(form_field(&fault.field), "fault-not-so");
            return Err(Refusal::Faults(faults.into_iter().map(said).collect()));
        }
        let slug = event.slug.clone();
        write_event(&mut tx, event, self.now(), Origin::Office).await?;
        tx.record_audit(self.now(), who, "edit", &format!("event:{slug}"), "").await?;
        tx.commit().await?;
        self.ring();
        Ok(slug)
    }

    /// How many organisations were told of dates ahead, and how many of them come.
    async fn count_told(&self, slug: &str) -> Result<(usize, usize), Refusal> {
        let Some(row) = self.store.read().await?.find_event_by_slug(slug).await? else { return Ok((0, 0)) };
        let Some(known) = Known::read(self, row.id, self.now()).await? else { return Ok((0, 0)) };
        let sent = known.facts.notifications.iter().filter(|row| row.state == State::Sent && row.kind.tells());
        let contacts: BTreeSet<i64> = sent.map(|row| row.contact_id).collect();
        let by_file = known.facts.answers.iter().filter(|answer| answer.told.is_some());
        let by_file: BTreeSet<i64> = by_file.map(|answer| answer.actor_id).collect();
        let is_told = |row: &&ActorRow| {
            by_file.contains(&row.id) || row.actor.contacts.iter().any(|contact| contacts.contains(&contact.row))
        };
        let told = known.directory.actors.iter().filter(is_told).count();
        let ahead = known.facts.occurrences.iter().filter(|date| date.dated.when.ends_at() > self.now());
        let accepted = ahead.map(|date| numbers(&known.facts, &known.directory, date.id).accepted).max();
        Ok((told, accepted.and_then(|count| usize::try_from(count).ok()).unwrap_or_default()))
    }
}

/// A word for addresses that is made of a title and that no event has.
fn free_slug(title: &str, taken: &BTreeSet<String>) -> String {
    let short: String = slug_of(title).chars().take(80).collect();
    let slug = Some(short.trim_end_matches('-').to_owned())
        .filter(|slug| !slug.is_empty())
        .unwrap_or_else(|| "termin".to_owned());
    let numbered = (2..).map(|number: u32| format!("{slug}-{number}"));
    [slug.clone()].into_iter().chain(numbered).find(|slug| !taken.contains(slug)).unwrap_or(slug)
}

/// What tells one state of an event from another.
pub fn version_of_event(event: &Event) -> String {
    version(&Event { changed_at: None, ..event.clone() })
}

/// A span as three fields of a form.
fn typed(when: &When) -> (String, String, String) {
    let day = when.start.date().strftime("%d.%m.%Y").to_string();
    if when.is_all_day() {
        return (day, String::new(), String::new());
    }
    let clock = |moment: Moment| moment.wall().time().strftime("%H:%M").to_string();
    (day, clock(when.start), when.end.map(clock).unwrap_or_default())
}

/// The span that three fields mean. Whole days stay whole days as long as no time is typed.
fn read_when(stored: &When, (day, from, to): (&str, &str, &str), today: Date, faults: &mut Vec<Fault>) -> Option<When> {
    let day = read_day(day, Near::From(today)).map_err(|_| faults.push(Fault::new("day", "fault-typed-day"))).ok();
    if from.trim().is_empty() && stored.is_all_day() {
        return Some(stored.moved_to(Moment::Day(day?.value)));
    }
    let times = |text: &str| read_times(text).ok();
    let start = times(from);
    let end = times(to);
    if start.is_none() {
        faults.push(Fault::new("from", "fault-no-time"));
    }
    if !to.trim().is_empty() && end.is_none() {
        faults.push(Fault::new("to", "fault-no-time"));
    }
    let (day, start) = (day?.value, start?);
    let last = end.map(|end| end.start).or(start.end);
    // An end before the start is past midnight.
    let end_day = |end: Time| if end < start.start { day.tomorrow().unwrap_or(day) } else { day };
    Some(When {
        start: Moment::Wall(day.to_datetime(start.start)),
        end: last.map(|end| Moment::Wall(end_day(end).to_datetime(end))),
        zone: stored.zone.clone(),
    })
}

/// The field of the form that a fault of the event is about.
fn form_field(field: &str) -> &'static str {
    match field.split(['.', '[']).next().unwrap_or_default() {
        "title" | "id" => "title",
        "end" => "to",
        "start" | "overrides" | "rrule" => "day",
        "description" => "description",
        _ => "",
    }
}
