//! Changes and cancellations: to everyone who was told something that is no longer so.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::domain::actor::Contact;
use crate::domain::answer::AnswerState;
use crate::domain::audience::answer_of;
use crate::domain::audience::unreachable;
use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::domain::notification::Told;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan::Facts;
use crate::domain::plan::Known;
use crate::domain::plan::Stand;
use crate::domain::plan::Wanted;

/// A change of what begins within this time waits for no quiet hours.
const URGENT: SignedDuration = SignedDuration::from_hours(48);

/// How long a burst of changes may be collected.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_mins(10);

/// When the mails about a change are due: `undo` after the last change, at most ten minutes after the first.
pub fn change_due(since: Option<Timestamp>, last: Option<Timestamp>, undo: SignedDuration) -> Option<Timestamp> {
    let (since, last) = (since?, last?);
    let (calm, latest) = (last.saturating_add(undo).ok()?, since.saturating_add(LONGEST_WAIT).ok()?);
    Some(calm.min(latest))
}

/// True when a mail about `kind` of an event that starts then waits for no quiet hours.
pub fn is_urgent(kind: Kind, start: Timestamp, now: Timestamp) -> bool {
    matches!(kind, Kind::Change | Kind::Cancellation) && start.duration_since(now) < URGENT
}

/// Adds the changes and cancellations that should stand.
pub(super) fn plan_changes(facts: &Facts<'_>, known: &Known<'_>, now: Timestamp, wanted: &mut Vec<Wanted>) {
    for occurrence in facts.occurrences {
        let current = Told::of(facts.event, &occurrence.dated);
        // What is over is corrected in silence.
        if occurrence.dated.when.ends_at() <= now {
            continue;
        }
        let mut addresses = BTreeSet::new();
        for (contact, actor, told) in told_contacts(facts, occurrence) {
            let declined = answer_of(facts.answers, actor, Some(occurrence.id))
                .is_some_and(|answer| answer.state == AnswerState::Declined);
            let Some(kind) = what_to_say(&told, &current, declined) else { continue };
            let mut change = change(facts, known, occurrence, contact, kind, now);
            change.stand = stand(facts, known, contact, &change, now);
            if change.stand == Stand::Planned && !addresses.insert(contact.folded_address()) {
                change.stand = Stand::Moot(Reason::SameAddress);
            }
            wanted.push(change);
        }
    }
}

/// Everyone who was told about a date, with what they were told last.
fn told_contacts<'a>(facts: &Facts<'a>, occurrence: &Occurrence) -> Vec<(&'a Contact, i64, Told)> {
    let mut last: BTreeMap<i64, (&Notification, &Told)> = BTreeMap::new();
    let about = facts.notifications.iter().filter(|row| row.occurrence_id == Some(occurrence.id));
    for row in about.filter(|row| row.state == State::Sent) {
        if let Some(told) = &row.told {
            let newest = last.entry(row.contact_id).or_insert((row, told));
            if (row.sent_at, row.id) > (newest.0.sent_at, newest.0.id) {
                *newest = (row, told);
            }
        }
    }
    let mut found = Vec::new();
    for row in facts.actors {
        let answered = facts.answers.iter().filter(|a| a.actor_id == row.id);
        let imported = answered.filter(|a| a.occurrence_id == Some(occurrence.id)).find_map(|a| a.told.as_ref());
        let invited: BTreeSet<i64> = row.actor.invited_contacts().map(|contact| contact.row).collect();
        for contact in &row.actor.contacts {
            let told = last.get(&contact.row).map(|(_, told)| *told);
            let told = told.or(imported.filter(|_| invited.contains(&contact.row)));
            if let Some(told) = told {
                found.push((contact, row.id, told.clone()));
            }
        }
    }
    found
}

/// Which mail, if any, somebody needs who was told one thing while another is so.
///
/// Who declined learns only of another day, and of no cancellation.
fn what_to_say(told: &Told, current: &Told, declined: bool) -> Option<Kind> {
    match (told.cancelled, current.cancelled) {
        (true, true) => None,
        (false, true) => (!declined).then_some(Kind::Cancellation),
        (true, false) => Some(Kind::Change),
        (false, false) if told.says_the_same(current) => None,
        (false, false) => {
            let another_day = told.start.date() != current.start.date();
            (!declined || another_day).then_some(Kind::Change)
        }
    }
}

fn change(
    facts: &Facts<'_>,
    known: &Known<'_>,
    occurrence: &Occurrence,
    contact: &Contact,
    kind: Kind,
    now: Timestamp,
) -> Wanted {
    let sequence = facts.event.sequence;
    let key = format!("change|{}|{}|{}|{sequence}", facts.event_id, occurrence.id, contact.row);
    let existing = known.find(&key);
    let due_at = match existing {
        Some(row) => facts.change_due.map_or(row.due_at, |due| due.max(row.due_at)),
        None => facts.change_due.unwrap_or(now),
    };
    let start = occurrence.dated.when.starts_at();
    let send_at = match existing {
        Some(row) if row.due_at == due_at => row.send_at,
        _ if is_urgent(kind, start, due_at) => due_at,
        _ => facts.quiet.send_at(due_at, Some(start).filter(|start| due_at < *start), now),
    };
    Wanted {
        key,
        occurrence_id: Some(occurrence.id),
        date_id: occurrence.id,
        contact_id: contact.row,
        kind,
        rule: String::new(),
        due_at,
        send_at,
        not_after: occurrence.dated.when.ends_at(),
        stand: Stand::Planned,
    }
}

fn stand(facts: &Facts<'_>, known: &Known<'_>, contact: &Contact, change: &Wanted, now: Timestamp) -> Stand {
    if let Some(reason) = unreachable(contact, change.kind, facts.event) {
        Stand::Moot(reason)
    } else if now > change.not_after {
        Stand::Moot(Reason::Expired)
    } else if facts.by_import && known.find(&change.key).is_none() {
        Stand::Held(Hold::Import)
    } else {
        Stand::Planned
    }
}
