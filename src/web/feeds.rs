//! `/feed.ics`: what is public, as a calendar to subscribe to. `/feed/TOKEN.ics`: what concerns one contact.

use std::sync::Arc;

use axum::extract::Path;
use axum::extract::Query;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::Feed;
use crate::app::Filter;
use crate::app::Rendered;
use crate::web::Doors;
use crate::web::cached::Given;
use crate::web::reader::Parameters;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// Of a calendar.
const CALENDAR: &str = "text/calendar; charset=utf-8";

/// The feed of a filter.
pub(super) async fn feed(
    State(doors): State<Doors>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Response {
    let board = match doors.app.noticeboard().await {
        Ok(board) => board,
        Err(refusal) => {
            return Trouble::Refused(refusal).sentence(&doors, &Reader::stranger(&doors, &parameters, &headers));
        }
    };
    match Filter::read(&parameters, &board) {
        Ok(filter) => give(doors.app.feed(&board, &filter), filter.language(), &headers),
        Err(fault) => Trouble::Address(fault).sentence(&doors, &Reader::of_board(&parameters, &headers, &board)),
    }
}

/// Public calendars may be kept by anybody for a quarter of an hour.
pub(super) fn give(feed: Feed, language: &str, asked: &HeaderMap) -> Response {
    let given = Given {
        text: feed.text,
        kind: CALENDAR,
        cache: "public, max-age=900",
        vary: "Accept-Encoding",
        changed_at: Some(feed.changed_at),
        language: Some(language),
    };
    given.answer(asked)
}

/// The calendar of one contact. Unknown, revoked and misspelt tokens look the same.
pub(super) async fn personal(State(doors): State<Doors>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    let reader = || Reader::stranger(&doors, &[], &headers);
    let Some(token) = file.strip_suffix(".ics") else { return Trouble::Missing.sentence(&doors, &reader()) };
    let text = match doors.app.personal_feed(token).await {
        Ok(Some(text)) => text,
        Ok(None) => return Trouble::Missing.sentence(&doors, &reader()),
        Err(refusal) => return Trouble::Refused(refusal).sentence(&doors, &reader()),
    };
    let given = Given {
        text: Arc::new(Rendered::new(text)),
        kind: CALENDAR,
        cache: "private, max-age=900",
        vary: "Accept-Encoding",
        // It grows by each invitation and each answer; its tag tells exactly what a date of all of them would guess.
        changed_at: None,
        language: None,
    };
    given.answer(&headers)
}
