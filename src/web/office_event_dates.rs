//! `/office/events/…/dates` and `/date`: how an event repeats; one date moved or cancelled, alone or with others.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::DateDraft;
use crate::app::Edited;
use crate::app::Question;
use crate::app::Refusal;
use crate::app::RepetitionDraft;
use crate::app::version_of_event;
use crate::domain::event::Event;
use crate::domain::fault::Fault;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::Occurrence;
use crate::domain::recurrence::weekday_code;
use crate::domain::repetition::Unit;
use crate::domain::repetition::WEEKDAYS;
use crate::domain::series::Scope;
use crate::domain::series::Touched;
use crate::domain::when::Moment;
use crate::view::facts::Speaker;
use crate::view::office_events::DateForm;
use crate::view::office_events::DecidePart;
use crate::view::office_events::Form;
use crate::view::office_events::RepetitionForm;
use crate::view::repetition::sentence;
use crate::view::repetition::weekday_name;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_event_edit::choice;
use crate::web::office_event_edit::echo;
use crate::web::office_event_edit::said;
use crate::web::office_events::date_state;
use crate::web::trouble::Trouble;

/// The most dates that are listed.
const LINES_MAX: usize = 60;

/// What came of a form, as the page shows it again.
struct Outcome<'a> {
    status: StatusCode,
    seen: &'a str,
    faults: Vec<Fault>,
    question: Option<Question>,
}

impl<'a> Outcome<'a> {
    /// A form that nobody filled in yet.
    fn fresh(seen: &'a str) -> Self {
        Self { status: StatusCode::OK, seen, faults: Vec::new(), question: None }
    }

    /// What to show again; none: it is stored, or cannot be shown here.
    fn of(edited: Result<Edited, Refusal>, seen: &'a str, now: &'a str) -> Result<Self, Result<String, Refusal>> {
        let outcome = |status, seen, faults, question| Ok(Self { status, seen, faults, question });
        match edited {
            Ok(Edited::Stored(slug)) => Err(Ok(slug)),
            Ok(Edited::Decide(question)) => outcome(StatusCode::OK, seen, Vec::new(), Some(question)),
            Err(Refusal::Faults(faults)) => outcome(StatusCode::UNPROCESSABLE_ENTITY, seen, faults, None),
            Err(Refusal::Changed) => {
                outcome(StatusCode::CONFLICT, now, vec![Fault::new("", "fault-event-changed")], None)
            }
            Err(refusal) => Err(Err(refusal)),
        }
    }
}

/// Where a stored change leads, or why there is none.
fn leave(doors: &Doors, desk: &Desk, left: Result<String, Refusal>) -> Response {
    match left {
        Ok(slug) => see(&desk.reader.link(&format!("/office/events/{slug}"), "done=saved")),
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

/// The event of an address.
async fn event_of(doors: &Doors, desk: &Desk, slug: &str) -> Result<Event, Response> {
    match doors.app.find_event(slug).await {
        Ok(Some(event)) => Ok(event),
        Ok(None) => Err(Trouble::Missing.page(doors, &desk.reader)),
        Err(refusal) => Err(Trouble::Refused(refusal).page(doors, &desk.reader)),
    }
}

/// The form of one date.
pub(super) async fn show_date(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    let Some(original) = desk.date() else { return Trouble::Missing.page(&doors, &desk.reader) };
    let event = match event_of(&doors, &desk, &slug).await {
        Ok(event) => event,
        Err(response) => return response,
    };
    let change = event.overrides.iter().find(|one| one.recurrence_id == original);
    let mut when = event.when.moved_to(change.and_then(|one| one.start).unwrap_or(original));
    when.end = change.and_then(|one| one.end).or(when.end);
    let (draft, seen) = (DateDraft::of(&when, change), version_of_event(&event));
    give_date(&doors, &desk, (&event, original), &draft, Outcome::fresh(&seen)).await
}

/// Moves or cancels one date, or asks who shall hear of it.
pub(super) async fn change_date(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let Some(original) = desk.date() else { return Trouble::Missing.page(&doors, &desk.reader) };
    let stored = match event_of(&doors, &desk, &slug).await {
        Ok(event) => event,
        Err(response) => return response,
    };
    let text = |name: &str| posted.field(name).to_owned();
    let draft = DateDraft {
        day: text("day"),
        from: text("from"),
        to: text("to"),
        scope: text("scope"),
        cancelled: posted.field("cancelled") == "1",
        reason: text("reason"),
        change_to: text("change_to"),
    };
    let (seen, now) = (posted.field("seen"), version_of_event(&stored));
    let edited = Box::pin(doors.app.edit_date(&desk.who(), (&slug, original), seen, &draft)).await;
    match Outcome::of(edited, seen, &now) {
        Ok(outcome) => give_date(&doors, &desk, (&stored, original), &draft, outcome).await,
        Err(left) => leave(&doors, &desk, left),
    }
}

async fn give_date(
    doors: &Doors,
    desk: &Desk,
    (event, original): (&Event, Moment),
    draft: &DateDraft,
    outcome: Outcome<'_>,
) -> Response {
    let speaker = desk.speaker(&doors.app);
    let status = outcome.status;
    let title = format!("{}: {}", event.title, speaker.words.dates(speaker.language).start_short(original));
    let fields = [("day", &draft.day), ("from", &draft.from), ("to", &draft.to), ("reason", &draft.reason)];
    let scope: Scope = draft.scope.parse().unwrap_or_default();
    let scopes = Scope::ALL.iter().map(|one| choice(one.word(), &speaker.word(&format!("scope-{one}")), *one == scope));
    let page = DateForm {
        form: form(doors, desk, (&event.slug, &format!("date?date={original}")), title, &fields, outcome),
        scopes: if event.recurrence.is_single() { Vec::new() } else { scopes.collect() },
        cancelled: draft.cancelled,
    };
    desk.give(doors, status, "office/event_date.html", page).await
}

/// The form of all dates.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    let event = match event_of(&doors, &desk, &slug).await {
        Ok(event) => event,
        Err(response) => return response,
    };
    let (draft, seen) = (RepetitionDraft::of(&event), version_of_event(&event));
    give(&doors, &desk, &event, &draft, Outcome::fresh(&seen)).await
}

/// Gives an event other dates, or shows which are touched and asks who shall hear of it.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let stored = match event_of(&doors, &desk, &slug).await {
        Ok(event) => event,
        Err(response) => return response,
    };
    let (draft, seen, now) = (draft_of(&posted), posted.field("seen"), version_of_event(&stored));
    let edited = Box::pin(doors.app.edit_repetition(&desk.who(), &slug, seen, &draft)).await;
    match Outcome::of(edited, seen, &now) {
        Ok(outcome) => give(&doors, &desk, &stored, &draft, outcome).await,
        Err(left) => leave(&doors, &desk, left),
    }
}

fn draft_of(posted: &Posted) -> RepetitionDraft {
    let text = |name: &str| posted.field(name).to_owned();
    RepetitionDraft {
        day: text("day"),
        from: text("from"),
        to: text("to"),
        unit: text("unit"),
        every: text("every"),
        weekdays: posted.all("weekday").into_iter().map(str::to_owned).collect(),
        ends: text("ends"),
        after: text("after"),
        on: text("on"),
        also: text("also"),
        without: text("without"),
        change_to: text("change_to"),
    }
}

async fn give(doors: &Doors, desk: &Desk, event: &Event, draft: &RepetitionDraft, outcome: Outcome<'_>) -> Response {
    let (speaker, status) = (desk.speaker(&doors.app), outcome.status);
    let dates = match doors.app.list_dates(&event.slug).await {
        Ok(dates) => dates,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let fields = [
        ("day", &draft.day),
        ("from", &draft.from),
        ("to", &draft.to),
        ("every", &draft.every),
        ("after", &draft.after),
        ("on", &draft.on),
        ("also", &draft.also),
        ("without", &draft.without),
    ];
    let date_line = |row: &Occurrence| {
        (speaker.words.dates(speaker.language).span(&row.dated.when), date_state(speaker, &row.dated))
    };
    let ends = ["never", "after", "on"]
        .map(|word| choice(word, &speaker.word(&format!("dates-ends-{word}")), word == draft.ends));
    let weekdays = WEEKDAYS.map(|day| {
        let code = weekday_code(day);
        choice(code, &weekday_name(speaker, day), draft.weekdays.iter().any(|chosen| chosen == code))
    });
    let page = RepetitionForm {
        form: form(doors, desk, (&event.slug, "dates"), event.title.clone(), &fields, outcome),
        sentence: sentence(speaker, event),
        dates: dates.iter().take(LINES_MAX).map(date_line).collect(),
        more: dates.len().saturating_sub(LINES_MAX),
        units: units(speaker, draft),
        weekdays: weekdays.into(),
        ends: ends.into(),
    };
    desk.give(doors, status, "office/event_dates.html", page).await
}

fn units(speaker: Speaker<'_>, draft: &RepetitionDraft) -> Vec<Choice> {
    let words = Unit::ALL.iter().map(|unit| unit.word());
    let kept = Some("kept").filter(|kept| draft.unit == *kept);
    let label = |word: &str| {
        speaker.word(&format!("dates-unit-{}", if word.is_empty() { "once" } else { word }).replace('_', "-"))
    };
    [""].into_iter().chain(words).chain(kept).map(|word| choice(word, &label(word), word == draft.unit)).collect()
}

/// What each form about the dates of an event has.
fn form(
    doors: &Doors,
    desk: &Desk,
    (slug, page): (&str, &str),
    title: String,
    fields: &[(&'static str, &String)],
    outcome: Outcome<'_>,
) -> Form {
    let speaker = desk.speaker(&doors.app);
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let day = fields.iter().find(|(name, _)| *name == "day").map_or("", |(_, day)| day.as_str());
    Form {
        title,
        action: desk.reader.link(&format!("/office/events/{slug}/{path}"), query),
        back: desk.reader.link(&format!("/office/events/{slug}"), ""),
        seen: outcome.seen.to_owned(),
        faults: said(speaker, &outcome.faults),
        fields: fields.iter().map(|(name, value)| (*name, (*value).clone())).collect(),
        echo: echo(speaker, &doors.app, day),
        decide: outcome.question.map(|question| decide_part(speaker, &doors.app, &question)),
    }
}

/// Who shall hear of a change, and which dates it touches.
pub(super) fn decide_part(speaker: Speaker<'_>, app: &App, question: &Question) -> DecidePart {
    let said = |dated: Option<&Dated>, missing: &str| match dated {
        None => speaker.word(missing),
        Some(dated) if dated.cancelled => {
            let when = speaker.words.dates(speaker.language).start_short(dated.when.start);
            format!("{when}: {}", speaker.word("touched-cancelled"))
        }
        Some(dated) => speaker.words.dates(speaker.language).span(&dated.when),
    };
    let line = |one: &Touched| (said(one.before.as_ref(), "touched-new"), said(one.after.as_ref(), "touched-gone"));
    DecidePart {
        told: question.told,
        accepted: question.accepted,
        minutes: app.config().engine.undo.as_secs() / 60,
        touched: question.touched.iter().take(LINES_MAX).map(line).collect(),
        more: question.touched.len().saturating_sub(LINES_MAX),
    }
}
