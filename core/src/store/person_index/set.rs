//! Sets of people by their numbers on this phone: kept in blocks, put together as bits.

use crate::store::error::{StoreError, Stored};

/// So many numbers are in one block.
const BLOCK: u64 = 1 << 14;
/// A block of many is kept as a bit for each number, which is so long; a block of fewer as the numbers, two bytes each.
const BITS_BYTES: usize = (BLOCK / 8) as usize;
const MOST_LISTED: usize = BITS_BYTES / 2 - 1;
/// Larger ones are no numbers that were given on a phone.
const MOST_NUMBERS: u64 = 1 << 24;

/// The block in which a number is, and its place there.
pub(super) fn block_of(number: u64) -> (u64, u16) {
    (number / BLOCK, (number % BLOCK) as u16)
}

/// The places in a block, in order.
fn places(block: &[u8]) -> Vec<u16> {
    if block.len() == BITS_BYTES {
        let is_set = |place: &u16| block.get(usize::from(place / 8)).is_some_and(|byte| byte >> (place % 8) & 1 == 1);
        return (0..BLOCK as u16).filter(is_set).collect();
    }
    block.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?))).collect()
}

fn kept(places: &[u16]) -> Vec<u8> {
    if places.len() <= MOST_LISTED {
        return places.iter().flat_map(|place| place.to_le_bytes()).collect();
    }
    let mut bits = vec![0; BITS_BYTES];
    for place in places {
        if let Some(byte) = bits.get_mut(usize::from(place / 8)) {
            *byte |= 1 << (place % 8);
        }
    }
    bits
}

/// The block with this place.
pub(super) fn with(block: &[u8], place: u16) -> Vec<u8> {
    if block.len() == BITS_BYTES {
        let mut bits = block.to_vec();
        if let Some(byte) = bits.get_mut(usize::from(place / 8)) {
            *byte |= 1 << (place % 8);
        }
        return bits;
    }
    let mut places = places(block);
    if let Err(at) = places.binary_search(&place) {
        places.insert(at, place);
    }
    kept(&places)
}

/// The block without this place; empty when nobody is left.
pub(super) fn without(block: &[u8], place: u16) -> Vec<u8> {
    let mut places = places(block);
    places.retain(|other| *other != place);
    kept(&places)
}

/// A set of people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct People {
    bits: Vec<u64>,
}

impl People {
    /// Adds everybody in a block.
    ///
    /// # Errors
    /// No phone gave such numbers.
    pub(super) fn add_block(&mut self, block: u64, people: &[u8]) -> Stored<()> {
        let first = block.checked_mul(BLOCK).filter(|first| *first < MOST_NUMBERS).ok_or(StoreError::Corrupt)?;
        if people.len() != BITS_BYTES {
            return people.chunks_exact(2).try_for_each(|pair| {
                let place = pair.try_into().map(u16::from_le_bytes).map_err(|_| StoreError::Corrupt)?;
                self.add(first + u64::from(place))
            });
        }
        let begin = (first / 64) as usize;
        self.grow(begin + BITS_BYTES / 8);
        let words = self.bits.get_mut(begin..).unwrap_or_default();
        for (word, bytes) in words.iter_mut().zip(people.chunks_exact(8)) {
            *word |= bytes.try_into().map(u64::from_le_bytes).map_err(|_| StoreError::Corrupt)?;
        }
        Ok(())
    }

    /// Adds one.
    ///
    /// # Errors
    /// No phone gave such a number.
    pub(super) fn add(&mut self, number: u64) -> Stored<()> {
        if number >= MOST_NUMBERS {
            return Err(StoreError::Corrupt);
        }
        let at = (number / 64) as usize;
        self.grow(at + 1);
        if let Some(word) = self.bits.get_mut(at) {
            *word |= 1 << (number % 64);
        }
        Ok(())
    }

    fn grow(&mut self, words: usize) {
        if self.bits.len() < words {
            self.bits.resize(words, 0);
        }
    }

    pub(super) fn has(&self, number: u64) -> bool {
        self.bits.get((number / 64) as usize).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(super) fn count(&self) -> usize {
        self.bits.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The numbers, the smallest first.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u64> + '_ {
        self.bits.iter().zip(0u64..).flat_map(|(word, at)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let place = (left != 0).then(|| u64::from(left.trailing_zeros()))?;
                left &= left - 1;
                Some(at * 64 + place)
            })
        })
    }

    /// Those who are in both.
    pub(super) fn both(&self, other: &Self) -> Self {
        Self { bits: self.bits.iter().zip(&other.bits).map(|(word, other)| word & other).collect() }
    }

    /// Takes the others out.
    pub(super) fn take_out(&mut self, other: &Self) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(word, other)| *word &= !other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn set_of(numbers: &BTreeSet<u64>) -> People {
        let mut people = People::default();
        numbers.iter().for_each(|number| people.add(*number).unwrap());
        people
    }

    fn any_numbers() -> impl Strategy<Value = BTreeSet<u64>> {
        prop::collection::btree_set(prop_oneof![0u64..200, 16_300u64..16_500, 0u64..60_000], 0..80)
    }

    proptest! {
        #[test]
        fn prop_sets_are_put_together_as_sets_are(one in any_numbers(), other in any_numbers()) {
            let (a, b) = (set_of(&one), set_of(&other));
            prop_assert_eq!(a.numbers().collect::<BTreeSet<_>>(), one.clone());
            prop_assert_eq!(a.count(), one.len());
            prop_assert!(other.iter().all(|number| a.has(*number) == one.contains(number)));
            prop_assert_eq!(a.both(&b).numbers().collect::<BTreeSet<_>>(), &one & &other);
            let mut rest = a.clone();
            rest.take_out(&b);
            prop_assert_eq!(rest.numbers().collect::<BTreeSet<_>>(), &one - &other);
        }

        /// Past the number at which a list of numbers becomes a row of bits, and back.
        #[test]
        fn prop_a_block_holds_whoever_was_put_in_and_not_taken_out(first in 0u16..9_000, step in 1u16..5, count in 1_000u16..1_060) {
            let all: Vec<u16> = (0..count).map(|at| first + at * step).collect();
            let mut block = all.iter().rev().fold(Vec::new(), |block, place| with(&block, *place));
            prop_assert_eq!(with(&block, first), block.clone());
            let mut people = People::default();
            people.add_block(1, &block).unwrap();
            let expected: Vec<u64> = all.iter().map(|place| BLOCK + u64::from(*place)).collect();
            prop_assert_eq!(people.numbers().collect::<Vec<_>>(), expected);
            for place in &all {
                block = without(&block, *place);
            }
            prop_assert!(block.is_empty());
        }
    }

    #[test]
    fn numbers_that_no_phone_gave_are_damage() {
        assert!(People::default().add_block(u64::MAX / 2, &[0, 0]).is_err());
        assert!(People::default().add(1 << 40).is_err());
    }
}
