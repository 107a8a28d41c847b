//! The office's door: who gets in and how, what each role may, and what its pages show.

use axum::body::Body;
use axum::http::Request;
use axum::http::StatusCode;
use axum::http::header;
use jiff::SignedDuration;
use treffpunkt::domain::account::Role;

use crate::feeds::Door;
use crate::feeds::Reply;
use crate::house::House;
use crate::house::house;

/// A browser that keeps its cookies.
pub struct Browser {
    door: Door,
    cookies: Vec<(String, String)>,
}

impl Browser {
    pub fn new(house: &House) -> Self {
        Self { door: Door::of(house), cookies: Vec::new() }
    }

    /// Asks for a page, with the cookies it has.
    pub async fn opens(&mut self, path: &str) -> Reply {
        let cookie = self.cookie();
        let reply = self.door.asks("GET", path, &[(header::COOKIE, &cookie)]).await;
        self.keeps(&reply);
        reply
    }

    /// Sends a form.
    pub async fn sends(&mut self, path: &str, form: &str) -> Reply {
        let cookie = self.cookie();
        let reply = self.sends_from("same-origin", path, &cookie, form).await;
        self.keeps(&reply);
        reply
    }

    /// Sends a form as a page of that origin would.
    async fn sends_from(&self, site: &str, path: &str, cookie: &str, form: &str) -> Reply {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .body(Body::from(form.to_owned()));
        self.door.takes(request.unwrap()).await
    }

    /// Sends a form with the mark that the page of that address holds.
    pub async fn fills(&mut self, page: &str, path: &str, form: &str) -> Reply {
        let token = mark(self.opens(page).await.text());
        self.sends(path, &format!("form={token}&{form}")).await
    }

    /// Sends a form in parts, as a browser does that sends a file: name of the file and its bytes.
    pub async fn uploads(&mut self, path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Reply {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--x-y\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        if let Some((name, bytes)) = file {
            let about = format!("form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv");
            body.extend_from_slice(format!("--x-y\r\nContent-Disposition: {about}\r\n\r\n").as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--x-y--\r\n");
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie())
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x-y")
            .header("sec-fetch-site", "same-origin");
        self.door.takes(request.body(Body::from(body)).unwrap()).await
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keeps(&mut self, reply: &Reply) {
        for line in reply.headers.get_all("set-cookie") {
            let (name, rest) = line.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// The mark of the first form of a page.
pub fn mark(page: &str) -> String {
    let rest = page.split("name=\"form\" value=\"").nth(1).unwrap_or_else(|| panic!("no form: {page}"));
    rest.split('"').next().unwrap().to_owned()
}

/// A browser that is signed in as somebody of that role.
pub async fn signed_in(house: &House, role: Role) -> Browser {
    let address = format!("{role}@example.org");
    house.app.put_account("test", &address, role).await.unwrap();
    let link = house.app.make_sign_in_link("test", &address).await.unwrap().unwrap();
    let path = link.strip_prefix("https://treffpunkt.example.org").unwrap().to_owned();
    let mut browser = Browser::new(house);
    let reply = browser.fills(&path, &path, "").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    browser
}

/// The code and the link of the last mail.
async fn way_in(house: &House) -> (String, String) {
    house.ticks().await;
    let memory = house.memory();
    let mails = memory.mails();
    let text = mails.last().expect("a mail with a way in").message.clone();
    let text = text.replace("=\r\n", "");
    let code = mails.last().unwrap().subject.rsplit(' ').next().unwrap().to_owned();
    let link = text.split("https://treffpunkt.example.org").nth(1).unwrap().split_whitespace().next().unwrap();
    (code, link.to_owned())
}

#[tokio::test]
async fn somebody_signs_in_by_the_code_of_a_mail() {
    house(async |house| {
        house.app.put_account("test", "Leitung@Example.org", Role::Lead).await.unwrap();
        let mut browser = Browser::new(&house);
        assert_eq!(browser.opens("/office").await.headers["location"], "/office/sign-in");
        let asked = browser.fills("/office/sign-in", "/office/sign-in", "address=leitung%40example.org").await;
        assert_eq!(asked.status, StatusCode::OK);
        let (code, _) = way_in(&house).await;
        assert_eq!(code.len(), 6);
        let token = mark(asked.text());
        let entered = browser.sends("/office/sign-in/code", &format!("form={token}&code={code}")).await;
        assert_eq!(entered.headers["location"], "/office", "{}", house.engine);
        let week = browser.opens("/office").await;
        assert!(week.status == StatusCode::OK && week.text().contains("Diese Woche"), "{}", week.text());
        let again = browser.sends("/office/sign-in/code", &format!("form={token}&code={code}")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
    })
    .await;
}

#[tokio::test]
async fn a_link_works_once_in_the_browser_that_asked_and_opening_it_changes_nothing() {
    let house = House::on_sqlite(&[]).await;
    house.app.put_account("test", "leitung@example.org", Role::Lead).await.unwrap();
    let mut browser = Browser::new(&house);
    browser.fills("/office/sign-in", "/office/sign-in", "address=leitung%40example.org").await;
    let (_, link) = way_in(&house).await;
    let mut other = Browser::new(&house);
    assert_eq!(other.fills(&link, &link, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..3 {
        assert_eq!(browser.opens(&link).await.status, StatusCode::OK);
    }
    assert_eq!(browser.fills(&link, &link, "").await.status, StatusCode::SEE_OTHER);
    let used = browser.opens(&link).await;
    assert_eq!(used.status, StatusCode::NOT_FOUND);
    assert!(used.text().contains("schon benutzt oder zu alt"), "{}", used.text());
}

#[tokio::test]
async fn nobody_learns_which_address_has_an_account() {
    let house = House::on_sqlite(&[]).await;
    house.app.put_account("test", "leitung@example.org", Role::Lead).await.unwrap();
    let mut pages = Vec::new();
    for address in ["leitung%40example.org", "niemand%40example.org"] {
        let mut browser = Browser::new(&house);
        let reply = browser.fills("/office/sign-in", "/office/sign-in", &format!("address={address}")).await;
        let token = mark(reply.text());
        pages.push(reply.text().replace(&token, "").replace("leitung@", "x@").replace("niemand@", "x@"));
    }
    assert_eq!(pages[0], pages[1]);
    house.ticks().await;
    let memory = house.memory();
    assert_eq!(memory.mails().len(), 1);
}

#[tokio::test]
async fn a_code_is_not_guessed_and_does_not_last() {
    let house = House::on_sqlite(&[]).await;
    house.app.put_account("test", "leitung@example.org", Role::Lead).await.unwrap();
    let mut browser = Browser::new(&house);
    let asked = browser.fills("/office/sign-in", "/office/sign-in", "address=leitung%40example.org").await;
    let (code, _) = way_in(&house).await;
    let token = mark(asked.text());
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let reply = browser.sends("/office/sign-in/code", &format!("form={token}&code={wrong}")).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let reply = browser.sends("/office/sign-in/code", &format!("form={token}&code={code}")).await;
    assert_eq!(
        reply.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "after five wrong ones even the right one is worth nothing"
    );
    let later = house.app.now().saturating_add(SignedDuration::from_mins(11)).unwrap();
    house.clock.set(later);
    let asked = browser.fills("/office/sign-in", "/office/sign-in", "address=leitung%40example.org").await;
    let (code, _) = way_in(&house).await;
    house.clock.set(later.saturating_add(SignedDuration::from_mins(10)).unwrap());
    let token = mark(asked.text());
    let reply = browser.sends("/office/sign-in/code", &format!("form={token}&code={code}")).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "after ten minutes it is over");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let house = House::on_sqlite(&[]).await;
    let mut one = signed_in(&house, Role::Lead).await;
    let mut two = signed_in(&house, Role::Lead).await;
    let out = one.fills("/office", "/office/sign-out", "everywhere=1").await;
    assert_eq!(out.header("clear-site-data"), "\"cache\"", "the next one finds nothing on the way back");
    for browser in [&mut one, &mut two] {
        assert_eq!(browser.opens("/office").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_browser_keeps_of_the_office_only_what_was_typed() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let page = browser.opens("/office/events/new").await;
    assert_eq!(page.header(header::CACHE_CONTROL), "private, no-store");
    let refused = browser.fills("/office/events/new", "/office/events/new", "title=&day=31.2.27").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.header(header::CACHE_CONTROL), "private, no-cache", "the way back leads to it");
}

#[tokio::test]
async fn a_form_needs_its_mark_and_our_origin() {
    let house = House::on_sqlite(&[]).await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let page = browser.opens("/office/outbox").await;
    let token = mark(page.text());
    let reply = browser.sends("/office/outbox", "form=wrong&lever=hold").await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    let said = reply.text();
    assert!(said.contains("Öffnen Sie bitte die Seite noch einmal") && !said.contains("E-Mail noch einmal"), "{said}");
    let (cookie, form) = (browser.cookie(), format!("form={token}&lever=hold"));
    let reply = browser.sends_from("cross-site", "/office/outbox", &cookie, &form).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert!(!house.app.holds_all().await.unwrap());
    let reply = browser.sends("/office/outbox", &format!("form={token}&lever=hold")).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert!(house.app.holds_all().await.unwrap());
    assert!(browser.opens("/office").await.text().contains("angehalten"));
    let week = browser.opens("/office").await.text().to_owned();
    assert!(week.contains("name=\"lever\" value=\"release\""), "the switch stands there too: {week}");
}

#[tokio::test]
async fn the_outbox_explains_each_mail_and_moves_all_of_a_group() {
    house(async |house| {
        house.imports_the_town().await;
        house.at("2027-08-01T10:00");
        house.ticks().await;
        let mut browser = signed_in(&house, Role::Editor).await;
        let page = browser.opens("/office/outbox").await;
        assert!(
            page.text().contains("Erinnerung") && page.text().contains("geplant"),
            "{}: {}",
            house.engine,
            page.text()
        );
        let link = page.text().split("href=\"/office/outbox/austausch/reminder").nth(1).expect("a group");
        let link = link.split('"').next().unwrap().replace("&amp;", "&");
        let group = format!("/office/outbox/austausch/reminder{link}");
        let mails = browser.opens(&group).await;
        assert_eq!(mails.status, StatusCode::OK, "{group}");
        assert!(mails.text().contains("geplant"), "{}", mails.text());
        assert_eq!(browser.fills(&group, &group, "lever=hold").await.status, StatusCode::SEE_OTHER);
        assert!(browser.opens(&group).await.text().contains("jemand hat sie angehalten"));
        assert_eq!(browser.fills(&group, &group, "lever=release").await.status, StatusCode::SEE_OTHER);
        assert!(!browser.opens(&group).await.text().contains("jemand hat sie angehalten"));
    })
    .await;
}

#[tokio::test]
async fn a_contact_says_why_there_is_no_mail() {
    let house = House::on_sqlite(&[]).await;
    house.imports_the_town().await;
    house.at("2027-08-01T10:00");
    house.ticks().await;
    let mut browser = signed_in(&house, Role::Editor).await;
    let document = house.app.export_document().await.unwrap();
    let in_group = |actor: &&treffpunkt::domain::actor::Actor| actor.groups.iter().any(|group| group == "ag-sprache");
    let outside = document.actors.iter().find(|actor| !in_group(actor)).unwrap().contacts[0].row;
    let meeting = document.events.iter().find(|one| one.event.groups() == ["ag-sprache"]).unwrap().event.slug.clone();
    let page = browser.opens(&format!("/office/contacts/{outside}?event={meeting}")).await;
    assert!(page.text().contains("gehört nicht dazu"), "{}", page.text());
    let page = browser.opens(&format!("/office/contacts/{outside}")).await;
    assert!(page.text().contains("Haben wir sie eingeladen?"), "{}", page.text());
}

#[tokio::test]
async fn the_second_editor_sees_that_something_changed_and_loses_nothing() {
    house(async |house| {
        house.imports_the_town().await;
        let (mut one, mut two) = (signed_in(&house, Role::Editor).await, signed_in(&house, Role::Lead).await);
        let page = two.opens("/office/actors/bruecke").await.text().to_owned();
        let seen = page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let form = |name: &str, seen: &str| {
            format!("name={name}&type=mso&email=bruecke%40example.org&language=de&flag=email_ok&group=mso&seen={seen}")
        };
        let saved = one.fills("/office/actors/bruecke", "/office/actors/bruecke", &form("Bruecke+eins", &seen)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", house.engine);
        let late = two.fills("/office/actors/bruecke", "/office/actors/bruecke", &form("Bruecke+zwei", &seen)).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text().contains("Bruecke zwei") && late.text().contains("jemand anderes"), "{}", late.text());
        assert!(late.text().contains("Jetzt gespeichert: „Bruecke eins“"), "{}", late.text());
        assert_eq!(late.text().matches("<li><a href=\"#").count(), 1, "the name and nothing else: {}", late.text());
        let seen = late.text().split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let saved = two.fills("/office/actors/bruecke", "/office/actors/bruecke", &form("Bruecke+zwei", &seen)).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        assert!(one.opens("/office/actors").await.text().contains("Bruecke zwei"));
        let wrong = form("", &seen).replace("bruecke%40example.org", "bruecke%28at%29example.org");
        let refused = one.fills("/office/actors/bruecke", "/office/actors/bruecke", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text().contains("Das ist keine E-Mail-Adresse")
                && refused.text().contains("bruecke(at)example.org")
        );
    })
    .await;
}
