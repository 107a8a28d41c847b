//! `/office/events/…/translations`: the texts of an event in another language, beside the German ones.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::extract::State;
use axum::response::Response;

use crate::app::Refusal;
use crate::app::TypedFields;
use crate::app::fields_of_translation;
use crate::app::version_of_event;
use crate::domain::event::Event;
use crate::view::facts::Speaker;
use crate::view::office_content::FilledForm;
use crate::view::office_content::TranslationPage;
use crate::view::shown::Choice;
use crate::view::shown::Said;
use crate::web::Doors;
use crate::web::form::field;
use crate::web::form::see;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::office_form::Left;
use crate::web::office_form::caught_up;
use crate::web::office_form::meanwhile;
use crate::web::office_form::seen_of;
use crate::web::office_form::version_in;
use crate::web::trouble::Trouble;

/// The form of one language.
pub(super) async fn show(State(doors): State<Doors>, Path(slug): Path<String>, desk: Desk) -> Response {
    match find(&doors, &desk, &slug).await {
        Ok(Some(found)) => {
            let typed = fields_of_translation(&found.event, &found.tag);
            let seen = seen_of(&version_of_event(&found.event), &typed);
            give(&doors, &desk, &found, &Left::fresh(&typed, &seen)).await
        }
        Ok(None) => Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// Stores a translation.
pub(super) async fn change(State(doors): State<Doors>, Path(slug): Path<String>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let found = match find(&doors, &desk, &slug).await {
        Ok(Some(found)) => found,
        Ok(None) => return Trouble::Missing.page(&doors, &desk.reader),
        Err(refusal) => return Trouble::Refused(refusal).page(&doors, &desk.reader),
    };
    let (version, stored) = (version_of_event(&found.event), fields_of_translation(&found.event, &found.tag));
    let posted = caught_up(posted, &version, &stored);
    let (typed, seen, now) = (TypedFields::of(posted.pairs()), posted.field("seen"), seen_of(&version, &stored));
    let of = (slug.as_str(), found.tag.as_str());
    let edited = Box::pin(doors.app.edit_translation(&desk.who(), of, version_in(seen), &typed)).await;
    let differences = || meanwhile(&stored, &typed, |_, values| Some(values.to_vec()));
    match Left::of(edited, &typed, (seen, &now), differences) {
        Ok(None) => see(&found.link(&desk, &found.tag, "&done=saved")),
        Ok(Some(left)) => give(&doors, &desk, &found, &left).await,
        Err(refusal) => Trouble::Refused(refusal).page(&doors, &desk.reader),
    }
}

/// An event and the language that is written.
struct Found {
    event: Event,
    languages: BTreeMap<String, String>,
    tag: String,
}

impl Found {
    fn link(&self, desk: &Desk, tag: &str, more: &str) -> String {
        desk.reader.link(&format!("/office/events/{}/translations", self.event.slug), &format!("to={tag}{more}"))
    }

    fn language(&self, speaker: Speaker<'_>, tag: &str) -> String {
        match self.languages.get(tag) {
            Some(name) if name != tag => name.clone(),
            _ if tag == "de-simple" => speaker.word("translation-easy-german"),
            _ => tag.to_owned(),
        }
    }

    fn is_outdated(&self, tag: &str) -> bool {
        self.event.translations.get(tag).is_some_and(|translation| translation.outdated)
    }
}

/// Without a language the first outdated one is meant, else the first.
async fn find(doors: &Doors, desk: &Desk, slug: &str) -> Result<Option<Found>, Refusal> {
    let Some(event) = doors.app.find_event(slug).await? else { return Ok(None) };
    let languages = doors.app.list_languages_for(&event).await?;
    let to = field(&desk.parameters, "to");
    let outdated = || event.translations.iter().find(|(_, one)| one.outdated).map(|(tag, _)| tag.clone());
    let first = || event.translations.keys().chain(languages.keys()).next().cloned();
    let tag = if to.is_empty() { outdated().or_else(first) } else { Some(to.to_owned()) };
    Ok(tag.filter(|tag| languages.contains_key(tag)).map(|tag| Found { event, languages, tag }))
}

async fn give(doors: &Doors, desk: &Desk, found: &Found, left: &Left<'_>) -> Response {
    let (event, speaker) = (&found.event, desk.speaker(&doors.app));
    let label = |tag: &String| {
        let name = found.language(speaker, tag);
        if found.is_outdated(tag) { format!("{name} ({})", speaker.word("translation-outdated")) } else { name }
    };
    let tab = |tag: &String| Choice {
        value: tag.clone(),
        label: label(tag),
        href: found.link(desk, tag, ""),
        chosen: *tag == found.tag,
    };
    let is_there = |tag: &&String| event.translations.contains_key(*tag);
    let (there, missing): (Vec<&String>, Vec<&String>) = found.languages.keys().partition(is_there);
    let page = TranslationPage {
        form: FilledForm {
            title: event.title.clone(),
            action: found.link(desk, &found.tag, ""),
            back: desk.reader.link(&format!("/office/events/{}", event.slug), ""),
            ..left.fill(desk, &doors.app, &[])
        },
        there: there.into_iter().map(tab).collect(),
        missing: missing.into_iter().map(tab).collect(),
        language: Said::new(&found.language(speaker, &found.tag), &found.tag),
        is_outdated: found.is_outdated(&found.tag),
        source: [&event.title, &event.summary, &event.description].map(Clone::clone),
    };
    desk.give(doors, left.outcome.status, "office/translations.html", page).await
}
