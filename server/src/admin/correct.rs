//! An officer corrects a club's own record, with a reason. What is written names what stood on the officer's screen when the
//! form was opened: what a phone has written meanwhile stays beside it, and both are seen until somebody chooses.

pub(crate) mod fields;
#[cfg(test)]
mod tests;

use clubbook_model::codec::Reader;
use clubbook_model::entry::FieldEdit;
use clubbook_model::field::{MergeClass, Tag};
use clubbook_model::id::{Book, RecordId};
use clubbook_model::merge::{EntityState, Entry, FieldKey, FieldState};
use clubbook_model::op::{Change, Source};
use clubbook_model::registry::{Club, Entity, FieldDef};
use clubbook_model::time::Instant;
use clubbook_model::value::Value;

use super::access::{Doer, Look, note_by};
use super::clubs::club_seen;
use crate::centre::{Centre, Parts};
use crate::error::{CentreError, Done};
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::access::Deed;
use crate::sync::own::Pen;
use fields::{Correctable, Sort, correctable, correctable_field};

/// For what a seen record is sealed.
const SEALED_FOR: &[u8] = b"clubbook/seen-club/1\0";
/// Bytes of a seal.
const SEAL_BYTES: usize = 16;

/// A club's own record as an officer sees it: the fields that officers correct, with every value that nobody has settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubRecord {
    /// The club's number.
    pub number: u64,
    pub(crate) club: RecordId,
    pub(crate) seen: EntityState,
}

/// A field, or an element of a set, of which two people say different things.
#[derive(Debug, Clone)]
pub(crate) struct Disputed {
    /// Which.
    pub(crate) key: FieldKey,
    /// The field.
    pub(crate) field: &'static FieldDef,
    /// What was entered, the latest first.
    pub(crate) values: Vec<Value>,
}

impl Disputed {
    /// The element, for a set.
    pub(crate) fn element(&self) -> Option<Value> {
        element_of(self.key.tag, &self.key.element)
    }
}

fn element_of(tag: Tag, element: &[u8]) -> Option<Value> {
    let is_set = tag.class() == MergeClass::Set;
    is_set.then(|| Value::decode(&mut Reader::new(element)).ok()).flatten()
}

/// A field that a correction changes.
#[derive(Debug, Clone)]
pub(crate) struct FieldChange {
    /// The field.
    pub(crate) field: &'static FieldDef,
    /// The element, for a set.
    pub(crate) element: Option<Value>,
    /// What stood on the screen: several values where people differed, none where there was none.
    pub(crate) before: Vec<Value>,
    /// What is to stand there.
    pub(crate) after: Value,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What stood on the screen when the form was opened.
    pub record: ClubRecord,
    /// What was changed.
    pub edits: Vec<FieldEdit>,
    /// Why.
    pub reason: String,
}

/// What became of a correction.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrected {
    /// The fields that were written.
    pub fields: Vec<&'static str>,
    /// Those of them in which somebody else has entered another value meanwhile: both are there.
    pub disputed: Vec<&'static str>,
}

impl ClubRecord {
    fn of(number: u64, club: RecordId, state: &EntityState) -> Self {
        let mut seen = EntityState::new();
        for (key, field) in state.fields().filter(|(key, _)| correctable_field(key.tag).is_some()) {
            for (op, entry) in field.entries() {
                // Who wrote it is nothing that a form has to carry.
                let entry = Entry { author: RecordId::NIL, on_behalf_of: None, ..entry.clone() };
                seen.insert(key.clone(), op, entry);
            }
        }
        Self { number, club, seen }
    }

    /// The record as bytes that only this centre can have written, for a form to carry.
    pub(crate) fn seal(&self, keys: &Keys) -> Vec<u8> {
        let state = self.seen.to_bytes();
        let seal = keys.authenticate(SEALED_FOR, &[&self.club.0, &state]);
        [&seal[..SEAL_BYTES], &state].concat()
    }

    /// What [`ClubRecord::seal`] wrote of the same club; `None` for anything else.
    pub(crate) fn unseal(self, keys: &Keys, sealed: &[u8]) -> Option<Self> {
        let (seal, state) = sealed.split_at_checked(SEAL_BYTES)?;
        let is_own = keys.is_authentic(SEALED_FOR, &[&self.club.0, state], seal);
        let seen = EntityState::from_bytes(state).ok().filter(|_| is_own)?;
        Some(Self { seen, ..self })
    }

    /// Where two people say different things.
    pub(crate) fn disputed(&self) -> Vec<Disputed> {
        let disputed = |(key, state): (&FieldKey, &FieldState)| {
            let field = correctable_field(key.tag)?.field;
            let values = state.heads().into_iter().map(|(_, entry)| entry.value.clone()).collect();
            Some(Disputed { key: key.clone(), field, values })
        };
        self.seen.unsettled().filter_map(disputed).collect()
    }

    /// What is recorded in a field: the elements of a set, else every value that nobody has settled, the latest first.
    pub(crate) fn values(&self, one: Correctable) -> Vec<Value> {
        match one.sort {
            Sort::Lines => self.seen.elements(one.field.tag).collect(),
            _ => values_of(&self.seen, one.field.tag, &[]),
        }
    }

    /// What edits change in it.
    pub(crate) fn changes(&self, edits: &[FieldEdit]) -> Vec<FieldChange> {
        let mut draft = Club::edit(self.club, &self.seen);
        edits.iter().for_each(|edit| edit.apply(&mut draft));
        let mut changes: Vec<FieldChange> =
            draft.into_changes().into_iter().filter_map(|change| self.change(change)).collect();
        let place = |change: &FieldChange| correctable().position(|one| one.field.tag == change.field.tag);
        changes.sort_by_key(place);
        changes
    }

    fn change(&self, change: Change) -> Option<FieldChange> {
        Some(FieldChange {
            field: correctable_field(change.tag)?.field,
            before: values_of(&self.seen, change.tag, &change.element),
            element: element_of(change.tag, &change.element),
            after: change.value,
        })
    }

    /// The values that are entered now in the fields of these edits and were not on this screen, by field.
    pub(crate) fn meanwhile(&self, now: &Self, edits: &[FieldEdit]) -> Vec<News> {
        let mut news = Vec::new();
        for FieldEdit { tag, element, value } in edits {
            let Some(one) = correctable_field(*tag) else { continue };
            let known = self.seen.field(*tag, element);
            let heads = now.seen.field(*tag, element).into_iter().flat_map(FieldState::entries);
            for (op, entry) in heads {
                let is_news = known.is_none_or(|known| !known.knows(op)) && entry.value != *value;
                let told = News { field: one.field, element: element.clone(), value: entry.value.clone() };
                if is_news && !news.iter().any(|other: &News| other.says_as(&told)) {
                    news.push(told);
                }
            }
        }
        news
    }
}

/// A value that somebody wrote beside a correction while its form was open.
#[derive(Debug, Clone)]
pub(crate) struct News {
    /// The field.
    pub(crate) field: &'static FieldDef,
    /// The element, for a set.
    element: Vec<u8>,
    /// The value.
    pub(crate) value: Value,
}

impl News {
    fn says_as(&self, other: &Self) -> bool {
        (self.field.tag, &self.element, &self.value) == (other.field.tag, &other.element, &other.value)
    }

    /// Whether it is about what a correction changes.
    pub(crate) fn is_about(&self, change: &FieldChange) -> bool {
        let element = change.element.as_ref().map(Value::to_bytes).unwrap_or_default();
        self.field.tag == change.field.tag && self.element == element
    }
}

/// Whether a field holds this value and no other.
fn says(field: &FieldState, value: &Value) -> bool {
    let heads = field.heads();
    heads.len() == 1 && heads.iter().all(|(_, entry)| entry.value == *value)
}

/// The values of a field that nobody has settled, the latest first; without those that clear it.
fn values_of(state: &EntityState, tag: Tag, element: &[u8]) -> Vec<Value> {
    let heads = state.field(tag, element).map(|field| field.heads()).unwrap_or_default();
    heads.into_iter().map(|(_, entry)| entry.value.clone()).filter(|value| *value != Value::None).collect()
}

impl Centre {
    /// A club's own record, if an officer of a unit sees it.
    ///
    /// # Errors
    /// No such club there, a damaged state, or the store's.
    pub async fn club_record(&self, number: u64, unit: Option<String>) -> Done<ClubRecord> {
        self.read(move |tx, _| record(tx, number, unit.as_deref())).await
    }

    /// Corrects a club's own record. Only what was changed is written; where nothing was, neither a record nor a line of the
    /// log.
    ///
    /// # Errors
    /// No such club in the unit, no reason, or the store's.
    pub async fn correct_club(&self, by: Doer, correction: Correction) -> Done<Corrected> {
        self.write(move |tx, parts, now| correct(tx, parts, &by, &correction, now)).await
    }
}

/// A club's own record, if an officer of a unit sees it.
///
/// # Errors
/// No such club there, a damaged state, or the store's.
pub(crate) fn record(tx: &dyn Tx, number: u64, unit: Option<&str>) -> Done<ClubRecord> {
    let club = club_seen(tx, number, unit)?.club;
    let book = tx.book(&Book::roster(club))?.ok_or(CentreError::NotFound("club"))?;
    let row = tx.entity(book.handle, club)?.ok_or(CentreError::NotFound("club"))?;
    let state = EntityState::from_bytes(&row.state).map_err(CentreError::Damaged)?;
    Ok(ClubRecord::of(number, club, &state))
}

fn correct(tx: &mut dyn Tx, parts: &Parts, by: &Doer, correction: &Correction, now: Instant) -> Done<Corrected> {
    let Correction { record: opened, edits, reason } = correction;
    if reason.trim().is_empty() {
        return Err(CentreError::Invalid("a correction needs a reason"));
    }
    let before = record(tx, opened.number, by.unit.as_deref())?;
    let mut draft = Club::edit(before.club, &opened.seen);
    // Somebody may have entered the same meanwhile, or the form was sent twice.
    let is_there =
        |edit: &&FieldEdit| before.seen.field(edit.tag, &edit.element).is_some_and(|now| says(now, &edit.value));
    let news: Vec<FieldEdit> = edits.iter().filter(|edit| !is_there(edit)).cloned().collect();
    let mut fields: Vec<&'static str> = opened.changes(&news).iter().map(|change| change.field.name).collect();
    fields.dedup();
    news.iter().filter(|edit| correctable_field(edit.tag).is_some()).for_each(|edit| edit.apply(&mut draft));
    if draft.is_unchanged() {
        return Ok(Corrected::default());
    }
    let mut pen = Pen::new(tx, parts, Source::OFFICER, now)?;
    pen.record(tx, &Book::roster(before.club), draft)?;
    pen.finish(tx)?;
    let look = Look {
        about: fields.join(" "),
        reason: reason.clone(),
        ..Look::at_club(Deed::CorrectedClub, opened.number, 0)
    };
    note_by(tx, by, look, now)?;
    let after = record(tx, opened.number, by.unit.as_deref())?;
    let is_disputed = |name: &&'static str| after.disputed().iter().any(|one| one.field.name == *name);
    let disputed = fields.iter().copied().filter(is_disputed).collect();
    Ok(Corrected { fields, disputed })
}
