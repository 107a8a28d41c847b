//! Forms that come in parts (`multipart/form-data`, RFC 7578), with files.
//!
//! Invariant: a file's bytes stay as they are; only fields are text.

use crate::web::reader::Parameters;

/// A file that came with a form.
pub(super) struct Upload {
    /// The field.
    field: String,
    /// What its owner calls it.
    pub(super) name: String,
    /// What it holds.
    pub(super) bytes: Vec<u8>,
}

impl Upload {
    /// True for a file of that field that somebody chose.
    pub(super) fn is_of(&self, field: &str) -> bool {
        self.field == field && !(self.name.is_empty() && self.bytes.is_empty())
    }
}

/// The boundary of a `multipart/form-data` (RFC 2046 5.1.1).
pub(super) fn boundary_of(kind: &str) -> Option<String> {
    let is_multipart = kind.split(';').next()?.trim().eq_ignore_ascii_case("multipart/form-data");
    let boundary = parameter(kind, "boundary")?;
    (is_multipart && !boundary.is_empty()).then(|| boundary.to_owned())
}

/// The fields and the files of a form.
pub(super) fn read(body: &[u8], boundary: &str) -> (Parameters, Vec<Upload>) {
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    for (head, value) in parts(body, boundary).into_iter().filter_map(taken_apart) {
        let about = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"));
        let Some((about, field)) = about.and_then(|about| Some((about, parameter(about, "name")?))) else { continue };
        match parameter(about, "filename") {
            Some(name) => files.push(Upload { field: field.to_owned(), name: name.to_owned(), bytes: value.to_vec() }),
            None => fields.push((field.to_owned(), String::from_utf8_lossy(value).replace("\r\n", "\n"))),
        }
    }
    (fields, files)
}

/// What stands between the boundaries.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let (mut parts, mut from, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let rest = line.strip_prefix(mark.as_bytes()).map(<[u8]>::trim_ascii);
        if let Some(rest) = rest.filter(|rest| rest.is_empty() || *rest == b"--") {
            parts.extend(from.map(|from: usize| without_line_end(&body[from..at])));
            from = rest.is_empty().then_some(at + line.len());
        }
        at += line.len();
    }
    parts.extend(from.map(|from| without_line_end(&body[from..])));
    parts
}

/// The line's end before a boundary belongs to the boundary.
fn without_line_end(part: &[u8]) -> &[u8] {
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    part.strip_suffix(b"\r").unwrap_or(part)
}

/// A part's head and what follows the first empty line.
fn taken_apart(part: &[u8]) -> Option<(String, &[u8])> {
    let mut at = 0;
    for line in part.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return Some((String::from_utf8_lossy(&part[..at]).into_owned(), &part[at..]));
        }
    }
    None
}

/// A parameter of a header; browsers write a quote in it as `%22`.
fn parameter<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let mut is_quoted = false;
    let mut parts = header.split(move |c: char| {
        is_quoted ^= c == '"';
        c == ';' && !is_quoted
    });
    let value = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case(key).then_some(value)
    });
    value.map(|value| value.trim().trim_matches('"'))
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
        for body in [body.to_owned(), body.replace('\r', "")] {
            let (fields, files) = read(body.as_bytes(), "b");
            assert_eq!(fields, [("List-Unsubscribe".to_owned(), "One-Click".to_owned())]);
            assert!(files.is_empty());
        }
        for broken in ["", "--b", "--b\r\n\r\n", "--b\r\nx\r\n\r\ny\r\n--b--"] {
            assert!(read(broken.as_bytes(), "b").0.is_empty(), "{broken}");
        }
    }

    #[test]
    fn a_file_keeps_every_byte() {
        let bytes = b"B\xFCro;\x80\r\n--bb\r\n\x00\n\r\n";
        let mut body =
            b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a; name=x.csv\"\r\nContent-Type: \
            text/csv\r\n\r\n"
                .to_vec();
        body.extend(bytes);
        body.extend(b"\r\n--b\r\nContent-Disposition: form-data; name=\"step\"\r\n\r\nlook\r\n--b--\r\n");
        let (fields, files) = read(&body, "b");
        assert_eq!(fields, [("step".to_owned(), "look".to_owned())]);
        assert!(files[0].is_of("file") && files[0].name == "a; name=x.csv");
        assert_eq!(files[0].bytes, bytes);
    }
}
