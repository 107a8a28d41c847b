//! Mails: every kind in every language, as bytes.

use std::path::PathBuf;

use treffpunkt::domain::notification::Kind;
use treffpunkt::mail::compose::Composer;

use crate::letters::letter;

fn composer() -> Composer {
    Composer::open(None).unwrap()
}

#[test]
fn every_kind_renders_in_every_language() {
    let composer = composer();
    let folder = std::env::var("MAILS_OUT").map(PathBuf::from).ok();
    for &kind in Kind::ALL {
        for language in ["de", "en", "ar"] {
            let mail = composer.compose(&letter(kind, language)).unwrap_or_else(|f| panic!("{kind} {language}: {f}"));
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{kind}-{language}.eml")), mail.bytes).unwrap();
            }
        }
    }
}
