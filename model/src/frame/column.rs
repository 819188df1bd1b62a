//! Columns: many numbers, or many byte strings, one behind the other, in whichever of a few forms zstd will press best.

use crate::codec::{DecodeError, Decoded, Reader, Writer, unzigzag, zigzag};

/// All values are the same.
const CONSTANT: u8 = 0;
/// The distance from the smallest value, as varints.
const OFFSETS: u8 = 1;
/// The distance from the value before, zigzag, then as `OFFSETS`.
const DELTAS: u8 = 2;
/// As `OFFSETS`, but all lowest bytes first, then all second bytes…
const OFFSET_PLANES: u8 = 3;
/// As `DELTAS`, in planes.
const DELTA_PLANES: u8 = 4;

/// Writes a column of numbers; how many there are is known to the reader from elsewhere.
pub(super) fn write_numbers(values: &[u64], w: &mut Writer) {
    let Some(first) = values.first() else { return };
    if values.iter().all(|value| value == first) {
        w.u8(CONSTANT);
        w.varint(*first);
        return;
    }
    let deltas = deltas(values);
    let forms = [
        (OFFSETS, offsets(values, varints)),
        (DELTAS, offsets(&deltas, varints)),
        (OFFSET_PLANES, offsets(values, planes)),
        (DELTA_PLANES, offsets(&deltas, planes)),
    ];
    let best = forms.iter().min_by(|a, b| entropy(&a.1).total_cmp(&entropy(&b.1)));
    if let Some((form, bytes)) = best {
        w.u8(*form);
        w.raw(bytes);
    }
}

/// Reads a column of `count` numbers.
///
/// # Errors
/// Truncated, or in a form that this version does not know.
pub(super) fn read_numbers(count: usize, r: &mut Reader<'_>) -> Decoded<Vec<u64>> {
    const WHAT: &str = "a column";
    if count == 0 {
        return Ok(Vec::new());
    }
    let form = r.u8(WHAT)?;
    let smallest = r.varint(WHAT)?;
    let mut values = match form {
        CONSTANT => return Ok(vec![smallest; count]),
        OFFSETS | DELTAS => (0..count).map(|_| r.varint(WHAT)).collect::<Decoded<Vec<u64>>>()?,
        OFFSET_PLANES | DELTA_PLANES => {
            let width = r.u8(WHAT)?;
            if width > 8 {
                return Err(DecodeError::OutOfRange(WHAT));
            }
            let mut values = vec![0u64; count];
            for plane in 0..u32::from(width) {
                let bytes = r.raw(count, WHAT)?;
                values.iter_mut().zip(bytes).for_each(|(value, byte)| *value |= u64::from(*byte) << (8 * plane));
            }
            values
        }
        _ => return Err(DecodeError::UnknownVersion(WHAT)),
    };
    values.iter_mut().for_each(|value| *value = value.wrapping_add(smallest));
    if form == DELTAS || form == DELTA_PLANES {
        let mut previous = 0u64;
        for value in &mut values {
            previous = previous.wrapping_add(unzigzag(*value) as u64);
            *value = previous;
        }
    }
    Ok(values)
}

/// Writes a column of byte strings: their lengths as a column, then all bytes.
pub(super) fn write_strings(values: &[Vec<u8>], w: &mut Writer) {
    let lengths: Vec<u64> = values.iter().map(|value| value.len() as u64).collect();
    write_numbers(&lengths, w);
    values.iter().for_each(|value| w.raw(value));
}

/// Reads a column of `count` byte strings.
///
/// # Errors
/// Truncated.
pub(super) fn read_strings<'a>(count: usize, r: &mut Reader<'a>) -> Decoded<Vec<&'a [u8]>> {
    let lengths = read_numbers(count, r)?;
    lengths
        .into_iter()
        .map(|length| {
            let length = usize::try_from(length).map_err(|_| DecodeError::OutOfRange("a column's length"))?;
            r.raw(length, "a column of bytes")
        })
        .collect()
}

fn deltas(values: &[u64]) -> Vec<u64> {
    let before = std::iter::once(0).chain(values.iter().copied());
    values.iter().zip(before).map(|(value, previous)| zigzag(value.wrapping_sub(previous) as i64)).collect()
}

fn offsets(values: &[u64], write: fn(&[u64], &mut Writer)) -> Vec<u8> {
    // The first delta is the first value itself; left out of the smallest, it would only add a constant.
    let smallest = values.iter().copied().min().unwrap_or_default();
    let offsets: Vec<u64> = values.iter().map(|value| value.wrapping_sub(smallest)).collect();
    let mut w = Writer::new();
    w.varint(smallest);
    write(&offsets, &mut w);
    w.into_bytes()
}

fn varints(values: &[u64], w: &mut Writer) {
    values.iter().for_each(|value| w.varint(*value));
}

fn planes(values: &[u64], w: &mut Writer) {
    let largest = values.iter().copied().max().unwrap_or_default();
    let width = (64 - largest.leading_zeros()).div_ceil(8);
    w.u8(width as u8);
    for plane in 0..width {
        values.iter().for_each(|value| w.u8((value >> (8 * plane)) as u8));
    }
}

/// The bits that an ideal coder of single bytes would need (Shannon 1948): near enough to what zstd makes of a column.
fn entropy(bytes: &[u8]) -> f64 {
    let mut counts = [0u32; 256];
    for byte in bytes {
        if let Some(count) = counts.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    let total = bytes.len() as f64;
    counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) * (total / f64::from(*count)).log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_a_column_of_numbers_survives(
            values in prop_oneof![
                prop::collection::vec(any::<u64>(), 0..50),
                prop::collection::vec(0u64..300, 0..50),
                (any::<u64>(), prop::collection::vec(0u64..9, 0..50))
                    .prop_map(|(start, steps)| steps.iter().scan(start, |at, step| { *at = at.wrapping_add(*step); Some(*at) }).collect()),
            ]
        ) {
            let mut w = Writer::new();
            write_numbers(&values, &mut w);
            let bytes = w.into_bytes();
            let mut r = Reader::new(&bytes);
            prop_assert_eq!(read_numbers(values.len(), &mut r), Ok(values));
            prop_assert!(r.is_empty());
        }

        #[test]
        fn prop_any_bytes_read_as_a_column_never_panic(bytes: Vec<u8>, count in 0usize..2000) {
            let _ = read_numbers(count, &mut Reader::new(&bytes));
            let _ = read_strings(count, &mut Reader::new(&bytes));
        }
    }
}
