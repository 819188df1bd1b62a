//! The `setting` table: small values under typed names.

use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::id::{DeviceId, RecordId};
use clubbook_model::key::{KeyPair, PublicKey};
use clubbook_model::time::{Hlc, Instant};
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::error::{StoreError, Stored};

/// A name in the `setting` table, with the type of what stands there.
#[derive(Debug, Clone, Copy)]
pub struct Setting<T> {
    name: &'static str,
    holds: std::marker::PhantomData<fn() -> T>,
}

/// A type that a setting can hold. Whatever [`SettingValue::to_bytes`] writes, `from_bytes` reads in every later version.
pub trait SettingValue: Sized {
    /// The stored form.
    fn to_bytes(&self) -> Vec<u8>;
    /// From the stored form; `None` when it is another.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

impl<T: SettingValue> Setting<T> {
    /// A setting of this name.
    pub const fn new(name: &'static str) -> Self {
        Self { name, holds: std::marker::PhantomData }
    }

    /// The name in the table.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What stands there, if anything.
    ///
    /// # Errors
    /// SQL, or a value of another form.
    pub fn get(&self, connection: &Connection) -> Stored<Option<T>> {
        let bytes: Option<Vec<u8>> = connection
            .prepare_cached("SELECT value FROM setting WHERE name = ?1")?
            .query_row([self.name], |row| row.get(0))
            .optional()?;
        bytes.map(|bytes| T::from_bytes(&bytes).ok_or(StoreError::Setting(self.name))).transpose()
    }

    /// What must stand there.
    ///
    /// # Errors
    /// [`StoreError::Setting`] when nothing does.
    pub fn need(&self, connection: &Connection) -> Stored<T> {
        self.get(connection)?.ok_or(StoreError::Setting(self.name))
    }

    /// Puts a value there.
    ///
    /// # Errors
    /// SQL.
    pub fn put(&self, tx: &Transaction<'_>, value: &T) -> Stored<()> {
        tx.prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
        )?
        .execute((self.name, value.to_bytes()))?;
        Ok(())
    }

    /// Takes away what stands there.
    ///
    /// # Errors
    /// SQL.
    pub fn remove(&self, tx: &Transaction<'_>) -> Stored<()> {
        tx.prepare_cached("DELETE FROM setting WHERE name = ?1")?.execute([self.name])?;
        Ok(())
    }
}

impl<const N: usize> SettingValue for [u8; N] {
    fn to_bytes(&self) -> Vec<u8> {
        self.to_vec()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok()
    }
}

impl SettingValue for Vec<u8> {
    fn to_bytes(&self) -> Vec<u8> {
        self.clone()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Some(bytes.to_vec())
    }
}

/// Each behind its length (four bytes, big-endian).
impl SettingValue for Vec<Vec<u8>> {
    fn to_bytes(&self) -> Vec<u8> {
        let length = |part: &Vec<u8>| u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes();
        self.iter().flat_map(|part| [&length(part)[..], part].concat()).collect()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut parts = Self::new();
        let mut rest = bytes;
        while let Some((length, behind)) = rest.split_first_chunk::<4>() {
            let (part, behind) = behind.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
            parts.push(part.to_vec());
            rest = behind;
        }
        rest.is_empty().then_some(parts)
    }
}

impl SettingValue for JournalPoint {
    fn to_bytes(&self) -> Vec<u8> {
        [&self.seq.to_be_bytes()[..], &self.chain.0].concat()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (seq, chain) = bytes.split_first_chunk::<8>()?;
        Some(Self { seq: u64::from_be_bytes(*seq), chain: Chain(chain.try_into().ok()?) })
    }
}

impl SettingValue for String {
    fn to_bytes(&self) -> Vec<u8> {
        self.as_bytes().to_vec()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_utf8(bytes.to_vec()).ok()
    }
}

impl SettingValue for u64 {
    fn to_bytes(&self) -> Vec<u8> {
        self.to_be_bytes().to_vec()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::from_be_bytes)
    }
}

impl SettingValue for bool {
    fn to_bytes(&self) -> Vec<u8> {
        vec![u8::from(*self)]
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

impl SettingValue for RecordId {
    fn to_bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl SettingValue for PublicKey {
    fn to_bytes(&self) -> Vec<u8> {
        self.0.to_vec()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl SettingValue for Instant {
    fn to_bytes(&self) -> Vec<u8> {
        self.0.to_be_bytes().to_vec()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bytes| Self(i64::from_be_bytes(bytes)))
    }
}

impl SettingValue for Hlc {
    fn to_bytes(&self) -> Vec<u8> {
        self.bits().to_be_bytes().to_vec()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Self::from_bits(u64::from_bytes(bytes)?).ok()
    }
}

/// What the centre's clock showed, and this phone's monotonic clock at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServerTime {
    /// The centre's clock.
    pub server: Instant,
    /// Which run of the monotonic clock, see [`crate::clock::Monotonic`].
    pub run: u64,
    /// Its seconds.
    pub seconds: u64,
}

impl SettingValue for ServerTime {
    fn to_bytes(&self) -> Vec<u8> {
        [self.server.0.to_be_bytes(), self.run.to_be_bytes(), self.seconds.to_be_bytes()].concat()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (server, rest) = bytes.split_first_chunk::<8>()?;
        let (run, seconds) = rest.split_first_chunk::<8>()?;
        Some(Self {
            server: Instant(i64::from_be_bytes(*server)),
            run: u64::from_be_bytes(*run),
            seconds: u64::from_bytes(seconds)?,
        })
    }
}

/// A moment that is known, with what this phone's clocks showed at it, see [`super::time`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownTime {
    /// The moment.
    pub at: Instant,
    /// The wall clock at it.
    pub wall: Instant,
    /// Which run of the monotonic clock.
    pub run: u64,
    /// Its seconds.
    pub seconds: u64,
}

impl SettingValue for KnownTime {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { at, wall, run, seconds } = self;
        [at.0.to_be_bytes(), wall.0.to_be_bytes(), run.to_be_bytes(), seconds.to_be_bytes()].concat()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (at, rest) = bytes.split_first_chunk::<8>()?;
        let (wall, rest) = rest.split_first_chunk::<8>()?;
        let (run, seconds) = rest.split_first_chunk::<8>()?;
        Some(Self {
            at: Instant(i64::from_be_bytes(*at)),
            wall: Instant(i64::from_be_bytes(*wall)),
            run: u64::from_be_bytes(*run),
            seconds: u64::from_bytes(seconds)?,
        })
    }
}

/// When to try again after failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BackOff {
    /// How many tries have failed in a row.
    pub failures: u64,
    /// Not before this moment.
    pub until: Instant,
}

impl SettingValue for BackOff {
    fn to_bytes(&self) -> Vec<u8> {
        [self.failures.to_be_bytes(), self.until.0.to_be_bytes()].concat()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (failures, until) = bytes.split_first_chunk::<8>()?;
        Some(Self { failures: u64::from_be_bytes(*failures), until: Instant::from_bytes(until)? })
    }
}

/// How the centre regards this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nothing special.
    #[default]
    Good,
    /// The phone, or its person, may not use Clubbook any longer.
    Revoked,
    /// Another phone has the same journal: what this one sends is held until the head or an officer agrees.
    Forked,
    /// A standing that a newer version wrote.
    Unknown(u8),
}

impl SettingValue for Standing {
    fn to_bytes(&self) -> Vec<u8> {
        vec![match self {
            Self::Good => 0,
            Self::Revoked => 1,
            Self::Forked => 2,
            Self::Unknown(number) => *number,
        }]
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0] => Some(Self::Good),
            [1] => Some(Self::Revoked),
            [2] => Some(Self::Forked),
            [number] => Some(Self::Unknown(*number)),
            _ => None,
        }
    }
}

/// Why the last exchange with the centre failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// No answer: no signal, or the centre is down.
    NoAnswer,
    /// Something answered that is not the centre: a sign-in page of a network.
    NotTheCentre,
    /// The centre's certificate does not verify.
    Untrusted,
    /// The centre answered with an error.
    CentreError,
    /// The centre's data was damaged on the way.
    Damaged,
    /// The app is too old for the centre.
    TooOld,
    /// A trouble that a newer version wrote.
    Unknown(u8),
}

impl SettingValue for Trouble {
    fn to_bytes(&self) -> Vec<u8> {
        vec![match self {
            Self::NoAnswer => 1,
            Self::NotTheCentre => 2,
            Self::Untrusted => 3,
            Self::CentreError => 4,
            Self::Damaged => 5,
            Self::TooOld => 6,
            Self::Unknown(number) => *number,
        }]
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let [number] = bytes else { return None };
        Some(match number {
            1 => Self::NoAnswer,
            2 => Self::NotTheCentre,
            3 => Self::Untrusted,
            4 => Self::CentreError,
            5 => Self::Damaged,
            6 => Self::TooOld,
            other => Self::Unknown(*other),
        })
    }
}

/// The device's Ed25519 secret.
pub const DEVICE_SECRET: Setting<[u8; 32]> = Setting::new("device_secret");
/// The device's public key; its hash is the device id.
pub const DEVICE_PUBLIC: Setting<PublicKey> = Setting::new("device_public");
/// The device's certificate, as the centre issued it.
pub const CERTIFICATE: Setting<Vec<u8>> = Setting::new("certificate");
/// That this store is the practice club's: nothing in it is ever sent.
pub const PRACTICE: Setting<bool> = Setting::new("practice");
/// The centre's address.
pub const CENTRE_URL: Setting<String> = Setting::new("centre_url");
/// The centre's public key, which people compared when they enrolled.
pub const CENTRE_KEY: Setting<PublicKey> = Setting::new("centre_key");
/// The centre's name.
pub const CENTRE_NAME: Setting<String> = Setting::new("centre_name");
/// The centre's recovery key (X25519), to which the database key is sealed.
pub const RECOVERY_KEY: Setting<[u8; 32]> = Setting::new("recovery_key");
/// The centre's epoch.
pub const EPOCH: Setting<[u8; 16]> = Setting::new("epoch");
/// The person for whom this phone was enrolled.
pub const PERSON: Setting<RecordId> = Setting::new("person");
/// The club that this phone belongs to.
pub const CLUB: Setting<RecordId> = Setting::new("club");
/// Each key's word for the one after it, the first one first, see `model::certificate::Succession`. A centre that was restored
/// may know none of them but the first.
pub const SUCCESSIONS: Setting<Vec<Vec<u8>>> = Setting::new("successions");
/// A point of the journal that a hole hides, as the centre has it and what comes behind it confirms.
pub const JOURNAL_BRIDGE: Setting<JournalPoint> = Setting::new("journal_bridge");
/// The last clock reading that this phone gave.
pub const LAST_HLC: Setting<Hlc> = Setting::new("last_hlc");
/// The last time that the centre told.
pub const SERVER_TIME: Setting<ServerTime> = Setting::new("server_time");
/// The last moment that is known, see [`super::time`].
pub const KNOWN_TIME: Setting<KnownTime> = Setting::new("known_time");
/// The challenge for the next request.
pub const CHALLENGE: Setting<Vec<u8>> = Setting::new("challenge");
/// When to try again.
pub const BACK_OFF: Setting<BackOff> = Setting::new("back_off");
/// When the last exchange with the centre succeeded, by this phone's clock.
pub const LAST_EXCHANGE: Setting<Instant> = Setting::new("last_exchange");
/// How the centre regards this phone.
pub const STANDING: Setting<Standing> = Setting::new("standing");
/// Why the last exchange failed; absent after one that succeeded.
pub const TROUBLE: Setting<Trouble> = Setting::new("trouble");
/// The first number of the journal that a salvage could not read.
pub const SALVAGE_GAP: Setting<u64> = Setting::new("salvage_gap");
/// The names of damaged files that were set aside, of which a salvage read all that was ever recorded.
pub const FILES_READ: Setting<Vec<Vec<u8>>> = Setting::new("files_read");
/// The last number that a salvage found to have been used, where it could not read the end of the journal.
pub const LAST_USED: Setting<u64> = Setting::new("last_used");

/// Whether anything was ever set up in this store: a device key or a club.
///
/// # Errors
/// SQL.
pub fn is_begun(connection: &Connection) -> Stored<bool> {
    Ok(DEVICE_SECRET.get(connection)?.is_some() || CLUB.get(connection)?.is_some())
}

/// Gives the phone its key pair.
///
/// # Errors
/// SQL.
pub fn put_key_pair(tx: &Transaction<'_>, pair: &KeyPair) -> Stored<()> {
    DEVICE_SECRET.put(tx, &pair.secret())?;
    DEVICE_PUBLIC.put(tx, &pair.public())
}

/// The phone's key pair.
///
/// # Errors
/// [`StoreError::NotEnrolled`] before it has one.
pub fn key_pair(connection: &Connection) -> Stored<KeyPair> {
    let secret = DEVICE_SECRET.get(connection)?.ok_or(StoreError::NotEnrolled)?;
    Ok(KeyPair::from_secret(&secret))
}

/// The phone's device id and c(0).
///
/// # Errors
/// [`StoreError::NotEnrolled`] before it has a key pair.
pub fn device(connection: &Connection) -> Stored<(DeviceId, Chain)> {
    let public = DEVICE_PUBLIC.get(connection)?.ok_or(StoreError::NotEnrolled)?;
    Ok((public.device_id(), Chain::start(&public.0)))
}
