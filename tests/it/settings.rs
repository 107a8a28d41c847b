//! The settings: who may change them, that a change holds at once and on all replicas, and what it does not touch.

use std::time::Duration;
use std::time::Instant;

use axum::http::StatusCode;
use treffpunkt::app::encode;
use treffpunkt::app::version_of_event;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::answer::Answer;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::notification::State;
use treffpunkt::domain::rule::Audience;
use treffpunkt::domain::rule::Mode;
use treffpunkt::domain::rule::PlanOf;
use treffpunkt::domain::rule::Rule;
use treffpunkt::domain::rule::default_meeting_plan;

use treffpunkt::mail::transport::OutgoingMail;

use crate::feeds::Door;
use crate::feeds::Reply;
use crate::forms::Form;
use crate::house::House;
use crate::house::berlin;
use crate::house::house;
use crate::office::Browser;
use crate::office::signed_in;
use crate::smtp_sink::Act;
use crate::smtp_sink::Mode as SinkMode;
use crate::smtp_sink::Point;
use crate::smtp_sink::Sink;

/// What a form of a page would send: name and value of each field, in order.
pub type Fields = Vec<(String, String)>;

/// The fields of the form of that number whose address ends so.
pub fn fields_of(page: &str, action: &str, number: usize) -> Fields {
    let forms = Form::all(page).into_iter().filter(|form| form.action.split('?').next().unwrap().ends_with(action));
    forms.map(|form| form.fields).nth(number).unwrap_or_else(|| panic!("no form {action}: {page}"))
}

/// The fields as a browser sends them, some of them typed anew.
pub fn typed(fields: &Fields, changed: &[(&str, &str)]) -> String {
    let mut fields = fields.clone();
    for (name, value) in changed {
        let field = fields.iter_mut().find(|(known, _)| known == name);
        match field {
            Some(field) => (*value).clone_into(&mut field.1),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

/// Opens a page, types something into its first form of that address and sends it.
async fn fills(browser: &mut Browser, path: &str, changed: &[(&str, &str)]) -> Reply {
    let page = browser.opens(path).await.text().to_owned();
    let form = typed(&fields_of(&page, path, 0), changed);
    browser.sends(path, &form).await
}

/// Enters an event; the groups are those of a meeting.
async fn enters(house: &House, title: &str, groups: &[&str]) -> Event {
    let draft = treffpunkt::app::EventDraft {
        title: title.to_owned(),
        span: treffpunkt::app::TypedSpan {
            day: "15.9.2027".to_owned(),
            from: "18:00".to_owned(),
            to: "20:00".to_owned(),
            ..Default::default()
        },
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        ..Default::default()
    };
    let slug = Box::pin(house.app.enter_event("test", &draft)).await.unwrap();
    house.app.find_event(&slug).await.unwrap().unwrap()
}

const MEETING: &str = "/office/settings/rules/meeting";

#[tokio::test]
async fn the_plan_of_new_meetings_is_shifted_held_and_switched_off_and_old_ones_keep_theirs() {
    house(async |house| {
        house.imports_the_town().await;
        let group = ["ag-sprache"];
        let before = enters(&house, "Vorher", &group).await;
        assert_eq!(before.rules, default_meeting_plan(&["ag-sprache".to_owned()]), "{}", house.engine);
        let mut browser = signed_in(&house, Role::Lead).await;
        let page = browser.opens(MEETING).await.text().to_owned();
        for words in [
            "Einladung an jede eingeladene Gruppe: 21 Tage vor dem Beginn",
            "Protokoll an alle Eingeladenen: 3 Tage nach dem Ende",
            "Das ist der mitgelieferte Plan",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let changed = [
            ("mode-1", "held"),
            ("mode-2", "off"),
            ("count-3", "2"),
            ("at-3", "9 Uhr"),
            ("mode-5", "remove"),
            ("kind-6", "after_event"),
            ("audience-6", "organiser"),
            ("count-6", "36"),
            ("unit-6", "hours"),
            ("side-6", "after-end"),
        ];
        let reply = fills(&mut browser, MEETING, &changed).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        let page = browser.opens(MEETING).await.text().to_owned();
        for words in [
            "21 Tage vor dem Beginn – wartet auf Ihre Freigabe",
            "7 Tage vor dem Beginn – ausgeschaltet",
            "Erinnerung an alle, die zugesagt haben: 2 Tage vor dem Beginn, um 09:00 Uhr",
            "Frage nach der Zahl an den Veranstalter: 36 Stunden nach dem Ende, einmal für alle Termine",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let after = enters(&house, "Nachher", &group).await;
        let rules: Vec<(Kind, Mode, String)> =
            after.rules.iter().map(|rule| (rule.kind, rule.mode, rule.offset.to_string())).collect();
        let wanted = [
            (Kind::SaveTheDate, Mode::On, "-P42D"),
            (Kind::Invitation, Mode::Held, "-P21D"),
            (Kind::Nudge, Mode::Off, "-P7D"),
            (Kind::Reminder, Mode::On, "-P2D"),
            (Kind::HeadCount, Mode::On, "-P1D"),
            (Kind::AfterEvent, Mode::On, "+PT36H"),
        ];
        assert_eq!(rules, wanted.map(|(kind, mode, offset)| (kind, mode, offset.to_owned())));
        assert_eq!(after.rules[1].audience, Audience::Group("ag-sprache".to_owned()));
        assert_eq!(after.rules[1].id, "invitation-ag-sprache");
        let untouched = house.app.find_event("vorher").await.unwrap().unwrap();
        assert_eq!(version_of_event(&untouched), version_of_event(&before));
        let reset = typed(&fields_of(&page, MEETING, 1), &[]);
        assert_eq!(browser.sends(MEETING, &reset).await.status, StatusCode::SEE_OTHER);
        assert!(browser.opens(MEETING).await.text().contains("Das ist der mitgelieferte Plan"));
        assert_eq!(enters(&house, "Wieder", &group).await.rules, before.rules);
        assert_eq!(enters(&house, "Fest", &[]).await.rules, []);
    })
    .await;
}

#[tokio::test]
async fn a_rule_that_fields_cannot_say_is_kept_as_it_is_and_a_wrong_one_is_shown_as_typed() {
    let house = House::on_sqlite(&[]).await;
    let mut odd = Rule::usual("odd:+1", Kind::Reminder, Audience::Accepted, -1);
    (odd.offset, odd.template) = ("-PT90M".parse().unwrap(), Some("final_reminder".to_owned()));
    let whom = Rule::usual("whom", Kind::EntryCheck, Audience::Actor("bruecke".to_owned()), -14);
    let plan = vec![odd, whom];
    let seen = house.app.find_default_rules(PlanOf::Event).await.unwrap().seen;
    house.app.change_default_rules("test", PlanOf::Event, Some(&plan), &seen).await.unwrap();
    let mut browser = signed_in(&house, Role::Lead).await;
    let path = "/office/settings/rules/event";
    assert_eq!(fills(&mut browser, path, &[("mode-0", "held")]).await.status, StatusCode::SEE_OTHER);
    let stored = house.app.find_default_rules(PlanOf::Event).await.unwrap().rules;
    assert_eq!(stored, [Rule { mode: Mode::Held, ..plan[0].clone() }, plan[1].clone()]);
    for (changed, words) in [
        (vec![("count-1", "bald")], "Bitte eine ganze Zahl"),
        (vec![("at-1", "morgens")], "Das ist keine Uhrzeit"),
        (vec![("unit-1", "hours"), ("at-1", "9:00")], "Eine Uhrzeit geht nur mit Tagen"),
        (vec![("audience-1", "alle-der-welt")], "Bitte wählen Sie, an wen"),
        (vec![("count-2", "3")], "Welche E-Mail soll das sein?"),
        (vec![("side-1", "after-end"), ("count-1", "3")], "Das ist zu spät"),
        (vec![("kind-2", "nudge"), ("count-2", "0")], "Das ist zu spät"),
    ] {
        let reply = fills(&mut browser, path, &changed).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{changed:?}");
        let again = fields_of(reply.text(), path, 0);
        assert!(reply.text().contains(words), "{words}: {}", reply.text());
        let (name, value) = changed[0];
        assert!(
            name.starts_with("audience") || again.contains(&(name.to_owned(), value.to_owned())),
            "{name} is typed again: {again:?}"
        );
        assert_eq!(house.app.find_default_rules(PlanOf::Event).await.unwrap().rules, stored);
    }
}

#[tokio::test]
async fn settings_are_for_leads_and_the_second_one_sees_what_the_first_changed() {
    house(async |house| {
        let mut editor = signed_in(&house, Role::Editor).await;
        assert!(!editor.opens("/office").await.text().contains("/office/settings"));
        let refused = editor.opens("/office/settings").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.text().contains("Das darf nur die Leitung"), "{}", refused.text());
        let (mut one, mut two) = (signed_in(&house, Role::Lead).await, signed_in(&house, Role::Lead).await);
        assert!(one.opens("/office").await.text().contains("/office/settings"));
        let late = typed(&fields_of(two.opens(MEETING).await.text(), MEETING, 0), &[("count-0", "50")]);
        assert_eq!(fills(&mut one, MEETING, &[("count-0", "49")]).await.status, StatusCode::SEE_OTHER);
        let reply = two.sends(MEETING, &late).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "{}", house.engine);
        assert!(reply.text().contains("jemand anderes"), "{}", reply.text());
        let again = fields_of(reply.text(), MEETING, 0);
        assert!(again.contains(&("count-0".to_owned(), "50".to_owned())), "{again:?}");
        assert_eq!(two.sends(MEETING, &typed(&again, &[])).await.status, StatusCode::SEE_OTHER);
        let stored = house.app.find_default_rules(PlanOf::Meeting).await.unwrap().rules;
        assert_eq!(stored[0].offset.to_string(), "-P50D");
    })
    .await;
}

#[tokio::test]
async fn the_second_who_stores_a_setting_sees_what_is_stored_by_now() {
    let forms = [
        (IDENTITY, "name", "Amt für Vielfalt", "Amt für alle"),
        ("/office/settings/retention", "answers", "400", "500"),
        ("/office/settings/legal/imprint", "de", "Die Stadt", "Das Büro"),
    ];
    house(async |house| {
        let mut lead = signed_in(&house, Role::Lead).await;
        for (path, field, first, second) in forms {
            let late = typed(&fields_of(lead.opens(path).await.text(), path, 0), &[(field, second)]);
            assert_eq!(fills(&mut lead, path, &[(field, first)]).await.status, StatusCode::SEE_OTHER, "{path}");
            let reply = lead.sends(path, &late).await;
            assert_eq!(reply.status, StatusCode::CONFLICT, "{path}");
            let said = format!("Jetzt gespeichert: „{first}“");
            assert_eq!(reply.text().matches(&said).count(), 2, "in the summary and at the field: {}", reply.text());
            assert_eq!(reply.text().matches("Jetzt gespeichert").count(), 2, "and nothing else: {}", reply.text());
            let again = fields_of(reply.text(), path, 0);
            assert_eq!(lead.sends(path, &typed(&again, &[])).await.status, StatusCode::SEE_OTHER, "{path}");
            let now = fields_of(lead.opens(path).await.text(), path, 0);
            assert!(now.contains(&(field.to_owned(), second.to_owned())), "{path}: {now:?}");
        }
    })
    .await;
}

const IDENTITY: &str = "/office/settings/identity";

/// The head of the last mail in memory, unfolded.
fn last_head(house: &House) -> String {
    let text = memory(house).last().expect("a mail").message.clone();
    text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ")
}

/// The mails that a house kept in memory.
fn memory(house: &House) -> Vec<OutgoingMail> {
    let memory = house.memory();
    memory.mails()
}

/// Asks until a page holds the words: another process looks again after half a second.
async fn shows(door: &Door, path: &str, words: &str) {
    let begun = Instant::now();
    while !door.asks("GET", path, &[]).await.text().contains(words) {
        assert!(begun.elapsed() < Duration::from_secs(5), "{path} never showed {words}");
    }
}

#[tokio::test]
async fn who_the_office_is_holds_at_once_for_pages_calendars_and_mails_of_all_replicas() {
    house(async |house| {
        house.at("2027-08-09T10:00");
        house.imports_the_town().await;
        house.ticks().await;
        let other = house.twin().await;
        let (here, there) = (Door::of(&house), Door::of(&other));
        let configured = house.app.config().office.name.clone();
        for door in [&here, &there] {
            assert!(door.asks("GET", "/", &[]).await.text().contains(&configured), "{}", house.engine);
        }
        let mut browser = signed_in(&house, Role::Lead).await;
        let page = browser.opens(IDENTITY).await.text().to_owned();
        assert!(page.contains(&format!("Leer: „{configured}“ aus der Konfigurationsdatei.")), "{page}");
        let changed = [
            ("name", "Haus der \u{202E}Vielfalt\r\nBcc: alle@example.org"),
            ("sender", "Vielfalt <Büro>"),
            ("from", "vielfalt@treffpunkt.example"),
            ("mailbox", "post@treffpunkt.example"),
        ];
        let reply = fills(&mut browser, IDENTITY, &changed).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        let name = "Haus der Vielfalt Bcc: alle@example.org";
        assert!(here.asks("GET", "/", &[]).await.text().contains(name), "{}", house.engine);
        shows(&there, "/", name).await;
        for door in [&here, &there] {
            for path in ["/", "/e/eroeffnung", "/nothing"] {
                let page = door.asks("GET", path, &[]).await;
                assert!(page.text().contains(name), "{}: {path}", house.engine);
                assert!(page.text().contains("mailto:post@treffpunkt.example"), "{}: {path}", house.engine);
            }
            assert!(door.asks("GET", "/feed.ics", &[]).await.text().contains("Haus der Vielfalt"));
        }
        // The other replica sends.
        let before = memory(&other).len();
        other.lives_until(berlin("2027-08-19T12:00")).await;
        assert!(memory(&other).len() > before, "{}", house.engine);
        let head = last_head(&other);
        assert!(head.contains("<vielfalt@treffpunkt.example>") && !head.contains("\r\nBcc:"), "{head}");
        assert!(head.contains("<post@treffpunkt.example>"), "{head}");
        // Sessions end after a night.
        let mut browser = signed_in(&house, Role::Lead).await;
        let page = browser.opens(IDENTITY).await.text().to_owned();
        assert!(page.contains("Hier gesetzt."), "{page}");
        let reset = typed(&fields_of(&page, IDENTITY, 1), &[]);
        assert_eq!(browser.sends(IDENTITY, &reset).await.status, StatusCode::SEE_OTHER);
        assert!(here.asks("GET", "/", &[]).await.text().contains(&configured));
        other.app.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_address_that_no_relay_takes_is_refused_with_its_field() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = signed_in(&house, Role::Lead).await;
    for (field, value) in [
        ("from", "büro@example.org"),
        ("from", "a@example.org\r\nBcc: b@example.org"),
        ("mailbox", "Büro <a@example.org>"),
        ("mailbox", "a@b@example.org"),
        ("name", &"x".repeat(121)),
    ] {
        let reply = fills(&mut browser, IDENTITY, &[(field, value)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{value}");
        assert!(reply.text().contains(&format!("id=\"{field}-fault\"")), "{}", reply.text());
        assert_eq!(*house.app.office().await, treffpunkt::app::Office::configured(house.app.config()));
    }
}

#[tokio::test]
async fn a_test_mail_says_how_far_it_came() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = signed_in(&house, Role::Lead).await;
    house.app.hold_all("test").await.unwrap();
    let test = typed(&fields_of(browser.opens(IDENTITY).await.text(), IDENTITY, 1), &[]);
    let page = browser.sends(IDENTITY, &test).await;
    assert!(page.text().contains("Hier werden keine E-Mails verschickt"), "{}", page.text());
    let mails = memory(&house);
    assert_eq!(mails.len(), 1, "also while all mail is held");
    assert_eq!(mails[0].to.as_str(), "lead@example.org");
}

#[tokio::test]
async fn a_test_mail_says_at_which_step_a_relay_refused_it() {
    for (mode, point, act, words, reply) in [
        (
            SinkMode::StartTls,
            Point::Greeting,
            Act::Say("554 5.3.2 geschlossen"),
            "Nicht erreicht",
            "554 5.3.2 geschlossen",
        ),
        (SinkMode::StartTls, Point::StartTls, Act::Cut, "Die Verschlüsselung kam nicht zustande", ""),
        (
            SinkMode::Implicit,
            Point::Mail,
            Act::Say("550 5.7.1 nicht du"),
            "nimmt von dieser Absenderadresse",
            "550 5.7.1",
        ),
        (
            SinkMode::Clear,
            Point::Rcpt,
            Act::Say("550 5.1.1 <lead@example.org> fort"),
            "für Ihre Adresse nichts an",
            "fort",
        ),
        (
            SinkMode::Clear,
            Point::AfterDot,
            Act::Say("554 5.6.0 Spam & <mehr>"),
            "Die E-Mail selbst wurde nicht",
            "Spam &amp; &lt;",
        ),
        (SinkMode::Implicit, Point::AfterDot, Act::Fine, "Der Mailserver hat die Test-E-Mail angenommen", ""),
    ] {
        let sink = Sink::start(mode);
        sink.plan(point, [act]);
        let house = House::on_sqlite(&[("TREFFPUNKT_MAIL__URL", &sink.url())]).await;
        let mut browser = signed_in(&house, Role::Lead).await;
        let test = typed(&fields_of(browser.opens(IDENTITY).await.text(), IDENTITY, 1), &[]);
        let page = browser.sends(IDENTITY, &test).await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        assert!(text.contains(words) && text.contains(reply), "{mode:?} {point:?} {act:?}: {text}");
        let is_clear = mode == SinkMode::Clear;
        let reached = point != Point::Greeting && point != Point::StartTls;
        assert_eq!(text.contains("Nicht verschlüsselt"), reached && is_clear, "{text}");
        assert_eq!(text.contains("Verschlüsselt: Unterwegs"), reached && !is_clear, "{text}");
        assert_eq!(sink.count(), usize::from(act == Act::Fine));
    }
}

const KINDS: &str = "/office/settings/terms/kinds";

#[tokio::test]
async fn a_list_gets_words_and_new_names_and_what_is_retired_stays_on_what_has_it() {
    house(async |house| {
        house.at("2027-08-09T10:00");
        house.imports_the_town().await;
        let door = Door::of(&house);
        let mut browser = signed_in(&house, Role::Lead).await;
        let page = browser.opens(KINDS).await.text().to_owned();
        let fields = fields_of(&page, KINDS, 0);
        let rows: Vec<&str> = fields.iter().filter(|(name, _)| name == "id").map(|(_, id)| id.as_str()).collect();
        let fest = rows.iter().position(|id| *id == "fest").unwrap();
        let last = rows.len() - 1;
        assert_eq!(rows[last], "", "an empty row for one more");
        let (de, en) = (format!("de-{fest}"), format!("en-{fest}"));
        let new = format!("de-{last}");
        let mut kept = fields.clone();
        kept.retain(|(name, _)| *name != format!("offered-{fest}"));
        let form = typed(&kept, &[(&de, "Feste & <b>Feiern</b>\u{202E}"), (&en, ""), (&new, "Große Feste")]);
        let reply = browser.sends(KINDS, &form).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}: {}", house.engine, reply.text());
        let document = house.app.export_document().await.unwrap();
        let kinds = document.vocabulary.clone().unwrap().kinds;
        assert_eq!((kinds[fest].id.as_str(), kinds[fest].retired), ("fest", true));
        assert_eq!(
            (kinds[last].id.as_str(), kinds[last].name("en"), kinds[last].retired),
            ("grosse-feste", "Große Feste", false)
        );
        let text = house.app.export(treffpunkt::app::ExportFormat::Json).await.unwrap();
        assert!(text.contains("\"retired\": true"), "{}", house.engine);
        assert_eq!(house.app.import_json(&text, false).await.unwrap().faults, [], "its own export is taken");
        let programme = door.asks("GET", "/", &[]).await;
        assert!(programme.text().contains("Feste &amp; &lt;b&gt;Feiern&lt;"), "{}", programme.text());
        assert!(door.asks("GET", "/feed.ics?kind=fest", &[]).await.text().contains("BEGIN:VEVENT"));
        let offers = "<option value=\"fest\"";
        let with = document.events.iter().find(|one| one.event.kind == "fest").unwrap().event.slug.clone();
        let with = browser.opens(&format!("/office/events/{with}/details")).await.text().to_owned();
        assert!(with.contains(&format!("{offers} selected")), "it stays on what has it: {with}");
        let other = browser.opens("/office/events/sprachcafe-bruecke/details").await.text().to_owned();
        assert!(!other.contains(offers) && other.contains("grosse-feste"), "{other}");
        let again = fields_of(browser.opens(KINDS).await.text(), KINDS, 0);
        let empty = browser.sends(KINDS, &typed(&again, &[(&de, " ")])).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text().contains(&format!("id=\"{de}-fault\"")), "{}", empty.text());
        let twice = browser.sends(KINDS, &typed(&again, &[(&de, "GROSSE feste")])).await;
        assert_eq!(twice.status, StatusCode::SEE_OTHER, "another spelling is another word");
        let late = browser.sends(KINDS, &typed(&again, &[(&de, "Spät")])).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(fields_of(late.text(), KINDS, 0).contains(&(de.clone(), "Spät".to_owned())));
        assert!(late.text().contains("Jetzt gespeichert: „GROSSE feste“"), "{}", late.text());
        let same = typed(&fields_of(late.text(), KINDS, 0), &[(&de, "große Feste")]);
        let same = browser.sends(KINDS, &same).await;
        assert!(same.text().contains("Das steht schon in der Liste"), "{}", same.text());
    })
    .await;
}

#[tokio::test]
async fn a_legal_text_stands_on_a_page_of_its_own_and_at_the_foot_of_all_others() {
    house(async |house| {
        let door = Door::of(&house);
        let imprint = "/office/settings/legal/imprint";
        let mut browser = signed_in(&house, Role::Lead).await;
        let overview = browser.opens("/office/settings").await;
        assert!(
            overview.text().contains("fehlt noch: Impressum, Datenschutz, Barrierefreiheit"),
            "{}",
            overview.text()
        );
        assert!(overview.text().contains("Alles läuft"), "{}", overview.text());
        assert_eq!(door.asks("GET", "/legal/imprint", &[]).await.status, StatusCode::NOT_FOUND);
        assert!(!door.asks("GET", "/", &[]).await.text().contains("/legal/"), "{}", house.engine);
        let foreign = fills(&mut browser, imprint, &[("en", "Only English")]).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(foreign.text().contains("id=\"de-fault\"") && foreign.text().contains("Only English"));
        let german = "Stadt Krefeld\r\n\r\n**Telefon** 02151\n<script>alert(1)</script>\n\n[x](javascript:alert(1))";
        let reply = fills(&mut browser, imprint, &[("de", german), ("en", "City of Krefeld")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        let page = door.asks("GET", "/legal/imprint", &[]).await;
        assert!(page.text().contains("<strong>Telefon</strong>"), "{}", page.text());
        assert!(!page.text().contains("<script") && !page.text().contains("href=\"javascript"), "{}", page.text());
        let arabic = door.asks("GET", "/legal/imprint?lang=ar", &[]).await;
        assert!(arabic.text().contains("lang=\"de\" dir=\"ltr\"><p>Stadt Krefeld"), "{}", arabic.text());
        assert!(door.asks("GET", "/legal/imprint?lang=en", &[]).await.text().contains("City of Krefeld"));
        for path in ["/", "/nothing", "/office/sign-in", "/legal/imprint"] {
            assert!(
                door.asks("GET", path, &[]).await.text().contains("<a href=\"/legal/imprint\">Impressum</a>"),
                "{path}"
            );
        }
        assert!(browser.opens("/office/settings").await.text().contains("fehlt noch: Datenschutz, Barrierefreiheit"));
        fills(&mut browser, imprint, &[("de", " "), ("en", "")]).await;
        assert_eq!(door.asks("GET", "/legal/imprint", &[]).await.status, StatusCode::NOT_FOUND);
        assert!(!door.asks("GET", "/", &[]).await.text().contains("/legal/"), "{}", house.engine);
    })
    .await;
}

#[tokio::test]
async fn who_reads_a_language_that_is_not_offered_reads_german() {
    house(async |house| {
        house.at("2027-08-09T10:00");
        house.imports_the_town().await;
        let door = Door::of(&house);
        house.lives_until(berlin("2027-08-13T12:00")).await;
        let arabic = |mail: &OutgoingMail| mail.subject.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
        let before = memory(&house);
        assert!(before.iter().any(arabic), "{}", house.engine);
        let path = "/office/settings/languages";
        let rtl = |page: &Reply| page.text().contains("dir=\"rtl\"");
        assert!(rtl(&door.asks("GET", "/?lang=ar", &[]).await));
        let mut browser = signed_in(&house, Role::Lead).await;
        let mut fields = fields_of(browser.opens(path).await.text(), path, 0);
        assert_eq!(fields.iter().filter(|(name, _)| name == "language").count(), 2, "{fields:?}");
        fields.retain(|(_, value)| value != "ar");
        assert_eq!(browser.sends(path, &typed(&fields, &[])).await.status, StatusCode::SEE_OTHER);
        let german = door.asks("GET", "/?lang=ar", &[]).await;
        assert!(!rtl(&german) && !german.text().contains("العربية</a>"), "{}", german.text());
        assert!(door.asks("GET", "/?lang=en", &[]).await.text().contains("<html lang=\"en\""), "{}", house.engine);
        house.lives_until(berlin("2027-08-19T12:00")).await;
        let after = memory(&house).split_off(before.len());
        let document = house.app.export_document().await.unwrap();
        let contacts = document.actors.iter().flat_map(|actor| &actor.contacts);
        let readers: Vec<&str> = contacts.filter(|one| one.language == "ar").map(|one| one.email.as_str()).collect();
        assert!(after.iter().any(|mail| readers.contains(&mail.to.as_str())), "{}", house.engine);
        assert!(!after.iter().any(arabic), "{}", house.engine);
    })
    .await;
}

/// How many mails are stored about dates that were over before a moment.
async fn old_mails(house: &House, before: &str) -> usize {
    let lines = house.app.list_outbox().await.unwrap();
    lines.iter().filter(|line| line.not_after < berlin(before) && line.occurrence.is_some()).count()
}

#[tokio::test]
async fn what_was_kept_long_enough_is_forgotten_by_night_and_nothing_is_sent_again() {
    house(async |house| {
        house.at("2027-08-09T10:00");
        house.imports_the_town().await;
        house.ticks().await;
        house.lives_until(berlin("2027-09-01T12:00")).await;
        let wordy = async || {
            let date = Some("2027-08-19T17:00".parse().unwrap());
            let sheet = house.app.find_date_sheet("austausch", date).await.unwrap().unwrap();
            let answers: Vec<&Answer> = sheet.guests.iter().filter_map(|guest| guest.answer.as_ref()).collect();
            let wordy = |answer: &&&Answer| !(answer.comment.is_empty() && answer.needs.is_empty());
            let people: i64 = answers.iter().map(|answer| answer.head_count).sum();
            (answers.iter().filter(wordy).count(), answers.len(), people)
        };
        let (words, answers, people) = wordy().await;
        assert!(words > 0 && answers > 40 && people > 30, "{}: {words} {answers} {people}", house.engine);
        house.app.tidy().await.unwrap();
        assert_eq!(wordy().await.0, words, "thirteen days after it nothing is forgotten");
        let path = "/office/settings/retention";
        let mut browser = signed_in(&house, Role::Lead).await;
        for (field, days) in [("answers", "3"), ("mails", "89"), ("audit", "lange"), ("mails", "99999")] {
            let reply = fills(&mut browser, path, &[(field, days)]).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {days}");
            assert!(reply.text().contains(&format!("id=\"{field}-fault\"")), "{}", reply.text());
            assert!(reply.text().contains(" bis 3650."), "{}", reply.text());
            let summary = reply.text().split(&format!("<a href=\"#{field}\">")).nth(1).unwrap();
            let summary = summary.split("</a>").next().unwrap();
            assert_eq!(summary.matches(':').count(), 1, "{summary}");
        }
        let reply = fills(&mut browser, path, &[("answers", "10"), ("mails", "100"), ("audit", "٩٠")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text());
        house.app.tidy().await.unwrap();
        assert_eq!(wordy().await, (0, answers, people), "{}: numbers stay", house.engine);
        assert!(old_mails(&house, "2027-09-01T00:00").await > 30, "{}", house.engine);
        // Months later, by night.
        house.lives_until(berlin("2028-01-10T03:00")).await;
        house.at("2028-01-10T03:00");
        house.app.tidy().await.unwrap();
        let before = memory(&house).len();
        for _ in 0..2 {
            house.ticks().await;
            house.app.tidy().await.unwrap();
        }
        assert_eq!(old_mails(&house, "2027-09-01T00:00").await, 0, "{}: and none is made anew", house.engine);
        house.lives_until(berlin("2028-01-12T03:00")).await;
        let mut keys: Vec<String> = memory(&house).into_iter().map(|mail| mail.file_name).collect();
        assert!(keys.len() >= before);
        keys.sort();
        let all = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), all, "{}: nothing went twice", house.engine);
        let old = house.app.list_outbox().await.unwrap();
        assert!(old.iter().all(|line| line.state != State::Planned || line.not_after > house.app.now()));
    })
    .await;
}
