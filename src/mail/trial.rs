//! A mail that only shows that mails arrive.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::ContentType;

use crate::mail::address::MailAddress;
use crate::mail::address::Mailbox;
use crate::mail::transport::OutgoingMail;

/// What the mail says.
const TEXT: &str = "Guten Tag,\n\ndiese E-Mail zeigt nur, dass Treffpunkt E-Mails versenden kann.\n\
    Sie brauchen nichts zu tun.\n\n\nThis mail only shows that Treffpunkt can send mails.\nThere is nothing to do.\n";

/// A mail of the office to `to`; the error is a sentence without addresses.
pub fn trial_mail(office: &str, from: &MailAddress, to: &MailAddress, now: Timestamp) -> Result<OutgoingMail, String> {
    let subject = "Treffpunkt: Test der E-Mail".to_owned();
    let message = Message::builder()
        .from(Mailbox::of(office, from.clone()).to_lettre())
        .to(Mailbox::of("", to.clone()).to_lettre())
        .subject(subject.clone())
        .date(SystemTime::from(now))
        .message_id(Some(format!("<trial-{}@{}>", now.as_second(), from.domain())))
        .header(ContentType::TEXT_PLAIN)
        .body(TEXT.to_owned())
        .map_err(|_| "the test mail could not be written".to_owned())?;
    Ok(OutgoingMail {
        envelope_from: from.clone(),
        to: to.clone(),
        subject,
        file_name: format!("trial-{}", now.as_second()),
        bytes: message.formatted(),
    })
}
