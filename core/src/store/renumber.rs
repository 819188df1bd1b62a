//! New numbers for ops that cannot go to the centre under the ones that they have: after a fork, or where the journal has a
//! hole that a salvage could not fill.
//!
//! In one transaction the phone gets a new key, and every op that the centre does not have becomes an op of the new device,
//! with all references to it: record ids made from op ids, in the entity, the book's part and every value; ids derived
//! from keys that held such an id; and the ids in `over`. Each names its former self, so that a copy that was carried to
//! the centre some other way does not double it.
//!
//! Limit: entities that an older epoch of the centre had confirmed from ops that are renumbered here keep the old entries
//! in their confirmed state; only a centre that was restored and a phone that was cloned at once can bring that about.

use std::collections::{BTreeSet, HashMap};

use clubbook_model::certificate::Succession;
use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::codec::Reader;
use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::key::KeyPair;
use clubbook_model::op::{Change, Former, Op};
use clubbook_model::registry;
use clubbook_model::value::{EntityRef, Value};
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::books::{self, BookNumber};
use super::entity;
use super::error::Stored;
use super::journal::{self, JournalRow, OpState, device_from_sql, device_to_sql, from_sql, to_sql};
use super::settings;
use crate::clock::Random;

/// Which ops get new numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All after the last one that the centre's journal has in common with this one.
    AllAfter(JournalPoint),
    /// Those that wait: the journal has a hole, and what was acknowledged is at the centre whatever stands before it. The
    /// point is the last one before the hole.
    Waiting(JournalPoint),
}

/// Gives new numbers to the ops that `which` says, under a new key. Returns how many.
///
/// # Errors
/// SQL, or stored bytes that are damaged; then nothing was changed.
pub fn renumber(tx: &Transaction<'_>, random: &dyn Random, which: Which) -> Stored<u64> {
    let old = settings::key_pair(tx)?;
    let mut secret = [0; 32];
    random.fill(&mut secret);
    let new = KeyPair::from_secret(&secret);
    let (common, moving): (JournalPoint, Vec<JournalRow>) = match which {
        Which::AllAfter(common) => (common, journal::rows(tx, common.seq + 1, usize::MAX)?),
        Which::Waiting(common) => {
            let all = journal::rows(tx, 1, usize::MAX)?;
            (common, all.into_iter().filter(|row| row.state == OpState::Waiting).collect())
        }
    };
    let ops: Vec<Op> = moving.iter().map(|row| Op::from_bytes(&row.bytes)).collect::<Result<_, _>>()?;
    let numbers = ops.iter().map(|op| op.id.seq).zip(1..).collect();
    let mapping = Mapping::new(old.device_id(), new.device_id(), numbers, &ops);
    let mut touched: BTreeSet<(BookNumber, RecordId)> = BTreeSet::new();
    for (row, op) in moving.iter().zip(&ops) {
        touched.insert((books::number(tx, &op.book)?, op.entity));
        let now = mapping.op(op.id);
        tx.prepare_cached("DELETE FROM journal WHERE seq = ?1")?.execute([to_sql(row.seq)?])?;
        tx.prepare_cached(
            "INSERT INTO renumbered (device, seq, hash, now_device, now_seq) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            device_to_sql(op.id.device),
            to_sql(op.id.seq)?,
            Op::hash(&row.bytes),
            device_to_sql(now.device),
            to_sql(now.seq)?,
        ))?;
    }
    tx.prepare_cached(
        "INSERT INTO former_journal (device, seq, op, effective, state, reason, book, entity, made_at) \
         SELECT ?1, seq, op, effective, state, reason, book, entity, made_at FROM journal",
    )?
    .execute([device_to_sql(old.device_id())])?;
    tx.execute("DELETE FROM journal", [])?;
    tx.execute("DELETE FROM segment", [])?;
    settings::put_key_pair(tx, &new)?;
    let succession = Succession { old_device: old.device_id(), common, new_key: new.public() };
    settings::SUCCESSION.put(tx, &succession.sign(&old))?;
    settings::SALVAGE_GAP.remove(tx)?;
    let mut head = JournalPoint { seq: 0, chain: Chain::start(&new.public().0) };
    for (row, op) in moving.iter().zip(&ops) {
        let op = mapping.renumbered(op, &row.bytes);
        op.check_form()?;
        let book = books::number(tx, &op.book)?;
        touched.insert((book, op.entity));
        head = journal::append(tx, random, head, book, &op, row.made_at)?;
    }
    for (book, entity) in touched {
        entity::reshow(tx, book, entity)?;
    }
    renumber_users(tx, &mapping)?;
    books::remove_unused(tx)?;
    Ok(moving.len() as u64)
}

/// Somebody who was added to the book on this phone may use it, too.
fn renumber_users(tx: &Transaction<'_>, mapping: &Mapping) -> Stored<()> {
    let mut statement = tx.prepare_cached("SELECT person FROM phone_user")?;
    let people = statement.query_map([], |row| row.get(0).map(RecordId))?.collect::<rusqlite::Result<Vec<_>>>()?;
    for person in people {
        let now = mapping.record(person);
        if now != person {
            tx.execute("UPDATE phone_user SET person = ?2 WHERE person = ?1", (person.0, now.0))?;
        }
    }
    Ok(())
}

/// What every number and id becomes.
struct Mapping {
    old: DeviceId,
    new: DeviceId,
    numbers: HashMap<u64, u64>,
    derived: HashMap<RecordId, RecordId>,
}

impl Mapping {
    fn new(old: DeviceId, new: DeviceId, numbers: HashMap<u64, u64>, ops: &[Op]) -> Self {
        let mut mapping = Self { old, new, numbers, derived: HashMap::new() };
        // A key may hold an id that is itself derived from a key: once more until nothing new turns up.
        loop {
            let before = mapping.derived.len();
            for op in ops {
                let Some(key) = key_of(op).filter(|key| RecordId::derived(op.kind, key) == op.entity) else { continue };
                let renewed: Vec<Value> = key.iter().map(|value| mapping.value(value)).collect();
                if renewed != key {
                    mapping.derived.insert(op.entity, RecordId::derived(op.kind, &renewed));
                }
            }
            if mapping.derived.len() == before {
                return mapping;
            }
        }
    }

    fn op(&self, op: OpId) -> OpId {
        match self.numbers.get(&op.seq) {
            Some(seq) if op.device == self.old => OpId { device: self.new, seq: *seq },
            _ => op,
        }
    }

    fn record(&self, record: RecordId) -> RecordId {
        if let Some(renewed) = self.derived.get(&record) {
            return *renewed;
        }
        let (op, index) = record.as_op();
        let renewed = self.op(op);
        if renewed == op { record } else { RecordId::of_op(renewed, index) }
    }

    fn value(&self, value: &Value) -> Value {
        match value {
            Value::Ref(reference) => Value::Ref(EntityRef { id: self.record(reference.id), ..*reference }),
            other => other.clone(),
        }
    }

    fn element(&self, element: &[u8]) -> Vec<u8> {
        match reference_in(element) {
            Some(reference) => self.value(&Value::Ref(reference)).to_bytes(),
            None => element.to_vec(),
        }
    }

    fn renumbered(&self, op: &Op, bytes: &[u8]) -> Op {
        let mut changes: Vec<Change> = op
            .changes
            .iter()
            .map(|change| {
                let mut over: Vec<OpId> = change.over.iter().map(|seen| self.op(*seen)).collect();
                over.sort_unstable();
                let element = self.element(&change.element);
                Change { tag: change.tag, element, value: self.value(&change.value), over }
            })
            .collect();
        changes.sort_by(|a, b| (a.tag, &a.element).cmp(&(b.tag, &b.element)));
        Op {
            id: self.op(op.id),
            hlc: op.hlc,
            author: self.record(op.author),
            on_behalf_of: op.on_behalf_of.map(|person| self.record(person)),
            source: op.source,
            book: Book { part: self.record(op.book.part), ..op.book },
            kind: op.kind,
            entity: self.record(op.entity),
            former: Some(Former { op: op.id, hash: Op::hash(bytes) }),
            changes,
        }
    }
}

/// The record that an element of a set names.
fn reference_in(element: &[u8]) -> Option<EntityRef> {
    match Value::decode(&mut Reader::new(element)) {
        Ok(Value::Ref(reference)) => Some(reference),
        _ => None,
    }
}

/// The values of the key that an op's entity would be derived from, when the op sets all of them.
fn key_of(op: &Op) -> Option<Vec<Value>> {
    let tags = registry::kind(op.kind)?.key;
    let value = |tag| op.changes.iter().find(|change| change.tag == tag).map(|change| change.value.clone());
    if tags.is_empty() { None } else { tags.iter().map(|tag| value(*tag)).collect() }
}

/// The hash that an op had and what its number is now, when it was renumbered.
pub(super) fn renumbered(connection: &Connection, op: OpId) -> Stored<Option<([u8; 16], OpId)>> {
    Ok(connection
        .prepare_cached("SELECT hash, now_device, now_seq FROM renumbered WHERE device = ?1 AND seq = ?2")?
        .query_row((device_to_sql(op.device), to_sql(op.seq)?), |row| {
            let now = OpId { device: device_from_sql(row.get(1)?), seq: from_sql(row.get(2)?) };
            Ok((row.get(0)?, now))
        })
        .optional()?)
}

/// What ids that were on a screen before a fork are now.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    has_forked: bool,
}

impl Now {
    /// On a phone that never forked nothing is looked up.
    pub(super) fn of(connection: &Connection) -> Stored<Self> {
        Ok(Self { has_forked: settings::SUCCESSION.get(connection)?.is_some() })
    }

    fn op(self, connection: &Connection, op: OpId) -> Stored<OpId> {
        let mut at = op;
        while let Some((_, now)) = if self.has_forked { renumbered(connection, at)? } else { None } {
            at = now;
        }
        Ok(at)
    }

    /// The record that a form was opened over.
    pub(super) fn record(self, connection: &Connection, record: RecordId) -> Stored<RecordId> {
        let (op, index) = record.as_op();
        let now = self.op(connection, op)?;
        Ok(if now == op { record } else { RecordId::of_op(now, index) })
    }

    /// The changes of a form.
    pub(super) fn changes(self, connection: &Connection, mut changes: Vec<Change>) -> Stored<Vec<Change>> {
        if !self.has_forked {
            return Ok(changes);
        }
        for change in &mut changes {
            for seen in &mut change.over {
                *seen = self.op(connection, *seen)?;
            }
            change.over.sort_unstable();
            if let Value::Ref(reference) = &mut change.value {
                reference.id = self.record(connection, reference.id)?;
            }
            if let Some(reference) = reference_in(&change.element) {
                let id = self.record(connection, reference.id)?;
                change.element = Value::Ref(EntityRef { id, ..reference }).to_bytes();
            }
        }
        changes.sort_by(|a, b| (a.tag, &a.element).cmp(&(b.tag, &b.element)));
        Ok(changes)
    }
}
