//! Everything this house can do: one verb each, and the only writer.
//!
//! Invariant: knows neither HTTP nor the command line nor the timer.

mod entries;
mod events;
mod export;
mod facts;
mod feeds;
mod filter;
mod import;
mod plan;
mod programme;
mod random;
mod shelf;
mod tokens;

pub use events::Origin;
pub use export::ExportFormat;
pub use feeds::Feed;
pub use filter::Cancelled;
pub use filter::Filter;
pub use filter::FilterFault;
pub use filter::Key;
pub use filter::SEARCH_MAX;
pub use filter::encode;
pub use import::ImportReport;
pub use import::PlacedFault;
pub use plan::PlanLine;
pub use plan::Planned;
pub use programme::Notice;
pub use programme::Noticeboard;
pub use programme::slug_of;
pub use shelf::Board;
pub use shelf::Rendered;
pub use shelf::Shelf;
pub use shelf::Stamp;
pub use tokens::Keys;
pub use tokens::Purpose;
pub use tokens::Token;

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Config;
use crate::store::Store;
use crate::store::StoreFault;
use crate::view::words::Words;
use crate::view::words::WordsFault;

/// The house: its store, its clock and what was configured.
pub struct App {
    pub(crate) store: Store,
    clock: Clock,
    config: Config,
    newest: programme::Newest,
    feeds: Shelf,
    words: Arc<Words>,
}

/// Why a verb did nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The database could not do it.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// The machine has no random numbers for us.
    #[error("the operating system gives no random numbers")]
    NoRandomness,
    /// What is stored cannot be written as a text.
    #[error("what is stored cannot be written down")]
    Unwritable,
    /// The words of the office's own folder cannot be used.
    #[error(transparent)]
    Words(#[from] WordsFault),
}

impl App {
    /// Opens the store, brings its schema up to date, and lives by the machine's clock.
    pub async fn open(config: Config) -> Result<Self, Refusal> {
        Self::open_at(config, Clock::System).await
    }

    /// As [`App::open`], living by another clock.
    pub async fn open_at(config: Config, clock: Clock) -> Result<Self, Refusal> {
        let store = Store::open(&config.database).await?;
        let words = Arc::new(Words::open(config.templates.as_deref())?);
        let (newest, feeds) = (programme::Newest::default(), Shelf::new(feeds::SHELF));
        Ok(Self { store, clock, config, newest, feeds, words })
    }

    /// What was configured.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The messages in all languages.
    pub fn words(&self) -> &Arc<Words> {
        &self.words
    }

    /// Now.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        match self.store.read().await {
            Ok(mut reading) => reading.revision().await.is_ok(),
            Err(_) => false,
        }
    }

    /// The change counter: it rises with each write that readers can see.
    pub async fn revision(&self) -> Result<i64, Refusal> {
        Ok(self.store.read().await?.revision().await?)
    }

    /// Lets the database read every statement of ours without running it; how many there are.
    pub async fn prepares_all_statements(&self) -> Result<usize, Refusal> {
        Ok(self.store.write().await?.prepare_all().await?)
    }

    /// Gives all connections back.
    pub async fn close(&self) {
        self.store.close().await;
    }
}
