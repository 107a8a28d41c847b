//! Headers and MIME tree of a mail (RFC 5322, 2046, 6047, 8058, 3834).
//!
//! Invariant: no value reaches a header that could end it: names and addresses are clean, all else is checked ASCII.
//! Invariant: boundaries come from the Message-ID, so copies of a mail have the same bytes.

use std::time::SystemTime;

use lettre::Message;
use lettre::address::Envelope;
use lettre::message::Attachment;
use lettre::message::Body;
use lettre::message::MultiPart;
use lettre::message::SinglePart;
use lettre::message::header::ContentTransferEncoding;
use lettre::message::header::ContentType;
use lettre::message::header::Header;
use lettre::message::header::HeaderName;
use lettre::message::header::HeaderValue;

use crate::domain::text::clean_line;
use crate::domain::text::is_web_address;
use crate::mail::address::Mailbox;
use crate::mail::compose::ComposeFault;
use crate::mail::invite::CalendarPart;
use crate::mail::letter::Letter;
use crate::mail::quoted_printable;

/// Makes a header whose value is plain ASCII without line breaks.
macro_rules! plain_header {
    ($(#[$doc:meta])* $type:ident, $name:literal) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub(super) struct $type(String);

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self(text.to_owned()))
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
            }
        }
    };
}

plain_header!(
    /// RFC 5322 3.6.4.
    MessageId,
    "Message-ID"
);
plain_header!(
    /// The hash of the outbox key: what makes a copy known to relays that drop doubles.
    IdempotencyKey,
    "X-Idempotency-Key"
);
plain_header!(
    /// RFC 3834: no vacation replies.
    AutoSubmitted,
    "Auto-Submitted"
);
plain_header!(
    /// RFC 2919.
    ListId,
    "List-Id"
);
plain_header!(
    /// RFC 2369.
    ListUnsubscribe,
    "List-Unsubscribe"
);
plain_header!(
    /// RFC 8058.
    ListUnsubscribePost,
    "List-Unsubscribe-Post"
);

/// Says that no person wrote the mail.
pub(super) fn auto_generated() -> AutoSubmitted {
    AutoSubmitted("auto-generated".to_owned())
}

/// The parts of a mail that were written before.
pub(super) struct Parts {
    pub subject: String,
    pub text: String,
    pub html: String,
    pub calendar: Option<CalendarPart>,
}

/// Header and body of a mail.
pub(super) fn write(letter: &Letter, parts: Parts) -> Result<String, ComposeFault> {
    let (office, delivery) = (&letter.office, &letter.delivery);
    let hash = plain("key_hash", &delivery.key_hash, |c| c.is_ascii_alphanumeric())?;
    let domain = plain("message_domain", &delivery.message_domain, is_host)?;
    let list = plain("list_id", &delivery.list_id, is_host)?;
    let envelope = Envelope::new(Some(delivery.envelope_from.to_lettre()), vec![letter.recipient.address.to_lettre()]);
    let envelope = envelope.map_err(|_| ComposeFault::Build)?;
    let mut builder = Message::builder()
        .from(Mailbox::of(&office.sender, office.from.clone()).to_lettre())
        .reply_to(Mailbox::of(&office.name, office.reply_to.clone()).to_lettre())
        .to(Mailbox::of(&letter.recipient.name, letter.recipient.address.clone()).to_lettre())
        // Said here, as the library would find it out by reading the headers.
        .envelope(envelope)
        .subject(clean_subject(&parts.subject))
        .date(SystemTime::from(delivery.written_at))
        .header(MessageId(format!("<{hash}@{domain}>")))
        .header(IdempotencyKey(hash.to_owned()))
        .header(auto_generated())
        .header(ListId(format!("<{list}>")));
    if letter.kind.may_be_unsubscribed() {
        let url = unsubscribe(&letter.links.unsubscribe)?;
        builder = builder.header(ListUnsubscribe(format!("<{url}>")));
        // A relay's POST would otherwise travel in the clear (RFC 8058 section 3.1).
        if url.starts_with("https://") {
            builder = builder.header(ListUnsubscribePost("List-Unsubscribe=One-Click".to_owned()));
        }
    }
    let message = builder.multipart(tree(letter, hash, parts)?).map_err(|_| ComposeFault::Build)?;
    String::from_utf8(message.formatted()).map_err(|_| ComposeFault::Build)
}

/// `mixed{ alternative{ plain, html, calendar }, attachment }`; what a mail has not is left out of the tree.
fn tree(letter: &Letter, hash: &str, parts: Parts) -> Result<MultiPart, ComposeFault> {
    let short: String = hash.chars().take(32).collect();
    let text = SinglePart::plain(encoded(parts.text));
    let html = SinglePart::html(encoded(parts.html));
    // "=_" stands in no quoted-printable and no base64, so the boundary is in no part.
    let alternative = MultiPart::alternative().boundary(format!("=_a{short}")).singlepart(text).singlepart(html);
    let Some(calendar) = parts.calendar else { return Ok(alternative) };
    let file = format!("{}.ics", letter.kind.word().replace('_', "-"));
    // Twice in the mail, and encoded once.
    let entry = encoded(calendar.text);
    let attached = Attachment::new(file).body(entry.clone(), kind("application/ics; charset=utf-8")?);
    let alternative = match calendar.method {
        Some(method) => {
            let asked = kind(&format!("text/calendar; method={}; charset=utf-8", method.name()))?;
            alternative.singlepart(SinglePart::builder().header(asked).body(entry))
        }
        None => alternative,
    };
    Ok(MultiPart::mixed().boundary(format!("=_m{short}")).multipart(alternative).singlepart(attached))
}

/// A part's text, ready for each relay: quoted-printable where little is beyond ASCII, for which it is the shortest; the
/// library encodes the rest.
fn encoded(text: String) -> Body {
    // Of most characters beyond ASCII it is half; characters are counted faster than such bytes.
    let following = text.len() - text.chars().count();
    if following > 0 && following < text.len() / 12 {
        Body::dangerous_pre_encoded(quoted_printable::encode(&text), ContentTransferEncoding::QuotedPrintable)
    } else {
        Body::new(text)
    }
}

fn kind(text: &str) -> Result<ContentType, ComposeFault> {
    ContentType::parse(text).map_err(|_| ComposeFault::Build)
}

/// The subject as one line; isolates stay, other directional marks and controls go.
fn clean_subject(subject: &str) -> String {
    let parts = subject.split('\u{2068}').map(|part| part.split('\u{2069}').map(clean_spaced).collect::<Vec<_>>());
    let parts: Vec<String> = parts.map(|part| part.join("\u{2069}")).collect();
    parts.join("\u{2068}").trim().to_owned()
}

/// [`clean_line`] that keeps one space at each end.
fn clean_spaced(part: &str) -> String {
    let (before, after) = (part.starts_with(char::is_whitespace), part.ends_with(char::is_whitespace));
    let line = clean_line(part);
    let space = |is: bool| if is { " " } else { "" };
    if line.is_empty() { space(before).to_owned() } else { format!("{}{line}{}", space(before), space(after)) }
}

fn plain<'a>(field: &'static str, text: &'a str, may: impl Fn(char) -> bool) -> Result<&'a str, ComposeFault> {
    if (1..=200).contains(&text.len()) && text.chars().all(may) { Ok(text) } else { Err(ComposeFault::Field(field)) }
}

fn is_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '.' || c == '-'
}

/// The address of one-click unsubscribing, fit for a header.
fn unsubscribe(url: &str) -> Result<&str, ComposeFault> {
    let fit =
        is_web_address(url) && url.len() < 900 && url.bytes().all(|b| b.is_ascii_graphic() && b != b'>' && b != b',');
    if fit { Ok(url) } else { Err(ComposeFault::Field("links.unsubscribe")) }
}
