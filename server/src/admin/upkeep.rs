//! Upkeep: rebuilding from the log, epochs after a restore, and what the demo and the tests compare with the phones.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_model::id::{Book, DeviceId, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::message::reason;
use clubbook_model::op::Op;
use clubbook_model::time::{Hlc, Instant};
use clubbook_model::value::EntityRef;

use super::erase::erase;
use super::phones::revoke_person;
use super::{Rebuilt, ReceivedOp};
use crate::centre::{Centre, Parts};
use crate::error::{CentreError, Done};
use crate::journal::Note;
use crate::store::Tx;
use crate::store::books::EntityRow;
use crate::store::devices::{DeviceRow, Standing};
use crate::store::settings::{backup_safe, name};
use crate::sync::fold::Folder;
use crate::sync::own;

/// Rows that are read from the log at a time.
const BATCH: usize = 4096;

impl Centre {
    /// Rebuilds states, sums and figures from the log.
    ///
    /// # Errors
    /// Damaged bytes in the log (then nothing is changed), or the store's.
    pub async fn rebuild(&self) -> Done<Rebuilt> {
        self.write(|tx, parts, _| {
            parts.snapshots.clear();
            rebuild(tx, parts)
        })
        .await
    }

    /// Every op that the centre has of a device, by number.
    ///
    /// # Errors
    /// The store's.
    pub async fn received_ops(&self, device: DeviceId) -> Done<Vec<ReceivedOp>> {
        self.read(move |tx, _| received_ops(tx, device)).await
    }

    /// The folded state of a record.
    ///
    /// # Errors
    /// The store's.
    pub async fn entity_state(&self, book: Book, entity: RecordId) -> Done<Option<EntityState>> {
        self.read(move |tx, _| {
            let Some(book) = tx.book(&book)? else { return Ok(None) };
            let row = tx.entity(book.handle, entity)?;
            row.map(|row| EntityState::from_bytes(&row.state).map_err(CentreError::Damaged)).transpose()
        })
        .await
    }

    /// The folded states of all records of a book.
    ///
    /// # Errors
    /// The store's.
    pub async fn states(&self, book: Book) -> Done<BTreeMap<RecordId, EntityState>> {
        Ok(self.records(book).await?.into_iter().map(|(_, id, state)| (id, state)).collect())
    }

    /// All records of a book: the kind's number, the id, the folded state.
    ///
    /// # Errors
    /// The store's.
    pub async fn records(&self, book: Book) -> Done<Vec<(u32, RecordId, EntityState)>> {
        self.read(move |tx, _| {
            let Some(book) = tx.book(&book)? else { return Ok(Vec::new()) };
            let record = |row: EntityRow| {
                Ok((row.kind, row.id, EntityState::from_bytes(&row.state).map_err(CentreError::Damaged)?))
            };
            tx.entities(book.handle)?.into_iter().map(record).collect()
        })
        .await
    }

    /// Notes that ops received up to a moment are in a backup that was test-restored. It never goes back: see
    /// [`Self::forget_backup_from_the_future`].
    ///
    /// # Errors
    /// The store's.
    pub async fn set_backup_safe(&self, moment: Instant) -> Done<()> {
        self.write(move |tx, _, _| {
            let safe = backup_safe(tx)?.map_or(moment, |known| known.max(moment));
            tx.put_setting(name::BACKUP_SAFE, &safe.0.to_be_bytes())
        })
        .await
    }

    /// Forgets what was noted of a backup whose moment is still to come: the clock ran ahead when it was made. Once that
    /// moment has passed, nobody could tell any more that phones must keep what came until then.
    ///
    /// # Errors
    /// The store's.
    pub async fn forget_backup_from_the_future(&self) -> Done<()> {
        self.write(|tx, _, now| match backup_safe(tx)? {
            Some(known) if known > now => tx.remove_setting(name::BACKUP_SAFE),
            _ => Ok(()),
        })
        .await
    }

    /// Begins a new epoch after the database was restored from a backup, and replays the journal outside it: revoked
    /// phones and people stay revoked, used codes used, erased records erased. Nobody knows what became of all other codes
    /// and of the officers' passwords since the backup: the codes are cancelled, and officers choose a new password.
    ///
    /// # Errors
    /// The store's.
    pub async fn begin_epoch_after_restore(&self) -> Done<Closed> {
        self.write(|tx, parts, now| {
            own::begin_epoch(tx, parts, now)?;
            for note in parts.journal.notes()? {
                replay(tx, parts, note, now)?;
            }
            tx.note_shown()?;
            Ok(Closed { codes: tx.cancel_unused_codes(now)?, officers: tx.close_officers()? })
        })
        .await
    }
}

/// What a restore closes, because nobody knows what became of it since the backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Closed {
    /// Codes that could still have been used.
    pub codes: u64,
    /// Officers who had a password, or a link to choose one.
    pub officers: u64,
}

fn replay(tx: &mut dyn Tx, parts: &Parts, note: Note, now: Instant) -> Done<()> {
    match note {
        Note::RevokedDevice(id) => match tx.device(id)? {
            Some(device) => tx.put_device(&DeviceRow { standing: Standing::Revoked, ..device }),
            // When it comes with its certificate, the journal is asked again.
            None => Ok(()),
        },
        Note::RevokedPerson(club, person) => revoke_person(tx, club, person).map(|_| ()),
        Note::SpentCode(hash, device) => tx.spend_code(&hash, device),
        Note::Erased { club, kind, record } => match tx.is_erased(club, record)? {
            true => Ok(()),
            false => erase(tx, parts, club, EntityRef { kind, id: record }, "", now),
        },
    }
}

fn rebuild(tx: &mut dyn Tx, parts: &Parts) -> Done<Rebuilt> {
    let before: BTreeSet<String> = tx.folded_rows()?.into_iter().collect();
    tx.clear_folded()?;
    let mut rebuilt = Rebuilt::default();
    for book in tx.all_books()? {
        let mut folder = Folder::new();
        let mut at = 0;
        loop {
            let rows = tx.log_of_book(book.handle, at, BATCH)?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                at = row.place.map_or(at, |place| place.seq);
                folder.fold(tx, book.handle, &row.decode()?, row.effective)?;
                rebuilt.ops += 1;
            }
        }
        folder.finish(tx, parts)?;
        rebuilt.entities += tx.entities(book.handle)?.len() as u64;
    }
    let after: BTreeSet<String> = tx.folded_rows()?.into_iter().collect();
    rebuilt.differed = before.symmetric_difference(&after).count() as u64;
    Ok(rebuilt)
}

fn received_ops(tx: &dyn Tx, device: DeviceId) -> Done<Vec<ReceivedOp>> {
    let mut received = Vec::new();
    let mut next = 1;
    loop {
        let rows = tx.log_of_device(device, next, BATCH)?;
        let Some(last) = rows.last() else { break };
        next = last.id.seq + 1;
        for row in rows {
            let op = row.decode()?;
            received.push(ReceivedOp {
                seq: row.id.seq,
                book: Some(op.book),
                kind: row.kind,
                entity: row.entity,
                book_seq: row.place.map(|place| place.seq),
                effective: row.effective,
                hash: Op::hash(&row.op),
                chain: row.chain,
                former: op.former,
                held: row.reason,
                received_at: row.received_at,
            });
        }
    }
    for row in tx.unreadable(device)? {
        received.extend((row.first..=row.last).map(|seq| ReceivedOp {
            seq,
            book: None,
            kind: 0,
            entity: RecordId::NIL,
            book_seq: None,
            effective: Hlc::default(),
            hash: [0; 16],
            chain: None,
            former: None,
            held: Some(reason::UNREADABLE.to_owned()),
            received_at: row.received_at,
        }));
    }
    received.sort_by_key(|op| op.seq);
    Ok(received)
}
