//! `/office/accounts`: who may sign in, for leads; and `/office/account`, one's own.
//!
//! Invariant: a way in is shown only to the lead who made it, in the answer to their form, and never again.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::AccountLine as Line;
use crate::app::Refusal;
use crate::domain::account::Role;
use crate::domain::fault::Fault;
use crate::view::answers::FieldFault;
use crate::view::facts::Speaker;
use crate::view::office_accounts::AccountLine;
use crate::view::office_accounts::AccountPage;
use crate::view::office_accounts::AccountsPage;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office::LeadDesk;
use crate::web::office::LeadFiled;
use crate::web::office_outbox::moment;
use crate::web::trouble::Trouble;

/// What is shown besides the accounts.
#[derive(Default)]
struct Shown {
    address: String,
    role: Option<Role>,
    faults: Vec<Fault>,
    link: Option<(String, String)>,
}

/// One's own account.
pub(super) async fn own(State(doors): State<Doors>, desk: Desk) -> Response {
    let account = &desk.session.account;
    let role = role_name(desk.speaker(&doors.app), account.role);
    let page = AccountPage { address: account.address.clone(), role };
    desk.give(&doors, StatusCode::OK, "office/account.html", page).await
}

fn role_name(speaker: Speaker<'_>, role: Role) -> String {
    speaker.word(&format!("role-{role}"))
}

/// All accounts.
pub(super) async fn list(State(doors): State<Doors>, LeadDesk(desk): LeadDesk) -> Response {
    give(&doors, &desk, StatusCode::OK, Shown::default()).await
}

/// Adds an account.
pub(super) async fn add(State(doors): State<Doors>, LeadFiled(filed): LeadFiled) -> Response {
    let Filed { desk, posted } = filed;
    let role = posted.field("role").parse().unwrap_or(Role::Editor);
    let address = posted.field("address").trim().to_owned();
    match doors.app.welcome_account(&desk.who(), &address, role).await {
        Ok(_) => see(&desk.reader.link("/office/accounts", "done=account-added")),
        Err(Refusal::Faults(faults)) => {
            let shown = Shown { address, role: Some(role), faults, ..Shown::default() };
            give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, shown).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Changes one account: its role, its sessions, whether it is there; or makes a way in for it.
pub(super) async fn steer(State(doors): State<Doors>, Path(id): Path<i64>, LeadFiled(filed): LeadFiled) -> Response {
    let Filed { desk, posted } = filed;
    let (app, who) = (&doors.app, desk.who());
    let done = match (posted.field("lever"), posted.field("role").parse::<Role>()) {
        ("role", Ok(role)) => app.change_role(&who, id, role).await.map(|()| "saved"),
        ("sign-out", _) => app.end_sessions(&who, id).await.map(|()| "signed-out"),
        ("remove", _) => app.drop_account(&who, id).await.map(|()| "account-removed"),
        ("link", _) => return link(&doors, &desk, id).await,
        _ => return Trouble::Unread(StatusCode::BAD_REQUEST).page(&doors, &desk.reader),
    };
    match done {
        // Who is no lead any more finds what is left to them.
        Ok(done) if id == desk.session.account.id => see(&desk.reader.link("/office/account", &format!("done={done}"))),
        Ok(done) => see(&desk.reader.link("/office/accounts", &format!("done={done}"))),
        Err(refusal) => refuse(&doors, &desk, refusal).await,
    }
}

async fn refuse(doors: &Doors, desk: &Desk, refusal: Refusal) -> Response {
    let (status, faults) = match refusal {
        Refusal::Faults(faults) => (StatusCode::UNPROCESSABLE_ENTITY, faults),
        Refusal::Changed => (StatusCode::CONFLICT, vec![Fault::new("", "fault-account-gone")]),
        refusal => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    give(doors, desk, status, Shown { faults, ..Shown::default() }).await
}

/// Shows a way in that works once: for when a mail does not arrive.
async fn link(doors: &Doors, desk: &Desk, id: i64) -> Response {
    let made = async {
        let accounts = doors.app.list_accounts().await?;
        let account = accounts.into_iter().find(|account| account.id == id).ok_or(Refusal::Changed)?;
        let link = doors.app.make_sign_in_link(&desk.who(), &account.address).await?.ok_or(Refusal::Changed)?;
        Ok((account.address, link))
    };
    match made.await {
        Ok(link) => give(doors, desk, StatusCode::OK, Shown { link: Some(link), ..Shown::default() }).await,
        Err(refusal) => refuse(doors, desk, refusal).await,
    }
}

async fn give(doors: &Doors, desk: &Desk, status: StatusCode, shown: Shown) -> Response {
    let lines = match doors.app.list_account_lines().await {
        Ok(lines) => lines,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let speaker = desk.speaker(&doors.app);
    let said = |fault: &Fault| {
        let text = fault.what.message().map_or_else(|| speaker.word(&fault.what), |_| speaker.sentence(&fault.what));
        FieldFault { field: fault.field.clone(), text }
    };
    let roles = |chosen: Role| {
        let role = |role: Role| Choice::new(role.word(), role_name(speaker, role), role == chosen);
        [Role::Editor, Role::Lead].map(role).into()
    };
    let line = |line: &Line| AccountLine {
        id: line.account.id,
        action: desk.reader.link(&format!("/office/accounts/{}", line.account.id), ""),
        address: line.account.address.clone(),
        is_mine: line.account.id == desk.session.account.id,
        role: role_name(speaker, line.account.role),
        roles: roles(line.account.role),
        last: match line.last_sign_in {
            Some(at) => moment(speaker, &doors.app, at),
            None => speaker.word("accounts-never"),
        },
        sessions: speaker.words.say(speaker.language, "accounts-sessions", &[("count", line.sessions.into())]),
    };
    let page = AccountsPage {
        action: desk.reader.link("/office/accounts", ""),
        faults: shown.faults.iter().map(said).collect(),
        address: shown.address,
        roles: roles(shown.role.unwrap_or(Role::Editor)),
        few_leads: lines.iter().filter(|line| line.account.role == Role::Lead).count() < 2,
        link: shown.link,
        accounts: lines.iter().map(line).collect(),
    };
    desk.give(doors, status, "office/accounts.html", page).await
}
