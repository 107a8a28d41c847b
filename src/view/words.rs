//! Messages in all languages (Fluent), embedded and, where an office wants other words, read from its folder.
//!
//! Invariant: all languages have the same messages with the same arguments (tested); an id that a language misses is
//! said in German. The office's own texts come first in each language.
//! Invariant: what is put into a message is isolated when it runs against the message's direction.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::PoisonError;
use std::sync::RwLock;

use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::types::FluentNumberOptions;
use unic_langid::LanguageIdentifier;

use crate::domain::text::clean_line;
use crate::view::dates::Dates;
use crate::view::dates::Said;
use crate::view::language::Language;
use crate::view::language::PDI;
use crate::view::memory::Memory;
use crate::view::own_words::source_of;
use crate::view::own_words::text_of;

/// The embedded messages: language, path below the templates' folder, text. The office speaks German and English.
pub const EMBEDDED: &[(Language, &str, &str)] = &[
    (Language::De, "words/de/answers.ftl", include_str!("../../templates/words/de/answers.ftl")),
    (Language::De, "words/de/content.ftl", include_str!("../../templates/words/de/content.ftl")),
    (Language::De, "words/de/dates.ftl", include_str!("../../templates/words/de/dates.ftl")),
    (Language::De, "words/de/guests.ftl", include_str!("../../templates/words/de/guests.ftl")),
    (Language::De, "words/de/accounts.ftl", include_str!("../../templates/words/de/accounts.ftl")),
    (Language::De, "words/de/audit.ftl", include_str!("../../templates/words/de/audit.ftl")),
    (Language::De, "words/de/groups.ftl", include_str!("../../templates/words/de/groups.ftl")),
    (Language::De, "words/de/mails.ftl", include_str!("../../templates/words/de/mails.ftl")),
    (Language::De, "words/de/office.ftl", include_str!("../../templates/words/de/office.ftl")),
    (Language::De, "words/de/outbox.ftl", include_str!("../../templates/words/de/outbox.ftl")),
    (Language::De, "words/de/public.ftl", include_str!("../../templates/words/de/public.ftl")),
    (Language::De, "words/de/series.ftl", include_str!("../../templates/words/de/series.ftl")),
    (Language::De, "words/de/rules.ftl", include_str!("../../templates/words/de/rules.ftl")),
    (Language::De, "words/de/settings.ftl", include_str!("../../templates/words/de/settings.ftl")),
    (Language::De, "words/de/sheets.ftl", include_str!("../../templates/words/de/sheets.ftl")),
    (Language::De, "words/de/texts.ftl", include_str!("../../templates/words/de/texts.ftl")),
    (Language::En, "words/en/accounts.ftl", include_str!("../../templates/words/en/accounts.ftl")),
    (Language::De, "words/de/submissions.ftl", include_str!("../../templates/words/de/submissions.ftl")),
    (Language::En, "words/en/answers.ftl", include_str!("../../templates/words/en/answers.ftl")),
    (Language::En, "words/en/content.ftl", include_str!("../../templates/words/en/content.ftl")),
    (Language::En, "words/en/dates.ftl", include_str!("../../templates/words/en/dates.ftl")),
    (Language::En, "words/en/guests.ftl", include_str!("../../templates/words/en/guests.ftl")),
    (Language::En, "words/en/audit.ftl", include_str!("../../templates/words/en/audit.ftl")),
    (Language::En, "words/en/groups.ftl", include_str!("../../templates/words/en/groups.ftl")),
    (Language::En, "words/en/mails.ftl", include_str!("../../templates/words/en/mails.ftl")),
    (Language::En, "words/en/office.ftl", include_str!("../../templates/words/en/office.ftl")),
    (Language::En, "words/en/outbox.ftl", include_str!("../../templates/words/en/outbox.ftl")),
    (Language::En, "words/en/public.ftl", include_str!("../../templates/words/en/public.ftl")),
    (Language::En, "words/en/series.ftl", include_str!("../../templates/words/en/series.ftl")),
    (Language::En, "words/en/rules.ftl", include_str!("../../templates/words/en/rules.ftl")),
    (Language::En, "words/en/settings.ftl", include_str!("../../templates/words/en/settings.ftl")),
    (Language::En, "words/en/sheets.ftl", include_str!("../../templates/words/en/sheets.ftl")),
    (Language::En, "words/en/texts.ftl", include_str!("../../templates/words/en/texts.ftl")),
    (Language::En, "words/en/submissions.ftl", include_str!("../../templates/words/en/submissions.ftl")),
    (Language::Ar, "words/ar/answers.ftl", include_str!("../../templates/words/ar/answers.ftl")),
    (Language::Ar, "words/ar/dates.ftl", include_str!("../../templates/words/ar/dates.ftl")),
    (Language::Ar, "words/ar/mails.ftl", include_str!("../../templates/words/ar/mails.ftl")),
    (Language::Ar, "words/ar/public.ftl", include_str!("../../templates/words/ar/public.ftl")),
];

/// Longest text that is remembered with the message that it was put into, in bytes.
const KEY_MAX: usize = 300;

/// A file of messages that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct WordsFault {
    /// Its path.
    pub file: String,
    /// What is wrong and what to do.
    pub what: String,
}

/// What is put into a message: its name there, and a text or a number.
pub type Arg<'a> = (&'a str, FluentValue<'a>);

/// All messages in all languages.
pub struct Words {
    /// One for each of [`Language::ALL`], in its order.
    bundles: [FluentBundle<FluentResource>; 3],
    /// The files that they were made of, those of the folder last.
    files: [Vec<String>; 3],
    /// What the office words itself.
    own: RwLock<Arc<Own>>,
}

/// The office's own wording of single messages, laid over all others, with what was said lately in it.
pub(super) struct Own {
    /// What tells it from an earlier wording.
    mark: String,
    /// One for each of [`Language::ALL`], in its order.
    bundles: [FluentBundle<FluentResource>; 3],
    /// Messages by [`key`], for each of [`Language::ALL`]: all but the greeting is said again in each mail of an event.
    said: [Memory<String>; 3],
    /// Days and times.
    pub(super) dates: Memory<Said>,
}

/// A message of a language in the office's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnText {
    /// The language.
    pub language: Language,
    /// The message.
    pub id: String,
    /// The text, in Fluent's form without the id.
    pub text: String,
}

impl Words {
    /// The embedded messages; a file of the same path in the folder replaces those that it holds.
    pub fn open(folder: Option<&Path>) -> Result<Self, WordsFault> {
        let files = Language::ALL.map(|language| files(language, folder));
        let [de, en, ar] = files;
        let (de, en, ar) = (de?, en?, ar?);
        Ok(Self {
            bundles: [bundle(Language::De, &de)?, bundle(Language::En, &en)?, bundle(Language::Ar, &ar)?],
            files: [de, en, ar].map(|files| files.into_iter().map(|(_, text)| text).collect()),
            own: RwLock::new(Arc::new(Own::of("", &[]))),
        })
    }

    /// Lays own texts over the others; `mark` tells this wording from others.
    pub fn lay_over(&self, mark: &str, texts: &[OwnText]) {
        *self.own.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(Own::of(mark, texts));
    }

    /// The mark of the own texts that are said now; empty before any were laid over.
    pub fn own_mark(&self) -> String {
        self.own().mark.clone()
    }

    /// The delivered text of a message in Fluent's form; also that of a file in the office's folder.
    pub fn delivered(&self, language: Language, id: &str) -> Option<String> {
        self.files[language.place()].iter().rev().find_map(|file| text_of(id, file))
    }

    pub(super) fn own(&self) -> Arc<Own> {
        Arc::clone(&self.own.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// A message. An id that no language knows is said as it is, which a test of its caller notices.
    pub fn say(&self, language: Language, id: &str, args: &[Arg<'_>]) -> String {
        self.recall(language, id, args).as_deref().unwrap_or(id).to_owned()
    }

    /// A message, if it is there in this language or in German.
    pub fn find(&self, language: Language, id: &str, args: &[Arg<'_>]) -> Option<String> {
        self.recall(language, id, args).as_deref().map(str::to_owned)
    }

    /// As [`Words::find`], without a copy where it was said before.
    pub(super) fn recall(&self, language: Language, id: &str, args: &[Arg<'_>]) -> Option<Arc<str>> {
        let own = self.own();
        let say = || self.format(&own, language, id, args);
        match key(id, args) {
            Some(key) => own.said[language.place()].take(&*key, say),
            None => say().map(Arc::from),
        }
    }

    fn format(&self, own: &Own, language: Language, id: &str, args: &[Arg<'_>]) -> Option<String> {
        let layers = [language, Language::De].map(|spoken| {
            let layers = [&own.bundles[spoken.place()], self.bundle(spoken)];
            layers.into_iter().find(|bundle| bundle.has_message(id)).map(|bundle| (spoken, bundle))
        });
        let (spoken, bundle) = layers.into_iter().flatten().next()?;
        let pattern = bundle.get_message(id)?.value()?;
        let put_in: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, argument(spoken, name, value))).collect();
        let mut faults = Vec::new();
        let mut said = bundle.format_pattern(pattern, Some(&put_in), &mut faults).into_owned();
        if ends_twice(&said, args) {
            said.pop();
        }
        Some(said)
    }

    /// "Übersetzung (Arabisch)" of `interpretation:ar`.
    pub fn need(&self, language: Language, need: &str) -> String {
        match need.split_once(':') {
            Some(("interpretation", tag)) => {
                self.say(language, "need-interpretation", &[("tag", clean_line(tag).into())])
            }
            _ if need == "childcare" => self.say(language, "need-childcare", &[]),
            _ if need == "dgs" => self.say(language, "need-dgs", &[]),
            _ => clean_line(need),
        }
    }

    /// True when a language has the message itself.
    pub fn has(&self, language: Language, id: &str) -> bool {
        self.bundle(language).has_message(id)
    }

    /// Dates and times in a language.
    pub fn dates(&self, language: Language) -> Dates<'_> {
        Dates::new(self, language)
    }

    fn bundle(&self, language: Language) -> &FluentBundle<FluentResource> {
        &self.bundles[language.place()]
    }
}

/// What tells a message from all others; none for one that is not worth remembering, or could be taken for another one.
/// Ids are ours, and so are numbers: whole ones, shown as they are.
fn key<'a>(id: &'a str, args: &[Arg<'_>]) -> Option<Cow<'a, str>> {
    let mut key = Cow::Borrowed(id);
    for (name, value) in args {
        let (mark, value) = match value {
            FluentValue::String(text) if text.len() <= KEY_MAX && !text.contains('\0') => ('=', Cow::Borrowed(&**text)),
            FluentValue::Number(number) => ('#', number.as_string()),
            _ => return None,
        };
        let key = key.to_mut();
        key.push('\0');
        key.push_str(name);
        key.push(mark);
        key.push_str(&value);
    }
    Some(key)
}

/// A `tag` chooses a variant of its message, so nothing may stand around it.
fn argument<'a>(language: Language, name: &str, value: &FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::String(text) if name != "tag" => FluentValue::String(Cow::Owned(language.isolate(text))),
        FluentValue::Number(number) if language == Language::Ar => FluentValue::Number(by_last_digits(number)),
        other => other.clone(),
    }
}

/// The same number, choosing its variant by its last two digits where CLDR says so: 105 is `few` in Arabic as 5 is, 111 is
/// `many` as 11 is. Measured: `intl_pluralrules` 7.0.2 looks at the whole number (tests/it/upstream.rs). What is shown
/// goes along as the currency, which nothing else uses.
fn by_last_digits(number: &FluentNumber) -> FluentNumber {
    let last = number.value % 100.0;
    if number.value < 100.0 || last < 3.0 {
        return number.clone();
    }
    let options = FluentNumberOptions { currency: Some(number.as_string().into_owned()), ..number.options.clone() };
    FluentNumber { value: last, options }
}

/// How a value is shown when not as usual.
fn shown<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) => number.options.currency.clone(),
        _ => None,
    }
}

/// True when a full stop follows what was put in last and ends a sentence itself: "Wer kommt?.", "Brücke e. V..".
fn ends_twice(said: &str, args: &[Arg<'_>]) -> bool {
    let before = said.strip_suffix('.').map(|before| before.trim_end_matches(PDI));
    let Some(before) = before.filter(|before| before.ends_with(['.', '?', '!', '…', '؟'])) else { return false };
    let ends_it = |value: &FluentValue<'_>| match value {
        FluentValue::String(text) => !text.is_empty() && before.ends_with(text.trim_end_matches(PDI)),
        _ => false,
    };
    args.iter().any(|(_, value)| ends_it(value))
}

impl Own {
    /// A text that is not in Fluent's form is passed over: none is stored that was not checked.
    fn of(mark: &str, texts: &[OwnText]) -> Self {
        let bundles = Language::ALL.map(|language| {
            let mut bundle = empty_bundle(language);
            for text in texts.iter().filter(|text| text.language == language) {
                if let Ok(resource) = FluentResource::try_new(source_of(&text.id, &text.text)) {
                    bundle.add_resource_overriding(resource);
                }
            }
            bundle
        });
        Self { mark: mark.to_owned(), bundles, said: Default::default(), dates: Memory::default() }
    }
}

fn empty_bundle(language: Language) -> FluentBundle<FluentResource> {
    let spoken: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![spoken]);
    // We isolate what needs it; Fluent would wrap each address, and no client could follow it.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(shown));
    bundle
}

/// The files of a language, each with its name: the embedded ones, and behind each the one of the folder, if it is there.
fn files(language: Language, folder: Option<&Path>) -> Result<Vec<(String, String)>, WordsFault> {
    let mut files = Vec::new();
    for (_, file, text) in EMBEDDED.iter().filter(|(of, ..)| *of == language) {
        files.push(((*file).to_owned(), (*text).to_owned()));
        if let Some(own) = folder.map(|folder| folder.join(file)) {
            let name = own.display().to_string();
            match fs::read_to_string(&own) {
                Ok(text) => files.push((name, text)),
                Err(fault) if fault.kind() == ErrorKind::NotFound => {}
                Err(fault) => return Err(WordsFault { file: name, what: format!("cannot be read: {fault}") }),
            }
        }
    }
    Ok(files)
}

fn bundle(language: Language, files: &[(String, String)]) -> Result<FluentBundle<FluentResource>, WordsFault> {
    let mut bundle = empty_bundle(language);
    for (file, text) in files {
        bundle.add_resource_overriding(resource(file, text.clone())?);
    }
    Ok(bundle)
}

fn resource(file: &str, text: String) -> Result<FluentResource, WordsFault> {
    FluentResource::try_new(text).map_err(|(_, faults)| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        WordsFault { file: file.to_owned(), what: format!("is not in Fluent's form: {first}") }
    })
}
