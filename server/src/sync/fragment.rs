//! Fragments: what is left of an op in the state of its record. They come back in snapshot frames, and in pull frames where a
//! centre had them in its log after an earlier restore; nothing marks them there.

use clubbook_model::op::{Change, Op};
use clubbook_model::value::Value;

/// Whether an op-shaped row may be a fragment of an op: each of its changes is one of the op's, or only carries ids that are
/// superseded. What it has seen may be more than the op had: a fragment carries for others, too.
pub(crate) fn is_fragment_of(row: &Op, op: &Op) -> bool {
    let same_record = (row.id, row.book, row.kind, row.entity) == (op.id, op.book, op.kind, op.entity);
    same_record
        && row.changes.iter().all(|change| {
            let only_carries = change.value == Value::None && change.over.contains(&op.id);
            let said = |change: &Change| (change.tag, change.element.clone(), change.value.clone());
            only_carries || op.changes.iter().any(|of_op| said(of_op) == said(change))
        })
}
