//! Who reads: in which language, and what surrounds each page for them.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header;

use crate::app::App;
use crate::app::LegalText;
use crate::app::Noticeboard;
use crate::app::Office;
use crate::domain::event::Event;
use crate::view::facts::Speaker;
use crate::view::facts::Texts;
use crate::view::language::Language;
use crate::view::shown::Choice;
use crate::view::shown::Frame;
use crate::web::Doors;

/// The parameters of an address, in their order.
pub(super) type Parameters = Vec<(String, String)>;

/// The most languages of an Accept-Language that are looked at.
const TONGUES_MAX: usize = 20;

/// A reader of pages.
pub(super) struct Reader {
    /// The language that texts of events are wanted in.
    pub(super) tag: String,
    /// The language of the frame: we write fewer languages than events are translated into.
    language: Language,
    /// True: it stands in the address and shall stand in links too.
    pub(super) said: bool,
    /// Where one begins again who came to nothing: `/`, or `/office`.
    pub(super) home: &'static str,
}

impl Reader {
    /// By `?lang=`, else by Accept-Language, else German. A language that nobody here speaks is passed over.
    ///
    /// A browser names every language its reader knows. So frame and texts are each given in the first of them that is
    /// there: who reads Turkish and English gets a translation into Turkish under an English frame, not a German one.
    fn of(parameters: &[(String, String)], headers: &HeaderMap, office: &Office, board: Option<&Noticeboard>) -> Self {
        let known = |tag: &str| board.map_or_else(|| Language::find(tag).is_some(), |board| board.speaks(tag));
        let said = |tag: &str| known(tag) && office.language_for(tag) == tag;
        if let Some((_, tag)) = parameters.iter().find(|(key, value)| key == "lang" && said(value)) {
            return Self::saying(tag);
        }
        let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let wished = by_weight(wished);
        let framed = |tag: &str| Language::find(tag).filter(|language| office.languages.contains(language));
        let written = |tag: &str| board.is_some_and(|board| board.is_written_in(tag));
        let language = wished.iter().find_map(|tag| framed(tag)).unwrap_or_default();
        // What the office does not offer it does not offer in texts either.
        let tag = wished.into_iter().find(|tag| framed(tag).is_some() || (written(tag) && said(tag)));
        Self { tag: tag.unwrap_or_else(|| "de".to_owned()), language, said: false, home: "/" }
    }

    /// Whose address says a language; where we write no frame in it, that of an address is German.
    fn saying(tag: &str) -> Self {
        Self { tag: tag.to_owned(), language: Language::of(tag), said: true, home: "/" }
    }

    /// As [`Reader::of`], for somebody of whom nothing else is known.
    pub(super) fn stranger(doors: &Doors, parameters: &[(String, String)], headers: &HeaderMap) -> Self {
        Self::of(parameters, headers, &doors.app.office_as_known(), None)
    }

    /// As [`Reader::of`], of the office's own pages, which are German and English.
    pub(super) fn of_office(doors: &Doors, parameters: &[(String, String)], headers: &HeaderMap) -> Self {
        let mut office = Office::clone(&doors.app.office_as_known());
        office.languages.retain(|language| *language != Language::Ar);
        Self { home: "/office", ..Self::of(parameters, headers, &office, None) }
    }

    /// As [`Reader::of`], before the noticeboard: texts in its other languages are there too.
    pub(super) fn of_board(parameters: &[(String, String)], headers: &HeaderMap, board: &Noticeboard) -> Self {
        Self::of(parameters, headers, &board.office, Some(board))
    }

    /// As [`Reader::of`], for somebody whose language is known: only the address says another one.
    pub(super) fn of_contact(
        parameters: &[(String, String)],
        headers: &HeaderMap,
        office: &Office,
        language: &str,
    ) -> Self {
        let reader = Self::of(parameters, headers, office, None);
        if reader.said { reader } else { Self { said: false, ..Self::saying(office.language_for(language)) } }
    }

    /// The language of the frame.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The texts of an event: a translation into the language wanted most, else one into that of the frame.
    pub(super) fn texts<'a>(&'a self, event: &'a Event) -> Texts<'a> {
        let wanted = Texts::of(event, &self.tag);
        if wanted.title_language == self.tag { wanted } else { Texts::of(event, self.language.tag()) }
    }

    /// The language of a calendar, which has but one, its frame German where we write none: the words that the reader
    /// can read go before a translated title.
    pub(super) fn calendar_tag(&self) -> &str {
        if Language::of(&self.tag) == self.language { &self.tag } else { self.language.tag() }
    }

    /// The words for this reader.
    pub(super) fn speaker<'a>(&'a self, app: &'a App) -> Speaker<'a> {
        Speaker { words: app.words(), language: self.language(), tag: &self.tag }
    }

    /// An address of ours, with the language where it was said.
    pub(super) fn link(&self, path: &str, query: &str) -> String {
        let lang = if self.said { format!("lang={}", self.tag) } else { String::new() };
        let query = [query, &lang].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// What surrounds a page; `path` and `query` (without `lang`) lead to it.
    pub(super) fn frame(&self, doors: &Doors, path: &str, query: &str) -> Frame {
        self.frame_of(doors, &doors.app.office_as_known(), path, query)
    }

    /// As [`Reader::frame`], of the office as it was when the page's facts were read.
    pub(super) fn frame_of(&self, doors: &Doors, office: &Office, path: &str, query: &str) -> Frame {
        let language = self.language();
        let in_other = |other: Language| Choice {
            value: other.tag().to_owned(),
            label: other.own_name().to_owned(),
            href: Self::saying(other.tag()).link(path, query),
            chosen: other == language,
        };
        Frame {
            lang: language.tag(),
            dir: language.dir(),
            office: office.name.clone(),
            mailbox: office.mailbox.as_str().to_owned(),
            sample: doors.app.config().office.demo,
            home: self.link("/", ""),
            style: doors.pages.style_path().to_owned(),
            languages: office.languages.iter().copied().map(in_other).collect(),
            legal: office.legal.iter().map(|text| self.legal(doors, *text)).collect(),
        }
    }

    fn legal(&self, doors: &Doors, text: LegalText) -> Choice {
        Choice {
            value: text.word().to_owned(),
            label: self.speaker(&doors.app).word(&format!("legal-{text}")),
            href: self.link(&format!("/legal/{text}"), ""),
            chosen: false,
        }
    }

    /// What tells two readings of one page apart.
    pub(super) fn key(&self) -> String {
        format!("{}/{}{}", self.tag, self.language.tag(), if self.said { "!" } else { "" })
    }
}

/// The first parts of the languages of an Accept-Language, the dearest first.
fn by_weight(list: &str) -> Vec<String> {
    let mut tongues: Vec<(f32, String)> = Vec::new();
    for tongue in list.split(',').take(TONGUES_MAX) {
        let (tag, weight) = tongue.split_once(';').unwrap_or((tongue, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(1.0, |q| q.parse().unwrap_or(0.0));
        let first = tag.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
        if weight > 0.0 && !first.is_empty() {
            tongues.push((weight, first));
        }
    }
    // Stable: of equals the first is meant.
    tongues.sort_by(|a, b| b.0.total_cmp(&a.0));
    tongues.into_iter().map(|(_, tag)| tag).collect()
}

impl axum::extract::FromRef<Doors> for Arc<App> {
    fn from_ref(doors: &Doors) -> Self {
        Self::clone(&doors.app)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dearest_language_that_is_spoken_is_taken() {
        let address = || "office@example.org".parse().unwrap();
        let office = Office {
            name: String::new(),
            sender: String::new(),
            from: address(),
            mailbox: address(),
            languages: Language::ALL.into(),
            legal: Vec::new(),
        };
        for (list, tag) in [
            ("en-GB,en;q=0.9,de;q=0.8", "en"),
            ("fr;q=0.9, ar", "ar"),
            ("xx, *", "de"),
            ("", "de"),
            ("de;q=0.1,en;q=0", "de"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, list.parse().unwrap());
            assert_eq!(Reader::of(&[], &headers, &office, None).tag, tag, "{list}");
        }
    }
}
