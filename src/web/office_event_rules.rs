//! `/office/events/…/rules`: which mails go about an event; who would get what is seen before it is stored.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::EventRules;
use crate::app::EventSheet;
use crate::app::Refusal;
use crate::app::version_of_event;
use crate::domain::fault::Fault;
use crate::view::office_events::EventRulesPage;
use crate::view::office_events::StepLine;
use crate::view::rules::rule_sentence;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_events::step_line;
use crate::web::office_form::said;
use crate::web::rules_form;
use crate::web::rules_form::RulesForm;
use crate::web::trouble::Trouble;

/// The rules as they are.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match doors.app.find_event_rules(&slug).await {
        Ok(Some(stored)) => give(&doors, &desk, StatusCode::OK, (&stored, None), Vec::new(), None).await,
        Ok(None) => Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Shows who would get what, or stores it.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    match Box::pin(look_or_store(&doors, &desk, &slug, &posted)).await {
        Ok(response) => response,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

async fn look_or_store(doors: &Doors, desk: &Desk, slug: &str, posted: &Posted) -> Result<Response, Refusal> {
    let app = &doors.app;
    let Some(stored) = app.find_event_rules(slug).await? else { return Ok(Trouble::Missing.page(doors, &desk.reader)) };
    let about = (&stored, Some(posted));
    let names = app.list_group_names().await?;
    let form = RulesForm::new(desk.speaker(app), &names, false);
    let changed = |stored: &EventRules| {
        let meanwhile = form.meanwhile(&stored.event.rules, posted);
        [Fault::new("", "fault-event-changed")].into_iter().chain(meanwhile).collect()
    };
    if version_of_event(&stored.event) != posted.field("seen") {
        return Ok(give(doors, desk, StatusCode::CONFLICT, about, changed(&stored), None).await);
    }
    let mut faults = Vec::new();
    let fresh = format!("{:x}", app.now().as_second());
    let rules = form.read(posted, &stored.event.rules, &fresh, &mut faults);
    let done = if !faults.is_empty() {
        Err(Refusal::Faults(faults))
    } else if posted.field("do") == "save" {
        app.change_event_rules(&desk.who(), slug, posted.field("seen"), rules.clone()).await.map(|()| None)
    } else {
        app.show_with_rules(slug, &rules).await
    };
    match done {
        Ok(None) => Ok(see(&desk.reader.link(&format!("/office/events/{slug}"), "done=saved"))),
        Ok(Some(sheet)) => Ok(give(doors, desk, StatusCode::OK, about, Vec::new(), Some(&sheet)).await),
        Err(Refusal::Faults(faults)) => {
            let faults = rules_form::at_rows(posted, &rules, &stored.event.rules, faults);
            Ok(give(doors, desk, StatusCode::UNPROCESSABLE_ENTITY, about, faults, None).await)
        }
        Err(Refusal::Changed) => {
            let Some(now) = app.find_event_rules(slug).await? else { return Err(Refusal::Changed) };
            let faults = changed(&now);
            Ok(give(doors, desk, StatusCode::CONFLICT, (&now, Some(posted)), faults, None).await)
        }
        Err(refusal) => Err(refusal),
    }
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    status: StatusCode,
    (stored, posted): (&EventRules, Option<&Posted>),
    faults: Vec<Fault>,
    would: Option<&EventSheet>,
) -> Response {
    let speaker = desk.speaker(&doors.app);
    let names = match doors.app.list_group_names().await {
        Ok(names) => names,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let here = format!("/office/events/{}", stored.event.slug);
    // What is not stored yet has no mails to look at.
    let unlinked = |line: StepLine| StepLine { preview: String::new(), mails: String::new(), ..line };
    let steps = would.map(|sheet| {
        let ahead = sheet.steps.iter().filter(|step| step.at >= doors.app.now());
        ahead.map(|step| unlinked(step_line(desk, &doors.app, sheet, step))).collect()
    });
    let page = EventRulesPage {
        title: stored.event.title.clone(),
        action: desk.reader.link(&format!("{here}/rules"), ""),
        back: desk.reader.link(&here, ""),
        seen: version_of_event(&stored.event),
        faults: said(speaker, &faults),
        rows: RulesForm::new(speaker, &names, false).rows(&stored.event.rules, posted),
        of_programme: stored.of_programme.iter().map(|rule| rule_sentence(speaker, rule, &names)).collect(),
        steps,
    };
    desk.give(doors, status, "office/event_rules.html", page).await
}
