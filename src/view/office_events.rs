//! What is put into the pages of the office about events: facts already in words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::office::MailCount;
use crate::view::rules::RuleRow;
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

/// What comes of publishing a draft.
#[derive(Debug, Clone, Serialize)]
pub struct PublishPart {
    /// Where the form goes.
    pub action: String,
    /// What it was when the form was made.
    pub seen: String,
    /// Who sees it then.
    pub visible: String,
    /// How many mails go, and when.
    pub mails: String,
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
    /// True: it is not out, so its mails are only what they would be.
    pub is_draft: bool,
    /// Which mails nobody gets as things stand; empty where there are none.
    pub for_nobody: String,
    /// That nobody is invited, and when the invitation would have been due; empty where somebody is.
    pub too_late: String,
    /// What comes of publishing it; none for what is no draft.
    pub publish: Option<PublishPart>,
    /// Where its rules are changed.
    pub rules: String,
    /// The mails about the next date as points on a line, and the date among them.
    pub timeline: Vec<TimePoint>,
    /// Where it is cancelled as entered twice.
    pub duplicate: String,
    /// Where it is approved or refused; empty for what was not proposed.
    pub submission: String,
    /// Its public page; empty when it has none.
    pub public: String,
    /// Where its content is written.
    pub content: Vec<Choice>,
    /// When and where: message and value.
    pub facts: Vec<(&'static str, String)>,
    /// Who gets which mail when about the next date.
    pub steps: Vec<StepLine>,
    /// The same about its other dates.
    pub other_steps: Vec<StepLine>,
    /// Its dates.
    pub dates: Vec<DateLine>,
    /// Its dates that are over, the last one first.
    pub past: Vec<DateLine>,
    /// The last change, as long as its mails matter.
    pub change: Option<ChangePart>,
    /// How it repeats, in words; empty for what takes place once.
    pub repetition: String,
    /// Where its dates are changed.
    pub series: String,
}

/// A point on the line of time.
#[derive(Debug, Clone, Serialize)]
pub struct TimePoint {
    /// What: a kind of mail, or the event.
    pub label: String,
    /// The day.
    pub day: String,
    /// How many get it; empty for the event.
    pub count: String,
    /// `done`, `ahead`, `none` (nobody gets it), `event`.
    pub sort: &'static str,
}

/// The form of an event's rules.
#[derive(Debug, Clone, Serialize)]
pub struct EventRulesPage {
    /// The event.
    pub title: String,
    /// Where it goes.
    pub action: String,
    /// Where it leads back.
    pub back: String,
    /// What the event was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// The rules.
    pub rows: Vec<RuleRow>,
    /// Rules of the programme, in words.
    pub of_programme: Vec<String>,
    /// Who would get what when, once somebody looked.
    pub steps: Option<Vec<StepLine>>,
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

/// The last change of time, place or status.
#[derive(Debug, Clone, Serialize)]
pub struct ChangePart {
    /// How far its mails are, in words.
    pub numbers: String,
    /// Whom no mail reaches: name and telephone.
    pub to_call: Vec<(String, String)>,
    /// Where it is taken back.
    pub undo: String,
    /// Until when that goes; empty when it is too late.
    pub until: String,
    /// What the event is now.
    pub seen: String,
}

/// One date.
#[derive(Debug, Clone, Serialize)]
pub struct DateLine {
    /// When.
    pub when: String,
    /// Where it is moved or cancelled.
    pub href: String,
    /// Everybody who is invited, with answer and attendance.
    pub answers: String,
    /// The record of it.
    pub record: String,
    /// The class and the words of its state; empty when nothing is special.
    pub state: (&'static str, String),
    /// Where it is, when that is elsewhere; empty for a place that nobody named.
    pub place: Option<String>,
    /// Who comes, in words.
    pub numbers: String,
}

/// What each form about an event has.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Form {
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
    pub fields: BTreeMap<&'static str, String>,
    /// What the typed day means: "= Sonntag, 12. September 2027".
    pub echo: String,
    /// The same of the last day.
    pub echo_last: String,
    /// Somebody must decide first.
    pub decide: Option<DecidePart>,
}

/// Who shall hear of a change, and what it does.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DecidePart {
    /// What the question is about; comes back with the decision.
    pub mark: String,
    /// Organisations that were told something else.
    pub told: usize,
    /// Of them those that come.
    pub accepted: usize,
    /// Of those told the ones whom no mail reaches.
    pub to_call: usize,
    /// For how many minutes it can be taken back.
    pub minutes: u64,
    /// The dates that it touches, each in words: what was, what will be.
    pub touched: Vec<(String, String)>,
    /// How many more it touches.
    pub more: usize,
    /// True: what will be is over already, so no mail goes.
    pub is_past: bool,
}

/// The form of an event.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EventForm {
    /// What each form has.
    #[serde(flatten)]
    pub form: Form,
    /// The event that a new one is made after, by slug; empty: none.
    pub copy_of: String,
    /// When that one began, in words.
    pub copied_day: String,
    /// How many days that one took.
    pub copied_days: i32,
    /// Venues.
    pub venues: Vec<Choice>,
    /// Groups; empty for what is no meeting.
    pub groups: Vec<Choice>,
    /// What a form for a new event is known by; empty for one that is stored.
    pub once: String,
    /// Takes place, perhaps, not.
    pub statuses: Vec<Choice>,
    /// Draft or published; empty for a draft, which goes out from its page.
    pub reviews: Vec<Choice>,
    /// Where the dates of a series are changed; empty for what takes place once.
    pub dates: String,
}

/// The form of one date of an event.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DateForm {
    /// What each form has.
    #[serde(flatten)]
    pub form: Form,
    /// For which dates it is meant; empty for what takes place once.
    pub scopes: Vec<Choice>,
    /// True: that date does not take place.
    pub cancelled: bool,
    /// Venues.
    pub venues: Vec<Choice>,
}

/// The form of all dates of an event.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RepetitionForm {
    /// What each form has.
    #[serde(flatten)]
    pub form: Form,
    /// The repetition in words.
    pub sentence: String,
    /// Its dates, each with the class and words of its state.
    pub dates: Vec<(String, (&'static str, String))>,
    /// How many more there are.
    pub more: usize,
    /// By what it repeats.
    pub units: Vec<Choice>,
    /// On which days of a week.
    pub weekdays: Vec<Choice>,
    /// How it ends.
    pub ends: Vec<Choice>,
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
