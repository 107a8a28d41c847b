//! `/office/events/…/answers` and `/door`: who comes to one date, and the list for its door. What the other pages about
//! a date share stands here too.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::app::DateSheet;
use crate::app::Guest;
use crate::app::Invited;
use crate::domain::actor::Actor;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::answer::Way;
use crate::view::date_sheet::AnswersPage;
use crate::view::date_sheet::DateHead;
use crate::view::date_sheet::DoorPage;
use crate::view::date_sheet::GuestLine;
use crate::view::facts::Speaker;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::office::Desk;
use crate::web::office_outbox::moment;
use crate::web::office_outbox::start;
use crate::web::trouble::Trouble;

/// The pages about one date, by the last part of their addresses.
const PAGES: [&str; 4] = ["answers", "door", "attendance", "record"];
/// How many lines of the door's list are left empty.
const EMPTY_LINES: usize = 8;

/// Everybody's answers.
pub(super) async fn answers(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    let sheet = match find(&doors, &desk, &slug).await {
        Ok(sheet) => sheet,
        Err(trouble) => return trouble.page(&doors, &desk.reader),
    };
    let page = answers_page(&About { app: &doors.app, desk: &desk, sheet: &sheet });
    desk.give(&doors, StatusCode::OK, "office/answers.html", page).await
}

/// The list for the door.
pub(super) async fn door(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    let sheet = match find(&doors, &desk, &slug).await {
        Ok(sheet) => sheet,
        Err(trouble) => return trouble.page(&doors, &desk.reader),
    };
    let page = door_page(&About { app: &doors.app, desk: &desk, sheet: &sheet });
    desk.give(&doors, StatusCode::OK, "office/door.html", page).await
}

/// The date of an address; without one the next.
pub(super) async fn find(doors: &Doors, desk: &Desk, slug: &str) -> Result<DateSheet, Trouble> {
    let sheet = doors.app.find_date_sheet(slug, desk.date()).await;
    sheet.map_err(Trouble::Refused)?.ok_or(Trouble::Missing)
}

fn answers_page(about: &About<'_>) -> AnswersPage {
    let (sheet, speaker) = (about.sheet, about.speaker());
    let other = |(value, label): &(String, String)| Choice::new(value, label, false);
    let action = if sheet.is_open { format!("/office/events/{}/answer", sheet.event.slug) } else { String::new() };
    AnswersPage {
        to_call: sheet.guests.iter().position(Guest::is_to_call),
        head: about.head("answers"),
        figures: figures(about),
        needs: needs(speaker, sheet),
        guests: sheet.guests.iter().map(|guest| about.line(guest)).collect(),
        others: sheet.others.iter().map(other).collect(),
        action,
        date: sheet.dated.original.to_string(),
    }
}

/// Numbers, each with its words and what else is to be said.
fn figures(about: &About<'_>) -> Vec<(u32, String, String)> {
    let (speaker, count) = (about.speaker(), &about.sheet.count);
    let people = speaker.words.say(speaker.language, "people", &[("count", count.people.into())]);
    let earlier = speaker.words.say(speaker.language, "guests-earlier", &[("count", count.for_earlier_time.into())]);
    let said = if count.for_earlier_time > 0 { format!("{people}, {earlier}") } else { people };
    let to_call = u32::try_from(count.to_call.len()).unwrap_or(u32::MAX);
    let label = |number: u32, id: &str| speaker.words.say(speaker.language, id, &[("count", number.into())]);
    let figure = |(number, id, more): (u32, &str, String)| (number, label(number, id), more);
    let all = [
        (count.numbers.accepted, "answers-accepted", said),
        (count.numbers.tentative, "answers-tentative", String::new()),
        (count.numbers.declined, "answers-declined", String::new()),
        (count.numbers.silent, "answers-silent", String::new()),
        (to_call, "guests-to-call", speaker.word("guests-to-call-why")),
    ];
    all.into_iter().filter(|(number, id, _)| *number > 0 || *id != "guests-to-call").map(figure).collect()
}

/// "3× Übersetzung (Arabisch), 1× Gebärdensprache": what those who come, or perhaps come, need.
pub(super) fn needs(speaker: Speaker<'_>, sheet: &DateSheet) -> String {
    let need = |(need, count): &(String, u32)| format!("{count}× {}", speaker.words.need(speaker.language, need));
    sheet.count.needs.iter().map(need).collect::<Vec<_>>().join(", ")
}

fn door_page(about: &About<'_>) -> DoorPage {
    let (sheet, speaker) = (about.sheet, about.speaker());
    let is_expected = |guest: &&Guest| {
        let state = guest.answer.as_ref().map(|answer| answer.state);
        matches!(state, Some(AnswerState::Accepted | AnswerState::Tentative))
    };
    let mut expected: Vec<&Guest> = sheet.guests.iter().filter(is_expected).collect();
    // At the door somebody looks for a name, whatever was answered.
    expected.sort_by_key(|guest| guest.actor.name.to_lowercase());
    let numbers = sheet.count.numbers;
    let args =
        [("yes", numbers.accepted.into()), ("people", sheet.count.people.into()), ("maybe", numbers.tentative.into())];
    DoorPage {
        head: about.head("door"),
        expected: speaker.words.say(speaker.language, "door-expected", &args),
        needs: needs(speaker, sheet),
        guests: expected.into_iter().map(|guest| about.line(guest)).collect(),
        empty: vec![(); EMPTY_LINES],
    }
}

/// A date and who looks at it.
pub(super) struct About<'a> {
    pub(super) app: &'a App,
    pub(super) desk: &'a Desk,
    pub(super) sheet: &'a DateSheet,
}

impl<'a> About<'a> {
    pub(super) fn speaker(&self) -> Speaker<'a> {
        self.desk.speaker(self.app)
    }

    /// The address of a page about this date.
    pub(super) fn link(&self, page: &str) -> String {
        let path = format!("/office/events/{}/{page}", self.sheet.event.slug);
        self.desk.reader.link(&path, &format!("date={}", self.sheet.dated.original))
    }

    /// What stands above a page; `page` is the last part of its address.
    pub(super) fn head(&self, page: &str) -> DateHead {
        let (sheet, speaker) = (self.sheet, self.speaker());
        let tab = |part: &str| Choice {
            value: String::new(),
            label: speaker.word(&format!("date-{part}")),
            href: self.link(part),
            chosen: part == page,
        };
        DateHead {
            name: speaker.word(&format!("date-{page}")),
            lead: speaker.word(&format!("date-{page}-lead")),
            title: sheet.event.title.clone(),
            when: speaker.words.dates(speaker.language).span(&sheet.dated.when),
            place: sheet.place.clone(),
            back: self.desk.reader.link(&format!("/office/events/{}", sheet.event.slug), ""),
            cancelled: sheet.dated.cancelled,
            tabs: PAGES.map(tab).into(),
        }
    }

    /// An organisation with its answer.
    fn line(&self, guest: &Guest) -> GuestLine {
        let (speaker, answer) = (self.speaker(), guest.answer.as_ref());
        let enter = if answer.is_some() { "guests-change" } else { "guests-enter" };
        let page = format!("{}&actor={}", self.link("answer"), guest.actor.slug);
        let said = |of: fn(&Answer) -> &String| answer.map(of).cloned().unwrap_or_default();
        GuestLine {
            name: guest.actor.name.clone(),
            href: self.desk.reader.link(&format!("/office/actors/{}", guest.actor.slug), ""),
            call: if answer.is_none() { call(speaker, &guest.actor) } else { String::new() },
            state: state(speaker, answer),
            notes: self.notes(guest),
            count: announced(answer).map(|count| count.to_string()).unwrap_or_default(),
            needs: answer.map(|answer| needs_of(speaker, answer)).unwrap_or_default(),
            comment: said(|answer| &answer.comment),
            topic: said(|answer| &answer.topic),
            given: given(speaker, self.app, guest),
            enter: if self.sheet.is_open { (page, speaker.word(enter)) } else { (String::new(), String::new()) },
        }
    }

    /// What else is to be said of an answer; of those who gave none, how they stand with their invitation.
    fn notes(&self, guest: &Guest) -> Vec<String> {
        let speaker = self.speaker();
        let Some(answer) = &guest.answer else { return vec![invited(speaker, self.app, guest.invited)] };
        let old = |old| speaker.with("guests-given-to", "when", &start(speaker, self.app, old));
        let old = guest.given_to.map(old);
        let all = answer.occurrence_id.is_none().then(|| speaker.word("guests-all-dates"));
        old.into_iter().chain(all).collect()
    }
}

/// The class and the words of an answer.
pub(super) fn state(speaker: Speaker<'_>, answer: Option<&Answer>) -> (&'static str, String) {
    let class = match answer.map(|answer| answer.state) {
        Some(AnswerState::Accepted) => "accepted",
        Some(AnswerState::Tentative) => "tentative",
        Some(AnswerState::Declined) => "declined",
        Some(AnswerState::NeedsAction) | None => "none",
    };
    (class, speaker.word(&format!("answer-state-{class}")))
}

/// How many people an answer announced, where somebody comes or perhaps comes.
pub(super) fn announced(answer: Option<&Answer>) -> Option<i64> {
    let comes = |answer: &&Answer| matches!(answer.state, AnswerState::Accepted | AnswerState::Tentative);
    answer.filter(comes).map(|answer| answer.head_count)
}

/// What an answer says is needed.
pub(super) fn needs_of(speaker: Speaker<'_>, answer: &Answer) -> String {
    let needs = answer.needs.iter().map(|need| speaker.words.need(speaker.language, need));
    needs.collect::<Vec<_>>().join(", ")
}

/// When and by which way an answer came; empty where there is none.
pub(super) fn given(speaker: Speaker<'_>, app: &App, guest: &Guest) -> String {
    let Some(answer) = &guest.answer else { return String::new() };
    let id = match (answer.way, guest.answered_by.is_empty()) {
        (Way::Link, true) => "guests-by-link",
        (Way::Link, false) => "guests-by-link-of",
        (Way::Office, true) => "guests-by-office",
        (Way::Office, false) => "guests-by-office-of",
        (Way::Import, _) => "guests-by-import",
    };
    let when = moment(speaker, app, answer.given_at);
    let args = [("when", when.into()), ("who", guest.answered_by.as_str().into())];
    speaker.words.say(speaker.language, id, &args)
}

/// How an organisation stands with its invitation.
pub(super) fn invited(speaker: Speaker<'_>, app: &App, invited: Invited) -> String {
    let at = |id: &str, at| speaker.with(id, "when", &moment(speaker, app, at));
    match invited {
        Invited::ByMail(when) => at("invited-by-mail", when),
        Invited::Ahead(when) => at("invited-ahead", when),
        Invited::ByFile => speaker.word("invited-by-file"),
        Invited::Not => speaker.word("invited-not"),
        Invited::Unreached(reason) => {
            let why = speaker.word(&format!("why-not-{}", reason.word().replace('_', "-")));
            speaker.with("invited-unreached", "why", &why)
        }
    }
}

/// Whom to ring up: the function of the first contact who is invited, and the telephone.
pub(super) fn call(speaker: Speaker<'_>, actor: &Actor) -> String {
    let role = actor.invited_contacts().map(|contact| contact.role.clone()).next().unwrap_or_default();
    let phone = if actor.phone.is_empty() { speaker.word("no-phone") } else { actor.phone.clone() };
    [role, phone].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
