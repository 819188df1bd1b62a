//! A device's journal taken in, frame by frame: what follows is taken, what was taken is answered as taken, and what
//! contradicts is a fork.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use clubbook_model::chain::{JournalPoint, Salt};
use clubbook_model::frame::PushHeader;
use clubbook_model::id::{DeviceId, OpId};
use clubbook_model::message::Claim;
use clubbook_model::time::Instant;

use super::erasure;
use super::fold::Folder;
use super::fragment::is_fragment_of;
use super::incoming::{Frame, Incoming, RunOp, Who, point};
use super::judge::{Judge, Verdict};
use super::known_rights::{self, rights_of};
use super::names;
use super::offered;
use super::place::settle;
use super::rejudge;
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
    if sender.standing == Standing::Good && incoming.frames.iter().any(|frame| matches!(frame, Frame::Offered(_))) {
        rejudge::held_for_what_was_lost(tx, parts, &sender, now)?;
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
pub(super) struct JournalTaker {
    device: DeviceRow,
    judge: Judge,
    stamps: Stamps,
    /// Parts of the journal may be here already: they came back from other phones.
    was_restored: bool,
    held_some: bool,
    now: Instant,
}

impl JournalTaker {
    /// Takes what came at this moment.
    pub(super) fn new(tx: &dyn Tx, device: DeviceRow, stamps: Stamps, now: Instant) -> Done<Self> {
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
        let Some(fragments) = self.fragments_among(&self.loose(tx, new())?, new())? else { return Ok(End::Fork) };
        if tx.has_renumbered_from(self.device.id)? {
            for taken in new() {
                if names::is_claimed(tx, taken.op.id, taken.chain)? {
                    return Ok(End::Fork);
                }
            }
        }
        self.take_ops(tx, folder, salts, fragments, new(), Flags::default())?;
        if let Some(last) = ops.last() {
            self.device.head = JournalPoint { seq: last.op.id.seq, chain: last.chain };
        }
        Ok(End::Taken)
    }

    /// Takes ops of the journal; those that came back from other phones join it with the chain values.
    pub(super) fn take_ops<'a>(
        &mut self,
        tx: &mut dyn Tx,
        folder: &mut Folder,
        salts: &[(u64, Salt)],
        fragments: Vec<OpId>,
        ops: impl Iterator<Item = &'a RunOp> + Clone,
        flags: Flags,
    ) -> Done<()> {
        for (number, salt) in salts {
            tx.put_salt(self.device.id, *number, salt)?;
        }
        fragments.into_iter().try_for_each(|id| tx.make_fragment(id))?;
        if self.was_restored {
            let loose = self.loose(tx, ops.clone())?;
            for taken in ops.clone() {
                erasure::follow_pushed(tx, folder, &taken.op, loose.get(&taken.op.id.seq))?;
            }
        }
        let loose = self.loose(tx, ops.clone())?;
        for taken in ops {
            match loose.get(&taken.op.id.seq) {
                Some(row) => {
                    let mut row = LogRow { chain: Some(taken.chain), flags: row.flags.with(flags), ..row.clone() };
                    self.stamps.settle(tx, folder, &taken.op, &mut row)?;
                    tx.update_log(&row)?;
                    self.device.effective = self.device.effective.max(row.effective);
                }
                None => self.take_op(tx, folder, taken, flags)?,
            }
        }
        Ok(())
    }

    /// Which of the loose rows are fragments of these ops; `None` when one is another op.
    pub(super) fn fragments_among<'a>(
        &self,
        loose: &BTreeMap<u64, LogRow>,
        ops: impl Iterator<Item = &'a RunOp>,
    ) -> Done<Option<Vec<OpId>>> {
        let mut fragments = Vec::new();
        for taken in ops {
            let Some(row) = loose.get(&taken.op.id.seq).filter(|row| row.op != taken.bytes) else { continue };
            let op = row.decode()?;
            let is_stub = row.flags.has(Flags::ERASED) || erasure::is_stub_of(&op, &taken.op);
            if !is_stub && !is_fragment_of(&op, &taken.op) {
                return Ok(None);
            }
            fragments.extend((!is_stub).then_some(row.id));
        }
        Ok(Some(fragments))
    }

    /// Ops that came back from other phones after a restore may stand here already, without their chain values.
    pub(super) fn loose<'a>(
        &self,
        tx: &dyn Tx,
        mut ops: impl Iterator<Item = &'a RunOp>,
    ) -> Done<BTreeMap<u64, LogRow>> {
        let Some(first) = ops.next().filter(|_| self.was_restored) else { return Ok(BTreeMap::new()) };
        let rows = tx.log_of_device(self.device.id, first.op.id.seq, ops.count() + 1)?;
        Ok(rows.into_iter().filter(|row| row.chain.is_none()).map(|row| (row.id.seq, row)).collect())
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

/// The judge of a device's ops that are received now.
pub(crate) fn judge_of(tx: &dyn Tx, device: &DeviceRow, now: Instant) -> Done<Judge> {
    let (rights, _) = rights_of(tx, device.club, device.person, now)?;
    Ok(Judge {
        standing: device.standing,
        club: device.club,
        keys_before: names::keys_before(tx, device)?,
        was_renumbered: tx.has_renumbered_from(device.id)?,
        believed: known_rights::believed(tx, device, &rights)?,
        received_at: now,
        rights,
        held: tx.held_entities(device.id)?,
    })
}
