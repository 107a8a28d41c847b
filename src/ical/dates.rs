//! All dates that a calendar file means: rules worked out, changed dates in their new place, cancelled ones left out.

use std::collections::HashMap;
use std::collections::HashSet;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::domain::fault::Fault;
use crate::domain::recurrence::Limit;
use crate::domain::recurrence::RecurrenceFault;
use crate::domain::recurrence::starts_within;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::domain::work::Work;
use crate::ical::read::CalendarFile;
use crate::ical::read_event::ReadEvent;
use crate::ical::read_recurrence::sentence;
use crate::ical::read_time::Length;
use crate::ical::read_time::Stamp;
use crate::ical::read_time::instant;

/// The most starts of one series that are worked out before a change that moves later dates forward.
const MAX_STARTS: usize = 100_000;

/// One date of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDate {
    /// The UID of its event.
    pub uid: String,
    /// The original local start, for dates of a recurring event.
    pub recurrence_id: Option<Moment>,
    /// The start, as written.
    pub start: Moment,
    /// Its zone; none for whole days and floating times.
    pub zone: Option<Zone>,
    /// The instant of the start, if a zone is known.
    pub start_utc: Option<Timestamp>,
    /// The instant of the end, if a zone is known and an end was given.
    pub end_utc: Option<Timestamp>,
    /// The title.
    pub summary: String,
}

/// What the dates of a file are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileDates {
    /// The dates, sorted.
    pub dates: Vec<FoundDate>,
    /// Events without dates, and why; when the steps of `Work` are spent, that is said last, and there are no dates.
    pub faults: Vec<Fault>,
}

/// All dates that a file means: sorted by instant over the whole file (whole days and floating times as if they were
/// UTC), changed dates in their new place, cancelled ones left out; the first `count` of them.
///
/// The events share the steps of one `Work`, and none is worked out further than the dates that are found already.
pub fn dates(file: &CalendarFile, count: usize) -> FileDates {
    let mut work = Work::default();
    let mut first = First { found: Vec::new(), count, last: None };
    let mut faults = Vec::new();
    let mut all = series(&file.entries);
    all.sort_by_cached_key(Series::begin);
    for series in all {
        match series.dates(count, first.last, &mut work) {
            Ok(dates) => first.add(dates),
            Err((line, fault)) => {
                faults.push(Fault::new(format!("line {line}"), sentence(&fault)));
                if fault == RecurrenceFault::TooMuchWork {
                    return FileDates { dates: Vec::new(), faults };
                }
            }
        }
    }
    first.sort();
    FileDates { dates: first.found.into_iter().map(|(_, date)| date).collect(), faults }
}

/// The first dates of those that were found so far.
struct First {
    found: Dates,
    count: usize,
    /// The instant of the last of `count`; later ones are not wanted.
    last: Option<Timestamp>,
}

impl First {
    fn add(&mut self, dates: Dates) {
        self.found.extend(dates);
        // Twice as many, so that sorting takes its share of the time and no more.
        if self.found.len() >= self.count.saturating_mul(2).max(1) {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.found.sort_by(|(at, a), (other, b)| (at, &a.uid, a.start).cmp(&(other, &b.uid, b.start)));
        self.found.truncate(self.count);
        if self.found.len() == self.count {
            self.last = self.found.last().map(|(at, _)| *at);
        }
    }
}

/// An event and what replaces some of its dates.
#[derive(Default)]
struct Series<'a> {
    master: Option<&'a ReadEvent>,
    overrides: Vec<&'a ReadEvent>,
}

/// Events by UID, in the order of the file; of two versions of one thing the one with the higher SEQUENCE counts, of
/// equals the later.
fn series(entries: &[ReadEvent]) -> Vec<Series<'_>> {
    let mut found: Vec<Series<'_>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut seen: HashMap<(&str, Timestamp), usize> = HashMap::new();
    for event in entries {
        // Without a UID nothing belongs together.
        let place = if event.uid.is_empty() { found.len() } else { *places.entry(&event.uid).or_insert(found.len()) };
        if place == found.len() {
            found.push(Series::default());
        }
        let series = &mut found[place];
        let Some((moment, zone)) = &event.recurrence_id else {
            if series.master.is_none_or(|other| other.sequence <= event.sequence) {
                series.master = Some(event);
            }
            continue;
        };
        let key = (event.uid.as_str(), instant(*moment, zone.as_ref()));
        match seen.get(&key) {
            Some(&index) if !event.uid.is_empty() => {
                if series.overrides[index].sequence <= event.sequence {
                    series.overrides[index] = event;
                }
            }
            _ => {
                seen.insert(key, series.overrides.len());
                series.overrides.push(event);
            }
        }
    }
    found
}

/// A change of this and all later dates.
struct Turn<'a> {
    from: Timestamp,
    event: &'a ReadEvent,
    original: Moment,
}

impl Turn<'_> {
    /// Where a later start lies after the change, and in which zone.
    fn moved(&self, start: Moment, zone: Option<&Zone>) -> Moment {
        let to = Stamp { moment: self.event.start, zone: self.event.zone.clone() }.seen_from(zone);
        match (start, to) {
            (Moment::Wall(wall), Moment::Wall(to)) => {
                Moment::Wall(wall.saturating_add(to.duration_since(self.original.wall())))
            }
            (start, to) => {
                let day = start.date().saturating_add(to.date().duration_since(self.original.date()));
                if to.is_day() { Moment::Day(day) } else { Moment::Wall(day.to_datetime(to.wall().time())) }
            }
        }
    }
}

type Dates = Vec<(Timestamp, FoundDate)>;

impl Series<'_> {
    /// The instant of the first start that is written down.
    fn begin(&self) -> Option<Timestamp> {
        self.master.or(self.overrides.first().copied()).map(|event| event.instant(event.start))
    }

    /// The first dates; those after `last` may be missing.
    fn dates(&self, count: usize, last: Option<Timestamp>, work: &mut Work) -> Result<Dates, (usize, RecurrenceFault)> {
        let Some(master) = self.master else {
            return Ok(self.overrides.iter().filter(|event| !event.is_cancelled()).map(|e| self.replaced(e)).collect());
        };
        if master.is_cancelled() {
            return Ok(Vec::new());
        }
        let turns = self.turns(master);
        let replaced: HashSet<Timestamp> = self.overrides.iter().map(|event| self.original(event).1).collect();
        let begun = self.starts(master, &turns, (count, last), work).map_err(|fault| (master.line, fault))?;
        let mut found: Dates = begun
            .into_iter()
            .filter(|start| !replaced.contains(&master.instant(*start)))
            .filter_map(|start| regular(master, &turns, start))
            .collect();
        found.extend(self.overrides.iter().filter(|event| !event.is_cancelled()).map(|event| self.replaced(event)));
        found.sort_by_key(|(at, _)| *at);
        found.truncate(count);
        Ok(found)
    }

    /// The changes of this and all later dates, in their order.
    fn turns(&self, master: &ReadEvent) -> Vec<Turn<'_>> {
        let mut turns: Vec<Turn<'_>> = Vec::new();
        for event in self.overrides.iter().filter(|event| event.and_future) {
            let (original, from) = self.original(event);
            turns.push(Turn { from, event, original: original.unwrap_or(master.start) });
        }
        turns.sort_by_key(|turn| turn.from);
        turns
    }

    /// Enough starts of the rule: each override takes at most one of the first away, and a change that moves later
    /// dates forward may bring any date after it among the first.
    fn starts(
        &self,
        master: &ReadEvent,
        turns: &[Turn<'_>],
        (count, last): (usize, Option<Timestamp>),
        work: &mut Work,
    ) -> Result<Vec<Moment>, RecurrenceFault> {
        let utc = Zone::utc();
        let zone = master.zone.as_ref().unwrap_or(&utc);
        let mut expand = |limit| starts_within(master.start, &master.recurrence, zone, limit, work);
        let enough = count.saturating_add(self.overrides.len());
        let forward = turns.iter().rev().find(|turn| turn.event.instant(turn.event.start) < turn.from);
        let Some(turn) = forward else {
            // A day more, because around a change of the clocks wall times are not in the order of their instants.
            let until = last.map(|at| Moment::Wall(zone.wall(at).saturating_add(SignedDuration::from_hours(24))));
            return expand(Limit { until, ..Limit::first(enough) });
        };
        let before = expand(Limit { until: Some(turn.original), ..Limit::first(MAX_STARTS) })?.len();
        let found = expand(Limit::first(enough.saturating_add(before)))?;
        work.spend_dates(before.saturating_add(found.len()))?;
        Ok(found)
    }

    /// A date that was changed by itself.
    fn replaced(&self, event: &ReadEvent) -> (Timestamp, FoundDate) {
        date(event, self.original(event).0, event.start, event.zone.clone(), event.length)
    }

    /// The original start of an override: on the clock of its series, and its instant.
    fn original(&self, event: &ReadEvent) -> (Option<Moment>, Timestamp) {
        let Some((moment, zone)) = &event.recurrence_id else { return (None, event.instant(event.start)) };
        let Some(master) = self.master else { return (Some(*moment), instant(*moment, zone.as_ref())) };
        let stamp = Stamp { moment: *moment, zone: zone.clone() };
        let seen = match (stamp.seen_from(master.zone.as_ref()), master.start) {
            // Some programs write the day only, or for whole days midnight.
            (Moment::Day(day), Moment::Wall(wall)) => Moment::Wall(day.to_datetime(wall.time())),
            (_, Moment::Day(_)) => Moment::Day(moment.date()),
            (seen, _) => seen,
        };
        (Some(seen), master.instant(seen))
    }
}

/// A date of the rule, moved if it comes after a change of all later dates.
fn regular(master: &ReadEvent, turns: &[Turn<'_>], start: Moment) -> Option<(Timestamp, FoundDate)> {
    let at = master.instant(start);
    let turn = turns[..turns.partition_point(|turn| turn.from <= at)].last();
    let shown = turn.map_or(master, |turn| turn.event);
    if shown.is_cancelled() {
        return None;
    }
    let moved = turn.map_or(start, |turn| turn.moved(start, master.zone.as_ref()));
    let zone = if moved.is_day() { None } else { master.zone.clone().or_else(|| shown.zone.clone()) };
    let length = if turn.is_some() { shown.length } else { *master.periods.get(&start).unwrap_or(&master.length) };
    Some(date(shown, (!master.recurrence.is_single()).then_some(start), moved, zone, length))
}

fn date(
    event: &ReadEvent,
    recurrence_id: Option<Moment>,
    start: Moment,
    zone: Option<Zone>,
    length: Length,
) -> (Timestamp, FoundDate) {
    let at = instant(start, zone.as_ref());
    let end = length.end(start, zone.as_ref());
    let found = FoundDate {
        uid: event.uid.clone(),
        recurrence_id,
        start,
        start_utc: zone.as_ref().map(|_| at),
        end_utc: zone.as_ref().and_then(|zone| end.map(|end| instant(end, Some(zone)))),
        zone,
        summary: event.summary.clone(),
    };
    (at, found)
}
