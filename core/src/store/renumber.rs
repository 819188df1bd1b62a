//! New numbers for ops that cannot go to the centre under the ones that they have: after a fork, or where the journal has a
//! hole that a salvage could not fill.
//!
//! In one transaction the phone gets a new key, and every op that the centre does not have becomes an op of the new device
//! that says where it was first written. What else changes depends on why:
//!
//! - **fork**: the centre has other ops under these numbers. Each op gets a name of its own ([`Op::name`]), and with it what
//!   follows from a name: the records that it made, in entities, books' parts and every value, ids derived from keys that
//!   held such an id, and the ids in `over`. Two copies of the phone that renumber the same op arrive at the same name.
//! - **hole**: nobody else has used the numbers. The ops keep their names and say the same to the last byte, so that a copy
//!   that was handed over before is the same op.
//!
//! Limit: what a centre had confirmed before it was put back from a backup is known to other phones under the old names.
//! Where such ops get new names, because a copy of this phone has used their numbers since, phones that offer them again
//! keep the old entries besides. It takes a restored centre and a copied phone at once.

use std::collections::{BTreeSet, HashMap};

use clubbook_model::certificate::Succession;
use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::codec::Reader;
use clubbook_model::id::{Book, OpId, RecordId};
use clubbook_model::key::KeyPair;
use clubbook_model::message::reason;
use clubbook_model::op::{Change, Former, Op};
use clubbook_model::registry::{self, Entity, SameAs};
use clubbook_model::value::{EntityRef, Value};
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::books::{self, BookNumber};
use super::entity;
use super::error::Stored;
use super::journal::{self, JournalRow, OpState, device_from_sql, device_to_sql, from_sql, to_sql};
use super::settings;
use crate::clock::Random;

/// Why ops get new numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The centre has other ops under theirs.
    Fork,
    /// They cannot be sent on under this key: an op before them was lost, or what its chain value was made with.
    Hole,
}

/// Gives new numbers to the ops after number `after`, under a new key. `common` is the last point that this journal and the
/// centre's are known to have in common. Returns how many.
///
/// # Errors
/// SQL, or stored bytes that are damaged; then nothing was changed.
pub fn renumber(tx: &Transaction<'_>, random: &dyn Random, common: JournalPoint, after: u64, why: Why) -> Stored<u64> {
    let old = settings::key_pair(tx)?;
    let mut secret = [0; 32];
    random.fill(&mut secret);
    let new = KeyPair::from_secret(&secret);
    let moving: Vec<JournalRow> = journal::rows(tx, after + 1, usize::MAX)?;
    let ops: Vec<Op> = moving.iter().map(|row| Op::from_bytes(&row.bytes)).collect::<Result<_, _>>()?;
    let numbers = (1..).map(|seq| OpId { device: new.device_id(), seq });
    let mapping = Mapping::new(why, &moving, &ops);
    let mut touched: BTreeSet<(BookNumber, RecordId)> = BTreeSet::new();
    for ((row, op), now) in moving.iter().zip(&ops).zip(numbers.clone()) {
        let book = books::number(tx, &op.book)?;
        touched.insert((book, op.entity));
        if why == Why::Fork && row.state == OpState::Acknowledged {
            entity::withdraw(tx, book, op)?;
        }
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
    let mut successions = settings::SUCCESSIONS.get(tx)?.unwrap_or_default();
    successions.push(succession.sign(&old));
    settings::SUCCESSIONS.put(tx, &successions)?;
    settings::SALVAGE_GAP.remove(tx)?;
    settings::LAST_USED.remove(tx)?;
    settings::JOURNAL_BRIDGE.remove(tx)?;
    let mut head = JournalPoint { seq: 0, chain: Chain::start(&new.public().0) };
    for ((row, op), now) in moving.iter().zip(&ops).zip(numbers) {
        let op = mapping.renumbered(op, row, now);
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

/// Where an op was first written; one that was renumbered before stays what it is, unless its name is another op's.
fn former(op: &Op, row: &JournalRow, why: Why) -> Former {
    let former = op.former.unwrap_or(Former { op: op.id, chain: row.chain, keeps_name: why == Why::Hole });
    Former { keeps_name: former.keeps_name && !has_lost_its_name(op, row), ..former }
}

/// Whether the centre holds an op that kept its name behind a hole, because a copy of this phone has used the number since.
pub fn has_lost_its_name(op: &Op, row: &JournalRow) -> bool {
    let is_held = row.state == OpState::Quarantined && row.reason.as_deref() == Some(reason::WRONG_NAME);
    is_held && op.former.is_some_and(|former| former.keeps_name)
}

/// What every name and every id that follows from one becomes.
struct Mapping {
    why: Why,
    names: HashMap<OpId, OpId>,
    derived: HashMap<RecordId, RecordId>,
}

impl Mapping {
    fn new(why: Why, rows: &[JournalRow], ops: &[Op]) -> Self {
        let name = |(op, row)| (Op::name(op), former(op, row, why).name());
        let names = ops.iter().zip(rows).map(name).filter(|(before, after)| before != after).collect();
        let mut mapping = Self { why, names, derived: HashMap::new() };
        // A key may hold an id that is itself derived from a key: once more until nothing new turns up.
        loop {
            let before = mapping.derived.len();
            for op in ops {
                let key = key_of(op.kind, &op.changes);
                let Some(key) = key.filter(|key| RecordId::derived(op.kind, key) == op.entity) else { continue };
                let mut renewed: Vec<Value> = key.iter().map(|value| mapping.value(value)).collect();
                if is_pair(op.kind) {
                    renewed.sort();
                }
                if renewed != key {
                    mapping.derived.insert(op.entity, RecordId::derived(op.kind, &renewed));
                }
            }
            if mapping.derived.len() == before {
                return mapping;
            }
        }
    }

    fn name(&self, name: OpId) -> OpId {
        self.names.get(&name).copied().unwrap_or(name)
    }

    fn record(&self, record: RecordId) -> RecordId {
        if let Some(renewed) = self.derived.get(&record) {
            return *renewed;
        }
        let (name, index) = record.as_op();
        self.names.get(&name).map_or(record, |renewed| RecordId::of_op(*renewed, index))
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

    fn renumbered(&self, op: &Op, row: &JournalRow, now: OpId) -> Op {
        let mut changes: Vec<Change> = op
            .changes
            .iter()
            .map(|change| {
                let mut over: Vec<OpId> = change.over.iter().map(|seen| self.name(*seen)).collect();
                over.sort_unstable();
                let element = self.element(&change.element);
                Change { tag: change.tag, element, value: self.value(&change.value), over }
            })
            .collect();
        changes.sort_by(|a, b| (a.tag, &a.element).cmp(&(b.tag, &b.element)));
        put_pair_in_order(op.kind, &mut changes);
        Op {
            id: now,
            // The centre has clamped it once: the reading that it has since is its own from now on.
            hlc: row.effective.unwrap_or(op.hlc),
            author: self.record(op.author),
            on_behalf_of: op.on_behalf_of.map(|person| self.record(person)),
            source: op.source,
            book: Book { part: self.record(op.book.part), ..op.book },
            kind: op.kind,
            entity: self.record(op.entity),
            former: Some(former(op, row, self.why)),
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

/// The values of the key that a record of this kind would be derived from, when the changes set all of them.
fn key_of(kind: u32, changes: &[Change]) -> Option<Vec<Value>> {
    let tags = registry::kind(kind)?.key;
    let value = |tag| changes.iter().find(|change| change.tag == tag).map(|change| change.value.clone());
    if tags.is_empty() { None } else { tags.iter().map(|tag| value(*tag)).collect() }
}

/// Whether the key of this kind is a pair of records, the smaller id first: under new ids the other may be the smaller.
fn is_pair(kind: u32) -> bool {
    kind == SameAs::DEF.number
}

/// Puts the two records of a pair in order again.
fn put_pair_in_order(kind: u32, changes: &mut [Change]) {
    if !is_pair(kind) {
        return;
    }
    let mut pair = changes.iter_mut().filter(|change| [SameAs::low.tag, SameAs::high.tag].contains(&change.tag));
    if let (Some(low), Some(high)) = (pair.next(), pair.next())
        && low.value > high.value
    {
        std::mem::swap(&mut low.value, &mut high.value);
    }
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
        Ok(Self { has_forked: settings::SUCCESSIONS.get(connection)?.is_some() })
    }

    /// The name of the op that had this one.
    fn name(self, connection: &Connection, name: OpId) -> Stored<OpId> {
        let mut at = name;
        while let Some((_, now)) = if self.has_forked { renumbered(connection, at)? } else { None } {
            at = now;
        }
        if at == name {
            return Ok(name);
        }
        let op = journal::op_anywhere(connection, at)?;
        Ok(op.map_or(name, |op| op.name()))
    }

    /// The record that a form was opened over. A copy of this phone may have made one under the same number: what is here
    /// under an id is meant by it.
    pub(super) fn record(self, connection: &Connection, record: RecordId) -> Stored<RecordId> {
        let (name, index) = record.as_op();
        let now = self.name(connection, name)?;
        let is_former = now != name && entity::shown(connection, record)?.is_none();
        Ok(if is_former { RecordId::of_op(now, index) } else { record })
    }

    /// The record that a form says these changes of. Where its id is derived from a key that they set, it follows what they
    /// name.
    pub(super) fn entity(
        self,
        connection: &Connection,
        kind: u32,
        entity: RecordId,
        changes: &[Change],
    ) -> Stored<RecordId> {
        let key = if self.has_forked { key_of(kind, changes) } else { None };
        let Some(mut key) = key.filter(|key| RecordId::derived(kind, key) == entity) else {
            return self.record(connection, entity);
        };
        for value in &mut key {
            if let Value::Ref(reference) = value {
                reference.id = self.record(connection, reference.id)?;
            }
        }
        if is_pair(kind) {
            key.sort();
        }
        Ok(RecordId::derived(kind, &key))
    }

    /// The changes of a form over a record.
    pub(super) fn changes(
        self,
        connection: &Connection,
        kind: u32,
        record: RecordId,
        mut changes: Vec<Change>,
    ) -> Stored<Vec<Change>> {
        if !self.has_forked {
            return Ok(changes);
        }
        let state = entity::shown(connection, record)?.map(|shown| shown.state).unwrap_or_default();
        for change in &mut changes {
            if let Value::Ref(reference) = &mut change.value {
                reference.id = self.record(connection, reference.id)?;
            }
            if let Some(reference) = reference_in(&change.element) {
                let id = self.record(connection, reference.id)?;
                change.element = Value::Ref(EntityRef { id, ..reference }).to_bytes();
            }
            let field = state.field(change.tag, &change.element);
            for seen in &mut change.over {
                if !field.is_some_and(|field| field.knows(*seen)) {
                    *seen = self.name(connection, *seen)?;
                }
            }
            change.over.sort_unstable();
            change.over.dedup();
        }
        changes.sort_by(|a, b| (a.tag, &a.element).cmp(&(b.tag, &b.element)));
        put_pair_in_order(kind, &mut changes);
        Ok(changes)
    }
}
