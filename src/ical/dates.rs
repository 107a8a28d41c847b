//! All dates that a calendar file means: rules worked out, changed dates in their new place, cancelled ones left out.

use std::collections::HashMap;
use std::collections::HashSet;

use jiff::Timestamp;

use crate::domain::fault::Fault;
use crate::domain::recurrence::Limit;
use crate::domain::recurrence::RecurrenceFault;
use crate::domain::recurrence::starts;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::ical::read::CalendarFile;
use crate::ical::read_event::ReadEvent;
use crate::ical::read_recurrence::sentence;
use crate::ical::read_time::Length;
use crate::ical::read_time::Stamp;
use crate::ical::read_time::instant;

/// The most starts of one series that are worked out before a change that moves later dates forward.
const MAX_STARTS: usize = 1_000_000;

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

/// All dates that a file means: sorted by instant over the whole file (whole days and floating times as if they were
/// UTC), changed dates in their new place, cancelled ones left out; the first `count` of them.
pub fn dates(file: &CalendarFile, count: usize) -> Result<Vec<FoundDate>, Vec<Fault>> {
    let mut found: Vec<(Timestamp, FoundDate)> = Vec::new();
    let mut faults = Vec::new();
    for series in series(&file.entries) {
        match series.dates(count) {
            Ok(dates) => found.extend(dates),
            Err((line, fault)) => faults.push(Fault::new(format!("line {line}"), sentence(&fault))),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    found.sort_by(|(at, a), (other, b)| (at, &a.uid, a.start).cmp(&(other, &b.uid, b.start)));
    found.truncate(count);
    Ok(found.into_iter().map(|(_, date)| date).collect())
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
    fn dates(&self, count: usize) -> Result<Dates, (usize, RecurrenceFault)> {
        let Some(master) = self.master else {
            return Ok(self.overrides.iter().filter(|event| !event.is_cancelled()).map(|e| self.replaced(e)).collect());
        };
        if master.is_cancelled() {
            return Ok(Vec::new());
        }
        let turns = self.turns(master);
        let replaced: HashSet<Timestamp> = self.overrides.iter().map(|event| self.original(event).1).collect();
        let begun = self.starts(master, &turns, count).map_err(|fault| (master.line, fault))?;
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
    fn starts(&self, master: &ReadEvent, turns: &[Turn<'_>], count: usize) -> Result<Vec<Moment>, RecurrenceFault> {
        let utc = Zone::utc();
        let zone = master.zone.as_ref().unwrap_or(&utc);
        let expand = |limit| starts(master.start, &master.recurrence, zone, limit);
        let mut enough = count.saturating_add(self.overrides.len());
        let forward = turns.iter().rev().find(|turn| turn.event.instant(turn.event.start) < turn.from);
        if let Some(turn) = forward {
            let until = Some(turn.original);
            enough = enough.saturating_add(expand(Limit { count: MAX_STARTS, until })?.len());
        }
        expand(Limit::first(enough))
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
    let turn = turns.iter().rev().find(|turn| turn.from <= at);
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
