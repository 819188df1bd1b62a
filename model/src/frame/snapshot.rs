//! The state of an entity as op-shaped rows, so that a snapshot is a frame like any other.

use std::collections::BTreeMap;

use crate::frame::Row;
use crate::id::{Book, OpId, RecordId};
use crate::merge::{EntityState, Entry};
use crate::op::{Change, Op, Source};
use crate::time::Hlc;
use crate::value::Value;

/// What an op says of itself: id, clock reading, author, on whose behalf, source.
type Written = (OpId, Hlc, RecordId, Option<RecordId>, Source);

/// The fragments of an entity: a row for each op that still has a head in it, with those fields. The ids superseded in a
/// field stand in the `over` of its first head. Folding the rows into an empty state gives the state again.
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
        if let (true, Some(op)) = (heads.is_empty(), over.first()) {
            // Every entry is superseded: a row that supersedes itself carries the ids and enters nothing.
            heads.push((*op, &nobody));
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
        .map(|((id, hlc, author, on_behalf_of, source), changes)| Row {
            op: Op { id, hlc, author, on_behalf_of, source, book, kind, entity, former: None, changes },
            book_seq: 0,
            effective: None,
        })
        .collect()
}
