//! Officers looking at what waits, and deciding: each look and each decision leaves a line in the access log, with its reason.

use std::collections::BTreeSet;

use clubbook_model::id::{BookKind, DeviceId, RecordId};
use clubbook_model::op::Op;
use clubbook_model::time::Instant;

use super::access::{self, Look};
use super::clubs::club_seen;
use super::{HeldOp, Refusal, phones, review};
use crate::centre::Centre;
use crate::enrol::person_name;
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::store::access::Deed;
use crate::store::decisions::{DecisionRow, THE_PHONE};
use crate::store::devices::{DeviceRow, Standing};
use crate::store::figures::ClubFigure;
use crate::store::officers::OfficerRow;

/// Ops of a run that are shown.
const MOST_SHOWN: usize = 50;

/// What waits in the clubs that an officer sees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Waiting {
    /// Records, by club, device and number.
    pub(crate) runs: Vec<WaitingRun>,
    /// Phones that wait after a fork.
    pub(crate) phones: Vec<WaitingPhone>,
}

/// Records that wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WaitingRun {
    /// The club's number.
    pub(crate) club: u64,
    /// The club's name.
    pub(crate) club_name: String,
    /// Who entered it.
    pub(crate) entered_by: Vec<String>,
    /// Which, and why.
    pub(crate) held: HeldOp,
}

/// A phone that waits after a fork.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WaitingPhone {
    /// The device.
    pub(crate) device: DeviceId,
    /// The club's number.
    pub(crate) club: u64,
    /// The club's name.
    pub(crate) club_name: String,
    /// For whom it was connected.
    pub(crate) holder: String,
    /// Since when it is held.
    pub(crate) since: Instant,
    /// Records of it that wait.
    pub(crate) held: u64,
    /// That somebody has looked and left it waiting.
    pub(crate) kept: Option<Refusal>,
}

/// A run of records that wait, with what stands in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HeldRun {
    /// What the list shows.
    pub(crate) run: WaitingRun,
    /// The first ops of it. Those of a care book without their values: above the club nobody reads them.
    pub(crate) ops: Vec<Op>,
}

/// What an officer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Take it; let the phone in.
    Take,
    /// Set it aside; leave the phone waiting.
    SetAside,
}

impl Centre {
    /// What waits in the clubs that an officer sees, or in one of them. The list names who entered it, so the look is logged.
    ///
    /// # Errors
    /// No such club, or the store's.
    pub(crate) async fn waiting_for(&self, officer: OfficerRow, club: Option<u64>) -> Done<Waiting> {
        let unit = officer.unit.clone();
        self.look(officer, move |tx, _| {
            let waiting = waiting(tx, unit.as_deref(), club)?;
            let clubs: BTreeSet<u64> =
                waiting.runs.iter().map(|run| run.club).chain(waiting.phones.iter().map(|phone| phone.club)).collect();
            let people: BTreeSet<(u64, &String)> = waiting
                .runs
                .iter()
                .flat_map(|run| run.entered_by.iter().map(|name| (run.club, name)))
                .chain(waiting.phones.iter().map(|phone| (phone.club, &phone.holder)))
                .collect();
            let look = Look {
                deed: Deed::SawHeldList,
                club,
                clubs: clubs.len() as u64,
                people: people.len() as u64,
                about: String::new(),
                reason: String::new(),
            };
            Ok((waiting, look))
        })
        .await
    }

    /// A run of records that wait, with what stands in them. Logged as a look at named records.
    ///
    /// # Errors
    /// Nothing of the officer's clubs waits there, or the store's.
    pub(crate) async fn held_run(&self, officer: OfficerRow, device: DeviceId, first: u64) -> Done<HeldRun> {
        let unit = officer.unit.clone();
        self.look(officer, move |tx, _| {
            let found = held_run(tx, unit.as_deref(), device, first)?;
            let of: BTreeSet<RecordId> =
                found.ops.iter().flat_map(|op| [op.entity, op.book.part]).filter(|id| *id != RecordId::NIL).collect();
            let people = of.len().max(1) as u64;
            let look = Look { about: about(&found.run.held), ..Look::at_club(Deed::SawHeld, found.run.club, people) };
            Ok((found, look))
        })
        .await
    }

    /// Takes or sets aside a run of records that wait; returns how many.
    ///
    /// # Errors
    /// Nothing of the officer's clubs waits there, no reason, a frame that cannot be read, or the store's.
    pub(crate) async fn decide_run(
        &self,
        officer: OfficerRow,
        device: DeviceId,
        first: u64,
        decision: Decision,
        reason: String,
    ) -> Done<u64> {
        self.write(move |tx, parts, now| {
            let run = held_run(tx, officer.unit.as_deref(), device, first)?.run;
            let (deed, count) = match decision {
                Decision::Take => (Deed::Released, review::release(tx, parts, device, first, run.held.last, now)?),
                Decision::SetAside => {
                    let refusal = Refusal { at: now, name: officer.name.clone(), reason: reason.clone() };
                    (Deed::Refused, review::refuse(tx, device, (first, run.held.last), &refusal)?)
                }
            };
            let look = Look { about: about(&run.held), reason, ..Look::at_club(deed, run.club, 0) };
            access::note(tx, &officer, look, now)?;
            Ok(count)
        })
        .await
    }

    /// Lets a phone in that waits after a fork, or leaves it waiting; returns how many records were taken.
    ///
    /// # Errors
    /// No such phone in the officer's clubs, one that does not wait, no reason, or the store's.
    pub(crate) async fn decide_phone(
        &self,
        officer: OfficerRow,
        device: DeviceId,
        decision: Decision,
        reason: String,
    ) -> Done<u64> {
        self.write(move |tx, parts, now| {
            let (row, club) = phone_seen(tx, officer.unit.as_deref(), device)?;
            if row.standing != Standing::AfterFork {
                return Err(CentreError::NotFound("phone that waits"));
            }
            let (deed, count) = match decision {
                Decision::Take => (Deed::LetPhoneIn, phones::approve(tx, parts, device, now)?),
                Decision::SetAside => {
                    let name = officer.name.clone();
                    tx.put_decision(&DecisionRow { device, seq: THE_PHONE, at: now, name, reason: reason.clone() })?;
                    tx.note_shown()?;
                    (Deed::KeptPhoneOut, 0)
                }
            };
            let look = Look { about: device.to_string(), reason, ..Look::at_club(deed, club.number, 1) };
            access::note(tx, &officer, look, now)?;
            Ok(count)
        })
        .await
    }

    /// A phone that waits after a fork. Logged: it says for whom it was connected.
    ///
    /// # Errors
    /// No such phone in the officer's clubs, or the store's.
    pub(crate) async fn waiting_phone(&self, officer: OfficerRow, device: DeviceId) -> Done<WaitingPhone> {
        let unit = officer.unit.clone();
        self.look(officer, move |tx, _| {
            let (row, club) = phone_seen(tx, unit.as_deref(), device)?;
            let phone = waiting_phone(tx, &row, &club)?.ok_or(CentreError::NotFound("phone that waits"))?;
            let look = Look { about: device.to_string(), ..Look::at_club(Deed::SawHeld, club.number, 1) };
            Ok((phone, look))
        })
        .await
    }
}

/// Which records, for the log.
fn about(held: &HeldOp) -> String {
    match held.first == held.last {
        true => format!("{} {}", held.device, held.first),
        false => format!("{} {}-{}", held.device, held.first, held.last),
    }
}

fn phone_seen(tx: &dyn Tx, unit: Option<&str>, device: DeviceId) -> Done<(DeviceRow, ClubFigure)> {
    let row = tx.device(device)?.ok_or(CentreError::NotFound("device"))?;
    let figure = tx.club_figure(row.club)?.ok_or(CentreError::NotFound("device"))?;
    Ok((row, club_seen(tx, figure.number, unit)?))
}

fn waiting(tx: &dyn Tx, unit: Option<&str>, club: Option<u64>) -> Done<Waiting> {
    let clubs = match club {
        Some(number) => vec![club_seen(tx, number, unit)?],
        None => tx.club_figures()?.into_iter().filter(|figure| club_seen(tx, figure.number, unit).is_ok()).collect(),
    };
    let with_held: BTreeSet<DeviceId> = tx.devices_with_held()?.into_iter().collect();
    let mut waiting = Waiting::default();
    for club in clubs {
        for device in tx.devices_of_club(club.club)? {
            waiting.phones.extend(waiting_phone(tx, &device, &club)?);
            if !with_held.contains(&device.id) {
                continue;
            }
            let mut runs = Vec::new();
            review::list(tx, device.id, &mut runs)?;
            for held in runs {
                waiting.runs.push(run(tx, &device, &club, held)?);
            }
        }
    }
    Ok(waiting)
}

fn run(tx: &dyn Tx, device: &DeviceRow, club: &ClubFigure, held: HeldOp) -> Done<WaitingRun> {
    // A frame that cannot be read does not say who; the phone was connected for somebody.
    let authors = if held.authors.is_empty() { vec![device.person] } else { held.authors.clone() };
    let mut entered_by = Vec::new();
    for author in authors {
        entered_by.push(person_name(tx, club.club, author)?);
    }
    Ok(WaitingRun { club: club.number, club_name: club.name.clone(), entered_by, held })
}

fn waiting_phone(tx: &dyn Tx, device: &DeviceRow, club: &ClubFigure) -> Done<Option<WaitingPhone>> {
    if device.standing != Standing::AfterFork {
        return Ok(None);
    }
    let kept = tx.decisions(device.id)?.into_iter().find(|decision| decision.seq == THE_PHONE);
    Ok(Some(WaitingPhone {
        device: device.id,
        club: club.number,
        club_name: club.name.clone(),
        holder: person_name(tx, club.club, device.person)?,
        since: device.forked_at.unwrap_or(device.issued_at),
        held: tx.held_reasons(device.id)?.len() as u64,
        kept: kept.map(|row| Refusal { at: row.at, name: row.name, reason: row.reason }),
    }))
}

fn held_run(tx: &dyn Tx, unit: Option<&str>, device: DeviceId, first: u64) -> Done<HeldRun> {
    let (row, club) = phone_seen(tx, unit, device)?;
    let mut runs = Vec::new();
    review::list(tx, device, &mut runs)?;
    let held = runs.into_iter().find(|held| held.first == first).ok_or(CentreError::NotFound("record that waits"))?;
    let mut ops = Vec::new();
    for log in
        tx.held(device)?.into_iter().filter(|log| (held.first..=held.last).contains(&log.id.seq)).take(MOST_SHOWN)
    {
        let mut op = log.decode()?;
        if op.book.kind != BookKind::ROSTER {
            op.changes.iter_mut().for_each(|change| change.value = clubbook_model::value::Value::None);
        }
        ops.push(op);
    }
    Ok(HeldRun { run: run(tx, &row, &club, held)?, ops })
}
