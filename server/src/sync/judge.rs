//! Whether an op may be accepted, or why it is held. Kinds, fields and values that this version does not know are no
//! reason: they are kept, merged and sent on.

use std::collections::BTreeSet;

use clubbook_model::codec::Reader;
use clubbook_model::id::{Book, BookKind, DeviceId, OpId, RecordId};
use clubbook_model::message::{Rights, reason};
use clubbook_model::op::Op;
use clubbook_model::registry::{self, CareCase, Club, Entity, Erasure, KindDef, Meeting};
use clubbook_model::rights::{self, ClubRights};
use clubbook_model::time::Instant;
use clubbook_model::value::Value;
use clubbook_model::vocabulary::{MeetingKind, Vocabulary};

use super::fold::Folder;
use super::known_rights::Believed;
use super::names;
use crate::error::Done;
use crate::store::Tx;
use crate::store::devices::Standing;
use crate::store::log::Flags;

/// What becomes of an op.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It gets its place, with what is remarkable about it.
    Taken(Flags),
    /// It is held.
    Held(&'static str),
}

/// The device whose ops are judged, and what it may do.
#[derive(Debug)]
pub(crate) struct Judge {
    /// How the device stands.
    pub(crate) standing: Standing,
    /// Its club.
    pub(crate) club: RecordId,
    /// The devices under whose keys the phone was before.
    pub(crate) keys_before: Vec<DeviceId>,
    /// Some of its ops have come under other numbers, too.
    pub(crate) was_renumbered: bool,
    /// What it may do now.
    pub(crate) rights: ClubRights,
    /// What it may have believed that it may do.
    pub(crate) believed: Vec<Believed>,
    /// When the op was received.
    pub(crate) received_at: Instant,
    /// The records on which an op of it is held.
    pub(crate) held: BTreeSet<RecordId>,
}

impl Judge {
    /// Judges the next op of the device.
    pub(crate) fn verdict(&self, tx: &dyn Tx, folder: &mut Folder, op: &Op) -> Done<Verdict> {
        match self.standing {
            Standing::Revoked => return Ok(Verdict::Held(reason::REVOKED)),
            Standing::AfterFork => return Ok(Verdict::Held(reason::HELD_AFTER_FORK)),
            Standing::Good | Standing::Centre => {}
        }
        // A stub is the centre's word. A phone that renumbered its journal may send those that it was told.
        if self.standing == Standing::Good && op.says_erased() && !folder.is_erased(tx, op.book.club, op.entity)? {
            return Ok(Verdict::Held(reason::NO_RIGHT));
        }
        if !names::is_its_own(tx, &self.keys_before, op)? {
            return Ok(Verdict::Held(reason::WRONG_NAME));
        }
        if (self.was_renumbered || op.former.is_some()) && names::is_placed_already(tx, op)? {
            return Ok(Verdict::Taken(Flags::default()));
        }
        if self.is_behind(op) {
            return Ok(Verdict::Held(reason::BEHIND_QUARANTINED));
        }
        if !is_in_its_book(op, self.club) {
            return Ok(Verdict::Held(reason::WRONG_BOOK));
        }
        if !follows_from_its_key(op) {
            return Ok(Verdict::Held(reason::WRONG_KEY));
        }
        // An id belongs to one book and one kind for ever. Whoever names a record by another kind, or makes a keyed one
        // without its key, would write past the rules of its own.
        if folder.is_elsewhere(tx, &op.book, op.entity)? {
            return Ok(Verdict::Held(reason::WRONG_BOOK));
        }
        let known_kind = folder.known(tx, &op.book, op.entity)?.map(|(kind, _)| kind);
        let is_wrong = match known_kind {
            Some(kind) => kind != op.kind,
            None => !names_its_key(op) || self.is_ahead_of_its_maker(tx, op)?,
        };
        if is_wrong {
            return Ok(Verdict::Held(reason::WRONG_KEY));
        }
        let verdict = self.by_rights(tx, folder, op)?;
        if matches!(verdict, Verdict::Taken(_)) && folder.would_outgrow(tx, op)? {
            return Ok(Verdict::Held(reason::RECORD_FULL));
        }
        Ok(verdict)
    }

    /// Whether the device may write this, or might when it did.
    fn by_rights(&self, tx: &dyn Tx, folder: &mut Folder, op: &Op) -> Done<Verdict> {
        if self.allows(tx, folder, &self.rights, op)? {
            return Ok(Verdict::Taken(Flags::default()));
        }
        // What a phone believed counts for records, never for what gives people rights or takes them.
        let may_have = |believed: &&Believed| op.id.seq <= believed.up_to && self.received_at <= believed.until;
        if !needs_to_lead(tx, folder, op)? {
            for believed in self.believed.iter().filter(may_have) {
                if self.allows(tx, folder, &believed.rights, op)? {
                    return Ok(Verdict::Taken(Flags::BEFORE_SHRINKING));
                }
            }
        }
        Ok(Verdict::Held(reason::NO_RIGHT))
    }

    /// Whether the record has the id that an op of another device will make which has not come yet. Whoever took it before
    /// would decide what stands in the record from its first moment.
    fn is_ahead_of_its_maker(&self, tx: &dyn Tx, op: &Op) -> Done<bool> {
        let (maker, _) = op.entity.as_op();
        if maker.device == op.id.device || self.keys_before.contains(&maker.device) || op.entity == op.makes() {
            return Ok(false);
        }
        Ok(tx.device(maker.device)?.is_some_and(|device| device.head.seq < maker.seq))
    }

    fn is_behind(&self, op: &Op) -> bool {
        !self.held.is_empty() && (self.held.contains(&op.entity) || named(op).any(|id| self.held.contains(&id)))
    }

    fn allows(&self, tx: &dyn Tx, folder: &mut Folder, rights: &ClubRights, op: &Op) -> Done<bool> {
        let on_book = rights.on(&op.book);
        if is_the_centres(op) || (!rights.leads && needs_to_lead(tx, folder, op)?) {
            return Ok(false);
        }
        if on_book.allows(Rights::WRITE) {
            return Ok(true);
        }
        Ok(on_book.allows(Rights::ADD) && self.only_adds(tx, folder, op)?)
    }

    /// Whether an op of this name is one of the device that sends `op`, or of the same phone under a former key.
    fn is_ours(&self, tx: &dyn Tx, op: &Op, name: OpId) -> Done<bool> {
        let is_ours = |device: &DeviceId| *device == op.id.device || self.keys_before.contains(device);
        Ok(is_ours(&name.device) || tx.numbers_of_name(name)?.iter().any(|number| is_ours(&number.device)))
    }

    /// Whether an op makes a record, or goes on with one that this device made: what may be done without reading.
    fn only_adds(&self, tx: &dyn Tx, folder: &mut Folder, op: &Op) -> Done<bool> {
        for seen in op.changes.iter().flat_map(|change| &change.over) {
            if !self.is_ours(tx, op, *seen)? {
                return Ok(false);
            }
        }
        if !folder.exists(tx, &op.book, op.entity)? || self.is_ours(tx, op, op.entity.as_op().0)? {
            return Ok(true);
        }
        // Two phones that weigh at the same meeting make the same record: each adds its own values to it.
        let is_shared = registry::kind(op.kind).is_some_and(|kind| !kind.key.is_empty());
        Ok(is_shared && op.kind != CareCase::DEF.number)
    }
}

/// The records that an op names.
fn named(op: &Op) -> impl Iterator<Item = RecordId> + '_ {
    op.changes.iter().flat_map(|change| {
        let element = Value::decode(&mut Reader::new(&change.element)).ok();
        let id = |value: &Value| if let Value::Ref(reference) = value { Some(reference.id) } else { None };
        [id(&change.value), element.as_ref().and_then(id)].into_iter().flatten()
    })
}

fn is_in_its_book(op: &Op, club: RecordId) -> bool {
    let Book { club: of, kind, part } = op.book;
    let has_its_part = match kind {
        BookKind::CARE => !part.is_nil(),
        BookKind::ROSTER | BookKind::FUND | BookKind::NOTICES => part.is_nil(),
        // A newer version knows.
        _ => true,
    };
    of == club && has_its_part && registry::kind(op.kind).is_none_or(|known| known.book == kind)
}

/// Whether the id of a record that has a key follows from it, as far as the op names the key.
fn follows_from_its_key(op: &Op) -> bool {
    let Some(kind) = registry::kind(op.kind).filter(|kind| !kind.key.is_empty()) else { return true };
    match derived(op, kind) {
        Some(id) if id != op.entity => is_meeting_besides(op) && op.entity == op.makes(),
        _ => true,
    }
}

/// Whether an op that makes a record of a kind with a key says the whole key, and the id follows from it.
fn names_its_key(op: &Op) -> bool {
    let Some(kind) = registry::kind(op.kind).filter(|kind| !kind.key.is_empty()) else { return true };
    derived(op, kind) == Some(op.entity) || is_meeting_besides(op)
}

fn derived(op: &Op, kind: &KindDef) -> Option<RecordId> {
    let value = |tag| op.changes.iter().find(|c| c.tag == tag && c.element.is_empty()).map(|change| &change.value);
    let values: Option<Vec<&Value>> = kind.key.iter().map(|tag| value(*tag)).collect();
    values.map(|values| RecordId::derived(op.kind, values))
}

/// Only the regular meeting of a month is one and the same for everybody.
fn is_meeting_besides(op: &Op) -> bool {
    let regular = Value::Enum(MeetingKind::Regular.number());
    op.kind == Meeting::DEF.number
        && op.changes.iter().any(|change| change.tag == Meeting::meeting_kind.tag && change.value != regular)
}

fn needs_to_lead(tx: &dyn Tx, folder: &mut Folder, op: &Op) -> Done<bool> {
    let before = || Ok(folder.known(tx, &op.book, op.entity)?.map(|(_, state)| state.clone()));
    rights::needs_to_lead(op.kind, &op.changes, before)
}

/// What only the centre writes: what connects a club with the centre, and erasures.
fn is_the_centres(op: &Op) -> bool {
    let ties = [Club::number.tag, Club::unit_code.tag];
    op.kind == Erasure::DEF.number
        || (op.kind == Club::DEF.number && op.changes.iter().any(|change| ties.contains(&change.tag)))
}
