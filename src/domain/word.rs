//! Fixed words: enums whose values have one spelling in the store, in files and on the command line.

/// Makes an enum whose values are written as fixed words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $value),+ }

        impl $name {
            /// All values.
            pub const ALL: &[Self] = &[$(Self::$value),+];

            /// Its fixed word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::word::UnknownWord;

            fn from_str(word: &str) -> Result<Self, $crate::domain::word::UnknownWord> {
                let known = || Self::ALL.iter().map(|v| v.word()).collect::<Vec<_>>().join(", ");
                let found = Self::ALL.iter().copied().find(|v| v.word() == word);
                found.ok_or_else(|| $crate::domain::word::UnknownWord { word: word.to_owned(), known: known() })
            }
        }
    };
}
pub(crate) use words;

/// A word that is none of the fixed ones.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\u{201c}{word}\u{201d} is not known; write one of: {known}")]
pub struct UnknownWord {
    /// The word as written.
    pub word: String,
    /// The words that would be taken.
    pub known: String,
}
