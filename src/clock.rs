//! The clock: the only place that asks the system what time it is.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering;
use std::time::Instant;

use jiff::Timestamp;

/// Tells the time, or a time that somebody set.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// Stands still until it is set again; for tests and rehearsals.
    Stopped(StoppedClock),
}

/// A clock that stands still; its copies show the same time.
#[derive(Debug, Clone)]
pub struct StoppedClock(Arc<AtomicI64>);

impl StoppedClock {
    /// A clock that shows `at`, to the second.
    pub fn at(at: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(at.as_second())))
    }

    /// Sets it, and all its copies.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.as_second(), Ordering::SeqCst);
    }
}

impl Clock {
    /// A reading for measuring distances, whatever time it is.
    pub fn ticks(&self) -> Instant {
        Instant::now()
    }

    /// Now, as far as this clock is concerned; whole seconds, as everything that is stored.
    pub fn now(&self) -> Timestamp {
        match self {
            #[allow(clippy::disallowed_methods, reason = "this is the one place that may")]
            Self::System => whole_second(Timestamp::now().as_second()),
            Self::Stopped(clock) => whole_second(clock.0.load(Ordering::SeqCst)),
        }
    }
}

fn whole_second(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}
