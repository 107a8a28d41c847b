//! An account: a person of the office who signs in.

use crate::domain::word::words;

words! {
    /// What an account may do.
    Role {
        /// Everything: accounts and settings too.
        Lead = "lead",
        /// Everything about events, actors and mails.
        Editor = "editor",
    }
}

/// A person of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The row.
    pub id: i64,
    /// The mail address, folded.
    pub address: String,
    /// What it may do.
    pub role: Role,
}

impl Account {
    /// Who it is in the audit: a number, never an address.
    pub fn who(&self) -> String {
        format!("account:{}", self.id)
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The row.
    pub id: i64,
    /// Whose.
    pub account: Account,
}
