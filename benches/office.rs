//! What a page of the office costs, with as many organisations as events: all of them are invited to one meeting, fifty to
//! another.
//!
//! `cargo bench --profile dist --bench office [-- COUNT …]`. Each figure is CPU time of the whole process per page.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark stops when its house does not stand")]

use axum::Router;
use axum::body::Body;
use axum::body::to_bytes;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Response;
use serde_json::Value;
use serde_json::json;
use tower::ServiceExt as _;
use treffpunkt::domain::account::Role;
use treffpunkt::web;

use crate::house::House;
use crate::house::cpu;
use crate::house::events;
use crate::house::town;

#[allow(dead_code, reason = "each benchmark uses a part of it")]
mod house;

/// Requests of one figure.
const REQUESTS: u32 = 20;
/// Organisations of a working group.
const FEW: usize = 50;
/// The pages that the office opens most.
const PAGES: [&str; 17] = [
    "/office",
    "/office/events",
    "/office/events/treffen",
    "/office/events/treffen/edit",
    "/office/events/treffen/answers?date=2027-02-18T17:00",
    "/office/events/treffen/record?date=2027-02-18T17:00",
    "/office/events/treffen/rules",
    "/office/events/arbeitsgruppe",
    "/office/events/arbeitsgruppe/answers?date=2027-02-18T17:00",
    "/office/events/arbeitsgruppe/record?date=2027-02-18T17:00",
    "/office/actors",
    "/office/actors/bruecke",
    "/office/contacts/1?event=treffen",
    "/office/contacts/1?event=arbeitsgruppe",
    "/office/groups",
    "/office/outbox",
    "/office/submissions",
];

fn main() {
    let given: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let counts = if given.is_empty() { vec![100, 1_000] } else { given };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for count in counts {
        runtime.block_on(pages(count));
    }
}

async fn pages(count: usize) {
    let house = House::open("memory:").await;
    let mut town = town(count);
    town["events"] = events(count);
    for actor in town["actors"].as_array_mut().unwrap().iter_mut().take(FEW) {
        actor["groups"] = json!(["alle-akteure", "ag-jugend"]);
    }
    town["meetings"] = json!([meeting("treffen", "alle-akteure"), meeting("arbeitsgruppe", "ag-jugend")]);
    house.imports(&town).await;
    house.app.plan().await.unwrap();
    let routes = web::routes(house.app.clone()).unwrap();
    let cookie = signs_in(&house, &routes).await;
    println!("{count} events and {count} organisations, all of them invited to one meeting, {FEW} to another");
    for page in PAGES {
        let bytes = opens(&routes, page, &cookie).await;
        let before = cpu();
        for _ in 0..REQUESTS {
            opens(&routes, page, &cookie).await;
        }
        println!("  {:?} {page} ({} kB)", cpu().saturating_sub(before) / REQUESTS, bytes / 1000);
    }
}

/// A meeting of a group, with the usual mails.
fn meeting(slug: &str, group: &str) -> Value {
    let example = include_str!("../config/demo.json").replace("alle-akteure", group);
    let example: Value = serde_json::from_str(&example).unwrap();
    let mut meeting = example["meetings"][0].clone();
    meeting["id"] = json!(slug);
    meeting
}

async fn signs_in(house: &House, routes: &Router) -> String {
    house.app.put_account("bench", "lead@example.org", Role::Lead).await.unwrap();
    let link = house.app.make_sign_in_link("bench", "lead@example.org").await.unwrap().unwrap();
    let path = link.split_once("example.org").unwrap().1;
    let page = routes.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    let browser = cookie_of(&page);
    let page = String::from_utf8(to_bytes(page.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
    let mark = page.split("name=\"form\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, browser)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("form={mark}")));
    let answer = routes.clone().oneshot(request.unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    cookie_of(&answer)
}

fn cookie_of(answer: &Response) -> String {
    answer.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// Opens a page; how many bytes it has.
async fn opens(routes: &Router, page: &str, cookie: &str) -> usize {
    let request = Request::get(page).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let answer = routes.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{page}");
    to_bytes(answer.into_body(), usize::MAX).await.unwrap().len()
}
