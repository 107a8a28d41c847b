//! `import` and `export`.

use std::path::Path;
use std::process::ExitCode;

use crate::app::App;
use crate::app::ExportFormat;
use crate::app::ImportReport;
use crate::app::PlacedFault;
use crate::cli::ENVIRONMENT;
use crate::cli::FAULTY;
use crate::cli::print;
use crate::cli::print_json;
use crate::cli::say;

/// The largest file that is read.
const MAX_FILE: u64 = 20 * 1024 * 1024;

/// Takes in a file; prints what it did, or everything that is wrong.
pub(super) async fn import(app: &App, file: &Path, dry: bool, json: bool) -> ExitCode {
    let text = match read(file) {
        Ok(text) => text,
        Err(what) => {
            if json {
                let fault = PlacedFault { r#where: String::new(), field: String::new(), what };
                print_json(&ImportReport { faults: vec![fault], ..ImportReport::default() });
            } else {
                eprintln!("{what}");
            }
            return ExitCode::from(FAULTY);
        }
    };
    let report = match app.import_json(&text, dry).await {
        Ok(report) => report,
        Err(refusal) => return say(ENVIRONMENT, &refusal),
    };
    if json {
        print_json(&report);
    } else {
        tell(&report, dry);
    }
    if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) }
}

fn read(file: &Path) -> Result<String, String> {
    let name = file.display();
    if let Ok(facts) = std::fs::metadata(file)
        && facts.len() > MAX_FILE
    {
        return Err(format!("{name} is larger than 20 MiB"));
    }
    let bytes = std::fs::read(file).map_err(|error| format!("{name} cannot be read: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("{name} is not UTF-8 (byte {at}); save it again as UTF-8")
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

fn tell(report: &ImportReport, dry: bool) {
    if !report.faults.is_empty() {
        for fault in &report.faults {
            eprintln!("{fault}");
        }
        eprintln!("Nothing was stored: {} to mend.", things(report.faults.len(), "fault"));
        return;
    }
    println!(
        "{}, {}, {}, {} in the file.",
        things(report.events, "event"),
        things(report.actors, "actor"),
        things(report.venues, "venue"),
        things(report.answers, "answer")
    );
    let would = if dry { "Would be stored" } else { "Stored" };
    println!("{would}: {} new, {} changed.", report.added, report.changed);
    if report.late > 0 {
        let mails = things(report.late, "mail");
        println!(
            "{mails} would have been due before this import and will not be sent; treffpunkt outbox list --state moot"
        );
    }
    if report.held > 0 {
        let mails = things(report.held, "mail");
        println!("{mails} due because of an import wait for you: treffpunkt outbox list --state held, release --all");
    }
}

fn things(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

/// Prints everything that is stored.
pub(super) async fn export(app: &App, format: ExportFormat) -> ExitCode {
    match app.export(format).await {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(refusal) => say(ENVIRONMENT, &refusal),
    }
}
