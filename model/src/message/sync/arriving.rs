//! An answer read while it arrives: on a slow link the first frame can be shown long before the last one is here.

use super::answer::{ANSWER, FRAMES, SyncAnswer};
use crate::codec::{Decoded, Reader};

/// A part of an answer that has arrived whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Everything before the frames, which its checksum holds; it comes first and once.
    Head(Box<SyncAnswer>),
    /// A frame.
    Frame(&'a [u8]),
}

/// Up to where an answer that is still arriving has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AnswerReader {
    at: usize,
    has_head: bool,
}

impl AnswerReader {
    /// The next part of `arrived`, which is all that has arrived so far; `None` while that is not whole. An answer without
    /// frames has no parts: [`SyncAnswer::from_bytes`] reads it when it is here.
    ///
    /// # Errors
    /// The head is damaged.
    pub fn next<'a>(&mut self, arrived: &'a [u8]) -> Decoded<Option<Piece<'a>>> {
        loop {
            let mut reader = Reader::new(arrived.get(self.at..).unwrap_or_default());
            let (Ok(number), Ok(field)) = (reader.varint(ANSWER), reader.bytes(ANSWER)) else { return Ok(None) };
            if number == FRAMES && !self.has_head {
                self.has_head = true;
                let head = SyncAnswer::from_bytes(arrived.get(..self.at).unwrap_or_default())?;
                return Ok(Some(Piece::Head(Box::new(head))));
            }
            self.at = arrived.len() - reader.rest().len();
            if number == FRAMES {
                return Ok(Some(Piece::Frame(field)));
            }
        }
    }

    /// Whether all of these bytes have been read.
    pub fn is_at_end(&self, arrived: &[u8]) -> bool {
        self.at == arrived.len()
    }
}
