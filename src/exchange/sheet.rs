//! A spreadsheet as an office keeps it: lines above the header, headers in its own words, rows of cells.
//!
//! Invariant: bytes in, cells out; nothing is understood here but which row is the header. Rows are counted as the
//! spreadsheet shows them, so that people find them again: a cell with line breaks is one row, an empty line is one too.

use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::text;
use crate::exchange::sheet_columns::Mapping;
use crate::exchange::sheet_columns::SheetKind;
use crate::exchange::sheet_columns::recognise;
use crate::exchange::sheet_text::Encoding;
use crate::exchange::sheet_text::decode;

/// The largest file that is read, in bytes.
pub const SHEET_MAX_BYTES: usize = 5 * 1024 * 1024;
/// The most rows that are read.
pub const SHEET_MAX_ROWS: usize = 20_000;
/// The most columns; spreadsheets that were formatted as a whole save hundreds of empty ones.
const MAX_COLUMNS: usize = 500;
/// How far down the header is looked for.
const HEADER_WITHIN: usize = 30;

/// A spreadsheet that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What its rows are.
    pub kind: SheetKind,
    /// How the file was encoded.
    pub encoding: Encoding,
    /// What stands between its cells.
    pub delimiter: char,
    /// What stands above the header, each with its row: not read.
    pub above: Vec<(usize, String)>,
    /// The row of the header.
    pub header_row: usize,
    /// The words of the header; equal ones are numbered, empty ones stay empty.
    pub header: Vec<String>,
    /// What stands below.
    pub rows: Vec<SheetCells>,
}

/// One row of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCells {
    /// Its number as the spreadsheet shows it.
    pub row: usize,
    /// Its cells, in the order of the header; trimmed.
    pub cells: Vec<String>,
}

impl SheetCells {
    /// True when no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// Reads a spreadsheet's text file: finds out its encoding, what stands between its cells, and which row is the header.
///
/// Errors: one fault for what is no such file, is too large, or has no header that we know.
pub fn read_sheet(bytes: &[u8]) -> Result<Sheet, Fault> {
    if bytes.len() > SHEET_MAX_BYTES {
        return Err(Fault::new(
            "",
            said!("sheet-large", "the file is larger than 5 MiB; take in a part of it at a time"),
        ));
    }
    let (encoding, text) = decode(bytes)?;
    let (delimiter, found) = find_header(&text)?;
    let mut rows = list_rows(&text, delimiter, SHEET_MAX_ROWS + HEADER_WITHIN + 1)?;
    let below = rows.split_off(rows.iter().position(|row| row.row == found.row).map_or(0, |at| at + 1));
    let header = rows.pop().map(|row| unique_words(row.cells)).unwrap_or_default();
    if below.len() > SHEET_MAX_ROWS {
        return Err(Fault::new(
            "",
            said!("sheet-long", "the sheet has more than 20 000 rows; take in a part of it at a time"),
        ));
    }
    let said = |row: SheetCells| (row.row, row.cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>());
    let above = rows.into_iter().map(said).filter(|(_, cells)| !cells.is_empty());
    Ok(Sheet {
        kind: found.kind,
        encoding,
        delimiter: char::from(delimiter),
        above: above.map(|(row, cells)| (row, cells.join(" "))).collect(),
        header_row: found.row,
        header,
        rows: below,
    })
}

impl Sheet {
    /// Which column of the sheet is which of ours, as far as its header tells.
    pub fn propose(&self) -> Mapping {
        Mapping::propose(self.kind, &self.header)
    }
}

/// The header: its row, what the sheet is, how many of its words we know.
struct Header {
    row: usize,
    kind: SheetKind,
    known: usize,
}

/// Tries each delimiter and takes the one with which most words of a header are known.
fn find_header(text: &str) -> Result<(u8, Header), Fault> {
    let mut best: Option<(u8, Header)> = None;
    for delimiter in [b';', b',', b'\t'] {
        for row in list_rows(text, delimiter, HEADER_WITHIN)? {
            let Some((kind, known)) = recognise(&row.cells) else { continue };
            if best.as_ref().is_none_or(|(_, header)| known > header.known) {
                best = Some((delimiter, Header { row: row.row, kind, known }));
            }
        }
    }
    best.ok_or_else(|| {
        let what = said!(
            "sheet-no-header",
            "no row of the first 30 names its columns; write a header such as Nr;Organisation;E-Mail;Gruppen \
             for organisations, or Titel;Datum;Beginn;Ende;Ort;Veranstalter for events"
        );
        Fault::new("", what)
    })
}

/// The first rows of a table, at most `most`.
fn list_rows(text: &str, delimiter: u8, most: usize) -> Result<Vec<SheetCells>, Fault> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut record, mut row) = (Vec::new(), csv::StringRecord::new(), 0);
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let more = reader.read_record(&mut record).map_err(|error| {
            let what = said!(
                "sheet-broken-row",
                "row {row} cannot be read as a row of cells: {why}",
                row = (row + 1),
                why = error
            );
            Fault::new("", what)
        })?;
        if !more || rows.len() >= most {
            return Ok(rows);
        }
        // The reader passes over empty lines, the spreadsheet counts them.
        row += 1 + empty_lines(text, from);
        let mut cells: Vec<String> = record.iter().take(MAX_COLUMNS).map(|cell| cell.trim().to_owned()).collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        rows.push(SheetCells { row, cells });
    }
}

/// How many empty lines begin at a byte.
fn empty_lines(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    // The reader stops between the two characters of a line's end.
    let rest =
        if text[..from.min(text.len())].ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let ends = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    rest[..ends].replace("\r\n", "\n").len()
}

/// The words of a header on one line each; equal ones are numbered, because columns are remembered by them.
fn unique_words(cells: Vec<String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for cell in cells {
        let word = text::clean_line(&cell);
        let mut unique = word.clone();
        let mut number = 2;
        while !word.is_empty() && words.contains(&unique) {
            unique = format!("{word} ({number})");
            number += 1;
        }
        words.push(unique);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_found_by_its_words() {
        let sheet = read_sheet(b"Liste 2027;;;\r\n\r\nNr;Organisation;E-Mail\r\n1;A;a@example.org\r\n").unwrap();
        assert_eq!((sheet.kind, sheet.header_row, sheet.delimiter), (SheetKind::Actors, 3, ';'));
        assert_eq!(sheet.above, [(1, "Liste 2027".to_owned())]);
        assert_eq!((sheet.rows.len(), sheet.rows[0].row), (1, 4));
    }

    #[test]
    fn commas_and_tabs_stand_between_cells_too() {
        for delimiter in [",", "\t"] {
            let text = ["Titel", "Datum", "Beginn", "Ort"].join(delimiter) + "\n" + &["A", "1.1.27"].join(delimiter);
            let sheet = read_sheet(text.as_bytes()).unwrap();
            assert_eq!((sheet.kind, sheet.rows[0].cells.len()), (SheetKind::Events, 2), "{delimiter}");
        }
    }

    #[test]
    fn rows_are_counted_as_the_spreadsheet_shows_them() {
        let text = "Titel;Datum;Beginn\r\n\"a\r\n\r\nb\";1.1.27;18:00\r\n\r\n\r\nc;2.1.27;18:00\r\n;;\r\nd;3.1.27;";
        let sheet = read_sheet(text.as_bytes()).unwrap();
        let rows: Vec<_> = sheet.rows.iter().map(|row| row.row).collect();
        assert_eq!(rows, [2, 5, 6, 7]);
        assert!(sheet.rows[2].is_empty());
    }

    #[test]
    fn equal_words_of_a_header_are_told_apart() {
        let sheet = read_sheet("Nr;Organisation;E-Mail;Telefon;Telefon".as_bytes()).unwrap();
        assert_eq!(sheet.header[3..], ["Telefon".to_owned(), "Telefon (2)".to_owned()]);
    }

    #[test]
    fn what_is_no_sheet_is_refused() {
        assert!(read_sheet(b"").unwrap_err().what.contains("header"));
        assert!(read_sheet(b"Wer;Wie;Was\n1;2;3").unwrap_err().what.contains("header"));
        assert!(read_sheet(&vec![b'a'; SHEET_MAX_BYTES + 1]).unwrap_err().what.contains("5 MiB"));
        let long = "Nr;Organisation;E-Mail\n".to_owned() + &"1;a;b\n".repeat(SHEET_MAX_ROWS + 1);
        assert!(read_sheet(long.as_bytes()).unwrap_err().what.contains("20 000"));
    }
}
