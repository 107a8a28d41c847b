//! A fault: one thing that is wrong with what somebody entered, and where.

use std::fmt;
use std::ops::Deref;

use serde::Serialize;

/// A short English sentence that also knows the message which says the same in the reader's language.
///
/// Files and the command line give the English one; pages say the message, where there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Sentence {
    text: String,
    #[serde(skip)]
    id: &'static str,
    #[serde(skip)]
    args: Vec<(&'static str, String)>,
}

/// An English sentence with the id of its message: `said!("typed-no-month", "there is no month {month}", month = 13)`.
/// What stands behind the sentence is put into both.
macro_rules! said {
    ($id:literal, $text:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        $(let $name = $value.to_string();)*
        $crate::domain::fault::Sentence::new($id, format!($text), vec![$((stringify!($name), $name)),*])
    }};
}
pub(crate) use said;

impl Sentence {
    /// A sentence, the message that says the same, and what is put into that.
    pub fn new(id: &'static str, text: String, args: Vec<(&'static str, String)>) -> Self {
        Self { text, id, args }
    }

    /// The message and what is put into it, if the sentence is told to readers of other languages too.
    pub fn message(&self) -> Option<(&'static str, &[(&'static str, String)])> {
        (!self.id.is_empty()).then_some((self.id, &self.args))
    }

    /// The same sentence about what somebody typed; the message has it as `typed`.
    #[must_use]
    pub fn quoting(mut self, typed: &str) -> Self {
        self.text = format!("\u{201c}{typed}\u{201d} {}", self.text);
        self.args.push(("typed", typed.to_owned()));
        self
    }
}

impl<T: Into<String>> From<T> for Sentence {
    fn from(text: T) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Deref for Sentence {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// One thing that is wrong, said so that the person who entered it can mend it.
///
/// `field` names the field (or, in a file, the JSON path relative to the record); `what` is one short English sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The field, e.g. `end` or `translations.en.title`; empty for the record as a whole.
    pub field: String,
    /// What is wrong and what to do, as one sentence.
    pub what: Sentence,
}

impl Fault {
    /// A fault of `field`.
    pub fn new(field: impl Into<String>, what: impl Into<Sentence>) -> Self {
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
