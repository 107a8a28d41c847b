//! What is put into the pages on which the office takes in a spreadsheet.

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::office::Link;
use crate::view::shown::Choice;

/// The step on which a file is chosen.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChooseSheetPage {
    /// Where the form goes.
    pub action: String,
    /// The programmes that new events may belong to.
    pub programmes: Vec<Choice>,
    /// Why the last file was not taken.
    pub faults: Vec<FieldFault>,
}

/// The step on which somebody sees what a sheet would do.
#[derive(Debug, Clone, Serialize)]
pub struct SheetPage {
    /// Where the form goes.
    pub action: String,
    /// What this page shows, in short: nothing else is stored from it.
    pub seen: String,
    /// True: somebody wanted to store what this page did not show.
    pub is_other: bool,
    /// The file, as it came, for the next step.
    pub file: String,
    /// What it is called.
    pub name: String,
    /// What was recognised: message and value.
    pub facts: Vec<(&'static str, String)>,
    /// What stands above the header and was not read.
    pub above: Vec<String>,
    /// The columns with a header.
    pub columns: Vec<SheetColumnLine>,
    /// True: one of them is not taken, or wrong; somebody should look.
    pub is_open: bool,
    /// The programmes that new events may belong to; none for a list of organisations.
    pub programmes: Vec<Choice>,
    /// What is wrong with the sheet as a whole or with its columns.
    pub faults: Vec<FieldFault>,
    /// How many rows are what: verdict and number.
    pub counts: Vec<(&'static str, usize)>,
    /// "3 Zeilen sind fehlerhaft."; empty for none.
    pub faulty: String,
    /// "80 Zeilen übernehmen"; empty when there is nothing to take in, or too much is wrong.
    pub take: String,
    /// True when some row stands so already.
    pub is_known: bool,
    /// The rows, what is to do first.
    pub rows: Vec<SheetRowLine>,
    /// "12 weitere Zeilen sind hier nicht gezeigt."; empty for none.
    pub more: String,
}

/// A column of a sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetColumnLine {
    /// The name of its select.
    pub name: String,
    /// The word of its header.
    pub header: String,
    /// Its first cells.
    pub samples: Vec<String>,
    /// The fields that it may hold.
    pub fields: Vec<Choice>,
    /// True: another column holds the same.
    pub is_wrong: bool,
}

/// A row of a sheet.
#[derive(Debug, Clone, Serialize)]
pub struct SheetRowLine {
    /// Its number, as the spreadsheet shows it.
    pub row: usize,
    /// Its name or title.
    pub name: String,
    /// What it is.
    pub verdict: &'static str,
    /// The same as a class.
    pub state: &'static str,
    /// What is wrong: column and sentence.
    pub faults: Vec<(String, String)>,
    /// What is worth a look.
    pub notes: Vec<(String, String)>,
}

/// The step on which everything is stored.
#[derive(Debug, Clone, Serialize)]
pub struct SheetDonePage {
    /// What was stored.
    pub done: String,
    /// The groups that came with it; empty for none.
    pub groups: String,
    /// Mails that wait for a person; empty for none.
    pub held: String,
    /// Mails that come too late; empty for none.
    pub late: String,
    /// Where the held mails are.
    pub outbox: String,
    /// Where what was stored is seen.
    pub next: Link,
}
