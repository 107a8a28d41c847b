//! Moving a whole calendar by weeks, so that example data lies ahead of whoever looks at it.

use jiff::Span;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::domain::event::Event;
use crate::domain::meeting::Instance;
use crate::domain::programme::Programme;
use crate::domain::recurrence::Limit;
use crate::domain::recurrence::Recurrence;
use crate::domain::recurrence::RecurrenceFault;
use crate::domain::recurrence::starts;
use crate::domain::when::Moment;

/// The most dates of a series that is turned into a list.
const MOST_DATES: usize = 1000;

/// A number of weeks; weekdays and wall times stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weeks(pub i32);

impl Weeks {
    /// The fewest weeks that bring `day` to `earliest` or after it.
    pub fn until(day: Date, earliest: Date) -> Self {
        let days = earliest.duration_since(day).as_hours() / 24;
        Self(i32::try_from(days.div_euclid(7) + i64::from(days.rem_euclid(7) > 0)).unwrap_or(0))
    }

    fn span(self) -> Span {
        self.0.weeks()
    }

    fn day(self, day: &mut Date) {
        *day = day.saturating_add(self.span());
    }

    fn wall(self, wall: &mut DateTime) {
        *wall = wall.saturating_add(self.span());
    }

    fn moment(self, moment: &mut Moment) {
        match moment {
            Moment::Day(day) => self.day(day),
            Moment::Wall(wall) => self.wall(wall),
        }
    }

    /// Moves a programme with its deadlines.
    pub fn shift_programme(self, programme: &mut Programme) {
        self.day(&mut programme.start);
        self.day(&mut programme.end_inclusive);
        let deadlines = [
            &mut programme.submission_opens,
            &mut programme.submission_deadline,
            &mut programme.editorial_deadline,
            &mut programme.print_deadline,
        ];
        deadlines.into_iter().flatten().for_each(|deadline| self.moment(deadline));
    }

    /// Moves an event with everything of it that bears a date.
    ///
    /// A series becomes a list of its dates first: "each third Thursday" would be another day after the move.
    pub fn shift_event(self, event: &mut Event) -> Result<(), RecurrenceFault> {
        list_dates(event)?;
        self.moment(&mut event.when.start);
        event.when.end.iter_mut().for_each(|end| self.moment(end));
        event.recurrence.added.iter_mut().for_each(|date| self.moment(date));
        for change in &mut event.overrides {
            self.moment(&mut change.recurrence_id);
            change.start.iter_mut().chain(&mut change.end).for_each(|moment| self.moment(moment));
        }
        event.moved_from.iter_mut().for_each(|moment| self.moment(moment));
        event.registration.deadline.iter_mut().for_each(|deadline| self.wall(deadline));
        if let Some(meeting) = &mut event.meeting {
            let instances = std::mem::take(&mut meeting.instances);
            meeting.instances = instances.into_iter().map(|(day, instance)| self.instance(day, instance)).collect();
        }
        Ok(())
    }

    fn instance(self, mut day: Date, mut instance: Instance) -> (Date, Instance) {
        self.day(&mut day);
        instance.minutes.iter_mut().filter_map(|minutes| minutes.approved.as_mut()).for_each(|at| self.day(at));
        instance.action_items.iter_mut().filter_map(|task| task.due.as_mut()).for_each(|due| self.day(due));
        if let Some(poll) = &mut instance.date_poll {
            poll.options.iter_mut().chain(&mut poll.closes).for_each(|option| self.wall(option));
        }
        (day, instance)
    }
}

fn list_dates(event: &mut Event) -> Result<(), RecurrenceFault> {
    if event.recurrence.rule.is_none() {
        return Ok(());
    }
    let mut dates = starts(event.when.start, &event.recurrence, &event.when.zone, Limit::first(MOST_DATES))?;
    dates.retain(|date| *date != event.when.start);
    event.recurrence = Recurrence { rule: None, added: dates, left_out: Vec::new() };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_weeks_lead_to_the_day_or_after_it() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (from, earliest, weeks) in
            [("2027-09-11", "2026-12-14", -38), ("2027-09-11", "2027-09-11", 0), ("2027-09-11", "2027-09-12", 1)]
        {
            let found = Weeks::until(day(from), day(earliest));
            assert_eq!(found, Weeks(weeks), "{from} {earliest}");
            let mut moved = day(from);
            found.day(&mut moved);
            assert!(moved >= day(earliest) && moved < day(earliest).saturating_add(7.days()));
        }
    }
}
