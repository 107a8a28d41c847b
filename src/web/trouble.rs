//! What is said when a page or feed cannot be given: kindly, in the reader's language, and what to do.

use axum::extract::Query;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::Uri;
use axum::http::header;
use axum::response::Html;
use axum::response::IntoResponse;
use axum::response::Response;

use crate::app::FilterFault;
use crate::app::Refusal;
use crate::view::facts::Speaker;
use crate::view::shown::Frame;
use crate::view::shown::MessagePage;
use crate::web::Doors;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;

/// What went wrong.
pub(super) enum Trouble {
    /// There is no such page.
    Missing,
    /// The address says something that is not understood.
    Address(FilterFault),
    /// A link says nothing, or nothing any more.
    Link,
    /// A form did not come from a page of ours.
    Foreign,
    /// Only leads may see or do this.
    LeadOnly,
    /// A form could not be read.
    Unread(StatusCode),
    /// The house could not do it.
    Refused(Refusal),
    /// A page could not be filled.
    Unfilled(crate::view::pages::PageFault),
}

impl Trouble {
    fn status(&self) -> StatusCode {
        match self {
            Self::Missing | Self::Link => StatusCode::NOT_FOUND,
            Self::Foreign | Self::LeadOnly => StatusCode::FORBIDDEN,
            Self::Unread(status) => *status,
            Self::Address(_) => StatusCode::BAD_REQUEST,
            Self::Refused(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unfilled(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Heading and sentence.
    fn words(&self, speaker: Speaker<'_>, of_office: bool) -> (String, String) {
        match self {
            // Who works in the office came by no mail: the page itself is the way back.
            Self::Foreign if of_office => (speaker.word("form-foreign-title"), speaker.word("office-form-foreign")),
            Self::Unread(_) if of_office => (speaker.word("form-unread-title"), speaker.word("office-form-unread")),
            Self::Missing => (speaker.word("page-missing-title"), speaker.word("page-missing")),
            Self::Address(fault) => (speaker.word("page-wrong-title"), sentence(fault, speaker)),
            // Only a way in is a link of the office.
            Self::Link if of_office => (speaker.word("link-gone-title"), speaker.word("sign-in-link-gone")),
            Self::Link => (speaker.word("link-gone-title"), speaker.word("link-gone")),
            Self::Foreign => (speaker.word("form-foreign-title"), speaker.word("form-foreign")),
            Self::LeadOnly => (speaker.word("lead-only-title"), speaker.word("lead-only")),
            Self::Unread(_) => (speaker.word("form-unread-title"), speaker.word("form-unread")),
            Self::Refused(_) | Self::Unfilled(_) => (speaker.word("page-down-title"), speaker.word("page-down")),
        }
    }

    /// Written down once, where it leaves the house.
    fn note(&self) {
        match self {
            Self::Missing | Self::Address(_) | Self::Link | Self::Foreign | Self::LeadOnly | Self::Unread(_) => {}
            Self::Refused(refusal) => tracing::error!(error = ?refusal, "a page could not be given"),
            Self::Unfilled(fault) => tracing::error!(error = ?fault, "a page could not be filled"),
        }
    }

    /// As a page.
    pub(super) fn page(self, doors: &Doors, reader: &Reader) -> Response {
        self.note();
        let of_office = reader.home != "/";
        let (heading, text) = self.words(reader.speaker(&doors.app), of_office);
        let back = if of_office { "office-back" } else { "page-back" };
        let frame = Frame { home: reader.link(reader.home, ""), ..reader.frame(doors, "/", "") };
        let page = MessagePage { frame, heading, text: text.clone(), back };
        match doors.pages.fill("pages/message.html", reader.language(), &page) {
            Ok(html) => (self.status(), Html(html)).into_response(),
            Err(fault) => {
                tracing::error!(error = ?fault, "the page of troubles could not be filled");
                (self.status(), text).into_response()
            }
        }
    }

    /// As a sentence, for calendar programs.
    pub(super) fn sentence(self, doors: &Doors, reader: &Reader) -> Response {
        self.note();
        let (_, text) = self.words(reader.speaker(&doors.app), reader.home != "/");
        (self.status(), [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{text}\n")).into_response()
    }
}

/// What is wrong with the parameters of an address.
fn sentence(fault: &FilterFault, speaker: Speaker<'_>) -> String {
    let say = |id: &str, args: &[(&str, &str)]| {
        let args: Vec<_> = args.iter().map(|(name, value)| (*name, (*value).into())).collect();
        speaker.words.say(speaker.language, id, &args)
    };
    match fault {
        FilterFault::UnknownKey(key) => say("fault-unknown-key", &[("key", key)]),
        FilterFault::UnknownValue { key, value } => say("fault-unknown-value", &[("key", key), ("value", value)]),
        FilterFault::NoDay { key, value } => say("fault-no-day", &[("key", key), ("value", value)]),
        FilterFault::Twice(key) => say("fault-twice", &[("key", key)]),
        FilterFault::LongSearch => say("fault-long-search", &[("most", &crate::app::SEARCH_MAX.to_string())]),
        FilterFault::TooMany => say("fault-too-many", &[]),
    }
}

/// For addresses that lead nowhere.
pub(super) async fn missing(State(doors): State<Doors>, uri: Uri, headers: HeaderMap) -> Response {
    let parameters = Query::<Parameters>::try_from_uri(&uri).map(|Query(given)| given).unwrap_or_default();
    let reader = if uri.path().starts_with("/office/") {
        Reader::of_office(&doors, &parameters, &headers)
    } else {
        Reader::stranger(&doors, &parameters, &headers)
    };
    if uri.path().strip_suffix(".ics").is_some() {
        return Trouble::Missing.sentence(&doors, &reader);
    }
    Trouble::Missing.page(&doors, &reader)
}
