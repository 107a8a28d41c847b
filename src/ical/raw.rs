//! What stands in the lines of an event, as it was written: the parser mends in silence, and what it makes of a slip is
//! another time.

use crate::domain::text::clean_line;
use crate::ical::components::after;

/// Properties that hold a time or several (RFC 5545 3.8.2, 3.8.4.4, 3.8.5).
const TIMES: [&str; 5] = ["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"];

/// Name and value of each line of a VEVENT itself, without parameters.
fn lines(block: &str) -> Vec<(String, String)> {
    let unfolded = block.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let mut depth = 0_usize;
    let mut found = Vec::new();
    for line in unfolded.lines() {
        if after(line, "BEGIN:").is_some() {
            depth += 1;
        } else if after(line, "END:").is_some() {
            depth = depth.saturating_sub(1);
        } else if depth == 1
            && let Some((name, value)) = split(line)
        {
            let name = name.split(';').next().unwrap_or_default().trim().to_ascii_uppercase();
            found.push((name, value.trim().to_owned()));
        }
    }
    found
}

/// Name with parameters, and value: a quoted parameter may hold a colon.
fn split(line: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let colon = line.find(|c| {
        is_quoted ^= c == '"';
        c == ':' && !is_quoted
    })?;
    Some((&line[..colon], &line[colon + 1..]))
}

/// The RRULE values of a VEVENT, as they were written.
pub(super) fn rules(block: &str) -> Vec<String> {
    lines(block).into_iter().filter(|(name, _)| name == "RRULE").map(|(_, value)| value).collect()
}

/// Whether all times and durations are written as such.
///
/// Errors: a sentence that names the first that is not.
pub(super) fn check_times(block: &str) -> Result<(), String> {
    for (name, value) in lines(block) {
        let is_fine: fn(&str) -> bool = match name.as_str() {
            "DURATION" => is_duration,
            "RDATE" => |one| is_time(one) || is_period(one),
            name if TIMES.contains(&name) => is_time,
            _ => continue,
        };
        let is_list = name == "EXDATE" || name == "RDATE";
        let mut each = value.split(|c| c == ',' && is_list).map(str::trim);
        if let Some(wrong) = each.find(|one| !is_fine(one)) {
            return Err(slip(&name, wrong));
        }
    }
    Ok(())
}

/// That the value of a property is no time, and how one is written.
pub(super) fn slip(name: &str, value: &str) -> String {
    let value: String = clean_line(value).chars().take(60).collect();
    let like = if name == "DURATION" { "PT2H" } else { "20270911T110000" };
    format!("{name} \u{201c}{value}\u{201d} cannot be read; write it like {like}.")
}

/// `20270911`, `20270911T180000`, with a `Z` or with an offset; programs leave out the seconds of a local time.
fn is_time(text: &str) -> bool {
    let digits = |text: &str, count: &[usize]| count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let upper = text.to_ascii_uppercase();
    let Some((day, time)) = upper.split_once('T') else { return digits(&upper, &[8]) };
    let offset = time.split_once(['+', '-']);
    digits(day, &[8])
        && match (time.strip_suffix('Z'), offset) {
            (Some(utc), _) => digits(utc, &[6]),
            (None, Some((local, offset))) => digits(local, &[6]) && digits(offset, &[4]),
            (None, None) => digits(time, &[4, 6]),
        }
}

/// From a time to another one, or for a duration.
fn is_period(text: &str) -> bool {
    text.split_once('/').is_some_and(|(from, to)| is_time(from) && (is_time(to) || is_duration(to)))
}

/// `P1W`, `P1DT2H30M`; each number with its unit, the units in their order.
fn is_duration(text: &str) -> bool {
    let upper = text.trim_start_matches(['+', '-']).to_ascii_uppercase();
    let Some(parts) = upper.strip_prefix('P') else { return false };
    let (days, time) = parts.split_once('T').map_or((parts, None), |(days, time)| (days, Some(time)));
    let in_order = |text: &str, units: &[char]| {
        let mut left = units.iter();
        let ends_well = text.is_empty() || text.ends_with(units);
        let numbers: Vec<&str> = text.split_inclusive(units).collect();
        ends_well
            && numbers.iter().all(|part| {
                let (number, unit) = part.split_at(part.len() - 1);
                let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
                is_number && left.any(|one| unit.starts_with(*one))
            })
    };
    let is_something = !days.is_empty() || time.is_some();
    is_something
        && in_order(days, &['W', 'D'])
        && time.is_none_or(|time| !time.is_empty() && in_order(time, &['H', 'M', 'S']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_durations_are_told_from_slips() {
        for good in ["20270911", "20270911T180000", "20270911T180000Z", "20270911T1800", "20270911T180000+0200"] {
            assert!(is_time(good), "{good}");
        }
        for bad in ["", "2027091", "20270911T1800Z", "20270911T180000.5Z", "20270911TT180000", "20270911T1000\u{0}00Z"]
        {
            assert!(!is_time(bad), "{bad}");
        }
        for good in ["P1W", "P1D", "PT0S", "-PT15M", "P1DT2H30M", "P1W2D", "PT1H30S"] {
            assert!(is_duration(good), "{good}");
        }
        for bad in ["", "P", "PT", "P1M", "PT1H30", "P1H", "PT1M1H", "1H", "PD"] {
            assert!(!is_duration(bad), "{bad}");
        }
        assert!(is_period("20270911T180000Z/PT2H") && !is_period("20270911T180000Z/2"));
    }

    #[test]
    fn the_first_slip_of_an_event_is_named_and_alarms_are_not_looked_at() {
        let event = |line: &str| {
            format!("BEGIN:VEVENT\r\n{line}\r\nBEGIN:VALARM\r\nDURATION:x\r\nEND:VALARM\r\nEND:VEVENT\r\n")
        };
        assert_eq!(check_times(&event("EXDATE:20270911T180000Z,2027\r\n 0912T180000Z")), Ok(()));
        let said = check_times(&event("EXDATE;TZID=x:20270911T180000Z;20270912T180000Z")).unwrap_err();
        assert!(said.starts_with("EXDATE \u{201c}20270911T180000Z;20270912T180000Z\u{201d} cannot be read"), "{said}");
        assert_eq!(check_times(&event("DTSTART;TZID=\"(UTC+01:00) Berlin\":20270911T180000")), Ok(()));
    }
}
