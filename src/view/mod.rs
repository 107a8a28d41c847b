//! Putting facts into words: languages, messages, dates. Decides nothing, asks nobody.

pub mod answers;
pub mod date_sheet;
pub mod dates;
pub mod facts;
pub mod language;
pub mod markdown;
mod memory;
pub mod office;
pub mod office_accounts;
pub mod office_audit;
pub mod office_content;
pub mod office_events;
pub mod office_groups;
pub mod office_settings;
pub mod office_texts;
pub mod own_words;
pub mod pages;
pub mod relay;
pub mod repetition;
pub mod rules;
pub mod sheet;
pub mod shown;
pub mod submissions;
pub mod templates;
pub mod words;
