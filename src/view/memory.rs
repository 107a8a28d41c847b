//! What was said lately: mails of one event say the same words, and putting them together costs more than looking them
//! up.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

/// More than this is forgotten: a year of days in all forms and languages, some hundred events.
const MOST: usize = 8_192;

/// Words by what they were said of.
#[derive(Debug)]
pub(super) struct Memory<K>(Mutex<HashMap<K, Arc<str>>>);

impl<K> Default for Memory<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Hash + Eq> Memory<K> {
    /// The words that are remembered, or new ones, if there are any.
    pub fn take<Q>(&self, of: &Q, say: impl FnOnce() -> Option<String>) -> Option<Arc<str>>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        if let Some(words) = self.open().get(of) {
            return Some(Arc::clone(words));
        }
        // Not under the lock: what is said may be put together of what is remembered.
        let words: Arc<str> = say()?.into();
        let mut remembered = self.open();
        if remembered.len() >= MOST {
            remembered.clear();
        }
        remembered.insert(of.to_owned(), Arc::clone(&words));
        Some(words)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<K, Arc<str>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_not_put_together_again_and_never_too_much_is_kept() {
        let memory: Memory<String> = Memory::default();
        assert_eq!(memory.take("a", || None), None);
        assert_eq!(memory.take("a", || Some("A".into())).as_deref(), Some("A"));
        assert_eq!(memory.take("a", || Some("B".into())).as_deref(), Some("A"));
        for number in 0..MOST {
            memory.take(number.to_string().as_str(), || Some("x".into()));
        }
        assert!(memory.open().len() <= MOST);
        assert_eq!(memory.take("a", || Some("B".into())).as_deref(), Some("B"));
    }
}
