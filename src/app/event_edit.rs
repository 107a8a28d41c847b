//! Entering and changing an event by a form: from what somebody typed to an event, with what it means for those who
//! were told.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::civil::Time;

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_sheet::place_of;
use crate::app::events::Origin;
use crate::app::events::Wrote;
use crate::app::events::write_event;
use crate::app::head_count::Turnout;
use crate::app::programme::slug_of;
use crate::app::random;
use crate::app::typed_span::TypedSpan;
use crate::app::version;
use crate::domain::actor::ActorRow;
use crate::domain::audience::unreachable;
use crate::domain::event::ChangeTo;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::event::Visibility;
use crate::domain::fault::Fault;
use crate::domain::meeting::Meeting;
use crate::domain::notification::Kind;
use crate::domain::notification::State;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::part::parts_changed;
use crate::domain::programme::Programme;
use crate::domain::rule::PlanOf;
use crate::domain::rule::for_groups;
use crate::domain::rule::for_other_groups;
use crate::domain::series::Touched;
use crate::domain::series::decide;
use crate::domain::series::redate;
use crate::domain::series::says_another_time_or_place;
use crate::domain::series::touched;
use crate::domain::template::template_of;
use crate::domain::text;
use crate::domain::translation::mark_outdated;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::work::Work;
use crate::exchange::typed_day::Near;
use crate::exchange::typed_day::read_day;
use crate::exchange::typed_time::read_times;
use crate::store::EventRow;
use crate::store::Writing;

/// What somebody typed about an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventDraft {
    /// What it is called.
    pub title: String,
    /// When its first date is.
    pub span: TypedSpan,
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
    /// True for a new meeting: it is somebody's.
    pub needs_groups: bool,
    /// Who hears of a change: empty when nobody decided yet.
    pub change_to: String,
    /// The event that this one is made after, by slug; empty: none.
    pub copy_of: String,
    /// What a form for a new event is known by: sent twice, it enters one event.
    pub once: String,
}

/// What came of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edited {
    /// It is stored, under this slug.
    Stored(String),
    /// Somebody must decide first.
    Decide(Question),
}

/// Who shall hear of a change, and what it does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// Organisations that were told something else.
    pub told: usize,
    /// Of them those that come.
    pub accepted: usize,
    /// Of those told the ones whom no mail reaches: somebody rings them up.
    pub to_call: usize,
    /// The dates ahead that it touches.
    pub touched: Vec<TouchedDate>,
    /// What was asked about: who decides sends it along, and is asked again about anything else.
    pub mark: String,
}

/// What a change does to one date, and to its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchedDate {
    /// What was and what will be.
    pub date: Touched,
    /// Its place as it was and as it will be, on one line each, where it becomes another.
    pub places: Option<(String, String)>,
}

/// Before which changes somebody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Where organisations were told something else.
    WhoWasTold,
    /// Where any date is touched, so that the dates are seen.
    Always,
}

/// A slug and what it stands for.
pub type Named = (String, String);

impl EventDraft {
    /// An event as a form shows it.
    pub fn of(event: &Event) -> Self {
        Self {
            title: event.title.clone(),
            span: TypedSpan::of(&event.when),
            venue: event.place.venue.clone().unwrap_or_default(),
            place: event.place.text.clone(),
            summary: event.summary.clone(),
            description: event.description.clone(),
            status: event.status.word().to_owned(),
            review: event.review.word().to_owned(),
            groups: event.groups().to_vec(),
            needs_groups: false,
            change_to: String::new(),
            copy_of: String::new(),
            once: String::new(),
        }
    }

    /// A draft of a new event after another one: only the day is to be typed.
    pub fn after(event: &Event) -> Self {
        let draft = Self::of(&template_of(event));
        let span = TypedSpan { day: String::new(), last: String::new(), ..draft.span };
        Self { span, copy_of: event.slug.clone(), ..draft }
    }

    fn event(&self, stored: Event, today: Date) -> Result<Event, Refusal> {
        let mut faults = Vec::new();
        // The dates of a series have a form of their own.
        let when = if stored.recurrence.is_single() {
            let copied = (!self.copy_of.is_empty()).then(|| self.span.as_long_as(&stored.when, today));
            copied.as_ref().unwrap_or(&self.span).read(&stored.when, today)
        } else {
            Ok(stored.when.clone())
        };
        let when = when.map_err(|said| faults.extend(said)).ok();
        if text::clean_line(&self.title).is_empty() {
            faults.push(Fault::new("title", "fault-missing"));
        }
        // Chosen from lists; what no list can hold would stand in the event as it came.
        if !self.venue.is_empty() && !text::is_slug(&self.venue) {
            faults.push(Fault::new("venue", "fault-not-so"));
        }
        if self.needs_groups && self.groups.is_empty() {
            faults.push(Fault::new("group", "fault-no-group"));
        }
        if !self.groups.iter().all(|group| text::is_slug(group)) {
            faults.push(Fault::new("group", "fault-not-so"));
        }
        let Some(when) = when.filter(|_| faults.is_empty()) else { return Err(Refusal::Faults(faults)) };
        let mut event = Event {
            title: self.title.clone(),
            summary: self.summary.clone(),
            description: self.description.clone(),
            status: self.status.parse().unwrap_or(stored.status),
            // A draft goes out from its page alone, where its mails are seen before.
            review: match stored.review {
                Review::Draft => Review::Draft,
                review => self.review.parse().unwrap_or(review),
            },
            ..stored
        };
        let recurrence = event.recurrence.clone();
        redate(&mut event, when, recurrence).map_err(|_| Refusal::Faults(vec![Fault::new("day", "fault-not-so")]))?;
        event.place.venue = Some(self.venue.clone()).filter(|venue| !venue.is_empty());
        event.place.text.clone_from(&self.place);
        if let Some(meeting) = &mut event.meeting {
            event.rules = for_other_groups(&event.rules, &meeting.groups, &self.groups);
            meeting.groups.clone_from(&self.groups);
        }
        Ok(event)
    }
}

impl App {
    /// Enters a meeting or another event as a draft, with the mails that the office set for new ones; its slug comes of
    /// its title.
    pub async fn enter_event(&self, who: &str, draft: &EventDraft) -> Result<String, Refusal> {
        let (old, base) = Box::pin(self.begin_event(draft)).await?;
        let mut event = draft.event(base, self.today())?;
        if let Some(old) = old {
            mark_outdated(&mut event, &old);
        }
        // A plan for all new events may hold what could never be sent for this one.
        let (when, deadlines) = (event.when.clone(), event.deadlines());
        event.rules.retain(|rule| rule.check(&when, deadlines).is_empty());
        let mut tx = self.store.write().await?;
        let uids = tx.list_uids().await?;
        if let Some((_, slug)) = uids.iter().find(|(uid, _)| *uid == draft.once) {
            return Ok(slug.clone());
        }
        event.uid = Some(draft.once.clone()).filter(|once| random::is_uid(once)).unwrap_or_default();
        let taken: BTreeSet<String> = uids.into_iter().map(|(_, slug)| slug).collect();
        event.slug = free_slug(&event.title, "termin", &taken);
        self.store_edited(tx, who, None, event).await
    }

    /// What a form for a new event is known by, for [`EventDraft::once`].
    pub fn mark_new_event(&self) -> Result<String, Refusal> {
        random::uid()
    }

    /// Publishes a draft; what was published before stays so.
    ///
    /// `seen`: as of [`App::edit_event`]. Errors: [`Refusal::Changed`] when somebody changed it meanwhile.
    pub async fn publish_event(&self, who: &str, slug: &str, seen: &str) -> Result<(), Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        if stored.review != Review::Draft {
            return Err(Refusal::Changed);
        }
        let mut tx = self.store.write().await?;
        let row = event_for_edit(&mut tx, &stored).await?;
        tx.drop_undo(row.id).await?;
        write_event(&mut tx, Event { review: Review::Published, ..stored }, self.now(), Origin::Office).await?;
        tx.record_audit(self.now(), who, "publish", &format!("event:{}", row.id), "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// What a new event begins with: the one that it is made after, or the usual; and the former, if there is one.
    async fn begin_event(&self, draft: &EventDraft) -> Result<(Option<Event>, Event), Refusal> {
        if let Some(old) = self.find_event(&draft.copy_of).await? {
            let mut event = template_of(&old);
            let is_over = |programme: &Programme| programme.end_inclusive < self.today();
            let programmes = self.store.read().await?.list_programmes().await?;
            event.programme = event.programme.filter(|id| !programmes.iter().any(|one| one.id == *id && is_over(one)));
            return Ok((Some(old), event));
        }
        let zone = self.config.office.zone.clone();
        let nothing = When { start: Moment::Wall(self.today().at(0, 0, 0, 0)), end: None, zone };
        let mut event = Event::new("", "", nothing);
        event.review = Review::Draft;
        if !draft.groups.is_empty() {
            event.meeting = Some(Meeting::default());
            event.visibility = Visibility::Network;
        }
        let plan = if draft.groups.is_empty() { PlanOf::Event } else { PlanOf::Meeting };
        event.rules = for_groups(&self.find_default_rules(plan).await?.rules, &draft.groups);
        Ok((None, event))
    }

    /// Changes an event; asks who shall hear of it where somebody was told something else.
    ///
    /// `seen`: [`version_of_event`] what the person saw before. Errors: as of [`App::put_event`], and
    /// [`Refusal::Changed`] when somebody was faster.
    pub async fn edit_event(&self, who: &str, slug: &str, seen: &str, draft: &EventDraft) -> Result<Edited, Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        let event = draft.event(stored.clone(), self.today())?;
        self.store_or_ask(who, stored, event, &draft.change_to, Ask::WhoWasTold).await
    }

    /// The day that somebody typed, if it is one.
    pub fn read_typed_day(&self, typed: &str) -> Option<Date> {
        read_day(typed, Near::From(self.today())).ok().map(|day| day.value)
    }

    /// The day that somebody typed about what is over: of a day without a year the last one.
    pub fn read_past_day(&self, typed: &str) -> Option<Date> {
        read_day(typed, Near::UpTo(self.today())).ok().map(|day| day.value)
    }

    /// What forms offer to choose from: venues and groups, each by slug and name.
    pub async fn list_places_and_groups(&self) -> Result<(Vec<Named>, Vec<Named>), Refusal> {
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let venues = directory.venues.values().map(|venue| (venue.id.clone(), venue.name.clone()));
        Ok((venues.collect(), directory.names_of_groups().into_iter().collect()))
    }

    pub(super) async fn unchanged(&self, slug: &str, seen: &str) -> Result<Option<Event>, Refusal> {
        let stored = self.find_event(slug).await?;
        Ok(stored.filter(|stored| version_of_event(stored) == seen))
    }

    /// Stores a change of an event, or asks who shall hear of it.
    ///
    /// `change_to`: a word of [`ChangeTo`], behind it the mark of the question that it answers; empty: not decided.
    pub(super) async fn store_or_ask(
        &self,
        who: &str,
        stored: Event,
        mut event: Event,
        change_to: &str,
        ask: Ask,
    ) -> Result<Edited, Refusal> {
        let mark = mark(&event);
        let (word, about) = change_to.split_once(' ').unwrap_or((change_to, &mark));
        let decided: Option<ChangeTo> = word.parse().ok().filter(|_| about == mark);
        let is_felt = says_another_time_or_place(&event, &stored);
        if decided.is_none() && is_felt {
            // Nobody is asked about what cannot be.
            event.clean();
            refuse_faults(&event)?;
            let touched = self.touched_dates(&stored, &event).await?;
            let question = self.question(&stored.slug, touched, mark).await?;
            if question.told > 0 || ask == Ask::Always && !question.touched.is_empty() {
                return Ok(Edited::Decide(question));
            }
        }
        // What was decided about an earlier change holds until there is another one.
        if is_felt {
            decide(&stored, &mut event, decided.unwrap_or_default());
        }
        Box::pin(self.store_change(who, &stored, event)).await.map(Edited::Stored)
    }

    async fn touched_dates(&self, stored: &Event, event: &Event) -> Result<Vec<TouchedDate>, Refusal> {
        let until = Moment::Day(self.dates_reach());
        let touched = touched(stored, event, self.now(), until).unwrap_or_default();
        let directory = self.directory().await?;
        let place = |event: &Event, dated: &Option<Dated>| {
            let original = dated.as_ref().map(|dated| dated.original);
            text::clean_line(&place_of(event, &directory, original))
        };
        let with_places = |date: Touched| TouchedDate {
            places: date.is_elsewhere.then(|| (place(stored, &date.before), place(event, &date.after))),
            date,
        };
        Ok(touched.into_iter().map(with_places).collect())
    }

    /// Stores a change of an event that is still as somebody saw it; its slug.
    pub(super) async fn store_change(&self, who: &str, seen: &Event, event: Event) -> Result<String, Refusal> {
        let mut tx = self.store.write().await?;
        let before = event_for_edit(&mut tx, seen).await?;
        if before.event.is_published() && says_another_time_or_place(&event, &before.event) {
            tx.keep_undo(before.id, self.now(), &before.event).await?;
        } else if event != before.event {
            // Taking the change before back would take this one back too.
            tx.drop_undo(before.id).await?;
        }
        Box::pin(self.store_edited(tx, who, Some(&before.event), event)).await
    }

    /// Stores an event; what differs from before is said in the audit.
    pub(super) async fn store_edited(
        &self,
        mut tx: Writing,
        who: &str,
        before: Option<&Event>,
        mut event: Event,
    ) -> Result<String, Refusal> {
        event.clean();
        refuse_faults(&event)?;
        let slug = event.slug.clone();
        let parts = before.map(|before| parts_changed(before, &event)).unwrap_or_default();
        let parts = parts.iter().map(|part| format!("part:{part}")).collect::<Vec<_>>().join(" ");
        let wrote = write_event(&mut tx, event, self.now(), Origin::Office).await?;
        let verb = if matches!(wrote, Wrote::Added(_)) { "add" } else { "edit" };
        tx.record_audit(self.now(), who, verb, &format!("event:{}", wrote.id()), &parts).await?;
        tx.commit().await?;
        self.ring();
        Ok(slug)
    }

    /// What is to be decided: how many organisations were told of the dates ahead that a change touches (of all, where it
    /// names none), and how many of them come.
    async fn question(&self, slug: &str, touched: Vec<TouchedDate>, mark: String) -> Result<Question, Refusal> {
        let Some(known) = self.known_unplanned(slug).await? else {
            return Ok(Question { touched, mark, ..Question::default() });
        };
        let originals: BTreeSet<Moment> =
            touched.iter().filter_map(|one| Some(one.date.before.as_ref()?.original)).collect();
        let is_touched = |date: &&Occurrence| touched.is_empty() || originals.contains(&date.dated.original);
        let ahead = known.facts.occurrences.iter().filter(|date| date.dated.when.ends_at() > self.now());
        let dates: Vec<&Occurrence> = ahead.filter(is_touched).collect();
        let is_about = |of: Option<i64>| dates.iter().any(|date| of.is_none_or(|id| id == date.id));
        let sent = known.facts.notifications.iter().filter(|row| row.state == State::Sent && row.kind.tells());
        let contacts: BTreeSet<i64> =
            sent.filter(|row| is_about(row.occurrence_id)).map(|row| row.contact_id).collect();
        let by_file = known.facts.answers.iter().filter(|answer| answer.told.is_some());
        let by_file: BTreeSet<i64> =
            by_file.filter(|answer| is_about(answer.occurrence_id)).map(|answer| answer.actor_id).collect();
        let is_told = |row: &&ActorRow| {
            by_file.contains(&row.id) || row.actor.contacts.iter().any(|contact| contacts.contains(&contact.row))
        };
        let told: Vec<&ActorRow> = known.directory.actors.iter().filter(is_told).collect();
        let event = &known.facts.row.event;
        let is_reached = |row: &ActorRow| {
            let mut contacts = row.actor.contacts.iter();
            contacts.any(|contact| unreachable(contact, Kind::Change, event, None).is_none())
        };
        let accepted = dates.iter().map(|date| Turnout::of(&known.facts, &known.directory, date).numbers().accepted);
        let accepted = accepted.max().and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
        let to_call = told.iter().filter(|row| !is_reached(row)).count();
        Ok(Question { told: told.len(), accepted, to_call, touched, mark })
    }
}

/// Refuses an event with faults, in the words of its form.
fn refuse_faults(event: &Event) -> Result<(), Refusal> {
    let said = |fault: Fault| match (fault.field.as_str(), fault.what.message().map(|(id, _)| id)) {
        // Only these say in every language how long they may be.
        (field @ ("title" | "summary" | "venue_text" | "description"), _) => {
            Fault::new(form_field(field), fault.what.clone())
        }
        (field, _) if field.starts_with("overrides") && field.ends_with(".venue_text") => {
            Fault::new("place", fault.what.clone())
        }
        (_, Some("event-override-sort")) => Fault::new("from", "fault-moved-dates"),
        (_, Some("rule-fault-whole-days")) => Fault::new("from", "fault-hours-plan"),
        (field, _) => Fault::new(form_field(field), "fault-not-so"),
    };
    let faults: Vec<Fault> = event.check(&mut Work::default()).into_iter().map(said).collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Faults(faults)) }
}

/// What a decision about a change is about: when and where it is, and whether it is.
fn mark(event: &Event) -> String {
    version(&(&event.when, &event.recurrence, &event.overrides, &event.place, event.status, event.review))
}

/// The row of an event that is about to be replaced, held until then.
///
/// Errors: [`Refusal::Changed`] when it is another than somebody saw.
pub(super) async fn event_for_edit(tx: &mut Writing, seen: &Event) -> Result<EventRow, Refusal> {
    let Some(row) = tx.find_event_by_slug(&seen.slug).await? else { return Err(Refusal::Changed) };
    tx.lock_event(row.id).await?;
    let row = tx.find_event(row.id).await?.filter(|row| version_of_event(&row.event) == version_of_event(seen));
    row.ok_or(Refusal::Changed)
}

/// A word for addresses that is made of a title (`otherwise` where nothing is left of it) and that is not taken.
pub(super) fn free_slug(title: &str, otherwise: &str, taken: &BTreeSet<String>) -> String {
    let short: String = slug_of(title).chars().take(80).collect();
    let slug = Some(short.trim_end_matches('-').to_owned())
        .filter(|slug| !slug.is_empty())
        .unwrap_or_else(|| otherwise.to_owned());
    let numbered = (2..).map(|number: u32| format!("{slug}-{number}"));
    [slug.clone()].into_iter().chain(numbered).find(|slug| !taken.contains(slug)).unwrap_or(slug)
}

/// The time of day that somebody typed, if it is one.
pub fn read_typed_time(typed: &str) -> Option<Time> {
    read_times(typed).ok().filter(|times| times.end.is_none()).map(|times| times.start)
}

/// What tells one state of an event from another.
pub fn version_of_event(event: &Event) -> String {
    version(&Event { changed_at: None, ..event.clone() })
}

/// The field of the form that a fault of the event is about.
fn form_field(field: &str) -> &'static str {
    match field.split(['.', '[']).next().unwrap_or_default() {
        "title" | "id" => "title",
        "end" => "to",
        "start" | "overrides" | "rrule" => "day",
        "summary" => "summary",
        "venue_text" => "place",
        "description" => "description",
        _ => "",
    }
}
