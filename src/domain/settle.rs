//! What wanted mails mean for one another, and for rows that are wanted no more.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

use jiff::Timestamp;

use crate::domain::actor::Contact;
use crate::domain::audience::unreachable;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::plan::Facts;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;

/// What only one mail is needed for: kind, date, contact, and when it goes; none for now.
type Slot = (Kind, Option<i64>, i64, Option<Timestamp>);

/// Of several that are due at once because nobody was there to send them, only the latest goes; invitations all do, and
/// who gets one needs neither the save the date before it nor the nudge after it.
pub(super) fn supersede(wanted: &mut [Wanted], facts: &Facts<'_>, now: Timestamp) {
    let was_sent = |one: &Wanted| one.stored(facts.notifications).is_some_and(|row| row.state == State::Sent);
    // When who was invited to what, also by an invitation that goes with the others now.
    let sent = facts.notifications.iter().filter(|row| row.kind == Kind::Invitation && row.state == State::Sent);
    let mut invited_at: BTreeMap<(Option<i64>, i64), Timestamp> =
        sent.filter_map(|row| Some(((row.occurrence_id, row.contact_id), row.sent_at?))).collect();
    let goes_now =
        |one: &&Wanted| one.kind == Kind::Invitation && one.send_at <= now && one.goes_by_itself(facts.notifications);
    for one in wanted.iter().filter(goes_now) {
        invited_at.entry((one.occurrence_id, one.contact_id)).or_insert(now);
    }
    // Of what will be due at one moment only one goes too, where several rules send the same.
    let count = |kind: Kind| facts.rules.iter().filter(|(rule, _)| rule.kind == kind).count();
    let several: BTreeSet<Kind> = Kind::ALL.iter().copied().filter(|kind| count(*kind) > 1).collect();
    let mut latest: BTreeMap<Slot, (Timestamp, usize)> = BTreeMap::new();
    for i in 0..wanted.len() {
        let one = &wanted[i];
        let is_due = one.send_at <= now;
        let is_compared = one.stand == Stand::Planned && (is_due || several.contains(&one.kind)) && !was_sent(one);
        if !is_compared || matches!(one.kind, Kind::Invitation | Kind::Change | Kind::Cancellation) {
            continue;
        }
        let who = (one.occurrence_id, one.contact_id);
        let says_less = is_due
            && match one.kind {
                Kind::SaveTheDate => invited_at.contains_key(&who),
                // Who was invited only after the moment of the nudge had no time to answer.
                Kind::Nudge => invited_at.get(&who).is_some_and(|at| *at >= one.due_at),
                _ => false,
            };
        let moment = (!is_due).then_some(one.send_at);
        let (slot, mine) = ((one.kind, one.occurrence_id, one.contact_id, moment), (one.due_at, i));
        if says_less {
            wanted[i].stand = Stand::Moot(Reason::Superseded);
            continue;
        }
        match latest.insert(slot, mine) {
            Some(other) if other > mine => {
                wanted[i].stand = Stand::Moot(Reason::Superseded);
                latest.insert(slot, other);
            }
            Some((_, other)) => wanted[other].stand = Stand::Moot(Reason::Superseded),
            None => {}
        }
    }
}

/// A week's digest may be wanted for several dates: the first that goes is enough.
pub(super) fn keep_one_digest_a_week(wanted: &mut Vec<Wanted>) {
    let rank = |one: &Wanted| (matches!(one.stand, Stand::Moot(_)), one.due_at, one.date_id);
    let mut first: HashMap<String, (bool, Timestamp, i64)> = HashMap::new();
    for one in wanted.iter().filter(|one| one.kind == Kind::OrganiserDigest) {
        let kept = first.entry(one.key.clone()).or_insert_with(|| rank(one));
        *kept = rank(one).min(*kept);
    }
    if first.is_empty() {
        return;
    }
    wanted.retain(|one| match first.get(&one.key) {
        // Taken out, so that of two rules that want it for one date one is left.
        Some(kept) if *kept == rank(one) => first.remove(&one.key).is_some(),
        _ => one.kind != Kind::OrganiserDigest,
    });
}

/// The open rows that should not stand, and why; those in a worker's hands too.
pub(super) fn unwanted(wanted: &[Wanted], facts: &Facts<'_>) -> BTreeMap<i64, Reason> {
    let mut is_wanted = vec![false; facts.notifications.len()];
    for place in wanted.iter().filter_map(|one| one.row) {
        is_wanted[place] = true;
    }
    let is_open = |row: &&Notification| matches!(row.state, State::Planned | State::Held | State::Sending);
    let others = facts.notifications.iter().zip(is_wanted).filter(|(_, is_wanted)| !is_wanted).map(|(row, _)| row);
    let open: Vec<&Notification> = others.filter(is_open).collect();
    if open.is_empty() {
        return BTreeMap::new();
    }
    let people = facts.actors.iter().flat_map(|row| row.actor.contacts.iter().map(move |contact| (row.id, contact)));
    let says_anew =
        |one: &&Wanted| matches!(one.kind, Kind::Change | Kind::Cancellation) && !matches!(one.stand, Stand::Moot(_));
    let others = Others {
        people: people.map(|(actor, contact)| (contact.row, (actor, contact))).collect(),
        wanted: wanted.iter().map(|one| (&*one.rule, one.occurrence_id, one.contact_id)).collect(),
        told_anew: wanted.iter().filter(says_anew).map(|one| (one.occurrence_id, one.contact_id)).collect(),
    };
    open.into_iter().map(|row| (row.id, others.why_unwanted(row, facts))).collect()
}

/// What a row is held against that is wanted no more.
struct Others<'a> {
    /// The contacts by row, each with its actor.
    people: HashMap<i64, (i64, &'a Contact)>,
    /// What else is wanted, by rule, date and contact.
    wanted: HashSet<(&'a str, Option<i64>, i64)>,
    /// Who is told of another change or cancellation instead, by date and contact.
    told_anew: HashSet<(Option<i64>, i64)>,
}

impl Others<'_> {
    fn why_unwanted(&self, row: &Notification, facts: &Facts<'_>) -> Reason {
        let dates = facts.occurrences.iter().chain(facts.dropped);
        let date = dates.into_iter().find(|date| Some(date.id) == row.occurrence_id);
        let slot = (row.rule.as_str(), row.occurrence_id, row.contact_id);
        match row.kind {
            Kind::Change | Kind::Cancellation if self.told_anew.contains(&(row.occurrence_id, row.contact_id)) => {
                return Reason::Superseded;
            }
            Kind::Change | Kind::Cancellation => return Reason::TakenBack,
            _ if facts.event.is_cancelled() || date.is_some_and(|date| date.dated.cancelled) => {
                return Reason::Cancelled;
            }
            _ if row.kind.re_arms() && self.wanted.contains(&slot) => return Reason::Moved,
            _ => {}
        }
        let Some((actor, contact)) = self.people.get(&row.contact_id) else { return Reason::Withdrawn };
        let answered = || facts.answers.of(*actor, row.occurrence_id).is_some();
        match unreachable(contact, row.kind, facts.event, None) {
            Some(reason) => reason,
            None if row.kind == Kind::Nudge && answered() => Reason::Answered,
            None => Reason::Withdrawn,
        }
    }
}
