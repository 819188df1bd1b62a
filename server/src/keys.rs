//! The centre's keys. They stand in files of their own, outside the database and its backups: whoever has a copy of the
//! database can neither sign for the centre nor open a phone.
//!
//! | file | what |
//! |---|---|
//! | `keys/signing.key` | signs frames and certificates (Ed25519) |
//! | `keys/recovery.key` | opens the sealed keys of phones' databases (X25519) |
//! | `keys/secret.key` | authenticates challenges and hashes enrolment codes (HMAC-SHA256) |

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clubbook_model::key::KeyPair;
use hmac::{Hmac, KeyInit, Mac};
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, Serializable};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::clock::{Random, random_bytes};
use crate::error::{CentreError, Done};

const FILES: [&str; 3] = ["signing.key", "recovery.key", "secret.key"];

/// The keys.
#[derive(Clone)]
pub struct Keys {
    /// Signs frames and certificates.
    pub signing: KeyPair,
    recovery: Zeroizing<[u8; 32]>,
    recovery_public: [u8; 32],
    secret: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Keys({})", self.signing.public().fingerprint())
    }
}

/// The folder of the key files.
pub fn folder(centre: &Path) -> PathBuf {
    centre.join("keys")
}

impl Keys {
    /// Reads the key files. They are made when there is no database yet; a database without its keys is not opened.
    ///
    /// # Errors
    /// [`CentreError::Keys`] when one is missing or damaged, [`CentreError::File`].
    pub fn open(centre: &Path, is_new: bool, random: &dyn Random) -> Done<Self> {
        let folder = folder(centre);
        let none_is_there = FILES.iter().all(|name| !folder.join(name).exists());
        if is_new && none_is_there {
            std::fs::create_dir_all(&folder)?;
            for name in FILES {
                create(&folder.join(name), &Zeroizing::new(random_bytes(random)))?;
            }
            File::open(&folder)?.sync_all()?;
        }
        let [signing, recovery, secret] = FILES.map(|name| read(&folder.join(name)));
        let (signing, recovery, secret) = (signing?, recovery?, secret?);
        let private = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(&*recovery).map_err(|_| CentreError::Keys)?;
        let recovery_public = <X25519HkdfSha256 as Kem>::sk_to_pk(&private).to_bytes().into();
        Ok(Self { signing: KeyPair::from_secret(&signing), recovery, recovery_public, secret })
    }

    /// The public key to which phones seal the key of their database.
    pub fn recovery_public(&self) -> [u8; 32] {
        self.recovery_public
    }

    /// The secret that opens them.
    pub fn recovery_secret(&self) -> &[u8; 32] {
        &self.recovery
    }

    /// A keyed hash for one purpose.
    pub(crate) fn authenticate(&self, purpose: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        self.mac(purpose, parts).finalize().into_bytes().into()
    }

    /// Whether `tag` is the beginning of the keyed hash; takes the same time wherever they differ.
    pub(crate) fn is_authentic(&self, purpose: &[u8], parts: &[&[u8]], tag: &[u8]) -> bool {
        self.mac(purpose, parts).verify_truncated_left(tag).is_ok()
    }

    fn mac(&self, purpose: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&*self.secret).expect("HMAC takes a key of any length");
        mac.update(purpose);
        parts.iter().for_each(|part| mac.update(part));
        mac
    }
}

fn create(path: &Path, secret: &[u8; 32]) -> Done<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(secret)?;
    file.sync_all()?;
    Ok(())
}

fn read(path: &Path) -> Done<Zeroizing<[u8; 32]>> {
    let mut secret = Zeroizing::new([0; 32]);
    let mut file = File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => CentreError::Keys,
        _ => CentreError::File(error),
    })?;
    file.read_exact(&mut *secret).map_err(|_| CentreError::Keys)?;
    // A longer file is another file.
    if file.read(&mut [0; 1])? == 0 { Ok(secret) } else { Err(CentreError::Keys) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::FakeRandom;

    #[test]
    fn keys_are_made_once_and_nobody_else_can_read_them() {
        let folder = tempfile::tempdir().unwrap();
        let first = Keys::open(folder.path(), true, &FakeRandom::new(1)).unwrap();
        let again = Keys::open(folder.path(), false, &FakeRandom::new(2)).unwrap();
        assert_eq!(first.signing.public(), again.signing.public());
        assert_eq!(first.recovery_public(), again.recovery_public());
        #[cfg(unix)]
        for name in FILES {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(super::folder(folder.path()).join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{name}");
        }
    }

    #[test]
    fn a_database_without_its_keys_is_not_opened_and_no_new_key_is_made_for_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(Keys::open(folder.path(), false, &FakeRandom::new(1)), Err(CentreError::Keys)));
        Keys::open(folder.path(), true, &FakeRandom::new(1)).unwrap();
        std::fs::remove_file(super::folder(folder.path()).join("secret.key")).unwrap();
        assert!(matches!(Keys::open(folder.path(), true, &FakeRandom::new(1)), Err(CentreError::Keys)));
    }
}
