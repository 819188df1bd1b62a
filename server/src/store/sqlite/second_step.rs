//! The `second_step` and `paper_code` tables.

use clubbook_model::time::Instant;
use rusqlite::OptionalExtension;

use super::SqliteTx;
use super::row::{Columns, signed, unsigned};
use crate::error::Done;
use crate::store::officers::{Digest, OfficerId};
use crate::store::second_step::{SecondStepRow, SecondSteps};

impl SecondSteps for SqliteTx<'_> {
    fn second_step(&self, officer: OfficerId) -> Done<Option<SecondStepRow>> {
        Ok(self
            .connection
            .prepare_cached("SELECT salt, set_up_at, last_step FROM second_step WHERE officer = ?1")?
            .query_row([officer.0], |row| {
                let mut columns = Columns::new(row);
                Ok(SecondStepRow { salt: columns.get()?, set_up_at: columns.instant()?, last_step: columns.number()? })
            })
            .optional()?)
    }

    fn put_second_step(&mut self, officer: OfficerId, row: &SecondStepRow) -> Done<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO second_step (officer, salt, set_up_at, last_step) VALUES (?1, ?2, ?3, ?4) \
                 ON CONFLICT (officer) DO UPDATE SET salt = ?2, set_up_at = ?3, last_step = ?4",
            )?
            .execute((officer.0, row.salt, row.set_up_at.0, signed(row.last_step)))?;
        Ok(())
    }

    fn remove_second_step(&mut self, officer: OfficerId) -> Done<()> {
        self.connection.prepare_cached("DELETE FROM second_step WHERE officer = ?1")?.execute([officer.0])?;
        self.connection.prepare_cached("DELETE FROM paper_code WHERE officer = ?1")?.execute([officer.0])?;
        Ok(())
    }

    fn put_paper_codes(&mut self, officer: OfficerId, hashes: &[Digest]) -> Done<()> {
        self.connection.prepare_cached("DELETE FROM paper_code WHERE officer = ?1")?.execute([officer.0])?;
        for hash in hashes {
            self.connection
                .prepare_cached("INSERT INTO paper_code (officer, hash) VALUES (?1, ?2)")?
                .execute((officer.0, hash))?;
        }
        Ok(())
    }

    fn use_paper_code(&mut self, officer: OfficerId, hash: &Digest, now: Instant) -> Done<bool> {
        let used = self
            .connection
            .prepare_cached("UPDATE paper_code SET used_at = ?3 WHERE officer = ?1 AND hash = ?2 AND used_at IS NULL")?
            .execute((officer.0, hash, now.0))?;
        Ok(used == 1)
    }

    fn paper_codes_left(&self, officer: OfficerId) -> Done<u64> {
        let count = self
            .connection
            .prepare_cached("SELECT count(*) FROM paper_code WHERE officer = ?1 AND used_at IS NULL")?
            .query_row([officer.0], |row| row.get(0))?;
        Ok(unsigned(count))
    }
}
