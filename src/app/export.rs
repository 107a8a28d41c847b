//! Export: everything that is stored, as a text.

use crate::app::App;
use crate::app::Refusal;
use crate::exchange;

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// The exchange format; holds every field.
    Json,
    /// A table of events for spreadsheets.
    Csv,
}

impl App {
    /// Everything that is stored, in the format.
    pub async fn export(&self, format: ExportFormat) -> Result<String, Refusal> {
        let document = self.export_document().await?;
        match format {
            ExportFormat::Json => exchange::write(&document).map_err(|_| Refusal::Unwritable),
            ExportFormat::Csv => exchange::write_csv(&document).map_err(|_| Refusal::Unwritable),
        }
    }
}
