//! Quoted-printable (RFC 2045 section 6.7): text that stays readable where it is ASCII.
//!
//! The mail library's own encoder goes through a text four times, byte by byte, which was a quarter of what composing a
//! mail cost; this one copies whole runs.
//!
//! Invariant: what comes out is ASCII in lines of at most 76 characters that end with CRLF and with no blank.

/// Longest line, without the `=` that breaks it softly.
const WIDTH: usize = 75;
/// Breaks a line that goes on (rule 5).
const SOFT_BREAK: &[u8] = b"=\r\n";
const DIGITS: [u8; 16] = *b"0123456789ABCDEF";

/// The bytes that stand for themselves: rule 2, and blanks within a line.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        plain[byte as usize] = byte != b'=';
        byte += 1;
    }
    plain[b'\t' as usize] = true;
    plain
};

/// The text encoded; each of its line ends, LF or CRLF, is one.
pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 4);
    let (mut rest, mut column) = (text.as_bytes(), 0);
    loop {
        let room = &rest[..rest.len().min(WIDTH - column)];
        let run = room.iter().position(|byte| !PLAIN[usize::from(*byte)]).unwrap_or(room.len());
        out.extend_from_slice(&rest[..run]);
        (rest, column) = (&rest[run..], column + run);
        match rest {
            [] => {
                keep_blank(&mut out, column);
                return out;
            }
            [b'\n', after @ ..] | [b'\r', b'\n', after @ ..] => {
                keep_blank(&mut out, column);
                out.extend_from_slice(b"\r\n");
                (rest, column) = (after, 0);
            }
            [byte, after @ ..] if column + 3 <= WIDTH => {
                push_digits(&mut out, *byte);
                (rest, column) = (after, column + 3);
            }
            _ => {
                out.extend_from_slice(SOFT_BREAK);
                column = 0;
            }
        }
    }
}

/// A blank at the end of a line may get lost on the way (rule 3).
fn keep_blank(out: &mut Vec<u8>, column: usize) {
    if column == 0 {
        return;
    }
    if let Some(blank) = out.pop_if(|last| matches!(last, b' ' | b'\t')) {
        if column - 1 + 3 > WIDTH {
            out.extend_from_slice(SOFT_BREAK);
        }
        push_digits(out, blank);
    }
}

fn push_digits(out: &mut Vec<u8>, byte: u8) {
    out.extend_from_slice(&[b'=', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
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
