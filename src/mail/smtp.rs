//! One SMTP dialogue with a relay, step by step, so that the step of a refusal is known.
//!
//! Invariant: only a 250 after the final dot is success.
//! Invariant: a session is handed back only after success; any error, timeout or cancellation drops it, because a
//! half-read dialogue reports the next mail's fate wrongly.
//! Invariant: no user, password or mail goes out before TLS, unless the URL allowed plain text.

use std::error::Error as _;
use std::fmt;
use std::io;
use std::time::Duration;

use lettre::transport::smtp::Error as LettreError;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::client::TlsParameters;
use lettre::transport::smtp::commands::Auth;
use lettre::transport::smtp::commands::Data;
use lettre::transport::smtp::commands::Ehlo;
use lettre::transport::smtp::commands::Mail;
use lettre::transport::smtp::commands::Quit;
use lettre::transport::smtp::commands::Rcpt;
use lettre::transport::smtp::commands::Rset;
use lettre::transport::smtp::commands::Starttls;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::extension::MailBodyParameter;
use lettre::transport::smtp::extension::MailParameter;
use lettre::transport::smtp::response::Response;
use tokio::net::TcpStream;
use tokio::time::timeout;

pub use crate::mail::fault::DeliveryFault;
pub use crate::mail::fault::Reply;
pub use crate::mail::fault::Stage;
pub use crate::mail::fault::classify;
use crate::mail::mail_url::Security;
use crate::mail::transport::OutgoingMail;
use crate::mail::wire::Wire;
use crate::mail::wire::blank;
use crate::mail::wire::on_the_wire;

/// Most steps a login may take; LOGIN needs two.
const CHALLENGES_MAX: usize = 4;
/// Longest wait for RSET on a parked connection and for QUIT; a quarter of the whole limit if that is shorter.
const COURTESY: Duration = Duration::from_secs(5);

/// Everything that is needed to talk to one relay.
pub(crate) struct Relay {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub credentials: Option<Credentials>,
    /// Present unless `security` is `None`.
    pub tls: Option<TlsParameters>,
    pub hello: ClientId,
    pub timeout: Duration,
    pub mails_per_connection: u32,
}

impl Relay {
    /// A session ready for MAIL: the held one after RSET (which also shows that it still lives), or a new one.
    ///
    /// A parked connection that the relay has closed meanwhile is no fault of the mail: nothing was said about it yet.
    async fn ready(&self, held: Option<Session>, stage: &mut Stage) -> Result<Session, DeliveryFault> {
        if let Some(mut session) = held {
            if session.mails >= self.mails_per_connection {
                self.part(session).await;
            } else if matches!(timeout(self.courtesy(), session.step(Stage::Mail, Rset)).await, Ok(Ok(_))) {
                return Ok(session);
            }
        }
        Session::open(self, stage).await
    }

    /// Delivers one mail within the time limit; the session comes back only on success.
    pub async fn deliver(&self, held: Option<Session>, mail: &OutgoingMail) -> Result<Session, DeliveryFault> {
        let mut stage = Stage::Connect;
        let whole = async {
            let mut session = self.ready(held, &mut stage).await?;
            session.deliver(mail, &mut stage).await?;
            Ok(session)
        };
        let outcome = timeout(self.timeout, whole).await;
        outcome.unwrap_or_else(|_| Err(self.too_slow(stage)))
    }

    /// Opens a session within the time limit.
    pub async fn open(&self) -> Result<Session, DeliveryFault> {
        let mut stage = Stage::Connect;
        let outcome = timeout(self.timeout, Session::open(self, &mut stage)).await;
        outcome.unwrap_or_else(|_| Err(self.too_slow(stage)))
    }

    /// Says QUIT and hangs up, whatever the relay answers.
    pub async fn part(&self, mut session: Session) {
        let _ = timeout(self.courtesy(), session.step(Stage::Mail, Quit)).await;
    }

    fn courtesy(&self) -> Duration {
        COURTESY.min(self.timeout / 4)
    }

    fn too_slow(&self, stage: Stage) -> DeliveryFault {
        DeliveryFault::unanswered(stage, format!("not finished within {:?}", self.timeout))
    }
}

/// What a relay offers in its answer to EHLO, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Offers {
    starttls: bool,
    eight_bit: bool,
    /// How to log in: PLAIN where offered, else LOGIN.
    login: Option<Mechanism>,
}

impl Offers {
    /// Read from the lines after the first (RFC 5321 section 4.1.1.1); keywords in any case.
    fn read(response: &Response) -> Self {
        let mut offers = Self::default();
        for line in response.message().skip(1) {
            let line = line.to_ascii_uppercase().replace("AUTH=", "AUTH ");
            let mut words = line.split_whitespace();
            match words.next() {
                Some("STARTTLS") => offers.starttls = true,
                Some("8BITMIME") => offers.eight_bit = true,
                Some("AUTH") => words.for_each(|word| match word {
                    "PLAIN" => offers.login = Some(Mechanism::Plain),
                    "LOGIN" => offers.login = offers.login.or(Some(Mechanism::Login)),
                    _ => {}
                }),
                _ => {}
            }
        }
        offers
    }
}

/// An open dialogue.
pub(crate) struct Session {
    smtp: AsyncSmtpConnection,
    offers: Offers,
    mails: u32,
}

impl Session {
    async fn open(relay: &Relay, stage: &mut Stage) -> Result<Self, DeliveryFault> {
        *stage = Stage::Connect;
        let cut = |e: io::Error| DeliveryFault::unanswered(Stage::Connect, format!("no connection ({})", e.kind()));
        let tcp = TcpStream::connect((relay.host.as_str(), relay.port)).await.map_err(cut)?;
        tcp.set_nodelay(true).map_err(cut)?;
        let wire = Wire::new(tcp);
        let mut session = Self {
            smtp: blank().await.map_err(|e| unanswered(Stage::Connect, &e))?,
            offers: Offers::default(),
            mails: 0,
        };
        session.take(&wire, relay.tls.as_ref().filter(|_| relay.security == Security::Implicit), stage).await?;
        *stage = Stage::Connect;
        let greeting = session.smtp.read_response().await;
        accepted(Stage::Connect, greeting)?;
        session.hello(relay, stage).await?;
        if relay.security == Security::StartTls {
            session.start_tls(relay, &wire, stage).await?;
        }
        if let Some(credentials) = &relay.credentials {
            *stage = Stage::Auth;
            session.log_in(credentials).await?;
        }
        Ok(session)
    }

    /// Goes on over `wire`, in TLS when parameters are given. Bytes read ahead before are thrown away, so nothing that
    /// somebody on the way slipped in behind the answer to STARTTLS counts (RFC 3207 section 4.2).
    #[expect(deprecated, reason = "the only way to lettre's TLS over a socket of our own, which needs TCP_NODELAY")]
    async fn take(&mut self, wire: &Wire, tls: Option<&TlsParameters>, stage: &mut Stage) -> Result<(), DeliveryFault> {
        use lettre::transport::smtp::client::AsyncNetworkStream;
        let mut stream = AsyncNetworkStream::use_existing_tokio1(Box::new(wire.clone()));
        if let Some(parameters) = tls {
            *stage = Stage::Tls;
            stream.upgrade_tls(parameters.clone()).await.map_err(|e| unanswered(Stage::Tls, &e))?;
        }
        self.smtp.set_stream(stream);
        Ok(())
    }

    async fn hello(&mut self, relay: &Relay, stage: &mut Stage) -> Result<(), DeliveryFault> {
        *stage = Stage::Ehlo;
        let response = self.step(Stage::Ehlo, Ehlo::new(relay.hello.clone())).await?;
        self.offers = Offers::read(&response);
        Ok(())
    }

    async fn start_tls(&mut self, relay: &Relay, wire: &Wire, stage: &mut Stage) -> Result<(), DeliveryFault> {
        *stage = Stage::Tls;
        if !self.offers.starttls || relay.tls.is_none() {
            return Err(DeliveryFault::unanswered(Stage::Tls, "the relay does not offer STARTTLS"));
        }
        self.step(Stage::Tls, Starttls).await?;
        self.take(wire, relay.tls.as_ref(), stage).await?;
        self.hello(relay, stage).await
    }

    /// AUTH PLAIN (RFC 4616) or, if only that is offered, LOGIN.
    async fn log_in(&mut self, credentials: &Credentials) -> Result<(), DeliveryFault> {
        let unusable = |_| DeliveryFault::unanswered(Stage::Auth, "the relay's login question is not understood");
        let mechanism = self
            .offers
            .login
            .ok_or_else(|| DeliveryFault::unanswered(Stage::Auth, "the relay offers neither PLAIN nor LOGIN"))?;
        let mut command = Auth::new(mechanism, credentials.clone(), None).map_err(unusable)?;
        for _ in 0..CHALLENGES_MAX {
            let response = self.smtp.command(command).await.map_err(|e| refused(Stage::Auth, &e))?;
            if !response.has_code(334) {
                return accepted(Stage::Auth, Ok(response)).map(|_| ());
            }
            command = Auth::new_from_response(mechanism, credentials.clone(), &response).map_err(unusable)?;
        }
        Err(DeliveryFault::unanswered(Stage::Auth, "the relay's login questions do not end"))
    }

    async fn deliver(&mut self, mail: &OutgoingMail, stage: &mut Stage) -> Result<(), DeliveryFault> {
        *stage = Stage::Mail;
        let options = match (mail.message.is_ascii(), self.offers.eight_bit) {
            (true, _) => Vec::new(),
            (false, true) => vec![MailParameter::Body(MailBodyParameter::EightBitMime)],
            (false, false) => return Err(DeliveryFault::unanswered(Stage::Mail, "the relay does not take 8BITMIME")),
        };
        self.step(Stage::Mail, Mail::new(Some(mail.envelope_from.to_lettre()), options)).await?;
        *stage = Stage::Rcpt;
        self.step(Stage::Rcpt, Rcpt::new(mail.to.to_lettre(), Vec::new())).await?;
        *stage = Stage::Data;
        let go = self.smtp.command(Data).await.map_err(|e| refused(Stage::Data, &e))?;
        if !go.has_code(354) {
            return Err(classify(Stage::Data, &reply_of(&go)));
        }
        *stage = Stage::Body;
        let end = self.smtp.command(on_the_wire(&mail.message)).await.map_err(|e| refused(Stage::Body, &e))?;
        if !end.has_code(250) {
            return Err(classify(Stage::Body, &reply_of(&end)));
        }
        self.mails += 1;
        Ok(())
    }

    /// One command whose good answer is 2xx.
    async fn step<C: fmt::Display>(&mut self, stage: Stage, command: C) -> Result<Response, DeliveryFault> {
        let answer = self.smtp.command(command).await;
        accepted(stage, answer)
    }
}

/// The answer if it is 2xx, else what it means.
fn accepted(stage: Stage, answer: Result<Response, LettreError>) -> Result<Response, DeliveryFault> {
    let response = answer.map_err(|e| refused(stage, &e))?;
    if response.code().severity as u8 == 2 { Ok(response) } else { Err(classify(stage, &reply_of(&response))) }
}

fn reply_of(response: &Response) -> Reply {
    Reply::new(u16::from(response.code()), &response.message().collect::<Vec<_>>().join(" "))
}

/// What an error of the library means: a 4xx or 5xx reply, or no reply at all.
fn refused(stage: Stage, error: &LettreError) -> DeliveryFault {
    match error.status() {
        Some(code) => {
            let text = error.source().map(ToString::to_string).unwrap_or_default();
            classify(stage, &Reply::new(u16::from(code), &text))
        }
        None => unanswered(stage, error),
    }
}

/// No usable reply. The library's own text is shown only for TLS; elsewhere it may quote the relay.
fn unanswered(stage: Stage, error: &LettreError) -> DeliveryFault {
    let what = if stage == Stage::Tls && !error.is_response() {
        format!("no trusted TLS connection ({error})")
    } else if error.is_response() {
        "connection closed, or an answer that is no SMTP reply".to_owned()
    } else {
        "connection broken".to_owned()
    };
    DeliveryFault::unanswered(stage, what)
}
