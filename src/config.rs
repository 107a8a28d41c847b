//! Configuration: defaults < a file < the environment, each value parsed on its own so that all faults come at once.
//!
//! Invariant: nobody else reads the environment. Secrets are never printed: [`Config`] has no `Debug` that shows them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::path::PathBuf;

use config::Environment;
use config::File;
use config::FileFormat;
use config::Map;
use config::Source;
use config::Value;
use config::ValueKind;

use crate::domain::fault::Fault;
use crate::domain::text;
use crate::domain::when::Zone;
use crate::store::DatabaseUrl;

/// All keys with their defaults and what they mean.
pub const DEFAULTS: &str = include_str!("../config/default.toml");

/// Where the file is looked for when nobody names one.
const USUAL_FILE: &str = "/etc/treffpunkt/treffpunkt.toml";

/// Everything that can be set, checked.
#[derive(Clone)]
pub struct Config {
    /// Where events are stored.
    pub database: DatabaseUrl,
    /// `http.listen`
    pub listen: SocketAddr,
    /// `http.base_url`, without a slash at its end.
    pub base_url: String,
    /// `office.name`
    pub office_name: String,
    /// `office.mailbox`
    pub office_mailbox: String,
    /// `office.time_zone`
    pub office_zone: Zone,
    /// `secret_file`, if set.
    pub secret_file: Option<PathBuf>,
    /// `log.filter`
    pub log_filter: String,
    /// `log.format`
    pub log_format: LogFormat,
}

/// How the journal is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Config {
    /// Reads the sources in their order.
    ///
    /// `file`: the one named on the command line, which must exist; without it the usual one, which need not.
    /// Errors: everything that is wrong, key by key.
    pub fn read(file: Option<&Path>) -> Result<Self, Vec<Fault>> {
        let environment = Environment::with_prefix("TREFFPUNKT").prefix_separator("_").separator("__");
        Self::merge(file, environment)
    }

    /// As [`Config::read`], with an environment of the caller's making.
    pub fn read_with(file: Option<&Path>, environment: &[(&str, &str)]) -> Result<Self, Vec<Fault>> {
        let pairs = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let source = Environment::with_prefix("TREFFPUNKT").prefix_separator("_").separator("__").source(Some(pairs));
        Self::merge(file, source)
    }

    fn merge(file: Option<&Path>, environment: Environment) -> Result<Self, Vec<Fault>> {
        let usual = Path::new(USUAL_FILE);
        let from_file = File::from(file.unwrap_or(usual)).format(FileFormat::Toml).required(file.is_some());
        let merged = config::Config::builder()
            .add_source(File::from_str(DEFAULTS, FileFormat::Toml))
            .add_source(from_file)
            .add_source(environment)
            .build()
            .and_then(|sources| sources.collect())
            .map_err(|error| vec![Fault::new("", error.to_string())])?;
        Settings { values: flatten(merged), known: flatten(defaults()?), faults: Vec::new() }.check()
    }
}

/// The merged sources as a flat table, and what was found wrong so far.
struct Settings {
    values: BTreeMap<String, Value>,
    known: BTreeMap<String, Value>,
    faults: Vec<Fault>,
}

impl Settings {
    fn check(mut self) -> Result<Config, Vec<Fault>> {
        self.refuse_unknown_keys();
        let database = self.parse("database.url", str::parse::<DatabaseUrl>);
        let listen = self.parse("http.listen", |v| {
            v.parse::<SocketAddr>().map_err(|_| "is no address to listen on; write one like 127.0.0.1:8080".to_owned())
        });
        let base_url = self.parse("http.base_url", parse_base_url);
        let office_name = self.parse("office.name", |v| match text::clean_line(v) {
            name if name.is_empty() => Err("is empty; write who invites".to_owned()),
            name => Ok(name),
        });
        let office_mailbox = self.parse("office.mailbox", |v| {
            if text::is_address(v) { Ok(v.to_owned()) } else { Err("is no mail address".to_owned()) }
        });
        let office_zone = self.parse("office.time_zone", |v| v.parse::<Zone>().map_err(|e| e.to_string()));
        let secret_file = self.parse("secret_file", |v| Ok((!v.is_empty()).then(|| PathBuf::from(v))));
        let log_filter = self.parse("log.filter", |v| match v.parse::<tracing_subscriber::EnvFilter>() {
            Ok(_) => Ok(v.to_owned()),
            Err(_) => Err("is no log filter; write a level like info, or part=level pairs".to_owned()),
        });
        let log_format = self.parse("log.format", |v| match v {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("must be text or json".to_owned()),
        });
        let config = (|| {
            Some(Config {
                database: database?,
                listen: listen?,
                base_url: base_url?,
                office_name: office_name?,
                office_mailbox: office_mailbox?,
                office_zone: office_zone?,
                secret_file: secret_file?,
                log_filter: log_filter?,
                log_format: log_format?,
            })
        })();
        match config {
            Some(config) if self.faults.is_empty() => Ok(config),
            _ => Err(self.faults),
        }
    }

    fn refuse_unknown_keys(&mut self) {
        let unknown = |key: &&String| {
            !self.known.contains_key(*key) && !key.strip_suffix("_file").is_some_and(|k| self.known.contains_key(k))
        };
        let faults: Vec<Fault> = self
            .values
            .keys()
            .filter(unknown)
            .map(|key| Fault::new(key.clone(), "is not a key; config/default.toml lists them all"))
            .collect();
        self.faults.extend(faults);
    }

    /// One value, parsed; a fault is kept and `None` returned.
    fn parse<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let result = self.text(key).and_then(|text| parse(&text));
        result.map_err(|what| self.faults.push(Fault::new(key, what))).ok()
    }

    /// The text of a value, or of the file that `KEY_file` names.
    fn text(&self, key: &str) -> Result<String, String> {
        if let Some(named) = self.values.get(&format!("{key}_file")) {
            let file = plain_text(named)?;
            return std::fs::read_to_string(&file)
                .map(|text| text.trim_end().to_owned())
                .map_err(|error| format!("cannot be read from {file}: {error}"));
        }
        self.values.get(key).ok_or_else(|| "is missing".to_owned()).and_then(plain_text)
    }
}

/// The table of the defaults alone: what is a key.
fn defaults() -> Result<Map<String, Value>, Vec<Fault>> {
    let defaults = config::Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml)).build();
    defaults.and_then(|d| d.collect()).map_err(|error| vec![Fault::new("", error.to_string())])
}

/// Nested tables as dotted keys.
fn flatten(table: Map<String, Value>) -> BTreeMap<String, Value> {
    let mut flat = BTreeMap::new();
    for (key, value) in table {
        match value.kind {
            ValueKind::Table(inner) => {
                flat.extend(flatten(inner).into_iter().map(|(k, v)| (format!("{key}.{k}"), v)));
            }
            _ => {
                flat.insert(key, value);
            }
        }
    }
    flat
}

/// A value as text. Values are never guessed at: `config`'s parsing would turn the password 0012345 into 12345.
fn plain_text(value: &Value) -> Result<String, String> {
    match &value.kind {
        ValueKind::String(text) => Ok(text.clone()),
        ValueKind::Boolean(_) | ValueKind::I64(_) | ValueKind::U64(_) | ValueKind::Float(_) => {
            Err("must be written in quotes".to_owned())
        }
        _ => Err("must be one value, not a table or list".to_owned()),
    }
}

fn parse_base_url(value: &str) -> Result<String, String> {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    match rest {
        Some(host) if !host.is_empty() && !host.ends_with('/') && !host.contains(char::is_whitespace) => {
            Ok(value.to_owned())
        }
        Some(_) => Err("must be a host without a slash at its end, like https://treffpunkt.example.org".to_owned()),
        None => Err("must begin with https:// (or http:// on the own machine)".to_owned()),
    }
}
