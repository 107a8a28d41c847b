//! Mails: composing them and handing them to a relay. Never decides whether to send.

pub mod transport;
