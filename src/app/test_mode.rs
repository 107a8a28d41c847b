//! Test mode: while the office tries things out, every mail goes to the team instead of those whom it is for.
//!
//! A mail that is due is written as it would go, its subject is marked, and it is handed over to the team's address.
//! Its row is then held ([`Hold::Test`]): it counts neither as sent nor as told, and makes no second copy. When test
//! mode ends, somebody decides whether these rows go as far as they still help, or wait to be released.
//!
//! Invariants: no mail is handed over to anybody else after the switch was set, because a lease is renewed only while
//! the switch says what the worker knows. A copy counts only while the switch is set; both are written under one lock.
//! Links in copies lead nowhere, so that nobody answers or unsubscribes in the name of an organisation.

use crate::app::App;
use crate::app::Refusal;
use crate::app::known::Known;
use crate::app::letters::key_hash;
use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::notification::Hold;
use crate::domain::notification::Notification;
use crate::domain::plan::Stand;
use crate::domain::text;
use crate::mail::letter::Digest;
use crate::mail::letter::Letter;
use crate::mail::transport::OutgoingMail;
use crate::store::Later;
use crate::view::language::Language;

/// The switch: an address, or nothing.
const SWITCH: &str = "test_to";

/// What happens at the end of test mode to mails that were due meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterTest {
    /// They go, as far as they still help.
    Send,
    /// They wait until somebody releases them.
    Hold,
}

impl App {
    /// Where all mail goes instead; empty when it goes to those whom it is for.
    pub async fn test_to(&self) -> Result<String, Refusal> {
        Ok(self.store.read().await?.find_setting(SWITCH).await?.unwrap_or_default())
    }

    /// How many mails were due since test mode began, and wait for its end.
    pub async fn count_tested(&self) -> Result<usize, Refusal> {
        Ok(self.store.read().await?.count_tested().await?)
    }

    /// From now on every mail goes to this address.
    ///
    /// Errors: [`Refusal::Faults`] for what is no address.
    pub async fn start_test(&self, who: &str, address: &str) -> Result<(), Refusal> {
        let address = address.trim();
        if !text::is_address(address) {
            let what = said!("fault-bad-address", "is no mail address");
            return Err(Refusal::Faults(vec![Fault::new("address", what)]));
        }
        let mut tx = self.store.write().await?;
        tx.put_setting(SWITCH, address).await?;
        tx.record_audit(self.now(), who, "test", "outbox", "on").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// Mail goes again to those whom it is for; how many were due meanwhile.
    pub async fn end_test(&self, who: &str, then: AfterTest) -> Result<u64, Refusal> {
        let mut tx = self.store.write().await?;
        // First the switch, which waits for those who are recording a copy; then their rows are there to be seen.
        tx.put_setting(SWITCH, "").await?;
        let count = match then {
            AfterTest::Send => tx.release_tested().await?,
            AfterTest::Hold => tx.hold_tested().await?,
        };
        let detail = match then {
            AfterTest::Send => format!("off, {count} sent"),
            AfterTest::Hold => format!("off, {count} held"),
        };
        tx.record_audit(self.now(), who, "test", "outbox", &detail).await?;
        tx.commit().await?;
        self.ring();
        Ok(count)
    }

    /// The mail that a row asks for, or, where `test_to` is an address, its copy for the team.
    pub(super) fn write_mail_to(
        &self,
        known: &Known,
        row: &Notification,
        digest: Option<Digest>,
        test_to: &str,
    ) -> Result<OutgoingMail, String> {
        if test_to.is_empty() {
            return self.write_mail(known, row, digest);
        }
        let mut letter = self.letter(known, row, digest)?;
        let mark = self.words().say(Language::De, "test-subject", &[("name", letter.recipient.name.as_str().into())]);
        letter.recipient.address = test_to.parse().map_err(|_| "the address of test mode is no mail address")?;
        letter.delivery.key_hash = key_hash(&format!("test|{}", row.key));
        self.blind(&mut letter);
        self.composer().compose_marked(&letter, &mark).map_err(|fault| fault.to_string())
    }

    fn blind(&self, letter: &mut Letter) {
        let base = &self.config().http.base_url;
        let links = &mut letter.links;
        links.answer = links.answer.as_ref().map(|_| format!("{base}/a/test"));
        links.wishes = format!("{base}/u/test");
        links.unsubscribe = format!("{base}/u/test?kind={}", letter.kind);
        links.feed = format!("{base}/feed/test.ics");
    }

    /// The team has the copy of a row; when test mode ended meanwhile, the row goes as any other.
    pub(super) async fn record_copy(&self, row: &Notification, lease: &str, test_to: &str) -> Result<(), Refusal> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        if tx.lock_setting(SWITCH).await?.as_deref() == Some(test_to) {
            tx.record_not_sent(row.id, lease, Stand::Held(Hold::Test)).await?;
            tx.record_audit(now, "engine", "test", &format!("notification:{}", row.id), "copy").await?;
        } else {
            let later = Later { at: now, ..Later::default() };
            tx.record_later(row.id, lease, &later).await?;
        }
        tx.commit().await?;
        tracing::info!(notification = row.id, kind = row.kind.word(), "copy sent to the team");
        Ok(())
    }
}
