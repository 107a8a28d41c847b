//! Groups: members by tick, what a change causes said before, and nobody overwritten.

use axum::http::StatusCode;
use treffpunkt::domain::account::Role;

use crate::house::House;
use crate::house::house;
use crate::office::Browser;
use crate::office::signed_in;

/// A hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The form of a group as its page shows it.
fn form_of(page: &str) -> String {
    let boxes = page.split("name=\"member\" value=\"").skip(1);
    let ticked = boxes.filter(|rest| rest.split('>').next().unwrap().contains(" checked"));
    let members =
        ticked.map(|rest| format!("&member={}", rest.split('"').next().unwrap())).collect::<Vec<_>>().concat();
    let name = page.split("name=\"de\" autocomplete=\"off\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    format!("de={}&seen={}{members}", name.replace(' ', "+"), hidden(page, "seen"))
}

fn mails(house: &House) -> Vec<String> {
    let memory = house.memory();
    memory.mails().iter().map(|mail| mail.to.to_string()).collect()
}

async fn opens(browser: &mut Browser, path: &str) -> String {
    let page = browser.opens(path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    page.text().to_owned()
}

#[tokio::test]
async fn who_joins_a_group_is_invited_after_the_page_has_said_so() {
    house(async |house| {
        house.imports_the_town().await;
        house.at("2027-08-12T10:00");
        house.ticks().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let path = "/office/groups/ag-frauen";
        let page = opens(&mut browser, path).await;
        assert!(page.contains("9 Akteure gehören dazu"), "{page}");
        let before = mails(&house).len();
        let form = format!("{}&member=wohlfahrt-c", form_of(&page));
        let asked = browser.fills(path, path, &format!("{form}&lever=save")).await;
        assert_eq!(asked.status, StatusCode::OK, "{}: {}", house.engine, asked.text());
        assert!(asked.text().contains("Das geschieht, wenn Sie speichern"), "{}", asked.text());
        assert!(asked.text().contains("Ein neuer Akteur bekommt") && asked.text().contains("Einladung"));
        assert!(asked.text().contains("Mi, 25.08., 09:30"), "the date is named: {}", asked.text());
        house.ticks().await;
        assert_eq!(mails(&house).len(), before, "asking sends nothing");
        assert!(opens(&mut browser, path).await.contains("9 Akteure gehören dazu"), "and stores nothing");
        let sure = hidden(asked.text(), "sure");
        let other = browser.fills(path, path, &format!("{form}&lever=save&member=bruecke&sure={sure}")).await;
        assert_eq!(other.status, StatusCode::OK, "another change is asked about again");
        let saved = browser.fills(path, path, &format!("{form}&lever=save&sure={sure}")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
        assert!(opens(&mut browser, path).await.contains("10 Akteure gehören dazu"));
        house.ticks().await;
        assert_eq!(mails(&house).len(), before + 1, "{}: the invitation goes, once", house.engine);
        house.ticks().await;
        assert_eq!(mails(&house).len(), before + 1);
    })
    .await;
}

#[tokio::test]
async fn who_leaves_a_group_is_named_with_what_they_do_not_get_any_more() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    house.at("2027-08-12T10:00");
    house.ticks().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let path = "/office/groups/ag-frauen";
    let page = opens(&mut browser, path).await;
    let form = form_of(&page);
    let (rest, _) = form.rsplit_once("&member=").unwrap();
    let asked = browser.fills(path, path, rest).await;
    assert!(asked.text().contains("nicht mehr: "), "{}", asked.text());
    let saved = browser.fills(path, path, &format!("{rest}&sure={}", hidden(asked.text(), "sure"))).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(opens(&mut browser, path).await.contains("8 Akteure gehören dazu"));
}

#[tokio::test]
async fn a_group_is_made_looked_through_renamed_and_deleted() {
    house(async |house| {
        house.imports_the_town().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let new = "/office/groups/new";
        let looked = browser.fills(new, new, "de=AG+Wohnen&member=bruecke&q=gibtesnicht&lever=look").await;
        assert_eq!(looked.status, StatusCode::OK);
        assert!(
            looked.text().contains("Noch nicht gespeichert")
                && looked.text().contains("type=\"hidden\" name=\"member\" value=\"bruecke\""),
            "what is ticked and not seen stays: {}",
            looked.text()
        );
        let made = browser.fills(new, new, "de=AG+Wohnen&member=bruecke&lever=save").await;
        assert_eq!(made.headers["location"], "/office/groups/ag-wohnen?done=saved", "{}", house.engine);
        let page = opens(&mut browser, "/office/groups/ag-wohnen").await;
        assert!(page.contains("Ein Akteur gehört dazu: 1 bekommt E-Mail"), "{page}");
        let twice = browser.fills(new, new, "de=ag+wohnen").await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.text().contains("So heißt schon eine andere Gruppe"));
        let women = "/office/groups/ag-frauen";
        let of_women = opens(&mut browser, women).await;
        assert!(!of_women.contains("value=\"drop\""), "what is used offers no deletion");
        let used = browser.fills(women, women, &format!("seen={}&lever=drop", hidden(&of_women, "seen"))).await;
        assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
        let drop = format!("seen={}&lever=drop", hidden(&page, "seen"));
        let gone = browser.fills("/office/groups/ag-wohnen", "/office/groups/ag-wohnen", &drop).await;
        assert_eq!(gone.headers["location"], "/office/groups?done=group-removed");
        assert_eq!(browser.opens("/office/groups/ag-wohnen").await.status, StatusCode::NOT_FOUND);
        let directory = house.app.directory().await.unwrap();
        assert!(directory.actors.iter().all(|row| !row.actor.groups.contains(&"ag-wohnen".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn the_second_who_changes_a_group_sees_that_somebody_was_faster() {
    house(async |house| {
        house.imports_the_town().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let path = "/office/groups/sport";
        let page = opens(&mut browser, path).await;
        let form = form_of(&page);
        let first = browser.fills(path, path, &form.replace("de=", "de=Bewegung+und+")).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}: {}", house.engine, first.text());
        let second = browser.fills(path, path, &format!("{form}&member=bruecke")).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        for said in ["jemand anderes", "Jetzt gespeichert: „Bewegung und", "Jetzt nicht Mitglied: Verein Brücke e. V."]
        {
            assert!(second.text().contains(said), "{said}: {}", second.text());
        }
        let again = format!("{form}&member=bruecke").replace(&hidden(&page, "seen"), &hidden(second.text(), "seen"));
        assert_eq!(browser.fills(path, path, &again).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn two_who_change_one_group_at_once_do_not_lose_each_other() {
    house(async |house| {
        house.imports_the_town().await;
        let sheet = house.app.find_group_sheet(Some("sport")).await.unwrap().unwrap();
        let draft = |de: &str| treffpunkt::app::GroupDraft { de: de.to_owned(), ..Default::default() };
        let (eins, zwei) = (draft("Eins"), draft("Zwei"));
        let (one, two) = tokio::join!(
            house.app.put_group("test", Some("sport"), &sheet.seen, &eins),
            house.app.put_group("test", Some("sport"), &sheet.seen, &zwei)
        );
        assert!(one.is_ok() != two.is_ok(), "{}: {one:?} {two:?}", house.engine);
    })
    .await;
}
