//! What an answer brings of the books: snapshot, pull and repair frames, and the sums to compare with.

use std::collections::BTreeMap;
use std::sync::Arc;

use clubbook_model::frame::FrameKind;
use clubbook_model::message::{BookState, SnapshotPlace, SyncAnswer};
use clubbook_model::sum::digest_of_books;

use super::Composer;
use crate::error::Done;
use crate::store::books::BookRow;
use crate::sync::frames::Cutter;
use crate::sync::pull::{self, Reader};
use crate::sync::repair;
use crate::sync::snapshot::{self, Maker, Snapshot};

impl Composer<'_> {
    /// Adds snapshot, pull or repair frames; returns the cursors after them.
    pub(super) fn add_frames(
        &self,
        answer: &mut SyncAnswer,
        books: &[BookRow],
        before: &BTreeMap<u64, u64>,
    ) -> Done<BTreeMap<u64, u64>> {
        let request = &self.incoming.request;
        let key = &self.parts.keys.signing;
        let erasures = self.tx.erasures()?;
        let maker = Maker { key, epoch: self.epoch.id, dictionary: request.dictionary, erasures };
        let limit = usize::try_from(request.answer_limit).unwrap_or(usize::MAX);
        let mut cursors = before.clone();
        let mut size = 0;
        let taken = answer.acknowledged.point.seq.saturating_sub(request.claim.acknowledged.seq);
        if let Some((snapshot, first)) = self.snapshot(maker, books, before, taken)? {
            let mut next = first;
            for part in snapshot.parts.iter().skip(usize::try_from(first).unwrap_or(usize::MAX)) {
                if size > 0 && size + part.len() > limit {
                    answer.more = true;
                    break;
                }
                size += part.len();
                next += 1;
                answer.frames.push(part.clone());
            }
            answer.snapshot = Some(SnapshotPlace { id: snapshot.id, next_part: first });
            if next < snapshot.parts.len() as u64 {
                // Which books are complete is for the device to say: its next request tells its cursors.
                answer.more = true;
                return Ok(cursors);
            }
            for (handle, head) in &snapshot.books {
                let cursor = cursors.entry(*handle).or_default();
                *cursor = (*cursor).max(*head);
            }
            if size >= limit {
                answer.more = pull::distance(&cursors, books) > 0;
                return Ok(cursors);
            }
        }
        let mut cutter = Cutter::new(key, FrameKind::Pull, self.epoch.id, request.dictionary, cursors);
        cutter.limit = limit.saturating_sub(size);
        let reader = Reader { device: self.device.id, acknowledged: answer.acknowledged.point.seq };
        answer.more = pull::follow(self.tx, &mut cutter, books, reader)?;
        answer.frames.append(&mut cutter.frames);
        if answer.snapshot.is_none() && !request.buckets.is_empty() {
            answer.frames.extend(repair::frames(self.tx, maker, books, &request.buckets)?);
        }
        Ok(cutter.cursors)
    }

    /// The snapshot that the device has begun or should begin, and its next part; so many of its own ops were taken just now.
    fn snapshot(
        &self,
        maker: Maker<'_>,
        books: &[BookRow],
        cursors: &BTreeMap<u64, u64>,
        taken: u64,
    ) -> Done<Option<(Arc<Snapshot>, u64)>> {
        if let Some(place) = self.incoming.request.snapshot
            && let Some(begun) = self.parts.snapshots.get(place.id)
        {
            let may_read = |handle: u64| books.iter().any(|book| book.handle == handle);
            let lacks = |(handle, head): &(u64, u64)| cursors.get(handle).copied().unwrap_or_default() < *head;
            if begun.erasures == maker.erasures
                && begun.books.iter().all(|(handle, _)| may_read(*handle))
                && begun.books.iter().any(lacks)
                && place.next_part < begun.parts.len() as u64
            {
                return Ok(Some((begun, place.next_part)));
            }
        }
        let far = snapshot::worth_it(cursors, books, taken);
        if far.is_empty() {
            return Ok(None);
        }
        let made = snapshot::of_books(self.tx, &self.parts.snapshots, maker, &far)?;
        Ok((!made.parts.is_empty()).then_some((made, 0)))
    }

    /// The sums of the books that moved with this answer to their heads, or of all when the device's digest says that
    /// something differs.
    pub(super) fn add_sums(
        &self,
        answer: &mut SyncAnswer,
        books: &[BookRow],
        before: &BTreeMap<u64, u64>,
        after: &BTreeMap<u64, u64>,
    ) -> Done<()> {
        let at = |cursors: &BTreeMap<u64, u64>, book: &BookRow| cursors.get(&book.handle).copied().unwrap_or_default();
        let mut by_handle: Vec<&BookRow> = books.iter().collect();
        by_handle.sort_by_key(|book| book.handle);
        let stood_at_heads = by_handle.iter().all(|book| at(before, book) == book.head);
        let differs = match self.incoming.request.digest {
            Some(theirs) if stood_at_heads => {
                let mut sums = Vec::with_capacity(by_handle.len());
                for book in &by_handle {
                    sums.push((book.handle, book.head, self.tx.sum(book.handle)?));
                }
                digest_of_books(sums) != theirs
            }
            _ => false,
        };
        for book in by_handle {
            let moved = at(before, book) != at(after, book);
            if at(after, book) == book.head && (moved || differs) {
                answer.sums.push(BookState { handle: book.handle, seq: book.head, sum: self.tx.sum(book.handle)? });
            }
        }
        Ok(())
    }
}
