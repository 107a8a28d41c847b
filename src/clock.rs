//! The clock: the only place that asks the system what time it is.

use jiff::Timestamp;

/// Tells the time, or a time that a test set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Stands still.
    Stopped(Timestamp),
}

impl Clock {
    /// Now, as far as this clock is concerned.
    pub fn now(&self) -> Timestamp {
        match self {
            #[allow(clippy::disallowed_methods, reason = "this is the one place that may")]
            Self::System => Timestamp::now(),
            Self::Stopped(at) => *at,
        }
    }
}
