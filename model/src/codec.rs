//! Bytes in and out: the few primitives that every wire form and every stored form of the project is made of.
//!
//! The encoding is canonical: one value has one encoding, and [`Reader`] refuses every other (a varint with needless
//! bytes, a length that runs past the end, text that is not UTF-8). That is what lets op bytes be hashed and compared.

/// What can be wrong with bytes from outside. It names the place in the format, never the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The bytes end before the value does.
    #[error("the bytes end in the middle of {0}")]
    Truncated(&'static str),
    /// A value is written in another form than its only one.
    #[error("{0} is not in its canonical form")]
    NotCanonical(&'static str),
    /// A value lies outside its range.
    #[error("{0} is out of range")]
    OutOfRange(&'static str),
    /// Bytes are left where the form ends.
    #[error("bytes are left over after {0}")]
    TrailingBytes(&'static str),
    /// A checksum or a hash does not match.
    #[error("the checksum of {0} does not match")]
    Checksum(&'static str),
    /// A signature does not verify.
    #[error("the signature of {0} does not verify")]
    Signature(&'static str),
    /// The decompressed form would be larger than this version accepts.
    #[error("{0} is larger than accepted")]
    TooLarge(&'static str),
    /// A version of the format that this program does not know.
    #[error("{0} has a version that this program does not know")]
    UnknownVersion(&'static str),
}

/// The result of decoding.
pub type Decoded<T> = Result<T, DecodeError>;

/// Writes the primitives to a growing buffer.
#[derive(Debug, Default, Clone)]
pub struct Writer {
    buffer: Vec<u8>,
}

impl Writer {
    /// An empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many bytes were written.
    pub fn len(&self) -> usize {
        self.buffer.len()
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.buffer
    }

    /// What was written so far.
    pub fn as_bytes(&self) -> &[u8] {
        &self.buffer
    }

    /// One byte.
    pub fn u8(&mut self, value: u8) {
        self.buffer.push(value);
    }

    /// An unsigned LEB128 varint, in the fewest bytes.
    pub fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.buffer.push((value as u8 & 0x7f) | 0x80);
            value >>= 7;
        }
        self.buffer.push(value as u8);
    }

    /// A signed varint, zigzag-mapped (0, -1, 1, -2 → 0, 1, 2, 3).
    pub fn zigzag(&mut self, value: i64) {
        self.varint(zigzag(value));
    }

    /// Bytes of a length known from elsewhere.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Bytes behind their length.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.varint(bytes.len() as u64);
        self.raw(bytes);
    }
}

/// Reads the primitives from a slice; every method leaves the reader behind what it returned.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// Reads from the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What has not been read.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Whether everything has been read.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Ends reading.
    ///
    /// # Errors
    /// [`DecodeError::TrailingBytes`] when something is left.
    pub fn finish(self, what: &'static str) -> Decoded<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(DecodeError::TrailingBytes(what)) }
    }

    /// One byte.
    ///
    /// # Errors
    /// [`DecodeError::Truncated`] at the end.
    pub fn u8(&mut self, what: &'static str) -> Decoded<u8> {
        let (first, rest) = self.rest.split_first().ok_or(DecodeError::Truncated(what))?;
        self.rest = rest;
        Ok(*first)
    }

    /// An unsigned varint.
    ///
    /// # Errors
    /// Truncated, longer than 64 bits, or not in the fewest bytes.
    pub fn varint(&mut self, what: &'static str) -> Decoded<u64> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8(what)?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return Err(DecodeError::OutOfRange(what));
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return if byte == 0 && shift > 0 { Err(DecodeError::NotCanonical(what)) } else { Ok(value) };
            }
        }
        Err(DecodeError::OutOfRange(what))
    }

    /// A varint that must fit `T`.
    ///
    /// # Errors
    /// As [`Reader::varint`], or out of `T`'s range.
    pub fn small<T: TryFrom<u64>>(&mut self, what: &'static str) -> Decoded<T> {
        T::try_from(self.varint(what)?).map_err(|_| DecodeError::OutOfRange(what))
    }

    /// A signed varint.
    ///
    /// # Errors
    /// As [`Reader::varint`].
    pub fn zigzag(&mut self, what: &'static str) -> Decoded<i64> {
        Ok(unzigzag(self.varint(what)?))
    }

    /// `length` bytes.
    ///
    /// # Errors
    /// [`DecodeError::Truncated`] when fewer are left.
    pub fn raw(&mut self, length: usize, what: &'static str) -> Decoded<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(DecodeError::Truncated(what))?;
        self.rest = rest;
        Ok(taken)
    }

    /// `N` bytes.
    ///
    /// # Errors
    /// [`DecodeError::Truncated`] when fewer are left.
    pub fn array<const N: usize>(&mut self, what: &'static str) -> Decoded<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(DecodeError::Truncated(what))?;
        self.rest = rest;
        Ok(*taken)
    }

    /// Bytes behind their length.
    ///
    /// # Errors
    /// [`DecodeError::Truncated`] when the length runs past the end.
    pub fn bytes(&mut self, what: &'static str) -> Decoded<&'a [u8]> {
        let length = self.small::<usize>(what)?;
        self.raw(length, what)
    }

    /// A count of things that take at least one byte each, so a lying count cannot make the caller allocate.
    ///
    /// # Errors
    /// [`DecodeError::Truncated`] when fewer bytes than things are left.
    pub fn count(&mut self, what: &'static str) -> Decoded<usize> {
        let count = self.small::<usize>(what)?;
        if count > self.rest.len() { Err(DecodeError::Truncated(what)) } else { Ok(count) }
    }
}

/// Maps small numbers of either sign to small unsigned numbers.
pub const fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

/// The inverse of [`zigzag`].
pub const fn unzigzag(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn prop_a_varint_has_one_encoding(value: u64) {
            let mut writer = Writer::new();
            writer.varint(value);
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes);
            prop_assert_eq!(reader.varint("n"), Ok(value));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn prop_zigzag_is_a_bijection(value: i64) {
            prop_assert_eq!(unzigzag(zigzag(value)), value);
        }

        #[test]
        fn prop_reading_any_bytes_never_panics(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while reader.varint("n").is_ok() && reader.bytes("b").is_ok() && !reader.is_empty() {}
        }
    }

    #[test]
    fn a_varint_with_needless_bytes_is_refused() {
        assert_eq!(Reader::new(&[0x80, 0x00]).varint("n"), Err(DecodeError::NotCanonical("n")));
        assert_eq!(Reader::new(&[0xff; 11]).varint("n"), Err(DecodeError::OutOfRange("n")));
    }

    #[test]
    fn a_lying_count_is_refused_before_anything_is_allocated() {
        assert_eq!(Reader::new(&[0xff, 0xff, 0xff, 0x7f, 1]).count("n"), Err(DecodeError::Truncated("n")));
    }
}
