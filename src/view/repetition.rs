//! A repetition as a sentence: "alle 3 Monate am dritten Donnerstag, 4 Termine".

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::Weekday;

use crate::domain::event::Event;
use crate::domain::repetition::Ends;
use crate::domain::repetition::Repetition;
use crate::domain::repetition::Unit;
use crate::domain::repetition::nth_in_month;
use crate::view::facts::Speaker;

/// How an event repeats, in words.
pub fn sentence(speaker: Speaker<'_>, event: &Event) -> String {
    let Some(rule) = &event.recurrence.rule else {
        return speaker.word(if event.recurrence.is_single() { "repetition-once" } else { "repetition-list" });
    };
    let start = event.when.start;
    match Repetition::of(rule, start, &event.when.zone) {
        Some(named) => named_sentence(speaker, &named, start.date()),
        None => speaker.word("repetition-kept"),
    }
}

fn named_sentence(speaker: Speaker<'_>, named: &Repetition, first: Date) -> String {
    let dates = speaker.words.dates(speaker.language);
    let days: Vec<String> = named.weekdays.iter().map(|day| weekday_name(speaker, *day)).collect();
    let (last, rest) = days.split_last().map(|(last, rest)| (last.clone(), rest.join(", "))).unwrap_or_default();
    let days = if rest.is_empty() {
        last
    } else {
        speaker.words.say(speaker.language, "repetition-and", &[("days", rest.into()), ("last", last.into())])
    };
    let nth = if named.unit == Unit::MonthLast { "last".to_owned() } else { nth_in_month(first).to_string() };
    let args = [
        ("every", named.every.into()),
        ("days", days.into()),
        ("weekday", dates.weekday(first).into()),
        ("nth", speaker.word(&format!("repetition-nth-{nth}")).into()),
        ("day", first.day().into()),
        ("date", dates.day_plain(first).into()),
    ];
    let id = match named.unit {
        Unit::Day => "repetition-day",
        Unit::Week => "repetition-week",
        Unit::Month | Unit::MonthLast => "repetition-month",
        Unit::MonthDay => "repetition-month-day",
        Unit::Year => "repetition-year",
    };
    let how = speaker.words.say(speaker.language, id, &args);
    let end = match named.ends {
        Ends::Never => speaker.word("repetition-never"),
        Ends::After(count) => speaker.words.say(speaker.language, "repetition-after", &[("count", count.into())]),
        Ends::On(day) => speaker.words.say(speaker.language, "repetition-on", &[("day", dates.day_plain(day).into())]),
    };
    format!("{how}, {end}")
}

/// "Donnerstag".
pub fn weekday_name(speaker: Speaker<'_>, day: Weekday) -> String {
    // Any Monday will do.
    let monday = jiff::civil::date(2027, 1, 4);
    let date = monday.saturating_add(i64::from(day.to_monday_zero_offset()).days());
    speaker.words.dates(speaker.language).weekday(date)
}
