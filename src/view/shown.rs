//! What is put into the templates of pages: facts already in words.

use serde::Serialize;

use crate::view::language::Language;

/// What surrounds each page.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The language of the frame, as `lang=`.
    pub lang: &'static str,
    /// Its direction, as `dir=`.
    pub dir: &'static str,
    /// The name of the office.
    pub office: String,
    /// Its mailbox.
    pub mailbox: String,
    /// True: the data are examples, and each page says so.
    pub sample: bool,
    /// The programme's address, in the reader's language.
    pub home: String,
    /// The address of the stylesheet.
    pub style: String,
    /// The same page in other languages.
    pub languages: Vec<Choice>,
    /// The legal texts that there are.
    pub legal: Vec<Choice>,
}

/// One of several to choose from.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What is sent, or the language of the label.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Where it leads; empty in forms.
    pub href: String,
    /// True: it is the present one.
    pub chosen: bool,
}

impl Choice {
    /// One of a form, that leads nowhere.
    pub fn new(value: impl Into<String>, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.into(), label: label.into(), href: String::new(), chosen }
    }
}

/// A select of the filter form.
#[derive(Debug, Clone, Serialize)]
pub struct Select {
    /// Its parameter.
    pub name: &'static str,
    /// The message that labels it.
    pub label: &'static str,
    /// What can be chosen.
    pub options: Vec<Choice>,
}

/// The filter form as it was sent.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FilterForm {
    /// The search.
    pub search: String,
    /// The first day, as ISO date; empty: today.
    pub from: String,
    /// The selects.
    pub selects: Vec<Select>,
    /// The boxes to tick.
    pub flags: Vec<Select>,
    /// What else is in the address and shall stay there: name and value.
    pub hidden: Vec<(String, String)>,
    /// What is chosen, each with the address without it.
    pub active: Vec<Choice>,
}

/// Words with their language, for `lang=` and `dir=`.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    /// The words.
    pub text: String,
    /// Their language.
    pub lang: String,
    /// Their direction.
    pub dir: &'static str,
}

/// A date in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The event's page.
    pub href: String,
    /// When: "11:00–16:00 Uhr".
    pub time: String,
    /// The same for machines.
    pub datetime: String,
    /// The title.
    pub title: Said,
    /// The kind, in words.
    pub kind: String,
    /// Where.
    pub place: String,
    /// What decides: free, without registration, step-free.
    pub marks: Vec<String>,
    /// Languages.
    pub languages: String,
    /// Cancelled, moved, not yet sure: the message and the class.
    pub state: Option<Badge>,
}

/// What is special about a date.
#[derive(Debug, Clone, Serialize)]
pub struct Badge {
    /// The class that styles it.
    pub class: &'static str,
    /// The words.
    pub text: String,
}

/// The dates of one day.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// The day, as ISO date.
    pub id: String,
    /// "Samstag, 11. September 2027".
    pub heading: String,
    /// Its dates.
    pub lines: Vec<Line>,
}

/// The programme: what takes place when.
#[derive(Debug, Clone, Serialize)]
pub struct ProgrammePage {
    /// What surrounds it.
    pub frame: Frame,
    /// The heading.
    pub heading: String,
    /// The motto; empty for none.
    pub motto: String,
    /// From when to when; empty for none.
    pub period: String,
    /// Programmes that are not over, when none is chosen: each with its days and its address.
    pub programmes: Vec<Choice>,
    /// How many dates are shown, in words.
    pub count: String,
    /// The form.
    pub filter: FilterForm,
    /// What began before the first day and still goes on.
    pub running: Vec<Line>,
    /// The days.
    pub days: Vec<Day>,
    /// The address of later days, when there are more than one page holds.
    pub more: Option<Choice>,
    /// The feed of the same choice.
    pub subscribe: Subscribe,
}

/// How to subscribe.
#[derive(Debug, Clone, Serialize)]
pub struct Subscribe {
    /// For calendar programs that take the link.
    pub webcal: String,
    /// For copying.
    pub address: String,
    /// True: it is a choice, not everything.
    pub is_selection: bool,
}

/// One event.
#[derive(Debug, Clone, Serialize)]
pub struct EventPage {
    /// What surrounds it.
    pub frame: Frame,
    /// The title.
    pub title: Said,
    /// The kind, in words.
    pub kind: String,
    /// What decides: free, without registration, step-free.
    pub marks: Vec<String>,
    /// Cancelled, moved, not yet sure, over.
    pub notes: Vec<Badge>,
    /// What takes place instead, if that is public.
    pub instead: Option<Choice>,
    /// When: a sentence for one date; empty for several.
    pub when: String,
    /// Where: lines.
    pub place: Vec<String>,
    /// The room online, if its address may be public.
    pub online: Option<Choice>,
    /// The other facts: message and value.
    pub facts: Vec<(&'static str, String)>,
    /// Whom to ask, as links.
    pub contact: Vec<Choice>,
    /// Dates ahead, of a series.
    pub dates: Vec<Date>,
    /// Dates that are over, of a series.
    pub past: Vec<Date>,
    /// The summary.
    pub summary: Option<Said>,
    /// The description, as HTML that went through the allow-list.
    pub description: Option<Said>,
    /// What is to be said about the language of the texts: a message.
    pub honest: Option<&'static str>,
    /// Its calendar file.
    pub calendar: String,
    /// When it was last changed, in words.
    pub as_of: String,
}

/// A date of a series.
#[derive(Debug, Clone, Serialize)]
pub struct Date {
    /// When.
    pub text: String,
    /// What is special about it.
    pub state: Option<Badge>,
    /// Where, when it is elsewhere, and why.
    pub note: String,
}

/// A page that says that something is not there or not now.
#[derive(Debug, Clone, Serialize)]
pub struct MessagePage {
    /// What surrounds it.
    pub frame: Frame,
    /// The heading.
    pub heading: String,
    /// What to do.
    pub text: String,
    /// The message of the button that leads back.
    pub back: &'static str,
}

impl Said {
    /// Words in a language.
    pub fn new(text: &str, lang: &str) -> Self {
        let rtl = ["ar", "fa", "he", "ur", "ckb"].contains(&lang.split('-').next().unwrap_or_default());
        let dir = if rtl || Language::find(lang).is_some_and(Language::is_rtl) { "rtl" } else { "ltr" };
        Self { text: text.to_owned(), lang: lang.to_owned(), dir }
    }
}

/// A legal text.
#[derive(Debug, Clone, Serialize)]
pub struct LegalPage {
    /// What surrounds it.
    pub frame: Frame,
    /// Its name.
    pub heading: String,
    /// The text, as HTML.
    pub text: Said,
}
