//! `/office/outbox`: what is planned, waits, went and did not go; and the levers.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::AboutMails;
use crate::app::App;
use crate::app::MailFacts;
use crate::app::MailGroup as Group;
use crate::app::Refusal;
use crate::domain::account::Role;
use crate::domain::notification::State as MailState;
use crate::domain::when::Moment;
use crate::view::facts::Speaker;
use crate::view::office::MailCount;
use crate::view::office::MailGroup;
use crate::view::office::MailLine;
use crate::view::office::OutboxPage;
use crate::view::rules::kind_name;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_contact::why_not;
use crate::web::office_mails::meaning;
use crate::web::trouble::Trouble;

/// How long ago mails were sent that are still listed.
const BACK: SignedDuration = SignedDuration::from_hours(28 * 24);
/// The most groups of one state on a page.
const GROUPS_MAX: i64 = 60;
/// The states in the order in which a person wants to see them.
pub(super) const STATES: [MailState; 6] =
    [MailState::Dead, MailState::Held, MailState::Sending, MailState::Planned, MailState::Sent, MailState::Moot];

/// All groups, or those of one state.
pub(super) async fn show(State(doors): State<Doors>, desk: Desk) -> Response {
    match outbox(&doors, &desk).await {
        Ok(page) => desk.give(&doors, StatusCode::OK, "office/outbox.html", page).await,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

async fn outbox(doors: &Doors, desk: &Desk) -> Result<OutboxPage, Refusal> {
    let (app, speaker) = (&doors.app, desk.speaker(&doors.app));
    let counts = app.count_mails().await?;
    let chosen: Option<MailState> = field(&desk.parameters, "state").parse().ok();
    let usual = [MailState::Dead, MailState::Held, MailState::Sending, MailState::Planned];
    let states: Vec<MailState> = chosen.map_or_else(|| usual.to_vec(), |state| vec![state]);
    let now = app.now();
    let mut listed = Vec::new();
    for state in states {
        let from = match state {
            MailState::Sent | MailState::Moot => now.saturating_sub(BACK).unwrap_or(now),
            _ => Timestamp::MIN,
        };
        listed.push((state, app.list_mail_groups(state, (from, Timestamp::MAX), GROUPS_MAX).await?));
    }
    let filter = |state: MailState| Choice {
        value: state.word().to_owned(),
        label: counted(speaker, state, counts.get(&state).copied().unwrap_or_default()),
        href: desk.reader.link("/office/outbox", &format!("state={state}")),
        chosen: chosen == Some(state),
    };
    let totals = STATES.into_iter().filter(|state| counts.contains_key(state));
    let totals = totals.map(|state| count(speaker, state, counts.get(&state).copied().unwrap_or_default())).collect();
    Ok(OutboxPage {
        totals,
        filters: STATES.map(filter).into(),
        groups: group_lines(desk, app, &listed),
        may_test: desk.session.account.role == Role::Lead,
        more: chosen.map(|_| desk.reader.link("/office/outbox", "")),
    })
}

/// One switch that holds all mail, and lets it go again.
pub(super) async fn switch(State(doors): State<Doors>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let done = match posted.field("lever") {
        "hold" => doors.app.hold_all(&desk.who()).await.map(|()| "held"),
        _ => doors.app.release_all(&desk.who()).await.map(|_| "released"),
    };
    match done {
        Ok(done) => see(&desk.reader.link("/office/outbox", &format!("done=mail-{done}"))),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Groups as lines; groups about the same mails in several states are one line.
pub(super) fn group_lines(desk: &Desk, app: &App, listed: &[(MailState, Vec<Group>)]) -> Vec<MailGroup> {
    let speaker = desk.speaker(app);
    let mut lines: Vec<(&AboutMails, Timestamp, Vec<MailCount>)> = Vec::new();
    for (state, groups) in listed {
        for group in groups {
            let counted = count(speaker, *state, group.count);
            match lines.iter_mut().find(|(about, ..)| **about == group.about) {
                Some((_, at, counts)) => {
                    *at = group.at.min(*at);
                    counts.push(counted);
                }
                None => lines.push((&group.about, group.at, vec![counted])),
            }
        }
    }
    // One state has its order already: the next first, or the last that went.
    if listed.len() > 1 {
        lines.sort_by_key(|(_, at, _)| *at);
    }
    let line = |(about, at, states): (&AboutMails, Timestamp, Vec<MailCount>)| MailGroup {
        when: moment(speaker, app, at),
        datetime: at.to_string(),
        kind: kind_name(speaker, about.kind),
        about: about_line(speaker, app, about),
        states,
        href: desk.reader.link(&group_path(about), &date_query(about.date.as_ref().map(|(original, _)| *original))),
    };
    lines.into_iter().map(line).collect()
}

/// Where the mails of a group are listed.
pub(super) fn group_path(about: &AboutMails) -> String {
    format!("/office/outbox/{}/{}", about.event, about.kind)
}

/// A date as a parameter of such an address.
pub(super) fn date_query(date: Option<Moment>) -> String {
    date.map(|original| format!("date={original}")).unwrap_or_default()
}

/// One mail as a line.
pub(super) fn mail_line(desk: &Desk, app: &App, mail: &MailFacts) -> MailLine {
    let (speaker, row) = (desk.speaker(app), &mail.row);
    let why = row.reason.map(|reason| why_not(reason, &mail.contact));
    let why = why.or(row.hold.map(|hold| format!("hold-{}", hold.word().replace('_', "-"))));
    let state = speaker.word(&format!("mail-{}", row.state));
    let address = row.went_to().unwrap_or(&mail.contact.email).to_owned();
    let fault = row.fault.clone().filter(|_| row.state != MailState::Sent).unwrap_or_default();
    MailLine {
        id: row.id,
        when: moment(speaker, app, row.sent_at.unwrap_or(row.try_at)),
        kind: kind_name(speaker, row.kind),
        about: about_line(speaker, app, &mail.about),
        about_href: desk.reader.link(&group_path(&mail.about), &date_query(mail.about.date.as_ref().map(|(o, _)| *o))),
        actor: mail.actor.name.clone(),
        href: desk.reader.link(&format!("/office/contacts/{}", mail.contact.row), ""),
        is_elsewhere: address != mail.contact.email,
        address,
        state: state_class(row.state),
        status: why.map_or(state.clone(), |why| format!("{state}: {}", speaker.word(&why))),
        meaning: meaning(speaker, &fault),
        fix: if row.state == MailState::Dead {
            desk.reader.link(&format!("/office/actors/{}", mail.actor.slug), "")
        } else {
            String::new()
        },
        fault,
    }
}

/// The class that styles a state.
fn state_class(state: MailState) -> &'static str {
    match state {
        MailState::Planned | MailState::Sending => "planned",
        MailState::Held => "held",
        MailState::Sent => "sent",
        MailState::Moot => "skipped",
        MailState::Dead => "failed",
    }
}

fn counted(speaker: Speaker<'_>, state: MailState, count: usize) -> String {
    speaker.words.say(speaker.language, &format!("mails-{state}"), &[("count", count.into())])
}

/// How many mails stand in a state, in words.
pub(super) fn count(speaker: Speaker<'_>, state: MailState, count: usize) -> MailCount {
    MailCount { state: state_class(state), text: counted(speaker, state, count) }
}

/// What mails are about: the event and its date.
pub(super) fn about_line(speaker: Speaker<'_>, app: &App, about: &AboutMails) -> String {
    match &about.date {
        None => about.title.clone(),
        Some((_, when)) => format!("{} – {}", about.title, start(speaker, app, when.start)),
    }
}

/// A moment on the office's clocks.
pub(super) fn moment(speaker: Speaker<'_>, app: &App, at: Timestamp) -> String {
    start(speaker, app, Moment::Wall(app.config().office.zone.wall(at)))
}

/// A start as the office's pages say it in short. Plans reach over a year, so another year than this one is named.
pub(super) fn start(speaker: Speaker<'_>, app: &App, start: Moment) -> String {
    speaker.words.dates(speaker.language).start_in(start, app.today())
}
