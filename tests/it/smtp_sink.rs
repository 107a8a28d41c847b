//! A relay on 127.0.0.1 that does what a test plans, in the clear, after STARTTLS or in TLS.
//!
//! Each connection is served by a thread of its own with blocking reads, so that one dialogue serves all three ways.
#![allow(clippy::unwrap_used, reason = "a test fixture stops the test")]

use std::collections::HashMap;
use std::collections::VecDeque;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::io::Read;
use std::io::Write;
use std::net::Ipv4Addr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;
use std::time::Duration;

use rustls::ServerConfig;
use rustls::ServerConnection;
use rustls::StreamOwned;
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;

/// How the sink protects its dialogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Not at all.
    Clear,
    /// STARTTLS is offered; the test's authority signed the certificate.
    StartTls,
    /// TLS from the first byte.
    Implicit,
}

/// Where in a dialogue something can be planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Point {
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Rset,
    Mail,
    Rcpt,
    Data,
    /// After the first line of a message.
    BeforeDot,
    /// After the dot; the message is not yet kept.
    AfterDot,
}

/// What happens at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The usual good answer.
    Fine,
    /// This answer (lines joined by CR LF); after 421 the sink hangs up.
    Say(&'static str),
    /// The good answer after a while.
    Slow(Duration),
    /// Nothing more is answered.
    Hang,
    /// The connection ends without an answer.
    Cut,
    /// After the dot: the mail is kept, but the connection ends without an answer.
    KeepAndCut,
}

/// A mail that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Number of the connection, from 1.
    pub connection: usize,
    pub secure: bool,
    /// Envelope sender.
    pub from: String,
    /// Envelope recipient.
    pub to: String,
    /// The message without dot-stuffing, with its last CR LF.
    pub bytes: Vec<u8>,
}

type Rule = dyn Fn(Point, &str) -> Act + Send + Sync;

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    connections: AtomicUsize,
    plan: Mutex<HashMap<Point, VecDeque<Act>>>,
    rule: Mutex<Option<Arc<Rule>>>,
    received: Mutex<Vec<Received>>,
    lines: Mutex<Vec<String>>,
}

/// A running sink; it ends with this value.
pub struct Sink {
    mode: Mode,
    port: u16,
    shared: Arc<Shared>,
}

impl Sink {
    pub fn start(mode: Mode) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let (inner, config) = (Arc::clone(&shared), Arc::new(server_config()));
        thread::spawn(move || {
            for tcp in listener.incoming().map_while(Result::ok) {
                if inner.stop.load(SeqCst) {
                    break;
                }
                let id = inner.connections.fetch_add(1, SeqCst) + 1;
                let (inner, config) = (Arc::clone(&inner), Arc::clone(&config));
                thread::spawn(move || serve(tcp, mode, id, &inner, config));
            }
        });
        Self { mode, port, shared }
    }

    /// The URL of this sink, with the test's authority where there is TLS.
    pub fn url(&self) -> String {
        let ca = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/smtp-ca.pem");
        match self.mode {
            Mode::Clear => format!("smtp://127.0.0.1:{}", self.port),
            Mode::StartTls => format!("smtp://127.0.0.1:{}?tls=starttls&ca={ca}", self.port),
            Mode::Implicit => format!("smtps://localhost:{}?ca={ca}", self.port),
        }
    }

    /// The next times that dialogues reach `point`, these acts happen, one each; afterwards all is fine.
    pub fn plan(&self, point: Point, acts: impl IntoIterator<Item = Act>) {
        self.shared.plan.lock().unwrap().entry(point).or_default().extend(acts);
    }

    /// Where nothing is planned, `rule` decides from the point and the recipient (empty before RCPT).
    pub fn rule(&self, rule: impl Fn(Point, &str) -> Act + Send + Sync + 'static) {
        *self.shared.rule.lock().unwrap() = Some(Arc::new(rule));
    }

    /// The mails accepted so far.
    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// How many mails were accepted so far.
    pub fn count(&self) -> usize {
        self.shared.received.lock().unwrap().len()
    }

    /// How many connections were made so far.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(SeqCst)
    }

    /// All command lines so far, in order of arrival, without line ends.
    pub fn lines(&self) -> Vec<String> {
        self.shared.lines.lock().unwrap().clone()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.shared.stop.store(true, SeqCst);
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

fn server_config() -> ServerConfig {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("../data/smtp-cert.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../data/smtp-key.pem")).unwrap();
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    builder.with_no_client_auth().with_single_cert(vec![certificate], key).unwrap()
}

/// Serves one connection; whatever breaks ends it.
fn serve(tcp: TcpStream, mode: Mode, id: usize, shared: &Shared, config: Arc<ServerConfig>) -> Option<()> {
    tcp.set_nodelay(true).ok()?;
    let tls = |tcp| Some(StreamOwned::new(ServerConnection::new(config).ok()?, tcp));
    let dialogue = |secure| Dialogue { shared, id, secure, from: String::new(), to: String::new() };
    match mode {
        Mode::Clear => dialogue(false).talk(tcp, true, false).map(|_| ()),
        Mode::Implicit => dialogue(true).talk(tls(tcp)?, true, false).map(|_| ()),
        Mode::StartTls => {
            let tcp = dialogue(false).talk(tcp, true, true)?;
            dialogue(true).talk(tls(tcp)?, false, false).map(|_| ())
        }
    }
}

struct Dialogue<'a> {
    shared: &'a Shared,
    id: usize,
    secure: bool,
    from: String,
    to: String,
}

impl Dialogue<'_> {
    /// Talks until the connection ends (`None`) or TLS is to begin over the stream.
    fn talk<S: Read + Write>(mut self, stream: S, greet: bool, offer_tls: bool) -> Option<S> {
        let mut stream = BufReader::new(stream);
        if greet {
            self.act(&mut stream, Point::Greeting, "220 sink ESMTP")?;
        }
        loop {
            let line = self.line(&mut stream)?;
            let command = line.to_ascii_uppercase();
            let word = command.split(' ').next().unwrap_or_default();
            match word {
                "EHLO" if offer_tls => self.act(&mut stream, Point::Ehlo, "250-sink\r\n250 STARTTLS"),
                "EHLO" => self.act(&mut stream, Point::Ehlo, "250-sink\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME"),
                "STARTTLS" => {
                    if self.act(&mut stream, Point::StartTls, "220 go")? {
                        return Some(stream.into_inner());
                    }
                    Some(false)
                }
                "AUTH" => self.log_in(&mut stream, &command),
                "RSET" => self.act(&mut stream, Point::Rset, "250 ok"),
                "MAIL" => {
                    self.from = in_brackets(&line);
                    self.act(&mut stream, Point::Mail, "250 ok")
                }
                "RCPT" => {
                    self.to = in_brackets(&line);
                    self.act(&mut stream, Point::Rcpt, "250 ok")
                }
                "DATA" => self.message(&mut stream),
                "QUIT" => {
                    say(&mut stream, "221 bye")?;
                    return None;
                }
                _ => say(&mut stream, "500 what?").map(|()| false),
            }?;
        }
    }

    fn log_in<S: Read + Write>(&self, stream: &mut BufReader<S>, command: &str) -> Option<bool> {
        if command == "AUTH LOGIN" {
            for question in ["334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6"] {
                say(stream, question)?;
                self.line(stream)?;
            }
        }
        self.act(stream, Point::Auth, "235 welcome")
    }

    fn message<S: Read + Write>(&self, stream: &mut BufReader<S>) -> Option<bool> {
        if !self.act(stream, Point::Data, "354 go")? {
            return Some(false);
        }
        let mut bytes = Vec::new();
        for number in 0.. {
            let mut line = Vec::new();
            stream.read_until(b'\n', &mut line).ok().filter(|&read| read > 0)?;
            if line == b".\r\n" {
                break;
            }
            bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            if number == 0 {
                self.act(stream, Point::BeforeDot, "")?;
            }
        }
        let act = self.next(Point::AfterDot);
        if matches!(act, Act::Fine | Act::Slow(_) | Act::KeepAndCut) {
            let (from, to) = (self.from.clone(), self.to.clone());
            let mail = Received { connection: self.id, secure: self.secure, from, to, bytes };
            self.shared.received.lock().unwrap().push(mail);
        }
        perform(stream, act, "250 2.0.0 kept")
    }

    fn line<S: Read>(&self, stream: &mut BufReader<S>) -> Option<String> {
        let mut line = String::new();
        stream.read_line(&mut line).ok().filter(|&read| read > 0)?;
        let line = line.trim_end().to_owned();
        self.shared.lines.lock().unwrap().push(line.clone());
        Some(line)
    }

    fn next(&self, point: Point) -> Act {
        let planned = self.shared.plan.lock().unwrap().get_mut(&point).and_then(VecDeque::pop_front);
        let rule = self.shared.rule.lock().unwrap().clone();
        planned.unwrap_or_else(|| rule.map_or(Act::Fine, |rule| rule(point, &self.to)))
    }

    fn act<S: Read + Write>(&self, stream: &mut BufReader<S>, point: Point, fine: &str) -> Option<bool> {
        perform(stream, self.next(point), fine)
    }
}

/// Does it; `Some(true)` when the dialogue goes on as if all were fine, `None` when it is over.
fn perform<S: Read + Write>(stream: &mut BufReader<S>, act: Act, fine: &str) -> Option<bool> {
    match act {
        Act::Fine => say(stream, fine).map(|()| true),
        Act::Slow(time) => {
            thread::sleep(time);
            say(stream, fine).map(|()| true)
        }
        Act::Say(text) => {
            say(stream, text)?;
            (!text.starts_with("421")).then_some(text.starts_with('2') || text.starts_with("354"))
        }
        Act::Hang => {
            let _ = io::copy(stream, &mut io::sink());
            None
        }
        Act::Cut | Act::KeepAndCut => None,
    }
}

fn say<S: Read + Write>(stream: &mut BufReader<S>, text: &str) -> Option<()> {
    if text.is_empty() {
        return Some(());
    }
    stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).ok()?;
    stream.get_mut().flush().ok()
}

fn in_brackets(line: &str) -> String {
    line.split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'))
        .map(|(inner, _)| inner.to_owned())
        .unwrap_or_default()
}
