//! Organisations and their contacts, as the office sees and changes them.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::Timestamp;

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_edit::free_slug;
use crate::app::programme::NAMES_CHANGED;
use crate::app::version;
use crate::domain::actor::Actor;
use crate::domain::actor::Contact;
use crate::domain::directory::Directory;
use crate::domain::fault::Fault;
use crate::domain::text;
use crate::exchange;
use crate::store::Writing;

/// Whoever changes organisations or groups by hand waits for the others first: each is stored as a whole.
pub(super) const DIRECTORY: &str = "directory";

/// How far back an organisation is looked at that does not answer.
const SILENT_SINCE: SignedDuration = SignedDuration::from_hours(365 * 24);

impl App {
    /// All organisations with their contacts and groups, and the lists to choose from.
    pub async fn directory(&self) -> Result<Arc<Directory>, Refusal> {
        Ok(self.store.read().await?.directory().await?)
    }

    /// The organisations that were invited within a year and have answered nothing in it, by row.
    pub async fn list_silent_actors(&self) -> Result<BTreeSet<i64>, Refusal> {
        let since = self.now().saturating_sub(SILENT_SINCE).unwrap_or(Timestamp::MIN);
        Ok(self.store.read().await?.list_silent_actors(since).await?.into_iter().collect())
    }

    /// Enters an organisation under a free number; the slug it is found by.
    ///
    /// Errors: [`Refusal::Faults`] names the fields.
    pub async fn enter_actor(&self, who: &str, mut actor: Actor) -> Result<String, Refusal> {
        let mut faults = check(&mut actor);
        let mut tx = self.store.write().await?;
        tx.wait_turn(DIRECTORY).await?;
        let actors = tx.list_actors().await?;
        let name = actor.name.to_lowercase();
        if actors.iter().any(|row| row.actor.name.to_lowercase() == name) {
            faults.push(Fault::new("name", "fault-actor-there"));
        }
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        let taken = actors.iter().map(|row| row.actor.slug.clone()).collect();
        actor.slug = free_slug(&actor.name, "akteur", &taken);
        actor.id = exchange::free_actor_id(actors.iter().map(|row| row.actor.id.as_str()));
        self.store_actor(tx, who, "add", &actor).await?;
        Ok(actor.slug)
    }

    /// Changes an organisation and takes contacts away (`removed`, by row). Contacts without an id are new.
    ///
    /// `seen`: [`version_of`] what the person saw before they changed it.
    /// Errors: [`Refusal::Changed`] when somebody was faster; [`Refusal::Faults`] names the fields.
    pub async fn change_actor(&self, who: &str, mut actor: Actor, seen: &str, removed: &[i64]) -> Result<(), Refusal> {
        let (gone, stay) = actor.contacts.into_iter().partition(|contact| removed.contains(&contact.row));
        let gone: Vec<Contact> = gone;
        actor.contacts = stay;
        let mut faults = check(&mut actor);
        if actor.contacts.is_empty() {
            faults.push(Fault::new("", "fault-last-contact"));
        }
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        let mut tx = self.store.write().await?;
        tx.wait_turn(DIRECTORY).await?;
        let stored = tx.list_actors().await?.into_iter().find(|row| row.actor.id == actor.id);
        let Some(stored) = stored else { return Err(Refusal::Changed) };
        if version_of(&stored.actor) != seen {
            return Err(Refusal::Changed);
        }
        for contact in &mut actor.contacts {
            let before = stored.actor.contacts.iter().find(|one| one.row == contact.row);
            if let Some(before) = before {
                contact.forget_bounce_of(before);
            }
        }
        for contact in gone.iter().filter(|contact| stored.actor.contacts.iter().any(|one| one.row == contact.row)) {
            tx.drop_contact(contact.row).await?;
        }
        let former = tx.list_former_contacts().await?;
        let former = former.into_iter().filter(|(of, _)| *of == stored.id).map(|(_, contact)| contact.id);
        let known = stored.actor.contacts.iter().map(|contact| contact.id.clone());
        name_contacts(&mut actor, known.chain(former).collect());
        self.store_actor(tx, who, "change", &actor).await
    }

    async fn store_actor(&self, mut tx: Writing, who: &str, verb: &str, actor: &Actor) -> Result<(), Refusal> {
        let now = self.now();
        let groups: BTreeSet<String> = tx.list_groups().await?.into_iter().map(|group| group.id).collect();
        if !actor.groups.iter().all(|group| groups.contains(group)) {
            return Err(Refusal::Faults(vec![Fault::new("group", "fault-group-gone")]));
        }
        let row = tx.put_actor(actor).await?;
        tx.mark_all(now, false).await?;
        tx.put_setting(NAMES_CHANGED, &now.to_string()).await?;
        tx.record_audit(now, who, verb, &format!("actor:{row}"), "").await?;
        tx.raise_revision().await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }
}

/// Organisations as a table that Excel opens and that an import reads back.
pub fn write_actors_csv(actors: &[&Actor], groups: &BTreeMap<String, String>) -> Result<String, Refusal> {
    exchange::write_actors_csv(actors, groups).map_err(|_| Refusal::Unwritable)
}

/// Gives new contacts ids that nobody has or had there.
fn name_contacts(actor: &mut Actor, mut taken: BTreeSet<String>) {
    for contact in actor.contacts.iter_mut().filter(|contact| contact.id.is_empty()) {
        let mut ids = (2..).map(|number: u32| format!("c{number}"));
        contact.id = ids.find(|id| !taken.contains(id)).unwrap_or_default();
        taken.insert(contact.id.clone());
    }
}

/// What tells one state of an organisation from another.
pub fn version_of(actor: &Actor) -> String {
    version(&actor.clone().without_rows())
}

/// What the fields of a contact are called in a form, behind their names: the first has nothing there.
pub fn suffix_of(place: usize, contact: &Contact) -> String {
    match (place, contact.row) {
        (0, _) => String::new(),
        (_, 0) => "-new".to_owned(),
        (_, row) => format!("-{row}"),
    }
}

/// Cleans what was typed, and says what is wrong with it.
fn check(actor: &mut Actor) -> Vec<Fault> {
    let mut faults = Vec::new();
    check_line("name", &mut actor.name, &mut faults);
    check_line("type", &mut actor.kind, &mut faults);
    check_line("phone", &mut actor.phone, &mut faults);
    check_line("district", &mut actor.district, &mut faults);
    actor.note = text::clean_lines(&actor.note);
    if text::is_blank(&actor.name) {
        faults.push(Fault::new("name", "fault-missing"));
    }
    for (place, contact) in actor.contacts.iter_mut().enumerate() {
        let suffix = suffix_of(place, contact);
        check_line(&format!("role{suffix}"), &mut contact.role, &mut faults);
        contact.email = contact.email.trim().to_owned();
        let field = format!("email{suffix}");
        if contact.email.is_empty() && !contact.postal_only {
            faults.push(Fault::new(field, "fault-no-address"));
        } else if !contact.email.is_empty() && !text::is_address(&contact.email) {
            faults.push(Fault::new(field, "fault-bad-address"));
        }
        if !text::is_slug(&contact.language.to_lowercase()) {
            faults.push(Fault::new(format!("language{suffix}"), "fault-not-so"));
        }
    }
    faults
}

fn check_line(field: &str, line: &mut String, faults: &mut Vec<Fault>) {
    *line = text::clean_line(line);
    if line.chars().count() > text::TITLE_MAX {
        faults.push(Fault::new(field, "fault-long-line"));
    }
}
