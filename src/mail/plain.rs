//! A mail of plain text that is no notification: a way in, or a letter that somebody of the office wrote.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::ContentType;

use crate::domain::text;
use crate::mail::address::MailAddress;
use crate::mail::address::Mailbox;
use crate::mail::transport::OutgoingMail;
use crate::mail::wrap;

/// What such a mail is made of.
#[derive(Debug, Clone)]
pub struct Plain<'a> {
    /// The office's name.
    pub office: &'a str,
    /// The office's address.
    pub from: &'a MailAddress,
    /// Where answers go.
    pub reply_to: &'a MailAddress,
    /// The one recipient.
    pub to: MailAddress,
    /// The line that is seen first.
    pub subject: &'a str,
    /// The text, its lines as they are.
    pub text: &'a str,
    /// What names it for ever: ASCII letters, digits and hyphens.
    pub id: &'a str,
    /// When it was written.
    pub at: Timestamp,
}

impl Plain<'_> {
    /// The mail; the error is a sentence without addresses.
    pub fn write(&self) -> Result<OutgoingMail, &'static str> {
        let subject = text::clean_line(self.subject);
        let body = wrap::wrap(&text::clean_lines(self.text)).replace('\n', "\r\n");
        let message = Message::builder()
            .from(Mailbox::of(self.office, self.from.clone()).to_lettre())
            .reply_to(Mailbox::of(self.office, self.reply_to.clone()).to_lettre())
            .to(Mailbox::of("", self.to.clone()).to_lettre())
            .subject(subject.clone())
            .date(SystemTime::from(self.at))
            .message_id(Some(format!("<{}@{}>", self.id, self.from.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(body)
            .map_err(|_| "the mail could not be written")?;
        Ok(OutgoingMail {
            envelope_from: self.from.clone(),
            to: self.to.clone(),
            subject,
            file_name: format!("{}-{}", self.at.strftime("%Y%m%dT%H%M%SZ"), self.id),
            bytes: message.formatted(),
        })
    }
}
