//! `/office/outbox/why`: whose mails somebody asks about, and about which event; the contact's page answers.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Refusal;
use crate::domain::event::Event;
use crate::view::office::WhyPage;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::trouble::Trouble;

/// The most contacts to choose from.
const FOUND_MAX: usize = 30;

/// The question; when it can mean one contact only, its answer.
pub(super) async fn show(State(doors): State<Doors>, desk: Desk) -> Response {
    let read = async { Ok::<_, Refusal>((doors.app.directory().await?, doors.app.list_events_by_date().await?)) };
    let (directory, events) = match read.await {
        Ok(read) => read,
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let parameter = |name: &str| field(&desk.parameters, name).trim().to_owned();
    let (search, asked) = (parameter("q"), parameter("event"));
    let words = search.to_lowercase();
    let event = events.iter().map(|(event, _)| event.as_ref()).find(|event| event.slug == asked);
    let query = event.map(|event| format!("event={}", event.slug)).unwrap_or_default();
    let mut found = Vec::new();
    for actor in directory.actors_by_name().map(|row| &row.actor).filter(|_| !words.is_empty()) {
        let is_named = actor.name.to_lowercase().contains(&words);
        for contact in actor.contacts.iter().filter(|one| is_named || one.email.to_lowercase().contains(&words)) {
            let label = [&actor.name, &contact.role, &contact.email].map(String::as_str);
            found.push(Choice {
                value: String::new(),
                label: label.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
                href: desk.reader.link(&format!("/office/contacts/{}", contact.row), &query),
                chosen: false,
            });
        }
    }
    if let ([only], true) = (found.as_slice(), event.is_some()) {
        return see(&only.href);
    }
    let choice = |event: &Event| Choice::new(&event.slug, &event.title, event.slug == asked);
    found.truncate(FOUND_MAX);
    let page = WhyPage { search, events: events.iter().map(|(event, _)| choice(event)).collect(), found };
    desk.give(&doors, StatusCode::OK, "office/why.html", page).await
}
