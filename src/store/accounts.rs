//! Accounts, ways in and sessions.
//!
//! Invariant: what a person holds (link, code, cookie) is known here as a hash only.

use jiff::Timestamp;

use crate::domain::account::Account;
use crate::domain::account::Role;
use crate::domain::account::Session;
use crate::store::Reading;
use crate::store::Stored;
use crate::store::Writing;
use crate::store::on;
use crate::store::row::Word;
use crate::store::row::row;

const ACCOUNTS: &str = "SELECT id, address, role FROM accounts ORDER BY address";
const ACCOUNT: &str = "SELECT id, address, role FROM accounts WHERE address = $1";
const PUT_ACCOUNT: &str = "INSERT INTO accounts (address, role, created_at) VALUES ($1, $2, $3) \
    ON CONFLICT (address) DO UPDATE SET role = excluded.role RETURNING id";
const DROP_ACCOUNT: &str = "DELETE FROM accounts WHERE id = $1";
const ADD_SIGN_IN: &str = "INSERT INTO sign_ins (account_id, link_hash, browser, code_hash, made_at, expires_at) \
    VALUES ($1, $2, $3, $4, $5, $6)";
const COUNT_SIGN_INS: &str =
    "SELECT COUNT(*) FROM sign_ins WHERE account_id = $1 AND browser IS NOT NULL AND made_at > $2";
const BY_LINK: &str = "SELECT s.id, s.account_id, a.address, a.role, s.browser, s.code_hash, s.misses \
    FROM sign_ins s JOIN accounts a ON a.id = s.account_id WHERE s.link_hash = $1 AND s.expires_at > $2";
const BY_BROWSER: &str = "SELECT s.id, s.account_id, a.address, a.role, s.browser, s.code_hash, s.misses \
    FROM sign_ins s JOIN accounts a ON a.id = s.account_id WHERE s.browser = $1 AND s.expires_at > $2 \
    ORDER BY s.id DESC LIMIT 1";
const MISS: &str = "UPDATE sign_ins SET misses = misses + 1 WHERE id = $1";
const SPEND: &str = "DELETE FROM sign_ins WHERE id = $1";
const ADD_SESSION: &str = "INSERT INTO sessions (account_id, token_hash, made_at, expires_at) VALUES ($1, $2, $3, $4)";
const SESSION: &str = "SELECT s.id, s.account_id, a.address, a.role FROM sessions s \
    JOIN accounts a ON a.id = s.account_id WHERE s.token_hash = $1 AND s.expires_at > $2";
const COUNT_SESSIONS: &str = "SELECT COUNT(*) FROM sessions WHERE account_id = $1 AND expires_at > $2";
const LAST_SIGN_IN: &str = "SELECT MAX(at) FROM audit WHERE subject = $1 AND verb = 'sign_in'";
const END_SESSION: &str = "DELETE FROM sessions WHERE id = $1";
const END_SESSIONS: &str = "DELETE FROM sessions WHERE account_id = $1";
const FORGET_SIGN_INS: &str = "DELETE FROM sign_ins WHERE expires_at <= $1";
const FORGET_SESSIONS: &str = "DELETE FROM sessions WHERE expires_at <= $1";

/// All statements of this file, for the check that prepares them on both engines.
pub(super) const STATEMENTS: &[&str] = &[
    ACCOUNTS,
    ACCOUNT,
    PUT_ACCOUNT,
    DROP_ACCOUNT,
    ADD_SIGN_IN,
    COUNT_SIGN_INS,
    BY_LINK,
    BY_BROWSER,
    MISS,
    SPEND,
    ADD_SESSION,
    SESSION,
    COUNT_SESSIONS,
    LAST_SIGN_IN,
    END_SESSION,
    END_SESSIONS,
    FORGET_SIGN_INS,
    FORGET_SESSIONS,
];

row! {
    struct AccountRow {
        id: i64,
        address: String,
        role: Word<Role>,
    }
}

row! {
    struct SignInRow {
        id: i64,
        account_id: i64,
        address: String,
        role: Word<Role>,
        browser: Option<String>,
        code_hash: Option<String>,
        misses: i64,
    }
}

row! {
    struct SessionRow {
        id: i64,
        account_id: i64,
        address: String,
        role: Word<Role>,
    }
}

/// A way in that was made and is not used up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The row.
    pub id: i64,
    /// Whose.
    pub account: Account,
    /// The hash of the browser that asked; none for a link made by command.
    pub browser: Option<String>,
    /// The hash of the code.
    pub code_hash: Option<String>,
    /// Wrong codes so far.
    pub misses: i64,
}

/// What a new way in is made of.
#[derive(Debug)]
pub struct NewSignIn<'a> {
    /// Whose.
    pub account: i64,
    /// The hash of the link's token.
    pub link_hash: &'a str,
    /// The hashes of the browser that asked and of its code.
    pub asked: Option<(&'a str, &'a str)>,
    /// Since when.
    pub made_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

fn account(id: i64, address: String, Word(role): Word<Role>) -> Account {
    Account { id, address, role }
}

impl Reading {
    /// All accounts, by address.
    pub async fn list_accounts(&mut self) -> Stored<Vec<Account>> {
        let rows: Vec<AccountRow> = on!(self, c => sqlx::query_as(ACCOUNTS).fetch_all(c).await)?;
        Ok(rows.into_iter().map(|row| account(row.id, row.address, row.role)).collect())
    }

    /// The account of a folded address.
    pub async fn find_account(&mut self, address: &str) -> Stored<Option<Account>> {
        let row: Option<AccountRow> = on!(self, c => sqlx::query_as(ACCOUNT).bind(address).fetch_optional(c).await)?;
        Ok(row.map(|row| account(row.id, row.address, row.role)))
    }

    /// How many ways in browsers asked for since then.
    pub async fn count_sign_ins(&mut self, account: i64, since: Timestamp) -> Stored<i64> {
        Ok(on!(self, c => {
            sqlx::query_scalar(COUNT_SIGN_INS).bind(account).bind(since.as_second()).fetch_one(c).await
        })?)
    }

    /// How many sessions of an account last.
    pub async fn count_sessions(&mut self, account: i64, now: Timestamp) -> Stored<i64> {
        Ok(on!(self, c => {
            sqlx::query_scalar(COUNT_SESSIONS).bind(account).bind(now.as_second()).fetch_one(c).await
        })?)
    }

    /// When somebody signed in last, as far back as the audit reaches.
    pub async fn find_last_sign_in(&mut self, account: &Account) -> Stored<Option<Timestamp>> {
        let subject = account.who();
        let at: Option<i64> = on!(self, c => sqlx::query_scalar(LAST_SIGN_IN).bind(subject).fetch_one(c).await)?;
        Ok(at.and_then(|at| Timestamp::from_second(at).ok()))
    }

    /// The way in behind a link, by the hash of its token.
    pub async fn find_sign_in_by_link(&mut self, link_hash: &str, now: Timestamp) -> Stored<Option<SignIn>> {
        self.find_sign_in(BY_LINK, link_hash, now).await
    }

    /// The last way in that a browser asked for, by the browser's hash.
    pub async fn find_sign_in_by_browser(&mut self, browser: &str, now: Timestamp) -> Stored<Option<SignIn>> {
        self.find_sign_in(BY_BROWSER, browser, now).await
    }

    async fn find_sign_in(&mut self, sql: &'static str, hash: &str, now: Timestamp) -> Stored<Option<SignIn>> {
        let row: Option<SignInRow> =
            on!(self, c => sqlx::query_as(sql).bind(hash).bind(now.as_second()).fetch_optional(c).await)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(SignIn {
            id: row.id,
            account: account(row.account_id, row.address, row.role),
            browser: row.browser,
            code_hash: row.code_hash,
            misses: row.misses,
        }))
    }

    /// The session of a cookie, by its hash.
    pub async fn find_session(&mut self, token_hash: &str, now: Timestamp) -> Stored<Option<Session>> {
        let row: Option<SessionRow> =
            on!(self, c => sqlx::query_as(SESSION).bind(token_hash).bind(now.as_second()).fetch_optional(c).await)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Session { id: row.id, account: account(row.account_id, row.address, row.role) }))
    }
}

impl Writing {
    /// Adds an account, or gives the one of that address another role; its row.
    pub async fn put_account(&mut self, address: &str, role: &str, now: Timestamp) -> Stored<i64> {
        Ok(on!(self, c => {
            sqlx::query_scalar(PUT_ACCOUNT).bind(address).bind(role).bind(now.as_second()).fetch_one(c).await
        })?)
    }

    /// Takes an account away, with its ways in and sessions.
    pub async fn drop_account(&mut self, id: i64) -> Stored<()> {
        self.forget(DROP_ACCOUNT, id).await
    }

    /// Adds a way in.
    pub async fn add_sign_in(&mut self, new: &NewSignIn<'_>) -> Stored<()> {
        let (browser, code) = (new.asked.map(|(browser, _)| browser), new.asked.map(|(_, code)| code));
        on!(self, c => {
            let add = sqlx::query(ADD_SIGN_IN).bind(new.account).bind(new.link_hash).bind(browser).bind(code);
            add.bind(new.made_at.as_second()).bind(new.expires_at.as_second()).execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Counts a wrong code.
    pub async fn miss_sign_in(&mut self, id: i64) -> Stored<()> {
        self.forget(MISS, id).await
    }

    /// Uses a way in up; false when somebody was faster.
    pub async fn spend_sign_in(&mut self, id: i64) -> Stored<bool> {
        Ok(on!(self, c => sqlx::query(SPEND).bind(id).execute(c).await.map(|done| done.rows_affected() == 1))?)
    }

    /// Adds a session.
    pub async fn add_session(
        &mut self,
        account: i64,
        token_hash: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Stored<()> {
        on!(self, c => {
            let add = sqlx::query(ADD_SESSION).bind(account).bind(token_hash);
            add.bind(now.as_second()).bind(until.as_second()).execute(c).await.map(drop)
        })?;
        Ok(())
    }

    /// Ends one session.
    pub async fn end_session(&mut self, id: i64) -> Stored<()> {
        self.forget(END_SESSION, id).await
    }

    /// Ends all sessions of an account.
    pub async fn end_sessions(&mut self, account: i64) -> Stored<()> {
        self.forget(END_SESSIONS, account).await
    }

    /// Forgets ways in and sessions that are over.
    pub async fn forget_expired(&mut self, now: Timestamp) -> Stored<()> {
        self.forget(FORGET_SIGN_INS, now.as_second()).await?;
        self.forget(FORGET_SESSIONS, now.as_second()).await
    }

    async fn forget(&mut self, sql: &'static str, of: i64) -> Stored<()> {
        on!(self, c => sqlx::query(sql).bind(of).execute(c).await.map(drop))?;
        Ok(())
    }
}
