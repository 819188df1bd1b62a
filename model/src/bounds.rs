//! How much an op and a record may hold. Phones keep to it when they write, and the centre when it judges: without bounds a
//! phone that is broken, or somebody who means harm, could make a record that no phone can load and no frame can carry.

use crate::merge::{EntityState, FieldKey, FieldState};

/// Canonical bytes of an op. A larger one would fit no request and hold up everything behind it for ever; a note of a thousand
/// words takes a twelfth of it.
pub const OP_BYTES: usize = 64 << 10;

/// Canonical bytes of a record's state. What was superseded stays as ids, so this is also how often a record can be changed: some
/// twenty thousand times.
pub const RECORD_BYTES: usize = 256 << 10;

/// Entries of a field that nobody who wrote later had seen. More than there are phones of a club, by far; and an op that settles
/// them all names each of them.
pub const FIELD_ENTRIES: usize = 256;

/// Whether a change makes a record hold more than it may. One that makes a record smaller that holds too much already is
/// welcome.
pub fn outgrows(before: &EntityState, after: &EntityState) -> bool {
    let has_too_many = |(key, field): (&FieldKey, &FieldState)| {
        let count = field.entries().count();
        count > FIELD_ENTRIES && before.field(key.tag, &key.element).is_none_or(|known| known.entries().count() < count)
    };
    if after.fields().any(has_too_many) {
        return true;
    }
    let bytes = after.to_bytes().len();
    bytes > RECORD_BYTES && bytes > before.to_bytes().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{MergeClass, Tag};
    use crate::id::{Book, DeviceId, OpId, RecordId};
    use crate::op::{Change, Op, Source};
    use crate::time::Hlc;
    use crate::value::Value;

    /// A text in a field, by op `seq`, which has seen so many others.
    fn op(seq: u64, length: usize, seen: u64) -> Op {
        let id = |seq| OpId { device: DeviceId(u64::MAX), seq };
        let over = (1..=seen).map(|n| id((1 << 40) + seq * 10_000 + n)).collect();
        let tag = Tag::new(1, MergeClass::Register);
        Op {
            id: id(seq),
            hlc: Hlc::new(seq, 0),
            author: RecordId::NIL,
            on_behalf_of: None,
            source: Source::APP,
            book: Book::roster(RecordId::NIL),
            kind: 2,
            entity: RecordId::NIL,
            former: None,
            changes: vec![Change { tag, element: Vec::new(), value: Value::Text("a".repeat(length)), over }],
        }
    }

    /// How many ops fit.
    fn fit(make: impl Fn(u64) -> Op) -> (u64, EntityState) {
        let mut state = EntityState::new();
        for seq in 1.. {
            let mut after = state.clone();
            after.fold(&make(seq), None);
            if outgrows(&state, &after) {
                return (seq - 1, state);
            }
            state = after;
        }
        unreachable!("a record has an end")
    }

    #[test]
    fn a_record_takes_so_many_entries_in_a_field_and_so_many_bytes_and_no_more() {
        assert_eq!(fit(|seq| op(seq, 1, 0)).0, FIELD_ENTRIES as u64);
        let (count, state) = fit(|seq| op(seq, 1, 1000));
        assert!(state.to_bytes().len() <= RECORD_BYTES && count > 10);
        let (_, state) = fit(|seq| op(seq, 50_000, 0));
        assert!(state.to_bytes().len() <= RECORD_BYTES);
    }

    #[test]
    fn who_settles_a_record_that_holds_too_much_is_let_through() {
        let mut full = EntityState::new();
        (1..=300).for_each(|seq| full.fold(&op(seq, 1000, 0), None));
        let mut more = full.clone();
        more.fold(&op(301, 1, 0), None);
        assert!(outgrows(&full, &more));
        let mut settling = op(302, 1, 0);
        settling.changes[0].over = full.fields().flat_map(|(_, field)| field.head_ids()).collect();
        let mut settled = full.clone();
        settled.fold(&settling, None);
        assert!(!outgrows(&full, &settled));
        assert_eq!(settled.fields().map(|(_, field)| field.entries().count()).sum::<usize>(), 1);
    }
}
