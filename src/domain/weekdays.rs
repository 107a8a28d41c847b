//! BYDAY of a rule (RFC 5545 3.3.10), said so that the expander means the same by it.
//!
//! The crate `rrule` passes over numbers below MONTHLY, and where plain and numbered weekdays stand side by side it looks
//! for dates that are both (`tests/it/upstream.rs`). So the first are refused, and plain weekdays get all their numbers.

use crate::domain::recurrence::RecurrenceFault;

/// What the numbers of weekdays count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CountedIn {
    /// A month has up to five of each.
    Month,
    /// A year has up to fifty-three.
    Year,
    /// There is nothing to count in.
    Nothing,
}

impl CountedIn {
    /// By the parts of a rule: its FREQ, and whether it has BYMONTH and BYWEEKNO.
    pub(super) fn of(freq: &str, by_month: bool, by_week: bool) -> Self {
        match freq {
            "MONTHLY" => Self::Month,
            "YEARLY" if by_week => Self::Nothing,
            "YEARLY" if by_month => Self::Month,
            "YEARLY" => Self::Year,
            _ => Self::Nothing,
        }
    }

    /// The highest number, and how far one may count from the end: no expander offers more.
    fn highest(self) -> (i16, i16) {
        match self {
            Self::Month => (5, 4),
            Self::Year => (53, 52),
            Self::Nothing => (0, 0),
        }
    }
}

/// The weekdays of a BYDAY, plain ones spelt out beside numbered ones.
pub(super) fn spelt_out(value: &str, counted_in: CountedIn) -> Result<String, RecurrenceFault> {
    let weekdays: Vec<(i16, &str)> = value.split(',').map(|one| weekday(one, counted_in)).collect::<Result<_, _>>()?;
    if weekdays.iter().all(|(number, _)| *number == 0) || weekdays.iter().all(|(number, _)| *number != 0) {
        return Ok(value.to_owned());
    }
    let (most, _) = counted_in.highest();
    let numbers = |number: i16| if number == 0 { 1..=most } else { number..=number };
    let spelt = weekdays.iter().flat_map(|(number, code)| numbers(*number).map(move |n| format!("{n}{code}")));
    Ok(spelt.collect::<Vec<_>>().join(","))
}

/// A weekday and its number; 0 for none.
fn weekday(text: &str, counted_in: CountedIn) -> Result<(i16, &str), RecurrenceFault> {
    let unreadable = || RecurrenceFault::Unreadable(format!("BYDAY has \u{201c}{text}\u{201d}, which is no weekday"));
    let (number, code) = text.split_at_checked(text.len().saturating_sub(2)).ok_or_else(unreadable)?;
    if !["MO", "TU", "WE", "TH", "FR", "SA", "SU"].contains(&code) {
        return Err(unreadable());
    }
    if number.is_empty() {
        return Ok((0, code));
    }
    let number: i16 = number.parse().map_err(|_| unreadable())?;
    let (most, from_the_end) = counted_in.highest();
    if most == 0 {
        return Err(RecurrenceFault::NumberedWeekday(text.to_owned()));
    }
    if number == 0 || number > most || number < -from_the_end {
        return Err(RecurrenceFault::NoSuchNumber { weekday: text.to_owned(), most, from_the_end });
    }
    Ok((number, code))
}
