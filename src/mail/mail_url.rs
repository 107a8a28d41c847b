//! Where mails go, as one URL: a relay, a folder or memory.
//!
//! Invariant: no error, `Display` or `Debug` of this file shows a user name or a password.
//! Invariant: `Security::None` comes only from `tls=none` or from a host that is this machine.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

use ammonia::Url;

use crate::domain::text::percent_decoded;
use crate::mail::address::is_host_name;

/// How the way to a relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314 section 3.3).
    Implicit,
    /// STARTTLS (RFC 3207); a relay that does not offer it gets no mail.
    StartTls,
    /// In the clear.
    None,
}

/// Where mails go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailUrl {
    /// `memory:`, for tests.
    Memory,
    /// `file:///folder` or `file://folder` (relative to the working folder).
    Folder(PathBuf),
    /// `smtp://` or `smtps://`.
    Relay(RelayUrl),
}

/// A relay as its URL names it.
#[derive(Clone, PartialEq, Eq)]
pub struct RelayUrl {
    /// Host name in ASCII, or an IP address (IPv6 without brackets).
    pub host: String,
    /// TCP port; 587 for `smtp://` and 465 for `smtps://` when the URL names none.
    pub port: u16,
    /// TLS or not.
    pub security: Security,
    /// User and password, percent-decoded.
    pub login: Option<(String, String)>,
    /// File of the authorities (PEM) to trust instead of the system's.
    pub ca_file: Option<PathBuf>,
}

impl FromStr for MailUrl {
    type Err = String;

    /// Reads `smtp://[user:password@]host[:port][?tls=starttls|none][&ca=FILE]`, `smtps://…`, `file://…` or `memory:`.
    ///
    /// Special characters of user and password are percent-encoded. `smtp://` means STARTTLS, except to this machine
    /// (127.0.0.0/8, `::1`, localhost) or with `tls=none`. The error is one sentence and never repeats the value.
    fn from_str(text: &str) -> Result<Self, String> {
        let (scheme, rest) = text.split_once(':').ok_or_else(shape)?;
        match scheme.to_ascii_lowercase().as_str() {
            "memory" if rest.is_empty() => Ok(Self::Memory),
            "file" => folder(rest).map(Self::Folder),
            "smtp" => relay(text, false).map(Self::Relay),
            "smtps" => relay(text, true).map(Self::Relay),
            _ => Err(shape()),
        }
    }
}

impl fmt::Display for MailUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("memory:"),
            Self::Folder(path) => write!(f, "file://{}", path.display()),
            Self::Relay(relay) => relay.fmt(f),
        }
    }
}

impl RelayUrl {
    /// True when mails, and a password if there is one, cross a network in the clear.
    pub fn is_exposed(&self) -> bool {
        self.security == Security::None && !is_loopback(&self.host)
    }
}

impl fmt::Display for RelayUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.security == Security::Implicit { "smtps" } else { "smtp" };
        if self.host.contains(':') {
            write!(f, "{scheme}://[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{scheme}://{}:{}", self.host, self.port)
        }
    }
}

impl fmt::Debug for RelayUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} ({:?}{})", self.security, if self.login.is_some() { ", with login" } else { "" })
    }
}

fn shape() -> String {
    "write smtp://host:port, smtps://host:port or file:///folder".to_owned()
}

fn folder(rest: &str) -> Result<PathBuf, String> {
    let path = rest.strip_prefix("//").ok_or_else(shape)?;
    let path = percent_decoded(path).filter(|p| !p.is_empty() && !p.contains('\0'));
    path.map(PathBuf::from).ok_or_else(|| "the folder after file:// is empty or not readable as text".to_owned())
}

fn relay(text: &str, implicit: bool) -> Result<RelayUrl, String> {
    let unread = "the mail URL cannot be read; write special characters of user and password with %";
    let beyond = "after the relay's port only ?tls= and &ca= may follow; in a password write / ? # as %2F %3F %23";
    let url = Url::parse(text).map_err(|_| unread.to_owned())?;
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err(beyond.to_owned());
    }
    let host = relay_host(url.host_str().unwrap_or_default())?;
    let options = Options::read(url.query().unwrap_or_default())?;
    let security = match (implicit, options.tls) {
        (true, None) => Security::Implicit,
        (true, Some(_)) => return Err("smtps:// always begins with TLS; leave ?tls= out".to_owned()),
        (false, Some(chosen)) => chosen,
        (false, None) if is_loopback(&host) => Security::None,
        (false, None) => Security::StartTls,
    };
    let port = url.port().unwrap_or(if implicit { 465 } else { 587 });
    if port == 0 {
        return Err("the port of the relay cannot be 0".to_owned());
    }
    Ok(RelayUrl { host, port, security, login: login(&url)?, ca_file: options.ca_file })
}

fn relay_host(text: &str) -> Result<String, String> {
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    if bare.parse::<IpAddr>().is_ok() || is_host_name(bare) {
        Ok(bare.to_ascii_lowercase())
    } else {
        Err("the relay needs a host name in ASCII (umlaut names in their xn-- form) or an IP address".to_owned())
    }
}

fn login(url: &Url) -> Result<Option<(String, String)>, String> {
    if url.username().is_empty() && url.password().is_none() {
        return Ok(None);
    }
    let decode = |text: &str| percent_decoded(text).filter(|t| !t.is_empty() && !t.contains(['\0', '\r', '\n']));
    match (decode(url.username()), url.password().and_then(decode)) {
        (Some(user), Some(password)) => Ok(Some((user, password))),
        _ => Err("a login needs both user and password, as user:password@, percent-encoded UTF-8".to_owned()),
    }
}

#[derive(Default)]
struct Options {
    tls: Option<Security>,
    ca_file: Option<PathBuf>,
}

impl Options {
    fn read(query: &str) -> Result<Self, String> {
        let mut options = Self::default();
        for pair in query.split('&').filter(|p| !p.is_empty()) {
            match pair.split_once('=') {
                Some(("tls", "starttls")) => options.tls = Some(Security::StartTls),
                Some(("tls", "none")) => options.tls = Some(Security::None),
                Some(("tls", _)) => return Err("tls= is starttls or none".to_owned()),
                Some(("ca", file)) => {
                    let path = percent_decoded(file).filter(|p| !p.is_empty() && !p.contains('\0'));
                    options.ca_file = Some(PathBuf::from(path.ok_or("ca= needs the name of a file")?));
                }
                _ => return Err("after ? only tls= and ca= are known".to_owned()),
            }
        }
        Ok(options)
    }
}

/// True for this machine: 127.0.0.0/8, `::1` and localhost.
fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay_of(text: &str) -> RelayUrl {
        match text.parse() {
            Ok(MailUrl::Relay(relay)) => relay,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn only_this_machine_or_an_explicit_word_goes_without_tls() {
        let table = [
            ("smtp://relay.example.org", Security::StartTls, 587),
            ("smtp://relay.example.org:25?tls=starttls", Security::StartTls, 25),
            ("smtp://relay.example.org?tls=none", Security::None, 587),
            ("smtp://10.0.0.1", Security::StartTls, 587),
            ("smtp://128.0.0.1", Security::StartTls, 587),
            ("smtp://localhost.example.org", Security::StartTls, 587),
            ("smtp://localhost", Security::None, 587),
            ("smtp://LOCALHOST:2525", Security::None, 2525),
            ("smtp://127.9.8.7:25", Security::None, 25),
            ("smtp://[::1]:25", Security::None, 25),
            ("smtp://[::2]:25", Security::StartTls, 25),
            ("smtp://127.0.0.1?tls=starttls", Security::StartTls, 587),
            ("smtps://relay.example.org", Security::Implicit, 465),
            ("smtps://127.0.0.1:4465", Security::Implicit, 4465),
        ];
        for (text, security, port) in table {
            let relay = relay_of(text);
            assert_eq!((relay.security, relay.port), (security, port), "{text}");
        }
        assert!(relay_of("smtp://relay.example.org?tls=none").is_exposed());
        assert!(!relay_of("smtp://127.0.0.1").is_exposed());
        assert!(!relay_of("smtp://relay.example.org").is_exposed());
    }

    #[test]
    fn logins_are_decoded_and_never_shown() {
        let relay = relay_of("smtp://b%C3%BCro%40x.de:p%3A%2F%25%23w@relay.example.org:587?ca=/etc/a%20b.pem");
        assert_eq!(relay.login, Some(("büro@x.de".to_owned(), "p:/%#w".to_owned())));
        assert_eq!(relay.ca_file, Some(PathBuf::from("/etc/a b.pem")));
        let shown = format!("{relay} {relay:?} {:?}", MailUrl::Relay(relay.clone()));
        assert!(!shown.contains("%#w") && !shown.contains("ro@"), "{shown}");
    }

    #[test]
    fn errors_name_the_mistake_and_not_the_value() {
        for bad in [
            "",
            "hunter2",
            "http://user:hunter2@relay",
            "smtp://user:hunter2",
            "smtp://user:hunter2@",
            "smtp://user:1/hunter2@relay.example.org",
            "smtp://user:1#hunter2@relay.example.org",
            "smtp://user:1?hunter2@relay.example.org",
            "smtp://user:hunter2@relay.example.org:0",
            "smtp://user:hunter2@relay.example.org:99999",
            "smtp://user:hunter2@köln.example",
            "smtp://user:hunter2@relay.example.org?tls=hunter2",
            "smtp://user:hunter2@relay.example.org?password=hunter2",
            "smtps://user:hunter2@relay.example.org?tls=none",
            "smtp://user:hunter2%zz@relay.example.org",
            "smtp://user:hunter2%0d%0aRSET@relay.example.org",
            "smtp://:hunter2@relay.example.org",
            "smtp://hunter2@relay.example.org",
            "file:hunter2",
            "file://",
            "memory:hunter2",
        ] {
            let Err(fault) = bad.parse::<MailUrl>() else { panic!("taken: {bad}") };
            assert!(!fault.contains("hunter2"), "{bad}: {fault}");
        }
    }

    #[test]
    fn folders_are_absolute_or_relative() {
        assert_eq!("file:///var/mail%20out".parse(), Ok(MailUrl::Folder(PathBuf::from("/var/mail out"))));
        assert_eq!("file://out/mails".parse(), Ok(MailUrl::Folder(PathBuf::from("out/mails"))));
        assert_eq!("memory:".parse(), Ok(MailUrl::Memory));
    }
}
