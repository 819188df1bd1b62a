//! The second step of signing in: codes that an app makes (RFC 6238), or codes printed on paper. The command line and the pages
//! use the same functions.
//!
//! The app's secret is kept nowhere: it follows from the centre's key outside the database and from a salt inside it.

use clubbook_model::time::Instant;
use totp_rs::{Builder, Secret, Totp};

use super::officers::{canonical_login, digest};
use super::tries::{self, minutes_until};
use crate::Centre;
use crate::admin::access::{self, Look};
use crate::clock::random_bytes;
use crate::error::{CentreError, Done};
use crate::store::access::Deed;
use crate::store::officers::{Digest, OfficerId, OfficerRow};
use crate::store::second_step::SecondStepRow;
use crate::store::{self, Tx};

/// Codes on paper that are made at a time.
const PAPER_CODES: usize = 10;

/// Digits of a code on paper.
const PAPER_DIGITS: usize = 10;

/// What an app is set up from.
pub(crate) type Salt = [u8; 16];

/// What an app has to know, to be typed or scanned.
#[derive(Clone)]
pub(crate) struct AppSecret {
    /// The secret, Base32 in groups of four.
    pub(crate) typed: String,
    /// The same as a link that apps read from a QR code.
    pub(crate) link: String,
}

/// A new salt.
pub(crate) fn new_salt(centre: &Centre) -> Salt {
    random_bytes(centre.random().as_ref())
}

/// What the app of an officer has to know.
pub(crate) fn app_secret(centre: &Centre, officer: &OfficerRow, salt: &Salt) -> AppSecret {
    let secret = Secret::from(secret(centre, officer.id, salt)).to_base32();
    let groups: Vec<&str> =
        (0..secret.len()).step_by(4).filter_map(|at| secret.get(at..(at + 4).min(secret.len()))).collect();
    let encoded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    // A colon parts issuer and account in the label.
    let issuer = encoded(&centre.name().replace(':', " "));
    let link = format!("otpauth://totp/{issuer}:{}?secret={secret}&issuer={issuer}", encoded(&officer.login));
    AppSecret { typed: groups.join(" "), link }
}

/// 160 bits, the length of what the RFC's hash gives.
fn secret(centre: &Centre, officer: OfficerId, salt: &Salt) -> [u8; 20] {
    let hash = centre.keys().authenticate(b"clubbook/second-step/1\0", &[&officer.0.to_be_bytes(), salt]);
    hash.first_chunk().copied().unwrap_or_default()
}

/// SHA-1, six digits, half a minute, one step of a clock that goes wrong on either side: what every app knows.
fn totp(centre: &Centre, officer: OfficerId, salt: &Salt) -> Totp {
    Builder::new()
        .with_secret(secret(centre, officer, salt))
        .build()
        .expect("the length and the defaults are the RFC's")
}

fn paper_hash(centre: &Centre, officer: OfficerId, digits: &str) -> Digest {
    centre.keys().authenticate(b"clubbook/paper-code/1\0", &[&officer.0.to_be_bytes(), digits.as_bytes()])
}

/// The digits of what was typed; people put spaces between them.
fn digits(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_digit).take(PAPER_DIGITS + 1).collect()
}

fn seconds(now: Instant) -> u64 {
    u64::try_from(now.0).unwrap_or_default()
}

/// Sets an officer's app up, if what it shows was typed rightly; gives ten codes to print, which are shown once.
///
/// # Errors
/// The store's.
pub(crate) async fn set_up(
    centre: &Centre,
    officer: &OfficerRow,
    salt: Salt,
    typed: &str,
) -> Done<Option<Vec<String>>> {
    let now = centre.clock().now();
    let Some(last_step) = totp(centre, officer.id, &salt).check(&digits(typed), seconds(now)) else { return Ok(None) };
    let mut codes: Vec<String> = Vec::with_capacity(PAPER_CODES);
    while codes.len() < PAPER_CODES {
        // The chance that 64 bits favour some digits is one in 10^9.
        let number = u64::from_be_bytes(random_bytes(centre.random().as_ref())) % 10_u64.pow(PAPER_DIGITS as u32);
        let code = format!("{number:0PAPER_DIGITS$}");
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let hashes: Vec<Digest> = codes.iter().map(|code| paper_hash(centre, officer.id, code)).collect();
    let id = officer.id;
    store::write(centre.store(), move |tx| {
        // Somebody else who knows the password may have been faster: theirs stays, and is taken away by whoever is in charge.
        if tx.second_step(id)?.is_some() {
            return Err(CentreError::Invalid("the second step is set up already"));
        }
        tx.put_second_step(id, &SecondStepRow { salt, set_up_at: now, last_step })?;
        tx.put_paper_codes(id, &hashes)
    })
    .await?;
    Ok(Some(codes))
}

/// What came of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checked {
    /// The officer may come in.
    Right,
    /// A wrong code, or one that was used.
    Wrong,
    /// Too many wrong ones.
    Locked {
        /// How long to wait.
        minutes: i64,
    },
}

/// Looks at a code of the app, or one on paper. Each works once; a try is counted before it is looked at.
///
/// # Errors
/// The store's.
pub(crate) async fn check(centre: &Centre, officer: &OfficerRow, typed: &str) -> Done<Checked> {
    let (now, id, typed) = (centre.clock().now(), officer.id, digits(typed));
    let key = digest(&format!("second step of {}", officer.login));
    let centre_of = centre.clone();
    store::write(centre.store(), move |tx| {
        let counted = match tries::count(tx, &key, now)? {
            Ok(counted) => counted,
            Err(until) => return Ok(Checked::Locked { minutes: minutes_until(until, now) }),
        };
        if is_right(&centre_of, tx, id, &typed, now)? {
            tx.remove_sign_in_try(&key)?;
            return Ok(Checked::Right);
        }
        Ok(match counted.locked_until > now {
            true => Checked::Locked { minutes: minutes_until(counted.locked_until, now) },
            false => Checked::Wrong,
        })
    })
    .await
}

fn is_right(centre: &Centre, tx: &mut dyn Tx, officer: OfficerId, typed: &str, now: Instant) -> Done<bool> {
    let Some(row) = tx.second_step(officer)? else { return Ok(false) };
    if typed.len() == PAPER_DIGITS {
        return tx.use_paper_code(officer, &paper_hash(centre, officer, typed), now);
    }
    let step = totp(centre, officer, &row.salt).check(typed, seconds(now));
    let Some(last_step) = step.filter(|step| *step > row.last_step) else { return Ok(false) };
    tx.put_second_step(officer, &SecondStepRow { last_step, ..row })?;
    Ok(true)
}

/// Whether an officer has set an app up.
///
/// # Errors
/// The store's.
pub(crate) async fn is_set_up(centre: &Centre, officer: OfficerId) -> Done<bool> {
    store::read(centre.store(), move |tx| Ok(tx.second_step(officer)?.is_some())).await
}

/// Takes an officer's app and codes on paper away: a new app is set up with the next sign-in. Sessions go on.
///
/// # Errors
/// [`CentreError::NotFound`], and the store's.
pub async fn reset(centre: &Centre, login: &str) -> Done<()> {
    let login = canonical_login(login).ok_or(CentreError::NotFound("officer"))?;
    store::write(centre.store(), move |tx| remove(tx, &login)).await
}

fn remove(tx: &mut dyn Tx, login: &str) -> Done<()> {
    let officer = tx.officer_by_login(login)?.ok_or(CentreError::NotFound("officer"))?;
    tx.remove_second_step(officer.id)?;
    tx.remove_sign_in_try(&digest(&format!("second step of {login}")))
}

/// As [`reset`], by another officer who is in charge of the whole centre, with the reason for the log.
///
/// # Errors
/// As [`reset`]; [`CentreError::Invalid`] for one's own.
pub(crate) async fn reset_by(centre: &Centre, by: OfficerRow, login: &str, reason: String) -> Done<()> {
    let login = canonical_login(login).ok_or(CentreError::NotFound("officer"))?;
    if login == by.login {
        return Err(CentreError::Invalid("somebody else has to reset one's own code"));
    }
    let now = centre.clock().now();
    store::write(centre.store(), move |tx| {
        remove(tx, &login)?;
        let look = Look { deed: Deed::ResetSecondStep, club: None, clubs: 0, people: 0, about: login, reason };
        access::note(tx, &by, look, now)
    })
    .await
}
