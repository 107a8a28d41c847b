//! One row of a sheet by its fields, with everything that is wrong with it or worth a look.
//!
//! Invariant: faults and notes name the column by the word of the sheet's own header.

use std::collections::BTreeMap;

use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::domain::fault::said;
use crate::domain::text;
use crate::exchange::csv;
use crate::exchange::names::Found;
use crate::exchange::names::Names;
use crate::exchange::names::is_remnant;
use crate::exchange::names::lost_word;
use crate::exchange::sheet::Sheet;
use crate::exchange::sheet::SheetCells;
use crate::exchange::sheet_columns::Column;
use crate::exchange::sheet_columns::Mapping;
use crate::exchange::typed::Typed;

/// The most characters of a value that a note about a change quotes.
const CHANGE_MAX: usize = 80;

/// Where in a row each field stands.
pub(super) struct Columns {
    at: BTreeMap<Column, usize>,
    words: Vec<String>,
}

impl Columns {
    /// Of two columns for one field the first counts; [`Mapping::faults`] names them before it comes to that.
    pub(super) fn of(sheet: &Sheet, mapping: &Mapping) -> Self {
        let mut at = BTreeMap::new();
        for (i, column) in mapping.of_header(&sheet.header).into_iter().enumerate() {
            if let Some(column) = column {
                at.entry(column).or_insert(i);
            }
        }
        Self { at, words: sheet.header.clone() }
    }

    /// What the sheet calls a field.
    pub(super) fn word(&self, column: Column) -> &str {
        self.at.get(&column).map_or(column.word(), |at| &self.words[*at])
    }

    /// True when the sheet has the field.
    pub(super) fn hold(&self, column: Column) -> bool {
        self.at.contains_key(&column)
    }

    /// The cell of a field; empty when there is none.
    pub(super) fn cell<'a>(&self, row: &'a SheetCells, column: Column) -> &'a str {
        self.at.get(&column).and_then(|at| row.cells.get(*at)).map_or("", String::as_str)
    }
}

/// A row that is being read.
pub(super) struct RowReader<'a> {
    /// Its number.
    pub(super) row: usize,
    cells: &'a SheetCells,
    columns: &'a Columns,
    /// What is wrong.
    pub(super) faults: Vec<Fault>,
    /// What is worth a look.
    pub(super) notes: Vec<Fault>,
}

impl<'a> RowReader<'a> {
    /// Begins to read.
    pub(super) fn of(cells: &'a SheetCells, columns: &'a Columns) -> Self {
        let mut reader = Self { row: cells.row, cells, columns, faults: Vec::new(), notes: Vec::new() };
        if let Some(extra) = cells.cells.iter().skip(columns.words.len()).find(|cell| !cell.is_empty()) {
            let what = said!(
                "sheet-cells",
                "has more cells than the header (\u{201c}{extra}\u{201d}); a separator too many, or a quote",
                extra = extra
            );
            reader.faults.push(Fault::new("", what));
        }
        reader
    }

    /// True when the sheet has the field.
    pub(super) fn holds(&self, column: Column) -> bool {
        self.columns.hold(column)
    }

    /// What the sheet calls a field.
    pub(super) fn word(&self, column: Column) -> &'a str {
        self.columns.word(column)
    }

    /// A cell as it came; empty when there is none.
    pub(super) fn cell(&self, column: Column) -> &'a str {
        csv::without_guard(self.columns.cell(self.cells, column))
    }

    /// Keeps a fault of a field.
    pub(super) fn fault(&mut self, column: Column, what: impl Into<Sentence>) {
        self.faults.push(Fault::new(self.word(column), what));
    }

    /// Notes which fields a row changes: field by field what stood there and what will.
    pub(super) fn note_changes<const N: usize>(&mut self, before: [(Column, String); N], after: [(Column, String); N]) {
        for ((column, old), (_, new)) in before.into_iter().zip(after).filter(|(old, new)| old != new) {
            let [old, new] = [old, new].map(|text| match text::clean_line(&text) {
                text if text.is_empty() => "–".to_owned(),
                text => text.chars().take(CHANGE_MAX).collect(),
            });
            self.note(column, said!("sheet-was", "was “{old}”, becomes “{new}”", old = old, new = new));
        }
    }

    /// Keeps a note about a field.
    pub(super) fn note(&mut self, column: Column, what: impl Into<Sentence>) {
        self.notes.push(Fault::new(self.word(column), what));
    }

    /// Keeps what was said while reading a value; the value, if there is one.
    pub(super) fn take<T>(&mut self, column: Column, read: Result<Typed<T>, Fault>) -> Option<T> {
        match read {
            Ok(Typed { value, note }) => {
                if let Some(note) = note {
                    self.note(column, note.quoting(&text::clean_line(self.cell(column))));
                }
                Some(value)
            }
            Err(fault) => {
                self.fault(column, fault.what);
                None
            }
        }
    }

    /// One line in place of a stored one; the stored one when the sheet has no such column, or its cell is the stored
    /// text after a loss of characters.
    pub(super) fn line(&mut self, column: Column, stored: &str) -> String {
        let line = text::clean_line(self.cell(column));
        self.kept(column, line, stored, false)
    }

    /// As [`Self::line`], for names: no `?` in them is meant as one.
    pub(super) fn name(&mut self, column: Column, stored: &str) -> String {
        let line = text::clean_line(self.cell(column));
        self.kept(column, line, stored, true)
    }

    /// As [`Self::line`], with line breaks.
    pub(super) fn lines(&mut self, column: Column, stored: &str) -> String {
        let lines = text::clean_lines(self.cell(column)).trim().to_owned();
        self.kept(column, lines, stored, false)
    }

    fn kept(&mut self, column: Column, typed: String, stored: &str, is_name: bool) -> String {
        if !self.holds(column) {
            return stored.to_owned();
        }
        if is_remnant(&typed, stored) {
            let what = said!(
                "sheet-lost-kept",
                "lost characters when it was saved (\u{201c}{word}\u{201d}); the stored text stays",
                word = lost_word(&typed, is_name).unwrap_or("?")
            );
            self.note(column, what);
            return stored.to_owned();
        }
        self.look_for_losses(column, &typed, is_name);
        typed
    }

    /// Notes a word that has probably lost a character.
    pub(super) fn look_for_losses(&mut self, column: Column, typed: &str, is_name: bool) {
        if let Some(word) = lost_word(typed, is_name) {
            let what = said!(
                "sheet-lost",
                "\u{201c}{word}\u{201d} has probably lost a character when the sheet was saved; save it as CSV UTF-8",
                word = word
            );
            self.note(column, what);
        }
    }

    /// The one thing that a cell names; a fault when there is none, or more than one.
    pub(super) fn find<T: Clone + PartialEq>(&mut self, column: Column, names: &Names<T>, what: &str) -> Option<T> {
        let cell = text::clean_line(self.cell(column));
        let found = names.find(&cell);
        self.found(column, &cell, found, what)
    }

    /// Everything that a cell lists.
    pub(super) fn find_all<T: Clone + PartialEq>(&mut self, column: Column, names: &Names<T>, what: &str) -> Vec<T> {
        let mut things = Vec::new();
        for (name, found) in names.find_all(self.cell(column)) {
            if let Some(thing) = self.found(column, name, found, what)
                && !things.contains(&thing)
            {
                things.push(thing);
            }
        }
        things
    }

    /// Keeps what there is to say about a thing that was looked for by a name.
    pub(super) fn found<T>(&mut self, column: Column, name: &str, found: Found<T>, what: &str) -> Option<T> {
        match found {
            Found::One(thing) => return Some(thing),
            Found::Remnant(thing, truth) => {
                let what = said!(
                    "sheet-lost-taken",
                    "\u{201c}{name}\u{201d} lost characters when it was saved; taken as \u{201c}{truth}\u{201d}",
                    name = text::clean_line(name),
                    truth = truth
                );
                self.note(column, what);
                return Some(thing);
            }
            Found::Several => {
                let what = said!(
                    "sheet-several",
                    "there are several {what}s \u{201c}{name}\u{201d}; name one by its slug",
                    what = what,
                    tag = column,
                    name = text::clean_line(name)
                );
                self.fault(column, what);
            }
            Found::Nothing => {
                let what = said!(
                    "sheet-unknown",
                    "there is no {what} \u{201c}{name}\u{201d}; enter it first, or mend the name",
                    what = what,
                    tag = column,
                    name = text::clean_line(name)
                );
                self.fault(column, what);
            }
        }
        None
    }
}

/// What is said of an address that is none.
pub(super) fn no_address(typed: &str) -> Sentence {
    said!("sheet-bad-address", "is no mail address; write one, like name@example.org").quoting(&text::clean_line(typed))
}
