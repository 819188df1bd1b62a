//! Looking at a phone from beneath, for support: counts and states, no names, no notes, no readings, no ids of people.

use clubbook_model::id::BookKind;
use rusqlite::Connection;
use serde::Serialize;

use super::{Asked, Phone};
use crate::store::exchanges::{self, Exchange};
use crate::store::journal::{self, JournalFault};
use crate::store::open::SCHEMA_VERSION;
use crate::store::{Stored, books, entity, settings};

/// What support may see of a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportReport {
    /// Name and version of the app.
    pub app: String,
    /// Version of the tables.
    pub schema: i64,
    /// The device's id; none before it was connected.
    pub device: Option<String>,
    /// The centre's fingerprint.
    pub centre: Option<String>,
    /// Ops that were made here.
    pub recorded: u64,
    /// Ops that wait.
    pub waiting: u64,
    /// When the oldest of them was made, seconds since 1970 by the phone's clock.
    pub oldest_waiting: Option<i64>,
    /// Reasons of ops in quarantine; `refused` where an officer has looked and did not take it.
    pub quarantined: Vec<String>,
    /// The books that the phone holds, without saying whose they are.
    pub books: Vec<SupportBook>,
    /// How the centre regards the phone.
    pub standing: String,
    /// Why the last exchange failed.
    pub trouble: Option<String>,
    /// When the last one succeeded, seconds since 1970.
    pub last_exchange: Option<i64>,
    /// How the last exchanges ended, newest first: when, how often, why, and ops sent, ops put aside, rows received.
    pub exchanges: Vec<SupportExchange>,
    /// Tries that have failed in a row, and when the next one is due.
    pub back_off: Option<(u64, i64)>,
    /// By how many seconds the phone's clock was ahead of the centre's when it last told the time; only in the same run.
    pub clock_ahead: Option<i64>,
    /// Whether the phone went on under a new key after a fork.
    pub has_forked: bool,
    /// The first number of the journal that a salvage could not read.
    pub salvage_gap: Option<u64>,
    /// Bytes of the database file.
    pub file_bytes: u64,
}

/// An exchange in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportExchange {
    /// When the last of them ended, seconds since 1970 by the phone's clock.
    pub at: i64,
    /// How many in a row ended alike.
    pub times: u64,
    /// Why it ended before its end.
    pub trouble: Option<String>,
    /// Ops that the centre acknowledged, ops that it put aside, rows that came.
    pub moved: [u64; 3],
}

/// So many exchanges stand in a report.
const EXCHANGES: u64 = 20;

/// A book in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportBook {
    /// The kind.
    pub kind: &'static str,
    /// The centre's number for it.
    pub handle: Option<u64>,
    /// Everything up to there has been applied.
    pub cursor: u64,
    /// Bits of the rights.
    pub rights: i64,
    /// The state sum over what the centre has confirmed, 32 hexadecimal digits: phones with the same cursor have the same.
    pub sum: String,
}

/// What a check found; nothing, when everything is sound.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// What SQLite and SQLCipher say of the file.
    pub file: Vec<String>,
    /// Where the journal's chain breaks.
    pub journal: Vec<String>,
    /// Books whose kept sums are not those of their entities.
    pub sums: Vec<String>,
}

impl Checked {
    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.file.is_empty() && self.journal.is_empty() && self.sums.is_empty()
    }
}

impl SupportReport {
    /// The report as a file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Phone {
    /// The report for support.
    ///
    /// # Errors
    /// SQL.
    pub fn support_report(&self) -> Asked<SupportReport> {
        let file_bytes = std::fs::metadata(&self.inner.store.options().path).map_or(0, |file| file.len());
        let now = self.inner.clock.now();
        let monotonic = self.inner.clock.monotonic();
        let report = self.inner.store.read(|connection| -> Stored<SupportReport> {
            let device = settings::DEVICE_PUBLIC.get(connection)?;
            let outbox = journal::outbox(connection)?;
            let told = settings::SERVER_TIME.get(connection)?.filter(|told| told.run == monotonic.run);
            let elapsed = |since: u64| i64::try_from(monotonic.seconds.saturating_sub(since)).unwrap_or(0);
            Ok(SupportReport {
                app: self.inner.app.clone(),
                schema: SCHEMA_VERSION,
                device: device.map(|key| key.device_id().to_string()),
                centre: settings::CENTRE_KEY.get(connection)?.map(|key| key.fingerprint()),
                recorded: if device.is_some() { journal::head(connection)?.seq } else { 0 },
                waiting: outbox.waiting,
                oldest_waiting: outbox.oldest.map(|at| at.0),
                quarantined: reasons(connection)?,
                books: held(connection)?,
                standing: format!("{:?}", settings::STANDING.get(connection)?.unwrap_or_default()),
                trouble: settings::TROUBLE.get(connection)?.map(|trouble| format!("{trouble:?}")),
                last_exchange: settings::LAST_EXCHANGE.get(connection)?.map(|at| at.0),
                exchanges: exchanges::last(connection, EXCHANGES)?.iter().map(SupportExchange::of).collect(),
                back_off: settings::BACK_OFF.get(connection)?.map(|wait| (wait.failures, wait.until.0)),
                clock_ahead: told.map(|told| now.0 - told.server.0 - elapsed(told.seconds)),
                has_forked: settings::SUCCESSIONS.get(connection)?.is_some(),
                salvage_gap: settings::SALVAGE_GAP.get(connection)?,
                file_bytes,
            })
        })?;
        Ok(report)
    }

    /// Reads every page of the file, the whole journal and all sums. Takes its time.
    ///
    /// # Errors
    /// SQL.
    pub fn check(&self) -> Asked<Checked> {
        let store = &self.inner.store;
        let mut checked = Checked { file: store.check()?, ..Checked::default() };
        let is_enrolled = store.read(|c| settings::DEVICE_PUBLIC.get(c))?.is_some();
        if is_enrolled {
            checked.journal.extend(store.read(journal::verify)?.err().map(fault));
        }
        store.read(|connection| -> Stored<()> {
            for book in books::all(connection)? {
                if books::sum(connection, book.number)? != entity::recomputed_sum(connection, book.number)? {
                    checked.sums.push(format!("book {} ({}): the sum differs", book.number.0, book.book.kind.name()));
                }
            }
            Ok(())
        })?;
        Ok(checked)
    }
}

impl SupportExchange {
    fn of(exchange: &Exchange) -> Self {
        Self {
            at: exchange.last_at.0,
            times: exchange.times,
            trouble: exchange.trouble.map(|trouble| format!("{trouble:?}")),
            moved: [exchange.sent, exchange.put_aside, exchange.received],
        }
    }
}

fn fault(fault: JournalFault) -> String {
    match fault {
        JournalFault::Hole(seq) => format!("op {seq} is missing"),
        JournalFault::Op(seq) => format!("op {seq} cannot be read"),
        JournalFault::Chain(seq) => format!("the chain breaks at op {seq}"),
    }
}

fn reasons(connection: &Connection) -> Stored<Vec<String>> {
    let quarantined = journal::quarantined(connection)?;
    Ok(quarantined.into_iter().map(|row| row.reason.unwrap_or_default()).collect())
}

fn held(connection: &Connection) -> Stored<Vec<SupportBook>> {
    let of = |book: books::HeldBook| -> Stored<SupportBook> {
        Ok(SupportBook {
            kind: BookKind::name(book.book.kind),
            handle: book.handle,
            cursor: book.cursor,
            rights: book.rights,
            sum: format!("{:032x}", books::sum(connection, book.number)?.0),
        })
    };
    books::all(connection)?.into_iter().map(of).collect()
}
