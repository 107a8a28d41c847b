//! The pages behind the wishes links of mails: what somebody gets and no longer wants to, by one click or by a form.

use axum::http::StatusCode;
use axum::http::header;
use serde_json::json;

use crate::answers::Fields;
use crate::answers::Scene;
use crate::answers::URLENCODED;
use crate::feeds::Door;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::mime_parts::Mail;

#[tokio::test]
async fn one_click_ends_one_kind_for_one_group_and_nothing_else() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let wishes = scene.wishes_link("bruecke").await;
        let path = format!("{wishes}?kind=invitation&group=alle-akteure");
        let parts = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        let elsewhere = [("origin", "https://mail.example"), ("sec-fetch-site", "cross-site")];
        let one_click = "List-Unsubscribe=One-Click";
        for (body, kind) in
            [(one_click, URLENCODED), (parts, "multipart/form-data; boundary=x"), (one_click, URLENCODED)]
        {
            let reply = scene.posts_body(&path, body, kind, &elsewhere).await;
            assert_eq!((reply.status, reply.bytes.len()), (StatusCode::OK, 0), "{kind}");
            let ended = [("invitation".to_owned(), "alle-akteure".to_owned())];
            assert_eq!(scene.objections("bruecke").await, ended, "{}", scene.door.engine);
        }
        assert!(scene.contact("bruecke").await.email_ok);
        assert_eq!(scene.objections("sonnenblume").await, []);
        // A mail about a change cannot be done without; a group that is gone sends nothing more.
        for (query, status) in [
            ("?kind=change", StatusCode::BAD_REQUEST),
            ("?kind=nix", StatusCode::BAD_REQUEST),
            ("", StatusCode::BAD_REQUEST),
            ("?kind=minutes&group=gibt-es-nicht", StatusCode::OK),
        ] {
            let reply = scene.posts_body(&format!("{wishes}{query}"), one_click, URLENCODED, &[]).await;
            assert_eq!(reply.status, status, "{query}");
            assert_eq!(scene.objections("bruecke").await.len(), 1, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn wishes_are_stored_shown_and_taken_back() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let path = scene.wishes_link("bruecke").await;
        let with = format!("{path}?kind=reminder&group=ag-sprache");
        let sends = async |path: &str, fields: Fields<'_>| {
            let reply = scene.sends(path, fields).await;
            assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
            scene.door.gives(reply.header(header::LOCATION)).await.text().to_owned()
        };
        let about = [("kind", "reminder"), ("group", "ag-sprache")];
        let page = sends(&with, &[("wish", "without"), about[0], about[1]]).await;
        assert!(
            page.contains("Erinnerungen für „AG Sprache“") && page.contains("Diese E-Mails bekommen Sie nicht mehr.")
        );
        assert_eq!(scene.objections("bruecke").await, [("reminder".to_owned(), "ag-sprache".to_owned())]);
        sends(&with, &[("wish", "again"), about[0], about[1]]).await;
        assert_eq!(scene.objections("bruecke").await, []);
        // Of all kinds only two.
        sends(&path, &[("wish", "only"), ("kind", "invitation"), ("kind", "minutes")]).await;
        let kinds: Vec<String> = scene.objections("bruecke").await.into_iter().map(|(kind, _)| kind).collect();
        assert!(kinds.contains(&"reminder".to_owned()) && !kinds.contains(&"invitation".to_owned()), "{kinds:?}");
        assert!(!kinds.contains(&"change".to_owned()), "{kinds:?}");
        for _ in 0..2 {
            let page = sends(&path, &[("wish", "nothing")]).await;
            assert!(page.contains("Sie bekommen keine E-Mails"), "{page}");
            assert!(!scene.contact("bruecke").await.email_ok, "{}", scene.door.engine);
        }
        sends(&path, &[("wish", "everything")]).await;
        let contact = scene.contact("bruecke").await;
        assert!(contact.email_ok && contact.objections.is_empty());
        for odd in [&[("wish", "all")][..], &[("wish", "without"), ("kind", "change")], &[]] {
            assert_eq!(scene.sends(&path, odd).await.status, StatusCode::BAD_REQUEST);
        }
    })
    .await;
}

#[tokio::test]
async fn a_group_is_named_in_english_to_who_reads_english() {
    let house = House::on_sqlite(&[]).await;
    house.lives_in_august().await;
    let groups = json!([{ "id": "alle-akteure", "de": "Alle Akteure", "en": "All partners" }]);
    let file = json!({ "schema": "treffpunkt/1", "vocab": { "groups": groups } });
    assert_eq!(house.app.import_json(&file.to_string(), false).await.unwrap().faults, []);
    let document = house.app.export_document().await.unwrap();
    let mut actor = document.actors.into_iter().find(|one| one.slug == "gunes").unwrap();
    actor.contacts[0].language = "en".into();
    house.app.put_actor(&actor).await.unwrap();
    let path = format!("/u/{}?kind=invitation&group=alle-akteure", house.app.wishes_token(&actor.contacts[0]));
    let door = Door::of(&house);
    let asks = async |path: &str| door.gives(path).await.text().to_owned();
    assert!(asks(&format!("{path}&lang=de")).await.contains("Einladungen für „Alle Akteure“"));
    let english = asks(&format!("{path}&lang=en")).await;
    assert!(english.contains("Invitations for “All partners”"), "{english}");
    house.lives_until(berlin("2027-10-08T18:00")).await;
    let address = actor.contacts[0].email.as_str();
    let last = house.memory().mails().iter().rfind(|mail| mail.to.as_str() == address).cloned().unwrap();
    let text = Mail::of(&last.message).text.replace('\n', " ");
    assert!(text.contains("is in the group “All partners”."), "{text}");
}
