//! Dates of events as lines of a page.

use jiff::civil::Date;

use crate::app::Notice;
use crate::app::Noticeboard;
use crate::domain::event::Event;
use crate::domain::event::Override;
use crate::domain::event::Status;
use crate::domain::occurrence::Dated;
use crate::domain::venue::place_line;
use crate::domain::vocabulary::Vocabulary;
use crate::domain::when::Moment;
use crate::view::facts::Speaker;
use crate::view::facts::interpretation_name;
use crate::view::shown::Badge;
use crate::view::shown::Line;
use crate::view::shown::Said;
use crate::web::reader::Reader;

/// Everything that a line is made of.
pub(super) struct Liner<'a> {
    pub(super) board: &'a Noticeboard,
    pub(super) reader: &'a Reader,
    pub(super) speaker: Speaker<'a>,
}

impl Liner<'_> {
    /// A date in a list; `running`: only its end matters now.
    pub(super) fn line(&self, notice: &Notice, dated: &Dated, running: bool) -> Line {
        let event = &notice.event;
        let words = self.speaker.words.dates(self.speaker.language);
        let change = event.change_of(dated.original);
        let texts = self.reader.texts(event);
        let until_day = || self.speaker.with("page-running-until", "day", &words.day_short(dated.when.last_day()));
        let lasting = is_lasting(dated);
        let time = match dated.when.start {
            _ if running || lasting => until_day(),
            // The day stands above it.
            Moment::Day(_) => String::new(),
            Moment::Wall(wall) => match dated.when.end {
                Some(Moment::Wall(end)) => {
                    let times = [("from", words.time(wall.time()).into()), ("to", words.time(end.time()).into())];
                    self.speaker.words.say(self.speaker.language, "date-times", &times)
                }
                _ => self.speaker.with("date-time", "from", &words.time(wall.time())),
            },
        };
        Line {
            href: self.reader.link(&format!("/e/{}", event.slug), ""),
            time,
            datetime: dated.when.start.to_string(),
            title: Said::new(texts.title, texts.title_language),
            kind: self.kind(event),
            place: self.short_place(event, change),
            marks: self.marks(event, dated.cancelled),
            languages: self.languages(event),
            state: self.state(event, dated, change),
        }
    }

    /// The kind, in words.
    pub(super) fn kind(&self, event: &Event) -> String {
        let terms = &self.board.vocabulary.kinds;
        Vocabulary::name(terms, &event.kind, self.speaker.language.tag()).to_owned()
    }

    /// What decides whether somebody comes; for what is cancelled nobody registers.
    pub(super) fn marks(&self, event: &Event, cancelled: bool) -> Vec<String> {
        let free = event.cost.kind == crate::domain::event::CostKind::Free;
        let registration = if event.registration.needed { "page-with-registration" } else { "page-no-registration" };
        let words = [
            free.then_some("page-free"),
            (!cancelled).then_some(registration),
            self.board.is_step_free(event).then_some("page-step-free"),
            event.childcare.then_some("fact-childcare"),
        ];
        let mut marks: Vec<String> = words.into_iter().flatten().map(|id| self.speaker.word(id)).collect();
        if event.interpretation.iter().any(|way| way == "dgs") {
            marks.push(interpretation_name(&self.board.vocabulary, "dgs", self.speaker));
        }
        marks
    }

    fn languages(&self, event: &Event) -> String {
        let described = self.board.described(event);
        event.languages.iter().map(|tag| described.language_name(tag)).collect::<Vec<_>>().join(" · ")
    }

    /// Name of the venue and district.
    fn short_place(&self, event: &Event, change: Option<&Override>) -> String {
        let place = event.place_by(change);
        match self.board.find_venue(place.venue) {
            Some(venue) if venue.district.is_empty() => venue.name.clone(),
            Some(venue) => format!("{}, {}", venue.name, venue.district),
            None if place.text.is_empty() && place.online.is_some() => self.speaker.word("fact-online"),
            None => place.text.to_owned(),
        }
    }

    /// Cancelled, moved or not yet sure.
    pub(super) fn state(&self, event: &Event, dated: &Dated, change: Option<&Override>) -> Option<Badge> {
        let before = change.filter(|c| c.start.is_some()).map(|c| c.recurrence_id).or(event.moved_from);
        if dated.cancelled {
            return Some(Badge { class: "cancelled", text: self.speaker.word("event-cancelled") });
        }
        if let Some(before) = before {
            let before = self.speaker.words.dates(self.speaker.language).start_short(before);
            let instead = self.speaker.with("page-instead-of", "when", &before);
            return Some(Badge { class: "moved", text: format!("{}: {instead}", self.speaker.word("event-moved")) });
        }
        let tentative = event.status == Status::Tentative;
        tentative.then(|| Badge { class: "tentative", text: self.speaker.word("event-tentative") })
    }

    /// Where a date of a series is, when it is elsewhere, and why it is not as usual.
    pub(super) fn note(&self, change: Option<&Override>) -> String {
        let Some(change) = change else { return String::new() };
        let venue = self.board.find_venue(change.venue.as_deref());
        let place = place_line(venue, change.venue_text.as_deref().unwrap_or_default());
        [place, change.reason.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// True for what is open over days, unlike what only ends after midnight.
pub(super) fn is_lasting(dated: &Dated) -> bool {
    dated.when.is_all_day() && dated.when.last_day() > dated.when.start.date()
}

/// True when a date touches the days.
pub(super) fn is_between(dated: &Dated, from: Date, until: Option<Date>) -> bool {
    dated.when.last_day() >= from && until.is_none_or(|until| dated.when.start.date() <= until)
}
