//! Giving several dates of an event another time: one and those after it, or all.
//!
//! Invariant: what was said of a single date (moved, cancelled, its agenda and minutes) goes along as its row does
//! (`occurrence::pair`): by order when there are as many dates as before, else by equal start.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::event::ChangeTo;
use crate::domain::event::Event;
use crate::domain::event::Override;
use crate::domain::event::Place;
use crate::domain::occurrence;
use crate::domain::occurrence::Dated;
use crate::domain::occurrence::MOST_DATES;
use crate::domain::occurrence::Occurrence;
use crate::domain::recurrence::Limit;
use crate::domain::recurrence::Recurrence;
use crate::domain::recurrence::RecurrenceFault;
use crate::domain::recurrence::starts;
use crate::domain::repetition::at_another_time;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::word::words;

words! {
    /// For which dates a change is meant.
    #[derive(Default)]
    Scope {
        /// This date alone.
        #[default]
        One = "one",
        /// This one and all after it.
        Following = "following",
        /// All dates.
        All = "all",
    }
}

/// What a change does to one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// What was; none: it is a new date.
    pub before: Option<Dated>,
    /// What will be; none: it is no date any more.
    pub after: Option<Dated>,
    /// True when it will take place at another venue, or the place has other words.
    pub is_elsewhere: bool,
}

/// Gives an event other dates.
///
/// Errors: of a rule that cannot be worked out.
pub fn redate(event: &mut Event, when: When, recurrence: Recurrence) -> Result<(), RecurrenceFault> {
    let list = |when: &When, recurrence| starts(when.start, recurrence, &when.zone, Limit::first(MOST_DATES));
    let (old, new) = (list(&event.when, &event.recurrence)?, list(&when, &recurrence)?);
    let goes_to: BTreeMap<Moment, Moment> = if old.len() == new.len() {
        old.into_iter().zip(new).collect()
    } else {
        old.into_iter().filter(|date| new.contains(date)).map(|date| (date, date)).collect()
    };
    event.overrides =
        std::mem::take(&mut event.overrides).into_iter().filter_map(|change| go(change, &goes_to)).collect();
    if let Some(meeting) = &mut event.meeting {
        let days: BTreeMap<Date, Date> = goes_to.iter().map(|(from, to)| (from.date(), to.date())).collect();
        // What was decided stays, even when its date is no longer one of the series.
        let day = |day: Date| days.get(&day).copied().unwrap_or(day);
        meeting.instances = std::mem::take(&mut meeting.instances).into_iter().map(|(of, it)| (day(of), it)).collect();
    }
    (event.when, event.recurrence) = (when, recurrence);
    Ok(())
}

/// What was said of a date, for the date that it becomes.
fn go(mut change: Override, goes_to: &BTreeMap<Moment, Moment>) -> Option<Override> {
    change.recurrence_id = *goes_to.get(&change.recurrence_id)?;
    change.start = change.start.filter(|start| *start != change.recurrence_id);
    (change != Override::of(change.recurrence_id)).then_some(change)
}

/// All dates at the time of day and of the length of `like`; the days stay.
///
/// Errors: of a rule that cannot be worked out.
pub fn retime(event: &mut Event, like: &When) -> Result<(), RecurrenceFault> {
    let clock = |moment: Moment| match (moment, like.start) {
        (Moment::Wall(wall), Moment::Wall(like)) => Moment::Wall(wall.date().to_datetime(like.time())),
        (moment, _) => moment,
    };
    let when = like.moved_to(clock(event.when.start));
    let recurrence = Recurrence {
        rule: event.recurrence.rule.as_ref().map(|rule| at_another_time(rule, when.start, &when.zone)),
        added: event.recurrence.added.iter().copied().map(clock).collect(),
        left_out: event.recurrence.left_out.iter().copied().map(clock).collect(),
    };
    redate(event, when, recurrence)
}

/// Moves the date of an original start and all after it: as many days further as that one, to the same time of day. The
/// series has an end.
///
/// The dates keep the original starts by which calendars know them. Cancelled ones stay cancelled.
///
/// Errors: of a rule that cannot be worked out.
pub fn move_following(event: &mut Event, from: Moment, to: &When) -> Result<(), RecurrenceFault> {
    let further = to.start.date().duration_since(from.date());
    for dated in occurrence::dates(event, None)?.into_iter().filter(|dated| dated.original >= from) {
        let day = dated.original.date().saturating_add(further);
        let start = match to.start {
            Moment::Day(_) => Moment::Day(day),
            Moment::Wall(wall) => Moment::Wall(day.to_datetime(wall.time())),
        };
        set_date(event, dated.original, &to.moved_to(start));
    }
    Ok(())
}

/// Moves one date, or puts it back to where its series has it; the rest of what was said of it stays.
pub fn set_date(event: &mut Event, original: Moment, when: &When) {
    let usual = event.when.moved_to(original);
    let mut change = override_of(event, original);
    change.start = (when.start != original).then_some(when.start);
    change.end = (when.end != usual.end || change.start.is_some()).then_some(when.end).flatten();
    put_override(event, change);
}

/// Says where one date takes place, where that is not as the whole event.
pub fn set_place(event: &mut Event, original: Moment, venue: &str, text: &str) {
    let usual = &event.place;
    let other_venue = (venue != usual.venue.as_deref().unwrap_or_default()).then(|| venue.to_owned());
    let other_text = (text != usual.text).then(|| text.to_owned());
    let mut change = override_of(event, original);
    (change.venue, change.venue_text) = (other_venue, other_text);
    put_override(event, change);
}

/// Says where the date of an original start and all after it take place. The series has an end.
///
/// Errors: of a rule that cannot be worked out.
pub fn set_following_places(event: &mut Event, from: Moment, venue: &str, text: &str) -> Result<(), RecurrenceFault> {
    for dated in occurrence::dates(event, None)?.into_iter().filter(|dated| dated.original >= from) {
        set_place(event, dated.original, venue, text);
    }
    Ok(())
}

/// What is said of the date of an original start.
pub fn override_of(event: &Event, original: Moment) -> Override {
    event.change_of(original).cloned().unwrap_or_else(|| Override::of(original))
}

/// Says something of one date; nothing, when it is as its series says.
pub fn put_override(event: &mut Event, change: Override) {
    event.overrides.retain(|one| one.recurrence_id != change.recurrence_id);
    if change != Override::of(change.recurrence_id) {
        event.overrides.push(change);
        event.overrides.sort_by_key(|one| one.recurrence_id);
    }
}

/// True when calendars of those who were told must be corrected.
pub fn says_another_time_or_place(event: &Event, old: &Event) -> bool {
    // Who hears of a change is no change.
    let unusual = |event: &Event| {
        let unusual = event.overrides.iter().filter(|change| !change.is_as_usual());
        unusual.map(|change| Override { change_to: None, ..change.clone() }).collect::<Vec<_>>()
    };
    !is_same_for_all(event, old) || unusual(event) != unusual(old)
}

/// True when time, place and status are the same for all dates of which nothing else is said.
fn is_same_for_all(event: &Event, old: &Event) -> bool {
    let place = |place: &Place| (place.venue.clone(), place.text.clone(), place.online.as_ref().map(|o| o.url.clone()));
    event.when == old.when
        && event.recurrence == old.recurrence
        && event.is_cancelled() == old.is_cancelled()
        && place(&event.place) == place(&old.place)
}

/// Says who hears of a change that is about to be stored: of the dates that it is about, or of all.
pub fn decide(old: &Event, new: &mut Event, to: ChangeTo) {
    if !is_same_for_all(new, old) {
        new.change_to = to;
        for change in &mut new.overrides {
            change.change_to = None;
        }
        new.overrides.retain(|change| !change.is_as_usual());
        return;
    }
    let mut dates: BTreeSet<Moment> = old.overrides.iter().chain(&new.overrides).map(|one| one.recurrence_id).collect();
    dates.retain(|original| old.change_of(*original) != new.change_of(*original));
    for original in dates {
        put_override(new, Override { change_to: Some(to), ..override_of(new, original) });
    }
}

/// True when the event has a date of this original start.
pub fn has_date(event: &Event, original: Moment) -> bool {
    let until = Limit::last(MOST_DATES, Some(Moment::Day(original.date())));
    let starts = starts(event.when.start, &event.recurrence, &event.when.zone, until);
    starts.is_ok_and(|starts| starts.contains(&original))
}

/// True when the date of an original start begins at the same moment as another one of its series.
///
/// Errors: of a rule that cannot be worked out.
pub fn meets_another(event: &Event, original: Moment) -> Result<bool, RecurrenceFault> {
    let start = event.when_of(original).start;
    let until = Moment::Day(start.date().max(original.date()));
    let dates = occurrence::dates(event, Some(until))?;
    let is_other = |dated: &Dated| dated.original != original && dated.when.start == start;
    Ok(dates.iter().any(is_other))
}

/// The dates ahead that a change touches, by their new start; `until` bounds series without an end.
///
/// Errors: of a rule that cannot be worked out.
pub fn touched(old: &Event, new: &Event, now: Timestamp, until: Moment) -> Result<Vec<Touched>, RecurrenceFault> {
    let before = occurrence::dates(old, Some(until))?;
    let rows = before
        .iter()
        .zip(0..)
        .map(|(dated, id)| Occurrence { id, recurrence_id: None, dated: dated.clone() })
        .collect();
    let pairing = occurrence::pair_edited((old, new), rows, occurrence::dates(new, Some(until))?, now);
    let was = |id: i64| usize::try_from(id).ok().and_then(|at| before.get(at)).cloned();
    let is_elsewhere = |(before, after): (&Dated, &Dated)| {
        let [was, is] =
            [(old, before), (new, after)].map(|(event, date)| event.place_by(event.change_of(date.original)));
        (was.venue, was.text) != (is.venue, is.text)
    };
    let touched = |before: Option<Dated>, after: Option<Dated>| Touched {
        is_elsewhere: before.as_ref().zip(after.as_ref()).is_some_and(is_elsewhere),
        before,
        after,
    };
    let kept = pairing.kept.into_iter().map(|row| touched(was(row.id), Some(row.dated)));
    let added = pairing.added.into_iter().map(|dated| touched(None, Some(dated)));
    let dropped = pairing.dropped.into_iter().map(|row| touched(Some(row.dated), None));
    let mut touched: Vec<Touched> = kept.chain(added).chain(dropped).filter(|one| one.is_felt(now)).collect();
    touched.sort_by_key(|one| one.after.as_ref().or(one.before.as_ref()).map(|dated| dated.when.start));
    Ok(touched)
}

impl Touched {
    /// True when somebody who comes would find another thing than before.
    fn is_felt(&self, now: Timestamp) -> bool {
        let seen = |dated: &Option<Dated>| dated.as_ref().map(|dated| (dated.when.clone(), dated.cancelled));
        let ahead = |dated: &Option<Dated>| dated.as_ref().is_some_and(|dated| dated.when.ends_at() > now);
        (self.is_elsewhere || seen(&self.before) != seen(&self.after)) && (ahead(&self.before) || ahead(&self.after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::Instance;
    use crate::domain::meeting::Meeting;

    fn when(start: &str, end: &str) -> When {
        When { start: start.parse().unwrap(), end: Some(end.parse().unwrap()), zone: "Europe/Berlin".parse().unwrap() }
    }

    /// Each Thursday at 17:00 from 7 October 2027, four times, across the end of summer time; the third one at noon, the
    /// fourth cancelled.
    fn series(rule: &str) -> Event {
        let mut event = Event::new("reihe", "Reihe", when("2027-10-07T17:00", "2027-10-07T19:00"));
        event.recurrence.rule = Some(rule.to_owned());
        set_date(&mut event, "2027-10-21T17:00".parse().unwrap(), &when("2027-10-21T12:00", "2027-10-21T13:00"));
        let cancelled = Override { cancelled: true, ..Override::of("2027-10-28T17:00".parse().unwrap()) };
        put_override(&mut event, cancelled);
        event
    }

    fn spans(event: &Event) -> Vec<String> {
        let dates = occurrence::dates(event, Some("2027-12-31".parse().unwrap())).unwrap();
        let said = |one: Dated| format!("{}{}", one.when.start, if one.cancelled { " cancelled" } else { "" });
        dates.into_iter().map(said).collect()
    }

    #[test]
    fn all_dates_get_another_hour_and_keep_what_was_said_of_one() {
        for rule in ["FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;BYDAY=TH;UNTIL=20271028T150000Z"] {
            let mut event = series(rule);
            retime(&mut event, &when("2027-10-14T18:30", "2027-10-14T20:00")).unwrap();
            assert_eq!(
                spans(&event),
                ["2027-10-07T18:30:00", "2027-10-14T18:30:00", "2027-10-21T12:00:00", "2027-10-28T18:30:00 cancelled"],
                "{rule}"
            );
            assert_eq!(event.when.wall_length(), when("2027-10-07T18:30", "2027-10-07T20:00").wall_length());
        }
    }

    #[test]
    fn this_and_following_keep_their_names_and_leave_the_past_alone() {
        let mut event = series("FREQ=WEEKLY;COUNT=4");
        let from = "2027-10-14T17:00".parse().unwrap();
        move_following(&mut event, from, &when("2027-10-13T16:00", "2027-10-13T18:00")).unwrap();
        assert_eq!(
            spans(&event),
            ["2027-10-07T17:00:00", "2027-10-13T16:00:00", "2027-10-20T16:00:00", "2027-10-27T16:00:00 cancelled"]
        );
        assert!(event.overrides.iter().all(|change| change.recurrence_id.wall().hour() == 17));
    }

    #[test]
    fn another_weekday_takes_agendas_and_moves_along_by_order() {
        let mut event = series("FREQ=WEEKLY;COUNT=4");
        let instances = [("2027-10-14".parse().unwrap(), Instance::default())].into();
        event.meeting = Some(Meeting { instances, ..Meeting::default() });
        let recurrence = Recurrence { rule: Some("FREQ=WEEKLY;COUNT=4".to_owned()), ..Recurrence::default() };
        redate(&mut event, when("2027-10-06T17:00", "2027-10-06T19:00"), recurrence).unwrap();
        assert_eq!(
            spans(&event),
            ["2027-10-06T17:00:00", "2027-10-13T17:00:00", "2027-10-21T12:00:00", "2027-10-27T17:00:00 cancelled"]
        );
        let days: Vec<String> = event.meeting.unwrap().instances.keys().map(ToString::to_string).collect();
        assert_eq!(days, ["2027-10-13"]);
    }

    #[test]
    fn what_is_touched_is_said_with_what_was() {
        let old = series("FREQ=WEEKLY;COUNT=4");
        let mut new = old.clone();
        let recurrence = Recurrence { rule: Some("FREQ=WEEKLY;COUNT=5".to_owned()), ..Recurrence::default() };
        redate(&mut new, old.when.clone(), recurrence).unwrap();
        let touched =
            |now: &str, new: &Event| touched(&old, new, now.parse().unwrap(), "2028-12-31".parse().unwrap()).unwrap();
        let found = touched("2027-10-01T00:00:00Z", &new);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].before.is_none() && found[0].after.as_ref().unwrap().when.start.date().day() == 4);
        let mut later = old.clone();
        retime(&mut later, &when("2027-10-07T18:00", "2027-10-07T20:00")).unwrap();
        assert_eq!(touched("2027-10-08T00:00:00Z", &later).len(), 2, "the first is over, the third has its own time");
    }
}
