//! `GET /v1/centre` and `POST /v1/enrol`: how a phone is connected to a club.

use crate::codec::{DecodeError, Decoded};
use crate::id::RecordId;
use crate::key::{KeyPair, PublicKey, SIGNATURE_LENGTH, SignedFor};
use crate::message::fields::{FieldReader, FieldWriter};
use crate::time::Instant;

/// What the app shows and asks about before it enrols: who is this centre?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CentreCard {
    /// The name, for example "Hội Người cao tuổi tỉnh Quảng Ngãi".
    pub name: String,
    /// The key that signs frames and certificates; its fingerprint is shown.
    pub key: PublicKey,
    /// The key to which phones seal the key of their database (X25519).
    pub recovery_key: [u8; 32],
    /// The centre's clock.
    pub server_time: Instant,
    /// Needed in the enrolment request.
    pub challenge: Vec<u8>,
}

/// A phone asks to be connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolRequest {
    /// From the centre's card.
    pub challenge: Vec<u8>,
    /// The club's number.
    pub club_number: u64,
    /// Eight digits.
    pub code: String,
    /// The key of the new device.
    pub device_key: PublicKey,
    /// Name and version of the app.
    pub app: String,
}

/// The phone is connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolAnswer {
    /// See [`crate::certificate::Certificate`].
    pub certificate: Vec<u8>,
    /// The club.
    pub club: RecordId,
    /// The club's name.
    pub club_name: String,
    /// The person whom the code was for.
    pub person: RecordId,
    /// That person's name.
    pub person_name: String,
    /// For the first sync.
    pub challenge: Vec<u8>,
    /// The centre's clock.
    pub server_time: Instant,
}

fn instant(n: u64, what: &'static str) -> Decoded<Instant> {
    i64::try_from(n).map(Instant).map_err(|_| DecodeError::OutOfRange(what))
}

impl CentreCard {
    /// The bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut w = FieldWriter::new();
        w.bytes(1, self.name.as_bytes());
        w.bytes(2, &self.key.0);
        w.bytes(3, &self.recovery_key);
        w.number(4, u64::try_from(self.server_time.0).unwrap_or_default());
        w.bytes(5, &self.challenge);
        w.into_bytes()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// Damaged, for example the page of a captive portal.
    pub fn from_bytes(bytes: &[u8]) -> Decoded<Self> {
        let what = "a centre's card";
        let f = FieldReader::new(bytes, what)?;
        Ok(Self {
            name: f.text(1)?,
            key: PublicKey(f.array(2)?),
            recovery_key: f.array(3)?,
            server_time: instant(f.number(4)?, what)?,
            challenge: f.required(5)?.to_vec(),
        })
    }
}

impl EnrolRequest {
    /// The bytes with the new device's signature behind them: it proves that the phone holds the key.
    pub fn sign(&self, key: &KeyPair) -> Vec<u8> {
        let mut w = FieldWriter::new();
        w.bytes(1, &self.challenge);
        w.number(2, self.club_number);
        w.bytes(3, self.code.as_bytes());
        w.bytes(4, &self.device_key.0);
        w.bytes(5, self.app.as_bytes());
        let mut bytes = w.into_bytes();
        let signature = key.sign(SignedFor::Request, &bytes);
        bytes.extend_from_slice(&signature);
        bytes
    }

    /// Reads a request and checks its signature.
    ///
    /// # Errors
    /// Damaged, or not signed by the key in it.
    pub fn verify(bytes: &[u8]) -> Decoded<Self> {
        let what = "an enrolment request";
        let length = bytes.len().checked_sub(SIGNATURE_LENGTH).ok_or(DecodeError::Truncated(what))?;
        let (body, signature) = bytes.split_at(length);
        let f = FieldReader::new(body, what)?;
        let device_key = PublicKey(f.array(4)?);
        let signature = signature.first_chunk().ok_or(DecodeError::Truncated(what))?;
        device_key.verify(SignedFor::Request, body, signature)?;
        Ok(Self {
            challenge: f.required(1)?.to_vec(),
            club_number: f.number(2)?,
            code: f.text(3)?,
            device_key,
            app: f.text(5)?,
        })
    }
}

impl EnrolAnswer {
    /// The bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut w = FieldWriter::new();
        w.bytes(1, &self.certificate);
        w.bytes(2, &self.club.0);
        w.bytes(3, self.club_name.as_bytes());
        w.bytes(4, &self.person.0);
        w.bytes(5, self.person_name.as_bytes());
        w.bytes(6, &self.challenge);
        w.number(7, u64::try_from(self.server_time.0).unwrap_or_default());
        w.into_bytes()
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// Damaged.
    pub fn from_bytes(bytes: &[u8]) -> Decoded<Self> {
        let what = "an enrolment answer";
        let f = FieldReader::new(bytes, what)?;
        Ok(Self {
            certificate: f.required(1)?.to_vec(),
            club: RecordId(f.array(2)?),
            club_name: f.text(3)?,
            person: RecordId(f.array(4)?),
            person_name: f.text(5)?,
            challenge: f.required(6)?.to_vec(),
            server_time: instant(f.number(7)?, what)?,
        })
    }
}
