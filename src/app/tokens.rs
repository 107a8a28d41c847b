//! Tokens in links: derived, never stored, the same in each mail about the same thing.
//!
//! `id.epoch.MAC`, the MAC being HMAC-SHA-256 over purpose, id and epoch, cut to 128 bit. Raising the epoch in the row
//! makes all earlier links worthless. Unknown, wrong and revoked look the same to whoever asks.

use std::fs;
use std::io::ErrorKind;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Hmac;
use hmac::KeyInit as _;
use hmac::Mac as _;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Answering for one contact and one date; id: contact and occurrence.
    Answer,
    /// Wishes and unsubscribing; id: contact.
    Wishes,
    /// The personal feed; id: contact.
    Feed,
    /// A form that we gave out; id: contact.
    Form,
    /// A mail that comes back; id: notification.
    Bounce,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Wishes => "wishes",
            Self::Feed => "feed",
            Self::Form => "form",
            Self::Bounce => "bounce",
        }
    }
}

/// The keys that sign links; the first signs, all verify. Each is laid into its MAC once, which is half of what a token
/// costs.
#[derive(Clone)]
pub struct Keys(Vec<Hmac<Sha256>>);

/// What a valid token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The rows it is about, one or two.
    pub ids: Vec<i64>,
    /// The epoch it was made in.
    pub epoch: i64,
}

impl Keys {
    /// Reads the keys, and makes the file with one new key when `may_make`.
    ///
    /// Errors: a sentence that names the file and what to do.
    pub fn open(file: &Path, may_make: bool) -> Result<Self, String> {
        let name = file.display();
        if !file.exists() && may_make {
            make(file).map_err(|error| format!("{name} (secret_file) cannot be made: {error}"))?;
        }
        let text = fs::read_to_string(file).map_err(|error| {
            if error.kind() == ErrorKind::PermissionDenied {
                return format!("{name} (secret_file) belongs to another user: give it to the one that runs treffpunkt");
            }
            format!(
                "{name} (secret_file) cannot be read: {error}. Links in mails that are out need it: restore it from the \
                 backup, the same on all replicas. If it is lost, make a new one, and all earlier links are dead: \
                 head -c 32 /dev/urandom | basenc --base64url | tr -d = > {name}"
            )
        })?;
        let keys: Option<Vec<Hmac<Sha256>>> = text.split_whitespace().map(key).collect();
        match keys {
            Some(keys) if !keys.is_empty() => Ok(Self(keys)),
            _ => Err(format!("{name} (secret_file) must hold 32 random bytes a line, as base64url")),
        }
    }

    /// The token for some rows.
    pub fn sign(&self, purpose: Purpose, ids: &[i64], epoch: i64) -> String {
        let id = ids.iter().map(i64::to_string).collect::<Vec<_>>().join("-");
        let mac = self.0.first().map(|key| mac(key, purpose, &id, epoch)).unwrap_or_default();
        format!("{id}.{epoch}.{}", URL_SAFE_NO_PAD.encode(mac))
    }

    /// The mark of a form that goes with a secret: who does not know the secret cannot make it.
    pub fn mark(&self, of: &str) -> String {
        self.0.first().map(|key| URL_SAFE_NO_PAD.encode(mac_of(key, &format!("office|{of}")))).unwrap_or_default()
    }

    /// What a token says, if one of the keys signed it for this purpose.
    pub fn verify(&self, purpose: Purpose, token: &str) -> Option<Token> {
        let mut parts = token.split('.');
        let (id, epoch, given) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        let given = URL_SAFE_NO_PAD.decode(given).ok()?;
        let signed = |key: &Hmac<Sha256>| bool::from(mac(key, purpose, id, epoch).ct_eq(given.as_slice()));
        if parts.next().is_some() || !self.0.iter().any(signed) {
            return None;
        }
        let ids = id.split('-').map(|id| id.parse().ok()).collect::<Option<_>>()?;
        Some(Token { ids, epoch })
    }
}

/// A line of the file.
fn key(line: &str) -> Option<Hmac<Sha256>> {
    let key = URL_SAFE_NO_PAD.decode(line).ok().filter(|key| key.len() == 32)?;
    Hmac::new_from_slice(&key).ok()
}

fn mac(key: &Hmac<Sha256>, purpose: Purpose, id: &str, epoch: i64) -> Vec<u8> {
    mac_of(key, &format!("{}|{id}|{epoch}", purpose.word()))
}

fn mac_of(key: &Hmac<Sha256>, text: &str) -> Vec<u8> {
    let mac = key.clone().chain_update(text.as_bytes());
    mac.finalize().into_bytes()[..16].to_vec()
}

fn make(file: &Path) -> std::io::Result<()> {
    let mut key = [0_u8; 32];
    getrandom::fill(&mut key).map_err(std::io::Error::other)?;
    let mut made = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    writeln!(made, "{}", URL_SAFE_NO_PAD.encode(key))
}
