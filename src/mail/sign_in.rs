//! The mail with a way in: a link and a code, for somebody of the office who asked for it a moment ago.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::ContentType;

use crate::domain::text;
use crate::mail::address::MailAddress;
use crate::mail::address::Mailbox;
use crate::mail::transport::OutgoingMail;

/// A mail of the office to `to`, with the link and the code; the error is a sentence without addresses.
///
/// Not a notification: it is worth something for ten minutes, and nobody plans it.
pub fn sign_in_mail(
    office: &str,
    from: &MailAddress,
    to: &str,
    (link, code): (&str, &str),
    now: Timestamp,
) -> Result<OutgoingMail, &'static str> {
    let subject = format!("Ihr Zugang zu Treffpunkt: {code}");
    let text = format!(
        "Guten Tag,\r\n\r\nmit diesem Code melden Sie sich bei Treffpunkt an:\r\n\r\n    {code}\r\n\r\n\
         Oder öffnen Sie diesen Link in demselben Browser:\r\n{link}\r\n\r\n\
         Beides gilt zehn Minuten und einmal. Sie wollten sich nicht anmelden?\r\n\
         Dann brauchen Sie nichts zu tun.\r\n\r\n\r\n\
         English: use this code to sign in, {code}, or open the link above in the\r\n\
         same browser. Both work once, for ten minutes. If you did not ask for it,\r\n\
         there is nothing to do.\r\n"
    );
    let mail = Written { office, from, to, name: "sign-in", id: text::hex(code.as_bytes()), now };
    mail.finish(subject, text)
}

/// A mail of the office to somebody who got an account: where to sign in. It holds no secret and does not end.
pub fn welcome_mail(
    office: &str,
    from: &MailAddress,
    to: &str,
    page: &str,
    now: Timestamp,
) -> Result<OutgoingMail, &'static str> {
    let subject = "Ihr Konto bei Treffpunkt".to_owned();
    let text = format!(
        "Guten Tag,\r\n\r\nSie haben jetzt ein Konto bei Treffpunkt.\r\nHier melden Sie sich an:\r\n{page}\r\n\r\n\
         Tippen Sie dort diese E-Mail-Adresse ein. Sie bekommen dann einen Code.\r\n\
         Ein Passwort brauchen Sie nicht.\r\n\r\n\r\n\
         English: you have an account now. Sign in at the address above with this\r\n\
         mail address; you will get a code. There is no password.\r\n"
    );
    let id = text::hex(page.as_bytes()).chars().take(12).collect();
    Written { office, from, to, name: "welcome", id, now }.finish(subject, text)
}

/// A mail to one account, but for its words.
struct Written<'a> {
    office: &'a str,
    from: &'a MailAddress,
    to: &'a str,
    name: &'static str,
    id: String,
    now: Timestamp,
}

impl Written<'_> {
    fn finish(self, subject: String, text: String) -> Result<OutgoingMail, &'static str> {
        let Self { office, from, to, name, id, now } = self;
        let to: MailAddress = to.parse().map_err(|_| "the account's address is no mail address")?;
        let message = Message::builder()
            .from(Mailbox::of(office, from.clone()).to_lettre())
            .to(Mailbox::of("", to.clone()).to_lettre())
            .subject(subject.clone())
            .date(SystemTime::from(now))
            .message_id(Some(format!("<{name}-{}-{id}@{}>", now.as_millisecond(), from.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(text)
            .map_err(|_| "the mail could not be written")?;
        Ok(OutgoingMail {
            envelope_from: from.clone(),
            to,
            subject,
            file_name: format!("{}-{name}", now.strftime("%Y%m%dT%H%M%SZ")),
            bytes: message.formatted(),
        })
    }
}
