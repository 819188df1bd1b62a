//! Ops: "this author, on this device, set these fields". The only kind of change there is.
//!
//! Op bytes are canonical and are written once, by the device that makes the op; everybody else carries them unchanged.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::bounds;
use crate::chain::Chain;
use crate::codec::{DecodeError, Decoded, Reader, Writer};
use crate::field::Tag;
use crate::id::{Book, DeviceId, OpId, RecordId};
use crate::time::{Hlc, decode_hlc, encode_hlc};
use crate::value::Value;

/// Where what an op says comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source(pub u8);

impl Source {
    /// Typed into the app by the one who saw it.
    pub const APP: Self = Self(0);
    /// Copied from paper.
    pub const PAPER: Self = Self(1);
    /// Imported from a list.
    pub const IMPORT: Self = Self(2);
    /// By an officer on the pages.
    pub const OFFICER: Self = Self(3);
}

/// Where an op was first written that has another number now. However often it is renumbered, this stays.
///
/// The chain value tells it from another op that a copy of the phone wrote under the same number, and tells nothing of what
/// it says once the salts are destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Former {
    /// Device and number.
    pub op: OpId,
    /// The chain value there.
    pub chain: Chain,
    /// Whether it goes by that number still: nobody else has used it. Otherwise its name follows from number and chain
    /// value together.
    pub keeps_name: bool,
}

impl Former {
    /// The name of the op, see [`Op::name`]. One of its own takes no more room than the number.
    pub fn name(&self) -> OpId {
        if self.keeps_name {
            return self.op;
        }
        let mut w = Writer::new();
        w.raw(b"clubbook/name/1");
        self.op.encode(&mut w);
        w.raw(&self.chain.0);
        let device = Sha256::digest(w.as_bytes()).first_chunk::<8>().copied().unwrap_or_default();
        OpId { device: DeviceId(u64::from_be_bytes(device)), seq: self.op.seq }
    }
}

/// One field set by an op.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The field.
    pub tag: Tag,
    /// The element of a set, as encoded value bytes; empty for every other field.
    pub element: Vec<u8>,
    /// The new value; for an element of a set, whether it is in.
    pub value: Value,
    /// The ops whose values of this field were on the screen when the form opened; ascending.
    pub over: Vec<OpId>,
}

/// An op. See the module's documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Op {
    /// Who made it and its number there.
    pub id: OpId,
    /// The device's clock.
    pub hlc: Hlc,
    /// The person who says so.
    pub author: RecordId,
    /// The person who told the author, when somebody else's paper is entered.
    pub on_behalf_of: Option<RecordId>,
    /// Where it comes from.
    pub source: Source,
    /// The book that the entity lives in.
    pub book: Book,
    /// The kind of the entity.
    pub kind: u32,
    /// The entity.
    pub entity: RecordId,
    /// Only when it was renumbered.
    pub former: Option<Former>,
    /// The fields, ascending by (tag, element), at least one.
    pub changes: Vec<Change>,
}

/// The version byte that op bytes begin with.
const VERSION: u8 = 1;
const HAS_ON_BEHALF_OF: u8 = 1;
const HAS_FORMER: u8 = 2;
const HAS_NEW_NAME: u8 = 4;

impl Op {
    /// The most that canonical bytes may be: see [`bounds`].
    pub const MAX_BYTES: usize = bounds::OP_BYTES;

    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut w = Writer::new();
        w.u8(VERSION);
        self.id.encode(&mut w);
        encode_hlc(self.hlc, &mut w);
        let has_on_behalf_of = if self.on_behalf_of.is_some() { HAS_ON_BEHALF_OF } else { 0 };
        let has_former = match self.former {
            None => 0,
            Some(Former { keeps_name: true, .. }) => HAS_FORMER,
            Some(Former { keeps_name: false, .. }) => HAS_FORMER | HAS_NEW_NAME,
        };
        w.u8(has_on_behalf_of | has_former);
        w.raw(&self.author.0);
        if let Some(person) = self.on_behalf_of {
            w.raw(&person.0);
        }
        if let Some(former) = self.former {
            former.op.encode(&mut w);
            w.raw(&former.chain.0);
        }
        w.u8(self.source.0);
        w.raw(&self.book.to_bytes());
        w.varint(u64::from(self.kind));
        w.raw(&self.entity.0);
        w.varint(self.changes.len() as u64);
        for change in &self.changes {
            w.varint(u64::from(change.tag.0));
            w.bytes(&change.element);
            change.value.encode(&mut w);
            w.varint(change.over.len() as u64);
            for op in &change.over {
                op.encode(&mut w);
            }
        }
        w.into_bytes()
    }

    /// Reads op bytes, which must be the op's only form.
    ///
    /// # Errors
    /// Truncated, out of order, out of range, or of an unknown version.
    pub fn from_bytes(bytes: &[u8]) -> Decoded<Self> {
        if bytes.len() > Self::MAX_BYTES {
            return Err(DecodeError::TooLarge("an op"));
        }
        let mut r = Reader::new(bytes);
        if r.u8("an op's version")? != VERSION {
            return Err(DecodeError::UnknownVersion("an op"));
        }
        let id = OpId::decode(&mut r)?;
        let hlc = decode_hlc(&mut r)?;
        let flags = r.u8("an op's flags")?;
        if flags & !(HAS_ON_BEHALF_OF | HAS_FORMER | HAS_NEW_NAME) != 0 {
            return Err(DecodeError::UnknownVersion("an op's flags"));
        }
        if flags & (HAS_FORMER | HAS_NEW_NAME) == HAS_NEW_NAME {
            return Err(DecodeError::NotCanonical("an op's flags"));
        }
        let author = RecordId::decode(&mut r, "an op's author")?;
        let on_behalf_of = match flags & HAS_ON_BEHALF_OF {
            0 => None,
            _ => Some(RecordId::decode(&mut r, "an op's informant")?),
        };
        let former = match flags & HAS_FORMER {
            0 => None,
            _ => Some(Former {
                op: OpId::decode(&mut r)?,
                chain: Chain(r.array("a former op's chain value")?),
                keeps_name: flags & HAS_NEW_NAME == 0,
            }),
        };
        let source = Source(r.u8("an op's source")?);
        let book = Book::decode(&mut r)?;
        let kind = r.small("an op's kind")?;
        let entity = RecordId::decode(&mut r, "an op's entity")?;
        let count = r.count("an op's changes")?;
        let mut changes = Vec::with_capacity(count.min(64));
        for _ in 0..count {
            let tag = Tag(r.small("a change's tag")?);
            let element = r.bytes("a change's element")?.to_vec();
            let value = Value::decode(&mut r)?;
            let over_count = r.count("a change's over")?;
            let over = (0..over_count).map(|_| OpId::decode(&mut r)).collect::<Decoded<Vec<_>>>()?;
            changes.push(Change { tag, element, value, over });
        }
        r.finish("an op")?;
        let op = Self { id, hlc, author, on_behalf_of, source, book, kind, entity, former, changes };
        op.check_form()?;
        Ok(op)
    }

    /// Whether the parts stand in their only order.
    ///
    /// # Errors
    /// What does not.
    pub fn check_form(&self) -> Decoded<()> {
        if self.id.seq == 0 || self.id.seq > OpId::MAX_SEQ {
            return Err(DecodeError::OutOfRange("an op's number"));
        }
        if self.changes.is_empty() {
            return Err(DecodeError::OutOfRange("an op's changes"));
        }
        let key = |change: &Change| (change.tag, change.element.clone());
        if !self.changes.is_sorted_by(|a, b| key(a) < key(b)) {
            return Err(DecodeError::NotCanonical("an op's changes"));
        }
        if self.changes.iter().any(|change| !change.over.is_sorted_by(|a, b| a < b)) {
            return Err(DecodeError::NotCanonical("a change's over"));
        }
        Ok(())
    }

    /// The stub of this op after its entity was erased: who wrote what kind of field when stays, what was written is gone.
    ///
    /// The elements of a set are values, too, so all changes of a set become one. Ids, `over` and the chain value that
    /// others keep stay as they are: stub and original supersede the same.
    #[must_use]
    pub fn erased(&self) -> Self {
        let mut stubs: BTreeMap<Tag, BTreeSet<OpId>> = BTreeMap::new();
        for change in &self.changes {
            stubs.entry(change.tag).or_default().extend(&change.over);
        }
        let stub = |(tag, over): (Tag, BTreeSet<OpId>)| Change {
            tag,
            element: Vec::new(),
            value: Value::Erased,
            over: over.into_iter().collect(),
        };
        Self { changes: stubs.into_iter().map(stub).collect(), ..self.clone() }
    }

    /// Whether it says of a field that it was erased, as only the centre may.
    pub fn says_erased(&self) -> bool {
        self.changes.iter().any(|change| change.value == Value::Erased)
    }

    /// The name by which states, and ops that have seen this one, know it: its number, unless it was renumbered. Two ops of
    /// one name are the same op, so folding both is folding one.
    pub fn name(&self) -> OpId {
        self.former.map_or(self.id, |former| former.name())
    }

    /// The first record that the op makes, where that does not follow from a key.
    pub fn makes(&self) -> RecordId {
        RecordId::of_op(self.name(), 0)
    }

    /// Whether the record is one that this op makes, where that does not follow from a key.
    pub fn has_made(&self, record: RecordId) -> bool {
        record.as_op().0 == self.name()
    }

    /// The first 128 bits of SHA-256 over the bytes, by which a list of what was shown as saved knows an op.
    pub fn hash(bytes: &[u8]) -> [u8; 16] {
        Sha256::digest(bytes).first_chunk::<16>().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_was_used_twice_gives_two_names_and_one_that_was_not_stays() {
        let op = OpId { device: DeviceId(7), seq: 300 };
        let former = |chain, keeps_name| Former { op, chain: Chain([chain; 16]), keeps_name };
        assert_eq!(former(1, true).name(), op);
        let (one, other) = (former(1, false).name(), former(2, false).name());
        assert!(one != other && one != op && other != op);
        assert_eq!((one.seq, other.seq), (300, 300));
        assert_eq!(RecordId::of_op(one, 3).as_op(), (one, 3));
    }
}
