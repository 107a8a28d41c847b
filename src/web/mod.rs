//! The browser's door: routes, forms, status codes.
//!
//! Invariant: GET changes nothing. Holds no rules and names no store: it asks verbs of the house.

use std::ops::Deref;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header;
use axum::middleware::Next;
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::get;

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
pub mod site;
mod style;
mod trouble;
mod unread;
mod upload;
mod wishes;

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

impl Doors {
    /// Fails when the office's own templates cannot be used.
    fn open(app: Arc<App>) -> Result<Self, PageFault> {
        let pages = Pages::open(app.config().templates.as_deref(), app.words())?;
        Ok(Self(Arc::new(Shared { pages, shelf: Shelf::new(SHELF), app })))
    }
}

/// All routes.
fn routes(doors: Doors) -> Router {
    Router::new()
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
        .with_state(doors)
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
