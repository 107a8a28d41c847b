//! An exchange meeting from its first mail to the record, as an office lives through it.

use axum::http::StatusCode;
use serde_json::Value;
use serde_json::json;
use treffpunkt::app::AnswerDraft;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::answer::AnswerState;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::State;
use treffpunkt::mail::fault::Reply;
use treffpunkt::mail::fault::Stage;
use treffpunkt::mail::fault::classify;

use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::office::Browser;
use crate::office::signed_in;
use crate::office_events::publishes;

const MEETING: &str = "/office/events/treffen";

/// Fifty organisations of one group, all with mail but the last one.
async fn fifty(house: &House) {
    let mut town: Value = serde_json::from_str(include_str!("../../config/demo.json")).unwrap();
    let all = town["actors"].as_array().unwrap().clone();
    let reads = |actor: &&Value| actor["email_ok"] == json!(true) && actor["bounced"] == json!(false);
    let mut actors: Vec<Value> = all.iter().filter(reads).take(50).cloned().collect();
    for actor in &mut actors {
        actor["groups"] = json!(["alle-akteure"]);
        actor["postal_only"] = json!(false);
    }
    actors[49]["postal_only"] = json!(true);
    let town = json!({ "vocab": town["vocab"].take(), "actors": actors });
    let report = house.app.import_json(&town.to_string(), false).await.unwrap();
    assert_eq!(report.faults, []);
}

/// How many mails of a kind stand in a state.
async fn count(house: &House, kind: Kind, state: State) -> usize {
    let date = house.app.list_dates("treffen").await.unwrap()[0].dated.original;
    let mails = house.app.list_mails("treffen", kind, Some(date)).await.unwrap();
    mails.iter().filter(|mail| mail.row.state == state).count()
}

/// All that were invited answer, but the last few.
async fn all_answer_but(house: &House, silent: usize) {
    let date = house.app.list_dates("treffen").await.unwrap().remove(0);
    let invited = house.app.list_mails("treffen", Kind::Invitation, Some(date.dated.original)).await.unwrap();
    let mut reached: Vec<_> = invited.into_iter().filter(|mail| mail.row.state == State::Sent).collect();
    reached.truncate(reached.len() - silent);
    for mail in reached {
        let draft = AnswerDraft { state: AnswerState::Accepted, head_count: "1".into(), ..AnswerDraft::default() };
        let token = house.app.answer_token(&mail.contact, date.id);
        assert!(house.app.answer(&token, &draft).await.unwrap().is_some());
    }
}

/// Lives until a moment, and stays there.
async fn lives(house: &House, until: &str) {
    house.lives_until(berlin(until)).await;
    house.at(until);
}

async fn enters(browser: &mut Browser) {
    let new = "title=Treffen&day=14.10.27&from=17-19+Uhr&group=alle-akteure&status=confirmed";
    let entered = browser.fills("/office/events/new", "/office/events/new", new).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text());
    publishes(browser, "/office/events/treffen").await;
}

#[tokio::test]
async fn fifty_are_invited_three_are_silent_and_nudged_one_bounces_and_one_is_rung_up() {
    house(async |house| {
        house.at("2027-08-09T10:00");
        fifty(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        enters(&mut browser).await;
        // One address is gone when the invitations go, after the save the dates went to all.
        lives(&house, "2027-09-23T16:59").await;
        let memory = house.memory();
        memory.refuse([classify(Stage::Rcpt, &Reply::new(550, "5.1.1 unknown"))]);
        lives(&house, "2027-09-23T18:00").await;
        assert_eq!(count(&house, Kind::Invitation, State::Sent).await, 48, "{}", house.engine);
        assert_eq!(count(&house, Kind::Invitation, State::Dead).await, 1, "{}", house.engine);
        all_answer_but(&house, 3).await;

        lives(&house, "2027-10-05T10:00").await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let week = browser.opens("/office").await.text().to_owned();
        assert!(week.contains("3 Akteure haben noch nicht geantwortet: Treffen"), "{}: {week}", house.engine);
        assert!(week.contains("2 Akteure erreicht keine E-Mail. Bitte rufen Sie an: Treffen"), "{week}");
        let answers = browser.opens(&format!("{MEETING}/answers")).await.text().to_owned();
        assert_eq!(answers.matches("anrufen:").count(), 2, "the one that bounced and the one without mail: {answers}");
        let (_, called) = answers.split_once("<tr id=\"call\">").expect("where the link of the first page leads");
        assert_eq!(called.matches("anrufen:").count(), 2, "they stand together: {called}");
        assert!(week.contains("#call\""), "{week}");

        lives(&house, "2027-10-07T18:00").await;
        assert_eq!(count(&house, Kind::Nudge, State::Sent).await, 3, "{}: only the silent are asked", house.engine);
        lives(&house, "2027-10-15T10:00").await;
        assert_eq!(count(&house, Kind::Reminder, State::Sent).await, 45, "{}: who comes is reminded", house.engine);
        let mut browser = signed_in(&house, Role::Editor).await;
        let record = browser.opens(&format!("{MEETING}/record")).await.text().to_owned();
        assert!(record.contains("5.1.1"), "the record says why one was not reached: {record}");
    })
    .await;
}

#[tokio::test]
async fn on_the_first_day_a_list_brings_its_groups_and_later_a_slip_of_the_pen_is_none() {
    house(async |house| {
        let list =
            |group: &str| format!("Organisation;E-Mail;Sprache;Gruppen\r\nChor Ä;chor@example.org;Deutsch;{group}\r\n");
        let choice = treffpunkt::app::SheetChoice::default();
        let dry =
            house.app.import_sheet("test", list("Alle Akteure, AG Musik").as_bytes(), &choice, true).await.unwrap();
        assert_eq!(dry.import.faults, [], "{}", house.engine);
        assert!(dry.notes.iter().any(|note| note.what.contains("Alle Akteure, AG Musik")), "{:?}", dry.notes);
        house.app.import_sheet("test", list("Alle Akteure, AG Musik").as_bytes(), &choice, false).await.unwrap();
        let stored = house.app.directory().await.unwrap();
        assert_eq!(stored.actors[0].actor.groups, ["alle-akteure", "ag-musik"]);
        assert_eq!(stored.groups["ag-musik"].de, "AG Musik");
        let slip =
            house.app.import_sheet("test", list("Alle Akteure, AG Musig").as_bytes(), &choice, true).await.unwrap();
        assert!(slip.import.faults.iter().any(|fault| fault.what.contains("AG Musig")), "{:?}", slip.import.faults);
    })
    .await;
}
