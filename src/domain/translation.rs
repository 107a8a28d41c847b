//! Translations, and when they are older than the original.

use crate::domain::event::Event;
use crate::domain::event::Translation;

/// The language that events are written in (BCP 47).
pub const ORIGINAL: &str = "de";

/// Marks the translations that still say what the original no longer says: those that were not changed with it.
pub fn mark_outdated(event: &mut Event, old: &Event) {
    if original(event) == original(old) {
        return;
    }
    for (tag, translation) in &mut event.translations {
        if old.translations.get(tag).is_some_and(|old| says(old) == says(translation)) {
            translation.outdated = true;
        }
    }
}

fn original(event: &Event) -> [&str; 3] {
    [&event.title, &event.summary, &event.description]
}

fn says(translation: &Translation) -> [&str; 3] {
    [&translation.title, &translation.summary, &translation.description]
}
