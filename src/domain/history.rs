//! The history of an event's mails: which rows there are, and who has got what.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::State;
use crate::domain::plan::Facts;

/// The rows of an event, by what the planner asks for.
pub(super) struct History<'f> {
    /// Their places among the event's rows.
    by_key: HashMap<&'f str, usize>,
    /// Sent ones by rule, date and contact.
    sent: BTreeMap<(&'f str, Option<i64>, i64), Vec<&'f Notification>>,
}

impl<'f> History<'f> {
    /// What was sent for an event, and what was not.
    pub(super) fn of(facts: &Facts<'f>) -> Self {
        let rows = facts.notifications;
        let mut sent: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.state == State::Sent) {
            sent.entry((row.rule.as_str(), row.occurrence_id, row.contact_id)).or_default().push(row);
        }
        Self { by_key: rows.iter().enumerate().map(|(place, row)| (row.key.as_str(), place)).collect(), sent }
    }

    /// The sent rows of a rule and a date to a contact.
    pub(super) fn sent_to<'a>(&'a self, rule: &'a str, date: Option<i64>, contact: i64) -> &'a [&'a Notification] {
        self.sent.get(&(rule, date, contact)).map_or(&[][..], Vec::as_slice)
    }

    /// The sent rows of a rule and a date.
    pub(super) fn sent<'a>(&'a self, rule: &'a str, date: Option<i64>) -> impl Iterator<Item = &'a Notification> {
        let of_rule = self.sent.range((rule, date, i64::MIN)..=(rule, date, i64::MAX));
        of_rule.flat_map(|(_, rows)| rows).copied()
    }

    /// The contacts to whom mails of a kind about a date were sent.
    pub(super) fn asked(&self, kind: Kind, date: Option<i64>) -> impl Iterator<Item = i64> {
        let rows = self.sent.values().flatten().filter(move |row| row.kind == kind && row.occurrence_id == date);
        rows.map(|row| row.contact_id)
    }

    /// The place of the row of a key among the event's.
    pub(super) fn find(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }
}
