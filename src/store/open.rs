//! Opening a database: its schema is brought up to date, and a newer one is refused.
//!
//! Invariant: before an upgrade an SQLite file is copied beside itself.

use std::io;
use std::path::Path;

use sqlx::Connection;
use sqlx::PgConnection;
use sqlx::migrate::Migrator;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::sqlite::SqliteJournalMode;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::sqlite::SqliteSynchronous;
use tokio::time::timeout;

use crate::store::PATIENCE;
use crate::store::Pools;
use crate::store::Store;
use crate::store::StoreFault;
use crate::store::Stored;
use crate::store::migrations;
use crate::store::writer::Writer;

/// Opens a file, or makes it.
pub(super) async fn open_sqlite(file: &Path, synchronous: SqliteSynchronous) -> Stored<Store> {
    if let Some(folder) = file.parent().filter(|f| !f.as_os_str().is_empty() && !f.exists()) {
        return Err(StoreFault::NoFolder(folder.to_owned()));
    }
    let is_new = !file.exists();
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(PATIENCE);
    migrate_sqlite(&options, (!is_new).then_some(file)).await?;
    let write = Writer::open(options.clone(), PATIENCE * 6).await?;
    let read = sqlite_pool(4).acquire_timeout(PATIENCE).connect_with(options.read_only(true)).await?;
    Ok(Store::of(Pools::Sqlite { read, write }))
}

/// Brings the schema up to date, on a connection of its own; `kept`: the file of a database to copy before an upgrade.
async fn migrate_sqlite(options: &SqliteConnectOptions, kept: Option<&Path>) -> Stored<()> {
    let pool = sqlite_pool(1).connect_with(options.clone()).await?;
    let found = sqlx::query_scalar::<_, i64>(NEWEST_MIGRATION).fetch_optional(&pool).await.ok().flatten();
    let migrations = migrations::sqlite();
    let found = refuse_newer(found, &migrations)?;
    if let Some(file) = kept.filter(|_| found < newest(&migrations) && found > 0) {
        // One may lie there from an upgrade that was taken back.
        let name =
            |n: u32| file.with_extension(format!("before-{}{}.db", newest(&migrations), "-again".repeat(n as usize)));
        let copy = (0..9).map(name).find(|copy| !copy.exists()).unwrap_or_else(|| name(9));
        sqlx::query("VACUUM INTO $1").bind(copy.to_string_lossy().into_owned()).execute(&pool).await?;
    }
    migrations.run(&pool).await?;
    pool.close().await;
    Ok(())
}

/// Nobody cuts a connection to a file: asking each time whether it still stands would cost as much as a query.
fn sqlite_pool(most: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(most).test_before_acquire(false)
}

/// Opens a database of a server.
pub(super) async fn open_postgres(url: &str) -> Stored<Store> {
    // Of a server that refuses, a pool says only that it waited.
    let knocking = timeout(PATIENCE, PgConnection::connect(url));
    knocking.await.map_err(|_| sqlx::Error::Io(io::ErrorKind::TimedOut.into()))??.close().await?;
    let pool = PgPoolOptions::new().max_connections(10).acquire_timeout(PATIENCE).connect(url).await?;
    let found = sqlx::query_scalar::<_, i64>(NEWEST_MIGRATION).fetch_optional(&pool).await.ok().flatten();
    let migrations = migrations::postgres();
    refuse_newer(found, &migrations)?;
    migrations.run(&pool).await?;
    Ok(Store::of(Pools::Postgres(pool)))
}

const NEWEST_MIGRATION: &str = "SELECT version FROM _sqlx_migrations ORDER BY version DESC LIMIT 1";

fn newest(migrations: &Migrator) -> i64 {
    migrations.iter().map(|m| m.version).max().unwrap_or(0)
}

fn refuse_newer(found: Option<i64>, migrations: &Migrator) -> Stored<i64> {
    let (found, known) = (found.unwrap_or(0), newest(migrations));
    if found > known { Err(StoreFault::Newer { found, known }) } else { Ok(found) }
}
