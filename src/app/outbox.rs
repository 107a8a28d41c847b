//! The outbox, as a person sees it: what waits, what went, what did not, and the levers.

use jiff::Timestamp;
use serde::Serialize;

use crate::app::App;
use crate::app::Refusal;
use crate::domain::notification::Hold;
use crate::domain::notification::Kind;
use crate::domain::notification::Notification;
use crate::domain::notification::Reason;
use crate::domain::notification::State;
use crate::store::Writing;

/// One notification in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxLine {
    /// The row.
    pub id: i64,
    /// Where it stands.
    pub state: State,
    /// Why it is held or not sent, if it is.
    pub why: Option<String>,
    /// What it is about.
    pub kind: Kind,
    /// The event's slug.
    pub event: String,
    /// The date, by its original local start; none for mails that go once per event.
    pub occurrence: Option<String>,
    /// The actor.
    pub actor: String,
    /// The address that it went to or was given up for, else the contact's.
    pub recipient: String,
    /// What the rule says.
    pub due_at: Timestamp,
    /// When it may go.
    pub send_at: Timestamp,
    /// When it is tried next.
    pub try_at: Timestamp,
    /// The last useful moment.
    pub not_after: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// When a relay took it.
    pub sent_at: Option<Timestamp>,
    /// What the relay said last.
    pub fault: Option<String>,
    /// What makes it the same one for ever.
    pub key: String,
}

impl App {
    /// All notifications, by the time they may go.
    pub async fn list_outbox(&self) -> Result<Vec<OutboxLine>, Refusal> {
        let mut reading = self.store.read().await?;
        let rows = reading.list_outbox().await?;
        let (directory, events) = (reading.directory().await?, reading.list_events().await?);
        let mut dates = std::collections::BTreeMap::new();
        for row in events.iter() {
            for date in reading.list_occurrences(row.id, &row.event.when.zone).await? {
                dates.insert(date.id, date.dated.original.to_string());
            }
        }
        let line = |row: Notification| {
            let event = events.iter().find(|event| event.id == row.event_id);
            let person = directory.find_contact(row.contact_id);
            let why = row.reason.map(Reason::word).or(row.hold.map(Hold::word));
            OutboxLine {
                id: row.id,
                state: row.state,
                why: why.map(str::to_owned),
                kind: row.kind,
                event: event.map(|event| event.event.slug.clone()).unwrap_or_default(),
                occurrence: row.occurrence_id.and_then(|id| dates.get(&id).cloned()),
                actor: person.map(|(actor, _)| actor.actor.name.clone()).unwrap_or_default(),
                recipient: row
                    .went_to()
                    .or(person.map(|(_, contact)| contact.email.as_str()))
                    .unwrap_or_default()
                    .into(),
                due_at: row.due_at,
                send_at: row.send_at,
                try_at: row.try_at,
                not_after: row.not_after,
                attempts: row.attempts,
                sent_at: row.sent_at,
                fault: row.fault,
                key: row.key,
            }
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// How many notifications are neither sent nor given up.
    pub async fn count_open(&self) -> Result<i64, Refusal> {
        Ok(self.store.read().await?.count_open().await?)
    }

    /// Holds a planned mail; false when there is no such planned one.
    pub async fn hold(&self, id: i64) -> Result<bool, Refusal> {
        let mut tx = self.store.write().await?;
        let done = tx.hold(id).await?;
        tx.record_audit(self.now(), "office", "hold", &format!("notification:{id}"), "").await?;
        tx.commit().await?;
        Ok(done)
    }

    /// Lets a held mail go; false when there is no such held one.
    pub async fn release(&self, id: i64) -> Result<bool, Refusal> {
        let mut tx = self.store.write().await?;
        let done = tx.release(id).await?;
        tx.record_audit(self.now(), "office", "release", &format!("notification:{id}"), "").await?;
        tx.commit().await?;
        self.ring();
        Ok(done)
    }

    /// Nothing is sent until [`App::release_all`].
    pub async fn hold_all(&self, who: &str) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        tx.put_setting("hold_all", "1").await?;
        tx.record_audit(self.now(), who, "hold", "outbox", "all").await?;
        Ok(tx.commit().await?)
    }

    /// Ends [`App::hold_all`], and lets everything go that an import or a person held; how many those were.
    pub async fn release_all(&self, who: &str) -> Result<u64, Refusal> {
        // What a file has just brought may not have been planned yet, and is meant too.
        self.plan().await?;
        let mut tx = self.store.write().await?;
        tx.put_setting("hold_all", "0").await?;
        let released = tx.release_all().await?;
        tx.record_audit(self.now(), who, "release", "outbox", &format!("all, {released} held ones")).await?;
        tx.commit().await?;
        self.ring();
        Ok(released)
    }

    /// Tries a given-up mail again, under the same key; false when there is no such one.
    ///
    /// Whoever says so knows that the address is right: it no longer counts as bounced.
    pub async fn retry(&self, id: i64) -> Result<bool, Refusal> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        let Some(row) = tx.find_notification(id).await? else { return Ok(false) };
        let done = retry_row(&mut tx, &row, now).await?;
        tx.record_audit(self.now(), "office", "retry", &format!("notification:{id}"), "").await?;
        tx.commit().await?;
        self.ring();
        Ok(done)
    }

    /// When something is to be planned or sent next.
    pub async fn next_moment(&self) -> Result<Option<Timestamp>, Refusal> {
        Ok(self.store.read().await?.next_moment().await?)
    }
}

/// Lets a given-up mail be tried again, and its address no longer count as bounced; false when it was not given up.
pub(super) async fn retry_row(tx: &mut Writing, row: &Notification, now: Timestamp) -> Result<bool, Refusal> {
    let done = tx.retry(row.id, now).await?;
    if done {
        for contact in tx.list_contacts_of_address(row.contact_id).await? {
            tx.set_bounced(contact, false).await?;
            tx.mark_events_of_contact(contact, now).await?;
        }
    }
    Ok(done)
}
