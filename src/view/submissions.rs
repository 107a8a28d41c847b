//! What is put into the pages about submissions: facts already in words.

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::office_events::DecidePart;
use crate::view::shown::Choice;
use crate::view::shown::Said;

/// The list of what waits.
#[derive(Debug, Clone, Serialize)]
pub struct SubmissionsPage {
    /// How many, in words.
    pub count: String,
    /// The submissions, the oldest first.
    pub submissions: Vec<SubmissionLine>,
}

/// One submission of the list.
#[derive(Debug, Clone, Serialize)]
pub struct SubmissionLine {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// When it takes place first.
    pub when: String,
    /// Who proposes it.
    pub organiser: String,
    /// For how long it waits, in words.
    pub waits: String,
    /// That the office asked back; empty when it did not.
    pub asked: String,
}

/// One submission.
#[derive(Debug, Clone, Serialize)]
pub struct SubmissionPage {
    /// Where forms go.
    pub action: String,
    /// What it was when the page was made.
    pub seen: String,
    /// The title.
    pub title: String,
    /// The class and the words of its state.
    pub state: (&'static str, String),
    /// Who proposes it, and for how long it waits.
    pub kicker: String,
    /// Facts: message and value.
    pub facts: Vec<(&'static str, String)>,
    /// The summary.
    pub summary: String,
    /// The description, as HTML that went through the allow-list.
    pub description: Option<Said>,
    /// True: it waits, so something can be done.
    pub waits: bool,
    /// Where it is changed.
    pub edit: String,
    /// Where it is cancelled as entered twice.
    pub duplicate: String,
    /// Fields to ask about: the box and what was typed.
    pub fields: Vec<AskField>,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// What the office wrote, the last first.
    pub letters: Vec<LetterLine>,
}

/// A field that can be asked about.
#[derive(Debug, Clone, Serialize)]
pub struct AskField {
    /// Its word in forms.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// True: it is asked about.
    pub chosen: bool,
    /// The sentence.
    pub text: String,
}

/// What the office wrote.
#[derive(Debug, Clone, Serialize)]
pub struct LetterLine {
    /// What it is, who wrote it and when.
    pub title: String,
    /// To whom.
    pub address: String,
    /// The line that is seen first.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What it asks: the field and the sentence.
    pub questions: Vec<(String, String)>,
    /// The class and the words of its state.
    pub state: (&'static str, String),
    /// What the relay said and what that means; empty when it said nothing.
    pub fault: (String, String),
    /// What names it, while it can be sent again.
    pub mark: Option<String>,
}

/// A letter before it is sent.
#[derive(Debug, Clone, Serialize)]
pub struct LetterPage {
    /// Where the form goes.
    pub action: String,
    /// The title of the submission.
    pub title: String,
    /// `ask` or `refuse`.
    pub about: &'static str,
    /// What it was when the page was made.
    pub seen: String,
    /// What names the letter.
    pub mark: String,
    /// Fields by name.
    pub fields: std::collections::BTreeMap<&'static str, String>,
    /// What it asks: the field's word and the sentence.
    pub questions: Vec<(String, String)>,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
}

/// The choice of the event that takes place instead of one that was entered twice.
#[derive(Debug, Clone, Serialize)]
pub struct DuplicatePage {
    /// Where the form goes.
    pub action: String,
    /// Where it leads back.
    pub back: String,
    /// The title of the one that goes.
    pub title: String,
    /// What it was when the page was made.
    pub seen: String,
    /// The search.
    pub search: String,
    /// Events to choose from.
    pub events: Vec<Choice>,
    /// Somebody must decide who hears of it.
    pub decide: Option<DecidePart>,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
}
