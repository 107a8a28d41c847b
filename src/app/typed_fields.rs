//! Forms with many fields: what somebody typed by the name of its field, read value by value, every fault at once.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::app::App;
use crate::app::Refusal;
use crate::app::version;
use crate::domain::directory::Directory;
use crate::domain::fault::Fault;
use crate::domain::fault::Sentence;
use crate::domain::text;
use crate::exchange::typed::Near;
use crate::exchange::typed::day_fault;
use crate::exchange::typed::read_count;
use crate::exchange::typed::read_day;

/// The most rows of one list of a form.
const ROWS_MAX: usize = 200;

/// What the fields of a form hold, by name; a field may hold several values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedFields(BTreeMap<String, Vec<String>>);

impl TypedFields {
    /// The fields as they came in.
    pub fn of(pairs: &[(String, String)]) -> Self {
        let mut fields = Self::default();
        for (name, value) in pairs {
            fields.put(name, value);
        }
        fields
    }

    /// The fields of texts that stand in a draft, by the names of their fields.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a String)>) -> Self {
        let mut fields = Self::default();
        for (name, value) in texts {
            fields.put(name, value);
        }
        fields
    }

    /// Adds a value to a field.
    pub fn put(&mut self, name: &str, value: &(impl ToString + ?Sized)) {
        self.0.entry(name.to_owned()).or_default().push(value.to_string());
    }

    /// Adds a value, if there is one.
    pub fn put_some(&mut self, name: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.put(name, &value);
        }
    }

    /// The first value of a field; empty when it has none.
    pub fn one(&self, name: &str) -> &str {
        self.all(name).first().map_or("", String::as_str)
    }

    /// All values of a field.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// True for a box that is ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.one(name) == "1"
    }

    /// The names of the fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The first value of each field.
    pub fn firsts(&self) -> BTreeMap<String, String> {
        self.0.keys().map(|name| (name.clone(), self.one(name).to_owned())).collect()
    }

    /// What a field means, however it was typed: clean values in order, without those that say nothing.
    pub fn meant(&self, name: &str) -> Vec<String> {
        let mut values: Vec<String> = self.all(name).iter().map(|value| text::clean_lines(value)).collect();
        values.retain(|value| !value.is_empty() && value != "0");
        values.sort();
        values
    }

    /// What tells one meaning of a field from another.
    pub fn mark(&self, name: &str) -> String {
        version(&self.meant(name)).chars().take(8).collect()
    }

    /// How many rows a list has whose fields are called `list-0-…`, `list-1-…`.
    pub fn rows(&self, list: &str) -> usize {
        let number = |name: &String| name.strip_prefix(list)?.strip_prefix('-')?.split('-').next()?.parse().ok();
        let last: Option<usize> = self.0.keys().filter_map(number).max();
        last.map_or(0, |last| last.saturating_add(1)).min(ROWS_MAX)
    }
}

/// Reads typed values; what is wrong is kept until the end.
pub(super) struct FormReader<'a> {
    pub(super) typed: &'a TypedFields,
    pub(super) today: Date,
    faults: Vec<Fault>,
}

impl<'a> FormReader<'a> {
    pub(super) fn new(typed: &'a TypedFields, today: Date) -> Self {
        Self { typed, today, faults: Vec::new() }
    }

    /// Keeps a fault: a field and the message about it.
    pub(super) fn fault(&mut self, field: &str, message: impl Into<Sentence>) {
        self.faults.push(Fault::new(field, message));
    }

    /// All that was wrong, or nothing.
    pub(super) fn end(self) -> Result<(), Refusal> {
        if self.faults.is_empty() { Ok(()) } else { Err(Refusal::Faults(self.faults)) }
    }

    /// One clean line, as long as a title may be.
    pub(super) fn line(&mut self, name: &str) -> String {
        let line = text::clean_line(self.typed.one(name));
        if line.chars().count() > text::TITLE_MAX {
            self.fault(name, "fault-long-line");
        }
        line
    }

    /// Clean lines.
    pub(super) fn lines(&mut self, name: &str) -> String {
        let lines = text::clean_lines(self.typed.one(name));
        if lines.len() > text::DESCRIPTION_MAX {
            self.fault(name, "fault-long-text");
        }
        lines
    }

    /// A number up to `most`.
    pub(super) fn count(&mut self, name: &str, most: u32) -> Option<u32> {
        match read_count(self.typed.one(name)) {
            Ok(count) if count.is_none_or(|count| count <= most) => count,
            _ => {
                self.fault(name, "fault-number");
                None
            }
        }
    }

    /// A day; without a year the next such.
    pub(super) fn day(&mut self, name: &str) -> Option<Date> {
        let typed = self.typed.one(name).trim();
        if typed.is_empty() {
            return None;
        }
        let day = read_day(typed, Near::From(self.today));
        day.map_err(|fault| self.faults.push(day_fault(name, typed, &fault))).ok().map(|day| day.value)
    }

    /// Euros: `5`, `2,50`.
    pub(super) fn euros(&mut self, name: &str) -> Option<f64> {
        let typed = text::european_digits(self.typed.one(name)).replace(['€', ' ', '\u{a0}'], "").replace(',', ".");
        if typed.is_empty() {
            return None;
        }
        let is_plain = typed.len() <= 9 && typed.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let euros = if is_plain { typed.parse().ok() } else { None };
        if euros.is_none() {
            self.fault(name, "fault-price");
        }
        euros
    }

    /// An address of the web that is encrypted, or one that stood there already.
    pub(super) fn link(&mut self, name: &str, known: &[&str]) -> String {
        let link = self.line(name);
        let is_good = text::is_web_address(&link) && link.starts_with("https://");
        if !link.is_empty() && !is_good && !known.contains(&link.as_str()) {
            self.fault(name, "fault-link");
        }
        link
    }

    /// A mail address, or what stood there already.
    pub(super) fn mail(&mut self, name: &str, known: &str) -> String {
        let mail = self.line(name);
        if !mail.is_empty() && !text::is_address(&mail) && mail != known {
            self.fault(name, "fault-bad-address");
        }
        mail
    }

    /// The slug of somebody who was named, or what stood there already.
    pub(super) fn named(&mut self, name: &str, people: &People, known: &[&str]) -> String {
        let typed = self.line(name);
        match people.find(&typed) {
            Some(slug) => slug,
            None if typed.is_empty() || known.contains(&typed.as_str()) => typed,
            None => {
                self.fault(name, "fault-nobody");
                typed
            }
        }
    }
}

/// Organisations and groups by the words that name them in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// Slug and words: the name, or the slug where several have that name.
    listed: Vec<(String, String)>,
    /// Other ids, each with its slug.
    others: BTreeMap<String, String>,
}

impl People {
    pub(super) fn of(directory: &Directory, with_groups: bool) -> Self {
        let actors = directory.actors.iter().map(|row| (row.actor.slug.clone(), text::clean_line(&row.actor.name)));
        let groups = directory.names_of_groups().into_iter().filter(|_| with_groups);
        let mut listed: Vec<(String, String)> = actors.chain(groups).collect();
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for (_, name) in &listed {
            *count.entry(name.to_lowercase()).or_default() += 1;
        }
        for (slug, name) in &mut listed {
            if name.is_empty() || count.get(&name.to_lowercase()).is_some_and(|count| *count > 1) {
                name.clone_from(slug);
            }
        }
        listed.sort_by_key(|(_, name)| name.to_lowercase());
        let others = directory.actors.iter().map(|row| (row.actor.id.clone(), row.actor.slug.clone())).collect();
        Self { listed, others }
    }

    /// The words to choose from.
    pub fn words(&self) -> Vec<String> {
        self.listed.iter().map(|(_, words)| words.clone()).collect()
    }

    /// The words for a slug; the slug itself when nobody has it.
    pub fn shown(&self, slug: &str) -> String {
        let slug = self.others.get(slug).map_or(slug, String::as_str);
        self.listed.iter().find(|(known, _)| known == slug).map_or(slug, |(_, words)| words).to_owned()
    }

    fn find(&self, typed: &str) -> Option<String> {
        let folded = typed.to_lowercase();
        let is_it = |(slug, words): &&(String, String)| *slug == typed || words.to_lowercase() == folded;
        self.listed.iter().find(is_it).map(|(slug, _)| slug.clone())
    }
}

impl App {
    /// Who can be named in a form: organisations, and groups where they may be.
    pub async fn list_people(&self, with_groups: bool) -> Result<People, Refusal> {
        let directory = self.directory().await?;
        Ok(People::of(&directory, with_groups))
    }
}

/// A day as a form shows it.
pub(super) fn typed_day(day: Date) -> String {
    day.strftime("%d.%m.%Y").to_string()
}
