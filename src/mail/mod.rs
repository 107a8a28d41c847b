//! Mails: composing them and handing them to a relay. Never decides whether to send.

pub mod address;
pub mod fault;
pub mod mail_url;
pub mod smtp;
pub mod transport;
mod wire;
