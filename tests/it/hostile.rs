//! Hostile text in every field of every form, one at a time: shown as text, or refused with the field named.
//!
//! The pages are found as a visitor finds them, from the table of all routes and by their links; the fields are those
//! that the pages hold. So a new route, form or field is tried without being named here.

use std::collections::BTreeSet;
use std::collections::VecDeque;
use std::fs;
use std::path::Path;

use axum::http::StatusCode;
use axum::http::header;
use serde_json::Value;
use serde_json::json;
use treffpunkt::app::ExportFormat;
use treffpunkt::app::encode;
use treffpunkt::domain::account::Role;

use crate::feeds::Reply;
use crate::forms::Form;
use crate::house::House;
use crate::house::TOWN;
use crate::house::berlin;
use crate::mime_parts::Mail;
use crate::office::Browser;
use crate::office::signed_in;
use crate::routes::ROUTES;

/// Everything at once; what is stored last is what all pages, feeds and mails show in the end.
const ALL: &str = "=HYPERLINK(\"http://x\")<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u{202e}\u{2066}\0\u{1}\u{85}\r\nBcc: victim@example.org\r\n{{ 7*191919 }}{% raw %}{ $x }</textarea><b>";
/// What comes of the template in `ALL`, if one is made of it.
const CALCULATED: &str = "1343433";
/// A lone surrogate and a byte that begins nothing.
const BYTES: &str = "%ED%A0%80%FF";

/// Routes that no page leads to with 200, and why.
const NO_PAGE: &[(&str, &str)] = &[
    ("/static/{file}", "a stylesheet"),
    ("/office/sign-out", "a button of each page"),
    ("/office/sign-in/code", "a form of the page that a way in was asked for on"),
    ("/office/accounts/{account}", "forms of the list of accounts"),
    ("/office/events/{slug}/publish", "a button of a draft's sheet"),
    ("/office/events/{slug}/undo", "a button of the sheet"),
];

/// Pages that come after a form: the page, what is typed there, and the value of the button.
#[allow(clippy::type_complexity, reason = "it is named by the comment above it")]
const STEPS: &[(&str, &[(&str, &str)], &str)] = &[
    ("/office/sign-in", &[("address", "niemand@example.org")], ""),
    ("/office/submissions/entwurf", &[("ask", "text"), ("say-text", "Was passiert?")], "ask"),
    ("/office/events/austausch/edit", &[("from", "18:15")], ""),
    ("/office/events/austausch/date?date=2027-08-19T17:00", &[("from", "18:30")], ""),
    ("/office/events/austausch/date?date=2027-08-19T17:00", &[("from", "18:35"), ("change_to", "nobody")], ""),
    ("/office/events/austausch", &[], "undo"),
    ("/office/events/austausch/dates", &[("from", "18:45")], ""),
    ("/office/events/austausch/details", &[("online_url", "https://meet.example.org/neu")], ""),
    ("/office/events/austausch/duplicate?q=sprachcaf", &[("of", "sprachcafe-bruecke")], ""),
    ("/office/outbox/austausch/nudge?date=2027-08-19T17:00:00", &[("day", "Fr 13.8."), ("time", "9 Uhr")], "move"),
    ("/office/groups/alle-akteure", &[("member", "bruecke")], "save"),
    ("/office/settings/texts/invitation/de", &[], "look"),
    ("/office/import", &[], ""),
];

/// What a form needs besides the hostile text to be stored; `#` is another number each time.
const BESIDES: &[(&str, &[(&str, &str)])] = &[
    ("/office/actors/new", &[("name", "Haus #"), ("email", "haus@example.org")]),
    ("/office/actors/{actor}", &[("email-new", "haus@example.org")]),
    ("/office/groups/new", &[("de", "Gruppe #")]),
    ("/office/events/new", &[("title", "Fest #"), ("day", "1.9.27"), ("from", "17:00"), ("group", "alle-akteure")]),
    ("/office/events/{slug}/details", &[("image_url", "https://example.org/bild.jpg"), ("image_alt", "Ein Haus")]),
    ("/office/events/{slug}/agenda", &[("task-0-text", "Raum buchen"), ("paper-0-title", "Plan")]),
    ("/office/events/{slug}/attendance", &[("other", "Gäste"), ("other_persons", "3")]),
];

/// Fields of a form whose fault is said at another field.
const SAID_ELSEWHERE: &[(&str, &str)] = &[("other_persons", "other")];

/// Buttons that would take away what the others are tried on.
const UNPRESSED: [&str; 2] = ["remove", "sign-out"];

/// Everything at once, with bytes that are no text.
fn all() -> String {
    encode(ALL) + BYTES
}

/// The route of an address.
fn route_of(address: &str) -> Option<&'static str> {
    let path: Vec<&str> = address.split('?').next().unwrap().split('/').collect();
    let fits = |route: &&str| {
        let parts: Vec<&str> = route.split('/').collect();
        parts.len() == path.len() && parts.iter().zip(&path).all(|(part, said)| part.starts_with('{') || part == said)
    };
    let mut routes: Vec<&str> = ROUTES.iter().map(|(route, ..)| *route).filter(fits).collect();
    routes.sort_by_key(|route| route.matches('{').count());
    routes.first().copied()
}

/// A name without its numbers: the rows of a table are alike.
fn alike(name: &str) -> String {
    let mut alike: String = name.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    while alike.contains("##") {
        alike = alike.replace("##", "#");
    }
    // One for each organisation.
    if alike.starts_with("persons-") { "persons-#".to_owned() } else { alike }
}

/// What is wrong with a page, a calendar or a table; `typed`: it may show again what was typed, in its fields.
fn wrong(reply: &Reply, typed: bool) -> Option<String> {
    if reply.status.is_server_error() {
        return Some(reply.status.to_string());
    }
    if reply.headers.keys().any(|name| name.as_str() == "bcc") {
        return Some("a header of its own".to_owned());
    }
    let text = reply.text();
    let kind = reply.header(header::CONTENT_TYPE);
    if kind.starts_with("text/calendar") {
        return wrong_calendar(text);
    }
    if kind.starts_with("text/csv") {
        return wrong_table(text);
    }
    let html = ["<script", "<img", "<b>", " href=\"javascript:", CALCULATED, "onerror=alert(1)>"];
    if let Some(bad) = html.into_iter().find(|bad| kind.starts_with("text/html") && text.contains(bad)) {
        let at = text.find(bad).unwrap();
        return Some(format!(
            "{bad}: {}",
            text[..at].chars().rev().take(260).collect::<Vec<_>>().iter().rev().collect::<String>()
        ));
    }
    let shown = if typed { without_fields(text) } else { text.to_owned() };
    let odd = |c: &char| (c.is_control() && !"\n\r\t".contains(*c)) || "\u{202e}\u{2066}".contains(*c);
    let at = shown.find(|c| odd(&c))?;
    let before: String = shown[..at].chars().rev().take(260).collect::<Vec<_>>().iter().rev().collect();
    Some(format!("{:?} after {before}", shown[at..].chars().next()))
}

/// A page without its fields and what they hold.
fn without_fields(page: &str) -> String {
    let part = |part: &str| {
        let is_field = ["input", "textarea", "option"].iter().any(|kind| part.starts_with(kind));
        if is_field && !part.starts_with("textarea") {
            part.split_once('>').map_or("", |(_, text)| text).to_owned()
        } else if is_field {
            String::new()
        } else {
            part.to_owned()
        }
    };
    page.split('<').map(part).collect::<Vec<_>>().join("<")
}

fn wrong_calendar(text: &str) -> Option<String> {
    let unfolded = text.replace("\r\n ", "");
    let line = unfolded.split("\r\n").find(|line| {
        let name = line.split([':', ';']).next().unwrap();
        let is_name = name.bytes().all(|b| b.is_ascii_uppercase() || b == b'-');
        !is_name || line.chars().any(char::is_control) || line.starts_with("BCC")
    });
    line.map(|line| format!("the line {line:?}"))
}

fn wrong_table(text: &str) -> Option<String> {
    let mut table = csv::ReaderBuilder::new();
    let mut table = table.delimiter(b';').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    let cell = rows.iter().flat_map(|row| row.iter()).find(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r']));
    cell.map(|cell| format!("the cell {cell:?}"))
}

/// A page, or what comes after a form of it.
#[derive(Clone)]
struct Source {
    path: String,
    step: Option<(&'static [(&'static str, &'static str)], &'static str)>,
}

/// Somebody who tries everything.
struct Visit<'a> {
    house: &'a House,
    browser: Browser,
    /// Tries each text, and hostile addresses too.
    is_thorough: bool,
    /// Route, button and field of each that was tried.
    tried: BTreeSet<(String, String, String)>,
    names: BTreeSet<String>,
    routes: BTreeSet<&'static str>,
    seen: BTreeSet<String>,
    twisted: BTreeSet<String>,
    sent: usize,
    stored: usize,
    faults: Vec<String>,
}

impl<'a> Visit<'a> {
    async fn new(house: &'a House, is_thorough: bool) -> Self {
        let browser = signed_in(house, Role::Lead).await;
        Self {
            house,
            browser,
            is_thorough,
            tried: BTreeSet::new(),
            names: BTreeSet::new(),
            routes: BTreeSet::new(),
            seen: BTreeSet::new(),
            twisted: BTreeSet::new(),
            sent: 0,
            stored: 0,
            faults: Vec::new(),
        }
    }

    fn judges(&mut self, about: &str, reply: &Reply, typed: bool) {
        if let Some(wrong) = wrong(reply, typed) {
            self.faults.push(format!("{about}: {wrong}"));
        }
    }

    async fn opens(&mut self, source: &Source) -> Option<Reply> {
        let reply = self.browser.opens(&source.path).await;
        assert!(
            reply.headers.get("location").is_none_or(|to| to != "/office/sign-in"),
            "signed out: {:?}",
            self.tried.last()
        );
        let Some((typed, button)) = source.step else { return Some(reply) };
        let holds = |form: &Form| {
            typed.first().is_none_or(|(name, _)| form.names.iter().any(|known| known == name))
                && !form.is_get
                && form.buttons.iter().any(|(_, value)| value == button)
                && !form.action.ends_with("/sign-out")
        };
        let form = Form::all(reply.text()).into_iter().find(holds)?;
        let form = typed.iter().fold(form, |form, (name, value)| form.set(name, value));
        Some(self.sends(&form, &source.path, (button, None)).await)
    }

    /// Sends a form by the button of that value, with one field holding something else.
    async fn sends(&mut self, form: &Form, page: &str, (button, hostile): (&str, Option<(&str, &str)>)) -> Reply {
        let to = if form.action.is_empty() { page } else { &form.action };
        let pressed = form.buttons.iter().find(|(_, value)| value == button).filter(|(name, _)| !name.is_empty());
        let mut form = form.clone();
        for (name, value) in
            BESIDES.iter().filter(|(route, _)| route_of(to) == Some(route)).flat_map(|(_, fields)| *fields)
        {
            if form.names.iter().any(|known| known == name) && form.field(name).is_empty() {
                form = form.set(name, &value.replace('#', &self.sent.to_string()));
            }
        }
        form.fields.extend(pressed.cloned());
        if let Some((name, _)) = hostile {
            form.fields.retain(|(known, _)| known != name);
        }
        self.sent += 1;
        if form.has_file {
            let text = hostile.map(|(name, text)| (name, decoded(text)));
            let mut fields: Vec<(&str, &str)> = form.fields.iter().map(|(name, value)| (&**name, &**value)).collect();
            let sheet =
                format!("Organisation;E-Mail\n\"{}\";haus@example.org\n", ALL.replace('"', "\"\"").replace('\0', ""));
            let mut file = form.names.iter().any(|name| name == "file").then_some(("haus.csv", sheet.as_bytes()));
            match &text {
                Some(("file", text)) => file = Some(("<script>\u{202e}.csv", text.as_bytes())),
                Some((name, text)) => fields.push((name, text)),
                None => {}
            }
            return self.browser.uploads(to, &fields, file).await;
        }
        let hostile = hostile.map(|(name, text)| {
            // An address is never longer than this.
            format!("{}={}", encode(name), if form.is_get { &text[..text.len().min(9_000)] } else { text })
        });
        let body =
            [form.body()].into_iter().chain(hostile).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
        if form.is_get {
            return self.browser.opens(&format!("{}?{body}", to.split('?').next().unwrap())).await;
        }
        self.browser.sends(to, &body).await
    }

    /// Tries every field of every form of a page that was not tried before.
    async fn tries(&mut self, source: &Source) {
        if let Some(reply) = self.opens(source).await.filter(is_page) {
            self.tries_forms(source, Form::all(reply.text())).await;
        }
    }

    async fn tries_forms(&mut self, source: &Source, all: Vec<Form>) {
        let mut now = Some(all.clone());
        for form in all {
            let to = if form.action.is_empty() { &source.path } else { &form.action };
            // The page of patterns only shows how forms look.
            let Some(route) = route_of(to).filter(|_| !to.starts_with('#')) else { continue };
            if !form.is_get {
                self.routes.insert(route);
            }
            for (key, button) in form.buttons.iter().filter(|(_, value)| !UNPRESSED.contains(&value.as_str())) {
                for name in form.names.iter().chain([key]).filter(|name| !name.is_empty()) {
                    self.names.insert(alike(name));
                    // Whichever button is pressed, the guards of a form are looked at first.
                    let by = if ["form", "seen"].contains(&name.as_str()) { "" } else { button };
                    if self.tried.insert((route.to_owned(), by.to_owned(), alike(name))) {
                        self.tries_field(source, &mut now, (route, button, name)).await;
                    }
                }
            }
        }
    }

    /// Tries a field; `now`: the forms of the page, unless something was stored since they were read.
    async fn tries_field(
        &mut self,
        source: &Source,
        now: &mut Option<Vec<Form>>,
        (route, button, name): (&str, &str, &str),
    ) {
        let (mut texts, mut at) = (None, 0);
        loop {
            let about = format!("{route} {button} {name} {at}");
            if now.is_none() {
                let Some(reply) = self.opens(source).await else { return };
                self.judges(&format!("{about}, read"), &reply, source.step.is_some());
                if reply.text().contains(&format!("value=\"{}", "x".repeat(1_000))) {
                    self.faults.push(format!("{about}: a line may have any length"));
                }
                *now = Some(Form::all(reply.text()));
            }
            let Some(form) = find(now.as_deref().unwrap_or_default(), source, (route, button, name)) else { return };
            let is_typed = form.typed.iter().any(|known| known == name);
            let texts = texts.get_or_insert_with(|| self.texts_for(route, name, is_typed));
            let Some(text) = texts.get(at) else { return };
            let reply = self.sends(&form, &source.path, (button, Some((name, text)))).await;
            self.judges(&about, &reply, true);
            at += 1;
            match reply.status.as_u16() {
                303 => {
                    *now = None;
                    self.stored += 1;
                    let to = reply.header(header::LOCATION).to_owned();
                    if to == "/office/sign-in" {
                        self.browser = signed_in(self.house, Role::Lead).await;
                    } else if at == texts.len() {
                        let page = self.browser.opens(&to).await;
                        self.judges(&format!("{about}, at {to}"), &page, false);
                    }
                }
                422 => {
                    let elsewhere = SAID_ELSEWHERE.iter().find(|(from, _)| *from == name);
                    let named = elsewhere.map_or(name, |(_, to)| to);
                    if is_typed && !reply.text().contains(&format!("href=\"#{named}\"")) {
                        self.faults.push(format!("{about}: the field is not named"));
                    }
                }
                403 if name == "form" => {}
                200 | 400 | 404 | 409 | 413 => {}
                other => self.faults.push(format!("{about}: {other}")),
            }
        }
    }

    /// The texts for a field, as a form or an address carries them; the last one is what shall stay.
    fn texts_for(&self, route: &str, name: &str, is_typed: bool) -> Vec<String> {
        // The office's own texts take no braces.
        let all = if route.contains("/texts/") { encode(ALL.split("{{").next().unwrap()) } else { all() };
        if !self.is_thorough {
            return vec![all];
        }
        let mut texts = Vec::new();
        if is_typed {
            texts.push("x".repeat(100_000));
        }
        if name.contains("url") {
            texts.push(encode("javascript:alert(1)"));
            texts.push(encode("https://example.org/\"><script>alert(1)</script>\r\nBcc: victim@example.org"));
        }
        if ["mail", "address", "from"].iter().any(|part| name.contains(part)) {
            texts.push(encode("anna@example.org\r\nBcc: victim@example.org"));
        }
        if route.contains("/texts/") {
            texts.push(encode("{{ 7*191919 }}{% raw %}{ $x }"));
        }
        texts.push(all);
        texts
    }

    /// Opens a page and tries its forms; where its links lead.
    async fn looks(&mut self, path: &str) -> Vec<String> {
        let reply = self.browser.opens(path).await;
        self.judges(path, &reply, false);
        if reply.status == StatusCode::OK {
            self.routes.extend(route_of(path));
        }
        if !is_page(&reply) {
            return Vec::new();
        }
        self.tries_forms(&Source { path: path.to_owned(), step: None }, Form::all(reply.text())).await;
        let links = reply.text().split(" href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
        links.map(|link| format!("/{}", link.replace("&amp;", "&").split('#').next().unwrap())).collect()
    }

    /// Hostile text in each part of an address.
    async fn twists(&mut self, path: &str, route: &str) {
        let (bare, query) = path.split_once('?').unwrap_or((path, ""));
        let pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
        let text = all();
        let names = || pairs.iter().map(|pair| pair.split('=').next().unwrap());
        let everywhere = names().chain(["lang", "done"]).map(|name| format!("{name}={text}"));
        let parts = route.split('/').zip(bare.split('/'));
        let parts: Vec<&str> = parts.map(|(part, said)| if part.starts_with('{') { &*text } else { said }).collect();
        let mut twisted = vec![format!("{bare}?{}", everywhere.collect::<Vec<_>>().join("&")), parts.join("/")];
        for name in names() {
            let kept = pairs.iter().filter(|pair| pair.split('=').next() != Some(name)).map(|pair| (*pair).to_owned());
            twisted.push(format!("{bare}?{}", kept.chain([format!("{name}={text}")]).collect::<Vec<_>>().join("&")));
        }
        for address in twisted {
            self.sent += 1;
            let reply = self.browser.opens(&address).await;
            self.judges(&address, &reply, true);
        }
    }

    /// Goes wherever links lead, one page of each sort; all pages of `about`.
    async fn walks(&mut self, from: Vec<String>, about: &str) {
        let mut ahead = VecDeque::from(from);
        let mut open = BTreeSet::new();
        while let Some(path) = ahead.pop_front() {
            let Some(route) = route_of(&path) else { continue };
            let parameters: Vec<&str> =
                path.split(['?', '&']).skip(1).map(|pair| pair.split('=').next().unwrap()).collect();
            let sort = format!("{route}?{}", parameters.join("&"));
            let is_new = self.seen.insert(sort.clone());
            // One page of each sort, and one of what was written in.
            let is_about = path.contains(about) && self.seen.insert(format!("{sort} {about}"));
            if !open.insert(path.clone()) || !(is_new || is_about) {
                continue;
            }
            ahead.extend(self.looks(&path).await);
            if self.twisted.insert(sort) {
                self.twists(&path, route).await;
            }
        }
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            }
            b'+' => bytes.push(b' '),
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// True for a page that holds what was asked for.
fn is_page(reply: &Reply) -> bool {
    reply.status == StatusCode::OK && reply.header(header::CONTENT_TYPE).starts_with("text/html")
}

/// The form of a field among those of a page: the last one, as the first of many alike is what others hang on.
fn find(forms: &[Form], source: &Source, (route, button, name): (&str, &str, &str)) -> Option<Form> {
    let holds = |form: &&Form| {
        let to = if form.action.is_empty() { &source.path } else { &form.action };
        let presses = form
            .buttons
            .iter()
            .any(|(key, value)| value == button && (key == name || form.names.iter().any(|known| known == name)));
        route_of(to) == Some(route) && presses
    };
    forms.iter().rfind(holds).cloned()
}

/// A part of the town that holds everything there is, so that its pages are short.
fn hamlet() -> String {
    let mut town: Value = serde_json::from_str(TOWN).unwrap();
    let mut events = town["events"].take();
    let events = events.as_array_mut().unwrap();
    events.retain(|event| ["eroeffnung", "sprachcafe-bruecke", "entwurf"].contains(&event["id"].as_str().unwrap()));
    let mut draft = events.iter().find(|event| event["id"] == "sprachcafe-bruecke").unwrap().clone();
    for (name, value) in [("id", "skizze"), ("title", "Skizze"), ("review", "draft")] {
        draft[name] = json!(value);
    }
    events.push(draft);
    let named = format!("{}{}", json!(events), town["programmes"]);
    let mut others = 8;
    town["actors"].as_array_mut().unwrap().retain(|actor| {
        others -= 1;
        others >= 0 || named.contains(&actor["slug"].to_string())
    });
    let ids: Vec<Value> = town["actors"].as_array().unwrap().iter().map(|actor| actor["id"].clone()).collect();
    let meetings = town["meetings"].as_array_mut().unwrap();
    meetings.retain(|meeting| meeting["id"] == "austausch");
    let answers = meetings[0]["instances"]["2027-08-19"]["rsvp"].as_array_mut().unwrap();
    answers.retain(|answer| ids.contains(&answer["actor"]));
    town["events"] = json!(events);
    town.to_string()
}

/// The hamlet in August, the links of mails of one who is invited, and somebody more in the office.
async fn set(house: &House) -> Vec<String> {
    house.at("2027-08-09T10:00");
    assert_eq!(house.app.import_json(&hamlet(), false).await.unwrap().faults, []);
    house.ticks().await;
    house.app.release_all("test").await.unwrap();
    house.at("2027-08-10T10:00");
    house.ticks().await;
    house.app.put_account("test", "dritte@example.org", Role::Lead).await.unwrap();
    let way_in = house.app.make_sign_in_link("test", "dritte@example.org").await.unwrap().unwrap();
    house.app.put_account("test", "zweite@example.org", Role::Editor).await.unwrap();
    let contact = house.app.export_document().await.unwrap().actors.remove(0).contacts.remove(0);
    let dates = house.app.list_dates("austausch").await.unwrap();
    let date = dates.iter().find(|date| date.dated.original == "2027-08-19T17:00".parse().unwrap()).unwrap();
    vec![
        way_in.strip_prefix("https://treffpunkt.example.org").unwrap().to_owned(),
        format!("/a/{}", house.app.answer_token(&contact, date.id)),
        format!("/u/{}?kind=invitation&group=alle-akteure", house.app.wishes_token(&contact)),
        format!("/feed/{}.ics", house.app.feed_token(&contact)),
        "/feed.ics?q=x".to_owned(),
        "/office/events/skizze".to_owned(),
        "/office/events/austausch/answer?actor=bruecke&date=2027-08-19T17:00".to_owned(),
    ]
}

/// Everything there is, on one engine.
async fn tries_all(house: &House, is_thorough: bool) -> (usize, usize, usize) {
    let more = set(house).await;
    let mut visit = Visit::new(house, is_thorough).await;
    for (path, typed, button) in STEPS {
        visit.tries(&Source { path: (*path).to_owned(), step: None }).await;
        visit.tries(&Source { path: (*path).to_owned(), step: Some((typed, button)) }).await;
    }
    let samples = ROUTES.iter().map(|(_, address, ..)| (*address).to_owned());
    visit.walks(samples.chain(more.clone()).collect(), "austausch").await;
    visit.tries(&Source { path: "/office/events/austausch".to_owned(), step: None }).await;
    let tried = visit.tried.len();
    // What all may read, once more.
    let before = std::mem::take(&mut visit.tried);
    visit.is_thorough = false;
    for page in ["edit", "details", "translations?to=ar", "dates"] {
        visit.tries(&Source { path: format!("/office/events/eroeffnung/{page}"), step: None }).await;
    }
    let shown = visit.browser.opens("/e/eroeffnung").await.text().to_owned();
    visit.faults.extend((!shown.contains("alert(1)")).then(|| "the public page shows nothing".to_owned()));
    visit.tried.extend(before);
    visit.seen.clear();
    visit.walks([vec!["/".to_owned(), "/office".to_owned()], more].concat(), "austausch").await;
    let events = house.app.export(ExportFormat::Csv).await.unwrap();
    visit.faults.extend(wrong_table(&events));
    visit.faults.extend(forgotten(&visit));
    visit.faults.extend(wrong_mails(house).await);
    assert!(visit.faults.is_empty(), "{} {}:\n{}", house.engine, visit.faults.len(), visit.faults.join("\n"));
    (tried, visit.sent, visit.stored)
}

/// Routes and names of fields that nobody came by.
fn forgotten(visit: &Visit<'_>) -> Vec<String> {
    let excused = |route: &str| NO_PAGE.iter().any(|(known, _)| *known == route);
    let missed = ROUTES.iter().filter(|(route, _, get, post)| {
        !(visit.routes.contains(route) || *post == 405 && (excused(route) || *get == 405))
    });
    let mut faults: Vec<String> = missed.map(|(route, ..)| format!("{route}: no page of it was seen")).collect();
    for folder in ["templates/office", "templates/pages"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("patterns.html") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let names = text.split(" name=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
            let plain =
                names.filter(|name| !name.contains('{') && !["viewport", "robots", "description"].contains(name));
            let missed = plain.filter(|name| !visit.names.contains(&alike(name)));
            faults.extend(missed.map(|name| format!("{}: {name} was not tried", path.display())));
        }
    }
    faults
}

/// Lets the nudges go out and looks at all mails; the letters and the ways in went before.
async fn wrong_mails(house: &House) -> Vec<String> {
    house.lives_until(berlin("2027-08-14T18:00")).await;
    let mails = house.memory().take();
    let mut faults = Vec::new();
    let mut shows = 0;
    for mail in &mails {
        let read = Mail::of(&mail.message);
        let known = |name: &str| !["bcc", "cc"].contains(&name.to_lowercase().as_str());
        let headers = read.headers.iter().all(|(name, _)| known(name));
        let odd = |text: &str| text.contains(['\u{202e}', '\u{2066}', '\0', '\u{1}']) || text.contains(CALCULATED);
        let html = ["<script", "<img", "javascript:", "<b>"].iter().any(|bad| read.html.contains(bad));
        shows += usize::from(read.text.contains("alert(1)") && read.html.contains("alert(1)"));
        if !headers || odd(&read.text) || odd(&read.html) || html || mail.subject.contains(['\r', '\n']) {
            faults.push(format!("{}: {}", mail.file_name, mail.message));
        }
        faults.extend(read.calendar.as_deref().and_then(wrong_calendar));
    }
    if shows == 0 {
        faults.push(format!("no mail of {} shows anything", mails.len()));
    }
    faults
}

#[tokio::test]
async fn hostile_text_in_every_field_is_shown_as_text_or_refused_with_its_field() {
    let house = House::on_sqlite(&[]).await;
    let (fields, sent, stored) = tries_all(&house, true).await;
    assert!(fields > 300 && sent > 1000 && stored > 100, "{fields} {sent} {stored}");
}

#[tokio::test]
async fn hostile_text_in_every_field_is_the_same_on_postgresql() {
    let house = House::on_postgres(&[]).await;
    tries_all(&house, false).await;
}
