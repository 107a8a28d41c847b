//! What is put into the pages about accounts: facts already in words.

use serde::Serialize;

use crate::view::answers::FieldFault;
use crate::view::shown::Choice;

/// One's own account.
#[derive(Debug, Clone, Serialize)]
pub struct AccountPage {
    /// The mail address.
    pub address: String,
    /// What one may do, in words.
    pub role: String,
}

/// All accounts.
#[derive(Debug, Clone, Serialize)]
pub struct AccountsPage {
    /// Where a new one goes.
    pub action: String,
    /// What is wrong.
    pub faults: Vec<FieldFault>,
    /// The address of a new one, as typed.
    pub address: String,
    /// The roles to choose from for a new one.
    pub roles: Vec<Choice>,
    /// Fewer than two leads.
    pub few_leads: bool,
    /// A way in that was made now: for whom, and the address.
    pub link: Option<(String, String)>,
    /// The accounts.
    pub accounts: Vec<AccountLine>,
}

/// One account of the list.
#[derive(Debug, Clone, Serialize)]
pub struct AccountLine {
    /// Its number.
    pub id: i64,
    /// Where its forms go.
    pub action: String,
    /// The mail address.
    pub address: String,
    /// True: one's own.
    pub is_mine: bool,
    /// What it may do, in words.
    pub role: String,
    /// The roles to choose from.
    pub roles: Vec<Choice>,
    /// When somebody signed in last.
    pub last: String,
    /// Where somebody is signed in, in words.
    pub sessions: String,
}
