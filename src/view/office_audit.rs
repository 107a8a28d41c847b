//! What is put into the page of the audit: facts already in words.

use serde::Serialize;

use crate::view::shown::Choice;

/// A page of the audit.
#[derive(Debug, Clone, Serialize)]
pub struct AuditPage {
    /// Who can be chosen.
    pub whos: Vec<Choice>,
    /// What can be chosen.
    pub subjects: Vec<Choice>,
    /// The first day, and what is wrong with it.
    pub from: (String, String),
    /// The last day, and what is wrong with it.
    pub until: (String, String),
    /// The lines.
    pub lines: Vec<AuditLine>,
    /// Where newer ones are; empty for nowhere.
    pub newer: String,
    /// Where older ones are; empty for nowhere.
    pub older: String,
}

/// One line.
#[derive(Debug, Clone, Serialize)]
pub struct AuditLine {
    /// When, in words.
    pub when: String,
    /// The same for machines.
    pub datetime: String,
    /// Who.
    pub who: AuditLink,
    /// What was done.
    pub verb: String,
    /// To what.
    pub subject: AuditLink,
    /// In a few words.
    pub detail: String,
}

/// A thing with its page.
#[derive(Debug, Clone, Serialize)]
pub struct AuditLink {
    /// "Veranstaltung", "Konto".
    pub sort: String,
    /// Its name.
    pub name: String,
    /// Its page; empty for none.
    pub href: String,
    /// All lines about it.
    pub all: String,
}
