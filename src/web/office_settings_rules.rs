//! `/office/settings/rules/…`: the mails that new events get.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::DefaultRules;
use crate::app::Refusal;
use crate::domain::fault::Fault;
use crate::domain::rule::PlanOf;
use crate::view::office_settings::DefaultRulesPage;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office::LeadDesk;
use crate::web::office::LeadFiled;
use crate::web::office_form::said;
use crate::web::rules_form;
use crate::web::rules_form::RulesForm;
use crate::web::trouble::Trouble;

/// The rules as they are.
pub(super) async fn show(State(doors): State<Doors>, Path(of): Path<String>, LeadDesk(desk): LeadDesk) -> Response {
    let Ok(of) = of.parse::<PlanOf>() else { return Trouble::Missing.page(&doors, &desk.reader) };
    match doors.app.find_default_rules(of).await {
        Ok(stored) => give(&doors, &desk, (of, &stored), StatusCode::OK, None, Vec::new()).await,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Stores them for new events, or goes back to the delivered ones.
pub(super) async fn change(
    State(doors): State<Doors>,
    Path(of): Path<String>,
    LeadFiled(filed): LeadFiled,
) -> Response {
    let Filed { desk, posted } = filed;
    let Ok(of) = of.parse::<PlanOf>() else { return Trouble::Missing.page(&doors, &desk.reader) };
    match store(&doors, &desk, of, &posted).await {
        Ok(response) => response,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

async fn store(doors: &Doors, desk: &Desk, of: PlanOf, posted: &Posted) -> Result<Response, Refusal> {
    let (app, who, seen) = (&doors.app, desk.who(), posted.field("seen"));
    let stored = app.find_default_rules(of).await?;
    let names = app.list_group_names().await?;
    let form = RulesForm::new(desk.speaker(app), &names, of == PlanOf::Meeting);
    let changed = |stored: &DefaultRules| {
        let meanwhile = form.meanwhile(&stored.rules, posted);
        [Fault::new("", "set-fault-rules-changed")].into_iter().chain(meanwhile).collect()
    };
    if stored.seen != seen {
        let faults = changed(&stored);
        return Ok(give(doors, desk, (of, &stored), StatusCode::CONFLICT, Some(posted), faults).await);
    }
    let mut faults = Vec::new();
    let rules = form.read(posted, &stored.rules, &format!("{:x}", app.now().as_second()), &mut faults);
    let rules = (posted.field("do") != "reset").then_some(&rules);
    let done = match rules {
        Some(_) if !faults.is_empty() => Err(Refusal::Faults(faults)),
        rules => app.change_default_rules(&who, of, rules, seen).await,
    };
    match done {
        Ok(()) => Ok(see(&desk.reader.link(&format!("/office/settings/rules/{of}"), "done=saved"))),
        Err(Refusal::Faults(faults)) => {
            let faults = rules_form::at_rows(posted, rules.map_or(&[], Vec::as_slice), &stored.rules, faults);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(give(doors, desk, (of, &stored), status, Some(posted), faults).await)
        }
        Err(Refusal::Changed) => {
            let stored = app.find_default_rules(of).await?;
            let faults = changed(&stored);
            Ok(give(doors, desk, (of, &stored), StatusCode::CONFLICT, Some(posted), faults).await)
        }
        Err(refusal) => Err(refusal),
    }
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    (of, stored): (PlanOf, &DefaultRules),
    status: StatusCode,
    posted: Option<&Posted>,
    faults: Vec<Fault>,
) -> Response {
    let speaker = desk.speaker(&doors.app);
    let names = match doors.app.list_group_names().await {
        Ok(names) => names,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let page = DefaultRulesPage {
        of: of.word(),
        action: desk.reader.link(&format!("/office/settings/rules/{of}"), ""),
        seen: stored.seen.clone(),
        is_delivered: stored.is_delivered,
        faults: said(speaker, &faults),
        rows: RulesForm::new(speaker, &names, of == PlanOf::Meeting).rows(&stored.rules, posted),
    };
    desk.give(doors, status, "office/settings_rules.html", page).await
}
