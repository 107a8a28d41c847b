//! The `treffpunkt` command.

fn main() {}
