//! Erasing a record for good: its values become stubs in the log, in the states, in what is held, and on arrival from
//! anywhere; ids, chain values and sequence stay.

use std::collections::BTreeSet;

use clubbook_model::id::{Book, RecordId};
use clubbook_model::op::Source;
use clubbook_model::registry::{Entity, Erasure};
use clubbook_model::time::Instant;
use clubbook_model::value::{EntityRef, Value};

use super::club_of;
use crate::centre::{Centre, Parts};
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::sync::erasure;
use crate::sync::own::Pen;

impl Centre {
    /// Erases a record of the one club that has it; `document` is the request or the rule that asks for it. Phones that sync
    /// erase it, too.
    ///
    /// # Errors
    /// No such record, several clubs with one of this id, or the store's.
    pub async fn erase(&self, record: EntityRef, document: String) -> Done<()> {
        self.write(move |tx, parts, now| {
            let clubs = clubs_with(tx, record)?;
            let mut clubs = clubs.into_iter();
            match (clubs.next(), clubs.next()) {
                (None, _) => Err(CentreError::NotFound("record")),
                (Some(club), None) => erase(tx, parts, club, record, &document, now),
                (Some(_), Some(_)) => {
                    Err(CentreError::Invalid("several clubs have a record of this id: say which club"))
                }
            }
        })
        .await
    }

    /// Erases a record of a club, whatever other clubs have under the same id.
    ///
    /// # Errors
    /// No such club, no such record there, or the store's.
    pub async fn erase_in(&self, club_number: u64, record: EntityRef, document: String) -> Done<()> {
        self.write(move |tx, parts, now| {
            let club = club_of(tx, club_number)?;
            if !clubs_with(tx, record)?.contains(&club) {
                return Err(CentreError::NotFound("record"));
            }
            erase(tx, parts, club, record, &document, now)
        })
        .await
    }
}

/// The clubs that have a record of this id and kind.
fn clubs_with(tx: &dyn Tx, record: EntityRef) -> Done<BTreeSet<RecordId>> {
    let mut clubs = BTreeSet::new();
    for row in tx.books_of_entity(record.id)? {
        let is_of_kind = tx.entity(row.handle, record.id)?.is_some_and(|entity| entity.kind == record.kind);
        if is_of_kind && !row.book.club.is_nil() {
            clubs.insert(row.book.club);
        }
    }
    Ok(clubs)
}

/// Erases a record of a club. One that is not here (any more) is noted all the same, so that it stays a stub when it
/// arrives.
pub(crate) fn erase(
    tx: &mut dyn Tx,
    parts: &Parts,
    club: RecordId,
    record: EntityRef,
    document: &str,
    now: Instant,
) -> Done<()> {
    let mut pen = Pen::new(tx, parts, Source::OFFICER, now)?;
    erasure::carry_out(tx, pen.folder(), club, record)?;
    let mut draft = Erasure::create(Erasure::derived_id(&[Value::Ref(record)]));
    draft.set(Erasure::record, record);
    draft.set(Erasure::on_day, now.day_in_vietnam());
    if !document.is_empty() {
        draft.set(Erasure::document, document.to_owned());
    }
    pen.record(tx, &Book::roster(club), draft)?;
    pen.finish(tx)
}
