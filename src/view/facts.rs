//! What is to be said about an event: its texts in the reader's language and its facts, each with a label.
//!
//! Invariant: a text that is not there in the reader's language is given in German and said to be so.
//! Invariant: the contact for the office, its note and everything of a meeting are not read here.

use jiff::civil::DateTime;

use crate::domain::event::Cost;
use crate::domain::event::CostKind;
use crate::domain::event::Event;
use crate::domain::event::RegistrationWay;
use crate::domain::fault::Sentence;
use crate::domain::translation::ORIGINAL;
use crate::domain::venue::Venue;
use crate::domain::venue::place_line;
use crate::domain::vocabulary::Term;
use crate::domain::vocabulary::Vocabulary;
use crate::view::language::Language;
use crate::view::words::Words;

/// An event and what the names in it mean.
#[derive(Clone)]
pub struct Described<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its venue.
    pub venue: Option<&'a Venue>,
    /// Where it ends.
    pub end_venue: Option<&'a Venue>,
    /// Where it is in bad weather.
    pub fallback_venue: Option<&'a Venue>,
    /// Facts about access, as slugs.
    pub access: &'a [String],
    /// The name of its organiser.
    pub organiser: &'a str,
    /// The names of its partners.
    pub partners: Vec<&'a str>,
    /// The office's lists.
    pub vocabulary: &'a Vocabulary,
}

/// Words in one language.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    /// The messages.
    pub words: &'a Words,
    /// The language of frames.
    pub language: Language,
    /// The language asked for; texts may be there in more languages than frames.
    pub tag: &'a str,
}

/// The texts of an event, as the reader gets them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts<'a> {
    /// The title.
    pub title: &'a str,
    /// The language of the title.
    pub title_language: &'a str,
    /// The summary; may be empty.
    pub summary: &'a str,
    /// The description; may be empty.
    pub description: &'a str,
    /// The language of the description.
    pub description_language: &'a str,
    /// True: the translation is older than the original.
    pub outdated: bool,
}

/// A fact with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The word of the message that labels it, e.g. `fact-cost`.
    pub label: &'static str,
    /// What it says.
    pub value: String,
}

impl Fact {
    /// True when there is something to say.
    pub fn is_said(&self) -> bool {
        !self.value.is_empty()
    }
}

impl<'a> Texts<'a> {
    /// The texts of an event for readers of a language.
    pub fn of(event: &'a Event, tag: &'a str) -> Self {
        let translation =
            event.translations.get_key_value(tag).filter(|(tag, t)| *tag != ORIGINAL && !t.title.is_empty());
        let original = Self {
            title: &event.title,
            title_language: ORIGINAL,
            summary: &event.summary,
            description: &event.description,
            description_language: ORIGINAL,
            outdated: false,
        };
        let Some((tag, translation)) = translation else { return original };
        let described = !translation.description.is_empty();
        Self {
            title: &translation.title,
            title_language: tag,
            summary: &translation.summary,
            description: if described { &translation.description } else { &event.description },
            description_language: if described { tag } else { ORIGINAL },
            outdated: translation.outdated,
        }
    }
}

impl Speaker<'_> {
    /// A message without arguments.
    pub fn word(self, id: &str) -> String {
        self.words.say(self.language, id, &[])
    }

    /// A message with one argument.
    pub fn with(self, id: &str, name: &str, value: &str) -> String {
        self.words.say(self.language, id, &[(name, value.into())])
    }

    /// The name of a language, by its tag: in the reader's words, or its own where we have none.
    pub fn language_in_words(self, tag: &str, own: &str) -> String {
        let name = self.with("language-name", "tag", tag);
        if name == tag { own.to_owned() } else { name }
    }

    /// What is said about something that was entered, in the reader's language where there is a message for it.
    pub fn sentence(self, sentence: &Sentence) -> String {
        let Some((id, args)) = sentence.message() else { return self.with("sheet-other", "what", sentence) };
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        self.words.say(self.language, id, &args)
    }

    /// A price in euros.
    pub fn euros(self, amount: f64) -> String {
        let cents = format!("{amount:.2}");
        let plain = cents.strip_suffix(".00").unwrap_or(&cents);
        match self.language {
            Language::En => format!("€{plain}"),
            Language::De | Language::Ar => format!("{}\u{a0}€", plain.replace('.', ",")),
        }
    }

    /// Several things in a row.
    fn row(self, parts: &[String]) -> String {
        parts.join(if self.language.is_rtl() { "، " } else { ", " })
    }
}

impl Described<'_> {
    /// The place of the event on one line: venue or words, and a room online.
    pub fn place(&self) -> String {
        place_line(self.venue, &self.event.place.text)
    }

    /// All facts but when, where and whom to ask, in the order of each page and each calendar entry.
    pub fn facts(&self, speaker: Speaker<'_>) -> Vec<Fact> {
        let event = self.event;
        let list = |slugs: &[String], terms: &[Term]| {
            let names = slugs.iter().map(|slug| Vocabulary::name(terms, slug, speaker.language.tag()).to_owned());
            speaker.row(&names.collect::<Vec<_>>())
        };
        let venue_line = |venue: Option<&Venue>| venue.map(Venue::line).unwrap_or_default();
        let languages: Vec<String> = event.languages.iter().map(|tag| self.language_name(tag)).collect();
        let interpretation =
            event.interpretation.iter().map(|word| interpretation_name(self.vocabulary, word, speaker));
        let all = [
            ("fact-hours", event.opening_hours.clone()),
            ("fact-end-place", venue_line(self.end_venue)),
            ("fact-rain-place", venue_line(self.fallback_venue)),
            ("fact-meeting-point", event.place.meeting_point.clone()),
            ("fact-access", join(". ", [list(self.access, &self.vocabulary.access), self.access_note()])),
            ("fact-languages", speaker.row(&languages)),
            ("fact-interpretation", speaker.row(&interpretation.collect::<Vec<_>>())),
            ("fact-audience", list(&event.target_groups, &self.vocabulary.target_groups)),
            ("fact-age", age(event, speaker)),
            ("fact-childcare", if event.childcare { speaker.word("value-yes") } else { String::new() }),
            ("fact-cost", cost(&event.cost, speaker)),
            ("fact-registration", registration(event, speaker)),
            ("fact-organiser", self.organiser.to_owned()),
            ("fact-partners", speaker.row(&self.partners.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())),
        ];
        all.into_iter().map(|(label, value)| Fact { label, value }).filter(Fact::is_said).collect()
    }

    /// Whom to ask: telephone and mail address.
    pub fn contact(&self) -> String {
        join(", ", [self.event.contact.phone.clone(), self.event.contact.email.clone()])
    }

    /// A language in its own name.
    pub fn language_name(&self, tag: &str) -> String {
        self.vocabulary.languages.get(tag).cloned().unwrap_or_else(|| tag.to_owned())
    }

    fn access_note(&self) -> String {
        let own = &self.event.place.access_note;
        let note = if own.is_empty() { self.venue.map_or("", |venue| &venue.access_note) } else { own };
        note.to_owned()
    }
}

/// `dgs`, `ar`, `de-subtitles`, `en-surtitles` in words.
pub fn interpretation_name(vocabulary: &Vocabulary, word: &str, speaker: Speaker<'_>) -> String {
    let language = |tag: &str| vocabulary.languages.get(tag).cloned().unwrap_or_else(|| tag.to_owned());
    match word.split_once('-') {
        Some((tag, "subtitles" | "surtitles")) => speaker.with("value-subtitles", "language", &language(tag)),
        _ if vocabulary.access.iter().any(|term| term.id == word) => {
            Vocabulary::name(&vocabulary.access, word, speaker.language.tag()).to_owned()
        }
        // No list of languages holds it.
        _ if word == "dgs" => speaker.word("answer-need-dgs"),
        _ => language(word),
    }
}

fn join<const N: usize>(between: &str, parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// What it costs; the office's own words are German.
pub fn cost(cost: &Cost, speaker: Speaker<'_>) -> String {
    if speaker.language == Language::De && !cost.text.is_empty() {
        return cost.text.clone();
    }
    let prices =
        (cost.amount_eur.map(|euros| speaker.euros(euros)), cost.reduced_eur.map(|euros| speaker.euros(euros)));
    match (cost.kind, prices) {
        (CostKind::Free, _) => speaker.word("value-free"),
        (CostKind::Donation, _) => speaker.word("value-donation"),
        (CostKind::Fixed, (Some(price), Some(reduced))) => {
            let args = [("price", price.into()), ("reduced", reduced.into())];
            speaker.words.say(speaker.language, "value-price-reduced", &args)
        }
        (CostKind::Fixed, (Some(price), None)) => speaker.with("value-price", "price", &price),
        (CostKind::Fixed, (None, _)) => cost.text.clone(),
    }
}

fn age(event: &Event, speaker: Speaker<'_>) -> String {
    let (from, until) = (event.age_min.unwrap_or_default(), event.age_max.unwrap_or_default());
    let id = match (event.age_min, event.age_max) {
        (None, None) => return String::new(),
        (Some(_), None) => "value-age-from",
        (None, Some(_)) => "value-age-until",
        (Some(_), Some(_)) => "value-age-between",
    };
    speaker.words.say(speaker.language, id, &[("from", from.into()), ("until", until.into())])
}

fn registration(event: &Event, speaker: Speaker<'_>) -> String {
    let registration = &event.registration;
    if !registration.needed {
        return speaker.word("value-no-registration");
    }
    let contact = &event.contact;
    let place = match (registration.how, registration.url.as_deref()) {
        (_, Some(url)) => url,
        (Some(RegistrationWay::Phone), None) => &contact.phone,
        (Some(RegistrationWay::Email), None) => &contact.email,
        (Some(RegistrationWay::Link) | None, None) => "",
    };
    let until = |wall: DateTime| {
        let day = speaker.words.dates(speaker.language).until(wall);
        speaker.with("value-registration-until", "until", &day)
    };
    let places = |count: u32| speaker.words.say(speaker.language, "value-places", &[("count", count.into())]);
    let parts = [
        Some(speaker.word("value-registration")),
        registration.deadline.map(until),
        (!place.is_empty()).then(|| speaker.with("value-registration-by", "where", place)),
        registration.capacity.map(places),
        registration.waiting_list.then(|| speaker.word("value-waiting-list")),
    ];
    speaker.row(&parts.into_iter().flatten().collect::<Vec<_>>())
}
