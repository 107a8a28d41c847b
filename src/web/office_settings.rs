//! `/office/settings`: what can be set, and how the house is.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::LegalText;
use crate::view::office_settings::SettingsPage;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::office::Desk;
use crate::web::office::LeadDesk;
use crate::web::office_outbox::moment;

/// The parts: address below `/office/settings` and the message of its name; `-about` says what it is for.
const PARTS: [(&str, &str); 11] = [
    ("identity", "set-identity"),
    ("rules/meeting", "set-rules-meeting"),
    ("rules/event", "set-rules-event"),
    ("terms/kinds", "set-terms-kinds"),
    ("terms/topics", "set-terms-topics"),
    ("terms/target_groups", "set-terms-target-groups"),
    ("languages", "set-languages"),
    ("retention", "set-retention"),
    ("legal/imprint", "legal-imprint"),
    ("legal/privacy", "legal-privacy"),
    ("legal/accessibility", "legal-accessibility"),
];

/// The overview.
pub(super) async fn show(State(doors): State<Doors>, LeadDesk(desk): LeadDesk) -> Response {
    let speaker = desk.speaker(&doors.app);
    let part = |(path, message): (&str, &str)| Choice {
        value: speaker.word(&format!("{message}-about")),
        label: speaker.word(message),
        href: desk.reader.link(&format!("/office/settings/{path}"), ""),
        chosen: false,
    };
    let legal = &doors.app.office().await.legal;
    let missing = LegalText::ALL.iter().filter(|text| !legal.contains(text));
    let missing: Vec<String> = missing.map(|text| speaker.word(&format!("legal-{text}"))).collect();
    let (class, health) = health(&doors, &desk).await;
    let page = SettingsPage {
        parts: PARTS.map(part).into(),
        missing: missing.join(", "),
        class,
        health,
        version: env!("CARGO_PKG_VERSION"),
        database: doors.app.database_kind(),
    };
    desk.give(&doors, StatusCode::OK, "office/settings.html", page).await
}

/// How the house is, as a class and a sentence.
async fn health(doors: &Doors, desk: &Desk) -> (&'static str, String) {
    let (app, speaker) = (&doors.app, desk.speaker(&doors.app));
    if !app.is_ready().await {
        return ("bad", speaker.word("set-health-bad"));
    }
    let Some(until) = app.mail_rests_until() else { return ("good", speaker.word("set-health-good")) };
    ("warn", speaker.with("set-health-rests", "until", &moment(speaker, app, until)))
}
