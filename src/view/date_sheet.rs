//! What is put into the office's pages about one date of an event: facts already in words.

use serde::Serialize;

use crate::view::answers::AnswerForm;
use crate::view::answers::FieldFault;
use crate::view::shown::Choice;

/// What stands above each of these pages.
#[derive(Debug, Clone, Serialize)]
pub struct DateHead {
    /// What this page is.
    pub name: String,
    /// What it is good for, in a sentence.
    pub lead: String,
    /// The event's title.
    pub title: String,
    /// When it is.
    pub when: String,
    /// Where it is, on one line; may be empty.
    pub place: String,
    /// The event's page.
    pub back: String,
    /// True: it does not take place.
    pub cancelled: bool,
    /// The pages about this date.
    pub tabs: Vec<Choice>,
}

/// Everybody's answers.
#[derive(Debug, Clone, Serialize)]
pub struct AnswersPage {
    /// What stands above.
    pub head: DateHead,
    /// How many organisations answered what: number, words, and what else is to be said.
    pub figures: Vec<(u32, String, String)>,
    /// What is needed; empty for nothing.
    pub needs: String,
    /// The organisations.
    pub guests: Vec<GuestLine>,
    /// The place of the first of them that is to be rung up.
    pub to_call: Option<usize>,
    /// Organisations that were not invited.
    pub others: Vec<Choice>,
    /// Where the form to choose one of them goes; empty when nothing can be answered any more.
    pub action: String,
    /// The date, for that form.
    pub date: String,
}

/// One organisation with its answer.
#[derive(Debug, Clone, Serialize)]
pub struct GuestLine {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Whom to ring up, where there is no answer.
    pub call: String,
    /// The class and the words of its answer.
    pub state: (&'static str, String),
    /// What else is to be said of its answer or its invitation.
    pub notes: Vec<String>,
    /// How many come; empty where nobody does.
    pub count: String,
    /// What they need.
    pub needs: String,
    /// What they wrote.
    pub comment: String,
    /// What they would like to talk about.
    pub topic: String,
    /// When and by which way the answer came.
    pub given: String,
    /// Where it is written down, and what to press; empty when that is of no use any more.
    pub enter: (String, String),
}

/// The form for what an organisation told the office.
#[derive(Debug, Clone, Serialize)]
pub struct ProxyPage {
    /// What stands above.
    pub head: DateHead,
    /// The organisation.
    pub actor: String,
    /// Its main contact's function and its telephone.
    pub call: String,
    /// The answer so far, with when and by which way it came; empty for none.
    pub given: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// The form; none when nothing can be answered any more.
    pub form: Option<AnswerForm>,
    /// What tells the answer so far from another.
    pub answered: String,
    /// Where it leads back.
    pub cancel: String,
}

/// The list for the door.
#[derive(Debug, Clone, Serialize)]
pub struct DoorPage {
    /// What stands above.
    pub head: DateHead,
    /// How many are expected, in words.
    pub expected: String,
    /// What is needed; empty for nothing.
    pub needs: String,
    /// Who comes, or perhaps comes, by name.
    pub guests: Vec<GuestLine>,
    /// Lines left empty for others.
    pub empty: Vec<()>,
}

/// Who was there.
#[derive(Debug, Clone, Serialize)]
pub struct AttendancePage {
    /// What stands above.
    pub head: DateHead,
    /// Where the form goes.
    pub action: String,
    /// What it was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// How many were counted so far, in words; empty for nobody.
    pub counted: String,
    /// The organisations.
    pub guests: Vec<PresentLine>,
    /// Organisations that do not stand there.
    pub others: Vec<Choice>,
    /// How many of the one that is chosen.
    pub other_persons: String,
    /// People of no organisation.
    pub nobodys: String,
}

/// Whether one organisation was there.
#[derive(Debug, Clone, Serialize)]
pub struct PresentLine {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The class and the words of its answer.
    pub state: (&'static str, String),
    /// How many it had announced; empty for nobody.
    pub announced: String,
    /// True: it was there.
    pub is_ticked: bool,
    /// How many were there.
    pub persons: String,
}

/// The record of a date, for the files.
#[derive(Debug, Clone, Serialize)]
pub struct RecordPage {
    /// What stands above.
    pub head: DateHead,
    /// As of when.
    pub made: String,
    /// Numbers in words: message and value.
    pub facts: Vec<(&'static str, String)>,
    /// The organisations.
    pub guests: Vec<RecordLine>,
    /// The mails by kind.
    pub mails: Vec<RecordMails>,
}

/// One organisation in the record.
#[derive(Debug, Clone, Serialize)]
pub struct RecordLine {
    /// Its name.
    pub name: String,
    /// How and when it was invited.
    pub invited: String,
    /// Its answer.
    pub answer: String,
    /// When and by which way the answer came.
    pub given: String,
    /// How many were announced.
    pub count: String,
    /// How many were there.
    pub present: String,
}

/// The mails of one kind in the record.
#[derive(Debug, Clone, Serialize)]
pub struct RecordMails {
    /// The kind.
    pub kind: String,
    /// When they went.
    pub when: String,
    /// How many the relay took, and how many are still to go.
    pub results: Vec<String>,
    /// Why some were not delivered or not sent, and to whom; no names where it is everybody.
    pub missed: Vec<(String, String)>,
}
