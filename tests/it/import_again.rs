//! Taking in a list again: what people said themselves meanwhile stays.

use serde_json::Value;
use serde_json::json;
use treffpunkt::app::AnswerDraft;
use treffpunkt::app::Wish;
use treffpunkt::domain::actor::Contact;
use treffpunkt::domain::actor::Objection;
use treffpunkt::domain::answer::AnswerState;

use crate::house::House;
use crate::house::TOWN;
use crate::house::house;

async fn contact(house: &House, actor: &str) -> Contact {
    let document = house.app.export_document().await.unwrap();
    document.actors.into_iter().find(|one| one.id == actor).unwrap().contacts.remove(0)
}

async fn takes_in(house: &House, file: &Value) {
    let report = house.app.import_json(&file.to_string(), false).await.unwrap();
    assert_eq!(report.faults, []);
}

#[tokio::test]
async fn an_objection_outlives_the_list_that_knows_nothing_of_it() {
    house(async |house| {
        house.imports_the_town().await;
        let club = contact(&house, "a003").await;
        let token = house.app.wishes_token(&club);
        house.app.wish(&token, &Wish::Nothing).await.unwrap();
        let other = contact(&house, "a004").await;
        let nudge = Objection { kind: "nudge".into(), group: String::new() };
        house.app.wish(&house.app.wishes_token(&other), &Wish::Without(nudge.clone())).await.unwrap();
        let report = house.app.import_json(TOWN, false).await.unwrap();
        assert_eq!((report.added, report.changed), (0, 0), "{}", house.engine);
        assert!(!contact(&house, "a003").await.email_ok);
        assert_eq!(contact(&house, "a004").await.objections, [nudge]);
    })
    .await;
}

#[tokio::test]
async fn a_bounce_ends_with_another_address() {
    house(async |house| {
        let mut town: Value = serde_json::from_str(TOWN).unwrap();
        takes_in(&house, &town).await;
        let bounced = |town: &Value| {
            let actors = town["actors"].as_array().unwrap();
            actors.iter().position(|actor| actor["id"] == "a034").unwrap()
        };
        let at = bounced(&town);
        town["actors"][at]["bounced"] = json!(false);
        takes_in(&house, &town).await;
        assert!(contact(&house, "a034").await.bounced, "the same address bounces as before");
        town["actors"][at]["email"] = json!("neu@example.org");
        takes_in(&house, &town).await;
        assert!(!contact(&house, "a034").await.bounced, "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn an_answer_by_link_is_newer_than_any_list() {
    house(async |house| {
        house.imports_the_town().await;
        let dates = house.app.list_dates("austausch").await.unwrap();
        let date = dates.iter().find(|date| date.dated.original.to_string().starts_with("2027-08-19")).unwrap();
        let club = contact(&house, "a003").await;
        let token = house.app.answer_token(&club, date.id);
        let draft = AnswerDraft { state: AnswerState::Declined, ..AnswerDraft::default() };
        assert!(house.app.answer(&token, &draft).await.unwrap().is_some());
        house.imports_the_town().await;
        let link = house.app.find_answer_link(&token).await.unwrap().unwrap();
        assert_eq!(link.sheet.answer.unwrap().state, AnswerState::Declined, "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn answers_to_single_dates_of_an_event_that_is_no_meeting_are_exported() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let dates = house.app.list_dates("sprachcafe-bruecke").await.unwrap();
    let token = house.app.answer_token(&contact(&house, "a003").await, dates[1].id);
    let draft = AnswerDraft { state: AnswerState::Accepted, ..AnswerDraft::default() };
    assert!(house.app.answer(&token, &draft).await.unwrap().is_some());
    let text = treffpunkt::exchange::write(&house.app.export_document().await.unwrap()).unwrap();
    let other = House::on_sqlite(&[]).await;
    takes_in(&other, &serde_json::from_str(&text).unwrap()).await;
    let again = treffpunkt::exchange::write(&other.app.export_document().await.unwrap()).unwrap();
    let answers = |text: &str| {
        let value: Value = serde_json::from_str(text).unwrap();
        let events = value["events"].as_array().unwrap();
        events.iter().find(|event| event["id"] == "sprachcafe-bruecke").unwrap()["instances"].clone()
    };
    assert!(answers(&text).to_string().contains("accepted"), "{}", answers(&text));
    assert_eq!(answers(&text), answers(&again));
}

#[tokio::test]
async fn what_is_known_by_one_name_does_not_come_in_under_another() {
    let house = House::on_sqlite(&[]).await;
    let mut town: Value = serde_json::from_str(TOWN).unwrap();
    takes_in(&house, &town).await;
    let uid = house.app.find_event("austausch").await.unwrap().unwrap().uid;
    town["meetings"][0]["id"] = json!("austausch-neu");
    town["meetings"][0]["uid"] = json!(uid);
    town["actors"][5]["id"] = json!("x005");
    let report = house.app.import_json(&town.to_string(), false).await.unwrap();
    let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
    assert!(
        faults.iter().any(|fault| fault.starts_with("meetings[0].uid: belongs to the event austausch")),
        "{faults:?}"
    );
    assert!(
        faults.iter().any(|fault| fault.starts_with("actors[5].slug: belongs to the actor with the id")),
        "{faults:?}"
    );
}
