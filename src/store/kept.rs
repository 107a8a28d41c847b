//! What was read before, kept between looks as long as nobody wrote to it.
//!
//! Pages and plans ask for all organisations and for all events again and again, and both change a few times a day.
//!
//! Invariant: only what a committed snapshot held is kept. A transaction that writes reads for itself: it sees what it
//! wrote, and what it wrote may be taken back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use crate::domain::directory::Directory;
use crate::domain::event::Event;
use crate::store::Reading;
use crate::store::StoreFault;
use crate::store::Stored;

/// More changed events than this are read with all others in one go.
const ONE_BY_ONE: usize = 50;

/// What the looks of one process keep for each other.
#[derive(Default)]
pub(super) struct Kept {
    directory: Mutex<Option<(i64, Arc<Directory>)>>,
    /// With the revisions of all events that they were read at.
    events: Mutex<Option<(String, Events)>>,
}

/// All events, by slug.
pub type Events = Arc<Vec<ListedEvent>>;

/// One event among all.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedEvent {
    /// The row.
    pub id: i64,
    /// Raised by each write.
    pub revision: i64,
    /// The event.
    pub event: Arc<Event>,
}

impl Reading {
    /// Who and what many events share.
    pub async fn directory(&mut self) -> Stored<Arc<Directory>> {
        let Some(kept) = self.kept.clone() else { return Ok(Arc::new(self.read_directory().await?)) };
        let revision = self.directory_revision().await?;
        if let Some((_, directory)) = open(&kept.directory).as_ref().filter(|(of, _)| *of == revision) {
            return Ok(Arc::clone(directory));
        }
        let directory = Arc::new(self.read_directory().await?);
        *open(&kept.directory) = Some((revision, Arc::clone(&directory)));
        Ok(directory)
    }

    /// All events, by slug.
    pub async fn list_events(&mut self) -> Stored<Events> {
        let Some(kept) = self.kept.clone() else { return Ok(Arc::new(self.read_events().await?)) };
        let revisions = self.revisions_of_events().await?;
        let known = open(&kept.events).clone();
        let events = match known {
            Some((of, events)) if of == revisions => return Ok(events),
            Some((_, events)) => Arc::new(self.read_changed_events(&revisions, &events).await?),
            None => Arc::new(self.read_events().await?),
        };
        *open(&kept.events) = Some((revisions, Arc::clone(&events)));
        Ok(events)
    }

    /// As [`Reading::list_events`], without those that cannot be read: what is shown of the others does not wait for them.
    pub async fn list_readable_events(&mut self) -> Stored<Events> {
        match self.list_events().await {
            Err(fault) if fault.is_of_a_row() => {}
            events => return events,
        }
        let mut events = Vec::new();
        for pair in self.revisions_of_events().await?.split_whitespace() {
            let Some((id, _)) = read_pair(pair) else { continue };
            match self.find_event(id).await {
                Err(fault) if fault.is_of_a_row() => tracing::error!(event = id, "an event cannot be read"),
                row => events.extend(row?.map(ListedEvent::from)),
            }
        }
        events.sort_by(|a, b| a.event.slug.cmp(&b.event.slug));
        Ok(Arc::new(events))
    }

    async fn read_directory(&mut self) -> Stored<Directory> {
        let mut directory = Directory::of(self.list_actors().await?, self.list_former_contacts().await?);
        directory.groups = self.list_groups().await?.into_iter().map(|one| (one.id.clone(), one)).collect();
        directory.programmes = self.list_programmes().await?.into_iter().map(|one| (one.id.clone(), one)).collect();
        directory.venues = self.list_venues().await?.into_iter().map(|one| (one.id.clone(), one)).collect();
        directory.vocabulary = self.vocabulary().await?.with_usual_lists();
        Ok(directory)
    }

    /// All events: the known ones as they are where nothing about them changed.
    async fn read_changed_events(&mut self, revisions: &str, known: &Events) -> Stored<Vec<ListedEvent>> {
        let known: BTreeMap<i64, &ListedEvent> = known.iter().map(|event| (event.id, event)).collect();
        let (mut events, mut changed) = (Vec::new(), Vec::new());
        for pair in revisions.split_whitespace() {
            let (id, revision) = read_pair(pair).ok_or_else(|| StoreFault::Unreadable("events (revisions)".into()))?;
            match known.get(&id).filter(|event| event.revision == revision) {
                Some(event) => events.push(ListedEvent::clone(event)),
                None => changed.push(id),
            }
        }
        if changed.len() > ONE_BY_ONE {
            return self.read_events().await;
        }
        for id in changed {
            let row = self.find_event(id).await?;
            events.extend(row.map(ListedEvent::from));
        }
        events.sort_by(|a, b| a.event.slug.cmp(&b.event.slug));
        Ok(events)
    }
}

/// A row and its revision, from `ROW:REVISION`.
fn read_pair(pair: &str) -> Option<(i64, i64)> {
    let (id, revision) = pair.split_once(':')?;
    Some((id.parse().ok()?, revision.parse().ok()?))
}

/// Whoever was interrupted here left nothing half-done.
fn open<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
