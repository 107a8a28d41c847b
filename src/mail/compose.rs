//! Composing: from a letter to a finished mail.
//!
//! Invariant: the same letter makes the same bytes, whoever composes it and when: a copy after a crash is recognised.
//! Invariant: whatever people wrote is shown as text, in each part and each header.

use std::path::Path;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::Serde;
use thiserror::Error;

use crate::domain::notification::Kind;
use crate::domain::text::clean_line;
use crate::mail::invite;
use crate::mail::letter::Letter;
use crate::mail::mime;
use crate::mail::mime::Parts;
use crate::mail::page::Page;
use crate::mail::page::Reader;
use crate::mail::subject;
use crate::mail::transport::OutgoingMail;
use crate::mail::wrap;
use crate::view::templates::TemplateFault;
use crate::view::templates::Templates;
use crate::view::words::Words;
use crate::view::words::WordsFault;

/// One embedded template: its path below the templates' folder, and its text.
macro_rules! embedded {
    ($($path:literal),+ $(,)?) => {
        [$(($path, include_str!(concat!("../../templates/", $path)))),+]
    };
}

/// All templates of mails.
pub const EMBEDDED: [(&str, &str); 36] = embedded![
    "mails/after_event/html.html",
    "mails/after_event/text.txt",
    "mails/cancellation/html.html",
    "mails/cancellation/text.txt",
    "mails/change/html.html",
    "mails/change/text.txt",
    "mails/entry_check/html.html",
    "mails/entry_check/text.txt",
    "mails/head_count/html.html",
    "mails/head_count/text.txt",
    "mails/invitation/html.html",
    "mails/invitation/text.txt",
    "mails/layout.html",
    "mails/layout.txt",
    "mails/minutes/html.html",
    "mails/minutes/text.txt",
    "mails/nudge/html.html",
    "mails/nudge/text.txt",
    "mails/organiser_digest/html.html",
    "mails/organiser_digest/text.txt",
    "mails/parts/agenda.html",
    "mails/parts/agenda.txt",
    "mails/parts/answer.html",
    "mails/parts/answer.txt",
    "mails/parts/answers.html",
    "mails/parts/answers.txt",
    "mails/parts/facts.html",
    "mails/parts/facts.txt",
    "mails/parts/macros.html",
    "mails/parts/materials.html",
    "mails/parts/materials.txt",
    "mails/parts/title.html",
    "mails/reminder/html.html",
    "mails/reminder/text.txt",
    "mails/save_the_date/html.html",
    "mails/save_the_date/text.txt",
];

/// Why the words or templates cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ComposerFault {
    /// A file of messages.
    #[error(transparent)]
    Words(#[from] WordsFault),
    /// A template.
    #[error(transparent)]
    Template(#[from] TemplateFault),
}

/// Why a letter became no mail. The sentence names no person.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ComposeFault {
    /// A field of the letter that cannot stand in a header, or that this kind needs.
    #[error("the letter's {0} is missing or not fit for a mail")]
    Field(&'static str),
    /// A template.
    #[error(transparent)]
    Template(#[from] TemplateFault),
    /// The mail library refused the parts.
    #[error("the parts do not make a mail")]
    Build,
}

/// What a reader sees of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMail {
    /// The line that is seen first.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The page.
    pub html: String,
}

/// Words and templates, ready to compose. Shared by all workers.
pub struct Composer {
    words: Arc<Words>,
    templates: Templates,
}

impl Composer {
    /// Reads the embedded words and templates and those of an office's folder; a file that cannot be parsed is named.
    pub fn open(folder: Option<&Path>) -> Result<Self, ComposerFault> {
        let words = Arc::new(Words::open(folder)?);
        let templates = Templates::open(&EMBEDDED, folder, &words)?;
        Ok(Self { words, templates })
    }

    /// The words, for pages.
    pub fn words(&self) -> &Arc<Words> {
        &self.words
    }

    /// What the reader of a letter's mail will see, before it is sent.
    pub fn show(&self, letter: &Letter) -> Result<ShownMail, ComposeFault> {
        check(letter)?;
        let reader = Reader::of(&self.words, letter);
        let mut page = Page::of(reader, letter);
        page.subject = subject::subject(reader, letter, page.content.as_ref());
        let subject = page.subject.clone();
        let context = Value::from(Serde(page));
        let kind = letter.kind.word();
        let fill = |name: &str| self.templates.render(&format!("mails/{kind}/{name}"), reader.language, &context);
        let (text, html) = (wrap::wrap(&fill("text.txt")?), fill("html.html")?);
        Ok(ShownMail { subject, text, html })
    }

    /// The mail of a letter.
    pub fn compose(&self, letter: &Letter) -> Result<OutgoingMail, ComposeFault> {
        self.compose_marked(letter, "")
    }

    /// As [`Composer::compose`], with a mark before the subject.
    pub fn compose_marked(&self, letter: &Letter, mark: &str) -> Result<OutgoingMail, ComposeFault> {
        let ShownMail { subject, text, html } = self.show(letter)?;
        let subject = if mark.is_empty() { subject } else { clean_line(&format!("{mark} {subject}")) };
        let calendar = invite::calendar_of(Reader::of(&self.words, letter), letter);
        let parts = Parts { subject: subject.clone(), text, html, calendar };
        Ok(OutgoingMail {
            envelope_from: letter.delivery.envelope_from.clone(),
            to: letter.recipient.address.clone(),
            subject,
            file_name: file_name(letter),
            message: mime::write(letter, parts)?,
        })
    }
}

/// Each kind has the facts that its templates show.
fn check(letter: &Letter) -> Result<(), ComposeFault> {
    match letter.kind {
        Kind::OrganiserDigest if letter.digest.is_none() => Err(ComposeFault::Field("digest")),
        Kind::OrganiserDigest => Ok(()),
        _ if letter.about.is_none() => Err(ComposeFault::Field("about")),
        Kind::HeadCount if letter.head_count.is_none() => Err(ComposeFault::Field("head_count")),
        _ => Ok(()),
    }
}

/// When, what, and the beginning of the key: sorted by time in a folder, the same for each copy.
fn file_name(letter: &Letter) -> String {
    let at = letter.delivery.written_at.strftime("%Y%m%dT%H%M%SZ");
    let key: String = letter.delivery.key_hash.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    format!("{at}-{}-{key}", letter.kind.word())
}
