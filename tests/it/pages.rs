//! Public pages: the programme and one event, for people and for those who try something.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::http::header;
use serde_json::json;

use crate::feeds::Door;
use crate::feeds::events;
use crate::house::House;
use crate::house::house;

/// Where the house of the tests says it stands.
const BASE: &str = "https://treffpunkt.example.org";

/// The values of an attribute, unescaped.
fn attributes(page: &str, name: &str) -> Vec<String> {
    let name = format!(" {name}=\"");
    let parts = page.split(&name).skip(1).filter_map(|part| part.split('"').next());
    parts.map(|value| value.replace("&amp;", "&").replace("&#x2f;", "/").replace("&#x3d;", "=")).collect()
}

/// The addresses of a page that lead to us, as paths.
fn links(page: &str) -> BTreeSet<String> {
    let ours = |link: String| match link.strip_prefix(BASE) {
        Some(path) => Some(path.to_owned()),
        None if link.starts_with('/') => Some(link),
        None => None,
    };
    attributes(page, "href").into_iter().filter_map(ours).collect()
}

#[tokio::test]
async fn every_link_of_every_page_leads_somewhere() {
    house(async |house| {
        house.imports_the_town().await;
        let door = Door::of(&house);
        let mut open: Vec<String> = vec!["/".into(), "/?lang=ar".into(), "/?kind=musik&free=1&lang=en".into()];
        let mut seen = BTreeSet::new();
        while let Some(path) = open.pop() {
            if !seen.insert(path.clone()) || seen.len() > 400 {
                continue;
            }
            let reply = door.gives(&path).await;
            assert_eq!(reply.status, StatusCode::OK, "{}: {path}", door.engine);
            if reply.header(header::CONTENT_TYPE).starts_with("text/html") {
                open.extend(links(reply.text()));
            }
        }
        assert!(seen.len() > 200, "{}", seen.len());
    })
    .await;
}

#[tokio::test]
async fn a_page_asks_nobody_else_and_holds_no_script() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    for path in ["/", "/e/eroeffnung", "/e/sprachcafe-bruecke?lang=en", "/e/nix", "/?kind=nix"] {
        let reply = door.gives(path).await;
        let page = reply.text();
        for bad in ["<script", "style=\"", "<style", "onclick", "<img", "<iframe", "src="] {
            assert!(!page.contains(bad), "{path}: {bad}");
        }
        let policy = reply.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(reply.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(reply.header(header::REFERRER_POLICY), "same-origin");
        assert_eq!((page.matches("<h1").count(), page.matches("<main").count()), (1, 1), "{path}");
        assert!(page.contains("href=\"#content\""), "{path}");
    }
    let page = door.gives("/").await;
    let style = attributes(page.text(), "href").into_iter().find(|link| link.starts_with("/static/")).unwrap();
    let style = door.gives(&style).await;
    assert_eq!((style.status, style.header(header::CONTENT_TYPE)), (StatusCode::OK, "text/css; charset=utf-8"));
    assert!(style.bytes.len() < 25_000 && style.header(header::CACHE_CONTROL).contains("immutable"));
    assert_eq!(door.gives("/static/treffpunkt-0.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_hostile_title_is_shown_as_text() {
    let house = House::on_sqlite(&[]).await;
    let door = Door::of(&house);
    let list = json!([{
        "id": "fest", "title": "<script>alert(1)</script>\"><b>\u{202e}x", "start": "2027-02-01T10:00",
        "timezone": "Europe/Berlin", "venue_text": "<i>Hof</i>",
        "description": "<img src=x onerror=alert(1)> *wichtig* [a](javascript:alert(1)) {{ 7*7 }}\n\n# Groß"
    }]);
    assert_eq!(door.app.import_json(&events(&list), false).await.unwrap().faults, []);
    for path in ["/", "/e/fest", "/?q=%3Cscript%3E"] {
        let reply = door.gives(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        let page = reply.text();
        for bad in ["<script", "<b>", "<i>Hof", "<img", "javascript:", "\u{202e}"] {
            assert!(!page.contains(bad), "{path}: {bad}");
        }
    }
    let page = door.gives("/e/fest").await;
    assert!(page.text().contains("&lt;script&gt;alert(1)") && page.text().contains("<em>wichtig</em>"));
    assert!(page.text().contains("{{ 7*7 }}"));
}

#[tokio::test]
async fn a_page_speaks_the_language_of_its_reader() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let page = async |path: &str, wished: &str| {
        let reply = door.asks("GET", path, &[(header::ACCEPT_LANGUAGE, wished)]).await;
        assert_eq!(reply.header(header::VARY), "Accept-Encoding, Accept-Language");
        reply.text().to_owned()
    };
    assert!(page("/", "").await.contains("<html lang=\"de\" dir=\"ltr\">"));
    assert!(page("/", "en-US,en;q=0.5").await.contains("<h1>Events</h1>"));
    assert!(page("/?lang=de", "en").await.contains("<h1>Veranstaltungen</h1>"));
    let arabic = page("/e/eroeffnung?lang=ar", "").await;
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\">") && arabic.contains("مهرجان الافتتاح"));
    let turkish = page("/e/eroeffnung?lang=tr", "").await;
    assert!(turkish.contains("<h1 lang=\"tr\" dir=\"ltr\">Açılış şenliği"), "{turkish}");
    // The German text under an English frame is German, and says so.
    let english = page("/e/eroeffnung?lang=en", "").await;
    assert!(
        english.contains("The text exists in German only so far.") && english.contains("lang=\"de\" dir=\"ltr\"><p>")
    );
}

#[tokio::test]
async fn who_reads_several_languages_gets_frame_and_texts_each_in_the_first_that_is_there() {
    let house = House::on_sqlite(&[]).await;
    let door = Door::of(&house);
    let event = |id: &str, translations: serde_json::Value| {
        json!({ "id": id, "title": format!("Titel {id}"), "start": "2027-02-01T10:00", "timezone": "Europe/Berlin",
            "translations": translations })
    };
    let english = json!({ "title": "English title" });
    let list = json!([
        event("bloss", json!({})),
        event("engl", json!({ "en": english })),
        event("beide", json!({ "en": english, "tr": { "title": "Türkçe" } })),
    ]);
    assert_eq!(door.app.import_json(&events(&list), false).await.unwrap().faults, []);
    let page = async |path: &str, wished: &str| {
        let reply = door.asks("GET", path, &[(header::ACCEPT_LANGUAGE, wished)]).await;
        reply.text().to_owned()
    };
    let turkish = "tr-TR,tr;q=0.9,en-US;q=0.8,en;q=0.7";
    for (wished, frame, engl, both) in [
        (turkish, "en", ">English title", ">Türkçe"),
        // Nothing here is in French: it is as if nobody had wished it.
        ("fr,tr;q=0.9,en;q=0.8", "en", ">English title", ">Türkçe"),
        ("fr,en;q=0.8,tr;q=0.7", "en", ">English title", ">English title"),
        ("uk,pl;q=0.9,ar;q=0.8", "ar", ">Titel engl", ">Titel beide"),
        ("tr,de;q=0.5,en;q=0.1", "de", ">Titel engl", ">Türkçe"),
        ("tr", "de", ">Titel engl", ">Türkçe"),
        ("de,tr;q=0.9", "de", ">Titel engl", ">Titel beide"),
    ] {
        let lang = format!("<html lang=\"{frame}\"");
        for (path, title) in [("/e/bloss", ">Titel bloss"), ("/e/engl", engl), ("/e/beide", both), ("/", both)] {
            let page = page(path, wished).await;
            assert!(page.contains(&lang) && page.contains(title), "{wished} {path}: {page}");
        }
    }
    // A calendar has one language, and none but these have a frame.
    let feed = |page: &str| links(page).into_iter().find(|link| link.starts_with("/feed.ics")).unwrap();
    assert_eq!(feed(&page("/", turkish).await), "/feed.ics?lang=en");
    assert_eq!(feed(&page("/", "tr").await), "/feed.ics?lang=tr");
    assert!(page("/e/beide?lang=tr", "en").await.contains("<html lang=\"de\""));
}

#[tokio::test]
async fn the_programme_goes_by_days_and_can_be_filtered() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    house.at("2027-09-20T09:00");
    let page = door.gives("/").await;
    let page = page.text();
    assert!(page.contains("<h2 id=\"d-2027-09-20\">Montag, 20. September 2027</h2>"), "{page}");
    assert!(!page.contains("d-2027-09-19"));
    let running = page.split("id=\"running\"").nth(1).unwrap();
    assert!(running.contains("Was im Koffer war") && running.contains("bis So, 03.10."), "{running}");
    let music = door.gives("/?kind=musik").await;
    assert!(music.text().contains("<option value=\"musik\" selected>"), "{}", music.text());
    assert!(links(music.text()).contains("/feed.ics?kind=musik"));
    let webcal = "webcal://treffpunkt.example.org/feed.ics?kind=musik".to_owned();
    assert!(attributes(music.text(), "href").contains(&webcal), "{}", music.text());
    assert_eq!(door.gives("/?kind=nix").await.status, StatusCode::BAD_REQUEST);
    // What other sites add to links is not minded.
    assert_eq!(door.gives("/?fbclid=x&utm_source=y").await.status, StatusCode::OK);
    assert!(door.gives("/?q=gibtesnicht").await.text().contains("Dazu haben wir nichts gefunden."));
}

#[tokio::test]
async fn an_event_says_what_is_cancelled_moved_and_over() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let text = async |path: &str| door.gives(path).await.text().to_owned();
    assert!(text("/e/abgesagt").await.contains("Diese Veranstaltung findet nicht statt."));
    // Nobody registers for it any more; whoever has it in the calendar hears of it there.
    assert!(text("/e/verschoben").await.contains("<dt>Anmeldung</dt>"));
    let cancelled = text("/e/abgesagt").await;
    assert!(!cancelled.contains("Anmeldung") && cancelled.contains("In meinen Kalender"), "{cancelled}");
    assert!(!text("/e/abgesagt.ics").await.contains("Anmeldung"));
    assert!(text("/e/verschoben").await.contains("Neuer Termin: bisher geplant für Fr, 24.09., 19:30."));
    assert!(text("/e/theater-stueck-2").await.contains("noch nicht sicher"));
    let series = text("/e/sprachcafe-bruecke").await;
    assert!(series.contains("Dienstag, 14. September 2027") && series.contains("Dienstag, 16. November 2027"));
    assert!(!series.contains("26. Oktober 2027"));
    house.at("2027-10-04T12:00");
    assert!(text("/e/eroeffnung").await.contains("Diese Veranstaltung ist vorbei."));
    assert!(text("/e/sprachcafe-bruecke").await.contains("Frühere Termine"));
}

#[tokio::test]
async fn an_unchanged_page_is_answered_by_304() {
    let house = House::on_sqlite(&[("TREFFPUNKT_OFFICE__DEMO", "true")]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let page = door.gives("/").await;
    assert!(page.text().contains("Beispieldaten"));
    let tag = page.header(header::ETAG);
    let again = door.asks("GET", "/", &[(header::IF_NONE_MATCH, tag)]).await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let other = door.asks("GET", "/?lang=en", &[(header::IF_NONE_MATCH, tag)]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_answered_kindly() {
    let house = House::on_sqlite(&[]).await;
    let door = Door::of(&house);
    for path in ["/e/nix", "/buero", "/e/", "/e/..%2f..%2fetc", "/%00", "/e/%FF", "/static/x.css"] {
        let reply = door.gives(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert!(reply.text().contains("Diese Seite gibt es nicht"), "{path}");
        assert!(!reply.text().contains("Beispieldaten"));
    }
    for path in ["/e/nix?lang=en", "/buero?x=%ff&lang=en"] {
        assert!(door.gives(path).await.text().contains("There is no such page"), "{path}");
    }
    assert_eq!(door.gives("/e/nix.ics").await.header(header::CONTENT_TYPE), "text/plain; charset=utf-8");
    assert_eq!(door.asks("POST", "/", &[]).await.status, StatusCode::METHOD_NOT_ALLOWED);
}
