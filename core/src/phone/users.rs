//! The people who use a phone, by PINs of four digits (argon2id). A PIN is a screen lock, not encryption: the database is
//! encrypted by a key that the phone's keystore holds.
//!
//! One person on a phone needs none; where several use it each has one, chosen in the presence of who lets them use it. Wrong PINs are followed by growing waits of up to five minutes, which survive a
//! restart. Who forgot theirs asks the head or the deputy of the club, with whom they choose another on the same phone, offline.

use std::sync::PoisonError;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use clubbook_model::id::RecordId;
use clubbook_model::registry::Person;
use clubbook_model::rights::ClubRights;
use clubbook_model::time::{Day, Instant};
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::{Asked, Phone, PhoneError};
use crate::clock::{Clock, Random};
use crate::features::people::directory::Directory;
use crate::features::rights::{self, WithTaskView};
use crate::store::{StoreError, Stored, entity, settings, time};

/// A person who uses the phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserView {
    /// The person.
    pub person: RecordId,
    /// The name, as far as the book knows it.
    pub name: String,
    /// Whether a PIN is asked for.
    pub has_pin: bool,
}

/// So many wrong PINs are taken before a try has to wait.
const FREE_TRIES: u64 = 4;
/// The waits after the wrong tries that follow, in seconds; the last holds from then on.
const WAITS: [i64; 6] = [5, 15, 30, 60, 120, LONGEST_WAIT];
const LONGEST_WAIT: i64 = 300;

/// 8 MB and three passes: half a second on a phone of 2 GB, and no reason for the system to close other apps. What guards
/// four digits is the wait, not the cost.
fn argon2() -> Argon2<'static> {
    let params = Params::new(8 << 10, 3, 1, None).expect("these parameters are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

struct Row {
    pin_hash: Option<String>,
    wrong_tries: u64,
    locked_until: Instant,
}

fn row(connection: &Connection, person: RecordId) -> Stored<Option<Row>> {
    Ok(connection
        .prepare_cached("SELECT pin_hash, wrong_tries, locked_until FROM phone_user WHERE person = ?1")?
        .query_row([person.0], |row| {
            Ok(Row {
                pin_hash: row.get(0)?,
                wrong_tries: u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default(),
                locked_until: Instant(row.get(2)?),
            })
        })
        .optional()?)
}

/// The person at a phone that only one uses, without a PIN.
pub(super) fn only_user(connection: &Connection) -> Stored<Option<RecordId>> {
    let mut statement = connection.prepare_cached("SELECT person, pin_hash IS NULL FROM phone_user LIMIT 2")?;
    let users: Vec<([u8; 16], bool)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(match users[..] {
        [(person, true)] => Some(RecordId(person)),
        _ => None,
    })
}

fn all(connection: &Connection) -> Stored<Vec<UserView>> {
    let mut statement =
        connection.prepare_cached("SELECT person, pin_hash IS NOT NULL FROM phone_user ORDER BY person")?;
    let rows = statement.query_map([], |row| Ok((RecordId(row.get(0)?), row.get(1)?)))?;
    let mut users = Vec::new();
    for row in rows {
        let (person, has_pin) = row?;
        let name = entity::get::<Person>(connection, person)?.and_then(|person| person.full_name);
        users.push(UserView { person, name: name.unwrap_or_default(), has_pin });
    }
    users.sort_by(|a, b| (&a.name, a.person).cmp(&(&b.name, b.person)));
    Ok(users)
}

/// Adds a person, without a PIN; one who is there already stays as they are.
pub(super) fn add(tx: &Transaction<'_>, person: RecordId) -> Stored<()> {
    tx.prepare_cached("INSERT OR IGNORE INTO phone_user (person) VALUES (?1)")?.execute([person.0])?;
    Ok(())
}

/// Puts one person in the place of another, for a store that is being set up.
pub(super) fn replace(tx: &Transaction<'_>, one: RecordId, by: RecordId) -> Stored<()> {
    tx.prepare_cached("UPDATE phone_user SET person = ?2 WHERE person = ?1")?.execute((one.0, by.0))?;
    Ok(())
}

fn put_pin(tx: &Transaction<'_>, person: RecordId, hash: Option<&str>) -> Stored<()> {
    tx.prepare_cached("UPDATE phone_user SET pin_hash = ?2, wrong_tries = 0, locked_until = 0 WHERE person = ?1")?
        .execute((person.0, hash))?;
    Ok(())
}

fn hash(random: &dyn Random, pin: &str) -> Asked<String> {
    if pin.len() != 4 || !pin.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(PhoneError::NotAPin);
    }
    let mut salt = [0; 16];
    random.fill(&mut salt);
    let hash = argon2().hash_password_with_salt(pin.as_bytes(), &salt).expect("argon2id takes four digits and a salt");
    Ok(hash.to_string())
}

/// Checks a PIN. A wrong one is counted in the same transaction, whatever comes after.
fn check(tx: &Transaction<'_>, now: Instant, person: RecordId, pin: &str) -> Asked<Result<(), PhoneError>> {
    let row = row(tx, person)?.ok_or(PhoneError::NoSuchUser)?;
    let rest = row.locked_until.0.saturating_sub(now.0);
    if rest > 0 {
        // A clock that was set back does not make the wait longer than the longest one.
        let rest = rest.min(LONGEST_WAIT);
        let until = Instant(now.0.saturating_add(rest));
        put_tries(tx, person, row.wrong_tries, until)?;
        return Ok(Err(PhoneError::WaitForPin { until, seconds: u64::try_from(rest).unwrap_or_default() }));
    }
    let is_right = row.pin_hash.as_deref().is_none_or(|stored| {
        PasswordHash::new(stored).is_ok_and(|stored| argon2().verify_password(pin.as_bytes(), &stored).is_ok())
    });
    if is_right {
        put_tries(tx, person, 0, Instant(0))?;
        return Ok(Ok(()));
    }
    let tries = row.wrong_tries.saturating_add(1);
    let late = usize::try_from(tries.saturating_sub(FREE_TRIES + 1)).unwrap_or(usize::MAX);
    if tries <= FREE_TRIES {
        put_tries(tx, person, tries, Instant(0))?;
        return Ok(Err(PhoneError::WrongPin { tries_left: FREE_TRIES + 1 - tries }));
    }
    let seconds = WAITS.get(late).copied().unwrap_or(LONGEST_WAIT);
    let until = Instant(now.0.saturating_add(seconds));
    put_tries(tx, person, tries, until)?;
    Ok(Err(PhoneError::WaitForPin { until, seconds: u64::try_from(seconds).unwrap_or_default() }))
}

fn put_tries(tx: &Transaction<'_>, person: RecordId, tries: u64, until: Instant) -> Stored<()> {
    let tries = i64::try_from(tries).map_err(|_| StoreError::OutOfRange("wrong tries"))?;
    tx.prepare_cached("UPDATE phone_user SET wrong_tries = ?2, locked_until = ?3 WHERE person = ?1")?
        .execute((person.0, tries, until.0))?;
    Ok(())
}

/// How many people use the phone.
fn count(connection: &Connection) -> Stored<u64> {
    let users: i64 = connection.prepare_cached("SELECT count(*) FROM phone_user")?.query_row([], |row| row.get(0))?;
    Ok(u64::try_from(users).unwrap_or_default())
}

/// Whether a person is head or deputy of the club today, or the one whom the phone is connected for: they say who uses it.
fn manages(connection: &Connection, clock: &dyn Clock, person: RecordId) -> Asked<bool> {
    let club = settings::CLUB.get(connection)?.ok_or(StoreError::NotEnrolled)?;
    let today = time::now(connection, clock)?.day_in_vietnam();
    Ok(is_owner(connection, person)? || rights::is_head(connection, club, person, today)?)
}

/// Whether a person may add others to the people of this phone: they say who uses it, and have a PIN themselves.
fn check_may_add(connection: &Connection, clock: &dyn Clock, person: RecordId) -> Asked<()> {
    if !manages(connection, clock, person)? {
        return Err(PhoneError::OnlyTheHead);
    }
    if row(connection, person)?.is_none_or(|own| own.pin_hash.is_none()) {
        return Err(PhoneError::PinFirst);
    }
    Ok(())
}

/// Whether the phone is connected for this person: the centre gives it what they may read.
fn is_owner(connection: &Connection, person: RecordId) -> Stored<bool> {
    Ok(settings::PERSON.get(connection)? == Some(person))
}

impl Phone {
    /// The person at the phone.
    ///
    /// # Errors
    /// [`PhoneError::Locked`], or a phone that is not connected with a club.
    pub fn user(&self) -> Asked<RecordId> {
        let user = *self.inner.user.lock().unwrap_or_else(PoisonError::into_inner);
        match user {
            Some(person) => Ok(person),
            None if self.users()?.is_empty() => Err(StoreError::NotEnrolled.into()),
            None => Err(PhoneError::Locked),
        }
    }

    /// Everybody who uses the phone, by name.
    ///
    /// # Errors
    /// SQL.
    pub fn users(&self) -> Asked<Vec<UserView>> {
        Ok(self.inner.store.read(all)?)
    }

    /// Somebody comes to the phone.
    ///
    /// # Errors
    /// A wrong PIN, a wait after several, or a person who does not use this phone.
    pub fn sign_in(&self, person: RecordId, pin: &str) -> Asked<()> {
        let clock = self.clock();
        self.inner.store.write(|tx| check(tx, time::now(tx, clock)?, person, pin))??;
        self.put_user(Some(person));
        Ok(())
    }

    /// Whoever is at the phone leaves it. A phone that only one person uses without a PIN stays open.
    ///
    /// # Errors
    /// SQL.
    pub fn sign_out(&self) -> Asked<()> {
        let only = self.inner.store.read(only_user)?;
        self.put_user(only);
        Ok(())
    }

    /// What the person at the phone may see and do, when it is connected for somebody else: it holds what that person may read.
    pub(super) fn bounds(
        &self,
        connection: &Connection,
        club: RecordId,
        person: RecordId,
        today: Day,
    ) -> Asked<Option<ClubRights>> {
        if is_owner(connection, person)? {
            return Ok(None);
        }
        let rights = rights::of(connection, club, person, today).map_err(|error| self.noted(error.into()))?;
        if rights.works { Ok(Some(rights)) } else { Err(PhoneError::NoTask) }
    }

    /// Who may be added to the people of this phone: everybody living who has a task in the club, as far as this phone knows, and
    /// does not use it yet. As a list of names.
    ///
    /// # Errors
    /// Nobody is signed in, or the person at the phone may not add anybody, see [`Phone::add_user`].
    pub fn possible_users(&self) -> Asked<Vec<WithTaskView>> {
        let person = self.user()?;
        self.inner.store.read(|connection| {
            check_may_add(connection, self.clock(), person)?;
            let club = settings::CLUB.get(connection)?.ok_or(StoreError::NotEnrolled)?;
            let today = time::now(connection, self.clock())?.day_in_vietnam();
            let directory = Directory::of(connection, club, today)?;
            let mut people = rights::with_task(connection, club, &directory, today)?;
            let here = all(connection)?;
            people.retain(|one| here.iter().all(|user| !directory.same().are_one(user.person, one.person.id)));
            Ok(people)
        })
    }

    /// Lets one more person use the phone, who chooses their PIN here and now; whoever is there already has one. From then on
    /// each sees what a phone of their own would show.
    ///
    /// # Errors
    /// Nobody is signed in; the person at the phone has no PIN, or neither leads the club nor has the phone been connected for
    /// them; the other has no task in the club, as far as this phone knows; not four digits.
    pub fn add_user(&self, of: RecordId, pin: &str) -> Asked<()> {
        let person = self.user()?;
        let hash = hash(self.inner.random.as_ref(), pin)?;
        self.inner.store.write(|tx| {
            check_may_add(tx, self.clock(), person)?;
            let club = settings::CLUB.get(tx)?.ok_or(StoreError::NotEnrolled)?;
            let today = time::now(tx, self.clock())?.day_in_vietnam();
            if !rights::of(tx, club, of, today)?.works {
                return Err(PhoneError::NoTask);
            }
            if row(tx, of)?.is_none() {
                add(tx, of)?;
                put_pin(tx, of, Some(&hash))?;
            }
            Ok(())
        })
    }

    /// The person at the phone chooses a PIN; `None` goes without.
    ///
    /// # Errors
    /// Nobody is signed in, not four digits, or none at a phone that others use, too.
    pub fn set_pin(&self, pin: Option<&str>) -> Asked<()> {
        let person = self.user()?;
        let hash = pin.map(|pin| hash(self.inner.random.as_ref(), pin)).transpose()?;
        self.inner.store.write(|tx| {
            if hash.is_none() && count(tx)? > 1 {
                return Err(PhoneError::PinFirst);
            }
            Ok(put_pin(tx, person, hash.as_deref())?)
        })
    }

    /// Takes somebody off the phone: oneself, or anybody where the head or the deputy does it. What they recorded stays.
    ///
    /// # Errors
    /// Somebody else, by who does not lead the club; the only person who uses the phone.
    pub fn remove_user(&self, of: RecordId) -> Asked<()> {
        let person = self.user()?;
        self.inner.store.write(|tx| {
            if of != person && !manages(tx, self.clock(), person)? {
                return Err(PhoneError::OnlyTheHead);
            }
            row(tx, of)?.ok_or(PhoneError::NoSuchUser)?;
            if count(tx)? < 2 {
                return Err(PhoneError::OnlyUser);
            }
            tx.execute("DELETE FROM phone_user WHERE person = ?1", [of.0]).map_err(StoreError::from)?;
            Ok(())
        })?;
        if of == person {
            self.put_user(self.inner.store.read(only_user)?);
        }
        Ok(())
    }

    /// The head, the deputy, or whom the phone is connected for lets somebody who forgot their PIN choose another, offline.
    ///
    /// # Errors
    /// The person at the phone is none of them; not four digits.
    pub fn reset_pin(&self, of: RecordId, pin: &str) -> Asked<()> {
        let person = self.user()?;
        let hash = hash(self.inner.random.as_ref(), pin)?;
        self.inner.store.write(|tx| {
            if !manages(tx, self.clock(), person)? {
                return Err(PhoneError::OnlyTheHead);
            }
            row(tx, of)?.ok_or(PhoneError::NoSuchUser)?;
            Ok(put_pin(tx, of, Some(&hash))?)
        })
    }
}
