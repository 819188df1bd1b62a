//! What has to hold when a schedule is over and the network was good again.

use std::collections::{BTreeMap, BTreeSet};

use clubbook_core::phone::Phone;
use clubbook_core::phone::confirmed::ConfirmedRecord;
use clubbook_core::store::{Stored, books, entity, journal};
use clubbook_model::id::{Book, BookKind, DeviceId, OpId, RecordId};
use clubbook_model::message::Rights;
use clubbook_model::sum::StateSum;
use clubbook_server::Centre;
use clubbook_server::admin::ReceivedOp;

use super::phone::Shown;
use super::{CLUB_NUMBER, World, counted};

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
    /// Somebody counts people otherwise than record by record.
    #[error("{who} counts otherwise: {what}")]
    Counted {
        /// Who: a phone, or the centre.
        who: &'static str,
        /// What.
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
    /// Of those, that have another number than the one under which they were first written.
    pub renumbered: u64,
    /// Records of phones that equal the centre's.
    pub entities: u64,
    /// Books of phones whose sums were right.
    pub books: u64,
    /// People with several records, among whom all counted alike.
    pub linked: u64,
}

/// The ops that the centre has, by device.
pub(super) type Received = BTreeMap<DeviceId, Vec<ReceivedOp>>;

/// Compares every phone with the centre.
///
/// # Errors
/// The first thing that does not hold.
pub async fn check(world: &World) -> Result<Compared, Broken> {
    let mut compared = Compared::default();
    let received = received(world).await;
    compared.received = received.values().map(|ops| ops.len() as u64).sum();
    compared.renumbered = received.values().flatten().filter(|op| op.former.is_some()).count() as u64;
    no_op_twice(&received, world.was_restored)?;
    let rebuilt = world.centre.rebuild().await.expect("states from the log");
    if rebuilt.differed > 0 {
        return Err(Broken::Projections(rebuilt.differed));
    }
    for virtual_phone in &world.phones {
        let Some(phone) = virtual_phone.open_phone() else { continue };
        nothing_waits(virtual_phone.name, phone)?;
        for shown in &virtual_phone.confirmed {
            is_received_once(virtual_phone.name, shown, &received)?;
            compared.confirmed += 1;
        }
        let (entities, books) = equals_the_centre(virtual_phone.name, phone, &world.centre).await?;
        compared.entities += entities;
        compared.books += books;
    }
    compared.linked = counted::check(world).await?;
    Ok(compared)
}

/// Everything that the centre has of the club's devices, and of its own.
pub(super) async fn received(world: &World) -> Received {
    let devices = world.centre.devices(CLUB_NUMBER).await.expect("the centre's devices");
    // The centre's own ops set the club up: its record names the device that made it.
    let club = world.centre.club(CLUB_NUMBER).await.expect("the club").club;
    let mut received = Received::new();
    for device in devices.iter().map(|device| device.device).chain([club.as_op().0.device]) {
        received.insert(device, world.centre.received_ops(device).await.expect("the ops of a device"));
    }
    received
}

/// Each op has one number on its device, one place in its book, and its journal at the centre has no hole; at a centre that
/// was restored, others may have brought what comes behind one.
fn no_op_twice(received: &Received, may_have_holes: bool) -> Result<(), Broken> {
    let mut places: BTreeSet<(Book, u64)> = BTreeSet::new();
    for (device, ops) in received {
        for (op, expected) in ops.iter().zip(1u64..) {
            if op.seq != expected && !(may_have_holes && op.seq > expected) {
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

/// What was shown as saved has its place at the centre: under its number, or under others that say where it was first written,
/// and under all of them as one op on one record.
fn is_received_once(phone: &'static str, shown: &Shown, received: &Received) -> Result<(), Broken> {
    let found = found(shown, received, |op| op.book_seq.is_some());
    match found.len() {
        0 => Err(Broken::Lost { phone, record: Box::new(shown.record.clone()) }),
        1 => Ok(()),
        _ => Err(Broken::Doubled(format!("{:?}: {found:?}", shown.record))),
    }
}

/// Whether the centre has what was shown as saved, be it held.
pub(super) fn is_at_the_centre(shown: &Shown, received: &Received) -> bool {
    !found(shown, received, |_| true).is_empty()
}

/// The names and records under which the centre has what was shown as saved, of those ops that `counts` says yes to.
fn found(shown: &Shown, received: &Received, counts: impl Fn(&ReceivedOp) -> bool) -> BTreeSet<(OpId, RecordId)> {
    let Shown { record, chain } = shown;
    let Ok(device) = u64::from_str_radix(&record.device, 16) else { return BTreeSet::new() };
    let number = OpId { device: DeviceId(device), seq: record.seq };
    let hash = |op: &ReceivedOp| op.hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut found: BTreeSet<(OpId, RecordId)> = BTreeSet::new();
    // What others brought comes without chain values. It counts where nothing else is there: copies of a phone can write the
    // same bytes under one number and mean different records by them.
    let mut without_chain: BTreeSet<(OpId, RecordId)> = BTreeSet::new();
    for (device, ops) in received {
        for op in ops.iter().filter(|op| counts(op)) {
            match op.former {
                None if *device == number.device && op.seq == number.seq && hash(op) == record.hash => {
                    match op.chain {
                        None => without_chain.insert((number, op.entity)),
                        Some(here) if here == *chain => found.insert((number, op.entity)),
                        Some(_) => continue,
                    };
                }
                Some(former) if former.op == number && former.chain == *chain => {
                    found.insert((former.name(), op.entity));
                }
                _ => {}
            }
        }
    }
    if found.is_empty() { without_chain } else { found }
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

/// In each book that the phone may read: the same records with the same states, nothing shown that is not confirmed, and
/// sums that are those of the states.
async fn equals_the_centre(name: &'static str, phone: &Phone, centre: &Centre) -> Result<(u64, u64), Broken> {
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
        let theirs = centre.states(book.book).await.expect("the states of a book");
        let theirs: BTreeMap<RecordId, Vec<u8>> =
            theirs.into_iter().map(|(id, state)| (id, state.to_bytes())).collect();
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
