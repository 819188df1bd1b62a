//! Keys and signatures (Ed25519). Every signature is over a purpose and the bytes, so that one made for one purpose
//! cannot serve another.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::codec::{DecodeError, Decoded};
use crate::id::DeviceId;

/// What a signature is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedFor {
    /// A request of a device.
    Request,
    /// A frame of a device's journal.
    PushFrame,
    /// A frame of the centre.
    PullFrame,
    /// A certificate of a device.
    Certificate,
    /// A new key after a fork, by the old key.
    Succession,
}

impl SignedFor {
    fn context(self) -> &'static [u8] {
        match self {
            Self::Request => b"clubbook/sign/request/1\0",
            Self::PushFrame => b"clubbook/sign/push-frame/1\0",
            Self::PullFrame => b"clubbook/sign/pull-frame/1\0",
            Self::Certificate => b"clubbook/sign/certificate/1\0",
            Self::Succession => b"clubbook/sign/succession/1\0",
        }
    }
}

/// Bytes in a signature.
pub const SIGNATURE_LENGTH: usize = 64;

/// A key pair of a device or of the centre.
#[derive(Clone)]
pub struct KeyPair(SigningKey);

impl std::fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyPair({})", self.device_id())
    }
}

impl KeyPair {
    /// The pair of a secret of 32 random bytes.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The secret, for keeping.
    pub fn secret(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// The public key.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// The device that has this key.
    pub fn device_id(&self) -> DeviceId {
        self.public().device_id()
    }

    /// Signs `bytes` for one purpose.
    pub fn sign(&self, signed_for: SignedFor, bytes: &[u8]) -> [u8; SIGNATURE_LENGTH] {
        self.0.sign(&[signed_for.context(), bytes].concat()).to_bytes()
    }
}

/// A public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// The device that has this key.
    pub fn device_id(&self) -> DeviceId {
        DeviceId::of_key(&self.0)
    }

    /// Checks a signature (strict verification: no small-order keys, no malleable signatures).
    ///
    /// # Errors
    /// [`DecodeError::Signature`].
    pub fn verify(&self, signed_for: SignedFor, bytes: &[u8], signature: &[u8; SIGNATURE_LENGTH]) -> Decoded<()> {
        let wrong = |_| DecodeError::Signature("what was sent");
        VerifyingKey::from_bytes(&self.0)
            .and_then(|key| {
                key.verify_strict(&[signed_for.context(), bytes].concat(), &Signature::from_bytes(signature))
            })
            .map_err(wrong)
    }

    /// The fingerprint that people compare: the first 60 bits of the device id as three groups of four digits
    /// and letters without those that look alike (Crockford's base 32).
    pub fn fingerprint(&self) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut bits = self.device_id().0;
        let mut text = String::new();
        for position in 0..12 {
            if position > 0 && position % 4 == 0 {
                text.push('-');
            }
            let letter = ALPHABET.get((bits >> 59) as usize).copied().unwrap_or(b'0');
            text.push(char::from(letter));
            bits <<= 5;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_for_one_purpose_does_not_serve_another() {
        let pair = KeyPair::from_secret(&[7; 32]);
        let signature = pair.sign(SignedFor::PushFrame, b"bytes");
        assert_eq!(pair.public().verify(SignedFor::PushFrame, b"bytes", &signature), Ok(()));
        assert!(pair.public().verify(SignedFor::Request, b"bytes", &signature).is_err());
        assert!(pair.public().verify(SignedFor::PushFrame, b"Bytes", &signature).is_err());
        assert_eq!(pair.public().fingerprint().len(), 14);
    }
}
