//! The calendar part of a mail (RFC 5546, RFC 6047): which kind carries which, and what stands in it.
//!
//! Invariant: the recipient is the only ATTENDEE; ORGANIZER is the address that the mail comes from.
//! Invariant: a date of a series is a REQUEST with its RECURRENCE-ID and without RRULE, so nobody gets dates that the
//! mail does not name.

use std::collections::BTreeSet;

use crate::domain::answer::AnswerState;
use crate::domain::event::Override;
use crate::domain::notification::Kind;
use crate::domain::occurrence::Dated;
use crate::domain::text::clean_line;
use crate::domain::when::Moment;
use crate::ical::calendar::Calendar;
use crate::ical::calendar::Method;
use crate::ical::calendar::write;
use crate::ical::entry::Attendee;
use crate::ical::entry::Class;
use crate::ical::entry::Entry;
use crate::ical::entry::EntryStatus;
use crate::ical::entry::PartStat;
use crate::ical::entry::Party;
use crate::ical::entry::Role;
use crate::ical::series::series;
use crate::mail::letter::About;
use crate::mail::letter::Letter;
use crate::mail::letter::Spot;
use crate::mail::page::Content;
use crate::mail::page::Reader;
use crate::mail::page_kinds::is_tentative;
use crate::view::language::without_isolates;

/// A calendar to go with a mail.
pub(super) struct CalendarPart {
    /// What it asks for; none for a mere attachment.
    pub method: Option<Method>,
    /// The stream.
    pub text: String,
}

/// What a kind of mail carries.
enum Carries {
    Nothing,
    /// An entry to keep, which asks for nothing.
    Entry,
    /// An entry that a calendar program acts on.
    Asking(Method),
}

fn carries(kind: Kind, is_cancelled: bool) -> Carries {
    match kind {
        Kind::Cancellation => Carries::Asking(Method::Cancel),
        Kind::Invitation | Kind::Change if is_cancelled => Carries::Asking(Method::Cancel),
        Kind::Invitation | Kind::Change => Carries::Asking(Method::Request),
        Kind::SaveTheDate | Kind::Reminder => Carries::Entry,
        Kind::Nudge | Kind::HeadCount | Kind::EntryCheck | Kind::AfterEvent | Kind::OrganiserDigest | Kind::Minutes => {
            Carries::Nothing
        }
    }
}

/// The calendar part of a letter, if its kind has one.
pub(super) fn calendar_of(reader: Reader<'_>, letter: &Letter) -> Option<CalendarPart> {
    let about = letter.about.as_ref()?;
    let method = match carries(letter.kind, about.is_cancelled()) {
        Carries::Nothing => return None,
        Carries::Entry => None,
        Carries::Asking(method) => Some(method),
    };
    let entry = entry(reader, letter, about, method);
    let entries = match about.date {
        Some(_) => vec![entry],
        None => whole_series(about, entry),
    };
    Some(CalendarPart { method, text: write(&Calendar { method, entries, ..Calendar::default() }) })
}

fn entry(reader: Reader<'_>, letter: &Letter, about: &About, method: Option<Method>) -> Entry {
    let event = &about.event;
    let content = Content::of(reader, &letter.recipient.language, event);
    let written_at = letter.delivery.written_at;
    let is_cancelled = about.is_cancelled() || method == Some(Method::Cancel);
    let entry = Entry {
        uid: event.uid.clone(),
        when: about.date.as_ref().map_or(&event.when, |date| &date.when).clone(),
        recurrence: None,
        recurrence_id: about.recurrence_id,
        summary: without_isolates(&content.title),
        description: description(reader, letter, &content),
        location: String::new(),
        url: letter.links.event.clone(),
        conference: None,
        categories: Vec::new(),
        geo: None,
        status: match (is_cancelled, is_tentative(about)) {
            (true, _) => EntryStatus::Cancelled,
            (false, true) => EntryStatus::Tentative,
            (false, false) => EntryStatus::Confirmed,
        },
        sequence: u32::try_from(event.sequence).unwrap_or_default(),
        stamped_at: written_at,
        created_at: event.created_at.unwrap_or(written_at),
        changed_at: event.changed_at.unwrap_or(written_at),
        transparent: letter.answer.as_ref().is_some_and(|answer| answer.state == AnswerState::Declined),
        class: if event.is_public() { Class::Public } else { Class::Private },
        organiser: method
            .map(|_| Party { name: clean_line(&letter.office.name), address: letter.office.from.to_string() }),
        attendee: method.map(|method| attendee(letter, method)),
        // The words around the summary are the reader's.
        description_language: (content.summary.is_empty() || content.summary_lang == reader.language.tag())
            .then(|| reader.language.tag().to_owned()),
        language: Some(content.lang),
    };
    placed(entry, &about.spot)
}

/// The link for answers first, then what it is about, then its page.
fn description(reader: Reader<'_>, letter: &Letter, content: &Content) -> String {
    let answer = letter
        .links
        .answer
        .as_ref()
        .filter(|_| letter.kind != Kind::Cancellation)
        .map(|link| format!("{}: {link}", reader.say("answer-page", &[])));
    let parts = [answer, Some(content.summary.clone()), letter.links.event.clone()];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    without_isolates(&parts.collect::<Vec<_>>().join("\n\n"))
}

/// An answer to an earlier time is no answer to this one.
fn attendee(letter: &Letter, method: Method) -> Attendee {
    let answer = letter.answer.as_ref().filter(|answer| answer.given_to.is_none());
    Attendee {
        name: letter.recipient.name.clone(),
        address: letter.recipient.address.to_string(),
        partstat: match answer.map(|answer| answer.state) {
            Some(AnswerState::Accepted) => PartStat::Accepted,
            Some(AnswerState::Tentative) => PartStat::Tentative,
            Some(AnswerState::Declined) => PartStat::Declined,
            Some(AnswerState::NeedsAction) | None => PartStat::NeedsAction,
        },
        rsvp: method == Method::Request,
        role: Role::Required,
    }
}

/// The master with its rule, then each date that differs; cancelled dates are left out of the rule.
///
/// Once original starts were edited, the dates ahead one by one: a rule would give them other names than they have.
fn whole_series(about: &About, master: Entry) -> Vec<Entry> {
    let event = &about.event;
    if event.recurrence.is_single() {
        return vec![master];
    }
    let spot = |original: Moment| about.elsewhere.get(&original).unwrap_or(&about.spot);
    if !about.renamed.is_empty() {
        let named = |date: &Dated| about.renamed.get(&date.original).copied().unwrap_or(date.original);
        let ahead = about.dates.iter().filter(|date| date.when.ends_at() > master.stamped_at);
        let entry = |date: &Dated| Entry {
            when: date.when.clone(),
            recurrence_id: Some(named(date)),
            ..placed(master.clone(), spot(date.original))
        };
        return ahead.map(entry).collect();
    }
    let (cancelled, moved): (Vec<&Override>, Vec<&Override>) =
        event.overrides.iter().filter(|one| !one.is_as_usual()).partition(|one| one.cancelled);
    let cancelled: BTreeSet<Moment> = cancelled.into_iter().map(|one| one.recurrence_id).collect();
    let all = about.dates.iter().map(|date| date.original).chain(cancelled.iter().copied());
    let mut recurrence = series(event, all.max());
    let start = if let (None, Some(first)) = (&recurrence.rule, about.dates.first()) {
        recurrence.added.retain(|date| *date != first.original && !cancelled.contains(date));
        event.when.moved_to(first.original)
    } else {
        recurrence.left_out.extend(cancelled);
        event.when.clone()
    };
    let overriding = moved.into_iter().map(|one| {
        let (when, recurrence_id) = (one.when(&event.when), Some(one.recurrence_id));
        Entry { when, recurrence_id, ..placed(master.clone(), spot(one.recurrence_id)) }
    });
    let overriding: Vec<Entry> = overriding.collect();
    [vec![Entry { recurrence: Some(recurrence), when: start, ..master }], overriding].concat()
}

/// An entry at another place.
fn placed(entry: Entry, spot: &Spot) -> Entry {
    Entry {
        location: spot.line(),
        conference: spot.online.as_ref().map(|online| online.url.clone()),
        geo: spot.venue.as_ref().and_then(|venue| venue.lat.zip(venue.lon)),
        ..entry
    }
}
