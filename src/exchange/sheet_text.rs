//! From the bytes of a spreadsheet's text file to its characters: which encoding it is in is found out, not asked.

use serde::Serialize;

use crate::domain::fault::Fault;
use crate::domain::fault::said;

/// How a file was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    #[serde(rename = "UTF-8")]
    Utf8,
    /// What Excel writes in western Europe unless told otherwise.
    #[serde(rename = "Windows-1252")]
    Windows1252,
}

impl std::fmt::Display for Encoding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

/// 0x80 to 0x9F of Windows-1252; NUL where it has nothing.
pub(super) const HIGH: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// The characters of a file, without its mark.
///
/// Errors: one fault for workbooks, UTF-16 and what no encoding explains, saying how to save it.
pub(super) fn decode(bytes: &[u8]) -> Result<(Encoding, String), Fault> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Fault::new(
            "",
            said!(
                "sheet-workbook",
                "the file is a workbook; open it, save it as “CSV UTF-8 (durch Trennzeichen getrennt)” and take that file"
            ),
        ));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::new(
            "",
            said!(
                "sheet-utf16",
                "the file is UTF-16 (“Unicode-Text”); open it, save it as “CSV UTF-8” and take that file"
            ),
        ));
    }
    if bytes.contains(&0) {
        return Err(Fault::new(
            "",
            said!(
                "sheet-no-text",
                "the file holds no text; if it is a table, save it as “CSV UTF-8” and take that file"
            ),
        ));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        return Ok((Encoding::Utf8, text.to_owned()));
    }
    let text: Option<String> = bytes.iter().map(|byte| from_1252(*byte)).collect();
    text.map(|text| (Encoding::Windows1252, text)).ok_or_else(|| {
        let what = said!(
            "sheet-encoding",
            "the file is neither UTF-8 nor Windows-1252 (“CSV (MS-DOS)” is neither); save it as “CSV UTF-8” and take that file"
        );
        Fault::new("", what)
    })
}

fn from_1252(byte: u8) -> Option<char> {
    let character = match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    (character != '\0').then_some(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_are_recognised() {
        assert_eq!(decode("\u{FEFF}Güneş".as_bytes()), Ok((Encoding::Utf8, "Güneş".into())));
        assert_eq!(decode("Güneş".as_bytes()), Ok((Encoding::Utf8, "Güneş".into())));
        assert_eq!(decode(b"\x84B\xFCro\x93 \x80 \x96"), Ok((Encoding::Windows1252, "„Büro“ € –".into())));
    }

    #[test]
    fn what_is_no_text_is_refused_with_the_way_out() {
        for bytes in [b"\xFF\xFEN\0r\0".as_slice(), b"\xFE\xFF\0N", b"PK\x03\x04", b"N\0r\0", b"B\x81ro \xFC"] {
            assert!(decode(bytes).unwrap_err().what.contains("CSV UTF-8"), "{bytes:?}");
        }
    }
}
