//! The transport against a relay that refuses, hangs and cuts at each step.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;
use std::time::Instant;

use tokio::time::timeout;
use treffpunkt::mail::smtp::DeliveryFault;
use treffpunkt::mail::smtp::Reply;
use treffpunkt::mail::smtp::Stage;
use treffpunkt::mail::smtp::classify;
use treffpunkt::mail::transport::OutgoingMail;
use treffpunkt::mail::transport::SmtpSettings;
use treffpunkt::mail::transport::Transport;

use crate::smtp_sink::Act;
use crate::smtp_sink::Mode;
use crate::smtp_sink::Point;
use crate::smtp_sink::Sink;

/// A small mail.
pub const TEXT: &str = "Subject: x\r\n\r\nfirst line\r\nsecond line\r\n";

/// A mail to Anna.
pub fn mail(message: &str) -> OutgoingMail {
    OutgoingMail {
        subject: String::new(),
        envelope_from: "bounce+1@office.example".parse().unwrap(),
        to: "anna@example.org".parse().unwrap(),
        file_name: "a1b2".to_owned(),
        message: message.to_owned(),
    }
}

/// A transport with this time limit.
pub fn open(url: &str, limit: Duration) -> Transport {
    let settings = SmtpSettings { timeout: limit, hello: "office.example".to_owned(), ..SmtpSettings::default() };
    Transport::open(&url.parse().unwrap(), &settings).unwrap()
}

fn transport(sink: &Sink) -> Transport {
    open(&sink.url(), Duration::from_secs(20))
}

/// The sink's URL with a login in it.
fn with_login(sink: &Sink) -> String {
    sink.url().replacen("://", "://us%65r:pass@", 1)
}

/// Stage of a temporary fault; panics on any other.
pub fn temporary(fault: &DeliveryFault) -> Stage {
    match fault {
        DeliveryFault::Temporary { stage, .. } => *stage,
        other => panic!("not temporary: {other:?}"),
    }
}

#[test]
fn replies_mean_what_the_table_says() {
    use DeliveryFault as F;
    use Stage as S;
    let all = [S::Connect, S::Tls, S::Ehlo, S::Auth, S::Mail, S::Rcpt, S::Data, S::Body];
    let at = |stage, code, text| classify(stage, &Reply::new(code, text));
    for stage in all {
        assert!(matches!(at(stage, 421, "4.3.2 later"), F::Rest { .. }), "{stage}");
        for code in [400, 450, 451, 452, 454, 499, 354, 250] {
            assert_eq!(temporary(&at(stage, code, "4.7.1 x")), stage);
        }
    }
    for stage in [S::Connect, S::Tls, S::Ehlo, S::Auth, S::Mail] {
        for text in ["5.1.1 x", "5.7.1 x", "x"] {
            assert!(matches!(at(stage, 550, text), F::TransportStopped { stage: s, .. } if s == stage), "{stage}");
        }
    }
    for stage in [S::Data, S::Body] {
        for text in ["5.1.1 x", "5.7.1 spam", "x"] {
            assert!(matches!(at(stage, 554, text), F::RefusedMessage { .. }), "{stage}");
        }
    }
    let suppress = |text| match at(S::Rcpt, 550, text) {
        F::RefusedRecipient { suppress, .. } => Some(suppress),
        _ => None,
    };
    assert_eq!([suppress("5.1.1 x"), suppress("5.1.10 x")], [Some(true); 2]);
    assert_eq!([suppress("5.2.2 full"), suppress("no such user"), suppress("4.1.1 x")], [Some(false); 3]);
    assert!(matches!(at(S::Rcpt, 554, "5.7.1 policy"), F::RefusedPolicy { .. }));
}

#[tokio::test]
async fn mails_arrive_byte_for_byte() {
    let sink = Sink::start(Mode::Clear);
    let mut link = transport(&sink).connect().await.unwrap();
    let long = ".Über\r\n..x\r\n\r\n.\r\n".repeat(20_000);
    for message in [TEXT, ".\r\n", "..\r\n.a\r\n.\r\n", "Grüße\r\n", "\r\n\r\n", &long] {
        link.send(&mail(message)).await.unwrap();
        let got = sink.received().pop().unwrap();
        assert!(got.bytes == message.as_bytes(), "{message:?}");
        assert_eq!((got.from.as_str(), got.to.as_str()), ("bounce+1@office.example", "anna@example.org"));
    }
    for (message, arrives) in [("no end", "no end\r\n"), ("a\n.\nb\rc", "a\r\n.\r\nb\r\nc\r\n"), ("a\n", "a\r\n")] {
        link.send(&mail(message)).await.unwrap();
        assert_eq!(sink.received().pop().unwrap().bytes, arrives.as_bytes());
    }
    assert_eq!((sink.connections(), sink.received().len()), (1, 9));
    assert!(sink.lines().contains(&"MAIL FROM:<bounce+1@office.example> BODY=8BITMIME".to_owned()));
    assert_eq!(sink.lines()[0], "EHLO office.example");
}

#[tokio::test]
async fn a_connection_serves_a_hundred_mails_with_rset_between() {
    let sink = Sink::start(Mode::Clear);
    let mut link = transport(&sink).connect().await.unwrap();
    let began = Instant::now();
    for _ in 0..101 {
        link.send(&mail(TEXT)).await.unwrap();
    }
    assert!(began.elapsed() < Duration::from_millis(101 * 30), "TCP_NODELAY is missing: {:?}", began.elapsed());
    link.close().await;
    let count = |line: &str| sink.lines().iter().filter(|l| *l == line).count();
    // Each mail over a held connection; the last one came over a fresh one.
    assert_eq!((sink.connections(), count("RSET"), count("QUIT")), (2, 100, 2));
    assert_eq!(sink.received().iter().filter(|m| m.connection == 1).count(), 100);
}

type Right = fn(&DeliveryFault) -> bool;

/// Where what is answered, and whether a fault is the right one for it.
fn refusals() -> [(Point, &'static str, Right); 16] {
    use DeliveryFault as F;
    [
        (Point::Greeting, "554 no", |f| matches!(f, F::TransportStopped { stage: Stage::Connect, .. })),
        (Point::Greeting, "421 busy", |f| matches!(f, F::Rest { .. })),
        (Point::Ehlo, "550-go\r\n550 away", |f| matches!(f, F::TransportStopped { stage: Stage::Ehlo, .. })),
        (Point::Ehlo, "250- \r\n250 ", |f| temporary(f) == Stage::Auth),
        (Point::Auth, "535 5.7.8 no", |f| matches!(f, F::TransportStopped { stage: Stage::Auth, .. })),
        (Point::Auth, "454 4.7.0 later", |f| temporary(f) == Stage::Auth),
        (Point::Mail, "530 5.7.0 no", |f| matches!(f, F::TransportStopped { stage: Stage::Mail, .. })),
        (Point::Mail, "354 odd", |f| temporary(f) == Stage::Mail),
        (Point::Rcpt, "550 5.1.1 unknown", |f| matches!(f, F::RefusedRecipient { suppress: true, .. })),
        (Point::Rcpt, "554 5.7.1 blocked", |f| matches!(f, F::RefusedPolicy { .. })),
        (Point::Rcpt, "421 4.3.2 down", |f| matches!(f, F::Rest { .. })),
        (Point::Rcpt, "xyz", |f| temporary(f) == Stage::Rcpt),
        (Point::Data, "554 no", |f| matches!(f, F::RefusedMessage { .. })),
        (Point::Data, "250 odd", |f| temporary(f) == Stage::Data),
        (Point::AfterDot, "554 5.7.1 spam", |f| matches!(f, F::RefusedMessage { .. })),
        (Point::AfterDot, "354 odd", |f| temporary(f) == Stage::Body),
    ]
}

#[tokio::test]
async fn each_refusal_has_its_meaning_and_drops_the_connection() {
    for (point, answer, right) in refusals() {
        let sink = Sink::start(Mode::Clear);
        let transport = open(&with_login(&sink), Duration::from_secs(20));
        sink.plan(point, [Act::Say(answer)]);
        let fault = transport.send(&mail(TEXT)).await.unwrap_err();
        assert!(right(&fault), "{point:?} {answer}: {fault:?}");
        let mut link = transport.connect().await.unwrap();
        if !matches!(point, Point::Greeting | Point::Ehlo | Point::Auth) {
            sink.plan(point, [Act::Fine, Act::Say(answer)]);
            link.send(&mail(TEXT)).await.unwrap();
            assert!(right(&link.send(&mail(TEXT)).await.unwrap_err()) && !link.is_open());
        }
        let before = (sink.received().len(), sink.connections());
        link.send(&mail(TEXT)).await.unwrap();
        let reconnected = usize::from(before.0 > 0);
        assert_eq!((sink.received().len(), sink.connections()), (before.0 + 1, before.1 + reconnected), "{point:?}");
    }
}

#[tokio::test]
async fn hanging_or_cutting_relays_are_temporary_where_it_happened() {
    let table = [
        (Point::Greeting, Stage::Connect),
        (Point::Ehlo, Stage::Ehlo),
        (Point::Auth, Stage::Auth),
        (Point::Mail, Stage::Mail),
        (Point::Rcpt, Stage::Rcpt),
        (Point::Data, Stage::Data),
        (Point::BeforeDot, Stage::Body),
        (Point::AfterDot, Stage::Body),
    ];
    let sink = Sink::start(Mode::Clear);
    let url = with_login(&sink);
    for (point, stage) in table {
        sink.plan(point, [Act::Cut, Act::Hang]);
        let cut = open(&url, Duration::from_secs(20)).send(&mail(TEXT)).await.unwrap_err();
        let began = Instant::now();
        let hung = open(&url, Duration::from_millis(200)).send(&mail(TEXT)).await.unwrap_err();
        assert_eq!((temporary(&cut), temporary(&hung)), (stage, stage), "{point:?}");
        assert!(cut.reply().is_none() && hung.to_string().contains("200ms"), "{hung}");
        assert!(began.elapsed() < Duration::from_secs(5));
    }
    assert!(sink.received().is_empty());
    sink.plan(Point::AfterDot, [Act::KeepAndCut]);
    let unsure = open(&url, Duration::from_secs(20)).send(&mail(TEXT)).await.unwrap_err();
    assert_eq!((temporary(&unsure), sink.received().len()), (Stage::Body, 1));
}

#[tokio::test]
async fn a_connection_that_died_while_parked_is_no_fault_of_the_mail() {
    for act in [Act::Cut, Act::Hang, Act::Say("421 4.4.2 timeout exceeded")] {
        let sink = Sink::start(Mode::Clear);
        let mut link = open(&sink.url(), Duration::from_secs(2)).connect().await.unwrap();
        link.send(&mail(TEXT)).await.unwrap();
        sink.plan(Point::Rset, [act]);
        link.send(&mail(TEXT)).await.unwrap();
        assert_eq!((sink.connections(), sink.received().len()), (2, 2), "{act:?}");
    }
}

#[tokio::test]
async fn a_cancelled_mail_leaves_nothing_behind_for_the_next() {
    let sink = Sink::start(Mode::Clear);
    let mut link = transport(&sink).connect().await.unwrap();
    sink.plan(Point::AfterDot, [Act::Hang, Act::Say("554 5.7.1 spam")]);
    let mail = mail(TEXT);
    assert!(timeout(Duration::from_millis(200), link.send(&mail)).await.is_err());
    assert!(!link.is_open());
    assert!(matches!(link.send(&mail).await, Err(DeliveryFault::RefusedMessage { .. })));
    link.send(&mail).await.unwrap();
    assert_eq!((sink.connections(), sink.received().len()), (3, 1));
}

#[tokio::test]
async fn greylisting_and_slowness_end_well_and_nobody_home_is_temporary() {
    let sink = Sink::start(Mode::Clear);
    let seen = Arc::new(AtomicUsize::new(0));
    sink.rule(move |point, to| match point {
        Point::Rcpt if to == "anna@example.org" && seen.fetch_add(1, SeqCst) == 0 => Act::Say("450 4.7.1 greylisted"),
        Point::Mail => Act::Slow(Duration::from_millis(20)),
        _ => Act::Fine,
    });
    let mut link = transport(&sink).connect().await.unwrap();
    let grey = link.send(&mail(TEXT)).await.unwrap_err();
    assert_eq!((temporary(&grey), grey.to_string().as_str()), (Stage::Rcpt, "not now at RCPT: 450 4.7.1"));
    assert_eq!(sink.connections(), 1);
    link.send(&mail(TEXT)).await.unwrap();
    assert_eq!((sink.connections(), sink.received().len()), (2, 1));

    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody = open(&format!("smtp://127.0.0.1:{port}"), Duration::from_secs(5));
    assert_eq!(temporary(&nobody.connect().await.unwrap_err()), Stage::Connect);
}

#[tokio::test]
async fn logins_go_by_plain_or_login() {
    for (offer, expected) in [
        ("250-x\r\n250 AUTH LOGIN PLAIN", vec!["AUTH PLAIN AHVzZXIAcGFzcw=="]),
        ("250-x\r\n250 auth=LOGIN", vec!["AUTH LOGIN", "dXNlcg==", "cGFzcw=="]),
    ] {
        let sink = Sink::start(Mode::Clear);
        sink.plan(Point::Ehlo, [Act::Say(offer)]);
        open(&with_login(&sink), Duration::from_secs(20)).send(&mail(TEXT)).await.unwrap();
        let said = sink.lines();
        assert_eq!(said[1..=expected.len()], expected[..]);
    }
}

#[tokio::test]
async fn mails_go_through_both_kinds_of_tls() {
    for mode in [Mode::StartTls, Mode::Implicit] {
        let sink = Sink::start(mode);
        let mut link = open(&with_login(&sink), Duration::from_secs(20)).connect().await.unwrap();
        let big = "Grüße\r\n".repeat(30_000);
        for message in [TEXT, &big, TEXT] {
            link.send(&mail(message)).await.unwrap();
            let got = sink.received().pop().unwrap();
            assert!(got.bytes == message.as_bytes() && got.secure, "{mode:?}");
        }
        link.close().await;
        assert_eq!(sink.connections(), 1);
    }
}

#[tokio::test]
async fn nothing_is_said_without_the_tls_that_was_asked_for() {
    let silent = |sink: &Sink| !sink.lines().iter().any(|l| l.starts_with("AUTH") || l.starts_with("MAIL"));
    let clear = Sink::start(Mode::Clear);
    let fault =
        open(&format!("{}?tls=starttls", with_login(&clear)), Duration::from_secs(5)).connect().await.unwrap_err();
    assert!(temporary(&fault) == Stage::Tls && silent(&clear), "{fault}");
    for mode in [Mode::StartTls, Mode::Implicit] {
        let sink = Sink::start(mode);
        let url = with_login(&sink).replace("&ca=", "&").replace("ca=", "");
        let url = format!(
            "{}{}",
            url.split(['&', '?']).next().unwrap(),
            if mode == Mode::Implicit { "" } else { "?tls=starttls" }
        );
        let fault = open(&url, Duration::from_secs(5)).connect().await.unwrap_err();
        assert!(temporary(&fault) == Stage::Tls && silent(&sink), "{mode:?} {fault}");
        assert!(fault.to_string().contains("certificate"), "{fault}");
    }
    let injected = Sink::start(Mode::StartTls);
    injected.plan(Point::StartTls, [Act::Say("220 go\r\n250 x\r\n235 x\r\n250 x\r\n250 x\r\n354 x\r\n250 kept")]);
    injected.plan(Point::AfterDot, [Act::Say("554 5.7.1 no")]);
    let fault = transport(&injected).send(&mail(TEXT)).await.unwrap_err();
    assert!(matches!(fault, DeliveryFault::RefusedMessage { .. }), "{fault:?}");
}
