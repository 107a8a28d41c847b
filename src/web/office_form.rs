//! Forms with many fields: how they are shown again, and what comes of them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use axum::http::StatusCode;
use jiff::civil::Date;

use crate::app::App;
use crate::app::Edited;
use crate::app::Named;
use crate::app::Question;
use crate::app::Refusal;
use crate::app::TouchedDate;
use crate::app::TypedFields;
use crate::app::TypedSpan;
use crate::domain::fault::Fault;
use crate::domain::fault::said as sentence;
use crate::domain::occurrence::Dated;
use crate::view::answers::FieldFault;
use crate::view::facts::Speaker;
use crate::view::office_content::FilledForm;
use crate::view::office_events::DecidePart;
use crate::view::shown::Choice;
use crate::web::form::Posted;
use crate::web::office::Desk;
use crate::web::office_outbox::start;

/// The most dates that are listed before a decision.
const LINES_MAX: usize = 60;
/// The most characters of a value that somebody else stored.
const STORED_MAX: usize = 400;
/// What goes with a form and is not a part of what it is about.
const NOT_STORED: [&str; 6] = ["form", "seen", "change_to", "copy_of", "scope", "current"];

/// What a form about an event shows when it is shown again.
pub(super) struct Outcome<'a> {
    pub(super) status: StatusCode,
    pub(super) seen: &'a str,
    pub(super) faults: Vec<Fault>,
    pub(super) question: Option<Question>,
}

/// What came of a form about an event.
pub(super) enum Came<'a> {
    /// It is stored, under this slug.
    Stored(String),
    /// It is shown again.
    Again(Outcome<'a>),
}

impl<'a> Outcome<'a> {
    /// A form that nobody has touched.
    pub(super) fn fresh(seen: &'a str) -> Self {
        Self { status: StatusCode::OK, seen, faults: Vec::new(), question: None }
    }

    /// A form with faults.
    pub(super) fn faulty(seen: &'a str, faults: Vec<Fault>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, faults, ..Self::fresh(seen) }
    }

    /// What came of a form that saw one version while another is stored `now`; `meanwhile` says what differs.
    pub(super) fn of(
        edited: Result<Edited, Refusal>,
        (seen, now): (&'a str, &'a str),
        meanwhile: impl FnOnce() -> Vec<Fault>,
    ) -> Result<Came<'a>, Refusal> {
        Ok(match edited {
            Ok(Edited::Stored(slug)) => Came::Stored(slug),
            Ok(Edited::Decide(question)) => Came::Again(Self { question: Some(question), ..Self::fresh(seen) }),
            Err(Refusal::Faults(faults)) => Came::Again(Self::faulty(seen, faults)),
            Err(Refusal::Changed) => {
                let faults = [Fault::new("", "fault-event-changed")].into_iter().chain(meanwhile()).collect();
                Came::Again(Self { status: StatusCode::CONFLICT, faults, ..Self::fresh(now) })
            }
            Err(refusal) => return Err(refusal),
        })
    }
}

/// A form with many fields as somebody left it.
pub(super) struct Left<'a> {
    pub(super) typed: &'a TypedFields,
    pub(super) outcome: Outcome<'a>,
}

impl<'a> Left<'a> {
    /// A form that nobody has touched.
    pub(super) fn fresh(typed: &'a TypedFields, seen: &'a str) -> Self {
        Self { typed, outcome: Outcome::fresh(seen) }
    }

    /// What is shown again when nothing was stored; none when it was.
    pub(super) fn of(
        edited: Result<Edited, Refusal>,
        typed: &'a TypedFields,
        versions: (&'a str, &'a str),
        meanwhile: impl FnOnce() -> Vec<Fault>,
    ) -> Result<Option<Self>, Refusal> {
        Ok(match Outcome::of(edited, versions, meanwhile)? {
            Came::Stored(_) => None,
            Came::Again(outcome) => Some(Self { typed, outcome }),
        })
    }

    /// The form, filled; `days` are the fields whose days are said again.
    pub(super) fn fill(&self, desk: &Desk, app: &App, days: &[String]) -> FilledForm {
        let (speaker, outcome) = (desk.speaker(app), &self.outcome);
        let echo = |name: &String| (name.clone(), echo(speaker, app, self.typed.one(name)));
        let echoes: BTreeMap<String, String> = days.iter().map(echo).filter(|(_, echo)| !echo.is_empty()).collect();
        FilledForm {
            seen: outcome.seen.to_owned(),
            faults: said(speaker, &outcome.faults),
            fields: self.typed.firsts(),
            echoes,
            decide: outcome.question.as_ref().map(|question| decide_part(speaker, app, question)),
            ..FilledForm::default()
        }
    }
}

/// What a form was when it was made: the version of what it is about, and a mark of each field.
pub(super) fn seen_of(version: &str, fields: &TypedFields) -> String {
    let marks = fields.names().filter(|name| !fields.meant(name).is_empty());
    marks.fold(version.to_owned(), |seen, name| seen + " " + name + ":" + &fields.mark(name))
}

/// The version in what [`seen_of`] made.
pub(super) fn version_in(seen: &str) -> &str {
    seen.split(' ').next().unwrap_or_default()
}

/// A form for what is of another version by now, with what is stored in each field that nobody touched since the form was
/// made: whoever is slower takes nothing back by leaving it alone.
pub(super) fn caught_up(mut posted: Posted, version: &str, stored: &TypedFields) -> Posted {
    let seen = posted.field("seen").to_owned();
    if version_in(&seen) == version {
        return posted;
    }
    let marks: BTreeMap<&str, &str> = seen.split(' ').skip(1).filter_map(|mark| mark.split_once(':')).collect();
    let (typed, empty) = (TypedFields::of(posted.pairs()), TypedFields::default());
    let names: BTreeSet<&str> = marks.keys().copied().chain(stored.names()).collect();
    let shown = |name: &str| marks.get(name).map_or_else(|| empty.mark(name), |mark| (*mark).to_owned());
    for name in names.into_iter().filter(|name| typed.mark(name) == shown(name)) {
        posted.put(name, stored.all(name));
    }
    posted
}

/// What is stored by now where a form says something else, field by field: whoever was slower decides what holds.
///
/// `shown` puts the stored values of a field into words; none: they are not worth a word.
pub(super) fn meanwhile(
    stored: &TypedFields,
    typed: &TypedFields,
    shown: impl Fn(&str, &[String]) -> Option<Vec<String>>,
) -> Vec<Fault> {
    let names: BTreeSet<&str> = stored.names().chain(typed.names()).collect();
    let differs = |name: &&str| !NOT_STORED.contains(name) && stored.meant(name) != typed.meant(name);
    let fault = |name: &str| {
        let value: String = shown(name, &stored.meant(name))?.join(", ").chars().take(STORED_MAX).collect();
        Some(match value.as_str() {
            "" => Fault::new(name, sentence!("fault-now-empty", "is stored as empty by now")),
            _ => Fault::new(name, sentence!("fault-now-stored", "is stored as {value} by now", value = value)),
        })
    };
    names.into_iter().filter(differs).filter_map(fault).collect()
}

/// That somebody was faster (`first` says so), and what is stored by now, for a form of nothing but texts.
pub(super) fn faster(first: &'static str, stored: &TypedFields, typed: &TypedFields) -> Vec<Fault> {
    let texts = meanwhile(stored, typed, |_, values| Some(values.to_vec()));
    [Fault::new("", first)].into_iter().chain(texts).collect()
}

/// What can be chosen of a list, with what is chosen.
pub(super) fn choices(list: &[Named], chosen: &str) -> Vec<Choice> {
    list.iter().map(|(value, label)| Choice::new(value, label, value == chosen)).collect()
}

/// Stored values as the labels of what can be chosen.
pub(super) fn labelled(choices: &[Choice], values: &[String]) -> Vec<String> {
    let label = |value: &String| choices.iter().find(|one| one.value == *value).map_or(value, |one| &one.label).clone();
    values.iter().map(label).collect()
}

/// Whether a box is ticked, in words.
pub(super) fn ticked(speaker: Speaker<'_>, values: &[String]) -> Vec<String> {
    vec![speaker.word(if values.is_empty() { "is-not-ticked" } else { "is-ticked" })]
}

/// What is wrong, in the reader's language: a message by its name, or a sentence with its own.
pub(super) fn said(speaker: Speaker<'_>, faults: &[Fault]) -> Vec<FieldFault> {
    let text = |fault: &Fault| match fault.what.message() {
        Some(_) => speaker.sentence(&fault.what),
        None => speaker.word(&fault.what),
    };
    faults.iter().map(|fault| FieldFault { field: fault.field.clone(), text: text(fault) }).collect()
}

/// "= Sonntag, 12. September 2027", so that whoever typed 12.9. sees what was understood.
pub(super) fn echo(speaker: Speaker<'_>, app: &App, typed: &str) -> String {
    echo_day(speaker, app.read_typed_day(typed))
}

/// The same of a last day, whose year hangs on that of the first.
pub(super) fn echo_last(speaker: Speaker<'_>, app: &App, span: &TypedSpan) -> String {
    echo_day(speaker, app.read_last_day(span))
}

fn echo_day(speaker: Speaker<'_>, day: Option<Date>) -> String {
    day.map(|day| format!("= {}", speaker.words.dates(speaker.language).day(day))).unwrap_or_default()
}

/// When an event is, as somebody typed it.
pub(super) fn span_of(posted: &Posted) -> TypedSpan {
    let [day, last, from, to] = ["day", "last", "from", "to"].map(|name| posted.field(name).to_owned());
    TypedSpan { day, last, from, to }
}

/// Who shall hear of a change, and which dates it touches.
pub(super) fn decide_part(speaker: Speaker<'_>, app: &App, question: &Question) -> DecidePart {
    let when = |dated: Option<&Dated>, missing: &str| match dated {
        None => speaker.word(missing),
        Some(dated) if dated.cancelled => {
            let when = start(speaker, app, dated.when.start);
            format!("{when}: {}", speaker.word("touched-cancelled"))
        }
        Some(dated) => speaker.words.dates(speaker.language).span(&dated.when),
    };
    let with_place = |when: String, place: Option<&String>| match place {
        None => when,
        Some(place) if place.is_empty() => format!("{when} · {}", speaker.word("touched-no-place")),
        Some(place) => format!("{when} · {place}"),
    };
    let line = |one: &TouchedDate| {
        let (before, after) =
            (when(one.date.before.as_ref(), "touched-new"), when(one.date.after.as_ref(), "touched-gone"));
        let places = one.places.as_ref();
        (with_place(before, places.map(|(was, _)| was)), with_place(after, places.map(|(_, is)| is)))
    };
    let after = |one: &TouchedDate| one.date.after.as_ref().map(|dated| dated.when.ends_at());
    let is_past = |one: &TouchedDate| after(one).is_some_and(|end| end <= app.now());
    DecidePart {
        is_past: !question.touched.is_empty() && question.touched.iter().all(is_past),
        mark: question.mark.clone(),
        told: question.told,
        accepted: question.accepted,
        to_call: question.to_call,
        minutes: app.config().engine.undo.as_secs() / 60,
        touched: question.touched.iter().take(LINES_MAX).map(line).collect(),
        more: question.touched.len().saturating_sub(LINES_MAX),
    }
}
