//! `/office/settings/identity`: who the office is, and a test mail that shows whether mails arrive.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::MailTrial;
use crate::app::Office;
use crate::app::Refusal;
use crate::app::StoredOffice;
use crate::app::TypedFields;
use crate::app::Went;
use crate::domain::fault::Fault;
use crate::view::facts::Speaker;
use crate::view::office_settings::IdentityField;
use crate::view::office_settings::IdentityPage;
use crate::view::office_settings::TrialPart;
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

const HERE: &str = "/office/settings/identity";

/// What the page shows besides what is stored.
#[derive(Default)]
struct Shown {
    typed: Option<StoredOffice>,
    faults: Vec<Fault>,
    trial: Option<MailTrial>,
}

/// Who the office is.
pub(super) async fn show(State(doors): State<Doors>, LeadDesk(desk): LeadDesk) -> Response {
    give(&doors, &desk, StatusCode::OK, Shown::default()).await
}

/// Stores who it is, goes back to the configuration, or sends a test mail.
pub(super) async fn change(State(doors): State<Doors>, LeadFiled(filed): LeadFiled) -> Response {
    let Filed { desk, posted } = filed;
    let typed = match posted.field("do") {
        "test" => return test(&doors, &desk).await,
        "reset" => StoredOffice::default(),
        _ => typed(&posted),
    };
    let (status, faults) = match doors.app.change_office(&desk.who(), &typed, posted.field("seen")).await {
        Ok(()) => return see(&desk.reader.link(HERE, "done=saved")),
        Err(Refusal::Faults(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Err(Refusal::Changed) => (StatusCode::CONFLICT, Vec::new()),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    give(&doors, &desk, status, Shown { typed: Some(typed), faults, trial: None }).await
}

fn typed(posted: &Posted) -> StoredOffice {
    let text = |name: &str| posted.field(name).to_owned();
    StoredOffice { name: text("name"), sender: text("sender"), from: text("from"), mailbox: text("mailbox") }
}

fn fields_of(office: &StoredOffice) -> TypedFields {
    let StoredOffice { name, sender, from, mailbox } = office;
    TypedFields::of_texts([("name", name), ("sender", sender), ("from", from), ("mailbox", mailbox)])
}

async fn test(doors: &Doors, desk: &Desk) -> Response {
    let Ok(to) = desk.session.account.address.parse() else {
        let faults = vec![Fault::new("", "set-fault-address")];
        return give(doors, desk, StatusCode::UNPROCESSABLE_ENTITY, Shown { faults, ..Shown::default() }).await;
    };
    match doors.app.try_mail(&desk.who(), &to).await {
        Ok(trial) => give(doors, desk, StatusCode::OK, Shown { trial: Some(trial), ..Shown::default() }).await,
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

async fn give(doors: &Doors, desk: &Desk, status: StatusCode, shown: Shown) -> Response {
    let speaker = desk.speaker(&doors.app);
    let (stored, configured) = match doors.app.find_stored_office().await {
        Ok(found) => found,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let is_own = stored.value.is_some();
    let own = stored.value.unwrap_or_default();
    let typed = shown.typed.unwrap_or_else(|| own.clone());
    let was_faster = status == StatusCode::CONFLICT;
    let faults =
        if was_faster { faster("set-fault-changed", &fields_of(&own), &fields_of(&typed)) } else { shown.faults };
    let page = IdentityPage {
        seen: stored.seen,
        is_own,
        faults: said(speaker, &faults),
        fields: fields(speaker, &own, &typed, &configured),
        me: desk.session.account.address.clone(),
        trial: shown.trial.map(|trial| trial_part(speaker, &trial)),
    };
    desk.give(doors, status, "office/settings_identity.html", page).await
}

fn fields(speaker: Speaker<'_>, own: &StoredOffice, typed: &StoredOffice, configured: &Office) -> Vec<IdentityField> {
    let field = |name, sort, (own, typed): (&str, &str), configured: &str| {
        let origin = if own.is_empty() { "set-from-config" } else { "set-from-here" };
        let origin = speaker.with(origin, "value", configured);
        IdentityField { name, sort, value: typed.to_owned(), origin }
    };
    let mut fields = vec![
        field("name", "text", (&own.name, &typed.name), &configured.name),
        field("sender", "text", (&own.sender, &typed.sender), ""),
        field("from", "email", (&own.from, &typed.from), configured.from.as_str()),
        field("mailbox", "email", (&own.mailbox, &typed.mailbox), configured.mailbox.as_str()),
    ];
    fields[1].origin = speaker.word("set-sender-origin");
    fields
}

/// How far a test mail came, in words.
fn trial_part(speaker: Speaker<'_>, trial: &MailTrial) -> TrialPart {
    if trial.is_kept {
        let heading = speaker.with("trial-kept", "where", &trial.relay);
        let advice = speaker.word("trial-kept-advice");
        return TrialPart { class: "warn", heading, steps: Vec::new(), reply: trial.reply.clone(), advice };
    }
    let step = |(step, went): &(crate::app::Step, Went)| {
        let went = match went {
            Went::Well => "well",
            Went::LeftOut => "left-out",
            Went::Not => "not",
        };
        speaker.with(&format!("trial-{step}-{went}"), "relay", &trial.relay)
    };
    let failed = trial.steps.iter().find(|(_, went)| *went == Went::Not).map(|(step, _)| step);
    let (class, heading) = if failed.is_none() { ("good", "trial-good") } else { ("bad", "trial-bad") };
    TrialPart {
        class,
        heading: speaker.word(heading),
        steps: trial.steps.iter().map(step).collect(),
        reply: trial.reply.clone(),
        advice: failed
            .map_or_else(|| speaker.word("trial-good-advice"), |step| speaker.word(&format!("trial-{step}-advice"))),
    }
}
