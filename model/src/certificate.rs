//! Certificates: what the centre signs about a device when a phone is connected.
//!
//! A restored centre that has forgotten a device believes its certificate; so revocations are kept outside the backup.

use crate::chain::{Chain, JournalPoint};
use crate::codec::{DecodeError, Decoded};
use crate::id::{DeviceId, RecordId};
use crate::key::{KeyPair, PublicKey, SIGNATURE_LENGTH, SignedFor};
use crate::message::fields::{FieldReader, FieldWriter};
use crate::time::Instant;

/// What a certificate says: this key belongs to a phone that was given to this person of this club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The device's public key.
    pub device_key: PublicKey,
    /// The club that it was connected to.
    pub club: RecordId,
    /// The person whom the enrolment code was for.
    pub person: RecordId,
    /// When it was issued.
    pub issued_at: Instant,
    /// The certificate's number at the centre.
    pub serial: u64,
}

impl Certificate {
    /// The bytes with the centre's signature behind them.
    pub fn sign(&self, centre: &KeyPair) -> Vec<u8> {
        let mut w = FieldWriter::new();
        w.bytes(1, &self.device_key.0);
        w.bytes(2, &self.club.0);
        w.bytes(3, &self.person.0);
        w.number(4, u64::try_from(self.issued_at.0).unwrap_or_default());
        w.number(5, self.serial);
        let mut bytes = w.into_bytes();
        let signature = centre.sign(SignedFor::Certificate, &bytes);
        bytes.extend_from_slice(&signature);
        bytes
    }

    /// Reads a certificate and checks the centre's signature.
    ///
    /// # Errors
    /// Damaged, or signed by somebody else.
    pub fn verify(bytes: &[u8], centre: &PublicKey) -> Decoded<Self> {
        let body_length = bytes.len().checked_sub(SIGNATURE_LENGTH).ok_or(DecodeError::Truncated("a certificate"))?;
        let (body, signature) = bytes.split_at(body_length);
        let signature = signature.first_chunk().ok_or(DecodeError::Truncated("a certificate"))?;
        centre.verify(SignedFor::Certificate, body, signature)?;
        let fields = FieldReader::new(body, "a certificate")?;
        Ok(Self {
            device_key: PublicKey(fields.array(1)?),
            club: RecordId(fields.array(2)?),
            person: RecordId(fields.array(3)?),
            issued_at: Instant(i64::try_from(fields.number(4)?).map_err(|_| DecodeError::OutOfRange("a certificate"))?),
            serial: fields.number(5)?,
        })
    }
}

/// That a device goes on under a new key after a fork: its journal up to a point is its own, everything after was renumbered.
///
/// Signed by the old key, so it proves who made it and not that it was no copy: the centre holds what comes after until
/// somebody has looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succession {
    /// The device before.
    pub old_device: DeviceId,
    /// The last op that both journals have.
    pub common: JournalPoint,
    /// The key of the device after.
    pub new_key: PublicKey,
}

impl Succession {
    /// The bytes with the old key's signature behind them.
    pub fn sign(&self, old: &KeyPair) -> Vec<u8> {
        let mut w = FieldWriter::new();
        w.bytes(1, &self.old_device.0.to_be_bytes());
        w.number(2, self.common.seq);
        w.bytes(3, &self.common.chain.0);
        w.bytes(4, &self.new_key.0);
        let mut bytes = w.into_bytes();
        let signature = old.sign(SignedFor::Succession, &bytes);
        bytes.extend_from_slice(&signature);
        bytes
    }

    /// Reads a succession and checks the signature of the old key, which the centre knows by the device's id.
    ///
    /// # Errors
    /// Damaged, of another device, or not signed by its key.
    pub fn verify(bytes: &[u8], old: &PublicKey) -> Decoded<Self> {
        let what = "a succession";
        let body_length = bytes.len().checked_sub(SIGNATURE_LENGTH).ok_or(DecodeError::Truncated(what))?;
        let (body, signature) = bytes.split_at(body_length);
        let signature = signature.first_chunk().ok_or(DecodeError::Truncated(what))?;
        old.verify(SignedFor::Succession, body, signature)?;
        let succession = Self::peek(bytes)?;
        if succession.old_device == old.device_id() { Ok(succession) } else { Err(DecodeError::Signature(what)) }
    }

    /// Reads a succession without checking it: whose key is needed stands in it.
    ///
    /// # Errors
    /// Damaged.
    pub fn peek(bytes: &[u8]) -> Decoded<Self> {
        let what = "a succession";
        let body_length = bytes.len().checked_sub(SIGNATURE_LENGTH).ok_or(DecodeError::Truncated(what))?;
        let fields = FieldReader::new(bytes.get(..body_length).unwrap_or_default(), what)?;
        Ok(Self {
            old_device: DeviceId(u64::from_be_bytes(fields.array(1)?)),
            common: JournalPoint { seq: fields.number(2)?, chain: Chain(fields.array(3)?) },
            new_key: PublicKey(fields.array(4)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_succession_is_believed_only_with_the_signature_of_the_old_key() {
        let (old, new) = (KeyPair::from_secret(&[1; 32]), KeyPair::from_secret(&[2; 32]));
        let common = JournalPoint { seq: 7, chain: Chain([3; 16]) };
        let succession = Succession { old_device: old.device_id(), common, new_key: new.public() };
        let bytes = succession.sign(&old);
        assert_eq!(Succession::verify(&bytes, &old.public()), Ok(succession.clone()));
        assert!(Succession::verify(&succession.sign(&new), &old.public()).is_err());
        assert!(Succession::verify(&bytes, &new.public()).is_err());
    }

    #[test]
    fn a_certificate_of_another_centre_or_with_one_bit_changed_is_refused() {
        let centre = KeyPair::from_secret(&[1; 32]);
        let certificate = Certificate {
            device_key: KeyPair::from_secret(&[2; 32]).public(),
            club: RecordId([3; 16]),
            person: RecordId([4; 16]),
            issued_at: Instant(1_800_000_000),
            serial: 5,
        };
        let bytes = certificate.sign(&centre);
        assert_eq!(Certificate::verify(&bytes, &centre.public()), Ok(certificate));
        assert!(Certificate::verify(&bytes, &KeyPair::from_secret(&[9; 32]).public()).is_err());
        for index in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[index] ^= 4;
            assert!(Certificate::verify(&damaged, &centre.public()).is_err(), "byte {index}");
        }
    }
}
