//! Changes and cancellations: to everyone who was told something that is no longer so.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::domain::actor::Contact;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::audience::unreachable;
use crate::domain::event::ChangeTo;
use crate::domain::history::History;
use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::Standing;
use crate::domain::notification::State;
use crate::domain::notification::Told;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan::Facts;
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

/// How far the mails about the last change of an event are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Taken by the relay.
    pub sent: usize,
    /// Still to go.
    pub open: usize,
    /// Contacts that were told the old time and whom no mail reaches: somebody rings them up.
    pub unreached: BTreeSet<i64>,
}

/// How far the mails about the change are that gave an event its SEQUENCE, of mails that may not be stored yet; none when
/// it made none.
pub fn progress<'a>(mails: impl Iterator<Item = Standing<'a>>, sequence: i64) -> Option<Progress> {
    let mut progress = Progress::default();
    for row in mails.filter(|row| is_of_change(row, sequence)) {
        match (row.state, row.reason) {
            (State::Sent, _) => progress.sent += 1,
            (State::Planned | State::Held | State::Sending, _) => progress.open += 1,
            (State::Dead, _) | (State::Moot, Some(Reason::Bounced | Reason::Postal | Reason::Objected)) => {
                progress.unreached.insert(row.contact_id);
            }
            (State::Moot, _) => {}
        }
    }
    (progress != Progress::default()).then_some(progress)
}

/// True for a mail about the change that gave its event this SEQUENCE.
pub fn is_of_change(row: &Standing<'_>, sequence: i64) -> bool {
    // It stands last in the key.
    let of = || row.key.rsplit('|').next().and_then(|number| number.parse().ok());
    matches!(row.kind, Kind::Change | Kind::Cancellation) && of() == Some(sequence)
}

/// True when a mail about `kind` of an event that starts then waits for no quiet hours.
pub fn is_urgent(kind: Kind, start: Timestamp, now: Timestamp) -> bool {
    matches!(kind, Kind::Change | Kind::Cancellation) && start.duration_since(now) < URGENT
}

/// Adds the changes and cancellations that should stand.
pub(super) fn plan_changes(facts: &Facts<'_>, history: &History<'_>, now: Timestamp, wanted: &mut Vec<Wanted>) {
    let (dates, dropped) = (facts.occurrences.iter(), facts.dropped.iter());
    for (occurrence, is_date) in dates.map(|date| (date, true)).chain(dropped.map(|date| (date, false))) {
        let current = Told::of(facts.event, &occurrence.dated);
        // What is over is corrected in silence.
        if occurrence.dated.when.ends_at() <= now {
            continue;
        }
        let told = told_contacts(facts, occurrence);
        // Who shares an address with somebody who knows it already needs no second copy.
        let knows = |by: &&Knower<'_>| by.by_mail && by.told.says_the_same(&current);
        let mut addresses: BTreeSet<usize> =
            told.iter().filter(knows).filter_map(|by| facts.addresses.of_contact(by.contact.row)).collect();
        for Knower { contact, actor, told, .. } in told {
            let answer = facts.answers.of(actor, Some(occurrence.id));
            let original = occurrence.dated.original;
            // What is said of one date is not said of another that bore its start before.
            let is_shelved = !is_date && facts.occurrences.iter().any(|date| date.dated.original == original);
            let change_to = if is_shelved { facts.event.change_to } else { facts.event.change_to(original) };
            let is_meant = match change_to {
                ChangeTo::Everybody => true,
                ChangeTo::Accepted => answer.is_some_and(|answer| answer.state == AnswerState::Accepted),
                ChangeTo::Nobody => false,
            };
            let no = answer.filter(|answer| answer.state == AnswerState::Declined);
            let declined = no.is_some_and(|no| !is_to_another_day(facts, occurrence, (contact, &told), no));
            let Some(kind) = what_to_say(&told, &current, declined) else { continue };
            let mut change = change(facts, history, occurrence, (contact, &told), kind, now);
            change.stand = if is_meant { stand(facts, contact, &change, now) } else { Stand::Moot(Reason::NotTold) };
            let address = facts.addresses.of_contact(contact.row);
            if change.stand == Stand::Planned && address.is_some_and(|address| !addresses.insert(address)) {
                change.stand = Stand::Moot(Reason::SameAddress);
            }
            wanted.push(change);
        }
    }
}

/// Somebody who knows of a date.
struct Knower<'a> {
    contact: &'a Contact,
    actor: i64,
    /// What they were told last.
    told: Told,
    /// True: by a mail of ours, not by a file.
    by_mail: bool,
}

/// True when somebody who was asked again since had said no to another day: that is no answer to this one, and they hear
/// what becomes of it.
fn is_to_another_day(
    facts: &Facts<'_>,
    occurrence: &Occurrence,
    (contact, told): (&Contact, &Told),
    no: &Answer,
) -> bool {
    if told.sequence <= no.sequence {
        return false;
    }
    // Looked up for those only who were told something since: it reads every mail.
    let about = mails_about(facts, occurrence);
    let own = facts.notifications.iter().filter(|row| row.contact_id == contact.row);
    let known = own.filter_map(|row| about(row.occurrence_id, row.told.as_ref()?));
    let known = known.filter(|told| told.sequence <= no.sequence).max_by_key(|told| told.sequence);
    known.is_some_and(|known| known.start.date() != occurrence.dated.when.start.date())
}

/// What a mail or a file said of a date; what spoke of the whole event spoke of this date too.
fn mails_about<'a>(
    facts: &'a Facts<'a>,
    occurrence: &'a Occurrence,
) -> impl Fn(Option<i64>, &Told) -> Option<Told> + 'a {
    let is_first = facts.occurrences.first().is_none_or(|first| first.id == occurrence.id);
    move |of, told| match of {
        None => told.of_all(facts.event, occurrence, is_first),
        Some(id) => (id == occurrence.id).then(|| told.clone()),
    }
}

/// Everyone who was told about a date, with what they were told last.
fn told_contacts<'a>(facts: &Facts<'a>, occurrence: &Occurrence) -> Vec<Knower<'a>> {
    let about = mails_about(facts, occurrence);
    let mut last: BTreeMap<i64, (&Notification, Told)> = BTreeMap::new();
    for row in facts.notifications.iter().filter(|row| row.state == State::Sent && row.kind.tells()) {
        let Some(told) = row.told.as_ref().and_then(|told| about(row.occurrence_id, told)) else { continue };
        match last.get(&row.contact_id) {
            Some((newest, _)) if (newest.sent_at, newest.id) > (row.sent_at, row.id) => {}
            _ => drop(last.insert(row.contact_id, (row, told))),
        }
    }
    let mut found = Vec::new();
    for row in facts.actors {
        let answered = facts.answers.of_actor(row.id).iter();
        let imported = answered.filter_map(|a| Some((a.occurrence_id, about(a.occurrence_id, a.told.as_ref()?)?)));
        // What was said of the date alone wins over what was said of all.
        let imported = imported.max_by_key(|(of, _)| *of).map(|(_, told)| told);
        for contact in &row.actor.contacts {
            let by_mail = last.remove(&contact.row).map(|(_, told)| told);
            let is_invited = || row.actor.invited_contacts().any(|one| one.row == contact.row);
            let by_file = || imported.clone().filter(|_| is_invited());
            let (by_mail, told) = (by_mail.is_some(), by_mail.or_else(by_file));
            if let Some(told) = told {
                found.push(Knower { contact, actor: row.id, told, by_mail });
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
    history: &History<'_>,
    occurrence: &Occurrence,
    (contact, told): (&Contact, &Told),
    kind: Kind,
    now: Timestamp,
) -> Wanted {
    let sequence = facts.event.sequence;
    let key = format!("change|{}|{}|{}|{sequence}", facts.event_id, occurrence.id, contact.row);
    let row = history.find(&key);
    let existing = row.and_then(|place| facts.notifications.get(place));
    let due_at = match existing {
        Some(row) => facts.change_due.map_or(row.due_at, |due| due.max(row.due_at)),
        None => facts.change_due.unwrap_or(now),
    };
    let start = occurrence.dated.when.starts_at();
    // Who was told of tomorrow must hear today that it is next month.
    let expected = occurrence.dated.when.zone.instant(told.start.wall());
    let expected = Some(expected).filter(|at| *at > now).map_or(start, |at| at.min(start));
    let send_at = facts.moved_to(kind, Some(occurrence.id), due_at).unwrap_or_else(|| match existing {
        Some(row) if row.due_at == due_at => row.send_at,
        _ if is_urgent(kind, expected, due_at) => due_at,
        _ => facts.quiet.send_at(due_at, Some(start).filter(|start| due_at < *start), now),
    });
    Wanted {
        key,
        row,
        occurrence_id: Some(occurrence.id),
        date_id: occurrence.id,
        contact_id: contact.row,
        kind,
        rule: Arc::default(),
        due_at,
        send_at,
        not_after: occurrence.dated.when.ends_at(),
        before: Some(Box::new(told.clone())),
        stand: Stand::Planned,
    }
}

fn stand(facts: &Facts<'_>, contact: &Contact, change: &Wanted, now: Timestamp) -> Stand {
    if let Some(reason) = unreachable(contact, change.kind, facts.event, None) {
        Stand::Moot(reason)
    } else if now > change.not_after {
        Stand::Moot(Reason::Expired)
    } else if facts.is_called_off(change.kind, change.occurrence_id) {
        Stand::Moot(Reason::CalledOff)
    } else if facts.imported_at.is_some()
        && change.stored(facts.notifications).is_none_or(|row| row.state == State::Moot)
    {
        Stand::Held(Hold::Import)
    } else {
        Stand::Planned
    }
}
