//! Mail addresses and display names, checked and cleaned before the mail library sees them.
//!
//! Invariant: a `MailAddress` is ASCII, holds exactly one `@` and no space, quote, bracket, control or line break, so
//! it cannot end an SMTP command or a header early.
//! Invariant: a `Mailbox` name is one clean line; the mail library panics on a line break in a name.

use std::fmt;
use std::str::FromStr;

use ammonia::Url;
use ammonia::url::Host;
use lettre::Address;
use lettre::message::Mailbox as HeaderMailbox;
use thiserror::Error;

use crate::domain::text::clean_line;
use crate::domain::text::is_label;
use crate::domain::text::is_unsafe;

/// Longest display name that is written, in characters.
const NAME_MAX: usize = 200;
/// Longest local part, in octets (RFC 5321 section 4.5.3.1.1).
const LOCAL_MAX: usize = 64;
/// Longest domain, in octets; with the local part and `@` a path stays within 256 (RFC 5321 section 4.5.3.1.3).
const DOMAIN_MAX: usize = 189;

/// Why a text is no usable mail address. The sentence never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressFault {
    /// Not exactly one `@`, or nothing before it.
    #[error("a mail address needs a name, one @ and a domain")]
    Shape,
    /// A line break, another control or a bidi override.
    #[error("a mail address cannot hold line breaks or control characters")]
    Control,
    /// A character before the `@` that no ordinary mailbox has, or dots in wrong places, or too long.
    #[error("the part before the @ holds characters or dots that are not allowed there, or is longer than 64")]
    Local,
    /// Non-ASCII before the `@` (RFC 6531).
    #[error("the part before the @ holds letters beyond ASCII, which needs SMTPUTF8; ask for an address without them")]
    NeedsSmtpUtf8,
    /// Not a dotted host name.
    #[error("the domain after the @ is not a host name like example.org")]
    Domain,
}

/// An address that any relay takes: ASCII, the domain in lower case and, where it has umlauts, in its IDNA form.
///
/// The part before the `@` stays as typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailAddress(Address);

impl MailAddress {
    /// The address as it is written in an envelope, without angle brackets.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    /// The domain in its ASCII form, lower case.
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    /// The address as the mail library wants it.
    pub fn to_lettre(&self) -> Address {
        self.0.clone()
    }
}

impl FromStr for MailAddress {
    type Err = AddressFault;

    /// Checks one bare address (no display name, no angle brackets); spaces around it are ignored.
    fn from_str(text: &str) -> Result<Self, AddressFault> {
        let text = text.trim_matches(' ');
        if text.chars().any(is_unsafe) {
            return Err(AddressFault::Control);
        }
        let (local, domain) = text.split_once('@').ok_or(AddressFault::Shape)?;
        if local.is_empty() || domain.is_empty() || domain.contains('@') {
            return Err(AddressFault::Shape);
        }
        check_local(local)?;
        let domain = ascii_domain(domain)?;
        Address::new(local, &domain).map(Self).map_err(|_| AddressFault::Local)
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Only the dot-atom form (RFC 5321 section 4.1.2); quoted local parts are refused.
fn check_local(local: &str) -> Result<(), AddressFault> {
    if !local.is_ascii() {
        return Err(AddressFault::NeedsSmtpUtf8);
    }
    let atom = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    if local.len() <= LOCAL_MAX && local.split('.').all(atom) { Ok(()) } else { Err(AddressFault::Local) }
}

/// The domain in lower-case ASCII; umlaut domains by the IDNA mapping that browsers use (UTS 46).
fn ascii_domain(domain: &str) -> Result<String, AddressFault> {
    let ascii = if domain.is_ascii() {
        domain.to_ascii_lowercase()
    } else {
        if !domain.chars().all(|c| c.is_alphanumeric() || !c.is_ascii() || c == '-' || c == '.') {
            return Err(AddressFault::Domain);
        }
        let url = Url::parse(&format!("http://{domain}/")).map_err(|_| AddressFault::Domain)?;
        match url.host() {
            Some(Host::Domain(host)) => host.to_owned(),
            _ => return Err(AddressFault::Domain),
        }
    };
    if is_host_name(&ascii) && ascii.contains('.') { Ok(ascii) } else { Err(AddressFault::Domain) }
}

/// True for a host name in ASCII: labels of letters, digits and inner hyphens, the last one not a number.
pub(crate) fn is_host_name(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    text.is_ascii()
        && text.len() <= DOMAIN_MAX
        && text.split('.').all(is_label)
        && !last.bytes().all(|b| b.is_ascii_digit())
}

/// An address with the name that is shown beside it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mailbox {
    name: String,
    address: MailAddress,
}

impl Mailbox {
    /// A mailbox of a name as typed (cleaned here, cut at 200 characters, may be empty) and a bare address.
    pub fn new(name: &str, address: &str) -> Result<Self, AddressFault> {
        Ok(Self::of(name, address.parse()?))
    }

    /// The same for an address that was checked before.
    pub fn of(name: &str, address: MailAddress) -> Self {
        let name: String = clean_line(name).chars().take(NAME_MAX).collect();
        Self { name: name.trim_end().to_owned(), address }
    }

    /// The display name: one clean line, perhaps empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address.
    pub fn address(&self) -> &MailAddress {
        &self.address
    }

    /// The mailbox for a header, which the mail library encodes (RFC 2047) and folds.
    pub fn to_lettre(&self) -> HeaderMailbox {
        let name = (!self.name.is_empty()).then(|| self.name.clone());
        HeaderMailbox::new(name, self.address.to_lettre())
    }
}
