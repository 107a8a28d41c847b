//! An occurrence: one date of an event, known by its original start even after it was moved.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::ToSpan as _;

use crate::domain::event::Event;
use crate::domain::event::Override;
use crate::domain::recurrence;
use crate::domain::recurrence::Limit;
use crate::domain::recurrence::RecurrenceFault;
use crate::domain::when::Moment;
use crate::domain::when::When;

/// The most dates of one series that are kept: the latest ones.
pub const MOST_DATES: usize = 1_000;

/// How many more dates one of two rules of the same rhythm may have up to the same day: as many as there are in a week.
const CUT_OFF: usize = 7;

/// One date of an event, as the event says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The original start: RECURRENCE-ID.
    pub original: Moment,
    /// From when to when, moved ones at their new time.
    pub when: When,
    /// True: does not take place.
    pub cancelled: bool,
}

/// One date of an event, with the row that answers and mails refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The row.
    pub id: i64,
    /// RECURRENCE-ID in the calendars of those whom it was mailed to: the original start that it had when it first was one
    /// of several. It stays when that is edited, or the entry that they have would never hear of it again. None: it is the
    /// only date, and calendars know it by the event's UID alone.
    pub recurrence_id: Option<Moment>,
    /// What the event says about it.
    pub dated: Dated,
}

impl Occurrence {
    /// The same date, edited.
    fn edited(self, dated: Dated, is_one_of_several: bool) -> Self {
        let recurrence_id = self.recurrence_id.or(is_one_of_several.then_some(self.dated.original));
        Self { recurrence_id, dated, ..self }
    }
}

/// A RECURRENCE-ID for a new date: its original start, or a little later where an edited date still bears that.
pub fn free_recurrence_id(original: Moment, taken: &BTreeSet<Moment>) -> Moment {
    let mut free = original;
    while taken.contains(&free) {
        free = match free {
            Moment::Day(day) => Moment::Day(day.saturating_add(1.day())),
            Moment::Wall(wall) => Moment::Wall(wall.saturating_add(1.second())),
        };
    }
    free
}

/// All dates of an event up to a day (for series), sorted by original start; moved and cancelled ones included.
pub fn dates(event: &Event, until: Option<Moment>) -> Result<Vec<Dated>, RecurrenceFault> {
    let until = if event.recurrence.is_single() { None } else { until };
    let limit = Limit::last(MOST_DATES, until);
    let mut originals: BTreeSet<Moment> =
        recurrence::starts(event.when.start, &event.recurrence, &event.when.zone, limit)?.into_iter().collect();
    let overrides: BTreeMap<Moment, &Override> = event.overrides.iter().map(|o| (o.recurrence_id, o)).collect();
    originals.extend(overrides.keys());
    Ok(originals.into_iter().map(|original| dated(event, original, overrides.get(&original).copied())).collect())
}

fn dated(event: &Event, original: Moment, change: Option<&Override>) -> Dated {
    let when = change.map_or_else(|| event.when.moved_to(original), |change| change.when(&event.when));
    Dated { original, when, cancelled: event.is_cancelled() || change.is_some_and(|c| c.cancelled) }
}

/// What becomes of the rows when an event's dates are others now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// Rows that stay, and what they say now.
    pub kept: Vec<Occurrence>,
    /// Dates that need a row.
    pub added: Vec<Dated>,
    /// Rows that are no longer dates of the event.
    pub dropped: Vec<Occurrence>,
}

/// Pairs old rows with the dates of an edited event: by order when there are as many of both, else by equal original
/// start.
///
/// So "from now on Wednesdays" keeps every answer, and "two dates fewer" cancels two.
pub fn pair(old: Vec<Occurrence>, new: Vec<Dated>) -> Pairing {
    if old.len() == new.len() {
        let is_one_of_several = new.len() > 1;
        let kept = old.into_iter().zip(new).map(|(row, dated)| row.edited(dated, is_one_of_several)).collect();
        return Pairing { kept, ..Pairing::default() };
    }
    pair_equal(old, new)
}

/// As [`pair`], of an event that goes on without an end, too: its dates are known up to a day only, and that day may lie
/// between a Tuesday and the Monday that it became.
///
/// What took place by `now` is not moved any more.
pub fn pair_edited(
    (before, after): (&Event, &Event),
    old: Vec<Occurrence>,
    new: Vec<Dated>,
    now: Timestamp,
) -> Pairing {
    let (mut old, mut new) = (old, new);
    let says = |event: &Event| (event.when.start, event.when.zone.clone(), event.recurrence.rule.clone());
    let mut pairing = if says(before) == says(after) {
        pair_equal_first(old, new, now)
    } else if old.len().abs_diff(new.len()) > CUT_OFF || !goes_on_otherwise(before, after) {
        pair(old, new)
    } else {
        let both = old.len().min(new.len());
        let (dropped, added) = (old.split_off(both), new.split_off(both));
        Pairing { added, dropped, ..pair(old, new) }
    };
    // The same instant, as the clocks of the new zone show it; a date that is no more stays in its own.
    let (was, is) = (&before.when.zone, &after.when.zone);
    for row in &mut pairing.dropped {
        row.dated.when.zone = was.clone();
    }
    for row in pairing.kept.iter_mut().filter(|_| was != is) {
        row.recurrence_id = row.recurrence_id.map(|id| match id {
            Moment::Wall(wall) => Moment::Wall(is.wall(was.instant(wall))),
            Moment::Day(day) => Moment::Day(day),
        });
    }
    pairing
}

/// As [`pair_equal`]; as many dates ahead as were taken off the list and put on it are other ones in their place.
fn pair_equal_first(old: Vec<Occurrence>, new: Vec<Dated>, now: Timestamp) -> Pairing {
    let is_one_of_several = old.len().max(new.len()) > 1;
    let mut pairing = pair_equal(old, new);
    let is_ahead = |dated: &Dated| dated.when.ends_at() > now;
    let are_ahead = pairing.dropped.iter().map(|row| &row.dated).chain(&pairing.added).all(is_ahead);
    if are_ahead && pairing.dropped.len() == pairing.added.len() {
        let replaced = pairing.dropped.drain(..).zip(pairing.added.drain(..));
        pairing.kept.extend(replaced.map(|(row, dated)| row.edited(dated, is_one_of_several)));
    }
    pairing
}

/// True when a series without an end begins or repeats otherwise, and no single date was added or left out.
fn goes_on_otherwise(before: &Event, after: &Event) -> bool {
    let is_endless = |event: &Event| {
        let rule = event.recurrence.rule.as_ref().map(|rule| rule.to_ascii_uppercase());
        rule.is_some_and(|rule| !rule.contains("COUNT=") && !rule.contains("UNTIL="))
    };
    let single = |event: &Event| (event.recurrence.added.len(), event.recurrence.left_out.len());
    let begins = |event: &Event| (event.when.start, event.recurrence.rule.clone());
    is_endless(before) && is_endless(after) && single(before) == single(after) && begins(before) != begins(after)
}

/// Pairs old rows with new dates by equal original start: when time went on and the event is the same.
pub fn pair_equal(old: Vec<Occurrence>, new: Vec<Dated>) -> Pairing {
    let is_one_of_several = old.len().max(new.len()) > 1;
    let mut by_original: BTreeMap<Moment, Occurrence> = old.into_iter().map(|row| (row.dated.original, row)).collect();
    let mut pairing = Pairing::default();
    for dated in new {
        match by_original.remove(&dated.original) {
            Some(row) => pairing.kept.push(row.edited(dated, is_one_of_several)),
            None => pairing.added.push(dated),
        }
    }
    pairing.dropped = by_original.into_values().collect();
    pairing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_date_gets_a_recurrence_id_that_no_other_one_bears() {
        let moments = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<BTreeSet<Moment>>();
        for (original, taken, free) in [
            ("2027-08-03T18:00", &[][..], "2027-08-03T18:00:00"),
            ("2027-08-03T18:00", &["2027-08-03T18:00", "2027-08-03T18:00:01"], "2027-08-03T18:00:02"),
            ("2027-08-03", &["2027-08-03", "2027-08-05"], "2027-08-04"),
        ] {
            assert_eq!(free_recurrence_id(original.parse().unwrap(), &moments(taken)).to_string(), free);
        }
    }
}
