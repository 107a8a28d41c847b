//! Takes connections and answers on them, within limits: whoever says nothing, or says it too slowly, is hung up on.
//!
//! `axum::serve` has no time limits; the same is served here by the library below it.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service;
use hyper_util::rt::TokioIo;
use hyper_util::rt::TokioTimer;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::web::unread::Unread;

/// How long the head of a request may take, also the first and the next one on a connection.
const HEAD: Duration = Duration::from_secs(20);

/// How long somebody may take nothing of an answer.
const ANSWER: Duration = Duration::from_secs(30);

/// Connections at once: below the 1 024 open files that a process usually may have, with room for database and mail.
const CONNECTIONS: usize = 512;

/// How long to wait when the system has no more connections to give.
const BREATH: Duration = Duration::from_millis(200);

/// Answers until somebody says stop; what was begun is finished.
pub async fn serve<S>(listener: TcpListener, site: S, stop: CancellationToken)
where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static,
{
    let (graceful, mut open) = (GracefulShutdown::new(), JoinSet::new());
    loop {
        while open.try_join_next().is_some() {}
        if open.len() >= CONNECTIONS {
            // One ends within the time that a head may take.
            tokio::select! {
                () = stop.cancelled() => break,
                _ = open.join_next() => continue,
            }
        }
        let stream = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            },
        };
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD);
        let stream = TokioIo::new(Unread::new(stream, ANSWER));
        let connection = graceful.watch(http.serve_connection(stream, site.clone()));
        // A browser that goes away is no fault of ours.
        open.spawn(async move { drop(connection.await) });
    }
    graceful.shutdown().await;
}
