//! A mail that shows whether mails arrive, and how far it came.

use std::time::Duration;

use tokio::time::timeout;

use crate::app::App;
use crate::app::Refusal;
use crate::domain::word::words;
use crate::mail::address::MailAddress;
use crate::mail::mail_url::Security;
use crate::mail::transport::DeliveryFault;
use crate::mail::transport::MailUrl;
use crate::mail::transport::OutgoingMail;
use crate::mail::transport::Stage;
use crate::mail::trial::trial_mail;

/// How long somebody at a page waits for the relay to answer, and then for the mail to go.
const PATIENCE: Duration = Duration::from_secs(10);

words! {
    /// What happens to a mail on its way to the relay, in order.
    Step {
        /// The relay is found and greets.
        Reach = "reach",
        /// Nobody on the way can read along.
        Encrypt = "encrypt",
        /// The relay knows us.
        SignIn = "sign-in",
        /// It takes mails of our address.
        Sender = "sender",
        /// It takes mails to that address.
        Recipient = "recipient",
        /// It took this one.
        Message = "message",
    }
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// Well.
    Well,
    /// It was left out, as configured: no encryption, no password.
    LeftOut,
    /// Not.
    Not,
}

/// How far a test mail came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTrial {
    /// Where mails go.
    pub relay: String,
    /// True: nothing is sent here, mails are kept in a folder or in memory.
    pub is_kept: bool,
    /// The steps up to the one that failed, or all.
    pub steps: Vec<(Step, Went)>,
    /// What the relay said, or what happened instead.
    pub reply: String,
}

impl MailTrial {
    /// True when the mail went.
    pub fn is_fine(&self) -> bool {
        self.steps.iter().all(|(_, went)| *went != Went::Not)
    }
}

impl App {
    /// Sends a test mail now, also while all mail is held, and says how far it came.
    pub async fn try_mail(&self, who: &str, to: &MailAddress) -> Result<MailTrial, Refusal> {
        let mut tx = self.store.write().await?;
        tx.record_audit(self.now(), who, "test_mail", who, "").await?;
        tx.commit().await?;
        let office = self.office().await;
        let done = match trial_mail(&office.sender, &office.from, to, self.now()) {
            Ok(mail) => self.try_to_send(&mail).await,
            Err(what) => Err(DeliveryFault::unanswered(Stage::Mail, what)),
        };
        let failed = done.as_ref().err().map(step_of);
        let mut steps = Vec::new();
        for step in Step::ALL.iter().copied() {
            let went = if Some(step) == failed { Went::Not } else { self.usually(step) };
            steps.push((step, went));
            if went == Went::Not {
                break;
            }
        }
        let is_kept = !matches!(self.config.mail.url, MailUrl::Relay(_));
        let reply = done.err().map(|fault| words_of(&fault)).unwrap_or_default();
        Ok(MailTrial { relay: self.mails_go_to(), is_kept, steps, reply })
    }

    async fn try_to_send(&self, mail: &OutgoingMail) -> Result<(), DeliveryFault> {
        let late = |stage| move |_| DeliveryFault::unanswered(stage, format!("no answer in {PATIENCE:?}"));
        let mut link = timeout(PATIENCE, self.transport().connect()).await.map_err(late(Stage::Connect))??;
        timeout(PATIENCE, link.send(mail)).await.map_err(late(Stage::Body))??;
        link.close().await;
        Ok(())
    }

    fn usually(&self, step: Step) -> Went {
        let MailUrl::Relay(relay) = &self.config.mail.url else { return Went::Well };
        match step {
            Step::Encrypt if relay.security == Security::None => Went::LeftOut,
            Step::SignIn if relay.login.is_none() => Went::LeftOut,
            _ => Went::Well,
        }
    }
}

fn step_of(fault: &DeliveryFault) -> Step {
    match fault {
        DeliveryFault::Temporary { stage, .. } | DeliveryFault::TransportStopped { stage, .. } => match stage {
            Stage::Connect | Stage::Ehlo => Step::Reach,
            Stage::Tls => Step::Encrypt,
            Stage::Auth => Step::SignIn,
            Stage::Mail => Step::Sender,
            Stage::Rcpt => Step::Recipient,
            Stage::Data | Stage::Body => Step::Message,
        },
        DeliveryFault::RefusedRecipient { .. } | DeliveryFault::RefusedPolicy { .. } => Step::Recipient,
        DeliveryFault::RefusedMessage { .. } => Step::Message,
        DeliveryFault::Rest { .. } => Step::Reach,
    }
}

/// The relay's own words, which hold no address, for a person who sits there; else ours.
fn words_of(fault: &DeliveryFault) -> String {
    match (fault.reply(), fault) {
        (Some(reply), _) => format!("{reply} {}", reply.text).trim().to_owned(),
        (None, DeliveryFault::Temporary { what, .. }) => what.clone(),
        (None, other) => other.to_string(),
    }
}
