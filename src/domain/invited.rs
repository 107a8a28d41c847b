//! Who is invited to a date: to whom an invitation was sent, or will be.
//!
//! Invariant: when a mail to those who are invited is due, an invitation that still waits for a person invites nobody. Who
//! was never asked is neither asked again nor reminded.

use std::collections::HashSet;

use crate::domain::actor::ActorRow;
use crate::domain::audience::Addressee;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::State;
use crate::domain::plan::Facts;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;

/// The guests who are invited to one date.
#[derive(Default)]
pub(super) struct Invited<'f> {
    /// By an invitation that was sent or will be, or by an imported answer.
    all: Vec<Addressee<'f>>,
    /// Of them the contacts whose invitation waits for a person, who may yet release it.
    waiting: HashSet<i64>,
}

impl<'f> Invited<'f> {
    /// By the invitations that are `wanted` and those that were sent.
    pub(super) fn of(facts: &Facts<'f>, guests: &[Addressee<'f>], wanted: &[Wanted], occurrence: i64) -> Self {
        let rows = facts.notifications;
        let concerns = |id: Option<i64>| id.is_none() || id == Some(occurrence);
        let were = rows
            .iter()
            .filter(|row| row.kind == Kind::Invitation && row.state == State::Sent && concerns(row.occurrence_id));
        let mut surely: HashSet<i64> = were.map(|row| row.contact_id).collect();
        let mut waiting = HashSet::new();
        for one in wanted.iter().filter(|one| one.kind == Kind::Invitation && concerns(one.occurrence_id)) {
            if one.goes_by_itself(rows) {
                surely.insert(one.contact_id);
            } else if one.waits_for_a_person(rows) {
                waiting.insert(one.contact_id);
            }
        }
        let is_told = |row: &ActorRow| {
            facts.answers.of_actor(row.id).iter().any(|a| a.told.is_some() && concerns(a.occurrence_id))
        };
        let mut all = Vec::new();
        for guest in guests {
            let contact = guest.contact.row;
            if surely.contains(&contact) || is_told(guest.actor) {
                waiting.remove(&contact);
                all.push(*guest);
            } else if waiting.contains(&contact) {
                all.push(*guest);
            }
        }
        Self { all, waiting }
    }

    /// Also those whose invitation waits.
    pub(super) fn all(&self) -> &[Addressee<'f>] {
        &self.all
    }

    /// True when a contact's invitation waits for a person.
    pub(super) fn waits(&self, contact: i64) -> bool {
        self.waiting.contains(&contact)
    }
}

impl Wanted {
    /// True when it was sent, or will be without a person's doing.
    pub(super) fn goes_by_itself(&self, rows: &[Notification]) -> bool {
        let rests = |state| matches!(state, State::Held | State::Dead);
        self.stand == Stand::Planned && self.stored(rows).is_none_or(|row| !rests(row.state))
    }

    fn waits_for_a_person(&self, rows: &[Notification]) -> bool {
        let is_held = self.stored(rows).is_some_and(|row| row.state == State::Held);
        matches!(self.stand, Stand::Held(_)) || (self.stand == Stand::Planned && is_held)
    }
}
