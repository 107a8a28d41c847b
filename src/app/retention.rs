//! How long things are kept, and the nightly work that forgets them.

use jiff::SignedDuration;
use jiff::Timestamp;
use serde::Deserialize;
use serde::Serialize;

use crate::app::App;
use crate::app::Refusal;
use crate::app::settings::Set;
use crate::app::settings::Shows;
use crate::app::undo;
use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::text;
use crate::store::Forgotten;

/// The setting that holds the days.
const RETENTION: &str = "retention";
/// The setting that holds the day of the last night's work.
const TIDIED: &str = "tidied";
/// Rows that one transaction forgets: mails go on meanwhile.
const BATCH: i64 = 500;
/// The most days.
const DAYS_MAX: i64 = 3650;

/// How many days things are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// Comments, topics and needs of answers, from the end of their date on.
    pub answers: i64,
    /// Mails with what they said, from the end of their date on.
    pub mails: i64,
    /// Lines of the audit.
    pub audit: i64,
}

impl Default for Retention {
    fn default() -> Self {
        Self { answers: 30, mails: 180, audit: 730 }
    }
}

impl Retention {
    /// The fewest days of each. A mail is forgotten only when the planner would not make it again.
    pub const LEAST: Self = Self { answers: 7, mails: 90, audit: 90 };
}

/// What somebody typed about it: answers, mails, audit.
pub type TypedRetention = [String; 3];

impl App {
    /// How long things are kept.
    pub async fn find_retention(&self) -> Result<Set<Retention>, Refusal> {
        self.find_set(RETENTION).await
    }

    /// Stores how long things are kept; the next night forgets by it.
    ///
    /// Errors: [`Refusal::Faults`] names the fields; [`Refusal::Changed`] when somebody was faster.
    pub async fn change_retention(&self, who: &str, typed: &TypedRetention, seen: &str) -> Result<(), Refusal> {
        let mut faults = Vec::new();
        let least = Retention::LEAST;
        let fields = [("answers", least.answers), ("mails", least.mails), ("audit", least.audit)];
        let days = [0, 1, 2].map(|at: usize| {
            let days = text::european_digits(typed[at].trim()).parse().unwrap_or(0);
            if !(fields[at].1..=DAYS_MAX).contains(&days) {
                let (field, least) = fields[at];
                let what = said!(
                    "set-fault-days",
                    "must be a whole number of days from {least} to {most}",
                    least = least,
                    most = DAYS_MAX
                );
                faults.push(Fault::new(field, what));
            }
            days
        });
        if !faults.is_empty() {
            return Err(Refusal::Faults(faults));
        }
        let [answers, mails, audit] = days;
        self.put_set(who, RETENTION, Some(&Retention { answers, mails, audit }), seen, Shows::ToOffice).await
    }

    /// The night's work: what was kept long enough is forgotten, and the dates of series are carried on.
    pub async fn tidy(&self) -> Result<(), Refusal> {
        self.forget_the_old().await?;
        let mut tx = self.store.write().await?;
        tx.forget_expired(self.now()).await?;
        tx.forget_undo(self.now().saturating_sub(undo::LONGEST).unwrap_or(self.now())).await?;
        tx.mark_all(self.now(), false).await?;
        tx.put_setting(TIDIED, &self.today().to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// The night's work where no daemon lives through the night: whoever comes first on a day does it.
    pub async fn tidy_once_a_day(&self) -> Result<(), Refusal> {
        let last = self.store.read().await?.find_setting(TIDIED).await?;
        if last == Some(self.today().to_string()) { Ok(()) } else { self.tidy().await }
    }

    /// Forgets what was kept long enough.
    async fn forget_the_old(&self) -> Result<(), Refusal> {
        let kept = self.find_retention().await?.value.unwrap_or_default();
        let of = [(Forgotten::Answers, kept.answers), (Forgotten::Mails, kept.mails), (Forgotten::Audit, kept.audit)];
        for (what, days) in of {
            let before = self.now().saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MIN);
            loop {
                let mut tx = self.store.write().await?;
                let count = tx.forget_before(what, before, BATCH).await?;
                tx.commit().await?;
                if count > 0 {
                    tracing::info!(?what, count, "forgotten");
                }
                if count < BATCH.unsigned_abs() {
                    break;
                }
            }
        }
        Ok(())
    }
}
