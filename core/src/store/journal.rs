//! The journal: every op that this phone has made, in order, with no holes. What waits in it is the outbox.

mod check;
mod compare;
mod outcome;
mod record;

use std::collections::HashSet;

use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::id::{DeviceId, RecordId};
use clubbook_model::op::Op;
use clubbook_model::time::{Hlc, Instant};
use rusqlite::{Connection, OptionalExtension, Row};

pub(super) use check::op_anywhere;
pub use check::{JournalFault, find, verify};
pub use compare::{Agreement, agreement, bridge, tells_up_to};
pub use outcome::{acknowledge, acknowledge_all, confirm_former, go_on_from, quarantine};
pub(super) use record::append;
pub use record::{Author, Recorded, Recorder};

use super::books::BookNumber;
use super::error::{StoreError, Stored};
use super::settings;

/// Where an op stands on its way to the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpState {
    /// Not acknowledged yet.
    Waiting,
    /// The centre has it.
    Acknowledged,
    /// The centre has it in quarantine.
    Quarantined,
}

impl OpState {
    pub(super) fn number(self) -> i64 {
        match self {
            Self::Waiting => 0,
            Self::Acknowledged => 1,
            Self::Quarantined => 2,
        }
    }

    fn from_number(number: i64) -> Self {
        match number {
            1 => Self::Acknowledged,
            2 => Self::Quarantined,
            _ => Self::Waiting,
        }
    }
}

/// A row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    /// The op's number.
    pub seq: u64,
    /// The canonical bytes.
    pub bytes: Vec<u8>,
    /// c(seq).
    pub chain: Chain,
    /// The centre's clock reading, where it clamped this phone's.
    pub effective: Option<Hlc>,
    /// Where it stands.
    pub state: OpState,
    /// Why it is in quarantine.
    pub reason: Option<String>,
    /// When it was made, by this phone's wall clock.
    pub made_at: Instant,
}

/// The end of the journal: the last op's number and c there; 0 and c(0) while it is empty.
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn head(connection: &Connection) -> Stored<JournalPoint> {
    let last: Option<(i64, [u8; 16])> = connection
        .prepare_cached("SELECT seq, chain FROM journal ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match last {
        Some((seq, chain)) => Ok(JournalPoint { seq: from_sql(seq), chain: Chain(chain) }),
        None => Ok(JournalPoint { seq: 0, chain: settings::device(connection)?.1 }),
    }
}

/// c at a number of the journal; `None` where the journal has no such op, unless the centre has told what stands there
/// ([`bridge`]).
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn point(connection: &Connection, seq: u64) -> Stored<Option<JournalPoint>> {
    if seq == 0 {
        return Ok(Some(JournalPoint { seq, chain: settings::device(connection)?.1 }));
    }
    let chain: Option<[u8; 16]> = connection
        .prepare_cached("SELECT chain FROM journal WHERE seq = ?1")?
        .query_row([to_sql(seq)?], |row| row.get(0))
        .optional()?;
    match chain {
        Some(chain) => Ok(Some(JournalPoint { seq, chain: Chain(chain) })),
        None => Ok(settings::JOURNAL_BRIDGE.get(connection)?.filter(|told| told.seq == seq)),
    }
}

/// The last point of the journal before number `seq` that is there.
///
/// # Errors
/// SQL, or a phone without a key pair.
pub fn point_before(connection: &Connection, seq: u64) -> Stored<JournalPoint> {
    let last: Option<(i64, [u8; 16])> = connection
        .prepare_cached("SELECT seq, chain FROM journal WHERE seq < ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([to_sql(seq)?], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match last {
        Some((seq, chain)) => Ok(JournalPoint { seq: from_sql(seq), chain: Chain(chain) }),
        None => Ok(JournalPoint { seq: 0, chain: settings::device(connection)?.1 }),
    }
}

const COLUMNS: &str = "seq, op, chain, effective, state, reason, made_at";

fn read(row: &Row<'_>) -> rusqlite::Result<JournalRow> {
    Ok(JournalRow {
        seq: from_sql(row.get(0)?),
        bytes: row.get(1)?,
        chain: Chain(row.get(2)?),
        effective: row.get::<_, Option<i64>>(3)?.and_then(|bits| Hlc::from_bits(from_sql(bits)).ok()),
        state: OpState::from_number(row.get(4)?),
        reason: row.get(5)?,
        made_at: Instant(row.get(6)?),
    })
}

/// Up to `limit` rows from number `from` on, whatever their state: what a push frame is cut from.
///
/// # Errors
/// SQL.
pub fn rows(connection: &Connection, from: u64, limit: usize) -> Stored<Vec<JournalRow>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM journal WHERE seq >= ?1 ORDER BY seq LIMIT ?2"))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(statement.query_map((to_sql(from)?, limit), read)?.collect::<rusqlite::Result<_>>()?)
}

/// The number of the first op that waits for its acknowledgement.
///
/// # Errors
/// SQL.
pub fn first_waiting(connection: &Connection) -> Stored<Option<u64>> {
    let seq: Option<i64> = connection
        .prepare_cached("SELECT min(seq) FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1 AND state = 0")?
        .query_row([], |row| row.get(0))?;
    Ok(seq.map(from_sql))
}

/// What waits, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outbox {
    /// Ops that wait for their acknowledgement.
    pub waiting: u64,
    /// When the oldest of them was made.
    pub oldest: Option<Instant>,
    /// Ops in quarantine at the centre.
    pub quarantined: u64,
}

/// What waits, in numbers.
///
/// # Errors
/// SQL.
pub fn outbox(connection: &Connection) -> Stored<Outbox> {
    let counted = connection
        .prepare_cached(
            "SELECT count(*) FILTER (WHERE state = 0), min(made_at) FILTER (WHERE state = 0), \
             count(*) FILTER (WHERE state = 2) + (SELECT count(*) FROM former_journal WHERE state <> 1) \
             FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1",
        )?
        .query_row([], |row| {
            Ok(Outbox {
                waiting: from_sql(row.get(0)?),
                oldest: row.get::<_, Option<i64>>(1)?.map(Instant),
                quarantined: from_sql(row.get(2)?),
            })
        })?;
    Ok(counted)
}

/// The reason of an op that a salvage could not read: what is shown of it stays shown, and is not sent.
pub(super) const LOST: &str = "lost";

/// The first number of an op of which only what is shown was left; `None` where there is no such op, or the centre has
/// brought them.
///
/// # Errors
/// SQL.
pub fn first_lost(connection: &Connection) -> Stored<Option<u64>> {
    let seq: Option<i64> = connection
        .prepare_cached(
            "SELECT min(seq) FROM former_journal INDEXED BY former_journal_unconfirmed WHERE state <> 1 AND reason = ?1",
        )?
        .query_row([LOST], |row| row.get(0))?;
    Ok(seq.map(from_sql))
}

/// How many such ops there are.
pub(super) fn lost(connection: &Connection) -> Stored<u64> {
    let sql =
        "SELECT count(*) FROM former_journal INDEXED BY former_journal_unconfirmed WHERE state <> 1 AND reason = ?1";
    Ok(from_sql(connection.query_row(sql, [LOST], |row| row.get(0))?))
}

/// The ops in quarantine, with their reasons.
///
/// # Errors
/// SQL.
pub fn quarantined(connection: &Connection) -> Stored<Vec<JournalRow>> {
    unconfirmed_in(connection, OpState::Quarantined)
}

/// The ops that wait for their acknowledgement, oldest first.
///
/// # Errors
/// SQL.
pub fn waiting(connection: &Connection) -> Stored<Vec<JournalRow>> {
    unconfirmed_in(connection, OpState::Waiting)
}

fn unconfirmed_in(connection: &Connection, state: OpState) -> Stored<Vec<JournalRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1 AND state = ?1 ORDER BY seq"
    ))?;
    Ok(statement.query_map([state.number()], read)?.collect::<rusqlite::Result<_>>()?)
}

/// This phone's ops on an entity that are shown without being confirmed.
pub(super) fn unconfirmed(
    connection: &Connection,
    book: BookNumber,
    entity: RecordId,
) -> Stored<Vec<(Op, Option<Hlc>)>> {
    let mut found = Vec::new();
    for sql in [
        "SELECT op, effective FROM former_journal INDEXED BY former_journal_unconfirmed \
         WHERE entity = ?1 AND state <> 1 AND book = ?2 ORDER BY device, seq",
        "SELECT op, effective FROM journal INDEXED BY journal_unconfirmed \
         WHERE entity = ?1 AND state <> 1 AND book = ?2 ORDER BY seq",
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query((entity.0, book.0))?;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(|_| StoreError::Corrupt)?;
            let effective: Option<i64> = row.get(1)?;
            let effective = effective.map(|bits| Hlc::from_bits(from_sql(bits))).transpose()?;
            found.push((Op::from_bytes(bytes)?, effective));
        }
    }
    Ok(found)
}

/// The records of which this phone's ops are shown without being confirmed.
pub(super) fn unconfirmed_records(connection: &Connection) -> Stored<HashSet<RecordId>> {
    let mut statement = connection.prepare_cached(
        "SELECT entity FROM former_journal INDEXED BY former_journal_unconfirmed WHERE state <> 1 \
         UNION SELECT entity FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1",
    )?;
    Ok(statement.query_map([], |row| row.get(0).map(RecordId))?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn to_sql(number: u64) -> Stored<i64> {
    i64::try_from(number).map_err(|_| StoreError::OutOfRange("a number"))
}

pub(super) fn from_sql(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// A device id as SQLite keeps it: the same 64 bits.
pub(super) fn device_to_sql(device: DeviceId) -> i64 {
    i64::from_be_bytes(device.0.to_be_bytes())
}

/// The inverse of [`device_to_sql`].
pub(super) fn device_from_sql(bits: i64) -> DeviceId {
    DeviceId(u64::from_be_bytes(bits.to_be_bytes()))
}
