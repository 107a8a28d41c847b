//! The daemon: HTTP and the timer, until somebody says stop.

use std::future::Future;
use std::sync::Arc;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::SignalKind;
use tokio::signal::unix::signal;

use crate::app::App;
use crate::web;

/// Serves until SIGTERM or SIGINT, then finishes what was begun.
pub async fn serve(app: Arc<App>) -> anyhow::Result<()> {
    let listen = app.config().http.listen;
    let listener =
        TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen} (http.listen)"))?;
    let routes = web::routes(app)?;
    let stop = stop_signal()?;
    tracing::info!(%listen, "listening");
    axum::serve(listener, routes).with_graceful_shutdown(stop).await?;
    tracing::info!("stopped");
    Ok(())
}

fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut term = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
