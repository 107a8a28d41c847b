//! The settings: who may change them, that a change holds at once and on all replicas, and what it does not touch.

use axum::http::StatusCode;
use treffpunkt::app::encode;
use treffpunkt::app::version_of_event;
use treffpunkt::domain::account::Role;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::notification::Kind;
use treffpunkt::domain::rule::Audience;
use treffpunkt::domain::rule::Mode;
use treffpunkt::domain::rule::PlanOf;
use treffpunkt::domain::rule::Rule;
use treffpunkt::domain::rule::default_meeting_plan;

use crate::feeds::Reply;
use crate::house::House;
use crate::house::house;
use crate::office::Browser;
use crate::office::signed_in;

/// What a form of a page would send: name and value of each field, in order.
pub type Fields = Vec<(String, String)>;

/// An attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    let value = rest.split('"').next().unwrap();
    let entities = [("&quot;", "\""), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&#x2f;", "/"), ("&amp;", "&")];
    Some(entities.into_iter().fold(value.to_owned(), |text, (entity, plain)| text.replace(entity, plain)))
}

/// The fields of the form of that number whose address ends so.
pub fn fields_of(page: &str, action: &str, number: usize) -> Fields {
    let forms = page.split("<form ").skip(1).map(|rest| rest.split("</form>").next().unwrap());
    let mut forms = forms.filter(|form| {
        let tag = format!(" {}", form.split('>').next().unwrap());
        attribute(&tag, "action").is_some_and(|found| found.split('?').next().unwrap().ends_with(action))
    });
    let form = forms.nth(number).unwrap_or_else(|| panic!("no form {action}: {page}"));
    let (mut fields, mut is_select) = (Fields::new(), false);
    for part in form.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = attribute(tag, "name");
        let is_first = std::mem::replace(&mut is_select, tag.starts_with("select"));
        let is_box = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
        if tag.starts_with("input") && (!is_box || tag.ends_with(" checked")) {
            fields.push((name.unwrap(), attribute(tag, "value").unwrap_or_default()));
        } else if tag.starts_with("textarea") {
            let text = text.strip_prefix('\n').unwrap_or(text);
            fields.push((name.unwrap(), attribute(&format!(" v=\"{}\"", text.replace('"', "&quot;")), "v").unwrap()));
        } else if tag.starts_with("select") {
            fields.push((name.unwrap(), String::new()));
        } else if tag.starts_with("option") && (tag.contains(" selected") || is_first) {
            fields.last_mut().unwrap().1 = attribute(tag, "value").unwrap();
        }
    }
    fields
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
        day: "15.9.2027".to_owned(),
        from: "18:00".to_owned(),
        to: "20:00".to_owned(),
        groups: groups.iter().map(|group| (*group).to_owned()).collect(),
        ..Default::default()
    };
    let slug = house.app.enter_event("test", &draft).await.unwrap();
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
