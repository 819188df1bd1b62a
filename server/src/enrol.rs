//! Connecting a phone by a code: eight digits for one named person, used once, tried five times, valid for a week.

use clubbook_model::certificate::Certificate;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::message::{EnrolAnswer, EnrolRequest};
use clubbook_model::registry::{Entity, Person};
use clubbook_model::time::Instant;

use crate::centre::Parts;
use crate::error::{CentreError, Done};
use crate::journal::Note;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::devices::{CodeRow, DeviceRow, Standing};
use crate::store::settings::name;
use crate::sync::{challenge, push};

/// How long a code works: 7 days.
pub(crate) const VALID_SECONDS: i64 = 7 * 86_400;
/// Wrong codes for the club after which its open codes no longer work.
pub(crate) const MOST_TRIES: u64 = 5;

/// The keyed hash of a code: without the centre's secret it cannot be searched for.
pub(crate) fn hash(keys: &Keys, club: RecordId, digits: &str) -> [u8; 32] {
    keys.authenticate(b"clubbook/code/1\0", &[&club.0, digits.as_bytes()])
}

/// Connects a phone. The same code with the same key is answered the same again.
///
/// # Errors
/// The refusals of `docs/sync-protocol.md`. What was written before a refusal (a wrong try that was counted) has to be
/// kept.
pub(crate) fn enrol(tx: &mut dyn Tx, parts: &Parts, body: &[u8], now: Instant) -> Done<EnrolAnswer> {
    let request = EnrolRequest::verify(body).map_err(CentreError::of_request)?;
    if challenge::check(&parts.keys, &request.challenge, now, None).is_none() {
        let challenge = challenge::issue(&parts.keys, parts.random(), now, None);
        return Err(CentreError::ChallengeExpired { challenge });
    }
    // A number that no club has is answered like a wrong code.
    let club = tx.club_by_number(request.club_number)?.ok_or(CentreError::CodeWrong)?;
    let hash = hash(&parts.keys, club, &request.code);
    let codes = tx.codes_of_club(club)?;
    let Some(code) = codes.iter().find(|code| code.hash == hash) else {
        return Err(count_wrong_try(tx, &codes, now)?);
    };
    let id = request.device_key.device_id();
    let known = tx.device(id)?;
    if known.as_ref().is_some_and(|row| row.standing == Standing::Revoked) {
        return Err(CentreError::Revoked);
    }
    let device = match (code.device, known) {
        (Some(by), Some(row)) if by == id => row,
        (Some(_), _) => return Err(CentreError::CodeUsed),
        // A key that is connected already does not change club or person by another code.
        (None, Some(_)) => return Err(CentreError::CodeUsed),
        (None, None) => {
            may_be_used(tx, code, now)?;
            parts.journal.note(Note::SpentCode(hash, id))?;
            connect(tx, code, &request, now)?
        }
    };
    answer(tx, parts, &device, now)
}

/// Whether a code still works.
fn may_be_used(tx: &dyn Tx, code: &CodeRow, now: Instant) -> Done<()> {
    if code.cancelled {
        return Err(CentreError::CodeCancelled);
    }
    if code.tries >= MOST_TRIES {
        return Err(CentreError::CodeBlocked);
    }
    if now > code.valid_until {
        return Err(CentreError::CodeExpired);
    }
    if tx.is_person_revoked(code.club, code.person)? {
        return Err(CentreError::Revoked);
    }
    Ok(())
}

/// Whether somebody could still connect with a code.
pub(crate) fn is_open(code: &CodeRow, now: Instant) -> bool {
    !code.cancelled && code.device.is_none() && code.tries < MOST_TRIES && now <= code.valid_until
}

/// A wrong code counts against every code of the club that is open: any of them may have been meant.
fn count_wrong_try(tx: &mut dyn Tx, codes: &[CodeRow], now: Instant) -> Done<CentreError> {
    let mut open = codes.iter().filter(|code| is_open(code, now)).peekable();
    if open.peek().is_none() {
        let is_blocked = codes.iter().any(|code| code.tries >= MOST_TRIES && now <= code.valid_until);
        return Ok(if is_blocked { CentreError::CodeBlocked } else { CentreError::CodeWrong });
    }
    for code in open {
        tx.update_code(&CodeRow { tries: code.tries + 1, ..code.clone() })?;
    }
    Ok(CentreError::CodeWrong)
}

fn connect(tx: &mut dyn Tx, code: &CodeRow, request: &EnrolRequest, now: Instant) -> Done<DeviceRow> {
    let serial = push::next_serial(tx)?;
    tx.put_setting(name::NEXT_SERIAL, &(serial + 1).to_be_bytes())?;
    let certificate =
        Certificate { device_key: request.device_key, club: code.club, person: code.person, issued_at: now, serial };
    let device = DeviceRow::new(&certificate, Standing::Good, &request.app);
    tx.put_device(&device)?;
    tx.update_code(&CodeRow { device: Some(device.id), ..code.clone() })?;
    tx.note_shown()?;
    Ok(device)
}

fn answer(tx: &dyn Tx, parts: &Parts, device: &DeviceRow, now: Instant) -> Done<EnrolAnswer> {
    let club_name = tx.club_figure(device.club)?.map(|club| club.name).unwrap_or_default();
    Ok(EnrolAnswer {
        certificate: device.certificate(&parts.keys.signing),
        club: device.club,
        club_name,
        person: device.person,
        person_name: person_name(tx, device.club, device.person)?,
        challenge: challenge::issue(&parts.keys, parts.random(), now, Some(device.id)),
        server_time: now,
    })
}

/// The full name of a person of a club; empty when the roster does not have it.
pub(crate) fn person_name(tx: &dyn Tx, club: RecordId, person: RecordId) -> Done<String> {
    let Some(book) = tx.book(&Book::roster(club))? else { return Ok(String::new()) };
    let Some(row) = tx.entity(book.handle, person)? else { return Ok(String::new()) };
    let state = EntityState::from_bytes(&row.state).map_err(CentreError::Damaged)?;
    Ok(Person::read(person, &state).full_name.unwrap_or_default())
}
