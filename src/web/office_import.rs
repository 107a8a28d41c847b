//! `/office/import`: a spreadsheet is chosen, looked at, and taken in.
//!
//! Invariant: nothing is stored between the steps: the file travels with the form. Nothing is stored that the page did
//! not show: columns that were changed since are looked at again.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::app::ImportReport;
use crate::app::Refusal;
use crate::app::Sheet;
use crate::app::SheetChoice;
use crate::app::SheetColumn;
use crate::app::SheetKind;
use crate::app::SheetMapping;
use crate::app::SheetReport;
use crate::app::SheetRow;
use crate::app::SheetVerdict;
use crate::domain::fault::Fault;
use crate::domain::programme::Programme;
use crate::domain::text;
use crate::view::answers::FieldFault;
use crate::view::facts::Speaker;
use crate::view::office::Link;
use crate::view::sheet::ChooseSheetPage;
use crate::view::sheet::SheetColumnLine;
use crate::view::sheet::SheetDonePage;
use crate::view::sheet::SheetPage;
use crate::view::sheet::SheetRowLine;
use crate::view::shown::Choice;
use crate::web::Doors;
use crate::web::form::Posted;
use crate::web::office::Desk;
use crate::web::office::Filed;
use crate::web::trouble::Trouble;

/// The address of all steps.
const PATH: &str = "/office/import";
/// The most rows that are listed.
const ROWS_MAX: usize = 200;
/// The most cells of a column that are shown, and of each the most characters.
const SAMPLES: (usize, usize) = (2, 40);

/// A sheet on its way through the steps.
struct Travelling {
    bytes: Vec<u8>,
    name: String,
    /// The columns came with it.
    is_known: bool,
}

/// The first step: a file is chosen.
pub(super) async fn choose(State(doors): State<Doors>, desk: Desk) -> Response {
    give_choice(&doors, &desk, StatusCode::OK, Vec::new()).await
}

async fn give_choice(doors: &Doors, desk: &Desk, status: StatusCode, faults: Vec<FieldFault>) -> Response {
    let programmes = match doors.app.list_programmes().await {
        Ok(programmes) => programmes,
        Err(refusal) => return Trouble::Refused(refusal).page(doors, &desk.reader),
    };
    let page =
        ChooseSheetPage { action: desk.reader.link(PATH, ""), programmes: of_programmes(&programmes, None), faults };
    desk.give(doors, status, "office/import.html", page).await
}

fn of_programmes(programmes: &[Programme], chosen: Option<&str>) -> Vec<Choice> {
    let choice =
        |programme: &Programme| Choice::new(&programme.id, &programme.title, chosen == Some(programme.id.as_str()));
    programmes.iter().map(choice).collect()
}

/// The other steps: what a sheet would do is shown; and stored, when somebody says so who has seen it.
pub(super) async fn take(State(doors): State<Doors>, filed: Filed) -> Response {
    let Filed { desk, posted } = filed;
    let speaker = desk.speaker(&doors.app);
    let Some(sent) = travelling(&posted) else {
        let fault = FieldFault { field: "file".to_owned(), text: speaker.word("import-no-file") };
        return give_choice(&doors, &desk, StatusCode::UNPROCESSABLE_ENTITY, vec![fault]).await;
    };
    let (sheet, proposed) = match doors.app.propose_columns(&sent.bytes).await {
        Ok(found) => found,
        Err(refusal) => return refuse(&doors, &desk, refusal).await,
    };
    let programme = Some(posted.field("programme")).filter(|slug| !slug.is_empty() && sheet.kind == SheetKind::Events);
    let mapping = if sent.is_known { mapping_of(&posted, &sheet) } else { proposed.clone() };
    let seen = in_short(&mapping, programme);
    let wants = posted.field("step") == "store";
    let stores = wants && posted.field("seen") == seen;
    let mapping = Some(mapping).filter(|mapping| *mapping != proposed);
    let choice = SheetChoice { mapping, programme: programme.map(str::to_owned) };
    let outcome = match doors.app.import_sheet(&desk.who(), &sent.bytes, &choice, !stores).await {
        Ok(outcome) => outcome,
        Err(refusal) => return refuse(&doors, &desk, refusal).await,
    };
    let Some(report) = outcome.sheet else {
        let faults = outcome.import.faults.into_iter().map(|fault| Fault::new(fault.field, fault.what)).collect();
        return refuse(&doors, &desk, Refusal::Faults(faults)).await;
    };
    if stores && outcome.import.faults.is_empty() {
        let page = done(&desk, speaker, report.kind, (&outcome.import, outcome.groups));
        return desk.give(&doors, StatusCode::OK, "office/import_done.html", page).await;
    }
    let programmes = match doors.app.list_programmes().await {
        Ok(programmes) if sheet.kind == SheetKind::Events => of_programmes(&programmes, programme),
        Ok(_) => Vec::new(),
        Err(refusal) => return refuse(&doors, &desk, refusal).await,
    };
    let is_other = wants && !stores;
    let page = SheetPage { seen, is_other, programmes, ..look(&desk, speaker, (&sent, &sheet), &report) };
    desk.give(&doors, StatusCode::OK, "office/import_check.html", page).await
}

/// What is no sheet is said beside the file.
async fn refuse(doors: &Doors, desk: &Desk, refusal: Refusal) -> Response {
    let Refusal::Faults(faults) = refusal else { return Trouble::Refused(refusal).page(doors, &desk.reader) };
    let speaker = desk.speaker(&doors.app);
    let said = |fault: &Fault| FieldFault {
        field: if fault.field.is_empty() { "file".to_owned() } else { fault.field.clone() },
        text: speaker.sentence(&fault.what),
    };
    let faults = faults.iter().map(said).collect();
    give_choice(doors, desk, StatusCode::UNPROCESSABLE_ENTITY, faults).await
}

/// The file that was chosen, or the one that came with the form.
fn travelling(posted: &Posted) -> Option<Travelling> {
    if let Some(file) = posted.file("file") {
        return Some(Travelling { bytes: file.bytes.clone(), name: text::clean_line(&file.name), is_known: false });
    }
    let bytes = URL_SAFE_NO_PAD.decode(posted.field("sheet")).ok().filter(|bytes| !bytes.is_empty())?;
    Some(Travelling { bytes, name: text::clean_line(posted.field("name")), is_known: true })
}

/// The columns as somebody chose them.
fn mapping_of(posted: &Posted, sheet: &Sheet) -> SheetMapping {
    let chosen = |at: usize| {
        let column: Option<SheetColumn> = posted.field(&field_of(at)).parse().ok();
        column.filter(|column| sheet.kind.columns().any(|known| known == *column))
    };
    let words = sheet.header.iter().enumerate().filter(|(_, word)| !word.is_empty());
    SheetMapping { kind: sheet.kind, columns: words.map(|(at, word)| (word.clone(), chosen(at))).collect() }
}

fn field_of(at: usize) -> String {
    format!("column-{at}")
}

/// What was decided, as one word to compare.
fn in_short(mapping: &SheetMapping, programme: Option<&str>) -> String {
    let columns = mapping.columns.values().map(|column| column.map_or("-", SheetColumn::word));
    columns.chain([programme.unwrap_or("-")]).collect::<Vec<_>>().join(" ")
}

/// Everything that there is to see about a sheet.
fn look(desk: &Desk, speaker: Speaker<'_>, (sent, sheet): (&Travelling, &Sheet), report: &SheetReport) -> SheetPage {
    let faulty = report.count(SheetVerdict::Faulty);
    let is_faulty = faulty > 0 || !report.faults.is_empty();
    let taken = report.count(SheetVerdict::New) + report.count(SheetVerdict::Changed);
    let mut rows: Vec<&SheetRow> = report.rows.iter().collect();
    rows.sort_by_key(|row| (row.verdict != SheetVerdict::Faulty, row.notes.is_empty(), row.row));
    SheetPage {
        action: desk.reader.link(PATH, ""),
        seen: String::new(),
        is_other: false,
        file: URL_SAFE_NO_PAD.encode(&sent.bytes),
        name: sent.name.clone(),
        facts: facts(speaker, sent, sheet, report),
        above: sheet.above.iter().map(|(row, text)| above(speaker, *row, text)).collect(),
        columns: columns(speaker, sheet, report),
        is_open: !report.faults.is_empty() || report.mapping.columns.values().any(Option::is_none),
        programmes: Vec::new(),
        faults: report.faults.iter().map(|fault| of_columns(speaker, sheet, report, fault)).collect(),
        counts: report.counts().map(|(verdict, count)| (verdict.word(), count)).collect(),
        faulty: counted(speaker, "import-faulty", faulty),
        take: if is_faulty { String::new() } else { counted(speaker, "import-take", taken) },
        is_known: report.count(SheetVerdict::Same) > 0,
        more: counted(speaker, "import-more", rows.len().saturating_sub(ROWS_MAX)),
        rows: rows.into_iter().take(ROWS_MAX).map(|row| line(speaker, report, row)).collect(),
    }
}

fn facts(speaker: Speaker<'_>, sent: &Travelling, sheet: &Sheet, report: &SheetReport) -> Vec<(&'static str, String)> {
    let delimiter = match sheet.delimiter {
        ';' => "import-delimiter-semicolon",
        ',' => "import-delimiter-comma",
        _ => "import-delimiter-tab",
    };
    vec![
        ("import-name", sent.name.clone()),
        ("import-kind", speaker.word(&format!("import-kind-{}", sheet.kind))),
        ("import-encoding", speaker.with("import-encoding-as", "encoding", &sheet.encoding.to_string())),
        ("import-delimiter", speaker.word(delimiter)),
        ("import-header", speaker.with("import-header-row", "row", &sheet.header_row.to_string())),
        ("import-public", counted(speaker, "import-public-count", report.public)),
    ]
}

fn above(speaker: Speaker<'_>, row: usize, text: &str) -> String {
    let args = [("row", row.to_string().into()), ("text", short(text, 120).into())];
    speaker.words.say(speaker.language, "import-above-row", &args)
}

fn columns(speaker: Speaker<'_>, sheet: &Sheet, report: &SheetReport) -> Vec<SheetColumnLine> {
    let words = sheet.header.iter().enumerate().filter(|(_, word)| !word.is_empty());
    let line = |(at, word): (usize, &String)| {
        let held = report.mapping.columns.get(word).copied().flatten();
        let choice =
            |column: SheetColumn| Choice::new(column.word(), column_name(speaker, column), held == Some(column));
        let cells = sheet.rows.iter().filter_map(|row| row.cells.get(at)).filter(|cell| !cell.is_empty());
        SheetColumnLine {
            name: field_of(at),
            header: word.clone(),
            samples: cells.take(SAMPLES.0).map(|cell| short(cell, SAMPLES.1)).collect(),
            fields: sheet.kind.columns().map(choice).collect(),
            is_wrong: held.is_some_and(|held| report.faults.iter().any(|fault| fault.field == held.word())),
        }
    };
    words.map(line).collect()
}

/// A fault of the columns, with the first one that it is about.
fn of_columns(speaker: Speaker<'_>, sheet: &Sheet, report: &SheetReport, fault: &Fault) -> FieldFault {
    let holds = |word: &String| {
        let held = report.mapping.columns.get(word).copied().flatten();
        held.is_some_and(|held| held.word() == fault.field)
    };
    let at = sheet.header.iter().position(holds);
    let field = at.map_or_else(|| "columns".to_owned(), field_of);
    let (column, text) = said(speaker, report, fault);
    FieldFault { field, text: format!("{column}: {text}") }
}

fn column_name(speaker: Speaker<'_>, column: SheetColumn) -> String {
    speaker.word(&format!("column-{}", column.word().replace('_', "-")))
}

fn line(speaker: Speaker<'_>, report: &SheetReport, row: &SheetRow) -> SheetRowLine {
    let all = |faults: &[Fault]| faults.iter().map(|fault| said(speaker, report, fault)).collect();
    SheetRowLine {
        row: row.row,
        name: if row.name.is_empty() { "–".to_owned() } else { row.name.clone() },
        verdict: row.verdict.word(),
        state: match row.verdict {
            SheetVerdict::New => "approved",
            SheetVerdict::Changed => "moved",
            SheetVerdict::Same => "over",
            SheetVerdict::Skipped => "skipped",
            SheetVerdict::Faulty => "failed",
        },
        faults: all(&row.faults),
        notes: all(&row.notes),
    }
}

/// The column in the sheet's own word, or in ours where the sheet has none; and what there is to say.
fn said(speaker: Speaker<'_>, report: &SheetReport, fault: &Fault) -> (String, String) {
    let is_of_sheet = report.mapping.columns.contains_key(&fault.field);
    let ours: Option<SheetColumn> = fault.field.parse().ok().filter(|_| !is_of_sheet);
    (ours.map_or_else(|| fault.field.clone(), |column| column_name(speaker, column)), speaker.sentence(&fault.what))
}

/// The beginning of a cell, on one line.
fn short(cell: &str, most: usize) -> String {
    let line = text::clean_line(cell);
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

/// So many of what a message is about; nothing for none.
fn counted(speaker: Speaker<'_>, id: &str, count: usize) -> String {
    match count {
        0 => String::new(),
        count => speaker.words.say(speaker.language, id, &[("count", count.into())]),
    }
}

/// The last step: what was stored, and which mails wait because of it.
fn done(desk: &Desk, speaker: Speaker<'_>, kind: SheetKind, (import, groups): (&ImportReport, usize)) -> SheetDonePage {
    let numbers = [("added", import.added.into()), ("changed", import.changed.into())];
    let (path, message) = match kind {
        SheetKind::Actors => ("/office/actors", "import-to-actors"),
        SheetKind::Events => ("/office/events", "import-to-events"),
    };
    SheetDonePage {
        done: speaker.words.say(speaker.language, "import-done", &numbers),
        groups: counted(speaker, "import-done-groups", groups),
        held: counted(speaker, "import-held", import.held),
        late: counted(speaker, "import-late", import.late),
        outbox: desk.reader.link("/office/outbox", "state=held"),
        next: Link { href: desk.reader.link(path, ""), label: speaker.word(message), current: false },
    }
}
