//! Text that people typed, made safe for lines, headers and addresses.

use std::fmt::Write as _;

/// Longest title that is taken, in characters.
pub const TITLE_MAX: usize = 300;
/// Longest summary that is taken, in characters: two or three sentences.
pub const SUMMARY_MAX: usize = 1_000;
/// Longest description that is taken, in bytes.
pub const DESCRIPTION_MAX: usize = 1024 * 1024;

/// True for characters that must not reach a header, a content line or a page: controls and bidi overrides.
///
/// A zero-width joiner stays (emoji and Persian need it).
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// One clean line: unsafe characters become spaces, runs of spaces one, ends trimmed.
pub fn clean_line(text: &str) -> String {
    // Of ASCII it is the same, and most text is.
    let is_gap = |c: char| if c.is_ascii() { c <= ' ' || c == '\u{7F}' } else { c.is_whitespace() || is_unsafe(c) };
    let mut line = String::with_capacity(text.len());
    for word in text.split(is_gap).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// True when nothing can be seen in it: spaces, joiners, fillers, selectors of variants and other marks without a shape
/// (Unicode's `Default_Ignorable_Code_Point`, as far as keyboards and web pages have them).
pub fn is_blank(text: &str) -> bool {
    let has_no_shape = |c: char| {
        matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0000}'..='\u{E0FFF}')
    };
    text.chars().all(|c| c.is_whitespace() || is_unsafe(c) || has_no_shape(c))
}

/// Several clean lines: line ends become `\n`, other unsafe characters go.
pub fn clean_lines(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    unified.chars().filter(|&c| c == '\n' || c == '\t' || !is_unsafe(c)).collect::<String>().trim_end().to_owned()
}

/// True for what may stand in an address: `[a-z0-9-]`, 1 to 100 characters, no hyphen first.
pub fn is_slug(text: &str) -> bool {
    (1..=100).contains(&text.len())
        && !text.starts_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// True when the text could be a mail address: one `@`, a dotted domain, nothing unsafe.
///
/// Letters beyond ASCII before the `@` are refused: few relays take them. The transport checks again before a relay
/// sees it.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let bad = |c: char| c.is_whitespace() || is_unsafe(c) || "<>()[],;:\\\"@".contains(c);
    !local.is_empty()
        && local.is_ascii()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.len() <= 64
        && domain.len() <= 189
        && domain.contains('.')
        && domain.split('.').all(is_label)
        && !domain.rsplit('.').next().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()))
        && !text.chars().any(|c| bad(c) && c != '@')
        && !local.contains('@')
}

/// True for a part of a host name (RFC 1123 section 2.1), at most 63 octets (RFC 1035 section 2.3.4); letters beyond ASCII
/// are encoded before a relay sees them.
pub fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// True for an address of the web: `https://` or `http://`, a host, nothing unsafe and no space.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !text.chars().any(|c| c.is_whitespace() || is_unsafe(c) || c == '"' || c == '<')
}

/// Undoes percent-encoding (RFC 3986 section 2.1); `None` for a broken escape or bytes that are no UTF-8.
pub fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|d| char::from(d).to_digit(16));
        let (high, low) = (digit()?, digit()?);
        bytes.push(u8::try_from(high * 16 + low).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        // Writing into a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The text with Arabic and Persian digits written as European ones, for numbers that people type.
pub fn european_digits(text: &str) -> String {
    let digit = |c: char| {
        let zero = match c {
            '\u{0660}'..='\u{0669}' => 0x0660,
            '\u{06F0}'..='\u{06F9}' => 0x06F0,
            _ => return c,
        };
        char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
    };
    text.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_no_break_and_no_bidi_override() {
        assert_eq!(clean_line(" Fest\r\nBCC: x\u{202E}y  z "), "Fest BCC: x y z");
        assert_eq!(clean_line("👩\u{200D}🍳"), "👩\u{200D}🍳");
    }

    #[test]
    fn what_cannot_be_seen_is_blank() {
        for blank in ["", " \t\n", "\u{200B}\u{200D}", "\u{202E}", "\u{3164}", "\u{AD}\u{FE0F}", "\u{2800}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for seen in ["x", "👩\u{200D}🍳", "می\u{200C}خواهم", "?"] {
            assert!(!is_blank(seen), "{seen:?}");
        }
    }

    #[test]
    fn numbers_may_be_typed_in_arabic() {
        assert_eq!(european_digits("٣ ۴ 5"), "3 4 5");
    }

    #[test]
    fn addresses_are_told_from_what_is_none() {
        for good in ["a@example.org", "a.b@example.org", "a+b@köln.de", "o'x@example.com"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "a@@example.org",
            "fussball(at)example.org",
            "a b@example.org",
            "a@example.org\n",
            "a@-x.org",
            "@example.org",
            "a@.org",
            "a..b@example.org",
            ".a@example.org",
            "a.@example.org",
            "büro@example.org",
            "a@b_c.de",
            "a@b.123",
            "a@b/c.de",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
