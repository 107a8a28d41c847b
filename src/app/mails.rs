//! Mails as the office sees them: grouped by what they are about, one by one, by contact, and why somebody got none.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::outbox::retry_row;
use crate::app::why::WhyLine;
use crate::domain::actor::Actor;
use crate::domain::actor::Contact;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::occurrence::Occurrence;
use crate::domain::steering::Steered;
use crate::domain::steering::Steering;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::store::EventRow;
use crate::store::GroupRow;
use crate::store::Reading;

/// The most mails of one contact that are listed.
const OF_CONTACT_MAX: i64 = 200;

/// What mails are about.
#[derive(Debug, Clone, PartialEq)]
pub struct AboutMails {
    /// The event's slug.
    pub event: String,
    /// Its title.
    pub title: String,
    /// The date; none: the whole event.
    pub date: Option<(Moment, When)>,
    /// The kind.
    pub kind: Kind,
}

/// Mails of one kind about one date that stand in one state.
#[derive(Debug, Clone, PartialEq)]
pub struct MailGroup {
    /// What they are about.
    pub about: AboutMails,
    /// When the first of them went or will go.
    pub at: Timestamp,
    /// How many.
    pub count: usize,
}

/// One mail with whom it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct MailFacts {
    /// The mail.
    pub row: Notification,
    /// What it is about.
    pub about: AboutMails,
    /// The organisation.
    pub actor: Arc<Actor>,
    /// The contact.
    pub contact: Contact,
}

/// What a person does with the mails of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// Nothing of it goes before a person says so.
    Hold,
    /// What is held goes.
    Release,
    /// What was given up is tried again.
    Retry,
    /// None of it is sent until somebody takes that back, whoever joins later.
    CallOff,
    /// What was called off is sent after all, as far as it still helps.
    Resume,
}

/// The mails of one kind about one date: the event's slug, the kind, the date's original start (none: the whole event).
pub type MailGroupName<'a> = (&'a str, Kind, Option<Moment>);

impl Lever {
    /// All levers.
    pub const ALL: [Self; 5] = [Self::Hold, Self::Release, Self::Retry, Self::CallOff, Self::Resume];

    /// Its word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Release => "release",
            Self::Retry => "retry",
            Self::CallOff => "call-off",
            Self::Resume => "resume",
        }
    }
}

/// What somebody decided about the mails of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub what: Steered,
    /// When.
    pub at: Timestamp,
    /// The address of their account; empty when there is none any more.
    pub by: String,
}

/// Everything about one contact's mails.
#[derive(Debug, Clone)]
pub struct ContactSheet {
    /// The organisation.
    pub actor: Actor,
    /// The contact.
    pub contact: Contact,
    /// True: it was taken away.
    pub is_former: bool,
    /// Its mails, the newest first.
    pub mails: Vec<MailFacts>,
    /// Events to ask about: slug and title.
    pub events: Vec<(String, String)>,
    /// What there is to say about the event that was asked about, beyond those mails.
    pub why: Vec<WhyLine>,
}

impl App {
    /// The groups of mails in a state between two moments, the first first.
    pub async fn list_mail_groups(
        &self,
        state: State,
        span: (Timestamp, Timestamp),
        most: i64,
    ) -> Result<Vec<MailGroup>, Refusal> {
        let mut reading = self.store.read().await?;
        let rows = reading.list_groups_of_mails(state, span, most).await?;
        let mut events = Events::default();
        let mut groups = Vec::new();
        for GroupRow { event, date, kind, at, count } in rows {
            if let Some(about) = events.about(&mut reading, event, date, kind).await? {
                groups.push(MailGroup { about, at, count: usize::try_from(count).unwrap_or_default() });
            }
        }
        Ok(groups)
    }

    /// How many mails stand in each state.
    pub async fn count_mails(&self) -> Result<BTreeMap<State, usize>, Refusal> {
        let counts = self.store.read().await?.count_states().await?;
        Ok(counts.into_iter().map(|(state, count)| (state, usize::try_from(count).unwrap_or_default())).collect())
    }

    /// The mails of a kind about a date (its original start; none: the whole event), by organisation; those that have
    /// no row yet, of a draft or far ahead, have the id 0.
    pub async fn list_mails(&self, slug: &str, kind: Kind, date: Option<Moment>) -> Result<Vec<MailFacts>, Refusal> {
        let Some(known) = self.known_far(slug).await? else { return Ok(Vec::new()) };
        let facts = &known.facts;
        let mut dates = facts.occurrences.iter().chain(&facts.dropped);
        let date = match date {
            None => None,
            Some(original) => match dates.find(|one| one.dated.original == original) {
                Some(found) => Some(found.id),
                None => return Ok(Vec::new()),
            },
        };
        let stored = facts.notifications.iter().filter(|row| row.kind == kind && row.occurrence_id == date).cloned();
        let planned = known.plan.wanted.iter().filter(|one| one.row.is_none());
        let planned = planned.filter(|one| one.kind == kind && one.occurrence_id == date);
        let rows = stored.chain(planned.map(|one| one.as_row(facts.row.id))).collect();
        let mut mails = facts_of(&mut self.store.read().await?, rows).await?;
        mails.sort_by_cached_key(|mail| mail.actor.name.to_lowercase());
        Ok(mails)
    }

    /// Moves a lever for all mails of a group; how many were moved.
    pub async fn steer(
        &self,
        who: &str,
        (slug, kind, date): MailGroupName<'_>,
        lever: Lever,
    ) -> Result<usize, Refusal> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        let Some((event, date)) = find_group(&mut tx, slug, date).await? else { return Ok(0) };
        let mut moved = 0;
        for row in tx.list_mails_of_group(event, kind, date).await? {
            let done = match lever {
                Lever::Hold => tx.hold(row.id).await?,
                Lever::Release => tx.release(row.id).await?,
                Lever::Retry => retry_row(&mut tx, &row, now).await?,
                Lever::CallOff => matches!(row.state, State::Planned | State::Held | State::Sending),
                Lever::Resume => row.reason == Some(Reason::CalledOff),
            };
            moved += usize::from(done);
        }
        match lever {
            Lever::Hold | Lever::Release | Lever::Retry => {}
            Lever::CallOff => {
                let sequence = tx.find_event(event).await?.map_or(0, |row| row.event.sequence);
                self.steer_by(&mut tx, (event, date, kind), Steered::called_off(kind, sequence), who).await?;
            }
            Lever::Resume => {
                tx.drop_calling_off(event, kind, date).await?;
                tx.mark_event(event, now, false).await?;
            }
        }
        let verb = match lever {
            Lever::Hold => "hold",
            Lever::Release => "release",
            Lever::Retry => "retry",
            Lever::CallOff => "call_off",
            Lever::Resume => "resume",
        };
        tx.record_audit(now, who, verb, &format!("event:{event}"), &format!("{moved} of {kind}")).await?;
        tx.commit().await?;
        if matches!(lever, Lever::CallOff | Lever::Resume) {
            // The page that follows says what is so now.
            self.plan().await?;
        }
        self.ring();
        Ok(moved)
    }

    /// What people decided about the mails of a group, each with who decided it.
    pub async fn list_decisions(&self, (slug, kind, date): MailGroupName<'_>) -> Result<Vec<Decision>, Refusal> {
        let mut reading = self.store.read().await?;
        let Some((event, date)) = find_group(&mut reading, slug, date).await? else { return Ok(Vec::new()) };
        let accounts = reading.list_accounts().await?;
        let decisions = reading.list_steerings(event).await?.into_iter();
        let mine = decisions.filter(|one| (one.kind, one.occurrence_id) == (kind, date));
        let with_name = |one: Steering| {
            let by = accounts.iter().find(|account| account.who() == one.who);
            Decision { what: one.what, at: one.at, by: by.map(|account| account.address.clone()).unwrap_or_default() }
        };
        Ok(mine.map(with_name).collect())
    }

    /// Everything about the mails of a contact, and why it has none about an event, if somebody asks.
    pub async fn find_contact_sheet(&self, contact: i64, asked: Option<&str>) -> Result<Option<ContactSheet>, Refusal> {
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let Some((actor, found)) = directory.find_contact(contact) else { return Ok(None) };
        let rows = reading.list_mails_of_contact(contact, OF_CONTACT_MAX).await?;
        let mails = facts_of(&mut reading, rows).await?;
        let events = reading.list_events().await?;
        let mut why = Vec::new();
        if let Some(row) = asked.and_then(|slug| events.iter().find(|row| row.event.slug == slug)) {
            why = self.why(&mut reading, &directory, row, (&actor.actor, found)).await?;
        }
        let titles = events.iter().map(|row| (row.event.slug.clone(), row.event.title.clone())).collect();
        let is_former = directory.former.iter().any(|(_, former)| former.row == contact);
        Ok(Some(ContactSheet {
            actor: Actor::clone(&actor.actor),
            contact: found.clone(),
            is_former,
            mails,
            events: titles,
            why,
        }))
    }
}

/// The rows of an event and of one of its dates.
pub(super) async fn find_group(
    reading: &mut Reading,
    slug: &str,
    date: Option<Moment>,
) -> Result<Option<(i64, Option<i64>)>, Refusal> {
    let Some(row) = reading.find_event_by_slug(slug).await? else { return Ok(None) };
    let Some(original) = date else { return Ok(Some((row.id, None))) };
    let mut dates = reading.list_occurrences(row.id, &row.event.when.zone).await?;
    dates.extend(reading.list_dropped(row.id, &row.event.when.zone).await?);
    Ok(dates.iter().find(|date| date.dated.original == original).map(|date| (row.id, Some(date.id))))
}

async fn facts_of(reading: &mut Reading, rows: Vec<Notification>) -> Result<Vec<MailFacts>, Refusal> {
    let directory = reading.directory().await?;
    let mut events = Events::default();
    let mut mails = Vec::new();
    for row in rows {
        let about = events.about(reading, row.event_id, row.occurrence_id, row.kind).await?;
        let person = directory.find_contact(row.contact_id);
        if let (Some(about), Some((actor, contact))) = (about, person) {
            mails.push(MailFacts { row, about, actor: Arc::clone(&actor.actor), contact: contact.clone() });
        }
    }
    Ok(mails)
}

/// Events that were read already, with their dates.
#[derive(Default)]
struct Events(BTreeMap<i64, Option<(EventRow, Vec<Occurrence>)>>);

impl Events {
    async fn about(
        &mut self,
        reading: &mut Reading,
        event: i64,
        date: Option<i64>,
        kind: Kind,
    ) -> Result<Option<AboutMails>, Refusal> {
        if let Entry::Vacant(place) = self.0.entry(event) {
            let row = reading.find_event(event).await?;
            let found = match row {
                None => None,
                Some(row) => {
                    let mut dates = reading.list_occurrences(row.id, &row.event.when.zone).await?;
                    dates.extend(reading.list_dropped(row.id, &row.event.when.zone).await?);
                    Some((row, dates))
                }
            };
            place.insert(found);
        }
        let Some(Some((row, dates))) = self.0.get(&event) else { return Ok(None) };
        let date = date.and_then(|id| dates.iter().find(|date| date.id == id));
        Ok(Some(AboutMails {
            event: row.event.slug.clone(),
            title: row.event.title.clone(),
            date: date.map(|date| (date.dated.original, date.dated.when.clone())),
            kind,
        }))
    }
}
