//! Forms that come in: what they hold, and whether they came from a page of ours.
//!
//! Invariant: a form that changes something is taken only from our own pages, and only with the token that went with
//! it. One-click unsubscribing (RFC 8058) is the exception: the address is enough there.
//! Invariant: no field holds NUL: it means nothing in a text, and PostgreSQL takes it in none.
//! Invariant: an address that holds a token is told to nobody: no referrer, no cache, no index, no log.

use axum::Form;
use axum::body::Body;
use axum::body::Bytes;
use axum::extract::FromRequest as _;
use axum::extract::Path;
use axum::extract::Request;
use axum::extract::rejection::PathRejection;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Response;

use crate::app::App;
use crate::domain::actor::Contact;
use crate::web::reader::Parameters;
use crate::web::trouble::Trouble;
use crate::web::upload;
use crate::web::upload::Upload;

/// The most bytes of a form.
pub(super) const FORM_MAX: usize = 64 * 1024;

/// What came with a form.
pub(super) struct Posted {
    fields: Parameters,
    files: Vec<Upload>,
}

impl Posted {
    /// Reads the body, in either of the two ways that browsers and mail programs write one.
    pub(super) async fn read(request: Request) -> Result<Self, Trouble> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if let Some(boundary) = kind.and_then(upload::boundary_of) {
            let bytes = Bytes::from_request(request, &()).await;
            let bytes = bytes.map_err(|fault| Trouble::Unread(fault.status()))?;
            let (fields, files) = upload::read(&bytes, &boundary);
            return Ok(Self { fields: without_nul(fields), files });
        }
        let form = Form::<Parameters>::from_request(request, &()).await;
        // Read as text it may hold what no form holds; that is the reader's business, not ours to explain.
        let fields = form.map(|Form(fields)| fields).map_err(|fault| Trouble::Unread(status_of(fault.status())));
        Ok(Self { fields: without_nul(fields?), files: Vec::new() })
    }

    /// A field; empty when it is missing.
    pub(super) fn field(&self, name: &str) -> &str {
        field(&self.fields, name)
    }

    /// Gives a field other values.
    pub(super) fn put(&mut self, name: &str, values: &[String]) {
        self.fields.retain(|(known, _)| known != name);
        self.fields.extend(values.iter().map(|value| (name.to_owned(), value.clone())));
    }

    /// All fields, as they came.
    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.fields
    }

    /// All values of a field.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The file of a field, if one was chosen.
    pub(super) fn file(&self, name: &str) -> Option<&Upload> {
        self.files.iter().find(|file| file.is_of(name))
    }

    /// True for what a mail program sends when its reader wants no more of these (RFC 8058 3.2).
    pub(super) fn is_one_click(&self) -> bool {
        self.field("List-Unsubscribe") == "One-Click"
    }

    /// Refuses what did not come from a page of ours with a form of ours.
    pub(super) fn check(&self, app: &App, headers: &HeaderMap, contact: &Contact) -> Result<(), Trouble> {
        let ours = !is_foreign(headers, &app.config().http.base_url) && app.is_form_of(contact, self.field("form"));
        if ours { Ok(()) } else { Err(Trouble::Foreign) }
    }
}

fn without_nul(mut fields: Parameters) -> Parameters {
    for (_, value) in &mut fields {
        value.retain(|c| c != '\0');
    }
    fields
}

/// A parameter; empty when it is missing.
pub(super) fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
}

/// The token of an address; what cannot be one is as wrong as any other.
pub(super) fn token_of(path: Result<Path<String>, PathRejection>) -> String {
    path.map(|Path(token)| token).unwrap_or_default()
}

/// Back to the page, which says what is so now.
pub(super) fn see(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address)], Body::empty()).into_response()
}

/// True for a form that the browser says came from elsewhere.
///
/// Our pages send no referrer, and browsers then call their origin `null`; those that are new enough say
/// `Sec-Fetch-Site` instead, and from the others the token that went with the form has to be enough.
pub(super) fn is_foreign(headers: &HeaderMap, base: &str) -> bool {
    let said = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (said("sec-fetch-site"), said("origin")) {
        (Some(site), _) => site != "same-origin",
        (None, Some(origin)) => origin != "null" && !origin.eq_ignore_ascii_case(origin_of(base)),
        (None, None) => false,
    }
}

/// Scheme and host of an address.
fn origin_of(base: &str) -> &str {
    let host = base.find("://").map_or(0, |at| at + 3);
    base[host..].find('/').map_or(base, |end| &base[..host + end])
}

/// A body that says nothing about itself is no form.
fn status_of(status: StatusCode) -> StatusCode {
    if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_from_elsewhere_is_told_from_what_does_not_say() {
        let base = "https://treffpunkt.example.org";
        for (site, origin, foreign) in [
            (Some("same-origin"), Some("null"), false),
            (Some("same-origin"), None, false),
            (Some("cross-site"), None, true),
            (Some("same-site"), Some(base), true),
            (Some("none"), None, true),
            (None, Some(base), false),
            (None, Some("null"), false),
            (None, Some("https://treffpunkt.example.org.evil.example"), true),
            (None, Some("http://treffpunkt.example.org"), true),
            (None, None, false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                if let Some(value) = value {
                    headers.insert(name, value.parse().unwrap());
                }
            }
            assert_eq!(is_foreign(&headers, base), foreign, "{site:?} {origin:?}");
        }
        assert_eq!(origin_of("https://a.example/office/"), "https://a.example");
    }
}
