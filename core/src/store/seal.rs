//! The database's key, sealed to the centre's recovery key: a lost keystore loses nothing.
//!
//! HPKE (RFC 9180), X25519 with HKDF-SHA256 and ChaCha20-Poly1305: version byte, encapsulated key (32), ciphertext (48).

use std::fs::File;
use std::io::Write;
use std::path::Path;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal};

use super::error::{StoreError, Stored};
use super::open::DatabaseKey;

const VERSION: u8 = 1;
const PURPOSE: &[u8] = b"clubbook/database-key/1";

/// Seals a database's key to the centre's public recovery key (X25519).
///
/// # Errors
/// [`StoreError::SealedKey`] when the public key is not one.
pub fn seal_key(recovery_public: &[u8; 32], key: &DatabaseKey) -> Stored<Vec<u8>> {
    let public =
        <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(recovery_public).map_err(|_| StoreError::SealedKey)?;
    let (encapsulated, ciphertext) = single_shot_seal::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        PURPOSE,
        &key.0,
        b"",
    )
    .map_err(|_| StoreError::SealedKey)?;
    let mut sealed = vec![VERSION];
    sealed.extend_from_slice(&encapsulated.to_bytes());
    sealed.extend_from_slice(&ciphertext);
    Ok(sealed)
}

/// Opens what [`seal_key`] sealed, with the centre's secret recovery key.
///
/// # Errors
/// [`StoreError::SealedKey`] when it was sealed to another key or is damaged.
pub fn open_sealed_key(recovery_secret: &[u8; 32], sealed: &[u8]) -> Stored<DatabaseKey> {
    let opened = || {
        let (version, rest) = sealed.split_first()?;
        let (encapsulated, ciphertext) = rest.split_at_checked(32)?;
        let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(recovery_secret).ok()?;
        let encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
        let key = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &secret,
            &encapsulated,
            PURPOSE,
            ciphertext,
            b"",
        )
        .ok()?;
        (*version == VERSION).then(|| <[u8; 32]>::try_from(key).ok()).flatten()
    };
    opened().map(DatabaseKey::new).ok_or(StoreError::SealedKey)
}

/// Writes a sealed key to its file: whole and durable, or not at all.
///
/// # Errors
/// The file cannot be written.
pub fn write(path: &Path, sealed: &[u8]) -> Stored<()> {
    let unfinished = path.with_extension("unfinished");
    let mut file = File::create(&unfinished)?;
    file.write_all(sealed)?;
    file.sync_all()?;
    std::fs::rename(&unfinished, path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_key_opens_with_the_recovery_key_only() {
        let (secret, public) = X25519HkdfSha256::derive_keypair(&[9; 32]);
        let (secret, public): ([u8; 32], [u8; 32]) = (secret.to_bytes().into(), public.to_bytes().into());
        let key = DatabaseKey::new([3; 32]);
        let sealed = seal_key(&public, &key).unwrap();
        assert_eq!(open_sealed_key(&secret, &sealed).unwrap().0, key.0);
        assert!(matches!(open_sealed_key(&[8; 32], &sealed), Err(StoreError::SealedKey)));
        let mut damaged = sealed.clone();
        *damaged.last_mut().unwrap() ^= 1;
        assert!(matches!(open_sealed_key(&secret, &damaged), Err(StoreError::SealedKey)));
        assert!(matches!(open_sealed_key(&secret, &sealed[..20]), Err(StoreError::SealedKey)));
    }
}
