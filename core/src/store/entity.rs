//! The `entity` table: what the centre has confirmed of each record, what is shown of it, and the indexes over that.
//!
//! Nothing here names a field: what a kind holds stands in the registry. What reads for people ([`shown`], [`all`],
//! [`by_index`] and their kin) shows a person at a shared phone no more than they may see, see [`super::sight`].

use std::collections::BTreeSet;

use clubbook_model::bounds;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::EntityState;
use clubbook_model::op::Op;
use clubbook_model::registry::{self, Entity};
use clubbook_model::sum::{StateSum, bucket};
use clubbook_model::value::Value;
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::books::{self, BookNumber};
use super::error::{StoreError, Stored};
use super::index_key::{Direction, index_key, range_end};
use super::{erased, journal, person_index};

/// A record as it is shown, with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownEntity {
    /// The book.
    pub book: BookNumber,
    /// The kind's number.
    pub kind: u32,
    /// What is confirmed, and besides it what this phone has not sent yet.
    pub state: EntityState,
}

/// The stored bytes of an entity.
pub(super) struct Row {
    pub(super) kind: u32,
    pub(super) confirmed: Option<Vec<u8>>,
    pub(super) shown: Option<Vec<u8>>,
}

impl Row {
    pub(super) fn shown_bytes(&self) -> Option<&[u8]> {
        self.shown.as_deref().or(self.confirmed.as_deref())
    }

    pub(super) fn shown_state(&self) -> Stored<EntityState> {
        match self.shown_bytes() {
            Some(bytes) => Ok(EntityState::from_bytes(bytes)?),
            None => Ok(EntityState::new()),
        }
    }
}

pub(super) fn row(connection: &Connection, book: BookNumber, id: RecordId) -> Stored<Option<Row>> {
    Ok(connection
        .prepare_cached("SELECT kind, confirmed, shown FROM entity WHERE id = ?1 AND book = ?2")?
        .query_row((id.0, book.0), |row| Ok(Row { kind: row.get(0)?, confirmed: row.get(1)?, shown: row.get(2)? }))
        .optional()?)
}

pub(super) fn write(tx: &Transaction<'_>, book: BookNumber, id: RecordId, row: &Row) -> Stored<()> {
    tx.prepare_cached(
        "INSERT INTO entity (id, book, kind, confirmed, shown) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (id, book) DO UPDATE SET confirmed = ?4, shown = ?5",
    )?
    .execute((id.0, book.0, row.kind, &row.confirmed, &row.shown))?;
    Ok(())
}

/// Whether a record has room for what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// It has.
    Enough,
    /// It holds more than a record may.
    Outgrown,
}

/// Takes in an op of this phone that the centre has not confirmed: it is shown at once.
pub(super) fn fold_local(tx: &Transaction<'_>, book: BookNumber, op: &Op) -> Stored<Room> {
    let old = row(tx, book, op.entity)?;
    let before = old.as_ref().map(Row::shown_state).transpose()?;
    let mut after = before.clone().unwrap_or_default();
    after.fold(op, None);
    after = erased::allowed(tx, op.entity, after)?;
    let kind = old.as_ref().map_or(op.kind, |row| row.kind);
    let new = Row { kind, confirmed: old.and_then(|row| row.confirmed), shown: Some(after.to_bytes()) };
    write(tx, book, op.entity, &new)?;
    reindex(tx, book, kind, op.entity, before.as_ref(), Some(&after))?;
    let is_outgrown = before.is_some_and(|before| bounds::outgrows(&before, &after));
    Ok(if is_outgrown { Room::Outgrown } else { Room::Enough })
}

/// Takes an op of this phone out of what is confirmed: the centre has another one under its number, so it is sent as another
/// op. What is shown stays as it was until [`reshow`].
pub(super) fn withdraw(tx: &Transaction<'_>, book: BookNumber, op: &Op) -> Stored<()> {
    let Some(old) = row(tx, book, op.entity)? else { return Ok(()) };
    let Some(bytes) = &old.confirmed else { return Ok(()) };
    let mut confirmed = EntityState::from_bytes(bytes)?;
    confirmed.withdraw(op);
    let confirmed = (!confirmed.is_empty()).then(|| confirmed.to_bytes());
    let sum = |bytes: &Vec<u8>| StateSum::of_entity(op.entity, bytes);
    let after = confirmed.as_ref().map(sum).unwrap_or_default();
    let change = StateSum::default().replace(Some(sum(bytes)), after);
    books::add_to_sum(tx, book, bucket(op.entity), change)?;
    let shown = Some(old.shown_state()?.to_bytes());
    write(tx, book, op.entity, &Row { kind: old.kind, confirmed, shown })
}

/// Makes a stub of what is confirmed and shown of an entity that was erased.
pub(super) fn stub(tx: &Transaction<'_>, book: BookNumber, entity: RecordId) -> Stored<()> {
    let Some(old) = row(tx, book, entity)? else { return Ok(()) };
    let before = old.shown_state()?;
    let confirmed = old.confirmed.as_deref().map(EntityState::from_bytes).transpose()?;
    let confirmed = confirmed.map(|state| state.erased().to_bytes());
    if let (Some(old), Some(new)) = (&old.confirmed, &confirmed) {
        let before_sum = StateSum::of_entity(entity, old);
        let change = StateSum::default().replace(Some(before_sum), StateSum::of_entity(entity, new));
        books::add_to_sum(tx, book, bucket(entity), change)?;
    }
    let after = before.erased();
    let shown = old.shown.is_some().then(|| after.to_bytes());
    write(tx, book, entity, &Row { kind: old.kind, confirmed, shown })?;
    reindex(tx, book, old.kind, entity, Some(&before), Some(&after))
}

/// Takes away every entity of a book, with its place in the indexes. The sums are the caller's.
pub(super) fn remove_all(tx: &Transaction<'_>, book: BookNumber) -> Stored<()> {
    let mut statement = tx.prepare_cached("SELECT id, kind, coalesce(shown, confirmed) FROM entity WHERE book = ?1")?;
    let mut rows = statement.query([book.0])?;
    while let Some(row) = rows.next()? {
        let (id, kind) = (RecordId(row.get(0)?), row.get(1)?);
        let bytes = row.get_ref(2)?.as_blob().map_err(|_| StoreError::Corrupt)?;
        let state = EntityState::from_bytes(bytes)?;
        reindex(tx, book, kind, id, Some(&state), None)?;
    }
    tx.execute("DELETE FROM entity WHERE book = ?1", [book.0])?;
    Ok(())
}

/// Works out anew what is shown of an entity, after ops of this phone changed their state, their stamp or their number.
/// An entity of which nothing is left goes.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn reshow(tx: &Transaction<'_>, book: BookNumber, entity: RecordId) -> Stored<()> {
    let old = row(tx, book, entity)?;
    let unconfirmed = journal::unconfirmed(tx, book, entity)?;
    let kind = old.as_ref().map(|row| row.kind).or(unconfirmed.first().map(|(op, _)| op.kind));
    let Some(kind) = kind else { return Ok(()) };
    let before = old.as_ref().map(Row::shown_state).transpose()?;
    let confirmed = old.and_then(|row| row.confirmed);
    let mut after = match &confirmed {
        Some(bytes) => EntityState::from_bytes(bytes)?,
        None => EntityState::new(),
    };
    for (op, effective) in &unconfirmed {
        after.fold(op, *effective);
    }
    after = erased::allowed(tx, entity, after)?;
    if confirmed.is_none() && unconfirmed.is_empty() {
        tx.prepare_cached("DELETE FROM entity WHERE id = ?1 AND book = ?2")?.execute((entity.0, book.0))?;
    } else {
        let shown = (!unconfirmed.is_empty()).then(|| after.to_bytes());
        write(tx, book, entity, &Row { kind, confirmed, shown })?;
    }
    reindex(tx, book, kind, entity, before.as_ref(), Some(&after))
}

/// The index rows of a state: position of the index in the registry, and key. An entity without a value in an index's
/// first field does not stand in it.
fn index_rows(kind: u32, state: &EntityState) -> BTreeSet<(u32, Vec<u8>)> {
    let indexes = registry::kind(kind).map(|kind| kind.indexes).unwrap_or_default();
    let mut rows = BTreeSet::new();
    for (number, tags) in (0u32..).zip(indexes) {
        let values: Vec<&Value> = tags.iter().map(|tag| state.shown(*tag, &[]).unwrap_or(&Value::None)).collect();
        if values.first().is_some_and(|first| **first != Value::None) {
            rows.insert((number, index_key(values)));
        }
    }
    rows
}

/// Rewrites the index rows that changed; with no new state there is none to be left.
pub(super) fn reindex(
    tx: &Transaction<'_>,
    book: BookNumber,
    kind: u32,
    entity: RecordId,
    old: Option<&EntityState>,
    new: Option<&EntityState>,
) -> Stored<()> {
    let rows = |state: Option<&EntityState>| state.map(|state| index_rows(kind, state)).unwrap_or_default();
    let (before, after) = (rows(old), rows(new));
    for (sql, rows) in [
        (
            "DELETE FROM entity_index WHERE kind = ?1 AND number = ?2 AND key = ?3 AND entity = ?4 AND book = ?5",
            before.difference(&after),
        ),
        (
            "INSERT OR IGNORE INTO entity_index (kind, number, key, entity, book) VALUES (?1, ?2, ?3, ?4, ?5)",
            after.difference(&before),
        ),
    ] {
        let mut statement = tx.prepare_cached(sql)?;
        for (number, key) in rows {
            statement.execute((kind, number, key, entity.0, book.0))?;
        }
    }
    person_index::refresh(tx, (kind, book), entity, old, new)
}

/// The canonical bytes of what is confirmed of each entity in a bucket of a book: what a repair compares.
///
/// # Errors
/// SQL.
pub fn confirmed_in_bucket(
    connection: &Connection,
    book: BookNumber,
    wanted: usize,
) -> Stored<Vec<(RecordId, u32, Vec<u8>)>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, kind, confirmed FROM entity WHERE book = ?1 AND confirmed IS NOT NULL ORDER BY id",
    )?;
    let rows = statement.query_map([book.0], |row| Ok((RecordId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let row: (RecordId, u32, Vec<u8>) = row?;
        if bucket(row.0) == wanted {
            found.push(row);
        }
    }
    Ok(found)
}

/// The book's sums worked out from the entities themselves: what the kept ones must equal.
///
/// # Errors
/// SQL.
pub fn recomputed_sum(connection: &Connection, book: BookNumber) -> Stored<StateSum> {
    let mut statement =
        connection.prepare_cached("SELECT id, confirmed FROM entity WHERE book = ?1 AND confirmed IS NOT NULL")?;
    let mut rows = statement.query([book.0])?;
    let mut sum = StateSum::default();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(1)?.as_blob().map_err(|_| StoreError::Corrupt)?;
        sum = [sum, StateSum::of_entity(RecordId(row.get(0)?), bytes)].into_iter().sum();
    }
    Ok(sum)
}

/// Whether this phone holds a record, shown to the person at it or not.
///
/// # Errors
/// SQL.
pub fn is_held(connection: &Connection, id: RecordId) -> Stored<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM entity WHERE id = ?1)")?
        .query_row([id.0], |row| row.get(0))?)
}

/// The state of a record whatever the person at the phone may see: for the few questions whose answer is one bit that they
/// may know (design §7), never for a screen.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn held<E: Entity>(connection: &Connection, id: RecordId) -> Stored<Option<EntityState>> {
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached(
            "SELECT coalesce(shown, confirmed) FROM entity WHERE id = ?1 AND kind = ?2 ORDER BY book LIMIT 1",
        )?
        .query_row((id.0, E::DEF.number), |row| row.get(0))
        .optional()?;
    Ok(bytes.as_deref().map(EntityState::from_bytes).transpose()?)
}

/// What is shown of a record.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn shown(connection: &Connection, id: RecordId) -> Stored<Option<ShownEntity>> {
    let found: Option<(i64, u32, Vec<u8>)> = connection
        .prepare_cached(
            "SELECT book, kind, coalesce(own_words(book, id), shown, confirmed) FROM entity WHERE id = ?1 AND may_read(book, id) ORDER BY book LIMIT 1",
        )?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((book, kind, bytes)) = found else { return Ok(None) };
    Ok(Some(ShownEntity { book: BookNumber(book), kind, state: EntityState::from_bytes(&bytes)? }))
}

/// What is shown of a record of a known kind, for a form over it; `None` when there is none of that kind.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn state<E: Entity>(connection: &Connection, id: RecordId) -> Stored<Option<EntityState>> {
    Ok(shown(connection, id)?.filter(|entity| entity.kind == E::DEF.number).map(|entity| entity.state))
}

/// A record of a known kind.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn get<E: Entity>(connection: &Connection, id: RecordId) -> Stored<Option<E>> {
    Ok(state::<E>(connection, id)?.map(|state| E::read(id, &state)))
}

/// All records of a kind in a book, in the order of their ids.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn all<E: Entity>(connection: &Connection, book: &Book) -> Stored<Vec<E>> {
    Ok(states::<E>(connection, book)?.into_iter().map(|(id, state)| E::read(id, &state)).collect())
}

/// As [`all`], with the states, for who needs more than the values.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn states<E: Entity>(connection: &Connection, book: &Book) -> Stored<Vec<(RecordId, EntityState)>> {
    let Some(number) = books::find(connection, book)? else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT id, coalesce(own_words(book, id), shown, confirmed) FROM entity WHERE kind = ?1 AND book = ?2 AND may_read(book, id) ORDER BY id",
    )?;
    let mut rows = statement.query((E::DEF.number, number.0))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// All records of a kind in all books.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn all_books<E: Entity>(connection: &Connection) -> Stored<Vec<E>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, coalesce(own_words(book, id), shown, confirmed) FROM entity WHERE kind = ?1 AND may_read(book, id) ORDER BY id",
    )?;
    let mut rows = statement.query([E::DEF.number])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, state) = read(row)?;
        found.push(E::read(id, &state));
    }
    Ok(found)
}

/// A row of an id and the state's bytes.
fn read(row: &rusqlite::Row<'_>) -> Stored<(RecordId, EntityState)> {
    let bytes = row.get_ref(1)?.as_blob().map_err(|_| StoreError::Corrupt)?;
    Ok((RecordId(row.get(0)?), EntityState::from_bytes(bytes)?))
}

/// Which part of an index to read.
#[derive(Debug, Clone, Copy)]
pub struct Scan {
    /// In which direction.
    pub direction: Direction,
    /// At most so many.
    pub limit: usize,
}

impl Scan {
    /// Everything, the smallest first.
    pub const ALL: Self = Self { direction: Direction::Ascending, limit: usize::MAX };

    /// The `limit` largest, the largest first.
    pub const fn last(limit: usize) -> Self {
        Self { direction: Direction::Descending, limit }
    }
}

/// Records of a kind by one of the registry's indexes of that kind (its position there): those whose first values there
/// are `values`, in the order of the others.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn by_index<E: Entity>(connection: &Connection, index: u32, values: &[Value], scan: Scan) -> Stored<Vec<E>> {
    let states = states_by_index::<E>(connection, index, values, scan)?;
    Ok(states.into_iter().map(|(id, state)| E::read(id, &state)).collect())
}

/// As [`by_index`], with the states, for who needs more than the values.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn states_by_index<E: Entity>(
    connection: &Connection,
    index: u32,
    values: &[Value],
    scan: Scan,
) -> Stored<Vec<(RecordId, EntityState)>> {
    let prefix = index_key(values);
    in_range(connection, (E::DEF.number, index), &prefix, &range_end(&prefix), scan)
}

/// As [`states_by_index`], those whose next value lies from `first` to `last`, both included, in its order.
///
/// # Errors
/// SQL, or stored bytes that are damaged.
pub fn states_between<E: Entity>(
    connection: &Connection,
    index: u32,
    values: &[Value],
    first: &Value,
    last: &Value,
) -> Stored<Vec<(RecordId, EntityState)>> {
    let from = index_key(values.iter().chain([first]));
    let to = range_end(&index_key(values.iter().chain([last])));
    in_range(connection, (E::DEF.number, index), &from, &to, Scan::ALL)
}

fn in_range(
    connection: &Connection,
    (kind, index): (u32, u32),
    from: &[u8],
    to: &[u8],
    scan: Scan,
) -> Stored<Vec<(RecordId, EntityState)>> {
    let order = match scan.direction {
        Direction::Ascending => "ASC",
        Direction::Descending => "DESC",
    };
    let mut statement = connection.prepare_cached(&format!(
        "SELECT e.id, coalesce(own_words(e.book, e.id), e.shown, e.confirmed) FROM entity_index AS i JOIN entity AS e ON e.id = i.entity AND e.book = i.book \
         WHERE i.kind = ?1 AND i.number = ?2 AND i.key >= ?3 AND i.key < ?4 AND e.kind = ?1 AND may_read(e.book, e.id) \
         ORDER BY i.key {order}, i.entity {order} LIMIT ?5"
    ))?;
    let limit = i64::try_from(scan.limit).unwrap_or(i64::MAX);
    let mut rows = statement.query((kind, index, from, to, limit))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}
