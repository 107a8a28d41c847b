//! Organisations and their contacts, as the office sees and changes them.

use std::collections::BTreeMap;

use crate::app::App;
use crate::app::Refusal;
use crate::app::facts::Directory;
use crate::app::programme::NAMES_CHANGED;
use crate::app::version;
use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::fault::Fault;
use crate::domain::text;

/// Everything that the list of organisations shows.
#[derive(Debug, Clone)]
pub struct ActorList {
    /// The organisations, by name.
    pub actors: Vec<ActorRow>,
    /// Names of groups by slug.
    pub groups: BTreeMap<String, String>,
    /// Names of languages by tag.
    pub languages: BTreeMap<String, String>,
}

impl App {
    /// All organisations with the lists to choose from.
    pub async fn list_actors(&self) -> Result<ActorList, Refusal> {
        let mut reading = self.store.read().await?;
        let directory = Directory::read(&mut reading).await?;
        let groups = directory.names_of_groups();
        let mut actors = directory.actors;
        actors.sort_by_key(|row| row.actor.name.to_lowercase());
        Ok(ActorList { actors, groups, languages: directory.vocabulary.languages })
    }

    /// Changes an organisation; contacts that `actor` does not name stay.
    ///
    /// `seen`: [`version_of`] what the person saw before they changed it.
    /// Errors: [`Refusal::Changed`] when somebody was faster; [`Refusal::Faults`] names the fields.
    pub async fn change_actor(&self, who: &str, mut actor: Actor, seen: &str) -> Result<(), Refusal> {
        let faults = check(&mut actor);
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        let now = self.now();
        let mut tx = self.store.write().await?;
        let stored = tx.list_actors().await?.into_iter().find(|row| row.actor.id == actor.id);
        let Some(stored) = stored else { return Err(Refusal::Changed) };
        if version_of(&stored.actor) != seen {
            return Err(Refusal::Changed);
        }
        let row = tx.put_actor(&actor).await?;
        tx.mark_all(now, false).await?;
        tx.put_setting(NAMES_CHANGED, &now.to_string()).await?;
        tx.record_audit(now, who, "change", &format!("actor:{row}"), "").await?;
        tx.raise_revision().await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }
}

/// What tells one state of an organisation from another.
pub fn version_of(actor: &Actor) -> String {
    version(&actor.clone().without_rows())
}

/// Cleans what was typed, and says what is wrong with it.
fn check(actor: &mut Actor) -> Vec<Fault> {
    let mut faults = Vec::new();
    for line in [&mut actor.name, &mut actor.kind, &mut actor.phone, &mut actor.district] {
        *line = text::clean_line(line);
    }
    actor.note = text::clean_lines(&actor.note);
    if actor.name.is_empty() {
        faults.push(Fault::new("name", "fault-missing"));
    }
    for contact in &mut actor.contacts {
        contact.email = contact.email.trim().to_owned();
        contact.role = text::clean_line(&contact.role);
        if contact.email.is_empty() && !contact.postal_only {
            faults.push(Fault::new("email", "fault-no-address"));
        } else if !contact.email.is_empty() && !text::is_address(&contact.email) {
            faults.push(Fault::new("email", "fault-bad-address"));
        }
    }
    faults
}
