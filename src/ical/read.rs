//! Reading calendar files of other people.
