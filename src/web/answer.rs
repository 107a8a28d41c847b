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

use crate::app::AnswerDraft;
use crate::app::AnswerSheet;
use crate::app::NEEDS;
use crate::app::Refusal;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::fault::Fault;
use crate::domain::text;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::view::answers::AnswerForm;
use crate::view::answers::AnswerPage;
use crate::view::answers::FieldFault;
use crate::view::answers::Links;
use crate::view::facts::Described;
use crate::view::facts::Speaker;
use crate::view::facts::Texts;
use crate::view::facts::place_line;
use crate::view::shown::Badge;
use crate::view::shown::Choice;
use crate::view::shown::Said;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::form::token_of;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// What can be answered.
const STATES: [AnswerState; 3] = [AnswerState::Accepted, AnswerState::Tentative, AnswerState::Declined];
/// How a need for interpretation is written down.
const INTERPRETATION: &str = "interpretation:";
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
    let (sheet, reader) = match find(&doors, &token, &parameters, &headers).await {
        Ok(found) => found,
        Err(trouble) => {
            return trouble.page(&doors, &Reader::of(&parameters, &headers, &doors.app.office_as_known(), None));
        }
    };
    let chosen = field(&parameters, "answer").parse().ok().filter(|state| STATES.contains(state));
    let done = field(&parameters, "done") == "1" && sheet.answer.is_some();
    let typed = Typed::stored(&sheet, chosen);
    let showing = Showing { doors: &doors, reader: &reader, sheet: &sheet, token: &token, typed, done };
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
    let stranger = Reader::of(&parameters, &headers, &doors.app.office_as_known(), None);
    let (sheet, reader) = match find(&doors, &token, &parameters, &headers).await {
        Ok(found) => found,
        Err(trouble) => return trouble.page(&doors, &stranger),
    };
    let read = Posted::read(request).await;
    let posted = match read.and_then(|posted| posted.check(&doors.app, &headers, &sheet.contact).map(|()| posted)) {
        Ok(posted) => posted,
        Err(trouble) => return trouble.page(&doors, &reader),
    };
    if !sheet.is_open() {
        let typed = Typed::stored(&sheet, None);
        let showing = Showing { doors: &doors, reader: &reader, sheet: &sheet, token: &token, typed, done: false };
        return showing.give(StatusCode::CONFLICT, &[]);
    }
    let typed = Typed::posted(&posted);
    match doors.app.answer(&token, &typed.draft()).await {
        Ok(Some(_)) => see(&reader.link(&format!("/a/{token}"), "done=1")),
        Ok(None) => Trouble::Link.page(&doors, &stranger),
        Err(Refusal::Faults(faults)) => {
            let showing = Showing { doors: &doors, reader: &reader, sheet: &sheet, token: &token, typed, done: false };
            showing.give(StatusCode::UNPROCESSABLE_ENTITY, &faults)
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &reader),
    }
}

/// What a link is about, and who reads it: the contact, in its language unless the address says another one.
async fn find(
    doors: &Doors,
    token: &str,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<(AnswerSheet, Reader), Trouble> {
    let sheet = doors.app.find_answer_sheet(token).await.map_err(Trouble::Refused)?.ok_or(Trouble::Link)?;
    let reader = Reader::of_contact(parameters, headers, &doors.app.office_as_known(), &sheet.contact.language);
    Ok((sheet, reader))
}

/// An answer as it stands in the form.
struct Typed {
    state: Option<AnswerState>,
    head_count: String,
    needs: Vec<String>,
    language: String,
    comment: String,
    topic: String,
    all_dates: bool,
    /// The SEQUENCE of what the page showed.
    seen: Option<i64>,
}

impl Typed {
    /// As it was given before, with what the link chose.
    fn stored(sheet: &AnswerSheet, chosen: Option<AnswerState>) -> Self {
        let none = Self {
            state: chosen,
            head_count: "1".to_owned(),
            needs: Vec::new(),
            language: String::new(),
            comment: String::new(),
            topic: String::new(),
            all_dates: false,
            seen: None,
        };
        let Some(answer) = &sheet.answer else { return none };
        let mut needs = answer.needs.clone();
        let first = first_language(&needs, sheet);
        let language = first.map(|at| needs.remove(at)[INTERPRETATION.len()..].to_owned()).unwrap_or_default();
        Self {
            state: chosen.or(Some(answer.state)),
            head_count: answer.head_count.max(1).to_string(),
            needs,
            language,
            comment: answer.comment.clone(),
            topic: answer.topic.clone(),
            ..none
        }
    }

    /// As it was sent.
    fn posted(posted: &Posted) -> Self {
        Self {
            state: posted.field("answer").parse().ok().filter(|state| STATES.contains(state)),
            head_count: posted.field("head_count").to_owned(),
            needs: posted.all("need").into_iter().map(str::to_owned).collect(),
            language: posted.field("language").to_owned(),
            comment: posted.field("comment").to_owned(),
            topic: posted.field("topic").to_owned(),
            all_dates: posted.field("dates") == "all",
            seen: posted.field("seen").parse().ok(),
        }
    }

    fn draft(&self) -> AnswerDraft {
        let language = (!self.language.is_empty()).then(|| format!("{INTERPRETATION}{}", self.language));
        AnswerDraft {
            state: self.state.unwrap_or_default(),
            head_count: self.head_count.clone(),
            needs: self.needs.iter().cloned().chain(language).collect(),
            comment: self.comment.clone(),
            topic: self.topic.clone(),
            all_dates: self.all_dates,
            sequence: self.seen,
        }
    }
}

/// What is shown to whom.
struct Showing<'a> {
    doors: &'a Doors,
    reader: &'a Reader,
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
        let text = sheet.change().and_then(|change| change.venue_text.as_deref()).unwrap_or(&event.place.text);
        let dates = speaker.words.dates(speaker.language);
        let path = format!("/a/{}", self.token);
        let page = event.is_public().then(|| format!("/e/{}", event.slug));
        AnswerPage {
            frame: self.reader.frame(self.doors, &path, &self.query()),
            asks: speaker.with("answer-asks", "asker", &self.asker()),
            title: Said::new(texts.title, texts.title_language),
            when: dates.span_for(&sheet.dated.when, &app.config().office.zone),
            place: place_line(sheet.venue.as_ref(), text),
            access: access.unwrap_or_default(),
            online: self.online(),
            notes: self.notes(),
            who: who(&sheet.actor.name, &sheet.contact.role),
            done: self.done,
            given: sheet.answer.as_ref().map(|answer| self.given(answer)),
            said: self.said(),
            again: sheet.answer.as_ref().filter(|_| sheet.is_old && sheet.is_open()).map(|old| self.again(old)),
            faults: faults.iter().map(|fault| field_fault(speaker, &fault.field)).collect(),
            form: sheet.is_open().then(|| self.form()),
            facts: transit.filter(|(_, value)| !value.is_empty()).chain(kept).collect(),
            agenda: self.agenda(),
            event: page.map(|page| Links {
                calendar: self.reader.link(&format!("{page}.ics"), ""),
                page: self.reader.link(&page, ""),
            }),
            feed: format!("{}/feed/{}.ics", app.config().http.base_url, sheet.feed_token),
        }
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
        let event = &self.sheet.event;
        let online = self.sheet.change().and_then(|change| change.online.as_ref()).or(event.place.online.as_ref());
        let online = online.filter(|online| self.sheet.is_open() && text::is_web_address(&online.url))?;
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
            parts.extend(answer.needs.iter().map(|need| self.need(need)));
        }
        let id = if self.done { "your-answer-now" } else { "your-answer" };
        speaker.with(id, "answer", &parts.join(&speaker.word("separator")))
    }

    fn said(&self) -> Vec<(&'static str, String)> {
        let words = |answer: &Answer| {
            [("answer-said-comment", answer.comment.clone()), ("answer-said-topic", answer.topic.clone())]
        };
        let said = self.sheet.answer.iter().flat_map(words);
        said.filter(|(_, words)| !words.is_empty()).collect()
    }

    /// A need in words.
    fn need(&self, need: &str) -> String {
        let speaker = self.speaker();
        match need.strip_prefix(INTERPRETATION) {
            Some(tag) => speaker.with("answer-need-interpretation", "language", &self.described().language_name(tag)),
            None if NEEDS.contains(&need) => speaker.word(&format!("answer-need-{need}")),
            None => need.to_owned(),
        }
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
        let minutes = |count: u32| speaker.words.say(speaker.language, "agenda-minutes", &[("minutes", count.into())]);
        let named = items.iter().take(AGENDA_MAX);
        named.map(|item| (text::clean_line(&item.title), minutes(item.minutes))).collect()
    }

    fn form(&self) -> AnswerForm {
        let (sheet, typed, speaker) = (self.sheet, &self.typed, self.speaker());
        let dates = speaker.words.dates(speaker.language);
        let zone = &sheet.dated.when.zone;
        let by = sheet.event.answer_by().filter(|by| *by > self.doors.app.now() && !sheet.is_series);
        let state = |state: AnswerState| {
            choice(state.word(), speaker.word(&format!("button-{state}")), typed.state == Some(state))
        };
        let languages = sheet.vocabulary.languages.iter();
        let language = |(tag, name): (&String, &String)| choice(tag, name.clone(), *tag == typed.language);
        let has_topic = sheet.event.meeting.is_some();
        AnswerForm {
            action: self.reader.link(&format!("/a/{}", self.token), ""),
            token: sheet.form_token.clone(),
            seen: sheet.event.sequence,
            is_unsent: typed.state.is_some_and(|state| sheet.answer.as_ref().is_none_or(|old| old.state != state)),
            by: by.map(|by| dates.until(zone.wall(by))).unwrap_or_default(),
            states: STATES.map(state).into(),
            head_count: typed.head_count.clone(),
            needs: self.needs(),
            languages: languages.map(language).collect(),
            comment: typed.comment.clone(),
            topic: has_topic.then(|| typed.topic.clone()),
            is_long: !typed.comment.is_empty() || (has_topic && !typed.topic.is_empty()),
            dates: self.dates(&sheet.dated.when),
        }
    }

    /// What can be arranged, and what was noted before and stands in no list.
    fn needs(&self) -> Vec<Choice> {
        let mut stored: Vec<&str> =
            self.sheet.answer.iter().flat_map(|answer| &answer.needs).map(String::as_str).collect();
        // It stands in the list of languages.
        if let Some(first) = first_language(&stored, self.sheet) {
            stored.remove(first);
        }
        let more = stored.into_iter().filter(|need| !NEEDS.contains(need));
        let box_of = |need: &str| choice(need, self.need(need), self.typed.needs.iter().any(|typed| typed == need));
        NEEDS.into_iter().chain(more).map(box_of).collect()
    }

    fn dates(&self, when: &When) -> Vec<Choice> {
        if !self.sheet.is_series {
            return Vec::new();
        }
        let speaker = self.speaker();
        let date = speaker.words.dates(speaker.language).start_short(when.start);
        vec![
            choice("this", speaker.with("answer-dates-this", "date", &date), !self.typed.all_dates),
            choice("all", speaker.word("answer-dates-all"), self.typed.all_dates),
        ]
    }
}

/// Which of the needs is the first language that somebody can interpret into.
fn first_language(needs: &[impl AsRef<str>], sheet: &AnswerSheet) -> Option<usize> {
    let is_known = |tag| sheet.vocabulary.languages.contains_key(tag);
    needs.iter().position(|need| need.as_ref().strip_prefix(INTERPRETATION).is_some_and(is_known))
}

/// An organisation and who it is there.
pub(super) fn who(actor: &str, role: &str) -> String {
    if role.is_empty() { actor.to_owned() } else { format!("{actor} ({role})") }
}

fn choice(value: &str, label: String, chosen: bool) -> Choice {
    Choice { value: value.to_owned(), label, href: String::new(), chosen }
}

fn field_fault(speaker: Speaker<'_>, field: &str) -> FieldFault {
    let text = speaker.word(&format!("form-fault-{}", field.replace('_', "-")));
    FieldFault { field: field.to_owned(), text }
}
