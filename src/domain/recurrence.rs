//! Recurrence: from a rule to its dates (RFC 5545 3.8.5).
//!
//! Invariant: rules are expanded on wall time as if it were UTC and the zone is attached afterwards by
//! `Zone::instant`. Every expander that was given a zone was measured to be wrong around changes of the clocks.
//! Work is limited by counting, never by a stopwatch, so that the same rule has the same dates on each machine.

use std::collections::HashSet;
use std::collections::VecDeque;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use rrule::RRuleSet;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::weekdays::CountedIn;
use crate::domain::weekdays::spelt_out;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::domain::work::Pace;
use crate::domain::work::Work;

/// The longest rule that is read; a list of all days of a year fits.
const MAX_RULE: usize = 2_000;

/// The most combinations that the BY parts of one rule may describe.
const MAX_PRODUCT: usize = 10_000;

/// A weekday as rules name it (RFC 5545 3.3.10).
pub fn weekday_code(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

/// What makes an event recur. Empty: it takes place once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// The RRULE without its name, e.g. `FREQ=WEEKLY;BYDAY=TU;COUNT=9`; UNTIL in UTC or as wall time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// RDATE: starts added to those of the rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<Moment>,
    /// EXDATE: starts left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<Moment>,
}

impl Recurrence {
    /// True when there is only the first date.
    pub fn is_single(&self) -> bool {
        self.rule.is_none() && self.added.is_empty()
    }
}

/// Why a rule is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecurrenceFault {
    /// Longer than anybody writes.
    #[error("the recurrence rule is {0} characters long; at most {MAX_RULE} are read")]
    TooLong(usize),
    /// FREQ=HOURLY, MINUTELY or SECONDLY.
    #[error("the recurrence rule repeats within a day (FREQ={0}); use DAILY, WEEKLY, MONTHLY or YEARLY")]
    BelowDaily(String),
    /// INTERVAL=0 would stand still.
    #[error("the recurrence rule has INTERVAL=0; use 1 or more")]
    NoInterval,
    /// EXRULE was taken out of RFC 5545; readers disagree about it.
    #[error("EXRULE is not supported; leave dates out with EXDATE")]
    ExclusionRule,
    /// More combinations than any calendar needs.
    #[error("the BY parts of the recurrence rule describe {0} combinations; at most {MAX_PRODUCT} are worked out")]
    TooMany(usize),
    /// 30 February, or the sixth Monday of a month.
    #[error("the recurrence rule meets no date, however far one looks; correct it")]
    NeverMeets,
    /// Searching in vain, in this rule or in all that were read together.
    #[error("the recurrence rules take too many steps to work out; leave rules out that seldom or never meet a date")]
    TooMuchWork,
    /// A numbered weekday where there is no month and no year to count in.
    #[error("BYDAY={0}: weekdays are numbered in MONTHLY and YEARLY rules without BYWEEKNO; leave the number out")]
    NumberedWeekday(String),
    /// The sixth Monday of a month.
    #[error("BYDAY={weekday}: the number must lie between 1 and {most}, or -1 and -{from_the_end} from the end")]
    NoSuchNumber {
        /// As it was written.
        weekday: String,
        /// The highest number.
        most: i16,
        /// How far one may count from the end.
        from_the_end: i16,
    },
    /// Not a rule of RFC 5545 3.3.10.
    #[error("the recurrence rule cannot be read: {0}")]
    Unreadable(String),
}

/// How far a recurrence is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The most starts.
    pub count: usize,
    /// No start after this wall time; a day is meant with all its hours.
    pub until: Option<Moment>,
    /// Which starts are kept when there are more than `count`.
    pub keeps: End,
}

/// An end of a row of starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The earliest.
    First,
    /// The latest: what a series that runs for years still has ahead.
    Last,
}

impl Limit {
    /// The first `count` starts.
    pub fn first(count: usize) -> Self {
        Self { count, until: None, keeps: End::First }
    }

    /// The same, but none after a moment.
    #[must_use]
    pub fn until(self, moment: Moment) -> Self {
        Self { until: Some(moment), ..self }
    }

    /// The last `count` starts up to a moment.
    pub fn last(count: usize, until: Option<Moment>) -> Self {
        Self { count, until, keeps: End::Last }
    }
}

/// UNTIL as it was written (RFC 5545 3.3.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// A day: its last second is still inside.
    Day(Date),
    /// Wall time.
    Wall(DateTime),
    /// An instant, written in UTC.
    Instant(DateTime),
}

impl Until {
    /// Whether a start is still inside; instants are compared as instants, so that UNTIL is right in the hours in which
    /// the clocks are changed too.
    fn holds(self, start: Moment, zone: &Zone) -> bool {
        match (self, start) {
            (Self::Day(last), start) => start.date() <= last,
            // Against rule days are sometimes bounded by an instant; its UTC day is what other readers take.
            (Self::Wall(last) | Self::Instant(last), Moment::Day(day)) => day <= last.date(),
            (Self::Wall(last), Moment::Wall(wall)) => wall <= last,
            (Self::Instant(last), Moment::Wall(wall)) => zone.instant(wall) <= Zone::utc().instant(last),
        }
    }
}

/// A rule taken apart and found to be good.
#[derive(Debug)]
struct Rule {
    /// All parts but UNTIL, in capitals.
    parts: Vec<String>,
    until: Option<Until>,
    pace: Pace,
    /// COUNT.
    count: Option<usize>,
}

/// Says whether a rule (RRULE without its name) can be taken (RFC 5545 3.3.10).
pub fn check(rule: &str) -> Result<(), RecurrenceFault> {
    let rule: Rule = rule.parse()?;
    // The expander checks ranges; any Monday will do as the start.
    expander(&rule, jiff::civil::datetime(2027, 1, 4, 12, 0, 0, 0)).map(|_| ())
}

/// Says whether a rule can be taken for an event that starts at `start`: whether it ever meets a date, too.
pub fn check_from(start: Moment, rule: &str, work: &mut Work) -> Result<(), RecurrenceFault> {
    let recurrence = Recurrence { rule: Some(rule.to_owned()), ..Recurrence::default() };
    starts_within(start, &recurrence, &Zone::utc(), Limit::first(1), work).map(|_| ())
}

/// The starts of an event: its rule, and RDATE, without EXDATE; sorted, each wall time once.
///
/// `start` counts among them when there is no rule or when it lies on the rule; what a rule means that its own start
/// does not obey is undefined by RFC 5545 3.8.5.3. An EXDATE that is a day leaves out all starts of that day.
/// Wall times that a change of the clocks skips are kept as written; `Zone::instant` shifts them.
pub fn starts(
    start: Moment,
    recurrence: &Recurrence,
    zone: &Zone,
    limit: Limit,
) -> Result<Vec<Moment>, RecurrenceFault> {
    starts_within(start, recurrence, zone, limit, &mut Work::default())
}

/// The same as `starts`, for one of many events that share the steps of `work`.
pub fn starts_within(
    start: Moment,
    recurrence: &Recurrence,
    zone: &Zone,
    limit: Limit,
    work: &mut Work,
) -> Result<Vec<Moment>, RecurrenceFault> {
    let left_out: HashSet<Moment> = recurrence.left_out.iter().copied().collect();
    let wanted = |moment: &Moment| {
        !left_out.contains(moment) && !left_out.contains(&Moment::Day(moment.date())) && inside(*moment, limit.until)
    };
    let mut found = match &recurrence.rule {
        None => VecDeque::from([start]),
        Some(_) if limit.count == 0 => VecDeque::new(),
        Some(rule) => {
            let mut found = VecDeque::new();
            meet(&rule.parse()?, start, work, |moment, rule: &Rule| {
                if rule.until.is_some_and(|until| !until.holds(moment, zone)) || !inside(moment, limit.until) {
                    return false;
                }
                if wanted(&moment) {
                    found.push_back(moment);
                }
                if limit.keeps == End::Last && found.len() > limit.count {
                    found.pop_front();
                }
                limit.keeps == End::Last || found.len() < limit.count
            })?;
            found
        }
    };
    found.extend(recurrence.added.iter().map(|added| same_sort(*added, start)));
    let mut found = Vec::from(found);
    found.retain(wanted);
    found.sort_unstable();
    found.dedup();
    match limit.keeps {
        End::First => found.truncate(limit.count),
        End::Last => drop(found.drain(..found.len().saturating_sub(limit.count))),
    }
    Ok(found)
}

/// Shows the dates of a rule, one after the other, as long as `more` says true.
fn meet(
    rule: &Rule,
    start: Moment,
    work: &mut Work,
    mut more: impl FnMut(Moment, &Rule) -> bool,
) -> Result<(), RecurrenceFault> {
    let set = expander(rule, start.wall())?;
    work.spend(rule.pace.first())?;
    let mut last = Zone::utc().instant(start.wall()).as_second();
    let mut met = 0;
    for at in &set {
        let at = at.timestamp();
        work.spend(rule.pace.between(last, at))?;
        met += 1;
        last = at;
        // Years beyond 9999 have no wall time.
        if !wall(at, start).is_some_and(|moment| more(moment, rule)) {
            return Ok(());
        }
    }
    if rule.count.is_some_and(|count| met >= count) {
        return Ok(());
    }
    work.spend(rule.pace.to_the_end(last))?;
    if met == 0 { Err(RecurrenceFault::NeverMeets) } else { Ok(()) }
}

/// Whether a start is within a limit.
fn inside(moment: Moment, until: Option<Moment>) -> bool {
    match until {
        None => true,
        Some(Moment::Day(last)) => moment.date() <= last,
        Some(Moment::Wall(last)) => moment.wall() <= last,
    }
}

/// A date of the same sort as the start; RDATE of the other sort is written by some programs.
fn same_sort(added: Moment, start: Moment) -> Moment {
    match (added, start) {
        (Moment::Wall(wall), Moment::Day(_)) => Moment::Day(wall.date()),
        (Moment::Day(day), Moment::Wall(wall)) => Moment::Wall(day.to_datetime(wall.time())),
        (added, _) => added,
    }
}

/// A second of the expander's UTC, read back as wall time.
fn wall(seconds: i64, like: Moment) -> Option<Moment> {
    let wall = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
    Some(if like.is_day() { Moment::Day(wall.date()) } else { Moment::Wall(wall) })
}

/// The expander, given wall time as if it were UTC.
///
/// UNTIL is not told to it: a search in vain would look the same as an end.
fn expander(rule: &Rule, start: DateTime) -> Result<RRuleSet, RecurrenceFault> {
    if start.year() < 1 {
        return Err(RecurrenceFault::Unreadable("it begins before the year 1".into()));
    }
    RRuleSet::from_str(&format!("DTSTART:{}\nRRULE:{}", basic(start), rule.parts.join(";")))
        // `limit` ends a rule that never matches after a fixed number of steps.
        .map(RRuleSet::limit)
        .map_err(|fault| RecurrenceFault::Unreadable(fault.to_string()))
}

/// Wall time in the basic form of RFC 5545 3.3.5, dressed as UTC.
fn basic(wall: DateTime) -> String {
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        wall.year(),
        wall.month(),
        wall.day(),
        wall.hour(),
        wall.minute(),
        wall.second()
    )
}

/// A fault of one part, e.g. `COUNT=x`.
fn unreadable(name: &str, value: &str) -> RecurrenceFault {
    RecurrenceFault::Unreadable(format!("{name}={value}"))
}

impl FromStr for Rule {
    type Err = RecurrenceFault;

    fn from_str(text: &str) -> Result<Self, RecurrenceFault> {
        let text = text.trim();
        if text.len() > MAX_RULE {
            return Err(RecurrenceFault::TooLong(text.chars().count()));
        }
        let text = text.to_ascii_uppercase();
        let mut seen: Vec<(&str, &str)> = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let (name, value) =
                part.split_once('=').ok_or_else(|| RecurrenceFault::Unreadable(format!("\u{201c}{part}\u{201d}")))?;
            if value_of(&seen, name).is_some() {
                return Err(RecurrenceFault::Unreadable(format!("{name} is given twice")));
            }
            seen.push((name, value));
        }
        let freq = value_of(&seen, "FREQ").ok_or_else(|| RecurrenceFault::Unreadable("FREQ is missing".into()))?;
        let counted_in =
            CountedIn::of(freq, value_of(&seen, "BYMONTH").is_some(), value_of(&seen, "BYWEEKNO").is_some());
        let (mut parts, mut last, mut product, mut entries) = (Vec::new(), None, 1_usize, 0);
        for (name, value) in &seen {
            let value = if *name == "BYDAY" { spelt_out(value, counted_in)? } else { (*value).to_owned() };
            let offered = choices(name, &value)?;
            product = product.saturating_mul(offered);
            entries += if name.starts_with("BY") { value.split(',').count() } else { 0 };
            if *name == "UNTIL" {
                last = Some(until(&value)?);
            } else {
                parts.push(format!("{name}={value}"));
            }
        }
        let count = value_of(&seen, "COUNT").and_then(|value| value.parse().ok());
        if last.is_some() && count.is_some() {
            return Err(RecurrenceFault::Unreadable("COUNT and UNTIL exclude each other".into()));
        }
        if product > MAX_PRODUCT {
            return Err(RecurrenceFault::TooMany(product));
        }
        let interval = value_of(&seen, "INTERVAL").and_then(|value| value.parse().ok()).unwrap_or(1);
        Ok(Self { parts, until: last, pace: Pace::new(freq, interval, entries, product), count })
    }
}

/// The value of a part that was seen.
fn value_of<'a>(seen: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    seen.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
}

/// Checks one part; how many choices it offers for a date.
fn choices(name: &str, value: &str) -> Result<usize, RecurrenceFault> {
    // RFC 5545 3.3.10: digits, without a sign.
    let digits = Some(value).filter(|value| value.bytes().all(|b| b.is_ascii_digit()));
    let whole = || digits.and_then(|digits| digits.parse::<u32>().ok()).ok_or_else(|| unreadable(name, value));
    match name {
        "FREQ" => match value {
            "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY" => Ok(1),
            "HOURLY" | "MINUTELY" | "SECONDLY" => Err(RecurrenceFault::BelowDaily(value.to_owned())),
            _ => Err(unreadable(name, value)),
        },
        "INTERVAL" => match whole()? {
            0 => Err(RecurrenceFault::NoInterval),
            1..=65_535 => Ok(1),
            _ => Err(unreadable(name, value)),
        },
        "COUNT" if whole()? == 0 => Err(unreadable(name, value)),
        "COUNT" | "UNTIL" | "WKST" | "BYSETPOS" => Ok(1),
        "BYMONTHDAY" if value.split(',').any(|day| day.parse() == Ok(0)) => Err(unreadable(name, value)),
        // A second 60 exists only in name; no expander offers it.
        "BYSECOND" | "BYMINUTE" | "BYHOUR" | "BYDAY" | "BYMONTHDAY" | "BYYEARDAY" | "BYWEEKNO" | "BYMONTH" => {
            Ok(value.split(',').count())
        }
        _ => Err(RecurrenceFault::Unreadable(format!("{name} is not known"))),
    }
}

/// Reads UNTIL: `20271231`, `20271231T180000` or `20271231T170000Z`.
fn until(value: &str) -> Result<Until, RecurrenceFault> {
    let fault = || unreadable("UNTIL", value);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let (plain, utc) = value.strip_suffix('Z').map_or((value, false), |plain| (plain, true));
    let (day, time) = plain.split_once('T').map_or((plain, None), |(day, time)| (day, Some(time)));
    if day.len() != 8 || !digits(day) || time.is_some_and(|time| time.len() != 6 || !digits(time)) {
        return Err(fault());
    }
    let date = Date::strptime("%Y%m%d", day).map_err(|_| fault())?;
    let Some(time) = time else { return Ok(Until::Day(date)) };
    let time = jiff::civil::Time::strptime("%H%M%S", time).map_err(|_| fault())?;
    let wall = date.to_datetime(time);
    Ok(if utc { Until::Instant(wall) } else { Until::Wall(wall) })
}
