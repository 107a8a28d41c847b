//! The integration tests: one binary, so that one throw-away PostgreSQL and one link serve them all.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may ask the environment and should fail loudly"
)]

mod answers;
mod architecture;
mod dates;
mod demo;
mod exchange;
mod faults;
mod feeds;
mod forms;
mod full_event;
mod guests;
mod hostile;
mod house;
mod ical;
mod import_again;
mod letters;
mod licences;
mod mails;
mod mime_parts;
mod office;
mod office_accounts;
mod office_actors;
mod office_audit;
mod office_content;
mod office_dates;
mod office_day;
mod office_days;
mod office_events;
mod office_groups;
mod office_import;
mod office_places;
mod office_rules;
mod office_texts;
mod outbox;
mod pages;
mod planning;
mod postgres;
mod recurrence;
mod rehearse;
mod routes;
mod series;
mod settings;
mod sheet;
mod smtp;
mod smtp_sink;
mod store_both;
mod stories;
mod submissions;
mod test_mode;
mod town;
mod transport;
mod upstream;
mod wishes;
mod words;
