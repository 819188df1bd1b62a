//! Enrolment codes.

use std::collections::BTreeSet;

use clubbook_model::id::RecordId;
use clubbook_model::time::Instant;

use super::access::{self, Look};
use super::clubs::club_seen;
use super::import::people_with_tasks;
use super::{CodeState, CodeSummary, IssuedCode, PersonSummary, club_of};
use crate::centre::{Centre, Parts};
use crate::clock::random_bytes;
use crate::enrol::{self, MOST_TRIES, VALID_SECONDS, is_open, person_name};
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::access::Deed;
use crate::store::devices::CodeRow;
use crate::store::officers::OfficerRow;
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
            cancel(tx, club, person, now)
        })
        .await
    }

    /// The codes of a club, the newest first.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub async fn codes(&self, club_number: u64) -> Done<Vec<CodeSummary>> {
        self.read(move |tx, now| list(tx, club_of(tx, club_number)?, now)).await
    }

    /// Who may be given a code in a club that an officer sees, and which codes still work. The look is logged.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub(crate) async fn codes_for(&self, officer: OfficerRow, club_number: u64) -> Done<CodesOfClub> {
        let unit = officer.unit.clone();
        self.look(officer, move |tx, now| {
            let club = club_seen(tx, club_number, unit.as_deref())?;
            let people = people_with_tasks(tx, club_number, now)?;
            let mut open = list(tx, club.club, now)?;
            open.retain(|code| code.state == CodeState::Open);
            let named: BTreeSet<RecordId> =
                people.iter().map(|one| one.person).chain(open.iter().map(|code| code.person)).collect();
            let look = Look::at_club(Deed::SawWorkers, club_number, named.len() as u64);
            Ok((CodesOfClub { club_name: club.name, people, open }, look))
        })
        .await
    }

    /// Issues a code for somebody of a club that an officer sees; the name is given with it. Logged.
    ///
    /// # Errors
    /// As [`Centre::issue_code`].
    pub(crate) async fn issue_code_by(
        &self,
        officer: OfficerRow,
        club_number: u64,
        person: RecordId,
    ) -> Done<(IssuedCode, String)> {
        self.write(move |tx, parts, now| {
            let club = club_seen(tx, club_number, officer.unit.as_deref())?;
            let code = issue(tx, parts, club_number, person, now)?;
            access::note(tx, &officer, Look::at_club(Deed::IssuedCode, club_number, 1), now)?;
            Ok((code, person_name(tx, club.club, person)?))
        })
        .await
    }

    /// Cancels the open codes of a person of a club that an officer sees; returns how many. Logged.
    ///
    /// # Errors
    /// As [`Centre::cancel_code`].
    pub(crate) async fn cancel_code_by(&self, officer: OfficerRow, club_number: u64, person: RecordId) -> Done<u64> {
        self.write(move |tx, _, now| {
            let club = club_seen(tx, club_number, officer.unit.as_deref())?;
            let cancelled = cancel(tx, club.club, person, now)?;
            access::note(tx, &officer, Look::at_club(Deed::CancelledCode, club_number, 1), now)?;
            Ok(cancelled)
        })
        .await
    }
}

/// What the page of a club's codes shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CodesOfClub {
    /// The club's name.
    pub(crate) club_name: String,
    /// Who may be given a code.
    pub(crate) people: Vec<PersonSummary>,
    /// The codes that work, the newest first.
    pub(crate) open: Vec<CodeSummary>,
}

fn list(tx: &dyn Tx, club: RecordId, now: Instant) -> Done<Vec<CodeSummary>> {
    let mut summaries = Vec::new();
    for code in tx.codes_of_club(club)? {
        summaries.push(CodeSummary {
            id: code.id,
            person: code.person,
            name: person_name(tx, club, code.person)?,
            issued_at: code.issued_at,
            valid_until: code.valid_until,
            tries: code.tries,
            state: state(&code, now),
        });
    }
    Ok(summaries)
}

fn cancel(tx: &mut dyn Tx, club: RecordId, person: RecordId, now: Instant) -> Done<u64> {
    let mut cancelled = 0;
    for code in tx.codes_of_club(club)?.into_iter().filter(|code| code.person == person && is_open(code, now)) {
        tx.update_code(&CodeRow { cancelled: true, ..code })?;
        cancelled += 1;
    }
    Ok(cancelled)
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
