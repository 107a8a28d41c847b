//! `/office/events/…/duplicate`: cancelling an event that was entered twice, with a reference to the other one.

use std::sync::Arc;

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Edited;
use crate::app::Question;
use crate::app::Refusal;
use crate::app::version_of_event;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::view::answers::FieldFault;
use crate::view::shown::Choice;
use crate::view::submissions::DuplicatePage;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_form::decide_part;
use crate::web::office_outbox::start;
use crate::web::trouble::Trouble;

/// The most events to choose from.
const EVENTS_MAX: usize = 20;

/// The choice of the other event.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    let search = field(&desk.parameters, "q").trim().to_owned();
    give(&doors, &desk, StatusCode::OK, &slug, Typed { search, ..Typed::default() }).await
}

/// What a person chose, and what is to be said about it.
#[derive(Default)]
struct Typed {
    search: String,
    of: String,
    seen: Option<String>,
    decide: Option<Question>,
    faults: Vec<Fault>,
}

async fn give(doors: &Doors, desk: &Desk, status: StatusCode, slug: &str, typed: Typed) -> Response {
    let events = match doors.app.list_events_by_date().await {
        Ok(events) => events,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let Some((event, _)) = events.iter().find(|(event, _)| event.slug == slug) else {
        return Trouble::Missing.page(doors, &desk.reader);
    };
    let speaker = desk.speaker(&doors.app);
    let choice = |one: &Event| {
        Choice::new(
            &one.slug,
            format!("{} ({})", one.title, start(speaker, &doors.app, one.when.start)),
            one.slug == typed.of,
        )
    };
    let said = |fault: &Fault| FieldFault { field: fault.field.clone(), text: speaker.sentence(&fault.what) };
    let page = DuplicatePage {
        action: desk.reader.link(&format!("/office/events/{slug}/duplicate"), ""),
        back: desk.reader.link(&format!("/office/events/{slug}"), ""),
        title: event.title.clone(),
        seen: typed.seen.clone().unwrap_or_else(|| version_of_event(event)),
        events: candidates(&events, event, &typed).into_iter().map(choice).collect(),
        faults: typed.faults.iter().map(said).collect(),
        search: typed.search,
        decide: typed.decide.map(|question| decide_part(speaker, &doors.app, &question)),
    };
    desk.give(doors, status, "office/duplicate.html", page).await
}

/// Those that may be meant: the chosen one, else those with a word of the search, else those of the same day or title.
fn candidates<'e, D>(events: &'e [(Arc<Event>, D)], event: &Event, typed: &Typed) -> Vec<&'e Event> {
    let words = typed.search.to_lowercase();
    let (title, day) = (event.title.to_lowercase(), event.when.start.date());
    let shares_a_word = |one: &Event| {
        let other = one.title.to_lowercase();
        title.split_whitespace().filter(|word| word.chars().count() > 4).any(|word| other.contains(word))
    };
    let is_wanted = |one: &&Event| {
        if one.slug == event.slug || one.is_cancelled() || one.review == Review::Refused {
            return false;
        }
        if !typed.of.is_empty() {
            return one.slug == typed.of;
        }
        match words.as_str() {
            "" => one.when.start.date() == day || shares_a_word(one),
            words => one.title.to_lowercase().contains(words),
        }
    };
    events.iter().map(|(one, _)| one.as_ref()).filter(is_wanted).take(EVENTS_MAX).collect()
}

/// Cancels it, or asks who shall hear of it.
pub(super) async fn cancel(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let (of, seen) = (posted.field("of"), posted.field("seen"));
    let typed =
        |decide, faults| Typed { of: of.to_owned(), seen: Some(seen.to_owned()), decide, faults, ..Typed::default() };
    let who = desk.who();
    let done = doors.app.cancel_as_duplicate(&who, (&slug, seen), of, posted.field("change_to"));
    let done = Box::pin(done).await;
    match done {
        Ok(Edited::Stored(slug)) => see(&desk.reader.link(&format!("/office/events/{slug}"), "done=duplicate")),
        Ok(Edited::Decide(question)) => {
            give(&doors, &desk, StatusCode::OK, &slug, typed(Some(question), Vec::new())).await
        }
        Err(Refusal::Faults(faults)) => {
            let typed = Typed { of: String::new(), ..typed(None, faults) };
            give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, &slug, typed).await
        }
        Err(Refusal::Changed) => {
            let fault = Fault::new("", Sentence::new("fault-submission-changed", String::new(), Vec::new()));
            let typed = Typed { seen: None, ..typed(None, vec![fault]) };
            give(&doors, &desk, StatusCode::CONFLICT, &slug, typed).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}
