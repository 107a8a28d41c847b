//! One date of an event as the office sees it: who was invited, who answered what and by which way, who was there, and
//! which mails went.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::attendance::of_date;
use crate::app::attendance::version_of_attendance;
use crate::app::event_sheet::place_of;
use crate::app::event_sheet::standings;
use crate::app::facts::EventFacts;
use crate::app::head_count::Invitations;
use crate::app::head_count::Turnout;
use crate::app::known::Known;
use crate::domain::account::Account;
use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::attendance::Attendance;
use crate::domain::audience::may_know;
use crate::domain::event::Event;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::when::Moment;
use crate::mail::letter::HeadCount;
use crate::store::Reading;

/// One date with everybody who is or was invited to it.
#[derive(Debug, Clone)]
pub struct DateSheet {
    /// The event.
    pub event: Event,
    /// The date.
    pub dated: Dated,
    /// Its place, on one line.
    pub place: String,
    /// The name of its organiser.
    pub organiser: String,
    /// Its groups, by name.
    pub groups: Vec<String>,
    /// True as long as answers are of use.
    pub is_open: bool,
    /// Numbers, needs, whom to call.
    pub count: HeadCount,
    /// Who was or will be invited, who answered and who was there: those who come first, then by name.
    pub guests: Vec<Guest>,
    /// Organisations that may know of it and are none of them: slug and name.
    pub others: Vec<(String, String)>,
    /// People of no organisation who were there.
    pub nobodys: i64,
    /// What tells this count of who was there from another.
    pub attendance_seen: String,
}

/// An organisation at a date.
#[derive(Debug, Clone)]
pub struct Guest {
    /// The organisation.
    pub actor: Arc<Actor>,
    /// How it stands with its invitation.
    pub invited: Invited,
    /// Its answer to this date.
    pub answer: Option<Answer>,
    /// Who gave or wrote it down: a contact's role, an account's address; empty for a file.
    pub answered_by: String,
    /// The start that the answer was given to, where the date has another one now.
    pub given_to: Option<Moment>,
    /// How many of its people were there; none: nobody, or nobody counted.
    pub persons: Option<i64>,
}

impl Guest {
    /// True when nobody but a person reaches it: no mail does, and it has not answered.
    pub fn is_to_call(&self) -> bool {
        self.answer.is_none() && matches!(self.invited, Invited::Unreached(_))
    }
}

/// How an organisation stands with its invitation to a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invited {
    /// A mail went.
    ByMail(Timestamp),
    /// A file says so.
    ByFile,
    /// A mail will go.
    Ahead(Timestamp),
    /// No mail reaches it: somebody must call or write.
    Unreached(Reason),
    /// Nobody invited it; it answered or came all the same.
    Not,
}

/// The mails of one kind about a date, with what came of them.
#[derive(Debug, Clone)]
pub struct KindOfMails {
    /// The kind.
    pub kind: Kind,
    /// When the first and the last of them were taken by the relay.
    pub sent: Option<(Timestamp, Timestamp)>,
    /// How many the relay took.
    pub accepted: usize,
    /// How many will go, wait, or are on their way.
    pub open: usize,
    /// What was given up: organisation, and what the relay said.
    pub failed: Vec<(String, String)>,
    /// Who got none, and why; without those whom another mail of the kind reached.
    pub not_sent: BTreeMap<Reason, BTreeSet<String>>,
}

/// Which mails about a date are read: there may be thousands.
#[derive(Debug, Clone, Copy)]
enum Mails {
    /// Those that say who is invited, and what was said.
    Inviting,
    /// All.
    All,
}

impl DateSheet {
    /// How many organisations, and how many people with those of no organisation, were there.
    pub fn present(&self) -> (usize, i64) {
        let persons = self.guests.iter().filter_map(|guest| guest.persons);
        (persons.clone().count(), persons.sum::<i64>() + self.nobodys)
    }
}

impl App {
    /// Everything about one date of an event by its original start (none: the next one) but what became of its mails.
    /// Plans nothing.
    pub async fn find_date_sheet(&self, slug: &str, original: Option<Moment>) -> Result<Option<DateSheet>, Refusal> {
        let sheet = self.date_sheet((slug, original), Mails::Inviting).await?;
        Ok(sheet.map(|(sheet, _)| sheet))
    }

    /// As [`App::find_date_sheet`], with what became of its mails by kind, the earliest first.
    pub async fn find_record(
        &self,
        slug: &str,
        original: Option<Moment>,
    ) -> Result<Option<(DateSheet, Vec<KindOfMails>)>, Refusal> {
        let sheet = self.date_sheet((slug, original), Mails::All).await?;
        Ok(sheet.map(|(sheet, known)| (sheet, mails(&known))))
    }

    async fn date_sheet(
        &self,
        date: (&str, Option<Moment>),
        read: Mails,
    ) -> Result<Option<(DateSheet, Known)>, Refusal> {
        let (now, mut reading) = (self.now(), self.store.read().await?);
        let known = Box::pin(self.known_of_date(&mut reading, date, read)).await?;
        let Some((known, place)) = known else { return Ok(None) };
        let date = &known.facts.occurrences[place];
        let accounts = reading.list_accounts().await?;
        let attendance = of_date(reading.list_attendance(known.facts.row.id).await?, date.id);
        let event = known.facts.row.event.clone();
        let guests = guests(&known, date, &accounts, &attendance);
        let asked: HashSet<&str> = guests.iter().map(|guest| guest.actor.slug.as_str()).collect();
        let is_other = |row: &&ActorRow| may_know(&event, &row.actor) && !asked.contains(row.actor.slug.as_str());
        let others = known.directory.actors_by_name().filter(is_other);
        let others = others.map(|row| (row.actor.slug.clone(), row.actor.name.clone())).collect();
        let sheet = DateSheet {
            place: place_of(&event, &known.directory, Some(date.dated.original)),
            organiser: known.directory.name_of_owner(&event.organiser),
            groups: event.groups().iter().map(|slug| known.directory.name_of_group(slug)).collect(),
            is_open: event.is_published() && !date.dated.cancelled && date.dated.when.ends_at() > now,
            count: Turnout::of(&known.facts, &known.directory, date).head_count(),
            nobodys: attendance.iter().find(|one| one.actor_id.is_none()).map_or(0, |one| one.persons),
            attendance_seen: version_of_attendance(&attendance),
            dated: date.dated.clone(),
            guests,
            others,
            event,
        };
        Ok(Some((sheet, known)))
    }

    /// Everything about one date of an event, and its place among all; of the mails those about it, of the plan who will be
    /// invited to it.
    async fn known_of_date(
        &self,
        reading: &mut Reading,
        (slug, original): (&str, Option<Moment>),
        read: Mails,
    ) -> Result<Option<(Known, usize)>, Refusal> {
        let Some(row) = reading.find_event_by_slug(slug).await? else { return Ok(None) };
        let mut facts = EventFacts::without_mails(reading, row).await?;
        let (now, dates) = (self.now(), &facts.occurrences);
        let place = match original {
            Some(original) => dates.iter().position(|date| date.dated.original == original),
            None => dates.iter().position(|date| date.dated.when.ends_at() > now).or(dates.len().checked_sub(1)),
        };
        let Some(place) = place else { return Ok(None) };
        let id = dates[place].id;
        facts.notifications = match read {
            Mails::Inviting => reading.list_invitations_and_told(facts.row.id, id).await?,
            Mails::All => reading.list_notifications_about(facts.row.id, id).await?,
        };
        let mut known = Known::of(self, reading, facts).await?;
        self.plan_far(&mut known, |known, app, horizon| known.plan_invitations(app, id, horizon));
        Ok(Some((known, place)))
    }
}

fn guests(known: &Known, date: &Occurrence, accounts: &[Account], attendance: &[Attendance]) -> Vec<Guest> {
    let facts = &known.facts;
    let invitations = Invitations::of(standings(known), &facts.answers, date.id);
    let guest = |row: &ActorRow| {
        let answer = facts.answers.of(row.id, Some(date.id));
        Guest {
            invited: invited(&invitations, row),
            answered_by: answer.map(|answer| answered_by(known, accounts, answer)).unwrap_or_default(),
            given_to: answer.and_then(|answer| facts.given_to(date, answer)),
            answer: answer.cloned(),
            persons: attendance.iter().find(|one| one.actor_id == Some(row.id)).map(|one| one.persons),
            actor: Arc::clone(&row.actor),
        }
    };
    let is_guest = |guest: &Guest| guest.invited != Invited::Not || guest.answer.is_some() || guest.persons.is_some();
    let mut guests: Vec<Guest> = known.directory.actors_by_name().map(guest).filter(is_guest).collect();
    let place = |guest: &Guest| match guest.answer.as_ref().map(|answer| answer.state) {
        Some(AnswerState::Accepted) => 0,
        Some(AnswerState::Tentative) => 1,
        Some(AnswerState::Declined) => 2,
        // Whom somebody must ring up stand together.
        Some(AnswerState::NeedsAction) | None if guest.is_to_call() => 3,
        Some(AnswerState::NeedsAction) | None => 4,
    };
    guests.sort_by_key(place);
    guests
}

fn invited(invitations: &Invitations, row: &ActorRow) -> Invited {
    if let Some(at) = invitations.sent_at(row) {
        Invited::ByMail(at)
    } else if let Some(reason) = invitations.why_unreached(row) {
        Invited::Unreached(reason)
    } else if invitations.is_by_file(row) {
        Invited::ByFile
    } else {
        invitations.goes_at(row).map_or(Invited::Not, Invited::Ahead)
    }
}

fn answered_by(known: &Known, accounts: &[Account], answer: &Answer) -> String {
    let contact = answer.contact_id.and_then(|row| known.directory.find_contact(row));
    let account = answer.account_id.and_then(|id| accounts.iter().find(|account| account.id == id));
    let role = contact.map(|(_, contact)| contact.role.clone());
    role.or(account.map(|account| account.address.clone())).unwrap_or_default()
}

/// What was sent about a date, alone or with all others, by kind.
fn mails(known: &Known) -> Vec<KindOfMails> {
    let mut kinds: BTreeMap<Kind, KindOfMails> = BTreeMap::new();
    let sent = known.facts.notifications.iter().filter(|row| row.state == State::Sent);
    let reached: HashSet<(Kind, i64)> = sent.map(|row| (row.kind, row.contact_id)).collect();
    // Of several changes the last one says why.
    let last: HashMap<(Kind, i64), i64> =
        known.facts.notifications.iter().map(|row| ((row.kind, row.contact_id), row.id)).collect();
    for row in &known.facts.notifications {
        let none = KindOfMails {
            kind: row.kind,
            sent: None,
            accepted: 0,
            open: 0,
            failed: Vec::new(),
            not_sent: BTreeMap::new(),
        };
        let of_kind = kinds.entry(row.kind).or_insert(none);
        let actor = known.directory.find_contact(row.contact_id).map(|(row, _)| row.actor.name.clone());
        let actor = actor.unwrap_or_default();
        match row.state {
            State::Sent => {
                let at = row.sent_at.unwrap_or(row.send_at);
                of_kind.accepted += 1;
                of_kind.sent = of_kind.sent.map_or(Some((at, at)), |(from, until)| Some((from.min(at), until.max(at))));
            }
            State::Planned | State::Held | State::Sending => of_kind.open += 1,
            State::Dead => of_kind.failed.push((actor, row.fault.clone().unwrap_or_default())),
            State::Moot => {
                // What a later one says is not missed, nor one of several changes.
                let of = (row.kind, row.contact_id);
                let is_missed = |reason: &Reason| {
                    *reason != Reason::Superseded && !reached.contains(&of) && last.get(&of) == Some(&row.id)
                };
                if let Some(reason) = row.reason.filter(is_missed) {
                    of_kind.not_sent.entry(reason).or_default().insert(actor);
                }
            }
        }
    }
    let mut kinds: Vec<KindOfMails> = kinds.into_values().collect();
    kinds.sort_by_key(|one| (one.sent.is_none(), one.sent, one.kind));
    kinds
}
