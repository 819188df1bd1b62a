//! Erasing a record for good: its values become stubs in the log, in the states, in what is held, and on arrival from
//! anywhere; ids, chain values and sequence stay.

use clubbook_model::id::{Book, RecordId};
use clubbook_model::op::Source;
use clubbook_model::registry::{Entity, Erasure};
use clubbook_model::time::Instant;
use clubbook_model::value::{EntityRef, Value};

use crate::centre::{Centre, Parts};
use crate::error::{CentreError, Done};
use crate::store::Tx;
use crate::sync::erasure;
use crate::sync::own::Pen;

impl Centre {
    /// Erases a record; `document` is the request or the rule that asks for it. Phones that sync erase it, too.
    ///
    /// # Errors
    /// No such record, or the store's.
    pub async fn erase(&self, record: EntityRef, document: String) -> Done<()> {
        self.write(move |tx, parts, now| {
            let club = club_of_record(tx, record)?;
            erase(tx, parts, club, record, &document, now)
        })
        .await
    }
}

fn club_of_record(tx: &dyn Tx, record: EntityRef) -> Done<RecordId> {
    for handle in tx.books_of_entity(record.id)? {
        let Some(book) = tx.book_by_handle(handle)? else { continue };
        let is_of_kind = tx.entity(handle, record.id)?.is_some_and(|row| row.kind == record.kind);
        if is_of_kind && !book.book.club.is_nil() {
            return Ok(book.book.club);
        }
    }
    Err(CentreError::NotFound("record"))
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
