//! Takes the fields of a JSON object one by one and keeps every fault with its path.

use jiff::civil::Date;
use jiff::civil::Time;
use serde::de::DeserializeOwned;
use serde_json::Map;
use serde_json::Value;

use crate::domain::fault::Fault;
use crate::domain::text;
use crate::domain::when::Moment;

/// The fields of one object that were not taken yet.
pub(super) struct Fields<'a> {
    rest: Map<String, Value>,
    path: String,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Fields<'a> {
    /// The fields of `value`, which must be an object.
    pub(super) fn of(value: Value, path: &str, faults: &'a mut Vec<Fault>) -> Option<Self> {
        if let Value::Object(rest) = value {
            return Some(Self { rest, path: path.to_owned(), faults });
        }
        faults.push(Fault::new(path, "must be an object, {…}"));
        None
    }

    /// One field as it came; null counts as not given.
    pub(super) fn raw(&mut self, key: &str) -> Option<Value> {
        self.rest.remove(key).filter(|value| !value.is_null())
    }

    /// Gives a field back, to be taken again.
    pub(super) fn put_back(&mut self, key: &str, value: Value) {
        self.rest.insert(key.to_owned(), value);
    }

    /// One field, read; faults are kept, of a list one for each wrong item, and count as not given.
    pub(super) fn take<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        let value = without_nulls(self.raw(key)?);
        let first = match read::<T>(&value) {
            Ok(read) => return Some(read),
            Err(first) => first,
        };
        // A list where none is meant is one fault.
        let each = if first.0 == "." { Vec::new() } else { faults_of_items::<T>(&value) };
        for (inner, words) in if each.is_empty() { vec![first] } else { each } {
            let field = if inner == "." { key.to_owned() } else { join(key, &inner) };
            self.fault(&field, words);
        }
        None
    }

    /// A day that must be there.
    pub(super) fn day(&mut self, key: &str) -> Option<Date> {
        match self.must::<Moment>(key)? {
            Moment::Day(day) => Some(day),
            Moment::Wall(_) => {
                self.fault(key, "must be a day like 2027-09-11, without a time");
                None
            }
        }
    }

    /// A time of the day, in hours and minutes.
    pub(super) fn clock(&mut self, key: &str) -> Option<Time> {
        let typed: String = self.take(key)?;
        let is_plain = matches!(typed.len(), 5 | 8) && typed.bytes().all(|b| b.is_ascii_digit() || b == b':');
        let clock = is_plain.then(|| typed.parse().ok()).flatten();
        if clock.is_none() {
            self.fault(key, format!("\u{201c}{}\u{201d} is no time; write one like 09:00", text::clean_line(&typed)));
        }
        clock
    }

    /// True when the field was given and not taken yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.rest.get(key).is_some_and(|value| !value.is_null())
    }

    /// One field, or what stands for it when it is not given.
    pub(super) fn or_default<T: DeserializeOwned + Default>(&mut self, key: &str) -> T {
        self.take(key).unwrap_or_default()
    }

    /// One field that must be there and say something.
    pub(super) fn must<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        if self.rest.get(key).is_none_or(|value| value.is_null() || *value == "") {
            self.rest.remove(key);
            self.fault(key, "is missing");
            return None;
        }
        self.take(key)
    }

    /// The objects of a list, each with its path.
    pub(super) fn list(&mut self, key: &str) -> Vec<(String, Value)> {
        let path = join(&self.path, key);
        match self.raw(key) {
            None => Vec::new(),
            Some(Value::Array(items)) => {
                items.into_iter().enumerate().map(|(i, item)| (format!("{path}[{i}]"), item)).collect()
            }
            Some(_) => {
                self.fault(key, "must be a list, […]");
                Vec::new()
            }
        }
    }

    /// Keeps a fault of a field.
    pub(super) fn fault(&mut self, field: &str, what: impl Into<String>) {
        self.faults.push(Fault::new(join(&self.path, field), what));
    }

    /// Keeps faults of the object that name its fields.
    pub(super) fn faults(&mut self, faults: Vec<Fault>) {
        let path = &self.path;
        self.faults.extend(faults.into_iter().map(|fault| fault.within(path)));
    }

    /// The place for faults that already know their whole path.
    pub(super) fn sink(&mut self) -> &mut Vec<Fault> {
        self.faults
    }

    /// Every field that nobody took is unknown.
    pub(super) fn finish(self) {
        for key in self.rest.keys() {
            self.faults.push(Fault::new(join(&self.path, key), "is not a field here; docs/exchange.md lists them all"));
        }
    }
}

/// What is null is not given, at whatever depth.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let given = fields.into_iter().filter(|(_, value)| !value.is_null());
            given.map(|(key, value)| (key, without_nulls(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

/// Where a value cannot be read first, and why.
type Unread = (String, String);

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Unread> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        (path, in_plain_words(&error.into_inner().to_string()))
    })
}

/// The reader stops at the first fault: each item is read as if it were alone, so that all wrong ones are told.
fn faults_of_items<T: DeserializeOwned>(value: &Value) -> Vec<Unread> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    let fault = |(i, item): (usize, &Value)| {
        let (path, words) = read::<T>(&Value::Array(vec![item.clone()])).err()?;
        Some((path.replacen("[0]", &format!("[{i}]"), 1), words))
    };
    items.iter().enumerate().filter_map(fault).collect()
}

/// `outer.inner`; an index follows without a dot.
fn join(outer: &str, inner: &str) -> String {
    match (outer.is_empty(), inner.starts_with('[')) {
        (true, _) => inner.to_owned(),
        (_, true) => format!("{outer}{inner}"),
        _ => format!("{outer}.{inner}"),
    }
}

/// What the reader of JSON says about a word that is none of the fixed ones, for people who do not program.
fn in_plain_words(said: &str) -> String {
    let unknown = said.strip_prefix("unknown variant `").and_then(|rest| rest.split_once("`, expected "));
    let Some((word, known)) = unknown else { return said.to_owned() };
    let known = known.trim_start_matches("one of ").replace('`', "");
    format!("\u{201c}{word}\u{201d} is not known; write one of: {known}")
}
