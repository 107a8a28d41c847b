//! Structs that rows of either engine are read into, column by column of the same name; many rows as one list.
//!
//! `sqlx`'s derive does the same, but brings both engines into the build a second time, for the compiler's own machine.

use std::marker::PhantomData;
use std::str::FromStr;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde::de::Error as _;
use sqlx::Database;
use sqlx::Decode;
use sqlx::Type;
use sqlx::error::BoxDynError;
use sqlx::types::Json;

use crate::domain::word::UnknownWord;
use crate::store::Conn;
use crate::store::Reading;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::on;

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

/// A fixed word of the domain in a column.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Word<T>(pub(super) T);

impl<DB, T> Type<DB> for Word<T>
where
    DB: Database,
    str: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <str as Type<DB>>::type_info()
    }

    fn compatible(of: &DB::TypeInfo) -> bool {
        <str as Type<DB>>::compatible(of)
    }
}

impl<'r, DB, T> Decode<'r, DB> for Word<T>
where
    DB: Database,
    &'r str: Decode<'r, DB>,
    T: FromStr<Err = UnknownWord>,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(<&str as Decode<'r, DB>>::decode(value)?.parse()?))
    }
}

/// The statement, for SQLite and for PostgreSQL, that gives rows as one list, each of them a list of its columns: there may
/// be thousands, and a row of a result costs ten times as much to hand over as to find. The engines differ only in the
/// names of their functions, and SQLite has to be told what is JSON already: `$columns` takes its function for that.
macro_rules! as_list {
    ($columns:ident from $from:literal) => {
        (
            concat!("SELECT json_group_array(json_array(", $columns!("json"), ")) FROM ", $from),
            concat!("SELECT json_agg(json_build_array(", $columns!(""), ")) FROM ", $from),
        )
    };
}
pub(super) use as_list;

/// A statement, for SQLite and for PostgreSQL.
pub(super) type PerEngine = (&'static str, &'static str);

impl Reading {
    /// What the rows `R` mean that a statement of [`as_list`] finds by some ids, in no order: neither engine sorts them
    /// without a second copy.
    pub(super) async fn list_of<R, T>(&mut self, statement: PerEngine, ids: &[i64]) -> Stored<Vec<T>>
    where
        R: DeserializeOwned + 'static,
        T: TryFrom<R, Error = StoreFault> + Send + Unpin + 'static,
    {
        let sql = match &self.conn {
            Conn::Sqlite(_) => statement.0,
            Conn::Postgres(_) => statement.1,
        };
        // PostgreSQL makes no list of no rows.
        let rows: Option<Json<Vec<Meant<R, T>>>> = on!(self, c => {
            let query = ids.iter().fold(sqlx::query_scalar(sql), |query, id| query.bind(*id));
            query.fetch_one(c).await
        })?;
        Ok(rows.map(|rows| rows.0.into_iter().map(|meant| meant.0).collect()).unwrap_or_default())
    }
}

/// What a row means, made while it is read: thousands are not moved once more.
struct Meant<R, T>(T, PhantomData<fn(R)>);

impl<'de, R, T> Deserialize<'de> for Meant<R, T>
where
    R: Deserialize<'de>,
    T: TryFrom<R, Error = StoreFault>,
{
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let meant = T::try_from(R::deserialize(from)?).map_err(D::Error::custom)?;
        Ok(Self(meant, PhantomData))
    }
}
