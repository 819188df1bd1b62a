//! A tiny phone: a key pair, a journal, cursors and folded states, made of the model alone. It does what
//! `docs/sync-protocol.md` asks of a client and leaves out what only a real phone needs (storage, rights, repair).

use std::collections::BTreeMap;
use std::sync::Arc;

use clubbook_model::chain::{Chain, JournalPoint, Salt, segment};
use clubbook_model::edit::Draft;
use clubbook_model::frame::{CentreFrame, FrameKind, Limits, NEWEST_DICTIONARY, PushFrame};
use clubbook_model::id::{Book, OpId, RecordId};
use clubbook_model::key::{KeyPair, PublicKey};
use clubbook_model::merge::EntityState;
use clubbook_model::message::{
    BookGrant, Claim, Cursor, EnrolRequest, Rights, SnapshotPlace, Standing, SyncAnswer, SyncRequest,
};
use clubbook_model::op::{Op, Source};
use clubbook_model::sum::{BUCKETS, StateSum, bucket, digest_of_books};
use clubbook_model::time::{Hlc, Instant};

use crate::centre::Centre;
use crate::clock::Clock;
use crate::error::{CentreError, Done};

/// Requests of one exchange: far more than any test needs.
const MOST_ROUNDS: usize = 200;

/// An op of a [`HandPhone`]'s journal.
#[derive(Debug, Clone)]
pub struct MadeOp {
    /// The op.
    pub op: Op,
    /// The chain value there.
    pub chain: Chain,
    /// Whether the centre has confirmed it.
    pub confirmed: bool,
    /// The centre's clock reading, where it clamped this phone's.
    pub effective: Option<Hlc>,
}

/// A phone.
#[derive(Clone)]
pub struct HandPhone {
    /// Its key.
    pub key: KeyPair,
    /// Its club.
    pub club: RecordId,
    /// The person who uses it.
    pub person: RecordId,
    /// The centre's key.
    pub centre_key: PublicKey,
    /// Its clock.
    pub clock: Arc<dyn Clock>,
    /// Seconds by which its clock is wrong.
    pub clock_offset: i64,
    /// Its journal.
    pub journal: Vec<MadeOp>,
    /// Why ops of it are held.
    pub held: BTreeMap<u64, String>,
    /// The books that it was told of, with its rights and cursor.
    pub books: BTreeMap<u64, (BookGrant, u64)>,
    /// What is confirmed.
    pub states: BTreeMap<(Book, RecordId), EntityState>,
    /// The next request's challenge.
    pub challenge: Vec<u8>,
    /// Its certificate.
    pub certificate: Vec<u8>,
    /// Frames as they came.
    pub received: Vec<Vec<u8>>,
    /// Whether the centre knows the cursors.
    pub cursors_are_known: bool,
    /// The epoch of the cursors.
    pub epoch: Option<[u8; 16]>,
    /// The version of its rights.
    pub rights_version: u64,
    /// Where it stands in a snapshot.
    pub snapshot: Option<SnapshotPlace>,
    last: Hlc,
    last_acknowledged: u64,
}

impl std::fmt::Debug for HandPhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "HandPhone({:?})", self.key)
    }
}

impl HandPhone {
    /// Connects a phone with a code.
    ///
    /// # Errors
    /// The centre's refusal.
    pub async fn enrol(centre: &Centre, club_number: u64, code: &str, secret: [u8; 32]) -> Done<Self> {
        let key = KeyPair::from_secret(&secret);
        let card = centre.card().await?;
        let request = EnrolRequest {
            challenge: card.challenge,
            club_number,
            code: code.to_owned(),
            device_key: key.public(),
            app: "hand phone 1".to_owned(),
        };
        let answer = centre.enrol(request.sign(&key)).await?;
        Ok(Self {
            key,
            club: answer.club,
            person: answer.person,
            centre_key: card.key,
            clock: Arc::clone(centre.clock()),
            clock_offset: 0,
            journal: Vec::new(),
            held: BTreeMap::new(),
            books: BTreeMap::new(),
            states: BTreeMap::new(),
            challenge: answer.challenge,
            certificate: answer.certificate,
            received: Vec::new(),
            cursors_are_known: false,
            epoch: None,
            rights_version: 0,
            snapshot: None,
            last: Hlc::default(),
            last_acknowledged: 0,
        })
    }

    /// The phone under a new key, with nothing made, sent or received.
    #[must_use]
    pub fn under(mut self, key: KeyPair) -> Self {
        self.key = key;
        self.journal.clear();
        self.held.clear();
        self.states.clear();
        self.books.clear();
        self.received.clear();
        self.cursors_are_known = false;
        self.rights_version = 0;
        self.last_acknowledged = 0;
        self
    }

    /// The id of the record that the next op makes.
    pub fn next_record(&self) -> RecordId {
        RecordId::of_op(self.next_id(), 0)
    }

    fn next_id(&self) -> OpId {
        OpId { device: self.key.device_id(), seq: self.journal.len() as u64 + 1 }
    }

    /// Records a form in which something was changed.
    pub fn record(&mut self, book: Book, draft: Draft) -> OpId {
        assert!(!draft.is_unchanged(), "a form in which nothing was changed is no op");
        let (kind, entity) = (draft.kind(), draft.entity());
        let now = Instant(self.clock.now().0 + self.clock_offset);
        self.last = self.last.tick(now);
        let op = Op {
            id: self.next_id(),
            hlc: self.last,
            author: self.person,
            on_behalf_of: None,
            source: Source::APP,
            book,
            kind,
            entity,
            former: None,
            changes: draft.into_changes(),
        };
        self.record_op(op)
    }

    /// Appends an op as it is.
    pub fn record_op(&mut self, op: Op) -> OpId {
        let chain = self.point(self.journal.len() as u64).chain.next(&self.salt(op.id.seq), &op.to_bytes());
        let id = op.id;
        self.journal.push(MadeOp { op, chain, confirmed: false, effective: None });
        id
    }

    /// The salt of an op's segment: made from the key, so that a copy of the phone has the same.
    fn salt(&self, seq: u64) -> Salt {
        let mut salt = Salt::default();
        salt.iter_mut().zip(self.key.public().0).for_each(|(byte, key)| *byte = key ^ segment(seq) as u8);
        salt
    }

    /// A point of its journal.
    pub fn point(&self, seq: u64) -> JournalPoint {
        let made = usize::try_from(seq).ok().and_then(|seq| seq.checked_sub(1)).and_then(|at| self.journal.get(at));
        JournalPoint { seq, chain: made.map_or(Chain::start(&self.key.public().0), |made| made.chain) }
    }

    /// The end of its journal.
    pub fn made(&self) -> JournalPoint {
        self.point(self.journal.len() as u64)
    }

    /// A push frame of a run of its journal.
    pub fn push_frame(&self, first: u64, last: u64) -> Vec<u8> {
        let ops: Vec<Op> =
            self.journal.iter().map(|made| made.op.clone()).filter(|op| (first..=last).contains(&op.id.seq)).collect();
        let salts: Vec<(u64, Salt)> =
            (segment(first)..=segment(last)).map(|number| (number, self.salt(number * 256 + 1))).collect();
        PushFrame::encode(&self.key, self.point(first - 1).chain, &salts, &ops, NEWEST_DICTIONARY)
            .expect("a run of the journal with its salts")
    }

    /// The next request: what is not acknowledged in one frame, and what a client says besides.
    pub fn request(&self) -> SyncRequest {
        let made = self.made();
        let acknowledged = self.point(self.last_acknowledged);
        let frames = match acknowledged == made {
            true => Vec::new(),
            false => vec![self.push_frame(acknowledged.seq + 1, made.seq)],
        };
        let cursors = || {
            let readable = self.books.iter().filter(|(_, (grant, _))| grant.rights.allows(Rights::READ));
            readable.map(|(handle, (_, cursor))| Cursor { handle: *handle, seq: *cursor }).collect()
        };
        SyncRequest {
            device: self.key.device_id(),
            challenge: self.challenge.clone(),
            claim: Claim { acknowledged, made },
            epoch: self.epoch,
            cursors: (!self.cursors_are_known).then(cursors),
            digest: (acknowledged == made).then(|| self.digest()),
            answer_limit: 1 << 20,
            dictionary: NEWEST_DICTIONARY,
            rights_version: self.rights_version,
            snapshot: self.snapshot,
            certificate: None,
            buckets: Vec::new(),
            app: String::new(),
            successions: Vec::new(),
            compare_journal: None,
            readings: self.readings(),
            frames,
        }
    }

    /// What the centre gave in place of this phone's own readings: told with every request, which does no harm.
    fn readings(&self) -> Vec<(OpId, Hlc)> {
        self.journal.iter().filter_map(|made| Some((made.op.id, made.effective?))).collect()
    }

    fn digest(&self) -> [u8; 16] {
        let readable = self.books.values().filter(|(grant, _)| grant.rights.allows(Rights::READ));
        digest_of_books(readable.map(|(grant, cursor)| (grant.handle, *cursor, self.sum(&grant.book))))
    }

    /// Sends a request and takes the answer in.
    ///
    /// # Errors
    /// The centre's refusal.
    pub async fn send(&mut self, centre: &Centre, request: &SyncRequest) -> Done<SyncAnswer> {
        let answer = match centre.sync(request.sign(&self.key)).await {
            Err(CentreError::ChallengeExpired { challenge }) => {
                let again = SyncRequest { challenge, ..request.clone() };
                centre.sync(again.sign(&self.key)).await?
            }
            answered => answered?,
        };
        self.apply(&answer);
        Ok(answer)
    }

    /// Exchanges until there is nothing more to send or to fetch; returns the last answer.
    ///
    /// # Errors
    /// The centre's refusal.
    ///
    /// # Panics
    /// The exchange does not come to an end.
    pub async fn sync(&mut self, centre: &Centre) -> Done<SyncAnswer> {
        for _ in 0..MOST_ROUNDS {
            let answer = self.send(centre, &self.request()).await?;
            let must_renumber = answer.standing == Standing::Forked;
            let waits = self.last_acknowledged < self.journal.len() as u64;
            if must_renumber || answer.standing == Standing::Unknown || !(answer.more || answer.send_cursors || waits) {
                return Ok(answer);
            }
        }
        panic!("an exchange that does not come to an end");
    }

    /// Takes an answer in: all of it.
    pub fn apply(&mut self, answer: &SyncAnswer) {
        self.challenge.clone_from(&answer.challenge);
        if answer.standing == Standing::Unknown || answer.standing == Standing::Forked {
            return;
        }
        self.acknowledge(answer);
        if self.epoch.is_some_and(|epoch| epoch != answer.epoch) {
            let holds: BTreeMap<u64, u64> = answer.lineage.iter().map(|cursor| (cursor.handle, cursor.seq)).collect();
            for (handle, (_, cursor)) in &mut self.books {
                *cursor = (*cursor).min(holds.get(handle).copied().unwrap_or_default());
            }
        }
        self.epoch = Some(answer.epoch);
        if !answer.grants.is_empty() {
            let before = std::mem::take(&mut self.books);
            let cursor = |grant: &BookGrant| {
                before.values().find(|(known, _)| known.book == grant.book).map_or(0, |(_, cursor)| *cursor)
            };
            self.books = answer.grants.iter().map(|grant| (grant.handle, (*grant, cursor(grant)))).collect();
            self.rights_version = answer.rights_version;
        }
        self.snapshot = answer.snapshot;
        for bytes in &answer.frames {
            self.apply_frame(bytes);
        }
        if !answer.more {
            self.snapshot = None;
        }
        self.cursors_are_known = !answer.more && !answer.send_cursors && answer.standing == Standing::Good;
    }

    fn acknowledge(&mut self, answer: &SyncAnswer) {
        let point = answer.acknowledged.point;
        assert_eq!(self.point(point.seq), point, "an acknowledgement of another journal");
        let restamped: BTreeMap<u64, Hlc> = answer.acknowledged.restamped.iter().copied().collect();
        self.held.clear();
        for run in &answer.quarantine {
            for seq in (run.first..=run.last.min(point.seq)).filter(|_| !run.reason.is_empty()) {
                self.held.insert(seq, run.reason.clone());
            }
        }
        for seq in 1..=point.seq {
            let Some(made) = self.journal.get_mut(seq as usize - 1) else { continue };
            if made.confirmed || self.held.contains_key(&seq) {
                continue;
            }
            made.confirmed = true;
            made.effective = restamped.get(&seq).copied().or(made.effective);
            let (op, effective) = (made.op.clone(), made.effective);
            self.fold(&op, effective);
        }
        if let Some((_, effective)) = restamped.range(..=point.seq).next_back() {
            self.last = *effective;
        }
        self.last_acknowledged = point.seq;
    }

    fn fold(&mut self, op: &Op, effective: Option<Hlc>) {
        self.states.entry((op.book, op.entity)).or_default().fold(op, effective);
    }

    /// Takes a frame of the centre in.
    pub fn apply_frame(&mut self, bytes: &[u8]) {
        let frame = CentreFrame::decode(bytes, &self.centre_key, &Limits::default()).expect("the centre signed it");
        for row in &frame.rows {
            self.fold(&row.op, row.effective);
            let own = self.journal.iter_mut().find(|made| made.op.id == row.op.id);
            if let (Some(made), Some(effective)) = (own, row.effective) {
                made.effective = Some(made.effective.map_or(effective, |known| known.min(effective)));
            }
        }
        for range in &frame.books {
            if let Some((_, cursor)) = self.books.values_mut().find(|(grant, _)| grant.book == range.book)
                && range.from <= *cursor
            {
                *cursor = range.to.max(*cursor);
            }
        }
        if frame.kind == FrameKind::Snapshot
            && let Some(place) = &mut self.snapshot
        {
            place.next_part += 1;
        }
        self.received.push(bytes.to_vec());
    }

    /// The sums of a book's buckets.
    pub fn buckets(&self, book: &Book) -> [StateSum; BUCKETS] {
        let mut sums = [StateSum::default(); BUCKETS];
        for ((_, id), state) in self.states.iter().filter(|((of, _), _)| of == book) {
            if let Some(sum) = sums.get_mut(bucket(*id)) {
                *sum = sum.replace(None, StateSum::of_entity(*id, &state.to_bytes()));
            }
        }
        sums
    }

    /// The sum of a book.
    pub fn sum(&self, book: &Book) -> StateSum {
        self.buckets(book).into_iter().sum()
    }

    /// What is confirmed of a record.
    pub fn state(&self, book: Book, id: RecordId) -> EntityState {
        self.states.get(&(book, id)).cloned().unwrap_or_default()
    }
}
