//! The languages that this house writes, and the direction in which they run.
//!
//! Invariant: text that runs against its surroundings is isolated (UAX 9: FSI … PDI), so it cannot turn what follows.

use icu_datetime::DateTimeFormatterPreferences;
use icu_datetime::preferences::HourCycle;
use icu_locale_core::locale;

/// First strong isolate (UAX 9).
pub const FSI: char = '\u{2068}';
/// Pop directional isolate (UAX 9).
pub const PDI: char = '\u{2069}';

/// A language that frames of pages and mails are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// German; what is missing elsewhere is said in it.
    #[default]
    De,
    /// English.
    En,
    /// Arabic.
    Ar,
}

impl Language {
    /// All of them, German first.
    pub const ALL: [Self; 3] = [Self::De, Self::En, Self::Ar];

    /// The language of a BCP 47 tag, by its first part; German when we do not write it.
    pub fn of(tag: &str) -> Self {
        Self::find(tag).unwrap_or_default()
    }

    /// The language of a BCP 47 tag, if we write it. `de-simple` is German too.
    pub fn find(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| first.eq_ignore_ascii_case(language.tag()))
    }

    /// The BCP 47 tag, for `lang=`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Ar => "ar",
        }
    }

    /// What it calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::De => "Deutsch",
            Self::En => "English",
            Self::Ar => "العربية",
        }
    }

    /// Where it stands in [`Language::ALL`].
    pub(super) fn place(self) -> usize {
        match self {
            Self::De => 0,
            Self::En => 1,
            Self::Ar => 2,
        }
    }

    /// True when it is written from right to left.
    pub fn is_rtl(self) -> bool {
        matches!(self, Self::Ar)
    }

    /// For `dir=`.
    pub fn dir(self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }

    /// What the data of CLDR are asked for: days first, 24 hours, digits that all readers here know.
    pub(crate) fn preferences(self) -> DateTimeFormatterPreferences {
        let locale = match self {
            Self::De => locale!("de"),
            Self::En => locale!("en-GB"),
            Self::Ar => locale!("ar-u-nu-latn"),
        };
        let mut preferences = DateTimeFormatterPreferences::from(locale);
        preferences.hour_cycle = Some(HourCycle::H23);
        preferences
    }

    /// The text, isolated if it holds letters that run the other way, or is a number in groups, which would be turned.
    pub fn isolate(self, text: &str) -> String {
        let against = |c: char| if self.is_rtl() { c.is_alphabetic() && !is_rtl(c) } else { is_rtl(c) };
        let is_turned = text.chars().any(against) || (self.is_rtl() && is_number_in_groups(text));
        if is_turned { isolated(text) } else { text.to_owned() }
    }
}

/// True for telephone numbers and the like: digits in groups, no letter that would hold them together.
fn is_number_in_groups(text: &str) -> bool {
    let is_group = |c: char| matches!(c, ' ' | '-' | '/' | '+');
    text.chars().any(|c| c.is_ascii_digit()) && text.contains(is_group) && !text.chars().any(char::is_alphabetic)
}

/// The text between FSI and PDI; isolates that were in it are taken out, so that the pair is the only one.
pub fn isolated(text: &str) -> String {
    format!("{FSI}{}{PDI}", without_isolates(text))
}

/// The text without FSI and PDI, for calendars and addresses, where clients show boxes.
pub fn without_isolates(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect()
}

/// True for letters of the scripts that run from right to left.
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_finds_its_language_by_its_first_part() {
        let tags = ["de", "de-simple", "EN-gb", "ar_SY", "tr", ""];
        let found = tags.map(Language::find);
        let (de, en, ar) = (Some(Language::De), Some(Language::En), Some(Language::Ar));
        assert_eq!(found, [de, de, en, ar, None, None]);
        assert_eq!(Language::of("tr"), Language::De);
    }

    #[test]
    fn only_what_runs_against_the_text_is_isolated() {
        assert_eq!(Language::De.isolate("Café 17:00"), "Café 17:00");
        assert_eq!(Language::De.isolate("Café الشرق"), "\u{2068}Café الشرق\u{2069}");
        assert_eq!(Language::Ar.isolate("17:00"), "17:00");
        assert_eq!(Language::Ar.isolate("Café"), "\u{2068}Café\u{2069}");
        assert_eq!(Language::Ar.isolate("02151 0000-150"), "\u{2068}02151 0000-150\u{2069}");
        assert_eq!(Language::De.isolate("02151 0000-150"), "02151 0000-150");
        assert_eq!(without_isolates("\u{2068}Café\u{2069}"), "Café");
    }
}
