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
    /// What is public, as iCalendar.
    Ics,
}

impl App {
    /// Everything that is stored, or for calendars what is public, in the format.
    pub async fn export(&self, format: ExportFormat) -> Result<String, Refusal> {
        match format {
            ExportFormat::Json => exchange::write(&self.export_document().await?).map_err(|_| Refusal::Unwritable),
            ExportFormat::Csv => exchange::write_csv(&self.export_document().await?).map_err(|_| Refusal::Unwritable),
            ExportFormat::Ics => self.public_calendar().await,
        }
    }
}
