//! Keys of the `entity_index` table: bytes that sort as the values do, each value ending where it ends.

use clubbook_model::value::Value;

/// Writes a value so that the bytes of smaller values of the same type are smaller.
fn push(value: &Value, key: &mut Vec<u8>) {
    let kind = |number: u8, key: &mut Vec<u8>| key.push(number);
    match value {
        Value::None | Value::Erased => kind(0, key),
        Value::Bool(b) => {
            kind(1, key);
            key.push(u8::from(*b));
        }
        Value::Int(n) => {
            kind(2, key);
            push_signed(*n, key);
        }
        Value::Instant(instant) => {
            kind(3, key);
            push_signed(instant.0, key);
        }
        Value::Day(day) => {
            kind(4, key);
            push_signed(i64::from(day.0), key);
        }
        Value::PartialDate(date) => {
            kind(5, key);
            key.extend_from_slice(&date.year.to_be_bytes());
            key.push(date.month.unwrap_or(0));
            key.push(date.day.unwrap_or(0));
        }
        Value::Enum(n) => {
            kind(6, key);
            key.extend_from_slice(&n.to_be_bytes());
        }
        Value::Text(text) => {
            kind(7, key);
            push_bytes(text.as_bytes(), key);
        }
        Value::Decimal(decimal) => {
            kind(8, key);
            key.push(decimal.unit);
            // All as ten-millionths, so that 5.5 and 5.50 are one place; 2^54 × 10^7 fits 80 bits.
            let scaled = i128::from(decimal.mantissa) * 10i128.pow(u32::from(7u8.saturating_sub(decimal.scale)));
            key.extend_from_slice(&(scaled as u128 ^ (1 << 127)).to_be_bytes());
        }
        Value::Ref(reference) => {
            kind(9, key);
            key.extend_from_slice(&reference.kind.to_be_bytes());
            key.extend_from_slice(&reference.id.0);
        }
        Value::Blob(blob) => {
            kind(10, key);
            key.extend_from_slice(&blob.hash);
        }
        Value::Unknown { value_type, payload } => {
            kind(11, key);
            key.push(*value_type);
            push_bytes(payload, key);
        }
    }
}

fn push_signed(n: i64, key: &mut Vec<u8>) {
    key.extend_from_slice(&((n as u64) ^ (1 << 63)).to_be_bytes());
}

/// Bytes of any length: 0 becomes 0 255, and 0 0 ends them, so that a prefix sorts before what it begins.
fn push_bytes(bytes: &[u8], key: &mut Vec<u8>) {
    for &byte in bytes {
        key.push(byte);
        if byte == 0 {
            key.push(255);
        }
    }
    key.extend_from_slice(&[0, 0]);
}

/// The key of these values.
pub(super) fn index_key<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<u8> {
    let mut key = Vec::new();
    for value in values {
        push(value, &mut key);
    }
    key
}

/// The end of the range of all keys that begin with `prefix`: no value's first byte is 255.
pub(super) fn range_end(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    end.push(255);
    end
}

/// In which direction to walk an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first.
    Ascending,
    /// The largest first.
    Descending,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clubbook_model::time::{Day, PartialDate};
    use clubbook_model::value::Decimal;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_keys_of_whole_numbers_sort_as_the_numbers(a: i64, b: i64) {
            prop_assert_eq!(index_key([&Value::Int(a)]).cmp(&index_key([&Value::Int(b)])), a.cmp(&b));
        }

        #[test]
        fn prop_keys_of_days_sort_as_the_days(a: i32, b: i32) {
            prop_assert_eq!(index_key([&Value::Day(Day(a))]).cmp(&index_key([&Value::Day(Day(b))])), a.cmp(&b));
        }

        #[test]
        fn prop_keys_of_texts_sort_as_their_bytes(a in "[\\x00-\\x02a-c]{0,6}", b in "[\\x00-\\x02a-c]{0,6}", c: i64, d: i64) {
            let first = index_key([&Value::Text(a.clone()), &Value::Int(c)]);
            let second = index_key([&Value::Text(b.clone()), &Value::Int(d)]);
            prop_assert_eq!(first.cmp(&second), (a.as_bytes(), c).cmp(&(b.as_bytes(), d)));
        }

        #[test]
        fn prop_keys_of_decimals_sort_as_the_numbers(a in -99_999i64..99_999, b in -99_999i64..99_999, s in 0u8..8, t in 0u8..8) {
            let key = |mantissa, scale| index_key([&Value::Decimal(Decimal { mantissa, scale, unit: 1 })]);
            let as_number = |mantissa: i64, scale: u8| i128::from(mantissa) * 10i128.pow(u32::from(7 - scale));
            prop_assert_eq!(key(a, s).cmp(&key(b, t)), as_number(a, s).cmp(&as_number(b, t)));
        }
    }

    #[test]
    fn a_year_comes_before_its_months_and_they_before_their_days() {
        let key = |month, day| index_key([&Value::PartialDate(PartialDate::new(1950, month, day).unwrap())]);
        assert!(key(None, None) < key(Some(1), None));
        assert!(key(Some(1), None) < key(Some(1), Some(1)));
        assert!(key(Some(1), Some(31)) < key(Some(2), None));
    }

    #[test]
    fn every_key_that_begins_with_a_prefix_lies_in_its_range() {
        let prefix = index_key([&Value::Int(5)]);
        let longer = index_key([&Value::Int(5), &Value::Text("ÿ".into())]);
        assert!(prefix <= longer && longer < range_end(&prefix));
        assert!(index_key([&Value::Int(6)]) > range_end(&prefix));
    }
}
