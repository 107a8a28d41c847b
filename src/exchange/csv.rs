//! Events and organisations as tables for spreadsheets: `;` between cells, CRLF, UTF-8 with a mark, so that Excel reads it rightly.
//!
//! Invariant: no cell can be run as a formula (a leading `=`, `+`, `-`, `@`, tab or carriage return gets an apostrophe
//! in front).

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::domain::actor::Actor;
use crate::domain::event::Event;
use crate::domain::venue::Venue;
use crate::domain::when::Moment;
use crate::exchange::Document;
use crate::exchange::names::fold;

const HEADER: [&str; 21] = [
    "Kennung",
    "Titel",
    "Art",
    "Beginn Datum",
    "Beginn Uhrzeit",
    "Ende Datum",
    "Ende Uhrzeit",
    "Wiederholung",
    "Ort",
    "Adresse",
    "Stadtteil",
    "Online",
    "Veranstalter",
    "Mitwirkende",
    "Zielgruppen",
    "Sprachen",
    "Kosten",
    "Anmeldung",
    "Stand",
    "Sichtbarkeit",
    "Kurztext",
];

/// The events of a document as a table, one row each, first dates only.
///
/// Errors: none that a value of ours could cause; `csv`'s are handed on.
pub fn write_csv(document: &Document) -> Result<String, csv::Error> {
    let venues: BTreeMap<&str, &Venue> = document.venues.iter().map(|venue| (venue.id.as_str(), venue)).collect();
    let actors: BTreeMap<&str, &str> = document.actors.iter().map(|a| (a.slug.as_str(), a.name.as_str())).collect();
    table(HEADER, document.events.iter().map(|listed| row(&listed.event, &venues, &actors)))
}

fn row(event: &Event, venues: &BTreeMap<&str, &Venue>, actors: &BTreeMap<&str, &str>) -> [String; 21] {
    let venue = event.place.venue.as_deref().and_then(|slug| venues.get(slug));
    let name = |slug: &String| actors.get(slug.as_str()).map_or_else(|| slug.clone(), |name| (*name).to_owned());
    let last = event.when.end.map(|end| match end {
        Moment::Day(_) => Moment::Day(event.when.last_day()),
        wall @ Moment::Wall(_) => wall,
    });
    [
        event.slug.clone(),
        event.title.clone(),
        event.kind.clone(),
        day(event.when.start.date()),
        clock(event.when.start),
        last.map(|end| day(end.date())).unwrap_or_default(),
        last.map(clock).unwrap_or_default(),
        event.recurrence.rule.clone().unwrap_or_default(),
        venue.map_or_else(|| event.place.text.clone(), |venue| venue.name.clone()),
        venue.map(|venue| format!("{}, {} {}", venue.street, venue.postcode, venue.city)).unwrap_or_default(),
        venue.map(|venue| venue.district.clone()).unwrap_or_default(),
        event.place.online.as_ref().map(|online| online.url.clone()).unwrap_or_default(),
        name(&event.organiser),
        event.partners.iter().map(name).collect::<Vec<_>>().join(", "),
        event.target_groups.join(", "),
        event.languages.join(", "),
        event.cost.text.clone(),
        if event.registration.needed { "ja" } else { "nein" }.to_owned(),
        if event.is_cancelled() { "abgesagt".to_owned() } else { event.review.word().to_owned() },
        event.visibility.word().to_owned(),
        event.summary.clone(),
    ]
}

fn day(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

fn clock(moment: Moment) -> String {
    let wall = |wall: DateTime| format!("{:02}:{:02}", wall.hour(), wall.minute());
    if moment.is_day() { String::new() } else { wall(moment.wall()) }
}

/// What the columns of organisations are called: words that an import knows.
const HEADER_OF_ACTORS: [&str; 12] = [
    "Nr.",
    "Organisation",
    "Art",
    "Funktion",
    "E-Mail",
    "Telefon",
    "Sprache",
    "Gruppen",
    "E-Mail erlaubt",
    "Nur Post",
    "Stadtteil",
    "Bemerkung",
];

/// Organisations as a table, one row each with the contact that an import would change; `groups` are names by slug.
///
/// What it says is what an import reads: taken in again it changes nothing. Languages are tags, which outlive a program
/// that knows only Western letters.
///
/// Errors: none that a value of ours could cause; `csv`'s are handed on.
pub fn write_actors_csv(actors: &[&Actor], groups: &BTreeMap<String, String>) -> Result<String, csv::Error> {
    let mut folded: BTreeMap<String, usize> = BTreeMap::new();
    for name in groups.iter().flat_map(|(slug, name)| [slug, name]) {
        *folded.entry(fold(name)).or_default() += 1;
    }
    // A name that could be read otherwise gives way to its slug.
    let named = |slug: &String| {
        let name = groups.get(slug).filter(|name| !name.contains([',', ';', '/', '\n', '|', '?']));
        let is_own = |name: &&String| fold(name) == fold(slug) || folded.get(&fold(name)) == Some(&1);
        name.filter(is_own).unwrap_or(slug).clone()
    };
    let rows = actors.iter().map(|actor| {
        let names: Vec<String> = actor.groups.iter().map(named).collect();
        row_of_actor(actor, names.join(", "))
    });
    table(HEADER_OF_ACTORS, rows)
}

fn row_of_actor(actor: &Actor, groups: String) -> [String; 12] {
    let contact = actor.contacts.iter().find(|contact| contact.id == "main").or(actor.contacts.first());
    let contact = contact.cloned().unwrap_or_default();
    let yes = |is_so: bool| if is_so { "ja" } else { "nein" }.to_owned();
    [
        actor.id.clone(),
        actor.name.clone(),
        actor.kind.clone(),
        contact.role,
        contact.email,
        actor.phone.clone(),
        contact.language,
        groups,
        yes(contact.email_ok),
        yes(contact.postal_only),
        actor.district.clone(),
        actor.note.clone(),
    ]
}

/// Cells that no spreadsheet runs, as one that Excel opens.
fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<String, csv::Error> {
    let mut table = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    table.write_record(header)?;
    for row in rows {
        table.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    let bytes = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes)))
}

/// True for what a spreadsheet would run, with or without apostrophes in front.
fn is_formula(cell: &str) -> bool {
    let cell = cell.trim_start_matches([' ', '\'']);
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF20}'])
}

/// A cell that no spreadsheet runs as a formula.
fn harmless(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell without the apostrophe that keeps spreadsheets from running it: what [`harmless`] was given.
pub(super) fn without_guard(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_runs_and_each_comes_back_as_it_was() {
        for cell in ["=1+1", "+49 2151 0", "-", "@x", "'=1+1", "''=1", " =1", "\u{FF1D}1", "Güneş", "'n Abend", ""] {
            let written = harmless(cell);
            assert!(!written.trim_start().starts_with(['=', '+', '-', '@', '\u{FF1D}']), "{written}");
            assert_eq!(without_guard(&written), cell);
        }
    }
}
