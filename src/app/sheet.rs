//! Takes in a spreadsheet: all of it, or nothing when any row is faulty.

use serde::Serialize;

use crate::app::App;
use crate::app::ImportReport;
use crate::app::PlacedFault;
use crate::app::Refusal;
use crate::domain::actor::Actor;
use crate::domain::event::Event;
use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::programme::Programme;
use crate::exchange;
use crate::exchange::Mapping;
use crate::exchange::Office;
use crate::exchange::Sheet;
use crate::exchange::SheetKind;
use crate::exchange::SheetReport;
use crate::exchange::Verdict;
use crate::store::Reading;

/// What somebody decided about a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetChoice {
    /// Which column is which field; nothing: as proposed, and as decided before for the same words.
    pub mapping: Option<Mapping>,
    /// The programme that new events belong to, by its slug.
    pub programme: Option<String>,
}

/// What taking in a sheet did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SheetOutcome {
    /// What was stored, and the faults of all rows.
    #[serde(flatten)]
    pub import: ImportReport,
    /// What is worth a look in all rows: proposals, lost characters, why rows were passed over.
    pub notes: Vec<PlacedFault>,
    /// Groups that a first list of organisations brings.
    pub groups: usize,
    /// Row by row; nothing when the file is no sheet.
    pub sheet: Option<SheetReport>,
}

impl App {
    /// Reads a sheet and says which column is probably which field: by the words of its header, and by what was decided
    /// before.
    ///
    /// Errors: [`Refusal::Faults`] when it is no sheet.
    pub async fn propose_columns(&self, bytes: &[u8]) -> Result<(Sheet, Mapping), Refusal> {
        let sheet = exchange::read_sheet(bytes).map_err(|fault| Refusal::Faults(vec![fault]))?;
        let mut reading = self.store.read().await?;
        let mapping = remembered(&mut reading, sheet.propose()).await?;
        Ok((sheet, mapping))
    }

    /// Takes in a sheet: all of it, or nothing when any row is faulty.
    ///
    /// `dry`: says what would happen and stores nothing. Nobody is mailed because of an import. A mapping that somebody
    /// chose is remembered with what is stored. `who` stands in the audit.
    pub async fn import_sheet(
        &self,
        who: &str,
        bytes: &[u8],
        choice: &SheetChoice,
        dry: bool,
    ) -> Result<SheetOutcome, Refusal> {
        let sheet = match exchange::read_sheet(bytes) {
            Ok(sheet) => sheet,
            Err(fault) => return Ok(faulty(vec![PlacedFault::from(fault)])),
        };
        // Rows are laid over what is stored, so nobody may write between.
        let mut tx = self.store.write().await?;
        let mapping = match &choice.mapping {
            Some(mapping) => mapping.clone(),
            None => remembered(&mut tx, sheet.propose()).await?,
        };
        let office = match self.office_of_sheet(&mut tx, choice.programme.as_deref()).await? {
            Ok(office) => office,
            Err(fault) => return Ok(faulty(vec![PlacedFault::from(fault)])),
        };
        let mut report = exchange::check_sheet(&sheet, &mapping, &office);
        let Some(document) = report.document.take() else { return Ok(SheetOutcome::refused(report)) };
        let (notes, groups) = (place(&report, |row| &row.notes), document.groups.len());
        let (mut import, touched) = self.write_document(&mut tx, document).await?;
        self.look_ahead(&mut tx, &touched, &mut import).await?;
        if let Some(mapping) = &choice.mapping {
            let text = serde_json::to_string(mapping).map_err(|_| Refusal::Unwritable)?;
            tx.put_setting(setting_of(mapping.kind), &text).await?;
        }
        let is_other = import.added + import.changed > 0;
        // A first list brings groups or words too; whoever took it in counts the rows of the table.
        (import.added, import.changed) = (report.count(Verdict::New), report.count(Verdict::Changed));
        if !dry && (is_other || choice.mapping.is_some()) {
            let detail = format!("{} rows: {} new, {} changed", report.rows.len(), import.added, import.changed);
            tx.record_audit(self.now(), who, "import", &format!("sheet:{}", report.kind), &detail).await?;
            tx.commit().await?;
            self.ring();
        }
        Ok(SheetOutcome { import, notes, groups, sheet: Some(report) })
    }

    /// The programmes that new events of a sheet may belong to.
    pub async fn list_programmes(&self) -> Result<Vec<Programme>, Refusal> {
        Ok(self.store.read().await?.list_programmes().await?)
    }

    /// What a sheet is held against; a fault when there is no such programme.
    async fn office_of_sheet(
        &self,
        reading: &mut Reading,
        programme: Option<&str>,
    ) -> Result<Result<Office, Fault>, Refusal> {
        let directory = reading.directory().await?;
        let chosen = programme.map(|slug| directory.programmes.get(slug).ok_or(slug));
        let programme = match chosen.transpose() {
            Ok(programme) => programme.cloned(),
            Err(slug) => {
                let what = said!("sheet-no-programme", "is no programme; choose one that is stored").quoting(slug);
                return Ok(Err(Fault::new("programme", what)));
            }
        };
        Ok(Ok(Office {
            today: self.today(),
            zone: self.config.office.zone.clone(),
            programme,
            vocabulary: directory.vocabulary.clone(),
            groups: directory.groups.values().cloned().collect(),
            venues: directory.venues.values().cloned().collect(),
            actors: directory.actors.iter().map(|row| Actor::clone(&row.actor).without_rows()).collect(),
            events: reading.list_events().await?.iter().map(|row| Event::clone(&row.event)).collect(),
        }))
    }
}

impl SheetOutcome {
    /// Nothing was stored.
    fn refused(report: SheetReport) -> Self {
        let of_mapping = report.faults.iter().cloned().map(PlacedFault::from);
        let faults = of_mapping.chain(place(&report, |row| &row.faults)).collect();
        let rows = report.rows.len() - report.count(Verdict::Skipped);
        let (events, actors) = match report.kind {
            SheetKind::Events => (rows, 0),
            SheetKind::Actors => (0, rows),
        };
        let import = ImportReport { events, actors, faults, ..ImportReport::default() };
        Self { import, notes: place(&report, |row| &row.notes), groups: 0, sheet: Some(report) }
    }
}

fn faulty(faults: Vec<PlacedFault>) -> SheetOutcome {
    SheetOutcome { import: ImportReport { faults, ..ImportReport::default() }, ..SheetOutcome::default() }
}

/// Faults or notes of all rows, each with its row.
fn place(report: &SheetReport, of_row: impl Fn(&exchange::SheetRow) -> &Vec<Fault>) -> Vec<PlacedFault> {
    let placed = |row: &exchange::SheetRow| {
        let said = |fault: &Fault| PlacedFault {
            r#where: format!("row {}", row.row),
            field: fault.field.clone(),
            what: fault.what.clone(),
        };
        of_row(row).iter().map(said).collect::<Vec<_>>()
    };
    report.rows.iter().flat_map(placed).collect()
}

/// Where decisions about the columns of such sheets are kept.
fn setting_of(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Actors => "sheet_columns_actors",
        SheetKind::Events => "sheet_columns_events",
    }
}

/// A proposal with what was decided before.
async fn remembered(reading: &mut Reading, proposed: Mapping) -> Result<Mapping, Refusal> {
    let decided = reading.find_setting(setting_of(proposed.kind)).await?;
    let decided: Option<Mapping> = decided.and_then(|text| serde_json::from_str(&text).ok());
    Ok(match decided {
        Some(decided) => proposed.remembering(&decided),
        None => proposed,
    })
}
