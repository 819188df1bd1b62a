//! Officers' accounts: one-time links, passwords, sign-in with lock-out. The command line and the pages use the same
//! functions. There is no default password: the first run makes a link, and whoever opens it becomes the first officer.

use clubbook_model::text::clean;
use clubbook_model::time::Instant;
use sha2::{Digest as _, Sha256};

use super::password::{Hashing, Weakness, weakness};
use super::tries::{self, minutes_until};
use crate::Centre;
use crate::clock::random_bytes;
use crate::error::{CentreError, Done};
use crate::store::officers::{Digest, LinkRow, NewOfficerRow, OfficerRow};
use crate::store::{self, Tx};

/// How long a one-time link works, seconds.
const LINK_LIVES: i64 = 24 * 3600;

/// A one-time link for setting a password. The token is a secret: it is shown once and only its hash is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct SetupLink {
    token: String,
    /// Until when it works.
    pub valid_until: Instant,
}

impl SetupLink {
    /// The path to put behind the centre's address: "/setup/…".
    pub fn path(&self) -> String {
        format!("/setup/{}", self.token)
    }
}

impl std::fmt::Debug for SetupLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetupLink").field("valid_until", &self.valid_until).finish_non_exhaustive()
    }
}

/// An officer to add.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOfficer {
    /// What is typed to sign in.
    pub login: String,
    /// The full name.
    pub name: String,
    /// The code of the unit whose clubs the officer sees, with those of the units below; `None` for all clubs.
    pub unit: Option<String>,
}

/// An officer, without secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficerSummary {
    /// What is typed to sign in.
    pub login: String,
    /// The full name.
    pub name: String,
    /// The unit; `None` for all.
    pub unit: Option<String>,
    /// Whether the one-time link was used.
    pub has_password: bool,
    /// Whether an app was set up for the second step of signing in.
    pub has_second_step: bool,
    /// When the account was made.
    pub created_at: Instant,
}

/// The link for the first officer, as long as there is none with a password. An older one stops working.
///
/// # Errors
/// The store's.
pub async fn first_link(centre: &Centre) -> Done<Option<SetupLink>> {
    let (link, hash) = new_link(centre);
    let row = LinkRow { officer: None, expires_at: link.valid_until };
    store::write(centre.store(), move |tx| {
        if tx.officers()?.iter().any(|officer| officer.password.is_some()) {
            return Ok(None);
        }
        tx.put_officer_link(&hash, row)?;
        Ok(Some(link))
    })
    .await
}

/// Adds an officer, who sets a password by the link.
///
/// # Errors
/// [`CentreError::Invalid`] where login, name or unit cannot be used, and the store's.
pub async fn add(centre: &Centre, officer: NewOfficer) -> Done<SetupLink> {
    let login = canonical_login(&officer.login)
        .ok_or(CentreError::Invalid("the user name needs 3 to 40 of the letters a-z, digits, dots and hyphens"))?;
    let name = clean(&officer.name);
    if name.is_empty() {
        return Err(CentreError::Invalid("the officer's full name is missing"));
    }
    if let Some(unit) = &officer.unit
        && !centre.units().await?.iter().any(|known| known.code == *unit)
    {
        return Err(CentreError::NotFound("unit"));
    }
    let row = NewOfficerRow { login, name, unit: officer.unit, created_at: centre.clock().now() };
    let (link, hash) = new_link(centre);
    store::write(centre.store(), move |tx| {
        if tx.officer_by_login(&row.login)?.is_some() {
            return Err(CentreError::Invalid("an officer with this user name exists already"));
        }
        let officer = Some(tx.add_officer(&row)?);
        tx.put_officer_link(&hash, LinkRow { officer, expires_at: link.valid_until })?;
        Ok(link)
    })
    .await
}

/// A new link for an officer who forgot the password. The old password works until the link is used.
///
/// # Errors
/// [`CentreError::NotFound`], and the store's.
pub async fn reset(centre: &Centre, login: &str) -> Done<SetupLink> {
    let login = canonical_login(login).ok_or(CentreError::NotFound("officer"))?;
    let (link, hash) = new_link(centre);
    store::write(centre.store(), move |tx| {
        let officer = tx.officer_by_login(&login)?.ok_or(CentreError::NotFound("officer"))?;
        tx.put_officer_link(&hash, LinkRow { officer: Some(officer.id), expires_at: link.valid_until })?;
        tx.remove_sign_in_try(&digest(&login))?;
        Ok(link)
    })
    .await
}

/// Takes an officer's account away; the sessions end at once.
///
/// # Errors
/// [`CentreError::NotFound`], and the store's.
pub async fn remove(centre: &Centre, login: &str) -> Done<()> {
    let login = canonical_login(login).ok_or(CentreError::NotFound("officer"))?;
    store::write(centre.store(), move |tx| {
        let officer = tx.officer_by_login(&login)?.ok_or(CentreError::NotFound("officer"))?;
        tx.remove_officer(officer.id)
    })
    .await
}

/// Every officer, by login.
///
/// # Errors
/// The store's.
pub async fn list(centre: &Centre) -> Done<Vec<OfficerSummary>> {
    store::read(centre.store(), |tx| {
        let summary = |row: OfficerRow| {
            Ok(OfficerSummary {
                has_second_step: tx.second_step(row.id)?.is_some(),
                login: row.login,
                name: row.name,
                unit: row.unit,
                has_password: row.password.is_some(),
                created_at: row.created_at,
            })
        };
        tx.officers()?.into_iter().map(summary).collect()
    })
    .await
}

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LinkFor {
    /// The first officer, who chooses a login.
    First,
    /// An officer who is known.
    Officer {
        /// The login, which stays.
        login: String,
        /// The name, which may be corrected.
        name: String,
    },
}

/// Looks at a link without using it up; `None` when it does not work any more.
///
/// # Errors
/// The store's.
pub(crate) async fn look_at_link(centre: &Centre, token: &str) -> Done<Option<LinkFor>> {
    let (hash, now) = (digest(token), centre.clock().now());
    store::read(centre.store(), move |tx| live_link(tx, &hash, now).map(|link| link.map(|(_, whom)| whom))).await
}

fn live_link(tx: &dyn Tx, hash: &Digest, now: Instant) -> Done<Option<(LinkRow, LinkFor)>> {
    let Some(link) = tx.officer_link(hash)?.filter(|link| link.expires_at > now) else { return Ok(None) };
    let Some(id) = link.officer else { return Ok(Some((link, LinkFor::First))) };
    let officer = tx.officer(id)?;
    Ok(officer.map(|officer| (link, LinkFor::Officer { login: officer.login, name: officer.name })))
}

/// What came of using a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SetUp {
    /// The password is set.
    Done,
    /// The link does not work any more.
    Dead,
    /// Another officer has this login.
    LoginTaken,
}

/// What is wrong with what was typed, field by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// No name.
    Name,
    /// A login of another form.
    Login,
    /// A weak password.
    Password(Weakness),
    /// The password was typed differently the second time.
    Repeat,
}

/// What somebody typed to set a password.
#[derive(Clone)]
pub(crate) struct Typed {
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) password: String,
    pub(crate) repeat: String,
}

impl Typed {
    /// What is wrong with it, in the order of the fields.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let login = canonical_login(&self.login);
        let mut problems = Vec::new();
        if clean(&self.name).is_empty() {
            problems.push(Problem::Name);
        }
        if login.is_none() {
            problems.push(Problem::Login);
        }
        let weak = weakness(&self.password, login.as_deref().unwrap_or_default());
        problems.extend(weak.map(Problem::Password));
        if weak.is_none() && self.password != self.repeat {
            problems.push(Problem::Repeat);
        }
        problems
    }
}

/// Uses a link up: sets name and password, and makes the first officer where the link is for one.
///
/// # Errors
/// The store's. What was typed has no problems any more.
pub(crate) async fn use_link(centre: &Centre, hashing: &Hashing, token: &str, typed: &Typed) -> Done<SetUp> {
    let now = centre.clock().now();
    let login = canonical_login(&typed.login).ok_or(CentreError::Invalid("the user name"))?;
    let (hash, name, password) = (digest(token), clean(&typed.name), hashing.hash(&typed.password).await?);
    store::write(centre.store(), move |tx| {
        let Some((link, _)) = live_link(tx, &hash, now)? else { return Ok(SetUp::Dead) };
        let officer = match link.officer {
            Some(officer) => officer,
            None => {
                if tx.officer_by_login(&login)?.is_some() {
                    return Ok(SetUp::LoginTaken);
                }
                tx.add_officer(&NewOfficerRow {
                    login: login.clone(),
                    name: name.clone(),
                    unit: None,
                    created_at: now,
                })?
            }
        };
        tx.set_officer_password(officer, &name, &password)?;
        tx.remove_officer_links(link.officer)?;
        if let Some(row) = tx.officer(officer)? {
            tx.remove_sign_in_try(&digest(&row.login))?;
        }
        Ok(SetUp::Done)
    })
    .await
}

/// What came of trying to sign in. The same whether there is such an officer or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SignIn {
    /// The officer may come in.
    Welcome(Box<OfficerRow>),
    /// Login or password is wrong.
    Wrong,
    /// Too many wrong tries.
    Locked {
        /// How long to wait.
        minutes: i64,
    },
}

/// Tries to sign in. A try is counted before the password is looked at, so that many at once gain nothing.
///
/// # Errors
/// The store's.
pub(crate) async fn sign_in(centre: &Centre, hashing: &Hashing, login: &str, password: &str) -> Done<SignIn> {
    let now = centre.clock().now();
    let typed = canonical_login(login).unwrap_or_else(|| login.trim().to_lowercase());
    let key = digest(&typed);
    let counted = store::write(centre.store(), move |tx| match tries::count(tx, &key, now)? {
        Ok(counted) => Ok(Ok((counted.locked_until, tx.officer_by_login(&typed)?))),
        Err(until) => Ok(Err(until)),
    })
    .await?;
    let (locked_until, officer) = match counted {
        Err(until) => return Ok(SignIn::Locked { minutes: minutes_until(until, now) }),
        Ok(counted) => counted,
    };
    let hash = officer.as_ref().and_then(|officer| officer.password.clone());
    let is_right = hashing.verify(password, hash).await?;
    match officer.filter(|_| is_right) {
        Some(officer) => {
            store::write(centre.store(), move |tx| tx.remove_sign_in_try(&key)).await?;
            Ok(SignIn::Welcome(Box::new(officer)))
        }
        None if locked_until > now => Ok(SignIn::Locked { minutes: minutes_until(locked_until, now) }),
        None => Ok(SignIn::Wrong),
    }
}

/// A login as it is kept: small letters a-z, digits, dots, hyphens; `None` when it cannot be one.
pub(super) fn canonical_login(login: &str) -> Option<String> {
    let login = login.trim().to_lowercase();
    let fits = (3..=40).contains(&login.len())
        && login.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte));
    fits.then_some(login)
}

fn new_link(centre: &Centre) -> (SetupLink, Digest) {
    let token = hex(&random_bytes::<32>(centre.random().as_ref()));
    let hash = digest(&token);
    (SetupLink { token, valid_until: Instant(centre.clock().now().0 + LINK_LIVES) }, hash)
}

/// SHA-256 of a secret that has entropy enough, or of what somebody typed.
pub(super) fn digest(secret: &str) -> Digest {
    digest_bytes(secret.as_bytes())
}

/// SHA-256.
pub(super) fn digest_bytes(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
