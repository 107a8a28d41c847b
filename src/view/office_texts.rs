//! What is put into the pages about the texts of mails: facts already in words.

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::shown::Choice;

/// All parts of mails whose words can be changed.
#[derive(Debug, Clone, Serialize)]
pub struct TextsPage {
    /// The parts.
    pub parts: Vec<TextPart>,
}

/// One part.
#[derive(Debug, Clone, Serialize)]
pub struct TextPart {
    /// What it is called.
    pub name: String,
    /// Its languages, each with its page; chosen: some of its words are the office's own.
    pub languages: Vec<Choice>,
}

/// The texts of one part in one language.
#[derive(Debug, Clone, Serialize)]
pub struct TextForm {
    /// The part.
    pub title: String,
    /// Where it goes.
    pub action: String,
    /// Where it leads back.
    pub back: String,
    /// The language of the texts, and how it is written.
    pub language: (&'static str, &'static str),
    /// The same in other languages.
    pub languages: Vec<Choice>,
    /// What it was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// The texts.
    pub texts: Vec<TextField>,
    /// True: some of them are the office's own.
    pub has_own: bool,
    /// An invented mail with these texts: subject and text.
    pub preview: Option<(String, String)>,
}

/// One text.
#[derive(Debug, Clone, Serialize)]
pub struct TextField {
    /// The message.
    pub id: &'static str,
    /// True: it is a subject.
    pub is_subject: bool,
    /// The delivered text.
    pub delivered: String,
    /// The own text.
    pub own: String,
    /// What is put into it: as it is written, and what it is.
    pub variables: Vec<(String, String)>,
    /// Lines that the field shows.
    pub rows: usize,
}
