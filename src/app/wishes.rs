//! Wishes: what a contact wants to get, and what no longer.
//!
//! Invariant: a wish is about the contact of its link alone, and twice is as once.
//! Invariant: who wants less gets it at once; mails that are planned already are asked about again.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::app::App;
use crate::app::Purpose;
use crate::app::Refusal;
use crate::domain::actor::Actor;
use crate::domain::actor::Contact;
use crate::domain::actor::Group;
use crate::domain::actor::Objection;
use crate::domain::notification::Kind;

/// A contact and what it wants to get.
#[derive(Debug, Clone)]
pub struct WishSheet {
    /// The actor.
    pub actor: Actor,
    /// The person, with the objections so far.
    pub contact: Contact,
    /// All groups by slug.
    pub groups: BTreeMap<String, Group>,
    /// Goes with the form and comes back with it.
    pub form_token: String,
}

/// What somebody wants, or no longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// No mails of one kind, for one group or (empty) for all.
    Without(Objection),
    /// These again.
    Again(Objection),
    /// Of the kinds that can be chosen, exactly these.
    Only(BTreeSet<Kind>),
    /// No mail at all.
    Nothing,
    /// Everything again.
    Everything,
}

impl WishSheet {
    /// The kinds of mail that this contact can choose.
    pub fn kinds(&self) -> Vec<Kind> {
        let organises = self.actor.organising_contacts().any(|contact| contact.row == self.contact.row);
        let for_organisers = |kind: Kind| matches!(kind, Kind::EntryCheck | Kind::AfterEvent | Kind::OrganiserDigest);
        let offered = |kind: &Kind| kind.may_be_unsubscribed() && (organises || !for_organisers(*kind));
        Kind::ALL.iter().copied().filter(offered).collect()
    }

    /// True when a kind is not wanted for a group, or (empty) not at all.
    pub fn is_without(&self, kind: Kind, group: &str) -> bool {
        let objects = |one: &Objection| one.kind == kind.word() && one.group == group;
        self.contact.objections.iter().any(objects)
    }
}

impl App {
    /// What the page behind a wishes link shows; none for links that say nothing (any more).
    pub async fn find_wish_sheet(&self, token: &str) -> Result<Option<WishSheet>, Refusal> {
        let Some(token) = self.keys.verify(Purpose::Wishes, token) else { return Ok(None) };
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let found = token.ids.first().and_then(|id| directory.find_contact(*id));
        let found = found.filter(|(_, contact)| contact.epoch == token.epoch);
        Ok(found.map(|(row, contact)| WishSheet {
            actor: Actor::clone(&row.actor),
            contact: contact.clone(),
            groups: directory.named_or_joined_groups(),
            form_token: self.form_token(contact),
        }))
    }

    /// Writes a wish given by a link; none for links that say nothing (any more). Twice is as once.
    pub async fn wish(&self, token: &str, wish: &Wish) -> Result<Option<WishSheet>, Refusal> {
        let Some(sheet) = self.find_wish_sheet(token).await? else { return Ok(None) };
        self.write_wish(&sheet, wish).await?;
        self.find_wish_sheet(token).await
    }

    /// The token of the wishes link of a contact.
    pub fn wishes_token(&self, contact: &Contact) -> String {
        self.keys.sign(Purpose::Wishes, &[contact.row], contact.epoch)
    }

    async fn write_wish(&self, sheet: &WishSheet, wish: &Wish) -> Result<(), Refusal> {
        let (now, contact) = (self.now(), sheet.contact.row);
        let mut tx = self.store.write().await?;
        match wish {
            Wish::Without(objection) => tx.put_objection(contact, objection).await?,
            Wish::Again(objection) => tx.drop_objection(contact, objection).await?,
            Wish::Only(kept) => {
                for kind in sheet.kinds() {
                    let objection = Objection { kind: kind.word().to_owned(), group: String::new() };
                    if kept.contains(&kind) {
                        tx.drop_objection(contact, &objection).await?;
                    } else {
                        tx.put_objection(contact, &objection).await?;
                    }
                }
            }
            // Who has one address for two clubs and wants nothing more at it wants nothing from either.
            Wish::Nothing => {
                for row in tx.list_contacts_of_address(contact).await? {
                    tx.set_email_ok(row, false).await?;
                }
            }
            Wish::Everything => {
                tx.drop_objections(contact).await?;
                for row in tx.list_contacts_of_address(contact).await? {
                    tx.set_email_ok(row, true).await?;
                }
            }
        }
        tx.mark_all(now, false).await?;
        let who = format!("contact:{contact}");
        tx.record_audit(now, &who, "wish", &who, wish.word()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }
}

impl Wish {
    fn word(&self) -> &str {
        match self {
            Self::Without(objection) => &objection.kind,
            Self::Again(_) => "again",
            Self::Only(_) => "only",
            Self::Nothing => "nothing",
            Self::Everything => "everything",
        }
    }
}
