//! Everything about the transport that needs no relay: memory, folder, settings, addresses and the rate.
#![allow(clippy::unwrap_used, reason = "tests stop at the first surprise")]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::proptest;
use treffpunkt::mail::address::AddressFault;
use treffpunkt::mail::address::MailAddress;
use treffpunkt::mail::address::Mailbox;
use treffpunkt::mail::fault::DeliveryFault;
use treffpunkt::mail::fault::Reply;
use treffpunkt::mail::fault::Stage;
use treffpunkt::mail::fault::classify;
use treffpunkt::mail::transport::OutgoingMail;
use treffpunkt::mail::transport::Rate;
use treffpunkt::mail::transport::SmtpSettings;
use treffpunkt::mail::transport::Transport;

use crate::smtp::TEXT;
use crate::smtp::mail;
use crate::smtp::open;
use crate::smtp::temporary;

#[tokio::test]
async fn memory_keeps_and_refuses_as_told() {
    let transport = open("memory:", Duration::from_secs(1));
    let Transport::Memory(memory) = &transport else { panic!("{transport:?}") };
    memory.refuse([classify(Stage::Rcpt, &Reply::new(550, "5.1.1 no")), DeliveryFault::unanswered(Stage::Body, "cut")]);
    let mut link = transport.connect().await.unwrap();
    assert!(matches!(link.send(&mail(TEXT)).await, Err(DeliveryFault::RefusedRecipient { suppress: true, .. })));
    assert!(matches!(transport.send(&mail(TEXT)).await, Err(DeliveryFault::Temporary { .. })));
    link.send(&mail(TEXT)).await.unwrap();
    link.close().await;
    assert_eq!((memory.mails(), memory.take().len(), memory.mails().len()), (vec![mail(TEXT)], 1, 0));
}

#[tokio::test]
async fn a_folder_gets_whole_files_and_equal_repeats() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("mails-{}", std::process::id()));
    let transport = open(&format!("file://{}", folder.display()), Duration::from_secs(1));
    for _ in 0..2 {
        transport.send(&mail(TEXT)).await.unwrap();
        let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["a1b2.eml"]);
        assert_eq!(fs::read_to_string(folder.join("a1b2.eml")).unwrap(), TEXT);
    }
    for name in ["", "../x", "a/b", "a.b", "ü"] {
        let bad = OutgoingMail { file_name: name.to_owned(), ..mail(TEXT) };
        assert_eq!(temporary(&transport.send(&bad).await.unwrap_err()), Stage::Body, "{name}");
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn settings_that_could_inject_or_cannot_work_are_refused() {
    let url = "smtp://127.0.0.1:25".parse().unwrap();
    let settings = SmtpSettings { hello: "x\r\nRSET".to_owned(), ..SmtpSettings::default() };
    assert!(Transport::open(&url, &settings).is_err());
    let ca = concat!("smtps://127.0.0.1?ca=", env!("CARGO_MANIFEST_DIR"));
    for ca in [format!("{ca}/missing.pem"), format!("{ca}/tests/data/smtp-key.pem")] {
        assert!(Transport::open(&ca.parse().unwrap(), &SmtpSettings::default()).is_err(), "{ca}");
    }
}

#[test]
fn addresses_are_ascii_and_cannot_end_a_command() {
    use AddressFault as F;
    let read = |text: &str| text.parse::<MailAddress>().map(|a| a.as_str().to_owned());
    for (text, plain) in [
        ("Anna.S+x@Example.ORG", "Anna.S+x@example.org"),
        (" a@köln.de ", "a@xn--kln-sna.de"),
        ("a@STRASSE.straße.de", "a@strasse.xn--strae-oqa.de"),
        ("o'x=1@a-b.museum", "o'x=1@a-b.museum"),
    ] {
        assert_eq!(read(text), Ok(plain.to_owned()));
    }
    for (text, fault) in [
        ("a@b.de>\r\nRCPT TO:<x@y.de", F::Control),
        ("a@b.de\n", F::Control),
        ("a@b\u{202E}.de", F::Control),
        ("a", F::Shape),
        ("a@@b.de", F::Shape),
        ("@b.de", F::Shape),
        ("büro@b.de", F::NeedsSmtpUtf8),
        ("a b@b.de", F::Local),
        ("\"a\"@b.de", F::Local),
        ("a..b@b.de", F::Local),
        ("<a@b.de>", F::Local),
        ("a@localhost", F::Domain),
        ("a@[127.0.0.1]", F::Domain),
        ("a@127.0.0.1", F::Domain),
        ("a@b.de>", F::Domain),
        ("a@ö/b.de", F::Domain),
        ("a@-b.de", F::Domain),
        ("a@１２７.0.0.1", F::Domain),
    ] {
        assert_eq!(read(text), Err(fault), "{text:?}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_out_of_an_address_or_a_name(
        text in any::<String>(), local in "[a-z.<>\r\n @\"ü]{0,9}", domain in "[a-zß.\\-:/?#%0-9@\u{300}]{0,9}",
    ) {
        for address in [text.clone(), format!("{local}@{domain}"), format!("{local}@{domain}.de")] {
            if let Ok(read) = address.parse::<MailAddress>() {
                let shown = read.to_string();
                assert!(shown.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"(),;:\\[]".contains(&b)), "{shown}");
                assert_eq!(shown.matches('@').count(), 1);
                assert_eq!(shown.parse(), Ok(read));
            }
        }
        for name in [text, format!("{local}\r\nBcc: {domain}")] {
            let mailbox = Mailbox::new(&name, "a@example.org").unwrap();
            let builder = lettre::Message::builder().from(mailbox.to_lettre()).to(mailbox.to_lettre());
            let message = builder.subject("x").body(String::new()).unwrap().formatted();
            let heads = String::from_utf8(message).unwrap();
            let lines = heads.split("\r\n\r\n").next().unwrap().split("\r\n");
            let known = ["From: ", "To: ", "Subject: ", "Date: ", "Content-Transfer-Encoding: ", " ", "\t"];
            let odd = |line: &&str| !known.iter().any(|start| line.starts_with(start));
            assert_eq!(lines.filter(odd).count(), 0, "{heads:?}");
        }
    }

    #[test]
    fn a_rate_is_never_exceeded(per_second in 1_u32..50, gaps in prop::collection::vec(0_u64..300, 1..200)) {
        let (rate, mut now, mut booked) = (Rate::new(per_second), Instant::now(), Vec::new());
        for gap in gaps {
            now += Duration::from_millis(gap);
            booked.push(now + rate.wait(now));
        }
        assert!(booked.iter().enumerate().all(|(i, first)| {
            booked[i..].iter().filter(|b| **b < *first + Duration::from_secs(1)).count() <= per_second as usize
        }));
    }
}

#[test]
fn a_rate_waits_no_longer_than_needed() {
    let (now, rate, none) = (Instant::now(), Rate::new(10), Rate::new(0));
    let waits: Vec<_> = (0..3).map(|_| rate.wait(now).as_millis()).collect();
    assert_eq!(waits, [0, 100, 200]);
    assert_eq!(rate.wait(now + Duration::from_secs(9)), Duration::ZERO);
    assert!((0..99).all(|_| none.wait(now).is_zero()));
}
