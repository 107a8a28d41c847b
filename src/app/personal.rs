//! The personal feed: all dates that concern one contact's actor, with its answers.
//!
//! Invariant: it holds neither METHOD nor ATTENDEE: a subscribed calendar is read, not answered (RFC 5546 is for mails).
//! Invariant: what the actor was never told about, did not answer to and does not organise is not in it.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan;

use crate::app::App;
use crate::app::Purpose;
use crate::app::Refusal;
use crate::app::entries::Scribe;
use crate::app::facts::EventFacts;
use crate::app::feeds::frame;
use crate::app::filter::Cancelled;
use crate::app::programme;
use crate::app::programme::DAYS_BACK;
use crate::app::programme::Notice;
use crate::app::programme::Noticeboard;
use crate::domain::actor::ActorRow;
use crate::domain::actor::Contact;
use crate::domain::answer::Answer;
use crate::domain::answer::AnswerState;
use crate::domain::occurrence::Occurrence;
use crate::ical::calendar;
use crate::ical::calendar::Calendar;
use crate::ical::entry::Entry;
use crate::store::Reading;
use crate::view::language::without_isolates;

/// Which dates (none: all) of which events, and whether the actor was asked to come.
type Concerning = BTreeMap<i64, BTreeSet<(Option<i64>, bool)>>;

/// For whom entries are written.
struct Addressed<'a> {
    scribe: Scribe<'a>,
    row: &'a ActorRow,
    contact: &'a Contact,
}

/// A date and what its actor answered.
#[derive(Clone, Copy)]
struct Own<'a> {
    date: &'a Occurrence,
    answer: Option<&'a Answer>,
    facts: &'a EventFacts,
}

impl App {
    /// The token of the personal feed of a contact.
    pub fn feed_token(&self, contact: &Contact) -> String {
        self.keys.sign(Purpose::Feed, &[contact.row], contact.epoch)
    }

    /// The personal feed behind a token; none for tokens that say nothing (any more).
    pub async fn personal_feed(&self, token: &str) -> Result<Option<String>, Refusal> {
        let Some(token) = self.keys.verify(Purpose::Feed, token) else { return Ok(None) };
        let board = self.noticeboard().await?;
        let mut reading = self.store.read().await?;
        let directory = reading.directory().await?;
        let found = token.ids.first().and_then(|id| directory.find_contact(*id));
        let Some((row, contact)) = found.filter(|(_, contact)| contact.epoch == token.epoch) else { return Ok(None) };
        let tag = board.office.language_for(&contact.language);
        let tag = if board.speaks(tag) { tag } else { "de" };
        let addressed = Addressed { scribe: self.scribe(&board, tag, Cancelled::Keep), row, contact };
        let mut concerning = Concerning::new();
        for (event, date, asked) in reading.list_concerning(row.id, &row.actor.slug).await? {
            concerning.entry(event).or_default().insert((date, asked));
        }
        let entries = self.personal_entries(&mut reading, &addressed, concerning).await?;
        Ok(Some(write_personal(&board, &addressed, entries)))
    }

    async fn personal_entries(
        &self,
        reading: &mut Reading,
        addressed: &Addressed<'_>,
        concerning: Concerning,
    ) -> Result<Vec<Entry>, Refusal> {
        let earliest = self.today().saturating_sub(DAYS_BACK.days());
        let mut entries = Vec::new();
        for (event, wanted) in concerning {
            let Some(row) = reading.find_event(event).await?.filter(|row| row.event.is_published()) else { continue };
            let facts = EventFacts::of_answers(reading, row, addressed.row.id).await?;
            let notice = programme::notice(Arc::new(facts.row.event.clone()), addressed.scribe.board);
            let has = |date: &Occurrence, asked| [None, Some(date.id)].iter().any(|id| wanted.contains(&(*id, asked)));
            for date in facts.occurrences.iter().filter(|date| date.dated.when.last_day() >= earliest) {
                let (asked, organised) = (has(date, true), has(date, false));
                if asked || organised {
                    let own = Own { date, answer: facts.answers.of(addressed.row.id, Some(date.id)), facts: &facts };
                    let first = asked.then(|| self.first_lines(addressed, own));
                    let entry = addressed.entry(&notice, own, first);
                    let is_series = facts.occurrences.len() > 1;
                    entries.push(Entry { recurrence_id: is_series.then_some(date.dated.original), ..entry });
                }
            }
        }
        entries.sort_by_key(|entry| entry.when.starts_at());
        Ok(entries)
    }

    /// The answer so far, and where to answer as long as there is something to answer.
    fn first_lines(&self, addressed: &Addressed<'_>, own: Own<'_>) -> String {
        let (scribe, date) = (&addressed.scribe, own.date);
        if date.dated.when.ends_at() <= self.now() || date.dated.cancelled {
            return scribe.say(said(own.state(), false));
        }
        let is_old = own.answer.is_some_and(|answer| own.facts.is_old(date, answer));
        let token = self.answer_token(addressed.contact, date.id);
        let link = format!("{}/a/{token}", self.config.http.base_url);
        let given = scribe.say(said(own.state(), is_old));
        format!("{given}\n{}", scribe.say_with("feed-answer-change", "url", &link))
    }
}

impl Own<'_> {
    fn state(self) -> AnswerState {
        self.answer.map(|answer| answer.state).unwrap_or_default()
    }

    /// True when they said that they come then: who said yes to another day is not kept from anything.
    fn is_busy(self) -> bool {
        let holds = |answer: &Answer| self.facts.given_to(self.date, answer).is_none();
        self.state() == AnswerState::Accepted && self.answer.is_some_and(holds) && !self.date.dated.cancelled
    }
}

impl Addressed<'_> {
    /// One date; where the actor was asked to come, its description begins with the first lines.
    fn entry(&self, notice: &Notice, own: Own<'_>, first: Option<String>) -> Entry {
        let dated = &own.date.dated;
        let change = notice.event.change_of(dated.original);
        let scribe = Scribe { for_guest: first.is_some(), ..self.scribe };
        let entry = scribe.entry(notice, &dated.when, change, dated.cancelled);
        let blocks = [first.unwrap_or_default(), entry.description.clone()];
        let changed_at = own.answer.map_or(entry.changed_at, |answer| entry.changed_at.max(answer.given_at));
        Entry {
            description: blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n\n"),
            transparent: !own.is_busy(),
            stamped_at: changed_at,
            changed_at,
            ..entry
        }
    }
}

/// The message that says an answer; an old one was given to another time or place.
fn said(state: AnswerState, is_old: bool) -> &'static str {
    match (state, is_old) {
        (AnswerState::NeedsAction, _) => "feed-answer-none",
        (AnswerState::Accepted, false) => "feed-answer-accepted",
        (AnswerState::Tentative, false) => "feed-answer-tentative",
        (AnswerState::Declined, false) => "feed-answer-declined",
        (AnswerState::Accepted, true) => "feed-answer-old-accepted",
        (AnswerState::Tentative, true) => "feed-answer-old-tentative",
        (AnswerState::Declined, true) => "feed-answer-old-declined",
    }
}

fn write_personal(board: &Noticeboard, addressed: &Addressed<'_>, entries: Vec<Entry>) -> String {
    let speaker = addressed.scribe.speaker;
    let description = speaker.with("feed-personal-description", "actor", &addressed.row.actor.name);
    calendar::write(&Calendar {
        name: without_isolates(&speaker.with("feed-personal", "office", &board.office.name)),
        description: without_isolates(&description),
        entries,
        ..frame(board)
    })
}
