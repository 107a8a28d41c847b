//! SQLite's one writer: a connection that waits for the next turn instead of going back to a pool.
//!
//! A pool asks each connection that comes back whether it still stands. That wakes the connection's thread once more and
//! costs as much as what it came back from; after each mail it was half of what the database takes.
//!
//! Invariant: one turn at a time, in the order of asking; whoever has it finds no transaction open.

use std::ops::Deref;
use std::ops::DerefMut;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::time::Duration;

use sqlx::Connection as _;
use sqlx::Error;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteConnectOptions;
use tokio::runtime::Handle;
use tokio::sync::Mutex;
use tokio::sync::OwnedMappedMutexGuard;
use tokio::sync::OwnedMutexGuard;
use tokio::time::timeout;

/// The connection that writes.
#[derive(Clone)]
pub(super) struct Writer(Arc<Desk>);

struct Desk {
    options: SqliteConnectOptions,
    patience: Duration,
    /// None when it is closed.
    connection: Arc<Mutex<Option<SqliteConnection>>>,
    /// Somebody has the turn, or was cut off in it.
    is_unfinished: AtomicBool,
}

/// The one who may write now.
pub(super) struct Turn {
    connection: OwnedMappedMutexGuard<Option<SqliteConnection>, SqliteConnection>,
    writer: Writer,
}

impl Writer {
    /// Opens it; `patience`: how long somebody waits for their turn.
    pub async fn open(options: SqliteConnectOptions, patience: Duration) -> Result<Self, Error> {
        let connection = SqliteConnection::connect_with(&options).await?;
        let (connection, is_unfinished) = (Arc::new(Mutex::new(Some(connection))), AtomicBool::new(false));
        Ok(Self(Arc::new(Desk { options, patience, connection, is_unfinished })))
    }

    /// Waits for the turn. What is run in it is a transaction of its own, as long as none is begun.
    pub async fn turn(&self) -> Result<Turn, Error> {
        let waiting = Arc::clone(&self.0.connection).lock_owned();
        let mut connection = timeout(self.0.patience, waiting).await.map_err(|_| Error::PoolTimedOut)?;
        if self.0.is_unfinished.swap(true, Ordering::SeqCst)
            && let Some(connection) = connection.as_mut()
        {
            // On the heap: each transaction carries this future, and few are cut off.
            Box::pin(self.take_back(connection)).await?;
        }
        let connection = OwnedMutexGuard::try_map(connection, Option::as_mut).map_err(|_| Error::PoolClosed)?;
        Ok(Turn { connection, writer: self.clone() })
    }

    /// Waits for the turn and begins a transaction.
    pub async fn begin(&self) -> Result<Turn, Error> {
        let mut turn = self.turn().await?;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *turn).await?;
        Ok(turn)
    }

    /// What was cut off has not happened. A connection that cannot say so is lost, and another one takes its place.
    async fn take_back(&self, connection: &mut SqliteConnection) -> Result<(), Error> {
        let done = sqlx::query("ROLLBACK").execute(&mut *connection).await;
        // That there is no transaction is what the database says when there was nothing to take back.
        if done.is_err_and(|fault| fault.as_database_error().is_none()) {
            *connection = SqliteConnection::connect_with(&self.0.options).await?;
        }
        Ok(())
    }

    /// Waits for the turn and closes it for ever.
    pub async fn close(&self) {
        if let Some(connection) = self.0.connection.lock().await.take() {
            connection.close().await.ok();
        }
    }
}

impl Turn {
    /// Ends the transaction that was begun, and the turn.
    pub async fn commit(mut self) -> Result<(), Error> {
        sqlx::query("COMMIT").execute(&mut *self).await?;
        self.end();
        Ok(())
    }

    /// Ends the turn, in which everything went well. Dropped instead, what was begun in it has not happened.
    pub fn end(self) {
        self.writer.0.is_unfinished.store(false, Ordering::SeqCst);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.writer.0.is_unfinished.load(Ordering::SeqCst) {
            return;
        }
        // Taken back at once, not when somebody writes the next time: an open transaction keeps other processes waiting.
        if let Ok(runtime) = Handle::try_current() {
            let writer = self.writer.clone();
            runtime.spawn(async move { writer.turn().await.map(Turn::end) });
        }
    }
}

impl Deref for Turn {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.connection
    }
}

impl DerefMut for Turn {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn writer(name: &str) -> Writer {
        let file = std::env::temp_dir().join(format!("treffpunkt-{name}-{:016x}.db", getrandom::u64().unwrap()));
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
        let writer = Writer::open(options, Duration::from_secs(5)).await.unwrap();
        run(&writer, "CREATE TABLE rows (n INTEGER)").await.unwrap();
        writer
    }

    async fn run(writer: &Writer, sql: &'static str) -> Result<(), Error> {
        let mut turn = writer.turn().await?;
        sqlx::query(sql).execute(&mut *turn).await?;
        turn.end();
        Ok(())
    }

    async fn count(writer: &Writer) -> i64 {
        let mut turn = writer.turn().await.unwrap();
        let count = sqlx::query_scalar("SELECT COUNT(*) FROM rows").fetch_one(&mut *turn).await.unwrap();
        turn.end();
        count
    }

    #[tokio::test]
    async fn what_was_cut_off_has_not_happened() {
        let writer = writer("cut").await;
        let mut turn = writer.begin().await.unwrap();
        sqlx::query("INSERT INTO rows VALUES (1)").execute(&mut *turn).await.unwrap();
        turn.commit().await.unwrap();
        let mut turn = writer.begin().await.unwrap();
        sqlx::query("INSERT INTO rows VALUES (2)").execute(&mut *turn).await.unwrap();
        drop(turn);
        // Nobody asks for a turn, and the file is free for others all the same.
        let other =
            SqliteConnection::connect_with(&writer.0.options.clone().busy_timeout(Duration::from_secs(5))).await;
        let mut other = other.unwrap();
        sqlx::query("INSERT INTO rows VALUES (3)").execute(&mut other).await.unwrap();
        assert_eq!(count(&writer).await, 2);
        // One command with its own BEGIN that fails half-way.
        let half = run(&writer, "BEGIN IMMEDIATE; INSERT INTO rows VALUES (4); INSERT INTO nowhere VALUES (5); COMMIT");
        assert!(half.await.is_err());
        assert_eq!(count(&writer).await, 2);
        // A turn that is given up while its statement runs.
        let mut turn = writer.begin().await.unwrap();
        let insert = sqlx::query("INSERT INTO rows VALUES (6)");
        drop(timeout(Duration::ZERO, insert.execute(&mut *turn)).await);
        drop(turn);
        assert_eq!(count(&writer).await, 2);
        std::fs::remove_file(writer.0.options.get_filename()).unwrap();
    }

    #[tokio::test]
    async fn turns_are_taken_one_after_the_other_until_it_is_closed() {
        let writer = writer("turns").await;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let writer = writer.clone();
            tasks.spawn(async move {
                let mut turn = writer.begin().await.unwrap();
                sqlx::query("INSERT INTO rows SELECT COUNT(*) FROM rows").execute(&mut *turn).await.unwrap();
                turn.commit().await.unwrap();
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        assert_eq!(count(&writer).await, 20);
        writer.close().await;
        assert!(matches!(writer.turn().await.map(drop), Err(Error::PoolClosed)));
        std::fs::remove_file(writer.0.options.get_filename()).unwrap();
    }
}
