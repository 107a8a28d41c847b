//! A year of the example town, played in seconds.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use treffpunkt::app::Rehearsal;
use treffpunkt::domain::notification::Kind;

use crate::faults::office::runs;
use crate::house::House;
use crate::house::berlin;
use crate::house::folder;
use crate::house::house;

/// Actors whom no mail reaches: two want none, one bounced, one reads none.
const UNREACHED: usize = 4;

/// Actors of the group of all whom mails reach.
const REACHED: usize = 76;

async fn rehearsed(house: &House, until: &str) -> (Rehearsal, usize) {
    house.imports_the_town().await;
    let folder = folder();
    let report = house.app.rehearse(berlin("2027-01-01T00:00"), berlin(until), &folder).await.unwrap();
    let files = std::fs::read_dir(&folder).unwrap().count();
    std::fs::remove_dir_all(folder).unwrap();
    (report, files)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_year_holds_every_mail_that_the_plans_ask_for_and_none_twice() {
    let house = House::on_sqlite(&[]).await;
    let before = house.app.export_document().await.unwrap();
    let (report, files) = rehearsed(&house, "2028-01-01T00:00").await;
    assert_eq!(files, report.sent.len() + 1, "each mail is a file, and the report is one");
    let keys: BTreeSet<_> =
        report.sent.iter().map(|m| (m.kind.word(), &m.event, &m.occurrence, &m.recipient, m.due_at)).collect();
    assert_eq!(keys.len(), report.sent.len(), "none twice");
    let mut steps: BTreeMap<(String, Kind), (usize, usize)> = BTreeMap::new();
    let is_to_all = |event: &str, kind| event == "austausch" && matches!(kind, Kind::SaveTheDate | Kind::Invitation);
    for mail in report.sent.iter().filter(|mail| is_to_all(&mail.event, mail.kind)) {
        steps.entry((mail.occurrence.clone().unwrap(), mail.kind)).or_default().0 += 1;
    }
    for mail in report.skipped.iter().filter(|mail| is_to_all(&mail.event, mail.kind)) {
        steps.entry((mail.occurrence.clone().unwrap(), mail.kind)).or_default().1 += 1;
    }
    assert_eq!(steps.len(), 8, "four dates, each announced and invited to");
    assert!(steps.values().all(|step| *step == (REACHED, UNREACHED)), "{steps:?}");
    for address in ["lichterfest", "sheabaum", "cinar"] {
        assert!(!report.sent.iter().any(|mail| mail.recipient.starts_with(address)), "{address} gets no mail");
    }
    let minutes = report.sent.iter().filter(|mail| mail.kind == Kind::Minutes);
    assert!(minutes.map(|mail| mail.occurrence.as_deref()).all(|date| date == Some("2027-05-20T17:00:00")));
    due_times_keep_the_wall_clock(&report);
    assert_eq!(house.app.count_open().await.unwrap(), 0, "the house itself has planned nothing");
    assert!(before.events.is_empty());
}

/// Over both changes of the clocks due times keep the wall clock.
fn due_times_keep_the_wall_clock(report: &Rehearsal) {
    let due = |kind, date: &str| {
        let of_date = |mail: &&treffpunkt::app::SentMail| mail.occurrence.as_deref() == Some(date);
        let mut mails =
            report.sent.iter().filter(|mail| mail.kind == kind && mail.event == "austausch").filter(of_date);
        mails.next().unwrap().due_at.to_string()
    };
    for (kind, date, at) in [
        (Kind::Invitation, "2027-02-18T17:00:00", "2027-01-28T16:00:00Z"),
        (Kind::SaveTheDate, "2027-05-20T17:00:00", "2027-04-29T15:00:00Z"),
        (Kind::Invitation, "2027-08-19T17:00:00", "2027-07-29T15:00:00Z"),
        (Kind::SaveTheDate, "2027-11-18T17:00:00", "2027-10-07T15:00:00Z"),
        (Kind::Nudge, "2027-11-18T17:00:00", "2027-11-11T16:00:00Z"),
    ] {
        assert_eq!(due(kind, date), at, "{kind} {date}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_says_the_same_on_both_engines() {
    let sent = std::sync::Mutex::new(Vec::new());
    house(async |house| {
        let (report, _) = rehearsed(&house, "2027-02-12T00:00").await;
        assert_eq!(report.sent.len(), 3 * REACHED, "announced, invited and nudged");
        let lines: Vec<_> =
            report.sent.iter().map(|m| (m.due_at, m.kind, m.recipient.clone(), m.subject.clone())).collect();
        sent.lock().unwrap().push(lines);
    })
    .await;
    let sent = sent.into_inner().unwrap();
    assert_eq!(sent[0], sent[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_where_the_dates_that_it_knows_end() {
    let house = House::on_sqlite(&[]).await;
    for (until, says_so) in [("2100-01-01", true), (&*house.app.today().to_string(), false)] {
        let output = runs(&house, &[], &["plan", "--until", until]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(said.contains("treffpunkt rehearse plays them"), says_so, "{said}");
    }
}
