//! The verdict: what each phone had confirmed to its user, held against what the centre answers.
//!
//! Neither side's counters are asked. A phone's confirmations stand in its journal file, written through before "saved" was
//! shown. What the centre has is what a new phone gets that is connected afterwards and fetches the club from the beginning:
//! every op of every phone must be named in the state of its record there, once, and nothing else may be.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::Ordering;

use clubbook_core::clock::{Random, SystemRandom};
use clubbook_core::phone::confirmed::{self, ConfirmedRecord};
use clubbook_core::phone::{Phone as Reader, PhoneOptions};
use clubbook_core::store::{DatabaseKey, Store, StoreOptions, Stored, books, journal};
use clubbook_core::sync::enrol::EnrolmentCode;
use clubbook_model::id::{DeviceId, OpId, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::Op;
use clubbook_model::registry::{self, Entity, HomeVisit, Meeting};
use serde::Serialize;

use crate::error::DemoError;
use crate::month::{Player, code_for};
use crate::programs::{Centre, Phone};
use crate::scenario::ClubPlan;

/// The figures of the demo.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub(crate) struct Verdict {
    /// Ops that a phone had shown as saved.
    pub(crate) recorded: u64,
    /// Of those, the ones that the centre has, once.
    pub(crate) received: u64,
    /// Of those, the ones that it lacks.
    pub(crate) lost: u64,
    /// Ops or records that the centre has and that no phone made, or has twice.
    pub(crate) doubled: u64,
    /// Bytes from phones to the centre, HTTP included.
    pub(crate) bytes_up: u64,
    /// Bytes from the centre to phones, HTTP included.
    pub(crate) bytes_down: u64,
    /// Requests of the phones.
    pub(crate) requests: u64,
    /// How long the demo took.
    pub(crate) seconds: f64,
    /// Phones.
    pub(crate) phones: u64,
    /// Clubs.
    pub(crate) clubs: u64,
    /// Fields in which two people's values are both visible.
    pub(crate) also_entered: u64,
    /// How often a phone was killed while it saved.
    pub(crate) killed: u64,
    /// Answers that were lost or broke off.
    pub(crate) broken: u64,
    /// What is wrong, in words; no names.
    pub(crate) findings: Vec<String>,
}

/// A record as the new phone has it.
struct Received {
    kind: u32,
    state: EntityState,
}

type Club = BTreeMap<(RecordId, [u8; 33]), Received>;

/// Holds the phones of a club against what the centre answers.
///
/// # Errors
/// The centre does not answer, or a file cannot be read.
pub(crate) async fn compare(
    verdict: &mut Verdict,
    centre: &Centre,
    folder: &Path,
    plan: &ClubPlan,
    players: &[Player],
) -> Result<(), DemoError> {
    let club = fetch_anew(centre, folder, plan).await?;
    let mut of_state: BTreeMap<OpId, BTreeSet<(RecordId, [u8; 33])>> = BTreeMap::new();
    for (key, received) in &club {
        for (_, field) in received.state.fields() {
            for op in field.entries().map(|(op, _)| op).chain(field.superseded()) {
                of_state.entry(op).or_default().insert(*key);
            }
        }
    }
    let mut made: BTreeSet<OpId> = BTreeSet::new();
    let mut devices: BTreeSet<DeviceId> = BTreeSet::new();
    for player in players {
        let phone = &player.phone;
        for record in confirmed::read(&phone.journal())? {
            verdict.recorded += 1;
            match place(&record, &of_state) {
                Some(1) => verdict.received += 1,
                Some(more) if more > 1 => {
                    verdict.doubled += 1;
                    verdict.findings.push(format!("{}: op {} is in {more} records", phone.name, record.seq));
                }
                _ => {
                    verdict.lost += 1;
                    verdict.findings.push(format!("{}: op {} ({}) is lost", phone.name, record.seq, record.kind));
                }
            }
        }
        let ops = ops_of(phone)?;
        devices.extend(ops.iter().map(|op| op.id.device));
        made.extend(ops.iter().map(|op| op.id));
        verdict.bytes_up += phone.traffic.up.load(Ordering::SeqCst);
        verdict.bytes_down += phone.traffic.down.load(Ordering::SeqCst);
        verdict.requests += phone.traffic.requests.load(Ordering::SeqCst);
        verdict.broken += phone.traffic.broken.load(Ordering::SeqCst);
        verdict.phones += 1;
    }
    let foreign = of_state.keys().filter(|op| devices.contains(&op.device) && !made.contains(op)).count();
    let meetings = club.values().filter(|received| received.kind == Meeting::DEF.number).count();
    let twice = visits_told_twice(&club);
    if foreign > 0 || meetings != 1 || twice > 0 {
        let what = format!("{foreign} ops that no phone made, {meetings} meetings of one month, {twice} visits twice");
        verdict.findings.push(format!("{}: {what}", plan.club.name));
    }
    verdict.doubled += (foreign + meetings.abs_diff(1) + twice) as u64;
    verdict.also_entered += club.values().map(|received| received.state.unsettled().count() as u64).sum::<u64>();
    verdict.clubs += 1;
    Ok(())
}

/// In how many records the op stands; `None` when in none, or not in its own.
fn place(record: &ConfirmedRecord, of_state: &BTreeMap<OpId, BTreeSet<(RecordId, [u8; 33])>>) -> Option<usize> {
    let device = DeviceId(u64::from_str_radix(&record.device, 16).ok()?);
    let places = of_state.get(&OpId { device, seq: record.seq })?;
    let own = RecordId::from_hex(&record.entity)?;
    places.iter().any(|(entity, _)| *entity == own).then_some(places.len())
}

/// Visits of one person on one day by the same phone with the same words: nobody in the scenario tells one twice.
fn visits_told_twice(club: &Club) -> usize {
    let mut told: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
    for ((id, _), received) in club.iter().filter(|(_, received)| received.kind == HomeVisit::DEF.number) {
        let visit = HomeVisit::read(*id, &received.state);
        let what = format!("{} {:?} {:?} {:?}", id.as_op().0.device, visit.person, visit.visited_on, visit.note);
        *told.entry(what.into_bytes()).or_default() += 1;
    }
    told.values().filter(|count| **count > 1).map(|count| count - 1).sum()
}

/// A phone that nobody has used before fetches the club from the centre.
async fn fetch_anew(centre: &Centre, folder: &Path, plan: &ClubPlan) -> Result<Club, DemoError> {
    let head = plan.phones.first().and_then(|phone| plan.club.members.get(phone.person));
    let name = head.map_or("", |person| person.full_name.as_str());
    let digits = code_for(centre, plan.club.number, name).await?;
    let mut key = [0; 32];
    SystemRandom.fill(&mut key);
    let file = folder.join(format!("compare-{}.db", plan.club.number));
    let options = PhoneOptions::new(StoreOptions::new(file, DatabaseKey::new(key)), "clubbook-demo");
    let reader = Reader::open(options)?;
    let url = format!("http://{}", centre.address);
    let card = reader.look_up(&url).await?;
    let club_number = u64::try_from(plan.club.number).unwrap_or_default();
    reader.enrol(&url, &card, &EnrolmentCode { club_number, digits }).await?;
    reader.sync().await?;
    let look = |c: &rusqlite::Connection| -> Stored<Club> {
        let mut club = Club::new();
        for book in books::all(c)? {
            let mut statement = c.prepare("SELECT id, kind, confirmed FROM entity WHERE book = ?1")?;
            let rows = statement.query_map([book.number.0], |row| {
                Ok((RecordId(row.get(0)?), row.get::<_, u32>(1)?, row.get::<_, Vec<u8>>(2)?))
            })?;
            for row in rows {
                let (id, kind, bytes) = row?;
                let state = EntityState::from_bytes(&bytes)?;
                debug_assert!(registry::kind(kind).is_some());
                club.insert((id, book.book.to_bytes()), Received { kind, state });
            }
        }
        Ok(club)
    };
    let club = reader.store().read(look)?;
    reader.shutdown()?;
    Ok(club)
}

/// Every op that a phone has made, from its own file.
fn ops_of(phone: &Phone) -> Result<Vec<Op>, DemoError> {
    let text = std::fs::read_to_string(phone.key_file())?;
    let digits = text.trim();
    let mut key = [0; 32];
    for (place, byte) in key.iter_mut().enumerate() {
        let pair = digits.get(place * 2..place * 2 + 2).ok_or(DemoError::Answer("a key"))?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| DemoError::Answer("a key"))?;
    }
    let store = Store::open(StoreOptions::new(phone.database(), DatabaseKey::new(key)))?;
    let rows = store.read(|c| journal::rows(c, 1, usize::MAX))?;
    store.shutdown()?;
    let ops: Result<Vec<Op>, _> = rows.iter().map(|row| Op::from_bytes(&row.bytes)).collect();
    Ok(ops.map_err(clubbook_core::store::StoreError::from)?)
}
