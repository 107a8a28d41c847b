//! From a notification and what is known to a finished mail.

use sha2::Digest as _;
use sha2::Sha256;

use crate::app::App;
use crate::app::deliver::Known;
use crate::domain::notification::Notification;
use crate::domain::notification::Told;
use crate::domain::occurrence::Dated;
use crate::mail::address::MailAddress;
use crate::mail::transport::OutgoingMail;

impl App {
    /// The mail that a row asks for; the same bytes as long as the facts are the same.
    pub(super) fn write_mail(&self, known: &Known, row: &Notification) -> Result<OutgoingMail, String> {
        let (_, contact) = known.directory.find_contact(row.contact_id).ok_or("the contact is gone")?;
        let to: MailAddress = contact.email.parse().map_err(|_| "the contact's address is no mail address")?;
        let text = format!("Subject: {}\r\n\r\n", row.kind.word());
        Ok(OutgoingMail {
            envelope_from: self.config.mail.from.clone(),
            to,
            subject: row.kind.word().to_owned(),
            file_name: file_name(&row.key),
            bytes: text.into_bytes(),
        })
    }
}

/// The name of a mail's file, without `.eml`.
pub(super) fn file_name(key: &str) -> String {
    key_hash(key)[..24].to_owned()
}

/// What names a mail for ever: in its Message-ID, its file and its idempotency key.
fn key_hash(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Known {
    /// The date a row speaks of.
    fn dated(&self, row: &Notification) -> Dated {
        let event = &self.facts.row.event;
        let whole = || Dated { original: event.when.start, when: event.when.clone(), cancelled: event.is_cancelled() };
        self.date(row).map_or_else(whole, |date| date.dated.clone())
    }

    /// What a mail about this row says.
    pub(super) fn told(&self, row: &Notification) -> Told {
        Told::of(&self.facts.row.event, &self.dated(row))
    }
}
