//! The command line.

pub mod dates;
