//! `/office/events/…/details`: what else there is to know about an event.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;

use crate::app::DetailLists;
use crate::app::Refusal;
use crate::app::TypedFields;
use crate::app::version_of_event;
use crate::domain::event::CostKind;
use crate::domain::event::Event;
use crate::domain::event::RegistrationWay;
use crate::domain::event::Visibility;
use crate::domain::vocabulary::Term;
use crate::view::facts::Speaker;
use crate::view::facts::interpretation_name;
use crate::view::office_content::DetailsPage;
use crate::view::office_content::FilledForm;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_form::Left;
use crate::web::office_form::caught_up;
use crate::web::office_form::labelled;
use crate::web::office_form::meanwhile;
use crate::web::office_form::seen_of;
use crate::web::office_form::ticked;
use crate::web::office_form::version_in;
use crate::web::trouble::Trouble;

/// Empty rows below the partners.
const PARTNERS_MORE: usize = 2;

/// The form.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match find(&doors, &slug).await {
        Ok(Some((event, lists))) => {
            let typed = lists.fields(&event);
            let seen = seen_of(&version_of_event(&event), &typed);
            give(&doors, &desk, (&event, &lists), &Left::fresh(&typed, &seen)).await
        }
        Ok(None) => Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Stores what was typed, or asks who shall hear of another room online.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let (event, lists) = match find(&doors, &slug).await {
        Ok(Some(found)) => found,
        Ok(None) => return Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let (version, stored) = (version_of_event(&event), lists.fields(&event));
    let posted = caught_up(posted, &version, &stored);
    let (typed, seen, now) = (TypedFields::of(posted.pairs()), posted.field("seen"), seen_of(&version, &stored));
    let edited = Box::pin(doors.app.edit_details(&desk.who(), &slug, version_in(seen), &typed)).await;
    let differences = || {
        let choices = choices(desk.speaker(&doors.app), &lists, &stored);
        meanwhile(&stored, &typed, |name, values| match name {
            "childcare" | "needed" | "waiting_list" => Some(ticked(desk.speaker(&doors.app), values)),
            _ => Some(labelled(choices.get(name).map_or(&[], Vec::as_slice), values)),
        })
    };
    match Left::of(edited, &typed, (seen, &now), differences) {
        Ok(None) => see(&desk.reader.link(&format!("/office/events/{slug}"), "done=saved")),
        Ok(Some(left)) => give(&doors, &desk, (&event, &lists), &left).await,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

async fn find(doors: &Doors, slug: &str) -> Result<Option<(Event, DetailLists)>, Refusal> {
    let Some(event) = doors.app.find_event(slug).await? else { return Ok(None) };
    Ok(Some((event, doors.app.list_details().await?)))
}

async fn give(doors: &Doors, desk: &Desk, (event, lists): (&Event, &DetailLists), left: &Left<'_>) -> Response {
    let here = format!("/office/events/{}", event.slug);
    let page = DetailsPage {
        form: FilledForm {
            title: event.title.clone(),
            action: desk.reader.link(&format!("{here}/details"), ""),
            back: desk.reader.link(&here, ""),
            people: lists.people.words(),
            choices: choices(desk.speaker(&doors.app), lists, left.typed),
            ..left.fill(desk, &doors.app, &["deadline".to_owned()])
        },
        partners: (0..left.typed.rows("partner").max(event.partners.len()) + PARTNERS_MORE).collect(),
    };
    desk.give(doors, left.outcome.status, "office/details.html", page).await
}

/// What can be chosen, by field; what somebody chose is there even when no list knows it any more.
fn choices(speaker: Speaker<'_>, lists: &DetailLists, typed: &TypedFields) -> BTreeMap<&'static str, Vec<Choice>> {
    let words = &lists.vocabulary;
    // What is retired is offered only where it is chosen already.
    let terms = |field: &str, terms: &[Term]| {
        let is_offered = |term: &&Term| !term.retired || typed.all(field).contains(&term.id);
        let option = |term: &Term| (term.id.clone(), term.name(speaker.language.tag()).to_owned());
        terms.iter().filter(is_offered).map(option).collect::<Vec<_>>()
    };
    let nothing = || (String::new(), speaker.word("details-none"));
    let or_nothing = |options: Vec<(String, String)>| [nothing()].into_iter().chain(options).collect::<Vec<_>>();
    let words_of = |prefix: &str, all: &[&str]| {
        all.iter().map(|word| ((*word).to_owned(), speaker.word(&format!("{prefix}-{word}")))).collect::<Vec<_>>()
    };
    let interpretations = words.interpretations().into_iter().map(|word| {
        let name = interpretation_name(words, &word, speaker);
        (word, name)
    });
    let languages = words.languages.iter().map(|(tag, name)| (tag.clone(), name.clone())).collect();
    let ways = RegistrationWay::ALL.iter().map(|way| way.word()).collect::<Vec<_>>();
    let kinds = CostKind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>();
    let visible = Visibility::ALL.iter().map(|visible| visible.word()).collect::<Vec<_>>();
    [
        ("kind", or_nothing(terms("kind", &words.kinds))),
        ("topic", or_nothing(terms("topic", &words.topics))),
        ("programme", or_nothing(lists.programmes.clone())),
        ("how", or_nothing(words_of("details-how", &ways))),
        ("cost_kind", words_of("details-cost", &kinds)),
        ("visibility", words_of("visible", &visible)),
        ("target_group", terms("target_group", &words.target_groups)),
        ("language", languages),
        ("interpretation", interpretations.collect()),
        ("access", terms("access", &words.access)),
    ]
    .into_iter()
    .map(|(field, options)| (field, chosen(typed.all(field), options)))
    .collect()
}

fn chosen(values: &[String], options: Vec<(String, String)>) -> Vec<Choice> {
    let unknown = values.iter().filter(|value| !value.is_empty() && !options.iter().any(|(id, _)| id == *value));
    let unknown: Vec<(String, String)> = unknown.map(|value| (value.clone(), value.clone())).collect();
    let all = options.into_iter().chain(unknown);
    all.map(|(value, label)| {
        let chosen = values.contains(&value);
        Choice::new(value, label, chosen)
    })
    .collect()
}
