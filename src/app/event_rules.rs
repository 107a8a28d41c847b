//! The rules of one event by form: which mails go when, and what that would mean before it is stored.

use crate::app::App;
use crate::app::Refusal;
use crate::app::event_sheet::EventSheet;
use crate::app::known::Known;
use crate::domain::difference::Step;
use crate::domain::difference::difference;
use crate::domain::event::Event;
use crate::domain::fault::Fault;
use crate::domain::notification::Notification;
use crate::domain::notification::State;
use crate::domain::plan::Wanted;
use crate::domain::rule::Rule;
use crate::domain::work::Work;

/// The rules of an event.
#[derive(Debug, Clone)]
pub struct EventRules {
    /// The event, with its own rules.
    pub event: Event,
    /// Those that it has from its programme.
    pub of_programme: Vec<Rule>,
}

impl App {
    /// The rules of an event; none when there is no such one.
    pub async fn find_event_rules(&self, slug: &str) -> Result<Option<EventRules>, Refusal> {
        let Some(event) = self.find_event(slug).await? else { return Ok(None) };
        let programmes = self.store.read().await?.list_programmes().await?;
        let programme = programmes.into_iter().find(|one| Some(&one.id) == event.programme.as_ref());
        Ok(Some(EventRules { event, of_programme: programme.map(|one| one.rules).unwrap_or_default() }))
    }

    /// The sheet of an event as it would be with other rules; none when there is no such event. Stores nothing.
    ///
    /// Errors: [`Refusal::Faults`] for rules that could never send, each with its place (`reminder_plan[2].offset`).
    pub async fn show_with_rules(&self, slug: &str, rules: &[Rule]) -> Result<Option<EventSheet>, Refusal> {
        let Some(mut known) = self.known_unplanned(slug).await? else { return Ok(None) };
        known.facts.row.event.rules = rules.to_vec();
        faults_of(&known.facts.row.event)?;
        self.plan_far(&mut known, Known::plan_again);
        known.facts.notifications = as_planned(&known);
        self.sheet_of(&known).await.map(Some)
    }

    /// Gives an event other rules.
    ///
    /// `seen`: as of [`App::edit_event`]. Errors: as of [`App::show_with_rules`], and [`Refusal::Changed`].
    pub async fn change_event_rules(&self, who: &str, slug: &str, seen: &str, rules: Vec<Rule>) -> Result<(), Refusal> {
        let Some(stored) = self.unchanged(slug, seen).await? else { return Err(Refusal::Changed) };
        let event = Event { rules, ..stored.clone() };
        faults_of(&event)?;
        self.store_change(who, &stored, event).await.map(drop)
    }
}

fn faults_of(event: &Event) -> Result<(), Refusal> {
    let faults: Vec<Fault> = event.check(&mut Work::default());
    let of_rules: Vec<Fault> = faults.into_iter().filter(|fault| fault.field.starts_with("reminder_plan")).collect();
    if of_rules.is_empty() { Ok(()) } else { Err(Refusal::Faults(of_rules)) }
}

/// The rows of an event as they would stand after planning; new ones are those of the plan.
fn as_planned(known: &Known) -> Vec<Notification> {
    let mut rows = known.facts.notifications.clone();
    for step in difference(&known.plan, &known.facts.notifications) {
        let like = |row: &mut Notification, wanted: &Wanted| {
            *row = Notification { id: row.id, ..wanted.as_row(known.facts.row.id) };
        };
        let find = |rows: &mut Vec<Notification>, id: i64| rows.iter().position(|row| row.id == id);
        match step {
            Step::Insert(_) => {}
            Step::Move(id, wanted) | Step::Stand(id, wanted) | Step::Revive(id, wanted) => {
                if let Some(at) = find(&mut rows, id) {
                    like(&mut rows[at], &wanted);
                }
            }
            Step::Moot(id, reason) => {
                if let Some(at) = find(&mut rows, id) {
                    (rows[at].state, rows[at].reason, rows[at].hold) = (State::Moot, Some(reason), None);
                }
            }
        }
    }
    rows
}
