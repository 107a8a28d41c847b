//! How much it costs to send: one meeting, 10 000 invitations with calendar parts, a relay on the loopback.
//!
//! The relay is a process of its own, so that its CPU time is not counted. `cargo bench --bench dispatch [-- COUNT]`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark stops when its house does not stand")]

use std::io::BufRead;
use std::io::BufReader;
use std::io::Write;
use std::net::TcpListener;
use std::net::TcpStream;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use treffpunkt::domain::notification::Kind;
use treffpunkt::mail::address::MailAddress;
use treffpunkt::mail::compose::Composer;
use treffpunkt::mail::example::example;
use treffpunkt::mail::letter::Letter;
use treffpunkt::mail::letter::Office;
use treffpunkt::mail::transport::SmtpSettings;
use treffpunkt::mail::transport::Transport;

use crate::house::House;
use crate::house::berlin;
use crate::house::cpu;
use crate::house::forget_peak;
use crate::house::peak;
use crate::house::resident;
use crate::house::town;

#[allow(dead_code, reason = "each benchmark uses a part of it")]
mod house;

/// Connections to the relay.
const WORKERS: usize = 4;
const TOWN: &str = include_str!("../config/demo.json");

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "relay") {
        return relay();
    }
    let count = words.iter().find_map(|word| word.parse().ok()).unwrap_or(10_000);
    let runtime = || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (mut child, port) = start_relay();
    let relay = format!("smtp://127.0.0.1:{port}");
    runtime().block_on(dispatch("SMTP", &relay, count));
    runtime().block_on(post(&relay, count));
    child.kill().unwrap();
    child.wait().unwrap();
    runtime().block_on(dispatch("memory", "memory:", count));
}

/// Plans and sends `count` invitations, and says what the sending took.
async fn dispatch(name: &str, mail: &str, count: usize) {
    let house = House::open(mail).await;
    house.clock.set(berlin("2027-07-12T10:00"));
    house.imports(&town_with_a_meeting(count)).await;
    house.app.plan().await.unwrap();
    house.clock.set(berlin("2027-07-30T10:00"));
    house.app.plan().await.unwrap();
    forget_peak();
    let (before, wall, memory) = (cpu(), Instant::now(), resident());
    let delivered = house.app.deliver(&CancellationToken::new()).await.unwrap();
    let rates = rates(count, before, wall);
    assert_eq!((delivered.sent, delivered.later, delivered.dead), (count, 0, 0));
    println!("{name:>7}: {count} sent; {rates}; {memory:.0} MiB before, {:.0} at most", peak());
    house.app.close().await;
}

/// What of it is words, calendar part and dialogue: letters of the same size to the same relay, without the outbox, which
/// is what makes a mail outlive a crash.
async fn post(relay: &str, count: usize) {
    let url = relay.parse().unwrap_or_else(|fault| panic!("{fault:?}"));
    let transport = Transport::open(&url, &SmtpSettings::default()).unwrap();
    let composer = Arc::new(Composer::open(None).unwrap());
    let (before, wall) = (cpu(), Instant::now());
    let mut workers = JoinSet::new();
    for worker in 0..WORKERS {
        let (mut link, composer, mut letter) = (transport.link(), Arc::clone(&composer), letter());
        workers.spawn(async move {
            let mut bytes = 0;
            for number in (worker..count).step_by(WORKERS) {
                letter.recipient.name = format!("Verein {number}");
                letter.links.answer =
                    Some(format!("https://treffpunkt.example.org/a/{number}-7.0.E8cKxW1rS9mT2pQaLzYvXg"));
                letter.delivery.key_hash = format!("{number:064}");
                let mail = composer.compose(&letter).unwrap();
                bytes += mail.message.len();
                link.send(&mail).await.unwrap();
            }
            link.close().await;
            bytes
        });
    }
    let bytes: usize = workers.join_all().await.into_iter().sum();
    println!("no outbox: {count} sent, {} bytes each; {}", bytes / count, rates(count, before, wall));
}

/// What sending so many mails took since a moment of the process and of the clock.
fn rates(count: usize, before: Duration, wall: Instant) -> String {
    let (took, wall) = (cpu().saturating_sub(before).as_secs_f64(), wall.elapsed().as_secs_f64());
    let sent = f64::from(u32::try_from(count).unwrap());
    format!("{:.3} CPU s per 1 000; {:.0} mails/s; {:.0} per CPU s", took / sent * 1000.0, sent / wall, sent / took)
}

/// An invitation of about the size of those of the example town's meeting.
fn letter() -> Letter {
    let from: MailAddress = "integration@example.org".parse().unwrap();
    let office = Office {
        name: "Integrationsbüro".into(),
        sender: "Integrationsbüro".into(),
        reply_to: from.clone(),
        from,
        phone: "+49 2151 123456".into(),
        is_demo: false,
    };
    let zone = "Europe/Berlin".parse().unwrap();
    let mut letter = example(Kind::Invitation, "de", office, (&zone, berlin("2027-07-30T10:00")));
    let about = Arc::get_mut(letter.about.as_mut().unwrap()).unwrap();
    about.event.description = "Alle Akteure erzählen, was sie planen, und was sie suchen. ".repeat(8);
    let agenda = &mut about.event.meeting.as_mut().unwrap().instances.values_mut().next().unwrap().agenda;
    agenda.extend(agenda.clone());
    agenda.extend(agenda.clone());
    letter
}

/// The meeting of the example town with its agenda, to which everybody is invited three weeks before.
fn town_with_a_meeting(actors: usize) -> Value {
    let example: Value = serde_json::from_str(TOWN).unwrap();
    let mut meeting = example["meetings"][0].clone();
    meeting["reminder_plan"] = json!([
        { "offset": "-P21D", "audience": "alle-akteure", "template": "invitation_with_agenda" },
    ]);
    for instance in meeting["instances"].as_object_mut().unwrap().values_mut() {
        instance.as_object_mut().unwrap().remove("rsvp");
    }
    let mut town = town(actors);
    town["meetings"] = json!([meeting]);
    town
}

fn start_relay() -> (Child, u16) {
    let mut child = Command::new(std::env::current_exe().unwrap()).arg("relay").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().parse().unwrap())
}

/// Takes every mail and forgets it. Says its port on standard output.
fn relay() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    println!("{}", listener.local_addr().unwrap().port());
    for tcp in listener.incoming() {
        let tcp = tcp.unwrap();
        thread::spawn(move || talk(&tcp));
    }
}

fn talk(tcp: &TcpStream) -> std::io::Result<()> {
    tcp.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(tcp), tcp);
    let (mut line, mut in_message) = (Vec::new(), false);
    writer.write_all(b"220 relay ESMTP\r\n")?;
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let reply: &[u8] = match (in_message, line.get(..4).unwrap_or(&line)) {
            (true, b".\r\n") => b"250 2.0.0 kept\r\n",
            (true, _) => continue,
            (false, b"EHLO") => b"250-relay\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
            (false, b"DATA") => b"354 go\r\n",
            (false, b"QUIT") => b"221 bye\r\n",
            (false, _) => b"250 ok\r\n",
        };
        in_message = reply.starts_with(b"354");
        writer.write_all(reply)?;
    }
}
