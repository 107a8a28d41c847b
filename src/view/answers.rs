//! What is put into the pages behind the links of mails: answers and wishes, already in words.

use serde::Serialize;

use crate::view::shown::Badge;
use crate::view::shown::Choice;
use crate::view::shown::Frame;
use crate::view::shown::Said;

/// What is wrong with one field of a form.
#[derive(Debug, Clone, Serialize)]
pub struct FieldFault {
    /// The field; also its anchor.
    pub field: String,
    /// What to do.
    pub text: String,
}

/// The page behind an answer link.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerPage {
    /// What surrounds it.
    pub frame: Frame,
    /// Who asks, as a sentence.
    pub asks: String,
    /// The title.
    pub title: Said,
    /// When, as a sentence.
    pub when: String,
    /// Where, on one line.
    pub place: String,
    /// Facts about access, on one line.
    pub access: String,
    /// The room online.
    pub online: Option<Choice>,
    /// Cancelled or over.
    pub notes: Vec<Badge>,
    /// Who answers.
    pub who: String,
    /// True right after an answer was stored.
    pub done: bool,
    /// The answer so far, as a sentence.
    pub given: Option<String>,
    /// Who gave it and when, as a sentence.
    pub given_by: Option<String>,
    /// The stored comment and topic: message and words.
    pub said: Vec<(&'static str, String)>,
    /// Why the answer so far is asked for again.
    pub again: Option<String>,
    /// What is wrong with what was typed.
    pub faults: Vec<FieldFault>,
    /// The form; none where an answer is of no use.
    pub form: Option<AnswerForm>,
    /// The other facts: message and value.
    pub facts: Vec<(&'static str, String)>,
    /// What will be spoken of, and for how long; empty where nobody said.
    pub agenda: Vec<(String, String)>,
    /// The event's page and calendar, where it has one.
    pub event: Option<Links>,
    /// The personal feed.
    pub feed: String,
}

/// Where an event is read and kept.
#[derive(Debug, Clone, Serialize)]
pub struct Links {
    /// Its page.
    pub page: String,
    /// Its calendar file.
    pub calendar: String,
}

/// The form of an answer, as stored or as typed.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerForm {
    /// Where it goes.
    pub action: String,
    /// Goes with it.
    pub token: String,
    /// The SEQUENCE of what the page shows; goes with it too.
    pub seen: i64,
    /// True: an answer is chosen that was not sent yet.
    pub is_unsent: bool,
    /// Until when an answer helps; empty for none.
    pub by: String,
    /// Yes, perhaps, no.
    pub states: Vec<Choice>,
    /// How many come.
    pub head_count: String,
    /// What can be arranged.
    pub needs: Vec<Choice>,
    /// Into which languages somebody can interpret.
    pub languages: Vec<Choice>,
    /// In their words.
    pub comment: String,
    /// What they would like to talk about; none where nothing is talked about.
    pub topic: Option<String>,
    /// True: the fields for words are open.
    pub is_long: bool,
    /// This date or all; empty where there is but one.
    pub dates: Vec<Choice>,
}

/// The page behind a wishes link.
#[derive(Debug, Clone, Serialize)]
pub struct WishesPage {
    /// What surrounds it.
    pub frame: Frame,
    /// Whose mails they are.
    pub who: String,
    /// True right after a wish was stored.
    pub done: bool,
    /// True: nothing is sent at all.
    pub is_silent: bool,
    /// Where the forms go.
    pub action: String,
    /// Goes with each form.
    pub token: String,
    /// What the link is about.
    pub this: Option<ThisKind>,
    /// Kinds that can be chosen; chosen ones are sent.
    pub kinds: Vec<Choice>,
    /// True: something was ended.
    pub has_ended: bool,
    /// What was ended for single groups.
    pub ended: Vec<ThisKind>,
}

/// Mails of one kind about meetings of one group.
#[derive(Debug, Clone, Serialize)]
pub struct ThisKind {
    /// The kind, as sent.
    pub kind: String,
    /// The group, as sent; empty: all.
    pub group: String,
    /// Both in words.
    pub label: String,
    /// True: ended.
    pub ended: bool,
}
