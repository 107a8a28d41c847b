//! Accounts: who may sign in, and that there is always a lead.

use axum::http::StatusCode;
use treffpunkt::domain::account::Role;

use crate::house::House;
use crate::house::house;
use crate::office::Browser;
use crate::office::signed_in;

/// The number of an account.
async fn id_of(house: &House, address: &str) -> i64 {
    let accounts = house.app.list_accounts().await.unwrap();
    accounts.into_iter().find(|account| account.address == address).unwrap().id
}

#[tokio::test]
async fn a_lead_adds_an_account_and_its_owner_is_told_by_mail() {
    house(async |house| {
        let mut lead = signed_in(&house, Role::Lead).await;
        let page = lead.opens("/office/accounts").await;
        assert!(page.text().contains("nur ein Konto mit der Rolle Leitung"), "{}", page.text());
        let mut editor = signed_in(&house, Role::Editor).await;
        for (browser, is_told) in [(&mut lead, true), (&mut editor, false)] {
            let week = browser.opens("/office").await;
            assert_eq!(week.text().contains("nur ein Konto mit der Rolle Leitung"), is_told, "{}", week.text());
        }
        let form = "address=+Zweite%40Example.org&role=lead";
        let added = lead.fills("/office/accounts", "/office/accounts", form).await;
        assert_eq!(added.headers["location"], "/office/accounts?done=account-added", "{}", house.engine);
        let page = lead.opens("/office/accounts").await;
        assert!(page.text().contains("zweite@example.org") && !page.text().contains("nur ein Konto"));
        house.ticks().await;
        let memory = house.memory();
        let mails = memory.mails();
        assert_eq!(mails.len(), 1);
        let text = mails[0].message.clone();
        assert!(text.contains("https://treffpunkt.example.org/office/sign-in\r\n"), "no secret in it: {text}");
        let again = lead.fills("/office/accounts", "/office/accounts", form).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains("gibt es schon ein Konto") && again.text().contains("Zweite@Example.org"));
        let wrong = lead.fills("/office/accounts", "/office/accounts", "address=%3Cb%3E&role=editor").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("value=\"&lt;b&gt;\""), "{}", wrong.text());
    })
    .await;
}

#[tokio::test]
async fn a_link_for_somebody_is_shown_once_and_signs_in() {
    let house = House::on_sqlite(&[]).await;
    let mut lead = signed_in(&house, Role::Lead).await;
    house.app.put_account("test", "neu@example.org", Role::Editor).await.unwrap();
    let path = format!("/office/accounts/{}", id_of(&house, "neu@example.org").await);
    let shown = lead.fills("/office/accounts", &path, "lever=link").await;
    assert_eq!(shown.status, StatusCode::OK);
    let link =
        shown.text().split("https://treffpunkt.example.org").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!lead.opens("/office/accounts").await.text().contains(&link));
    let mut other = Browser::new(&house);
    assert_eq!(other.fills(&link, &link, "").await.status, StatusCode::SEE_OTHER);
    assert!(other.opens("/office/account").await.text().contains("neu@example.org"));
    let verbs: Vec<_> = house.app.list_accounts().await.unwrap();
    assert_eq!(verbs.len(), 2);
}

#[tokio::test]
async fn the_sessions_of_a_removed_account_end_at_once() {
    house(async |house| {
        let mut lead = signed_in(&house, Role::Lead).await;
        let mut editor = signed_in(&house, Role::Editor).await;
        let path = format!("/office/accounts/{}", id_of(&house, "editor@example.org").await);
        assert_eq!(editor.opens("/office").await.status, StatusCode::OK);
        let removed = lead.fills("/office/accounts", &path, "lever=remove").await;
        assert_eq!(removed.headers["location"], "/office/accounts?done=account-removed", "{}", house.engine);
        assert_eq!(editor.opens("/office").await.status, StatusCode::SEE_OTHER);
        let gone = lead.fills("/office/accounts", &path, "lever=role&role=lead").await;
        assert_eq!(gone.status, StatusCode::CONFLICT);
        assert!(gone.text().contains("gibt es nicht mehr"), "{}", gone.text());
    })
    .await;
}

#[tokio::test]
async fn a_lead_signs_somebody_out_everywhere_and_an_editor_themselves() {
    let house = House::on_sqlite(&[]).await;
    let mut lead = signed_in(&house, Role::Lead).await;
    let mut editor = signed_in(&house, Role::Editor).await;
    let path = format!("/office/accounts/{}", id_of(&house, "editor@example.org").await);
    lead.fills("/office/accounts", &path, "lever=sign-out").await;
    assert_eq!(editor.opens("/office").await.status, StatusCode::SEE_OTHER);
    let (mut here, mut there) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Editor).await);
    assert!(here.opens("/office/account").await.text().contains("Überall abmelden"));
    here.fills("/office/account", "/office/sign-out", "everywhere=1").await;
    assert_eq!(there.opens("/office").await.status, StatusCode::SEE_OTHER);
    assert_eq!(lead.opens("/office").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_last_lead_is_neither_removed_nor_made_an_editor() {
    house(async |house| {
        let mut lead = signed_in(&house, Role::Lead).await;
        let path = format!("/office/accounts/{}", id_of(&house, "lead@example.org").await);
        for form in ["lever=remove", "lever=role&role=editor"] {
            let refused = lead.fills("/office/accounts", &path, form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {form}", house.engine);
            assert!(refused.text().contains("muss ein Konto mit der Rolle Leitung bleiben"), "{}", refused.text());
        }
        let by_command = house.app.put_account("command", "lead@example.org", Role::Editor).await;
        assert!(by_command.is_err(), "not by the command line either");
        house.app.put_account("test", "zwei@example.org", Role::Lead).await.unwrap();
        let left = lead.fills("/office/accounts", &path, "lever=role&role=editor").await;
        assert_eq!(left.headers["location"], "/office/account?done=saved");
        assert_eq!(lead.opens("/office/accounts").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn of_two_leads_who_demote_each_other_one_stays() {
    house(async |house| {
        for address in ["eins@example.org", "zwei@example.org"] {
            house.app.put_account("test", address, Role::Lead).await.unwrap();
        }
        let (one, two) = (id_of(&house, "eins@example.org").await, id_of(&house, "zwei@example.org").await);
        for round in 0..10 {
            let (demoted, removed) = tokio::join!(
                house.app.change_role("test", two, Role::Editor),
                house.app.change_role("test", one, Role::Editor)
            );
            assert!(demoted.is_ok() != removed.is_ok(), "{} round {round}", house.engine);
            for id in [one, two] {
                house.app.change_role("test", id, Role::Lead).await.unwrap();
            }
        }
    })
    .await;
}
