//! The `segment` table: the salts of the journal's chain, one for each run of 256 ops.
//!
//! When an op of a run is erased its salt is destroyed, so that the chain values tell nothing of what was erased. Ops of
//! the same run that are made later get a new salt. While an op of the run still waits for sending, the salt stays: a
//! frame cannot be made without it.

use clubbook_model::chain::{Salt, segment};
use rusqlite::{Connection, OptionalExtension, Transaction};

use super::error::Stored;
use super::journal::to_sql;
use crate::clock::Random;

/// The salt that an op's chain value was made with; `None` when it was destroyed.
///
/// # Errors
/// SQL.
pub fn salt_of(connection: &Connection, seq: u64) -> Stored<Option<Salt>> {
    Ok(connection
        .prepare_cached("SELECT salt FROM segment WHERE number = ?1 AND first_seq <= ?2")?
        .query_row((to_sql(segment(seq))?, to_sql(seq)?), |row| row.get(0))
        .optional()?)
}

/// The salt for a new op, made when there is none for its run.
pub(super) fn salt_for(tx: &Transaction<'_>, random: &dyn Random, seq: u64) -> Stored<Salt> {
    if let Some(salt) = salt_of(tx, seq)? {
        return Ok(salt);
    }
    let mut salt = Salt::default();
    random.fill(&mut salt);
    tx.prepare_cached("INSERT INTO segment (number, salt, first_seq) VALUES (?1, ?2, ?3)")?.execute((
        to_sql(segment(seq))?,
        salt,
        to_sql(seq)?,
    ))?;
    Ok(salt)
}

/// Notes that the salt of an op's run has to go.
pub(super) fn doom(tx: &Transaction<'_>, seq: u64) -> Stored<()> {
    tx.prepare_cached("UPDATE segment SET doomed = 1 WHERE number = ?1 AND first_seq <= ?2")?
        .execute((to_sql(segment(seq))?, to_sql(seq)?))?;
    Ok(())
}

/// Destroys the doomed salts whose runs hold nothing that waits for sending.
///
/// # Errors
/// SQL.
pub fn destroy_doomed(tx: &Transaction<'_>) -> Stored<()> {
    tx.prepare_cached(
        "DELETE FROM segment WHERE doomed = 1 AND NOT EXISTS \
         (SELECT 1 FROM journal WHERE state <> 1 AND state = 0 AND (seq - 1) / 256 = segment.number)",
    )?
    .execute([])?;
    Ok(())
}
