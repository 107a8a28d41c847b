//! `import` and `export`.

use std::path::Path;
use std::process::ExitCode;

use crate::app::App;
use crate::app::ExportFormat;
use crate::app::ImportReport;
use crate::app::PlacedFault;
use crate::app::SheetChoice;
use crate::app::SheetOutcome;
use crate::cli::ENVIRONMENT;
use crate::cli::FAULTY;
use crate::cli::print;
use crate::cli::print_json;
use crate::cli::say;
use crate::domain::text::clean_line;

/// The largest file that is read.
const MAX_FILE: u64 = 20 * 1024 * 1024;

/// How a file is taken in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Only says what would happen.
    pub(super) dry: bool,
    /// Prints data.
    pub(super) json: bool,
}

/// Takes in a file, of the exchange format or a table (.csv); prints what it did, or everything that is wrong.
pub(super) async fn import(app: &App, file: &Path, choice: &SheetChoice, manner: Manner) -> ExitCode {
    let bytes = match read(file) {
        Ok(bytes) => bytes,
        Err(fault) => return refuse(fault, manner),
    };
    let is_table = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    if is_table {
        return import_table(app, &bytes, choice, manner).await;
    }
    let text = match text_of(file, bytes) {
        Ok(text) => text,
        Err(fault) => return refuse(fault, manner),
    };
    let report = match app.import_json(&text, manner.dry).await {
        Ok(report) => report,
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    };
    if manner.json {
        print_json(&report);
    } else {
        tell(&report, manner.dry);
    }
    code_of(&report)
}

async fn import_table(app: &App, bytes: &[u8], choice: &SheetChoice, manner: Manner) -> ExitCode {
    let outcome = match app.import_sheet("import", bytes, choice, manner.dry).await {
        Ok(outcome) => outcome,
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    };
    if manner.json {
        print_json(&outcome);
    } else {
        tell_table(&outcome, manner.dry);
    }
    code_of(&outcome.import)
}

/// A file that cannot even be read.
fn refuse(what: String, manner: Manner) -> ExitCode {
    if manner.json {
        let fault = PlacedFault { r#where: String::new(), field: String::new(), what: what.into() };
        print_json(&ImportReport { faults: vec![fault], ..ImportReport::default() });
    } else {
        eprintln!("{what}");
    }
    ExitCode::from(FAULTY)
}

fn code_of(report: &ImportReport) -> ExitCode {
    if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) }
}

fn read(file: &Path) -> Result<Vec<u8>, String> {
    let name = file.display();
    if let Ok(facts) = std::fs::metadata(file)
        && facts.len() > MAX_FILE
    {
        return Err(format!("{name} is larger than 20 MiB"));
    }
    std::fs::read(file).map_err(|error| format!("{name} cannot be read: {error}"))
}

fn text_of(file: &Path, bytes: Vec<u8>) -> Result<String, String> {
    let name = file.display();
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(format!("{name} is a spreadsheet; save it as CSV and import that"));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(32)]).to_ascii_uppercase();
    if head.trim_start_matches('\u{FEFF}').trim_start().starts_with("BEGIN:VCALENDAR") {
        return Err(format!(
            "{name} is a calendar; import takes .json and .csv, and treffpunkt dates shows what it means"
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("{name} is not UTF-8 (byte {at}); save it again as UTF-8")
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

fn tell_table(outcome: &SheetOutcome, dry: bool) {
    if let Some(sheet) = &outcome.sheet {
        println!(
            "A table of {}, {}, \u{201c}{}\u{201d} between cells, header in row {}.",
            sheet.kind,
            sheet.encoding,
            sheet.delimiter.escape_default(),
            sheet.header_row
        );
        for (row, text) in &sheet.above {
            println!("row {row}: not read: {}", clean_line(text));
        }
        for (word, _) in sheet.mapping.columns.iter().filter(|(_, column)| column.is_none()) {
            println!("column {}: not read", clean_line(word));
        }
    }
    for note in &outcome.notes {
        println!("{}", clean_line(&in_row(note)));
    }
    for fault in &outcome.import.faults {
        eprintln!("{}", clean_line(&in_row(fault)));
    }
    if let Some(sheet) = &outcome.sheet {
        let counts: Vec<String> = sheet.counts().map(|(verdict, count)| format!("{count} {verdict}")).collect();
        println!("{}: {}.", things(sheet.rows.len(), "row"), counts.join(", "));
    }
    if outcome.groups > 0 {
        println!("The list brings {}.", things(outcome.groups, "group"));
    }
    tell_stored(&outcome.import, dry);
}

/// `row 9, E-Mail: what is wrong`.
fn in_row(fault: &PlacedFault) -> String {
    let place: Vec<&str> =
        [&fault.r#where, &fault.field].into_iter().filter(|p| !p.is_empty()).map(String::as_str).collect();
    if place.is_empty() { fault.what.to_string() } else { format!("{}: {}", place.join(", "), fault.what) }
}

fn tell(report: &ImportReport, dry: bool) {
    if !report.faults.is_empty() {
        for fault in &report.faults {
            // A file comes from others: what it says must not speak to the terminal.
            eprintln!("{}", clean_line(&fault.to_string()));
        }
        return tell_stored(report, dry);
    }
    println!(
        "{}, {}, {}, {} in the file.",
        things(report.events, "event"),
        things(report.actors, "actor"),
        things(report.venues, "venue"),
        things(report.answers, "answer")
    );
    tell_stored(report, dry);
}

fn tell_stored(report: &ImportReport, dry: bool) {
    if !report.faults.is_empty() {
        eprintln!("Nothing was stored: {} to mend.", things(report.faults.len(), "fault"));
        return;
    }
    let would = if dry { "Would be stored" } else { "Stored" };
    println!("{would}: {} new, {} changed.", report.added, report.changed);
    if report.late > 0 {
        let mails = things(report.late, "mail");
        let hint = if dry { "" } else { "; treffpunkt plan shows them as late" };
        println!("{mails} would have been due before this import and will not be sent{hint}");
    }
    if report.held > 0 {
        let mails = things(report.held, "mail");
        println!("held because of an import: {mails}; treffpunkt plan shows them, outbox release --all lets them go");
    }
}

fn things(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Prints everything that an import takes.
pub(super) async fn export(app: &App, format: ExportFormat) -> ExitCode {
    match app.export(format).await {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(refusal) => say(ENVIRONMENT, &refusal),
    }
}
