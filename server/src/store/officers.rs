//! The rows of the officers' pages: accounts, one-time links, sign-in tries, sessions.

use clubbook_model::time::Instant;

use crate::error::Done;

/// The number of an officer's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct OfficerId(pub i64);

/// SHA-256 of a secret or of what was typed: only this is kept.
pub type Digest = [u8; 32];

/// An officer's account.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficerRow {
    /// The number.
    pub id: OfficerId,
    /// What is typed to sign in, in lower case.
    pub login: String,
    /// The full name.
    pub name: String,
    /// The unit whose subtree the officer sees; `None` for all of it.
    pub unit: Option<String>,
    /// The argon2id PHC string; `None` until the one-time link was used.
    pub password: Option<String>,
    /// Goes up with every new password.
    pub version: i64,
    /// When the account was made.
    pub created_at: Instant,
}

impl std::fmt::Debug for OfficerRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OfficerRow").field("id", &self.id).field("unit", &self.unit).finish_non_exhaustive()
    }
}

/// An account to make.
#[derive(Clone)]
pub struct NewOfficerRow {
    /// What is typed to sign in, in lower case.
    pub login: String,
    /// The full name.
    pub name: String,
    /// The unit; `None` for all.
    pub unit: Option<String>,
    /// When.
    pub created_at: Instant,
}

/// A one-time link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkRow {
    /// Whose password it sets; `None` makes the first officer.
    pub officer: Option<OfficerId>,
    /// Until when it works.
    pub expires_at: Instant,
}

/// The wrong tries of one login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryRow {
    /// Wrong tries since the last right one.
    pub failed: u32,
    /// No try counts before this moment.
    pub locked_until: Instant,
    /// The last try.
    pub last_at: Instant,
}

/// A session as the session layer wrote it.
#[derive(Clone)]
pub struct SessionRow {
    /// Its JSON.
    pub record: String,
    /// Until when it is valid.
    pub expires_at: Instant,
}

/// What the officers' pages keep. Errors are the store's.
pub trait Officers {
    /// Every officer, by login.
    fn officers(&self) -> Done<Vec<OfficerRow>>;
    /// One officer.
    fn officer(&self, id: OfficerId) -> Done<Option<OfficerRow>>;
    /// The officer with a login.
    fn officer_by_login(&self, login: &str) -> Done<Option<OfficerRow>>;
    /// Makes an account without a password.
    fn add_officer(&mut self, officer: &NewOfficerRow) -> Done<OfficerId>;
    /// Sets name and password and ends the sessions of the old password.
    fn set_officer_password(&mut self, id: OfficerId, name: &str, password: &str) -> Done<()>;
    /// Takes all passwords, links and sessions away; returns how many officers there are who had one to sign in by.
    fn close_officers(&mut self) -> Done<u64>;
    /// Takes an account away with its links.
    fn remove_officer(&mut self, id: OfficerId) -> Done<()>;

    /// The link with this token.
    fn officer_link(&self, token: &Digest) -> Done<Option<LinkRow>>;
    /// Makes a link; the older ones for the same officer stop working.
    fn put_officer_link(&mut self, token: &Digest, link: LinkRow) -> Done<()>;
    /// Takes away the links for an officer, or that of the first run.
    fn remove_officer_links(&mut self, officer: Option<OfficerId>) -> Done<()>;

    /// The wrong tries of a login.
    fn sign_in_try(&self, login: &Digest) -> Done<Option<TryRow>>;
    /// Writes the wrong tries of a login.
    fn put_sign_in_try(&mut self, login: &Digest, row: TryRow) -> Done<()>;
    /// Forgets the wrong tries of a login.
    fn remove_sign_in_try(&mut self, login: &Digest) -> Done<()>;
    /// Forgets tries whose last one was before a moment.
    fn forget_sign_in_tries(&mut self, before: Instant) -> Done<()>;

    /// A session.
    fn officer_session(&self, id: &Digest) -> Done<Option<SessionRow>>;
    /// Writes a session.
    fn put_officer_session(&mut self, id: &Digest, row: &SessionRow) -> Done<()>;
    /// Takes a session away.
    fn remove_officer_session(&mut self, id: &Digest) -> Done<()>;
    /// Takes away the sessions that ended before a moment.
    fn forget_officer_sessions(&mut self, before: Instant) -> Done<()>;
}
