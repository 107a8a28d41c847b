//! Events as a table for spreadsheets: `;` between cells, CRLF, UTF-8 with a mark, so that Excel reads it rightly.
//!
//! Invariant: no cell can be run as a formula (a leading `=`, `+`, `-`, `@`, tab or carriage return gets an apostrophe
//! in front).

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::civil::DateTime;

use crate::domain::event::Event;
use crate::domain::venue::Venue;
use crate::domain::when::Moment;
use crate::exchange::Document;

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
    let mut table = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    table.write_record(HEADER)?;
    let venues: BTreeMap<&str, &Venue> = document.venues.iter().map(|venue| (venue.id.as_str(), venue)).collect();
    let actors: BTreeMap<&str, &str> = document.actors.iter().map(|a| (a.slug.as_str(), a.name.as_str())).collect();
    for listed in &document.events {
        table.write_record(row(&listed.event, &venues, &actors).iter().map(|cell| harmless(cell)))?;
    }
    let bytes = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(format!("\u{FEFF}{}", String::from_utf8_lossy(&bytes)))
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

/// A cell that no spreadsheet runs as a formula.
fn harmless(cell: &str) -> String {
    let dangerous =
        cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF20}']);
    if dangerous { format!("'{cell}") } else { cell.to_owned() }
}
