//! How much there is to say in a set of texts, so that nobody makes the bench easier by repetition.

use std::collections::{BTreeMap, BTreeSet};

/// The measure of a set of texts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextMeasure {
    /// How many texts.
    pub count: usize,
    /// How many different ones.
    pub distinct: usize,
    /// How many different words.
    pub distinct_words: usize,
    /// Characters in a text on average.
    pub mean_chars: f64,
    /// Order-0 entropy: bits per character when each is coded by how often it occurs, blind to what stands before it.
    pub order0_bits: f64,
    /// The same given the character before (order 1), which sees some of the repetition that order 0 cannot.
    pub order1_bits: f64,
}

fn bits(counts: impl Iterator<Item = usize> + Clone) -> f64 {
    let total = counts.clone().sum::<usize>() as f64;
    counts.map(|count| count as f64 * (total / count as f64).log2()).sum()
}

/// Measures texts, each ended by a line break that counts for the transitions but not as a character.
pub fn measure<'a>(texts: impl IntoIterator<Item = &'a str>) -> TextMeasure {
    let mut singles: BTreeMap<char, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<char, BTreeMap<char, usize>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut words = BTreeSet::new();
    let (mut count, mut chars) = (0, 0);
    for text in texts {
        count += 1;
        seen.insert(text);
        words.extend(text.split_whitespace());
        let mut before = '\n';
        for letter in text.chars() {
            chars += 1;
            *singles.entry(letter).or_default() += 1;
            *pairs.entry(before).or_default().entry(letter).or_default() += 1;
            before = letter;
        }
    }
    let per_char = |total: f64| if chars == 0 { 0.0 } else { total / chars as f64 };
    TextMeasure {
        count,
        distinct: seen.len(),
        distinct_words: words.len(),
        mean_chars: if count == 0 { 0.0 } else { chars as f64 / count as f64 },
        order0_bits: per_char(bits(singles.values().copied())),
        order1_bits: per_char(pairs.values().map(|after| bits(after.values().copied())).sum()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_letters_that_are_equally_frequent_take_two_bits() {
        let measured = measure(["abcd", "dcba"]);
        assert!((measured.order0_bits - 2.0).abs() < 1e-9, "{measured:?}");
        assert_eq!((measured.count, measured.distinct), (2, 2));
    }

    #[test]
    fn a_text_of_one_letter_says_nothing() {
        let measured = measure(["aaaa", "aaaa"]);
        assert_eq!((measured.order0_bits, measured.distinct), (0.0, 1));
    }
}
