//! Numbers and needs of a date, for the organiser: who comes, who is silent, whom to call.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::app::deliver::Known;
use crate::app::facts::Directory;
use crate::app::facts::EventFacts;
use crate::domain::actor::ActorRow;
use crate::domain::answer::AnswerState;
use crate::domain::audience::answer_of;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::mail::letter::HeadCount;
use crate::mail::letter::Numbers;
use crate::mail::letter::ToCall;

/// What the organiser needs to know about a date.
pub(super) fn head_count(known: &Known, row: &Notification) -> HeadCount {
    let Some(date) = known.date(row) else { return HeadCount::default() };
    let (facts, directory) = (&known.facts, &known.directory);
    let mut count = HeadCount { numbers: numbers(facts, directory, date.id), ..HeadCount::default() };
    let mut needs: BTreeMap<String, u32> = BTreeMap::new();
    for actor in &directory.actors {
        let Some(answer) = answer_of(&facts.answers, actor.id, Some(date.id)) else { continue };
        let comes = answer.state == AnswerState::Accepted;
        if comes {
            count.people += answer.head_count;
            let told = facts.told_when(date, answer).filter(|_| answer.sequence < facts.row.event.sequence);
            count.for_earlier_time += u32::from(told.is_some_and(|told| told.start != date.dated.when.start));
        }
        if comes || answer.state == AnswerState::Tentative {
            answer.needs.iter().for_each(|need| *needs.entry(need.clone()).or_default() += 1);
        }
        for words in [&answer.comment, &answer.topic].into_iter().filter(|words| !words.is_empty()) {
            count.comments.push((actor.actor.name.clone(), words.clone()));
        }
    }
    count.needs = needs.into_iter().collect();
    count.silent = silent(facts, directory, date.id).map(|actor| actor.actor.name.clone()).collect();
    count.to_call = to_call(facts, directory, date.id);
    count
}

/// How many invited actors answered what.
pub(super) fn numbers(facts: &EventFacts, directory: &Directory, date: i64) -> Numbers {
    let mut numbers = Numbers::default();
    for actor in &directory.actors {
        match answer_of(&facts.answers, actor.id, Some(date)).map(|answer| answer.state) {
            Some(AnswerState::Accepted) => numbers.accepted += 1,
            Some(AnswerState::Tentative) => numbers.tentative += 1,
            Some(AnswerState::Declined) => numbers.declined += 1,
            Some(AnswerState::NeedsAction) | None => {}
        }
    }
    numbers.silent = u32::try_from(silent(facts, directory, date).count()).unwrap_or(u32::MAX);
    numbers
}

/// Rows about invitations to a date.
fn invitations(facts: &EventFacts, date: i64) -> impl Iterator<Item = &Notification> {
    let about = move |row: &&Notification| row.occurrence_id.is_none_or(|id| id == date);
    facts.notifications.iter().filter(|row| row.kind == Kind::Invitation).filter(about)
}

/// Actors who were invited to a date, by a mail or as a file says, and have not answered.
fn silent<'a>(facts: &'a EventFacts, directory: &'a Directory, date: i64) -> impl Iterator<Item = &'a ActorRow> {
    let by_mail: BTreeSet<i64> =
        invitations(facts, date).filter(|row| row.state == State::Sent).map(|row| row.contact_id).collect();
    let about = facts.answers.iter().filter(move |answer| answer.occurrence_id.is_none_or(|id| id == date));
    let by_file: BTreeSet<i64> = about.filter(|answer| answer.told.is_some()).map(|answer| answer.actor_id).collect();
    directory.actors.iter().filter(move |actor| {
        let is_invited =
            by_file.contains(&actor.id) || actor.actor.contacts.iter().any(|contact| by_mail.contains(&contact.row));
        is_invited && answer_of(&facts.answers, actor.id, Some(date)).is_none()
    })
}

/// Actors who should be invited and whom no mail reaches: somebody must call or write.
pub(super) fn to_call(facts: &EventFacts, directory: &Directory, date: i64) -> Vec<ToCall> {
    let reached: BTreeSet<i64> =
        invitations(facts, date).filter(|row| row.state == State::Sent).map(|row| row.contact_id).collect();
    let unreached: BTreeMap<i64, Reason> = invitations(facts, date)
        .filter_map(|row| match (row.state, row.reason) {
            (State::Moot, Some(reason @ (Reason::Postal | Reason::Bounced | Reason::Objected))) => {
                Some((row.contact_id, reason))
            }
            (State::Dead, _) => Some((row.contact_id, Reason::Bounced)),
            _ => None,
        })
        .collect();
    let call = |actor: &ActorRow| {
        let contacts = &actor.actor.contacts;
        let is_reached = contacts.iter().any(|contact| reached.contains(&contact.row));
        let answered = answer_of(&facts.answers, actor.id, Some(date)).is_some();
        let reason = contacts.iter().find_map(|contact| unreached.get(&contact.row).copied())?;
        let to_call = ToCall { name: actor.actor.name.clone(), phone: actor.actor.phone.clone(), reason };
        (!is_reached && !answered).then_some(to_call)
    };
    directory.actors.iter().filter_map(call).collect()
}
