//! Ids: devices, ops, records, books. Each is a newtype, so that one cannot stand where another belongs.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::codec::{Decoded, Reader, Writer};
use crate::value::Value;

/// A device: the first 64 bits of the SHA-256 of its Ed25519 public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct DeviceId(pub u64);

impl DeviceId {
    /// The id that belongs to a public key.
    pub fn of_key(public_key: &[u8; 32]) -> Self {
        let hash = Sha256::digest(public_key);
        let mut id = [0; 8];
        id.copy_from_slice(hash.get(..8).unwrap_or(&[0; 8]));
        Self(u64::from_be_bytes(id))
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// The identity of an op: the device that made it and its number there, counted from 1 with no holes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpId {
    /// The device.
    pub device: DeviceId,
    /// The number, from 1; 48 bits are used.
    pub seq: u64,
}

impl OpId {
    /// The largest number of an op: record ids hold it in 48 bits.
    pub const MAX_SEQ: u64 = (1 << 48) - 1;

    pub(crate) fn encode(self, writer: &mut Writer) {
        writer.raw(&self.device.0.to_be_bytes());
        writer.varint(self.seq);
    }

    pub(crate) fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let device = DeviceId(u64::from_be_bytes(reader.array("a device id")?));
        Ok(Self { device, seq: reader.varint("a sequence number")? })
    }
}

/// A record (an entity): 128 bits, made from the op that created it or, where two phones must arrive at the same one
/// without talking, from its key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RecordId(pub [u8; 16]);

impl RecordId {
    /// No record: the part of a book that has no parts.
    pub const NIL: Self = Self([0; 16]);

    /// The `index`-th record that the op `op` creates: device (64 bits), number (48 bits), index (16 bits).
    pub fn of_op(op: OpId, index: u16) -> Self {
        let bits = (u128::from(op.device.0) << 64) | (u128::from(op.seq & OpId::MAX_SEQ) << 16) | u128::from(index);
        Self(bits.to_be_bytes())
    }

    /// The op that this id would name if it was made by [`RecordId::of_op`], and the index there.
    pub fn as_op(self) -> (OpId, u16) {
        let bits = u128::from_be_bytes(self.0);
        let device = DeviceId((bits >> 64) as u64);
        (OpId { device, seq: (bits >> 16) as u64 & OpId::MAX_SEQ }, bits as u16)
    }

    /// The record of `kind` with this key: the first 128 bits of SHA-256 over the kind and the key's values.
    pub fn derived<'a>(kind: u32, key: impl IntoIterator<Item = &'a Value>) -> Self {
        let mut writer = Writer::new();
        writer.raw(b"clubbook/record/1");
        writer.varint(u64::from(kind));
        for value in key {
            value.encode(&mut writer);
        }
        let hash = Sha256::digest(writer.as_bytes());
        Self(hash.first_chunk::<16>().copied().unwrap_or_default())
    }

    /// Whether this is [`RecordId::NIL`].
    pub fn is_nil(self) -> bool {
        self == Self::NIL
    }

    /// From 32 hexadecimal digits, as [`fmt::Display`] writes them.
    pub fn from_hex(text: &str) -> Option<Self> {
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        u128::from_str_radix(text, 16).ok().map(|bits| Self(bits.to_be_bytes()))
    }

    pub(crate) fn decode(reader: &mut Reader<'_>, what: &'static str) -> Decoded<Self> {
        reader.array(what).map(Self)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// What kind of book (sổ). A number, not an enum, because a newer version may bring kinds that this one only carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookKind(pub u8);

impl BookKind {
    /// The club, its people, memberships, households, groups, board, meetings and attendance.
    pub const ROSTER: Self = Self(1);
    /// One part for each person cared for or measured: all that the law calls sensitive.
    pub const CARE: Self = Self(2);
    /// The two funds' ledger.
    pub const FUND: Self = Self(3);
    /// Notices from officers to clubs, their answers and receipts.
    pub const NOTICES: Self = Self(4);
    /// Read-only dated lists: areas, services, thresholds, programmes, texts. One for the whole centre.
    pub const REFERENCE: Self = Self(5);

    /// The name in logs, SQL dumps and the protocol's document.
    pub fn name(self) -> &'static str {
        match self {
            Self::ROSTER => "roster",
            Self::CARE => "care",
            Self::FUND => "fund",
            Self::NOTICES => "notices",
            Self::REFERENCE => "reference",
            _ => "unknown",
        }
    }
}

/// A book: the unit of sequence, cursor, state sum and permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Book {
    /// The club; [`RecordId::NIL`] for the reference book.
    pub club: RecordId,
    /// The kind.
    pub kind: BookKind,
    /// The person whose part this is, for `care`; else [`RecordId::NIL`].
    pub part: RecordId,
}

impl Book {
    /// The roster of a club.
    pub fn roster(club: RecordId) -> Self {
        Self { club, kind: BookKind::ROSTER, part: RecordId::NIL }
    }

    /// The care part of one person.
    pub fn care(club: RecordId, person: RecordId) -> Self {
        Self { club, kind: BookKind::CARE, part: person }
    }

    /// The notices of a club.
    pub fn notices(club: RecordId) -> Self {
        Self { club, kind: BookKind::NOTICES, part: RecordId::NIL }
    }

    /// The centre's reference book.
    pub fn reference() -> Self {
        Self { club: RecordId::NIL, kind: BookKind::REFERENCE, part: RecordId::NIL }
    }

    /// 33 bytes: club, kind, part.
    pub fn to_bytes(self) -> [u8; 33] {
        let mut bytes = [0; 33];
        let (club, rest) = bytes.split_at_mut(16);
        club.copy_from_slice(&self.club.0);
        if let Some((kind, part)) = rest.split_first_mut() {
            *kind = self.kind.0;
            part.copy_from_slice(&self.part.0);
        }
        bytes
    }

    /// The inverse of [`Book::to_bytes`].
    ///
    /// # Errors
    /// Truncated.
    pub fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let club = RecordId::decode(reader, "a book's club")?;
        let kind = BookKind(reader.u8("a book's kind")?);
        let part = RecordId::decode(reader, "a book's part")?;
        Ok(Self { club, kind, part })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_id_tells_the_op_that_made_it() {
        let op = OpId { device: DeviceId(0x1122_3344_5566_7788), seq: 77 };
        assert_eq!(RecordId::of_op(op, 3).as_op(), (op, 3));
    }

    #[test]
    fn a_derived_id_depends_on_kind_and_every_part_of_the_key() {
        let a = Value::Text("a".into());
        let b = Value::Text("b".into());
        let id = RecordId::derived(7, [&a, &b]);
        assert_ne!(id, RecordId::derived(8, [&a, &b]));
        assert_ne!(id, RecordId::derived(7, [&b, &a]));
        assert_ne!(id, RecordId::derived(7, [&a]));
        assert_eq!(RecordId::from_hex(&id.to_string()), Some(id));
    }
}
