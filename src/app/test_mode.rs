//! Test mode: while the office tries things out, every mail goes to the team instead of those whom it is for.

use crate::app::App;
use crate::app::Refusal;

impl App {
    /// Where all mail goes instead; empty when it goes to those whom it is for.
    pub async fn test_to(&self) -> Result<String, Refusal> {
        Ok(self.store.read().await?.find_setting("test_to").await?.unwrap_or_default())
    }
}
