//! How much work recurrence rules make, counted in steps.
//!
//! The expander cannot be interrupted while it looks for the next date, and a rule that never meets one (30 February)
//! lets it look through thousands of years. So what each date took is worked out from how far it lies behind the one
//! before, and taken from what is left; who reads many rules hands the same `Work` to all of them.
//!
//! Invariant: steps are counted, never timed: the same file has the same faults on each machine.

use crate::domain::recurrence::RecurrenceFault;

/// The most steps of searching in vain; a search of some eight thousand years by years takes three million.
const MOST_STEPS: u64 = 50_000_000;

/// The most periods that the expander looks through for one date.
const MOST_PERIODS: i64 = 100_000;

/// Dates of the first period that cost nothing, though only a few of them may be wanted.
const FREE_DATES: u64 = 128;

/// What one date costs that nobody asked for.
const DATE_STEPS: u64 = 16;

/// What one entry of a BY part adds to each period.
const ENTRY_STEPS: u64 = 6;

/// The last second of the year 9999.
const END: i64 = 253_402_300_799;

/// The steps that are left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    left: u64,
}

impl Default for Work {
    fn default() -> Self {
        Self::of(MOST_STEPS)
    }
}

impl Work {
    /// As many steps as this.
    pub fn of(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Takes steps from what is left; once there is too little, nothing is left for others either.
    pub fn spend(&mut self, steps: u64) -> Result<(), RecurrenceFault> {
        self.left = self.left.saturating_sub(steps);
        if self.left == 0 { Err(RecurrenceFault::TooMuchWork) } else { Ok(()) }
    }

    /// Takes what a list of dates costs.
    pub fn spend_dates(&mut self, count: usize) -> Result<(), RecurrenceFault> {
        self.spend(DATE_STEPS.saturating_mul(count as u64))
    }
}

/// How fast a rule goes through time, and at what cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    /// Seconds from one period that the expander looks at to the next.
    period: i64,
    /// Steps for each period.
    step: u64,
    /// Steps for the dates of the first period.
    first: u64,
}

impl Pace {
    /// Of a rule: its FREQ, its INTERVAL, the entries of its BY parts, and how many combinations they describe.
    pub(super) fn new(freq: &str, interval: u32, entries: usize, combinations: usize) -> Self {
        let (days, step, days_each) = match freq {
            "DAILY" => (1, 16, 1),
            "WEEKLY" => (7, 64, 1),
            // A weekday comes up to five times.
            "MONTHLY" => (30, 48, 5),
            _ => (365, 400, 53),
        };
        let dates = (combinations as u64).saturating_mul(if entries == 0 { 1 } else { days_each });
        Self {
            period: days * 86_400 * i64::from(interval.max(1)),
            step: step + ENTRY_STEPS * entries as u64,
            first: dates.saturating_sub(FREE_DATES).saturating_mul(DATE_STEPS),
        }
    }

    /// Steps for the dates of the first period, which are worked out together.
    pub(super) fn first(self) -> u64 {
        self.first
    }

    /// Steps for the periods in vain between two dates, in seconds.
    pub(super) fn between(self, last: i64, next: i64) -> u64 {
        self.steps((next.saturating_sub(last) / self.period).saturating_sub(1))
    }

    /// Steps of a search that found no further date.
    pub(super) fn to_the_end(self, last: i64) -> u64 {
        self.steps(END.saturating_sub(last) / self.period)
    }

    fn steps(self, periods: i64) -> u64 {
        self.step.saturating_mul(u64::try_from(periods.min(MOST_PERIODS)).unwrap_or_default())
    }
}
