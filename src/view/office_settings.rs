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
