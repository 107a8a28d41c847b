//! A fault: one thing that is wrong with what somebody entered, and where.

use std::fmt;

use serde::Serialize;

/// One thing that is wrong, said so that the person who entered it can mend it.
///
/// `field` names the field (or, in a file, the JSON path relative to the record); `what` is one short English sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The field, e.g. `end` or `translations.en.title`; empty for the record as a whole.
    pub field: String,
    /// What is wrong and what to do, as one sentence.
    pub what: String,
}

impl Fault {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, what: impl Into<String>) -> Self {
        Self { field: field.into(), what: what.into() }
    }

    /// The same fault, its field seen from one level further out.
    #[must_use]
    pub fn within(mut self, outer: &str) -> Self {
        self.field = match (outer.is_empty(), self.field.is_empty()) {
            (true, _) => self.field,
            (_, true) => outer.to_owned(),
            _ if self.field.starts_with('[') => format!("{outer}{}", self.field),
            _ => format!("{outer}.{}", self.field),
        };
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() { f.write_str(&self.what) } else { write!(f, "{}: {}", self.field, self.what) }
    }
}
