//! Which rights a device knows of. What its people may do is decided by the rights of now; but an op that was made before the
//! device learned that they had shrunk is taken all the same, and flagged.
//!
//! The centre takes the device's word for what it knew, within bounds. A version of the rights is told with an answer; until
//! the device says that it has it (field 11 of a request), what it makes may have been made under an older one. Once it has said
//! so, only what it had made when it last asked without knowing may. And [`BELIEVED_SECONDS`] after a version was first told,
//! nobody is believed any longer who says that they never heard of it.

use clubbook_model::id::{Book, DeviceId, RecordId};
use clubbook_model::message::SyncRequest;
use clubbook_model::time::Instant;

use crate::error::Done;
use crate::rights::{self, digest};
use crate::store::Tx;
use crate::store::books::BookRow;
use crate::store::devices::{DeviceRow, RightsRow};
use clubbook_model::rights::ClubRights;

/// How long older rights are believed in after newer ones were told: 35 days, as long as a challenge is good for.
pub(crate) const BELIEVED_SECONDS: i64 = 35 * 86_400;

/// Rights that a device may have believed to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Believed {
    pub(crate) rights: ClubRights,
    /// The last op that may have been made under them.
    pub(crate) up_to: u64,
    /// The moment up to which they are believed in.
    pub(crate) until: Instant,
}

/// What a person may do in a club, and the books that this is about: the club's and the reference book.
pub(crate) fn rights_of(
    tx: &dyn Tx,
    club: RecordId,
    person: RecordId,
    now: Instant,
) -> Done<(ClubRights, Vec<BookRow>)> {
    let mut books = tx.books_of_club(club)?;
    books.extend(tx.book(&Book::reference())?);
    let (tasks, assigned) = (tx.tasks(club, person)?, tx.volunteers_of_club(club)?);
    let rights = rights::of(person, &tasks, &books, &assigned, now.day_in_vietnam());
    Ok((rights, books))
}

/// Gives the rights of a device a new version when they have changed, before they are told to it in answer to a request in which
/// it had made so many ops.
pub(crate) fn settle(tx: &mut dyn Tx, id: DeviceId, made: u64, now: Instant) -> Done<()> {
    let Some(device) = tx.device(id)? else { return Ok(()) };
    let (rights, books) = rights_of(tx, device.club, device.person, now)?;
    let digest = digest(&rights, &rights::grants(&rights, &books));
    let known = tx.device_rights(id, device.rights_version)?;
    if known.is_some_and(|known| known.digest == digest) {
        return Ok(());
    }
    let version = device.rights_version + 1;
    let row =
        RightsRow { version, digest, rights: rights.to_bytes(), told_at: now, made_before: made, is_known: false };
    // What was told so long ago has ended all belief in what was before it.
    let all = tx.all_device_rights(id)?;
    let is_settled = |row: &&RightsRow| now.0 - row.told_at.0 > BELIEVED_SECONDS;
    let keep_from = all.iter().rev().find(is_settled).map_or(0, |row| row.version);
    tx.put_device_rights(id, &row, keep_from)
}

/// What a request says of the newest version of the rights that was told to its device, when that is news.
pub(crate) fn learned(tx: &dyn Tx, device: &DeviceRow, request: &SyncRequest) -> Done<Option<RightsRow>> {
    let epoch = tx.epochs()?.pop().map(|epoch| epoch.id);
    // Numbers of versions mean something only in the epoch that gave them.
    if request.epoch != epoch {
        return Ok(None);
    }
    let Some(row) = tx.device_rights(device.id, device.rights_version)?.filter(|row| !row.is_known) else {
        return Ok(None);
    };
    let made = request.claim.made.seq;
    Ok(match request.rights_version >= row.version {
        true => Some(RightsRow { is_known: true, ..row }),
        false if made > row.made_before => Some(RightsRow { made_before: made, ..row }),
        false => None,
    })
}

/// The rights besides those of now that a device may have believed to have, for each op as long as it may.
pub(crate) fn believed(tx: &dyn Tx, device: &DeviceRow, now: &ClubRights) -> Done<Vec<Believed>> {
    let mut believed = Vec::new();
    let (mut up_to, mut until) = (u64::MAX, Instant(i64::MAX));
    // From the newest to the oldest: each is bounded by all that came after it.
    for row in tx.all_device_rights(device.id)?.into_iter().rev() {
        let rights = ClubRights::from_bytes(&row.rights);
        if rights != *now {
            believed.push(Believed { rights, up_to, until });
        }
        if row.is_known {
            up_to = up_to.min(row.made_before);
        }
        until = until.min(Instant(row.told_at.0.saturating_add(BELIEVED_SECONDS)));
    }
    Ok(believed)
}
