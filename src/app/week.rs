//! The office's week: what needs a person now, and what takes place.

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::App;
use crate::app::Refusal;
use crate::app::facts::EventFacts;
use crate::app::head_count::Turnout;
use crate::app::submissions::waits;
use crate::domain::account::Role;
use crate::domain::directory::Directory;
use crate::domain::notification::State;
use crate::domain::occurrence::Occurrence;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::mail::letter::Numbers;

/// How far ahead somebody should ring up those whom no mail reaches, in days.
const CALL_AHEAD: i64 = 14;

/// A date that takes place soon.
#[derive(Debug, Clone)]
pub struct SoonDate {
    /// The event's slug.
    pub event: String,
    /// Its title.
    pub title: String,
    /// The date's original start.
    pub original: Moment,
    /// When.
    pub when: When,
    /// True: it does not take place.
    pub cancelled: bool,
    /// Who comes; none where nobody was invited.
    pub numbers: Option<Numbers>,
    /// How many organisations no mail reaches.
    pub to_call: usize,
}

/// What the office sees first.
#[derive(Debug, Clone)]
pub struct Week {
    /// Its first and last day.
    pub days: (Date, Date),
    /// Events that organisations proposed.
    pub submitted: usize,
    /// For how many days the oldest of them waits.
    pub longest: i64,
    /// Mails that were given up within the last four weeks.
    pub failed: usize,
    /// Mails that wait for a person.
    pub held: usize,
    /// What takes place in the two weeks to come, by start.
    pub dates: Vec<SoonDate>,
    /// How many leads there are.
    pub leads: usize,
    /// True: nobody could be invited yet.
    pub is_empty: bool,
}

impl App {
    /// The week that begins today.
    pub async fn week(&self) -> Result<Week, Refusal> {
        let (now, zone) = (self.now(), &self.config.office.zone);
        let today = zone.wall(now).date();
        let until = zone.instant(today.saturating_add(CALL_AHEAD.days()).at(0, 0, 0, 0));
        let long_ago = now.saturating_sub(jiff::SignedDuration::from_hours(28 * 24)).unwrap_or(now);
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let soon = reading.list_events_between(now, until).await?;
        let mut dates = Vec::new();
        for event in soon {
            let Some(facts) = EventFacts::read(&mut reading, event).await? else { continue };
            dates.extend(soon_dates(&facts, &directory, (now, until)));
        }
        dates.sort_by_key(|date| date.when.starts_at());
        let ever = (long_ago, Timestamp::MAX);
        let count = |groups: Vec<crate::store::GroupRow>| {
            groups.iter().map(|group| usize::try_from(group.count).unwrap_or_default()).sum()
        };
        let failed = count(reading.list_groups_of_mails(State::Dead, ever, 1_000).await?);
        let held = reading.count_waiting().await?;
        let unpublished = reading.list_unpublished().await?;
        let waiting = || unpublished.iter().map(|row| &row.event).filter(|event| waits(event));
        let (submitted, since) = (waiting().count(), waiting().filter_map(|event| event.created_at).min());
        let longest = since.map_or(0, |since| now.duration_since(since).as_hours() / 24);
        let accounts = reading.list_accounts().await?;
        let leads = accounts.iter().filter(|account| account.role == Role::Lead).count();
        let days = (today, today.saturating_add(6.days()));
        Ok(Week { days, submitted, longest, failed, held, dates, leads, is_empty: directory.actors.is_empty() })
    }
}

fn soon_dates(facts: &EventFacts, directory: &Directory, span: (Timestamp, Timestamp)) -> Vec<SoonDate> {
    let event = &facts.row.event;
    let is_soon = |when: &When| when.ends_at() > span.0 && when.starts_at() < span.1;
    let was_asked = |id: i64| facts.notifications.iter().any(|row| row.occurrence_id.is_none_or(|date| date == id));
    let soon = facts.occurrences.iter().filter(|date| event.is_published() && is_soon(&date.dated.when));
    let soon_date = |date: &Occurrence| {
        let turnout = Turnout::of(facts, directory, date);
        SoonDate {
            event: event.slug.clone(),
            title: event.title.clone(),
            original: date.dated.original,
            when: date.dated.when.clone(),
            cancelled: date.dated.cancelled,
            numbers: (event.meeting.is_some() && was_asked(date.id)).then(|| turnout.numbers()),
            to_call: turnout.to_call().len(),
        }
    };
    soon.map(soon_date).collect()
}
