//! A letter: all facts of one mail, as plain values, before any word is chosen.
//!
//! Invariant: a letter holds no text in the reader's language but what people of the office wrote; the same letter
//! makes the same bytes. `app` fills it, [`crate::mail::compose`] reads it, neither decides here whether it is sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::domain::answer::AnswerState;
use crate::domain::event::DatePlace;
use crate::domain::event::Event;
use crate::domain::event::Online;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::notification::Told;
use crate::domain::occurrence::Dated;
use crate::domain::venue::Venue;
use crate::domain::venue::place_line;
use crate::domain::vocabulary::Term;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::when::Zone;
use crate::mail::address::MailAddress;

/// All facts of one mail to one contact.
#[derive(Debug, Clone)]
pub struct Letter {
    /// What it is about.
    pub kind: Kind,
    /// Who writes.
    pub office: Office,
    /// Who reads.
    pub recipient: Recipient,
    /// The event; none for a digest. Mails of one date share it.
    pub about: Option<Arc<About>>,
    /// What the recipient's actor answered for this date, if it did.
    pub answer: Option<GivenAnswer>,
    /// Until when an answer is asked for, as wall time in the event's zone.
    pub answer_by: Option<DateTime>,
    /// What was told before; for a change.
    pub before: Option<Before>,
    /// Why it is changed or cancelled; empty when nobody said so.
    pub reason: String,
    /// The next date of the series, for minutes and cancellations.
    pub next: Option<When>,
    /// Numbers and needs; for a head count.
    pub head_count: Option<HeadCount>,
    /// The week; for a digest.
    pub digest: Option<Digest>,
    /// Why the contact gets it.
    pub why: Why,
    /// Addresses that belong to the contact.
    pub links: Links,
    /// How it travels.
    pub delivery: Delivery,
}

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// The name that mails come from.
    pub sender: String,
    /// The address that mails come from; calendar programs answer to it.
    pub from: MailAddress,
    /// Where people's answers arrive.
    pub reply_to: MailAddress,
    /// Telephone; empty for none.
    pub phone: String,
    /// True: everything is example data, and the mail says so.
    pub is_demo: bool,
}

/// Who reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The actor's name, or the contact's role where there is none.
    pub name: String,
    /// The actor's slug, by which its own tasks are known.
    pub actor: String,
    /// The actor's groups, by slug; their tasks are its own too.
    pub groups: Vec<String>,
    /// The address.
    pub address: MailAddress,
    /// The language to write in (BCP 47); what we do not write is written in German.
    pub language: String,
    /// Where its clocks are.
    pub zone: Zone,
}

/// What a mail is about.
#[derive(Debug, Clone)]
pub struct About {
    /// The event.
    pub event: Event,
    /// The date; none for a mail about the whole event.
    pub date: Option<Dated>,
    /// The one that a mail about the whole event names: the first, or the last for what comes afterwards.
    pub named: Dated,
    /// All dates ahead, for a mail about the whole event.
    pub dates: Vec<Dated>,
    /// True when the date is one of several.
    pub is_series: bool,
    /// How calendars that were mailed know the date; none for the event itself.
    pub recurrence_id: Option<Moment>,
    /// As [`About::recurrence_id`], of those of `dates` whose original start was edited, by that.
    pub renamed: BTreeMap<Moment, Moment>,
    /// Where it takes place.
    pub spot: Spot,
    /// Where single dates take place, by their original start, for a mail about the whole event: those that are elsewhere.
    pub elsewhere: BTreeMap<Moment, Spot>,
    /// Who makes it, by name.
    pub organiser: String,
    /// Names of the actors and groups that tasks name by slug.
    pub names: BTreeMap<String, String>,
}

impl About {
    /// The span that the mail names.
    pub fn when(&self) -> &When {
        &self.date.as_ref().unwrap_or(&self.named).when
    }

    /// The original start of the date that it names, by which agenda and minutes are found.
    pub fn original(&self) -> Moment {
        self.date.as_ref().unwrap_or(&self.named).original
    }

    /// True when the date does not take place.
    pub fn is_cancelled(&self) -> bool {
        self.date.as_ref().map_or(self.event.is_cancelled(), |date| date.cancelled)
    }
}

/// Where a date takes place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spot {
    /// The venue.
    pub venue: Option<Venue>,
    /// The place in words, instead of a venue or added to it.
    pub text: String,
    /// Where people meet before.
    pub meeting_point: String,
    /// Facts about access.
    pub access: Vec<Term>,
    /// What else must be known about access.
    pub access_note: String,
    /// The room online.
    pub online: Option<Online>,
}

impl Spot {
    /// The place of a date, by the venue that stands there.
    pub fn of(event: &Event, place: DatePlace<'_>, venue: Option<Venue>, vocabulary: &Vocabulary) -> Self {
        let is_elsewhere = place.venue != event.place.venue.as_deref();
        // What is said of access is said of the usual venue.
        let (said, note) =
            if is_elsewhere { (&[][..], "") } else { (&event.place.access[..], event.place.access_note.as_str()) };
        let of_venue = venue.as_ref().map_or(&[][..], |venue| &venue.access);
        let slugs = if said.is_empty() { of_venue } else { said };
        let term = |slug: &String| vocabulary.access.iter().find(|term| term.id == *slug).cloned();
        let notes = [note, venue.as_ref().map_or("", |venue| &venue.access_note)];
        let access_note = notes.into_iter().find(|note| !note.is_empty()).unwrap_or_default().to_owned();
        let access = slugs.iter().filter_map(term).collect();
        Self {
            text: place.text.to_owned(),
            meeting_point: event.place.meeting_point.clone(),
            access,
            access_note,
            online: place.online.cloned(),
            venue,
        }
    }

    /// Venue and words on one line, as LOCATION and in mails.
    pub fn line(&self) -> String {
        place_line(self.venue.as_ref(), &self.text)
    }

    /// The place in one line; of what is only online its address.
    pub fn line_or_link(&self) -> String {
        let line = self.line();
        let link = || self.online.as_ref().map(|online| online.url.clone()).unwrap_or_default();
        if line.is_empty() { link() } else { line }
    }
}

/// An answer that holds for the date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenAnswer {
    /// What was answered.
    pub state: AnswerState,
    /// How many come.
    pub head_count: i64,
    /// What they need: `childcare`, `dgs`, `interpretation:xx`.
    pub needs: Vec<String>,
    /// The start it was given to, when the date has another one now: it is then asked for again.
    pub given_to: Option<Moment>,
}

/// What a contact was told before a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The facts, as recorded.
    pub told: Told,
    /// The place of then, as people read it; [`Told`] keeps slugs.
    pub place: String,
}

/// Numbers and needs of one date, for the organiser.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeadCount {
    /// True when anybody was invited, will be, or answered: there is something to count.
    pub was_asked: bool,
    /// How many actors answered what.
    pub numbers: Numbers,
    /// People whom the accepting actors bring.
    pub people: i64,
    /// Of the accepting actors, those who did so for an earlier time.
    pub for_earlier_time: u32,
    /// What is needed and by how many actors: `childcare`, `dgs`, `interpretation:xx`.
    pub needs: Vec<(String, u32)>,
    /// What they wrote, with the actor's name first.
    pub comments: Vec<(String, String)>,
    /// Invited actors without an answer, by name.
    pub silent: Vec<String>,
    /// Actors who get no mail and must be called or written to.
    pub to_call: Vec<ToCall>,
}

/// How many actors answered what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Come.
    pub accepted: u32,
    /// Perhaps.
    pub tentative: u32,
    /// Do not come.
    pub declined: u32,
    /// Have not answered.
    pub silent: u32,
}

/// An actor who must be called or written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToCall {
    /// Its name.
    pub name: String,
    /// Its telephone; empty for none.
    pub phone: String,
    /// Why no mail reaches it: postal, bounced or objected.
    pub reason: Reason,
}

/// An organiser's week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// The organiser's dates of this week.
    pub dates: Vec<DigestDate>,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// Mails that could not be delivered.
    pub failed: Vec<FailedMail>,
}

/// One date of an organiser's week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestDate {
    /// What it is called.
    pub title: String,
    /// When.
    pub when: When,
    /// True: it does not take place.
    pub is_cancelled: bool,
    /// How many answered what, if anybody was invited.
    pub numbers: Option<Numbers>,
    /// Its page.
    pub link: String,
}

/// Something that an event lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What the event is called.
    pub title: String,
    /// When it is or was.
    pub when: When,
    /// What is missing.
    pub what: MissingPart,
    /// Where it can be entered.
    pub link: String,
}

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingPart {
    /// The minutes of a meeting.
    Minutes,
    /// The place.
    Place,
    /// The facts about access.
    Access,
}

/// A mail that could not be delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedMail {
    /// The event's title.
    pub title: String,
    /// What the mail was about.
    pub kind: Kind,
    /// To whom, by the actor's name.
    pub recipient: String,
}

/// Why a contact gets a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Its actor belongs to a group; the group's name.
    Group(String),
    /// Its actor is invited.
    Invited,
    /// Its actor makes the event.
    Organiser,
    /// Its actor helps to make the event.
    Partner,
}

/// Addresses that belong to the contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    /// The page of answers, `…/a/TOKEN`.
    pub answer: Option<String>,
    /// The page of wishes, `…/u/TOKEN`.
    pub wishes: String,
    /// The personal feed, `…/feed/TOKEN.ics`.
    pub feed: String,
    /// The event's page, `…/e/SLUG`, when the contact may open it.
    pub event: Option<String>,
    /// Where an organiser checks its entry or tells how many came.
    pub door: Option<String>,
    /// The address of one-click unsubscribing.
    pub unsubscribe: String,
}

/// How a mail travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// SHA-256 of the outbox key, in hex.
    pub key_hash: String,
    /// The domain of Message-IDs.
    pub message_domain: String,
    /// The name of the list (RFC 2919), e.g. `austauschtreffen.treffpunkt.example.org`.
    pub list_id: String,
    /// When it is written, the same for each copy: Date, DTSTAMP and "tomorrow" come from it.
    pub written_at: Timestamp,
    /// Envelope sender; bounces go there.
    pub envelope_from: MailAddress,
}
