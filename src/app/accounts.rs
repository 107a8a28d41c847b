//! Accounts and how people of the office sign in: by a link or a code that is mailed, never by a password.
//!
//! Invariant: link, code and cookie are random, stored as hashes, and used up or over after minutes (a session after a
//! working day). Whoever asks for a way in learns nothing about which addresses have an account.
//! Invariant: a mailed link works in the browser that asked for it only; elsewhere the code is typed there.

use jiff::SignedDuration;
use jiff::Timestamp;
use sha2::Digest as _;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::app::Refusal;
use crate::app::random;
use crate::domain::account::Account;
use crate::domain::account::Role;
use crate::domain::account::Session;
use crate::domain::fault::Fault;
use crate::domain::fault::said;
use crate::domain::text;
use crate::mail::sign_in::sign_in_mail;
use crate::mail::sign_in::welcome_mail;
use crate::store::NewSignIn;
use crate::store::Writing;

/// How long a link and a code work.
const WAY_IN: SignedDuration = SignedDuration::from_mins(10);

/// How long a session lasts: a working day.
const SESSION: SignedDuration = SignedDuration::from_hours(12);

/// Wrong codes after which a new one must be asked for: one in 200 000 is guessed.
const MISSES_MAX: i64 = 5;

/// Mails with a way in that one account gets within ten minutes.
const MAILS_MAX: i64 = 3;

/// Whoever changes accounts waits for the others first: leads are counted.
const ACCOUNTS: &str = "accounts";

/// What came of an attempt to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The cookie of a new session.
    Open(String),
    /// The link is for another browser: the code must be typed where it was asked for.
    OtherBrowser,
    /// Nothing (any more) is known of this link or code.
    Closed,
}

/// An account as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// The account.
    pub account: Account,
    /// When they signed in last, if it is known.
    pub last_sign_in: Option<Timestamp>,
    /// In how many browsers they are signed in now.
    pub sessions: i64,
}

impl App {
    /// Adds an account, or gives the one of this address another role. The last lead stays one.
    pub async fn put_account(&self, who: &str, address: &str, role: Role) -> Result<Account, Refusal> {
        let address = folded(address)?;
        let mut tx = self.store.write().await?;
        tx.wait_turn(ACCOUNTS).await?;
        if let Some(stored) = tx.find_account(&address).await? {
            keep_a_lead(&mut tx, stored.id, Some(role)).await?;
        }
        self.store_account(tx, who, address, role).await
    }

    /// Adds an account and tells its owner by mail where to sign in.
    ///
    /// Errors: [`Refusal::Faults`] when the address is none, or has an account already.
    pub async fn welcome_account(&self, who: &str, address: &str, role: Role) -> Result<Account, Refusal> {
        let address = folded(address)?;
        let mut tx = self.store.write().await?;
        tx.wait_turn(ACCOUNTS).await?;
        if tx.find_account(&address).await?.is_some() {
            let what = said!("fault-account-there", "has an account already");
            return Err(Refusal::Faults(vec![Fault::new("address", what)]));
        }
        let account = self.store_account(tx, who, address, role).await?;
        let page = format!("{}/office/sign-in", self.config.http.base_url);
        let office = self.office().await;
        match welcome_mail(&office.sender, &office.from, &account.address, &page, self.now()) {
            Ok(mail) => self.post.hurry(mail),
            Err(fault) => tracing::error!(account = account.id, fault, "a welcome could not be written"),
        }
        self.ring();
        Ok(account)
    }

    async fn store_account(&self, mut tx: Writing, who: &str, address: String, role: Role) -> Result<Account, Refusal> {
        let id = tx.put_account(&address, role.word(), self.now()).await?;
        tx.record_audit(self.now(), who, "account", &format!("account:{id}"), role.word()).await?;
        tx.commit().await?;
        Ok(Account { id, address, role })
    }

    /// Gives an account another role. The last lead stays one.
    ///
    /// Errors: [`Refusal::Changed`] when the account is gone.
    pub async fn change_role(&self, who: &str, id: i64, role: Role) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        tx.wait_turn(ACCOUNTS).await?;
        let account = keep_a_lead(&mut tx, id, Some(role)).await?;
        self.store_account(tx, who, account.address, role).await.map(drop)
    }

    /// All accounts with what is known of their use, by address.
    pub async fn list_account_lines(&self) -> Result<Vec<AccountLine>, Refusal> {
        let mut reading = self.store.read().await?;
        let mut lines = Vec::new();
        for account in reading.list_accounts().await? {
            let last_sign_in = reading.find_last_sign_in(&account).await?;
            let sessions = reading.count_sessions(account.id, self.now()).await?;
            lines.push(AccountLine { account, last_sign_in, sessions });
        }
        Ok(lines)
    }

    /// All accounts, by address.
    pub async fn list_accounts(&self) -> Result<Vec<Account>, Refusal> {
        Ok(self.store.read().await?.list_accounts().await?)
    }

    /// Takes an account away and ends its sessions. The last lead stays.
    ///
    /// Errors: [`Refusal::Changed`] when the account is gone already.
    pub async fn drop_account(&self, who: &str, id: i64) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        tx.wait_turn(ACCOUNTS).await?;
        keep_a_lead(&mut tx, id, None).await?;
        tx.drop_account(id).await?;
        tx.record_audit(self.now(), who, "account", &format!("account:{id}"), "removed").await?;
        Ok(tx.commit().await?)
    }

    /// Ends all sessions of somebody else.
    pub async fn end_sessions(&self, who: &str, id: i64) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        tx.end_sessions(id).await?;
        tx.record_audit(self.now(), who, "sign_out", &format!("account:{id}"), "").await?;
        Ok(tx.commit().await?)
    }

    /// The address of a page that signs somebody in once, in any browser: for the first day, and when mail is down.
    ///
    /// None when there is no such account.
    pub async fn make_sign_in_link(&self, who: &str, address: &str) -> Result<Option<String>, Refusal> {
        let address = folded(address)?;
        let mut tx = self.store.write().await?;
        let Some(account) = tx.find_account(&address).await? else { return Ok(None) };
        let token = random::token()?;
        self.add_sign_in(&mut tx, account.id, &token, None).await?;
        tx.record_audit(self.now(), who, "sign_in_link", &account.who(), "").await?;
        tx.commit().await?;
        Ok(Some(format!("{}/office/sign-in/{token}", self.config.http.base_url)))
    }

    /// Mails a way in, if the address has an account; says nothing about whether it has.
    ///
    /// `browser`: what the browser that asks will show again.
    pub async fn ask_sign_in(&self, address: &str, browser: &str) -> Result<(), Refusal> {
        let (address, now) = (folded(address)?, self.now());
        let mut tx = self.store.write().await?;
        let Some(account) = tx.find_account(&address).await? else { return Ok(()) };
        let since = now.saturating_sub(WAY_IN).unwrap_or(now);
        if tx.count_sign_ins(account.id, since).await? >= MAILS_MAX {
            tracing::warn!(account = account.id, "too many ways in were asked for; no further mail");
            return Ok(());
        }
        let (token, code) = (random::token()?, random::code()?);
        let browser = hash(browser);
        let code_hash = hash(&format!("{browser}|{code}"));
        self.add_sign_in(&mut tx, account.id, &token, Some((&browser, &code_hash))).await?;
        tx.record_audit(now, &account.who(), "sign_in_asked", &account.who(), "").await?;
        tx.commit().await?;
        let link = format!("{}/office/sign-in/{token}", self.config.http.base_url);
        let office = self.office().await;
        match sign_in_mail(&office.sender, &office.from, &account.address, (&link, &code), now) {
            Ok(mail) => self.post.hurry(mail),
            Err(fault) => tracing::error!(account = account.id, fault, "a way in could not be written"),
        }
        self.ring();
        Ok(())
    }

    async fn add_sign_in(
        &self,
        tx: &mut Writing,
        account: i64,
        token: &str,
        asked: Option<(&str, &str)>,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let expires_at = now.saturating_add(WAY_IN).unwrap_or(now);
        tx.forget_expired(now).await?;
        let new = NewSignIn { account, link_hash: &hash(token), asked, made_at: now, expires_at };
        Ok(tx.add_sign_in(&new).await?)
    }

    /// Whose link it is, for the page that asks whether to sign in; uses nothing up.
    pub async fn find_sign_in(&self, token: &str) -> Result<Option<Account>, Refusal> {
        let found = self.store.read().await?.find_sign_in_by_link(&hash(token), self.now()).await?;
        Ok(found.map(|way_in| way_in.account))
    }

    /// Signs in by a link, and uses it up.
    pub async fn sign_in_by_link(&self, token: &str, browser: &str) -> Result<Entry, Refusal> {
        let mut tx = self.store.write().await?;
        let Some(way_in) = tx.find_sign_in_by_link(&hash(token), self.now()).await? else { return Ok(Entry::Closed) };
        if way_in.browser.as_ref().is_some_and(|asked| *asked != hash(browser)) {
            return Ok(Entry::OtherBrowser);
        }
        self.open_session(tx, way_in.id, &way_in.account).await
    }

    /// Signs in by the code that was mailed to the browser that asked; five wrong ones, and it is worth nothing.
    pub async fn sign_in_by_code(&self, code: &str, browser: &str) -> Result<Entry, Refusal> {
        let browser = hash(browser);
        let typed: String = text::european_digits(code).chars().filter(char::is_ascii_digit).collect();
        let mut tx = self.store.write().await?;
        let way_in = tx.find_sign_in_by_browser(&browser, self.now()).await?;
        let Some(way_in) = way_in.filter(|way_in| way_in.misses < MISSES_MAX) else { return Ok(Entry::Closed) };
        let given = hash(&format!("{browser}|{typed}"));
        let is_right = way_in.code_hash.as_ref().is_some_and(|code| code.as_bytes().ct_eq(given.as_bytes()).into());
        if is_right {
            return self.open_session(tx, way_in.id, &way_in.account).await;
        }
        tx.miss_sign_in(way_in.id).await?;
        tx.commit().await?;
        Ok(Entry::Closed)
    }

    async fn open_session(&self, mut tx: Writing, way_in: i64, account: &Account) -> Result<Entry, Refusal> {
        if !tx.spend_sign_in(way_in).await? {
            return Ok(Entry::Closed);
        }
        let (now, cookie) = (self.now(), random::token()?);
        tx.add_session(account.id, &hash(&cookie), now, now.saturating_add(SESSION).unwrap_or(now)).await?;
        tx.record_audit(now, &account.who(), "sign_in", &account.who(), "").await?;
        tx.commit().await?;
        Ok(Entry::Open(cookie))
    }

    /// Who is signed in by a cookie.
    pub async fn find_session(&self, cookie: &str) -> Result<Option<Session>, Refusal> {
        Ok(self.store.read().await?.find_session(&hash(cookie), self.now()).await?)
    }

    /// Ends one session, or all of its account.
    pub async fn sign_out(&self, session: &Session, everywhere: Everywhere) -> Result<(), Refusal> {
        let mut tx = self.store.write().await?;
        match everywhere {
            Everywhere::Yes => tx.end_sessions(session.account.id).await?,
            Everywhere::No => tx.end_session(session.id).await?,
        }
        let who = session.account.who();
        tx.record_audit(self.now(), &who, "sign_out", &who, "").await?;
        Ok(tx.commit().await?)
    }

    /// A new secret for the cookie of a browser that is not signed in.
    pub fn new_browser(&self) -> Result<String, Refusal> {
        random::token()
    }

    /// What goes with each form of a page that only this session or browser gets.
    pub fn mark_form(&self, of: &str) -> String {
        self.keys.mark(of)
    }

    /// True for what went with a form of this session or browser.
    pub fn is_marked(&self, of: &str, mark: &str) -> bool {
        self.keys.mark(of).as_bytes().ct_eq(mark.as_bytes()).into()
    }
}

/// How many sessions end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Everywhere {
    /// All of the account.
    Yes,
    /// This one.
    No,
}

/// The account, if it may get this role (none: be taken away): there must be a lead afterwards.
async fn keep_a_lead(tx: &mut Writing, id: i64, role: Option<Role>) -> Result<Account, Refusal> {
    let accounts = tx.list_accounts().await?;
    let others = accounts.iter().filter(|account| account.role == Role::Lead && account.id != id).count();
    let account = accounts.into_iter().find(|account| account.id == id).ok_or(Refusal::Changed)?;
    if account.role == Role::Lead && role != Some(Role::Lead) && others == 0 {
        let what = said!("fault-last-lead", "the last lead stays; name another lead first");
        return Err(Refusal::Faults(vec![Fault::new("account", what)]));
    }
    Ok(account)
}

fn folded(address: &str) -> Result<String, Refusal> {
    let address = address.trim().to_lowercase();
    if text::is_address(&address) {
        return Ok(address);
    }
    Err(Refusal::Faults(vec![Fault::new("address", said!("fault-bad-address", "is no mail address"))]))
}

fn hash(secret: &str) -> String {
    text::hex(&Sha256::digest(secret.as_bytes()))
}
