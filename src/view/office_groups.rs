//! What is put into the pages of the office about groups: facts already in words.

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::shown::Choice;

/// The list of groups.
#[derive(Debug, Clone, Serialize)]
pub struct GroupsPage {
    /// Where a new one is made.
    pub new: String,
    /// The groups.
    pub groups: Vec<GroupLine>,
}

/// One group of the list.
#[derive(Debug, Clone, Serialize)]
pub struct GroupLine {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// How many organisations, in words.
    pub members: String,
    /// How many events, in words.
    pub events: String,
}

/// The form of one group.
#[derive(Debug, Clone, Default, Serialize)]
pub struct GroupForm {
    /// The heading; empty for a new one.
    pub title: String,
    /// Where it goes.
    pub action: String,
    /// Where it leads back.
    pub back: String,
    /// What it was when the form was made.
    pub seen: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// The German name.
    pub de: String,
    /// The English name.
    pub en: String,
    /// The search among the organisations.
    pub search: String,
    /// Which of them are listed.
    pub shown: Vec<Choice>,
    /// True: the form was only looked through; nothing is stored yet.
    pub is_filtered: bool,
    /// Members that are not listed, by slug.
    pub kept: Vec<String>,
    /// How many are in it and how many of those a mail reaches, in words.
    pub reached: String,
    /// The organisations.
    pub actors: Vec<MemberLine>,
    /// What uses the group.
    pub used_by: Vec<Choice>,
    /// What saving will cause, in words.
    pub consequences: Vec<String>,
    /// Goes along to say that it is agreed to.
    pub sure: String,
    /// True: it can be taken away.
    pub may_drop: bool,
}

/// One organisation that is or could be in a group.
#[derive(Debug, Clone, Serialize)]
pub struct MemberLine {
    /// What the form sends.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// True: it is in the group.
    pub chosen: bool,
    /// Where its mails go; empty for nowhere.
    pub address: String,
    /// Why it gets none, or not all.
    pub notes: Vec<String>,
}
