//! Ops that stood in the journal and of which a salvage finds no row: the numbers that they used up, and what is still
//! shown of them.
//!
//! What is shown without being confirmed is what this phone wrote itself. Where no row says so any longer, an op is put
//! together from the entries and kept among those of former keys, marked as [`journal::LOST`]. So it stays shown,
//! whatever comes from others, is told as lost, and is over when the centre brings the op itself. It is never sent: the
//! centre may have the op under this number, and what was put together is not it to the last byte.

use std::collections::{BTreeMap, HashSet};

use clubbook_model::id::{Book, DeviceId, OpId, RecordId};
use clubbook_model::merge::{EntityState, FieldState};
use clubbook_model::op::{Change, Op};
use rusqlite::Transaction;

use super::{Damaged, SalvageReport};
use crate::store::books::{self, BookNumber};
use crate::store::entity;
use crate::store::error::Stored;
use crate::store::journal::{self, OpState, device_to_sql, from_sql, to_sql};
use crate::store::settings;

/// Numbers beyond this are nobody's: a phone that believed them would have none left.
const LAST_PLAUSIBLE: u64 = OpId::MAX_SEQ / 2;

/// Keeps what is shown of the ops that the journal lost, and the last number that is known to have been used: the next op
/// gets one behind it.
pub(super) fn keep(damaged: &mut Damaged<'_>, tx: &Transaction<'_>, report: &mut SalvageReport) -> Stored<()> {
    // Without its key the phone gets another one, and with it other numbers.
    let Some(device) = settings::DEVICE_PUBLIC.get(tx)?.map(|key| key.device_id()) else { return Ok(()) };
    let last = journal::head(tx)?.seq;
    let mut used = settings::LAST_USED.get(tx)?.unwrap_or(0);
    // The index names what waits, whether its rows can be read or not.
    for order in ["ASC", "DESC"] {
        let sql = format!(
            "SELECT seq FROM journal INDEXED BY journal_unconfirmed WHERE state <> 1 ORDER BY entity {order}, seq {order}"
        );
        damaged.each_row(&sql, |row| {
            used = used.max(from_sql(row.get(0).unwrap_or_default()));
            Ok(())
        })?;
    }
    used = used.max(from_sql(tx.query_row("SELECT coalesce(max(first_seq), 0) FROM segment", [], |row| row.get(0))?));
    used = used.max(keep_shown(tx, device)?).min(LAST_PLAUSIBLE);
    if used > last {
        settings::LAST_USED.put(tx, &used)?;
        report.first_gap = report.first_gap.or(Some(last + 1));
    }
    report.shown_only = journal::lost(tx)?;
    Ok(())
}

/// Keeps what is shown of lost ops; returns the last number of this device that stands in any state.
fn keep_shown(tx: &Transaction<'_>, device: DeviceId) -> Stored<u64> {
    let held = held_names(tx)?;
    let books: BTreeMap<BookNumber, Book> = books::all(tx)?.into_iter().map(|held| (held.number, held.book)).collect();
    let mut used = 0;
    let mut statement = tx.prepare("SELECT id, book FROM entity ORDER BY id, book")?;
    let records = statement.query_map([], |row| Ok((RecordId(row.get(0)?), BookNumber(row.get(1)?))))?;
    for record in records {
        let (id, number) = record?;
        let Some(row) = entity::row(tx, number, id)? else { continue };
        let shown = row.shown_state()?;
        // What is confirmed may not read, where the page was written over: then nothing of it is told from what is not.
        let Ok(confirmed) = row.confirmed.as_deref().map(EntityState::from_bytes).transpose() else { continue };
        let confirmed = confirmed.unwrap_or_default();
        for state in [&shown, &confirmed] {
            let own = names(state).filter(|name| name.device == device).map(|name| name.seq);
            used = own.filter(|seq| *seq <= LAST_PLAUSIBLE).fold(used, u64::max);
        }
        let known: HashSet<OpId> = names(&confirmed).collect();
        let Some(book) = books.get(&number).filter(|_| row.shown.is_some()) else { continue };
        let lost: HashSet<OpId> = shown
            .fields()
            .flat_map(|(_, field)| field.entries().map(|(name, _)| name))
            .filter(|name| !known.contains(name) && !held.contains(name))
            .collect();
        for name in lost {
            let Some(op) = put_together(name, *book, row.kind, id, (&shown, &confirmed)) else { continue };
            tx.prepare_cached(
                "INSERT OR IGNORE INTO former_journal (device, seq, op, state, reason, book, entity, made_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute((
                device_to_sql(name.device),
                to_sql(name.seq)?,
                op.to_bytes(),
                OpState::Quarantined.number(),
                journal::LOST,
                number.0,
                id.0,
                op.hlc.instant().0,
            ))?;
        }
    }
    Ok(used)
}

/// The names of the ops that the journal and those of former keys hold.
fn held_names(tx: &Transaction<'_>) -> Stored<HashSet<OpId>> {
    let mut statement = tx.prepare("SELECT op FROM journal UNION ALL SELECT op FROM former_journal")?;
    let rows = statement.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
    let mut names = HashSet::new();
    for bytes in rows {
        names.extend(Op::from_bytes(&bytes?).map(|op| op.name()));
    }
    Ok(names)
}

/// The names of all ops that a state knows.
fn names(state: &EntityState) -> impl Iterator<Item = OpId> + '_ {
    let of = |field: &'_ FieldState| -> Vec<OpId> { field.head_ids().into_iter().chain(field.superseded()).collect() };
    state.fields().flat_map(move |(_, field)| of(field))
}

/// The op of this name as far as it is shown: the fields that nobody has written after it.
fn put_together(
    name: OpId,
    book: Book,
    kind: u32,
    entity: RecordId,
    (shown, confirmed): (&EntityState, &EntityState),
) -> Option<Op> {
    let mut changes = Vec::new();
    let mut said = None;
    for (key, field) in shown.fields() {
        let Some((_, entry)) = field.entries().find(|(op, _)| *op == name) else { continue };
        let before: HashSet<OpId> =
            confirmed.field(key.tag, &key.element).map(|field| field.superseded().collect()).unwrap_or_default();
        let over = field.superseded().filter(|op| !before.contains(op)).collect();
        changes.push(Change { tag: key.tag, element: key.element.clone(), value: entry.value.clone(), over });
        said = Some(entry);
    }
    let said = said?;
    let op = Op {
        id: name,
        hlc: said.hlc,
        author: said.author,
        on_behalf_of: said.on_behalf_of,
        source: said.source,
        book,
        kind,
        entity,
        former: None,
        changes,
    };
    Op::from_bytes(&op.to_bytes()).is_ok().then_some(op)
}
