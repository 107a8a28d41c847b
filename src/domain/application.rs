//! One rule, applied to one date: what is the same for everybody who gets the mail.

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::Timestamp;

use crate::domain::meeting::Minutes;
use crate::domain::notification::Kind;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan::Facts;
use crate::domain::rule::Deadlines;
use crate::domain::rule::Rule;
use crate::domain::when::When;

/// Room for a contact's row and a generation; more than any house needs.
const NUMBERS: usize = 24;

/// One rule, applied to one date. Worked out once, as a mail may go to a thousand contacts.
pub(super) struct Application<'f> {
    pub(super) rule: &'f Rule,
    /// Its name, shared by all its mails.
    pub(super) name: Arc<str>,
    /// The date; none for mails that go once per event.
    pub(super) occurrence: Option<&'f Occurrence>,
    /// The date that counts.
    pub(super) date: &'f Occurrence,
    pub(super) when: &'f When,
    pub(super) ends_at: Timestamp,
    pub(super) due_at: Timestamp,
    /// What was due before this is late; none when lateness was judged before.
    pub(super) late_before: Option<Timestamp>,
    /// When a person decided that it goes, if one did.
    pub(super) by_hand: Option<Timestamp>,
    /// When it may go first: after quiet hours.
    pub(super) bent: Timestamp,
    pub(super) is_called_off: bool,
    pub(super) has_no_minutes: bool,
    /// The last useful moment of what goes then.
    bent_not_after: Timestamp,
    /// What stands before and after the contact in its keys.
    key: (String, String),
}

impl<'f> Application<'f> {
    /// None for a rule that counts from a deadline which is not set.
    pub(super) fn of(
        facts: &Facts<'_>,
        (rule, occurrence, date): (&'f Rule, Option<&'f Occurrence>, &'f Occurrence),
        late_before: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<Self> {
        let (when, id) = (&date.dated.when, occurrence.map(|o| o.id));
        let due_at = due(facts, rule, occurrence, when)?;
        let (bent, answer_by) = (bend(facts, when, due_at, now), facts.event.answer_by());
        let lacks = |o: &Occurrence| minutes_published_at(facts, o).is_none();
        Some(Self {
            rule,
            name: rule.id.as_str().into(),
            occurrence,
            date,
            when,
            ends_at: when.ends_at(),
            due_at,
            late_before,
            by_hand: facts.moved_to(rule.kind, id, due_at),
            bent,
            bent_not_after: rule.not_after(when, bent, answer_by),
            is_called_off: facts.is_called_off(rule.kind, id),
            has_no_minutes: rule.kind == Kind::Minutes && occurrence.is_none_or(lacks),
            key: key(facts, rule, id, when.zone.wall(due_at)),
        })
    }

    /// The last useful moment of a mail that goes at `send_at`.
    pub(super) fn not_after(&self, facts: &Facts<'_>, send_at: Timestamp) -> Timestamp {
        if send_at == self.bent {
            return self.bent_not_after;
        }
        self.rule.not_after(self.when, send_at, facts.event.answer_by())
    }

    /// What makes a mail to a contact the same one when planned again.
    pub(super) fn key(&self, contact: i64, generation: usize) -> String {
        let (before, after) = &self.key;
        let mut key = String::with_capacity(before.len() + after.len() + NUMBERS);
        let done = match self.rule.kind {
            Kind::OrganiserDigest => write!(key, "{before}{contact}{after}"),
            _ => write!(key, "{before}{contact}{after}{generation}"),
        };
        debug_assert!(done.is_ok(), "a text takes every number");
        key
    }
}

fn key(facts: &Facts<'_>, rule: &Rule, date: Option<i64>, due: jiff::civil::DateTime) -> (String, String) {
    if rule.kind == Kind::OrganiserDigest {
        let week = due.date().iso_week_date();
        return ("digest|".to_owned(), format!("|{}-W{:02}", week.year(), week.week()));
    }
    let date = date.map_or_else(|| "-".to_owned(), |id| id.to_string());
    (format!("{}|{}|{date}|", rule.id, facts.event_id), "|".to_owned())
}

/// When a rule is due; minutes not before they are published.
fn due(facts: &Facts<'_>, rule: &Rule, occurrence: Option<&Occurrence>, when: &When) -> Option<Timestamp> {
    let deadlines = Deadlines { submission: facts.submission_deadline, ..facts.event.deadlines() };
    let due = rule.due_by(when, deadlines)?;
    if rule.kind != Kind::Minutes {
        return Some(due);
    }
    let published = occurrence.and_then(|date| minutes_published_at(facts, date));
    Some(published.flatten().map_or(due, |published| published.max(due)))
}

/// Whether there are minutes of a date, and since when if that is known.
#[allow(clippy::option_option, reason = "no minutes; minutes since ever; minutes since a moment")]
fn minutes_published_at(facts: &Facts<'_>, date: &Occurrence) -> Option<Option<Timestamp>> {
    let meeting = facts.event.meeting.as_ref()?;
    let minutes =
        meeting.minutes_of(date.dated.original.date()).filter(|minutes| minutes.status == Minutes::APPROVED)?;
    let zone = &facts.event.when.zone;
    Some(minutes.approved.map(|day| zone.instant(day.at(9, 0, 0, 0))))
}

fn bend(facts: &Facts<'_>, when: &When, due_at: Timestamp, now: Timestamp) -> Timestamp {
    let before = Some(when.starts_at()).filter(|start| due_at < *start);
    let send_at = facts.quiet.send_at(due_at, before, now);
    // Who is about to hear of a change is not reminded of it first; and it may yet be taken back.
    facts.change_due.map_or(send_at, |change| send_at.max(change))
}
