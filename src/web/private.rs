//! Pages that belong to somebody: nobody indexes them, and a browser keeps of them only what the way back needs.
//!
//! A page that answers a form stands for what was typed. A browser that may not keep it asks, on the way back, to send the
//! form again, or shows an error; so it may keep that one, for itself, and sees the others anew.

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::header;
use axum::middleware::Next;
use axum::middleware::from_fn;
use axum::response::Response;

use crate::web::Doors;

const NOTHING: HeaderValue = HeaderValue::from_static("private, no-store");
const THE_WAY_BACK: HeaderValue = HeaderValue::from_static("private, no-cache");

/// What a browser is told that shall forget what it kept: whoever comes next finds nothing on the way back.
pub(super) const FORGET: (HeaderName, HeaderValue) =
    (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));

/// Routes to such pages.
pub(super) fn private(routes: Router<Doors>) -> Router<Doors> {
    routes.layer(from_fn(say_what_to_keep))
}

async fn say_what_to_keep(request: Request, next: Next) -> Response {
    let kept = if request.method() == Method::POST { THE_WAY_BACK } else { NOTHING };
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, kept);
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}
