//! Texts that were made once: given as they are or compressed, or not at all when the asker has them (RFC 9110).
//!
//! Invariant: plain and compressed bytes are two representations with two strong tags (8.8.3.3); an If-None-Match with
//! either of them is answered by 304.

use std::sync::Arc;

use axum::body::Body;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Response;
use jiff::Timestamp;

use crate::app::Board;
use crate::app::Rendered;
use crate::app::Stamp;
use crate::view::pages::PageFault;
use crate::web::Doors;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// Of pages.
const PAGE: &str = "text/html; charset=utf-8";
/// Pages are asked for again each time, and mostly answered by 304.
const ASK_AGAIN: &str = "no-cache";
/// The most headers of an answer, and of one without a text.
const HEADERS_MAX: usize = 14;
const HEADERS_OF_304: usize = 6;
/// What the tag of the compressed form ends with.
const GZIP_TAG: &str = "-gzip";
/// What a page depends on besides its address.
const VARY: &str = "Accept-Encoding, Accept-Language";

/// Where a page lies on the shelf.
pub(super) struct Place {
    /// What it is made from.
    pub(super) stamp: Stamp,
    /// Its board.
    pub(super) board: Board,
    /// What tells it from others.
    pub(super) key: String,
}

impl Doors {
    /// A page, filled now if it does not lie on the shelf.
    pub(super) fn page(
        &self,
        place: &Place,
        reader: &Reader,
        asked: &HeaderMap,
        fill: impl FnOnce() -> Result<String, PageFault>,
    ) -> Response {
        let text = match self.shelf.find(place.stamp, place.board, &place.key) {
            Some(text) => text,
            None => match fill() {
                Ok(page) => self.shelf.take(place.stamp, place.board, &place.key, || page),
                Err(fault) => return Trouble::Unfilled(fault).page(self, reader),
            },
        };
        let language = Some(reader.language().tag());
        Given { text, kind: PAGE, cache: ASK_AGAIN, vary: VARY, changed_at: None, language }.answer(asked)
    }
}

/// How a text is given.
pub(super) struct Given<'a> {
    /// The text.
    pub(super) text: Arc<Rendered>,
    /// Its Content-Type.
    pub(super) kind: &'static str,
    /// Its Cache-Control.
    pub(super) cache: &'static str,
    /// Its Vary.
    pub(super) vary: &'static str,
    /// Its Last-Modified, where there is one.
    pub(super) changed_at: Option<Timestamp>,
    /// Its Content-Language, where there is one.
    pub(super) language: Option<&'a str>,
}

/// One of the two forms of a text, owned for as long as somebody reads it.
struct Part {
    text: Arc<Rendered>,
    gzip: bool,
}

impl AsRef<[u8]> for Part {
    fn as_ref(&self) -> &[u8] {
        if self.gzip { self.text.gzip() } else { self.text.plain() }
    }
}

impl Given<'_> {
    /// The answer to a request with these headers.
    pub(super) fn answer(self, asked: &HeaderMap) -> Response {
        let gzip = takes_gzip(asked);
        let has_it = match asked.get(header::IF_NONE_MATCH) {
            Some(known) => known.to_str().is_ok_and(|known| names(known, self.text.tag())),
            None => self.changed_at.is_some_and(|changed| is_unchanged_since(asked, changed)),
        };
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        // With what the doors add; a map that grows moves what it holds.
        headers.reserve(if has_it { HEADERS_OF_304 } else { HEADERS_MAX });
        put(headers, header::ETAG, &["\"", self.text.tag(), if gzip { GZIP_TAG } else { "" }, "\""].concat());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.cache));
        headers.insert(header::VARY, HeaderValue::from_static(self.vary));
        if has_it {
            // The asker keeps what it was told with the text (RFC 9110 15.4.5).
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        if let Some(changed) = self.changed_at {
            put(headers, header::LAST_MODIFIED, &http_date(changed));
        }
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(language) = self.language {
            put(headers, header::CONTENT_LANGUAGE, language);
        }
        if gzip {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        *response.body_mut() = Body::from(Bytes::from_owner(Part { text: self.text, gzip }));
        response
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    // Every value here is made of visible ASCII; another one would be left out.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// A date as HTTP writes it (RFC 9110 5.6.7).
fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

fn is_unchanged_since(asked: &HeaderMap, changed: Timestamp) -> bool {
    let since = asked.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|text| jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok());
    since.is_some_and(|since| changed.as_second() <= since.as_second())
}

/// Whether a list of tags holds that of one of the two forms; weak ones count too (RFC 9110 13.1.2).
fn names(list: &str, tag: &str) -> bool {
    list.split(',').map(|known| known.trim().trim_start_matches("W/")).any(|known| {
        let quoted = known.strip_prefix('"').and_then(|known| known.strip_suffix('"'));
        known == "*" || quoted.is_some_and(|known| known.strip_suffix(GZIP_TAG).unwrap_or(known) == tag)
    })
}

/// Whether gzip is taken: named, or meant by `*`, and not refused by `q=0`.
fn takes_gzip(asked: &HeaderMap) -> bool {
    let lists = asked.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|value| value.to_str().ok());
    let mut any = false;
    for coding in lists.flat_map(|list| list.split(',')) {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(1.0, |q| q.trim().parse().unwrap_or(0.0));
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => return weight > 0.0,
            "*" => any = weight > 0.0,
            _ => {}
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_taken_when_named_and_not_refused() {
        for (list, taken) in [
            ("gzip", true),
            ("deflate, gzip;q=0.5", true),
            ("br, *", true),
            ("gzip;q=0, *", false),
            ("identity", false),
            ("", false),
        ] {
            let mut asked = HeaderMap::new();
            asked.insert(header::ACCEPT_ENCODING, list.parse().unwrap());
            assert_eq!(takes_gzip(&asked), taken, "{list}");
        }
    }

    #[test]
    fn either_form_is_known_by_its_tag() {
        for (list, known) in [
            ("\"ab\"", true),
            ("W/\"ab-gzip\"", true),
            ("\"x\", \"ab\"", true),
            ("*", true),
            ("ab", false),
            ("\"abc\"", false),
            ("\"ab-gzip-gzip\"", false),
            ("\"-gzip\"", false),
            ("", false),
        ] {
            assert_eq!(names(list, "ab"), known, "{list}");
        }
    }

    #[test]
    fn dates_are_written_and_read_as_http_does() {
        let at: Timestamp = "1994-11-06T08:49:37Z".parse().unwrap();
        assert_eq!(http_date(at), "Sun, 06 Nov 1994 08:49:37 GMT");
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_MODIFIED_SINCE, http_date(at).parse().unwrap());
        assert!(is_unchanged_since(&asked, at));
        assert!(!is_unchanged_since(&asked, at + jiff::SignedDuration::from_secs(1)));
    }
}
