//! What a request for a feed costs, by the number of public events.
//!
//! `cargo bench --profile dist --bench feeds [-- COUNT …]`. Each figure is CPU time of the whole process per request.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark stops when its house does not stand")]

use std::convert::Infallible;
use std::hint::black_box;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::body::to_bytes;
use axum::http::HeaderName;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse as _;
use axum::response::Response;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio_util::sync::CancellationToken;
use treffpunkt::web::listen;
use treffpunkt::web::site::Site;

use crate::house::House;
use crate::house::cpu;
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
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [role, port, count, header] = words.as_slice()
        && role == "client"
    {
        return client(port.parse().unwrap(), count.parse().unwrap(), header);
    }
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
    let site = Site::open(house.app.clone()).unwrap();
    let first = each(1, async |_| drop(ask(&site, "/feed.ics", None).await)).await;
    let answer = ask(&site, "/feed.ics", None).await;
    let tag = answer.headers()[header::ETAG].to_str().unwrap().to_owned();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    println!("{count} events, {} kB; the first feed of all {first:?}", bytes.len() / 1000);

    if count == 1_000 {
        over_sockets(&site, &bytes, &tag).await;
    }
    let floor = holds(move || Response::new(Body::from(bytes.clone())));
    let floor = each(REQUESTS, async |_| consume(ask(&floor, "/feed.ics", None).await).await).await;
    let (gzip, known) = ((header::ACCEPT_ENCODING, "gzip"), (header::IF_NONE_MATCH, tag.as_str()));
    for (name, asked) in [("200", None), ("304", Some(&known)), ("gzip", Some(&gzip))] {
        consume(ask(&site, "/feed.ics", asked).await).await;
        let cost = each(REQUESTS, async |_| consume(ask(&site, "/feed.ics", asked).await).await).await;
        println!("  {name:<12} {cost:?} each; axum with the bytes in memory {floor:?}");
    }
    filters(&site).await;
    changes(&house, &site).await;
    println!("  memory       {:.0} MiB resident", resident());
    house.app.close().await;
}

/// The same over a socket, beside a handler that only holds the bytes: CPU of this process for each request, while a
/// process of its own asks.
async fn over_sockets(site: &Site, bytes: &Bytes, tag: &str) {
    let packed = consume_bytes(ask(site, "/feed.ics", Some(&(header::ACCEPT_ENCODING, "gzip"))).await).await;
    let bytes = bytes.clone();
    let plain = holds(move || Response::new(Body::from(bytes.clone())));
    let packed = holds(move || Response::new(Body::from(packed.clone())));
    let unchanged = holds(|| StatusCode::NOT_MODIFIED.into_response());
    let if_none_match = format!("If-None-Match: {tag}");
    let cases = [
        ("200", "Accept: */*", &plain, 2_000),
        ("304", if_none_match.as_str(), &unchanged, 20_000),
        ("gzip", "Accept-Encoding: gzip", &packed, 10_000),
    ];
    for (name, header, floor, count) in cases {
        // In turn, so that what else the machine does meets both.
        let mut costs = [Duration::ZERO; 2];
        for _ in 0..3 {
            costs[0] += served(site, count, header).await;
            costs[1] += served(floor, count, header).await;
        }
        let [ours, floor] = costs.map(|cost| cost / (3 * count));
        let ratio = floor.as_secs_f64() / ours.as_secs_f64();
        println!("  socket {name:<5} {ours:?} each; a handler that holds the bytes {floor:?}; ratio {ratio:.2}");
    }
}

/// CPU that answering so many requests took.
async fn served<S>(site: &S, count: u32, header: &str) -> Duration
where
    S: Service<Request<Incoming>, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static,
{
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let stop = CancellationToken::new();
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn(listen::serve(listener, site.clone(), stop.clone()));
    let before = cpu();
    let args = ["client", &port, &count.to_string(), header];
    let mut child = std::process::Command::new(std::env::current_exe().unwrap()).args(args).spawn().unwrap();
    let done = tokio::task::spawn_blocking(move || child.wait().unwrap()).await.unwrap();
    assert!(done.success());
    let took = cpu().saturating_sub(before);
    stop.cancel();
    tasks.join_next().await;
    took
}

/// Asks for the feed again and again over one connection, and reads each answer whole.
fn client(port: u16, count: usize, header: &str) {
    let mut tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_nodelay(true).unwrap();
    let mut reader = BufReader::with_capacity(1 << 20, tcp.try_clone().unwrap());
    for _ in 0..count {
        tcp.write_all(format!("GET /feed.ics HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n").as_bytes()).unwrap();
        let (mut line, mut length) = (String::new(), 0);
        loop {
            line.clear();
            reader.read_line(&mut line).unwrap();
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink()).unwrap();
    }
}

/// A handler that has the answer ready.
fn holds(answer: impl Fn() -> Response + Clone + Send + Sync + 'static) -> TowerToHyperService<Router> {
    let routes = Router::new().route("/feed.ics", get(move || std::future::ready(answer())));
    TowerToHyperService::new(routes)
}

async fn consume_bytes(answer: Response) -> Bytes {
    to_bytes(answer.into_body(), usize::MAX).await.unwrap()
}

/// A thousand filters, no two alike: by day, and by words.
async fn filters(site: &Site) {
    let day = jiff::civil::date(2027, 1, 1);
    let by_day = each(500, async |n| {
        let from = day.saturating_add(jiff::Span::new().days(n));
        consume(ask(site, &format!("/feed.ics?from={from}"), None).await).await;
    });
    println!("  from=DAY     {:?} each", by_day.await);
    let by_word = each(500, async |n| consume(ask(site, &format!("/feed.ics?q=fest+{n}"), None).await).await);
    println!("  q=WORDS      {:?} each", by_word.await);
}

/// The first feed after a change of one event.
async fn changes(house: &House, site: &Site) {
    let slug = events(1)[0]["id"].as_str().unwrap().to_owned();
    let mut event = house.app.find_event(&slug).await.unwrap().unwrap();
    let mut costs = Vec::new();
    for n in 0..CHANGES {
        event.title = format!("Anders {n}");
        house.app.put_event(event.clone()).await.unwrap();
        costs.push(each(1, async |_| consume(ask(site, "/feed.ics", None).await).await).await);
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

async fn ask<S>(site: &S, path: &str, header: Option<&(HeaderName, &str)>) -> Response
where
    S: Service<Request<Body>, Response = Response, Error = Infallible>,
{
    let mut request = Request::builder().uri(path);
    if let Some((name, value)) = header {
        request = request.header(name, *value);
    }
    let answer = site.call(request.body(Body::empty()).unwrap()).await.unwrap();
    assert!(matches!(answer.status(), StatusCode::OK | StatusCode::NOT_MODIFIED), "{path}: {}", answer.status());
    answer
}

async fn consume(answer: Response) {
    let bytes: Bytes = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    black_box(bytes);
}
