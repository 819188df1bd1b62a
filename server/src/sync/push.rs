//! A device's journal taken in, frame by frame: what follows is taken, what was taken is answered as taken, and what
//! contradicts is a fork.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use clubbook_model::chain::{JournalPoint, Salt, segment};
use clubbook_model::frame::PushHeader;
use clubbook_model::id::{BookKind, DeviceId, RecordId};
use clubbook_model::message::Claim;
use clubbook_model::op::Op;
use clubbook_model::time::{Hlc, Instant};

use super::erasure;
use super::fold::Folder;
use super::fragment::is_fragment_of;
use super::incoming::{Frame, Incoming, RunOp, Who, point};
use super::judge::{Judge, Verdict};
use super::known_rights::{self, rights_of};
use super::names;
use super::offered;
use super::stamps::Stamps;
use crate::centre::Parts;
use crate::error::Done;
use crate::store::Tx;
use crate::store::devices::{DeviceRow, Standing};
use crate::store::log::{Flags, LogRow, UnreadableRow};
use crate::store::renumbered::RenumberedRow;
use crate::store::settings::name;

/// What a push came to, for the answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pushed {
    /// The device's journal is not what the centre has of it.
    pub(crate) forked: bool,
    /// The journal has to come from this op on.
    pub(crate) send_from: Option<u64>,
    /// The last op that an acknowledgement may name.
    pub(crate) last_sent: u64,
    /// The last point of a repeat of which the centre keeps no chain value, as the device signed it.
    pub(crate) repeated: Option<JournalPoint>,
}

impl Pushed {
    /// Of a request without frames.
    pub(crate) fn nothing(incoming: &Incoming) -> Self {
        Self { last_sent: incoming.last_sent(), ..Self::default() }
    }
}

/// Notes which released ops the device has heard of, and which the answer tells it of.
pub(crate) fn note_releases(tx: &mut dyn Tx, id: DeviceId, heard: &[u64], told: &[u64]) -> Done<()> {
    if heard.is_empty() && told.is_empty() {
        return Ok(());
    }
    for mut row in tx.released(id)? {
        if heard.contains(&row.id.seq) {
            row.flags = row.flags.without(Flags::RELEASED).without(Flags::RELEASE_TOLD);
        } else if told.contains(&row.id.seq) {
            row.flags = row.flags.with(Flags::RELEASE_TOLD);
        } else {
            continue;
        }
        tx.update_log(&row)?;
    }
    Ok(())
}

/// Whether what a device says of its own journal contradicts what the centre has of it: it has made less than the centre
/// has, or something else.
pub(crate) fn contradicts(tx: &dyn Tx, device: &DeviceRow, claim: &Claim) -> Done<bool> {
    if claim.made.seq < device.head.seq {
        return Ok(true);
    }
    for claimed in [claim.made, claim.acknowledged] {
        if point(tx, device, claimed.seq)?.is_some_and(|ours| ours != claimed) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes what a request brings.
pub(crate) fn take(tx: &mut dyn Tx, parts: &Parts, incoming: &Incoming, now: Instant) -> Done<Pushed> {
    let mut pushed = Pushed::nothing(incoming);
    admit(tx, incoming)?;
    let Some(mut sender) = tx.device(incoming.device())? else { return Ok(pushed) };
    if !incoming.request.app.is_empty() && incoming.request.app != sender.app {
        sender.app.clone_from(&incoming.request.app);
        tx.put_device(&sender)?;
    }
    pushed.forked = contradicts(tx, &sender, &incoming.request.claim)?;
    if !pushed.forked
        && let Some(learned) = known_rights::learned(tx, &sender, &incoming.request)?
    {
        tx.update_device_rights(sender.id, &learned)?;
    }
    let mut folder = Folder::new();
    let mut journals: BTreeMap<DeviceId, JournalTaker> = BTreeMap::new();
    for frame in &incoming.frames {
        let (Frame::Run { header, .. } | Frame::Unreadable { header, .. }) = frame else {
            if let (Frame::Offered(frame), Standing::Good) = (frame, sender.standing) {
                offered::take(tx, &mut folder, frame, now)?;
            }
            continue;
        };
        let is_own = header.device == sender.id;
        if is_own && (pushed.forked || pushed.send_from.is_some()) {
            continue;
        }
        let journal = match journals.entry(header.device) {
            Entry::Occupied(slot) => slot.into_mut(),
            Entry::Vacant(slot) => {
                let Some(device) = tx.device(header.device)? else { continue };
                let stamps = Stamps::told(tx, &sender, &device, &incoming.request)?;
                slot.insert(JournalTaker::new(tx, device, stamps, now)?)
            }
        };
        let end = match frame {
            Frame::Run { header, salts, ops } => journal.take_run(tx, &mut folder, header, salts, ops)?,
            Frame::Unreadable { header, bytes } => journal.take_unreadable(tx, header, bytes)?,
            Frame::Offered(_) => continue,
        };
        match end {
            End::Taken => {}
            End::Fork => {
                journal.device.forked_at = Some(now);
                pushed.forked |= is_own;
            }
            End::Gap if is_own => pushed.send_from = Some(journal.device.head.seq + 1),
            End::Repeat if is_own => pushed.repeated = Some(JournalPoint { seq: header.last(), chain: header.after }),
            End::Gap | End::Repeat => {}
        }
    }
    folder.finish(tx, parts)?;
    for journal in journals.into_values() {
        if journal.held_some {
            tx.note_shown()?;
        }
        tx.put_device(&journal.device)?;
    }
    Ok(pushed)
}

/// Adds the devices that have proved that they belong here.
fn admit(tx: &mut dyn Tx, incoming: &Incoming) -> Done<()> {
    let Who::Joins(rows) = &incoming.who else { return Ok(()) };
    for row in rows {
        if tx.device(row.id)?.is_none() {
            tx.put_device(row)?;
            tx.claim_opened(row.id, row.person)?;
            // A restored centre must not give a number twice.
            if row.serial >= next_serial(tx)? {
                tx.put_setting(name::NEXT_SERIAL, &(row.serial + 1).to_be_bytes())?;
            }
            tx.note_shown()?;
        }
    }
    Ok(())
}

/// The number of the next certificate.
pub(crate) fn next_serial(tx: &dyn Tx) -> Done<u64> {
    let bytes = tx.setting(name::NEXT_SERIAL)?;
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map_or(1, u64::from_be_bytes))
}

/// What became of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Taken,
    Repeat,
    Gap,
    Fork,
}

/// Takes the frames of one device's journal.
struct JournalTaker {
    device: DeviceRow,
    judge: Judge,
    stamps: Stamps,
    /// Parts of the journal may be here already: they came back from other phones.
    was_restored: bool,
    held_some: bool,
    now: Instant,
}

impl JournalTaker {
    fn new(tx: &dyn Tx, device: DeviceRow, stamps: Stamps, now: Instant) -> Done<Self> {
        let judge = judge_of(tx, &device, now)?;
        let was_restored = tx.epochs()?.len() > 1;
        Ok(Self { device, judge, stamps, was_restored, held_some: false, now })
    }

    /// Compares a frame with what is here; `None` when it goes on from there.
    fn meets(&self, tx: &dyn Tx, header: &PushHeader) -> Done<Option<End>> {
        let ours = self.device.head;
        if header.first > ours.seq + 1 {
            return Ok(Some(End::Gap));
        }
        if point(tx, &self.device, header.first - 1)?.is_some_and(|before| before.chain != header.before) {
            return Ok(Some(End::Fork));
        }
        if header.last() > ours.seq {
            return Ok(None);
        }
        let after = point(tx, &self.device, header.last())?;
        let differs = after.is_some_and(|after| after.chain != header.after);
        Ok(Some(if differs { End::Fork } else { End::Repeat }))
    }

    fn take_unreadable(&mut self, tx: &mut dyn Tx, header: &PushHeader, bytes: &[u8]) -> Done<End> {
        if let Some(end) = self.meets(tx, header)? {
            return Ok(end);
        }
        let row = UnreadableRow {
            device: self.device.id,
            first: self.device.head.seq + 1,
            last: header.last(),
            chain: header.after,
            frame: bytes.to_vec(),
            received_at: self.now,
        };
        tx.add_unreadable(&row)?;
        self.device.head = JournalPoint { seq: row.last, chain: row.chain };
        self.held_some = true;
        Ok(End::Taken)
    }

    fn take_run(
        &mut self,
        tx: &mut dyn Tx,
        folder: &mut Folder,
        header: &PushHeader,
        salts: &[(u64, Salt)],
        ops: &[RunOp],
    ) -> Done<End> {
        if let Some(end) = self.meets(tx, header)? {
            return Ok(end);
        }
        let ours = self.device.head;
        let overlapping = ops.iter().find(|taken| taken.op.id.seq == ours.seq);
        if overlapping.is_some_and(|taken| taken.chain != ours.chain) {
            return Ok(End::Fork);
        }
        let new = || ops.iter().filter(|taken| taken.op.id.seq > ours.seq);
        let mut loose = self.loose(tx, ops.len())?;
        let mut fragments = Vec::new();
        for taken in new() {
            let Some(row) = loose.get(&taken.op.id.seq).filter(|row| row.op != taken.bytes) else { continue };
            let op = row.decode()?;
            let is_stub = row.flags.has(Flags::ERASED) || erasure::differs(&op, &taken.op);
            if !is_stub && !is_fragment_of(&op, &taken.op) {
                return Ok(End::Fork);
            }
            fragments.extend((!is_stub).then_some(row.id));
        }
        if tx.has_renumbered_from(self.device.id)? {
            for taken in new() {
                if names::is_claimed(tx, taken.op.id, taken.chain)? {
                    return Ok(End::Fork);
                }
            }
        }
        for (number, salt) in salts {
            tx.put_salt(self.device.id, *number, salt)?;
        }
        fragments.into_iter().try_for_each(|id| tx.make_fragment(id))?;
        if self.was_restored {
            for taken in new() {
                erasure::follow_stub(tx, folder, &taken.op, loose.get(&taken.op.id.seq))?;
            }
            loose = self.loose(tx, ops.len())?;
        }
        for taken in new() {
            match loose.get(&taken.op.id.seq) {
                Some(row) => {
                    let mut row = LogRow { chain: Some(taken.chain), ..row.clone() };
                    self.stamps.settle(tx, folder, &taken.op, &mut row)?;
                    tx.update_log(&row)?;
                    self.device.effective = self.device.effective.max(row.effective);
                }
                None => self.take_op(tx, folder, taken, Flags::default())?,
            }
            self.device.head = JournalPoint { seq: taken.op.id.seq, chain: taken.chain };
        }
        Ok(End::Taken)
    }

    /// Ops that came back from other phones after a restore may stand here already, without their chain values.
    fn loose(&self, tx: &dyn Tx, count: usize) -> Done<BTreeMap<u64, LogRow>> {
        if !self.was_restored {
            return Ok(BTreeMap::new());
        }
        let rows = tx.log_of_device(self.device.id, self.device.head.seq + 1, count)?;
        Ok(rows.into_iter().map(|row| (row.id.seq, row)).collect())
    }

    fn take_op(&mut self, tx: &mut dyn Tx, folder: &mut Folder, taken: &RunOp, flags: Flags) -> Done<()> {
        let op = &taken.op;
        let (effective, stamped) = self.stamps.of(op, self.now, self.device.effective);
        self.device.effective = self.device.effective.max(effective);
        let mut row = LogRow {
            id: op.id,
            part: 0,
            chain: Some(taken.chain),
            op: taken.bytes.clone(),
            kind: op.kind,
            entity: op.entity,
            place: None,
            effective,
            reason: None,
            flags: flags.with(stamped),
            received_at: self.now,
        };
        let verdict = self.judge.verdict(tx, folder, op)?;
        if let Verdict::Held(_) = verdict {
            self.judge.held.insert(op.entity);
            self.held_some = true;
        }
        settle(tx, folder, &mut self.judge, self.device.person, op, verdict, &mut row)?;
        if let Some(former) = op.former.filter(|former| self.judge.keys_before.contains(&former.op.device)) {
            tx.add_renumbered(&RenumberedRow { id: op.id, former })?;
        }
        tx.add_log(&row)
    }
}

/// Takes the ops of a frame that could not be read when it came; returns how many. They keep the moment at which they
/// came and the clock readings that they would have got then.
pub(crate) fn take_readable(
    tx: &mut dyn Tx,
    parts: &Parts,
    device: &DeviceRow,
    frame: &UnreadableRow,
    salts: &[(u64, Salt)],
    ops: &[RunOp],
    now: Instant,
) -> Done<u64> {
    tx.remove_unreadable(device.id, frame.first)?;
    for (number, salt) in salts {
        tx.put_salt(device.id, *number, salt)?;
    }
    let judge = Judge { received_at: frame.received_at, ..judge_of(tx, device, now)? };
    let stamps = Stamps::default();
    let mut taker = JournalTaker {
        device: device.clone(),
        judge,
        stamps,
        was_restored: false,
        held_some: false,
        now: frame.received_at,
    };
    let mut folder = Folder::new();
    let mut taken = 0;
    for op in ops.iter().filter(|op| (frame.first..=frame.last).contains(&op.op.id.seq)) {
        taker.take_op(tx, &mut folder, op, Flags::RELEASED.with(Flags::WAS_HELD))?;
        taken += 1;
    }
    folder.finish(tx, parts)?;
    Ok(taken)
}

/// The judge of a device's ops that are received now.
pub(crate) fn judge_of(tx: &dyn Tx, device: &DeviceRow, now: Instant) -> Done<Judge> {
    let (rights, _) = rights_of(tx, device.club, device.person, now)?;
    Ok(Judge {
        standing: device.standing,
        club: device.club,
        keys_before: names::keys_before(tx, device)?,
        believed: known_rights::believed(tx, device, &rights)?,
        received_at: now,
        rights,
        held: tx.held(device.id)?.into_iter().filter(|row| row.part == 0).map(|row| row.entity).collect(),
    })
}

/// Gives a row of the log what the verdict says: its place in the book and the record's state, or why it is held. What
/// concerns an erased record becomes a stub.
pub(crate) fn settle(
    tx: &mut dyn Tx,
    folder: &mut Folder,
    judge: &mut Judge,
    person: RecordId,
    op: &Op,
    verdict: Verdict,
    row: &mut LogRow,
) -> Done<()> {
    let stub = if folder.is_erased(tx, op.book.club, op.entity)? { Some(op.erased()) } else { None };
    if let Some(stub) = &stub {
        row.op = stub.to_bytes();
        row.flags = row.flags.with(Flags::ERASED);
        tx.destroy_salt(op.id.device, segment(op.id.seq))?;
    }
    let op = stub.as_ref().unwrap_or(op);
    match verdict {
        Verdict::Held(reason) => {
            row.reason = Some(reason.to_owned());
            row.flags = row.flags.without(Flags::RELEASED).with(Flags::WAS_HELD);
        }
        Verdict::Taken(flags) => {
            row.reason = None;
            row.flags = row.flags.with(flags);
            place(tx, folder, person, op, row.effective, row)?;
            if op.book.kind == BookKind::CARE && folder.was_opened_by(&op.book, person) {
                judge.rights.cares_for.insert(op.book.part);
            }
            if let Some(record) = erasure::named(op) {
                erasure::carry_out(tx, folder, op.book.club, record)?;
            }
        }
    }
    Ok(())
}

/// Gives an op the next place in its book and folds it.
pub(crate) fn place(
    tx: &mut dyn Tx,
    folder: &mut Folder,
    creator: RecordId,
    op: &Op,
    effective: Hlc,
    row: &mut LogRow,
) -> Done<()> {
    let book = folder.open_book(tx, &op.book, creator)?;
    row.place = folder.next_place(&op.book);
    folder.fold(tx, book.handle, op, effective)
}
