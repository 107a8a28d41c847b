//! The mail with a way in: a link and a code, for somebody of the office who asked for it a moment ago.

use jiff::Timestamp;
use sha2::Digest as _;
use sha2::Sha256;

use crate::domain::text;
use crate::mail::address::MailAddress;
use crate::mail::plain::Plain;
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
    let text = format!(
        "Guten Tag,\n\nmit diesem Code melden Sie sich bei Treffpunkt an:\n\n    {code}\n\n\
         Oder öffnen Sie diesen Link in demselben Browser:\n{link}\n\n\
         Beides gilt zehn Minuten und einmal. Sie wollten sich nicht anmelden?\n\
         Dann brauchen Sie nichts zu tun.\n\n\
         English: use this code to sign in, {code}, or open the link above in the\n\
         same browser. Both work once, for ten minutes. If you did not ask for it,\n\
         there is nothing to do.\n"
    );
    let mail = Plain {
        office,
        from,
        reply_to: from,
        to: to.parse().map_err(|_| "the account's address is no mail address")?,
        subject: &format!("Ihr Zugang zu Treffpunkt: {code}"),
        text: &text,
        id: &id("sign-in", link, now),
        is_automatic: true,
        at: now,
    };
    mail.write()
}

/// A mail of the office to somebody who got an account: where to sign in. It holds no secret and does not end.
pub fn welcome_mail(
    office: &str,
    from: &MailAddress,
    to: &str,
    page: &str,
    now: Timestamp,
) -> Result<OutgoingMail, &'static str> {
    let text = format!(
        "Guten Tag,\n\nSie haben jetzt ein Konto bei Treffpunkt.\nHier melden Sie sich an:\n{page}\n\n\
         Tippen Sie dort diese E-Mail-Adresse ein. Sie bekommen dann einen Code.\n\
         Ein Passwort brauchen Sie nicht.\n\n\
         English: you have an account now. Sign in at the address above with this\n\
         mail address; you will get a code. There is no password.\n"
    );
    let mail = Plain {
        office,
        from,
        reply_to: from,
        to: to.parse().map_err(|_| "the account's address is no mail address")?,
        subject: "Ihr Konto bei Treffpunkt",
        text: &text,
        id: &id("welcome", to, now),
        is_automatic: true,
        at: now,
    };
    mail.write()
}

/// What tells these mails apart, without what they are about.
fn id(what: &str, of: &str, now: Timestamp) -> String {
    format!("{what}-{}-{}", now.as_millisecond(), text::hex(&Sha256::digest(of.as_bytes())[..8]))
}
