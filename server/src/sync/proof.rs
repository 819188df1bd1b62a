//! How a device that the centre does not know proves that it belongs here: by its certificate, and by the chain of keys under
//! which the phone went on since, each signed by the one before.

use clubbook_model::certificate::{Certificate, Succession};
use clubbook_model::id::DeviceId;
use clubbook_model::message::SyncRequest;

use super::incoming::Who;
use crate::centre::Parts;
use crate::error::{CentreError, Done};
use crate::journal::Note;
use crate::store::Tx;
use crate::store::devices::{DeviceRow, Standing};

/// Changes of key that are followed. A phone has a handful in its life.
const MOST_KEYS: usize = 256;

/// Who an unknown device shows itself to be.
///
/// # Errors
/// [`CentreError::BadCertificate`] for anything that was signed by somebody else.
pub(crate) fn of(tx: &dyn Tx, parts: &Parts, request: &SyncRequest) -> Done<Who> {
    let revoked = Revoked::of(tx, parts)?;
    let certified = match &request.certificate {
        Some(bytes) => Some(certified(&revoked, parts, bytes)?),
        None => None,
    };
    if request.successions.is_empty() {
        return match certified {
            None => Ok(Who::Unknown),
            Some(row) if row.id == request.device => Ok(Who::Joins(vec![row])),
            Some(_) => Err(CentreError::BadCertificate),
        };
    }
    let mut rows: Vec<DeviceRow> = Vec::new();
    let mut at: Option<DeviceRow> = None;
    for bytes in request.successions.iter().take(MOST_KEYS) {
        let old = Succession::peek(bytes).map_err(|_| CentreError::BadCertificate)?.old_device;
        let before = match at.take().filter(|row| row.id == old) {
            Some(row) => Some(row),
            None => match tx.device(old)? {
                Some(row) => Some(row),
                None => certified.clone().filter(|row| row.id == old).inspect(|row| rows.push(row.clone())),
            },
        };
        // Nobody who is known here has signed it; a later one may begin from a key that is.
        let Some(before) = before else { continue };
        let after = successor(&revoked, bytes, &before)?;
        at = match tx.device(after.id)? {
            Some(known) => Some(known),
            None => {
                rows.push(after.clone());
                Some(after)
            }
        };
    }
    Ok(if at.is_some_and(|row| row.id == request.device) { Who::Joins(rows) } else { Who::Unknown })
}

/// What must stay revoked, also in a database that is older than the revocation.
struct Revoked<'a> {
    tx: &'a dyn Tx,
    notes: Vec<Note>,
}

impl<'a> Revoked<'a> {
    fn of(tx: &'a dyn Tx, parts: &Parts) -> Done<Self> {
        Ok(Self { tx, notes: parts.journal.notes()? })
    }

    fn holds(&self, id: DeviceId, certificate: &Certificate) -> Done<bool> {
        Ok(self.notes.contains(&Note::RevokedDevice(id))
            || self.tx.is_person_revoked(certificate.club, certificate.person)?)
    }
}

/// The device of a certificate, as a restored centre takes it back.
fn certified(revoked: &Revoked<'_>, parts: &Parts, bytes: &[u8]) -> Done<DeviceRow> {
    let certificate =
        Certificate::verify(bytes, &parts.keys.signing.public()).map_err(|_| CentreError::BadCertificate)?;
    let is_revoked = revoked.holds(certificate.device_key.device_id(), &certificate)?;
    let standing = if is_revoked { Standing::Revoked } else { Standing::Good };
    Ok(DeviceRow::new(&certificate, standing, ""))
}

/// The device that goes on under a new key. What the succession says of the common past is not compared with the log: a
/// restored centre may have another one, and what comes is held until somebody has looked.
fn successor(revoked: &Revoked<'_>, bytes: &[u8], old: &DeviceRow) -> Done<DeviceRow> {
    if old.standing == Standing::Centre {
        return Err(CentreError::BadCertificate);
    }
    let succession = Succession::verify(bytes, &old.key).map_err(|_| CentreError::BadCertificate)?;
    let certificate = Certificate {
        device_key: succession.new_key,
        club: old.club,
        person: old.person,
        issued_at: old.issued_at,
        serial: old.serial,
    };
    let is_revoked =
        old.standing == Standing::Revoked || revoked.holds(succession.new_key.device_id(), &certificate)?;
    let standing = if is_revoked { Standing::Revoked } else { Standing::AfterFork };
    let mut row = DeviceRow::new(&certificate, standing, &old.app);
    row.succeeds = Some(old.id);
    row.effective = old.effective;
    Ok(row)
}
