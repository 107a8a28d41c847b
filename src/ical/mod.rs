//! iCalendar (RFC 5545): model to text, text to drafts. Text in, text out; knows neither store nor HTTP nor mail.

pub mod calendar;
pub mod checked;
pub mod entry;
pub mod read;
pub mod write;
pub mod zone;
