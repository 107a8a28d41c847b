//! `/office/outbox/EVENT/KIND`: the mails of one kind about one date, one by one, and what a person can do about them.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use crate::app::AboutMails;
use crate::app::App;
use crate::app::Decision;
use crate::app::Lever;
use crate::app::MailFacts;
use crate::app::MailGroupName;
use crate::app::MoveDraft;
use crate::app::MovedMails;
use crate::app::Refusal;
use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::notification::State as MailState;
use crate::domain::steering::Steered;
use crate::view::answers::FieldFault;
use crate::view::facts::Speaker;
use crate::view::office::MailsPage;
use crate::view::office::MoveForm;
use crate::view::relay;
use crate::view::rules::kind_name;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_outbox::STATES;
use crate::web::office_outbox::about_line;
use crate::web::office_outbox::count;
use crate::web::office_outbox::date_query;
use crate::web::office_outbox::group_path;
use crate::web::office_outbox::mail_line;
use crate::web::office_outbox::moment;
use crate::web::trouble::Trouble;

/// The mails of one group, one by one.
pub(super) async fn show(
    State(doors): State<Doors>,
    Path((event, kind)): Path<(String, String)>,
    desk: Desk,
) -> Response {
    let Ok(kind) = kind.parse::<Kind>() else { return Trouble::Missing.page(&doors, &desk.reader) };
    give(&doors, &desk, StatusCode::OK, (&event, kind, desk.date()), Moving::default()).await
}

/// What a person typed to give the mails another time, and what is to be said about it.
#[derive(Default)]
struct Moving {
    draft: MoveDraft,
    faults: Vec<Fault>,
    understood: Option<Timestamp>,
}

async fn give(doors: &Doors, desk: &Desk, status: StatusCode, group: MailGroupName<'_>, moving: Moving) -> Response {
    let read = async {
        let mails = doors.app.list_mails(group.0, group.1, group.2).await?;
        Ok::<_, Refusal>((mails, doors.app.list_decisions(group).await?))
    };
    match read.await {
        Ok((mails, _)) if mails.is_empty() => Trouble::Missing.page(doors, &desk.reader),
        Ok((mails, decisions)) => {
            let page = page(desk, &doors.app, (&mails, &decisions), moving);
            desk.give(doors, status, "office/mails.html", page).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

fn page(desk: &Desk, app: &App, (mails, decisions): (&[MailFacts], &[Decision]), moving: Moving) -> MailsPage {
    let speaker = desk.speaker(app);
    let about = mails.first().map(|mail| &mail.about);
    let original = about.and_then(|about| about.date.as_ref()).map(|(original, _)| *original);
    let has = |state: MailState| mails.iter().any(|mail| mail.row.state == state);
    // What has no row yet is steered by the rules of its event.
    let stored: Vec<&MailFacts> = mails.iter().filter(|mail| mail.row.id != 0).collect();
    let has_stored = |state: MailState| stored.iter().any(|mail| mail.row.state == state);
    let of = |state: MailState| mails.iter().filter(|mail| mail.row.state == state).count();
    let totals = STATES.into_iter().filter(|state| has(*state)).map(|state| count(speaker, state, of(state)));
    let is_off = decisions.iter().any(|one| matches!(one.what, Steered::CalledOff { .. }));
    let may = |lever: Lever| match lever {
        Lever::Hold => has_stored(MailState::Planned),
        Lever::Release => stored.iter().any(|mail| mail.row.hold.is_some_and(|hold| hold != Hold::Test)),
        Lever::Retry => has_stored(MailState::Dead),
        Lever::CallOff => !is_off && (has_stored(MailState::Planned) || has_stored(MailState::Held)),
        Lever::Resume => is_off,
    };
    MailsPage {
        title: about.map(|about| kind_name(speaker, about.kind)).unwrap_or_default(),
        when: about.map(|about| about_line(speaker, app, about)).unwrap_or_default(),
        event: about.map(|about| event_link(desk, about)).unwrap_or_default(),
        action: about.map(|about| desk.reader.link(&group_path(about), &date_query(original))).unwrap_or_default(),
        totals: totals.collect(),
        decisions: decisions.iter().map(|one| decision(speaker, app, one)).collect(),
        mails: mails.iter().map(|mail| mail_line(desk, app, mail)).collect(),
        levers: Lever::ALL.into_iter().filter(|lever| may(*lever)).map(Lever::word).collect(),
        moving: move_form(speaker, app, &stored, moving),
    }
}

fn event_link(desk: &Desk, about: &AboutMails) -> String {
    desk.reader.link(&format!("/office/events/{}", about.event), "")
}

fn decision(speaker: Speaker<'_>, app: &App, one: &Decision) -> String {
    let (id, mut args) = match one.what {
        Steered::CalledOff { .. } => ("mails-called-off", Vec::new()),
        Steered::Moved { due_at, send_at } => {
            let times = [("due", due_at), ("send", send_at)];
            ("mails-moved", times.map(|(name, at)| (name, moment(speaker, app, at).into())).into())
        }
    };
    args.push(("by", one.by.as_str().into()));
    args.push(("at", moment(speaker, app, one.at).into()));
    speaker.words.say(speaker.language, id, &args)
}

/// Those that could still go at another time, by when they are due.
fn move_form(speaker: Speaker<'_>, app: &App, mails: &[&MailFacts], moving: Moving) -> Option<MoveForm> {
    let Moving { draft, faults, understood } = moving;
    let is_open = |mail: &&&MailFacts| {
        let late = mail.row.reason == Some(Reason::Late);
        late || matches!(mail.row.state, MailState::Planned | MailState::Held)
    };
    let mut waves: Vec<(Timestamp, Timestamp, usize)> = Vec::new();
    for row in mails.iter().filter(is_open).map(|mail| &mail.row) {
        match waves.iter_mut().find(|(due, ..)| *due == row.due_at) {
            Some((_, _, count)) => *count += 1,
            None => waves.push((row.due_at, row.send_at, 1)),
        }
    }
    waves.sort_unstable();
    let wave = |(due, send, count): &(Timestamp, Timestamp, usize)| {
        Choice::new(
            due.to_string(),
            speaker.words.say(
                speaker.language,
                "move-wave",
                &[("count", (*count).into()), ("when", moment(speaker, app, *send).into())],
            ),
            *due == draft.due_at,
        )
    };
    let said = |fault: &Fault| FieldFault { field: fault.field.clone(), text: sentence(speaker, app, fault) };
    (!waves.is_empty()).then(|| MoveForm {
        waves: waves.iter().map(wave).collect(),
        faults: faults.iter().map(said).collect(),
        understood: understood.map(|at| (at.to_string(), echo(speaker, app, at))),
        day: draft.day,
        time: draft.time,
    })
}

/// "= Mittwoch, 18. August 2027, 09:00 Uhr".
fn echo(speaker: Speaker<'_>, app: &App, at: Timestamp) -> String {
    let wall = app.config().office.zone.wall(at);
    let dates = speaker.words.dates(speaker.language);
    format!("= {}, {}", dates.day(wall.date()), dates.time(wall.time()))
}

/// A fault in the reader's words; moments in it as they are said here.
fn sentence(speaker: Speaker<'_>, app: &App, fault: &Fault) -> String {
    let until = fault.what.message().and_then(|(_, args)| args.first()?.1.parse::<Timestamp>().ok());
    match (fault.what.message(), until) {
        (Some((id, _)), Some(until)) => speaker.with(id, "until", &moment(speaker, app, until)),
        _ => speaker.sentence(&fault.what),
    }
}

/// Holds, releases, tries again, calls off, takes up again, or gives another time to all mails of a group.
pub(super) async fn steer(
    State(doors): State<Doors>,
    Path((event, kind)): Path<(String, String)>,
    filed: Filed,
) -> Response {
    let Filed { desk, posted } = filed;
    let Ok(kind) = kind.parse::<Kind>() else { return Trouble::Missing.page(&doors, &desk.reader) };
    let group = (event.as_str(), kind, desk.date());
    let word = posted.field("lever");
    if word == "move" {
        let instant = |name: &str| posted.field(name).parse::<Timestamp>().ok();
        let text = |name: &str| posted.field(name).to_owned();
        let due_at = instant("due").unwrap_or_default();
        let draft = MoveDraft { due_at, day: text("day"), time: text("time"), sure: instant("sure") };
        return move_mails(&doors, &desk, group, draft).await;
    }
    let Some(lever) = Lever::ALL.into_iter().find(|lever| lever.word() == word) else {
        return Trouble::Unread(StatusCode::BAD_REQUEST).page(&doors, &desk.reader);
    };
    match doors.app.steer(&desk.who(), group, lever).await {
        Ok(_) => back(&desk, group, word),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn back(desk: &Desk, (event, kind, date): MailGroupName<'_>, done: &str) -> Response {
    let query = [date_query(date), format!("done=mails-{done}")];
    let query = query.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
    see(&desk.reader.link(&format!("/office/outbox/{event}/{kind}"), &query))
}

async fn move_mails(doors: &Doors, desk: &Desk, group: MailGroupName<'_>, draft: MoveDraft) -> Response {
    match doors.app.move_mails(&desk.who(), group, &draft).await {
        Ok(MovedMails::Done(_)) => back(desk, group, "move"),
        Ok(MovedMails::Understood(at)) => {
            let moving = Moving { draft, understood: Some(at), ..Moving::default() };
            give(doors, desk, StatusCode::OK, group, moving).await
        }
        Err(Refusal::Faults(faults)) => {
            let moving = Moving { draft, faults, ..Moving::default() };
            give(doors, desk, StatusCode::UNPROCESSABLE_ENTITY, group, moving).await
        }
        Err(Refusal::Changed) => {
            let faults = vec![Fault::new("", Sentence::new("fault-mails-gone", String::new(), Vec::new()))];
            give(doors, desk, StatusCode::CONFLICT, group, Moving { draft, faults, ..Moving::default() }).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

/// What a relay's answer means, if there is one.
pub(super) fn meaning(speaker: Speaker<'_>, fault: &str) -> String {
    if fault.is_empty() { String::new() } else { speaker.word(relay::meaning(fault)) }
}
