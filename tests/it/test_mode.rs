//! Test mode: the team gets everything, those whom it is for get nothing, and nothing counts as sent.

use axum::http::StatusCode;
use treffpunkt::app::AfterTest;
use treffpunkt::app::OutboxLine;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::State;
use treffpunkt::mail::fault::Reply;
use treffpunkt::mail::fault::classify;
use treffpunkt::mail::transport::OutgoingMail;
use treffpunkt::mail::transport::Stage;

use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::mime_parts::Mail;
use crate::office::signed_in;

const TEAM: &str = "team@example.org";

/// The town in August, with no mail in memory.
async fn lives(house: &House) {
    house.lives_in_august().await;
    house.memory().take();
}

async fn nudges(house: &House) -> Vec<OutboxLine> {
    let lines = house.app.list_outbox().await.unwrap();
    let is_it = |line: &OutboxLine| {
        line.kind == Kind::Nudge && line.occurrence.as_deref().is_some_and(|date| date.starts_with("2027-08-19"))
    };
    lines.into_iter().filter(is_it).collect()
}

fn of(lines: &[OutboxLine], state: State) -> usize {
    lines.iter().filter(|line| line.state == state).count()
}

/// How many contacts cannot be reached at their address.
async fn bounced(house: &House) -> usize {
    let directory = house.app.directory().await.unwrap();
    directory.actors.iter().flat_map(|row| &row.actor.contacts).filter(|contact| contact.bounced).count()
}

/// The nudges among mails.
fn asking(mails: &[OutgoingMail]) -> Vec<&OutgoingMail> {
    mails.iter().filter(|mail| mail.file_name.contains("-nudge-")).collect()
}

#[tokio::test]
async fn the_team_gets_one_marked_copy_of_each_mail_and_afterwards_everybody_gets_theirs() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Lead).await;
        let path = "/office/outbox/test";
        let wrong = browser.fills(path, path, "test=start&address=team%28at%29%3Cb%3E").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("team(at)&lt;b&gt;"), "{}", wrong.text());
        let on = browser.fills(path, path, "test=start&address=team%40example.org").await;
        assert_eq!(on.headers["location"], "/office/outbox?done=test-on", "{}", house.engine);
        for page in ["/office", "/office/actors", "/office/events"] {
            assert!(browser.opens(page).await.text().contains("Testbetrieb: Alle E-Mails gehen an"), "{page}");
        }
        let planned = of(&nudges(&house).await, State::Planned);
        house.lives_until(berlin("2027-08-12T17:30")).await;
        house.ticks().await;
        house.app.tidy().await.unwrap();
        house.ticks().await;
        let mails = house.memory().take();
        assert!(mails.iter().all(|mail| mail.to.as_str() == TEAM && mail.subject.starts_with("[Test für ")));
        let copies = asking(&mails);
        assert_eq!(copies.len(), planned, "{}: one copy each", house.engine);
        let copy = Mail::of(&copies[0].message);
        assert!(copy.text.contains("/a/test") && !copy.text.contains("/a/1"), "{}", copy.text);
        let lines = nudges(&house).await;
        assert_eq!((of(&lines, State::Sent), of(&lines, State::Held)), (0, planned), "{}", house.engine);
        assert!(
            house.app.list_outbox().await.unwrap().iter().all(|line| line.sent_at < Some(berlin("2027-08-11T00:00")))
        );
        let mut browser = signed_in(&house, Role::Lead).await;
        let group = "/office/outbox/austausch/nudge?date=2027-08-19T17:00";
        let page = browser.opens(group).await.text().to_owned();
        assert!(page.contains("Testbetrieb: Eine Kopie ging an das Team") && !page.contains("value=\"release\""));
        assert!(browser.opens(path).await.text().contains("Die Akteure haben sie noch nicht."));
        let off = browser.fills(path, path, "test=send").await;
        assert_eq!(off.headers["location"], "/office/outbox?done=test-off");
        house.ticks().await;
        let mails = house.memory().take();
        assert!(mails.iter().all(|mail| mail.to.as_str() != TEAM && !mail.subject.contains("[Test")));
        assert_eq!(asking(&mails).len(), planned, "{}", house.engine);
        assert_eq!(of(&nudges(&house).await, State::Sent), planned);
    })
    .await;
}

#[tokio::test]
async fn what_was_due_in_test_mode_waits_for_a_person_if_the_office_wants_that() {
    house(async |house| {
        lives(&house).await;
        house.app.start_test("test", TEAM).await.unwrap();
        house.lives_until(berlin("2027-08-12T17:30")).await;
        house.memory().take();
        let due = house.app.count_tested().await.unwrap();
        assert_eq!(house.app.end_test("test", AfterTest::Hold).await.unwrap(), u64::try_from(due).unwrap());
        house.ticks().await;
        assert!(house.memory().take().is_empty(), "{}", house.engine);
        assert_eq!(of(&nudges(&house).await, State::Sent), 0);
        house.app.release_all("test").await.unwrap();
        house.ticks().await;
        assert!(of(&nudges(&house).await, State::Sent) > 10, "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn what_no_longer_helps_at_the_end_of_test_mode_is_not_sent() {
    let house = House::on_sqlite(&[]).await;
    lives(&house).await;
    house.app.start_test("test", TEAM).await.unwrap();
    house.lives_until(berlin("2027-08-20T10:00")).await;
    house.memory().take();
    house.app.end_test("test", AfterTest::Send).await.unwrap();
    house.ticks().await;
    let lines = nudges(&house).await;
    assert_eq!(of(&lines, State::Sent), 0);
    let reasons: Vec<_> = lines.iter().filter_map(|line| line.why.as_deref()).collect();
    assert!(reasons.contains(&"expired"), "{reasons:?}");
    assert!(asking(&house.memory().take()).is_empty());
}

#[tokio::test]
async fn a_relay_that_refuses_the_team_harms_nobody_else() {
    house(async |house| {
        lives(&house).await;
        house.app.start_test("test", TEAM).await.unwrap();
        let (before, known) = (nudges(&house).await, bounced(&house).await);
        house.at("2027-08-12T16:59");
        house.ticks().await;
        house.memory().refuse([classify(Stage::Rcpt, &Reply::new(550, "5.1.1 no such user"))]);
        house.at("2027-08-12T17:00");
        house.ticks().await;
        let lines = nudges(&house).await;
        assert_eq!(of(&lines, State::Dead), 0, "{}", house.engine);
        let open = of(&lines, State::Planned) + of(&lines, State::Held);
        assert_eq!(open, of(&before, State::Planned), "{}: other workers may have had theirs taken", house.engine);
        assert_eq!(bounced(&house).await, known, "the team's address says nothing about anybody else's");
        house.app.end_test("test", AfterTest::Send).await.unwrap();
        house.lives_until(berlin("2027-08-12T17:30")).await;
        assert_eq!(of(&nudges(&house).await, State::Sent), of(&before, State::Planned), "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_a_submission_goes_to_the_team_and_decides_nothing() {
    let house = House::on_sqlite(&[]).await;
    lives(&house).await;
    house.app.start_test("test", TEAM).await.unwrap();
    let mut browser = signed_in(&house, Role::Lead).await;
    let page = "/office/submissions/entwurf";
    let field = |text: &str, name: &str| {
        let rest = text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let seen = field(browser.opens(page).await.text(), "seen");
    let ready = browser.fills(page, page, &format!("step=refuse&seen={seen}")).await.text().to_owned();
    let form = format!(
        "form={}&seen={seen}&mark={}&about=refuse&address=a%40example.org&subject=Nein&body=Nein&step=send",
        field(&ready, "form"),
        field(&ready, "mark")
    );
    let reply = browser.sends(page, &form).await;
    assert_eq!(reply.headers["location"], format!("{page}?done=letter-tried"));
    let mails = house.memory().take();
    assert_eq!((mails.len(), mails[0].to.as_str(), mails[0].subject.as_str()), (1, TEAM, "[Test] Nein"));
    let event = house.app.find_event("entwurf").await.unwrap().unwrap();
    assert_eq!(event.review, treffpunkt::domain::event::Review::Submitted);
}
