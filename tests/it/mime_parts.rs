//! Reading a mail of ours: just enough of RFC 5322 and RFC 2045 to look at its parts.

/// What a test looks at.
pub struct Mail {
    /// Names and unfolded values.
    pub headers: Vec<(String, String)>,
    /// text/plain.
    pub text: String,
    /// text/html.
    pub html: String,
    /// Content-Type of text/calendar.
    pub calendar_type: Option<String>,
    /// text/calendar.
    pub calendar: Option<String>,
    /// application/ics.
    pub attached: Option<String>,
}

impl Mail {
    /// Reads a mail; panics on what is none.
    pub fn of(raw: &str) -> Self {
        let (headers, _) = split(raw);
        let mut mail = Self {
            headers,
            text: String::new(),
            html: String::new(),
            calendar_type: None,
            calendar: None,
            attached: None,
        };
        mail.read(raw);
        mail
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    fn read(&mut self, raw: &str) {
        let (headers, body) = split(raw);
        let kind = find(&headers, "Content-Type").unwrap().to_owned();
        if let Some((_, boundary)) = kind.split_once("boundary=\"") {
            let boundary = format!("--{}", boundary.split('"').next().unwrap());
            for part in body.split(&boundary).skip(1).filter(|part| !part.starts_with("--")) {
                self.read(part.strip_prefix("\r\n").unwrap().strip_suffix("\r\n").unwrap());
            }
            return;
        }
        let text = decode(find(&headers, "Content-Transfer-Encoding").unwrap(), body);
        match kind.split(';').next().unwrap() {
            "text/plain" => self.text = text.replace("\r\n", "\n").trim_end_matches('\n').to_owned() + "\n",
            "text/html" => self.html = text.replace("\r\n", "\n"),
            "text/calendar" => (self.calendar, self.calendar_type) = (Some(text), Some(kind)),
            "application/ics" => self.attached = Some(text),
            other => panic!("unknown part {other}"),
        }
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(one, _)| one.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

fn split(raw: &str) -> (Vec<(String, String)>, &str) {
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap();
    (unfolded.split("\r\n").map(header).collect(), body)
}

fn decode(encoding: &str, body: &str) -> String {
    let bytes = match encoding {
        "7bit" => body.as_bytes().to_vec(),
        "quoted-printable" => quoted_printable(&body.replace("=\r\n", "")),
        "base64" => base64(body),
        other => panic!("unknown encoding {other}"),
    };
    String::from_utf8(bytes).unwrap()
}

fn quoted_printable(body: &str) -> Vec<u8> {
    let mut parts = body.split('=');
    let mut out = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        out.push(u8::from_str_radix(&part[..2], 16).unwrap());
        out.extend(&part.as_bytes()[2..]);
    }
    out
}

fn base64(body: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for byte in body.bytes().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=') {
        bits = (bits << 6) | u32::try_from(ALPHABET.iter().position(|one| *one == byte).unwrap()).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 255).unwrap());
        }
    }
    out
}
