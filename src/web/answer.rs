//! `/a/TOKEN`: the page behind the answer link of a mail. GET shows, POST decides.
//!
//! Invariant: `?answer=` fills in the form and nothing more; programs follow every link of a mail.

use axum::extract::Path;
use axum::extract::Query;
use axum::extract::Request;
use axum::extract::State;
use axum::extract::rejection::PathRejection;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::response::Html;
use axum::response::IntoResponse as _;
use axum::response::Response;

use crate::app::AnswerLink;
use crate::app::AnswerSheet;
use crate::app::GivenBy;
use crate::app::Refusal;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::fault::Fault;
use crate::domain::text;
use crate::domain::venue::place_line;
use crate::domain::when::Moment;
use crate::view::answers::AnswerPage;
use crate::view::answers::Links;
use crate::view::facts::Described;
use crate::view::facts::Speaker;
use crate::view::facts::Texts;
use crate::view::shown::Badge;
use crate::view::shown::Choice;
use crate::view::shown::Said;
use crate::web::Doors;
use crate::web::answer_form::Form;
use crate::web::answer_form::FormReader;
use crate::web::answer_form::STATES;
use crate::web::answer_form::Typed;
use crate::web::answer_form::field_faults;
use crate::web::form::Posted;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::form::token_of;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// The facts that matter to somebody who is invited.
const FACTS: [&str; 8] = [
    "fact-hours",
    "fact-end-place",
    "fact-rain-place",
    "fact-meeting-point",
    "fact-languages",
    "fact-interpretation",
    "fact-childcare",
    "fact-contact",
];
/// The most items of an agenda that are named.
const AGENDA_MAX: usize = 20;

/// Shows what is asked and what was answered.
pub(super) async fn show(
    State(doors): State<Doors>,
    path: Result<Path<String>, PathRejection>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Response {
    let token = token_of(path);
    let (link, reader) = match find(&doors, &token, &parameters, &headers).await {
        Ok(found) => found,
        Err(trouble) => return trouble.page(&doors, &Reader::stranger(&doors, &parameters, &headers)),
    };
    let sheet = &link.sheet;
    let chosen = field(&parameters, "answer").parse().ok().filter(|state| STATES.contains(state));
    let done = field(&parameters, "done") == "1" && sheet.answer.is_some();
    let typed = Typed::stored(sheet, chosen);
    let showing = Showing { doors: &doors, reader: &reader, link: &link, sheet, token: &token, typed, done };
    showing.give(StatusCode::OK, &[])
}

/// Stores an answer.
pub(super) async fn decide(
    State(doors): State<Doors>,
    path: Result<Path<String>, PathRejection>,
    Query(parameters): Query<Parameters>,
    request: Request,
) -> Response {
    let (token, headers) = (token_of(path), request.headers().clone());
    let stranger = Reader::stranger(&doors, &parameters, &headers);
    let (link, reader) = match find(&doors, &token, &parameters, &headers).await {
        Ok(found) => found,
        Err(trouble) => return trouble.page(&doors, &stranger),
    };
    let sheet = &link.sheet;
    let read = Posted::read(request).await;
    let posted = match read.and_then(|posted| posted.check(&doors.app, &headers, &link.contact).map(|()| posted)) {
        Ok(posted) => posted,
        Err(trouble) => return trouble.page(&doors, &reader),
    };
    let show = |typed: Typed| Showing {
        doors: &doors,
        reader: &reader,
        link: &link,
        sheet,
        token: &token,
        typed,
        done: false,
    };
    if !sheet.is_open() {
        return show(Typed::stored(sheet, None)).give(StatusCode::CONFLICT, &[]);
    }
    let typed = Typed::posted(&posted);
    match doors.app.answer(&token, &typed.draft()).await {
        Ok(Some(_)) => see(&reader.link(&format!("/a/{token}"), "done=1")),
        Ok(None) => Trouble::Link.page(&doors, &stranger),
        Err(Refusal::Faults(faults)) => show(typed).give(StatusCode::UNPROCESSABLE_ENTITY, &faults),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &reader),
    }
}

/// What a link is about, and who reads it: the contact, in its language unless the address says another one.
async fn find(
    doors: &Doors,
    token: &str,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<(AnswerLink, Reader), Trouble> {
    let link = doors.app.find_answer_link(token).await.map_err(Trouble::Refused)?.ok_or(Trouble::Link)?;
    let reader = Reader::of_contact(parameters, headers, &doors.app.office_as_known(), &link.contact.language);
    Ok((link, reader))
}

/// What is shown to whom.
struct Showing<'a> {
    doors: &'a Doors,
    reader: &'a Reader,
    link: &'a AnswerLink,
    sheet: &'a AnswerSheet,
    token: &'a str,
    typed: Typed,
    done: bool,
}

impl Showing<'_> {
    fn give(&self, status: StatusCode, faults: &[Fault]) -> Response {
        match self.doors.pages.fill("pages/answer.html", self.reader.language(), &self.page(faults)) {
            Ok(page) => (status, Html(page)).into_response(),
            Err(fault) => Trouble::Unfilled(fault).page(self.doors, self.reader),
        }
    }

    fn page(&self, faults: &[Fault]) -> AnswerPage {
        let (sheet, speaker) = (self.sheet, self.speaker());
        let (event, app) = (&sheet.event, &self.doors.app);
        let texts = Texts::of(event, &self.reader.tag);
        let described = self.described();
        let mut facts = described.facts(speaker);
        let access = facts.iter().position(|fact| fact.label == "fact-access").map(|at| facts.remove(at).value);
        let kept = facts.into_iter().filter(|fact| FACTS.contains(&fact.label)).map(|fact| (fact.label, fact.value));
        let transit = sheet.venue.iter().map(|venue| ("fact-transit", venue.transit.clone()));
        let dates = speaker.words.dates(speaker.language);
        let path = format!("/a/{}", self.token);
        let page = event.is_public().then(|| format!("/e/{}", event.slug));
        AnswerPage {
            frame: self.reader.frame(self.doors, &path, &self.query()),
            asks: speaker.with("answer-asks", "asker", &self.asker()),
            title: Said::new(texts.title, texts.title_language),
            when: dates.span_for(&sheet.dated.when, &app.config().office.zone),
            place: place_line(sheet.venue.as_ref(), sheet.place().text),
            access: access.unwrap_or_default(),
            online: self.online(),
            notes: self.notes(),
            who: who(&sheet.actor.name, &self.link.contact.role),
            done: self.done,
            given: sheet.answer.as_ref().map(|answer| self.given(answer)),
            given_by: self.given_by(),
            said: self.said(),
            again: sheet.answer.as_ref().filter(|_| sheet.is_old && sheet.is_open()).map(|old| self.again(old)),
            faults: field_faults(speaker, faults),
            form: self.form().fill(self.reader.link(&path, ""), self.link.form_token.clone()),
            facts: transit.filter(|(_, value)| !value.is_empty()).chain(kept).collect(),
            agenda: self.agenda(),
            event: page.map(|page| Links {
                calendar: self.reader.link(&format!("{page}.ics"), ""),
                page: self.reader.link(&page, ""),
            }),
            feed: format!("{}/feed/{}.ics", app.config().http.base_url, self.link.feed_token),
        }
    }

    fn form(&self) -> Form<'_> {
        let (app, speaker) = (&self.doors.app, self.speaker());
        Form { app, speaker, sheet: self.sheet, typed: &self.typed, reader: FormReader::Guest }
    }

    fn speaker(&self) -> Speaker<'_> {
        self.reader.speaker(&self.doors.app)
    }

    fn asker(&self) -> String {
        let organiser = Some(self.sheet.organiser.clone()).filter(|name| !name.is_empty());
        organiser.unwrap_or_else(|| self.doors.app.office_as_known().name.clone())
    }

    /// What leads back to this page in another language, with the form as the link had filled it in.
    fn query(&self) -> String {
        let chosen = self.typed.state.filter(|_| !self.done).map(|state| format!("answer={state}"));
        if self.done { "done=1".to_owned() } else { chosen.unwrap_or_default() }
    }

    fn described(&self) -> Described<'_> {
        let (event, venue) = (&self.sheet.event, self.sheet.venue.as_ref());
        let access = match venue {
            Some(venue) if event.place.access.is_empty() => &venue.access,
            _ => &event.place.access,
        };
        Described {
            event,
            venue,
            end_venue: None,
            fallback_venue: None,
            access,
            organiser: &self.sheet.organiser,
            partners: Vec::new(),
            vocabulary: &self.sheet.vocabulary,
        }
    }

    fn online(&self) -> Option<Choice> {
        let online =
            self.sheet.place().online.filter(|online| self.sheet.is_open() && text::is_web_address(&online.url))?;
        let label = if online.platform.is_empty() { &online.url } else { &online.platform };
        Some(Choice { value: String::new(), label: label.clone(), href: online.url.clone(), chosen: false })
    }

    /// Why an answer is of no use any more.
    fn notes(&self) -> Vec<Badge> {
        let (sheet, speaker) = (self.sheet, self.speaker());
        let mut notes = Vec::new();
        if sheet.dated.cancelled {
            notes.push(Badge { class: "cancelled", text: speaker.word("answer-cancelled") });
            let reason = sheet.change().map_or("", |change| &change.reason);
            if !reason.is_empty() {
                notes.push(Badge { class: "over", text: speaker.with("event-reason", "reason", reason) });
            }
        } else if sheet.is_over {
            notes.push(Badge { class: "over", text: speaker.word("answer-over") });
        }
        notes
    }

    /// The answer so far, as a sentence.
    fn given(&self, answer: &Answer) -> String {
        let speaker = self.speaker();
        let mut parts = vec![speaker.word(&format!("answer-{}", answer.state))];
        if answer.state != AnswerState::Declined {
            let count = [("count", answer.head_count.max(1).into())];
            parts.push(speaker.words.say(speaker.language, "people", &count));
            parts.extend(answer.needs.iter().map(|need| self.form().need(need)));
        }
        let id = if self.done { "your-answer-now" } else { "your-answer" };
        speaker.with(id, "answer", &parts.join(&speaker.word("separator")))
    }

    /// "Gegeben von Kasse am 28. November 2026, 18:04 Uhr."
    fn given_by(&self) -> Option<String> {
        let (answer, by) = self.sheet.answer.as_ref().zip(self.link.given_by.as_ref())?;
        if self.done && *by == GivenBy::Reader {
            // That was just now.
            return None;
        }
        let speaker = self.speaker();
        let dates = speaker.words.dates(speaker.language);
        let wall = self.doors.app.config().office.zone.wall(answer.given_at);
        let (day, time) = (dates.day_plain(wall.date()), dates.time(wall.time()));
        let at = speaker.words.say(speaker.language, "date-day-until", &[("day", day.into()), ("time", time.into())]);
        let (id, role) = match by {
            GivenBy::Reader => ("answer-given-by-you", ""),
            GivenBy::Other(role) if role.is_empty() => ("answer-given-by-other", ""),
            GivenBy::Other(role) => ("answer-given-by", role.as_str()),
            GivenBy::Office => ("answer-given-by-office", ""),
            GivenBy::File => ("answer-given-by-file", ""),
        };
        Some(speaker.words.say(speaker.language, id, &[("when", at.into()), ("who", role.into())]))
    }

    fn said(&self) -> Vec<(&'static str, String)> {
        let words = |answer: &Answer| {
            [("answer-said-comment", answer.comment.clone()), ("answer-said-topic", answer.topic.clone())]
        };
        let said = self.sheet.answer.iter().flat_map(words);
        said.filter(|(_, words)| !words.is_empty()).collect()
    }

    /// "Ihr Ja galt für 17:00. Passt 17:30 auch?"
    fn again(&self, answer: &Answer) -> String {
        let (speaker, now) = (self.speaker(), self.sheet.dated.when.start);
        let dates = speaker.words.dates(speaker.language);
        let (id, old, new) = match self.sheet.told.as_ref().map(|told| told.start) {
            None => return speaker.word("answer-again"),
            Some(old) if old == now => return speaker.word(self.again_elsewhere()),
            Some(Moment::Wall(old)) if old.date() == now.date() && !now.is_day() => {
                (format!("again-{}", answer.state), dates.time(old.time()), dates.time(now.wall().time()))
            }
            Some(old) => (format!("again-{}", answer.state), dates.start_short(old), dates.start_short(now)),
        };
        speaker.words.say(speaker.language, &id, &[("old", old.into()), ("new", new.into())])
    }

    /// The start is as it was: another place, or only another end.
    fn again_elsewhere(&self) -> &'static str {
        let end = self.sheet.told.as_ref().map(|told| told.end);
        if end == Some(self.sheet.dated.when.end) { "answer-again-place" } else { "answer-again" }
    }

    fn agenda(&self) -> Vec<(String, String)> {
        let (sheet, speaker) = (self.sheet, self.speaker());
        let items = sheet.event.meeting.as_ref().map_or(&[][..], |m| m.agenda_of(sheet.dated.original.date()));
        let minutes = |count: u32| match count {
            0 => String::new(),
            _ => speaker.words.say(speaker.language, "agenda-minutes", &[("minutes", count.into())]),
        };
        let named = items.iter().take(AGENDA_MAX);
        named.map(|item| (text::clean_line(&item.title), minutes(item.minutes))).collect()
    }
}

/// An organisation and who it is there.
pub(super) fn who(actor: &str, role: &str) -> String {
    if role.is_empty() { actor.to_owned() } else { format!("{actor} ({role})") }
}
