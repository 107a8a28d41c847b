//! Structs that rows of either engine are read into, column by column of the same name.
//!
//! `sqlx`'s derive does the same, but brings both engines into the build a second time, for the compiler's own machine.

/// Declares a struct and how a row of each engine becomes one.
macro_rules! row {
    ($(#[$about:meta])* $open:vis struct $name:ident { $($(#[$of:meta])* $seen:vis $field:ident: $type:ty),* $(,)? }) => {
        $(#[$about])*
        $open struct $name {
            $($(#[$of])* $seen $field: $type),*
        }
        $crate::store::row::row!(@from sqlx::sqlite::SqliteRow, $name, $($field)*);
        $crate::store::row::row!(@from sqlx::postgres::PgRow, $name, $($field)*);
    };
    (@from $row:ty, $name:ident, $($field:ident)*) => {
        impl sqlx::FromRow<'_, $row> for $name {
            fn from_row(row: &$row) -> Result<Self, sqlx::Error> {
                use sqlx::Row as _;
                Ok(Self { $($field: row.try_get(stringify!($field))?),* })
            }
        }
    };
}
pub(super) use row;
