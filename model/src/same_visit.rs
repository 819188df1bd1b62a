//! How often somebody was visited on a day, when several people wrote it down: the one rule by which phones and centre
//! count visits.

use std::collections::BTreeMap;

use crate::id::RecordId;

/// A visit of one person on one day, as far as counting goes. Voided ones are left out before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The record.
    pub visit: RecordId,
    /// Its `same_visit_as`: the visit that it says again; itself when somebody answered "another one"; `None` while nobody has answered.
    pub same_as: Option<RecordId>,
}

/// The records of one person and one day, grouped by visit: in each group the records of one and the same visit, the
/// smallest id first. Nobody's answer is needed to count: records without one count as one visit together.
pub fn visits(told: &[Told]) -> Vec<Vec<RecordId>> {
    let mut group: BTreeMap<RecordId, RecordId> = told.iter().map(|told| (told.visit, told.visit)).collect();
    let mut join = |a: RecordId, b: RecordId| {
        let (Some(a), Some(b)) = (group.get(&a).copied(), group.get(&b).copied()) else { return };
        for of in group.values_mut() {
            if *of == a.max(b) {
                *of = a.min(b);
            }
        }
    };
    // An answer that names a record which is not there (voided since, or of another day) is none.
    let is_there = |id: RecordId| told.iter().any(|told| told.visit == id);
    let mut unanswered = None;
    for record in told {
        match record.same_as.filter(|other| is_there(*other)) {
            Some(other) => join(record.visit, other),
            None => join(*unanswered.get_or_insert(record.visit), record.visit),
        }
    }
    let mut groups: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for (visit, of) in group {
        groups.entry(of).or_default().push(visit);
    }
    groups.into_values().collect()
}

/// The record that stands for a group of [`visits`]: the first one that does not say another of them again.
pub fn standing(group: &[RecordId], told: &[Told]) -> Option<RecordId> {
    let says_again = |visit: &RecordId| {
        let other = told.iter().find(|told| told.visit == *visit).and_then(|told| told.same_as);
        other.is_some_and(|other| other != *visit && told.iter().any(|told| told.visit == other))
    };
    group.iter().find(|visit| !says_again(visit)).or(group.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: u8) -> RecordId {
        RecordId([n; 16])
    }

    fn count(answers: &[(u8, Option<u8>)]) -> usize {
        let told: Vec<Told> =
            answers.iter().map(|(visit, same)| Told { visit: id(*visit), same_as: same.map(id) }).collect();
        visits(&told).len()
    }

    #[test]
    fn the_same_visit_told_twice_counts_once_until_somebody_says_it_was_another() {
        assert_eq!(count(&[(1, None)]), 1);
        assert_eq!(count(&[(1, None), (2, None)]), 1);
        assert_eq!(count(&[(1, None), (2, Some(1))]), 1);
        assert_eq!(count(&[(1, None), (2, Some(2))]), 2);
        assert_eq!(count(&[(1, None), (2, None), (3, Some(3)), (4, Some(3))]), 2);
    }

    #[test]
    fn two_phones_that_answer_crosswise_still_leave_one_visit() {
        assert_eq!(count(&[(1, Some(2)), (2, Some(1))]), 1);
        assert_eq!(count(&[(1, Some(1)), (2, Some(1)), (3, Some(2))]), 1);
    }

    #[test]
    fn the_record_that_says_no_other_again_stands_for_the_visit() {
        let told = |answers: &[(u8, Option<u8>)]| -> Vec<Told> {
            answers.iter().map(|(visit, same)| Told { visit: id(*visit), same_as: same.map(id) }).collect()
        };
        let stands = |answers: &[(u8, Option<u8>)]| {
            let told = told(answers);
            visits(&told).iter().filter_map(|group| standing(group, &told)).collect::<Vec<_>>()
        };
        assert_eq!(stands(&[(1, None), (2, None)]), [id(1)]);
        assert_eq!(stands(&[(1, Some(2)), (2, None)]), [id(2)]);
        assert_eq!(stands(&[(1, Some(2)), (2, Some(1))]), [id(1)]);
        assert_eq!(stands(&[(1, Some(9)), (2, Some(2))]), [id(1), id(2)]);
    }

    #[test]
    fn an_answer_that_names_a_record_which_was_voided_is_none() {
        assert_eq!(count(&[(1, Some(9))]), 1);
        assert_eq!(count(&[(1, Some(9)), (2, None), (3, Some(3))]), 2);
    }

    proptest! {
        #[test]
        fn prop_the_order_of_the_records_does_not_matter(
            answers in proptest::collection::btree_map(0u8..8, proptest::option::of(0u8..8), 1..8),
            seed: u64,
        ) {
            let told: Vec<Told> =
                answers.iter().map(|(visit, same)| Told { visit: id(*visit), same_as: same.map(id) }).collect();
            let mut shuffled = told.clone();
            let turn = usize::try_from(seed % 8).unwrap() % told.len();
            shuffled.rotate_left(turn);
            if seed % 2 == 0 {
                shuffled.reverse();
            }
            prop_assert_eq!(visits(&told), visits(&shuffled));
            prop_assert_eq!(visits(&told).concat().len(), told.len());
        }
    }
}
