//! An organiser's week: own dates with numbers, what is missing, mails that failed.

use jiff::ToSpan;
use jiff::civil::Weekday;

use crate::app::App;
use crate::app::Refusal;
use crate::app::facts::EventFacts;
use crate::app::head_count::Turnout;
use crate::app::known::Known;
use crate::domain::directory::Directory;
use crate::domain::event::Event;
use crate::domain::meeting::Minutes;
use crate::domain::notification::Notification;
use crate::domain::notification::State;
use crate::domain::occurrence::Occurrence;
use crate::mail::letter::Digest;
use crate::mail::letter::DigestDate;
use crate::mail::letter::FailedMail;
use crate::mail::letter::Missing;
use crate::mail::letter::MissingPart;

impl App {
    /// The week in which a digest is due; none when there is nothing to say.
    pub(super) async fn digest(&self, known: &Known, row: &Notification) -> Result<Option<Digest>, Refusal> {
        let Some((actor, _)) = known.directory.find_contact(row.contact_id) else { return Ok(None) };
        let today = self.config.office.zone.wall(row.send_at).date();
        let first = today.saturating_sub(i64::from(today.weekday().since(Weekday::Monday)).days());
        let last = first.saturating_add(6.days());
        let mut digest = Digest { first, last, dates: Vec::new(), missing: Vec::new(), failed: Vec::new() };
        let mut reading = self.store.read().await?;
        for row in reading.list_readable_events().await?.iter() {
            let is_own = row.event.organiser == actor.actor.slug && row.event.is_published();
            if !is_own {
                continue;
            }
            if let Some(facts) = EventFacts::read(&mut reading, row.id).await? {
                self.add_event(&mut digest, &facts, &known.directory);
            }
        }
        digest.dates.sort_by_key(|date| date.when.starts_at());
        let is_empty = digest.dates.is_empty() && digest.missing.is_empty() && digest.failed.is_empty();
        Ok((!is_empty).then_some(digest))
    }

    fn add_event(&self, digest: &mut Digest, facts: &EventFacts, directory: &Directory) {
        let event = &facts.row.event;
        // Only what is public has a page.
        let link =
            if event.is_public() { format!("{}/e/{}", self.config.http.base_url, event.slug) } else { String::new() };
        for date in &facts.occurrences {
            let (day, when) = (date.dated.when.start.date(), date.dated.when.clone());
            if (digest.first..=digest.last).contains(&day) {
                digest.dates.push(DigestDate {
                    title: event.title.clone(),
                    when: when.clone(),
                    is_cancelled: date.dated.cancelled,
                    numbers: Turnout::of(facts, directory, date).numbers_if_asked(),
                    link: link.clone(),
                });
            }
            if let Some(what) = missing(event, date, digest) {
                digest.missing.push(Missing { title: event.title.clone(), when, what, link: link.clone() });
            }
        }
        // Each is told once: in the week after it was given up.
        let last_week = self.config.office.zone.instant(digest.first.saturating_sub(7.days()).at(0, 0, 0, 0));
        let is_new = |row: &&Notification| row.state == State::Dead && row.try_at >= last_week;
        for row in facts.notifications.iter().filter(is_new) {
            let name = directory.find_contact(row.contact_id).map(|(actor, _)| actor.actor.name.clone());
            let recipient = name.unwrap_or_default();
            digest.failed.push(FailedMail { title: event.title.clone(), kind: row.kind, recipient });
        }
    }
}

/// What a date lacks: minutes in the two weeks after it, the place in the two weeks before it.
fn missing(event: &Event, date: &Occurrence, digest: &Digest) -> Option<MissingPart> {
    let day = date.dated.when.start.date();
    let has_place = event.place.venue.is_some() || !event.place.text.is_empty() || event.place.online.is_some();
    let minutes = event.meeting.as_ref().map(|meeting| meeting.minutes_of(date.dated.original.date()));
    let was = day < digest.first && day >= digest.first.saturating_sub(14.days());
    let will_be = day >= digest.first && day <= digest.last.saturating_add(7.days());
    match minutes {
        _ if date.dated.cancelled => None,
        Some(minutes) if was && minutes.is_none_or(|minutes| minutes.status != Minutes::APPROVED) => {
            Some(MissingPart::Minutes)
        }
        _ if will_be && !has_place => Some(MissingPart::Place),
        _ => None,
    }
}
