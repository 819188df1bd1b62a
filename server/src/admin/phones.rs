//! The phones of a club: listing, revoking, letting in again.

use clubbook_model::id::{DeviceId, RecordId};
use clubbook_model::time::Instant;

use super::{DeviceStanding, DeviceSummary, club_of};
use crate::centre::{Centre, Parts};
use crate::enrol::person_name;
use crate::error::{CentreError, Done};
use crate::journal::Note;
use crate::store::Tx;
use crate::store::decisions::THE_PHONE;
use crate::store::devices::{DeviceRow, Standing};
use crate::sync::names::keys_before;
use crate::sync::rejudge;

impl Centre {
    /// The phones of a club, or of all clubs, by when they were connected.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub async fn devices(&self, club_number: impl Into<Option<u64>>) -> Done<Vec<DeviceSummary>> {
        let club_number = club_number.into();
        self.read(move |tx, _| {
            let clubs = match club_number {
                Some(number) => vec![club_of(tx, number)?],
                None => tx.club_figures()?.into_iter().map(|figure| figure.club).collect(),
            };
            let mut summaries = Vec::new();
            for club in clubs {
                for device in tx.devices_of_club(club)? {
                    summaries.push(summary(tx, device)?);
                }
            }
            Ok(summaries)
        })
        .await
    }

    /// Revokes a device: what it sends is held.
    ///
    /// # Errors
    /// No such device, or the store's.
    pub async fn revoke_device(&self, device: DeviceId) -> Done<()> {
        self.write(move |tx, parts, _| {
            let device = phone(tx, device)?;
            parts.journal.note(Note::RevokedDevice(device.id))?;
            set_standing(tx, device, Standing::Revoked)
        })
        .await
    }

    /// Revokes a person of a club with all devices and open codes; returns how many devices.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub async fn revoke_person(&self, club_number: u64, person: RecordId) -> Done<u64> {
        self.write(move |tx, parts, _| {
            let club = club_of(tx, club_number)?;
            parts.journal.note(Note::RevokedPerson(club, person))?;
            revoke_person(tx, club, person)
        })
        .await
    }

    /// Lets in a device that waits after a fork, with the keys before it that wait, too: they are of the same phone. Releases
    /// what was held of them; returns how many ops.
    ///
    /// # Errors
    /// No such device, one that does not wait, or the store's.
    pub async fn approve_device(&self, device: DeviceId) -> Done<u64> {
        self.write(move |tx, parts, now| approve(tx, parts, device, now)).await
    }
}

fn phone(tx: &dyn Tx, id: DeviceId) -> Done<DeviceRow> {
    tx.device(id)?.filter(|device| device.standing != Standing::Centre).ok_or(CentreError::NotFound("device"))
}

fn set_standing(tx: &mut dyn Tx, device: DeviceRow, standing: Standing) -> Done<()> {
    tx.put_device(&DeviceRow { standing, ..device })?;
    tx.note_shown()
}

/// Notes a revoked person and revokes all devices.
pub(super) fn revoke_person(tx: &mut dyn Tx, club: RecordId, person: RecordId) -> Done<u64> {
    tx.add_revoked_person(club, person)?;
    let mut revoked = 0;
    for device in tx.devices_of_club(club)?.into_iter().filter(|device| device.person == person) {
        if device.standing != Standing::Revoked {
            set_standing(tx, device, Standing::Revoked)?;
            revoked += 1;
        }
    }
    Ok(revoked)
}

pub(super) fn approve(tx: &mut dyn Tx, parts: &Parts, id: DeviceId, now: Instant) -> Done<u64> {
    let device = phone(tx, id)?;
    if device.standing != Standing::AfterFork {
        return Err(CentreError::Invalid("this phone does not wait to be let in"));
    }
    let mut released = 0;
    // The first key first: what comes under a later one may build on it.
    for before in keys_before(tx, &device)?.into_iter().rev() {
        if let Some(waiting) = tx.device(before)?.filter(|row| row.standing == Standing::AfterFork) {
            set_standing(tx, waiting, Standing::Good)?;
            released += rejudge::held_for_others(tx, parts, before, now)?;
        }
    }
    set_standing(tx, device, Standing::Good)?;
    tx.remove_decision(id, THE_PHONE)?;
    Ok(released + rejudge::held_for_others(tx, parts, id, now)?)
}

fn summary(tx: &dyn Tx, device: DeviceRow) -> Done<DeviceSummary> {
    let refused = tx.decisions(device.id)?.iter().filter(|decision| decision.seq != THE_PHONE).count() as u64;
    let unreadable: u64 = tx.unreadable(device.id)?.iter().map(|row| row.last - row.first + 1).sum();
    Ok(DeviceSummary {
        device: device.id,
        person: device.person,
        name: person_name(tx, device.club, device.person)?,
        app: device.app,
        enrolled_at: device.issued_at,
        last_heard: device.last_heard,
        standing: match device.standing {
            Standing::Good if device.forked_at.is_some() => DeviceStanding::Forked,
            Standing::Good => DeviceStanding::Good,
            Standing::AfterFork => DeviceStanding::AfterFork,
            Standing::Revoked => DeviceStanding::Revoked,
            Standing::Centre => DeviceStanding::Centre,
        },
        ops: device.head.seq,
        held: (tx.held_reasons(device.id)?.len() as u64).saturating_sub(refused) + unreadable,
    })
}
