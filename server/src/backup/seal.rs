//! Encryption by `age`: to the public key of somebody who keeps the private one elsewhere, or by a passphrase.

use std::io::{Read, Write};
use std::path::Path;

use age::secrecy::SecretString;
use age::stream::{StreamReader, StreamWriter};
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};
use zeroize::Zeroizing;

use super::error::{Backed, BackupError, at};

/// Characters that a passphrase has at least: who has the file may guess for ever.
const PASSPHRASE_LENGTH: usize = 16;

/// What a backup is encrypted to.
pub enum Sealer {
    /// Anybody with the private key of one of these opens it; the centre itself does not.
    Recipients(Vec<x25519::Recipient>),
    /// Anybody with the passphrase opens it.
    Passphrase(SecretString),
}

/// What opens a backup.
pub enum Opener {
    /// Private keys.
    Identities(Vec<x25519::Identity>),
    /// The passphrase.
    Passphrase(SecretString),
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer(..)")
    }
}

impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opener(..)")
    }
}

impl Sealer {
    /// To public keys as `age-keygen` prints them.
    ///
    /// # Errors
    /// [`BackupError::Recipient`].
    pub fn recipients<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, BackupError> {
        let recipients: Result<Vec<x25519::Recipient>, _> = texts.into_iter().map(|text| text.trim().parse()).collect();
        match recipients {
            Ok(recipients) if !recipients.is_empty() => Ok(Self::Recipients(recipients)),
            _ => Err(BackupError::Recipient),
        }
    }

    /// By the passphrase in a file.
    ///
    /// # Errors
    /// [`BackupError::File`], [`BackupError::Passphrase`].
    pub fn passphrase_file(path: &Path) -> Result<Self, BackupError> {
        passphrase(path).map(Self::Passphrase)
    }

    /// Begins to encrypt into `output`, and gives what opens it again for the test: for public keys a key that lives only
    /// as long as this run of the program.
    pub(super) fn seal<W: Write>(&self, output: W) -> std::io::Result<(StreamWriter<W>, Opener)> {
        match self {
            Self::Recipients(recipients) => {
                let test = x25519::Identity::generate();
                let also = test.to_public();
                let all = recipients.iter().chain(std::iter::once(&also)).map(|recipient| recipient as &dyn Recipient);
                let encryptor = Encryptor::with_recipients(all).expect("keys of one kind go together");
                Ok((encryptor.wrap_output(output)?, Opener::Identities(vec![test])))
            }
            Self::Passphrase(passphrase) => {
                let encryptor = Encryptor::with_user_passphrase(passphrase.clone());
                Ok((encryptor.wrap_output(output)?, Opener::Passphrase(passphrase.clone())))
            }
        }
    }
}

impl Opener {
    /// By the private keys in a file, as `age-keygen` writes it.
    ///
    /// # Errors
    /// [`BackupError::File`], [`BackupError::Identity`].
    pub fn identity_file(path: &Path) -> Result<Self, BackupError> {
        let text = Zeroizing::new(std::fs::read_to_string(path).map_err(at(path))?);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let identities: Result<Vec<x25519::Identity>, _> = lines.map(str::parse).collect();
        match identities {
            Ok(identities) if !identities.is_empty() => Ok(Self::Identities(identities)),
            _ => Err(BackupError::Identity(path.to_owned())),
        }
    }

    /// By the passphrase in a file.
    ///
    /// # Errors
    /// [`BackupError::File`], [`BackupError::Passphrase`].
    pub fn passphrase_file(path: &Path) -> Result<Self, BackupError> {
        passphrase(path).map(Self::Passphrase)
    }

    /// Begins to decrypt `input`.
    pub(super) fn open<R: Read>(&self, input: R) -> Backed<StreamReader<R>> {
        let decryptor = Decryptor::new(input).map_err(|error| unopened(&error))?;
        let opened = match self {
            Self::Identities(identities) => decryptor.decrypt(identities.iter().map(|key| key as &dyn Identity)),
            Self::Passphrase(passphrase) => {
                let identity = scrypt::Identity::new(passphrase.clone());
                decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
            }
        };
        opened.map_err(|error| unopened(&error))
    }
}

fn unopened(error: &DecryptError) -> BackupError {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => {
            BackupError::WrongKey
        }
        DecryptError::InvalidMac => BackupError::Damaged("its head was changed"),
        DecryptError::UnknownFormat => BackupError::Newer,
        _ => BackupError::NotABackup,
    }
}

fn passphrase(path: &Path) -> Backed<SecretString> {
    let text = Zeroizing::new(std::fs::read_to_string(path).map_err(at(path))?);
    let passphrase = text.trim();
    if passphrase.chars().count() < PASSPHRASE_LENGTH {
        return Err(BackupError::Passphrase(path.to_owned()));
    }
    Ok(SecretString::from(passphrase.to_owned()))
}
