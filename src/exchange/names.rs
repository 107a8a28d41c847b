//! Finds what a cell names: organisations, places, groups by their names, though somebody wrote them a little otherwise.
//!
//! Invariant: a name is found only when exactly one thing can be meant. Files in Windows-1252 hold a `?` for each
//! character that this encoding lacks; such a `?` stands for any of those characters, and for no other.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::domain::text;

/// The most commas that one name holds.
const MOST_PIECES: usize = 6;

/// Letters and digits only, small: what is left of a name when spelling habits are taken off.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// True for characters that Windows-1252 has.
fn survives(character: char) -> bool {
    matches!(character, '\0'..='\u{7F}' | '\u{A0}'..='\u{FF}') || crate::exchange::sheet_text::HIGH.contains(&character)
}

/// True when a text is the stored one after its foreign characters became `?`.
pub(super) fn is_remnant(typed: &str, stored: &str) -> bool {
    let same = |(a, b): (char, char)| a == b || (a == '?' && !survives(b));
    typed != stored
        && typed.contains('?')
        && typed.chars().count() == stored.chars().count()
        && typed.chars().zip(stored.chars()).all(same)
}

/// The first word of a text that has probably lost a character: a `?` within a word, or where no sentence ends.
///
/// `is_name`: in names no `?` is meant as one.
pub(super) fn lost_word(typed: &str, is_name: bool) -> Option<&str> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let is_lost = |(i, word): (usize, &&str)| {
        let next = words.get(i + 1).copied().unwrap_or_default();
        word.contains('?') && !word.contains("://") && (is_name || looks_lost(word, next))
    };
    words.iter().enumerate().find(|found| is_lost(*found)).map(|(_, word)| *word)
}

/// True for `Ç?nar`, `?àn`, `???`, a `?` alone, and for `Güne?` before a small letter.
fn looks_lost(word: &str, next: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let inside = letters.windows(2).any(|pair| pair[0] == '?' && (pair[1].is_alphanumeric() || pair[1] == '?'));
    let alone = word.starts_with('?');
    let goes_on = word.ends_with('?') && next.starts_with(char::is_lowercase);
    inside || alone || goes_on
}

/// What a name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// This, as it is called.
    One(T),
    /// This, though the name lost characters; how it is called in truth.
    Remnant(T, String),
    /// More than one thing.
    Several,
    /// Nothing.
    Nothing,
}

/// Things by their names.
#[derive(Debug, Default)]
pub(super) struct Names<T> {
    by_fold: BTreeMap<String, Vec<T>>,
    /// Each as it is called, in small letters, and what it is.
    all: Vec<(String, String, T)>,
}

impl<T: Clone + PartialEq> Names<T> {
    /// The list of these; one thing may have several names.
    pub(super) fn of(names: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut list = Self { by_fold: BTreeMap::new(), all: Vec::new() };
        for (name, thing) in names {
            let same = list.by_fold.entry(fold(&name)).or_default();
            if !same.contains(&thing) {
                same.push(thing.clone());
            }
            let name = text::clean_line(&name);
            list.all.push((name.to_lowercase(), name, thing));
        }
        list.by_fold.remove("");
        list
    }

    /// What is called so.
    pub(super) fn find(&self, name: &str) -> Found<T> {
        match self.by_fold.get(&fold(name)).map(Vec::as_slice) {
            Some([one]) => return Found::One(one.clone()),
            Some(_) => return Found::Several,
            None if !name.contains('?') => return Found::Nothing,
            None => {}
        }
        let typed = text::clean_line(name).to_lowercase();
        let mut found: Option<(&String, &T)> = None;
        for (_, name, thing) in self.all.iter().filter(|(small, ..)| is_remnant(&typed, small)) {
            if found.is_some_and(|(_, other)| other != thing) {
                return Found::Several;
            }
            found = Some((name, thing));
        }
        found.map_or(Found::Nothing, |(name, thing)| Found::Remnant(thing.clone(), name.clone()))
    }

    /// What a cell lists, with the text of each: names may hold the commas that stand between them.
    pub(super) fn find_all<'a>(&self, cell: &'a str) -> Vec<(&'a str, Found<T>)> {
        let cuts: Vec<usize> = cell.match_indices([',', ';', '/', '\n', '|']).map(|(at, _)| at).collect();
        let begins: Vec<usize> = [0].into_iter().chain(cuts.iter().map(|at| at + 1)).collect();
        let ends: Vec<usize> = cuts.iter().copied().chain([cell.len()]).collect();
        let (mut found, mut at) = (Vec::new(), 0);
        while at < begins.len() {
            let last = ends.len().min(at + MOST_PIECES);
            // The longest name wins: „Jugendamt, Abteilung A“ is one, though „Jugendamt“ may be another.
            let longest = (at..last).rev().find_map(|end| {
                let name = cell[begins[at]..ends[end]].trim();
                match self.find(name) {
                    Found::Nothing => None,
                    known => Some((end, name, known)),
                }
            });
            let (end, name, known) = longest.unwrap_or_else(|| (at, cell[begins[at]..ends[at]].trim(), Found::Nothing));
            if !name.is_empty() {
                found.push((name, known));
            }
            at = end + 1;
        }
        found
    }
}

/// The slugs that are taken.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    taken: BTreeSet<String>,
    /// The last number that was put behind a slug, so that a thousand equal titles are no million tries.
    numbers: BTreeMap<String, u32>,
}

impl Slugs {
    /// These are taken.
    pub(super) fn of(taken: impl IntoIterator<Item = String>) -> Self {
        Self { taken: taken.into_iter().collect(), numbers: BTreeMap::new() }
    }

    /// Takes a slug, with a number behind it when somebody has it.
    pub(super) fn take(&mut self, slug: &str) -> String {
        let mut free = slug.to_owned();
        while !self.taken.insert(free.clone()) {
            let number = self.numbers.entry(slug.to_owned()).or_insert(1);
            *number += 1;
            free = format!("{slug}-{number}");
        }
        free
    }
}

/// A name as a slug: `Verein Brücke e. V.` is `verein-bruecke`.
pub(super) fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    let name = name.to_lowercase().replace("e. v.", "").replace("e.v.", "").replace("(fiktiv)", "");
    for letter in name.chars() {
        match plain(letter) {
            Some(plain) => slug.push_str(plain),
            None if letter.is_ascii_alphanumeric() => slug.push(letter),
            None if slug.is_empty() || slug.ends_with('-') => {}
            None => slug.push('-'),
        }
        if slug.len() >= 60 {
            break;
        }
    }
    slug.trim_matches('-').to_owned()
}

/// What stands for a letter in an address.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ä' | 'æ' => "ae",
        'ö' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'đ' | 'ď' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ő' | 'ø' => "o",
        'ř' => "r",
        'ş' | 'š' | 'ś' | 'ș' => "s",
        'ţ' | 'ț' | 'ť' => "t",
        'ù' | 'ú' | 'û' | 'ű' | 'ů' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '\u{300}'..='\u{36F}' | '\'' | '’' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clubs() -> Names<u8> {
        let names = ["Jugendamt", "Jugendamt, Abteilung A", "Seniorenkreis Çınar e. V.", "Amt für Kultur / Musik"];
        Names::of(names.into_iter().map(str::to_owned).zip(1..))
    }

    #[test]
    fn names_are_found_whatever_stands_between_their_letters() {
        for name in ["jugendamt", " Jugendamt ", "JUGEND-AMT"] {
            assert_eq!(clubs().find(name), Found::One(1), "{name}");
        }
        assert_eq!(clubs().find("Jugendheim"), Found::Nothing);
        assert_eq!(clubs().find(""), Found::Nothing);
        let twins = Names::of([("Kultur".to_owned(), 1), ("kultur.".to_owned(), 2)]);
        assert_eq!(twins.find("Kultur"), Found::Several);
    }

    #[test]
    fn a_question_mark_stands_for_what_the_encoding_lacks() {
        let found = clubs().find("Seniorenkreis Ç?nar e. V.");
        assert_eq!(found, Found::Remnant(3, "Seniorenkreis Çınar e. V.".into()));
        assert_eq!(clubs().find("Seniorenkreis ??nar e. V."), Found::Nothing, "Windows-1252 has a Ç");
    }

    #[test]
    fn names_in_a_list_may_hold_its_commas() {
        let found = clubs().find_all("Jugendamt, Abteilung A, Jugendamt,Amt für Kultur / Musik, Fremde");
        let found: Vec<_> = found.into_iter().map(|(_, found)| found).collect();
        assert_eq!(found, [Found::One(2), Found::One(1), Found::One(4), Found::Nothing]);
    }

    #[test]
    fn lost_characters_are_told_from_questions() {
        for lost in ["Ç?nar", "Frauenverein Güne? e. V.", "Kochen ?: Levante", "Poesie ???", "vegan ?. Bitte", "?àn"]
        {
            assert!(lost_word(lost, false).is_some(), "{lost}");
        }
        for asked in ["Wer erzählt von uns?", "=Gleich!? Workshop", "Warum? Darum", "https://a.example?x=1"] {
            assert_eq!(lost_word(asked, false), None, "{asked}");
        }
        assert_eq!(lost_word("Român?", true), Some("Român?"));
    }

    #[test]
    fn a_slug_is_given_once() {
        let mut slugs = Slugs::of(["tee".to_owned(), "tee-3".to_owned()]);
        let given: Vec<String> = ["tee", "tee", "kuchen"].iter().map(|slug| slugs.take(slug)).collect();
        assert_eq!(given, ["tee-2", "tee-4", "kuchen"]);
    }

    #[test]
    fn slugs_are_plain() {
        assert_eq!(slug_of("Verein Brücke e. V."), "verein-bruecke");
        assert_eq!(slug_of("Frauenverein Güneş e. V."), "frauenverein-guenes");
        assert_eq!(slug_of("=Gleich!? Workshop"), "gleich-workshop");
        assert_eq!(slug_of("شعر"), "");
    }
}
