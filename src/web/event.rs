//! `/e/SLUG`: one event, and `/e/SLUG.ics`: the same for a calendar.

use axum::extract::Path;
use axum::extract::Query;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::Board;
use crate::app::Notice;
use crate::app::Noticeboard;
use crate::domain::event::DatePlace;
use crate::domain::event::Status;
use crate::domain::occurrence::Dated;
use crate::domain::when::When;
use crate::view::facts::Texts;
use crate::view::pages;
use crate::view::shown::Badge;
use crate::view::shown::Choice;
use crate::view::shown::Date;
use crate::view::shown::EventPage;
use crate::view::shown::Said;
use crate::web::Doors;
use crate::web::cached::Place;
use crate::web::feeds;
use crate::web::lines::Liner;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// The page of an event, or its calendar.
pub(super) async fn event(
    State(doors): State<Doors>,
    Path(name): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Response {
    let slug = name.strip_suffix(".ics");
    let board = match doors.app.noticeboard().await {
        Ok(board) => board,
        Err(refusal) => {
            return Trouble::Refused(refusal).page(&doors, &Reader::stranger(&doors, &parameters, &headers));
        }
    };
    let reader = Reader::of_board(&parameters, &headers, &board);
    if let Some(slug) = slug {
        // A calendar program says nothing about the language of its reader.
        let language = if reader.said { reader.tag.as_str() } else { "de" };
        return match doors.app.event_feed(&board, slug, language) {
            Some(feed) => feeds::give(feed, language, &headers),
            None => Trouble::Missing.sentence(&doors, &reader),
        };
    }
    let Some(notice) = board.find_event(&name) else { return Trouble::Missing.page(&doors, &reader) };
    let showing = Showing { doors: &doors, board: &board, reader: &reader, notice };
    let place = Place { stamp: board.stamp, board: Board::Others, key: format!("/e/{name}#{}", reader.key()) };
    doors.page(&place, &reader, &headers, || doors.pages.fill("pages/event.html", reader.language(), &showing.page()))
}

/// What is shown to whom.
struct Showing<'a> {
    doors: &'a Doors,
    board: &'a Noticeboard,
    reader: &'a Reader,
    notice: &'a Notice,
}

impl Showing<'_> {
    fn page(&self) -> EventPage {
        let event = &self.notice.event;
        let liner = self.liner();
        let texts = self.reader.texts(event);
        let described = self.board.described(event);
        // Nobody registers any more for what does not take place.
        let facts = described.facts(liner.speaker).into_iter();
        let facts = facts.filter(|fact| !self.is_cancelled() || fact.label != "fact-registration");
        let (past, dates) = self.dates(&liner);
        let said = |text: &str, language| (!text.is_empty()).then(|| Said::new(text, language));
        let html = pages::markdown(texts.description);
        let path = format!("/e/{}", event.slug);
        let changed_on = self.board.zone.wall(self.notice.changed_at).date();
        EventPage {
            frame: self.reader.frame_of(self.doors, &self.board.office, &path, ""),
            title: Said::new(texts.title, texts.title_language),
            kind: liner.kind(event),
            marks: liner.marks(event, self.is_cancelled()),
            notes: self.notes(&liner),
            instead: self.instead(),
            when: self.when(&liner),
            place: self.place(),
            online: self.online(),
            facts: facts.map(|fact| (fact.label, fact.value)).collect(),
            contact: self.contact(),
            dates,
            past,
            summary: said(texts.summary, texts.title_language),
            description: said(&html, texts.description_language),
            honest: self.honest(&texts),
            calendar: self.reader.link(&format!("{path}.ics"), ""),
            as_of: liner.speaker.words.dates(liner.speaker.language).day_plain(changed_on),
        }
    }

    /// The event that takes place instead of one that was entered twice.
    fn instead(&self) -> Option<Choice> {
        let other = self.board.find_event(self.notice.event.duplicate_of.as_deref()?)?;
        let label = self.reader.texts(&other.event).title.to_owned();
        let href = self.reader.link(&format!("/e/{}", other.event.slug), "");
        self.notice.event.is_cancelled().then(|| Choice { value: String::new(), label, href, chosen: false })
    }

    fn liner(&self) -> Liner<'_> {
        Liner { board: self.board, reader: self.reader, speaker: self.reader.speaker(&self.doors.app) }
    }

    fn is_over(&self, when: &When) -> bool {
        when.last_day() < self.board.stamp.day
    }

    fn is_cancelled(&self) -> bool {
        self.notice.event.is_cancelled() || self.notice.dates.iter().all(|dated| dated.cancelled)
    }

    /// What a reader must know before anything else.
    fn notes(&self, liner: &Liner<'_>) -> Vec<Badge> {
        let event = &self.notice.event;
        let dates = liner.speaker.words.dates(liner.speaker.language);
        let mut notes = Vec::new();
        let mut note = |class, text| notes.push(Badge { class, text });
        if self.is_cancelled() {
            note("cancelled", liner.speaker.word("event-cancelled-note"));
        } else if self.notice.dates.iter().all(|dated| self.is_over(&dated.when)) {
            note("over", liner.speaker.word("page-over"));
        } else if event.status == Status::Tentative {
            note("tentative", liner.speaker.word("event-tentative-note"));
        }
        let moved =
            self.only().and_then(|dated| event.change_of(dated.original)).filter(|change| change.start.is_some());
        if let (Some(before), false) = (moved.map(|c| c.recurrence_id).or(event.moved_from), event.is_cancelled()) {
            note("moved", liner.speaker.with("event-moved-note", "when", &dates.start_short(before)));
        }
        notes
    }

    /// The date of an event that has but one.
    fn only(&self) -> Option<&Dated> {
        match self.notice.dates.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    fn when(&self, liner: &Liner<'_>) -> String {
        let dates = liner.speaker.words.dates(liner.speaker.language);
        self.only().map(|dated| dates.span_for(&dated.when, &self.board.zone)).unwrap_or_default()
    }

    /// The dates of a series: those that are over and those ahead.
    fn dates(&self, liner: &Liner<'_>) -> (Vec<Date>, Vec<Date>) {
        if self.only().is_some() {
            return (Vec::new(), Vec::new());
        }
        let words = liner.speaker.words.dates(liner.speaker.language);
        let date = |dated: &Dated| {
            let change = self.notice.event.change_of(dated.original);
            Date {
                text: words.span_for(&dated.when, &self.board.zone),
                state: liner.state(&self.notice.event, dated, change),
                note: liner.note(change),
            }
        };
        let mut dates: Vec<&Dated> = self.notice.dates.iter().collect();
        dates.sort_by_key(|dated| dated.when.starts_at());
        let (past, ahead): (Vec<_>, Vec<_>) = dates.into_iter().partition(|dated| self.is_over(&dated.when));
        (past.into_iter().map(date).collect(), ahead.into_iter().map(date).collect())
    }

    /// Where it takes place: its only date, or all dates but those that say otherwise.
    fn date_place(&self) -> DatePlace<'_> {
        let event = &self.notice.event;
        event.place_by(self.only().and_then(|dated| event.change_of(dated.original)))
    }

    fn place(&self) -> Vec<String> {
        let place = self.date_place();
        let venue = self.board.find_venue(place.venue);
        let town = venue.map(|venue| {
            let town = [venue.postcode.as_str(), &venue.city].join(" ");
            [venue.street.as_str(), town.trim()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", ")
        });
        let lines = [
            venue.map(|venue| venue.name.clone()),
            town,
            Some(place.text.to_owned()),
            venue.map(|venue| venue.transit.clone()),
        ];
        lines.into_iter().flatten().filter(|line| !line.is_empty()).collect()
    }

    fn online(&self) -> Option<Choice> {
        let online = self.date_place().online.filter(|online| !online.url.is_empty())?;
        let label = if online.platform.is_empty() { &online.url } else { &online.platform };
        Some(Choice { value: String::new(), label: label.clone(), href: online.url.clone(), chosen: false })
    }

    /// Telephone and mail address, to be tapped.
    fn contact(&self) -> Vec<Choice> {
        let contact = &self.notice.event.contact;
        let dialled: String = contact.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        let links = [(&contact.phone, format!("tel:{dialled}")), (&contact.email, format!("mailto:{}", contact.email))];
        let said = links.into_iter().filter(|(label, _)| !label.is_empty());
        said.map(|(label, href)| Choice { value: String::new(), label: label.clone(), href, chosen: false }).collect()
    }

    /// What is to be said about the language of the texts.
    fn honest(&self, texts: &Texts<'_>) -> Option<&'static str> {
        let foreign = !self.reader.tag.starts_with("de") && texts.description_language == "de";
        match (foreign, texts.outdated) {
            (true, _) if !texts.description.is_empty() => Some("event-only-german"),
            (_, true) => Some("event-outdated"),
            _ => None,
        }
    }
}
