//! `/office/events`: what there is, one event with who gets what when, and any mail beforehand.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::Path;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Html;
use axum::response::IntoResponse as _;
use axum::response::Response;
use jiff::Timestamp;

use crate::app::App;
use crate::app::EventSheet;
use crate::app::OPEN;
use crate::app::PlanStep;
use crate::app::Refusal;
use crate::app::version_of_event;
use crate::domain::directory::Directory;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::event::Status;
use crate::domain::notification::Kind;
use crate::domain::notification::Reason;
use crate::domain::notification::State as MailState;
use crate::domain::occurrence::Dated;
use crate::domain::rule::Mode;
use crate::domain::when::Moment;
use crate::view::facts::Speaker;
use crate::view::office_events::ChangePart;
use crate::view::office_events::DateLine;
use crate::view::office_events::EventLine;
use crate::view::office_events::EventSheetPage;
use crate::view::office_events::EventsPage;
use crate::view::office_events::PreviewPage;
use crate::view::office_events::PublishPart;
use crate::view::office_events::StepLine;
use crate::view::office_events::TimePoint;
use crate::view::repetition::sentence;
use crate::view::rules::kind_name;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_outbox::count;
use crate::web::office_outbox::moment;
use crate::web::office_outbox::start;
use crate::web::trouble::Trouble;

/// The most dates and steps of one event that are listed.
const LINES_MAX: usize = 60;
/// The most points on the line of time.
const POINTS_MAX: usize = 14;
/// What a browser is told of a mail that is shown: its own inline style, a frame on our own page, and nothing from anywhere.
pub(super) const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/// The list.
pub(super) async fn list(State(doors): State<Doors>, desk: Desk) -> Response {
    let read = async { Ok((doors.app.list_events_by_date().await?, doors.app.directory().await?)) };
    match read.await {
        Ok((events, directory)) => {
            let page = events_page(&desk, &doors.app, &events, &directory);
            desk.give(&doors, StatusCode::OK, "office/events.html", page).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

fn events_page(desk: &Desk, app: &App, events: &[(Arc<Event>, Option<Dated>)], directory: &Directory) -> EventsPage {
    let today = app.today();
    let speaker = desk.speaker(app);
    let search = field(&desk.parameters, "q").trim().to_owned();
    let shown = field(&desk.parameters, "show");
    let words = search.to_lowercase();
    let is_wanted = |(event, next): &&(Arc<Event>, Option<Dated>)| {
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
    let line = |(event, next): &(Arc<Event>, Option<Dated>)| EventLine {
        href: desk.reader.link(&format!("/office/events/{}", event.slug), ""),
        title: event.title.clone(),
        when: speaker
            .words
            .dates(speaker.language)
            .start_in(next.as_ref().map_or(event.when.start, |date| date.when.start), today),
        organiser: directory.name_of_owner(&event.organiser),
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
    // An event of one date may be called off by its date.
    let is_off = event.recurrence.is_single() && event.overrides.iter().any(|date| date.cancelled);
    let (class, id) = match (event.review, event.status) {
        (Review::Draft, _) => ("draft", "event-draft"),
        (Review::Submitted, Status::Cancelled) => ("cancelled", "event-duplicate"),
        (Review::Submitted, _) => ("waiting", "event-submitted"),
        (Review::Refused, _) => ("refused", "event-refused"),
        (Review::Published, status) if is_off || status == Status::Cancelled => ("cancelled", "state-cancelled"),
        (Review::Published, Status::Tentative) => ("tentative", "event-tentative"),
        (Review::Published, _) => ("public", "event-published"),
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
    let is_ahead = next.is_some_and(|date| date.when.ends_at() > now);
    let ahead = sheet.dates.iter().filter(|date| date.when.ends_at() > now);
    let past = sheet.dates.iter().rev().filter(|date| date.when.ends_at() <= now);
    let facts = [
        ("fact-when", next.map(|date| dates.span(&date.when)).unwrap_or_default()),
        ("fact-where", next.and_then(|date| sheet.elsewhere.get(&date.original)).unwrap_or(&sheet.place).clone()),
        ("fact-groups", sheet.groups.join(", ")),
    ];
    // The table is about the next date, as the line of time is; the others are a click away.
    let is_next = |step: &&PlanStep| {
        let is_news = matches!(step.kind, Kind::Change | Kind::Cancellation) && step.count(&OPEN) > 0;
        is_news || next.is_none_or(|date| step.is_about(date.original))
    };
    let (steps, others): (Vec<&PlanStep>, Vec<&PlanStep>) = sheet.steps.iter().partition(is_next);
    let lines = |steps: Vec<&PlanStep>| -> Vec<StepLine> {
        steps.into_iter().take(LINES_MAX).map(|step| step_line(desk, app, sheet, step)).collect()
    };
    let kind = if event.meeting.is_some() { "event-is-meeting" } else { "event-is-event" };
    EventSheetPage {
        title: event.title.clone(),
        kicker: format!("{} · {}", speaker.word(kind), speaker.word(&format!("visible-{}", event.visibility))),
        state: state_of(speaker, event),
        edit: desk.reader.link(&format!("{here}/edit"), ""),
        is_draft: !event.is_published(),
        rules: desk.reader.link(&format!("{here}/rules"), ""),
        timeline: timeline(desk, app, sheet, next),
        duplicate: desk.reader.link(&format!("{here}/duplicate"), ""),
        submission: if matches!(event.review, Review::Submitted | Review::Refused) {
            desk.reader.link(&format!("/office/submissions/{}", event.slug), "")
        } else {
            String::new()
        },
        public: if event.is_public() { desk.reader.link(&format!("/e/{}", event.slug), "") } else { String::new() },
        content: content_links(desk, speaker, event),
        facts: facts.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        steps: lines(steps),
        other_steps: lines(others),
        repetition: if event.recurrence.is_single() { String::new() } else { sentence(speaker, event) },
        series: desk.reader.link(&format!("{here}/dates"), ""),
        dates: ahead.take(LINES_MAX).map(|date| date_line(desk, app, sheet, date)).collect(),
        past: past.take(LINES_MAX).map(|date| date_line(desk, app, sheet, date)).collect(),
        for_nobody: if is_ahead { for_nobody(speaker, sheet) } else { String::new() },
        too_late: too_late(speaker, app, sheet, next.filter(|_| is_ahead)),
        publish: publish_part(desk, app, sheet),
        change: change_part(desk, app, sheet),
    }
}

/// The mails that rules ask for and nobody gets as things stand: reminders before anybody has said yes, say.
fn for_nobody(speaker: Speaker<'_>, sheet: &EventSheet) -> String {
    let is_seen = |kind: Kind| sheet.steps.iter().any(|step| step.kind == kind);
    let rules = sheet.event.rules.iter().filter(|rule| rule.mode != Mode::Off && !is_seen(rule.kind));
    let kinds: BTreeSet<Kind> = rules.map(|rule| rule.kind).collect();
    let names: Vec<String> = kinds.into_iter().map(|kind| kind_name(speaker, kind)).collect();
    if names.is_empty() { String::new() } else { speaker.with("plan-for-nobody", "kinds", &names.join(", ")) }
}

/// That nobody is invited to a date because it was entered when its invitation would have been due before.
fn too_late(speaker: Speaker<'_>, app: &App, sheet: &EventSheet, date: Option<&Dated>) -> String {
    // A list that was taken in may have invited.
    let Some(date) = date.filter(|date| !sheet.numbers.contains_key(&date.original)) else { return String::new() };
    let of_date = |step: &&PlanStep| step.is_about(date.original);
    let invitations = sheet.steps.iter().filter(|step| step.kind == Kind::Invitation).filter(of_date);
    let goes = |step: &PlanStep| step.count(&OPEN) + step.count(&[MailState::Sent]) > 0;
    let late = invitations.clone().find(|step| step.reasons.contains_key(&Reason::Late));
    match late {
        Some(late) if !invitations.clone().any(goes) => {
            speaker.with("plan-too-late", "when", &moment(speaker, app, late.at))
        }
        _ => String::new(),
    }
}

/// The mails about a date as points on a line, and the date among them.
fn timeline(desk: &Desk, app: &App, sheet: &EventSheet, date: Option<&Dated>) -> Vec<TimePoint> {
    let speaker = desk.speaker(app);
    let dates = speaker.words.dates(speaker.language);
    let Some(date) = date else { return Vec::new() };
    let (zone, today) = (&app.config().office.zone, app.today());
    let point = |step: &PlanStep| {
        let (sent, open) = (step.count(&[MailState::Sent]), step.count(&OPEN));
        let sort = match (sent, open) {
            (0, 0) => "none",
            (_, 0) => "done",
            _ => "ahead",
        };
        let day = dates.day_in(zone.wall(step.at).date(), today);
        (step.at, TimePoint { label: kind_name(speaker, step.kind), day, count: (sent + open).to_string(), sort })
    };
    let of_date = |step: &&PlanStep| step.is_about(date.original);
    let mut points: Vec<(Timestamp, TimePoint)> = sheet.steps.iter().filter(of_date).map(point).collect();
    if points.is_empty() {
        return Vec::new();
    }
    let day = dates.day_in(date.when.start.date(), today);
    let event = TimePoint { label: speaker.word("plan-event"), day, count: String::new(), sort: "event" };
    points.push((date.when.starts_at(), event));
    points.sort_by_key(|(at, _)| *at);
    points.into_iter().map(|(_, point)| point).take(POINTS_MAX).collect()
}

/// Where the content of an event is written: address below its page, and message.
fn content_links(desk: &Desk, speaker: Speaker<'_>, event: &Event) -> Vec<Choice> {
    let pages = [
        ("agenda", "agenda-link", event.meeting.is_some()),
        ("details", "details-link", true),
        ("translations", "translations-link", true),
    ];
    let outdated = event.translations.values().filter(|one| one.outdated).count();
    let label = |page: &str, message: &str| match (page, outdated) {
        ("translations", 1..) => {
            speaker.words.say(speaker.language, "translations-link-outdated", &[("count", outdated.into())])
        }
        _ => speaker.word(message),
    };
    let link = |(page, message, _): (&str, &str, bool)| Choice {
        value: page.to_owned(),
        label: label(page, message),
        href: desk.reader.link(&format!("/office/events/{}/{page}", event.slug), ""),
        chosen: false,
    };
    let template = Choice {
        value: "new".to_owned(),
        label: speaker.word("copy-link"),
        href: desk.reader.link("/office/events/new", &format!("from={}", event.slug)),
        chosen: false,
    };
    pages.into_iter().filter(|(.., is_there)| *is_there).map(link).chain([template]).collect()
}

pub(super) fn step_line(desk: &Desk, app: &App, sheet: &EventSheet, step: &PlanStep) -> StepLine {
    let speaker = desk.speaker(app);
    let date = step.date.map(|date| format!("date={date}")).unwrap_or_default();
    let about = |path: &str, query: String| desk.reader.link(path, &query);
    let languages =
        step.languages.iter().map(|(tag, count)| format!("{} {count}", speaker.with("language-name", "tag", tag)));
    let reason = |(reason, count): (&Reason, &usize)| {
        format!("{count}: {}", speaker.word(&format!("why-not-{}", reason.word().replace('_', "-"))))
    };
    // A date is said as it is now, and found by what it was.
    let start_of = |original: Moment| {
        let date = sheet.dates.iter().find(|date| date.original == original);
        start(speaker, app, date.map_or(original, |date| date.when.start))
    };
    let here = format!("/office/events/{}", sheet.event.slug);
    let preview = step.example.map(|contact| {
        let query = format!("kind={}&contact={contact}{}", step.kind, if date.is_empty() { "" } else { "&" });
        about(&format!("{here}/mail"), format!("{query}{date}"))
    });
    StepLine {
        kind: kind_name(speaker, step.kind),
        date: step.date.filter(|_| sheet.dates.len() > 1).map(start_of).unwrap_or_default(),
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
    let numbers = sheet.numbers.get(&date.original);
    DateLine {
        when: speaker.words.dates(speaker.language).span(&date.when),
        href: desk.reader.link(&format!("{here}/date"), &query),
        answers: desk.reader.link(&format!("{here}/answers"), &query),
        record: desk.reader.link(&format!("{here}/record"), &query),
        state: date_state(speaker, date),
        place: sheet.elsewhere.get(&date.original).cloned(),
        numbers: numbers.map(|n| numbers_line(speaker, n.accepted, n.tentative, n.silent)).unwrap_or_default(),
    }
}

/// The class and the words of a date's state; empty when nothing is special.
pub(super) fn date_state(speaker: Speaker<'_>, date: &Dated) -> (&'static str, String) {
    match (date.cancelled, date.when.start != date.original) {
        (true, _) => ("cancelled", speaker.word("state-cancelled")),
        (false, true) => ("moved", speaker.word("event-moved")),
        (false, false) => ("", String::new()),
    }
}

fn numbers_line(speaker: Speaker<'_>, yes: u32, maybe: u32, silent: u32) -> String {
    let args = [("yes", yes.into()), ("maybe", maybe.into()), ("silent", silent.into())];
    speaker.words.say(speaker.language, "week-numbers", &args)
}

/// Publishes a draft whose mails were seen.
pub(super) async fn publish(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let done = match Box::pin(doors.app.publish_event(&desk.who(), &slug, posted.field("seen"))).await {
        Ok(()) => "published",
        Err(Refusal::Changed) => "publish-changed",
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    see(&desk.reader.link(&format!("/office/events/{slug}"), &format!("done={done}")))
}

/// What comes of publishing: who sees the event, and which mails go.
fn publish_part(desk: &Desk, app: &App, sheet: &EventSheet) -> Option<PublishPart> {
    if sheet.event.review != Review::Draft {
        return None;
    }
    let speaker = desk.speaker(app);
    let ahead = sheet.steps.iter().filter(|step| step.count(&[MailState::Planned]) > 0);
    let (at_once, later): (Vec<&PlanStep>, Vec<&PlanStep>) = ahead.partition(|step| step.at <= app.now());
    let count = |steps: &[&PlanStep]| steps.iter().map(|step| step.count(&[MailState::Planned])).sum::<usize>();
    let first = later.first().map(|step| moment(speaker, app, step.at)).unwrap_or_default();
    let args = [("now", count(&at_once).into()), ("later", count(&later).into()), ("first", first.into())];
    Some(PublishPart {
        action: desk.reader.link(&format!("/office/events/{}/publish", sheet.event.slug), ""),
        seen: version_of_event(&sheet.event),
        visible: speaker.word(&format!("publish-{}", sheet.event.visibility)),
        mails: speaker.words.say(speaker.language, "publish-mails", &args),
    })
}

/// Takes the last change back.
pub(super) async fn undo(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let done = match Box::pin(doors.app.undo_change(&desk.who(), &slug, posted.field("seen"))).await {
        Ok(true) => "undone",
        Ok(false) => "undo-late",
        Err(Refusal::Changed) => "undo-changed",
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    see(&desk.reader.link(&format!("/office/events/{slug}"), &format!("done={done}")))
}

/// The last change: until when it can be taken back, and how far its mails are.
fn change_part(desk: &Desk, app: &App, sheet: &EventSheet) -> Option<ChangePart> {
    let speaker = desk.speaker(app);
    let say = |id: &str, count: usize| speaker.words.say(speaker.language, id, &[("count", count.into())]);
    let change = sheet.change.clone().unwrap_or_default();
    let all = change.sent + change.open;
    let sent = [("sent", change.sent.into()), ("all", all.into())];
    let numbers = [
        speaker.words.say(speaker.language, "change-sent", &sent),
        say("change-open", change.open),
        say("change-call", change.to_call.len()),
    ];
    let until = sheet.undo_until.map(|at| moment(speaker, app, at));
    (sheet.change.is_some() || until.is_some()).then(|| ChangePart {
        numbers: if sheet.change.is_some() { numbers.join(", ") } else { speaker.word("change-nobody") },
        to_call: change.to_call,
        undo: desk.reader.link(&format!("/office/events/{}/undo", sheet.event.slug), ""),
        until: until.unwrap_or_default(),
        seen: version_of_event(&sheet.event),
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
    let speaker = desk.speaker(&doors.app);
    let other = |mail: &crate::app::MailFacts| {
        Choice::new(
            mail.contact.row.to_string(),
            format!(
                "{} ({})",
                mail.actor.name,
                speaker.language_in_words(&mail.contact.language, &mail.contact.language)
            ),
            mail.contact.row == contact,
        )
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
