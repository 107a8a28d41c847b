//! What a sheet would do to an office: row by row new, changed, the same, passed over or faulty.
//!
//! Invariant: nothing is stored here. A document comes out only when no row is faulty, and it holds whole records: what
//! the sheet has no column for stays as it is stored. The same sheet taken in twice finds only the same.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::actor::Actor;
use crate::domain::actor::Group;
use crate::domain::event::Event;
use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::domain::fault::said;
use crate::domain::programme::Programme;
use crate::domain::text;
use crate::domain::venue::Venue;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::Zone;
use crate::domain::word::words;
use crate::exchange::Document;
use crate::exchange::names::fold;
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet::SheetCells;
use crate::exchange::sheet_actors;
use crate::exchange::sheet_columns::Column;
use crate::exchange::sheet_columns::Mapping;
use crate::exchange::sheet_columns::SheetKind;
use crate::exchange::sheet_events;
use crate::exchange::sheet_row::Columns;
use crate::exchange::sheet_row::RowReader;
use crate::exchange::sheet_text::Encoding;

/// What an office has already, as plain values.
#[derive(Debug, Clone)]
pub struct Office {
    /// Its day, for days without a year.
    pub today: Date,
    /// Its zone, for new events.
    pub zone: Zone,
    /// The programme that new events belong to.
    pub programme: Option<Programme>,
    /// Its lists to choose from.
    pub vocabulary: Vocabulary,
    /// Its groups.
    pub groups: Vec<Group>,
    /// Its venues.
    pub venues: Vec<Venue>,
    /// Its actors, without rows.
    pub actors: Vec<Actor>,
    /// Its events and meetings; `changed_at` does not matter.
    pub events: Vec<Event>,
}

words! {
    /// What a row is.
    Verdict {
        /// Something that is not stored yet.
        New = "new",
        /// Something that is stored and will be another.
        Changed = "changed",
        /// Something that is stored just so.
        Same = "same",
        /// Nothing to take in; a note says why.
        Skipped = "skipped",
        /// Something that cannot be taken in.
        Faulty = "faulty",
    }
}

/// What there is to say about a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SheetRow {
    /// Its number as the spreadsheet shows it.
    pub row: usize,
    /// What it is.
    pub verdict: Verdict,
    /// Its name or title, shortened.
    pub name: String,
    /// What is wrong; the field is the word of the header.
    pub faults: Vec<Fault>,
    /// What is worth a look: proposals, lost characters, why it was passed over. Keeps nothing from being stored.
    pub notes: Vec<Fault>,
}

/// What there is to say about a sheet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SheetReport {
    /// What its rows are.
    pub kind: SheetKind,
    /// How the file was encoded.
    pub encoding: Encoding,
    /// What stands between its cells.
    pub delimiter: char,
    /// The row of its header.
    pub header_row: usize,
    /// What stands above the header and was not read.
    pub above: Vec<(usize, String)>,
    /// Which column was read as which field.
    pub mapping: Mapping,
    /// What is wrong with the mapping itself; then no row was read.
    pub faults: Vec<Fault>,
    /// Its rows.
    pub rows: Vec<SheetRow>,
    /// How many of its events everybody can read once it is stored.
    pub public: usize,
    /// Everything in it, when nothing is wrong.
    #[serde(skip)]
    pub document: Option<Document>,
}

impl SheetReport {
    /// How many rows are such.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }

    /// How many rows there are of each sort.
    pub fn counts(&self) -> impl Iterator<Item = (Verdict, usize)> {
        Verdict::ALL.iter().map(|verdict| (*verdict, self.count(*verdict)))
    }
}

/// Holds a sheet against what an office has.
pub fn check_sheet(sheet: &Sheet, mapping: &Mapping, office: &Office) -> SheetReport {
    let faults = mapping.faults();
    let mut report = SheetReport {
        kind: mapping.kind,
        encoding: sheet.encoding,
        delimiter: sheet.delimiter,
        header_row: sheet.header_row,
        above: sheet.above.clone(),
        mapping: mapping.clone(),
        faults,
        rows: Vec::new(),
        public: 0,
        document: None,
    };
    if !report.faults.is_empty() {
        return report;
    }
    let columns = Columns::of(sheet, mapping);
    let mut document = Document::default();
    report.rows = match mapping.kind {
        SheetKind::Actors => sheet_actors::read_actors(sheet, &columns, office, &mut document),
        SheetKind::Events => sheet_events::read_events(sheet, &columns, office, &mut document),
    };
    report.rows.sort_by_key(|row| row.row);
    if report.count(Verdict::Faulty) == 0 {
        report.public = document.events.iter().filter(|listed| listed.event.is_public()).count();
        report.document = Some(document);
    }
    report
}

/// Words that stand in front of a total.
const TOTALS: &[&str] = &["summe", "gesamt", "gesamtsumme", "total", "insgesamt", "anzahl", "summen"];

/// The rows of a sheet that hold something, and for the others why they are passed over.
pub(super) struct Sifted<'a> {
    /// Rows to read.
    pub(super) rows: Vec<&'a SheetCells>,
    /// Rows that were passed over.
    pub(super) skipped: Vec<SheetRow>,
}

impl<'a> Sifted<'a> {
    /// Passes over empty rows, totals and rows that were there already; `name` is what every row must have.
    pub(super) fn of(sheet: &'a Sheet, columns: &Columns, name: Column) -> Self {
        let mut sifted = Self { rows: Vec::new(), skipped: Vec::new() };
        let mut seen: BTreeMap<&[String], usize> = BTreeMap::new();
        for row in &sheet.rows {
            let why = if row.is_empty() {
                Some(said!("sheet-empty", "is empty"))
            } else if is_total(row, columns, name) {
                Some(said!("sheet-total", "is a total"))
            } else {
                let before = seen.get(row.cells.as_slice()).copied();
                before.map(|before| said!("sheet-twice", "is there twice: the same as row {row}", row = before))
            };
            if let Some(why) = why {
                sifted.skipped.push(skipped(row, columns.cell(row, name), why));
            } else {
                seen.insert(&row.cells, row.row);
                sifted.rows.push(row);
            }
        }
        sifted
    }
}

fn skipped(row: &SheetCells, name: &str, why: Sentence) -> SheetRow {
    let notes = vec![Fault::new("", why)];
    SheetRow { row: row.row, verdict: Verdict::Skipped, name: short(name), faults: Vec::new(), notes }
}

/// True for a row without a number whose first word is one for totals, and which has little else.
fn is_total(row: &SheetCells, columns: &Columns, name: Column) -> bool {
    let filled: Vec<&String> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let says_so = filled.first().is_some_and(|first| TOTALS.contains(&fold(first).as_str()));
    let has_name = !columns.cell(row, name).is_empty() && !TOTALS.contains(&fold(columns.cell(row, name)).as_str());
    says_so
        && !has_name
        && columns.cell(row, Column::StartDate).is_empty()
        && columns.cell(row, Column::Email).is_empty()
}

/// The finished line of a row.
pub(super) fn finished(reader: RowReader<'_>, name: &str, verdict: Verdict) -> SheetRow {
    let verdict = if reader.faults.is_empty() { verdict } else { Verdict::Faulty };
    SheetRow { row: reader.row, verdict, name: short(name), faults: reader.faults, notes: reader.notes }
}

/// A name that fits in a line.
fn short(name: &str) -> String {
    let clean = text::clean_line(name);
    match clean.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", clean[..at].trim_end()),
        None => clean,
    }
}
