//! A shelf of texts that were made once and are given to many: feeds and pages.
//!
//! Invariant: a text is made once, however many ask at the same time.
//! Invariant: what is asked often and by everybody lies on a board of its own, from which searches push nothing down;
//! both boards have a budget in bytes.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;
use sha2::Digest as _;
use sha2::Sha256;

/// The state of the world that a text was made from: change counter and the office's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The office's day.
    pub day: Date,
    /// The change counter.
    pub revision: i64,
}

/// Which board a text lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Board {
    /// Asked by everybody.
    Main,
    /// Asked by somebody, once or often.
    Others,
}

/// A text, its tag and its compressed form.
#[derive(Debug)]
pub struct Rendered {
    plain: Vec<u8>,
    gzip: OnceLock<Vec<u8>>,
    tag: String,
}

impl Rendered {
    /// Keeps a text.
    pub fn new(text: String) -> Self {
        let mut tag = String::new();
        for byte in Sha256::digest(text.as_bytes()).iter().take(16) {
            // Writing to a String cannot fail.
            let _ = write!(tag, "{byte:02x}");
        }
        Self { plain: text.into_bytes(), gzip: OnceLock::new(), tag }
    }

    /// The bytes as they are.
    pub fn plain(&self) -> &[u8] {
        &self.plain
    }

    /// The bytes compressed; made when first asked for, the same each time (no time of making stands in them).
    pub fn gzip(&self) -> &[u8] {
        self.gzip.get_or_init(|| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            // A Vec takes whatever is written to it.
            let written = encoder.write_all(&self.plain).and_then(|()| encoder.finish());
            written.unwrap_or_default()
        })
    }

    /// A hash of the bytes: the same bytes have the same tag on each replica.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Bytes that it takes, at most: a compressed form is not larger, but for a few.
    fn weight(&self) -> usize {
        self.plain.len() * 2 + 256
    }
}

type Slot = Arc<OnceLock<Arc<Rendered>>>;

/// What was made of the present state.
pub struct Shelf {
    budget: usize,
    boards: Mutex<Boards>,
}

#[derive(Default)]
struct Boards {
    stamp: Option<Stamp>,
    main: Row,
    others: Row,
}

/// One board: what was asked for longest ago goes first.
#[derive(Default)]
struct Row {
    slots: HashMap<String, (u64, Slot)>,
    weight: usize,
    tick: u64,
}

impl Shelf {
    /// A shelf whose two boards take `budget` bytes each.
    pub fn new(budget: usize) -> Self {
        Self { budget, boards: Mutex::default() }
    }

    /// The text of that key, made now if nobody made it yet.
    pub fn take(&self, stamp: Stamp, board: Board, key: &str, make: impl FnOnce() -> String) -> Arc<Rendered> {
        let rendered = |make: &mut dyn FnMut() -> String| Arc::new(Rendered::new(make()));
        let mut make = Some(make);
        let mut once = || make.take().map(|make| make()).unwrap_or_default();
        let Some(slot) = self.slot(stamp, board, key) else { return rendered(&mut once) };
        let mut is_new = false;
        let text = slot.get_or_init(|| {
            is_new = true;
            rendered(&mut once)
        });
        if is_new {
            self.weigh(stamp, board, text.weight());
        }
        Arc::clone(text)
    }

    /// The text of that key, if somebody made it.
    pub fn find(&self, stamp: Stamp, board: Board, key: &str) -> Option<Arc<Rendered>> {
        let mut boards = self.boards.lock().unwrap_or_else(PoisonError::into_inner);
        if boards.stamp != Some(stamp) {
            return None;
        }
        let row = boards.row(board);
        row.tick += 1;
        let tick = row.tick;
        let (asked, slot) = row.slots.get_mut(key)?;
        *asked = tick;
        slot.get().cloned()
    }

    /// The slot of a key; none when a later state has been seen.
    fn slot(&self, stamp: Stamp, board: Board, key: &str) -> Option<Slot> {
        let mut boards = self.boards.lock().unwrap_or_else(PoisonError::into_inner);
        match boards.stamp {
            Some(seen) if seen > stamp => return None,
            Some(seen) if seen == stamp => {}
            _ => *boards = Boards { stamp: Some(stamp), ..Boards::default() },
        }
        let row = boards.row(board);
        row.tick += 1;
        let tick = row.tick;
        let (asked, slot) = row.slots.entry(key.to_owned()).or_default();
        *asked = tick;
        Some(Arc::clone(slot))
    }

    /// Counts a new text, and takes down what has not been asked for longest until all fit.
    fn weigh(&self, stamp: Stamp, board: Board, weight: usize) {
        let mut boards = self.boards.lock().unwrap_or_else(PoisonError::into_inner);
        if boards.stamp != Some(stamp) {
            return;
        }
        let row = boards.row(board);
        row.weight += weight;
        while row.weight > self.budget && row.slots.len() > 1 {
            let made = |(_, (asked, slot)): (&String, &(u64, Slot))| slot.get().map(|text| (*asked, text.weight()));
            let Some((oldest, freed)) = row.slots.iter().filter_map(made).min() else { break };
            row.slots.retain(|_, (asked, _)| *asked != oldest);
            row.weight = row.weight.saturating_sub(freed);
        }
    }
}

impl Boards {
    fn row(&mut self, board: Board) -> &mut Row {
        match board {
            Board::Main => &mut self.main,
            Board::Others => &mut self.others,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(revision: i64) -> Stamp {
        Stamp { day: jiff::civil::date(2027, 1, 1), revision }
    }

    #[test]
    fn a_text_is_made_once_until_something_changes() {
        let shelf = Shelf::new(1000);
        let first = shelf.take(stamp(1), Board::Main, "a", || "one".into());
        let again = shelf.take(stamp(1), Board::Main, "a", || "two".into());
        assert_eq!((first.plain(), again.plain()), (&b"one"[..], &b"one"[..]));
        assert_eq!(shelf.take(stamp(2), Board::Main, "a", || "two".into()).plain(), b"two");
        // Who still looks at the old state gets its text, and spoils nothing.
        assert_eq!(shelf.take(stamp(1), Board::Main, "a", || "one".into()).plain(), b"one");
        assert_eq!(shelf.take(stamp(2), Board::Main, "a", || "three".into()).plain(), b"two");
    }

    #[test]
    fn searches_push_each_other_down_and_never_the_main_board() {
        let shelf = Shelf::new(10_000);
        shelf.take(stamp(1), Board::Main, "main", || "first".into());
        for n in 0..1000 {
            shelf.take(stamp(1), Board::Others, &format!("q={n}"), || "x".repeat(500));
        }
        assert_eq!(shelf.take(stamp(1), Board::Main, "main", || "again".into()).plain(), b"first");
        let boards = shelf.boards.lock().unwrap();
        assert!(boards.others.weight <= 10_000 && boards.others.slots.len() < 10);
    }

    #[test]
    fn compressed_bytes_are_the_same_each_time() {
        let (a, b) = (Rendered::new("text".repeat(99)), Rendered::new("text".repeat(99)));
        assert_eq!((a.gzip(), a.tag()), (b.gzip(), b.tag()));
        assert!(a.gzip().len() < a.plain().len());
    }
}
