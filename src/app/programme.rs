//! The noticeboard: everything the public may read, as it was at one revision on one day.
//!
//! Invariant: only what is published and public hangs here, so that no page and no feed can show more.
//! Invariant: it is read once for each change and day, and then held in memory; a request costs no query. A change by
//! this process is seen at once, one by another process within [`PATIENCE`].
//! Invariant: after a change only what changed is read again; what else hangs there is carried over, with its entries
//! for calendars, as long as it is the same day and the names of venues, actors and terms are the same.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::RwLock;
use std::time::Duration;
use std::time::Instant;

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::App;
use crate::app::Office;
use crate::app::Refusal;
use crate::app::filter::Cancelled;
use crate::app::shelf::Stamp;
use crate::config::Config;
use crate::domain::event::CostKind;
use crate::domain::event::Event;
use crate::domain::occurrence;
use crate::domain::occurrence::Dated;
use crate::domain::programme::Programme;
use crate::domain::recurrence::Recurrence;
use crate::domain::venue::Venue;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::Moment;
use crate::domain::when::When;
use crate::domain::when::Zone;
use crate::ical::calendar::Written;
use crate::store::ListedEvent;
use crate::store::Reading;

/// How long a change by another process may stay unseen.
pub(super) const PATIENCE: Duration = Duration::from_millis(500);
/// How far ahead the dates of a series are shown.
const MONTHS_AHEAD: i32 = 25;
/// How long what is over or gone is still spoken of, in days.
pub(super) const DAYS_BACK: i32 = 90;
/// The slug of "step-free" in the vocabulary of facts about access.
const STEP_FREE: &str = "rollstuhl";
/// When names of venues, actors or terms changed last, among the settings.
pub(super) const NAMES_CHANGED: &str = "names_changed_at";
/// The most languages and treatments in which the entries of an event are kept.
const VOICES_MAX: usize = 4;

/// Everything the public may read.
pub struct Noticeboard {
    /// What it was read from.
    pub stamp: Stamp,
    /// The newest change of an event on it, or of what is around it.
    pub changed_at: Timestamp,
    /// The languages that events on it are translated into.
    translated: BTreeSet<String>,
    /// The newest change of what all events borrow: names, the office, its day.
    around_changed_at: Timestamp,
    /// The events, by first start and slug.
    pub events: Vec<Arc<Notice>>,
    /// Events that hung on it until lately.
    pub gone: Vec<Arc<Gone>>,
    /// Venues by slug.
    pub venues: BTreeMap<String, Venue>,
    /// Names of actors by slug.
    pub actors: BTreeMap<String, String>,
    /// Programmes by slug.
    pub programmes: BTreeMap<String, Programme>,
    /// The office's lists.
    pub vocabulary: Vocabulary,
    /// The office's zone.
    pub zone: Zone,
    /// The office.
    pub office: Office,
    /// What became of each event, by row, with the revision that it was read at.
    hung: BTreeMap<i64, (i64, Hung)>,
}

/// What became of an event.
#[derive(Clone)]
enum Hung {
    Public(Arc<Notice>),
    Gone(Arc<Gone>),
    Hidden,
}

/// The language and the treatment of what is cancelled: what an entry's text depends on besides its event.
type Voice = (String, Cancelled);
/// The entries of one event, as they stand in calendars.
pub(super) type Entries = Arc<Vec<Arc<Written>>>;

/// One public event.
pub struct Notice {
    /// The event.
    pub event: Arc<Event>,
    /// All its dates, by original start.
    pub dates: Vec<Dated>,
    /// When it was entered.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// What a search looks through, in small letters.
    text: String,
    starts_at: Timestamp,
    written: Mutex<Vec<(Voice, Entries)>>,
}

/// An event that is no longer public, without its words.
pub struct Gone {
    slug: String,
    /// Its UID.
    pub uid: String,
    /// Its first date.
    pub when: When,
    /// Its other dates.
    pub recurrence: Recurrence,
    /// Its SEQUENCE.
    pub sequence: i64,
    /// Since when.
    pub at: Timestamp,
}

impl Noticeboard {
    /// Its event of that slug.
    pub fn find_event(&self, slug: &str) -> Option<&Notice> {
        self.events.iter().map(Arc::as_ref).find(|notice| notice.event.slug == slug)
    }

    /// The newest change of what is shown of an event: it names its venue and its organiser too, and tomorrow it shows
    /// other dates.
    pub(super) fn changed_at(&self, notice: &Notice) -> Timestamp {
        notice.changed_at.max(self.around_changed_at)
    }

    /// The venue of an event, if it has one that is known.
    pub fn find_venue(&self, slug: Option<&str>) -> Option<&Venue> {
        slug.and_then(|slug| self.venues.get(slug))
    }

    /// The name of an actor; the slug of one that is not known.
    pub fn actor<'a>(&'a self, slug: &'a str) -> &'a str {
        self.actors.get(slug).map_or(slug, String::as_str)
    }

    /// The facts about access of an event: its own where it has some, else those of its venue.
    pub fn access<'a>(&'a self, event: &'a Event) -> &'a [String] {
        match self.find_venue(event.place.venue.as_deref()) {
            Some(venue) if event.place.access.is_empty() => &venue.access,
            _ => &event.place.access,
        }
    }

    /// True when one gets in without a step.
    pub fn is_step_free(&self, event: &Event) -> bool {
        self.access(event).iter().any(|fact| fact == STEP_FREE)
    }

    /// Districts with a venue, as slug and name.
    pub fn districts(&self) -> BTreeMap<String, &str> {
        let used: BTreeSet<&str> = self.events.iter().filter_map(|n| n.event.place.venue.as_deref()).collect();
        let venues = self.venues.values().filter(|venue| used.contains(venue.id.as_str()));
        let named = venues.filter(|venue| !venue.district.is_empty());
        named.map(|venue| (slug_of(&venue.district), venue.district.as_str())).collect()
    }

    /// True when an event is translated into that language.
    pub fn is_written_in(&self, language: &str) -> bool {
        self.translated.contains(language)
    }

    /// Languages that are spoken, signed or interpreted somewhere.
    pub fn languages(&self) -> BTreeSet<&str> {
        let events = self.events.iter().map(|notice| &notice.event);
        events.flat_map(|event| event.languages.iter().chain(&event.interpretation)).map(String::as_str).collect()
    }
}

impl Notice {
    /// True when one of its dates touches the days, which are both meant with all their hours.
    pub fn is_between(&self, from: Option<Date>, until: Option<Date>) -> bool {
        let inside = |dated: &Dated| {
            from.is_none_or(|from| dated.when.last_day() >= from)
                && until.is_none_or(|until| dated.when.start.date() <= until)
        };
        self.dates.iter().any(inside)
    }

    /// True when each of the words stands somewhere in it.
    pub fn mentions(&self, words: &str) -> bool {
        words.split_whitespace().all(|word| self.text.contains(&word.to_lowercase()))
    }

    /// Its entries in that language, written now if they were not yet, so that no other choice of events costs writing.
    pub(super) fn entries(
        &self,
        tag: &str,
        cancelled: Cancelled,
        write: impl FnOnce(&Self) -> Vec<Arc<Written>>,
    ) -> Entries {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, entries)) = written.iter().find(|((of, how), _)| (of.as_str(), *how) == (tag, cancelled)) {
            return Arc::clone(entries);
        }
        if written.len() >= VOICES_MAX {
            written.remove(0);
        }
        let entries = Arc::new(write(self));
        written.push(((tag.to_owned(), cancelled), Arc::clone(&entries)));
        entries
    }

    /// True when it costs nothing.
    pub fn is_free(&self) -> bool {
        self.event.cost.kind == CostKind::Free
    }
}

/// A name as a slug: `Kempener Feld` is `kempener-feld`, `Hüls` is `huels`.
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        match letter {
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The newest noticeboard, and since when it is known to be.
#[derive(Default)]
pub(super) struct Newest {
    held: RwLock<Option<Held>>,
    // Who holds it reads; everybody else waits for the result.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Clone)]
struct Held {
    board: Arc<Noticeboard>,
    changes: u64,
    asked_at: Instant,
}

impl Newest {
    fn held(&self) -> Option<Held> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn hold(&self, board: Arc<Noticeboard>, changes: u64) {
        let held = Held { board, changes, asked_at: Instant::now() };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
    }
}

impl App {
    /// Everything the public may read now.
    pub async fn noticeboard(&self) -> Result<Arc<Noticeboard>, Refusal> {
        let today = self.today();
        let fresh = |held: &Held| {
            held.changes == self.store.changes() && held.board.stamp.day == today && held.asked_at.elapsed() < PATIENCE
        };
        match self.shown.newest.held().filter(fresh) {
            Some(held) => Ok(held.board),
            // On the heap: each request for a feed carries this future, and few read.
            None => Box::pin(self.newest_noticeboard(today, fresh)).await,
        }
    }

    /// The noticeboard as it is now; only one asks, and all others wait for what it saw.
    async fn newest_noticeboard(
        &self,
        today: Date,
        fresh: impl Fn(&Held) -> bool,
    ) -> Result<Arc<Noticeboard>, Refusal> {
        let _turn = self.shown.newest.turn.lock().await;
        let held = self.shown.newest.held();
        if let Some(held) = held.as_ref().filter(|held| fresh(held)) {
            return Ok(Arc::clone(&held.board));
        }
        // Asked before the database is: a write in between is seen the next time.
        let changes = self.store.changes();
        let known = held.map(|held| held.board).filter(|board| board.stamp.day == today);
        let board = match (self.look(today, known.as_ref()).await, known) {
            (Ok(board), _) => board,
            // Who reads may do so while the database is away; who writes is told.
            (Err(refusal), Some(known)) => {
                tracing::warn!(error = ?refusal, "the noticeboard is shown as it was");
                known
            }
            (Err(refusal), None) => return Err(refusal),
        };
        self.shown.newest.hold(Arc::clone(&board), changes);
        Ok(board)
    }

    /// The noticeboard as it is now: the known one when nothing changed.
    async fn look(&self, today: Date, known: Option<&Arc<Noticeboard>>) -> Result<Arc<Noticeboard>, Refusal> {
        let mut reading = self.store.read().await?;
        let stamp = Stamp { day: today, revision: reading.revision().await? };
        if let Some(known) = known.filter(|known| known.stamp == stamp) {
            return Ok(Arc::clone(known));
        }
        let mut board = bare(&mut reading, stamp, &self.config).await?;
        board.hang(&mut reading, known.map(Arc::as_ref)).await?;
        Ok(Arc::new(board))
    }

    /// The office's day.
    pub fn today(&self) -> Date {
        self.config.office.zone.wall(self.now()).date()
    }
}

/// A noticeboard with nothing on it but names.
async fn bare(reading: &mut Reading, stamp: Stamp, config: &Config) -> Result<Noticeboard, Refusal> {
    let directory = reading.directory().await?;
    let named_at: Option<Timestamp> = reading.find_setting(NAMES_CHANGED).await?.and_then(|text| text.parse().ok());
    let day_began_at = config.office.zone.instant(stamp.day.at(0, 0, 0, 0));
    let around_changed_at = named_at.map_or(day_began_at, |named_at| named_at.max(day_began_at));
    Ok(Noticeboard {
        stamp,
        changed_at: around_changed_at,
        translated: BTreeSet::new(),
        around_changed_at,
        events: Vec::new(),
        gone: Vec::new(),
        venues: directory.venues.clone(),
        actors: directory.actors.iter().map(|row| (row.actor.slug.clone(), row.actor.name.clone())).collect(),
        programmes: directory.programmes.clone(),
        vocabulary: directory.vocabulary.clone(),
        zone: config.office.zone.clone(),
        office: Office::read(reading, config).await?,
        hung: BTreeMap::new(),
    })
}

impl Noticeboard {
    /// Hangs up all events: those of the known noticeboard as they are where nothing about them changed.
    async fn hang(&mut self, reading: &mut Reading, known: Option<&Self>) -> Result<(), Refusal> {
        let known = known.filter(|known| known.stamp.day == self.stamp.day && known.names_the_same(self));
        let first = self.zone.instant(self.stamp.day.saturating_sub(DAYS_BACK.days()).at(0, 0, 0, 0));
        let withdrawn: BTreeMap<i64, Timestamp> = reading.list_withdrawn(first).await?.into_iter().collect();
        for ListedEvent { id, revision, event } in reading.list_readable_events().await?.iter() {
            let same = known.and_then(|known| known.hung.get(id)).filter(|(seen, _)| seen == revision);
            let hung = match (same, withdrawn.get(id)) {
                (Some((_, same)), _) => same.clone(),
                _ if event.is_public() => Hung::Public(Arc::new(notice(Arc::clone(event), self))),
                (None, Some(at)) => Hung::Gone(Arc::new(gone(event, *at))),
                (None, None) => Hung::Hidden,
            };
            self.hung.insert(*id, (*revision, hung));
        }
        for (_, hung) in self.hung.values() {
            match hung {
                Hung::Public(notice) => self.events.push(Arc::clone(notice)),
                Hung::Gone(gone) => self.gone.push(Arc::clone(gone)),
                Hung::Hidden => {}
            }
        }
        self.events.sort_by(|a, b| key(a).cmp(&key(b)));
        self.gone.sort_by(|a, b| a.slug.cmp(&b.slug));
        let translated = self.events.iter().flat_map(|notice| notice.event.translations.keys());
        self.translated = translated.cloned().collect();
        let changes = self.events.iter().map(|n| n.changed_at).chain(self.gone.iter().map(|gone| gone.at));
        self.changed_at = changes.max().map_or(self.around_changed_at, |change| change.max(self.around_changed_at));
        Ok(())
    }

    /// True when all that an event's words borrow from elsewhere is the same on both.
    fn names_the_same(&self, other: &Self) -> bool {
        (&self.venues, &self.actors, &self.programmes, &self.vocabulary, &self.office)
            == (&other.venues, &other.actors, &other.programmes, &other.vocabulary, &other.office)
    }
}

fn gone(event: &Event, at: Timestamp) -> Gone {
    let Event { slug, uid, when, recurrence, sequence, .. } = event.clone();
    Gone { slug, uid, when, recurrence, sequence, at }
}

fn key(notice: &Notice) -> (Timestamp, &str) {
    (notice.starts_at, &notice.event.slug)
}

/// An event as it is shown; the caller knows to whom.
pub(super) fn notice(event: Arc<Event>, board: &Noticeboard) -> Notice {
    let ahead = board.stamp.day.saturating_add(MONTHS_AHEAD.months());
    // Rules are checked before they are stored; an event that cannot be expanded has no dates.
    let dates = occurrence::dates(&event, Some(Moment::Day(ahead))).unwrap_or_default();
    let mut text = [event.title.as_str(), &event.summary, &event.description, &event.place.text].join("\n");
    let venue = board.find_venue(event.place.venue.as_deref());
    let others = event.translations.values().flat_map(|t| [t.title.as_str(), t.summary.as_str()]);
    let makers = event.partners.iter().chain([&event.organiser]).map(|slug| board.actor(slug));
    for part in others.chain(makers).chain(venue.iter().flat_map(|v| [v.name.as_str(), v.district.as_str()])) {
        text.push('\n');
        text.push_str(part);
    }
    let changed_at = event.changed_at.unwrap_or(Timestamp::UNIX_EPOCH);
    let created_at = event.created_at.unwrap_or(changed_at);
    Notice {
        dates,
        created_at,
        changed_at,
        text: text.to_lowercase(),
        starts_at: event.when.starts_at(),
        written: Mutex::default(),
        event,
    }
}
