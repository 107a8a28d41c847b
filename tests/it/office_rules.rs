//! Rules of an event by form: what they would mean is seen before they are stored, and nothing goes before that.

use axum::http::StatusCode;
use treffpunkt::app::encode;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::State;

use crate::forms::Form;
use crate::house::berlin;
use crate::house::house;
use crate::office::Browser;
use crate::office::signed_in;
use crate::office_events::lives;
use crate::office_events::publishes;
use crate::office_events::sent;
use crate::office_events::town;
use crate::office_events::value;

const RULES: &str = "/office/events/austausch/rules";
const SHEET: &str = "/office/events/austausch";

/// All fields of the form of rules as a browser would send them, some changed; the number is the row of a kind.
async fn filled(browser: &mut Browser, changed: &[(&str, &str)]) -> String {
    let page = browser.opens(RULES).await.text().to_owned();
    let mut fields = vec![("form".to_owned(), value(&page, "form")), ("seen".to_owned(), value(&page, "seen"))];
    let rows = page.split("name=\"rule-").skip(1).count();
    for number in 0..rows {
        for name in ["rule", "count", "at"] {
            let name = format!("{name}-{number}");
            if page.contains(&format!("name=\"{name}\"")) {
                fields.push((name.clone(), value(&page, &name)));
            }
        }
        for name in ["kind", "mode", "audience", "unit", "side"] {
            let name = format!("{name}-{number}");
            let Some(rest) = page.split(&format!("name=\"{name}\"")).nth(1) else { continue };
            let list = rest.split("</select>").next().unwrap();
            let chosen = list.split("\" selected").next().unwrap();
            fields.push((name, chosen.rsplit("value=\"").next().unwrap().split('"').next().unwrap().to_owned()));
        }
    }
    for (name, new) in changed {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*new).to_owned()));
    }
    let unescaped = |text: &str| text.replace("&#x27;", "'").replace("&amp;", "&");
    fields.iter().map(|(name, value)| format!("{name}={}", encode(&unescaped(value)))).collect::<Vec<_>>().join("&")
}

/// The number of the row whose sentence begins so.
async fn row(browser: &mut Browser, begins: &str) -> usize {
    let page = browser.opens(RULES).await.text().to_owned();
    let before = page.split(&format!("<legend>{begins}")).next().unwrap();
    assert!(before.len() < page.len(), "{begins}: {page}");
    before.split("<legend>").count() - 1
}

#[tokio::test]
async fn a_reminder_is_shifted_and_what_it_means_is_seen_before_it_is_stored() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let number = row(&mut browser, "Erinnerung").await;
        let (count, unit, at) = (format!("count-{number}"), format!("unit-{number}"), format!("at-{number}"));
        let changed = [(count.as_str(), "2"), (unit.as_str(), "days"), (at.as_str(), "9 Uhr")];
        let typed = filled(&mut browser, &changed).await;
        let before = house.app.find_event("austausch").await.unwrap().unwrap();
        let look = browser.sends(RULES, &format!("{typed}&do=look")).await;
        assert_eq!(look.status, StatusCode::OK, "{}", look.text());
        assert!(
            look.text().contains("So wäre es dann") && look.text().contains("Di, 17.08., 09:00"),
            "{}",
            look.text()
        );
        let heading = look.text().split("<legend>").nth(number + 1).unwrap().split("</legend>").next().unwrap();
        assert!(heading.contains("2 Tage vor") && heading.contains("09:00"), "headed by what was typed: {heading}");
        let now = house.app.find_event("austausch").await.unwrap().unwrap();
        assert_eq!(before, now, "{}: looking stores nothing", house.engine);
        let stored = browser.sends(RULES, &format!("{typed}&do=save")).await;
        assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.text());
        house.ticks().await;
        // Who gets none anyway leaves no second line at the old time.
        let sheet = house.app.find_event_sheet("austausch").await.unwrap().unwrap();
        let august = "2027-08-19T17:00".parse().unwrap();
        let reminders = sheet.steps.iter().filter(|step| step.kind == Kind::Reminder && step.date == Some(august));
        assert_eq!(reminders.count(), 1, "{}: {:?}", house.engine, sheet.steps);
        house.lives_until(berlin("2027-08-17T08:55")).await;
        let before = sent(&house, "17:00");
        house.lives_until(berlin("2027-08-17T09:05")).await;
        let reminded = sent(&house, "17:00") - before;
        assert_eq!(reminded, 32, "{}: 34 said yes, two of them read no mail", house.engine);
    })
    .await;
}

#[tokio::test]
async fn a_nudge_that_is_switched_off_goes_to_nobody_and_another_one_can_be_added() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let number = row(&mut browser, "Nachfrage").await;
    let more = row(&mut browser, "Eine weitere E-Mail").await;
    let names = ["kind", "count", "unit", "side", "audience", "mode"].map(|name| format!("{name}-{more}"));
    let values = ["reminder", "3", "hours", "before-start", "tentative", "on"];
    let off = format!("mode-{number}");
    let mut changed = vec![(off.as_str(), "off")];
    changed.extend(names.iter().map(String::as_str).zip(values));
    let typed = filled(&mut browser, &changed).await;
    let look = browser.sends(RULES, &format!("{typed}&do=look")).await;
    assert!(look.text().contains("Do, 19.08., 14:00"), "{}", look.text());
    browser.sends(RULES, &format!("{typed}&do=save")).await;
    let again = browser.opens(RULES).await.text().to_owned();
    assert!(again.contains("ausgeschaltet") && again.contains("3 Stunden vor dem Beginn"), "{again}");
    house.lives_until(berlin("2027-08-19T13:00")).await;
    let date = Some("2027-08-19T17:00".parse().unwrap());
    let nudges = house.app.list_mails("austausch", Kind::Nudge, date).await.unwrap();
    assert!(nudges.iter().all(|mail| mail.row.state == State::Moot), "nobody is asked again: {nudges:?}");
    house.lives_until(berlin("2027-08-19T14:05")).await;
    let reminders = house.app.list_mails("austausch", Kind::Reminder, date).await.unwrap();
    let sent = reminders.iter().filter(|mail| mail.row.state == State::Sent).count();
    assert_eq!(sent, 32 + 6, "34 yes of whom two read no mail, and six who said maybe");
}

#[tokio::test]
async fn a_rule_that_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost() {
    let house = town().await;
    let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
    let number = row(&mut one, "Erinnerung").await;
    let field = format!("count-{number}");
    let typed = filled(&mut one, &[(&field, "<b>bald</b>")]).await;
    let reply = one.sends(RULES, &format!("{typed}&do=save")).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text().contains("&lt;b&gt;bald&lt;"), "{}", reply.text());
    assert!(reply.text().contains(&format!("href=\"#{field}\"")), "the field is named: {}", reply.text());
    assert!(reply.text().contains("<legend>Erinnerung</legend>"), "no number that nobody typed: {}", reply.text());
    let late = filled(&mut two, &[(&field, "5")]).await;
    let first = filled(&mut one, &[(&field, "3")]).await;
    assert_eq!(one.sends(RULES, &format!("{first}&do=save")).await.status, StatusCode::SEE_OTHER);
    let reply = two.sends(RULES, &format!("{late}&do=save")).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.text().contains("jemand anderes") && reply.text().contains("value=\"5\""), "{}", reply.text());
}

#[tokio::test]
async fn a_wrong_list_is_noticed_before_anything_goes() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let new = "/office/events/new";
        let typed = "title=AG+Wohnen&day=14.10.27&from=17-19+Uhr&status=confirmed";
        browser.fills(new, new, &format!("{typed}&group=alle-akteure")).await;
        let sheet = browser.opens("/office/events/ag-wohnen").await.text().to_owned();
        assert!(sheet.contains("76 geplant") && sheet.contains("wenn Sie jetzt veröffentlichen"), "{sheet}");
        let edit = "/office/events/ag-wohnen/edit";
        let page = browser.opens(edit).await.text().to_owned();
        let seen = value(&page, "seen");
        let right = format!("{typed}&group=ag-jugend&seen={seen}");
        let stored = browser.fills(edit, edit, &right).await;
        assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}", stored.text());
        let sheet = browser.opens("/office/events/ag-wohnen").await.text().to_owned();
        assert!(!sheet.contains("76 geplant") && sheet.contains("geplant"), "{sheet}");
        publishes(&mut browser, "/office/events/ag-wohnen").await;
        house.lives_until(berlin("2027-09-24T10:00")).await;
        let memory = house.memory();
        let mails = memory.mails();
        let invited = mails.iter().filter(|mail| mail.subject.contains("Einladung: AG Wohnen")).count();
        let directory = house.app.directory().await.unwrap();
        let members =
            directory.actors.iter().filter(|row| row.actor.groups.iter().any(|group| group == "ag-jugend")).count();
        assert!((1..=members).contains(&invited), "{}: {invited} of {members}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn the_line_of_time_says_what_the_table_says() {
    let house = town().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let sheet = browser.opens(SHEET).await.text().to_owned();
    let picture = sheet.split("<svg role=\"img\"").nth(1).expect("a picture").split("</svg>").next().unwrap();
    for word in ["Erinnerung", "Nachfrage", "Protokoll", "Termin", "Do, 19.08."] {
        assert!(picture.contains(word), "{word}: {picture}");
    }
}

#[tokio::test]
async fn the_second_of_two_who_change_rules_sees_what_the_first_stored_and_loses_nothing() {
    house(async |house| {
        lives(&house).await;
        let mut browser = signed_in(&house, Role::Lead).await;
        for (page, button) in [(RULES, "save"), ("/office/settings/rules/meeting", "save")] {
            let begun = Form::of(&mut browser, page).await;
            // The first rule is deleted, so that all others stand in other rows; the last one goes at another time.
            let last = begun.names.iter().filter(|name| name.starts_with("mode-")).count() - 2;
            let first = begun.clone().set("mode-0", "remove").set("count-1", "33").set("do", button);
            let late = begun.set(&format!("count-{last}"), "77").set("do", button);
            assert_eq!(first.sent(&mut browser, page).await.status, StatusCode::SEE_OTHER, "{page}");
            let reply = late.sent(&mut browser, page).await;
            assert_eq!(reply.status, StatusCode::CONFLICT, "{} {page}", house.engine);
            assert!(reply.text().contains("hat inzwischen jemand gelöscht"), "{}", reply.text());
            let now = reply.text().matches("Jetzt gespeichert: „").count();
            assert_eq!(now, 2, "in the summary and at the field, of one rule: {}", reply.text());
            let again = Form::of_page(reply.text());
            assert_eq!(again.field(&format!("count-{}", last - 1)), "77", "what was typed stands at its rule");
            assert_eq!(
                again.field("count-0"),
                "33",
                "what was left alone shows what the first stored: {}",
                reply.text()
            );
            assert_eq!(again.set("do", button).sent(&mut browser, page).await.status, StatusCode::SEE_OTHER);
            assert!(Form::of(&mut browser, page).await.fields.iter().any(|(_, value)| value == "77"), "{page}");
        }
    })
    .await;
}
