//! Enrolment codes.

use clubbook_model::id::RecordId;
use clubbook_model::time::Instant;

use super::{CodeState, CodeSummary, IssuedCode, club_of};
use crate::centre::{Centre, Parts};
use crate::clock::random_bytes;
use crate::enrol::{self, MOST_TRIES, VALID_SECONDS, is_open, person_name};
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::devices::CodeRow;
use crate::sync::known_rights::rights_of;

impl Centre {
    /// Issues a code for somebody with a task in the club.
    ///
    /// # Errors
    /// No such club, a person without a task or who was revoked, or the store's.
    pub async fn issue_code(&self, club_number: u64, person: RecordId) -> Done<IssuedCode> {
        self.write(move |tx, parts, now| issue(tx, parts, club_number, person, now)).await
    }

    /// Cancels the open codes of a person; returns how many.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub async fn cancel_code(&self, club_number: u64, person: RecordId) -> Done<u64> {
        self.write(move |tx, _, now| {
            let club = club_of(tx, club_number)?;
            let mut cancelled = 0;
            for code in tx.codes_of_club(club)?.into_iter().filter(|code| code.person == person && is_open(code, now)) {
                tx.update_code(&CodeRow { cancelled: true, ..code })?;
                cancelled += 1;
            }
            Ok(cancelled)
        })
        .await
    }

    /// The codes of a club, the newest first.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub async fn codes(&self, club_number: u64) -> Done<Vec<CodeSummary>> {
        self.read(move |tx, now| {
            let club = club_of(tx, club_number)?;
            let mut summaries = Vec::new();
            for code in tx.codes_of_club(club)? {
                summaries.push(CodeSummary {
                    id: code.id,
                    person: code.person,
                    name: person_name(tx, club, code.person)?,
                    issued_at: code.issued_at,
                    valid_until: code.valid_until,
                    state: state(&code, now),
                });
            }
            Ok(summaries)
        })
        .await
    }
}

fn state(code: &CodeRow, now: Instant) -> CodeState {
    match code.device {
        Some(device) => CodeState::Used(device),
        None if code.cancelled => CodeState::Cancelled,
        None if code.tries >= MOST_TRIES => CodeState::Blocked,
        None if now > code.valid_until => CodeState::Expired,
        None => CodeState::Open,
    }
}

fn issue(tx: &mut dyn Tx, parts: &Parts, club_number: u64, person: RecordId, now: Instant) -> Done<IssuedCode> {
    let club = club_of(tx, club_number)?;
    if !rights_of(tx, club, person, now)?.0.works {
        return Err(CentreError::Invalid("only somebody with a task in the club can be given a code"));
    }
    if tx.is_person_revoked(club, person)? {
        return Err(CentreError::Revoked);
    }
    let known = tx.codes_of_club(club)?;
    let (digits, hash) = loop {
        // The chance that 64 bits favour some digits is one in 10^11.
        let number = u64::from_be_bytes(random_bytes(parts.random())) % 100_000_000;
        let digits = format!("{number:08}");
        let hash = enrol::hash(&parts.keys, club, &digits);
        if known.iter().all(|code| code.hash != hash) {
            break (digits, hash);
        }
    };
    let valid_until = Instant(now.0.saturating_add(VALID_SECONDS));
    tx.add_code(&CodeRow {
        id: 0,
        club,
        person,
        hash,
        issued_at: now,
        valid_until,
        tries: 0,
        cancelled: false,
        device: None,
    })?;
    Ok(IssuedCode { digits, club_number, person, valid_until })
}
