//! `/office/events/new` and `…/edit`: entering and changing an event.

use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;

use crate::app::EventDraft;
use crate::app::Named;
use crate::app::Refusal;
use crate::app::TypedFields;
use crate::app::days_of;
use crate::app::version_of_event;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::event::Status;
use crate::domain::fault::Fault;
use crate::view::facts::Speaker;
use crate::view::office_events::EventForm;
use crate::view::office_events::Form;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_form::Came;
use crate::web::office_form::Outcome;
use crate::web::office_form::caught_up;
use crate::web::office_form::choices;
use crate::web::office_form::decide_part;
use crate::web::office_form::echo;
use crate::web::office_form::echo_last;
use crate::web::office_form::labelled;
use crate::web::office_form::meanwhile;
use crate::web::office_form::said;
use crate::web::office_form::seen_of;
use crate::web::office_form::span_of;
use crate::web::office_form::version_in;
use crate::web::trouble::Trouble;

/// A form for a new meeting, or for one after another event.
pub(super) async fn blank(State(doors): State<Doors>, desk: Desk) -> Response {
    let draft = match doors.app.find_event(field(&desk.parameters, "from")).await {
        Ok(Some(event)) => EventDraft::after(&event),
        Ok(None) => EventDraft::default(),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let draft = match doors.app.mark_new_event() {
        Ok(once) => EventDraft { once, ..draft },
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    give(&doors, &desk, Shown { draft: &draft, stored: None, outcome: Outcome::fresh("") }).await
}

/// Enters a meeting.
pub(super) async fn enter(State(doors): State<Doors>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let draft = draft_of(&posted);
    // One that is made after another is what that was.
    let needs_groups = field(&desk.parameters, "as") != "event" && draft.copy_of.is_empty();
    let draft = EventDraft { needs_groups, ..draft };
    match doors.app.enter_event(&desk.who(), &draft).await {
        Ok(slug) => see(&desk.reader.link(&format!("/office/events/{slug}"), "done=saved")),
        Err(Refusal::Faults(faults)) => {
            give(&doors, &desk, Shown { draft: &draft, stored: None, outcome: Outcome::faulty("", faults) }).await
        }
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// The form of an event.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match doors.app.find_event(&slug).await {
        Ok(Some(event)) => {
            let draft = EventDraft::of(&event);
            let seen = seen_of(&version_of_event(&event), &typed_fields(&draft));
            give(&doors, &desk, Shown { draft: &draft, stored: Some(&event), outcome: Outcome::fresh(&seen) }).await
        }
        Ok(None) => Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Changes an event, or asks who shall hear of it.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let stored = match doors.app.find_event(&slug).await {
        Ok(Some(stored)) => stored,
        Ok(None) => return Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let (version, fields) = (version_of_event(&stored), typed_fields(&EventDraft::of(&stored)));
    let posted = caught_up(posted, &version, &fields);
    let (draft, seen, now) = (draft_of(&posted), posted.field("seen"), seen_of(&version, &fields));
    let edited = Box::pin(doors.app.edit_event(&desk.who(), &slug, version_in(seen), &draft)).await;
    // The names of places and groups are read for those alone who were slower.
    let differences = match &edited {
        Err(Refusal::Changed) => match doors.app.list_places_and_groups().await {
            Ok(lists) => differences(desk.speaker(&doors.app), &stored, &draft, &lists),
            Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
        },
        _ => Vec::new(),
    };
    match Outcome::of(edited, (seen, &now), || differences) {
        Ok(Came::Again(outcome)) => give(&doors, &desk, Shown { draft: &draft, stored: Some(&stored), outcome }).await,
        Ok(Came::Stored(slug)) => see(&desk.reader.link(&format!("/office/events/{slug}"), "done=saved")),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// What is stored by now where somebody typed something else.
fn differences(
    speaker: Speaker<'_>,
    stored: &Event,
    typed: &EventDraft,
    (venues, groups): &(Vec<Named>, Vec<Named>),
) -> Vec<Fault> {
    let named = |list: &[Named], values: &[String]| Some(labelled(&choices(list, ""), values));
    meanwhile(&typed_fields(&EventDraft::of(stored)), &typed_fields(typed), |name, values| match name {
        // The dates of a series have a form of their own.
        "day" | "last" | "from" | "to" if !stored.recurrence.is_single() => None,
        // A draft's form does not ask.
        "review" if stored.review == Review::Draft => None,
        "venue" => named(venues, values),
        "group" => named(groups, values),
        "status" | "review" => Some(values.iter().map(|value| speaker.word(&format!("{name}-{value}"))).collect()),
        _ => Some(values.to_vec()),
    })
}

/// All fields of the form.
fn typed_fields(draft: &EventDraft) -> TypedFields {
    let chosen = [("venue", &draft.venue), ("status", &draft.status), ("review", &draft.review)];
    let chosen = chosen.into_iter().chain(draft.groups.iter().map(|group| ("group", group)));
    TypedFields::of_texts(text_fields(draft).into_iter().chain(chosen))
}

/// The fields into which something is typed.
fn text_fields(draft: &EventDraft) -> [(&'static str, &String); 8] {
    [
        ("title", &draft.title),
        ("day", &draft.span.day),
        ("last", &draft.span.last),
        ("from", &draft.span.from),
        ("to", &draft.span.to),
        ("place", &draft.place),
        ("summary", &draft.summary),
        ("description", &draft.description),
    ]
}

fn draft_of(posted: &Posted) -> EventDraft {
    let text = |name: &str| posted.field(name).to_owned();
    EventDraft {
        title: text("title"),
        span: span_of(posted),
        venue: text("venue"),
        place: text("place"),
        summary: text("summary"),
        description: text("description"),
        status: text("status"),
        review: text("review"),
        groups: posted.all("group").into_iter().map(str::to_owned).collect(),
        needs_groups: false,
        change_to: text("change_to"),
        copy_of: text("copy_of"),
        once: text("once"),
    }
}

/// What a form shows.
struct Shown<'a> {
    draft: &'a EventDraft,
    stored: Option<&'a Event>,
    outcome: Outcome<'a>,
}

async fn give(doors: &Doors, desk: &Desk, shown: Shown<'_>) -> Response {
    let (speaker, draft) = (desk.speaker(&doors.app), shown.draft);
    let lists = match doors.app.list_places_and_groups().await {
        Ok(lists) => lists,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let copied = match doors.app.find_event(&draft.copy_of).await {
        Ok(copied) => copied,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let (action, back) = match shown.stored {
        None => ("/office/events/new".to_owned(), "/office/events".to_owned()),
        Some(event) => (format!("/office/events/{}/edit", event.slug), format!("/office/events/{}", event.slug)),
    };
    let (as_event, is_new) = (field(&desk.parameters, "as") == "event", shown.stored.is_none());
    let choice = |(value, label): &(String, String), chosen: bool| Choice::new(value, label, chosen);
    let is_meeting = shown.stored.or(copied.as_ref()).map_or(!as_event, |event| event.meeting.is_some());
    let groups = lists.1.iter().map(|group| choice(group, draft.groups.contains(&group.0)));
    let word = |value: &str, id: String, chosen: &str| Choice::new(value, speaker.word(&id), value == chosen);
    let statuses = Status::ALL.iter().map(|s| word(s.word(), format!("status-{s}"), &draft.status));
    let series = shown.stored.filter(|event| !event.recurrence.is_single());
    // What was proposed or refused stays so unless somebody says otherwise.
    let is_offered = |r: &&Review| matches!(r, Review::Draft | Review::Published) || r.word() == draft.review;
    let has_reviews = shown.stored.is_some_and(|event| event.review != Review::Draft);
    let reviews = Review::ALL.iter().filter(|_| has_reviews).filter(is_offered);
    let reviews = reviews.map(|r| word(r.word(), format!("review-{r}"), &draft.review)).collect();
    let page = EventForm {
        form: Form {
            title: shown.stored.map_or_else(
                || speaker.word(if as_event { "event-new-event" } else { "event-new" }),
                |event| event.title.clone(),
            ),
            action: desk.reader.link(&action, if as_event && is_new { "as=event" } else { "" }),
            back: desk.reader.link(&back, ""),
            seen: shown.outcome.seen.to_owned(),
            faults: said(speaker, &shown.outcome.faults),
            fields: text_fields(draft).into_iter().map(|(name, value)| (name, value.clone())).collect(),
            echo: echo(speaker, &doors.app, &draft.span.day),
            echo_last: echo_last(speaker, &doors.app, &draft.span),
            decide: shown.outcome.question.as_ref().map(|question| decide_part(speaker, &doors.app, question)),
        },
        copied_days: copied.as_ref().map_or(1, |old| days_of(&old.when)),
        copied_day: copied.as_ref().map(|old| day(speaker, old.when.start.date())).unwrap_or_default(),
        once: if is_new { draft.once.clone() } else { String::new() },
        copy_of: copied.as_ref().map(|old| old.slug.clone()).unwrap_or_default(),
        venues: choices(&lists.0, &draft.venue),
        groups: if is_meeting { groups.collect() } else { Vec::new() },
        statuses: statuses.collect(),
        reviews,
        dates: series
            .map(|event| desk.reader.link(&format!("/office/events/{}/dates", event.slug), ""))
            .unwrap_or_default(),
    };
    desk.give(doors, shown.outcome.status, "office/event_form.html", page).await
}

fn day(speaker: Speaker<'_>, day: Date) -> String {
    speaker.words.dates(speaker.language).day(day)
}
