//! Putting facts into words: languages, messages, dates. Decides nothing, asks nobody.

pub mod answers;
pub mod dates;
pub mod facts;
pub mod language;
pub mod office;
pub mod office_events;
pub mod pages;
pub mod relay;
pub mod sheet;
pub mod shown;
pub mod submissions;
pub mod templates;
pub mod words;
