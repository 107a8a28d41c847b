//! `/office/settings/retention`: how long things are kept.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Refusal;
use crate::app::Retention;
use crate::app::TypedFields;
use crate::app::TypedRetention;
use crate::domain::fault::Fault;
use crate::view::office_settings::RetentionField;
use crate::view::office_settings::RetentionForm;
use crate::web::Doors;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office::LeadDesk;
use crate::web::office::LeadFiled;
use crate::web::office_form::faster;
use crate::web::office_form::said;
use crate::web::trouble::Trouble;

const HERE: &str = "/office/settings/retention";

/// How long.
pub(super) async fn show(State(doors): State<Doors>, LeadDesk(desk): LeadDesk) -> Response {
    give(&doors, &desk, None, StatusCode::OK, Vec::new()).await
}

/// Stores how long.
pub(super) async fn change(State(doors): State<Doors>, LeadFiled(filed): LeadFiled) -> Response {
    let Filed { desk, posted } = filed;
    let typed = ["answers", "mails", "audit"].map(|name| posted.field(name).to_owned());
    let (status, faults) = match doors.app.change_retention(&desk.who(), &typed, posted.field("seen")).await {
        Ok(()) => return see(&desk.reader.link(HERE, "done=saved")),
        Err(Refusal::Faults(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Err(Refusal::Changed) => (StatusCode::CONFLICT, Vec::new()),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    give(&doors, &desk, Some(typed), status, faults).await
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    typed: Option<TypedRetention>,
    status: StatusCode,
    faults: Vec<Fault>,
) -> Response {
    let speaker = desk.speaker(&doors.app);
    let stored = match doors.app.find_retention().await {
        Ok(stored) => stored,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let kept = stored.value.unwrap_or_default();
    let stored_days = [kept.answers, kept.mails, kept.audit].map(|days| days.to_string());
    let days = typed.unwrap_or_else(|| stored_days.clone());
    let least = Retention::LEAST;
    let fields = [("answers", least.answers), ("mails", least.mails), ("audit", least.audit)];
    let fields_of = |days: &TypedRetention| TypedFields::of_texts(fields.iter().map(|(name, _)| *name).zip(days));
    let was_faster = status == StatusCode::CONFLICT;
    let faults =
        if was_faster { faster("set-fault-changed", &fields_of(&stored_days), &fields_of(&days)) } else { faults };
    let field = |((name, least), days): ((&'static str, i64), String)| RetentionField {
        name,
        days,
        least: speaker.with("set-retention-least", "days", &least.to_string()),
    };
    let page = RetentionForm {
        seen: stored.seen,
        faults: said(speaker, &faults),
        fields: fields.into_iter().zip(days).map(field).collect(),
    };
    desk.give(doors, status, "office/settings_retention.html", page).await
}
