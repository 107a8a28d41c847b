//! Actors, their contacts, their groups and their objections.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use sqlx::types::Json;

use crate::domain::actor::Actor;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::actor::Objection;
use crate::store::Reading;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;
use crate::store::row::row;

const ACTORS: &str = "SELECT id, code, body FROM actors ORDER BY code";
const CONTACTS: &str = "SELECT id, actor_id, name, role, email, language, for_invitations, for_organising, email_ok, \
    bounced, postal_only, epoch FROM contacts WHERE NOT gone ORDER BY actor_id, position, id";
const FORMER: &str = "SELECT id, actor_id, name, role, email, language, for_invitations, for_organising, email_ok, \
    bounced, postal_only, epoch FROM contacts WHERE gone ORDER BY actor_id, id";
/// Organisations that were invited since then and have answered nothing since.
const SILENT: &str = "SELECT DISTINCT c.actor_id FROM notifications n JOIN contacts c ON c.id = n.contact_id \
    WHERE n.kind = 'invitation' AND n.state = 'sent' AND n.sent_at >= $1 AND NOT EXISTS (SELECT 1 FROM answers a \
    WHERE a.actor_id = c.actor_id AND a.given_at >= $1 AND a.state <> 'needs_action')";
const OBJECTIONS: &str = "SELECT contact_id, kind, group_id FROM objections ORDER BY contact_id, kind, group_id";
const PUT_ACTOR: &str = "INSERT INTO actors (code, slug, body) VALUES ($1, $2, $3) \
    ON CONFLICT (code) DO UPDATE SET slug = excluded.slug, body = excluded.body RETURNING id";
const PUT_CONTACT: &str = "INSERT INTO contacts (actor_id, name, role, email, language, for_invitations, \
    for_organising, email_ok, bounced, postal_only, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
    ON CONFLICT (actor_id, name) DO UPDATE SET role = excluded.role, email = excluded.email, \
    language = excluded.language, for_invitations = excluded.for_invitations, \
    for_organising = excluded.for_organising, \
    email_ok = excluded.email_ok AND (contacts.email_ok OR NOT contacts.gone), \
    bounced = excluded.bounced OR (contacts.gone AND contacts.bounced AND LOWER(contacts.email) = LOWER(excluded.email)), \
    postal_only = excluded.postal_only, position = excluded.position, gone = FALSE RETURNING id";
const DROP_CONTACT: &str = "UPDATE contacts SET gone = TRUE, epoch = epoch + 1 WHERE id = $1";
const LEAVE_GROUPS: &str = "DELETE FROM members WHERE actor_id = $1";
const JOIN_GROUP: &str = "INSERT INTO members (group_id, actor_id) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const DROP_OBJECTIONS: &str = "DELETE FROM objections WHERE contact_id = $1";
/// Who was taken away and comes back with an old list has not changed their mind.
const DROP_OBJECTIONS_TO_REPLACE: &str = "DELETE FROM objections WHERE contact_id IN \
    (SELECT id FROM contacts WHERE actor_id = $1 AND name = $2 AND NOT gone)";
const DROP_OBJECTION: &str = "DELETE FROM objections WHERE contact_id = $1 AND kind = $2 AND group_id = $3";
const OBJECT: &str = "INSERT INTO objections (contact_id, kind, group_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const SET_EMAIL_OK: &str = "UPDATE contacts SET email_ok = $2 WHERE id = $1";
const SET_BOUNCED: &str = "UPDATE contacts SET bounced = $2 WHERE id = $1";
const OF_ADDRESS: &str = "SELECT id FROM contacts WHERE id = $1 OR (email <> '' \
    AND LOWER(email) = (SELECT LOWER(email) FROM contacts WHERE id = $1)) ORDER BY id";
const RAISE_EPOCH: &str = "UPDATE contacts SET epoch = epoch + 1 WHERE id = $1";
const MARK_EVENTS_OF_CONTACT: &str = "UPDATE events SET plan_at = $2, revision = revision + 1 WHERE published \
    AND ($1 = 0 OR id IN (SELECT event_id FROM notifications WHERE contact_id = $1 AND state <> 'sent'))";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[
    ACTORS,
    CONTACTS,
    FORMER,
    SILENT,
    OBJECTIONS,
    PUT_ACTOR,
    PUT_CONTACT,
    DROP_CONTACT,
    DROP_OBJECTIONS_TO_REPLACE,
    LEAVE_GROUPS,
    JOIN_GROUP,
    DROP_OBJECTIONS,
    DROP_OBJECTION,
    OBJECT,
    SET_EMAIL_OK,
    SET_BOUNCED,
    OF_ADDRESS,
    RAISE_EPOCH,
    MARK_EVENTS_OF_CONTACT,
];

row! {
    #[allow(clippy::struct_excessive_bools, reason = "as the columns are")]
    struct ContactRow {
        id: i64,
        actor_id: i64,
        name: String,
        role: String,
        email: String,
        language: String,
        for_invitations: bool,
        for_organising: bool,
        email_ok: bool,
        bounced: bool,
        postal_only: bool,
        epoch: i64,
    }
}

impl ContactRow {
    fn contact(self, objections: Vec<Objection>) -> Contact {
        Contact {
            id: self.name,
            row: self.id,
            role: self.role,
            email: self.email,
            language: self.language,
            for_invitations: self.for_invitations,
            for_organising: self.for_organising,
            email_ok: self.email_ok,
            bounced: self.bounced,
            postal_only: self.postal_only,
            objections,
            epoch: self.epoch,
        }
    }
}

impl Reading {
    /// All actors with their contacts, by code.
    pub async fn list_actors(&mut self) -> Stored<Vec<ActorRow>> {
        let actors: Vec<(i64, String, Json<Actor>)> = on!(self, c => sqlx::query_as(ACTORS).fetch_all(c).await)?;
        let contacts: Vec<ContactRow> = on!(self, c => sqlx::query_as(CONTACTS).fetch_all(c).await)?;
        let objections: Vec<(i64, String, String)> = on!(self, c => sqlx::query_as(OBJECTIONS).fetch_all(c).await)?;
        let mut by_contact: BTreeMap<i64, Vec<Objection>> = BTreeMap::new();
        for (contact, kind, group) in objections {
            by_contact.entry(contact).or_default().push(Objection { kind, group });
        }
        let mut by_actor: BTreeMap<i64, Vec<Contact>> = BTreeMap::new();
        for row in contacts {
            let objections = by_contact.remove(&row.id).unwrap_or_default();
            by_actor.entry(row.actor_id).or_default().push(row.contact(objections));
        }
        let with_contacts = |(id, _, Json(actor)): (i64, String, Json<Actor>)| {
            let contacts = by_actor.remove(&id).unwrap_or_default();
            ActorRow { id, actor: Arc::new(Actor { contacts, ..actor }) }
        };
        Ok(actors.into_iter().map(with_contacts).collect())
    }
}

impl Reading {
    /// Contacts that were taken away, each with the row of its actor.
    pub async fn list_former_contacts(&mut self) -> Stored<Vec<(i64, Contact)>> {
        let rows: Vec<ContactRow> = on!(self, c => sqlx::query_as(FORMER).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|row| (row.actor_id, row.contact(Vec::new()))).collect())
    }

    /// The actors that were invited since then and have answered nothing since, by row.
    pub async fn list_silent_actors(&mut self, since: Timestamp) -> Stored<Vec<i64>> {
        Ok(on!(self, c => sqlx::query_scalar(SILENT).bind(since.as_second()).fetch_all(c).await)?)
    }

    /// The contacts that have the address of this one, itself included, by row.
    pub async fn list_contacts_of_address(&mut self, contact: i64) -> Stored<Vec<i64>> {
        Ok(on!(self, c => sqlx::query_scalar(OF_ADDRESS).bind(contact).fetch_all(c).await)?)
    }
}

impl Writing {
    /// Adds or replaces an actor with its contacts and groups; contacts that are not named stay as they are.
    pub async fn put_actor(&mut self, actor: &Actor) -> Stored<i64> {
        let body = Json(Actor { contacts: Vec::new(), ..actor.clone() });
        let id: i64 = on!(self.of_directory(), c => {
            sqlx::query_scalar(PUT_ACTOR).bind(&actor.id).bind(&actor.slug).bind(body).fetch_one(c).await
        })?;
        on!(self.of_directory(), c => sqlx::query(LEAVE_GROUPS).bind(id).execute(c).await.map(drop))?;
        for group in &actor.groups {
            on!(self.of_directory(), c => sqlx::query(JOIN_GROUP).bind(group).bind(id).execute(c).await.map(drop))?;
        }
        for (position, contact) in (0_i64..).zip(&actor.contacts) {
            self.put_contact(id, position, contact).await?;
        }
        Ok(id)
    }

    async fn put_contact(&mut self, actor_id: i64, position: i64, contact: &Contact) -> Stored<()> {
        on!(self.of_directory(), c => {
            sqlx::query(DROP_OBJECTIONS_TO_REPLACE).bind(actor_id).bind(&contact.id).execute(c).await.map(drop)
        })?;
        let row: i64 = on!(self.of_directory(), c => {
            let put = sqlx::query_scalar(PUT_CONTACT)
                .bind(actor_id)
                .bind(&contact.id)
                .bind(&contact.role)
                .bind(&contact.email)
                .bind(&contact.language)
                .bind(contact.for_invitations)
                .bind(contact.for_organising)
                .bind(contact.email_ok)
                .bind(contact.bounced)
                .bind(contact.postal_only)
                .bind(position);
            put.fetch_one(c).await
        })?;
        for objection in &contact.objections {
            self.put_objection(row, objection).await?;
        }
        Ok(())
    }

    /// Takes a contact away: it gets nothing any more and its links are worth nothing; what it got can still be read.
    pub async fn drop_contact(&mut self, contact: i64) -> Stored<()> {
        on!(self.of_directory(), c => sqlx::query(DROP_CONTACT).bind(contact).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Keeps a wish not to be mailed.
    pub async fn put_objection(&mut self, contact: i64, objection: &Objection) -> Stored<()> {
        let Objection { kind, group } = objection;
        on!(self.of_directory(), c => {
            sqlx::query(OBJECT).bind(contact).bind(kind).bind(group).execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Takes back a wish not to be mailed.
    pub async fn drop_objection(&mut self, contact: i64, objection: &Objection) -> Stored<()> {
        let Objection { kind, group } = objection;
        on!(self.of_directory(), c => {
            sqlx::query(DROP_OBJECTION).bind(contact).bind(kind).bind(group).execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Takes back all wishes about single kinds of mail.
    pub async fn drop_objections(&mut self, contact: i64) -> Stored<()> {
        on!(self.of_directory(), c => sqlx::query(DROP_OBJECTIONS).bind(contact).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Sets whether the contact wants any mail at all.
    pub async fn set_email_ok(&mut self, contact: i64, ok: bool) -> Stored<()> {
        on!(self.of_directory(), c => sqlx::query(SET_EMAIL_OK).bind(contact).bind(ok).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Sets whether the contact's address bounced for good.
    pub async fn set_bounced(&mut self, contact: i64, bounced: bool) -> Stored<()> {
        on!(self.of_directory(), c => sqlx::query(SET_BOUNCED).bind(contact).bind(bounced).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Makes all links of earlier mails to the contact worthless.
    pub async fn raise_epoch(&mut self, contact: i64) -> Stored<()> {
        on!(self.of_directory(), c => sqlx::query(RAISE_EPOCH).bind(contact).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Marks the published events that have open notifications to a contact (0: all published events) for planning.
    pub async fn mark_events_of_contact(&mut self, contact: i64, now: Timestamp) -> Stored<()> {
        let at = now.as_second();
        on!(self, c => sqlx::query(MARK_EVENTS_OF_CONTACT).bind(contact).bind(at).execute(c).await.map(drop))?;
        Ok(())
    }
}

impl From<serde_json::Error> for StoreFault {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}
