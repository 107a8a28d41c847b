//! Actors, their contacts, and the groups they belong to.

use std::sync::Arc;

use serde::Deserialize;
use serde::Serialize;

/// An organisation or office.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Actor {
    /// The office's number for it, e.g. `a001`; stable over imports.
    pub id: String,
    /// The word for it in addresses and as `organiser`, e.g. `bruecke`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What sort of actor: `mso`, `city`, `welfare`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Telephone.
    pub phone: String,
    /// District of the city.
    pub district: String,
    /// The groups it belongs to, by slug.
    pub groups: Vec<String>,
    /// For the office only.
    pub note: String,
    /// The people or roles to write to; the first is the main one.
    pub contacts: Vec<Contact>,
}

impl Actor {
    /// The contacts that invitations go to: the marked ones, or the first when none is.
    pub fn invited_contacts(&self) -> impl Iterator<Item = &Contact> {
        let marked = self.contacts.iter().any(|c| c.for_invitations);
        self.contacts
            .iter()
            .enumerate()
            .filter(move |(i, c)| if marked { c.for_invitations } else { *i == 0 })
            .map(|(_, c)| c)
    }

    /// The same without what only the store knows, for comparing.
    #[must_use]
    pub fn without_rows(mut self) -> Self {
        for contact in &mut self.contacts {
            contact.row = 0;
            contact.epoch = 0;
        }
        self
    }

    /// Keeps what people said themselves, or mail servers about them, when an older list is taken in again: an objection
    /// stays, and so does a bounce as long as the address is the same. Contacts that the list does not name stay too.
    #[must_use]
    pub fn with_wishes_of(mut self, stored: &Self) -> Self {
        for contact in &mut self.contacts {
            let Some(old) = stored.contacts.iter().find(|old| old.id == contact.id) else { continue };
            contact.email_ok &= old.email_ok;
            contact.bounced |= old.bounced && old.folded_address() == contact.folded_address();
            let kept = old.objections.iter().filter(|wish| !contact.objections.contains(wish)).cloned();
            let kept: Vec<Objection> = kept.collect();
            contact.objections.extend(kept);
            contact.objections.sort_by(|a, b| (&a.kind, &a.group).cmp(&(&b.kind, &b.group)));
        }
        let named: Vec<String> = self.contacts.iter().map(|contact| contact.id.clone()).collect();
        self.contacts.extend(stored.contacts.iter().filter(|old| !named.contains(&old.id)).cloned());
        self
    }

    /// The contacts that organise: the marked ones, or the first when none is.
    pub fn organising_contacts(&self) -> impl Iterator<Item = &Contact> {
        let marked = self.contacts.iter().any(|c| c.for_organising);
        self.contacts
            .iter()
            .enumerate()
            .filter(move |(i, c)| if marked { c.for_organising } else { *i == 0 })
            .map(|(_, c)| c)
    }
}

/// A person's or role's mail address at an actor.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own that an office ticks")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    /// Unique within its actor, e.g. `main`; stable over imports.
    pub id: String,
    /// The row in the store; 0 before it has one. Not exported.
    #[serde(skip)]
    pub row: i64,
    /// A function ("Vorstand"), never a person.
    pub role: String,
    /// The mail address; empty when there is none.
    pub email: String,
    /// The language to write in, as BCP 47 tag.
    pub language: String,
    /// Marked to get invitations.
    pub for_invitations: bool,
    /// Marked to get the organiser's mails.
    pub for_organising: bool,
    /// False: objected to all mail.
    pub email_ok: bool,
    /// The address bounced for good.
    pub bounced: bool,
    /// Reads no mail; to be called or written to.
    pub postal_only: bool,
    /// Kinds (and groups) this contact does not want; see [`Objection`].
    pub objections: Vec<Objection>,
    /// Raised to make all links of earlier mails worthless. Not exported.
    #[serde(skip)]
    pub epoch: i64,
}

impl Default for Contact {
    fn default() -> Self {
        Self {
            id: "main".into(),
            row: 0,
            role: String::new(),
            email: String::new(),
            language: "de".into(),
            for_invitations: false,
            for_organising: false,
            email_ok: true,
            bounced: false,
            postal_only: false,
            objections: Vec::new(),
            epoch: 0,
        }
    }
}

impl Contact {
    /// The address folded for comparison: two contacts with one address get one mail.
    pub fn folded_address(&self) -> String {
        self.email.trim().to_lowercase()
    }

    /// Where the address is another than before: what came back from the former one says nothing about it.
    pub fn forget_bounce_of(&mut self, before: &Self) {
        self.bounced &= !before.bounced || before.folded_address() == self.folded_address();
    }
}

/// A kept wish: no mails of this kind about meetings of this group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// The kind of mail, in the words of [`crate::domain::notification::Kind`].
    pub kind: String,
    /// The group's slug; empty: whatever the group.
    #[serde(default)]
    pub group: String,
}

/// An actor with its row in the store; its contacts have theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorRow {
    /// The row.
    pub id: i64,
    /// The actor: shared, as a page may show a thousand.
    pub actor: Arc<Actor>,
}

/// A named set of actors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its slug.
    pub id: String,
    /// Its name in German.
    pub de: String,
    /// Its name in English, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Group {
    /// Its name for readers of a language (BCP 47): the German one where there is no other.
    pub fn name_in(&self, tag: &str) -> &str {
        let english = self.en.as_deref().filter(|name| tag.split('-').next() == Some("en") && !name.is_empty());
        english.unwrap_or(&self.de)
    }
}
