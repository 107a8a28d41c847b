//! `treffpunkt dates`: the dates that a calendar file means.

use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::ErrorKind;
use std::io::Read;
use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::text::clean_line;
use crate::domain::when::Moment;
use crate::domain::when::Zone;
use crate::ical::dates::FoundDate;
use crate::ical::dates::dates;
use crate::ical::read::MAX_BYTES;
use crate::ical::read::read;

/// One line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    uid: &'a str,
    recurrence_id: Option<Moment>,
    start_local: Moment,
    time_zone: Option<&'a str>,
    start_utc: Option<Timestamp>,
    end_utc: Option<Timestamp>,
}

/// Prints the first `count` dates of a calendar file (`-`: of standard input), as a table or as one JSON object a line.
///
/// What cannot be read is said on standard error, one fault a line, and the exit code is 1; the dates of the events that
/// could be read are printed nevertheless.
pub fn run(file: &str, count: usize, json: bool) -> ExitCode {
    let text = match input(file) {
        Ok(text) => text,
        Err(fault) => {
            complain(&fault);
            return ExitCode::FAILURE;
        }
    };
    let calendar = read(&text);
    let mut clean = calendar.faults.is_empty();
    for fault in &calendar.faults {
        complain(&fault.to_string());
    }
    let found = dates(&calendar, count);
    clean &= found.faults.is_empty();
    for fault in &found.faults {
        complain(&fault.to_string());
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let printed = if json { lines(&mut out, &found.dates) } else { table(&mut out, &found.dates) };
    match printed.and_then(|()| out.flush()) {
        Ok(()) => {}
        // Who reads no further has seen enough.
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => {}
        Err(fault) => {
            complain(&format!("The dates cannot be printed: {fault}."));
            clean = false;
        }
    }
    if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One line on standard error; that it is closed is no reason to stop.
fn complain(what: &str) {
    let _ = writeln!(io::stderr(), "{}", clean_line(what));
}

/// The text of a file, or why there is none.
fn input(file: &str) -> Result<String, String> {
    let shown = if file == "-" { "Standard input".to_owned() } else { format!("The file {file}") };
    let limit = MAX_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let taken = if file == "-" {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    taken.map_err(|fault| format!("{shown} cannot be read: {fault}."))?;
    if bytes.len() > MAX_BYTES {
        return Err(format!("{shown} is larger than 5 MiB, the most that is read. Split it."));
    }
    // A line may be folded within a letter (RFC 5545 3.1).
    let bytes = if std::str::from_utf8(&bytes).is_ok() { bytes } else { unfolded(&bytes) };
    String::from_utf8(bytes).map_err(|fault| {
        let at = fault.utf8_error().valid_up_to();
        format!("{shown} is not UTF-8 (byte {at}). Save it as UTF-8, as iCalendar asks.")
    })
}

/// The lines put together again, those that are folded.
fn unfolded(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line {
            [b' ' | b'\t', rest @ ..] if !out.is_empty() => {
                let kept = out.strip_suffix(b"\r\n").or_else(|| out.strip_suffix(b"\n")).map_or(out.len(), <[u8]>::len);
                out.truncate(kept);
                out.extend_from_slice(rest);
            }
            line => out.extend_from_slice(line),
        }
    }
    out
}

/// One JSON object a line.
fn lines(out: &mut impl Write, found: &[FoundDate]) -> io::Result<()> {
    for date in found {
        let line = Line {
            uid: &date.uid,
            recurrence_id: date.recurrence_id,
            start_local: date.start,
            time_zone: date.zone.as_ref().map(Zone::name),
            start_utc: date.start_utc,
            end_utc: date.end_utc,
        };
        serde_json::to_writer(&mut *out, &line).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// A table for people, its columns aligned.
fn table(out: &mut impl Write, found: &[FoundDate]) -> io::Result<()> {
    let head = ["Day", "Date", "Time", "Zone", "Starts (UTC)", "Ends (UTC)", "Title"].map(str::to_owned);
    let rows: Vec<[String; 7]> = std::iter::once(head).chain(found.iter().map(row)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 7] = std::array::from_fn(width);
    for row in &rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

/// One row of the table.
fn row(date: &FoundDate) -> [String; 7] {
    let instant = |at: Option<Timestamp>| at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
    let (time, zone) = match (date.start, &date.zone) {
        (Moment::Day(_), _) => ("all day".to_owned(), String::new()),
        (Moment::Wall(wall), Some(zone)) => (wall.strftime("%H:%M").to_string(), zone.to_string()),
        (Moment::Wall(wall), None) => (wall.strftime("%H:%M").to_string(), "local time".to_owned()),
    };
    [
        date.start.date().strftime("%a").to_string(),
        date.start.date().to_string(),
        time,
        zone,
        instant(date.start_utc),
        instant(date.end_utc),
        clean_line(&date.summary),
    ]
}
