//! Public feeds: exactly what is public, the same bytes each time, and what calendar programs need of HTTP.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::body::to_bytes;
use axum::http::HeaderMap;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use serde_json::Value;
use serde_json::json;
use tower::ServiceExt as _;
use treffpunkt::app::App;
use treffpunkt::clock::StoppedClock;
use treffpunkt::ical::read;
use treffpunkt::web;

use crate::house::House;
use crate::house::TOWN;
use crate::house::berlin;
use crate::house::house;

/// A house with its door to the web open.
pub struct Door {
    /// The routes.
    pub routes: Router,
    /// The verbs behind them.
    pub app: Arc<App>,
    /// The clock.
    pub clock: StoppedClock,
    /// The engine, for messages.
    pub engine: &'static str,
}

/// What came back.
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// A header; empty when it is missing.
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Door {
    /// Opens the door of a house.
    pub fn of(house: &House) -> Self {
        let app = Arc::clone(&house.app);
        let routes = web::routes(Arc::clone(&app)).unwrap();
        Self { routes, app, clock: house.clock.clone(), engine: house.engine }
    }

    /// Asks for an address, with headers.
    pub async fn asks(&self, method: &str, path: &str, headers: &[(header::HeaderName, &str)]) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let response = self.routes.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Reply { status: parts.status, headers: parts.headers, bytes }
    }

    /// Asks for an address.
    pub async fn gives(&self, path: &str) -> Reply {
        self.asks("GET", path, &[]).await
    }

    /// The text of a feed that must be there.
    pub async fn feed(&self, path: &str) -> String {
        let reply = self.gives(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        reply.text().to_owned()
    }
}

/// A file of events that are public unless they say something else.
pub fn events(list: &Value) -> String {
    json!({ "schema": "treffpunkt/1", "events": list }).to_string()
}

/// The lines of a calendar, unfolded.
fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn count(text: &str, line: &str) -> usize {
    lines(text).iter().filter(|l| l.starts_with(line)).count()
}

/// The public dates of the town, as its list of expected dates has them: original local start and slug.
fn expected() -> BTreeSet<(String, String)> {
    let all: Vec<Value> = serde_json::from_str(include_str!("../data/expected-occurrences.json")).unwrap();
    let town: Value = serde_json::from_str(TOWN).unwrap();
    let hidden = |id: &str| {
        let events = town["events"].as_array().unwrap();
        events.iter().any(|event| event["id"] == id && event["review"] != "published")
    };
    let dates = all.into_iter().map(|date| {
        let start = date["start_local"].as_str().or(date["start"].as_str()).unwrap().to_owned();
        (start, date["event"].as_str().unwrap().to_owned())
    });
    dates.filter(|(_, id)| !hidden(id)).collect()
}

#[tokio::test]
async fn the_towns_feed_holds_exactly_the_public_dates() {
    house(async |house| {
        house.imports_the_town().await;
        let door = Door::of(&house);
        let text = door.feed("/feed.ics").await;
        let page = |uid: &str| {
            let after = lines(&text).into_iter().skip_while(|line| line != &format!("UID:{uid}")).collect::<Vec<_>>();
            let url = after.iter().find_map(|line| line.strip_prefix("URL:")).unwrap();
            url.rsplit('/').next().unwrap().to_owned()
        };
        let dates = read::dates(&text, 1000).unwrap();
        let found: BTreeSet<(String, String)> = dates
            .iter()
            .map(|date| (date.start.to_string().chars().take(16).collect::<String>(), page(&date.uid)))
            .collect();
        let cancelled = ("2027-09-26T10:00".to_owned(), "abgesagt".to_owned());
        let expected: BTreeSet<_> = expected().into_iter().filter(|(_, id)| *id != cancelled.1).collect();
        assert_eq!(found, expected, "{}", door.engine);
        assert_eq!(count(&text, "STATUS:CANCELLED"), 1);
        assert_eq!(count(&text, "ATTENDEE"), 0);
        assert_eq!(count(&text, "METHOD:PUBLISH"), 1);
    })
    .await;
}
