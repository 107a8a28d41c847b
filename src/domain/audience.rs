//! The audience: which contacts a mail is for, and which of them can be reached.

use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::answer::AnswerState;
use crate::domain::answer::Answers;
use crate::domain::directory::Addresses;
use crate::domain::event::Event;
use crate::domain::event::Visibility;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::rule::Audience;

/// One contact that a mail is for.
#[derive(Debug, Clone, Copy)]
pub struct Addressee<'a> {
    /// Its actor.
    pub actor: &'a ActorRow,
    /// The contact.
    pub contact: &'a Contact,
    /// The number of its address.
    pub address: Option<usize>,
}

impl<'a> Addressee<'a> {
    fn of(actor: &'a ActorRow, contact: &'a Contact, addresses: &Addresses) -> Self {
        Self { actor, contact, address: addresses.of_contact(contact.row) }
    }
}

/// Everything that decides who belongs to an audience of one date.
#[derive(Debug, Clone, Copy)]
pub struct Circle<'c, 'a> {
    /// The event.
    pub event: &'c Event,
    /// All actors.
    pub actors: &'a [ActorRow],
    /// Which of their contacts share an address.
    pub addresses: &'a Addresses,
    /// Whom invitations may go to, as [`guests`] finds them.
    pub guests: &'c [Addressee<'a>],
    /// The answers to the event.
    pub answers: &'c Answers,
    /// Those of them who were or will be invited to this date.
    pub invited: &'c [Addressee<'a>],
    /// The date; of mails that go once per event the one that they speak of.
    pub occurrence: i64,
}

impl<'a> Circle<'_, 'a> {
    /// The contacts of an audience, in the order of the actors.
    ///
    /// Registered members of the public are not known yet: that audience selects nobody.
    pub fn select(&self, audience: &Audience) -> Vec<Addressee<'a>> {
        let (event, answers, occurrence) = (self.event, self.answers, Some(self.occurrence));
        let has = |row: &ActorRow, state| answers.of(row.id, occurrence).is_some_and(|a| a.state == state);
        match audience {
            Audience::Registered => Vec::new(),
            Audience::Organiser => self.organising(|actor| actor.slug == event.organiser),
            Audience::Partners => {
                self.organising(|actor| event.partners.contains(&actor.slug) && actor.slug != event.organiser)
            }
            Audience::Group(group) => self.guests(|row| row.actor.groups.contains(group)),
            Audience::Actor(slug) => self.guests(|row| row.actor.slug == *slug),
            Audience::Accepted => self.guests(|row| has(row, AnswerState::Accepted)),
            Audience::Declined => self.guests(|row| has(row, AnswerState::Declined)),
            Audience::Tentative => self.guests(|row| has(row, AnswerState::Tentative)),
            Audience::Invited => self.invited.to_vec(),
            Audience::Silent => {
                let is_silent = |guest: &&Addressee<'_>| answers.of(guest.actor.id, occurrence).is_none();
                self.invited.iter().filter(is_silent).copied().collect()
            }
        }
    }

    fn organising(&self, belongs: impl Fn(&Actor) -> bool) -> Vec<Addressee<'a>> {
        let actors = self.actors.iter().filter(|row| belongs(&row.actor));
        let of_actor = |actor: &'a ActorRow| {
            actor.actor.organising_contacts().map(move |contact| Addressee::of(actor, contact, self.addresses))
        };
        actors.flat_map(of_actor).collect()
    }

    fn guests(&self, belongs: impl Fn(&ActorRow) -> bool) -> Vec<Addressee<'a>> {
        self.guests.iter().filter(|guest| belongs(guest.actor)).copied().collect()
    }
}

/// Whom invitations to an event may go to: of each actor that may know of it the contacts for that.
pub fn guests<'a>(event: &Event, actors: &'a [ActorRow], addresses: &Addresses) -> Vec<Addressee<'a>> {
    let may_know = actors.iter().filter(|row| may_know(event, &row.actor));
    let of_actor = |actor: &'a ActorRow| {
        actor.actor.invited_contacts().map(move |contact| Addressee::of(actor, contact, addresses))
    };
    may_know.flat_map(of_actor).collect()
}

/// True when an actor may be invited: a meeting of groups is nobody else's business, whatever a rule says.
pub fn may_know(event: &Event, actor: &Actor) -> bool {
    event.visibility != Visibility::Group || event.groups().iter().any(|group| actor.groups.contains(group))
}

/// True for audiences that this treffpunkt cannot fill yet.
pub fn selects_nobody(audience: &Audience) -> bool {
    *audience == Audience::Registered
}

/// Why a contact gets no mail of this kind about this event, if it gets none; `audience`: whom a rule sends it to.
///
/// Mails to a group are those of its meetings and those that a rule sends to it.
pub fn unreachable(contact: &Contact, kind: Kind, event: &Event, audience: Option<&Audience>) -> Option<Reason> {
    let is_to = |group: &String| {
        event.groups().contains(group) || matches!(audience, Some(Audience::Group(of_rule)) if of_rule == group)
    };
    let objects = |kind: Kind| {
        contact.objections.iter().any(|wish| wish.kind == kind.word() && (wish.group.is_empty() || is_to(&wish.group)))
    };
    if contact.postal_only || contact.email.is_empty() {
        Some(Reason::Postal)
    } else if !contact.email_ok || (kind.may_be_unsubscribed() && objects(kind)) {
        Some(Reason::Objected)
    } else if contact.bounced {
        Some(Reason::Bounced)
    } else {
        None
    }
}
