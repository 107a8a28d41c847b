//! What a request for a feed costs, by the number of public events.
//!
//! `cargo bench --bench feeds [-- COUNT …]`. Each figure is CPU time of the whole process per request.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark stops when its house does not stand")]

use std::hint::black_box;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::body::to_bytes;
use axum::http::HeaderName;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Response;
use axum::routing::get;
use tower::ServiceExt as _;
use treffpunkt::web;

use crate::house::House;
use crate::house::cpu_of_threads;
use crate::house::events;
use crate::house::resident;
use crate::house::town;

#[allow(dead_code, reason = "each benchmark uses a part of it")]
mod house;

/// Requests of one figure.
const REQUESTS: u32 = 5_000;
/// Changes of one figure.
const CHANGES: u32 = 20;

fn main() {
    let given: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let counts = if given.is_empty() { vec![100, 1_000, 10_000] } else { given };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for count in counts {
        runtime.block_on(feeds(count));
    }
}

async fn feeds(count: usize) {
    let house = House::open("memory:").await;
    let mut town = town(80);
    town["events"] = events(count);
    house.imports(&town).await;
    let routes = web::routes(house.app.clone()).unwrap();
    let first = each(1, async |_| drop(ask(&routes, "/feed.ics", None).await)).await;
    let answer = ask(&routes, "/feed.ics", None).await;
    let tag = answer.headers()[header::ETAG].to_str().unwrap().to_owned();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    println!("{count} events, {} kB; the first feed of all {first:?}", bytes.len() / 1000);

    let floor =
        Router::new().route("/feed.ics", get(move || std::future::ready(Response::new(Body::from(bytes.clone())))));
    let floor = each(REQUESTS, async |_| consume(ask(&floor, "/feed.ics", None).await).await).await;
    let (gzip, known) = ((header::ACCEPT_ENCODING, "gzip"), (header::IF_NONE_MATCH, tag.as_str()));
    for (name, asked) in [("200", None), ("304", Some(&known)), ("gzip", Some(&gzip))] {
        consume(ask(&routes, "/feed.ics", asked).await).await;
        let cost = each(REQUESTS, async |_| consume(ask(&routes, "/feed.ics", asked).await).await).await;
        println!("  {name:<12} {cost:?} each; axum with the bytes in memory {floor:?}");
    }
    filters(&routes).await;
    changes(&house, &routes).await;
    println!("  memory       {:.0} MiB resident", resident());
    house.app.close().await;
}

/// A thousand filters, no two alike: by day, and by words.
async fn filters(routes: &Router) {
    let day = jiff::civil::date(2027, 1, 1);
    let by_day = each(500, async |n| {
        let from = day.saturating_add(jiff::Span::new().days(n));
        consume(ask(routes, &format!("/feed.ics?from={from}"), None).await).await;
    });
    println!("  from=DAY     {:?} each", by_day.await);
    let by_word = each(500, async |n| consume(ask(routes, &format!("/feed.ics?q=fest+{n}"), None).await).await);
    println!("  q=WORDS      {:?} each", by_word.await);
}

/// The first feed after a change of one event.
async fn changes(house: &House, routes: &Router) {
    let slug = events(1)[0]["id"].as_str().unwrap().to_owned();
    let mut event = house.app.find_event(&slug).await.unwrap().unwrap();
    let mut costs = Vec::new();
    for n in 0..CHANGES {
        event.title = format!("Anders {n}");
        house.app.put_event(event.clone()).await.unwrap();
        costs.push(each(1, async |_| consume(ask(routes, "/feed.ics", None).await).await).await);
    }
    costs.sort();
    println!("  after change {:?} (middle of {CHANGES})", costs[costs.len() / 2]);
}

/// CPU time of one of `count` equal acts.
async fn each(count: u32, mut act: impl AsyncFnMut(u32)) -> Duration {
    let before = cpu_of_threads();
    for n in 0..count {
        act(n).await;
    }
    cpu_of_threads().saturating_sub(before) / count
}

async fn ask(routes: &Router, path: &str, header: Option<&(HeaderName, &str)>) -> Response {
    let mut request = Request::builder().uri(path);
    if let Some((name, value)) = header {
        request = request.header(name, *value);
    }
    let answer = routes.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert!(matches!(answer.status(), StatusCode::OK | StatusCode::NOT_MODIFIED), "{path}: {}", answer.status());
    answer
}

async fn consume(answer: Response) {
    let bytes: Bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    black_box(bytes);
}
