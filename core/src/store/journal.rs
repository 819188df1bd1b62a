//! The journal: every op that this phone has made, in order, with no holes. What waits in it is the outbox.

mod check;
mod compare;

use std::collections::HashSet;

use clubbook_model::chain::{Chain, JournalPoint};
use clubbook_model::edit::Draft;
use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::op::{Op, Source};
use clubbook_model::time::{CLAMP_AHEAD_SECONDS, Hlc, Instant};
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

pub(super) use check::op_anywhere;
pub use check::{JournalFault, find, verify};
pub use compare::{Agreement, agreement, bridge, tells_up_to};

use super::books::{self, BookNumber};
use super::confirm::confirming;
use super::entity::{self, Room};
use super::error::{StoreError, Stored};
use super::settings::{self, ServerTime};
use super::{erased, renumber, segment};
use crate::clock::{Clock, Random};

/// Who says what is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The person who uses the phone.
    pub person: RecordId,
    /// The person who told, when somebody else's paper is entered.
    pub on_behalf_of: Option<RecordId>,
    /// Where it comes from.
    pub source: Source,
}

impl Author {
    /// Somebody who records what they saw themselves.
    pub fn of_app(person: RecordId) -> Self {
        Self { person, on_behalf_of: None, source: Source::APP }
    }
}

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

/// What was recorded: what a person was told is saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The op.
    pub op: Op,
}

/// Makes ops: the clocks, the randomness and the author of one command.
#[derive(Clone, Copy)]
pub struct Recorder<'a> {
    /// The phone's clocks.
    pub clock: &'a dyn Clock,
    /// Its randomness.
    pub random: &'a dyn Random,
    /// Who says so.
    pub author: Author,
}

impl std::fmt::Debug for Recorder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recorder").field("author", &self.author).finish_non_exhaustive()
    }
}

impl Recorder<'_> {
    /// The id of the record that the next op creates. Record that op before asking again.
    ///
    /// # Errors
    /// SQL, or a phone without a key pair.
    pub fn next_record(&self, tx: &Transaction<'_>) -> Stored<RecordId> {
        let (device, _) = settings::device(tx)?;
        Ok(RecordId::of_op(OpId { device, seq: head(tx)?.seq + 1 }, 0))
    }

    /// Writes a form down as the next op: journal, what is shown, and the indexes, in the caller's transaction. A form
    /// in which nothing was changed records nothing.
    ///
    /// # Errors
    /// SQL, a phone without a key pair, or more than an op or a record may hold: then the transaction must not be committed.
    pub fn record(&self, tx: &Transaction<'_>, book: &Book, draft: Draft) -> Stored<Option<Recorded>> {
        if draft.is_unchanged() {
            return Ok(None);
        }
        let (device, _) = settings::device(tx)?;
        let head = head(tx)?;
        let seq = head.seq + 1;
        if seq > OpId::MAX_SEQ {
            return Err(StoreError::OutOfRange("an op's number"));
        }
        // A form may have been opened before a fork gave new numbers to what stood in it.
        let now = renumber::Now::of(tx)?;
        let book = Book { part: now.record(tx, book.part)?, ..*book };
        let number = books::number(tx, &book)?;
        let (kind, before) = (draft.kind(), draft.entity());
        let changes = draft.into_changes();
        let entity = now.entity(tx, kind, before, &changes)?;
        let op = Op {
            id: OpId { device, seq },
            hlc: stamp(tx, self.clock)?,
            author: self.author.person,
            on_behalf_of: self.author.on_behalf_of,
            source: self.author.source,
            book,
            kind,
            entity,
            former: None,
            changes: now.changes(tx, entity, changes)?,
        };
        op.check_form()?;
        if op.to_bytes().len() > Op::MAX_BYTES - ROOM_FOR_FORMER {
            return Err(StoreError::TooLong);
        }
        append(tx, self.random, head, number, &op, self.clock.now())?;
        if entity::fold_local(tx, number, &op)? == Room::Outgrown {
            return Err(StoreError::RecordFull);
        }
        Ok(Some(Recorded { op }))
    }
}

/// After a fork an op names its former number and chain value besides: it must not grow too large by that.
const ROOM_FOR_FORMER: usize = 64;

/// Writes an op behind the end of the journal; returns the new end.
pub(super) fn append(
    tx: &Transaction<'_>,
    random: &dyn Random,
    head: JournalPoint,
    book: BookNumber,
    op: &Op,
    made_at: Instant,
) -> Stored<JournalPoint> {
    let bytes = op.to_bytes();
    if bytes.len() > Op::MAX_BYTES {
        return Err(StoreError::TooLong);
    }
    let seq = op.id.seq;
    let chain = head.chain.next(&segment::salt_for(tx, random, seq)?, &bytes);
    tx.prepare_cached(
        "INSERT INTO journal (seq, op, chain, state, book, entity, made_at) VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6)",
    )?
    .execute((to_sql(seq)?, &bytes, chain.0, book.0, op.entity.0, made_at.0))?;
    Ok(JournalPoint { seq, chain })
}

/// The next clock reading of this phone, above its last one and above the last time that the centre told.
fn stamp(tx: &Transaction<'_>, clock: &dyn Clock) -> Stored<Hlc> {
    let last = settings::LAST_HLC.get(tx)?.unwrap_or_default();
    let next = last.tick(best_time(clock, settings::SERVER_TIME.get(tx)?));
    settings::LAST_HLC.put(tx, &next)?;
    Ok(next)
}

/// What the time is, as well as this phone can know. In the run of the monotonic clock in which the centre told its time,
/// a wall clock that is ahead of it by more than the centre accepts is not believed; otherwise the later of the two holds.
fn best_time(clock: &dyn Clock, told: Option<ServerTime>) -> Instant {
    let wall = clock.now();
    let Some(told) = told else { return wall };
    let monotonic = clock.monotonic();
    if told.run != monotonic.run {
        return wall.max(told.server);
    }
    let elapsed = i64::try_from(monotonic.seconds.saturating_sub(told.seconds)).unwrap_or(0);
    let centre = Instant(told.server.0.saturating_add(elapsed));
    if wall.0 > centre.0.saturating_add(CLAMP_AHEAD_SECONDS) { centre } else { wall.max(centre) }
}

/// Notes the time that the centre told.
///
/// # Errors
/// SQL.
pub fn put_server_time(tx: &Transaction<'_>, clock: &dyn Clock, server: Instant) -> Stored<()> {
    let monotonic = clock.monotonic();
    settings::SERVER_TIME.put(tx, &ServerTime { server, run: monotonic.run, seconds: monotonic.seconds })
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

/// The ops in quarantine, with their reasons.
///
/// # Errors
/// SQL.
pub fn quarantined(connection: &Connection) -> Stored<Vec<JournalRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1 AND state = 2 ORDER BY seq"
    ))?;
    Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
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

/// As [`acknowledge_all`], for one op alone.
///
/// # Errors
/// SQL.
pub fn acknowledge(tx: &Transaction<'_>, seq: u64, effective: Option<Hlc>) -> Stored<()> {
    acknowledge_all(tx, [(seq, effective)])
}

/// The centre has these ops in their books' sequences: they are confirmed, with the clock reading that the centre gave
/// them where it clamped this phone's. A repeat changes nothing.
///
/// # Errors
/// SQL.
pub fn acknowledge_all(tx: &Transaction<'_>, ops: impl IntoIterator<Item = (u64, Option<Hlc>)>) -> Stored<()> {
    confirming(tx, |confirming| {
        for (seq, effective) in ops {
            let row: Option<(Vec<u8>, i64, Option<i64>)> = tx
                .prepare_cached("SELECT op, book, effective FROM journal WHERE seq = ?1")?
                .query_row([to_sql(seq)?], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            // A row that a salvage could not read: the centre has the op, and it comes back in a frame.
            let Some((bytes, book, known)) = row else { continue };
            let known = known.map(|bits| Hlc::from_bits(from_sql(bits))).transpose()?;
            let effective = [effective, known].into_iter().flatten().min();
            let effective_bits = effective.map(|hlc| to_sql(hlc.bits())).transpose()?;
            tx.prepare_cached("UPDATE journal SET state = 1, reason = NULL, effective = ?2 WHERE seq = ?1")?
                .execute((to_sql(seq)?, effective_bits))?;
            let op = Op::from_bytes(&bytes)?;
            if confirming.is_erased(op.entity)? {
                erased::stub_sent(tx, seq)?;
            }
            confirming.op(BookNumber(book), &op, effective)?;
        }
        Ok(())
    })
}

/// An op that this phone made under a key before a fork has come back from the centre: it is confirmed.
///
/// # Errors
/// SQL.
pub fn confirm_former(tx: &Transaction<'_>, op: OpId) -> Stored<()> {
    tx.prepare_cached(
        "UPDATE former_journal SET state = 1, reason = NULL WHERE device = ?1 AND seq = ?2 AND state <> 1",
    )?
    .execute((device_to_sql(op.device), to_sql(op.seq)?))?;
    Ok(())
}

/// The centre clamped this phone's clock: stamps go on from the effective reading. For the last op of an acknowledgement.
///
/// # Errors
/// SQL.
pub fn go_on_from(tx: &Transaction<'_>, effective: Hlc) -> Stored<()> {
    settings::LAST_HLC.put(tx, &effective)
}

/// The centre holds this op in quarantine: it stays visible here, with the reason.
///
/// # Errors
/// SQL.
pub fn quarantine(tx: &Transaction<'_>, seq: u64, reason: &str) -> Stored<()> {
    tx.prepare_cached("UPDATE journal SET state = ?2, reason = ?3 WHERE seq = ?1 AND state <> 1")?.execute((
        to_sql(seq)?,
        OpState::Quarantined.number(),
        reason,
    ))?;
    Ok(())
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
