//! Forms that come in: what they hold, and whether they came from a page of ours.
//!
//! Invariant: a form that changes something is taken only from our own pages, and only with the token that went with
//! it. One-click unsubscribing (RFC 8058) is the exception: the address is enough there.
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

/// The most bytes of a form.
pub(super) const FORM_MAX: usize = 64 * 1024;

/// What came with a form.
pub(super) struct Posted(Parameters);

impl Posted {
    /// Reads the body, in either of the two ways that browsers and mail programs write one.
    pub(super) async fn read(request: Request) -> Result<Self, Trouble> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if let Some(boundary) = kind.and_then(boundary_of) {
            let bytes = Bytes::from_request(request, &()).await;
            let bytes = bytes.map_err(|fault| Trouble::Unread(fault.status()))?;
            return Ok(Self(parts(&String::from_utf8_lossy(&bytes), &boundary)));
        }
        let form = Form::<Parameters>::from_request(request, &()).await;
        // Read as text it may hold what no form holds; that is the reader's business, not ours to explain.
        form.map(|Form(fields)| Self(fields)).map_err(|fault| Trouble::Unread(status_of(fault.status())))
    }

    /// A field; empty when it is missing.
    pub(super) fn field(&self, name: &str) -> &str {
        field(&self.0, name)
    }

    /// All values of a field.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
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

/// The boundary of a `multipart/form-data` (RFC 2046 5.1.1).
fn boundary_of(kind: &str) -> Option<String> {
    let mut parts = kind.split(';').map(str::trim);
    let is_multipart = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("multipart/form-data"));
    let parameter = |part: &str| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("boundary").then(|| value.trim().trim_matches('"').to_owned())
    };
    parts.find_map(parameter).filter(|boundary| is_multipart && !boundary.is_empty())
}

/// The fields of a `multipart/form-data` (RFC 7578); files are none.
fn parts(body: &str, boundary: &str) -> Parameters {
    let unified = format!("\n{}", body.replace("\r\n", "\n"));
    let field = |part: &str| {
        let (head, value) = part.strip_prefix('\n')?.split_once("\n\n")?;
        let about = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
        let name = about.split(';').find_map(|one| one.trim().strip_prefix("name="))?;
        Some((name.trim_matches('"').to_owned(), value.to_owned()))
    };
    unified.split(&format!("\n--{boundary}")).skip(1).filter_map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_in_parts_is_read() {
        let kind = "multipart/form-data; boundary=\"x y\"";
        assert_eq!(boundary_of(kind).as_deref(), Some("x y"));
        assert_eq!(boundary_of("application/x-www-form-urlencoded"), None);
        let body = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        assert!(Posted(parts(body, "b")).is_one_click());
        for broken in ["", "--b", "--b\r\n\r\n", "--b\r\nx\r\n\r\ny\r\n--b--"] {
            assert!(parts(broken, "b").is_empty(), "{broken}");
        }
    }

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
