//! What a relay's refusal means: which mails wait, which are dead, and when the whole transport stops.
//!
//! Invariant: `classify` is pure; it is the only place that knows the table of replies.
//! Invariant: a `Reply` holds no mail address, so its text may be stored; `Display` shows numbers only and may be
//! logged.

use std::fmt;

use crate::domain::text::clean_line;

/// Longest reply text that is kept, in characters.
const TEXT_MAX: usize = 300;

/// The step of a dialogue (RFC 5321 section 3) at which something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Name look-up, TCP and the greeting.
    Connect,
    /// STARTTLS and the TLS handshake.
    Tls,
    /// EHLO.
    Ehlo,
    /// AUTH.
    Auth,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Rcpt,
    /// DATA, before the message.
    Data,
    /// The message and the final dot.
    Body,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "connect",
            Self::Tls => "TLS",
            Self::Ehlo => "EHLO",
            Self::Auth => "AUTH",
            Self::Mail => "MAIL",
            Self::Rcpt => "RCPT",
            Self::Data => "DATA",
            Self::Body => "message",
        })
    }
}

/// What a relay answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The three digits (RFC 5321 section 4.2).
    pub code: u16,
    /// The enhanced code (RFC 3463), only when its class is that of `code`.
    pub enhanced: Option<(u8, u16, u16)>,
    /// The text without enhanced code and mail addresses: one clean line of at most 300 characters.
    pub text: String,
}

impl Reply {
    /// A reply of its three digits and its raw text, the lines joined by spaces.
    pub fn new(code: u16, text: &str) -> Self {
        let text = clean_line(text);
        let (first, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let enhanced = enhanced_code(first).filter(|&(class, _, _)| u16::from(class) == code / 100);
        let kept = if enhanced.is_some() { rest } else { &text };
        Self { code, enhanced, text: without_addresses(kept) }
    }
}

impl fmt::Display for Reply {
    /// Code and enhanced code only.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.enhanced {
            Some((class, subject, detail)) => write!(f, "{} {class}.{subject}.{detail}", self.code),
            None => write!(f, "{}", self.code),
        }
    }
}

/// `5.1.1` as three numbers (RFC 3463 section 2).
fn enhanced_code(word: &str) -> Option<(u8, u16, u16)> {
    let mut parts = word.split('.');
    let mut number = |longest: usize| {
        let part = parts.next()?;
        let digits = (1..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u16>().ok()).flatten()
    };
    let (class, subject, detail) = (number(1)?, number(3)?, number(3)?);
    let class = u8::try_from(class).ok().filter(|class| matches!(class, 2 | 4 | 5))?;
    parts.next().is_none().then_some((class, subject, detail))
}

/// The text with `<address>` in the place of each word that holds an `@`.
fn without_addresses(text: &str) -> String {
    let words = text.split(' ').map(|word| if word.contains(['@', '＠']) { "<address>" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(TEXT_MAX).collect()
}

/// Why a mail was not accepted, sorted by what is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryFault {
    /// 4xx, a timeout, a cut or unreadable connection: try again later.
    Temporary {
        /// Where.
        stage: Stage,
        /// The relay's answer, if there was one.
        reply: Option<Reply>,
        /// What happened, in words of our own; no address, no text of the relay.
        what: String,
    },
    /// 5xx at RCPT: this mail is dead.
    RefusedRecipient {
        /// The relay's answer.
        reply: Reply,
        /// 5.1.x: the address does not exist; write to it no more.
        suppress: bool,
    },
    /// 5.7.x at RCPT: they refuse us, not the person. The domain rests, nobody is suppressed.
    RefusedPolicy {
        /// The relay's answer.
        reply: Reply,
    },
    /// 5xx at DATA or after the dot: this mail is dead, nobody is suppressed.
    RefusedMessage {
        /// The relay's answer.
        reply: Reply,
    },
    /// 5xx before RCPT: no mail can go; the mails stay unspent.
    TransportStopped {
        /// Where.
        stage: Stage,
        /// The relay's answer.
        reply: Reply,
    },
    /// 421 at any step: the relay wants a rest; the attempt does not count.
    Rest {
        /// The relay's answer.
        reply: Reply,
    },
}

impl DeliveryFault {
    /// A temporary fault without a reply; `what` in words of our own.
    pub fn unanswered(stage: Stage, what: impl Into<String>) -> Self {
        Self::Temporary { stage, reply: None, what: what.into() }
    }

    /// The relay's answer, if there was one.
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Temporary { reply, .. } => reply.as_ref(),
            Self::RefusedRecipient { reply, .. }
            | Self::RefusedPolicy { reply }
            | Self::RefusedMessage { reply }
            | Self::TransportStopped { reply, .. }
            | Self::Rest { reply } => Some(reply),
        }
    }
}

impl fmt::Display for DeliveryFault {
    /// Stage, code and enhanced code; without a reply what happened. Never the relay's text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Temporary { stage, reply: Some(reply), .. } => write!(f, "not now at {stage}: {reply}"),
            Self::Temporary { stage, reply: None, what } => write!(f, "not now at {stage}: {what}"),
            Self::RefusedRecipient { reply, .. } => write!(f, "recipient refused at {}: {reply}", Stage::Rcpt),
            Self::RefusedPolicy { reply } => write!(f, "sender refused by policy at {}: {reply}", Stage::Rcpt),
            Self::RefusedMessage { reply } => write!(f, "message refused: {reply}"),
            Self::TransportStopped { stage, reply } => write!(f, "transport stopped at {stage}: {reply}"),
            Self::Rest { reply } => write!(f, "the relay asks for a rest: {reply}"),
        }
    }
}

impl std::error::Error for DeliveryFault {}

/// What a reply that is not the hoped-for one means at `stage`.
pub fn classify(stage: Stage, reply: &Reply) -> DeliveryFault {
    let reply = reply.clone();
    match (reply.code, stage) {
        (421, _) => DeliveryFault::Rest { reply },
        (500..=599, Stage::Rcpt) => match reply.enhanced {
            Some((5, 7, _)) => DeliveryFault::RefusedPolicy { reply },
            enhanced => DeliveryFault::RefusedRecipient { reply, suppress: matches!(enhanced, Some((5, 1, _))) },
        },
        (500..=599, Stage::Data | Stage::Body) => DeliveryFault::RefusedMessage { reply },
        (500..=599, _) => DeliveryFault::TransportStopped { stage, reply },
        (400..=499, _) => {
            DeliveryFault::Temporary { stage, reply: Some(reply), what: "the relay refused for now".to_owned() }
        }
        _ => DeliveryFault::Temporary { stage, reply: Some(reply), what: "the reply does not fit the step".to_owned() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enhanced_codes_are_read_only_when_they_fit() {
        let table = [
            (550, "5.1.1 unknown", Some((5, 1, 1)), "unknown"),
            (550, "5.1.10", Some((5, 1, 10)), ""),
            (550, "4.1.1 odd", None, "4.1.1 odd"),
            (450, "4.7.1 greylisted", Some((4, 7, 1)), "greylisted"),
            (550, "5.1 short", None, "5.1 short"),
            (550, "5.1.1.1 long", None, "5.1.1.1 long"),
            (550, "5.1.1234 x", None, "5.1.1234 x"),
            (550, "", None, ""),
        ];
        for (code, text, enhanced, kept) in table {
            let reply = Reply::new(code, text);
            assert_eq!((reply.enhanced, reply.text.as_str()), (enhanced, kept), "{text}");
        }
    }

    #[test]
    fn no_address_survives_in_a_reply() {
        let reply = Reply::new(550, "5.1.1 <anna@example.org>: \r\n unknown (bounce+anna=x.de@y.de)\u{202E}");
        assert_eq!(reply.text, "<address> unknown <address>");
        assert_eq!(classify(Stage::Rcpt, &reply).to_string(), "recipient refused at RCPT: 550 5.1.1");
    }
}
