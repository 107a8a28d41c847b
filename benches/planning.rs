//! What planning costs, by the number of notifications.
//!
//! `cargo bench --profile dist --bench planning [-- COUNT …]`. Each event has a hundred recipients, so events are a hundredth.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark stops when its house does not stand")]

use std::time::Duration;

use serde_json::json;

use crate::house::House;
use crate::house::berlin;
use crate::house::cpu_of_threads;
use crate::house::events;
use crate::house::forget_peak;
use crate::house::peak;
use crate::house::resident;
use crate::house::town;

#[allow(dead_code, reason = "each benchmark uses a part of it")]
mod house;

/// Who is invited to each event.
const ACTORS: usize = 100;
/// Ticks of one figure.
const TICKS: u32 = 1_000;

fn main() {
    let given: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let counts = if given.is_empty() { vec![100, 1_000, 10_000, 100_000] } else { given };
    for count in counts {
        // A runtime for each, so that none finds the threads of another.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(planning(count));
    }
}

async fn planning(count: usize) {
    let house = House::open("memory:").await;
    let mut town = town(ACTORS);
    let mut events = events(count.div_ceil(ACTORS));
    for event in events.as_array_mut().unwrap() {
        event["start"] = json!("2027-10-01T17:00");
        event["end"] = json!("2027-10-01T19:00");
        event["all_day"] = json!(false);
        let rule = json!({ "offset": "-P21D", "audience": "alle-akteure", "kind": "invitation" });
        event["reminder_plan"] = json!([rule]);
    }
    let slug = events[0]["id"].as_str().unwrap().to_owned();
    town["events"] = events;
    house.imports(&town).await;
    // All come into the horizon at once.
    house.app.plan().await.unwrap();
    house.clock.set(berlin("2027-08-01T08:00"));
    forget_peak();
    let memory = resident();
    let full = plan(&house).await;
    let open = house.app.count_open().await.unwrap();
    println!("{open} notifications; {memory:.0} MiB before, {:.0} at most", peak());
    println!("  full plan    {full:?}");
    house.app.tidy().await.unwrap();
    println!("  again        {:?}", plan(&house).await);
    let before = cpu_of_threads();
    for _ in 0..TICKS {
        assert!(!house.app.has_work().await.unwrap());
    }
    println!("  tick         {:?}, nothing due", cpu_of_threads().saturating_sub(before) / TICKS);
    let mut event = house.app.find_event(&slug).await.unwrap().unwrap();
    "Woanders".clone_into(&mut event.place.text);
    house.app.put_event(event).await.unwrap();
    println!("  one change   {:?}", plan(&house).await);
    println!("  on disk      {:.1} MiB", f64::from(u32::try_from(house.bytes_on_disk() / 1024).unwrap()) / 1024.0);
    house.app.close().await;
}

async fn plan(house: &House) -> Duration {
    let before = cpu_of_threads();
    house.app.plan().await.unwrap();
    cpu_of_threads().saturating_sub(before)
}
