//! What is put into the pages of the settings.

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::rules::RuleRow;
use crate::view::shown::Choice;

/// The overview.
#[derive(Debug, Clone, Serialize)]
pub struct SettingsPage {
    /// The parts: label, address, and in `value` what holds now.
    pub parts: Vec<Choice>,
    /// The legal texts that nobody wrote yet; empty for none.
    pub missing: String,
    /// How the house is, as a class.
    pub class: &'static str,
    /// How it is, in a sentence.
    pub health: String,
    /// The version.
    pub version: &'static str,
    /// Which database.
    pub database: &'static str,
}

/// The rules of new events.
#[derive(Debug, Clone, Serialize)]
pub struct DefaultRulesPage {
    /// For which events, as a part of messages: `meeting`.
    pub of: &'static str,
    /// Where the form goes.
    pub action: String,
    /// What it was when the form was made.
    pub seen: String,
    /// True: nobody changed the delivered plan.
    pub is_delivered: bool,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// One row each, and an empty one.
    pub rows: Vec<RuleRow>,
}

/// Who the office is.
#[derive(Debug, Clone, Serialize)]
pub struct IdentityPage {
    /// What it was when the form was made.
    pub seen: String,
    /// True: something is stored over the configuration.
    pub is_own: bool,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// The fields.
    pub fields: Vec<IdentityField>,
    /// Where a test mail goes.
    pub me: String,
    /// How far a test mail came.
    pub trial: Option<TrialPart>,
}

/// One value that is stored, or configured.
#[derive(Debug, Clone, Serialize)]
pub struct IdentityField {
    /// The field.
    pub name: &'static str,
    /// `text` or `email`.
    pub sort: &'static str,
    /// What is stored or typed; empty: as configured.
    pub value: String,
    /// Where the value comes from, as a sentence.
    pub origin: String,
}

/// How far a test mail came.
#[derive(Debug, Clone, Serialize)]
pub struct TrialPart {
    /// `good`, `warn` or `bad`, as a class.
    pub class: &'static str,
    /// In one sentence.
    pub heading: String,
    /// Each step, in words.
    pub steps: Vec<String>,
    /// What the relay said; empty when the mail went.
    pub reply: String,
    /// What to do.
    pub advice: String,
}

/// A legal text in its languages.
#[derive(Debug, Clone, Serialize)]
pub struct LegalForm {
    /// Its name.
    pub title: String,
    /// What it has to say.
    pub about: String,
    /// Where the form goes.
    pub action: String,
    /// What it was when the form was made.
    pub seen: String,
    /// Its page; empty while there is none.
    pub public: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// One field for each language.
    pub parts: Vec<LegalPart>,
}

/// A legal text in one language.
#[derive(Debug, Clone, Serialize)]
pub struct LegalPart {
    /// The language's tag; also the field.
    pub tag: &'static str,
    /// Its direction.
    pub dir: &'static str,
    /// Its own name.
    pub label: &'static str,
    /// The text.
    pub text: String,
}

/// The languages that are offered.
#[derive(Debug, Clone, Serialize)]
pub struct LanguagesForm {
    /// What it was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// What can be offered besides German.
    pub languages: Vec<Choice>,
}

/// A list of words.
#[derive(Debug, Clone, Serialize)]
pub struct TermsForm {
    /// Its name.
    pub title: String,
    /// Where the form goes.
    pub action: String,
    /// What it was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// The languages that a word has names in: tag and own name.
    pub languages: Vec<(&'static str, &'static str)>,
    /// The words, and an empty row.
    pub rows: Vec<TermRow>,
}

/// One word of a list.
#[derive(Debug, Clone, Serialize)]
pub struct TermRow {
    /// Its id, which stays; empty for one more.
    pub id: String,
    /// Tag and name.
    pub names: Vec<(&'static str, String)>,
    /// True: it can be chosen for new events.
    pub offered: bool,
}

/// How long things are kept.
#[derive(Debug, Clone, Serialize)]
pub struct RetentionForm {
    /// What it was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// One field for each sort of thing.
    pub fields: Vec<RetentionField>,
}

/// How long one sort of thing is kept.
#[derive(Debug, Clone, Serialize)]
pub struct RetentionField {
    /// The field.
    pub name: &'static str,
    /// The days, as stored or typed.
    pub days: String,
    /// The fewest, as a sentence.
    pub least: String,
}
