//! The schema of each engine, step by step.
//!
//! Invariant: both engines have the same steps (a test compares the folders with this list).

use sqlx::SqlSafeStr as _;
use sqlx::migrate::Migration;
use sqlx::migrate::MigrationType;
use sqlx::migrate::Migrator;

/// The steps by number and name, with the text for SQLite and the one for PostgreSQL.
macro_rules! steps {
    ($($number:literal $name:literal),+ $(,)?) => {
        [$((
            $number,
            $name,
            include_str!(concat!("../../migrations/sqlite/", $number, "_", $name, ".sql")),
            include_str!(concat!("../../migrations/postgres/", $number, "_", $name, ".sql")),
        )),+]
    };
}

/// A step: its number, its name, and its text for SQLite and for PostgreSQL.
type Step = (&'static str, &'static str, &'static str, &'static str);

/// All steps, the first first.
pub const STEPS: &[Step] = &steps![
    "0001" "begin",
    "0002" "accounts",
    "0003" "attendance",
    "0004" "office_mail",
    "0005" "office",
    "0006" "undo",
    "0007" "tried_to",
    "0008" "recurrence_id",
    "0009" "dropped_zone",
    "0010" "released",
];

/// The schema of SQLite.
pub(super) fn sqlite() -> Migrator {
    migrator(|(_, _, sqlite, _)| sqlite)
}

/// The schema of PostgreSQL.
pub(super) fn postgres() -> Migrator {
    migrator(|(_, _, _, postgres)| postgres)
}

fn migrator(text: fn(&Step) -> &'static str) -> Migrator {
    let migration = |step: &Step| {
        let (number, name, ..) = step;
        let version = number.parse().unwrap_or_default();
        Migration::new(version, (*name).into(), MigrationType::Simple, text(step).into_sql_str(), false)
    };
    Migrator::with_migrations(STEPS.iter().map(migration).collect())
}
