//! Forms of pages, read and filled in as a browser does.

use axum::http::StatusCode;
use treffpunkt::app::encode;

use crate::feeds::Reply;
use crate::office::Browser;

/// A form, and what it would send.
#[derive(Clone)]
pub struct Form {
    /// Where it is sent; empty: to the page's own address.
    pub action: String,
    /// Its values are sent in the address.
    pub is_get: bool,
    /// It is sent in parts, with a file.
    pub has_file: bool,
    /// Name and value of each field that is sent as the form stands.
    pub fields: Vec<(String, String)>,
    /// The names of all fields, also of those that are not sent.
    pub names: Vec<String>,
    /// The names of those that take any text.
    pub typed: Vec<String>,
    /// The buttons that send it; a name is empty when the button has none.
    pub buttons: Vec<(String, String)>,
}

impl Form {
    /// All forms of a page.
    pub fn all(page: &str) -> Vec<Self> {
        page.split("<form").skip(1).map(|form| Self::read(form.split("</form>").next().unwrap())).collect()
    }

    /// The form that edits what the page is about.
    pub fn of_page(page: &str) -> Self {
        let form = Self::all(page).into_iter().find(|form| form.names.iter().any(|name| name == "seen"));
        form.unwrap_or_else(|| panic!("no form: {page}"))
    }

    /// Opens a page for its form.
    pub async fn of(browser: &mut Browser, path: &str) -> Self {
        let reply = browser.opens(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        Self::of_page(reply.text())
    }

    fn read(html: &str) -> Self {
        let (tag, _) = html.split_once('>').unwrap();
        let mut form = Self {
            action: attribute(tag, "action").unwrap_or_default(),
            is_get: attribute(tag, "method").is_none_or(|method| method == "get"),
            has_file: tag.contains("multipart/form-data"),
            fields: Vec::new(),
            names: Vec::new(),
            typed: Vec::new(),
            buttons: Vec::new(),
        };
        let mut is_first = false;
        for part in html.split('<').skip(1) {
            let (tag, text) = part.split_once('>').unwrap_or((part, ""));
            let name = attribute(tag, "name").unwrap_or_default();
            let value = attribute(tag, "value").unwrap_or_default();
            let is_off = (tag.contains("\"checkbox\"") || tag.contains("\"radio\"")) && !tag.ends_with(" checked");
            match tag.split([' ', '\n']).next().unwrap() {
                "option" if is_first || tag.ends_with(" selected") => form.fields.last_mut().unwrap().1 = value,
                "button" => form.buttons.push((name.clone(), value)),
                "input" if !is_off && !tag.contains("\"file\"") => form.fields.push((name.clone(), value)),
                "textarea" => form.fields.push((name.clone(), plain(text.strip_prefix('\n').unwrap_or(text)))),
                "select" => form.fields.push((name.clone(), String::new())),
                _ => {}
            }
            is_first = tag.starts_with("select");
            let is_chosen = ["hidden", "checkbox", "radio", "file"].map(|kind| format!("type=\"{kind}\""));
            if tag.starts_with("textarea")
                || tag.starts_with("input") && !is_chosen.iter().any(|kind| tag.contains(kind))
            {
                form.typed.push(name.clone());
            }
            if ["input", "textarea", "select"].iter().any(|kind| tag.starts_with(kind)) && !form.names.contains(&name) {
                form.names.push(name);
            }
        }
        form
    }

    /// The first value of a field.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The form with one value for a field.
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What a browser sends.
    pub fn body(&self) -> String {
        let pair = |(name, value): &(String, String)| format!("{}={}", encode(name), encode(value));
        self.fields.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    /// Sends it to an address.
    pub async fn sent(&self, browser: &mut Browser, path: &str) -> Reply {
        browser.sends(path, &self.body()).await
    }
}

/// An attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(plain(rest.split('"').next().unwrap()))
}

fn plain(html: &str) -> String {
    let entities = [
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    entities.into_iter().fold(html.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}
