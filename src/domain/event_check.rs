//! What is wrong with an event by itself, each fault with its field.

use crate::domain::event::Event;
use crate::domain::event::Override;
use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::domain::fault::said;
use crate::domain::recurrence;
use crate::domain::text;
use crate::domain::when::When;
use crate::domain::work::Work;

impl Event {
    /// What is wrong with it by itself; references to others are checked where the others are known.
    ///
    /// Its rule takes from the steps of `work`; events that are read together share them.
    pub fn check(&self, work: &mut Work) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut say = |field: &str, what: Sentence| faults.push(Fault::new(field, what));
        if !text::is_slug(&self.slug) {
            say("id", said!("event-id", "must be made of a-z, 0-9 and hyphens, at most 100"));
        }
        if text::is_blank(&self.title) {
            say("title", said!("event-no-title", "is missing; say in a few words what it is"));
        }
        self.check_lengths(&mut say);
        check_span(&self.when, &mut say);
        if let Some(rule) = &self.recurrence.rule
            && let Err(fault) = recurrence::check_from(self.when.start, rule, work)
        {
            say("rrule", said!("event-rule", "{why}", why = fault));
        }
        for (i, moved) in self.overrides.iter().enumerate() {
            check_override(&self.when, moved, &mut |field, what| say(&format!("overrides[{i}].{field}"), what));
        }
        if let (Some(min), Some(max)) = (self.age_min, self.age_max)
            && min > max
        {
            say("age_max", said!("event-age", "is below age_min ({least})", least = min));
        }
        for (field, euros) in [("amount_eur", self.cost.amount_eur), ("reduced_eur", self.cost.reduced_eur)] {
            if euros.is_some_and(|euros| euros < 0.0) {
                say(&format!("cost.{field}"), said!("event-cost", "must be 0 or more euros"));
            }
        }
        if self.duplicate_of.as_ref() == Some(&self.slug) {
            say("duplicate_of", said!("event-own-duplicate", "must be another event"));
        }
        for (i, rule) in self.rules.iter().enumerate() {
            faults.extend(
                rule.check(&self.when, self.deadlines()).into_iter().map(|f| f.within(&format!("reminder_plan[{i}]"))),
            );
        }
        faults
    }

    fn check_lengths(&self, say: &mut impl FnMut(&str, Sentence)) {
        let is_long = |text: &str, most: usize| text.chars().count() > most;
        if is_long(&self.title, text::TITLE_MAX) {
            say("title", said!("event-long-title", "is longer than {most} characters", most = text::TITLE_MAX));
        }
        if is_long(&self.summary, text::SUMMARY_MAX) {
            say("summary", said!("event-long-summary", "is longer than {most} characters", most = text::SUMMARY_MAX));
        }
        if is_long(&self.place.text, text::TITLE_MAX) {
            say("venue_text", said!("event-long-place", "is longer than {most} characters", most = text::TITLE_MAX));
        }
        if self.description.len() > text::DESCRIPTION_MAX {
            say("description", said!("event-long-text", "is longer than 1 MiB"));
        }
    }
}

fn check_span(when: &When, say: &mut impl FnMut(&str, Sentence)) {
    match when.end {
        Some(end) if end.is_day() != when.start.is_day() => {
            say("end", said!("event-end-sort", "must be a day when start is one, and a local time when start is one"));
        }
        Some(end) if when.is_all_day() && end <= when.start => {
            let what = said!(
                "event-end-day",
                "must be after the start; the end is exclusive: one day is {start} to the day after",
                start = when.start
            );
            say("end", what);
        }
        // Clocks may be put back inside the event, so instants decide.
        Some(end) if !when.is_all_day() && when.zone.instant(end.wall()) < when.starts_at() => {
            say("end", said!("event-end-early", "is before the start ({start})", start = when.start));
        }
        _ => {}
    }
}

fn check_override(when: &When, moved: &Override, say: &mut impl FnMut(&str, Sentence)) {
    for (field, moment) in [("recurrence_id", Some(moved.recurrence_id)), ("start", moved.start), ("end", moved.end)] {
        if moment.is_some_and(|moment| moment.is_day() != when.start.is_day()) {
            let what = said!(
                "event-override-sort",
                "must be a day when the event's start is one, and a local time when it is one"
            );
            say(field, what);
            return;
        }
    }
    if moved.venue_text.as_ref().is_some_and(|words| words.chars().count() > text::TITLE_MAX) {
        say("venue_text", said!("event-long-place", "is longer than {most} characters", most = text::TITLE_MAX));
    }
    let mut span = when.moved_to(moved.start.unwrap_or(moved.recurrence_id));
    span.end = moved.end.or(span.end);
    check_span(&span, say);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_for_one_line_hold_no_book() {
        let day = crate::domain::when::Moment::Day("2027-09-11".parse().unwrap());
        let when = When { start: day, end: None, zone: crate::domain::when::Zone::utc() };
        let mut event = Event::new("fest", "Fest", when);
        event.summary = "x".repeat(text::SUMMARY_MAX);
        event.place.text = "x".repeat(text::TITLE_MAX);
        assert_eq!(event.check(&mut Work::default()), []);
        event.summary.push('x');
        event.place.text.push('x');
        let fields: Vec<String> = event.check(&mut Work::default()).into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["summary", "venue_text"]);
    }
}
