//! `/office/settings/languages`: the languages that mails and public pages offer.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Refusal;
use crate::domain::fault::Fault;
use crate::view::language::Language;
use crate::view::office_settings::LanguagesForm;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office::LeadDesk;
use crate::web::office::LeadFiled;
use crate::web::office_form::said;
use crate::web::trouble::Trouble;

const HERE: &str = "/office/settings/languages";

/// What is offered.
pub(super) async fn show(State(doors): State<Doors>, LeadDesk(desk): LeadDesk) -> Response {
    give(&doors, &desk, StatusCode::OK, &[]).await
}

/// Stores what is offered.
pub(super) async fn change(State(doors): State<Doors>, LeadFiled(filed): LeadFiled) -> Response {
    let Filed { desk, posted } = filed;
    match doors.app.change_languages(&desk.who(), &posted.all("language"), posted.field("seen")).await {
        Ok(()) => see(&desk.reader.link(HERE, "done=saved")),
        Err(Refusal::Changed) => {
            give(&doors, &desk, StatusCode::CONFLICT, &[Fault::new("", "set-fault-languages-changed")]).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

async fn give(doors: &Doors, desk: &Desk, status: StatusCode, faults: &[Fault]) -> Response {
    let (offered, seen) = match doors.app.find_languages().await {
        Ok(found) => found,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let choice = |language: Language| Choice::new(language.tag(), language.own_name(), offered.contains(&language));
    let faults = said(desk.speaker(&doors.app), faults);
    // German is always there and no choice.
    let languages = Language::ALL.into_iter().filter(|language| *language != Language::De).map(choice).collect();
    desk.give(doors, status, "office/settings_languages.html", LanguagesForm { seen, faults, languages }).await
}
