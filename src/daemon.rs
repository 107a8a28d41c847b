//! The daemon: HTTP and the timer, until somebody says stop.
//!
//! Invariants: a pass never overlaps another; a panic in one is told and the next one goes on; what was begun is
//! finished, or given back, within ten seconds. Keeps no state between passes: what is to be done lies in the tables.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::SignalKind;
use tokio::signal::unix::signal;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio::time::interval;
use tokio::time::timeout;
use tokio_cron_scheduler::Job;
use tokio_cron_scheduler::JobScheduler;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::web;
use crate::web::site::Site;

/// Each minute, and each night; in UTC, and nothing that a person receives hangs on it: the scheduler's zones are wrong
/// after the clocks change, and ticks that were missed are lost.
const EACH_MINUTE: &str = "0 * * * * *";
const EACH_NIGHT: &str = "0 20 2 * * *";

/// How often to look whether another process wrote, or something became due.
const WATCH: Duration = Duration::from_secs(1);

/// How long a pass may send before it ends in good order and the next one goes on.
const LONGEST_PASS: Duration = Duration::from_mins(10);

/// How long nothing is tried after a pass that failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How long open requests and dialogues may take after a stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until SIGTERM or SIGINT, then finishes what was begun. `ready` is called once requests are taken.
pub async fn serve(app: Arc<App>, ready: impl FnOnce(&App)) -> anyhow::Result<()> {
    app.try_writing().await?;
    let listen = app.config().http.listen;
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("cannot listen on {listen} (http.listen); another address: TREFFPUNKT_HTTP__LISTEN=127.0.0.1:8081")
    })?;
    ready(&app);
    // Port 0 asks the system for a free one; the journal says which it is.
    let listen = listener.local_addr().unwrap_or(listen);
    let site = Site::open(app.clone())?;
    let stop = CancellationToken::new();
    let mut tasks = JoinSet::new();
    tasks.spawn(on_signal(stop_signal()?, stop.clone()));
    tasks.spawn(engine(app.clone(), stop.clone()));
    tasks.spawn(watch(app.clone(), stop.clone()));
    let mut bells = start_bells(&app).await.context("the timer cannot be started")?;
    tracing::info!(%listen, "listening");
    let http = tasks.spawn(web::listen::serve(listener, site, stop.clone()));
    stop.cancelled().await;
    tracing::info!("stopping");
    if timeout(PATIENCE, wait_for(&mut tasks)).await.is_err() {
        tracing::warn!("something did not end in time; its mails are taken up again when their leases run out");
        http.abort();
    }
    bells.shutdown().await?;
    tracing::info!("stopped");
    Ok(())
}

async fn wait_for(tasks: &mut JoinSet<()>) {
    while tasks.join_next().await.is_some() {}
}

/// The two bells. They carry no data and start no work of their own: whoever is rung looks into the tables.
async fn start_bells(app: &Arc<App>) -> anyhow::Result<JobScheduler> {
    let scheduler = JobScheduler::new().await?;
    let rung = app.clone();
    let minute = Job::new_async(EACH_MINUTE, move |_, _| {
        rung.ring();
        Box::pin(std::future::ready(()))
    })?;
    let rung = app.clone();
    let night = Job::new_async(EACH_NIGHT, move |_, _| {
        let app = rung.clone();
        Box::pin(async move {
            if let Err(refusal) = app.tidy().await {
                tracing::error!(error = %refusal, "the night's work failed");
            }
        })
    })?;
    scheduler.add(minute).await?;
    scheduler.add(night).await?;
    scheduler.start().await?;
    Ok(scheduler)
}

/// Plans and delivers whenever the bell rings, one pass after the other.
async fn engine(app: Arc<App>, stop: CancellationToken) {
    app.ring();
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = app.rung() => {}
        }
        // A task of its own, so that a panic ends the pass and not the engine.
        let mut pass = JoinSet::new();
        pass.spawn(one_pass(app.clone(), stop.child_token()));
        let is_well = match pass.join_next().await {
            Some(Ok(Ok(()))) | None => true,
            Some(Ok(Err(refusal))) => {
                tracing::error!(error = &refusal as &dyn std::error::Error, "a pass failed; it is tried again");
                false
            }
            Some(Err(_)) => {
                tracing::error!("a pass panicked; it is tried again");
                false
            }
        };
        app.record_pass(is_well);
        if !is_well {
            let _ = timeout(AFTER_FAILURE, stop.cancelled()).await;
        }
    }
}

async fn one_pass(app: Arc<App>, stop: CancellationToken) -> Result<(), crate::app::Refusal> {
    // What was planned before goes, also when nothing new can be planned.
    let planned = app.plan().await;
    let deliver = app.deliver(&stop);
    tokio::pin!(deliver);
    let delivered = if let Ok(delivered) = timeout(LONGEST_PASS, &mut deliver).await {
        delivered
    } else {
        stop.cancel();
        app.ring();
        deliver.await
    };
    planned.and(delivered.map(drop))
}

/// Rings when something became due, or another process wrote something that is to be planned.
async fn watch(app: Arc<App>, stop: CancellationToken) {
    let mut ticks = interval(WATCH);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {}
        }
        if app.has_work().await.unwrap_or(false) {
            app.ring();
        }
    }
}

async fn on_signal(signal: impl Future<Output = ()>, stop: CancellationToken) {
    signal.await;
    stop.cancel();
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
