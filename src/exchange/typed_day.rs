//! Days as they are written in German offices: `11.9.27`, `Di., 14.09.2027`, `14. September 2027`, `bis 09.09.`

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::Weekday;

use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::text;
use crate::exchange::typed::Typed;
use crate::exchange::typed::fault;
use crate::exchange::typed_time::Times;
use crate::exchange::typed_time::is_four_digits;
use crate::exchange::typed_time::read_times;

/// Which year is proposed for a day that was written without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// The next such day, this one included.
    From(Date),
    /// The last such day, this one included: for what must be before something.
    UpTo(Date),
}

/// The beginnings of the names of weekdays, German and English, Monday first.
const WEEKDAYS: [&[&str]; 7] = [
    &["mo", "mon", "montag", "montags", "monday"],
    &["di", "die", "dienstag", "dienstags", "tue", "tuesday"],
    &["mi", "mit", "mittwoch", "mittwochs", "wed", "wednesday"],
    &["do", "don", "donnerstag", "donnerstags", "thu", "thursday"],
    &["fr", "fre", "freitag", "freitags", "fri", "friday"],
    &["sa", "sam", "samstag", "samstags", "sonnabend", "sonnabends", "sat", "saturday"],
    &["so", "son", "sonntag", "sonntags", "sun", "sunday"],
];

/// The names of months, German and English, January first.
const MONTHS: [&[&str]; 12] = [
    &["januar", "jänner", "jan", "jän", "january"],
    &["februar", "feber", "feb", "february"],
    &["märz", "maerz", "mär", "mrz", "march", "mar"],
    &["april", "apr"],
    &["mai", "may"],
    &["juni", "jun", "june", "juno"],
    &["juli", "jul", "july", "julei"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["oktober", "okt", "october", "oct"],
    &["november", "nov"],
    &["dezember", "dez", "december", "dec"],
];

/// The fault of a field that holds no day. Of a day whose weekday is another one it says which: the day exists, and who
/// is told that it does not will not look at the weekday. Of a field that was left empty it says only that.
pub fn day_fault(field: &str, typed: &str, fault: &Fault) -> Fault {
    let is_weekday = fault.what.message().is_some_and(|(id, _)| id == "typed-weekday");
    let what = match (typed.trim(), is_weekday) {
        ("", _) => said!("fault-missing", "is missing"),
        (_, true) => fault.what.clone(),
        (_, false) => said!("fault-typed-day", "is no day"),
    };
    Fault::new(field, what)
}

/// A fault of what is no day.
fn no_day(typed: &str) -> Fault {
    fault(typed, said!("typed-day", "is no day; write it like 11.09.2027"))
}

/// A day; without a year the one near another day is proposed, and noted.
///
/// Errors: one fault for what is no day, for days that do not exist, and for a weekday that does not fit.
pub fn read_day(typed: &str, near: Near) -> Result<Typed<Date>, Fault> {
    let parts = Parts::of(typed).ok_or_else(|| no_day(typed))?;
    let (day, month, year) = parts.numbers(typed)?;
    let date = match year {
        Some(year) => Date::new(year, month, day).map_err(|_| no_such_day(typed, day, month, Some(year)))?,
        None => propose(day, month, near).ok_or_else(|| no_such_day(typed, day, month, None))?,
    };
    if parts.weekday.is_some_and(|weekday| weekday != date.weekday()) {
        let what = said!(
            "typed-weekday",
            "does not fit: {day} is a {is}; change the day or the weekday",
            day = shown(date),
            is = german(date.weekday())
        );
        return Err(fault(typed, what));
    }
    Ok(match year {
        Some(_) => Typed::plain(date),
        None => Typed::noted(date, said!("typed-no-year", "says no year; taken as {day}", day = shown(date))),
    })
}

/// A day and, when they follow it, times: `14.09.2027 18:00`, `16.09.2027, 18–19 Uhr`.
///
/// Errors: as of [`read_day`] and [`read_times`].
pub fn read_day_and_times(typed: &str, near: Near) -> Result<Typed<(Date, Option<Times>)>, Fault> {
    if let Some((day, times)) = typed.trim().split_once('T')
        && day.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    {
        let times = read_times(times)?;
        return Ok(with(read_day(day, near)?, Some(times)));
    }
    let words: Vec<(usize, char)> = typed.char_indices().filter(|(_, c)| *c == ' ' || *c == ',').collect();
    let whole = read_day(typed, near);
    if let Ok(day) = whole {
        return Ok(with(day, None));
    }
    // The longest text that is a day comes first; what is behind it must be times.
    for (at, _) in words.into_iter().rev() {
        let (day, times) = typed.split_at(at);
        let times = times.trim_matches([' ', ',']);
        // "29. Februar 2027" is a slip of the pen, not twenty past eight on that day of another year.
        let is_year = text::european_digits(times).split(['-', '–']).any(|part| is_four_digits(part.trim()));
        if times.is_empty() || day.trim().is_empty() || is_year {
            continue;
        }
        if let (Ok(day), Ok(times)) = (read_day(day, near), read_times(times)) {
            return Ok(with(day, Some(times)));
        }
    }
    whole.map(|day| with(day, None))
}

fn with(day: Typed<Date>, times: Option<Times>) -> Typed<(Date, Option<Times>)> {
    Typed { value: (day.value, times), note: day.note }
}

/// A day as people write it.
pub(super) fn shown(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// The weekday of a word; none when it is no name of one.
pub(super) fn weekday_of(word: &str) -> Option<Weekday> {
    let at = WEEKDAYS.iter().position(|names| names.contains(&word))?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// The German name of a weekday.
pub(super) fn german(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Montag",
        Weekday::Tuesday => "Dienstag",
        Weekday::Wednesday => "Mittwoch",
        Weekday::Thursday => "Donnerstag",
        Weekday::Friday => "Freitag",
        Weekday::Saturday => "Samstag",
        Weekday::Sunday => "Sonntag",
    }
}

fn no_such_day(typed: &str, day: i8, month: i8, year: Option<i16>) -> Fault {
    let last = Date::new(year.unwrap_or(2028), month, 1).map(Date::last_of_month);
    let why = match last {
        Ok(last) if day > last.day() => said!(
            "typed-long-month",
            "is no such day: {month} has {last} days; write the right one",
            month = last.strftime("%B"),
            last = last.day()
        ),
        Ok(_) => said!("typed-day-zero", "is no such day; days begin with 1"),
        Err(_) => said!(
            "typed-no-month",
            "is no such day: there is no month {month}; write it like 11.09.2027",
            month = month
        ),
    };
    fault(typed, why)
}

/// The nearest day of that name.
fn propose(day: i8, month: i8, near: Near) -> Option<Date> {
    // 29 February comes every four years, or after eight around a century.
    let (from, step) = match near {
        Near::From(from) => (from, 1),
        Near::UpTo(until) => (until, -1),
    };
    (0..=8_i16).filter_map(|years| Date::new(from.year() + step * years, month, day).ok()).find(|date| match near {
        Near::From(from) => *date >= from,
        Near::UpTo(until) => *date <= until,
    })
}

/// A day taken apart.
struct Parts {
    weekday: Option<Weekday>,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Number(String),
    Month(i8),
}

impl Parts {
    fn of(typed: &str) -> Option<Self> {
        let plain = text::european_digits(&text::clean_line(typed)).to_lowercase();
        let mut parts = Self { weekday: None, pieces: Vec::new() };
        for word in split(&plain)? {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                parts.pieces.push(Piece::Number(word));
            } else if let Some(at) = MONTHS.iter().position(|names| names.contains(&word.as_str())) {
                parts.pieces.push(Piece::Month(i8::try_from(at + 1).ok()?));
            } else if parts.pieces.is_empty() && parts.weekday.is_none() && weekday_of(&word).is_some() {
                parts.weekday = weekday_of(&word);
            } else if !(parts.pieces.is_empty() && ["bis", "zum", "am", "ab", "vom", "den"].contains(&word.as_str())) {
                return None;
            }
        }
        Some(parts)
    }

    /// Day, month and, when it was written, year.
    fn numbers(&self, typed: &str) -> Result<(i8, i8, Option<i16>), Fault> {
        let (day, month, year) = match self.pieces.as_slice() {
            [Piece::Number(year), Piece::Number(month), Piece::Number(day)] if year.len() == 4 => {
                (day, number(month), Some(year))
            }
            [Piece::Number(day), Piece::Number(month), Piece::Number(year)] => (day, number(month), Some(year)),
            [Piece::Number(day), Piece::Month(month), Piece::Number(year)] => (day, Some(*month), Some(year)),
            [Piece::Number(day), Piece::Number(month)] => (day, number(month), None),
            [Piece::Number(day), Piece::Month(month)] => (day, Some(*month), None),
            [_, _, _, ..] => {
                let what = said!("typed-several-days", "holds more than one day; write one, like 11.09.2027");
                return Err(fault(typed, what));
            }
            _ => return Err(no_day(typed)),
        };
        let year = year.map(|year| match year.len() {
            2 => year.parse::<i16>().map(|short| 2000 + short).map_err(|_| no_day(typed)),
            4 => year.parse::<i16>().map_err(|_| no_day(typed)),
            _ => Err(fault(typed, said!("typed-year", "has no year of two or four digits; write it like 11.09.2027"))),
        });
        match (number(day), month) {
            (Some(day), Some(month)) => Ok((day, month, year.transpose()?)),
            _ => Err(no_day(typed)),
        }
    }
}

/// A number of one or two digits.
fn number(digits: &str) -> Option<i8> {
    if digits.len() <= 2 { digits.parse().ok() } else { None }
}

/// Runs of digits and runs of letters; nothing when there is anything else than what stands between them.
fn split(plain: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in plain.chars() {
        let same_run =
            (letter.is_ascii_digit() && last.is_ascii_digit()) || (letter.is_alphabetic() && last.is_alphabetic());
        match words.last_mut() {
            Some(word) if same_run => word.push(letter),
            _ if letter.is_ascii_digit() || letter.is_alphabetic() => words.push(letter.to_string()),
            _ if " .,-/".contains(letter) => {}
            _ => return None,
        }
        last = letter;
    }
    Some(words)
}

/// The day after.
pub(super) fn day_after(date: Date) -> Date {
    date.saturating_add(1.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(day: &str) -> Near {
        Near::From(day.parse().unwrap())
    }

    #[test]
    fn days_are_read_as_offices_write_them() {
        for (typed, wanted) in [
            ("11.9.27", "2027-09-11"),
            ("11.09.2027", "2027-09-11"),
            (" 11. 9. 2027 ", "2027-09-11"),
            ("Di., 14.09.2027", "2027-09-14"),
            ("Di 14.9.2027", "2027-09-14"),
            ("Dienstag, den 14.09.2027", "2027-09-14"),
            ("14. September 2027", "2027-09-14"),
            ("14 Sept. 2027", "2027-09-14"),
            ("2. März 2027", "2027-03-02"),
            ("2027-09-11", "2027-09-11"),
            ("bis 16.11.2027", "2027-11-16"),
            ("11/09/2027", "2027-09-11"),
            ("29.02.2028", "2028-02-29"),
        ] {
            assert_eq!(read_day(typed, from("2027-01-01")), Ok(Typed::plain(wanted.parse().unwrap())), "{typed}");
        }
    }

    #[test]
    fn a_day_without_a_year_is_a_proposal() {
        for (typed, near, wanted) in [
            ("Sa 11. September", from("2027-06-01"), "2027-09-11"),
            ("Sa 12. September", from("2026-06-01"), "2026-09-12"),
            ("bis 09.09.", Near::UpTo("2027-09-12".parse().unwrap()), "2027-09-09"),
            ("bis 15.12.", Near::UpTo("2027-01-10".parse().unwrap()), "2026-12-15"),
            ("3.1.", from("2027-06-01"), "2028-01-03"),
            ("3.1.", from("2027-01-03"), "2027-01-03"),
            ("29.2.", from("2027-01-01"), "2028-02-29"),
        ] {
            let read = read_day(typed, near).unwrap();
            assert_eq!(read.value.to_string(), wanted, "{typed}");
            assert!(read.note.unwrap().contains("no year"), "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_is_told_with_its_reason() {
        for (typed, reason) in [
            ("31.09.2027", "no such day"),
            ("29.02.2027", "no such day"),
            ("31.9.", "no such day"),
            ("0.1.2027", "no such day"),
            ("11.13.2027", "no month 13"),
            ("Mo., 14.09.2027", "Dienstag"),
            ("Sa 12. September", "Sonntag"),
            ("11.-13.09.2027", "more than one day"),
            ("11.09.202", "two or four digits"),
            ("demnächst", "like 11.09.2027"),
            ("", "like 11.09.2027"),
            ("18:00", "like 11.09.2027"),
        ] {
            let fault = read_day(typed, from("2027-01-01")).unwrap_err();
            assert!(fault.what.contains(reason), "{typed}: {fault}");
        }
    }

    #[test]
    fn times_may_follow_a_day() {
        for (typed, day, start, end) in [
            ("16.09.2027 12:00", "2027-09-16", Some("12:00"), None),
            ("16.09.2027, 18–19 Uhr", "2027-09-16", Some("18:00"), Some("19:00")),
            ("Di., 14. September 2027, 11 Uhr", "2027-09-14", Some("11:00"), None),
            ("2027-09-11T11:00", "2027-09-11", Some("11:00"), None),
            ("14.09.2027", "2027-09-14", None, None),
        ] {
            let (read, times) = read_day_and_times(typed, from("2027-01-01")).unwrap().value;
            assert_eq!(read.to_string(), day, "{typed}");
            assert_eq!(times.map(|t| t.start), start.map(|t| t.parse().unwrap()), "{typed}");
            assert_eq!(times.and_then(|t| t.end), end.map(|t| t.parse().unwrap()), "{typed}");
        }
        for typed in ["31.09.2027 12:00", "29. Februar 2027", "29.2. ٢٠٢٧", "31.9. 2027-2028"] {
            assert!(read_day_and_times(typed, from("2027-01-01")).is_err(), "{typed}");
        }
    }
}
