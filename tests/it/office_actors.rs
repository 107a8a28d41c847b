//! Organisations in the office: entered, with several contacts, and as a table that comes back as it went.

use axum::http::StatusCode;
use treffpunkt::app::SheetChoice;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::actor::Actor;
use treffpunkt::domain::notification::State;

use crate::forms::Form;
use crate::house::House;
use crate::house::house;
use crate::office::signed_in;
use crate::office_days::stores;

async fn actor(house: &House, slug: &str) -> Actor {
    let directory = house.app.directory().await.unwrap();
    Actor::clone(&directory.find_actor(slug).unwrap().actor)
}

fn seen(page: &str) -> String {
    page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn the_table_for_excel_taken_in_again_changes_nothing() {
    house(async |house| {
        house.imports_the_town().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        // What a form and a file can hold and a spreadsheet could spoil.
        let mut odd = actor(&house, "bruecke").await;
        odd.kind = "Verein e. V.".to_owned();
        odd.note = "=1+1\nzweite Zeile; mit Semikolon und \"Anführung\"".to_owned();
        odd.district = "'@Mitte".to_owned();
        odd.contacts[0].language = "tlh".to_owned();
        house.app.put_actor(&odd).await.unwrap();
        let mut mute = actor(&house, "lotus").await;
        (mute.contacts[0].email, mute.contacts[0].postal_only) = (String::new(), false);
        house.app.put_actor(&mute).await.unwrap();
        house.app.put_actor(&Actor { contacts: Vec::new(), ..actor(&house, "baobab").await }).await.unwrap();
        let bare = Actor { id: "a900".into(), slug: "leer".into(), name: "Leer".into(), ..Actor::default() };
        house.app.put_actor(&bare).await.unwrap();
        let before = house.app.export_document().await.unwrap().actors;
        let table = browser.opens("/office/actors.csv").await;
        assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8");
        assert!(table.headers["content-disposition"].to_str().unwrap().contains("akteure-2027-01-01.csv"));
        let text = table.text();
        assert!(text.starts_with("\u{FEFF}Nr.;Organisation;") && text.lines().count() > 81, "{text}");
        assert!(text.contains("\r\n") && text.contains(";\"'=1+1\n"), "no cell runs: {text}");
        assert!(text.contains(";'+49 2151"), "nor a telephone number");
        let again = house.app.import_sheet("test", text.as_bytes(), &SheetChoice::default(), false).await.unwrap();
        assert_eq!(again.import.faults, [], "{}", house.engine);
        assert_eq!((again.import.actors, again.import.added, again.import.changed), (81, 0, 0), "{:?}", {
            let rows = again.sheet.unwrap().rows;
            rows.into_iter().filter(|row| row.verdict != treffpunkt::app::SheetVerdict::Same).collect::<Vec<_>>()
        });
        assert_eq!(house.app.export_document().await.unwrap().actors, before);
    })
    .await;
}

#[tokio::test]
async fn the_table_holds_what_the_filters_show() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let page = browser.opens("/office/actors?q=br%C3%BCcke&mail=none").await;
    assert!(page.text().contains("Niemand gefunden"), "{}", page.text());
    let page = browser.opens("/office/actors?q=br%C3%BCcke").await;
    let link = page.text().split("href=\"/office/actors.csv").nth(1).unwrap().split('"').next().unwrap();
    let table = browser.opens(&format!("/office/actors.csv{}", link.replace("&amp;", "&"))).await;
    assert_eq!(table.text().lines().count(), 2, "{}", table.text());
}

#[tokio::test]
async fn an_organisation_is_entered_under_the_next_number() {
    house(async |house| {
        house.imports_the_town().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let new = "/office/actors/new";
        let form = "type=mso&role=Vorstand&language=tr&flag=email_ok&group=mso";
        let wrong = browser.fills(new, new, &format!("name=%3Cb%3EChor%3C%2Fb%3E&email=chor&{form}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", house.engine);
        assert!(wrong.text().contains("value=\"&lt;b&gt;Chor&lt;/b&gt;\"") && wrong.text().contains("value=\"chor\""));
        let typed = format!("name=Chor+der+Vielfalt&email=chor%40example.org&{form}");
        let made = browser.fills(new, new, &typed).await;
        assert_eq!(made.headers["location"], "/office/actors/chor-der-vielfalt?done=saved");
        let actor = actor(&house, "chor-der-vielfalt").await;
        assert_eq!((actor.id.as_str(), actor.contacts[0].id.as_str()), ("a081", "main"));
        assert_eq!((actor.contacts[0].language.as_str(), actor.groups.len()), ("tr", 1));
        let twice = browser.fills(new, new, &typed.replace("Chor+der", "CHOR+der")).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text().contains("So heißt schon ein Akteur"), "{}", twice.text());
    })
    .await;
}

#[tokio::test]
async fn a_contact_is_added_and_taken_away_and_its_mails_can_still_be_read() {
    house(async |house| {
        house.imports_the_town().await;
        house.at("2027-08-12T10:00");
        house.ticks().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let path = "/office/actors/bruecke";
        let main = "name=Bruecke&type=mso&email=bruecke%40example.org&language=de&flag=email_ok&group=ag-sprache";
        let page = browser.opens(path).await.text().to_owned();
        let more = "role-new=Kasse&email-new=kasse%40example.org&language-new=en&flag-new=email_ok";
        let added = browser.fills(path, path, &format!("{main}&{more}&seen={}", seen(&page))).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}: {}", house.engine, added.text());
        let contacts = actor(&house, "bruecke").await.contacts;
        assert_eq!(contacts.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["main", "c2"]);
        let (first, second) = (contacts[0].row, contacts[1].row);
        let page = browser.opens(path).await.text().to_owned();
        let second_typed = format!(
            "role-{second}=Kasse&email-{second}=kasse%40example.org&language-{second}=en&flag-{second}=email_ok"
        );
        let both = format!("{main}&{second_typed}&remove={first}&remove={second}&seen={}", seen(&page));
        let refused = browser.fills(path, path, &both).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Ein Kontakt muss bleiben"), "{}", refused.text());
        let gone = format!("{main}&{second_typed}&remove={first}&seen={}", seen(&page));
        assert_eq!(browser.fills(path, path, &gone).await.status, StatusCode::SEE_OTHER);
        let contacts = actor(&house, "bruecke").await.contacts;
        assert_eq!(contacts.iter().map(|one| one.row).collect::<Vec<_>>(), [second]);
        let page = browser.opens(path).await.text().to_owned();
        assert!(page.contains("Frühere Kontakte") && page.contains(&format!("/office/contacts/{first}")), "{page}");
        let history = browser.opens(&format!("/office/contacts/{first}")).await;
        assert!(history.text().contains("wurde entfernt") && history.text().contains("vom Mailserver angenommen"));
        house.at("2027-08-19T10:00");
        house.ticks().await;
        let lines = house.app.list_outbox().await.unwrap();
        let to_first = lines.iter().filter(|line| line.recipient == "bruecke@example.org");
        assert!(to_first.clone().count() > 0, "its mails keep their address");
        let late = to_first.filter(|line| line.sent_at.is_some_and(|at| at > crate::house::berlin("2027-08-12T11:00")));
        assert_eq!(late.count(), 0, "{}: nothing goes there any more", house.engine);
    })
    .await;
}

#[tokio::test]
async fn the_form_says_who_is_invited_where_no_contact_is_marked() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let (mut browser, path) = (signed_in(&house, Role::Editor).await, "/office/actors/bruecke");
    let hint = "Darum gehen die Einladungen an den ersten Kontakt";
    let mut form = Form::of(&mut browser, path).await;
    form.fields.retain(|(name, value)| (name.as_str(), value.as_str()) != ("flag", "for_invitations"));
    assert_eq!(form.sent(&mut browser, path).await.status, StatusCode::SEE_OTHER);
    assert!(browser.opens(path).await.text().contains(hint));
    assert!(browser.opens("/office/actors/new").await.text().contains(hint));
    let mut form = Form::of(&mut browser, path).await;
    form.fields.push(("flag".to_owned(), "for_invitations".to_owned()));
    assert_eq!(form.sent(&mut browser, path).await.status, StatusCode::SEE_OTHER);
    assert!(!browser.opens(path).await.text().contains(hint));
}

/// The office types another address, or an import brings it.
#[derive(Clone, Copy, PartialEq)]
enum By {
    Form,
    Table,
}

#[tokio::test]
async fn another_address_has_not_bounced_and_gets_the_mails_that_were_called_off() {
    for by in [By::Form, By::Table] {
        house(async |house| {
            house.lives_in_august().await;
            let mut bruecke = actor(&house, "bruecke").await;
            bruecke.contacts[0].bounced = true;
            house.app.put_actor(&bruecke).await.unwrap();
            house.ticks().await;
            let contact = bruecke.contacts[0].row;
            let open = async || {
                let mails = house.app.find_contact_sheet(contact, None).await.unwrap().unwrap().mails;
                mails.into_iter().filter(|mail| matches!(mail.row.state, State::Planned | State::Held)).count()
            };
            assert_eq!(open().await, 0, "{}", house.engine);
            let (mut browser, path) = (signed_in(&house, Role::Editor).await, "/office/actors/bruecke");
            if by == By::Form {
                let form = Form::of(&mut browser, path).await;
                assert!(form.fields.contains(&("flag".to_owned(), "bounced".to_owned())), "it is ticked and is sent");
                stores(&mut browser, path, &[("email", "neu@example.org")]).await;
            } else {
                let table = "Nr;Organisation;E-Mail\n1;Verein Brücke e. V.;neu@example.org\n";
                let done = house.app.import_sheet("test", table.as_bytes(), &SheetChoice::default(), false).await;
                assert_eq!(done.unwrap().import.faults, []);
            }
            assert!(!actor(&house, "bruecke").await.contacts[0].bounced, "{}", house.engine);
            house.ticks().await;
            assert!(open().await > 0, "{}", house.engine);
            // Who knows better may say so of the new one too.
            let mut form = Form::of(&mut browser, path).await;
            form.fields.push(("flag".to_owned(), "bounced".to_owned()));
            assert_eq!(form.sent(&mut browser, path).await.status, StatusCode::SEE_OTHER);
            assert!(actor(&house, "bruecke").await.contacts[0].bounced, "{}", house.engine);
        })
        .await;
    }
}

#[tokio::test]
async fn who_objected_and_was_taken_away_has_still_objected_when_an_old_list_brings_them_back() {
    house(async |house| {
        house.imports_the_town().await;
        let mut bruecke = actor(&house, "bruecke").await;
        bruecke.contacts[0].email_ok = false;
        let other = treffpunkt::domain::actor::Contact {
            id: "c2".into(),
            email: "kasse@example.org".into(),
            ..Default::default()
        };
        bruecke.contacts.push(other);
        house.app.put_actor(&bruecke).await.unwrap();
        let bruecke = actor(&house, "bruecke").await;
        let (first, seen) = (bruecke.contacts[0].row, treffpunkt::app::version_of(&bruecke));
        house.app.change_actor("test", bruecke, &seen, &[first]).await.unwrap();
        house.imports_the_town().await;
        let contacts = actor(&house, "bruecke").await.contacts;
        let back = contacts.iter().find(|contact| contact.id == "main").unwrap();
        assert!(back.row == first && !back.email_ok, "{}: {back:?}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn who_was_invited_and_never_answers_is_found() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let none = browser.opens("/office/actors?silent=1").await;
    assert!(none.text().contains("Niemand gefunden"), "nobody was invited yet");
    house.at("2027-08-12T10:00");
    house.ticks().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let silent = browser.opens("/office/actors?silent=1").await;
    assert!(silent.text().contains("href=\"/office/actors/"), "{}", silent.text());
    assert!(silent.text().contains("keine Antwort"));
}
