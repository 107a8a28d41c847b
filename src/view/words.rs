//! Messages in all languages (Fluent), embedded and, where an office wants other words, read from its folder.
//!
//! Invariant: all languages have the same messages with the same arguments (tested); an id that a language misses is
//! said in German.
//! Invariant: what is put into a message is isolated when it runs against the message's direction.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::PoisonError;
use std::sync::RwLock;

use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

use crate::view::dates::Dates;
use crate::view::dates::Remembered;
use crate::view::language::Language;

/// The embedded messages: language, path below the templates' folder, text. The office speaks German and English.
pub const EMBEDDED: [(Language, &str, &str); 20] = [
    (Language::De, "words/de/answers.ftl", include_str!("../../templates/words/de/answers.ftl")),
    (Language::De, "words/de/dates.ftl", include_str!("../../templates/words/de/dates.ftl")),
    (Language::De, "words/de/mails.ftl", include_str!("../../templates/words/de/mails.ftl")),
    (Language::De, "words/de/office.ftl", include_str!("../../templates/words/de/office.ftl")),
    (Language::De, "words/de/outbox.ftl", include_str!("../../templates/words/de/outbox.ftl")),
    (Language::De, "words/de/public.ftl", include_str!("../../templates/words/de/public.ftl")),
    (Language::De, "words/de/sheets.ftl", include_str!("../../templates/words/de/sheets.ftl")),
    (Language::De, "words/de/submissions.ftl", include_str!("../../templates/words/de/submissions.ftl")),
    (Language::En, "words/en/answers.ftl", include_str!("../../templates/words/en/answers.ftl")),
    (Language::En, "words/en/dates.ftl", include_str!("../../templates/words/en/dates.ftl")),
    (Language::En, "words/en/mails.ftl", include_str!("../../templates/words/en/mails.ftl")),
    (Language::En, "words/en/office.ftl", include_str!("../../templates/words/en/office.ftl")),
    (Language::En, "words/en/outbox.ftl", include_str!("../../templates/words/en/outbox.ftl")),
    (Language::En, "words/en/public.ftl", include_str!("../../templates/words/en/public.ftl")),
    (Language::En, "words/en/sheets.ftl", include_str!("../../templates/words/en/sheets.ftl")),
    (Language::En, "words/en/submissions.ftl", include_str!("../../templates/words/en/submissions.ftl")),
    (Language::Ar, "words/ar/answers.ftl", include_str!("../../templates/words/ar/answers.ftl")),
    (Language::Ar, "words/ar/dates.ftl", include_str!("../../templates/words/ar/dates.ftl")),
    (Language::Ar, "words/ar/mails.ftl", include_str!("../../templates/words/ar/mails.ftl")),
    (Language::Ar, "words/ar/public.ftl", include_str!("../../templates/words/ar/public.ftl")),
];

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
    /// Messages into which nothing is put, by language and id: most labels, said again in each mail.
    plain: [RwLock<HashMap<String, String>>; 3],
    remembered: Remembered,
}

impl Words {
    /// The embedded messages; a file of the same path in the folder replaces those that it holds.
    pub fn open(folder: Option<&Path>) -> Result<Self, WordsFault> {
        let [de, en, ar] = Language::ALL.map(|language| bundle(language, folder));
        Ok(Self { bundles: [de?, en?, ar?], plain: Default::default(), remembered: Remembered::default() })
    }

    /// A message. An id that no language knows is said as it is, which a test of its caller notices.
    pub fn say(&self, language: Language, id: &str, args: &[Arg<'_>]) -> String {
        self.find(language, id, args).unwrap_or_else(|| id.to_owned())
    }

    /// A message, if it is there in this language or in German.
    pub fn find(&self, language: Language, id: &str, args: &[Arg<'_>]) -> Option<String> {
        if !args.is_empty() {
            return self.format(language, id, args);
        }
        let plain = &self.plain[language.place()];
        if let Some(said) = plain.read().unwrap_or_else(PoisonError::into_inner).get(id) {
            return Some(said.clone());
        }
        let said = self.format(language, id, args)?;
        plain.write().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), said.clone());
        Some(said)
    }

    fn format(&self, language: Language, id: &str, args: &[Arg<'_>]) -> Option<String> {
        let spoken = [language, Language::De].into_iter().find(|spoken| self.bundle(*spoken).has_message(id))?;
        let bundle = self.bundle(spoken);
        let pattern = bundle.get_message(id)?.value()?;
        let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, argument(spoken, name, value))).collect();
        let mut faults = Vec::new();
        Some(bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned())
    }

    /// True when a language has the message itself.
    pub fn has(&self, language: Language, id: &str) -> bool {
        self.bundle(language).has_message(id)
    }

    /// Dates and times in a language.
    pub fn dates(&self, language: Language) -> Dates<'_> {
        Dates::new(self, language)
    }

    pub(super) fn remembered(&self) -> &Remembered {
        &self.remembered
    }

    fn bundle(&self, language: Language) -> &FluentBundle<FluentResource> {
        &self.bundles[language.place()]
    }
}

/// A `tag` chooses a variant of its message, so nothing may stand around it.
fn argument<'a>(language: Language, name: &str, value: &FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::String(text) if name != "tag" => FluentValue::String(Cow::Owned(language.isolate(text))),
        other => other.clone(),
    }
}

fn bundle(language: Language, folder: Option<&Path>) -> Result<FluentBundle<FluentResource>, WordsFault> {
    let spoken: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![spoken]);
    // We isolate what needs it; Fluent would wrap each address, and no client could follow it.
    bundle.set_use_isolating(false);
    for (_, file, text) in EMBEDDED.into_iter().filter(|(of, ..)| *of == language) {
        bundle.add_resource_overriding(resource(file, text.to_owned())?);
        if let Some(own) = folder.map(|folder| folder.join(file)) {
            let name = own.display().to_string();
            match fs::read_to_string(&own) {
                Ok(text) => bundle.add_resource_overriding(resource(&name, text)?),
                Err(fault) if fault.kind() == ErrorKind::NotFound => {}
                Err(fault) => return Err(WordsFault { file: name, what: format!("cannot be read: {fault}") }),
            }
        }
    }
    Ok(bundle)
}

fn resource(file: &str, text: String) -> Result<FluentResource, WordsFault> {
    FluentResource::try_new(text).map_err(|(_, faults)| {
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        WordsFault { file: file.to_owned(), what: format!("is not in Fluent's form: {first}") }
    })
}
