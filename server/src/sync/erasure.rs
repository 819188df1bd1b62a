//! Erasures carried out: values become stubs in the log, held ops included, and in the states. An erasure counts from
//! wherever it comes: from an officer, from the journal outside the database, or from a phone to a centre that was restored.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::chain::segment;
use clubbook_model::field::Tag;
use clubbook_model::id::{Book, OpId, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::Op;
use clubbook_model::registry::{Entity, Erasure};
use clubbook_model::value::{EntityRef, Value};

use super::fold::Folder;
use crate::error::Done;
use crate::store::Tx;
use crate::store::log::{Flags, LogRow};

/// The record that an op erases, when its own id follows from that.
pub(crate) fn named(op: &Op) -> Option<EntityRef> {
    if op.kind != Erasure::DEF.number {
        return None;
    }
    let change = op.changes.iter().find(|change| change.tag == Erasure::record.tag && change.element.is_empty())?;
    match &change.value {
        value @ Value::Ref(record) if Erasure::derived_id(std::slice::from_ref(value)) == op.entity => Some(*record),
        _ => None,
    }
}

/// Makes stubs of all that the centre has of a record of a club, and notes that it was erased, so that whatever comes of it later is
/// one on arrival. Once is enough: a repeat changes nothing.
pub(crate) fn carry_out(tx: &mut dyn Tx, folder: &mut Folder, club: RecordId, record: EntityRef) -> Done<()> {
    if !folder.add_erased(tx, club, record)? {
        return Ok(());
    }
    let mut books: BTreeSet<Book> = BTreeSet::new();
    for row in tx.log_of_entity(record.id)? {
        let op = row.decode()?;
        if op.book.club != club {
            continue;
        }
        books.insert(op.book);
        tx.destroy_salt(row.id.device, segment(row.id.seq))?;
        tx.update_log(&LogRow { op: op.erased().to_bytes(), flags: row.flags.with(Flags::ERASED), ..row })?;
    }
    for book in books {
        folder.erase(tx, &book, record)?;
    }
    Ok(())
}

/// Compares an op that the centre signed in an earlier epoch with what the centre has: where one says a field with its values
/// and the other says its stub, the record was erased, though the erasure itself has not come back yet.
pub(crate) fn follow_offered(tx: &mut dyn Tx, folder: &mut Folder, op: &Op, known: Option<&LogRow>) -> Done<()> {
    let is_erased = match known {
        Some(row) => {
            let there = row.decode()?;
            is_stub_of(op, &there) || (is_centres_word(row) && is_stub_of(&there, op))
        }
        None => follows_from_state(tx, folder, op)?,
    };
    erase_if(tx, folder, op, is_erased)
}

/// As [`follow_offered`], for an op of a journal: it says what its device wrote, which is never an erasure. Only what the
/// centre has may be the stub.
pub(crate) fn follow_pushed(tx: &mut dyn Tx, folder: &mut Folder, op: &Op, known: Option<&LogRow>) -> Done<()> {
    let is_erased = !op.says_erased()
        && match known {
            Some(row) => is_centres_word(row) && is_stub_of(&row.decode()?, op),
            None => follows_from_state(tx, folder, op)?,
        };
    erase_if(tx, folder, op, is_erased)
}

fn erase_if(tx: &mut dyn Tx, folder: &mut Folder, op: &Op, is_erased: bool) -> Done<()> {
    if is_erased {
        carry_out(tx, folder, op.book.club, EntityRef { kind: op.kind, id: op.entity })?;
    }
    Ok(())
}

/// Fragments of an op may be in the state of its record.
fn follows_from_state(tx: &dyn Tx, folder: &mut Folder, op: &Op) -> Done<bool> {
    let known = folder.known(tx, &op.book, op.entity)?;
    Ok(known.is_some_and(|(kind, state)| kind == op.kind && differ(&said_by_op(op), &said_in_state(state, op.id))))
}

/// Whether what a row says comes from the centre itself: a stub that it made, or one that it once sent and that came back.
/// With a chain value a row says what its device wrote.
fn is_centres_word(row: &LogRow) -> bool {
    row.chain.is_none() || row.flags.has(Flags::ERASED)
}

/// Whether an op is the stub of another: both are about the same record, and where one has nothing but stubs the other has
/// values.
pub(crate) fn is_stub_of(stub: &Op, op: &Op) -> bool {
    let head = |op: &Op| (op.id, op.book, op.kind, op.entity, op.hlc);
    head(stub) == head(op) && stub.says_erased() && !op.says_erased() && differ(&said_by_op(stub), &said_by_op(op))
}

/// What an op says in each field, as far as it matters here: whether that is a stub, and nothing but a stub.
type Said = BTreeMap<Tag, BTreeSet<Form>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Stub,
    Value,
    /// Erased, but of an element: nothing that the centre makes.
    Neither,
}

fn form(element: &[u8], value: &Value) -> Form {
    match (value, element) {
        (Value::Erased, []) => Form::Stub,
        (Value::Erased, _) => Form::Neither,
        _ => Form::Value,
    }
}

fn said_by_op(op: &Op) -> Said {
    let mut said = Said::new();
    for change in &op.changes {
        said.entry(change.tag).or_default().insert(form(&change.element, &change.value));
    }
    said
}

fn said_in_state(state: &EntityState, op: OpId) -> Said {
    let mut said = Said::new();
    for (key, field) in state.fields() {
        for (_, entry) in field.entries().filter(|(id, _)| *id == op) {
            said.entry(key.tag).or_default().insert(form(&key.element, &entry.value));
        }
    }
    said
}

/// Somebody may write an op with erased values by hand: only where one side has nothing but a stub and the other nothing but
/// values they are an op and its stub.
fn differ(one: &Said, other: &Said) -> bool {
    let (stub, value) = (BTreeSet::from([Form::Stub]), BTreeSet::from([Form::Value]));
    one.iter().any(|(tag, said)| {
        let Some(said_there) = other.get(tag) else { return false };
        (*said == stub && *said_there == value) || (*said == value && *said_there == stub)
    })
}
