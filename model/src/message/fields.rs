//! The outer form of every message: fields with a number, behind their length. A reader skips the numbers that it does not
//! know, so either side may be the newer one.

use crate::codec::{DecodeError, Decoded, Reader, Writer};

/// Writes fields in ascending order of their numbers.
#[derive(Debug, Default)]
pub struct FieldWriter {
    writer: Writer,
}

impl FieldWriter {
    /// No field yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A field of bytes.
    pub fn bytes(&mut self, number: u64, bytes: &[u8]) {
        self.writer.varint(number);
        self.writer.bytes(bytes);
    }

    /// A field of one number.
    pub fn number(&mut self, number: u64, value: u64) {
        self.with(number, |w| w.varint(value));
    }

    /// A field that is written piece by piece.
    pub fn with(&mut self, number: u64, write: impl FnOnce(&mut Writer)) {
        let mut inner = Writer::new();
        write(&mut inner);
        self.bytes(number, inner.as_bytes());
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.writer.into_bytes()
    }
}

/// The fields of a message.
#[derive(Debug, Clone)]
pub struct FieldReader<'a> {
    whole: &'a [u8],
    fields: Vec<(u64, &'a [u8])>,
    what: &'static str,
}

impl<'a> FieldReader<'a> {
    /// Takes a whole message apart.
    ///
    /// # Errors
    /// A field's length runs past the end.
    pub fn new(bytes: &'a [u8], what: &'static str) -> Decoded<Self> {
        let mut reader = Reader::new(bytes);
        let mut fields = Vec::new();
        while !reader.is_empty() {
            let number = reader.varint(what)?;
            fields.push((number, reader.bytes(what)?));
        }
        Ok(Self { whole: bytes, fields, what })
    }

    /// Takes apart what has arrived of a message that was cut: the fields that are complete, and whether that is all.
    pub fn of_prefix(bytes: &'a [u8], what: &'static str) -> (Self, bool) {
        let mut reader = Reader::new(bytes);
        let mut fields = Vec::new();
        while !reader.is_empty() {
            let mut ahead = reader.clone();
            let (Ok(number), Ok(field)) = (ahead.varint(what), ahead.bytes(what)) else {
                return (Self { whole: bytes, fields, what }, false);
            };
            fields.push((number, field));
            reader = ahead;
        }
        (Self { whole: bytes, fields, what }, true)
    }

    /// The bytes of a field, if it is there.
    pub fn get(&self, number: u64) -> Option<&'a [u8]> {
        self.fields.iter().find(|(n, _)| *n == number).map(|(_, bytes)| *bytes)
    }

    /// The bytes of the message that stand before the first field with this number.
    ///
    /// # Errors
    /// There is no such field.
    pub fn before(&self, number: u64) -> Decoded<&'a [u8]> {
        let mut reader = Reader::new(self.whole);
        loop {
            let length = self.whole.len() - reader.rest().len();
            let found = reader.varint(self.what)?;
            if found == number {
                return self.whole.get(..length).ok_or(DecodeError::Truncated(self.what));
            }
            reader.bytes(self.what)?;
        }
    }

    /// All fields with this number, in order.
    pub fn all(&self, number: u64) -> impl Iterator<Item = &'a [u8]> + '_ {
        self.fields.iter().filter(move |(n, _)| *n == number).map(|(_, bytes)| *bytes)
    }

    /// A field that must be there.
    ///
    /// # Errors
    /// It is not.
    pub fn required(&self, number: u64) -> Decoded<&'a [u8]> {
        self.get(number).ok_or(DecodeError::Truncated(self.what))
    }

    /// `N` bytes that must be there.
    ///
    /// # Errors
    /// Missing, or of another length.
    pub fn array<const N: usize>(&self, number: u64) -> Decoded<[u8; N]> {
        self.required(number)?.try_into().map_err(|_| DecodeError::OutOfRange(self.what))
    }

    /// `N` bytes, if the field is there.
    ///
    /// # Errors
    /// Of another length.
    pub fn array_if<const N: usize>(&self, number: u64) -> Decoded<Option<[u8; N]>> {
        self.get(number).map(|bytes| bytes.try_into().map_err(|_| DecodeError::OutOfRange(self.what))).transpose()
    }

    /// A number that must be there.
    ///
    /// # Errors
    /// Missing, or not a number.
    pub fn number(&self, number: u64) -> Decoded<u64> {
        self.read(number, super::super::codec::Reader::varint)?.ok_or(DecodeError::Truncated(self.what))
    }

    /// A number, or its default when the field is not there.
    ///
    /// # Errors
    /// Not a number.
    pub fn number_or(&self, number: u64, default: u64) -> Decoded<u64> {
        Ok(self.read(number, super::super::codec::Reader::varint)?.unwrap_or(default))
    }

    /// Text, or nothing when the field is not there.
    ///
    /// # Errors
    /// Not UTF-8.
    pub fn text(&self, number: u64) -> Decoded<String> {
        let bytes = self.get(number).unwrap_or_default();
        String::from_utf8(bytes.to_vec()).map_err(|_| DecodeError::OutOfRange(self.what))
    }

    /// A field that is read piece by piece, to its end.
    ///
    /// # Errors
    /// What `read` returns, or bytes left over.
    pub fn read<T>(
        &self,
        number: u64,
        read: impl FnOnce(&mut Reader<'a>, &'static str) -> Decoded<T>,
    ) -> Decoded<Option<T>> {
        let Some(bytes) = self.get(number) else { return Ok(None) };
        let mut reader = Reader::new(bytes);
        let value = read(&mut reader, self.what)?;
        reader.finish(self.what)?;
        Ok(Some(value))
    }

    /// A list of things that fill a field.
    ///
    /// # Errors
    /// What `read` returns.
    pub fn list<T>(&self, number: u64, read: impl Fn(&mut Reader<'a>, &'static str) -> Decoded<T>) -> Decoded<Vec<T>> {
        let mut reader = Reader::new(self.get(number).unwrap_or_default());
        let mut things = Vec::new();
        while !reader.is_empty() {
            things.push(read(&mut reader, self.what)?);
        }
        Ok(things)
    }
}
