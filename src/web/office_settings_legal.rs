//! `/office/settings/legal/…`: imprint, privacy, accessibility, in each language.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::LegalText;
use crate::app::LegalTexts;
use crate::app::Refusal;
use crate::app::TypedFields;
use crate::domain::fault::Fault;
use crate::view::language::Language;
use crate::view::office_settings::LegalForm;
use crate::view::office_settings::LegalPart;
use crate::web::Doors;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office::LeadDesk;
use crate::web::office::LeadFiled;
use crate::web::office_form::faster;
use crate::web::office_form::said;
use crate::web::trouble::Trouble;

/// The text as it is stored.
pub(super) async fn show(State(doors): State<Doors>, Path(of): Path<String>, LeadDesk(desk): LeadDesk) -> Response {
    let Ok(of) = of.parse::<LegalText>() else { return Trouble::Missing.page(&doors, &desk.reader) };
    give(&doors, &desk, (of, None), StatusCode::OK, Vec::new()).await
}

/// Stores it; empty fields take it from the pages.
pub(super) async fn change(
    State(doors): State<Doors>,
    Path(of): Path<String>,
    LeadFiled(filed): LeadFiled,
) -> Response {
    let Filed { desk, posted } = filed;
    let Ok(of) = of.parse::<LegalText>() else { return Trouble::Missing.page(&doors, &desk.reader) };
    let typed = Language::ALL.map(|language| (language.tag().to_owned(), posted.field(language.tag()).to_owned()));
    let typed = LegalTexts::from(typed);
    let (status, faults) = match doors.app.change_legal(&desk.who(), of, typed.clone(), posted.field("seen")).await {
        Ok(()) => return see(&desk.reader.link(&format!("/office/settings/legal/{of}"), "done=saved")),
        Err(Refusal::Faults(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Err(Refusal::Changed) => (StatusCode::CONFLICT, Vec::new()),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    give(&doors, &desk, (of, Some(typed)), status, faults).await
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    (of, typed): (LegalText, Option<LegalTexts>),
    status: StatusCode,
    faults: Vec<Fault>,
) -> Response {
    let speaker = desk.speaker(&doors.app);
    let stored = match doors.app.find_legal(of).await {
        Ok(stored) => stored,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let is_public = stored.value.is_some();
    let kept = stored.value.unwrap_or_default();
    let texts = typed.unwrap_or_else(|| kept.clone());
    let fields_of = |texts: &LegalTexts| TypedFields::of_texts(texts.iter().map(|(tag, text)| (tag.as_str(), text)));
    let was_faster = status == StatusCode::CONFLICT;
    let faults = if was_faster { faster("set-fault-changed", &fields_of(&kept), &fields_of(&texts)) } else { faults };
    let part = |language: Language| LegalPart {
        tag: language.tag(),
        dir: language.dir(),
        label: language.own_name(),
        text: texts.get(language.tag()).cloned().unwrap_or_default(),
    };
    let page = LegalForm {
        title: speaker.word(&format!("legal-{of}")),
        about: speaker.word(&format!("legal-{of}-about")),
        action: desk.reader.link(&format!("/office/settings/legal/{of}"), ""),
        seen: stored.seen,
        public: if is_public { desk.reader.link(&format!("/legal/{of}"), "") } else { String::new() },
        faults: said(speaker, &faults),
        parts: Language::ALL.map(part).into(),
    };
    desk.give(doors, status, "office/settings_legal.html", page).await
}
