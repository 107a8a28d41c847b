//! A calendar file taken apart into its components, as text.
//!
//! The text of each component is kept, because a parser stumbles over a whole file for one broken event, and because
//! it mends rules silently (`INTERVAL=0` would become no interval): they are taken from their lines as text.

use calcard::Entry;
use calcard::Parser;
use calcard::icalendar::ICalendarComponent;
use calcard::icalendar::ICalendarProperty;

use crate::domain::fault::Fault;

/// The most components (events, alarms, zones) in one file.
pub const MAX_COMPONENTS: usize = 20_000;

/// How deep components may lie in one another; an alarm of an event lies in the third.
const MAX_DEPTH: usize = 8;

/// A file taken apart into its components, as text.
#[derive(Default)]
pub(super) struct Components<'a> {
    /// Line and text of each VEVENT.
    pub(super) events: Vec<(usize, &'a str)>,
    pub(super) zones: Vec<&'a str>,
    /// How many there are of all sorts; not all, once there are too many.
    pub(super) count: usize,
    /// One lies deeper than any program writes; it and what follows was not read.
    pub(super) too_deep: bool,
    pub(super) cancels: bool,
    pub(super) faults: Vec<Fault>,
}

/// A component of which the end was not yet seen: name, line, offset.
type Open = (String, usize, usize);

pub(super) fn split(text: &str) -> Components<'_> {
    let mut parts = Components::default();
    let mut open: Vec<Open> = Vec::new();
    let mut offset = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let begin = offset;
        offset += line.len();
        let word = line.trim_end();
        if let Some(name) = after(word, "BEGIN:") {
            parts.count += 1;
            if parts.count > MAX_COMPONENTS || open.len() >= MAX_DEPTH {
                parts.too_deep = parts.count <= MAX_COMPONENTS;
                return parts;
            }
            close_before(&name, &mut parts, &mut open);
            open.push((name, number + 1, begin));
        } else if let Some(name) = after(word, "END:") {
            match open.pop() {
                Some((other, line, begin)) if other == name => match name.as_str() {
                    "VEVENT" => parts.events.push((line, &text[begin..offset])),
                    "VTIMEZONE" => parts.zones.push(&text[begin..offset]),
                    _ => {}
                },
                Some(other) => {
                    open.push(other);
                    if open.iter().any(|(other, ..)| *other == name) || open.iter().any(|(name, ..)| name == "VEVENT") {
                        close_broken(&mut parts, &mut open);
                    }
                }
                None => {}
            }
        } else if open.len() <= 1 && after(word, "METHOD:").is_some_and(|method| method == "CANCEL") {
            parts.cancels = true;
        }
    }
    close_broken(&mut parts, &mut open);
    parts
}

/// The rest of a line in capitals, when it begins with `name`.
pub(super) fn after(line: &str, name: &str) -> Option<String> {
    let head = line.get(..name.len())?;
    head.eq_ignore_ascii_case(name).then(|| line[name.len()..].trim().to_ascii_uppercase())
}

/// Gives up what cannot be open where a component begins: an event cannot lie within an event, so the END of the first
/// is missing; a calendar cannot lie within anything.
fn close_before(name: &str, parts: &mut Components<'_>, open: &mut Vec<Open>) {
    if name == "VCALENDAR" || (name == "VEVENT" && open.iter().any(|(name, ..)| name == "VEVENT")) {
        close_broken(parts, open);
    }
    if name == "VCALENDAR" {
        open.clear();
    }
}

/// Gives up all components that are open within the calendar; an event among them is a fault.
fn close_broken(parts: &mut Components<'_>, open: &mut Vec<Open>) {
    for (name, line, _) in open.iter().filter(|(name, ..)| name == "VEVENT") {
        parts.faults.push(Fault::new(
            format!("line {line}"),
            format!("The event has no END:{name} of its own; add it, or leave the event out."),
        ));
    }
    open.retain(|(name, ..)| name == "VCALENDAR");
}

/// TZID and X-LIC-LOCATION of a VTIMEZONE.
pub(super) fn place(block: &str) -> Option<(String, String)> {
    let component = component(block)?;
    let text = |name: &ICalendarProperty| Some(component.property(name)?.values.first()?.as_text()?.trim().to_owned());
    let location = component.entries.iter().find(|entry| entry.name.as_str().eq_ignore_ascii_case("X-LIC-LOCATION"))?;
    Some((text(&ICalendarProperty::Tzid)?, location.values.first()?.as_text()?.trim().to_owned()))
}

/// The outermost component of a text.
pub(super) fn component(block: &str) -> Option<ICalendarComponent> {
    match Parser::new(block).entry() {
        Entry::ICalendar(calendar) => calendar.components.into_iter().next(),
        _ => None,
    }
}
