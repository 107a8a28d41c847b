//! A mail of plain text that is no notification: a way in, a test, or a letter that somebody of the office wrote.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::Message;
use lettre::message::SinglePart;

use crate::domain::text;
use crate::mail::address::MailAddress;
use crate::mail::address::Mailbox;
use crate::mail::mime::auto_generated;
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
    /// What names it for ever: ASCII letters, digits and hyphens. Relays write it down: no secret, no address.
    pub id: &'a str,
    /// No person wrote it: nobody's vacation answers it.
    pub is_automatic: bool,
    /// When it was written.
    pub at: Timestamp,
}

impl Plain<'_> {
    /// The mail; the error is a sentence without addresses.
    pub fn write(&self) -> Result<OutgoingMail, &'static str> {
        let subject = text::clean_line(self.subject);
        let body = wrap::wrap(&text::clean_lines(self.text)).replace('\n', "\r\n");
        let builder = Message::builder()
            .from(Mailbox::of(self.office, self.from.clone()).to_lettre())
            .reply_to(Mailbox::of(self.office, self.reply_to.clone()).to_lettre())
            .to(Mailbox::of("", self.to.clone()).to_lettre())
            .subject(subject.clone())
            .date(SystemTime::from(self.at))
            .message_id(Some(format!("<{}@{}>", self.id, self.from.domain())));
        let builder = if self.is_automatic { builder.header(auto_generated()) } else { builder };
        let message = builder.singlepart(SinglePart::plain(body)).ok();
        let message = message.and_then(|message| String::from_utf8(message.formatted()).ok());
        Ok(OutgoingMail {
            envelope_from: self.from.clone(),
            to: self.to.clone(),
            subject,
            file_name: format!("{}-{}", self.at.strftime("%Y%m%dT%H%M%SZ"), self.id),
            message: message.ok_or("the mail could not be written")?,
        })
    }
}
