//! An answer: whether an actor comes, to one date or to all.

use std::vec;

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

/// The answers to one event, each found at once: there may be a thousand, and a plan asks for each of them for each mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// By actor; of each the one for all dates first.
    sorted: Vec<Answer>,
}

impl From<Vec<Answer>> for Answers {
    fn from(mut answers: Vec<Answer>) -> Self {
        answers.sort_by_key(|answer| (answer.actor_id, answer.occurrence_id));
        Self { sorted: answers }
    }
}

impl Answers {
    /// The answer of an actor that holds for a date: the date's own one, else the one for all dates.
    pub fn of(&self, actor: i64, date: Option<i64>) -> Option<&Answer> {
        let holds = |answer: &&Answer| answer.occurrence_id.is_none() || answer.occurrence_id == date;
        // The one for all dates stands first.
        self.of_actor(actor).iter().rfind(holds).filter(|answer| answer.state != AnswerState::NeedsAction)
    }

    /// What is kept of an actor for a date alone or (none) for all, also where it has not answered yet.
    pub fn find(&self, actor: i64, date: Option<i64>) -> Option<&Answer> {
        self.of_actor(actor).iter().find(|answer| answer.occurrence_id == date)
    }

    /// All of an actor.
    pub fn of_actor(&self, actor: i64) -> &[Answer] {
        let from = self.sorted.partition_point(|answer| answer.actor_id < actor);
        let until = from + self.sorted[from..].iter().take_while(|answer| answer.actor_id == actor).count();
        &self.sorted[from..until]
    }

    /// All.
    pub fn iter(&self) -> impl Iterator<Item = &Answer> {
        self.sorted.iter()
    }
}

impl IntoIterator for Answers {
    type Item = Answer;
    type IntoIter = vec::IntoIter<Answer>;

    fn into_iter(self) -> Self::IntoIter {
        self.sorted.into_iter()
    }
}
