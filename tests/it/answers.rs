//! The pages behind the links of mails: answers and wishes, as people and as programs open them.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::body::to_bytes;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use treffpunkt::app::ExportFormat;
use treffpunkt::domain::actor::Contact;
use treffpunkt::domain::answer::AnswerState;
use treffpunkt::domain::event::Event;
use treffpunkt::domain::event::Override;
use treffpunkt::domain::event::Review;
use treffpunkt::domain::event::Status;
use treffpunkt::domain::event::Visibility;
use treffpunkt::domain::meeting::AgendaItem;
use treffpunkt::domain::meeting::ItemKind;
use treffpunkt::domain::when::Moment;
use treffpunkt::exchange::ListedAnswer;

use crate::feeds::Door;
use crate::feeds::Reply;
use crate::house::House;
use crate::house::house;

/// How browsers send a form.
pub const URLENCODED: &str = "application/x-www-form-urlencoded";
/// The exchange meeting of the town, and the original start of its third date.
const MEETING: &str = "austausch";
const THIRD: &str = "2027-08-19T17:00";

/// The fields of a form.
pub type Fields<'a> = &'a [(&'a str, &'a str)];

/// A house with the town, on the day after the invitations to the third meeting went out.
pub struct Scene {
    /// Its door.
    pub door: Door,
    house: House,
}

impl Scene {
    /// Sets the scene in a house.
    pub async fn set(house: House) -> Self {
        house.imports_the_town().await;
        house.at("2027-07-30T09:00");
        Self { door: Door::of(&house), house }
    }

    /// The first contact of an actor.
    pub async fn contact(&self, actor: &str) -> Contact {
        let document = self.house.app.export_document().await.unwrap();
        let found = document.actors.into_iter().find(|one| one.slug == actor).unwrap();
        found.contacts.into_iter().next().unwrap()
    }

    /// Gives an actor a treasurer and somebody of no function besides its board: the answer link of each.
    async fn links_of_three_contacts(&self) -> [String; 3] {
        let app = &self.house.app;
        let document = app.export_document().await.unwrap();
        let mut actor = document.actors.into_iter().find(|one| one.slug == "bruecke").unwrap();
        let board = actor.contacts[0].clone();
        let other = |id: &str, role: &str| Contact { id: id.into(), role: role.into(), ..board.clone() };
        actor.contacts = vec![board.clone(), other("kasse", "Kasse"), other("nobody", "")];
        app.put_actor(&actor).await.unwrap();
        let document = app.export_document().await.unwrap();
        let actor = document.actors.into_iter().find(|one| one.slug == "bruecke").unwrap();
        let third: Moment = THIRD.parse().unwrap();
        let dates = app.list_dates(MEETING).await.unwrap();
        let date = dates.iter().find(|date| date.dated.original == third).unwrap();
        [0, 1, 2].map(|place| format!("/a/{}", app.answer_token(&actor.contacts[place], date.id)))
    }

    async fn answer_link(&self, actor: &str, original: &str) -> String {
        let dates = self.house.app.list_dates(MEETING).await.unwrap();
        let original: Moment = original.parse().unwrap();
        let date = dates.iter().find(|date| date.dated.original == original).unwrap();
        format!("/a/{}", self.house.app.answer_token(&self.contact(actor).await, date.id))
    }

    /// The wishes page of an actor.
    pub async fn wishes_link(&self, actor: &str) -> String {
        format!("/u/{}", self.house.app.wishes_token(&self.contact(actor).await))
    }

    /// Sends a form as it stands on the page, with these fields changed.
    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let page = self.door.gives(path).await;
        let token = form_token(page.text());
        let mut all = vec![("form", token.as_str())];
        all.extend_from_slice(fields);
        self.posts(path, &all, &[("sec-fetch-site", "same-origin"), ("origin", "null")]).await
    }

    async fn posts(&self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Reply {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.posts_body(path, &body.join("&"), URLENCODED, headers).await
    }

    /// Sends a body, whatever it is.
    pub async fn posts_body(&self, path: &str, body: &str, kind: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = Request::builder().method("POST").uri(path).header(header::CONTENT_TYPE, kind);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let (parts, body) = self.door.site.answer(request).await.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Reply { status: parts.status, headers: parts.headers, bytes }
    }

    /// The answer page after an answer went through.
    async fn answers(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let reply = self.sends(path, fields).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}: {}", self.door.engine, reply.text());
        let to = reply.header(header::LOCATION).to_owned();
        assert!(to.starts_with(path) && to.contains("done=1"), "{to}");
        self.door.gives(&to).await.text().to_owned()
    }

    /// Lets the mails about a change go out.
    async fn ticks_until_told(&self) {
        self.house.lives_until(self.house.app.now() + jiff::SignedDuration::from_hours(1)).await;
    }

    async fn changes(&self, change: impl FnOnce(&mut Event)) {
        let mut event = self.house.app.find_event(MEETING).await.unwrap().unwrap();
        change(&mut event);
        self.house.app.put_event(event).await.unwrap();
    }

    /// The answers of an actor to the meeting.
    async fn stored(&self, actor: &str) -> Vec<ListedAnswer> {
        let document = self.house.app.export_document().await.unwrap();
        let code = document.actors.iter().find(|one| one.slug == actor).unwrap().id.clone();
        let listed = document.events.into_iter().find(|listed| listed.event.slug == MEETING).unwrap();
        listed.answers.into_iter().filter(|answer| answer.actor == code).collect()
    }

    /// The answer of an actor to one date, or (empty) to all.
    async fn stored_to(&self, actor: &str, day: &str) -> Option<ListedAnswer> {
        let answers = self.stored(actor).await;
        answers.into_iter().find(|one| one.date.map(|date| date.to_string()).unwrap_or_default() == day)
    }

    /// Everything that a request could have changed.
    async fn everything(&self) -> (String, String, i64) {
        let app = &self.house.app;
        let outbox = app.list_outbox().await.unwrap();
        let outbox: Vec<_> = outbox.iter().map(|line| format!("{line:?}")).collect();
        (app.export(ExportFormat::Json).await.unwrap(), outbox.join("\n"), app.revision().await.unwrap())
    }

    /// The kinds and groups that an actor's first contact no longer wants.
    pub async fn objections(&self, actor: &str) -> Vec<(String, String)> {
        let objections = self.contact(actor).await.objections;
        objections.into_iter().map(|one| (one.kind, one.group)).collect()
    }
}

/// The hidden token of the first form of a page.
fn form_token(page: &str) -> String {
    let rest = page.split("name=\"form\" value=\"").nth(1).unwrap_or_else(|| panic!("no form: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// A text as in a form.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// The value that is chosen of the three answers.
fn chosen(page: &str) -> Option<&str> {
    let radio = page
        .split("type=\"radio\" name=\"answer\"")
        .skip(1)
        .find(|radio| radio.split('>').next().unwrap().contains(" checked"));
    radio.and_then(|radio| radio.split('"').nth(1))
}

#[tokio::test]
async fn the_page_says_who_asks_what_when_where_and_who_answers() {
    let scene = Scene::set(House::on_sqlite(&[]).await).await;
    let path = scene.answer_link("bruecke", THIRD).await;
    for (state, text) in [("accepted", "Ich komme"), ("tentative", "Vielleicht"), ("declined", "Ich kann nicht")] {
        let reply = scene.door.gives(&format!("{path}?answer={state}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        let page = reply.text();
        assert_eq!(chosen(page), Some(state));
        for said in [
            "Integrationsbüro (Beispiel) fragt:",
            "Austauschtreffen der Akteure",
            "Donnerstag, 19. August 2027, 17:00–19:30 Uhr",
            "VHS-Haus, Von-der-Leyen-Platz 2, 47798 Krefeld",
            "Rollstuhlgerecht (stufenlos)",
            "Verein Brücke e. V. (Vorstand)",
            "Ihre Antwort bisher: Sie kommen, 2 Personen, Kinderbetreuung.",
            text,
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(reply.bytes.len() <= 15_000, "{}", reply.bytes.len());
        for bad in ["<script", "style=\"", "<img", "src="] {
            assert!(!page.contains(bad), "{bad}");
        }
        assert_eq!(reply.header(header::CACHE_CONTROL), "private, no-store");
        assert_eq!(reply.header(header::REFERRER_POLICY), "no-referrer");
        assert_eq!(reply.header("x-robots-tag"), "noindex");
        assert_eq!(reply.header(header::ETAG), "");
    }
    // What is not one of the three fills in what was answered before.
    for odd in ["?answer=needs_action", "?answer=%3Cb%3E", "?answer", ""] {
        let page = scene.door.gives(&format!("{path}{odd}")).await;
        assert_eq!(chosen(page.text()), Some("accepted"), "{odd}");
    }
    let other = scene.door.gives(&format!("{path}?lang=ar")).await;
    assert!(other.text().contains("<html lang=\"ar\" dir=\"rtl\">") && other.text().contains("سأحضر"));
    let wishes = scene.door.gives(&scene.wishes_link("bruecke").await).await;
    assert!(wishes.bytes.len() <= 15_000 && wishes.text().contains("Verein Brücke e. V. (Vorstand)"));
}

#[tokio::test]
async fn a_topic_without_a_length_has_none_on_the_page() {
    let scene = Scene::set(House::on_sqlite(&[]).await).await;
    let item = |no, title: &str, minutes| AgendaItem {
        no,
        title: title.into(),
        kind: ItemKind::Info,
        minutes,
        lead: String::new(),
    };
    let agenda = vec![item(1, "Ankommen", 1), item(2, "Ausklang", 0)];
    let change = |event: &mut Event| {
        let day = "2027-08-19".parse().unwrap();
        event.meeting.as_mut().unwrap().instances.entry(day).or_default().agenda = agenda;
    };
    scene.changes(change).await;
    let path = scene.answer_link("bruecke", THIRD).await;
    let page = scene.door.gives(&path).await.text().to_owned();
    assert!(page.contains("<bdi>Ankommen</bdi> (eine Minute)</li><li><bdi>Ausklang</bdi></li>"), "{page}");
}

#[tokio::test]
async fn an_answer_is_stored_shown_and_can_be_changed() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let path = scene.answer_link("bruecke", THIRD).await;
        let fields = [
            ("answer", "accepted"),
            ("head_count", "3"),
            ("need", "childcare"),
            ("need", "dgs"),
            ("language", "tr"),
            ("comment", "Wir bringen\r\nKuchen."),
            ("topic", "Sprachcafés"),
            ("dates", "this"),
        ];
        let page = scene.answers(&path, &fields).await;
        for said in [
            "Danke!",
            "Sie kommen, 3 Personen, Kinderbetreuung, Gebärdensprache, Übersetzung: Türkçe.",
            "Wir bringen\nKuchen.",
            "Antwort ändern",
            "/feed/",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let stored = scene.stored_to("bruecke", "2027-08-19").await.unwrap();
        assert_eq!((stored.state, stored.head_count), (AnswerState::Accepted, 3));
        assert_eq!(stored.needs, ["childcare", "dgs", "interpretation:tr"]);
        assert_eq!((stored.comment.as_str(), stored.topic.as_str()), ("Wir bringen\nKuchen.", "Sprachcafés"));
        // The form comes as it was stored, and sending it twice is as once.
        let again = scene.door.gives(&path).await;
        assert!(again.text().contains("<option value=\"tr\" lang=\"tr\" selected>"));
        scene.answers(&path, &fields).await;
        assert_eq!(scene.stored_to("bruecke", "2027-08-19").await.unwrap(), stored);
        // Another mind, and back again.
        let page = scene.answers(&path, &[("answer", "declined"), ("head_count", "viele")]).await;
        assert!(page.contains("Sie kommen nicht."), "{page}");
        assert_eq!(scene.stored_to("bruecke", "2027-08-19").await.unwrap().head_count, 0);
        scene.answers(&path, &[("answer", "accepted"), ("head_count", "")]).await;
        let back = scene.stored_to("bruecke", "2027-08-19").await.unwrap();
        assert_eq!((back.state, back.head_count, back.needs.len()), (AnswerState::Accepted, 1, 0));
        // Only this date was answered.
        assert!(scene.stored_to("bruecke", "").await.is_none(), "{}", scene.door.engine);
    })
    .await;
}

#[tokio::test]
async fn the_page_says_to_each_contact_who_gave_the_answer_and_when() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let [board, till, nobody] = Box::pin(scene.links_of_three_contacts()).await;
        let told = scene.door.gives(&board).await;
        assert!(told.text().contains("Übernommen aus einer Liste am "), "{}", told.text());
        let fields = [("answer", "accepted"), ("head_count", "3")];
        let done = scene.answers(&till, &fields).await;
        assert!(!done.contains("Gegeben von"), "{done}");
        for (path, by) in [(&board, "Kasse"), (&till, "Ihnen"), (&nobody, "Kasse")] {
            let reply = scene.door.gives(path).await;
            let said = format!("Gegeben von {by} am 30. Juli 2027, 09:00 Uhr.");
            assert!(reply.text().contains(&said), "{said} {}", reply.text());
            assert!(reply.bytes.len() <= 15_000, "{}", reply.bytes.len());
        }
        let english = scene.door.gives(&format!("{board}?lang=en")).await;
        assert!(english.text().contains("Given by Kasse on 30 July 2027, 09:00."), "{}", english.text());
        scene.answers(&nobody, &fields).await;
        let page = scene.door.gives(&board).await;
        assert!(page.text().contains("Gegeben von jemandem aus Ihrer Organisation am 30."), "{}", page.text());
        // Of another organisation nobody sees it.
        let stranger = scene.door.gives(&scene.answer_link("gunes", THIRD).await).await;
        assert!(!stranger.text().contains("Gegeben von"), "{}", stranger.text());
    })
    .await;
}

#[tokio::test]
async fn an_answer_for_all_dates_replaces_what_was_said_to_single_ones_ahead() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let fourth = scene.house.app.list_dates(MEETING).await.unwrap()[3].dated.original;
        let later = scene.answer_link("bruecke", &fourth.to_string()).await;
        scene.answers(&later, &[("answer", "declined"), ("topic", "Nur im November")]).await;
        let path = scene.answer_link("bruecke", THIRD).await;
        let fields = [("answer", "accepted"), ("head_count", "2"), ("topic", "Im August"), ("dates", "all")];
        scene.answers(&path, &fields).await;
        let of = async |day: &str| {
            let answer = scene.stored_to("bruecke", day).await.unwrap();
            (answer.state, answer.head_count, answer.topic)
        };
        assert_eq!(of("").await, (AnswerState::Accepted, 2, String::new()), "{}", scene.door.engine);
        assert_eq!(of("2027-08-19").await, (AnswerState::Accepted, 2, "Im August".to_owned()));
        let day = fourth.date().to_string();
        assert_eq!(of(&day).await, (AnswerState::Accepted, 2, "Nur im November".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn an_answer_to_an_earlier_time_is_asked_for_again() {
    house(async |house| {
        let scene = Scene::set(house).await;
        scene.house.at("2027-07-29T17:05");
        scene.house.ticks().await;
        let path = scene.answer_link("bruecke", THIRD).await;
        scene.answers(&path, &[("answer", "accepted"), ("head_count", "2")]).await;
        let moved = |start: &str, end: &str, venue: Option<&str>| Override {
            recurrence_id: THIRD.parse().unwrap(),
            start: Some(start.parse().unwrap()),
            end: Some(end.parse().unwrap()),
            venue: venue.map(str::to_owned),
            venue_text: None,
            online: None,
            cancelled: false,
            reason: String::new(),
            change_to: None,
        };
        scene.changes(|event| event.overrides.push(moved("2027-08-19T17:30", "2027-08-19T20:00", None))).await;
        let page = scene.door.gives(&path).await;
        assert!(page.text().contains("Ihr Ja galt für 17:00. Passt 17:30 auch?"), "{}", page.text());
        let page = scene.answers(&path, &[("answer", "declined")]).await;
        assert!(!page.contains("galt für"), "{page}");
        scene.ticks_until_told().await;
        scene
            .changes(|event| {
                event.overrides.retain(|one| one.recurrence_id != THIRD.parse().unwrap());
                event.overrides.push(moved("2027-08-20T17:30", "2027-08-20T20:00", Some("rathaus")));
            })
            .await;
        let page = scene.door.gives(&path).await;
        assert!(page.text().contains("Passt Fr, 20.08., 17:30 besser?"), "{}", page.text());
        assert!(page.text().contains("Rathaus"), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn a_personal_calendar_asks_again_after_a_move_and_keeps_nobody_busy_on_another_day() {
    house(async |house| {
        let scene = Scene::set(house).await;
        scene.house.at("2027-07-29T17:05");
        scene.house.ticks().await;
        let path = scene.answer_link("bruecke", THIRD).await;
        scene.answers(&path, &[("answer", "accepted"), ("head_count", "2")]).await;
        let feed = format!("/feed/{}.ics", scene.door.app.feed_token(&scene.contact("bruecke").await));
        let entry = async || {
            let text = scene.door.feed(&feed).await.replace("\r\n ", "");
            let entries = text.split("BEGIN:VEVENT").find(|entry| entry.contains(&path)).map(str::to_owned);
            entries.unwrap()
        };
        let with = |entry: &str, said: &str, busy: &str| {
            assert!(entry.contains(&format!(":{said}\\n")) && entry.contains(&format!("TRANSP:{busy}\r\n")), "{entry}");
        };
        with(&entry().await, "Sie haben zugesagt.", "OPAQUE");
        let moves = async |start: &str, end: &str, venue: &str| {
            let moved = Override {
                recurrence_id: THIRD.parse().unwrap(),
                start: Some(start.parse().unwrap()),
                end: Some(end.parse().unwrap()),
                venue: Some(venue.to_owned()),
                venue_text: None,
                online: None,
                cancelled: false,
                reason: String::new(),
                change_to: None,
            };
            scene.changes(|event| event.overrides = vec![moved]).await;
        };
        let old = "Sie hatten zugesagt. Seitdem hat sich der Termin geändert: Passt er noch?";
        // At another place they are at the same time.
        moves(THIRD, "2027-08-19T19:30", "rathaus").await;
        with(&entry().await, old, "OPAQUE");
        moves("2027-08-20T17:00", "2027-08-20T19:30", "rathaus").await;
        with(&entry().await, old, "TRANSPARENT");
        scene.answers(&path, &[("answer", "accepted"), ("head_count", "2")]).await;
        with(&entry().await, "Sie haben zugesagt.", "OPAQUE");
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_wrongly_comes_back_with_the_field_named() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let path = scene.answer_link("bruecke", THIRD).await;
        let untouched = scene.everything().await;
        let long = "ü".repeat(2001);
        let table: [(&str, Fields<'_>, &str); 7] = [
            ("answer", &[("head_count", "2")], "Wählen Sie bitte aus"),
            ("answer", &[("answer", "needs_action")], "Wählen Sie bitte aus"),
            ("head_count", &[("answer", "accepted"), ("head_count", "viele")], "eine Zahl von 1 bis 500"),
            ("head_count", &[("answer", "tentative"), ("head_count", "501")], "eine Zahl von 1 bis 500"),
            ("needs", &[("answer", "accepted"), ("need", "pony")], "aus der Liste"),
            ("needs", &[("answer", "accepted"), ("language", "tlh")], "aus der Liste"),
            ("comment", &[("answer", "accepted"), ("comment", &long)], "höchstens 2000 Zeichen"),
        ];
        for (field, fields, words) in table {
            let reply = scene.sends(&path, fields).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            let page = reply.text();
            let summary = page.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap();
            assert!(summary.contains(&format!("href=\"#{field}\"")) && summary.contains(words), "{summary}");
            assert!(page.contains(&format!("id=\"{field}\"")) && page.contains(&format!("id=\"{field}-fault\"")));
            assert!(page.contains("aria-invalid=\"true\""));
            for (name, value) in fields.iter().filter(|(name, _)| ["head_count", "comment"].contains(name)) {
                assert!(page.contains(value), "{name} is lost");
            }
        }
        assert_eq!(scene.everything().await, untouched, "{}", scene.door.engine);
        scene.answers(&path, &[("answer", "accepted"), ("language", "ar")]).await;
        let typed = scene.sends(&path, &[("language", "tr")]).await;
        assert!(!typed.text().contains("interpretation:") && typed.text().contains("lang=\"tr\" selected>"));
        let before = scene.everything().await;
        let both = scene.sends(&path, &[("head_count", "0"), ("topic", &long)]).await;
        assert_eq!(both.text().matches("class=\"fault\"").count(), 3);
        assert_eq!(scene.everything().await, before, "{}", scene.door.engine);
    })
    .await;
}

#[tokio::test]
async fn what_is_cancelled_or_over_asks_nothing_and_takes_nothing() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let path = scene.answer_link("bruecke", THIRD).await;
        let token = form_token(scene.door.gives(&path).await.text());
        let before = scene.stored("bruecke").await;
        scene.changes(|event| event.status = Status::Cancelled).await;
        for (now, words) in [("2027-08-01T09:00", "findet nicht statt"), ("2027-08-19T19:30", "ist vorbei")] {
            scene.house.at(now);
            let page = scene.door.gives(&format!("{path}?answer=accepted")).await;
            assert!(page.status == StatusCode::OK && page.text().contains(words), "{}", page.text());
            assert!(!page.text().contains("<form"), "{}", page.text());
            let fields = [("form", token.as_str()), ("answer", "accepted"), ("head_count", "9")];
            let reply = scene.posts(&path, &fields, &[]).await;
            assert!(reply.status == StatusCode::CONFLICT && reply.text().contains(words), "{}", reply.text());
            scene.changes(|event| event.status = Status::Confirmed).await;
        }
        assert_eq!(scene.stored("bruecke").await, before, "{}", scene.door.engine);
    })
    .await;
}

#[tokio::test]
async fn programs_that_follow_every_link_change_nothing() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let before = scene.everything().await;
        let (answer, wishes) = (scene.answer_link("bruecke", THIRD).await, scene.wishes_link("bruecke").await);
        let mut open: Vec<String> = Vec::new();
        for query in ["", "?answer=accepted", "?answer=tentative", "?answer=declined", "?done=1", "?dates=all&form=x"] {
            open.push(format!("{answer}{query}"));
        }
        for query in ["", "?kind=invitation&group=alle-akteure", "?kind=minutes", "?wish=nothing", "?wish=everything"] {
            open.push(format!("{wishes}{query}"));
        }
        open.push(format!("{wishes}?kind=reminder&List-Unsubscribe=One-Click"));
        let mut seen = BTreeSet::new();
        while let Some(path) = open.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            for method in ["HEAD", "GET"] {
                let reply = scene.door.asks(method, &path, &[]).await;
                assert_eq!(reply.status, StatusCode::OK, "{method} {path}");
                let parts = reply.text().split("href=\"").skip(1).filter_map(|part| part.split('"').next());
                let links = parts.map(|link| link.replace("&amp;", "&"));
                open.extend(links.filter(|link| link.starts_with("/a/") || link.starts_with("/u/")));
            }
        }
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
            for path in [&answer, &wishes] {
                let reply = scene.door.asks(method, path, &[]).await;
                assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            }
        }
        assert!(seen.len() > 20, "{}", seen.len());
        assert_eq!(scene.everything().await, before, "{}", scene.door.engine);
    })
    .await;
}

#[tokio::test]
async fn a_form_from_elsewhere_is_refused() {
    let scene = Scene::set(House::on_sqlite(&[]).await).await;
    let (answer, wishes) = (scene.answer_link("bruecke", THIRD).await, scene.wishes_link("bruecke").await);
    let before = scene.everything().await;
    let token = form_token(scene.door.gives(&answer).await.text());
    let other = form_token(scene.door.gives(&scene.answer_link("sonnenblume", THIRD).await).await.text());
    let post = async |path: &str, token: &str, headers: &[(&str, &str)]| {
        let fields = [("form", token), ("answer", "declined"), ("wish", "nothing")];
        scene.posts(path, &fields, headers).await
    };
    for path in [&answer, &wishes] {
        for headers in [
            [("origin", "https://evil.example")],
            [("sec-fetch-site", "cross-site")],
            [("sec-fetch-site", "same-site")],
            [("origin", "https://treffpunkt.example.org:8443")],
        ] {
            let reply = post(path, &token, &headers).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path} {headers:?}");
            assert!(reply.text().contains("Das hat nicht geklappt"));
        }
        for token in ["", "x", &other, answer.strip_prefix("/a/").unwrap()] {
            let reply = post(path, token, &[("sec-fetch-site", "same-origin")]).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path} {token}");
        }
    }
    let large = "x".repeat(64 * 1024);
    let reply = scene.posts(&answer, &[("form", &token), ("comment", &large)], &[]).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    let reply = scene.posts_body(&answer, "{}", "application/json", &[]).await;
    assert_eq!(reply.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(reply.text().contains("Das konnten wir nicht lesen"));
    assert_eq!(scene.everything().await, before);
    // Old browsers say nothing about where they come from, or the address of this house.
    for headers in [&[][..], &[("origin", "null")], &[("origin", "https://treffpunkt.example.org")]] {
        assert_eq!(post(&answer, &token, headers).await.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
}

#[tokio::test]
async fn every_link_that_says_nothing_gets_the_same_page() {
    house(async |house| {
        let scene = Scene::set(house).await;
        let (answer, wishes) = (scene.answer_link("bruecke", THIRD).await, scene.wishes_link("bruecke").await);
        let valid = answer.strip_prefix("/a/").unwrap();
        let (ids, mac) = valid.split_once('.').unwrap();
        let last = if valid.ends_with('A') { "B" } else { "A" };
        let bad = [
            "x".to_owned(),
            "%ff%00".to_owned(),
            format!("{ids}x.{mac}"),
            format!("{}{last}", &valid[..valid.len() - 1]),
            format!("{valid}.x"),
            wishes.strip_prefix("/u/").unwrap().to_owned(),
            "9".repeat(5000),
        ];
        let first = scene.door.gives("/a/x").await;
        assert_eq!(first.status, StatusCode::NOT_FOUND);
        assert!(first.text().contains("Dieser Link gilt nicht"));
        let same = async |path: &str| {
            let reply = scene.door.gives(path).await;
            assert_eq!((reply.status, &reply.bytes), (StatusCode::NOT_FOUND, &first.bytes), "{path}");
            assert_eq!(reply.headers, first.headers, "{path}");
            let posted = scene.posts(path, &[("answer", "accepted")], &[]).await;
            assert_eq!((posted.status, &posted.bytes), (StatusCode::NOT_FOUND, &first.bytes), "POST {path}");
        };
        for token in bad {
            same(&format!("/a/{token}")).await;
        }
        same(&format!("/u/{valid}")).await;
        // Who left the groups of a meeting among groups is not asked any more; a draft is nobody's business.
        scene
            .changes(|event| {
                event.visibility = Visibility::Group;
                event.meeting.as_mut().unwrap().groups = vec!["gibt-es-nicht".to_owned()];
            })
            .await;
        same(&answer).await;
        scene
            .changes(|event| {
                event.visibility = Visibility::Network;
                event.review = Review::Draft;
            })
            .await;
        same(&answer).await;
        assert_eq!(scene.door.gives(&wishes).await.status, StatusCode::OK);
    })
    .await;
}
