//! The browser's door: routes, forms, status codes.
//!
//! Invariant: GET changes nothing. Holds no rules and names no store: it asks verbs of the house.
//! Invariant: no address of the office holds NUL: nothing is called so, and PostgreSQL takes it in no text.
//! Invariant: each answer says what a browser may do with it: no script, nothing from other hosts, and nothing of ours in
//! a frame but a mail that the office looks at.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware::Next;
use axum::middleware::from_fn;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse as _;
use axum::response::Response;
use axum::routing::get;
use tokio::time::timeout;

use crate::app::App;
use crate::app::Shelf;
use crate::view::pages::PageFault;
use crate::view::pages::Pages;
use crate::web::private::private;

mod answer;
mod answer_form;
mod cached;
mod event;
mod feeds;
mod form;
mod health;
mod legal;
mod lines;
pub mod listen;
mod office;
mod office_accounts;
mod office_actor_edit;
mod office_actors;
mod office_agenda;
mod office_attendance;
mod office_audit;
mod office_contact;
mod office_date;
mod office_details;
mod office_duplicate;
mod office_event_dates;
mod office_event_edit;
mod office_event_rules;
mod office_events;
mod office_form;
mod office_groups;
mod office_import;
mod office_mails;
mod office_outbox;
mod office_proxy;
mod office_record;
mod office_settings;
mod office_settings_identity;
mod office_settings_languages;
mod office_settings_legal;
mod office_settings_retention;
mod office_settings_rules;
mod office_settings_terms;
mod office_sign_in;
mod office_submissions;
mod office_test_mode;
mod office_texts;
mod office_translations;
mod office_week;
mod office_why;
mod private;
mod programme;
mod reader;
mod rules_form;
mod style;
mod trouble;
mod upload;
mod wishes;

/// What browsers may load for a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";
/// What browsers are told of each answer that says nothing else.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];
/// How long one request may take, with its body.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);
/// Bytes of each of the two boards of pages.
const SHELF: usize = 4 * 1024 * 1024;

/// What all doors share. Each request gets it several times, so it is one pointer.
#[derive(Clone)]
pub(crate) struct Doors(Arc<Shared>);

/// What stands behind the doors.
pub(crate) struct Shared {
    app: Arc<App>,
    pages: Pages,
    shelf: Shelf,
}

impl Deref for Doors {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// All routes. Fails when the office's own templates cannot be used.
pub fn routes(app: Arc<App>) -> Result<Router, PageFault> {
    let pages = Pages::open(app.config().templates.as_deref(), Arc::clone(app.words()))?;
    let doors = Doors(Arc::new(Shared { pages, shelf: Shelf::new(SHELF), app }));
    let router = Router::new()
        .route("/", get(programme::programme))
        .route("/e/{slug}", get(event::event))
        .route("/feed.ics", get(feeds::feed))
        .route("/feed/{file}", get(feeds::personal))
        .route("/static/{file}", get(style::style))
        .route("/legal/{text}", get(legal::show))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .merge(letters())
        .merge(office::routes())
        .fallback(trouble::missing)
        .with_state(doors.clone());
    Ok(router.layer(from_fn_with_state(doors, guard)))
}

/// What holds of each request: a time limit, for a form that trickles in keeps nobody busy, and what browsers are told.
///
/// One layer for all of it: each of its own copies the request and the answer, which costs more than what it does.
async fn guard(State(doors): State<Doors>, request: Request, next: Next) -> Response {
    let answer = timeout(LONGEST_REQUEST, know_the_office(doors, request, next)).await;
    let mut answer = answer.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response());
    for (name, value) in HEADERS {
        answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    answer
}

/// Looks who the office is now: each page names it, also those that say what went wrong. Refuses what is no address.
async fn know_the_office(doors: Doors, request: Request, next: Next) -> Response {
    doors.app.office().await;
    let said = request.uri().path_and_query().map_or("", |said| said.as_str());
    if said.starts_with("/office") && said.contains("%00") {
        return trouble::missing(State(doors), request.uri().clone(), request.headers().clone()).await;
    }
    next.run(request).await
}

/// What links in mails lead to. Their addresses hold tokens: they are told to nobody.
fn letters() -> Router<Doors> {
    let router = Router::new()
        .route("/a/{token}", get(answer::show).post(answer::decide))
        .route("/u/{token}", get(wishes::show).post(wishes::decide))
        .layer(DefaultBodyLimit::max(form::FORM_MAX));
    private(router.layer(from_fn(tell_nobody)))
}

async fn tell_nobody(request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    answer.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}
