//! `/static/…`: the stylesheet, under an address that changes with it.

use axum::extract::Path;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;

use crate::web::Doors;
use crate::web::reader::Reader;
use crate::web::trouble::Trouble;

/// The stylesheet, to be kept for ever.
pub(super) async fn style(State(doors): State<Doors>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    if doors.pages.style_path().strip_prefix("/static/") != Some(file.as_str()) {
        return Trouble::Missing.page(&doors, &Reader::stranger(&doors, &[], &headers));
    }
    let kept = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (kept, doors.pages.style().to_owned()).into_response()
}
