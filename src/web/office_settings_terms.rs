//! `/office/settings/terms/…`: kinds of event, topics, and whom something is for.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::Refusal;
use crate::app::TypedFields;
use crate::domain::fault::Fault;
use crate::domain::vocabulary::Term;
use crate::domain::vocabulary::TermList;
use crate::view::language::Language;
use crate::view::office_settings::TermRow;
use crate::view::office_settings::TermsForm;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office::LeadDesk;
use crate::web::office::LeadFiled;
use crate::web::office_form::faster;
use crate::web::office_form::said;
use crate::web::trouble::Trouble;

/// The words as they are.
pub(super) async fn show(State(doors): State<Doors>, Path(list): Path<String>, LeadDesk(desk): LeadDesk) -> Response {
    let Ok(list) = list.parse::<TermList>() else { return Trouble::Missing.page(&doors, &desk.reader) };
    match doors.app.find_terms(list).await {
        Ok((terms, seen)) => give(&doors, &desk, (list, terms, &seen), StatusCode::OK, &[]).await,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Stores new names, what is offered, and one word more.
pub(super) async fn change(
    State(doors): State<Doors>,
    Path(list): Path<String>,
    LeadFiled(filed): LeadFiled,
) -> Response {
    let Filed { desk, posted } = filed;
    let Ok(list) = list.parse::<TermList>() else { return Trouble::Missing.page(&doors, &desk.reader) };
    match store(&doors, &desk, list, &posted).await {
        Ok(response) => response,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

async fn store(doors: &Doors, desk: &Desk, list: TermList, posted: &Posted) -> Result<Response, Refusal> {
    let (stored, now) = doors.app.find_terms(list).await?;
    let seen = posted.field("seen");
    let typed = typed(&stored, posted);
    let done = doors.app.change_terms(&desk.who(), list, typed.clone(), seen).await;
    Ok(match done {
        Ok(()) => see(&desk.reader.link(&format!("/office/settings/terms/{list}"), "done=saved")),
        Err(Refusal::Faults(faults)) => {
            give(doors, desk, (list, typed, seen), StatusCode::UNPROCESSABLE_ENTITY, &faults).await
        }
        Err(Refusal::Changed) => {
            let faults = faster("set-fault-changed", &fields_of(&stored), &fields_of(&typed));
            give(doors, desk, (list, typed, &now), StatusCode::CONFLICT, &faults).await
        }
        Err(refusal) => return Err(refusal),
    })
}

/// The stored words with what was typed over them, by their ids; and one more where a name was typed.
fn typed(stored: &[Term], posted: &Posted) -> Vec<Term> {
    let rows: Vec<(usize, &str)> = posted.all("id").into_iter().enumerate().collect();
    let named = |mut term: Term, row: usize| {
        for language in Language::ALL {
            let name = posted.field(&format!("{}-{row}", language.tag())).to_owned();
            term.names.insert(language.tag().to_owned(), name);
        }
        term.retired = !term.id.is_empty() && posted.field(&format!("offered-{row}")).is_empty();
        term
    };
    let over = |term: &Term| match rows.iter().find(|(_, id)| *id == term.id) {
        Some((row, _)) => named(term.clone(), *row),
        None => term.clone(),
    };
    let new = rows.iter().filter(|(_, id)| id.is_empty()).map(|(row, _)| named(Term::default(), *row));
    let new = new.filter(|term| term.names.values().any(|name| !name.trim().is_empty()));
    stored.iter().map(over).chain(new).collect()
}

/// The words that have an id as their form shows them.
fn fields_of(terms: &[Term]) -> TypedFields {
    let mut fields = TypedFields::default();
    for (row, term) in terms.iter().enumerate().filter(|(_, term)| !term.id.is_empty()) {
        for (tag, name) in &term.names {
            fields.put(&format!("{tag}-{row}"), name);
        }
    }
    fields
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    (list, mut terms, seen): (TermList, Vec<Term>, &str),
    status: StatusCode,
    faults: &[Fault],
) -> Response {
    let speaker = desk.speaker(&doors.app);
    if terms.iter().all(|term| !term.id.is_empty()) {
        terms.push(Term::default());
    }
    let row = |term: Term| TermRow {
        names: Language::ALL.map(|one| (one.tag(), term.names.get(one.tag()).cloned().unwrap_or_default())).into(),
        id: term.id,
        offered: !term.retired,
    };
    let page = TermsForm {
        title: speaker.word(&format!("set-terms-{}", list.word().replace('_', "-"))),
        action: desk.reader.link(&format!("/office/settings/terms/{list}"), ""),
        seen: seen.to_owned(),
        faults: said(speaker, faults),
        languages: Language::ALL.map(|one| (one.tag(), one.own_name())).into(),
        rows: terms.into_iter().map(row).collect(),
    };
    desk.give(doors, status, "office/settings_terms.html", page).await
}
