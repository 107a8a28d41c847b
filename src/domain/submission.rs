//! Submissions: events that organisations proposed, and what the office writes to them about those.

use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::word::words;

words! {
    /// What a letter about a submission does.
    About {
        /// Asks back.
        Ask = "ask",
        /// Refuses.
        Refuse = "refuse",
    }
}

/// A question about one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The field, one of [`FIELDS`].
    pub field: String,
    /// The sentence.
    pub text: String,
}

/// The fields that can be asked about.
pub const FIELDS: [&str; 9] =
    ["title", "when", "where", "text", "languages", "access", "cost", "registration", "contact"];

/// What the office wrote to those who proposed an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it does.
    pub about: About,
    /// Made with the form, and the same when it comes in again.
    pub mark: String,
    /// To whom.
    pub address: String,
    /// The line that is seen first.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What it asks, field by field.
    pub questions: Vec<Question>,
    /// Who wrote it, as in the audit.
    pub who: String,
    /// When it was written.
    pub at: Timestamp,
    /// When a relay took it.
    pub sent_at: Option<Timestamp>,
    /// What the relay said last, without addresses.
    pub fault: Option<String>,
}
