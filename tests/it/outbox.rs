//! The outbox in the office: mails that are moved, called off and taken up again, and what the pages say about it.

use axum::http::StatusCode;
use treffpunkt::app::OutboxLine;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::actor::Actor;
use treffpunkt::domain::actor::Contact;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::State;
use treffpunkt::mail::fault::Reply;
use treffpunkt::mail::fault::classify;
use treffpunkt::mail::transport::Stage;

use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::office::signed_in;

/// The nudge of the August meeting is due on 12 August at 17:00.
const NUDGES: &str = "/office/outbox/austausch/nudge?date=2027-08-19T17:00";

/// Its invitation was due three weeks before.
const INVITATIONS: &str = "/office/outbox/austausch/invitation?date=2027-08-19T17:00";

/// The nudges of the August meeting.
async fn nudges(house: &House) -> Vec<OutboxLine> {
    of_kind(house, Kind::Nudge).await
}

/// Its mails of a kind.
async fn of_kind(house: &House, kind: Kind) -> Vec<OutboxLine> {
    let of_august = |line: &OutboxLine| line.occurrence.as_deref().is_some_and(|date| date.starts_with("2027-08-19"));
    let lines = house.app.list_outbox().await.unwrap();
    lines.into_iter().filter(|line| line.event == "austausch" && line.kind == kind && of_august(line)).collect()
}

fn of(lines: &[OutboxLine], state: State) -> usize {
    lines.iter().filter(|line| line.state == state).count()
}

async fn plans_nothing_more(house: &House) {
    house.app.tidy().await.unwrap();
    house.app.plan().await.unwrap();
    house.app.tidy().await.unwrap();
    assert_eq!(house.app.plan().await.unwrap().steps, 0, "{}", house.engine);
}

#[tokio::test]
async fn what_was_called_off_is_not_sent_to_anybody_until_that_is_taken_back() {
    house(async |house| {
        house.lives_in_august().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let planned = of(&nudges(&house).await, State::Planned);
        assert!(planned > 10, "{}: {planned}", house.engine);
        let done = browser.fills(NUDGES, NUDGES, "lever=call-off").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = browser.opens(NUDGES).await;
        assert!(page.text().contains("das Büro hat sie abgesetzt") && page.text().contains("editor@example.org"));
        let contact = Contact { email: "neu@example.org".into(), for_invitations: true, ..Contact::default() };
        let joins = Actor {
            id: "a999".into(),
            slug: "neu".into(),
            name: "Neu dabei".into(),
            groups: vec!["alle-akteure".into()],
            contacts: vec![contact],
            ..Actor::default()
        };
        house.app.put_actor(&joins).await.unwrap();
        plans_nothing_more(&house).await;
        house.lives_until(berlin("2027-08-12T18:00")).await;
        let lines = nudges(&house).await;
        assert_eq!((of(&lines, State::Sent), of(&lines, State::Planned)), (0, 0), "{}", house.engine);
        let mut browser = signed_in(&house, Role::Editor).await;
        let back = browser.fills(NUDGES, NUDGES, "lever=resume").await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
        house.ticks().await;
        plans_nothing_more(&house).await;
        let sent = of(&nudges(&house).await, State::Sent);
        assert!(sent >= planned, "{}: {sent} of {planned}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn mails_are_given_another_time_after_it_was_shown_as_understood() {
    house(async |house| {
        house.lives_in_august().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let due = nudges(&house).await.iter().find(|line| line.state == State::Planned).unwrap().due_at;
        let typed = format!("lever=move&due={due}&day=Fr+13.8.&time=9+Uhr");
        let asks = browser.fills(NUDGES, NUDGES, &typed).await;
        assert!(asks.text().contains("= Freitag, 13. August 2027, 09:00"), "{}: {}", house.engine, asks.text());
        assert!(nudges(&house).await.iter().all(|line| line.send_at != berlin("2027-08-13T09:00")), "only asked");
        let sure = asks.text().split("name=\"sure\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let done = browser.fills(NUDGES, NUDGES, &format!("{typed}&sure={sure}")).await;
        assert_eq!(done.headers["location"], "/office/outbox/austausch/nudge?date=2027-08-19T17:00:00&done=mails-move");
        assert!(browser.opens(NUDGES).await.text().contains("Von Hand verschoben"));
        plans_nothing_more(&house).await;
        house.lives_until(berlin("2027-08-13T08:59")).await;
        let lines = nudges(&house).await;
        assert_eq!(of(&lines, State::Sent), 0, "{}", house.engine);
        let planned = of(&lines, State::Planned);
        house.lives_until(berlin("2027-08-13T09:00")).await;
        assert_eq!(of(&nudges(&house).await, State::Sent), planned, "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn the_minute_that_runs_means_now_and_the_one_before_is_over() {
    let house = House::on_sqlite(&[]).await;
    house.lives_in_august().await;
    house.at("2027-08-11T10:30:59");
    let mut browser = signed_in(&house, Role::Editor).await;
    let lines = nudges(&house).await;
    let typed = |due, time, sure: &str| format!("lever=move&due={due}&day=11.8.&time={time}&sure={sure}");
    let over = browser.fills(NUDGES, NUDGES, &typed(lines[0].due_at, "10:29", "")).await;
    assert!(over.text().contains("Diese Zeit ist schon vorbei."), "{}", over.text());
    // Also what was late when the event was entered.
    let invitations = async || of_kind(&house, Kind::Invitation).await;
    let late = invitations().await;
    assert_eq!(of(&late, State::Sent), 0);
    let sure = berlin("2027-08-11T10:30").to_string();
    for (path, due) in [(NUDGES, lines[0].due_at), (INVITATIONS, late[0].due_at)] {
        let asks = browser.fills(path, path, &typed(due, "10:30", "")).await;
        assert!(asks.text().contains(&format!("name=\"sure\" value=\"{sure}\"")), "{}", asks.text());
        let done = browser.fills(path, path, &typed(due, "10:30", &sure)).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    }
    house.at("2027-08-11T10:31:10");
    house.ticks().await;
    assert_eq!(of(&nudges(&house).await, State::Sent), of(&lines, State::Planned));
    assert!(of(&invitations().await, State::Sent) > 0, "{:?}", invitations().await);
    plans_nothing_more(&house).await;
}

#[tokio::test]
async fn a_time_that_is_over_or_too_late_is_refused_in_words_and_nothing_typed_is_lost() {
    let house = House::on_sqlite(&[]).await;
    house.lives_in_august().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let due = nudges(&house).await.iter().find(|line| line.state == State::Planned).unwrap().due_at;
    let table = [
        ("19.8.", "16:59", "Das ist zu spät: Diese E-Mail nützt nur bis"),
        ("9.8.2027", "10:00", "Diese Zeit ist schon vorbei."),
        ("", "9", "Bitte ausfüllen."),
        ("31.2.", "9", "Diesen Tag gibt es nicht."),
        ("Fr 19.8.27", "9", "Der 19.08.2027 ist ein Donnerstag. Bitte Tag oder Wochentag ändern."),
        ("13.8.", "<b>neun</b>", "Das ist keine Uhrzeit."),
    ];
    for (day, time, said) in table {
        let (typed, time) = (treffpunkt::app::encode(day), treffpunkt::app::encode(time));
        let form = format!("lever=move&due={due}&day={typed}&time={time}&sure={due}");
        let reply = browser.fills(NUDGES, NUDGES, &form).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(reply.text().contains(said) && reply.text().contains(day), "{day}: {}", reply.text());
        assert!(!reply.text().contains("<b>neun"), "hostile text stays text");
    }
    let gone = browser.fills(NUDGES, NUDGES, "lever=move&due=2027-01-01T00:00:00Z&day=13.8.&time=9").await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(gone.text().contains("nichts mehr zu verschieben"), "{}", gone.text());
    plans_nothing_more(&house).await;
}

#[tokio::test]
async fn why_somebody_gets_a_mail_or_not_is_answered_for_each_kind_and_date() {
    house(async |house| {
        house.lives_in_august().await;
        let stranger = Actor {
            id: "a998".into(),
            slug: "fremd".into(),
            name: "Fremd <b>dabei".into(),
            contacts: vec![Contact { email: "fremd@example.org".into(), ..Contact::default() }],
            ..Actor::default()
        };
        house.app.put_actor(&stranger).await.unwrap();
        house.ticks().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let why = "/office/outbox/why";
        let found = browser.opens(&format!("{why}?q=e")).await.text().to_owned();
        assert!(found.contains("Um wen geht es?") && found.contains("Fremd &lt;b&gt;dabei"), "{}", house.engine);
        let one = browser.opens(&format!("{why}?q=fremd&event=austausch")).await;
        assert_eq!(one.status, StatusCode::SEE_OTHER, "one contact and one event: its answer");
        let path = one.header("location").to_owned();
        let page = browser.opens(&path).await.text().to_owned();
        assert!(page.contains("Einladung: Eingeladen sind: Alle Akteure"), "{page}");
        assert!(page.contains("Nachfrage, Do, 19.08., 17:00: geht nur an Eingeladene"), "{page}");
        browser.fills(NUDGES, NUDGES, "lever=call-off").await;
        let nudged = nudges(&house).await.into_iter().find(|line| line.why.as_deref() == Some("called_off")).unwrap();
        let query = format!("{why}?event=austausch&q={}", treffpunkt::app::encode(&nudged.recipient));
        let one = browser.opens(&query).await;
        let page = browser.opens(one.header("location")).await.text().to_owned();
        assert!(page.contains("das Büro hat sie abgesetzt") && page.contains("ist geplant für"), "{page}");
        let waiting = browser.opens(&path.replace("event=austausch", "event=entwurf")).await;
        assert!(waiting.text().contains("noch nicht veröffentlicht"), "{}", waiting.text());
    })
    .await;
}

#[tokio::test]
async fn who_objected_to_all_mails_is_not_said_to_want_only_some() {
    let house = House::on_sqlite(&[]).await;
    house.lives_in_august().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let directory = house.app.directory().await.unwrap();
    let contacts = directory.actors.iter().flat_map(|row| &row.actor.contacts);
    let contact = contacts.filter(|contact| !contact.email_ok).map(|contact| contact.row).next().unwrap();
    let path = format!("/office/contacts/{contact}");
    let page = browser.opens(&path).await.text().to_owned();
    assert!(page.matches("hat E-Mails widersprochen").count() > 1, "as a note and of each mail: {page}");
    assert!(!page.contains("keine solche E-Mail"), "{page}");
}

#[tokio::test]
async fn only_what_failed_is_tried_again_after_the_address_was_mended() {
    house(async |house| {
        house.lives_in_august().await;
        let memory = house.memory();
        house.at("2027-08-12T16:59");
        house.ticks().await;
        memory.refuse([classify(Stage::Rcpt, &Reply::new(550, "5.1.1 <x@example.org>: user unknown"))]);
        house.lives_until(berlin("2027-08-12T17:30")).await;
        let lines = nudges(&house).await;
        let dead: Vec<_> = lines.iter().filter(|line| line.state == State::Dead).collect();
        let sent = of(&lines, State::Sent);
        assert_eq!(dead.len(), 1, "{}", house.engine);
        let mut browser = signed_in(&house, Role::Editor).await;
        let page = browser.opens(NUDGES).await.text().to_owned();
        assert!(page.contains("Diese Adresse gibt es nicht.") && page.contains("550 5.1.1"), "{page}");
        assert!(page.contains("Adresse ändern") && page.contains("href=\"/office/actors/"), "{page}");
        let mends = page.split("href=\"/office/actors/").nth(1).unwrap().split('"').next().unwrap();
        let mends = format!("/office/actors/{mends}");
        let form = Form::of(&mut browser, &mends).await;
        let (name, _) = form.fields.iter().find(|(_, value)| *value == dead[0].recipient).unwrap().clone();
        let form = form.set(&name, "neu@example.org");
        assert_eq!(form.sent(&mut browser, &mends).await.status, StatusCode::SEE_OTHER);
        let page = browser.opens(NUDGES).await.text().to_owned();
        let old = format!("<bdi>{}</bdi><p class=\"quiet\">Inzwischen gilt eine andere Adresse.", dead[0].recipient);
        assert!(page.contains(&old), "{}: {old}: {page}", house.engine);
        let before = memory.mails().len();
        assert_eq!(browser.fills(NUDGES, NUDGES, "lever=retry").await.status, StatusCode::SEE_OTHER);
        house.ticks().await;
        let again = nudges(&house).await;
        assert_eq!((of(&again, State::Dead), of(&again, State::Sent)), (0, sent + 1), "{}", house.engine);
        assert_eq!(memory.mails().len(), before + 1, "one mail, not all of them");
        let row = again.iter().find(|line| line.id == dead[0].id).unwrap();
        assert_eq!(row.key, dead[0].key, "the same key, so the same Message-ID");
        assert_eq!(
            (row.recipient.as_str(), memory.mails().last().unwrap().to.as_str()),
            ("neu@example.org", "neu@example.org")
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_planned_for_another_year_says_which() {
    let house = House::on_sqlite(&[]).await;
    house.at("2026-12-28T10:00");
    house.imports_the_town().await;
    house.ticks().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    for (page, said) in [
        ("/office/outbox", "Akteure der Integrationsarbeit – Do, 18.02.2027, 17:00"),
        ("/office/events/austausch", "Do, 28.01.2027, "),
        ("/office/events/austausch", ">Do, 18.02.2027</text>"),
    ] {
        let page = browser.opens(page).await.text().to_owned();
        assert!(page.contains(said), "{said}: {page}");
        assert!(!page.contains("28.01., "), "no moment of next year without its year: {page}");
    }
}
