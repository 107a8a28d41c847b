//! A filter: which of the public events somebody wants to see, read from the parameters of an address.
//!
//! Invariant: two addresses that mean the same have the same canonical text, so that they share cached bytes.
//! Invariant: what is not understood is a fault that names it, never silently the whole programme.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::app::programme::Notice;
use crate::app::programme::Noticeboard;
use crate::app::programme::slug_of;
use crate::domain::text;
use crate::domain::word::words;

/// The longest search, in characters.
pub const SEARCH_MAX: usize = 100;
/// The most values of all parameters together.
const VALUES_MAX: usize = 50;
/// The longest value that is repeated in a fault, in characters.
const ECHO_MAX: usize = 60;

words! {
    /// Parameters that may be repeated and whose values are slugs.
    Key {
        /// A programme.
        Programme = "programme",
        /// A kind of event.
        Kind = "kind",
        /// A focus topic.
        Topic = "topic",
        /// A target group.
        Audience = "audience",
        /// A language that is spoken or interpreted.
        Language = "language",
        /// A district.
        District = "district",
        /// A venue.
        Venue = "venue",
        /// An organiser or partner.
        Organiser = "organiser",
    }
}

words! {
    /// What becomes of cancelled dates.
    #[derive(Default)]
    Cancelled {
        /// Kept, with their status.
        #[default]
        Keep = "keep",
        /// Kept, and said in the title, for calendars that hide what is cancelled.
        Prefix = "prefix",
        /// Left out.
        Hide = "hide",
    }
}

/// Which events, and in which words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The values chosen for each parameter.
    pub chosen: BTreeMap<Key, BTreeSet<String>>,
    /// Only what costs nothing.
    pub free: bool,
    /// Only where one gets in without a step.
    pub step_free: bool,
    /// Words that must appear; empty: any.
    pub search: String,
    /// From this day on.
    pub from: Option<Date>,
    /// Until this day.
    pub until: Option<Date>,
    /// What becomes of cancelled dates.
    pub cancelled: Cancelled,
    /// The language that is asked for.
    pub language: Option<String>,
}

/// What is wrong with a parameter; names it as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterFault {
    /// There is no such parameter.
    #[error("there is no parameter “{0}”")]
    UnknownKey(String),
    /// The parameter does not take that value.
    #[error("the parameter {key} does not know “{value}”")]
    UnknownValue {
        /// The parameter.
        key: String,
        /// Its value.
        value: String,
    },
    /// No day.
    #[error("the parameter {key} takes a day like 2027-09-11, not “{value}”")]
    NoDay {
        /// The parameter.
        key: String,
        /// Its value.
        value: String,
    },
    /// A parameter that may stand once stands twice.
    #[error("the parameter {0} is given twice")]
    Twice(String),
    /// The search is longer than anybody types.
    #[error("the parameter q takes at most {SEARCH_MAX} characters")]
    LongSearch,
    /// More values than any form sends.
    #[error("there are more than {VALUES_MAX} parameters")]
    TooMany,
}

impl Filter {
    /// Reads parameters in any order; empty ones, as forms send them, say nothing. `via` (the poster somebody came
    /// from) is not ours to judge.
    pub fn read(parameters: &[(String, String)], board: &Noticeboard) -> Result<Self, FilterFault> {
        let mut filter = Self::default();
        let said: Vec<_> = parameters.iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        if parameters.len() > 2 * VALUES_MAX || said.len() > VALUES_MAX {
            return Err(FilterFault::TooMany);
        }
        let mut seen = BTreeSet::new();
        // A key without a value is judged too: it is more often a slip than a wish.
        for (key, value) in parameters {
            let value = value.trim();
            if let Ok(key) = key.parse::<Key>() {
                filter.choose(key, value, board)?;
                continue;
            }
            if !value.is_empty() && key != "via" && !seen.insert(key) {
                return Err(FilterFault::Twice(echo(key)));
            }
            filter.set(key, value, board)?;
        }
        Ok(filter)
    }

    /// Whether there is a parameter of that name.
    pub fn knows(key: &str) -> bool {
        const OTHERS: [&str; 8] = ["free", "step_free", "q", "from", "until", "cancelled", "lang", "via"];
        key.parse::<Key>().is_ok() || OTHERS.contains(&key)
    }

    fn choose(&mut self, key: Key, value: &str, board: &Noticeboard) -> Result<(), FilterFault> {
        if value.is_empty() {
            return Ok(());
        }
        if !is_known(key, value, board) {
            return Err(FilterFault::UnknownValue { key: key.word().into(), value: echo(value) });
        }
        self.chosen.entry(key).or_default().insert(value.to_owned());
        Ok(())
    }

    fn set(&mut self, key: &str, value: &str, board: &Noticeboard) -> Result<(), FilterFault> {
        let unknown = || FilterFault::UnknownValue { key: key.to_owned(), value: echo(value) };
        let day = || value.parse::<Date>().map_err(|_| FilterFault::NoDay { key: key.into(), value: echo(value) });
        match key {
            "via" => {}
            _ if !Self::knows(key) => return Err(FilterFault::UnknownKey(echo(key))),
            _ if value.is_empty() => {}
            "free" => self.free = yes(value).ok_or_else(unknown)?,
            "step_free" => self.step_free = yes(value).ok_or_else(unknown)?,
            "q" if value.chars().count() > SEARCH_MAX => return Err(FilterFault::LongSearch),
            "q" => self.search = text::clean_line(value).to_lowercase(),
            "from" => self.from = Some(day()?),
            "until" => self.until = Some(day()?),
            "cancelled" => self.cancelled = value.parse().map_err(|_| unknown())?,
            _ if board.speaks(value) => self.language = Some(value.to_owned()),
            _ => return Err(unknown()),
        }
        Ok(())
    }

    /// The values chosen for a parameter.
    pub fn chosen(&self, key: Key) -> impl Iterator<Item = &str> {
        self.chosen.get(&key).into_iter().flatten().map(String::as_str)
    }

    /// The language of the words: German when none is asked for.
    pub fn language(&self) -> &str {
        self.language.as_deref().unwrap_or("de")
    }

    /// The same without one value of a parameter.
    #[must_use]
    pub fn without(&self, key: Key, value: &str) -> Self {
        let mut other = self.clone();
        if let Some(values) = other.chosen.get_mut(&key) {
            values.remove(value);
        }
        other
    }

    /// True when no parameter takes an event away (the language of the words takes none).
    pub fn is_open(&self) -> bool {
        let Self { chosen, free, step_free, search, from, until, cancelled, language: _ } = self;
        let is_chosen = *free || *step_free || *cancelled != Cancelled::Keep || from.is_some() || until.is_some();
        !is_chosen && search.is_empty() && chosen.values().all(BTreeSet::is_empty)
    }

    /// The parameters in their one order, without a leading `?`; the same for all spellings of one wish.
    pub fn canonical(&self) -> String {
        let all = self.canonical_without_language();
        match self.language() {
            "de" => all,
            tag if all.is_empty() => format!("lang={tag}"),
            tag => format!("{all}&lang={tag}"),
        }
    }

    /// As [`Filter::canonical`], whatever the language.
    pub fn canonical_without_language(&self) -> String {
        if self.is_open() {
            return String::new();
        }
        let mut pairs: Vec<(&str, String)> = Vec::new();
        for (key, values) in &self.chosen {
            pairs.extend(values.iter().map(|value| (key.word(), value.clone())));
        }
        let flag = |name, set: bool| set.then(|| (name, "1".to_owned()));
        let word = (self.cancelled != Cancelled::Keep).then(|| ("cancelled", self.cancelled.word().to_owned()));
        let rest = [
            flag("free", self.free),
            flag("step_free", self.step_free),
            (!self.search.is_empty()).then(|| ("q", self.search.clone())),
            self.from.map(|day| ("from", day.to_string())),
            self.until.map(|day| ("until", day.to_string())),
            word,
        ];
        pairs.extend(rest.into_iter().flatten());
        let written = pairs.iter().map(|(key, value)| format!("{key}={}", encode(value)));
        written.collect::<Vec<_>>().join("&")
    }

    /// Whether an event is wanted; days are looked at by [`Filter::is_in_time`].
    pub fn wants(&self, notice: &Notice, board: &Noticeboard) -> bool {
        let event = &notice.event;
        let venue = board.find_venue(event.place.venue.as_deref());
        let one = |key, is: &dyn Fn(&str) -> bool| {
            self.chosen.get(&key).is_none_or(|values: &BTreeSet<String>| values.iter().any(|value| is(value)))
        };
        let among = |list: &[String], value: &str| list.iter().any(|word| word == value);
        one(Key::Programme, &|v| event.programme.as_deref() == Some(v))
            && one(Key::Kind, &|v| event.kind == v)
            && one(Key::Topic, &|v| event.topic == v)
            && one(Key::Audience, &|v| among(&event.target_groups, v))
            && one(Key::Language, &|v| among(&event.languages, v) || among(&event.interpretation, v))
            && one(Key::District, &|v| venue.is_some_and(|venue| slug_of(&venue.district) == v))
            && one(Key::Venue, &|v| event.place.venue.as_deref() == Some(v))
            && one(Key::Organiser, &|v| event.organiser == v || among(&event.partners, v))
            && (!self.free || notice.is_free())
            && (!self.step_free || board.is_step_free(event))
            && (self.cancelled != Cancelled::Hide || !event.is_cancelled())
            && notice.mentions(&self.search)
    }

    /// Whether an event has a date in the wished days; `earliest` stands for a `from` that is not given, but a
    /// programme is shown as a whole.
    pub fn is_in_time(&self, notice: &Notice, earliest: Date) -> bool {
        let whole = self.chosen.contains_key(&Key::Programme);
        notice.is_between(self.from.or((!whole).then_some(earliest)), self.until)
    }
}

impl Noticeboard {
    /// Whether words in that language can be asked for.
    pub fn speaks(&self, language: &str) -> bool {
        LANGUAGES.contains(&language) || self.vocabulary.languages.contains_key(language)
    }
}

/// Languages of frames; others are taken when the vocabulary names them, and fall back honestly.
const LANGUAGES: [&str; 10] = ["de", "en", "tr", "ar", "uk", "ru", "fr", "fa", "ku", "pl"];

fn is_known(key: Key, value: &str, board: &Noticeboard) -> bool {
    let terms = &board.vocabulary;
    let any = |is: &dyn Fn(&Notice) -> bool| board.events.iter().any(|notice| is(notice));
    let listed = |list: &[crate::domain::vocabulary::Term]| list.iter().any(|term| term.id == value);
    match key {
        Key::Programme => board.programmes.contains_key(value),
        Key::Kind => listed(&terms.kinds) || any(&|n| n.event.kind == value),
        Key::Topic => listed(&terms.topics) || any(&|n| n.event.topic == value),
        Key::Audience => listed(&terms.target_groups) || any(&|n| n.event.target_groups.iter().any(|g| g == value)),
        Key::Language => terms.languages.contains_key(value) || board.languages().contains(value),
        Key::District => board.venues.values().any(|venue| slug_of(&venue.district) == value),
        Key::Venue => board.venues.contains_key(value),
        Key::Organiser => board.actors.contains_key(value),
    }
}

fn yes(value: &str) -> Option<bool> {
    match value {
        "1" | "true" | "yes" | "on" => Some(true),
        "0" | "false" | "no" => Some(false),
        _ => None,
    }
}

/// What somebody wrote, short and clean enough to be said again.
fn echo(value: &str) -> String {
    text::clean_line(value).chars().take(ECHO_MAX).collect()
}

/// A value as it stands in the query of an address (RFC 3986 2.3: letters, digits and `-._~` as they are).
pub fn encode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
