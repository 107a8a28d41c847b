//! iCalendar (RFC 5545): model to text, text to drafts. Text in, text out; knows neither store nor HTTP nor mail.

pub mod calendar;
pub mod checked;
mod components;
pub mod dates;
pub mod entry;
mod raw;
pub mod read;
pub mod read_event;
mod read_recurrence;
mod read_time;
mod read_zone;
pub mod series;
pub mod write;
pub mod zone;
