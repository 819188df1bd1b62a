//! The dice of the corpus: `SplitMix64`, so that a seed gives the same bytes on every machine and for ever.
//!
//! Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; the constants are those of the
//! paper's `SplittableRandom`. Not for secrets. Only integers are used, so no machine's floating point has a say.

/// A stream of numbers from a seed.
#[derive(Debug, Clone)]
pub struct Rng {
    state: u64,
}

impl Rng {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The stream of a seed for one purpose, so that drawing more for one thing leaves the others as they were.
    pub fn of(seed: u64, purpose: &str) -> Self {
        // FNV-1a, offset basis and prime of 64 bits.
        let mixed = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut rng = Self::new(seed ^ mixed);
        Self::new(rng.next_u64())
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`, by multiplication (a bias below limit / 2⁶⁴); 0 when the limit is 0.
    pub fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.next_u64()) * u128::from(limit);
        u64::try_from(wide >> 64).expect("the upper half of 128 bits fits 64")
    }

    /// A number from `low` to `high`, both included; `low` when `high` is less.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low + i64::try_from(self.below(span)).expect("less than the span of two i64 of this corpus")
    }

    /// A place in a list of `count`.
    pub fn place(&mut self, count: usize) -> usize {
        let limit = u64::try_from(count).expect("a list has fewer than 2⁶⁴ places");
        usize::try_from(self.below(limit)).expect("below the list's length")
    }

    /// True in `permille` of 1,000 cases.
    pub fn chance(&mut self, permille: u64) -> bool {
        self.below(1000) < permille
    }

    /// One of a list.
    ///
    /// # Panics
    /// When the list is empty.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let place = self.place(from.len());
        from.get(place).expect("the corpus picks from lists that are not empty")
    }

    /// One of a list, by weight.
    ///
    /// # Panics
    /// When the list is empty or all weights are 0.
    pub fn weighted<'a, T>(&mut self, from: &'a [(T, u32)]) -> &'a T {
        let total: u64 = from.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut left = self.below(total);
        for (item, weight) in from {
            let weight = u64::from(*weight);
            if left < weight {
                return item;
            }
            left -= weight;
        }
        unreachable!("the corpus weighs lists that are not empty")
    }

    /// A bell-shaped deviation around 0 with this standard deviation, in thousandths: the sum of twelve even draws.
    pub fn deviation(&mut self, sigma_milli: i64) -> i64 {
        let sum: i64 = (0..12).map(|_| self.between(-1000, 1000)).sum();
        // Twelve draws from -1000 to 1000 have a standard deviation of 2,000.
        sum * sigma_milli / 2000
    }

    /// The list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.place(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_the_published_test_vector() {
        let mut rng = Rng::new(1_234_567);
        let drawn: Vec<u64> = (0..5).map(|_| rng.next_u64()).collect();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(drawn, published);
    }

    #[test]
    fn draws_stay_within_their_bounds_and_reach_both_ends() {
        let mut rng = Rng::of(7, "bounds");
        let drawn: Vec<i64> = (0..2000).map(|_| rng.between(-3, 3)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-3), Some(&3)));
    }

    #[test]
    fn deviations_spread_as_far_as_asked() {
        let mut rng = Rng::of(7, "deviation");
        let drawn: Vec<i64> = (0..20_000).map(|_| rng.deviation(8000)).collect();
        let variance = drawn.iter().map(|d| d * d).sum::<i64>() / 20_000;
        assert!((7600 * 7600..8400 * 8400).contains(&variance), "variance {variance}");
    }

    #[test]
    fn purposes_of_one_seed_have_streams_of_their_own() {
        assert_ne!(Rng::of(1, "people").next_u64(), Rng::of(1, "visits").next_u64());
    }
}
