//! What is put into the pages where the content of an event is written: facts already in words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::office_events::DecidePart;
use crate::view::shown::Choice;
use crate::view::shown::Said;

/// A form with many fields.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FilledForm {
    /// The heading.
    pub title: String,
    /// Where it goes.
    pub action: String,
    /// Where it leads back.
    pub back: String,
    /// What the event was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// Fields by name.
    pub fields: BTreeMap<String, String>,
    /// What typed days mean, by field: "= Sonntag, 12. September 2027".
    pub echoes: BTreeMap<String, String>,
    /// What can be chosen, by field.
    pub choices: BTreeMap<&'static str, Vec<Choice>>,
    /// Who can be named.
    pub people: Vec<String>,
    /// Somebody must decide who hears of it.
    pub decide: Option<DecidePart>,
}

/// A date of a meeting: agenda, minutes, tasks and papers.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AgendaPage {
    /// The form.
    #[serde(flatten)]
    pub form: FilledForm,
    /// The date, in words.
    pub when: String,
    /// The dates.
    pub dates: Vec<Choice>,
    /// The rows of the agenda.
    pub items: Vec<AgendaRow>,
    /// What all items take together, and what there is, in words.
    pub sum: String,
    /// How many minutes too many, in words; empty when they fit.
    pub too_long: String,
    /// For which dates the agenda is meant; empty when there is one date.
    pub scopes: Vec<Choice>,
    /// Where this form is filled with the agenda of all dates; empty when the date has none of its own.
    pub general: String,
    /// When the mail with the minutes goes, and to how many.
    pub mail: String,
    /// Numbers of the rows of tasks.
    pub tasks: Vec<usize>,
    /// Numbers of the rows of papers.
    pub papers: Vec<usize>,
}

/// One row of an agenda.
#[derive(Debug, Clone, Serialize)]
pub struct AgendaRow {
    /// Its place in the form.
    pub row: usize,
    /// When it begins: "17:15"; empty when nobody can say.
    pub at: String,
    /// What can be done with it.
    pub kinds: Vec<Choice>,
}

/// What else there is to know about an event.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DetailsPage {
    /// The form.
    #[serde(flatten)]
    pub form: FilledForm,
    /// Numbers of the rows of partners.
    pub partners: Vec<usize>,
}

/// The texts of an event in one language, beside the original.
#[derive(Debug, Clone, Serialize)]
pub struct TranslationPage {
    /// The form.
    #[serde(flatten)]
    pub form: FilledForm,
    /// The languages that it has texts in.
    pub there: Vec<Choice>,
    /// The others.
    pub missing: Vec<Choice>,
    /// The language that is written.
    pub language: Said,
    /// True: the original changed since.
    pub is_outdated: bool,
    /// Title, summary and description of the original.
    pub source: [String; 3],
}
