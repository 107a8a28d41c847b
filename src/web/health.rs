//! `/healthz`: the process runs. `/readyz`: it can do its work.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;

/// The process runs and answers.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// 200 when the database answers, else 503.
pub(super) async fn ready(State(app): State<Arc<App>>) -> (StatusCode, &'static str) {
    if app.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
    }
}
