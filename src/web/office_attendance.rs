//! `/office/events/…/attendance`: who was there, ticked off at the door or written down afterwards.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::AttendanceDraft;
use crate::app::DateSheet;
use crate::app::Guest;
use crate::app::PresentDraft;
use crate::app::Refusal;
use crate::domain::fault::Fault;
use crate::view::date_sheet::AttendancePage;
use crate::view::date_sheet::PresentLine;
use crate::view::facts::Speaker;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_date::About;
use crate::web::office_date::announced;
use crate::web::office_date::find;
use crate::web::office_date::state;
use crate::web::office_form::said;
use crate::web::trouble::Trouble;

/// The form.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match find(&doors, &desk, &slug).await {
        Ok(sheet) => give(&doors, &desk, StatusCode::OK, (&sheet, &stored(&sheet)), &[]).await,
        Err(trouble) => trouble.page(&doors, &desk.reader),
    }
}

/// Writes down who was there.
pub(super) async fn record(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let sheet = match find(&doors, &desk, &slug).await {
        Ok(sheet) => sheet,
        Err(trouble) => return trouble.page(&doors, &desk.reader),
    };
    let draft = typed(&posted, &sheet);
    let original = sheet.dated.original;
    match doors.app.record_attendance(&desk.who(), (&slug, original), posted.field("seen"), &draft).await {
        Ok(()) => {
            let query = format!("date={original}&done=saved");
            see(&desk.reader.link(&format!("/office/events/{slug}/attendance"), &query))
        }
        Err(Refusal::Faults(faults)) => {
            give(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, (&sheet, &draft), &faults).await
        }
        Err(Refusal::Changed) => {
            let faults = [Fault::new("", "fault-attendance-changed")];
            give(&doors, &desk, StatusCode::CONFLICT, (&sheet, &draft), &faults).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// The form as it is stored.
fn stored(sheet: &DateSheet) -> AttendanceDraft {
    let present = |guest: &Guest| PresentDraft {
        actor: guest.actor.slug.clone(),
        is_ticked: guest.persons.is_some(),
        persons: guest.persons.map(|persons| persons.to_string()).unwrap_or_default(),
    };
    AttendanceDraft {
        actors: sheet.guests.iter().map(present).collect(),
        other: PresentDraft::default(),
        nobodys: Some(sheet.nobodys).filter(|count| *count > 0).map(|count| count.to_string()).unwrap_or_default(),
    }
}

/// The form as it was sent.
fn typed(posted: &Posted, sheet: &DateSheet) -> AttendanceDraft {
    let ticked = posted.all("present");
    let present = |guest: &Guest| PresentDraft {
        actor: guest.actor.slug.clone(),
        is_ticked: ticked.contains(&guest.actor.slug.as_str()),
        persons: posted.field(&format!("persons-{}", guest.actor.slug)).to_owned(),
    };
    AttendanceDraft {
        actors: sheet.guests.iter().map(present).collect(),
        other: PresentDraft {
            actor: posted.field("other").to_owned(),
            is_ticked: true,
            persons: posted.field("other_persons").to_owned(),
        },
        nobodys: posted.field("nobodys").to_owned(),
    }
}

async fn give(
    doors: &Doors,
    desk: &Desk,
    status: StatusCode,
    (sheet, draft): (&DateSheet, &AttendanceDraft),
    faults: &[Fault],
) -> Response {
    let about = About { app: &doors.app, desk, sheet };
    let speaker = about.speaker();
    let drafts: BTreeMap<&str, &PresentDraft> = draft.actors.iter().map(|one| (one.actor.as_str(), one)).collect();
    let line = |guest: &Guest| {
        let typed = drafts.get(guest.actor.slug.as_str());
        PresentLine {
            slug: guest.actor.slug.clone(),
            name: guest.actor.name.clone(),
            state: state(speaker, guest.answer.as_ref()),
            announced: announced(guest.answer.as_ref()).map(|count| count.to_string()).unwrap_or_default(),
            is_ticked: typed.is_some_and(|typed| typed.is_ticked),
            persons: typed.map(|typed| typed.persons.clone()).unwrap_or_default(),
        }
    };
    let other = |(value, label): &(String, String)| Choice::new(value, label, *value == draft.other.actor);
    let page = AttendancePage {
        head: about.head("attendance"),
        action: about.link("attendance"),
        seen: sheet.attendance_seen.clone(),
        faults: said(speaker, faults),
        counted: counted(speaker, sheet),
        guests: sheet.guests.iter().map(line).collect(),
        others: sheet.others.iter().map(other).collect(),
        other_persons: draft.other.persons.clone(),
        nobodys: draft.nobodys.clone(),
    };
    desk.give(doors, status, "office/attendance.html", page).await
}

/// How many were there, in words; empty where nobody was counted.
pub(super) fn counted(speaker: Speaker<'_>, sheet: &DateSheet) -> String {
    let (actors, people) = sheet.present();
    if people == 0 {
        return String::new();
    }
    // Who belongs to no organisation is not of those that are counted.
    let own = people.saturating_sub(sheet.nobodys);
    let id = match (own, sheet.nobodys) {
        (_, 0) => "attendance-counted",
        (0, _) => "attendance-counted-nobodys",
        _ => "attendance-counted-both",
    };
    let args = [("people", people), ("own", own), ("nobodys", sheet.nobodys)].map(|(name, n)| (name, n.into()));
    let args: Vec<_> = args.into_iter().chain([("actors", actors.into())]).collect();
    speaker.words.say(speaker.language, id, &args)
}
