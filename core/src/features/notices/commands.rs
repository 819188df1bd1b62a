//! Receipts of notices.

use clubbook_model::edit::Draft;
use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Entity, Notice, Person, Receipt};
use clubbook_model::text::clean;
use clubbook_model::value::Value;

use super::queries;
use super::views::NoticeView;
use crate::features::{CommandError, Commanded, Pen};
use crate::store::entity;

/// Notes that the person at the phone has read a notice; the first reading stands.
///
/// # Errors
/// No such notice.
pub fn read(pen: &mut Pen<'_>, notice: RecordId) -> Commanded<NoticeView> {
    let draft = receipt(pen, notice)?;
    pen.record(&Book::notices(pen.club), draft)?;
    queries::notice(pen.tx, notice)
}

/// Answers a notice; another answer replaces the person's own earlier one.
///
/// # Errors
/// No such notice.
pub fn answer(pen: &mut Pen<'_>, notice: RecordId, answer: &str) -> Commanded<NoticeView> {
    let mut draft = receipt(pen, notice)?;
    let answer = clean(answer);
    if answer.is_empty() {
        draft.clear(Receipt::answer)
    } else {
        draft.set(Receipt::answer, answer)
    };
    pen.record(&Book::notices(pen.club), draft)?;
    queries::notice(pen.tx, notice)
}

/// A form over the receipt of the person at the phone.
fn receipt(pen: &Pen<'_>, notice: RecordId) -> Commanded<Draft> {
    entity::get::<Notice>(pen.tx, notice)?.ok_or(CommandError::NotFound("notice"))?;
    let (notice, person) = (Notice::reference(notice), Person::reference(pen.author()));
    let id = Receipt::derived_id(&[Value::Ref(notice), Value::Ref(person)]);
    let seen = entity::state::<Receipt>(pen.tx, id)?.unwrap_or_default();
    let mut draft = Receipt::edit(id, &seen);
    draft.set(Receipt::notice, notice).set(Receipt::person, person);
    if Receipt::read(id, &seen).read_at.is_none() {
        draft.set(Receipt::read_at, pen.now());
    }
    Ok(draft)
}
