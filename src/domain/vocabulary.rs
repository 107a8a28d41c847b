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
    /// Its name in a language, else in German, else its slug.
    pub fn name(&self, language: &str) -> &str {
        self.names.get(language).or_else(|| self.names.get("de")).unwrap_or(&self.id)
    }
}

impl Vocabulary {
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
