//! What may go wrong, done on purpose: killed processes, two at once, relays and databases that fail, files that lie.
//!
//! Most of it runs the whole daemon as a process against the relay of `smtp_sink` and a real database. Nothing here
//! measures time: each step waits for what it needs to see, and a deadline only keeps a failure from hanging.
//! `TEST_LONG=1` raises the counts (docs/benchmarks.md, "Long runs").

mod crashes;
mod guests;
pub mod office;
mod outages;
mod relays;

/// How many: usually, or in the long run.
pub(crate) fn many(usual: usize, long: usize) -> usize {
    if std::env::var_os("TEST_LONG").is_some() { long } else { usual }
}
