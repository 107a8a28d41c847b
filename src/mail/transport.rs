//! Handing a finished mail to memory, a folder or an SMTP relay.
//!
//! Invariant: `Ok` from `send` means that the mail was taken; nothing here tries again.
//! Invariant: a link keeps its connection only after a success.

use std::fmt;
use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;
use std::path::PathBuf;
use std::process;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use std::time::Instant;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::Certificate;
use lettre::transport::smtp::client::CertificateStore;
use lettre::transport::smtp::client::TlsParameters;
use lettre::transport::smtp::extension::ClientId;
use tokio::task::spawn_blocking;

use crate::mail::address::MailAddress;
use crate::mail::address::is_host_name;
use crate::mail::mail_url::RelayUrl;
use crate::mail::mail_url::Security;
use crate::mail::smtp::Relay;
use crate::mail::smtp::Session;

pub use crate::mail::fault::DeliveryFault;
pub use crate::mail::fault::Stage;
pub use crate::mail::mail_url::MailUrl;

/// A finished mail to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMail {
    /// Envelope sender; bounces go there.
    pub envelope_from: MailAddress,
    /// The one recipient.
    pub to: MailAddress,
    /// The line that the reader sees first.
    pub subject: String,
    /// Name in a folder without `.eml`: ASCII letters, digits, `-` and `_`; the same for each copy of a mail.
    pub file_name: String,
    /// Header and body, line ends CRLF.
    pub message: String,
}

/// How to talk to a relay, apart from its URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Our host name in EHLO; empty means `[127.0.0.1]`.
    pub hello: String,
    /// Limit for connecting and for each mail as a whole, from MAIL (or connecting) to the answer to the dot.
    pub timeout: Duration,
    /// Most mails over one connection, at least 1.
    pub mails_per_connection: u32,
    /// File of the authorities (PEM) to trust instead of the system's; `ca=` in the URL wins.
    pub ca_file: Option<PathBuf>,
}

impl Default for SmtpSettings {
    /// 90 s, 100 mails, the system's authorities.
    fn default() -> Self {
        Self { hello: String::new(), timeout: Duration::from_secs(90), mails_per_connection: 100, ca_file: None }
    }
}

/// Where mails are handed over. Clones share what is behind.
#[derive(Debug, Clone)]
pub enum Transport {
    /// Kept in memory, for tests.
    Memory(MemoryMail),
    /// Written as `.eml` files.
    Folder(FolderMail),
    /// Sent to a relay.
    Smtp(SmtpMail),
}

impl Transport {
    /// Makes a transport; a folder is created, a file of authorities is read, a relay is not yet contacted.
    ///
    /// The error is one sentence without user or password.
    pub fn open(url: &MailUrl, settings: &SmtpSettings) -> Result<Self, String> {
        match url {
            MailUrl::Memory => Ok(Self::Memory(MemoryMail::default())),
            MailUrl::Folder(folder) => FolderMail::open(folder).map(Self::Folder),
            MailUrl::Relay(relay) => SmtpMail::open(relay, settings).map(Self::Smtp),
        }
    }

    /// A link of its own for one worker. With a relay it connects with the first mail, within the time limit of both.
    pub fn link(&self) -> Link {
        Link(match self {
            Self::Memory(memory) => LinkKind::Memory(memory.clone()),
            Self::Folder(folder) => LinkKind::Folder(folder.clone()),
            Self::Smtp(smtp) => LinkKind::Smtp { relay: Arc::clone(&smtp.0), session: None },
        })
    }

    /// As [`Transport::link`]; with a relay it connects now, within the time limit.
    pub async fn connect(&self) -> Result<Link, DeliveryFault> {
        let mut link = self.link();
        if let LinkKind::Smtp { relay, session } = &mut link.0 {
            *session = Some(Box::new(relay.open().await?));
        }
        Ok(link)
    }

    /// Hands over one mail; with a relay over a connection for this mail alone.
    pub async fn send(&self, mail: &OutgoingMail) -> Result<(), DeliveryFault> {
        let mut link = self.link();
        link.send(mail).await?;
        link.close().await;
        Ok(())
    }
}

/// One worker's way to the transport. Dropping it without `close` hangs up.
pub struct Link(LinkKind);

enum LinkKind {
    Memory(MemoryMail),
    Folder(FolderMail),
    Smtp { relay: Arc<Relay>, session: Option<Box<Session>> },
}

impl Link {
    /// Hands over one mail.
    ///
    /// With a relay the connection is dropped on any fault and when this future is dropped; the next call connects
    /// anew, as it does after the settings' number of mails and when the relay has closed the connection meanwhile.
    pub async fn send(&mut self, mail: &OutgoingMail) -> Result<(), DeliveryFault> {
        match &mut self.0 {
            LinkKind::Memory(memory) => memory.send(mail),
            LinkKind::Folder(folder) => folder.send(mail).await,
            LinkKind::Smtp { relay, session } => {
                let held = session.take().map(|boxed| *boxed);
                *session = Some(Box::new(relay.deliver(held, mail).await?));
                Ok(())
            }
        }
    }

    /// True while a connection is held that the next mail can use; always true for memory and folder.
    pub fn is_open(&self) -> bool {
        !matches!(self.0, LinkKind::Smtp { session: None, .. })
    }

    /// Says goodbye (QUIT, at most 5 s) and hangs up. May follow any number of mails, none included.
    pub async fn close(self) {
        if let LinkKind::Smtp { relay, session: Some(session) } = self.0 {
            relay.part(*session).await;
        }
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Link({})", if self.is_open() { "open" } else { "closed" })
    }
}

/// Mails kept in memory, in the order of arrival. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct MemoryMail {
    taken: Arc<Mutex<Vec<OutgoingMail>>>,
    refusals: Arc<Mutex<Vec<DeliveryFault>>>,
}

impl MemoryMail {
    /// Copies of all mails taken so far.
    pub fn mails(&self) -> Vec<OutgoingMail> {
        locked(&self.taken).clone()
    }

    /// Takes all mails out.
    pub fn take(&self) -> Vec<OutgoingMail> {
        std::mem::take(&mut locked(&self.taken))
    }

    /// The next sends fail with these faults, one each, first things first; then mails are taken again.
    pub fn refuse(&self, faults: impl IntoIterator<Item = DeliveryFault>) {
        locked(&self.refusals).extend(faults);
    }

    /// Takes mails again, whatever was to be refused.
    pub fn relent(&self) {
        locked(&self.refusals).clear();
    }

    fn send(&self, mail: &OutgoingMail) -> Result<(), DeliveryFault> {
        let mut refusals = locked(&self.refusals);
        if refusals.is_empty() {
            locked(&self.taken).push(mail.clone());
            return Ok(());
        }
        Err(refusals.remove(0))
    }
}

/// Mails written as files into a folder.
#[derive(Debug, Clone)]
pub struct FolderMail {
    folder: PathBuf,
}

impl FolderMail {
    fn open(folder: &Path) -> Result<Self, String> {
        let told = |e: io::Error| format!("the folder for mails cannot be made: {e}");
        fs::create_dir_all(folder).map_err(told)?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Writes `<file_name>.eml` whole or not at all; a repeat replaces the file by equal bytes.
    async fn send(&self, mail: &OutgoingMail) -> Result<(), DeliveryFault> {
        let name = &mail.file_name;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            return Err(DeliveryFault::unanswered(Stage::Body, "the mail has no usable file name"));
        }
        let (folder, name, message) = (self.folder.clone(), name.clone(), mail.message.clone());
        let written = spawn_blocking(move || write_whole(&folder, &name, message.as_bytes())).await;
        let failed = |kind| DeliveryFault::unanswered(Stage::Body, format!("the mail's file was not written ({kind})"));
        written.map_err(|_| failed(io::ErrorKind::Interrupted))?.map_err(|e| failed(e.kind()))
    }
}

fn write_whole(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let draft = folder.join(format!(".{name}.{}-{count}.tmp", process::id()));
    let written = fs::File::create_new(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_data()
    });
    let placed = written.and_then(|()| fs::rename(&draft, folder.join(format!("{name}.eml"))));
    if placed.is_err() {
        let _ = fs::remove_file(&draft);
    }
    placed
}

/// An SMTP relay.
#[derive(Clone)]
pub struct SmtpMail(Arc<Relay>);

impl SmtpMail {
    fn open(url: &RelayUrl, settings: &SmtpSettings) -> Result<Self, String> {
        let hello = match settings.hello.as_str() {
            "" => ClientId::default(),
            name if is_host_name(name) => ClientId::Domain(name.to_owned()),
            _ => return Err("the name for EHLO is not a host name in ASCII".to_owned()),
        };
        let ca_file = url.ca_file.as_ref().or(settings.ca_file.as_ref());
        let tls = match url.security {
            Security::None => None,
            Security::Implicit | Security::StartTls => Some(tls_parameters(&url.host, ca_file)?),
        };
        Ok(Self(Arc::new(Relay {
            host: url.host.clone(),
            port: url.port,
            security: url.security,
            credentials: url.login.clone().map(|(user, password)| Credentials::new(user, password)),
            tls,
            hello,
            timeout: settings.timeout,
            mails_per_connection: settings.mails_per_connection.max(1),
        })))
    }
}

impl fmt::Debug for SmtpMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpMail({}:{} {:?})", self.0.host, self.0.port, self.0.security)
    }
}

fn tls_parameters(host: &str, ca_file: Option<&PathBuf>) -> Result<TlsParameters, String> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = ca_file {
        let pem = fs::read(file).map_err(|e| format!("the file of mail authorities cannot be read: {e}"))?;
        if !pem.windows(27).any(|w| w == b"-----BEGIN CERTIFICATE-----") {
            return Err("the file of mail authorities holds no certificate in PEM form".to_owned());
        }
        let told = |_| "the file of mail authorities holds a broken certificate".to_owned();
        builder = builder
            .certificate_store(CertificateStore::None)
            .add_root_certificate(Certificate::from_pem(&pem).map_err(told)?);
    }
    builder.build().map_err(|e| format!("TLS cannot be prepared: {e}"))
}

/// At most so many mails per second over all links. Knows no clock.
#[derive(Debug)]
pub struct Rate {
    /// Distance of two mails; zero means no limit.
    step: Duration,
    next: Mutex<Option<Instant>>,
}

impl Rate {
    /// A limit of `per_second` mails; 0 means none.
    pub fn new(per_second: u32) -> Self {
        let nanos = 1_000_000_000_u64.div_ceil(u64::from(per_second.max(1)));
        let step = if per_second == 0 { Duration::ZERO } else { Duration::from_nanos(nanos) };
        Self { step, next: Mutex::new(None) }
    }

    /// Books the next free moment at or after `now` and says how long to wait for it.
    pub fn wait(&self, now: Instant) -> Duration {
        let mut next = locked(&self.next);
        let moment = next.map_or(now, |free| free.max(now));
        *next = moment.checked_add(self.step);
        moment.duration_since(now)
    }
}

/// The value, even if a thread died while it held the lock: each change here is one step.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
