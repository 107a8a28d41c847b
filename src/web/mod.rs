//! The browser's door: routes, forms, status codes.
//!
//! Invariant: GET changes nothing. Holds no rules and names no store: it asks verbs of the house.
//! Invariant: each answer says what a browser may do with it: no script, no frame, nothing from other hosts.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::routing::get;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::app::Shelf;
use crate::view::pages::PageFault;
use crate::view::pages::Pages;

mod answer;
mod cached;
mod event;
mod feeds;
mod form;
mod health;
mod lines;
pub mod listen;
mod office;
mod office_actors;
mod office_contact;
mod office_duplicate;
mod office_event_edit;
mod office_events;
mod office_import;
mod office_mails;
mod office_outbox;
mod office_sign_in;
mod office_submissions;
mod office_test_mode;
mod office_week;
mod office_why;
mod programme;
mod reader;
mod style;
mod trouble;
mod upload;
mod wishes;

/// What browsers are told of each page.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";
/// How long one request may take, with its body.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);
/// Bytes of each of the two boards of pages.
const SHELF: usize = 4 * 1024 * 1024;

/// What all doors share.
#[derive(Clone)]
pub(crate) struct Doors {
    app: Arc<App>,
    pages: Arc<Pages>,
    shelf: Arc<Shelf>,
}

/// All routes. Fails when the office's own templates cannot be used.
pub fn routes(app: Arc<App>) -> Result<Router, PageFault> {
    let pages = Pages::open(app.config().templates.as_deref(), Arc::clone(app.words()))?;
    let doors = Doors { pages: Arc::new(pages), shelf: Arc::new(Shelf::new(SHELF)), app };
    let router = Router::new()
        .route("/", get(programme::programme))
        .route("/e/{slug}", get(event::event))
        .route("/feed.ics", get(feeds::feed))
        .route("/feed/{file}", get(feeds::personal))
        .route("/static/{file}", get(style::style))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .merge(letters())
        .merge(office::routes())
        .fallback(trouble::missing)
        .with_state(doors);
    // A form that trickles in keeps nobody busy.
    let router = router.layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, LONGEST_REQUEST));
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    Ok(headers.into_iter().fold(router, |router, (name, value)| {
        router.layer(SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value)))
    }))
}

/// What links in mails lead to. Their addresses hold tokens: they are told to nobody.
fn letters() -> Router<Doors> {
    let router = Router::new()
        .route("/a/{token}", get(answer::show).post(answer::decide))
        .route("/u/{token}", get(wishes::show).post(wishes::decide))
        .layer(DefaultBodyLimit::max(form::FORM_MAX));
    let headers = [
        (header::CACHE_CONTROL, "private, no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ];
    headers.into_iter().fold(router, |router, (name, value)| {
        router.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    })
}
