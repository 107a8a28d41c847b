//! Taking the last change of an event back, as long as nobody was told of it.
//!
//! Invariant: what is taken back is written like any other change, so that plans and feeds follow; whoever knows the
//! old time knows the right one again and gets no mail.

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_edit::event_for_edit;
use crate::app::event_edit::version_of_event;
use crate::app::facts::due_of_change;
use crate::app::known::Known;

/// Nothing can be taken back for longer.
pub(super) const LONGEST: SignedDuration = SignedDuration::from_hours(1);

impl App {
    /// Takes the last change of an event back; false when it is too late.
    ///
    /// `seen`: as of [`App::edit_event`]. Errors: [`Refusal::Changed`] when somebody changed it meanwhile.
    pub async fn undo_change(&self, who: &str, slug: &str, seen: &str) -> Result<bool, Refusal> {
        let Some(event) = self.find_event(slug).await? else { return Err(Refusal::Changed) };
        if version_of_event(&event) != seen {
            return Err(Refusal::Changed);
        }
        let mut tx = self.store.write().await?;
        let row = event_for_edit(&mut tx, &event).await?;
        let before = tx
            .find_undo(row.id)
            .await?
            .filter(|_| due_of_change(&row, &self.config.engine).is_some_and(|due| due > self.now()));
        let Some(before) = before else { return Ok(false) };
        tx.drop_undo(row.id).await?;
        self.store_edited(tx, who, Some(&row.event), before).await?;
        Ok(true)
    }

    /// Until when the last change of an event can be taken back.
    pub(super) async fn undo_until(&self, known: &Known) -> Result<Option<Timestamp>, Refusal> {
        let due = due_of_change(&known.facts.row, &self.config.engine).filter(|due| *due > self.now());
        let is_kept = self.store.read().await?.find_undo(known.facts.row.id).await?.is_some();
        Ok(due.filter(|_| is_kept))
    }
}
