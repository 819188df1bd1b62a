//! What the centre itself records: clubs, imported people, erasures. Its ops come from a device key of their own in every
//! epoch, so that a restored centre never makes two ops of one number.

use clubbook_model::certificate::Certificate;
use clubbook_model::chain::{JournalPoint, Salt, segment};
use clubbook_model::codec::DecodeError;
use clubbook_model::edit::Draft;
use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::key::KeyPair;
use clubbook_model::op::{Op, Source};
use clubbook_model::time::Instant;

use super::fold::Folder;
use super::place::place;
use crate::centre::Parts;
use crate::clock::random_bytes;
use crate::error::{CentreError, Done};
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::devices::{DeviceRow, Standing};
use crate::store::log::{Flags, LogRow};

/// The centre's own key pair in an epoch: it follows from the centre's secret, so it need not be kept.
pub(crate) fn key_pair(keys: &Keys, epoch: &[u8; 16]) -> KeyPair {
    KeyPair::from_secret(&keys.authenticate(b"clubbook/own-device/1\0", &[epoch]))
}

/// Begins an epoch with a device of its own.
pub(crate) fn begin_epoch(tx: &mut dyn Tx, parts: &Parts, now: Instant) -> Done<()> {
    let epoch = random_bytes::<16>(parts.random());
    let key = key_pair(&parts.keys, &epoch).public();
    let certificate =
        Certificate { device_key: key, club: RecordId::NIL, person: RecordId::NIL, issued_at: now, serial: 0 };
    tx.put_device(&DeviceRow::new(&certificate, Standing::Centre, ""))?;
    tx.begin_epoch(epoch, key.device_id(), now)
}

/// Writes the centre's ops of one transaction. Call [`Pen::finish`] at the end.
pub(crate) struct Pen<'a> {
    parts: &'a Parts,
    now: Instant,
    source: Source,
    device: DeviceRow,
    folder: Folder,
}

impl<'a> Pen<'a> {
    /// A pen for ops of a source.
    pub(crate) fn new(tx: &dyn Tx, parts: &'a Parts, source: Source, now: Instant) -> Done<Self> {
        let epoch = tx.epochs()?.pop().ok_or(CentreError::NotADatabase)?;
        let device = tx.device(epoch.device)?.ok_or(CentreError::NotADatabase)?;
        Ok(Self { parts, now, source, device, folder: Folder::new() })
    }

    /// The id of the record that the next op makes. Record that op before asking again.
    pub(crate) fn next_record(&self) -> RecordId {
        RecordId::of_op(OpId { device: self.device.id, seq: self.device.head.seq + 1 }, 0)
    }

    /// Writes a form down as the next op; one in which nothing was changed is none.
    pub(crate) fn record(&mut self, tx: &mut dyn Tx, book: &Book, draft: Draft) -> Done<()> {
        if draft.is_unchanged() {
            return Ok(());
        }
        let seq = self.device.head.seq + 1;
        let hlc = self.device.effective.tick(self.now);
        let op = Op {
            id: OpId { device: self.device.id, seq },
            hlc,
            author: RecordId::NIL,
            on_behalf_of: None,
            source: self.source,
            book: *book,
            kind: draft.kind(),
            entity: draft.entity(),
            former: None,
            changes: draft.into_changes(),
        };
        op.check_form().map_err(CentreError::Malformed)?;
        let bytes = op.to_bytes();
        if bytes.len() > Op::MAX_BYTES {
            return Err(CentreError::Malformed(DecodeError::TooLarge("an op")));
        }
        if self.folder.would_outgrow(tx, &op)? {
            return Err(CentreError::Malformed(DecodeError::TooLarge("a record")));
        }
        let chain = self.device.head.chain.next(&self.salt(tx, self.device.id, seq)?, &bytes);
        let mut row = LogRow {
            id: op.id,
            part: 0,
            chain: Some(chain),
            op: bytes,
            kind: op.kind,
            entity: op.entity,
            place: None,
            effective: hlc,
            reason: None,
            flags: Flags::default(),
            received_at: self.now,
        };
        place(tx, &mut self.folder, RecordId::NIL, &op, hlc, &mut row)?;
        tx.add_log(&row)?;
        self.device.head = JournalPoint { seq, chain };
        self.device.effective = hlc;
        Ok(())
    }

    /// The states that this transaction has changed.
    pub(crate) fn folder(&mut self) -> &mut Folder {
        &mut self.folder
    }

    /// Writes what was collected.
    pub(crate) fn finish(self, tx: &mut dyn Tx) -> Done<()> {
        self.folder.finish(tx, self.parts)?;
        tx.put_device(&self.device)
    }

    /// The salt of the next op; where an erasure has destroyed its segment's, one that nobody keeps.
    fn salt(&self, tx: &mut dyn Tx, device: DeviceId, seq: u64) -> Done<Salt> {
        if let Some(salt) = tx.salt(device, segment(seq))? {
            return Ok(salt);
        }
        let salt = random_bytes(self.parts.random());
        tx.put_salt(device, segment(seq), &salt)?;
        Ok(salt)
    }
}
