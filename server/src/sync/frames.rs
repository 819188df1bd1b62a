//! Frames of an answer, cut so that each is small enough to be lost.

use std::collections::BTreeMap;

use clubbook_model::frame::{BookRange, CentreFrame, FrameKind, Row};
use clubbook_model::id::Book;
use clubbook_model::key::KeyPair;

/// The largest frame, bytes: a cut costs at most one.
const LARGEST: usize = 32 << 10;
/// Canonical bytes of ops that become a frame of some 20 KB: visits with readings shrink to a twenty-fifth or better.
const WEIGHT: usize = 600 << 10;

/// One step of a cursor: to where, and what is there. A row that the device has already takes the cursor on alone.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) handle: u64,
    pub(crate) book: Book,
    /// The cursor after it; 0 leaves it where it is.
    pub(crate) to: u64,
    pub(crate) row: Option<Row>,
    /// Canonical bytes of the row.
    pub(crate) weight: usize,
}

/// Signs and cuts frames.
pub(crate) struct Cutter<'a> {
    pub(crate) key: &'a KeyPair,
    pub(crate) kind: FrameKind,
    pub(crate) epoch: [u8; 16],
    pub(crate) dictionary: u8,
    /// Bytes of frames after which no more is cut.
    pub(crate) limit: usize,
    /// The cursors, by handle, as the frames so far have moved them.
    pub(crate) cursors: BTreeMap<u64, u64>,
    pub(crate) frames: Vec<Vec<u8>>,
    waiting: Vec<Step>,
    weight: usize,
}

impl<'a> Cutter<'a> {
    /// Frames of a kind from these cursors on.
    pub(crate) fn new(
        key: &'a KeyPair,
        kind: FrameKind,
        epoch: [u8; 16],
        dictionary: u8,
        cursors: BTreeMap<u64, u64>,
    ) -> Self {
        Self {
            key,
            kind,
            epoch,
            dictionary,
            limit: usize::MAX,
            cursors,
            frames: Vec::new(),
            waiting: Vec::new(),
            weight: 0,
        }
    }

    /// Bytes of the frames that are cut.
    pub(crate) fn size(&self) -> usize {
        self.frames.iter().map(Vec::len).sum()
    }

    /// Takes the next step; true when a frame was cut.
    pub(crate) fn push(&mut self, step: Step) -> bool {
        self.weight += step.weight;
        self.waiting.push(step);
        let is_full = self.weight >= WEIGHT;
        if is_full {
            self.cut();
        }
        is_full
    }

    /// Cuts what waits.
    pub(crate) fn cut(&mut self) {
        let steps = std::mem::take(&mut self.waiting);
        self.weight = 0;
        if !steps.is_empty() {
            self.encode(&steps);
        }
    }

    fn encode(&mut self, steps: &[Step]) {
        let bytes = self.frame(steps).encode(self.key, self.dictionary);
        let rows = steps.iter().filter(|step| step.row.is_some()).count();
        if bytes.len() > LARGEST && rows > 1 {
            let (first, second) = steps.split_at(steps.len() / 2);
            self.encode(first);
            if self.size() < self.limit {
                self.encode(second);
            }
            return;
        }
        for step in steps.iter().filter(|step| step.to > 0) {
            self.cursors.insert(step.handle, step.to);
        }
        self.frames.push(bytes);
    }

    fn frame(&self, steps: &[Step]) -> CentreFrame {
        let mut books: BTreeMap<u64, BookRange> = BTreeMap::new();
        for step in steps {
            let from = match self.kind {
                // A replacement is complete: it takes a cursor on from wherever it stands.
                FrameKind::Snapshot => 0,
                FrameKind::Pull | FrameKind::Push => self.cursors.get(&step.handle).copied().unwrap_or_default(),
            };
            let range = books.entry(step.handle).or_insert(BookRange { book: step.book, from, to: from });
            range.to = range.to.max(step.to);
        }
        CentreFrame {
            kind: self.kind,
            epoch: self.epoch,
            books: books.into_values().collect(),
            rows: steps.iter().filter_map(|step| step.row.clone()).collect(),
        }
    }
}
