//! `/`: the programme, by days, with a form to choose from it.

use std::collections::BTreeMap;

use axum::extract::Query;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;

use crate::app::Board;
use crate::app::Cancelled;
use crate::app::Filter;
use crate::app::Key;
use crate::app::Notice;
use crate::app::Noticeboard;
use crate::domain::occurrence::Dated;
use crate::domain::programme::Programme;
use crate::domain::vocabulary::Term;
use crate::view::shown::Choice;
use crate::view::shown::Day;
use crate::view::shown::FilterForm;
use crate::view::shown::ProgrammePage;
use crate::view::shown::Select;
use crate::view::shown::Subscribe;
use crate::web::Doors;
use crate::web::cached::Place;
use crate::web::lines::Liner;
use crate::web::lines::is_between;
use crate::web::lines::is_lasting;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// The most dates on one page; a whole day is never cut.
const DATES_MAX: usize = 200;

/// The programme page.
pub(super) async fn programme(
    State(doors): State<Doors>,
    Query(mut parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Response {
    let board = match doors.app.noticeboard().await {
        Ok(board) => board,
        Err(refusal) => {
            return Trouble::Refused(refusal).page(&doors, &Reader::stranger(&doors, &parameters, &headers));
        }
    };
    let reader = Reader::of_board(&parameters, &headers, &board);
    // Other sites add parameters of their own to links; a page need not mind.
    parameters.retain(|(key, _)| Filter::knows(key) && key != "lang");
    let filter = match Filter::read(&parameters, &board) {
        Ok(filter) => filter,
        Err(fault) => return Trouble::Address(fault).page(&doors, &reader),
    };
    let showing = Showing { doors: &doors, board: &board, reader: &reader, filter: &filter };
    let shelf = if filter.is_open() { Board::Main } else { Board::Others };
    let place = Place { stamp: board.stamp, board: shelf, key: format!("/?{}#{}", filter.canonical(), reader.key()) };
    doors.page(&place, &reader, &headers, || {
        doors.pages.fill("pages/programme.html", reader.language(), &showing.page())
    })
}

/// What is shown to whom.
struct Showing<'a> {
    doors: &'a Doors,
    board: &'a Noticeboard,
    reader: &'a Reader,
    filter: &'a Filter,
}

impl Showing<'_> {
    fn page(&self) -> ProgrammePage {
        let liner = self.liner();
        let dates = liner.speaker.words.dates(liner.speaker.language);
        let from = self.filter.from.unwrap_or(self.board.stamp.day);
        let shown = self.dates(from);
        let (running, ahead): (Vec<_>, Vec<_>) =
            shown.into_iter().partition(|(_, dated)| is_lasting(dated) && dated.when.start.date() < from);
        let count = running.len() + ahead.len();
        let (ahead, more) = cut(ahead, from);
        let mut days: BTreeMap<Date, Day> = BTreeMap::new();
        for (notice, dated) in ahead {
            // What began before and goes on past midnight stands under the first day.
            let date = dated.when.start.date().max(from);
            let new = || Day { id: date.to_string(), heading: dates.day(date), lines: Vec::new() };
            days.entry(date).or_insert_with(new).lines.push(liner.line(notice, dated, false));
        }
        let programme = self.programme();
        let span = |p: &Programme| {
            let (first, last) = (dates.day_plain(p.start), dates.day_plain(p.end_inclusive));
            let args = [("first", first.into()), ("last", last.into())];
            liner.speaker.words.say(liner.speaker.language, "page-period", &args)
        };
        let ahead_of = |p: &&Programme| programme.is_none() && p.end_inclusive >= self.board.stamp.day;
        let offered = |p: &Programme| Choice {
            value: span(p),
            label: p.title.clone(),
            href: self.reader.link("/", &format!("programme={}", p.id)),
            chosen: false,
        };
        ProgrammePage {
            frame: self.reader.frame_of(self.doors, &self.board.office, "/", &self.filter.canonical_without_language()),
            heading: programme.map_or_else(|| liner.speaker.word("page-programme"), |p| p.title.clone()),
            motto: programme.map(|p| p.motto.clone()).unwrap_or_default(),
            period: programme.map(span).unwrap_or_default(),
            programmes: self.board.programmes.values().filter(ahead_of).map(offered).collect(),
            count: liner.speaker.words.say(liner.speaker.language, "page-count", &[("count", count.into())]),
            filter: self.form(),
            running: running.into_iter().map(|(notice, dated)| liner.line(notice, dated, true)).collect(),
            days: days.into_values().collect(),
            more: more.map(|day| self.more(day, dates.day(day))),
            subscribe: self.subscribe(),
        }
    }

    fn liner(&self) -> Liner<'_> {
        Liner { board: self.board, reader: self.reader, speaker: self.reader.speaker(&self.doors.app) }
    }

    /// The dates that are wanted, in their order.
    fn dates(&self, from: Date) -> Vec<(&Notice, &Dated)> {
        let hidden = |dated: &Dated| dated.cancelled && self.filter.cancelled == Cancelled::Hide;
        let wanted = self.board.events.iter().map(AsRef::as_ref).filter(|notice| self.filter.wants(notice, self.board));
        let mut dates: Vec<_> = wanted
            .flat_map(|notice| notice.dates.iter().map(move |dated| (notice, dated)))
            .filter(|(_, dated)| is_between(dated, from, self.filter.until) && !hidden(dated))
            .collect();
        dates.sort_by_key(|(notice, dated)| (dated.when.starts_at(), notice.event.slug.as_str()));
        dates
    }

    /// The programme that is chosen, or the only one there is.
    fn programme(&self) -> Option<&Programme> {
        let mut chosen = self.filter.chosen(Key::Programme);
        match (chosen.next(), chosen.next()) {
            (Some(slug), None) => self.board.programmes.get(slug),
            _ => None,
        }
    }

    fn more(&self, day: Date, label: String) -> Choice {
        let later = Filter { from: Some(day), ..self.filter.clone() };
        let href = self.reader.link("/", &later.canonical_without_language());
        Choice { value: String::new(), label, href, chosen: false }
    }

    fn subscribe(&self) -> Subscribe {
        let base = &self.doors.app.config().http.base_url;
        let language = Some(self.reader.calendar_tag().to_owned());
        let feed = Filter { language, ..self.filter.clone() };
        let query = Some(feed.canonical()).filter(|query| !query.is_empty());
        let path = query.map_or_else(|| "/feed.ics".to_owned(), |query| format!("/feed.ics?{query}"));
        let host = base.split_once("://").map_or(base.as_str(), |(_, host)| host);
        Subscribe {
            webcal: format!("webcal://{host}{path}"),
            address: format!("{base}{path}"),
            is_selection: !self.filter.is_open(),
        }
    }

    fn form(&self) -> FilterForm {
        let flag = |name, label, chosen| Select { name, label, options: vec![Choice::new("1", "", chosen)] };
        FilterForm {
            search: self.filter.search.clone(),
            from: self.filter.from.map(|day| day.to_string()).unwrap_or_default(),
            selects: self.selects(),
            flags: vec![
                flag("free", "page-free", self.filter.free),
                flag("step_free", "page-step-free", self.filter.step_free),
            ],
            hidden: self.hidden(),
            active: self.active(),
        }
    }

    /// A select for each list of which several values are in use.
    fn selects(&self) -> Vec<Select> {
        let all = [
            (Key::Programme, "page-programme-filter"),
            (Key::Topic, "page-topic"),
            (Key::Kind, "page-kind"),
            (Key::Audience, "page-audience"),
            (Key::Language, "page-language"),
            (Key::District, "page-district"),
        ];
        let select = |(key, label): (Key, &'static str)| {
            let chosen: Vec<&str> = self.filter.chosen(key).collect();
            let options = self.options(key).into_iter().map(|(value, name)| {
                let is_chosen = chosen.first() == Some(&value.as_str());
                Choice::new(value, name, is_chosen)
            });
            Select { name: key.word(), label, options: options.collect() }
        };
        all.into_iter().map(select).filter(|select| select.options.len() > 1).collect()
    }

    /// What can be chosen for a parameter: value and name.
    fn options(&self, key: Key) -> Vec<(String, String)> {
        let board = self.board;
        let tag = self.reader.language().tag();
        let used = |is: &dyn Fn(&Notice) -> bool| board.events.iter().any(|notice| is(notice));
        let of = |terms: &[Term], is: &dyn Fn(&Notice, &str) -> bool| {
            let kept = terms.iter().filter(|term| used(&|notice| is(notice, &term.id)));
            kept.map(|term| (term.id.clone(), term.name(tag).to_owned())).collect()
        };
        let terms = &board.vocabulary;
        match key {
            Key::Kind => of(&terms.kinds, &|notice, slug| notice.event.kind == slug),
            Key::Topic => of(&terms.topics, &|notice, slug| notice.event.topic == slug),
            Key::Audience => {
                of(&terms.target_groups, &|notice, slug| notice.event.target_groups.iter().any(|g| g == slug))
            }
            Key::Programme => board.programmes.values().map(|p| (p.id.clone(), p.title.clone())).collect(),
            Key::District => board.districts().into_iter().map(|(slug, name)| (slug, name.to_owned())).collect(),
            Key::Language => {
                let spoken = board.languages();
                let named = terms.languages.iter().filter(|(tag, _)| spoken.contains(tag.as_str()));
                named.map(|(tag, name)| (tag.clone(), name.clone())).collect()
            }
            Key::Venue | Key::Organiser => Vec::new(),
        }
    }

    /// What stands in the address and in no field of the form.
    fn hidden(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut hidden = Vec::new();
        for key in Key::ALL.iter().copied() {
            let shown = usize::from(!self.options(key).is_empty());
            hidden.extend(self.filter.chosen(key).skip(shown).map(|value| pair(key.word(), value)));
        }
        hidden.extend(self.filter.until.map(|day| pair("until", &day.to_string())));
        if self.filter.cancelled != Cancelled::Keep {
            hidden.push(pair("cancelled", self.filter.cancelled.word()));
        }
        if self.reader.said {
            hidden.push(pair("lang", &self.reader.tag));
        }
        hidden
    }

    /// What is chosen, each with the address without it.
    fn active(&self) -> Vec<Choice> {
        let speaker = self.reader.speaker(&self.doors.app);
        let without = |label: String, other: Filter| {
            let href = self.reader.link("/", &other.canonical_without_language());
            Choice { value: String::new(), label, href, chosen: true }
        };
        let base = || self.filter.clone();
        let mut active = Vec::new();
        for key in Key::ALL.iter().copied() {
            let options = self.options(key);
            for value in self.filter.chosen(key) {
                let name = options.iter().find(|(slug, _)| slug == value).map(|(_, name)| name.as_str());
                let label = name.unwrap_or_else(|| self.name(key, value)).to_owned();
                active.push(without(label, self.filter.without(key, value)));
            }
        }
        let flags = [
            (self.filter.free, "page-free", Filter { free: false, ..base() }),
            (self.filter.step_free, "page-step-free", Filter { step_free: false, ..base() }),
        ];
        active.extend(flags.into_iter().filter(|flag| flag.0).map(|(_, id, other)| without(speaker.word(id), other)));
        if !self.filter.search.is_empty() {
            active.push(without(format!("„{}“", self.filter.search), Filter { search: String::new(), ..base() }));
        }
        active
    }

    /// The name of what is chosen and stands in no list of the form.
    fn name<'b>(&'b self, key: Key, value: &'b str) -> &'b str {
        match key {
            Key::Organiser => self.board.actor(value),
            Key::Venue => self.board.find_venue(Some(value)).map_or(value, |venue| &venue.name),
            _ => value,
        }
    }
}

/// The first dates in whole days, and the day with which the next page begins.
fn cut<'a>(dates: Vec<(&'a Notice, &'a Dated)>, from: Date) -> (Vec<(&'a Notice, &'a Dated)>, Option<Date>) {
    let day = |(_, dated): &(&Notice, &Dated)| dated.when.start.date().max(from);
    let next = dates.get(DATES_MAX).map(day);
    match next {
        // A single day that is longer than a page is shown whole, with nothing after it lost.
        Some(next) if dates.first().map(day) < Some(next) => {
            (dates.into_iter().filter(|date| day(date) < next).collect(), Some(next))
        }
        Some(first) => {
            let later = dates.iter().map(day).find(|date| *date > first);
            (dates.into_iter().filter(|date| day(date) == first).collect(), later)
        }
        None => (dates, None),
    }
}
