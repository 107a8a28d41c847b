//! Languages by the names people have for them: German, English, their own, and what offices shorten.

use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::vocabulary::Vocabulary;
use crate::exchange::names::fold;
use crate::exchange::typed::fault;

/// A tag (BCP 47) and its names, folded by [`fold`].
type Names = (&'static str, &'static [&'static str]);

/// The languages of the people an office writes to; what is missing comes from its vocabulary.
const LANGUAGES: &[Names] = &[
    ("de", &["deutsch", "german", "dt", "deu", "ger"]),
    ("de-simple", &["leichtesprache", "einfachesprache", "easygerman", "leichtesdeutsch"]),
    ("en", &["englisch", "english", "engl", "eng"]),
    ("tr", &["türkisch", "türkçe", "turkish", "türk", "tur"]),
    ("ar", &["arabisch", "arabic", "العربية", "arab", "ara"]),
    ("uk", &["ukrainisch", "ukrainian", "українська", "ukr"]),
    ("ru", &["russisch", "russian", "русский", "russ", "rus"]),
    ("fr", &["französisch", "french", "français", "franz", "frz", "fra"]),
    ("fa", &["persisch", "persian", "farsi", "فارسی", "pers"]),
    ("prs", &["dari", "دری"]),
    ("ps", &["paschtu", "paschto", "pashto", "پښتو"]),
    ("ku", &["kurdisch", "kurdish", "kurdî", "kurd"]),
    ("kmr", &["kurmandschi", "kurmanci", "kurmancî"]),
    ("ckb", &["sorani", "soranî", "سۆرانی"]),
    ("pl", &["polnisch", "polish", "polski", "poln"]),
    ("es", &["spanisch", "spanish", "español", "span"]),
    ("it", &["italienisch", "italian", "italiano", "ital"]),
    ("pt", &["portugiesisch", "portuguese", "português", "port"]),
    ("ti", &["tigrinya", "tigrinisch", "ትግርኛ"]),
    ("am", &["amharisch", "amharic", "አማርኛ"]),
    ("so", &["somali", "soomaali"]),
    ("ro", &["rumänisch", "romanian", "română", "rumän"]),
    ("bg", &["bulgarisch", "bulgarian", "български", "bulg"]),
    ("sq", &["albanisch", "albanian", "shqip"]),
    ("el", &["griechisch", "greek", "ελληνικά", "griech"]),
    ("hr", &["kroatisch", "croatian", "hrvatski", "kroat"]),
    ("sr", &["serbisch", "serbian", "српски", "srpski"]),
    ("bs", &["bosnisch", "bosnian", "bosanski"]),
    ("mk", &["mazedonisch", "macedonian", "македонски"]),
    ("hu", &["ungarisch", "hungarian", "magyar"]),
    ("nl", &["niederländisch", "dutch", "nederlands"]),
    ("vi", &["vietnamesisch", "vietnamese", "tiếngviệt"]),
    ("zh", &["chinesisch", "chinese", "中文"]),
    ("ta", &["tamilisch", "tamil", "தமிழ்"]),
    ("ur", &["urdu", "اردو"]),
    ("hi", &["hindi", "हिन्दी"]),
    ("ka", &["georgisch", "georgian", "ქართული"]),
    ("hy", &["armenisch", "armenian", "հայերեն"]),
    ("he", &["hebräisch", "hebrew", "עברית"]),
    ("arc", &["aramäisch", "aramaic"]),
    ("rom", &["romanes", "romani"]),
];

/// The tag of a language by one of its names, or by the tag itself.
///
/// Errors: one fault that names what nobody knows.
pub fn read_language(typed: &str, vocabulary: &Vocabulary) -> Result<String, Fault> {
    let own: Vec<(String, &String)> = vocabulary.languages.iter().map(|(tag, name)| (fold(name), tag)).collect();
    let name = fold(typed);
    let of_vocabulary = || own.iter().find(|(own, _)| *own == name).map(|(_, tag)| (*tag).clone());
    let by_name = || LANGUAGES.iter().find(|(_, names)| names.iter().any(|n| fold(n) == name)).map(|(tag, _)| *tag);
    let tag = typed.trim().to_lowercase();
    let is_tag = vocabulary.languages.contains_key(&tag) || LANGUAGES.iter().any(|(known, _)| *known == tag);
    if name.is_empty() {
        return Err(fault(typed, said!("typed-no-language", "is no language")));
    }
    if is_tag {
        return Ok(tag);
    }
    of_vocabulary().or_else(|| by_name().map(str::to_owned)).ok_or_else(|| {
        let what = said!(
            "typed-language",
            "is no language we know; write its German name, like Türkisch, or its tag, like tr"
        );
        fault(typed, what)
    })
}

/// All names, for looking up those that lost a character.
pub(super) fn language_names(vocabulary: &Vocabulary) -> Vec<(String, String)> {
    let own = vocabulary.languages.iter().map(|(tag, name)| (name.clone(), tag.clone()));
    let known = LANGUAGES.iter().flat_map(|(tag, names)| {
        let named = names.iter().map(|name| ((*name).to_owned(), (*tag).to_owned()));
        named.chain([((*tag).to_owned(), (*tag).to_owned())])
    });
    let tags = vocabulary.languages.keys().map(|tag| (tag.clone(), tag.clone()));
    own.chain(tags).chain(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_german_english_and_own_names() {
        for (typed, tag) in [
            ("Türkisch", "tr"),
            ("Türkçe", "tr"),
            ("Turkish", "tr"),
            ("türk.", "tr"),
            ("Persisch", "fa"),
            ("Farsi", "fa"),
            ("Français", "fr"),
            ("franz.", "fr"),
            ("dt.", "de"),
            ("arab.", "ar"),
            ("Kurdî", "ku"),
            ("العربية", "ar"),
            ("Română", "ro"),
            ("uk", "uk"),
            ("Leichte Sprache", "de-simple"),
        ] {
            assert_eq!(read_language(typed, &Vocabulary::default()), Ok(tag.to_owned()), "{typed}");
        }
        let fault = read_language("Klingonisch", &Vocabulary::default()).unwrap_err();
        assert!(fault.what.contains("Klingonisch"));
        assert!(read_language("", &Vocabulary::default()).is_err());
    }

    #[test]
    fn the_vocabulary_adds_languages() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.languages.insert("tlh".into(), "tlhIngan Hol".into());
        assert_eq!(read_language("tlhIngan Hol", &vocabulary), Ok("tlh".into()));
        assert_eq!(read_language("tlh", &vocabulary), Ok("tlh".into()));
    }
}
