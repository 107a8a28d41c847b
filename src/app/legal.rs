//! The legal texts of the office, in Markdown, by language.

use std::collections::BTreeMap;

use crate::app::App;
use crate::app::Refusal;
use crate::app::settings::Set;
use crate::app::settings::Shows;
use crate::domain::fault::Fault;
use crate::domain::text;
use crate::domain::word::words;

/// How the settings that hold them begin.
pub(super) const LEGAL: &str = "legal_";

words! {
    /// Texts that the law asks of public pages.
    LegalText {
        /// Who answers for the pages.
        Imprint = "imprint",
        /// What becomes of personal data.
        Privacy = "privacy",
        /// How accessible the pages are, and whom to tell.
        Accessibility = "accessibility",
    }
}

/// One text in its languages, by tag; those without words are not there.
pub type LegalTexts = BTreeMap<String, String>;

impl App {
    /// A legal text as it is stored.
    pub async fn find_legal(&self, of: LegalText) -> Result<Set<LegalTexts>, Refusal> {
        self.find_set(&name_of(of)).await
    }

    /// Stores a legal text; one without any words is taken away.
    ///
    /// Errors: [`Refusal::Faults`] names the language; [`Refusal::Changed`] when somebody was faster.
    pub async fn change_legal(&self, who: &str, of: LegalText, typed: LegalTexts, seen: &str) -> Result<(), Refusal> {
        let clean = |(tag, text): (String, String)| (tag, text::clean_lines(&text).trim().to_owned());
        let texts: LegalTexts = typed.into_iter().map(clean).filter(|(_, text)| !text.is_empty()).collect();
        let too_long = texts.iter().filter(|(_, text)| text.len() > text::DESCRIPTION_MAX);
        let mut faults: Vec<Fault> = too_long.map(|(tag, _)| Fault::new(tag, "set-fault-long-text")).collect();
        if !texts.is_empty() && !texts.contains_key("de") {
            faults.push(Fault::new("de", "set-fault-german"));
        }
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        self.put_set(who, &name_of(of), Some(&texts).filter(|texts| !texts.is_empty()), seen, Shows::ToAll).await
    }
}

fn name_of(of: LegalText) -> String {
    format!("{LEGAL}{of}")
}
