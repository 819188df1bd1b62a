//! Reading notices.

use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Entity, Notice, Receipt};
use clubbook_model::value::Value;
use rusqlite::Connection;

use super::views::{NoticeView, ReceiptView};
use crate::features::{CommandError, Commanded};
use crate::store::entity::{self, Scan};

/// The index of receipts by notice.
const RECEIPTS_BY_NOTICE: u32 = 0;

/// The club's notices: those that `reader` has not read first, and among them those whose answer is wanted soonest.
///
/// # Errors
/// SQL.
pub fn notices(connection: &Connection, club: RecordId, reader: RecordId) -> Commanded<Vec<NoticeView>> {
    let mut views = Vec::new();
    for notice in entity::all::<Notice>(connection, &Book::notices(club))? {
        views.push(view(connection, notice)?);
    }
    views.sort_by_key(|notice| {
        (notice.is_read_by(reader), notice.answer_until.is_none(), notice.answer_until, notice.id)
    });
    Ok(views)
}

/// One notice.
///
/// # Errors
/// SQL, or no such notice.
pub fn notice(connection: &Connection, id: RecordId) -> Commanded<NoticeView> {
    view(connection, entity::get::<Notice>(connection, id)?.ok_or(CommandError::NotFound("notice"))?)
}

fn view(connection: &Connection, notice: Notice) -> Commanded<NoticeView> {
    let key = [Value::Ref(Notice::reference(notice.id))];
    let mut receipts: Vec<ReceiptView> = entity::by_index::<Receipt>(connection, RECEIPTS_BY_NOTICE, &key, Scan::ALL)?
        .into_iter()
        .filter_map(|receipt| {
            let person = receipt.person?.id;
            Some(ReceiptView { person, read_at: receipt.read_at, answer: receipt.answer })
        })
        .collect();
    receipts.sort_by_key(|receipt| (receipt.read_at, receipt.person));
    Ok(NoticeView {
        id: notice.id,
        kind: notice.notice_kind,
        title: notice.title.unwrap_or_default(),
        body: notice.body.unwrap_or_default(),
        sender: notice.sender,
        answer_until: notice.answer_until,
        receipts,
    })
}
