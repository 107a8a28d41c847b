//! Numbers and needs of a date, for the organiser: who comes, who is silent, whom to call.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::app::facts::EventFacts;
use crate::domain::actor::ActorRow;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::answer::Answers;
use crate::domain::directory::Directory;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::Standing;
use crate::domain::notification::State;
use crate::domain::occurrence::Occurrence;
use crate::mail::letter::HeadCount;
use crate::mail::letter::Numbers;
use crate::mail::letter::ToCall;

/// Who was asked to a date, and what came of it by now.
pub(super) struct Turnout<'a> {
    facts: &'a EventFacts,
    directory: &'a Directory,
    date: &'a Occurrence,
    invitations: Invitations,
}

impl<'a> Turnout<'a> {
    pub(super) fn of(facts: &'a EventFacts, directory: &'a Directory, date: &'a Occurrence) -> Self {
        let stored = facts.notifications.iter().map(Notification::standing);
        Self { facts, directory, date, invitations: Invitations::of(stored, &facts.answers, date.id) }
    }

    /// What the organiser needs to know.
    pub(super) fn head_count(&self) -> HeadCount {
        let silent: Vec<String> = self.silent().map(|actor| actor.actor.name.clone()).collect();
        let numbers = self.numbers_with(silent.len());
        let was_asked = self.was_asked(numbers);
        let mut count = HeadCount { was_asked, numbers, silent, to_call: self.to_call(), ..HeadCount::default() };
        let mut needs: BTreeMap<String, u32> = BTreeMap::new();
        for actor in &self.directory.actors {
            let Some(answer) = self.answer(actor) else { continue };
            let comes = answer.state == AnswerState::Accepted;
            if comes {
                count.people += answer.head_count;
                count.for_earlier_time += u32::from(self.facts.given_to(self.date, answer).is_some());
            }
            if comes || answer.state == AnswerState::Tentative {
                answer.needs.iter().for_each(|need| *needs.entry(need.clone()).or_default() += 1);
            }
            for words in [&answer.comment, &answer.topic].into_iter().filter(|words| !words.is_empty()) {
                count.comments.push((actor.actor.name.clone(), words.clone()));
            }
        }
        count.needs = needs.into_iter().collect();
        count
    }

    /// How many actors answered what.
    pub(super) fn numbers(&self) -> Numbers {
        self.numbers_with(self.silent().count())
    }

    /// As [`Turnout::numbers`]; none where nobody was asked.
    pub(super) fn numbers_if_asked(&self) -> Option<Numbers> {
        let numbers = self.numbers();
        self.was_asked(numbers).then_some(numbers)
    }

    fn was_asked(&self, numbers: Numbers) -> bool {
        numbers != Numbers::default() || !self.invitations.is_empty()
    }

    fn numbers_with(&self, silent: usize) -> Numbers {
        let mut numbers = Numbers { silent: u32::try_from(silent).unwrap_or(u32::MAX), ..Numbers::default() };
        for answer in self.directory.actors.iter().filter_map(|actor| self.answer(actor)) {
            match answer.state {
                AnswerState::Accepted => numbers.accepted += 1,
                AnswerState::Tentative => numbers.tentative += 1,
                AnswerState::Declined => numbers.declined += 1,
                AnswerState::NeedsAction => {}
            }
        }
        numbers
    }

    /// Actors whom no mail reaches, and who have not answered, or to an earlier time and come: somebody must call or write.
    pub(super) fn to_call(&self) -> Vec<ToCall> {
        let is_open = |actor: &ActorRow| match self.answer(actor) {
            None => true,
            Some(answer) => answer.state == AnswerState::Accepted && self.facts.given_to(self.date, answer).is_some(),
        };
        let call = |actor: &ActorRow| {
            let reason = self.invitations.why_unreached(actor).filter(|_| is_open(actor))?;
            Some(ToCall { name: actor.actor.name.clone(), phone: actor.actor.phone.clone(), reason })
        };
        self.directory.actors.iter().filter_map(call).collect()
    }

    /// Actors who were invited, by a mail or as a file says, and have not answered.
    fn silent(&self) -> impl Iterator<Item = &'a ActorRow> {
        self.directory.actors.iter().filter(|actor| {
            let is_invited = self.invitations.is_by_file(actor) || self.invitations.sent_at(actor).is_some();
            is_invited && self.answer(actor).is_none()
        })
    }

    fn answer(&self, actor: &ActorRow) -> Option<&'a Answer> {
        self.facts.answers.of(actor.id, Some(self.date.id))
    }
}

/// How the contacts stand with their invitations to a date.
#[derive(Default)]
pub(super) struct Invitations {
    /// Contacts who got theirs, and when.
    sent: BTreeMap<i64, Timestamp>,
    /// Contacts whom none reaches, and why.
    unreached: BTreeMap<i64, Reason>,
    /// Contacts who will get theirs, and when.
    ahead: BTreeMap<i64, Timestamp>,
    /// Actors whom a file says to be invited.
    by_file: BTreeSet<i64>,
}

impl Invitations {
    /// Of the mails of an event (those that are not stored yet may be among them) and its answers.
    pub(super) fn of<'a>(mails: impl IntoIterator<Item = Standing<'a>>, answers: &Answers, date: i64) -> Self {
        let about = |of: Option<i64>| of.is_none_or(|id| id == date);
        let mut all = Self::default();
        for row in mails.into_iter().filter(|row| row.kind == Kind::Invitation && about(row.occurrence_id)) {
            match (row.state, row.reason) {
                (State::Sent, _) => drop(all.sent.insert(row.contact_id, row.at)),
                (State::Moot, Some(reason @ (Reason::Postal | Reason::Bounced | Reason::Objected))) => {
                    all.unreached.insert(row.contact_id, reason);
                }
                (State::Moot, _) => {}
                (State::Dead, _) => drop(all.unreached.insert(row.contact_id, Reason::Bounced)),
                (State::Planned | State::Held | State::Sending, _) => {
                    all.ahead.insert(row.contact_id, row.try_at);
                }
            }
        }
        let told = answers.iter().filter(|answer| answer.told.is_some() && about(answer.occurrence_id));
        all.by_file = told.map(|answer| answer.actor_id).collect();
        all
    }

    /// True when there are none, nor will be.
    fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.unreached.is_empty() && self.ahead.is_empty() && self.by_file.is_empty()
    }

    /// When the first invitation to an actor went.
    pub(super) fn sent_at(&self, actor: &ActorRow) -> Option<Timestamp> {
        first(&self.sent, actor)
    }

    /// When the first invitation to an actor will go.
    pub(super) fn goes_at(&self, actor: &ActorRow) -> Option<Timestamp> {
        first(&self.ahead, actor)
    }

    /// True when a file says that the actor is invited.
    pub(super) fn is_by_file(&self, actor: &ActorRow) -> bool {
        self.by_file.contains(&actor.id)
    }

    /// Why no invitation reaches an actor, if none does.
    pub(super) fn why_unreached(&self, actor: &ActorRow) -> Option<Reason> {
        let reason = actor.actor.contacts.iter().find_map(|contact| self.unreached.get(&contact.row).copied())?;
        self.sent_at(actor).is_none().then_some(reason)
    }
}

fn first(of: &BTreeMap<i64, Timestamp>, actor: &ActorRow) -> Option<Timestamp> {
    actor.actor.contacts.iter().filter_map(|contact| of.get(&contact.row).copied()).min()
}
