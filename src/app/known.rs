//! What is known about one event: its facts, who is in the house, and what should stand by them.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex as StdMutex;
use std::sync::OnceLock;

use jiff::Timestamp;

use crate::app::App;
use crate::app::Office;
use crate::app::Refusal;
use crate::app::facts::EventFacts;
use crate::domain::directory::Directory;
use crate::domain::notification::Notification;
use crate::domain::occurrence::Occurrence;
use crate::domain::plan;
use crate::domain::plan::Plan;
use crate::domain::plan::Wanted;
use crate::domain::when::When;
use crate::mail::letter::About;
use crate::store::EventRow;
use crate::store::Reading;

/// What mails are about, by the row's date and the date that it speaks of.
type Abouts = BTreeMap<(Option<i64>, Option<i64>), Arc<About>>;

/// What a pass knows about an event, as long as nobody writes to it.
pub(super) struct Known {
    pub(super) office: Arc<Office>,
    pub(super) facts: EventFacts,
    pub(super) directory: Arc<Directory>,
    pub(super) plan: Plan,
    /// The places of the plan's mails by their keys, once somebody asks.
    places: OnceLock<HashMap<String, usize>>,
    pub(super) abouts: StdMutex<Abouts>,
}

impl Known {
    /// Everything about an event that decides which mails it makes up to a due time.
    pub(super) async fn read(app: &App, event: i64, horizon: Timestamp) -> Result<Option<Self>, Refusal> {
        let mut reading = app.store.read().await?;
        let Some(row) = reading.find_event(event).await? else { return Ok(None) };
        let mut known = Self::unplanned(app, &mut reading, row).await?;
        known.plan_again(app, horizon);
        Ok(Some(known))
    }

    /// Everything about the event of a row, with no mails planned yet.
    pub(super) async fn unplanned(app: &App, reading: &mut Reading, row: EventRow) -> Result<Self, Refusal> {
        let facts = Box::pin(EventFacts::of(reading, row)).await?;
        Self::of(app, reading, facts).await
    }

    /// What is known beside these facts, with no mails planned yet.
    pub(super) async fn of(app: &App, reading: &mut Reading, facts: EventFacts) -> Result<Self, Refusal> {
        let directory = reading.directory().await?;
        let (plan, places, abouts) = (Plan::default(), OnceLock::new(), StdMutex::default());
        Ok(Self { office: app.office().await, facts, directory, plan, places, abouts })
    }

    /// Plans the invitations to one date alone.
    pub(super) fn plan_invitations(&mut self, app: &App, date: i64, horizon: Timestamp) {
        let facts = self.facts.facts(&self.directory, &app.config.engine, horizon);
        self.plan = Plan { wanted: plan::invitations(&facts, date, app.now()), ..Plan::default() };
        self.places = OnceLock::new();
    }

    /// Plans anew, after a fact was replaced.
    pub(super) fn plan_again(&mut self, app: &App, horizon: Timestamp) {
        self.plan = plan::plan(&self.facts.facts(&self.directory, &app.config.engine, horizon), app.now());
        self.places = OnceLock::new();
    }

    /// The mail that should stand under a key.
    pub(super) fn wanted(&self, key: &str) -> Option<&Wanted> {
        let wanted = &self.plan.wanted;
        let index = || wanted.iter().enumerate().map(|(place, one)| (one.key.clone(), place)).collect();
        self.places.get_or_init(index).get(key).and_then(|place| wanted.get(*place))
    }

    /// The date that a row speaks of: for mails that go once per event the one that the planner counted from.
    pub(super) fn date(&self, row: &Notification) -> Option<&Occurrence> {
        let id = self.wanted(&row.key).map(|wanted| wanted.date_id).or(row.occurrence_id)?;
        self.facts.find_date(id)
    }

    /// The address of a row's contact, as the office typed it.
    pub(super) fn address_of(&self, row: &Notification) -> &str {
        self.directory.find_contact(row.contact_id).map_or("", |(_, contact)| contact.email.as_str())
    }

    /// The span that a row is about.
    pub(super) fn when(&self, row: &Notification) -> &When {
        self.date(row).map_or(&self.facts.row.event.when, |date| &date.dated.when)
    }
}
