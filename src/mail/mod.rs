//! Mails: composing them and handing them to a relay. Never decides whether to send.

pub mod address;
pub mod compose;
pub mod example;
pub mod fault;
mod invite;
pub mod letter;
pub mod mail_url;
mod markdown;
mod mime;
mod page;
mod page_kinds;
pub mod plain;
mod quoted_printable;
pub mod sign_in;
pub mod smtp;
mod subject;
pub mod transport;
pub mod trial;
mod wire;
mod wrap;
