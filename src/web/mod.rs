//! The browser's door: routes, forms, status codes.
//!
//! Invariant: GET changes nothing. Holds no rules and names no store: it asks verbs of the house.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::app::App;

mod health;

/// All routes.
pub fn routes(app: Arc<App>) -> Router {
    Router::new().route("/healthz", get(health::alive)).route("/readyz", get(health::ready)).with_state(app)
}
