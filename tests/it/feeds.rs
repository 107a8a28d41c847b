//! Public feeds: exactly what is public, the same bytes each time, and what calendar programs need of HTTP.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::sync::Arc;

use axum::body::Body;
use axum::body::to_bytes;
use axum::http::HeaderMap;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use serde_json::Value;
use serde_json::json;
use treffpunkt::app::App;
use treffpunkt::clock::StoppedClock;
use treffpunkt::ical::dates::dates;
use treffpunkt::ical::read::read;
use treffpunkt::web::site::Site;

use crate::house::House;
use crate::house::TOWN;
use crate::house::house;

/// A house with its door to the web open.
pub struct Door {
    /// All pages, forms and feeds.
    pub site: Site,
    /// The verbs behind them.
    pub app: Arc<App>,
    /// The clock.
    pub clock: StoppedClock,
    /// The engine, for messages.
    pub engine: &'static str,
}

/// What came back.
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    /// A header; empty when it is missing.
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Door {
    /// Opens the door of a house.
    pub fn of(house: &House) -> Self {
        let app = Arc::clone(&house.app);
        let site = Site::open(Arc::clone(&app)).unwrap();
        Self { site, app, clock: house.clock.clone(), engine: house.engine }
    }

    /// Asks for an address, with headers.
    pub async fn asks(&self, method: &str, path: &str, headers: &[(header::HeaderName, &str)]) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        self.takes(request.body(Body::empty()).unwrap()).await
    }

    /// Takes a request as it is.
    pub async fn takes(&self, request: Request<Body>) -> Reply {
        let response = self.site.answer(request).await;
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Reply { status: parts.status, headers: parts.headers, bytes }
    }

    /// Asks for an address.
    pub async fn gives(&self, path: &str) -> Reply {
        self.asks("GET", path, &[]).await
    }

    /// The text of a feed that must be there.
    pub async fn feed(&self, path: &str) -> String {
        let reply = self.gives(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        reply.text().to_owned()
    }
}

/// A file of events that are public unless they say something else.
pub fn events(list: &Value) -> String {
    json!({ "schema": "treffpunkt/1", "events": list }).to_string()
}

/// The lines of a calendar, unfolded.
fn lines(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn count(text: &str, line: &str) -> usize {
    lines(text).iter().filter(|l| l.starts_with(line)).count()
}

/// The public dates of the town, as its list of expected dates has them: original local start and slug.
fn expected() -> BTreeSet<(String, String)> {
    let all: Vec<Value> = serde_json::from_str(include_str!("../data/expected-occurrences.json")).unwrap();
    let town: Value = serde_json::from_str(TOWN).unwrap();
    let hidden = |id: &str| {
        let events = town["events"].as_array().unwrap();
        events.iter().any(|event| event["id"] == id && event["review"] != "published")
    };
    let dates = all.into_iter().map(|date| {
        let start = date["start_local"].as_str().or(date["start"].as_str()).unwrap().to_owned();
        (start, date["event"].as_str().unwrap().to_owned())
    });
    dates.filter(|(_, id)| !hidden(id)).collect()
}

#[tokio::test]
async fn the_towns_feed_holds_exactly_the_public_dates() {
    house(async |house| {
        house.imports_the_town().await;
        let door = Door::of(&house);
        let text = door.feed("/feed.ics").await;
        let page = |uid: &str| {
            let after = lines(&text).into_iter().skip_while(|line| line != &format!("UID:{uid}")).collect::<Vec<_>>();
            let url = after.iter().find_map(|line| line.strip_prefix("URL:")).unwrap();
            url.rsplit('/').next().unwrap().to_owned()
        };
        let dates = dates(&read(&text), 1000).dates;
        let found: BTreeSet<(String, String)> = dates
            .iter()
            .map(|date| (date.start.to_string().chars().take(16).collect::<String>(), page(&date.uid)))
            .collect();
        // Programs leave out what is cancelled.
        let expected: BTreeSet<_> = expected().into_iter().filter(|(_, id)| id != "abgesagt").collect();
        assert_eq!(found, expected, "{}", door.engine);
        assert_eq!(count(&text, "STATUS:CANCELLED"), 1);
        assert_eq!(count(&text, "ATTENDEE"), 0);
        assert_eq!(count(&text, "METHOD:PUBLISH"), 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_state_gives_the_same_bytes() {
    house(async |house| {
        house.imports_the_town().await;
        let door = Door::of(&house);
        let first = door.feed("/feed.ics").await;
        door.clock.set(door.app.now() + jiff::SignedDuration::from_hours(5));
        assert_eq!(door.feed("/feed.ics").await, first);
        // Another replica, another day on which nothing comes or goes.
        let replica = Door::of(&house);
        replica.clock.set(door.app.now() + jiff::SignedDuration::from_hours(48));
        assert_eq!(replica.feed("/feed.ics").await, first, "{}", door.engine);
        assert_eq!(door.app.public_calendar().await.unwrap(), first);
    })
    .await;
}

#[tokio::test]
async fn both_forms_have_their_tag_and_either_is_enough_for_304() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let plain = door.gives("/feed.ics").await;
    let gzip = door.asks("GET", "/feed.ics", &[(header::ACCEPT_ENCODING, "gzip, br")]).await;
    let tag = plain.header(header::ETAG).to_owned();
    assert_eq!(gzip.header(header::ETAG), format!("{}-gzip\"", tag.trim_end_matches('"')));
    assert_eq!((gzip.header(header::CONTENT_ENCODING), gzip.header(header::VARY)), ("gzip", "Accept-Encoding"));
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(gzip.bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.bytes);
    assert_eq!(plain.header(header::CONTENT_TYPE), "text/calendar; charset=utf-8");
    assert!(plain.header(header::CACHE_CONTROL).contains("max-age=900"));
    let changed = plain.header(header::LAST_MODIFIED);
    assert_eq!(changed, "Fri, 01 Jan 2027 07:00:00 GMT");
    for known in [tag.as_str(), gzip.header(header::ETAG), "*", &format!("\"x\", W/{tag}")] {
        let reply = door.asks("GET", "/feed.ics", &[(header::IF_NONE_MATCH, known)]).await;
        assert_eq!((reply.status, reply.bytes.len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        assert_eq!(reply.header(header::ETAG), tag);
    }
    let since = |at| [(header::IF_MODIFIED_SINCE, at)];
    assert_eq!(door.asks("GET", "/feed.ics", &since(changed)).await.status, StatusCode::NOT_MODIFIED);
    let earlier = "Fri, 01 Jan 2027 06:59:59 GMT";
    assert_eq!(door.asks("GET", "/feed.ics", &since(earlier)).await.status, StatusCode::OK);
    let head = door.asks("HEAD", "/feed.ics", &[]).await;
    assert_eq!((head.status, head.bytes.len(), head.header(header::ETAG)), (StatusCode::OK, 0, tag.as_str()));
    assert_eq!(head.header(header::CONTENT_LENGTH), plain.bytes.len().to_string());
}

#[tokio::test]
async fn who_asks_by_date_hears_of_a_venue_that_is_called_otherwise_and_of_a_new_day() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let change = async |seconds: i64| {
        let before = [door.gives("/feed.ics").await, door.gives("/e/eroeffnung.ics").await];
        door.clock.set(door.app.now() + jiff::SignedDuration::from_secs(seconds));
        before.map(|reply| reply.header(header::LAST_MODIFIED).to_owned())
    };
    let statuses = async |[feed, event]: [String; 2]| {
        let feed = door.asks("GET", "/feed.ics", &[(header::IF_MODIFIED_SINCE, feed.as_str())]).await;
        let event = door.asks("GET", "/e/eroeffnung.ics", &[(header::IF_MODIFIED_SINCE, event.as_str())]).await;
        [feed.status.as_u16(), event.status.as_u16()]
    };
    assert_eq!(statuses(change(60).await).await, [304, 304]);
    let known = change(60).await;
    let mut town: Value = serde_json::from_str(TOWN).unwrap();
    assert_eq!(town["events"][0]["venue"], town["venues"][0]["id"]);
    town["venues"][0]["name"] = json!("Südwall, am Brunnen");
    door.app.import_json(&town.to_string(), false).await.unwrap();
    assert!(door.feed("/e/eroeffnung.ics").await.contains("am Brunnen"));
    assert_eq!(statuses(known).await, [200, 200]);
    // Tomorrow it shows dates of series that are too far away today.
    assert_eq!(statuses(change(24 * 60 * 60).await).await, [200, 200]);
}

#[tokio::test]
async fn a_change_is_in_the_feed_at_once() {
    house(async |house| {
        let door = Door::of(&house);
        let event = |title: &str| {
            events(&json!([{ "id": "fest", "title": title, "start": "2027-09-11T11:00", "timezone": "Europe/Berlin" }]))
        };
        assert_eq!(count(&door.feed("/feed.ics").await, "BEGIN:VEVENT"), 0);
        door.app.import_json(&event("Fest"), false).await.unwrap();
        let before = door.feed("/feed.ics").await;
        assert_eq!(count(&before, "SUMMARY;LANGUAGE=de:Fest"), 1, "{}", door.engine);
        door.clock.set(door.app.now() + jiff::SignedDuration::from_secs(60));
        door.app.import_json(&event("Großes Fest"), false).await.unwrap();
        let after = door.feed("/feed.ics").await;
        assert_eq!(count(&after, "SUMMARY;LANGUAGE=de:Großes Fest"), 1);
        let uid = |text: &str| lines(text).into_iter().find(|line| line.starts_with("UID:")).unwrap();
        assert_eq!(uid(&before), uid(&after));
        assert_eq!(count(&after, "LAST-MODIFIED:20270101T070100Z"), 1);
    })
    .await;
}

#[tokio::test]
async fn what_an_address_says_wrongly_is_named() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let long = format!("/feed.ics?q={}", "x".repeat(101));
    let many = format!("/feed.ics?{}", "kind=musik&".repeat(51));
    for (path, words) in [
        ("/feed.ics?colour=red", "„colour“"),
        ("/feed.ics?kind=musik&kind=nix", "„nix“"),
        ("/feed.ics?from=11.9.2027", "2027-09-11"),
        ("/feed.ics?cancelled=no", "„cancelled“"),
        ("/feed.ics?lang=xx", "„lang“"),
        ("/feed.ics?free=maybe", "„free“"),
        ("/feed.ics?free=1&free=1", "zweimal"),
        ("/feed.ics?until=2027-02-30", "„until“"),
        (long.as_str(), "100"),
        (many.as_str(), "zu viele"),
    ] {
        let reply = door.gives(path).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(reply.text().contains(words), "{path}: {}", reply.text());
        assert_eq!(reply.header(header::CONTENT_TYPE), "text/plain; charset=utf-8");
    }
    let english = door.gives("/feed.ics?colour=%0d%0aX-Evil:1&lang=en").await;
    assert!(english.text().starts_with("We do not know the parameter “colour”"), "{}", english.text());
}

#[tokio::test]
async fn filters_choose_and_mean_the_same_in_any_order() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let found = async |path: &str| count(&door.feed(path).await, "UID:");
    let town: Value = serde_json::from_str(TOWN).unwrap();
    let of = |is: &dyn Fn(&Value) -> bool| {
        let events = town["events"].as_array().unwrap();
        events.iter().filter(|event| event["review"] == "published" && is(event)).count()
    };
    let kinds = of(&|event| event["kind"] == "musik" || event["kind"] == "film");
    assert_eq!(found("/feed.ics?kind=musik&kind=film").await, kinds);
    assert_eq!(found("/feed.ics?programme=ikw-2027").await, of(&|event| event["programme"] == "ikw-2027"));
    assert_eq!(found("/feed.ics?free=1").await, of(&|event| event["cost"]["kind"] == "free"));
    assert_eq!(
        found("/feed.ics?organiser=baobab").await,
        of(&|event| {
            event["organiser"] == "baobab" || event["partners"].as_array().is_some_and(|p| p.contains(&json!("baobab")))
        })
    );
    assert_eq!(found("/feed.ics?q=KREFELD+eröffnungsfest").await, 1);
    assert_eq!(found("/feed.ics?from=2027-09-11&until=2027-09-11&kind=fest").await, 1);
    assert_eq!(found("/feed.ics?until=2027-09-10").await, 0);
    // Empty fields of a form and the poster somebody came from say nothing.
    assert_eq!(found("/feed.ics?kind=&q=&via=plakat-7").await, of(&|_| true));
    let one = door.gives("/feed.ics?kind=musik&kind=film&free=1").await;
    let other = door.gives("/feed.ics?free=yes&kind=film&lang=de&kind=musik&kind=film").await;
    assert_eq!(one.header(header::ETAG), other.header(header::ETAG));
}

#[tokio::test]
async fn cancelled_dates_are_kept_prefixed_or_hidden() {
    let house = House::on_sqlite(&[]).await;
    let door = Door::of(&house);
    let list = json!([
        { "id": "weg", "title": "Weg", "start": "2027-02-01T10:00", "timezone": "Europe/Berlin", "status": "cancelled" },
        { "id": "reihe", "title": "Reihe", "start": "2027-02-02T10:00", "end": "2027-02-02T11:00",
          "timezone": "Europe/Berlin", "rrule": "FREQ=WEEKLY;COUNT=3",
          "overrides": [{ "recurrence_id": "2027-02-09T10:00", "cancelled": true, "reason": "Rohrbruch" },
                        { "recurrence_id": "2027-02-16T10:00", "start": "2027-02-17T12:00", "end": "2027-02-17T13:00" }] }
    ]);
    assert_eq!(door.app.import_json(&events(&list), false).await.unwrap().faults, []);
    let keep = door.feed("/feed.ics").await;
    assert_eq!((count(&keep, "STATUS:CANCELLED"), count(&keep, "RECURRENCE-ID")), (2, 2), "{keep}");
    assert!(keep.replace("\r\n ", "").contains("Grund: Rohrbruch"), "{keep}");
    assert_eq!(count(&keep, "RECURRENCE-ID;TZID=Europe/Berlin:20270216T100000"), 1);
    let prefix = door.feed("/feed.ics?cancelled=prefix").await;
    assert_eq!(count(&prefix, "SUMMARY;LANGUAGE=de:Abgesagt: "), 2);
    let hide = door.feed("/feed.ics?cancelled=hide").await;
    assert_eq!((count(&hide, "UID:"), count(&hide, "STATUS:CANCELLED")), (2, 0));
    assert_eq!(count(&hide, "EXDATE;TZID=Europe/Berlin:20270209T100000"), 1);
    let starts = |text: &str| dates(&read(text), 10).dates.iter().map(|d| d.start.to_string()).collect::<Vec<_>>();
    assert_eq!(starts(&hide), ["2027-02-02T10:00:00", "2027-02-17T12:00:00"]);
    assert_eq!(starts(&keep), starts(&hide));
}

#[tokio::test]
async fn what_is_long_over_leaves_the_feed_but_not_its_programme() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    house.at("2027-12-10T12:00");
    assert_eq!(count(&door.feed("/feed.ics").await, "SUMMARY;LANGUAGE=de:Eröffnungsfest"), 1);
    house.at("2027-12-11T12:00");
    assert_eq!(count(&door.feed("/feed.ics").await, "SUMMARY;LANGUAGE=de:Eröffnungsfest"), 0);
    let programme = door.feed("/feed.ics?programme=ikw-2027").await;
    assert_eq!(count(&programme, "SUMMARY;LANGUAGE=de:Eröffnungsfest"), 1);
    assert_eq!(count(&programme, "X-WR-CALNAME:Interkulturelle Wochen"), 1);
    let back = door.feed("/feed.ics?from=2027-09-11&kind=fest").await;
    assert_eq!(count(&back, "SUMMARY;LANGUAGE=de:Eröffnungsfest"), 1);
}

#[tokio::test]
async fn no_meeting_and_nothing_of_the_office_is_in_any_feed() {
    house(async |house| {
        house.imports_the_town().await;
        let door = Door::of(&house);
        let town: Value = serde_json::from_str(TOWN).unwrap();
        let text = [
            door.feed("/feed.ics").await,
            door.app.public_calendar().await.unwrap(),
            door.gives("/").await.text().to_owned(),
        ];
        for meeting in town["meetings"].as_array().unwrap() {
            let (title, id) = (meeting["title"].as_str().unwrap(), meeting["id"].as_str().unwrap());
            for text in &text {
                assert!(!text.replace("\r\n ", "").contains(title), "{title}");
            }
            for path in [format!("/e/{id}"), format!("/e/{id}.ics")] {
                assert_eq!(door.gives(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        assert_eq!(door.gives("/e/entwurf").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_feed_is_in_the_language_that_is_asked_for() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let english = door.feed("/feed.ics?lang=en").await;
    assert_eq!(count(&english, "SUMMARY;LANGUAGE=en:Opening festival"), 1);
    assert!(english.replace("\r\n ", "").contains("As of: 1 January 2027"));
    let arabic = door.feed("/e/eroeffnung.ics?lang=ar").await;
    assert_eq!(count(&arabic, "SUMMARY;LANGUAGE=ar:مهرجان الافتتاح"), 1);
    assert!(!arabic.contains('\u{2068}'));
    let turkish = door.feed("/e/eroeffnung.ics?lang=tr").await;
    assert_eq!(count(&turkish, "SUMMARY;LANGUAGE=tr:Açılış şenliği"), 1);
}

#[tokio::test]
async fn a_description_names_its_language_where_it_has_but_one() {
    let house = House::on_sqlite(&[]).await;
    let door = Door::of(&house);
    let english = json!({ "title": "Festival", "summary": "Music.", "description": "With music." });
    let bare = json!({ "title": "Festival" });
    let event = |id: &str, english: &Value| {
        json!({ "id": id, "title": "Fest", "description": "Mit Musik.", "start": "2027-02-01T10:00",
            "timezone": "Europe/Berlin", "translations": { "en": english } })
    };
    let mut without = event("ohne", &bare);
    without["description"] = json!("");
    let list = json!([event("ganz", &english), event("halb", &bare), without]);
    assert_eq!(door.app.import_json(&events(&list), false).await.unwrap().faults, []);
    for (path, summary, description) in [
        ("/e/ganz.ics", "SUMMARY;LANGUAGE=de:", "DESCRIPTION;LANGUAGE=de:"),
        ("/e/ganz.ics?lang=en", "SUMMARY;LANGUAGE=en:", "DESCRIPTION;LANGUAGE=en:"),
        // German text, Arabic labels.
        ("/e/ganz.ics?lang=ar", "SUMMARY;LANGUAGE=de:", "DESCRIPTION:"),
        ("/e/halb.ics?lang=en", "SUMMARY;LANGUAGE=en:", "DESCRIPTION:"),
        ("/e/ohne.ics?lang=en", "SUMMARY;LANGUAGE=en:", "DESCRIPTION;LANGUAGE=en:"),
    ] {
        let text = door.feed(path).await;
        let event = text.split("BEGIN:VEVENT").nth(1).unwrap();
        assert_eq!((count(event, summary), count(event, description)), (1, 1), "{path}: {text}");
        // Of a text that is not there nothing is said.
        assert!(!path.contains("ohne") || !text.contains("German only"), "{text}");
    }
}

#[tokio::test]
async fn a_calendar_says_a_text_without_its_marks() {
    let house = House::on_sqlite(&[]).await;
    let door = Door::of(&house);
    let list = json!([{ "id": "fest", "title": "Fest *", "start": "2027-02-01T10:00", "timezone": "Europe/Berlin",
        "description": "# Programm\n\nMit **Musik** <b>und</b> [Plan](https://example.org/p).\n\n- eins\n- zwei" }]);
    assert_eq!(door.app.import_json(&events(&list), false).await.unwrap().faults, []);
    for path in ["/feed.ics", "/e/fest.ics"] {
        let text = door.feed(path).await.replace("\r\n ", "");
        let said = "Programm\\n\\nMit Musik und Plan https://example.org/p.\\n\\n- eins\\n- zwei\\n\\nKosten";
        assert!(text.contains(said) && text.contains(":Fest *\r\n"), "{path}: {text}");
    }
}

#[tokio::test]
async fn what_is_no_longer_public_is_said_to_be_gone_for_a_while() {
    house(async |house| {
        let door = Door::of(&house);
        let event = |review: &str| {
            events(&json!([{ "id": "fest", "title": "Geheim", "start": "2027-02-01T11:00", "timezone": "Europe/Berlin",
                "review": review }]))
        };
        door.app.import_json(&event("submitted"), false).await.unwrap();
        assert_eq!(count(&door.feed("/feed.ics").await, "UID:"), 0);
        door.app.import_json(&event("published"), false).await.unwrap();
        let before = door.feed("/feed.ics").await;
        door.app.import_json(&event("submitted"), false).await.unwrap();
        let gone = door.feed("/feed.ics").await;
        assert_eq!((count(&gone, "STATUS:CANCELLED"), count(&gone, "UID:")), (1, 1), "{}", door.engine);
        assert!(!gone.contains("Geheim"));
        let uid = |text: &str| lines(text).into_iter().find(|line| line.starts_with("UID:")).unwrap();
        assert_eq!(uid(&before), uid(&gone));
        house.at("2027-04-02T12:00");
        assert_eq!(count(&door.feed("/feed.ics").await, "UID:"), 0);
        door.app.import_json(&event("published"), false).await.unwrap();
        assert_eq!(count(&door.feed("/feed.ics").await, "STATUS:CONFIRMED"), 1);
    })
    .await;
}

#[tokio::test]
async fn a_personal_feed_holds_what_concerns_its_actor_and_says_its_answers() {
    house(async |house| {
        house.imports_the_town().await;
        let door = Door::of(&house);
        let actors = door.app.export_document().await.unwrap().actors;
        let feed_of = async |id: &str| {
            let actor = actors.iter().find(|actor| actor.id == id).unwrap();
            let path = format!("/feed/{}.ics", door.app.feed_token(&actor.contacts[0]));
            (path.clone(), door.feed(&path).await)
        };
        let (path, accepted) = feed_of("a004").await;
        let unfolded = accepted.replace("\r\n ", "");
        assert_eq!((count(&accepted, "METHOD"), count(&accepted, "ATTENDEE")), (0, 0));
        assert!(
            unfolded.contains("Sie haben zugesagt.\\nAntworten oder ändern: https://treffpunkt.example.org/a/"),
            "{unfolded}"
        );
        assert!(unfolded.contains("RECURRENCE-ID;TZID=Europe/Berlin:20270819T170000"), "{unfolded}");
        assert_eq!(count(&accepted, "TRANSP:OPAQUE"), 1, "{}", door.engine);
        assert!(!unfolded.contains("/e/austausch"));
        let (_, declined) = feed_of("a002").await;
        assert!(declined.replace("\r\n ", "").contains("Sie haben abgesagt."));
        let reply = door.gives(&path).await;
        assert_eq!(reply.header(header::CACHE_CONTROL), "private, max-age=900");
        let again = door.asks("GET", &path, &[(header::IF_NONE_MATCH, reply.header(header::ETAG))]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        for bad in [
            "/feed/1.0.AAAAAAAAAAAAAAAAAAAAAA.ics".to_owned(),
            path.replace(".ics", ""),
            path.replace("/feed/", "/feed/9"),
        ] {
            assert_eq!(door.gives(&bad).await.status, StatusCode::NOT_FOUND, "{bad}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_is_asked_to_come_is_told_neither_of_a_price_nor_of_a_registration() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    let door = Door::of(&house);
    let contacts = door.app.export_document().await.unwrap().actors.into_iter().flat_map(|actor| actor.contacts);
    let (mut asked, mut organised) = (0, 0);
    for contact in contacts.filter(|contact| contact.language == "de") {
        let text = door.feed(&format!("/feed/{}.ics", door.app.feed_token(&contact))).await.replace("\r\n ", "");
        for entry in text.split("BEGIN:VEVENT").skip(1) {
            let is_asked = entry.contains("Antworten oder ändern:");
            let is_cancelled = entry.contains("STATUS:CANCELLED");
            let says = entry.contains("Kosten:") && (is_cancelled || entry.contains("Anmeldung:"));
            assert_eq!(says, !is_asked, "{entry}");
            *(if is_asked { &mut asked } else { &mut organised }) += 1;
        }
    }
    assert!(asked > 0 && organised > 0, "{asked} {organised}");
}

#[tokio::test]
async fn who_reads_may_do_so_while_the_database_is_away() {
    house(async |house| {
        house.imports_the_town().await;
        let door = Door::of(&house);
        let before = door.feed("/feed.ics").await;
        door.app.close().await;
        assert_eq!(door.feed("/feed.ics").await, before, "{}", door.engine);
        let fresh = Door::of(&house);
        house.at("2027-01-02T08:00");
        assert_eq!(fresh.gives("/").await.status, StatusCode::SERVICE_UNAVAILABLE);
    })
    .await;
}
