//! Certificates: what the centre signs about a device when a phone is connected.
//!
//! A restored centre that has forgotten a device believes its certificate; so revocations are kept outside the backup.

use crate::codec::{DecodeError, Decoded};
use crate::id::RecordId;
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

#[cfg(test)]
mod tests {
    use super::*;

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
