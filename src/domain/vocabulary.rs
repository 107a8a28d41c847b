//! The vocabulary: the office's own lists of kinds, topics, target groups and facts about access.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::Serialize;

use crate::domain::word::words;

/// The lists an office chooses from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Vocabulary {
    /// Kinds of event.
    pub kinds: Vec<Term>,
    /// Focus topics.
    pub topics: Vec<Term>,
    /// Whom something is for.
    pub target_groups: Vec<Term>,
    /// Facts about access.
    pub access: Vec<Term>,
    /// Languages by BCP 47 tag, in their own name.
    pub languages: BTreeMap<String, String>,
}

words! {
    /// The lists that an office changes on a page.
    TermList {
        /// Kinds of event.
        Kinds = "kinds",
        /// Focus topics.
        Topics = "topics",
        /// Whom something is for.
        TargetGroups = "target_groups",
    }
}

impl TermList {
    /// The list itself.
    pub fn of(self, vocabulary: &mut Vocabulary) -> &mut Vec<Term> {
        match self {
            Self::Kinds => &mut vocabulary.kinds,
            Self::Topics => &mut vocabulary.topics,
            Self::TargetGroups => &mut vocabulary.target_groups,
        }
    }
}

/// One word of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Its slug.
    pub id: String,
    /// True: it is not offered any more; what bears it keeps it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// How it is called, by language.
    #[serde(flatten)]
    pub names: BTreeMap<String, String>,
}

impl Term {
    /// A word with its names by language.
    pub fn named(id: &str, names: &[(&str, &str)]) -> Self {
        let names = names.iter().map(|(tag, name)| ((*tag).to_owned(), (*name).to_owned())).collect();
        Self { id: id.to_owned(), retired: false, names }
    }

    /// Its name in a language, else in German, else its slug.
    pub fn name(&self, language: &str) -> &str {
        self.names.get(language).or_else(|| self.names.get("de")).unwrap_or(&self.id)
    }
}

/// Languages that many people of a city speak, in their own name.
const USUAL_LANGUAGES: [(&str, &str); 15] = [
    ("ar", "العربية"),
    ("bg", "Български"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("ku", "Kurdî"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("ti", "ትግርኛ"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
];

/// Facts about access that people ask for: slug, German, English.
const USUAL_ACCESS: [(&str, &str, &str); 10] = [
    ("rollstuhl", "Rollstuhlgerecht (stufenlos)", "Step-free"),
    ("teil", "Teilweise stufenlos", "Partly step-free"),
    ("wc", "Rollstuhl-WC", "Accessible toilet"),
    ("aufzug", "Aufzug", "Lift"),
    ("hoer", "Induktionsschleife / Höranlage", "Hearing loop"),
    ("dgs", "Deutsche Gebärdensprache", "German sign language"),
    ("ls", "Leichte Sprache", "Easy language"),
    ("parken", "Behindertenparkplatz", "Accessible parking"),
    ("ruhe", "Ruheraum", "Quiet room"),
    ("keine", "Nicht barrierefrei", "Not accessible"),
];

impl Vocabulary {
    /// With the usual languages and facts about access where the office has none of its own: no page enters those.
    #[must_use]
    pub fn with_usual_lists(mut self) -> Self {
        if self.languages.is_empty() {
            self.languages = USUAL_LANGUAGES.map(|(tag, name)| (tag.to_owned(), name.to_owned())).into();
        }
        if self.access.is_empty() {
            self.access = USUAL_ACCESS.map(|(id, de, en)| Term::named(id, &[("de", de), ("en", en)])).into();
        }
        self
    }

    /// What is spoken, signed or written besides the languages of an event: signs, subtitles, and each language.
    pub fn interpretations(&self) -> Vec<String> {
        let others = ["dgs", "de-subtitles"].map(str::to_owned);
        others.into_iter().chain(self.languages.keys().cloned()).collect()
    }

    /// The name of a slug in one of the lists; the slug itself when the list does not know it.
    pub fn name<'a>(list: &'a [Term], slug: &'a str, language: &str) -> &'a str {
        list.iter().find(|term| term.id == slug).map_or(slug, |term| term.name(language))
    }
}
