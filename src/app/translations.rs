//! Title, summary and description of an event in another language, by form.

use std::collections::BTreeMap;

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_edit::Ask;
use crate::app::event_edit::Edited;
use crate::app::typed_fields::FormReader;
use crate::app::typed_fields::TypedFields;
use crate::domain::event::Event;
use crate::domain::event::Translation;
use crate::domain::translation::ORIGINAL;

/// Easy German is a translation too.
const EASY_GERMAN: &str = "de-simple";

/// A translation as the form shows it.
pub fn fields_of_translation(event: &Event, tag: &str) -> TypedFields {
    let mut fields = TypedFields::default();
    if let Some(translation) = event.translations.get(tag) {
        fields.put("title", &translation.title);
        fields.put("summary", &translation.summary);
        fields.put("description", &translation.description);
    }
    fields
}

impl App {
    /// The languages that an event can be translated to, by tag: those of the office, easy German, and those it has.
    pub async fn list_languages_for(&self, event: &Event) -> Result<BTreeMap<String, String>, Refusal> {
        let mut languages = self.list_details().await?.vocabulary.languages;
        languages.remove(ORIGINAL);
        for tag in event.translations.keys().map(String::as_str).chain([EASY_GERMAN]).filter(|tag| *tag != ORIGINAL) {
            languages.entry(tag.to_owned()).or_insert_with(|| tag.to_owned());
        }
        Ok(languages)
    }

    /// Changes a translation of an event; all fields empty: there is none. It stays outdated until somebody says that it
    /// is not.
    ///
    /// `seen`: [`crate::app::version_of_event`] what the person saw before.
    /// Errors: as of [`App::put_event`], and [`Refusal::Changed`] when somebody was faster.
    pub async fn edit_translation(
        &self,
        who: &str,
        (slug, tag): (&str, &str),
        seen: &str,
        typed: &TypedFields,
    ) -> Result<Edited, Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        let mut event = stored.clone();
        let mut form = FormReader::new(typed, self.today());
        let was_outdated = event.translations.remove(tag).is_some_and(|translation| translation.outdated);
        let new = Translation {
            title: form.line("title"),
            summary: form.lines("summary"),
            description: form.lines("description"),
            outdated: was_outdated && !typed.is_ticked("current"),
        };
        let has_text = !(new.summary.is_empty() && new.description.is_empty());
        if new.title.is_empty() && has_text {
            form.fault("title", "fault-missing");
        }
        form.end()?;
        if !new.title.is_empty() {
            event.translations.insert(tag.to_owned(), new);
        }
        self.store_or_ask(who, stored, event, "", Ask::WhoWasTold).await
    }
}
