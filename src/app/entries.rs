//! An event as calendar entries: a master, and one entry for each date that is not as the series says.
//!
//! Invariant: every stamp is a stored one, so that the same state gives the same bytes.
//! Invariant: rules that calendar programs read differently are written as the dates they mean.

use crate::app::filter::Cancelled;
use crate::app::programme::Gone;
use crate::app::programme::Notice;
use crate::app::programme::Noticeboard;
use crate::domain::event::Event;
use crate::domain::event::Override;
use crate::domain::event::Status;
use crate::domain::occurrence::Dated;
use crate::domain::recurrence::Recurrence;
use crate::domain::venue::place_line;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::ical::entry::Class;
use crate::ical::entry::Entry;
use crate::ical::entry::EntryStatus;
use crate::ical::entry::Party;
use crate::ical::series::series;
use crate::view::facts::Described;
use crate::view::facts::Fact;
use crate::view::facts::Speaker;
use crate::view::facts::Texts;
use crate::view::language::without_isolates;
use crate::view::markdown::for_calendar;

/// What is not said to somebody who is asked to come, as on the page for the answer: the answer is the registration.
const NOT_FOR_GUESTS: [&str; 2] = ["fact-cost", "fact-registration"];

/// Makes entries of the events of a noticeboard.
#[derive(Clone, Copy)]
pub(super) struct Scribe<'a> {
    pub(super) board: &'a Noticeboard,
    pub(super) speaker: Speaker<'a>,
    pub(super) cancelled: Cancelled,
    /// What stands before the path in links.
    pub(super) base: &'a str,
    /// Where to write when an event names nobody.
    pub(super) mailbox: &'a str,
    /// True: for somebody who is asked to come.
    pub(super) for_guest: bool,
}

impl Scribe<'_> {
    /// The entries of an event, the master first; none when all of it is left out.
    pub(super) fn entries(&self, notice: &Notice) -> Vec<Entry> {
        let event = &notice.event;
        if event.is_cancelled() && self.cancelled == Cancelled::Hide {
            return Vec::new();
        }
        if let (true, [only]) = (event.recurrence.is_single(), notice.dates.as_slice()) {
            return self.single(notice, only).into_iter().collect();
        }
        let mut recurrence = series(event, notice.dates.last().map(|dated| dated.original));
        let mut others = Vec::new();
        // What is cancelled as a whole is said once.
        for change in event.overrides.iter().filter(|change| !event.is_cancelled() && !change.is_as_usual()) {
            let Some(dated) = notice.dates.iter().find(|dated| dated.original == change.recurrence_id) else {
                continue;
            };
            if dated.cancelled && self.cancelled == Cancelled::Hide {
                recurrence.left_out.push(dated.original);
            } else {
                let entry = self.entry(notice, &dated.when, Some(change), dated.cancelled);
                others.push(Entry { recurrence_id: Some(dated.original), ..entry });
            }
        }
        let start = first_start(event, &recurrence, notice);
        let master = self.entry(notice, &event.when.moved_to(start), None, event.is_cancelled());
        let mut entries = vec![Entry { recurrence: Some(recurrence), ..master }];
        entries.append(&mut others);
        entries
    }

    /// An event with one date, which may have been moved.
    fn single(&self, notice: &Notice, only: &Dated) -> Option<Entry> {
        let change = notice.event.change_of(only.original);
        let shown = !only.cancelled || self.cancelled != Cancelled::Hide;
        shown.then(|| self.entry(notice, &only.when, change, only.cancelled))
    }

    /// One date, or what all dates have in common.
    pub(super) fn entry(&self, notice: &Notice, when: &When, change: Option<&Override>, cancelled: bool) -> Entry {
        let event = &notice.event;
        let texts = Texts::of(event, self.speaker.tag);
        let place = event.place_by(change);
        let venue = self.board.find_venue(place.venue);
        let location = place_line(venue, place.text);
        let link = place.online.map(|online| online.url.clone()).filter(|url| !url.is_empty());
        Entry {
            uid: event.uid.clone(),
            when: when.clone(),
            recurrence: None,
            recurrence_id: None,
            summary: self.title(texts.title, cancelled),
            description: self.description(notice, &texts, change, cancelled),
            location: if location.is_empty() { link.clone().unwrap_or_default() } else { location },
            // What is not public has no page.
            url: event.is_public().then(|| self.page(event)),
            conference: link,
            categories: self.categories(event),
            geo: venue.and_then(|venue| venue.lat.zip(venue.lon)),
            status: self.status(event, cancelled),
            sequence: u32::try_from(event.sequence).unwrap_or_default(),
            stamped_at: notice.changed_at,
            created_at: notice.created_at,
            changed_at: notice.changed_at,
            transparent: true,
            class: if event.is_public() { Class::Public } else { Class::Private },
            organiser: Some(self.organiser(event)),
            attendee: None,
            language: Some(texts.title_language.to_owned()),
            description_language: self.description_language(&texts).map(str::to_owned),
        }
    }

    /// What is left of an event that is no longer public.
    pub(super) fn tombstone(&self, gone: &Gone) -> Entry {
        let at = gone.at;
        Entry {
            uid: gone.uid.clone(),
            when: gone.when.clone(),
            recurrence: Some(gone.recurrence.clone()),
            recurrence_id: None,
            summary: self.say("feed-gone"),
            description: String::new(),
            location: String::new(),
            url: None,
            conference: None,
            categories: Vec::new(),
            geo: None,
            status: EntryStatus::Cancelled,
            sequence: u32::try_from(gone.sequence).unwrap_or_default(),
            stamped_at: at,
            created_at: at,
            changed_at: at,
            transparent: true,
            class: Class::Public,
            organiser: Some(Party { name: String::new(), address: self.mailbox.to_owned() }),
            attendee: None,
            language: Some(self.speaker.language.tag().to_owned()),
            description_language: None,
        }
    }

    fn described<'b>(&'b self, event: &'b Event) -> Described<'b> {
        self.board.described(event)
    }

    pub(super) fn say(&self, id: &str) -> String {
        without_isolates(&self.speaker.word(id))
    }

    pub(super) fn say_with(&self, id: &str, name: &str, value: &str) -> String {
        without_isolates(&self.speaker.with(id, name, value))
    }

    fn title(&self, title: &str, cancelled: bool) -> String {
        match (cancelled, self.cancelled) {
            (true, Cancelled::Prefix) => self.say_with("event-cancelled-title", "title", title),
            _ => title.to_owned(),
        }
    }

    /// Programs that hide what is cancelled would hide it with its prefix too; so it is then not said here.
    fn status(&self, event: &Event, cancelled: bool) -> EntryStatus {
        match (cancelled, self.cancelled, event.status) {
            (true, Cancelled::Prefix, _) => EntryStatus::Confirmed,
            (true, ..) => EntryStatus::Cancelled,
            (false, _, Status::Tentative) => EntryStatus::Tentative,
            (false, ..) => EntryStatus::Confirmed,
        }
    }

    fn categories(&self, event: &Event) -> Vec<String> {
        let (terms, tag) = (&self.board.vocabulary, self.speaker.language.tag());
        let named = [(&terms.kinds, &event.kind), (&terms.topics, &event.topic)]
            .map(|(list, slug)| Vocabulary::name(list, slug, tag).to_owned());
        named.into_iter().filter(|name| !name.is_empty()).collect()
    }

    fn organiser(&self, event: &Event) -> Party {
        let address = if event.contact.email.is_empty() { self.mailbox } else { &event.contact.email };
        Party { name: self.board.actor(&event.organiser).to_owned(), address: address.to_owned() }
    }

    /// The address of the event's page, in the reader's language.
    pub(super) fn page(&self, event: &Event) -> String {
        match self.speaker.tag {
            "de" => format!("{}/e/{}", self.base, event.slug),
            tag => format!("{}/e/{}?lang={tag}", self.base, event.slug),
        }
    }

    /// What is new first, then the text, then the facts; at the end where to read more and how old this is.
    fn description(&self, notice: &Notice, texts: &Texts<'_>, change: Option<&Override>, cancelled: bool) -> String {
        let event = &notice.event;
        let news = self.news(event, change, cancelled);
        let described = self.described(event);
        let contact = Fact { label: "fact-contact", value: described.contact() };
        let facts = described.facts(self.speaker).into_iter().chain([contact].into_iter().filter(Fact::is_said));
        let facts = facts.filter(|fact| !self.for_guest || !NOT_FOR_GUESTS.contains(&fact.label));
        // Nobody registers any more for what does not take place.
        let facts = facts.filter(|fact| !cancelled || fact.label != "fact-registration");
        let facts = facts.map(|fact| format!("{}: {}", self.say(fact.label), without_isolates(&fact.value)));
        let is_only_german = self.is_foreign(texts) && !texts.description.is_empty();
        let honest = if is_only_german { self.say("event-only-german") } else { String::new() };
        let dates = self.speaker.words.dates(self.speaker.language);
        let as_of = dates.day_plain(self.board.zone.wall(notice.changed_at).date());
        let page = event.is_public().then(|| self.say_with("feed-page", "url", &self.page(event)));
        let end: Vec<String> = page.into_iter().chain([self.say_with("feed-as-of", "when", &as_of)]).collect();
        let blocks = [
            news.join("\n"),
            texts.summary.to_owned(),
            // Calendars show text as it stands.
            for_calendar(self.told(texts)),
            facts.collect::<Vec<_>>().join("\n"),
            honest,
            end.join("\n"),
        ];
        blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// The language of a description: none where the event's texts and the words around them are in different ones, as
    /// a voice that reads it aloud would be the wrong one for half of it.
    fn description_language(&self, texts: &Texts<'_>) -> Option<&'static str> {
        let frame = self.speaker.language.tag();
        let texts = [(texts.summary, texts.title_language), (self.told(texts), texts.description_language)];
        texts.iter().all(|(text, tag)| text.is_empty() || *tag == frame).then_some(frame)
    }

    /// The text that is told: who reads a summary in the own language is not given the whole text in another one.
    fn told<'b>(&self, texts: &Texts<'b>) -> &'b str {
        if self.is_foreign(texts) && !texts.summary.is_empty() { "" } else { texts.description }
    }

    fn is_foreign(&self, texts: &Texts<'_>) -> bool {
        texts.description_language != self.speaker.tag && !self.speaker.tag.starts_with("de")
    }

    /// Cancelled, moved, not yet sure.
    fn news(&self, event: &Event, change: Option<&Override>, cancelled: bool) -> Vec<String> {
        let mut news = Vec::new();
        if cancelled {
            news.push(self.say(if change.is_some() { "event-date-cancelled-note" } else { "event-cancelled-note" }));
        } else if event.status == Status::Tentative {
            news.push(self.say("event-tentative-note"));
        }
        let moved = change.filter(|change| change.start.is_some()).map(|change| change.recurrence_id);
        if let (Some(before), false) = (moved.or(event.moved_from), cancelled) {
            let dates = self.speaker.words.dates(self.speaker.language);
            news.push(self.say_with("event-moved-note", "when", &dates.start_short(before)));
        }
        if let Some(reason) = change.map(|change| &change.reason).filter(|reason| !reason.is_empty()) {
            news.push(self.say_with("event-reason", "reason", reason));
        }
        news
    }
}

impl Noticeboard {
    /// An event with what the names in it mean.
    pub fn described<'a>(&'a self, event: &'a Event) -> Described<'a> {
        let venue = |slug: &Option<String>| self.find_venue(slug.as_deref());
        Described {
            event,
            venue: venue(&event.place.venue),
            end_venue: venue(&event.place.end_venue),
            fallback_venue: venue(&event.place.fallback_venue),
            access: self.access(event),
            organiser: self.actor(&event.organiser),
            partners: event.partners.iter().filter(|p| **p != event.organiser).map(|p| self.actor(p)).collect(),
            vocabulary: &self.vocabulary,
        }
    }
}

/// The start that the master shows: its own, or the first date where the start is none of the dates.
fn first_start(event: &Event, recurrence: &Recurrence, notice: &Notice) -> Moment {
    match (&recurrence.rule, notice.dates.first()) {
        (None, Some(first)) => first.original,
        _ => event.when.start,
    }
}
