//! An answer: whether an actor comes, to one date or to all.

use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::notification::Told;
use crate::domain::word::words;

words! {
    /// What was answered; PARTSTAT of RFC 5545 3.2.12.
    #[derive(Default)]
    AnswerState {
        /// Invited; no answer yet.
        #[default]
        NeedsAction = "needs_action",
        /// Comes.
        Accepted = "accepted",
        /// Perhaps.
        Tentative = "tentative",
        /// Does not come.
        Declined = "declined",
    }
}

words! {
    /// The way by which an answer came.
    Way {
        /// Somebody of the actor gave it, by the link of a mail.
        Link = "link",
        /// Somebody told the office, which wrote it down.
        Office = "office",
        /// It stood in a file.
        Import = "import",
    }
}

/// The answer of an actor. An answer by any contact is the actor's answer; for a date the date's own one wins over the
/// one for all dates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The actor, by its row.
    pub actor_id: i64,
    /// The date, by its row; none: all dates.
    pub occurrence_id: Option<i64>,
    /// What was answered.
    pub state: AnswerState,
    /// How many come.
    pub head_count: i64,
    /// What they need: `childcare`, `dgs`, `interpretation:xx`.
    pub needs: Vec<String>,
    /// In their words.
    pub comment: String,
    /// What they would like to talk about.
    pub topic: String,
    /// By which way it came.
    pub way: Way,
    /// The contact who gave it by a link.
    pub contact_id: Option<i64>,
    /// The account of the office that wrote it down; none by other ways, and when the account is gone.
    pub account_id: Option<i64>,
    /// The event's SEQUENCE that was answered to.
    pub sequence: i64,
    /// What an imported answer knew about time and place; it counts as told.
    pub told: Option<Told>,
    /// When.
    pub given_at: Timestamp,
}
