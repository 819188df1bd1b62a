//! The `exchange` table: how the last exchanges with the centre went, for the people at the phone. Moments and counts,
//! nothing of any record; what is sent and what waits stands in the journal alone.

use clubbook_model::time::Instant;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use super::error::Stored;
use super::journal::{from_sql, to_sql};
use super::settings::{SettingValue, Trouble};

/// So many rows are kept.
const KEPT: u64 = 50;

/// How an exchange went, or several in a row that moved nothing and ended alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    /// When the first of them ended, by this phone's clock.
    pub first_at: Instant,
    /// When the last of them ended.
    pub last_at: Instant,
    /// How many there were.
    pub times: u64,
    /// Why it ended before its end; `None` where it did not.
    pub trouble: Option<Trouble>,
    /// Ops that the centre acknowledged.
    pub sent: u64,
    /// Ops that the centre put aside.
    pub put_aside: u64,
    /// Rows that came.
    pub received: u64,
}

impl Exchange {
    /// Whether it moved nothing.
    pub fn is_still(&self) -> bool {
        (self.sent, self.put_aside, self.received) == (0, 0, 0)
    }
}

/// Notes an exchange that has just ended; one that moved nothing and ended as the one before joins its row.
///
/// # Errors
/// SQL.
pub fn note(tx: &Transaction<'_>, ended: &Exchange) -> Stored<()> {
    let before = tx.query_row(&format!("{SELECT} LIMIT 1"), [], read).optional()?;
    if let Some((number, before)) = before
        && before.is_still()
        && ended.is_still()
        && before.trouble == ended.trouble
    {
        tx.prepare_cached("UPDATE exchange SET last_at = ?2, times = times + 1 WHERE number = ?1")?
            .execute((number, ended.last_at.0))?;
        return Ok(());
    }
    tx.prepare_cached(
        "INSERT INTO exchange (first_at, last_at, times, trouble, sent, put_aside, received) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((
        ended.first_at.0,
        ended.last_at.0,
        to_sql(ended.times)?,
        ended.trouble.map_or(0, number_of),
        to_sql(ended.sent)?,
        to_sql(ended.put_aside)?,
        to_sql(ended.received)?,
    ))?;
    tx.prepare_cached("DELETE FROM exchange WHERE number <= ?1")?
        .execute([tx.last_insert_rowid().saturating_sub(to_sql(KEPT)?)])?;
    Ok(())
}

/// The last exchanges, newest first.
///
/// # Errors
/// SQL.
pub fn last(connection: &Connection, limit: u64) -> Stored<Vec<Exchange>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} LIMIT ?1"))?;
    let rows = statement.query_map([to_sql(limit)?], read)?;
    Ok(rows.map(|row| row.map(|(_, exchange)| exchange)).collect::<rusqlite::Result<_>>()?)
}

const SELECT: &str = "SELECT number, first_at, last_at, times, trouble, sent, put_aside, received FROM exchange \
                      ORDER BY number DESC";

fn read(row: &Row<'_>) -> rusqlite::Result<(i64, Exchange)> {
    let trouble: u8 = row.get(4)?;
    let exchange = Exchange {
        first_at: Instant(row.get(1)?),
        last_at: Instant(row.get(2)?),
        times: from_sql(row.get(3)?),
        trouble: if trouble == 0 { None } else { Trouble::from_bytes(&[trouble]) },
        sent: from_sql(row.get(5)?),
        put_aside: from_sql(row.get(6)?),
        received: from_sql(row.get(7)?),
    };
    Ok((row.get(0)?, exchange))
}

fn number_of(trouble: Trouble) -> u8 {
    trouble.to_bytes().first().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use clubbook_model::time::Instant;
    use tempfile::TempDir;

    use super::*;
    use crate::store::{DatabaseKey, Store, StoreOptions};

    fn at(second: i64, trouble: Option<Trouble>, sent: u64) -> Exchange {
        let moment = Instant(second);
        Exchange { first_at: moment, last_at: moment, times: 1, trouble, sent, put_aside: 0, received: 0 }
    }

    #[test]
    fn those_that_moved_nothing_and_ended_alike_are_one_row_and_the_oldest_rows_go() {
        let folder = TempDir::new().unwrap();
        let open = || Store::open(StoreOptions::new(folder.path().join("so.db"), DatabaseKey::new([5; 32]))).unwrap();
        let store = open();
        let ended = |exchange: &Exchange| store.write(|tx| note(tx, exchange)).unwrap();
        for second in 1..=3 {
            ended(&at(second, Some(Trouble::NoAnswer), 0));
        }
        ended(&at(4, Some(Trouble::NoAnswer), 2));
        ended(&at(5, None, 7));
        ended(&at(6, None, 0));
        ended(&at(7, None, 0));
        ended(&at(8, Some(Trouble::CentreError), 0));
        store.shutdown().unwrap();
        let seen = open().read(|connection| last(connection, 20)).unwrap();
        let said: Vec<_> = seen.iter().map(|one| (one.first_at.0, one.last_at.0, one.times, one.trouble)).collect();
        assert_eq!(
            said,
            [
                (8, 8, 1, Some(Trouble::CentreError)),
                (6, 7, 2, None),
                (5, 5, 1, None),
                (4, 4, 1, Some(Trouble::NoAnswer)),
                (1, 3, 3, Some(Trouble::NoAnswer)),
            ]
        );

        let store = open();
        for second in 0..100 {
            store.write(|tx| note(tx, &at(second, None, 1))).unwrap();
        }
        let kept = store.read(|connection| last(connection, u64::from(u32::MAX))).unwrap();
        assert_eq!((kept.len(), kept[0].last_at.0, kept[49].last_at.0), (50, 99, 50));
    }
}
