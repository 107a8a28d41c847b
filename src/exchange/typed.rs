//! Values as people type them, in a cell or in a field of a form: days, times, prices, languages, repetitions.
//!
//! Invariant: nothing is guessed in silence. What had to be added (a year) comes back with a note; what can mean two
//! things, or nothing, is a fault that says how to write it. Faults and notes name no field: the caller knows it.

use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::domain::fault::said;
use crate::domain::text;

pub use crate::exchange::typed_cost::read_cost;
pub use crate::exchange::typed_day::Near;
pub use crate::exchange::typed_day::day_fault;
pub use crate::exchange::typed_day::read_day;
pub use crate::exchange::typed_day::read_day_and_times;
pub use crate::exchange::typed_language::read_language;
pub use crate::exchange::typed_repeat::read_repetition;
pub use crate::exchange::typed_time::Times;
pub use crate::exchange::typed_time::read_times;

/// A value that was read from typed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed<T> {
    /// The value.
    pub value: T,
    /// What was added or left out to get it, as a sentence for whoever typed it.
    pub note: Option<Sentence>,
}

impl<T> Typed<T> {
    /// A value that was typed in full.
    pub fn plain(value: T) -> Self {
        Self { value, note: None }
    }

    /// A value that holds something nobody typed.
    pub fn noted(value: T, note: Sentence) -> Self {
        Self { value, note: Some(note) }
    }
}

/// A fault of text that is quoted in it.
pub(super) fn fault(typed: &str, what: Sentence) -> Fault {
    Fault::new("", what.quoting(&text::clean_line(typed)))
}

/// Yes or no: `ja`, `x`, `nein`; an empty text is a no.
///
/// Errors: one fault that says what can be written.
pub fn read_yes(typed: &str) -> Result<bool, Fault> {
    match typed.trim().to_lowercase().as_str() {
        "x" | "ja" | "j" | "yes" | "y" | "1" | "wahr" | "true" | "✓" | "✔" | "☑" => Ok(true),
        "" | "nein" | "n" | "no" | "0" | "falsch" | "false" | "-" | "–" | "☐" => Ok(false),
        _ => Err(fault(typed, said!("typed-yes-no", "is neither yes nor no; write ja or nein"))),
    }
}

/// A number of people or things; nothing for an empty text.
///
/// Errors: one fault for anything that is not only a number: of `max. 16` nobody knows whether 16 or fewer are meant.
pub fn read_count(typed: &str) -> Result<Option<u32>, Fault> {
    let digits = text::european_digits(typed.trim());
    if digits.is_empty() {
        return Ok(None);
    }
    let number = if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse().ok() } else { None };
    number
        .map(Some)
        .ok_or_else(|| fault(typed, said!("typed-number", "is not only a number; write the number alone, like 16")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_have_the_words_that_offices_write() {
        for (typed, wanted) in [("x", true), ("Ja", true), (" X ", true), ("nein", false), ("", false), ("-", false)] {
            assert_eq!(read_yes(typed), Ok(wanted), "{typed}");
        }
        assert!(read_yes("vielleicht").unwrap_err().what.contains("vielleicht"));
    }

    #[test]
    fn a_number_with_words_is_no_number() {
        assert_eq!(read_count("16"), Ok(Some(16)));
        assert_eq!(read_count(" ١٦ "), Ok(Some(16)));
        assert_eq!(read_count(""), Ok(None));
        for typed in ["max. 16", "ca. 20", "1,5", "-3", "99999999999"] {
            assert!(read_count(typed).is_err(), "{typed}");
        }
    }
}
