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
