//! Configuration: defaults < a file < the environment, each value parsed on its own so that all faults come at once.
//!
//! Invariant: nobody else reads the environment. Secrets are never printed: [`Config`] has no `Debug` that shows them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::Path;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use ammonia::Url;
use config::ConfigBuilder;
use config::Environment;
use config::File;
use config::FileFormat;
use config::Map;
use config::Source;
use config::Value;
use config::ValueKind;
use config::builder::DefaultState;

use crate::domain::fault::Fault;
use crate::domain::quiet::Quiet;
use crate::domain::text;
use crate::domain::when::Zone;
use crate::mail::address::MailAddress;
use crate::mail::mail_url::MailUrl;
use crate::store::DatabaseUrl;

/// All keys with their defaults and what they mean.
pub const DEFAULTS: &str = include_str!("../config/default.toml");

/// What is other for `serve --demo`.
const DEMO: &str = include_str!("../config/demo.toml");

/// Where an office of examples keeps everything.
pub const DEMO_FOLDER: &str = "treffpunkt-demo";

/// Where the file is looked for when nobody names one.
const USUAL_FILE: &str = "/etc/treffpunkt/treffpunkt.toml";

/// Everything that can be set, checked.
#[derive(Clone)]
pub struct Config {
    /// `database.url`
    pub database: DatabaseUrl,
    /// `secret_file`, if set.
    pub secret_file: Option<PathBuf>,
    /// `templates.folder`, if set.
    pub templates: Option<PathBuf>,
    /// `http.…`
    pub http: Http,
    /// `office.…`
    pub office: Office,
    /// `mail.…`
    pub mail: Mail,
    /// `engine.…`
    pub engine: Engine,
    /// `log.…`
    pub log: Log,
}

/// `http.…`: where pages are.
#[derive(Debug, Clone)]
pub struct Http {
    /// Where to listen.
    pub listen: SocketAddr,
    /// What stands before the path in links, without a slash at its end.
    pub base_url: String,
}

/// `office.…`: who invites.
#[derive(Debug, Clone)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// Where answers of people arrive.
    pub mailbox: MailAddress,
    /// Where its clocks are.
    pub zone: Zone,
    /// True: its data are examples.
    pub demo: bool,
}

/// `mail.…`: how mails go out.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Where to.
    pub url: MailUrl,
    /// The address they come from.
    pub from: MailAddress,
    /// Connections at once, 1 to 50.
    pub connections: usize,
    /// Mails a second over all connections; 0: no limit.
    pub max_per_second: u32,
    /// How long one dialogue may take.
    pub timeout: Duration,
    /// The domain of envelope senders, if bounces come back to us.
    pub bounce_domain: Option<String>,
}

/// `engine.…`: how planning and delivery work.
#[derive(Debug, Clone)]
pub struct Engine {
    /// Quiet hours, in the office's zone.
    pub quiet: Quiet,
    /// How long a worker may hold a mail.
    pub lease: Duration,
    /// How long a change waits for the next one.
    pub undo: Duration,
}

/// `log.…`: the journal.
#[derive(Debug, Clone)]
pub struct Log {
    /// What it gets.
    pub filter: String,
    /// How it is written.
    pub format: LogFormat,
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

    /// As [`Config::read`], with other defaults: an office of examples in `./treffpunkt-demo/` that needs no relay.
    ///
    /// What the file or the environment says wins.
    pub fn read_demo(file: Option<&Path>) -> Result<Self, Vec<Fault>> {
        let environment = Environment::with_prefix("TREFFPUNKT").prefix_separator("_").separator("__");
        let mut config = Self::merge_over(&[DEFAULTS, DEMO], file, environment)?;
        let usual_url = config.http.base_url == "http://127.0.0.1:8080";
        if usual_url && config.http.listen.port() != 8080 {
            config.http.base_url = format!("http://{}", config.http.listen);
        }
        Ok(config)
    }

    /// As [`Config::read`], with an environment of the caller's making.
    pub fn read_with(file: Option<&Path>, environment: &[(&str, &str)]) -> Result<Self, Vec<Fault>> {
        let pairs = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let source = Environment::with_prefix("TREFFPUNKT").prefix_separator("_").separator("__").source(Some(pairs));
        Self::merge(file, source)
    }

    fn merge(file: Option<&Path>, environment: Environment) -> Result<Self, Vec<Fault>> {
        Self::merge_over(&[DEFAULTS], file, environment)
    }

    fn merge_over(layers: &[&str], file: Option<&Path>, environment: Environment) -> Result<Self, Vec<Fault>> {
        let usual = Path::new(USUAL_FILE);
        let from_file = File::from(file.unwrap_or(usual)).format(FileFormat::Toml).required(file.is_some());
        let builder = config::Config::builder();
        let layer = |builder: ConfigBuilder<DefaultState>, text: &&str| {
            builder.add_source(File::from_str(text, FileFormat::Toml))
        };
        let merged = layers
            .iter()
            .fold(builder, layer)
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
        let (http, office, mail, log) = (self.http(), self.office(), self.mail(), self.log());
        let engine = self.engine(office.as_ref());
        let database = self.parse("database.url", str::parse::<DatabaseUrl>);
        let secret_file = self.parse("secret_file", |v| Ok(optional_path(v)));
        let templates = self.parse("templates.folder", |v| match optional_path(v) {
            Some(folder) if !folder.is_dir() => Err(format!("{v} is no folder; make it, or leave the key empty")),
            folder => Ok(folder),
        });
        let config = (|| {
            Some(Config {
                database: database?,
                secret_file: secret_file?,
                templates: templates?,
                http: http?,
                office: office?,
                mail: mail?,
                engine: engine?,
                log: log?,
            })
        })();
        match config {
            Some(config) if self.faults.is_empty() => Ok(config),
            _ => Err(self.faults),
        }
    }

    fn http(&mut self) -> Option<Http> {
        let listen = self.parse("http.listen", |v| {
            v.parse::<SocketAddr>().map_err(|_| "is no address to listen on; write one like 127.0.0.1:8080".to_owned())
        });
        let base_url = self.parse("http.base_url", parse_base_url);
        let proxies = self.parse("http.trusted_proxies", parse_networks);
        let metrics = self.parse("http.metrics_listen", |v| match v {
            "" => Ok(()),
            _ => Err("must be empty: this treffpunkt has no figures to read yet".to_owned()),
        });
        proxies.zip(metrics)?;
        Some(Http { listen: listen?, base_url: base_url? })
    }

    fn office(&mut self) -> Option<Office> {
        let name = self.parse("office.name", |v| match text::clean_line(v) {
            name if name.is_empty() => Err("is empty; write who invites".to_owned()),
            name => Ok(name),
        });
        let mailbox = self.parse("office.mailbox", in_words::<MailAddress>);
        let zone = self.parse("office.time_zone", in_words::<Zone>);
        let demo = self.parse("office.demo", |v| v.parse::<bool>().map_err(|_| "must be true or false".to_owned()));
        Some(Office { name: name?, mailbox: mailbox?, zone: zone?, demo: demo? })
    }

    fn mail(&mut self) -> Option<Mail> {
        let url = self.parse("mail.url", in_words::<MailUrl>);
        let from = self.parse("mail.from", in_words::<MailAddress>);
        let connections = self.parse("mail.connections", |v| number(v, 1..=50));
        let max_per_second = self.parse("mail.max_per_second", |v| number(v, 0..=10_000));
        let timeout = self.parse("mail.timeout", |v| duration(v, 1..=900));
        let bounce_domain = self.parse("mail.bounce_domain", |v| match format!("bounce@{v}").parse::<MailAddress>() {
            _ if v.is_empty() => Ok(None),
            Ok(address) => Ok(Some(address.domain().to_owned())),
            Err(_) => Err("must be the name of a host, e.g. bounces.example.org".to_owned()),
        });
        Some(Mail {
            url: url?,
            from: from?,
            connections: usize::try_from(connections?).ok()?,
            max_per_second: max_per_second?,
            timeout: timeout?,
            bounce_domain: bounce_domain?,
        })
    }

    fn engine(&mut self, office: Option<&Office>) -> Option<Engine> {
        let zone = office.map_or_else(Zone::utc, |office| office.zone.clone());
        let quiet = self.parse("engine.quiet", |v| Quiet::parse(v, zone.clone()).map_err(|e| e.to_string()));
        let lease = self.parse("engine.lease", |v| duration(v, 1..=3600));
        let undo = self.parse("engine.undo_minutes", |v| number(v, 0..=5));
        Some(Engine { quiet: quiet?, lease: lease?, undo: Duration::from_secs(u64::from(undo?) * 60) })
    }

    fn log(&mut self) -> Option<Log> {
        // A level that is misspelt is taken for a part, and nothing else is logged then.
        let is_meant = |part: &str| {
            let word = part.trim().to_ascii_lowercase();
            word.is_empty() || part.contains('=') || PARTS.contains(&word.as_str()) || LEVELS.contains(&word.as_str())
        };
        let filter = self.parse("log.filter", |v| match v.parse::<tracing_subscriber::EnvFilter>() {
            Ok(_) if v.split(',').all(is_meant) => Ok(v.to_owned()),
            _ => Err("is no log filter; write error, warn, info or debug, or part=level pairs".to_owned()),
        });
        let format = self.parse("log.format", |v| match v {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("must be text or json".to_owned()),
        });
        Some(Log { filter: filter?, format: format? })
    }

    fn refuse_unknown_keys(&mut self) {
        let unknown = |key: &&String| {
            !self.known.contains_key(*key) && !key.strip_suffix("_file").is_some_and(|k| self.known.contains_key(k))
        };
        let faults: Vec<Fault> = self
            .values
            .keys()
            .filter(unknown)
            .map(|key| Fault::new(key.clone(), format!("is not a key; {}", self.near(key))))
            .collect();
        self.faults.extend(faults);
    }

    /// What may have been meant by a key that is none.
    fn near(&self, key: &str) -> String {
        let dotted = key.replacen('_', ".", 1);
        if self.known.contains_key(&dotted) {
            let variable = dotted.replace('.', "__").to_uppercase();
            return format!("did you mean {dotted}? In the environment it is TREFFPUNKT_{variable}");
        }
        let section = key.split('.').next().unwrap_or_default();
        let of_section = self.known.keys().filter(|known| known.split('.').next() == Some(section));
        let keys: Vec<&str> = of_section.map(String::as_str).collect();
        match keys.as_slice() {
            [] => "config/default.toml lists them all".to_owned(),
            keys => format!("{section} has: {}", keys.join(", ")),
        }
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
        ValueKind::Boolean(_) | ValueKind::I64(_) | ValueKind::U64(_) | ValueKind::Float(_) => Ok(value.to_string()),
        _ => Err("must be one value, not a table or list".to_owned()),
    }
}

/// Anything that reads itself from text and says in words what is wrong.
fn in_words<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|fault: T::Err| fault.to_string())
}

fn optional_path(text: &str) -> Option<PathBuf> {
    (!text.is_empty()).then(|| PathBuf::from(text))
}

fn number(text: &str, range: RangeInclusive<u32>) -> Result<u32, String> {
    match text.parse() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(format!("must be a whole number from {} to {}", range.start(), range.end())),
    }
}

/// `90s`, `2m` or `1h`, within a range of seconds.
fn duration(text: &str, seconds: RangeInclusive<u64>) -> Result<Duration, String> {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let unit = match &text[split..] {
        "s" => Some(1),
        "m" => Some(60),
        "h" => Some(3600),
        _ => None,
    };
    let value = unit.and_then(|unit| text[..split].parse::<u64>().ok()?.checked_mul(unit));
    match value.filter(|value| seconds.contains(value)) {
        Some(value) => Ok(Duration::from_secs(value)),
        None => Err(format!("must be a time like 90s, from {}s to {}s", seconds.start(), seconds.end())),
    }
}

/// Addresses and networks, with commas between; only whether they are some.
fn parse_networks(text: &str) -> Result<(), String> {
    let is_network = |part: &str| {
        let (address, bits) = part.split_once('/').map_or((part, None), |(address, bits)| (address, Some(bits)));
        let longest = if address.contains(':') { 128 } else { 32 };
        let bits_fit = bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= longest));
        address.parse::<std::net::IpAddr>().is_ok() && bits_fit
    };
    match text.split(',').map(str::trim).find(|part| !part.is_empty() && !is_network(part)) {
        Some(wrong) => Err(format!("holds {wrong}, which is no address or network; write like 10.0.0.1, 10.1.0.0/16")),
        None => Ok(()),
    }
}

/// What `log.filter` may say of everything.
const LEVELS: [&str; 12] = ["error", "warn", "info", "debug", "trace", "off", "0", "1", "2", "3", "4", "5"];
/// Parts of which it may want all.
const PARTS: [&str; 4] = ["treffpunkt", "sqlx", "hyper", "tokio"];

fn parse_base_url(value: &str) -> Result<String, String> {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    // Paths are put behind it, so nothing may end it before them; a user would stand in each mail.
    let is_plain =
        |rest: &str| !rest.ends_with('/') && !rest.contains(|c: char| c.is_whitespace() || "?#@\"<>".contains(c));
    match rest {
        Some(rest) if is_plain(rest) && !rest.starts_with('/') && Url::parse(value).is_ok() => Ok(value.to_owned()),
        Some(_) => Err("must be a host without a slash at its end, like https://treffpunkt.example.org".to_owned()),
        None => Err("must begin with https:// (or http:// on the own machine)".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_are_told_at_once_each_with_its_key() {
        let faults = |environment: &[(&str, &str)]| {
            let faults = Config::read_with(None, environment).err().unwrap_or_default();
            faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        let wrong = [
            ("TREFFPUNKT_MAIL__CONNECTIONS", "0"),
            ("TREFFPUNKT_MAIL__BOUNCE_DOMAIN", "a b"),
            ("TREFFPUNKT_MAIL__COLOUR", "red"),
            ("TREFFPUNKT_OFFICE__TIME_ZONE", "Mitteleuropa"),
        ];
        let mut told = faults(&wrong);
        told.sort();
        assert_eq!(told, ["mail.bounce_domain", "mail.colour", "mail.connections", "office.time_zone"]);
        for (key, value) in [
            ("TREFFPUNKT_HTTP__BASE_URL", "https://x?y=1"),
            ("TREFFPUNKT_HTTP__BASE_URL", "https:///x"),
            ("TREFFPUNKT_HTTP__BASE_URL", "https://x:99999"),
            ("TREFFPUNKT_HTTP__BASE_URL", "https://anna@x"),
            ("TREFFPUNKT_LOG__FILTER", "warning"),
        ] {
            assert_eq!(faults(&[(key, value)]).len(), 1, "{key}={value}");
        }
        assert_eq!(faults(&[("TREFFPUNKT_LOG__FILTER", "treffpunkt=debug,sqlx=warn,INFO")]), [""; 0]);
        for (domain, is_one) in [
            ("", true),
            ("bounces.example.org", true),
            ("Bounces.Example.org", true),
            ("x@y", false),
            ("bounces.example.org,", false),
        ] {
            assert_eq!(faults(&[("TREFFPUNKT_MAIL__BOUNCE_DOMAIN", domain)]).is_empty(), is_one, "{domain}");
        }
    }
}
