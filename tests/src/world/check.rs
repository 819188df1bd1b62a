//! What has to hold when a schedule is over and the network was good again.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_core::phone::Phone;
use clubbook_core::phone::confirmed::ConfirmedRecord;
use clubbook_core::store::{Stored, books, entity, journal};
use clubbook_model::id::{Book, BookKind, DeviceId, RecordId};
use clubbook_model::message::Rights;
use clubbook_model::sum::StateSum;
use clubbook_server::admin::ReceivedOp;

use super::{CLUB_NUMBER, World};

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An exchange failed though nothing was in its way.
    #[error("{phone}: an exchange over a good network failed: {error}")]
    Sync {
        /// The phone.
        phone: &'static str,
        /// What it said.
        error: String,
    },
    /// A phone still has ops to send, or the centre put some aside.
    #[error("{phone}: {waiting} ops wait, {quarantined} in quarantine: {reasons:?}")]
    NotSent {
        /// The phone.
        phone: &'static str,
        /// Ops that wait.
        waiting: u64,
        /// Ops in quarantine.
        quarantined: u64,
        /// Why.
        reasons: Vec<String>,
    },
    /// The phone's journal is damaged.
    #[error("{phone}: the journal: {fault}")]
    Journal {
        /// The phone.
        phone: &'static str,
        /// The fault.
        fault: String,
    },
    /// What was shown as saved is not in the centre's log.
    #[error("{phone}: lost: {record:?}")]
    Lost {
        /// The phone.
        phone: &'static str,
        /// The record.
        record: Box<ConfirmedRecord>,
    },
    /// The centre has an op twice, or two under one number.
    #[error("the centre has {0} twice")]
    Doubled(String),
    /// A phone and the centre differ.
    #[error("{phone}: differs from the centre in {what}")]
    Differs {
        /// The phone.
        phone: &'static str,
        /// In what.
        what: String,
    },
    /// The centre's states are not what its log says.
    #[error("{0} of the centre's states and sums are not what its log says")]
    Projections(u64),
}

/// How much was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compared {
    /// Ops that were shown as saved.
    pub confirmed: u64,
    /// Ops in the centre's log.
    pub received: u64,
    /// Records of phones that equal the centre's.
    pub entities: u64,
    /// Books of phones whose sums were right.
    pub books: u64,
}

type ByBook = BTreeMap<Book, BTreeMap<RecordId, Vec<u8>>>;

/// Compares every phone with the centre.
///
/// # Errors
/// The first thing that does not hold.
pub async fn check(world: &World) -> Result<Compared, Broken> {
    let mut compared = Compared::default();
    let devices = world.centre.devices(CLUB_NUMBER).await.expect("the centre's devices");
    // The centre's own ops set the club up: its record names the device that made it.
    let club = world.centre.club(CLUB_NUMBER).await.expect("the club").club;
    let devices: BTreeSet<DeviceId> =
        devices.iter().map(|device| device.device).chain([club.as_op().0.device]).collect();
    let mut received: BTreeMap<DeviceId, Vec<ReceivedOp>> = BTreeMap::new();
    for device in devices {
        let ops = world.centre.received_ops(device).await.expect("the ops of a device");
        compared.received += ops.len() as u64;
        received.insert(device, ops);
    }
    no_op_twice(&received)?;
    let rebuilt = world.centre.rebuild().await.expect("states from the log");
    if rebuilt.differed > 0 {
        return Err(Broken::Projections(rebuilt.differed));
    }
    let at_centre = states_at_centre(world, &received).await;
    for virtual_phone in &world.phones {
        let Some(phone) = virtual_phone.open_phone() else { continue };
        nothing_waits(virtual_phone.name, phone)?;
        for record in &virtual_phone.confirmed {
            if !is_received(record, &received) {
                return Err(Broken::Lost { phone: virtual_phone.name, record: Box::new(record.clone()) });
            }
            compared.confirmed += 1;
        }
        let (entities, books) = equals_the_centre(virtual_phone.name, phone, &at_centre)?;
        compared.entities += entities;
        compared.books += books;
    }
    Ok(compared)
}

/// Each op has one number on its device, one place in its book, and its journal at the centre has no hole.
fn no_op_twice(received: &BTreeMap<DeviceId, Vec<ReceivedOp>>) -> Result<(), Broken> {
    let mut places: BTreeSet<(Book, u64)> = BTreeSet::new();
    for (device, ops) in received {
        for (op, expected) in ops.iter().zip(1u64..) {
            if op.seq != expected {
                return Err(Broken::Doubled(format!("op {expected} of {device} (found {})", op.seq)));
            }
            if let (Some(book), Some(book_seq)) = (op.book, op.book_seq)
                && !places.insert((book, book_seq))
            {
                return Err(Broken::Doubled(format!("place {book_seq} of {book:?}")));
            }
        }
    }
    Ok(())
}

fn is_received(record: &ConfirmedRecord, received: &BTreeMap<DeviceId, Vec<ReceivedOp>>) -> bool {
    let Ok(device) = u64::from_str_radix(&record.device, 16) else { return false };
    let hash = |op: &ReceivedOp| op.hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    received.get(&DeviceId(device)).is_some_and(|ops| {
        ops.iter().any(|op| op.seq == record.seq && hash(op) == record.hash && op.book_seq.is_some())
    })
}

fn nothing_waits(name: &'static str, phone: &Phone) -> Result<(), Broken> {
    let look =
        |c: &rusqlite::Connection| Stored::Ok((journal::outbox(c)?, journal::quarantined(c)?, journal::verify(c)?));
    let (outbox, quarantined, verified) = phone.store().read(look).expect("the journal");
    if outbox.waiting + outbox.quarantined > 0 {
        let reasons = quarantined.into_iter().filter_map(|row| row.reason).collect();
        return Err(Broken::NotSent { phone: name, waiting: outbox.waiting, quarantined: outbox.quarantined, reasons });
    }
    verified.map(|_| ()).map_err(|fault| Broken::Journal { phone: name, fault: format!("{fault:?}") })
}

async fn states_at_centre(world: &World, received: &BTreeMap<DeviceId, Vec<ReceivedOp>>) -> ByBook {
    let mut states = ByBook::new();
    for op in received.values().flatten().filter(|op| op.book_seq.is_some()) {
        let Some(book) = op.book else { continue };
        let of_book = states.entry(book).or_default();
        if let std::collections::btree_map::Entry::Vacant(slot) = of_book.entry(op.entity) {
            let state = world.centre.entity_state(book, op.entity).await.expect("a state at the centre");
            slot.insert(state.map(|state| state.to_bytes()).unwrap_or_default());
        }
    }
    states
}

/// In each book that the phone may read: the same records with the same states, nothing shown that is not confirmed, and
/// sums that are those of the states.
fn equals_the_centre(name: &'static str, phone: &Phone, at_centre: &ByBook) -> Result<(u64, u64), Broken> {
    let differs = |what: String| Broken::Differs { phone: name, what };
    let look = |c: &rusqlite::Connection| -> Stored<Vec<(books::HeldBook, StateSum, StateSum)>> {
        let held = books::all(c)?;
        held.into_iter().map(|b| Ok((b, books::sum(c, b.number)?, entity::recomputed_sum(c, b.number)?))).collect()
    };
    let held = phone.store().read(look).expect("the books");
    let readable = |book: &books::HeldBook| book.rights & i64::from(Rights::READ.0) != 0;
    let (mut entities, mut sums) = (0, 0);
    for (book, kept, recomputed) in held.iter().filter(|(book, _, _)| readable(book)) {
        let ours = states_of(phone, book.number).map_err(&differs)?;
        let theirs = at_centre.get(&book.book).cloned().unwrap_or_default();
        if ours != theirs {
            let ids: BTreeSet<&RecordId> = ours.keys().chain(theirs.keys()).collect();
            let first = ids.into_iter().find(|id| ours.get(id) != theirs.get(id));
            return Err(differs(format!(
                "{:?}: {} records here, {} there, the first that differs is {first:?}",
                book.book,
                ours.len(),
                theirs.len()
            )));
        }
        if kept != recomputed {
            return Err(differs(format!("{:?}: the kept sum is not that of the states", book.book)));
        }
        entities += ours.len() as u64;
        sums += 1;
    }
    let may_read_roster = held.iter().any(|(book, _, _)| readable(book) && book.book.kind == BookKind::ROSTER);
    if may_read_roster { Ok((entities, sums)) } else { Err(differs("the rights: the roster cannot be read".into())) }
}

/// A record on a phone: what is confirmed of it, and what is shown besides.
type Row = (RecordId, Option<Vec<u8>>, Option<Vec<u8>>);

fn states_of(phone: &Phone, number: books::BookNumber) -> Result<BTreeMap<RecordId, Vec<u8>>, String> {
    let look = |c: &rusqlite::Connection| -> Stored<Vec<Row>> {
        let mut statement = c.prepare("SELECT id, confirmed, shown FROM entity WHERE book = ?1")?;
        let rows = statement.query_map([number.0], |row| Ok((RecordId(row.get(0)?), row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let mut states = BTreeMap::new();
    for (id, confirmed, shown) in phone.store().read(look).expect("the records") {
        if shown.is_some() {
            return Err(format!("{id}: shown without being confirmed"));
        }
        states.insert(id, confirmed.unwrap_or_default());
    }
    Ok(states)
}
