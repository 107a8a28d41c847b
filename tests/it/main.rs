//! Integration tests, one binary.

mod dates;
mod recurrence;
