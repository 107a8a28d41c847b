//! What is put into the pages of the office about events: facts already in words.

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::office::MailCount;
use crate::view::shown::Choice;

/// The list of events.
#[derive(Debug, Clone, Serialize)]
pub struct EventsPage {
    /// The search.
    pub search: String,
    /// Which of them: ahead, over, drafts.
    pub shown: Vec<Choice>,
    /// How many, in words.
    pub count: String,
    /// The events.
    pub events: Vec<EventLine>,
}

/// One event of the list.
#[derive(Debug, Clone, Serialize)]
pub struct EventLine {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its next date.
    pub when: String,
    /// Its organiser.
    pub organiser: String,
    /// The class and the words of its state.
    pub state: (&'static str, String),
}

/// One event with all that belongs to it.
#[derive(Debug, Clone, Serialize)]
pub struct EventSheetPage {
    /// Its title.
    pub title: String,
    /// Meeting or event, and who may see it.
    pub kicker: String,
    /// The class and the words of its state.
    pub state: (&'static str, String),
    /// Where it is changed.
    pub edit: String,
    /// Where it is cancelled as entered twice.
    pub duplicate: String,
    /// Where it is approved or refused; empty for what was not proposed.
    pub submission: String,
    /// Its public page; empty when it has none.
    pub public: String,
    /// When and where: message and value.
    pub facts: Vec<(&'static str, String)>,
    /// Who gets which mail when.
    pub steps: Vec<StepLine>,
    /// Its dates.
    pub dates: Vec<DateLine>,
    /// The date whose answers are shown.
    pub answers: Option<AnswersPart>,
}

/// Mails of one kind about one date.
#[derive(Debug, Clone, Serialize)]
pub struct StepLine {
    /// The kind.
    pub kind: String,
    /// The date, where there are several.
    pub date: String,
    /// When.
    pub when: String,
    /// True: it is over.
    pub is_past: bool,
    /// How many stand where.
    pub states: Vec<MailCount>,
    /// Why they wait; empty when they do not.
    pub hold: String,
    /// Languages with how many.
    pub languages: String,
    /// Who does not get it, and why.
    pub reasons: Vec<String>,
    /// The mail as somebody reads it; empty when nobody gets it.
    pub preview: String,
    /// Each mail, where there are some already.
    pub mails: String,
}

/// One date.
#[derive(Debug, Clone, Serialize)]
pub struct DateLine {
    /// When.
    pub when: String,
    /// Where it is moved or cancelled.
    pub href: String,
    /// Its answers.
    pub answers: String,
    /// The class and the words of its state; empty when nothing is special.
    pub state: (&'static str, String),
    /// Who comes, in words.
    pub numbers: String,
}

/// The answers to one date.
#[derive(Debug, Clone, Serialize)]
pub struct AnswersPart {
    /// The date.
    pub when: String,
    /// Numbers with their words.
    pub figures: Vec<(u32, String)>,
    /// Who answered what.
    pub answers: Vec<AnswerLine>,
}

/// One answer.
#[derive(Debug, Clone, Serialize)]
pub struct AnswerLine {
    /// The organisation.
    pub actor: String,
    /// The class and the words of the answer.
    pub state: (&'static str, String),
    /// How many come.
    pub count: String,
    /// What they need.
    pub needs: String,
    /// What they said.
    pub said: String,
}

/// The form of an event or of one date.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EventForm {
    /// The heading.
    pub title: String,
    /// Where it goes.
    pub action: String,
    /// Where it leads back.
    pub back: String,
    /// What it was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// Fields by name.
    pub fields: std::collections::BTreeMap<&'static str, String>,
    /// What the typed day means: "= Sonntag, 12. September 2027".
    pub echo: String,
    /// Venues.
    pub venues: Vec<Choice>,
    /// Groups; empty for what is no meeting.
    pub groups: Vec<Choice>,
    /// Takes place, perhaps, not.
    pub statuses: Vec<Choice>,
    /// Draft or published.
    pub reviews: Vec<Choice>,
    /// True: the form is about one date.
    pub is_date: bool,
    /// True: that date does not take place.
    pub cancelled: bool,
    /// True: the event has several dates, and all are meant.
    pub is_series: bool,
    /// Somebody must decide who hears of it: how many were told, and how many of them come.
    pub decide: Option<(usize, usize)>,
}

/// A mail before it goes.
#[derive(Debug, Clone, Serialize)]
pub struct PreviewPage {
    /// Who reads it.
    pub actor: String,
    /// Where it leads back.
    pub back: String,
    /// The kind of mail, as its word in addresses.
    pub kind: &'static str,
    /// The date, as in addresses; empty: the whole event.
    pub date: String,
    /// The line that is seen first.
    pub subject: String,
    /// The text.
    pub text: String,
    /// Where the page of it is seen.
    pub html: String,
    /// Others who get it.
    pub others: Vec<Choice>,
}
