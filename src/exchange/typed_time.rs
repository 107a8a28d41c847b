//! Times of day as people write them: `11 Uhr`, `16.00`, `13h`, `1700`, `18:00-19:00`.

use jiff::civil::Time;

use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::text;
use crate::exchange::typed::fault;

/// A time of day, or a span of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The first.
    pub start: Time,
    /// The second, when two were written.
    pub end: Option<Time>,
}

/// A fault of what is no time.
fn no_time(typed: &str) -> Fault {
    fault(typed, said!("typed-time", "is no time; write it like 18:00, or 18:00-19:30"))
}

/// A time, or two with a dash or `bis` between them.
///
/// Errors: one fault for anything else.
pub fn read_times(typed: &str) -> Result<Times, Fault> {
    let plain = text::european_digits(&text::clean_line(typed)).to_lowercase();
    let plain = plain.replace(['–', '—', '‑', '−'], "-").replace("bis", "-").replace("uhr", "h");
    let plain: String = plain.trim_start_matches("ab ").trim_start_matches("von ").split_whitespace().collect();
    let mut times = plain.split('-').map(|part| read_time(part).ok_or_else(|| no_time(typed)));
    match (times.next(), times.next(), times.next()) {
        (Some(start), end, None) => Ok(Times { start: start?, end: end.transpose()? }),
        _ => Err(no_time(typed)),
    }
}

/// `18`, `18h`, `18:00`, `18.00h`, `18h30`, `1800`, `18:00:00`, without spaces.
fn read_time(plain: &str) -> Option<Time> {
    let plain = plain.strip_suffix('h').unwrap_or(plain);
    if is_four_digits(plain) {
        let (hour, minute) = plain.split_at(2);
        return Time::new(digits(hour, 2)?, digits(minute, 2)?, 0, 0).ok();
    }
    let mut parts = plain.split([':', '.', 'h']);
    let hour = digits(parts.next()?, 1)?;
    let minute = parts.next().map_or(Some(0), |part| digits(part, 2))?;
    // Spreadsheets write seconds; no event begins on one.
    let second = parts.next().map_or(Some(0), |part| digits(part, 2))?;
    if parts.next().is_some() || second != 0 {
        return None;
    }
    Time::new(hour, minute, 0, 0).ok()
}

/// True for `1700`, which behind a day is rather a year.
pub(super) fn is_four_digits(plain: &str) -> bool {
    plain.len() == 4 && plain.bytes().all(|b| b.is_ascii_digit())
}

fn digits(part: &str, least: usize) -> Option<i8> {
    let fits = (least..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if fits { part.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_offices_write_them() {
        for (typed, start, end) in [
            ("11 Uhr", "11:00", None),
            ("16.00", "16:00", None),
            ("18:00", "18:00", None),
            ("9:30", "09:30", None),
            ("13h", "13:00", None),
            ("13h30", "13:30", None),
            ("18.00 Uhr", "18:00", None),
            ("19 Uhr 30", "19:30", None),
            ("18:00:00", "18:00", None),
            ("1700", "17:00", None),
            ("0930 Uhr", "09:30", None),
            ("1700-1930", "17:00", Some("19:30")),
            ("ab 18 Uhr", "18:00", None),
            ("18:00-19:00", "18:00", Some("19:00")),
            ("18–19 Uhr", "18:00", Some("19:00")),
            ("von 18 bis 19.30 Uhr", "18:00", Some("19:30")),
            ("٢٠:٣٠", "20:30", None),
        ] {
            let wanted = Times { start: start.parse().unwrap(), end: end.map(|t| t.parse().unwrap()) };
            assert_eq!(read_times(typed), Ok(wanted), "{typed}");
        }
    }

    #[test]
    fn what_is_no_time_is_a_fault() {
        for typed in [
            "",
            "abends",
            "25:00",
            "24:00",
            "18:60",
            "18:5",
            "18-19-20",
            "18:00:30",
            "1860",
            "2500",
            "170",
            "17000",
            "nach 18 Uhr",
        ] {
            assert!(read_times(typed).is_err(), "{typed}");
        }
    }
}
