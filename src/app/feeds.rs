//! Feeds: what is public, and what concerns one contact, as calendars to subscribe to.
//!
//! Invariant: the same state gives the same bytes, on each replica; a feed is made once for each state and filter, of
//! entries that are written once for each change of their event.
//! Invariant: a public feed holds no ATTENDEE and nothing that is not on the noticeboard.
//! Invariant: a feed changes by time only with the office's day.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::App;
use crate::app::Refusal;
use crate::app::entries::Scribe;
use crate::app::filter::Cancelled;
use crate::app::filter::Filter;
use crate::app::filter::Key;
use crate::app::office::Front;
use crate::app::programme::DAYS_BACK;
use crate::app::programme::Newest;
use crate::app::programme::Notice;
use crate::app::programme::Noticeboard;
use crate::app::shelf::Board;
use crate::app::shelf::Rendered;
use crate::app::shelf::Shelf;
use crate::ical::calendar;
use crate::ical::calendar::Calendar;
use crate::ical::calendar::Method;
use crate::ical::calendar::Written;
use crate::view::facts::Speaker;
use crate::view::language::Language;
use crate::view::language::without_isolates;

/// How often subscribers are asked to look again.
const REFRESH: Duration = Duration::from_hours(1);
/// Bytes of each of the two boards of feeds.
const SHELF: usize = 12 * 1024 * 1024;

/// What is public, as it was read and written last.
pub(super) struct Shown {
    pub(super) newest: Newest,
    pub(super) front: Front,
    feeds: Shelf,
}

impl Default for Shown {
    fn default() -> Self {
        Self { newest: Newest::default(), front: Front::default(), feeds: Shelf::new(SHELF) }
    }
}

/// A feed, ready to be given.
pub struct Feed {
    /// Its bytes.
    pub text: Arc<Rendered>,
    /// The newest change behind it: the bytes are the same since then.
    pub changed_at: Timestamp,
}

impl App {
    /// The public calendar of a filter, as iCalendar.
    pub fn feed(&self, board: &Noticeboard, filter: &Filter) -> Feed {
        let place = if filter.is_open() { Board::Main } else { Board::Others };
        let key = ["feed?", &filter.canonical()].concat();
        let text = self.shown.feeds.take(board.stamp, place, &key, || {
            self.write_feed(board, filter, board.stamp.day.saturating_sub(DAYS_BACK.days()))
        });
        Feed { text, changed_at: board.changed_at }
    }

    /// One public event as iCalendar; none when there is no such event.
    pub fn event_feed(&self, board: &Noticeboard, slug: &str, tag: &str) -> Option<Feed> {
        let notice = board.find_event(slug)?;
        let text = self.shown.feeds.take(board.stamp, Board::Others, &format!("event/{slug}?{tag}"), || {
            let scribe = self.scribe(board, tag, Cancelled::Keep);
            let entries = scribe.entries(notice);
            calendar::write(&Calendar {
                name: notice.event.title.clone(),
                url: Some(scribe.page(&notice.event)),
                source: Some(format!("{}/e/{slug}.ics", self.config.http.base_url)),
                entries,
                method: Some(Method::Publish),
                ..frame(board)
            })
        });
        Some(Feed { text, changed_at: board.changed_at(notice) })
    }

    /// Everything that is public, from the first event on, as iCalendar.
    pub async fn public_calendar(&self) -> Result<String, Refusal> {
        let board = self.noticeboard().await?;
        Ok(self.write_feed(&board, &Filter::default(), Date::MIN))
    }

    fn write_feed(&self, board: &Noticeboard, filter: &Filter, earliest: Date) -> String {
        let scribe = self.scribe(board, filter.language(), filter.cancelled);
        let wanted = board.events.iter().filter(|n| filter.is_in_time(n, earliest) && filter.wants(n, board));
        let address = |path: &str| match filter.canonical() {
            parameters if parameters.is_empty() => format!("{}{path}", self.config.http.base_url),
            parameters => format!("{}{path}?{parameters}", self.config.http.base_url),
        };
        let page = address("/");
        let description = without_isolates(&scribe.speaker.with("feed-description", "url", &page));
        let write = |notice: &Notice| scribe.entries(notice).iter().map(|e| Arc::new(Written::of(e))).collect();
        let mut written: Vec<Arc<Written>> = Vec::new();
        for notice in wanted {
            written.extend(notice.entries(filter.language(), filter.cancelled, write).iter().cloned());
        }
        // Who chose something is not told what was never looked for; their programs take away what is missing.
        let gone = board.gone.iter().filter(|_| filter.is_open()).map(|gone| scribe.tombstone(gone));
        written.extend(gone.map(|entry| Arc::new(Written::of(&entry))));
        calendar::write(&Calendar {
            // RFC 5546 3.2.1: a PUBLISH holds at least one entry.
            method: (!written.is_empty()).then_some(Method::Publish),
            name: feed_name(board, filter, scribe.speaker),
            description,
            url: Some(page),
            source: Some(address("/feed.ics")),
            written,
            ..frame(board)
        })
    }

    pub(super) fn scribe<'a>(&'a self, board: &'a Noticeboard, tag: &'a str, cancelled: Cancelled) -> Scribe<'a> {
        Scribe {
            board,
            speaker: Speaker { words: self.words(), language: Language::of(tag), tag },
            cancelled,
            base: &self.config.http.base_url,
            mailbox: board.office.mailbox.as_str(),
            for_guest: false,
        }
    }
}

/// What all our calendars have in common.
pub(super) fn frame(board: &Noticeboard) -> Calendar {
    Calendar { zone: Some(board.zone.clone()), refresh: Some(REFRESH), ..Calendar::default() }
}

/// A programme's feed bears its title, others the office's name.
fn feed_name(board: &Noticeboard, filter: &Filter, speaker: Speaker<'_>) -> String {
    let mut programmes = filter.chosen(Key::Programme).filter_map(|slug| board.programmes.get(slug));
    if let (Some(programme), None) = (programmes.next(), programmes.next()) {
        return programme.title.clone();
    }
    let id = if filter.is_open() { "feed-name" } else { "feed-name-some" };
    without_isolates(&speaker.with(id, "office", &board.office.name))
}
