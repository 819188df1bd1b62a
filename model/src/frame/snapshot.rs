//! The state of an entity as op-shaped rows, so that a snapshot is a frame like any other.

use std::collections::BTreeMap;

use crate::field::MergeClass;
use crate::frame::Row;
use crate::id::{Book, OpId, RecordId};
use crate::merge::{EntityState, Entry};
use crate::op::{Change, Op, Source};
use crate::time::Hlc;
use crate::value::Value;

/// What an op says of itself: id, clock reading, author, on whose behalf, source.
type Written = (OpId, Hlc, RecordId, Option<RecordId>, Source);

/// The fragments of an entity: a row for each op that still has a head in it, with those fields. The ids superseded in a
/// field stand in the `over` of its first head. Folding the rows into an empty state gives the state again. None is larger than
/// an op may be.
pub fn fragments(book: Book, kind: u32, entity: RecordId, state: &EntityState) -> Vec<Row> {
    let mut rows: BTreeMap<Written, Vec<Change>> = BTreeMap::new();
    for (key, field) in state.fields() {
        let mut over: Vec<OpId> = field.superseded().collect();
        let nobody = Entry {
            hlc: Hlc::default(),
            author: RecordId::NIL,
            on_behalf_of: None,
            source: Source::APP,
            value: Value::None,
        };
        let mut heads: Vec<(OpId, &Entry)> = field.entries().collect();
        if let (true, Some(first)) = (heads.is_empty(), over.first()) {
            // Every entry is superseded: a row that supersedes itself carries the ids and enters nothing. Of a field that only
            // the op may set which made the record, nobody else's row is heard.
            let maker = entity.as_op().0;
            let is_makers = key.tag.class() == MergeClass::Once && over.contains(&maker);
            heads.push((if is_makers { maker } else { *first }, &nobody));
        }
        for (op, entry) in heads {
            let change = Change {
                tag: key.tag,
                element: key.element.clone(),
                value: entry.value.clone(),
                over: std::mem::take(&mut over),
            };
            let written = (op, entry.hlc, entry.author, entry.on_behalf_of, entry.source);
            rows.entry(written).or_default().push(change);
        }
    }
    rows.into_iter()
        .flat_map(|((id, hlc, author, on_behalf_of, source), changes)| {
            pieces(Op { id, hlc, author, on_behalf_of, source, book, kind, entity, former: None, changes })
        })
        .map(|op| Row { op, book_seq: 0, effective: None })
        .collect()
}

/// The most that tag, lengths and counts of a change take.
const CHANGE_FRAME: usize = 5 + 10 + 10;
/// The most that an op id takes.
const OP_ID: usize = 8 + 7;

/// A fragment in pieces that are no larger than an op may be and fold into the same. What a record has superseded over the years
/// may be more than any op: ids that find no room beside the value that superseded them go into rows of their own, each under
/// one of them, that enter nothing.
///
/// A value that alone is too large stays so; no op can have brought it.
pub fn pieces(fragment: Op) -> Vec<Op> {
    if fragment.to_bytes().len() <= Op::MAX_BYTES {
        return vec![fragment];
    }
    let empty = Op { changes: Vec::new(), ..fragment };
    let room = Op::MAX_BYTES.saturating_sub(empty.to_bytes().len() + 5);
    let mut pieces: Vec<Op> = Vec::new();
    let mut carriers: Vec<Op> = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    let mut left = room;
    for mut change in fragment.changes {
        let enters_nothing = change.over.contains(&empty.id);
        let may_be_carried = change.tag.class() != MergeClass::Once;
        if may_be_carried && most_bytes(&change) > room {
            let carrier = carrier(&empty, &change);
            let ids = (room.saturating_sub(CHANGE_FRAME + change.element.len()) / OP_ID).max(1);
            carriers.extend(change.over.chunks(ids).map(carrier));
            if enters_nothing {
                continue;
            }
            change.over = Vec::new();
        }
        let size = most_bytes(&change);
        if size > left && !changes.is_empty() {
            pieces.push(Op { changes: std::mem::take(&mut changes), ..empty.clone() });
            left = room;
        }
        left = left.saturating_sub(size);
        changes.push(change);
    }
    if !changes.is_empty() {
        pieces.push(Op { changes, ..empty });
    }
    pieces.extend(carriers);
    pieces
}

fn most_bytes(change: &Change) -> usize {
    CHANGE_FRAME + change.element.len() + change.value.to_bytes().len() + change.over.len() * OP_ID
}

/// Rows that say of a field nothing but that some ids are superseded in it.
fn carrier(of: &Op, change: &Change) -> impl Fn(&[OpId]) -> Op {
    let (of, tag, element) = (of.clone(), change.tag, change.element.clone());
    move |over| Op {
        id: over.first().copied().unwrap_or(of.id),
        hlc: Hlc::default(),
        author: RecordId::NIL,
        source: Source::APP,
        changes: vec![Change { tag, element: element.clone(), value: Value::None, over: over.to_vec() }],
        ..of.clone()
    }
}
