//! Values: what a field can hold. Every value says its own type, so that an old program keeps, merges and sends on what
//! a new one wrote.
//!
//! On the wire a value is a type byte and a payload. The type's low three bits say how long the payload is (nothing, a
//! varint, or bytes behind their length), so an unknown type can be carried as [`Value::Unknown`].

use crate::codec::{DecodeError, Decoded, Reader, Writer, unzigzag, zigzag};
use crate::id::RecordId;
use crate::time::{Day, Instant, PartialDate};

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// The field was cleared by somebody.
    None,
    /// What stood here was erased for good: the stub that beats every value of the same op, see [`crate::op::Op::erased`].
    Erased,
    /// Yes or no; also whether an element is in a set.
    Bool(bool),
    /// A whole number: counts, đồng, minutes.
    Int(i64),
    /// A moment in UTC, whole seconds.
    Instant(Instant),
    /// A calendar day where the club is.
    Day(Day),
    /// A date of which perhaps only the year is known.
    PartialDate(PartialDate),
    /// A choice from a list; see [`crate::vocabulary`].
    Enum(u32),
    /// Text in NFC.
    Text(String),
    /// A measured number with its unit.
    Decimal(Decimal),
    /// Another record.
    Ref(EntityRef),
    /// A file in the blob channel (reserved).
    Blob(Blob),
    /// A type that this version does not know, carried as it came.
    Unknown {
        /// The type byte.
        value_type: u8,
        /// The payload without its length: a varint's value in LEB128, or the bytes.
        payload: Vec<u8>,
    },
}

/// A number with up to seven decimal places and a unit: 54.3 kg is `Decimal { mantissa: 543, scale: 1, unit: Kilogram }`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    /// The digits; within ±2^54.
    pub mantissa: i64,
    /// How many of them stand behind the point, 0 to 7.
    pub scale: u8,
    /// The unit's number, 0 to 31, see [`Unit`].
    pub unit: u8,
}

/// The units of [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Unit {
    /// Pure number.
    One = 0,
    /// Kilogram.
    Kilogram = 1,
    /// Centimetre.
    Centimetre = 2,
    /// Degree Celsius.
    Celsius = 3,
    /// Millimole per litre (blood glucose).
    MillimolePerLitre = 4,
}

impl Decimal {
    /// A number with a unit; `None` when it does not fit.
    pub fn new(mantissa: i64, scale: u8, unit: Unit) -> Option<Self> {
        let fits = mantissa.unsigned_abs() < (1 << 54) && scale < 8;
        fits.then_some(Self { mantissa, scale, unit: unit as u8 })
    }
}

/// A reference to a record of any kind, in any book; it may dangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityRef {
    /// The kind of the record, see [`crate::registry`].
    pub kind: u32,
    /// The record.
    pub id: RecordId,
}

/// A file that travels in the blob channel (reserved): its SHA-256, size in bytes and media type's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob {
    /// SHA-256 of the content.
    pub hash: [u8; 32],
    /// Bytes.
    pub size: u64,
    /// The media type's number.
    pub media_type: u32,
}

/// The low bits of a type byte: how long the payload is.
const EMPTY: u8 = 0;
const VARINT: u8 = 1;
const BYTES: u8 = 2;

/// Type bytes: number × 8 + length class. Never reused.
pub(crate) mod value_type {
    use super::{BYTES, EMPTY, VARINT};
    pub(crate) const NONE: u8 = EMPTY;
    pub(crate) const BOOL: u8 = 8 | VARINT;
    pub(crate) const INT: u8 = 2 << 3 | VARINT;
    pub(crate) const INSTANT: u8 = 3 << 3 | VARINT;
    pub(crate) const DAY: u8 = 4 << 3 | VARINT;
    pub(crate) const PARTIAL_DATE: u8 = 5 << 3 | VARINT;
    pub(crate) const ENUM: u8 = 6 << 3 | VARINT;
    pub(crate) const TEXT: u8 = 7 << 3 | BYTES;
    pub(crate) const DECIMAL: u8 = 8 << 3 | VARINT;
    pub(crate) const REF: u8 = 9 << 3 | BYTES;
    pub(crate) const BLOB: u8 = 10 << 3 | BYTES;
    pub(crate) const ERASED: u8 = 11 << 3 | EMPTY;
}

/// A value taken apart for the columns of a frame: its type byte, and the payload as a number or as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Payload {
    Empty,
    Varint(u64),
    Bytes(Vec<u8>),
}

impl Value {
    pub(crate) fn to_payload(&self) -> (u8, Payload) {
        use value_type as t;
        match self {
            Self::None => (t::NONE, Payload::Empty),
            Self::Erased => (t::ERASED, Payload::Empty),
            Self::Bool(b) => (t::BOOL, Payload::Varint(u64::from(*b))),
            Self::Int(n) => (t::INT, Payload::Varint(zigzag(*n))),
            Self::Instant(i) => (t::INSTANT, Payload::Varint(zigzag(i.0))),
            Self::Day(d) => (t::DAY, Payload::Varint(zigzag(i64::from(d.0)))),
            Self::PartialDate(d) => (t::PARTIAL_DATE, Payload::Varint(u64::from(d.pack()))),
            Self::Enum(n) => (t::ENUM, Payload::Varint(u64::from(*n))),
            Self::Text(text) => (t::TEXT, Payload::Bytes(text.as_bytes().to_vec())),
            Self::Decimal(d) => {
                (t::DECIMAL, Payload::Varint(zigzag(d.mantissa) << 8 | u64::from(d.scale) << 5 | u64::from(d.unit)))
            }
            Self::Ref(r) => {
                let mut writer = Writer::new();
                writer.varint(u64::from(r.kind));
                writer.raw(&r.id.0);
                (t::REF, Payload::Bytes(writer.into_bytes()))
            }
            Self::Blob(b) => {
                let mut writer = Writer::new();
                writer.raw(&b.hash);
                writer.varint(b.size);
                writer.varint(u64::from(b.media_type));
                (t::BLOB, Payload::Bytes(writer.into_bytes()))
            }
            Self::Unknown { value_type, payload } => (
                *value_type,
                match value_type & 7 {
                    EMPTY => Payload::Empty,
                    VARINT => Payload::Varint(Reader::new(payload).varint("an unknown value").unwrap_or_default()),
                    _ => Payload::Bytes(payload.clone()),
                },
            ),
        }
    }

    pub(crate) fn from_payload(type_byte: u8, payload: Payload) -> Decoded<Self> {
        use value_type as t;
        let range = DecodeError::OutOfRange("a value");
        Ok(match (type_byte, payload) {
            (t::NONE, Payload::Empty) => Self::None,
            (t::ERASED, Payload::Empty) => Self::Erased,
            (t::BOOL, Payload::Varint(n)) if n <= 1 => Self::Bool(n == 1),
            (t::INT, Payload::Varint(n)) => Self::Int(unzigzag(n)),
            (t::INSTANT, Payload::Varint(n)) => Self::Instant(Instant(unzigzag(n))),
            (t::DAY, Payload::Varint(n)) => Self::Day(Day(i32::try_from(unzigzag(n)).map_err(|_| range)?)),
            (t::PARTIAL_DATE, Payload::Varint(n)) => {
                Self::PartialDate(u32::try_from(n).ok().and_then(PartialDate::unpack).ok_or(range)?)
            }
            (t::ENUM, Payload::Varint(n)) => Self::Enum(u32::try_from(n).map_err(|_| range)?),
            (t::TEXT, Payload::Bytes(bytes)) => Self::Text(String::from_utf8(bytes).map_err(|_| range)?),
            (t::DECIMAL, Payload::Varint(n)) => {
                Self::Decimal(Decimal { mantissa: unzigzag(n >> 8), scale: (n >> 5) as u8 & 7, unit: n as u8 & 31 })
            }
            (t::REF, Payload::Bytes(bytes)) => {
                let mut reader = Reader::new(&bytes);
                let kind = reader.small("a reference's kind")?;
                let id = RecordId::decode(&mut reader, "a reference")?;
                reader.finish("a reference")?;
                Self::Ref(EntityRef { kind, id })
            }
            (t::BLOB, Payload::Bytes(bytes)) => {
                let mut reader = Reader::new(&bytes);
                let hash = reader.array("a blob's hash")?;
                let size = reader.varint("a blob's size")?;
                let media_type = reader.small("a blob's media type")?;
                reader.finish("a blob")?;
                Self::Blob(Blob { hash, size, media_type })
            }
            (t::BOOL, _) => return Err(range),
            (_, Payload::Empty) => Self::Unknown { value_type: type_byte, payload: Vec::new() },
            (_, Payload::Varint(n)) => {
                let mut writer = Writer::new();
                writer.varint(n);
                Self::Unknown { value_type: type_byte, payload: writer.into_bytes() }
            }
            (_, Payload::Bytes(payload)) => Self::Unknown { value_type: type_byte, payload },
        })
    }

    /// Writes the value: type byte, payload.
    pub fn encode(&self, writer: &mut Writer) {
        let (value_type, payload) = self.to_payload();
        writer.u8(value_type);
        match payload {
            Payload::Empty => {}
            Payload::Varint(n) => writer.varint(n),
            Payload::Bytes(bytes) => writer.bytes(&bytes),
        }
    }

    /// Reads what [`Value::encode`] wrote.
    ///
    /// # Errors
    /// Truncated, or a value that its type does not allow.
    pub fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let value_type = reader.u8("a value's type")?;
        let payload = match value_type & 7 {
            EMPTY => Payload::Empty,
            VARINT => Payload::Varint(reader.varint("a value")?),
            BYTES => Payload::Bytes(reader.bytes("a value")?.to_vec()),
            _ => return Err(DecodeError::UnknownVersion("a value's length class")),
        };
        Self::from_payload(value_type, payload)
    }

    /// The encoded form, as an element of a set or part of a key.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        self.encode(&mut writer);
        writer.into_bytes()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn any_value() -> impl Strategy<Value = Value> {
        prop_oneof![
            Just(Value::None),
            Just(Value::Erased),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::Int),
            any::<i64>().prop_map(|n| Value::Instant(Instant(n))),
            any::<i32>().prop_map(|n| Value::Day(Day(n))),
            any::<u32>().prop_map(Value::Enum),
            "\\PC{0,40}".prop_map(Value::Text),
            (-(1i64 << 53)..(1 << 53), 0u8..8, 0u8..32).prop_map(|(mantissa, scale, unit)| Value::Decimal(Decimal {
                mantissa,
                scale,
                unit
            })),
            (any::<u32>(), any::<[u8; 16]>()).prop_map(|(kind, id)| Value::Ref(EntityRef { kind, id: RecordId(id) })),
            any::<Vec<u8>>().prop_map(|payload| Value::Unknown { value_type: 31 << 3 | BYTES, payload }),
        ]
    }

    proptest! {
        #[test]
        fn prop_a_value_survives_its_bytes(value in any_value()) {
            let bytes = value.to_bytes();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(Value::decode(&mut reader).unwrap(), value);
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn prop_bytes_that_decode_encode_to_themselves(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            if let Ok(value) = Value::decode(&mut reader) {
                let used = bytes.len() - reader.rest().len();
                prop_assert_eq!(&value.to_bytes()[..], &bytes[..used]);
            }
        }
    }
}
