//! An event as the beginning of another one: last year's for this year.

use crate::domain::event::ChangeTo;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::event::Status;
use crate::domain::meeting::Meeting;
use crate::domain::recurrence::Recurrence;

/// A draft with all that stays the same. What belongs to its past stays behind: its name, its dates and what was changed
/// about them, the minutes, the deadline, and what its readers were told.
#[must_use]
pub fn template_of(event: &Event) -> Event {
    let agenda_of = |meeting: &Meeting| {
        let newest = meeting.instances.values().rev().map(|one| &one.agenda).find(|agenda| !agenda.is_empty());
        newest.filter(|_| meeting.agenda.is_empty()).unwrap_or(&meeting.agenda).clone()
    };
    let mut new = Event {
        slug: String::new(),
        uid: String::new(),
        recurrence: Recurrence::default(),
        overrides: Vec::new(),
        status: Status::default(),
        review: Review::Draft,
        moved_from: None,
        sequence: 0,
        created_at: None,
        changed_at: None,
        change_to: ChangeTo::default(),
        meeting: event.meeting.as_ref().map(|meeting| Meeting {
            groups: meeting.groups.clone(),
            series: false,
            agenda: agenda_of(meeting),
            instances: std::collections::BTreeMap::new(),
        }),
        ..event.clone()
    };
    new.registration.deadline = None;
    new
}
