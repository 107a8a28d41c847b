//! Where an event of a sheet takes place: a venue we know, words, a room online.

use crate::domain::event::Event;
use crate::domain::event::Online;
use crate::domain::event::Place;
use crate::domain::fault::said;
use crate::domain::text;
use crate::domain::venue::Venue;
use crate::exchange::names::Found;
use crate::exchange::names::fold;
use crate::exchange::sheet_columns::Column;
use crate::exchange::sheet_event::Lists;
use crate::exchange::sheet_row::RowReader;

/// Reads the place of a row into the event.
pub(super) fn read_place(reader: &mut RowReader<'_>, lists: &Lists<'_>, event: &mut Event) {
    read_link(reader, event);
    if !reader.holds(Column::Venue) {
        return;
    }
    let cell = text::clean_line(reader.cell(Column::Venue));
    let is_online = ["online", "digital", "virtuell", "onlineveranstaltung"].contains(&fold(&cell).as_str());
    if cell.is_empty() || (is_online && event.place.online.is_some()) {
        event.place.venue = None;
        event.place.text = String::new();
        return;
    }
    match lists.venues.find(&cell) {
        Found::Nothing => in_words(reader, lists, &cell, is_online, event),
        found => {
            let Some(venue) = reader.found(Column::Venue, &cell, found, "venue").map(|at| &lists.office.venues[at])
            else {
                return;
            };
            if event.place.venue.as_ref() != Some(&venue.id) {
                event.place.text = String::new();
            }
            event.place.venue = Some(venue.id.clone());
            compare_address(reader, venue);
            read_access(reader, lists, &venue.access, &mut event.place);
        }
    }
}

/// A place that is no venue of ours is kept in words, with its address.
fn in_words(reader: &mut RowReader<'_>, lists: &Lists<'_>, cell: &str, is_online: bool, event: &mut Event) {
    let part = |column| text::clean_line(reader.cell(column));
    let town = format!("{} {}", part(Column::Postcode), part(Column::City));
    let words = [cell.to_owned(), part(Column::Street), town.trim().to_owned()];
    let words: Vec<String> = words.into_iter().filter(|part| !part.is_empty()).collect();
    event.place.venue = None;
    event.place.text = words.join(", ");
    reader.look_for_losses(Column::Venue, cell, true);
    // Where an office keeps no venues, no place is one, and nobody wonders.
    if words.len() > 1 && !is_online && !lists.office.venues.is_empty() {
        let what = said!("sheet-no-venue", "is no venue of ours; the place is kept in words");
        reader.note(Column::Venue, what.quoting(cell));
    }
    read_access(reader, lists, &[], &mut event.place);
}

/// A venue keeps its own address; another one in the sheet is worth a look.
fn compare_address(reader: &mut RowReader<'_>, venue: &Venue) {
    let pairs = [(Column::Street, &venue.street), (Column::Postcode, &venue.postcode), (Column::City, &venue.city)];
    for (column, ours) in pairs {
        let cell = reader.cell(column);
        // „Adresse“ holds the town too.
        if !cell.is_empty() && !fold(cell).contains(&fold(ours)) {
            let what = said!(
                "sheet-other-address",
                "is \u{201c}{cell}\u{201d}, and {venue} has \u{201c}{ours}\u{201d}; the venue stays",
                cell = text::clean_line(cell),
                venue = venue.name,
                ours = ours
            );
            reader.note(column, what);
        }
    }
}

/// Facts about access are those of the venue; an event keeps only what differs.
fn read_access(reader: &mut RowReader<'_>, lists: &Lists<'_>, of_venue: &[String], place: &mut Place) {
    if !reader.holds(Column::Access) {
        return;
    }
    let (mut facts, mut unknown) = (Vec::new(), Vec::new());
    for (name, found) in lists.access.find_all(reader.cell(Column::Access)) {
        match found {
            Found::Nothing => unknown.push(text::clean_line(name)),
            found => facts.extend(reader.found(Column::Access, name, found, "fact about access")),
        }
    }
    let is_of_venue = facts.is_empty()
        || (facts.iter().all(|fact| of_venue.contains(fact)) && of_venue.iter().all(|fact| facts.contains(fact)));
    if !is_of_venue && place.access != facts {
        place.access = facts;
    }
    if !unknown.is_empty() {
        let words = unknown.join(", ");
        reader.note(Column::Access, said!("sheet-access", "is not in the list; kept in words").quoting(&words));
        place.access_note = words;
    }
}

fn read_link(reader: &mut RowReader<'_>, event: &mut Event) {
    if !reader.holds(Column::Link) {
        return;
    }
    let link = reader.cell(Column::Link).trim();
    if link.is_empty() {
        event.place.online = None;
    } else if !text::is_web_address(link) {
        let what = said!("sheet-link", "must begin with https:// or http://");
        reader.fault(Column::Link, what.quoting(&text::clean_line(link)));
    } else if event.place.online.as_ref().is_none_or(|online| online.url != link) {
        event.place.online = Some(Online { url: link.to_owned(), ..Online::default() });
    }
}
