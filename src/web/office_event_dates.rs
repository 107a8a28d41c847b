//! `/office/events/…/dates` and `/date`: how an event repeats; one date moved or cancelled, alone or with others.

use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;

use crate::app::DateDraft;
use crate::app::Refusal;
use crate::app::RepetitionDraft;
use crate::app::TypedFields;
use crate::app::TypedSpan;
use crate::app::version_of_event;
use crate::domain::event::Event;
use crate::domain::occurrence::Occurrence;
use crate::domain::recurrence::weekday_code;
use crate::domain::repetition::Unit;
use crate::domain::repetition::WEEKDAYS;
use crate::domain::series::Scope;
use crate::domain::series::has_date;
use crate::domain::when::Moment;
use crate::view::facts::Speaker;
use crate::view::office_events::DateForm;
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
use crate::web::office_events::date_state;
use crate::web::office_form::Came;
use crate::web::office_form::Outcome;
use crate::web::office_form::caught_up;
use crate::web::office_form::choices;
use crate::web::office_form::decide_part;
use crate::web::office_form::echo;
use crate::web::office_form::echo_last;
use crate::web::office_form::labelled;
use crate::web::office_form::meanwhile;
use crate::web::office_form::said;
use crate::web::office_form::seen_of;
use crate::web::office_form::span_of;
use crate::web::office_form::ticked;
use crate::web::office_form::version_in;
use crate::web::office_outbox::start;
use crate::web::trouble::Trouble;

/// The most dates that are listed.
const LINES_MAX: usize = 60;

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
    if !has_date(&event, original) {
        return Trouble::Missing.page(&doors, &desk.reader);
    }
    let draft = DateDraft::of(&event, original);
    let seen = seen_of(&version_of_event(&event), &typed_date(&draft));
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
    let (version, fields) = (version_of_event(&stored), typed_date(&DateDraft::of(&stored, original)));
    let posted = caught_up(posted, &version, &fields);
    let text = |name: &str| posted.field(name).to_owned();
    let draft = DateDraft {
        span: span_of(&posted),
        venue: text("venue"),
        place: text("place"),
        scope: text("scope"),
        cancelled: posted.field("cancelled") == "1",
        reason: text("reason"),
        change_to: text("change_to"),
    };
    let (seen, now) = (posted.field("seen"), seen_of(&version, &fields));
    let edited = Box::pin(doors.app.edit_date(&desk.who(), (&slug, original), version_in(seen), &draft)).await;
    // The names of places are read for those alone who were slower: what is stored stays stored, whatever comes after.
    let venues = match &edited {
        Err(Refusal::Changed) => match doors.app.list_places_and_groups().await {
            Ok((venues, _)) => venues,
            Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
        },
        _ => Vec::new(),
    };
    let differences = || {
        let speaker = desk.speaker(&doors.app);
        meanwhile(&fields, &typed_date(&draft), |name, values| match name {
            "cancelled" => Some(ticked(speaker, values)),
            "venue" => Some(labelled(&choices(&venues, ""), values)),
            _ => Some(values.to_vec()),
        })
    };
    match Outcome::of(edited, (seen, &now), differences) {
        Ok(Came::Again(outcome)) => give_date(&doors, &desk, (&stored, original), &draft, outcome).await,
        Ok(Came::Stored(slug)) => see(&desk.reader.link(&format!("/office/events/{slug}"), "done=saved")),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// A date as its form shows it.
fn typed_date(draft: &DateDraft) -> TypedFields {
    let mut fields = TypedFields::of_texts(date_fields(draft));
    fields.put("cancelled", &u8::from(draft.cancelled));
    fields.put("venue", &draft.venue);
    fields
}

fn date_fields(draft: &DateDraft) -> [(&'static str, &String); 6] {
    [
        ("day", &draft.span.day),
        ("last", &draft.span.last),
        ("from", &draft.span.from),
        ("to", &draft.span.to),
        ("place", &draft.place),
        ("reason", &draft.reason),
    ]
}

async fn give_date(
    doors: &Doors,
    desk: &Desk,
    (event, original): (&Event, Moment),
    draft: &DateDraft,
    outcome: Outcome<'_>,
) -> Response {
    let speaker = desk.speaker(&doors.app);
    let venues = match doors.app.list_places_and_groups().await {
        Ok((venues, _)) => venues,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let status = outcome.status;
    let title = format!("{}: {}", event.title, start(speaker, &doors.app, original));
    let scope: Scope = draft.scope.parse().unwrap_or_default();
    let scopes =
        Scope::ALL.iter().map(|one| Choice::new(one.word(), speaker.word(&format!("scope-{one}")), *one == scope));
    let page = DateForm {
        form: form(
            doors,
            desk,
            (&event.slug, &format!("date?date={original}")),
            title,
            (&draft.span, &date_fields(draft)),
            outcome,
        ),
        scopes: if event.recurrence.is_single() { Vec::new() } else { scopes.collect() },
        cancelled: draft.cancelled,
        venues: choices(&venues, &draft.venue),
    };
    desk.give(doors, status, "office/event_date.html", page).await
}

/// The form of all dates.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    let event = match event_of(&doors, &desk, &slug).await {
        Ok(event) => event,
        Err(response) => return response,
    };
    let draft = RepetitionDraft::of(&event);
    let seen = seen_of(&version_of_event(&event), &typed_dates(&draft));
    give(&doors, &desk, &event, &draft, Outcome::fresh(&seen)).await
}

/// Gives an event other dates, or shows which are touched and asks who shall hear of it.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let stored = match event_of(&doors, &desk, &slug).await {
        Ok(event) => event,
        Err(response) => return response,
    };
    let (version, fields) = (version_of_event(&stored), typed_dates(&RepetitionDraft::of(&stored)));
    let posted = caught_up(posted, &version, &fields);
    let (draft, seen, now) = (draft_of(&posted), posted.field("seen"), seen_of(&version, &fields));
    let edited = Box::pin(doors.app.edit_repetition(&desk.who(), &slug, version_in(seen), &draft)).await;
    let differences = || {
        let speaker = desk.speaker(&doors.app);
        meanwhile(&fields, &typed_dates(&draft), |name, values| match name {
            "unit" => Some(labelled(&units(speaker, ""), values)),
            "ends" => Some(labelled(&ends(speaker, &draft), values)),
            "weekday" => Some(labelled(&weekdays(speaker, &[]), values)),
            _ => Some(values.to_vec()),
        })
    };
    match Outcome::of(edited, (seen, &now), differences) {
        Ok(Came::Again(outcome)) => give(&doors, &desk, &stored, &draft, outcome).await,
        Ok(Came::Stored(slug)) => see(&desk.reader.link(&format!("/office/events/{slug}"), "done=saved")),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn draft_of(posted: &Posted) -> RepetitionDraft {
    let text = |name: &str| posted.field(name).to_owned();
    RepetitionDraft {
        span: span_of(posted),
        unit: text("unit"),
        every: text("every"),
        weekdays: posted.all("weekday").into_iter().map(str::to_owned).collect(),
        // Somebody who chose how often, and left the rest as it stood, named no end.
        ends: Some(text("ends")).filter(|ends| ends != "once").unwrap_or_else(|| "never".to_owned()),
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
    let date_line = |row: &Occurrence| {
        (speaker.words.dates(speaker.language).span(&row.dated.when), date_state(speaker, &row.dated))
    };
    let page = RepetitionForm {
        form: form(
            doors,
            desk,
            (&event.slug, "dates"),
            event.title.clone(),
            (&draft.span, &dates_fields(draft)),
            outcome,
        ),
        sentence: sentence(speaker, event),
        dates: dates.iter().take(LINES_MAX).map(date_line).collect(),
        more: dates.len().saturating_sub(LINES_MAX),
        units: units(speaker, &draft.unit),
        weekdays: weekdays(speaker, &draft.weekdays).into(),
        ends: ends(speaker, draft),
    };
    desk.give(doors, status, "office/event_dates.html", page).await
}

/// The dates of an event as their form shows them.
fn typed_dates(draft: &RepetitionDraft) -> TypedFields {
    let chosen = draft.weekdays.iter().map(|day| ("weekday", day));
    let chosen = chosen.chain([("unit", &draft.unit), ("ends", &draft.ends)]);
    TypedFields::of_texts(dates_fields(draft).into_iter().chain(chosen))
}

/// The fields into which something is typed.
fn dates_fields(draft: &RepetitionDraft) -> [(&'static str, &String); 9] {
    [
        ("day", &draft.span.day),
        ("last", &draft.span.last),
        ("from", &draft.span.from),
        ("to", &draft.span.to),
        ("every", &draft.every),
        ("after", &draft.after),
        ("on", &draft.on),
        ("also", &draft.also),
        ("without", &draft.without),
    ]
}

/// When a repetition ends. What takes place once is not "still open": it has no such end, until it is to repeat.
fn ends(speaker: Speaker<'_>, draft: &RepetitionDraft) -> Vec<Choice> {
    let chosen = if draft.unit.is_empty() && draft.ends == "never" { "once" } else { draft.ends.as_str() };
    let words = ["once"].into_iter().filter(|word| *word == chosen).chain(["never", "after", "on"]);
    words.map(|word| Choice::new(word, speaker.word(&format!("dates-ends-{word}")), word == chosen)).collect()
}

fn weekdays(speaker: Speaker<'_>, chosen: &[String]) -> [Choice; 7] {
    WEEKDAYS.map(|day| {
        let code = weekday_code(day);
        Choice::new(code, weekday_name(speaker, day), chosen.iter().any(|one| one == code))
    })
}

fn units(speaker: Speaker<'_>, chosen: &str) -> Vec<Choice> {
    let words = Unit::ALL.iter().map(|unit| unit.word());
    let kept = Some("kept").filter(|kept| chosen == *kept);
    let label = |word: &str| {
        speaker.word(&format!("dates-unit-{}", if word.is_empty() { "once" } else { word }).replace('_', "-"))
    };
    [""].into_iter().chain(words).chain(kept).map(|word| Choice::new(word, label(word), word == chosen)).collect()
}

/// What each form about the dates of an event has.
fn form(
    doors: &Doors,
    desk: &Desk,
    (slug, page): (&str, &str),
    title: String,
    (span, fields): (&TypedSpan, &[(&'static str, &String)]),
    outcome: Outcome<'_>,
) -> Form {
    let speaker = desk.speaker(&doors.app);
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    Form {
        title,
        action: desk.reader.link(&format!("/office/events/{slug}/{path}"), query),
        back: desk.reader.link(&format!("/office/events/{slug}"), ""),
        seen: outcome.seen.to_owned(),
        faults: said(speaker, &outcome.faults),
        fields: fields.iter().map(|(name, value)| (*name, (*value).clone())).collect(),
        echo: echo(speaker, &doors.app, &span.day),
        echo_last: echo_last(speaker, &doors.app, span),
        decide: outcome.question.map(|question| decide_part(speaker, &doors.app, &question)),
    }
}
