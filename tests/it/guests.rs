//! One date in the office: who comes, answers written down for those who called, the door, who was there, the record.

use axum::http::StatusCode;
use treffpunkt::app::AnswerDraft;
use treffpunkt::app::ExportFormat;
use treffpunkt::app::Guest;
use treffpunkt::app::Invited;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::answer::AnswerState;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::Reason;
use treffpunkt::domain::notification::State;
use treffpunkt::domain::series::set_date;
use treffpunkt::domain::when::Moment;
use treffpunkt::mail::fault::Reply;
use treffpunkt::mail::fault::Stage;
use treffpunkt::mail::fault::classify;

use crate::feeds::Door;
use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::office::Browser;
use crate::office::mark;
use crate::office::signed_in;
use crate::office_events;
use crate::office_events::publishes;

const ANSWERS: &str = "/office/events/ag-wohnen/answers";
const DOOR: &str = "/office/events/ag-wohnen/door";
const ATTENDANCE: &str = "/office/events/ag-wohnen/attendance";
const RECORD: &str = "/office/events/ag-wohnen/record";
/// An organisation that reads mail, and one that does not.
const LOTUS: &str = "/office/events/ag-wohnen/answer?date=2027-10-14T17:00:00&actor=bruecke";
const POSTAL: &str = "/office/events/ag-wohnen/answer?date=2027-10-14T17:00:00&actor=karadeniz";

/// The town with a new meeting on 14 October, the day after its invitations went.
async fn invites(house: &House) -> Browser {
    house.at("2027-08-09T10:00");
    house.imports_the_town().await;
    house.ticks().await;
    let mut browser = signed_in(house, Role::Editor).await;
    let new = "title=AG+Wohnen&day=14.10.27&from=17-19+Uhr&group=alle-akteure&status=confirmed";
    let entered = browser.fills("/office/events/new", "/office/events/new", new).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    publishes(&mut browser, "/office/events/ag-wohnen").await;
    house.at("2027-09-22T10:00");
    house.lives_until(berlin("2027-09-24T10:00")).await;
    house.at("2027-09-24T10:00");
    signed_in(house, Role::Editor).await
}

/// A value of a hidden field.
fn value(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The form for an answer as its page holds it, with these fields.
async fn form(browser: &mut Browser, path: &str, fields: &str) -> String {
    let page = browser.opens(path).await.text().to_owned();
    let (seen, answered) = (value(&page, "seen"), value(&page, "answered"));
    format!("form={}&seen={seen}&answered={answered}&{fields}", mark(&page))
}

/// The form for who was there, as its page holds it, without what is counted.
async fn count(browser: &mut Browser) -> String {
    let page = browser.opens(ATTENDANCE).await.text().to_owned();
    format!("form={}&seen={}", mark(&page), value(&page, "seen"))
}

/// The row of an organisation in a table.
fn row<'a>(page: &'a str, name: &str) -> &'a str {
    page.split("<tr").find(|row| row.contains(name)).unwrap_or_else(|| panic!("no row of {name}: {page}"))
}

/// How many mails of a sort went to an address.
fn sent(house: &House, to: &str, subject: &str) -> usize {
    let memory = house.memory();
    let mails = memory.mails();
    mails.iter().filter(|mail| mail.to.as_str() == to && mail.subject.contains(subject)).count()
}

/// Answers by the link of the main contact of an organisation.
async fn answers_by_link(house: &House, actor: &str, state: AnswerState) {
    let document = house.app.export_document().await.unwrap();
    let contact = document.actors.into_iter().find(|one| one.slug == actor).unwrap().contacts.remove(0);
    let date = house.app.list_dates("ag-wohnen").await.unwrap().remove(0);
    let draft = AnswerDraft { state, head_count: "2".into(), ..AnswerDraft::default() };
    assert!(house.app.answer(&house.app.answer_token(&contact, date.id), &draft).await.unwrap().is_some());
}

/// The page behind the link of the main contact of an organisation.
async fn own_page(house: &House, actor: &str) -> String {
    let document = house.app.export_document().await.unwrap();
    let contact = document.actors.into_iter().find(|one| one.slug == actor).unwrap().contacts.remove(0);
    let date = house.app.list_dates("ag-wohnen").await.unwrap().remove(0);
    let path = format!("/a/{}", house.app.answer_token(&contact, date.id));
    Door::of(house).gives(&path).await.text().to_owned()
}

#[tokio::test]
async fn a_yes_on_the_telephone_stops_the_nudge_and_gets_the_reminder() {
    house(async |house| {
        let mut browser = invites(&house).await;
        let page = browser.opens(ANSWERS).await.text().to_owned();
        let before = row(&page, "Brücke");
        assert!(before.contains("ohne Antwort") && before.contains("eingeladen: Do, 23.09."), "{before}");
        assert!(before.contains("+49 2151"), "who is silent can be rung up: {before}");
        let yes = "answer=accepted&head_count=3&need=childcare&language=ar&comment=Kommen+mit+Auto&topic=&dates=this";
        let typed = form(&mut browser, LOTUS, yes).await;
        let stored = browser.sends(LOTUS, &typed).await;
        assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}: {}", house.engine, stored.text());
        let page = browser.opens(ANSWERS).await.text().to_owned();
        let after = row(&page, "Brücke");
        for word in
            ["kommt", ">3<", "Kinderbetreuung", "Übersetzung (Arabisch)", "Kommen mit Auto", "Fr, 24.09., 10:00"]
        {
            assert!(after.contains(word), "{word}: {after}");
        }
        assert!(after.contains("eingetragen von editor@example.org (Büro)"), "{after}");
        // Its own page says so too, but not who of the office it was.
        let own = own_page(&house, "bruecke").await;
        assert!(own.contains("Eingetragen von unserem Büro am 24. September 2027, 10:00 Uhr."), "{own}");
        assert!(!own.contains("editor@"), "{own}");
        assert!(
            page.contains("1× Kinderbetreuung, 1× Übersetzung (Arabisch)") && page.contains("3 Personen"),
            "{page}"
        );
        house.lives_until(berlin("2027-10-14T12:00")).await;
        assert_eq!(sent(&house, "bruecke@example.org", "Bitte antworten"), 0, "{}", house.engine);
        assert_eq!(sent(&house, "bruecke@example.org", "Erinnerung: AG Wohnen"), 1, "{}", house.engine);
        assert_eq!(sent(&house, "gunes@example.org", "Bitte antworten"), 1, "the silent are asked");
    })
    .await;
}

#[tokio::test]
async fn who_answered_before_a_meeting_moved_stands_in_the_line_of_its_new_time() {
    house(async |house| {
        let mut browser = invites(&house).await;
        answers_by_link(&house, "bruecke", AnswerState::Declined).await;
        house.ticks().await;
        for (from, to) in [("9:30", "11:30"), ("19:00", "21:00")] {
            let edit = "/office/events/ag-wohnen/edit";
            let moved = Form::of(&mut browser, edit).await.set("from", from).set("to", to);
            let asks = moved.sent(&mut browser, edit).await;
            let stored = Form::of_page(asks.text()).sent(&mut browser, edit).await;
            assert_eq!(stored.status, StatusCode::SEE_OTHER, "{from}: {}", stored.text());
            house.ticks().await;
            let sheet = house.app.find_event_sheet("ag-wohnen").await.unwrap().unwrap();
            let nudges: Vec<_> = sheet.steps.iter().filter(|step| step.kind == Kind::Nudge).collect();
            let [nudge] = nudges[..] else { panic!("{} {from}: {nudges:?}", house.engine) };
            assert_eq!(nudge.at, berlin(&format!("2027-10-07T{from:0>5}")));
            assert_eq!((nudge.count(&[State::Planned]), nudge.reasons[&Reason::Answered]), (75, 1), "{}", house.engine);
        }
        house.lives_until(berlin("2027-10-07T19:05")).await;
        let sheet = house.app.find_event_sheet("ag-wohnen").await.unwrap().unwrap();
        let nudges: Vec<_> = sheet.steps.iter().filter(|step| step.kind == Kind::Nudge).collect();
        let [nudge] = nudges[..] else { panic!("{}, when they are sent: {nudges:?}", house.engine) };
        assert_eq!((nudge.count(&[State::Sent]), nudge.reasons[&Reason::Answered]), (75, 1), "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn who_reads_no_mail_is_rung_up_and_answers_too() {
    house(async |house| {
        let mut browser = invites(&house).await;
        let page = browser.opens(ANSWERS).await.text().to_owned();
        assert!(row(&page, "/office/actors/karadeniz").contains("anrufen: liest keine E-Mail"), "{page}");
        assert!(page.contains("anzurufen"), "{page}");
        let typed = form(&mut browser, POSTAL, "answer=declined&head_count=&dates=this").await;
        assert_eq!(browser.sends(POSTAL, &typed).await.status, StatusCode::SEE_OTHER, "{}", house.engine);
        let page = browser.opens(ANSWERS).await.text().to_owned();
        let after = row(&page, "/office/actors/karadeniz");
        assert!(after.contains("kommt nicht") && !after.contains("anrufen"), "{after}");
        // Who said yes on the telephone knows of that time: when it changes, somebody rings up again.
        let typed = form(&mut browser, POSTAL, "answer=accepted&head_count=1&dates=this").await;
        assert_eq!(browser.sends(POSTAL, &typed).await.status, StatusCode::SEE_OTHER);
        let mut event = house.app.find_event("ag-wohnen").await.unwrap().unwrap();
        event.when.start = "2027-10-14T17:30:00".parse().unwrap();
        house.app.put_event(event).await.unwrap();
        house.ticks().await;
        let count = house.app.find_date_sheet("ag-wohnen", None).await.unwrap().unwrap().count;
        assert!(count.to_call.iter().any(|one| one.name.contains("Çınar")), "{}: {:?}", house.engine, count.to_call);
        let sheet = browser.opens("/office/events/ag-wohnen").await.text().to_owned();
        assert!(sheet.contains("1 anzurufen") && sheet.contains("Çınar"), "{}: {sheet}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn the_later_answer_wins_whatever_way_it_came() {
    house(async |house| {
        let mut browser = invites(&house).await;
        answers_by_link(&house, "bruecke", AnswerState::Accepted).await;
        let page = browser.opens(ANSWERS).await.text().to_owned();
        assert!(row(&page, "Brücke").contains("über den Link"), "{page}");
        let shown = browser.opens(LOTUS).await.text().to_owned();
        assert!(shown.contains("Bisher: kommt, 2 Personen (Fr, 24.09., 10:00, über den Link"), "{shown}");
        assert!(shown.contains(">Arabisch</option>"), "the office reads languages in its own: {shown}");
        let typed = form(&mut browser, LOTUS, "answer=tentative&head_count=5&dates=this").await;
        assert_eq!(browser.sends(LOTUS, &typed).await.status, StatusCode::SEE_OTHER);
        let page = browser.opens(ANSWERS).await.text().to_owned();
        let of_office = row(&page, "Brücke");
        assert!(of_office.contains("vielleicht") && of_office.contains("(Büro)"), "{}: {of_office}", house.engine);
        // A list that is taken in again knows nothing of a call.
        let exported = house.app.export(ExportFormat::Json).await.unwrap();
        let older = exported.replace("\"state\": \"tentative\"", "\"state\": \"declined\"");
        assert_eq!(house.app.import_json(&older, false).await.unwrap().faults, []);
        assert!(row(browser.opens(ANSWERS).await.text(), "Brücke").contains("vielleicht"));
        answers_by_link(&house, "bruecke", AnswerState::Declined).await;
        let page = browser.opens(ANSWERS).await.text().to_owned();
        let by_link = row(&page, "Brücke");
        assert!(by_link.contains("kommt nicht") && by_link.contains("über den Link"), "{by_link}");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_came_meanwhile_is_shown_and_nothing_typed_is_lost() {
    house(async |house| {
        let mut browser = invites(&house).await;
        let typed = form(&mut browser, LOTUS, "answer=accepted&head_count=4&comment=Am+Telefon&dates=this").await;
        answers_by_link(&house, "bruecke", AnswerState::Declined).await;
        let late = browser.sends(LOTUS, &typed).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", house.engine);
        assert!(late.text().contains("Bisher: kommt nicht") && late.text().contains("Am Telefon"), "{}", late.text());
        let (seen, answered) = (value(late.text(), "seen"), value(late.text(), "answered"));
        let again = format!("form={}&seen={seen}&answered={answered}&answer=accepted&dates=this", mark(late.text()));
        assert_eq!(browser.sends(LOTUS, &again).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_number_is_explained() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = invites(&house).await;
    let wrong = form(&mut browser, LOTUS, "answer=accepted&head_count=viele").await;
    let refused = browser.sends(LOTUS, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("eine Zahl von 1 bis 500") && refused.text().contains("value=\"viele\""));
    let bad = format!("{}&persons-bruecke=viele", count(&mut browser).await);
    let attendance = browser.sends(ATTENDANCE, &bad).await;
    assert_eq!(attendance.status, StatusCode::UNPROCESSABLE_ENTITY);
    let once = ">Personen: Verein Brücke e. V.: Schreiben Sie eine Zahl";
    assert!(attendance.text().contains(once), "the field is named once: {}", attendance.text());
}

#[tokio::test]
async fn who_was_there_is_counted_and_stands_in_the_record() {
    house(async |house| {
        invites(&house).await;
        answers_by_link(&house, "bruecke", AnswerState::Accepted).await;
        house.lives_until(berlin("2027-10-13T16:59")).await;
        let memory = house.memory();
        memory.refuse([classify(Stage::Rcpt, &Reply::new(550, "5.1.1 unknown"))]);
        house.lives_until(berlin("2027-10-14T20:00")).await;
        house.at("2027-10-14T20:00");
        let mut browser = signed_in(&house, Role::Editor).await;
        let mut other = signed_in(&house, Role::Lead).await;
        let (first, late) = (count(&mut browser).await, count(&mut other).await);
        let counts = "present=bruecke&persons-bruecke=&persons-gunes=4&nobodys=6";
        let stored = browser.sends(ATTENDANCE, &format!("{first}&{counts}")).await;
        assert_eq!(stored.status, StatusCode::SEE_OTHER, "{}: {}", house.engine, stored.text());
        let second = other.sends(ATTENDANCE, &format!("{late}&persons-lotus=9&nobodys=77")).await;
        assert_eq!(second.status, StatusCode::CONFLICT, "{}", house.engine);
        assert!(
            second.text().contains("value=\"77\"") && second.text().contains("jemand anderes"),
            "{}",
            second.text()
        );
        let record = browser.opens(RECORD).await.text().to_owned();
        assert!(record.contains("12 Personen: 6 aus 2 Organisationen, 6 ohne Organisation"), "{record}");
        let came = row(&record, "Brücke");
        for word in ["eingeladen: Do, 23.09.", "über den Link", ">2<"] {
            assert!(came.contains(word), "{word}: {came}");
        }
        let mails = record.split("id=\"mails\"").nth(1).unwrap();
        for word in [
            "Einladung",
            "Erinnerung",
            "75 vom Mailserver angenommen",
            "5.1.1 unknown): <bdi>Verein Brücke",
            "1× hat schon geantwortet: <bdi>Verein Brücke",
            "1× liest keine E-Mail: <bdi>Deutsch-Türkischer",
        ] {
            assert!(mails.contains(word), "{word}: {mails}");
        }
        // A tick that is taken away takes the number with it.
        let fewer = count(&mut browser).await;
        let fewer = format!("{fewer}&persons-bruecke=2&present=gunes&persons-gunes=5&nobodys=");
        assert_eq!(browser.sends(ATTENDANCE, &fewer).await.status, StatusCode::SEE_OTHER);
        let record = browser.opens(RECORD).await.text().to_owned();
        assert!(record.contains("5 Personen aus einer Organisation<"), "{}: {record}", house.engine);
        moves_house(&house).await;
    })
    .await;
}

/// What was counted goes into a file and comes out of it in another house.
async fn moves_house(house: &House) {
    let exported = house.app.export(ExportFormat::Json).await.unwrap();
    let other = House::on_sqlite(&[]).await;
    other.at("2027-10-15T08:00");
    assert_eq!(other.app.import_json(&exported, false).await.unwrap().faults, []);
    assert_eq!(other.app.import_json(&exported, false).await.unwrap().changed, 0, "twice changes nothing");
    let mut browser = signed_in(&other, Role::Lead).await;
    let record = browser.opens(RECORD).await.text().to_owned();
    assert!(record.contains("5 Personen aus einer Organisation"), "{record}");
    assert!(row(&record, "Brücke").contains("aus einem Import"), "{record}");
}

#[tokio::test]
async fn the_list_for_the_door_names_those_who_come_and_leaves_room() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = invites(&house).await;
    answers_by_link(&house, "bruecke", AnswerState::Accepted).await;
    answers_by_link(&house, "gunes", AnswerState::Tentative).await;
    answers_by_link(&house, "lotus", AnswerState::Declined).await;
    let door = browser.opens(DOOR).await.text().to_owned();
    assert!(door.contains("Eine Zusage mit 2 Personen, 1 vielleicht"), "{door}");
    let body = door.split("<tbody>").nth(1).unwrap();
    assert!(body.contains("Brücke") && body.contains("vielleicht") && !body.contains("kommt nicht"), "{body}");
    assert_eq!(body.matches("<tr>").count(), 2 + 8, "eight lines for others");
}

#[tokio::test]
async fn a_yes_to_an_earlier_time_is_shown_apart_and_what_is_over_takes_no_answer() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = invites(&house).await;
    answers_by_link(&house, "bruecke", AnswerState::Accepted).await;
    let mut event = house.app.find_event("ag-wohnen").await.unwrap().unwrap();
    let other = |time: &str| Some(time.parse().unwrap());
    event.overrides.push(treffpunkt::domain::event::Override {
        start: other("2027-10-14T18:00"),
        end: other("2027-10-14T20:00"),
        ..treffpunkt::domain::event::Override::of("2027-10-14T17:00".parse().unwrap())
    });
    house.app.put_event(event).await.unwrap();
    house.ticks().await;
    let page = browser.opens(ANSWERS).await.text().to_owned();
    assert!(page.contains("eine Zusage für eine frühere Zeit"), "{page}");
    assert!(row(&page, "Brücke").contains("galt für Do, 14.10., 17:00"), "{page}");
    let typed = form(&mut browser, LOTUS, "answer=accepted").await;
    house.at("2027-10-14T20:01");
    let mut browser = signed_in(&house, Role::Editor).await;
    let token = mark(browser.opens(ATTENDANCE).await.text());
    let typed = typed.split_once('&').unwrap().1.to_owned();
    let late = browser.sends(LOTUS, &format!("form={token}&{typed}")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("vorbei") && !late.text().contains("name=\"answer\""), "{}", late.text());
    assert!(!browser.opens(ANSWERS).await.text().contains("actor=bruecke"), "no way to write one down");
}

#[tokio::test]
async fn who_is_invited_by_a_file_stays_so_after_the_answer_and_hears_of_a_change() {
    house(async |house| {
        office_events::lives(&house).await;
        let date: Moment = "2027-08-19T17:00:00".parse().unwrap();
        let sheet = async || house.app.find_date_sheet("austausch", Some(date)).await.unwrap().unwrap();
        let is_silent = |guest: &&Guest| {
            let main = &guest.actor.contacts[0];
            let reads_mail = main.email_ok && !main.bounced && !main.postal_only;
            guest.invited == Invited::ByFile && guest.answer.is_none() && reads_mail
        };
        let guests = sheet().await.guests;
        let guest = guests.iter().find(is_silent).expect("somebody is silent");
        let (slug, contact) = (guest.actor.slug.clone(), guest.actor.contacts[0].clone());
        let dates = house.app.list_dates("austausch").await.unwrap();
        let id = dates.iter().find(|one| one.dated.original == date).unwrap().id;
        let state = AnswerState::Accepted;
        let draft = AnswerDraft { state, head_count: "3".into(), all_dates: true, ..AnswerDraft::default() };
        assert!(house.app.answer(&house.app.answer_token(&contact, id), &draft).await.unwrap().is_some());
        let after = sheet().await;
        let guest = after.guests.iter().find(|guest| guest.actor.slug == slug).unwrap();
        assert_eq!(guest.invited, Invited::ByFile, "{}: {slug} said yes", house.engine);
        let mut event = house.app.find_event("austausch").await.unwrap().unwrap();
        let later = event.when.moved_to("2027-08-19T17:30:00".parse().unwrap());
        set_date(&mut event, date, &later);
        house.app.put_event(event).await.unwrap();
        house.lives_until(berlin("2027-08-10T10:15")).await;
        assert_eq!(sent(&house, &contact.email, "17:30"), 1, "{}: {slug}", house.engine);
    })
    .await;
}
