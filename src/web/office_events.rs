//! `/office/events`: what there is, one event with who gets what when and who answered what, and any mail beforehand.

use axum::extract::Path;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Html;
use axum::response::IntoResponse as _;
use axum::response::Response;

use crate::app::App;
use crate::app::DateAnswers;
use crate::app::EventSheet;
use crate::app::PlanStep;
use crate::domain::answer::AnswerState;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::event::Status;
use crate::domain::notification::Kind;
use crate::domain::occurrence::Dated;
use crate::domain::when::Moment;
use crate::view::facts::Speaker;
use crate::view::office_events::AnswerLine;
use crate::view::office_events::AnswersPart;
use crate::view::office_events::DateLine;
use crate::view::office_events::EventLine;
use crate::view::office_events::EventSheetPage;
use crate::view::office_events::EventsPage;
use crate::view::office_events::PreviewPage;
use crate::view::office_events::StepLine;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::office::Desk;
use crate::web::office_outbox::count;
use crate::web::office_outbox::kind_name;
use crate::web::office_outbox::moment;
use crate::web::trouble::Trouble;

/// The most dates and steps of one event that are listed.
const LINES_MAX: usize = 60;
/// What a browser is told of a mail that is shown: its own inline style, and nothing from anywhere.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/// The list.
pub(super) async fn list(State(doors): State<Doors>, desk: Desk) -> Response {
    match doors.app.list_events_by_date().await {
        Ok(events) => {
            let page = events_page(&desk, &doors.app, &events);
            desk.give(&doors, StatusCode::OK, "office/events.html", page).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn events_page(desk: &Desk, app: &App, events: &[(Event, Option<Dated>)]) -> EventsPage {
    let speaker = desk.speaker(app);
    let search = field(&desk.parameters, "q").trim().to_owned();
    let shown = field(&desk.parameters, "show");
    let words = search.to_lowercase();
    let is_wanted = |(event, next): &&(Event, Option<Dated>)| {
        let in_part = match shown {
            "over" => event.is_published() && next.is_none(),
            "drafts" => !event.is_published(),
            _ => event.is_published() && next.is_some(),
        };
        in_part && (words.is_empty() || event.title.to_lowercase().contains(&words))
    };
    let found: Vec<_> = events.iter().filter(is_wanted).collect();
    let part = |value: &str| Choice {
        value: value.to_owned(),
        label: speaker.word(&format!("events-{}", if value.is_empty() { "ahead" } else { value })),
        href: desk.reader.link("/office/events", &format!("show={value}")),
        chosen: shown == value,
    };
    let line = |(event, next): &(Event, Option<Dated>)| EventLine {
        href: desk.reader.link(&format!("/office/events/{}", event.slug), ""),
        title: event.title.clone(),
        when: speaker
            .words
            .dates(speaker.language)
            .start_short(next.as_ref().map_or(event.when.start, |date| date.when.start)),
        organiser: event.organiser.clone(),
        state: state_of(speaker, event),
    };
    EventsPage {
        count: speaker.words.say(speaker.language, "events-count", &[("count", found.len().into())]),
        events: found.into_iter().map(line).collect(),
        shown: ["", "drafts", "over"].map(part).into(),
        search,
    }
}

/// The class and the words of an event's state.
pub(super) fn state_of(speaker: Speaker<'_>, event: &Event) -> (&'static str, String) {
    let (class, id) = match (event.review, event.status) {
        (Review::Draft, _) => ("draft", "event-draft"),
        (Review::Submitted, Status::Cancelled) => ("cancelled", "event-duplicate"),
        (Review::Submitted, _) => ("waiting", "event-submitted"),
        (Review::Refused, _) => ("refused", "event-refused"),
        (Review::Published, Status::Cancelled) => ("cancelled", "state-cancelled"),
        (Review::Published, Status::Tentative) => ("tentative", "event-tentative"),
        (Review::Published, Status::Confirmed) => ("public", "event-published"),
    };
    (class, speaker.word(id))
}

/// One event.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match doors.app.find_event_sheet(&slug).await {
        Ok(Some(sheet)) => {
            let page = sheet_page(&desk, &doors.app, &sheet);
            desk.give(&doors, StatusCode::OK, "office/event.html", page).await
        }
        Ok(None) => Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn sheet_page(desk: &Desk, app: &App, sheet: &EventSheet) -> EventSheetPage {
    let (speaker, event) = (desk.speaker(app), &sheet.event);
    let here = format!("/office/events/{}", event.slug);
    let dates = speaker.words.dates(speaker.language);
    let now = app.now();
    let next = sheet.dates.iter().find(|date| date.when.ends_at() > now).or(sheet.dates.last());
    let shown = desk.date().or(next.map(|date| date.original));
    let facts = [
        ("fact-when", next.map(|date| dates.span(&date.when)).unwrap_or_default()),
        ("fact-where", sheet.place.clone()),
        ("fact-groups", sheet.groups.join(", ")),
    ];
    let kind = if event.meeting.is_some() { "event-is-meeting" } else { "event-is-event" };
    EventSheetPage {
        title: event.title.clone(),
        kicker: format!("{} · {}", speaker.word(kind), speaker.word(&format!("visible-{}", event.visibility))),
        state: state_of(speaker, event),
        edit: desk.reader.link(&format!("{here}/edit"), ""),
        duplicate: desk.reader.link(&format!("{here}/duplicate"), ""),
        submission: if matches!(event.review, Review::Submitted | Review::Refused) {
            desk.reader.link(&format!("/office/submissions/{}", event.slug), "")
        } else {
            String::new()
        },
        public: if event.is_public() { desk.reader.link(&format!("/e/{}", event.slug), "") } else { String::new() },
        facts: facts.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        steps: sheet.steps.iter().take(LINES_MAX).map(|step| step_line(desk, app, sheet, step)).collect(),
        dates: sheet.dates.iter().take(LINES_MAX).map(|date| date_line(desk, app, sheet, date)).collect(),
        answers: shown.and_then(|date| answers_part(speaker, sheet, date)),
    }
}

fn step_line(desk: &Desk, app: &App, sheet: &EventSheet, step: &PlanStep) -> StepLine {
    let speaker = desk.speaker(app);
    let date = step.date.map(|date| format!("date={date}")).unwrap_or_default();
    let about = |path: &str, query: String| desk.reader.link(path, &query);
    let languages = step.languages.iter().map(|(tag, count)| format!("{tag} {count}"));
    let reason = |(reason, count): (&crate::domain::notification::Reason, &usize)| {
        format!("{count}: {}", speaker.word(&format!("why-not-{}", reason.word().replace('_', "-"))))
    };
    let here = format!("/office/events/{}", sheet.event.slug);
    let preview = step.example.map(|contact| {
        let query = format!("kind={}&contact={contact}{}", step.kind, if date.is_empty() { "" } else { "&" });
        about(&format!("{here}/mail"), format!("{query}{date}"))
    });
    let dates = speaker.words.dates(speaker.language);
    StepLine {
        kind: kind_name(speaker, step.kind),
        date: step.date.filter(|_| sheet.dates.len() > 1).map(|date| dates.start_short(date)).unwrap_or_default(),
        when: moment(speaker, app, step.at),
        is_past: step.at < app.now(),
        states: step.states.iter().map(|(state, number)| count(speaker, *state, *number)).collect(),
        hold: step
            .hold
            .map(|hold| speaker.word(&format!("hold-{}", hold.word().replace('_', "-"))))
            .unwrap_or_default(),
        languages: languages.collect::<Vec<_>>().join(", "),
        reasons: step.reasons.iter().map(reason).collect(),
        preview: preview.unwrap_or_default(),
        mails: about(&format!("/office/outbox/{}/{}", sheet.event.slug, step.kind), date),
    }
}

fn date_line(desk: &Desk, app: &App, sheet: &EventSheet, date: &Dated) -> DateLine {
    let speaker = desk.speaker(app);
    let here = format!("/office/events/{}", sheet.event.slug);
    let query = format!("date={}", date.original);
    let numbers = sheet.answers.get(&date.original).map(|answers| &answers.numbers);
    let is_moved = date.when.start != date.original;
    let state = match (date.cancelled, is_moved) {
        (true, _) => ("cancelled", speaker.word("state-cancelled")),
        (false, true) => ("moved", speaker.word("event-moved")),
        (false, false) => ("", String::new()),
    };
    DateLine {
        when: speaker.words.dates(speaker.language).span(&date.when),
        href: desk.reader.link(&format!("{here}/date"), &query),
        answers: desk.reader.link(&here, &query),
        state,
        numbers: numbers.map(|n| numbers_line(speaker, n.accepted, n.tentative, n.silent)).unwrap_or_default(),
    }
}

fn numbers_line(speaker: Speaker<'_>, yes: u32, maybe: u32, silent: u32) -> String {
    let args = [("yes", yes.into()), ("maybe", maybe.into()), ("silent", silent.into())];
    speaker.words.say(speaker.language, "week-numbers", &args)
}

fn answers_part(speaker: Speaker<'_>, sheet: &EventSheet, date: Moment) -> Option<AnswersPart> {
    let DateAnswers { numbers, answers } = sheet.answers.get(&date)?;
    let figures = [
        (numbers.accepted, "answers-accepted"),
        (numbers.tentative, "answers-tentative"),
        (numbers.declined, "answers-declined"),
        (numbers.silent, "answers-silent"),
    ];
    let line = |(actor, answer): &(String, crate::domain::answer::Answer)| {
        let class = match answer.state {
            AnswerState::Accepted => "accepted",
            AnswerState::Tentative => "tentative",
            AnswerState::Declined => "declined",
            AnswerState::NeedsAction => "none",
        };
        let said = [&answer.comment, &answer.topic].map(String::as_str);
        let comes = answer.state == AnswerState::Accepted || answer.state == AnswerState::Tentative;
        AnswerLine {
            actor: actor.clone(),
            state: (class, speaker.word(&format!("answer-state-{class}"))),
            count: if comes { answer.head_count.to_string() } else { String::new() },
            needs: answer.needs.join(", "),
            said: said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        }
    };
    let when = sheet.dates.iter().find(|one| one.original == date).map(|one| one.when.start);
    Some(AnswersPart {
        when: speaker.words.dates(speaker.language).start_short(when.unwrap_or(date)),
        figures: figures.map(|(number, id)| (number, speaker.word(id))).into(),
        answers: answers.iter().map(line).collect(),
    })
}

/// A mail as one contact would read it.
pub(super) async fn preview(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    let parameter = |name: &str| field(&desk.parameters, name).to_owned();
    let (Ok(kind), Ok(contact)) = (parameter("kind").parse::<Kind>(), parameter("contact").parse::<i64>()) else {
        return Trouble::Missing.page(&doors, &desk.reader);
    };
    let date = desk.date();
    let shown = match doors.app.show_mail(&slug, (kind, date), contact).await {
        Ok(Some(shown)) => shown,
        Ok(None) => return Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    if parameter("as") == "html" {
        let policy = (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(MAIL_POLICY));
        return ([policy], Html(shown.1.html)).into_response();
    }
    let others = match doors.app.list_mails(&slug, kind, date).await {
        Ok(mails) => mails,
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let other = |mail: &crate::app::MailFacts| Choice {
        value: mail.contact.row.to_string(),
        label: format!("{} ({})", mail.actor.name, mail.contact.language),
        href: String::new(),
        chosen: mail.contact.row == contact,
    };
    let query = format!("kind={kind}&contact={contact}&as=html");
    let query = date.map_or(query.clone(), |date| format!("{query}&date={date}"));
    let page = PreviewPage {
        actor: shown.0,
        back: desk.reader.link(&format!("/office/events/{slug}"), ""),
        kind: kind.word(),
        date: date.map(|date| date.to_string()).unwrap_or_default(),
        subject: shown.1.subject,
        text: shown.1.text,
        html: desk.reader.link(&format!("/office/events/{slug}/mail"), &query),
        others: others.iter().map(other).collect(),
    };
    desk.give(&doors, StatusCode::OK, "office/preview.html", page).await
}
