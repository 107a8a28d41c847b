//! What a page of the office costs, with as many organisations as events: all of them are invited to one meeting, fifty to
//! another; two of three have answered.
//!
//! `cargo bench --profile dist --bench office [-- COUNT … PART …]`: the pages whose addresses hold one of the parts. Each
//! figure is CPU time of the whole process per page.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark stops when its house does not stand")]

use axum::body::Body;
use axum::body::to_bytes;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::Response;
use serde_json::Value;
use serde_json::json;
use treffpunkt::domain::account::Role;
use treffpunkt::web::site::Site;

use crate::house::House;
use crate::house::cpu;
use crate::house::events;
use crate::house::town;

#[allow(dead_code, reason = "each benchmark uses a part of it")]
mod house;

/// Requests of one figure.
const REQUESTS: u32 = 100;
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
    let given: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let (counts, parts): (Vec<_>, Vec<_>) = given.into_iter().partition(|word| word.parse::<usize>().is_ok());
    let counts: Vec<usize> = counts.iter().map(|word| word.parse().unwrap()).collect();
    let counts = if counts.is_empty() { vec![100, 1_000] } else { counts };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for count in counts {
        runtime.block_on(pages(count, &parts));
    }
}

async fn pages(count: usize, parts: &[String]) {
    let house = House::open("memory:").await;
    let mut town = town(count);
    town["events"] = events(count);
    for actor in town["actors"].as_array_mut().unwrap().iter_mut().take(FEW) {
        actor["groups"] = json!(["alle-akteure", "ag-jugend"]);
    }
    let actors = town["actors"].as_array().unwrap();
    let all = meeting("treffen", "alle-akteure", actors);
    let few = meeting("arbeitsgruppe", "ag-jugend", &actors[..FEW.min(actors.len())]);
    town["meetings"] = json!([all, few]);
    house.imports(&town).await;
    house.app.plan().await.unwrap();
    let site = Site::open(house.app.clone()).unwrap();
    let cookie = signs_in(&house, &site).await;
    println!("{count} events and {count} organisations, all of them invited to one meeting, {FEW} to another");
    let is_meant = |page: &&str| parts.is_empty() || parts.iter().any(|part| page.contains(part.as_str()));
    for page in PAGES.into_iter().filter(is_meant) {
        let bytes = opens(&site, page, &cookie).await;
        let before = cpu();
        for _ in 0..REQUESTS {
            opens(&site, page, &cookie).await;
        }
        println!("  {:?} {page} ({} kB)", cpu().saturating_sub(before) / REQUESTS, bytes / 1000);
    }
}

/// A meeting of a group, with the usual mails; of three of its actors one comes and one does not.
fn meeting(slug: &str, group: &str, actors: &[Value]) -> Value {
    let example = include_str!("../config/demo.json").replace("alle-akteure", group);
    let example: Value = serde_json::from_str(&example).unwrap();
    let mut meeting = example["meetings"][0].clone();
    meeting["id"] = json!(slug);
    let answer = |(place, actor): (usize, &Value)| {
        let state = ["accepted", "declined", "needs_action"][place % 3];
        json!({ "actor": actor["id"], "state": state, "headcount": 2, "needs": ["childcare"], "comment": "Wir kommen zu zweit." })
    };
    let answers: Vec<Value> = actors.iter().enumerate().map(answer).collect();
    meeting["instances"]["2027-02-18"] = json!({ "rsvp": answers });
    meeting
}

async fn signs_in(house: &House, site: &Site) -> String {
    house.app.put_account("bench", "lead@example.org", Role::Lead).await.unwrap();
    let link = house.app.make_sign_in_link("bench", "lead@example.org").await.unwrap().unwrap();
    let path = link.split_once("example.org").unwrap().1;
    let page = site.answer(Request::get(path).body(Body::empty()).unwrap()).await;
    let browser = cookie_of(&page);
    let page = String::from_utf8(to_bytes(page.into_body(), usize::MAX).await.unwrap().to_vec()).unwrap();
    let mark = page.split("name=\"form\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, browser)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("form={mark}")));
    let answer = site.answer(request.unwrap()).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    cookie_of(&answer)
}

fn cookie_of(answer: &Response) -> String {
    answer.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned()
}

/// Opens a page; how many bytes it has.
async fn opens(site: &Site, page: &str, cookie: &str) -> usize {
    let request = Request::get(page).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let answer = site.answer(request).await;
    assert_eq!(answer.status(), StatusCode::OK, "{page}");
    to_bytes(answer.into_body(), usize::MAX).await.unwrap().len()
}
