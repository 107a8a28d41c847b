//! Integration tests, one binary.

mod recurrence;
