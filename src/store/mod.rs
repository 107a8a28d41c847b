//! The store: rows in SQLite or PostgreSQL, behind the same functions.
//!
//! Invariants: the only module that names `sqlx`. Reads see one snapshot ([`Reading`]); every write happens inside one
//! transaction ([`Writing`]) and says in the audit who did what. SQLite has one writer, which waits its turn with
//! `BEGIN IMMEDIATE` (a plain `BEGIN` fails when two writers meet).

use std::fmt;
use std::ops::Deref;
use std::ops::DerefMut;
use std::path::Path;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

use sqlx::Executor;
use sqlx::SqlSafeStr;
use sqlx::SqliteConnection;
use sqlx::postgres::PgPool;
use sqlx::sqlite::SqlitePool;
use sqlx::sqlite::SqliteSynchronous;

use crate::store::kept::Kept;
use crate::store::open::open_postgres;
use crate::store::open::open_sqlite;
use crate::store::writer::Turn;
use crate::store::writer::Writer;

mod accounts;
mod actors;
mod answers;
mod attendance;
mod delivery;
mod directory;
mod events;
mod forget;
mod kept;
mod mails;
pub mod migrations;
mod occurrences;
mod open;
mod outbox;
mod row;
mod settings;
mod steerings;
mod steps;
mod submissions;
mod texts;
mod undo;
mod writer;

pub use accounts::NewSignIn;
pub use delivery::Later;
pub use events::EventRow;
pub use events::Marks;
pub use forget::Forgotten;
pub use kept::Events;
pub use kept::ListedEvent;
pub use mails::GroupRow;
pub use settings::AuditLine;
pub use settings::VOCABULARY;

/// How long a query waits for a connection or for another writer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The address of the database.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of the embedded SQLite.
    Sqlite(PathBuf),
    /// A PostgreSQL server; the text holds its password.
    Postgres(String),
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(file) => write!(f, "SQLite file {}", file.display()),
            Self::Postgres(_) => f.write_str("PostgreSQL"),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, String> {
        if let Some(file) = url.strip_prefix("sqlite://") {
            return match file {
                "" | ":memory:" => Err("names no file; write sqlite:///var/lib/treffpunkt/treffpunkt.db".into()),
                file => Ok(Self::Sqlite(PathBuf::from(file))),
            };
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        // The value itself is not repeated: it may hold a password.
        Err("must begin with sqlite:// or postgres://".into())
    }
}

/// What the database could not do. The source says why; it never reaches a page.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// It did not answer, or refused a statement.
    #[error("the database could not do it")]
    Database(#[from] sqlx::Error),
    /// A row holds what no write of ours makes.
    #[error("row {0} of the database cannot be read")]
    Unreadable(String),
    /// The schema is newer than this binary.
    #[error("the database has schema {found}, this treffpunkt knows schemas up to {known}; start a newer treffpunkt")]
    Newer {
        /// The schema of the database.
        found: i64,
        /// The newest one that this binary knows.
        known: i64,
    },
    /// The schema could not be brought up to date.
    #[error("the schema of the database could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The copy before an upgrade could not be made.
    #[error("the database could not be copied before its upgrade")]
    Copy(#[source] std::io::Error),
    /// The folder of the file is missing.
    #[error("the folder {0} does not exist; make it, or set database.url")]
    NoFolder(PathBuf),
}

impl StoreFault {
    /// True when it is about what one row holds and asking again is answered the same: others can be read.
    pub fn is_of_a_row(&self) -> bool {
        let is_of_a_value =
            |error: &sqlx::Error| matches!(error, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_));
        matches!(self, Self::Unreadable(_)) || matches!(self, Self::Database(error) if is_of_a_value(error))
    }
}

/// True when SQLite was asked while another process wrote (`SQLITE_BUSY`).
fn is_busy(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code == "5")
}

/// What store functions return.
pub type Stored<T> = Result<T, StoreFault>;

/// An open database.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    changes: Arc<AtomicU64>,
    kept: Arc<Kept>,
}

#[derive(Clone)]
enum Pools {
    Sqlite { read: SqlitePool, write: Writer },
    Postgres(PgPool),
}

/// A look at one snapshot of the database. Dropped, it leaves no trace.
pub struct Reading {
    conn: Conn,
    /// None in a transaction that writes.
    kept: Option<Arc<Kept>>,
}

/// A transaction that may write. Dropped without [`Writing::commit`], nothing has happened.
pub struct Writing {
    reading: Reading,
    raised: bool,
    touched_directory: bool,
    changes: Arc<AtomicU64>,
}

enum Conn {
    Sqlite(SqliteConn),
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

enum SqliteConn {
    Looks(sqlx::Transaction<'static, sqlx::Sqlite>),
    Writes(Turn),
}

impl Deref for SqliteConn {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match self {
            Self::Looks(transaction) => transaction,
            Self::Writes(turn) => turn,
        }
    }
}

impl DerefMut for SqliteConn {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Looks(transaction) => transaction,
            Self::Writes(turn) => turn,
        }
    }
}

/// Runs the same expression on whichever engine it is.
macro_rules! on {
    ($reading:expr, $conn:ident => $run:expr) => {
        match &mut $reading.conn {
            $crate::store::Conn::Sqlite(transaction) => {
                let $conn = &mut **transaction;
                $run
            }
            $crate::store::Conn::Postgres(transaction) => {
                let $conn = &mut **transaction;
                $run
            }
        }
    };
}
pub(crate) use on;

impl Deref for Writing {
    type Target = Reading;

    fn deref(&self) -> &Reading {
        &self.reading
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut Reading {
        &mut self.reading
    }
}

/// The statements of all files of this folder.
const STATEMENTS: &[&[&str]] = &[
    accounts::STATEMENTS,
    actors::STATEMENTS,
    answers::STATEMENTS,
    attendance::STATEMENTS,
    delivery::STATEMENTS,
    directory::STATEMENTS,
    events::STATEMENTS,
    occurrences::STATEMENTS,
    forget::STATEMENTS,
    mails::STATEMENTS,
    outbox::STATEMENTS,
    settings::STATEMENTS,
    steerings::STATEMENTS,
    steps::STATEMENTS,
    submissions::STATEMENTS,
    texts::STATEMENTS,
    undo::STATEMENTS,
];

impl Reading {
    /// Lets the database read every statement of ours without running it; how many there are.
    ///
    /// This stands for the compile-time check that `sqlx` offers for one engine only.
    pub async fn prepare_all(&mut self) -> Stored<usize> {
        let mut count = 0;
        for sql in STATEMENTS.iter().copied().flatten().copied() {
            on!(self, c => c.prepare(sql.into_sql_str()).await.map(drop))?;
            count += 1;
        }
        Ok(count)
    }
}

impl Writing {
    /// This transaction, for what changes the directory: who keeps one reads it anew afterwards.
    fn of_directory(&mut self) -> &mut Reading {
        self.touched_directory = true;
        &mut self.reading
    }

    /// Makes it so.
    pub async fn commit(mut self) -> Stored<()> {
        if self.touched_directory {
            // At the end, so that nobody waits for this row while somebody waits for theirs.
            self.raise_directory().await?;
        }
        match self.reading.conn {
            Conn::Sqlite(SqliteConn::Writes(turn)) => turn.commit().await?,
            Conn::Sqlite(SqliteConn::Looks(transaction)) => transaction.commit().await?,
            Conn::Postgres(transaction) => transaction.commit().await?,
        }
        if self.raised {
            self.changes.fetch_add(1, Ordering::SeqCst);
        }
        Ok(())
    }
}

impl Store {
    fn of(pools: Pools) -> Self {
        Self { pools, changes: Arc::default(), kept: Arc::default() }
    }

    /// Opens the database, makes it when it is a missing SQLite file, and brings its schema up to date.
    ///
    /// Before the first migration of an upgrade SQLite is copied beside itself.
    pub async fn open(url: &DatabaseUrl) -> Stored<Self> {
        match url {
            // A mail counts as sent only when the record survives a power cut.
            DatabaseUrl::Sqlite(file) => open_sqlite(file, SqliteSynchronous::Full).await,
            DatabaseUrl::Postgres(url) => open_postgres(url).await,
        }
    }

    /// Opens a SQLite file that is thrown away afterwards: it need not survive a power cut.
    pub async fn open_scratch(file: &Path) -> Stored<Self> {
        open_sqlite(file, SqliteSynchronous::Off).await
    }

    /// Copies everything into a new SQLite file; false, and nothing done, when this is no SQLite.
    pub async fn copy_to(&self, file: &Path) -> Stored<bool> {
        let Pools::Sqlite { write, .. } = &self.pools else { return Ok(false) };
        let mut turn = write.turn().await?;
        sqlx::query("VACUUM INTO $1").bind(file.to_string_lossy().into_owned()).execute(&mut *turn).await?;
        turn.end();
        Ok(true)
    }

    /// True when several replicas may share it.
    pub fn is_shared(&self) -> bool {
        matches!(self.pools, Pools::Postgres(_))
    }

    /// Begins to look.
    pub async fn read(&self) -> Stored<Reading> {
        let conn = match &self.pools {
            Pools::Sqlite { read, .. } => Conn::Sqlite(SqliteConn::Looks(read.begin().await?)),
            Pools::Postgres(pool) => {
                Conn::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?)
            }
        };
        Ok(Reading { conn, kept: Some(Arc::clone(&self.kept)) })
    }

    /// Begins to write.
    pub async fn write(&self) -> Stored<Writing> {
        let conn = match &self.pools {
            Pools::Sqlite { write, .. } => Conn::Sqlite(SqliteConn::Writes(write.begin().await?)),
            Pools::Postgres(pool) => Conn::Postgres(pool.begin().await?),
        };
        let reading = Reading { conn, kept: None };
        Ok(Writing { reading, raised: false, touched_directory: false, changes: Arc::clone(&self.changes) })
    }

    /// Changes a row and takes it back. Where another process writes just now, one may.
    pub async fn try_writing(&self) -> Stored<()> {
        let tried = match self.write().await {
            Ok(mut writing) => writing.raise_directory().await,
            Err(fault) => Err(fault),
        };
        match tried {
            Err(StoreFault::Database(error)) if is_busy(&error) => Ok(()),
            tried => tried,
        }
    }

    /// How often this process raised the revision: who remembers it knows without asking the database that no write of
    /// ours came in between. Other processes are not counted.
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    /// Waits until all connections are given back and closes them.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
