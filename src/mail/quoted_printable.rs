//! Quoted-printable (RFC 2045 section 6.7): text that stays readable where it is ASCII.
//!
//! The mail library's own encoder goes through a text four times, byte by byte, which was a third of what composing a mail
//! costs; this one copies whole runs.
//!
//! Invariant: what comes out is ASCII in lines of at most 76 characters that end with CRLF and with no blank.

/// Longest line, without the `=` that breaks it softly.
const WIDTH: usize = 75;
const DIGITS: [u8; 16] = *b"0123456789ABCDEF";

/// The text encoded; each of its line ends, LF or CRLF, is one.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 4);
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => {
                encode_line(line.strip_suffix('\r').unwrap_or(line).as_bytes(), &mut out);
                out.extend_from_slice(b"\r\n");
            }
            None => encode_line(line.as_bytes(), &mut out),
        }
    }
    out
}

fn encode_line(line: &[u8], out: &mut Vec<u8>) {
    let (mut rest, mut column) = (line, 0);
    loop {
        let mut run = rest.iter().take(WIDTH - column).take_while(|byte| stands_for_itself(**byte)).count();
        // A blank at the end of a line may get lost on the way (rule 3).
        if run == rest.len() && matches!(rest, [.., b' ' | b'\t']) {
            run -= 1;
        }
        out.extend_from_slice(&rest[..run]);
        (rest, column) = (&rest[run..], column + run);
        let Some(&byte) = rest.first() else { return };
        if column + 3 > WIDTH {
            out.extend_from_slice(b"=\r\n");
            column = 0;
        } else {
            out.extend([b'=', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
            (rest, column) = (&rest[1..], column + 3);
        }
    }
}

/// Rule 2, and blanks within a line.
fn stands_for_itself(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t') && byte != b'='
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn encoded(text: &str) -> String {
        String::from_utf8(encode(text)).unwrap()
    }

    #[test]
    fn what_is_not_ascii_or_at_the_end_of_a_line_is_written_in_digits() {
        for (text, wanted) in [
            ("", ""),
            ("Grüße\n", "Gr=C3=BC=C3=9Fe\r\n"),
            ("a=b", "a=3Db"),
            ("a \nb\t\r\n c", "a=20\r\nb=09\r\n c"),
            ("a\rb\u{0}\r", "a=0Db=00=0D"),
        ] {
            assert_eq!(encoded(text), wanted);
        }
    }

    #[test]
    fn long_lines_are_broken_softly() {
        assert_eq!(encoded(&"x".repeat(75)), "x".repeat(75));
        assert_eq!(encoded(&"x".repeat(76)), format!("{}=\r\nx", "x".repeat(75)));
        assert_eq!(encoded(&"ü".repeat(13)), format!("{}=C3=\r\n=BC", "=C3=BC".repeat(12)));
        assert_eq!(encoded(&format!("{} ", "x".repeat(74))), format!("{}=\r\n=20", "x".repeat(74)));
    }

    proptest! {
        #[test]
        fn a_foreign_reader_gets_the_text_back(text in "[ -~äß\u{1F389}مر=.\t\r\n]{0,400}") {
            let encoded = encoded(&text);
            for line in encoded.split("\r\n") {
                prop_assert!(line.len() <= 76 && line.is_ascii() && !line.ends_with([' ', '\t']), "{line:?}");
                prop_assert!(!line.contains(['\r', '\n']), "{line:?}");
            }
            let read = quoted_printable::decode(&encoded, quoted_printable::ParseMode::Strict).unwrap();
            let wanted = text.replace("\r\n", "\n").replace('\n', "\r\n");
            prop_assert_eq!(String::from_utf8(read).unwrap(), wanted);
        }
    }
}
