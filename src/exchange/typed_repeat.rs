//! Repetitions in words: `wöchentlich dienstags bis 16.11.2027`, `wöchentlich mittwochs, 3x`, `jeden 1. Montag im Monat`.

use jiff::civil::Weekday;

use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::recurrence::weekday_code;
use crate::domain::repetition::until;
use crate::domain::text;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::exchange::typed::Typed;
use crate::exchange::typed::fault;
use crate::exchange::typed_day::Near;
use crate::exchange::typed_day::german;
use crate::exchange::typed_day::read_day;
use crate::exchange::typed_day::shown;
use crate::exchange::typed_day::weekday_of;

/// A fault of words that are not understood.
fn no_repetition(typed: &str) -> Fault {
    let what = said!(
        "typed-repetition",
        "is no repetition we can read; write it like „wöchentlich dienstags bis 16.11.2027“ or „wöchentlich dienstags, 8x“"
    );
    fault(typed, what)
}

/// What was understood so far.
#[derive(Debug, Default)]
struct Heard {
    frequency: Option<&'static str>,
    interval: u32,
    weekdays: Vec<Weekday>,
    /// The first, second … weekday of the month; -1 the last.
    nth: Option<i8>,
    count: Option<u32>,
    until: Option<String>,
}

/// The RRULE of a repetition; nothing for an empty text, `nein` and `einmalig`. A rule of RFC 5545 is taken as it is.
///
/// `start` is the first date: the weekday must fit it, and UNTIL is written as the last start in UTC.
///
/// Errors: one fault for words that are not understood, all of them.
pub fn read_repetition(typed: &str, start: Moment, zone: &Zone) -> Result<Typed<Option<String>>, Fault> {
    let plain = text::european_digits(&text::clean_line(typed)).to_lowercase();
    if ["", "-", "–", "nein", "keine", "einmalig"].contains(&plain.as_str()) {
        return Ok(Typed::plain(None));
    }
    let given = text::clean_line(typed).to_uppercase();
    let given = given.strip_prefix("RRULE:").unwrap_or(&given);
    if given.starts_with("FREQ=") {
        return Ok(Typed::plain(Some(given.to_owned())));
    }
    let heard = listen(&plain).ok_or_else(|| no_repetition(typed))?;
    say(&heard, typed, start, zone)
}

/// Understands all words, or nothing.
fn listen(plain: &str) -> Option<Heard> {
    let mut heard = Heard { interval: 1, ..Heard::default() };
    let (words, until) = match plain.split_once("bis ") {
        Some((words, until)) => (words, Some(until.trim_start_matches("zum ").trim().to_owned())),
        None => (plain, None),
    };
    heard.until = until;
    let words = words.replace("14-täg", "14täg").replace("-mal", " mal");
    let mut words = words.split([' ', ',', ';']).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        if let Some(number) = number_of(word)
            && words.peek().is_some_and(|next| ["wochen", "monate", "tage", "mal", "x", "termine"].contains(next))
        {
            let unit = words.next()?;
            heard.hear_number(number, unit)?;
        } else {
            heard.hear(word)?;
        }
    }
    let is_whole = heard.frequency.is_some() && !(heard.count.is_some() && heard.until.is_some());
    is_whole.then_some(heard)
}

impl Heard {
    fn hear_number(&mut self, number: u32, unit: &str) -> Option<()> {
        match unit {
            "mal" | "x" | "termine" => self.count = Some(number),
            _ => {
                self.interval = number;
                self.frequency = Some(match unit {
                    "wochen" => "WEEKLY",
                    "monate" => "MONTHLY",
                    _ => "DAILY",
                });
            }
        }
        (number > 0).then_some(())
    }

    fn hear(&mut self, word: &str) -> Option<()> {
        match word {
            "täglich" => self.frequency = Some("DAILY"),
            "wöchentlich" | "woche" => self.frequency = Some("WEEKLY"),
            "monatlich" | "monat" => self.frequency = Some("MONTHLY"),
            "jährlich" | "jahr" => self.frequency = Some("YEARLY"),
            "14täglich" | "14tägig" | "14-tägig" | "vierzehntägig" | "vierzehntäglich" | "zweiwöchentlich" => {
                (self.frequency, self.interval) = (Some("WEEKLY"), 2);
            }
            "jeden" | "jede" | "jedes" | "jeweils" | "am" | "im" | "des" | "und" | "immer" | "alle" | "jedem" => {}
            _ => return self.hear_day(word),
        }
        Some(())
    }

    fn hear_day(&mut self, word: &str) -> Option<()> {
        if let Some(count) = word.strip_suffix('x').and_then(number_of) {
            self.count = Some(count);
            return (count > 0).then_some(());
        }
        if let Some(nth) = nth_of(word) {
            (self.frequency, self.nth) = (Some("MONTHLY"), Some(nth));
            return Some(());
        }
        self.weekdays.push(weekday_of(word.trim_end_matches('.'))?);
        self.frequency.get_or_insert("WEEKLY");
        Some(())
    }
}

fn number_of(word: &str) -> Option<u32> {
    match word {
        "zwei" => Some(2),
        "drei" => Some(3),
        "vier" => Some(4),
        "sechs" => Some(6),
        _ if word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) => word.parse().ok(),
        _ => None,
    }
}

/// `ersten`, `1.`, `letzter` …
fn nth_of(word: &str) -> Option<i8> {
    let stem = word.trim_end_matches("en").trim_end_matches("er");
    match stem {
        "erst" | "1." => Some(1),
        "zweit" | "2." => Some(2),
        "dritt" | "3." => Some(3),
        "viert" | "4." => Some(4),
        "letzt" => Some(-1),
        _ => None,
    }
}

/// Writes the rule.
fn say(heard: &Heard, typed: &str, start: Moment, zone: &Zone) -> Result<Typed<Option<String>>, Fault> {
    let first = start.date();
    if !heard.weekdays.is_empty() && !heard.weekdays.contains(&first.weekday()) {
        let what = said!(
            "typed-repetition-weekday",
            "does not fit the first day: {day} is a {is}; mend one of them",
            day = shown(first),
            is = german(first.weekday())
        );
        return Err(fault(typed, what));
    }
    let days: Vec<String> = heard.weekdays.iter().map(|day| in_rule(*day, heard.nth)).collect();
    if days.is_empty() && heard.nth.is_some() {
        return Err(no_repetition(typed));
    }
    let mut parts = vec![format!("FREQ={}", heard.frequency.unwrap_or("WEEKLY"))];
    parts.extend((heard.interval > 1).then(|| format!("INTERVAL={}", heard.interval)));
    parts.extend((!days.is_empty()).then(|| format!("BYDAY={}", days.join(","))));
    parts.extend(heard.count.map(|count| format!("COUNT={count}")));
    let Some(last) = &heard.until else {
        let endless = || said!("typed-repetition-no-end", "says no end: it goes on until somebody ends it");
        let note = heard.count.is_none().then(endless);
        return Ok(Typed { value: Some(parts.join(";")), note });
    };
    let last = read_day(last, Near::From(first))?;
    if last.value < first {
        let what =
            said!("typed-repetition-early", "ends before the first day ({day}); write a later end", day = shown(first));
        return Err(fault(typed, what));
    }
    parts.push(format!("UNTIL={}", until(last.value, start, zone)));
    let without_year = || {
        let day = shown(last.value);
        said!("typed-repetition-no-year", "says no year for the last day; taken as {day}", day = day)
    };
    Ok(Typed { value: Some(parts.join(";")), note: last.note.is_some().then(without_year) })
}

fn in_rule(day: Weekday, nth: Option<i8>) -> String {
    let day = weekday_code(day);
    nth.map_or_else(|| day.to_owned(), |nth| format!("{nth}{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str, start: &str) -> Result<Typed<Option<String>>, Fault> {
        read_repetition(typed, start.parse().unwrap(), &"Europe/Berlin".parse().unwrap())
    }

    #[test]
    fn repetitions_are_read_as_offices_write_them() {
        let tuesday = "2027-09-14T18:00";
        for (typed, start, rule) in [
            ("wöchentlich dienstags bis 16.11.2027", tuesday, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20271116T170000Z"),
            ("wöchentlich dienstags bis 12.10.2027", tuesday, "FREQ=WEEKLY;BYDAY=TU;UNTIL=20271012T160000Z"),
            ("wöchentlich dienstags, 8x", tuesday, "FREQ=WEEKLY;BYDAY=TU;COUNT=8"),
            ("jeden Dienstag, 8 Termine", tuesday, "FREQ=WEEKLY;BYDAY=TU;COUNT=8"),
            ("dienstags und donnerstags, 4 mal", tuesday, "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4"),
            ("alle zwei Wochen dienstags, 3x", tuesday, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=3"),
            ("14-täglich, 3x", tuesday, "FREQ=WEEKLY;INTERVAL=2;COUNT=3"),
            ("jeden 2. Dienstag im Monat, 3x", tuesday, "FREQ=MONTHLY;BYDAY=2TU;COUNT=3"),
            ("letzten Dienstag im Monat, 3x", "2027-09-28T18:00", "FREQ=MONTHLY;BYDAY=-1TU;COUNT=3"),
            ("täglich bis 16.09.2027", "2027-09-14", "FREQ=DAILY;UNTIL=20270916"),
            ("FREQ=WEEKLY;COUNT=2", tuesday, "FREQ=WEEKLY;COUNT=2"),
        ] {
            assert_eq!(read(typed, start), Ok(Typed::plain(Some(rule.to_owned()))), "{typed}");
        }
        for typed in ["", "nein", "einmalig"] {
            assert_eq!(read(typed, tuesday), Ok(Typed::plain(None)), "{typed}");
        }
    }

    #[test]
    fn what_was_added_is_noted() {
        let year = read("wöchentlich dienstags bis 16.11.", "2027-09-14T18:00").unwrap();
        assert_eq!(year.value.as_deref(), Some("FREQ=WEEKLY;BYDAY=TU;UNTIL=20271116T170000Z"));
        assert!(year.note.unwrap().contains("no year"));
        assert!(read("dienstags", "2027-09-14T18:00").unwrap().note.unwrap().contains("no end"));
    }

    #[test]
    fn words_that_are_not_understood_are_a_fault() {
        for typed in [
            "ab und zu",
            "wöchentlich außer in den Ferien",
            "wöchentlich montags, 3x",
            "wöchentlich dienstags, 3x bis 16.11.2027",
            "wöchentlich dienstags bis 31.09.2027",
            "wöchentlich dienstags bis 01.09.2027",
            "0x",
            "8x",
        ] {
            assert!(read(typed, "2027-09-14T18:00").is_err(), "{typed}");
        }
    }
}
