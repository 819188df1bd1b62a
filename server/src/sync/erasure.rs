//! Erasures carried out: values become stubs in the log, held ops included, and in the states. An erasure counts from
//! wherever it comes: from an officer, from the journal outside the database, or from a phone to a centre that was restored.

use std::collections::BTreeSet;

use clubbook_model::chain::segment;
use clubbook_model::id::{Book, RecordId};
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

/// Compares an op that came with what the centre has: where one says it with its values and the other says its stub, the
/// record was erased, though the erasure itself has not come back yet. Only the centre makes stubs, so one of the two is its
/// word.
pub(crate) fn follow_stub(tx: &mut dyn Tx, folder: &mut Folder, op: &Op, known: Option<&LogRow>) -> Done<()> {
    let is_erased = match known {
        Some(row) => is_one_the_stub_of_the_other(&row.decode()?, op),
        // Fragments of it may be here.
        None => folder.known(tx, &op.book, op.entity)?.is_some_and(|(_, state)| differs_by_erasure(state, op)),
    };
    if is_erased {
        carry_out(tx, folder, op.book.club, EntityRef { kind: op.kind, id: op.entity })?;
    }
    Ok(())
}

/// Whether one of two forms of an op is the stub of the other.
pub(crate) fn is_one_the_stub_of_the_other(one: &Op, other: &Op) -> bool {
    one != other && (one.erased() == *other || other.erased() == *one)
}

/// Whether a state holds a field as an op wrote it and the op says that this was erased, or the other way round.
fn differs_by_erasure(state: &EntityState, op: &Op) -> bool {
    let is_erased = |value: &Value| *value == Value::Erased;
    op.changes.iter().any(|change| {
        let of_field = state.fields().filter(|(key, _)| key.tag == change.tag);
        let mut by_op = of_field.flat_map(|(_, field)| field.entries()).filter(|(id, _)| *id == op.id);
        by_op.any(|(_, entry)| is_erased(&entry.value) != is_erased(&change.value))
    })
}
