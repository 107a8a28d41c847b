//! `/office/events/…/record`: the record of a date for the files: who was invited, answered and came, and which mails
//! went.

use std::collections::BTreeSet;

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use crate::app::Guest;
use crate::app::KindOfMails;
use crate::domain::notification::Reason;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::view::date_sheet::RecordLine;
use crate::view::date_sheet::RecordMails;
use crate::view::date_sheet::RecordPage;
use crate::view::rules::kind_name;
use crate::web::Doors;
use crate::web::office::Desk;
use crate::web::office_attendance::counted;
use crate::web::office_date::About;
use crate::web::office_date::announced;
use crate::web::office_date::given;
use crate::web::office_date::invited;
use crate::web::office_date::needs;
use crate::web::office_date::state;
use crate::web::office_outbox::moment;
use crate::web::trouble::Trouble;

/// Of so many organisations that none got a mail each is named; of more it is everybody.
const NAMED: usize = 5;

/// The record, as it stands now.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    let (sheet, mails) = match doors.app.find_record(&slug, desk.date()).await {
        Ok(Some(record)) => record,
        Ok(None) => return Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let about = About { app: &doors.app, desk: &desk, sheet: &sheet };
    let speaker = about.speaker();
    let zone = doors.app.config().office.zone.clone();
    let now = When { start: Moment::Wall(zone.wall(doors.app.now())), end: None, zone };
    let made = speaker.with("record-made", "when", &speaker.words.dates(speaker.language).span(&now));
    let page = RecordPage {
        made,
        facts: facts(&about),
        guests: sheet.guests.iter().map(|guest| guest_line(&about, guest)).collect(),
        mails: mails.iter().map(|mails| mails_of(&about, mails)).collect(),
        head: about.head("record"),
    };
    desk.give(&doors, StatusCode::OK, "office/record.html", page).await
}

fn facts(about: &About<'_>) -> Vec<(&'static str, String)> {
    let (sheet, speaker) = (about.sheet, about.speaker());
    let count = &sheet.count;
    let numbers = [
        ("yes", count.numbers.accepted.into()),
        ("people", count.people.into()),
        ("maybe", count.numbers.tentative.into()),
        ("no", count.numbers.declined.into()),
        ("silent", count.numbers.silent.into()),
    ];
    let there = counted(speaker, sheet);
    let facts = [
        ("event-organiser", sheet.organiser.clone()),
        ("fact-groups", sheet.groups.join(", ")),
        ("answers-title", speaker.words.say(speaker.language, "record-answers", &numbers)),
        ("record-needs", needs(speaker, sheet)),
        ("record-there", if there.is_empty() { speaker.word("record-not-counted") } else { there }),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn guest_line(about: &About<'_>, guest: &Guest) -> RecordLine {
    let (speaker, answer) = (about.speaker(), guest.answer.as_ref());
    RecordLine {
        name: guest.actor.name.clone(),
        invited: invited(speaker, about.app, guest.invited),
        answer: state(speaker, answer).1,
        given: given(speaker, about.app, guest),
        count: announced(answer).map(|count| count.to_string()).unwrap_or_default(),
        present: guest.persons.map(|persons| persons.to_string()).unwrap_or_default(),
    }
}

fn mails_of(about: &About<'_>, mails: &KindOfMails) -> RecordMails {
    let speaker = about.speaker();
    let counted = |id: &str, count: usize| speaker.words.say(speaker.language, id, &[("count", count.into())]);
    let results =
        [("record-accepted", mails.accepted), ("record-open", mails.open), ("mails-dead", mails.failed.len())];
    let none: usize = mails.not_sent.values().map(BTreeSet::len).sum();
    let results = results.into_iter().chain([("mails-moot", none)]);
    let reason = |(reason, names): (&Reason, &BTreeSet<String>)| {
        let why = speaker.word(&format!("why-not-{}", reason.word().replace('_', "-")));
        let is_everybody = none == names.len() && mails.failed.is_empty() && mails.accepted + mails.open == 0;
        let is_named = !is_everybody || none <= NAMED;
        (
            format!("{}× {why}", names.len()),
            if is_named { names.iter().map(String::as_str).collect::<Vec<_>>().join(", ") } else { String::new() },
        )
    };
    let not_delivered = |(actor, fault): &(String, String)| {
        let state = speaker.word("mail-dead");
        (if fault.is_empty() { state } else { format!("{state} ({fault})") }, actor.clone())
    };
    let failed = mails.failed.iter().map(not_delivered);
    RecordMails {
        kind: kind_name(speaker, mails.kind),
        when: mails.sent.map(|sent| period(about, sent)).unwrap_or_default(),
        results: results.filter(|(_, count)| *count > 0).map(|(id, count)| counted(id, count)).collect(),
        missed: failed.chain(mails.not_sent.iter().map(reason)).collect(),
    }
}

/// When the first and the last of some mails went; said once where both are the same to the minute.
fn period(about: &About<'_>, (first, last): (Timestamp, Timestamp)) -> String {
    let speaker = about.speaker();
    let (from, until) = (moment(speaker, about.app, first), moment(speaker, about.app, last));
    if from == until {
        return from;
    }
    speaker.words.say(speaker.language, "week-period", &[("from", from.into()), ("until", until.into())])
}
