//! Keeps the arrows of ARCHITECTURE.md: who may name whom, and a few names that only one module may write.
//!
//! Invariant: the table in ARCHITECTURE.md is the only list of arrows; this file holds none.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// No file may be longer, in lines.
const LINES_MAX: usize = 500;
/// Names that one module alone may write: the name, the module, why.
const OWNED: [(&str, &str, &str); 7] = [
    ("sqlx", "store", "only the store talks to a database"),
    ("env::var", "config", "the environment is read once"),
    ("env::var_os", "config", "the environment is read once"),
    ("Timestamp::now", "clock", "take `now` as a value, or ask the Clock"),
    ("Zoned::now", "clock", "take `now` as a value, or ask the Clock"),
    ("SystemTime::now", "clock", "take `now` as a value, or ask the Clock"),
    ("Utc::now", "clock", "take `now` as a value, or ask the Clock"),
];
/// The crates that `domain` may name.
const DOMAIN_CRATES: [&str; 4] = ["jiff", "rrule", "serde", "thiserror"];
/// What `domain` may not name of the standard library or the language: it is pure.
const DOMAIN_NEVER: [&str; 5] = ["async", "std::env", "std::fs", "std::net", "std::process"];

/// What the checker knows of the house.
struct Rules {
    /// Module → the modules it may name.
    arrows: BTreeMap<String, BTreeSet<String>>,
    /// The crates of `[dependencies]`, as code writes them.
    crates: Vec<String>,
}

impl Rules {
    /// The rules of this repository.
    fn of_the_house() -> Self {
        Self { arrows: read_arrows(&read("ARCHITECTURE.md")), crates: read_crates(&read("Cargo.toml")) }
    }

    /// Every fault of one file; `path` is relative to `src`.
    fn faults_of(&self, path: &str, text: &str) -> Vec<String> {
        let place = module_of(path);
        let code = blank_out(text);
        let mut faults = Vec::new();
        if text.lines().count() > LINES_MAX {
            faults.push(format!("src/{path}:{LINES_MAX}: longer than {LINES_MAX} lines; cut it"));
        }
        if let Some(from) = place.first().filter(|from| !self.arrows.contains_key(*from)) {
            faults.push(format!("src/{path}:1: `{from}` is missing in the table of ARCHITECTURE.md"));
        }
        let mut depth = Modules::within(place.len());
        for (at, line) in code.lines().enumerate() {
            let found = self.arrow_faults(&place, line).into_iter().chain(self.name_faults(&place, line));
            let leaving = depth.leaves(line).then(|| "`super::` leaves the module; write `crate::…`".to_owned());
            faults.extend(found.chain(leaving).map(|fault| format!("src/{path}:{}: {fault}", at + 1)));
        }
        faults
    }

    /// Arrows of one line that the table does not hold.
    fn arrow_faults(&self, place: &[String], line: &str) -> Vec<String> {
        let Some((from, may)) = place.first().and_then(|from| self.arrows.get_key_value(from)) else {
            return Vec::new();
        };
        let mut faults = Vec::new();
        for (at, _) in word_at(line, "crate::") {
            let rest = &line[at + "crate::".len()..];
            let to: String = rest.chars().take_while(|&c| is_word(c)).collect();
            if to.is_empty() {
                faults.push("write one path per line: `use crate::a::b;`".to_owned());
            } else if to != *from && !may.contains(&to) {
                faults.push(format!("`{from}` may not name `{to}`"));
            }
        }
        faults
    }

    /// Names of one line that belong to another module.
    fn name_faults(&self, place: &[String], line: &str) -> Vec<String> {
        let from = place.first().map_or("", String::as_str);
        let mut faults: Vec<String> = OWNED
            .iter()
            .filter(|(name, owner, _)| *owner != from && !word_at(line, name).is_empty())
            .map(|(name, owner, why)| format!("`{name}` belongs to `{owner}`: {why}"))
            .collect();
        if from == "domain" {
            let pure = |name: &&&str| !word_at(line, name).is_empty();
            faults.extend(DOMAIN_NEVER.iter().filter(pure).map(|name| format!("`domain` is pure: no `{name}`")));
            let foreign = |name: &&String| !DOMAIN_CRATES.contains(&name.as_str()) && names_crate(line, name);
            let fault = |name: &String| format!("`domain` may not name the crate `{name}`");
            faults.extend(self.crates.iter().filter(foreign).map(fault));
        }
        faults
    }
}

/// How many modules a line lies within, inline ones (`mod tests { … }`) counted.
struct Modules {
    /// Depth of the file's own module.
    own: usize,
    /// Open braces: true where one opened a module.
    braces: Vec<bool>,
}

impl Modules {
    /// At the start of a file.
    fn within(own: usize) -> Self {
        Self { own, braces: Vec::new() }
    }

    /// True when a path of the line climbs up to the crate; then follows the line's braces.
    fn leaves(&mut self, line: &str) -> bool {
        let depth = self.own + self.braces.iter().filter(|&&module| module).count();
        let climbs = |at: usize| line[at..].split("::").take_while(|part| *part == "super").count();
        let left = self.own > 0 && word_at(line, "super::").iter().any(|&(at, _)| climbs(at) >= depth);
        let mut opens_module = !word_at(line, "mod").is_empty();
        for character in line.chars() {
            match character {
                '{' => self.braces.push(std::mem::take(&mut opens_module)),
                '}' => drop(self.braces.pop()),
                _ => {}
            }
        }
        left
    }
}

/// Characters of a name.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Where `word` stands by itself: not within a longer name. Gives start and end.
fn word_at(line: &str, word: &str) -> Vec<(usize, usize)> {
    let open = word.ends_with(':');
    line.match_indices(word)
        .map(|(at, _)| (at, at + word.len()))
        .filter(|&(at, _)| !line[..at].ends_with(is_word))
        .filter(|&(_, end)| open || !line[end..].starts_with(is_word))
        .collect()
}

/// True when the line names the crate: as the head of a path or after `use`.
fn names_crate(line: &str, name: &str) -> bool {
    word_at(line, name).iter().any(|&(at, end)| {
        let head = !line[..at].ends_with("::");
        head && (line[end..].starts_with("::") || line[..at].trim_end().ends_with("use"))
    })
}

/// The module path of a file: `store/events.rs` → store, events; `store/mod.rs` → store; `main.rs` → nothing.
fn module_of(path: &str) -> Vec<String> {
    let stem = path.trim_end_matches(".rs");
    stem.split('/').filter(|part| !["mod", "lib", "main"].contains(part)).map(str::to_owned).collect()
}

/// The code with comments, strings and characters blanked; lines stay where they are.
fn blank_out(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest, code.ends_with(is_word));
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    code
}

/// How many bytes at the start are a comment, a string or a character.
fn skipped(rest: &str, within_word: bool) -> usize {
    let until = |end: &str, from: usize| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return until("*/", 2);
    }
    if rest.starts_with('"') {
        return string_length(rest);
    }
    if rest.starts_with('r') && !within_word {
        let hashes = rest[1..].chars().take_while(|&c| c == '#').count();
        if rest[1 + hashes..].starts_with('"') {
            return until(&format!("\"{}", "#".repeat(hashes)), 2 + hashes);
        }
    }
    if rest.starts_with("'\\") {
        return until("'", 3);
    }
    let mut characters = rest.char_indices();
    match (characters.next(), characters.next(), characters.next()) {
        (Some((_, '\'')), Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

/// The length of the string in `"` that the text starts with.
fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// The table of ARCHITECTURE.md: rows that begin with a module in backticks.
fn read_arrows(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let quoted = |cell: &str| -> BTreeSet<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    text.lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .filter_map(|row| {
            let (module, cells) = row.split_once('`')?;
            Some((module.to_owned(), quoted(cells.split('|').nth(1)?)))
        })
        .collect()
}

/// The crates of `[dependencies]` in Cargo.toml.
fn read_crates(manifest: &str) -> Vec<String> {
    let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.replace('-', "_"))
        .collect()
}

/// A file of the repository.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// The repository.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, by its path within it, sorted.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found.iter().map(|path| path.strip_prefix(folder).expect("it lies below").to_path_buf()).collect()
}

#[test]
fn every_arrow_is_one_of_the_table() {
    let rules = Rules::of_the_house();
    let source = root().join("src");
    let mut faults = Vec::new();
    for path in files_below(&source).iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let text = fs::read_to_string(source.join(path)).unwrap();
        faults.extend(rules.faults_of(&path.to_string_lossy(), &text));
    }
    assert!(faults.is_empty(), "ARCHITECTURE.md forbids:\n{}", faults.join("\n"));
}

#[test]
fn both_databases_have_the_same_migrations() {
    let of = |engine: &str| files_below(&root().join("migrations").join(engine));
    assert_eq!(of("sqlite"), of("postgres"));
    // Each step of the list names its files, which are built in; a file that no step names would never run.
    assert_eq!(of("sqlite").len(), treffpunkt::store::migrations::STEPS.len());
}

#[test]
fn the_table_has_no_cycle() {
    let mut arrows = read_arrows(&read("ARCHITECTURE.md"));
    assert!(arrows.len() > 5, "the table is there");
    while let Some(leaf) = arrows.iter().find(|(_, to)| to.is_empty()).map(|(from, _)| from.clone()) {
        arrows.remove(&leaf);
        for to in arrows.values_mut() {
            to.remove(&leaf);
        }
    }
    assert!(arrows.is_empty(), "these name one another, or a module without a row: {arrows:?}");
}

/// The faults of a planted file.
fn planted(path: &str, text: &str) -> Vec<String> {
    let table =
        "| module | may name |\n|---|---|\n| `domain` | – |\n| `web` | `app`, `domain` |\n| `store` | `domain` |";
    let rules = Rules { arrows: read_arrows(table), crates: vec!["jiff".into(), "serde_json".into()] };
    rules.faults_of(path, text)
}

#[test]
fn a_planted_arrow_is_found_with_its_line() {
    let text =
        "//! crate::store in a comment\nuse crate::domain::when;\nfn f() { crate::store::open(\"crate::cli\") }\n";
    assert_eq!(planted("web/error.rs", text), ["src/web/error.rs:3: `web` may not name `store`"]);
    assert_eq!(planted("store/mod.rs", "use crate::{domain, web};").len(), 1);
    assert_eq!(planted("store/mod.rs", "pub(crate) fn f(a: crate::domain::A) {}"), [""; 0]);
    assert_eq!(planted("lib.rs", "pub mod web;\nuse crate::web::x;"), [""; 0]);
    assert_eq!(
        planted("extra.rs", "fn f() {}\nfn g() {}\n"),
        ["src/extra.rs:1: `extra` is missing in the table of ARCHITECTURE.md"]
    );
}

#[test]
fn a_planted_name_is_found() {
    let only = |path, text| planted(path, text).len();
    assert_eq!(only("web/a.rs", "use sqlx::Row;"), 1);
    assert_eq!(only("store/a.rs", "use sqlx::Row;\nlet url = r#\"sqlx \" Timestamp::now\"#;"), 0);
    assert_eq!(only("store/a.rs", "let now = jiff::Timestamp::now();"), 1);
    assert_eq!(only("store/a.rs", "let home = std::env::var(\"HOME\");"), 1);
    assert_eq!(only("domain/a.rs", "use serde_json::Value;"), 1);
    assert_eq!(only("domain/a.rs", "use std::fs::File;\nasync fn f() {}"), 2);
    assert_eq!(only("domain/a.rs", "use jiff::Zoned;\nlet quote = '\"'; // serde_json::to_string"), 0);
    assert_eq!(only("web/a.rs", &"\n".repeat(501)), 1);
}

#[test]
fn a_planted_climb_is_found() {
    let only = |path, text| planted(path, text).len();
    assert_eq!(only("web/a.rs", "use super::session::Session;"), 0);
    assert_eq!(only("web/a.rs", "use super::super::domain::when;"), 1);
    assert_eq!(only("web/mod.rs", "use super::domain::when;"), 1);
    assert_eq!(only("web/mod.rs", "mod tests {\n    use super::f;\n    fn g() {}\n}"), 0);
    assert_eq!(only("web/mod.rs", "mod tests {\n}\nuse super::f;"), 1);
}
