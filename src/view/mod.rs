//! Putting facts into words: languages, messages, dates. Decides nothing, asks nobody.

pub mod answers;
pub mod date_sheet;
pub mod dates;
pub mod facts;
pub mod language;
pub mod office;
pub mod office_content;
pub mod office_events;
pub mod office_settings;
pub mod pages;
pub mod repetition;
pub mod rules;
pub mod sheet;
pub mod shown;
pub mod templates;
pub mod words;
