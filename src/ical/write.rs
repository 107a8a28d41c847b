//! Writing calendar files.
