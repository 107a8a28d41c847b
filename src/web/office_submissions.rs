//! `/office/submissions`: what organisations proposed, and what the office makes of it.

use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use crate::app::App;
use crate::app::LetterDraft;
use crate::app::Noticeboard;
use crate::app::Posted as Outcome;
use crate::app::Refusal;
use crate::app::SubmissionLine as Waiting;
use crate::app::SubmissionSheet;
use crate::app::version_of_event;
use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::domain::submission::About;
use crate::domain::submission::FIELDS;
use crate::domain::submission::Letter;
use crate::domain::submission::Question;
use crate::view::answers::FieldFault;
use crate::view::facts::Speaker;
use crate::view::language::Language;
use crate::view::pages;
use crate::view::shown::Said;
use crate::view::submissions::AskField;
use crate::view::submissions::LetterLine;
use crate::view::submissions::LetterPage;
use crate::view::submissions::SubmissionLine;
use crate::view::submissions::SubmissionPage;
use crate::view::submissions::SubmissionsPage;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_events::state_of;
use crate::web::office_mails::meaning;
use crate::web::office_outbox::moment;
use crate::web::office_outbox::start;
use crate::web::trouble::Trouble;

/// What waits, the oldest first.
pub(super) async fn list(State(doors): State<Doors>, desk: Desk) -> Response {
    match doors.app.list_submissions().await {
        Ok(waiting) => {
            let speaker = desk.speaker(&doors.app);
            let page = SubmissionsPage {
                count: speaker.words.say(speaker.language, "submissions-count", &[("count", waiting.len().into())]),
                submissions: waiting.iter().map(|one| line(&desk, &doors.app, one)).collect(),
            };
            desk.give(&doors, StatusCode::OK, "office/submissions.html", page).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn line(desk: &Desk, app: &App, one: &Waiting) -> SubmissionLine {
    let speaker = desk.speaker(app);
    let asked = || speaker.words.say(speaker.language, "submission-asked", &[("count", one.asked.into())]);
    SubmissionLine {
        href: desk.reader.link(&format!("/office/submissions/{}", one.event.slug), ""),
        title: one.event.title.clone(),
        when: start(speaker, app, one.event.when.start),
        organiser: one.organiser.clone(),
        waits: waits(speaker, one.since, app.now()),
        asked: if one.asked > 0 { asked() } else { String::new() },
    }
}

fn waits(speaker: Speaker<'_>, since: Timestamp, now: Timestamp) -> String {
    let days = now.duration_since(since).as_hours() / 24;
    speaker.words.say(speaker.language, "submission-waits", &[("days", days.into())])
}

/// One submission.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    give(&doors, &desk, StatusCode::OK, &slug, (&[], &[])).await
}

async fn give(doors: &Doors, desk: &Desk, status: StatusCode, slug: &str, typed: (&[Question], &[Fault])) -> Response {
    let read = async {
        let sheet = doors.app.find_submission(slug).await?;
        Ok::<_, Refusal>((sheet, doors.app.noticeboard().await?))
    };
    match read.await {
        Ok((Some(sheet), board)) => {
            let page = page(doors, desk, (&sheet, &board), typed);
            desk.give(doors, status, "office/submission.html", page).await
        }
        Ok((None, _)) => Trouble::Missing.page(doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

fn page(
    doors: &Doors,
    desk: &Desk,
    (sheet, board): (&SubmissionSheet, &Noticeboard),
    (questions, faults): (&[Question], &[Fault]),
) -> SubmissionPage {
    let (speaker, event) = (desk.speaker(&doors.app), &sheet.event);
    let link = |path: &str| desk.reader.link(path, "");
    let html = pages::markdown(&event.description);
    let state = state_of(speaker, event);
    let since = waits(speaker, event.created_at.unwrap_or_default(), doors.app.now());
    SubmissionPage {
        action: link(&format!("/office/submissions/{}", event.slug)),
        seen: version_of_event(event),
        title: event.title.clone(),
        waits: state.0 == "waiting",
        kicker: if state.0 == "waiting" { format!("{} · {since}", sheet.organiser) } else { sheet.organiser.clone() },
        state,
        facts: facts(speaker, sheet, board),
        summary: event.summary.clone(),
        description: (!html.is_empty()).then(|| Said::new(&html, "de")),
        edit: link(&format!("/office/events/{}/edit", event.slug)),
        duplicate: link(&format!("/office/events/{}/duplicate", event.slug)),
        fields: FIELDS.map(|name| ask_field(speaker, name, questions)).into(),
        faults: said(speaker, faults),
        letters: sheet.letters.iter().rev().map(|(letter, by)| letter_line(doors, speaker, letter, by)).collect(),
    }
}

/// Everything as a reader will see it, and what only the office sees.
fn facts(speaker: Speaker<'_>, sheet: &SubmissionSheet, board: &Noticeboard) -> Vec<(&'static str, String)> {
    let event = &sheet.event;
    let described = board.described(event);
    let own =
        [("fact-when", speaker.words.dates(speaker.language).span(&event.when)), ("fact-where", described.place())];
    let office = [&event.office_contact.email, &event.office_contact.phone].map(String::as_str);
    let office = office.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let last = [
        ("fact-contact", described.contact()),
        ("submission-office-contact", office),
        ("submission-note", event.note.clone()),
    ];
    let all = own.into_iter().chain(described.facts(speaker).into_iter().map(|fact| (fact.label, fact.value)));
    all.chain(last).filter(|(_, value)| !value.is_empty()).collect()
}

fn ask_field(speaker: Speaker<'_>, name: &'static str, questions: &[Question]) -> AskField {
    let asked = questions.iter().find(|question| question.field == name);
    AskField {
        name,
        label: speaker.word(&format!("ask-{name}")),
        chosen: asked.is_some(),
        text: asked.map(|question| question.text.clone()).unwrap_or_default(),
    }
}

fn letter_line(doors: &Doors, speaker: Speaker<'_>, letter: &Letter, by: &str) -> LetterLine {
    let at = moment(speaker, &doors.app, letter.at);
    let title = [("by", by.into()), ("at", at.into())];
    let fault = letter.fault.clone().unwrap_or_default();
    let (class, state) = match (letter.sent_at, fault.is_empty()) {
        (Some(_), _) => ("sent", "mail-sent"),
        (None, true) => ("held", "letter-open"),
        (None, false) => ("failed", "letter-failed"),
    };
    let question = |one: &Question| (speaker.word(&format!("ask-{}", one.field)), one.text.clone());
    LetterLine {
        title: speaker.words.say(speaker.language, &format!("letter-{}", letter.about), &title),
        address: letter.address.clone(),
        subject: letter.subject.clone(),
        body: letter.body.clone(),
        questions: letter.questions.iter().map(question).collect(),
        state: (class, speaker.word(state)),
        fault: (meaning(speaker, &fault), fault),
        mark: letter.sent_at.is_none().then(|| letter.mark.clone()),
    }
}

fn said(speaker: Speaker<'_>, faults: &[Fault]) -> Vec<FieldFault> {
    let said = |fault: &Fault| FieldFault { field: fault.field.clone(), text: speaker.sentence(&fault.what) };
    faults.iter().map(said).collect()
}

/// A fault that only pages tell.
fn fault(field: &str, id: &'static str) -> Fault {
    Fault::new(field, Sentence::new(id, String::new(), Vec::new()))
}

/// Approves it, shows a letter to be edited, or sends one.
pub(super) async fn decide(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    match posted.field("step") {
        "approve" => approve(&doors, &desk, &slug, posted.field("seen")).await,
        "ask" | "refuse" => compose(&doors, &desk, &slug, &posted).await,
        "send" => send(&doors, &desk, &slug, &posted).await,
        "again" => match doors.app.send_letter_again(&desk.who(), &slug, posted.field("mark")).await {
            Ok(outcome) => back(&desk, &slug, outcome),
            Err(Refusal::Changed) => Trouble::Missing.page(&doors, &desk.reader),
            Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
        },
        _ => Trouble::Unread(StatusCode::BAD_REQUEST).page(&doors, &desk.reader),
    }
}

fn back(desk: &Desk, slug: &str, outcome: Outcome) -> Response {
    let query = match outcome {
        Outcome::Sent => "done=letter-sent",
        Outcome::Tried => "done=letter-tried",
        // The page says what happened.
        Outcome::Open => "",
    };
    see(&desk.reader.link(&format!("/office/submissions/{slug}"), query))
}

async fn approve(doors: &Doors, desk: &Desk, slug: &str, seen: &str) -> Response {
    match doors.app.approve(&desk.who(), slug, seen).await {
        Ok(()) => see(&desk.reader.link(&format!("/office/events/{slug}"), "done=approved")),
        Err(Refusal::Changed) => {
            give(doors, desk, StatusCode::CONFLICT, slug, (&[], &[fault("", "fault-submission-changed")])).await
        }
        Err(Refusal::Faults(faults)) => give(doors, desk, StatusCode::UNPROCESSABLE_ENTITY, slug, (&[], &faults)).await,
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

/// What is asked, field by field; a sentence counts as a tick.
fn questions(posted: &Posted) -> Vec<Question> {
    let ticked = posted.all("ask");
    let question =
        |name: &str| Question { field: name.to_owned(), text: posted.field(&format!("say-{name}")).trim().to_owned() };
    let asked = |one: &Question| ticked.contains(&one.field.as_str()) || !one.text.is_empty();
    FIELDS.into_iter().map(question).filter(asked).collect()
}

/// Shows the ready text of a letter.
async fn compose(doors: &Doors, desk: &Desk, slug: &str, posted: &Posted) -> Response {
    let about = if posted.field("step") == "ask" { About::Ask } else { About::Refuse };
    let questions = if about == About::Ask { questions(posted) } else { Vec::new() };
    let mut faults: Vec<Fault> = questions
        .iter()
        .filter(|question| question.text.is_empty())
        .map(|question| fault(&format!("say-{}", question.field), "fault-no-question"))
        .collect();
    if about == About::Ask && questions.is_empty() {
        faults.push(fault("ask-title", "fault-nothing-asked"));
    }
    if !faults.is_empty() {
        return give(doors, desk, StatusCode::UNPROCESSABLE_ENTITY, slug, (&questions, &faults)).await;
    }
    let read = async {
        let sheet = doors.app.find_submission(slug).await?;
        Ok::<_, Refusal>((sheet, doors.app.mark_letter()?))
    };
    match read.await {
        Ok((Some(sheet), mark)) => {
            let draft = ready(doors, desk, &sheet, (about, mark, questions));
            give_letter(doors, desk, StatusCode::OK, slug, (&sheet.event.title, posted.field("seen")), draft, &[]).await
        }
        Ok((None, _)) => Trouble::Missing.page(doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}

/// The ready text, in the language of those who get it if the office speaks it, else in German.
fn ready(
    doors: &Doors,
    desk: &Desk,
    sheet: &SubmissionSheet,
    (about, mark, questions): (About, String, Vec<Question>),
) -> LetterDraft {
    let language = if sheet.address.1.starts_with("en") { Language::En } else { Language::De };
    let speaker = Speaker { language, ..desk.speaker(&doors.app) };
    let asked = questions.iter().map(|one| format!("- {}: {}", speaker.word(&format!("ask-{}", one.field)), one.text));
    let office = doors.app.office_as_known();
    let args = [
        ("title", sheet.event.title.as_str().into()),
        ("office", office.name.as_str().into()),
        ("questions", asked.collect::<Vec<_>>().join("\n").into()),
    ];
    let say = |part: &str| speaker.words.say(language, &format!("letter-{about}-{part}"), &args);
    LetterDraft { about, mark, address: sheet.address.0.clone(), subject: say("subject"), body: say("body"), questions }
}

async fn give_letter(
    doors: &Doors,
    desk: &Desk,
    status: StatusCode,
    slug: &str,
    (title, seen): (&str, &str),
    draft: LetterDraft,
    faults: &[Fault],
) -> Response {
    let page = LetterPage {
        action: desk.reader.link(&format!("/office/submissions/{slug}"), ""),
        title: title.to_owned(),
        about: draft.about.word(),
        seen: seen.to_owned(),
        mark: draft.mark,
        fields: [("address", draft.address), ("subject", draft.subject), ("body", draft.body)].into(),
        questions: draft.questions.into_iter().map(|one| (one.field, one.text)).collect(),
        faults: said(desk.speaker(&doors.app), faults),
    };
    desk.give(doors, status, "office/letter.html", page).await
}

async fn send(doors: &Doors, desk: &Desk, slug: &str, posted: &Posted) -> Response {
    let Ok(about) = posted.field("about").parse::<About>() else {
        return Trouble::Unread(StatusCode::BAD_REQUEST).page(doors, &desk.reader);
    };
    let text = |name: &str| posted.field(name).to_owned();
    let draft = LetterDraft {
        about,
        mark: text("mark"),
        address: text("address"),
        subject: text("subject"),
        body: text("body"),
        questions: questions(posted),
    };
    let title = match doors.app.find_submission(slug).await {
        Ok(Some(sheet)) => sheet.event.title,
        Ok(None) => return Trouble::Missing.page(doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let about = (title.as_str(), posted.field("seen"));
    match doors.app.post_letter(&desk.who(), slug, about.1, draft.clone()).await {
        Ok(outcome) => back(desk, slug, outcome),
        Err(Refusal::Faults(faults)) => {
            give_letter(doors, desk, StatusCode::UNPROCESSABLE_ENTITY, slug, about, draft, &faults).await
        }
        Err(Refusal::Changed) => {
            let faults = [fault("", "fault-submission-changed")];
            give_letter(doors, desk, StatusCode::CONFLICT, slug, about, draft, &faults).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(doors, &desk.reader),
    }
}
