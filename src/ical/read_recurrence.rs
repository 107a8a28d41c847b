//! What makes a VEVENT recur: RRULE, RDATE and EXDATE, on the clock of its start.

use std::collections::BTreeMap;

use calcard::icalendar::ICalendarEntry;
use calcard::icalendar::ICalendarPeriod;
use calcard::icalendar::ICalendarProperty;
use calcard::icalendar::ICalendarValue;
use jiff::SignedDuration;

use crate::domain::recurrence::Recurrence;
use crate::domain::recurrence::RecurrenceFault;
use crate::domain::recurrence::check;
use crate::domain::text::clean_line;
use crate::domain::when::Moment;
use crate::ical::raw::rules;
use crate::ical::read_event::Reader;
use crate::ical::read_time::Length;
use crate::ical::read_time::Stamp;
use crate::ical::read_time::between;

/// The most EXDATE, and the most RDATE, of one event.
pub const MAX_DATES: usize = 5_000;

impl Reader<'_> {
    pub(super) fn recurrence(
        &self,
        start: &Stamp,
        length: Length,
    ) -> Result<(Recurrence, BTreeMap<Moment, Length>), String> {
        if self.component.has_property(&ICalendarProperty::Exrule) {
            return Err(sentence(&RecurrenceFault::ExclusionRule));
        }
        let mut rules = rules(self.block);
        if rules.len() > 1 {
            return Err("The event has several RRULE; make it several events, or list the dates as RDATE.".into());
        }
        let rule = rules.pop();
        if let Some(rule) = &rule {
            check(rule).map_err(|fault| sentence(&fault))?;
            if start.moment.date().year() < 1 {
                return Err("The series begins before the year 1; correct DTSTART.".into());
            }
        }
        let (added, periods) = self.added(start, length)?;
        Ok((Recurrence { rule, added, left_out: self.left_out(start)? }, periods))
    }

    /// RDATE; of a period its length is kept.
    fn added(&self, start: &Stamp, length: Length) -> Result<(Vec<Moment>, BTreeMap<Moment, Length>), String> {
        let mut periods = BTreeMap::new();
        let mut added = Vec::new();
        for (entry, value) in self.dates(&ICalendarProperty::Rdate)? {
            let (from, own) = match value {
                ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
                    let (from, to) = (self.partial(entry, start)?, self.partial(entry, end)?);
                    let own = between(&from, &to)?;
                    (from, own)
                }
                ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
                    (self.partial(entry, start)?, Length::of(duration))
                }
                other => (self.date(entry, other)?, length),
            };
            let moment = from.seen_from(start.zone.as_ref());
            if own != length {
                periods.insert(moment, own);
            }
            added.push(moment);
        }
        Ok((added, periods))
    }

    /// EXDATE, on the clock of the event.
    fn left_out(&self, start: &Stamp) -> Result<Vec<Moment>, String> {
        let mut left_out = Vec::new();
        for (entry, value) in self.dates(&ICalendarProperty::Exdate)? {
            let stamp = self.date(entry, value)?;
            let moment = stamp.seen_from(start.zone.as_ref());
            match (moment, &start.zone, start.moment.is_day()) {
                (Moment::Wall(_), _, true) => left_out.push(Moment::Day(stamp.moment.date())),
                (Moment::Wall(wall), Some(zone), false) => {
                    left_out.push(moment);
                    // The same instant may also be meant by a wall time that the clocks skip.
                    for minutes in [30, 60, 120] {
                        let skipped = wall.saturating_sub(SignedDuration::from_mins(minutes));
                        if stamp.zone != start.zone && zone.instant(skipped) == zone.instant(wall) {
                            left_out.push(Moment::Wall(skipped));
                        }
                    }
                }
                _ => left_out.push(moment),
            }
        }
        Ok(left_out)
    }

    /// All values of a list property, if there are not too many.
    fn dates(&self, name: &ICalendarProperty) -> Result<Vec<(&ICalendarEntry, &ICalendarValue)>, String> {
        let entries = self.component.entries.iter().filter(|entry| entry.name == *name);
        let found: Vec<_> = entries.flat_map(|entry| entry.values.iter().map(move |value| (entry, value))).collect();
        if found.len() > MAX_DATES {
            let (name, count) = (name.as_str(), found.len());
            return Err(format!("The event has {count} {name}; at most {MAX_DATES} are read. Use a rule."));
        }
        Ok(found)
    }
}

/// A fault of the domain as a sentence.
pub(super) fn sentence(fault: &RecurrenceFault) -> String {
    let text = clean_line(&fault.to_string());
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}
