//! A mail that only shows that mails arrive.

use jiff::Timestamp;

use crate::mail::address::MailAddress;
use crate::mail::plain::Plain;
use crate::mail::transport::OutgoingMail;

/// What the mail says.
const TEXT: &str = "Guten Tag,\n\ndiese E-Mail zeigt nur, dass Treffpunkt E-Mails versenden kann.\n\
    Sie brauchen nichts zu tun.\n\nThis mail only shows that Treffpunkt can send mails.\nThere is nothing to do.\n";

/// A mail of the office to `to`; the error is a sentence without addresses.
pub fn trial_mail(
    office: &str,
    from: &MailAddress,
    to: &MailAddress,
    now: Timestamp,
) -> Result<OutgoingMail, &'static str> {
    let mail = Plain {
        office,
        from,
        reply_to: from,
        to: to.clone(),
        subject: "Treffpunkt: Test der E-Mail",
        text: TEXT,
        id: &format!("trial-{}", now.as_millisecond()),
        is_automatic: true,
        at: now,
    };
    mail.write()
}
