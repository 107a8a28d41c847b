//! The example town, moved so that its programme begins in three to four weeks, with two meetings that are due now.

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::DateTime;

use crate::app::App;
use crate::app::Refusal;
use crate::domain::answer::AnswerState;
use crate::domain::event::Event;
use crate::domain::event::Review;
use crate::domain::event::Visibility;
use crate::domain::meeting::AgendaItem;
use crate::domain::meeting::ItemKind;
use crate::domain::meeting::Meeting;
use crate::domain::rule::default_meeting_plan;
use crate::domain::shift::Weeks;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::exchange;
use crate::exchange::Document;
use crate::exchange::Known;
use crate::exchange::Listed;
use crate::exchange::ListedAnswer;

/// The example town, as a file of the exchange format.
const TOWN: &str = include_str!("../../config/demo.json");

/// The group that the added meetings invite.
const GROUP: &str = "alle-akteure";

/// How many actors have said yes to the meeting that is reminded of.
const ANSWERS: usize = 12;

impl App {
    /// Enters the example town into an empty office; does nothing when there is anything in it.
    ///
    /// Everything counts as entered an hour ago, so that what is due now is sent and what was due before is not.
    pub async fn enter_demo(&self) -> Result<(), Refusal> {
        if !self.store.read().await?.list_events().await?.is_empty() {
            return Ok(());
        }
        let mut town = exchange::read(TOWN, &Known::default()).map_err(Refusal::Faults)?;
        let now = self.now();
        self.move_ahead(&mut town, now)?;
        let asks = self.meeting("jetzt-einladen", "Austauschtreffen: Angebote im Winter", 21, now);
        let reminds = self.meeting("jetzt-erinnern", "Vorbereitungskreis: letzte Absprachen", 1, now);
        let accepted = town.actors.iter().filter(|actor| actor.groups.iter().any(|group| group == GROUP));
        let answers = accepted.take(ANSWERS).map(|actor| ListedAnswer {
            date: None,
            actor: actor.id.clone(),
            state: AnswerState::Accepted,
            head_count: 1,
            needs: Vec::new(),
            comment: String::new(),
            topic: String::new(),
        });
        let answers = answers.collect();
        town.events.push(Listed { event: asks, answers: Vec::new(), attendance: Vec::new() });
        town.events.push(Listed { event: reminds, answers, attendance: Vec::new() });
        self.take_in(town).await?;
        let mut tx = self.store.write().await?;
        tx.enter_unplanned(now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now)).await?;
        Ok(tx.commit().await?)
    }

    /// Moves everything by the whole number of weeks that puts the programme's first day three to four weeks ahead.
    fn move_ahead(&self, town: &mut Document, now: Timestamp) -> Result<(), Refusal> {
        let today = self.config.office.zone.wall(now).date();
        let Some(first) = town.programmes.iter().map(|programme| programme.start).min() else { return Ok(()) };
        let weeks = Weeks::until(first, today.saturating_add(21.days()));
        town.programmes.iter_mut().for_each(|programme| weeks.shift_programme(programme));
        for listed in &mut town.events {
            weeks.shift_event(&mut listed.event).map_err(|_| Refusal::Unwritable)?;
            let counted = listed.attendance.iter_mut().map(|one| &mut one.date);
            for day in listed.answers.iter_mut().filter_map(|answer| answer.date.as_mut()).chain(counted) {
                *day = day.saturating_add(i64::from(weeks.0).weeks());
            }
        }
        Ok(())
    }

    /// A meeting some days ahead, whose mail for that distance was due five minutes ago.
    fn meeting(&self, slug: &str, title: &str, days: i64, now: Timestamp) -> Event {
        let zone = &self.config.office.zone;
        let start: DateTime = zone.wall(now).saturating_add(days.days()).saturating_sub(5.minutes());
        let start = start.with().second(0).build().unwrap_or(start);
        let when = When {
            start: Moment::Wall(start),
            end: Some(Moment::Wall(start.saturating_add(2.hours()))),
            zone: zone.clone(),
        };
        let item =
            |no, title: &str, kind, minutes| AgendaItem { no, title: title.into(), kind, minutes, lead: String::new() };
        let mut event = Event::new(slug, title, when);
        event.review = Review::Published;
        event.visibility = Visibility::Network;
        event.organiser = "integrationsbuero".into();
        event.place.venue = Some("rathaus".into());
        event.rules = default_meeting_plan(&[GROUP.to_owned()]);
        event.meeting = Some(Meeting {
            groups: vec![GROUP.to_owned()],
            agenda: vec![
                item(1, "Ankommen: Wer ist neu?", ItemKind::Info, 15),
                item(2, "Wer bietet was an, und was fehlt?", ItemKind::Discussion, 60),
                item(3, "Verabredungen", ItemKind::Decision, 30),
            ],
            ..Meeting::default()
        });
        event
    }
}
