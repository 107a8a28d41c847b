//! Treffpunkt: the calendar, invitation and reminder daemon of an integration office.
//!
//! Everything this house can do is a verb on [`app::App`]. Three may ask: a browser ([`web`]), a command line ([`cli`])
//! and the time ([`daemon`]). ARCHITECTURE.md tells the way round.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod daemon;
pub mod domain;
pub mod exchange;
pub mod ical;
pub mod mail;
pub mod store;
pub mod view;
pub mod web;
