//! `/office/settings`: what can be set, and what holds now.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::view::office_settings::SettingsPage;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::office::LeadDesk;

/// The parts: address below `/office/settings` and the message of its name; `-about` says what it is for.
const PARTS: [(&str, &str); 2] = [("rules/meeting", "set-rules-meeting"), ("rules/event", "set-rules-event")];

/// The overview.
pub(super) async fn show(State(doors): State<Doors>, LeadDesk(desk): LeadDesk) -> Response {
    let speaker = desk.speaker(&doors.app);
    let part = |(path, message): (&str, &str)| Choice {
        value: speaker.word(&format!("{message}-about")),
        label: speaker.word(message),
        href: desk.reader.link(&format!("/office/settings/{path}"), ""),
        chosen: false,
    };
    let page = SettingsPage { parts: PARTS.map(part).into() };
    desk.give(&doors, StatusCode::OK, "office/settings.html", page).await
}
