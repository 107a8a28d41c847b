//! Reading calendar files of other people (RFC 5545).
//!
//! `calcard` takes content lines apart; what they mean is worked out here and in `domain::recurrence`. Each VEVENT is
//! read by itself, so that one broken event is one fault and the others are read.

use crate::domain::fault::Fault;
use crate::ical::components::MAX_COMPONENTS;
use crate::ical::components::place;
use crate::ical::components::split;
use crate::ical::read_event::ReadEvent;
use crate::ical::read_event::event;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// What a calendar file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarFile {
    /// The events that could be read, in the order of the file.
    pub entries: Vec<ReadEvent>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// Reads a calendar file; what cannot be read is a fault, the rest is read.
pub fn read(text: &str) -> CalendarFile {
    let refused = |what: String| CalendarFile { entries: Vec::new(), faults: vec![Fault::new("", what)] };
    if text.len() > MAX_BYTES {
        return refused(format!("The file has {} bytes; at most 5 MiB are read. Split it.", text.len()));
    }
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let parts = split(&text);
    if parts.count == 0 {
        return refused("The file is no calendar: it has no BEGIN:VCALENDAR. Export it again as iCalendar.".into());
    }
    if parts.count > MAX_COMPONENTS {
        return refused(format!("The file has more than {MAX_COMPONENTS} components. Split it."));
    }
    if parts.too_deep {
        return refused("The components of the file lie too deep in one another. Export it again.".into());
    }
    let places = parts.zones.iter().filter_map(|block| place(block)).collect();
    let mut file = CalendarFile { entries: Vec::new(), faults: parts.faults };
    for (line, block) in &parts.events {
        match event(*line, block, &places) {
            Ok(mut event) => {
                if parts.cancels {
                    event.status = Some("CANCELLED".into());
                }
                file.entries.push(event);
            }
            Err(fault) => file.faults.push(fault),
        }
    }
    file
}
