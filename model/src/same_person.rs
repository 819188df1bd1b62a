//! Which records are of one person (`same_as`): the one rule by which phones and centre count people.
//!
//! A link says of two records that they are one person's; links make groups ("components"), however long the chain and
//! whether or not it closes. Records never move: each keeps its fields, and counts are of groups.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::id::RecordId;

/// People by the links between their records. Who has one record only is not named here, and is a person all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SamePeople {
    canonical: BTreeMap<RecordId, RecordId>,
    groups: BTreeMap<RecordId, BTreeSet<RecordId>>,
}

impl SamePeople {
    /// The people that linked pairs make. There may be as many pairs as somebody cares to write: each is looked at twice.
    pub fn of(pairs: impl IntoIterator<Item = (RecordId, RecordId)>) -> Self {
        let mut linked: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
        for (one, other) in pairs {
            linked.entry(one).or_default().push(other);
            linked.entry(other).or_default().push(one);
        }
        let mut same = Self::default();
        // Ids ascend: the first of a group that is met is its smallest.
        for first in linked.keys() {
            let mut waiting = vec![*first];
            while let Some(next) = waiting.pop() {
                if let Entry::Vacant(place) = same.canonical.entry(next) {
                    place.insert(*first);
                    same.groups.entry(*first).or_default().insert(next);
                    waiting.extend(linked.get(&next).into_iter().flatten());
                }
            }
        }
        same
    }

    /// The smallest id of the person's records: by it a person is counted. It is a key, not the record to write to.
    pub fn canonical(&self, record: RecordId) -> RecordId {
        self.canonical.get(&record).copied().unwrap_or(record)
    }

    /// All records of the person, this one among them.
    pub fn records(&self, record: RecordId) -> BTreeSet<RecordId> {
        self.groups.get(&self.canonical(record)).cloned().unwrap_or_else(|| BTreeSet::from([record]))
    }

    /// Whether two records are of one person.
    pub fn are_one(&self, one: RecordId, other: RecordId) -> bool {
        self.canonical(one) == self.canonical(other)
    }

    /// The people with more than one record.
    pub fn groups(&self) -> impl Iterator<Item = &BTreeSet<RecordId>> {
        self.groups.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{DeviceId, OpId};
    use proptest::prelude::*;

    fn id(n: u32) -> RecordId {
        RecordId::of_op(OpId { device: DeviceId(1), seq: n.into() }, 0)
    }

    #[test]
    fn linked_records_are_one_person_however_long_the_chain_and_whether_or_not_it_closes() {
        let pairs = [(2, 5), (9, 5), (3, 4), (9, 2)].map(|(one, other)| (id(one), id(other)));
        let same = SamePeople::of(pairs);
        assert_eq!([9, 5, 2, 4, 7].map(|n| same.canonical(id(n))), [2, 2, 2, 3, 7].map(id));
        assert_eq!(same.records(id(5)), [2, 5, 9].map(id).into());
        assert_eq!(same.records(id(7)), [id(7)].into());
        assert!(same.are_one(id(9), id(2)) && !same.are_one(id(9), id(3)));
        assert_eq!(same.groups().count(), 2);
        // Far more than there are people in a club: each person is asked for, and no walk begins anew.
        let same = SamePeople::of((1..50_000).map(|n| (id(n), id(n + 1))));
        assert!((1..=50_000).all(|n| same.canonical(id(n)) == id(1)));
    }

    proptest! {
        #[test]
        fn prop_the_order_of_links_and_of_their_ends_does_not_matter(
            mut pairs in prop::collection::vec((0u32..12, 0u32..12), 0..20), seed in any::<u64>()
        ) {
            let same = SamePeople::of(pairs.iter().map(|(one, other)| (id(*one), id(*other))));
            let length = pairs.len().max(1);
            pairs.rotate_left(seed as usize % length);
            let turned = SamePeople::of(pairs.iter().map(|(one, other)| (id(*other), id(*one))));
            prop_assert_eq!(&same, &turned);
            // The plainest way: labels run along the links until nothing changes.
            let mut labels: Vec<u32> = (0..12).collect();
            for _ in 0..12 {
                for (one, other) in &pairs {
                    let least = labels[*one as usize].min(labels[*other as usize]);
                    labels[*one as usize] = least;
                    labels[*other as usize] = least;
                }
            }
            for n in 0..12 {
                prop_assert_eq!(same.canonical(id(n)), id(labels[n as usize]));
            }
        }
    }
}
