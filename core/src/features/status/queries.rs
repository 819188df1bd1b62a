//! Reading where this phone stands.

use clubbook_model::id::RecordId;
use clubbook_model::op::Op;
use clubbook_model::registry;
use clubbook_model::time::Instant;
use rusqlite::Connection;

use super::views::{QuarantinedView, StatusView};
use crate::features::Commanded;
use crate::features::board;
use crate::store::{journal, settings};

/// Where this phone stands now.
///
/// # Errors
/// SQL, or a phone that is not enrolled.
pub fn status(connection: &Connection, club: RecordId, now: Instant) -> Commanded<StatusView> {
    let outbox = journal::outbox(connection)?;
    let mut put_aside = Vec::new();
    if outbox.quarantined > 0 {
        for row in journal::quarantined(connection)? {
            let op = Op::from_bytes(&row.bytes)?;
            put_aside.push(QuarantinedView {
                seq: row.seq,
                entity: op.entity,
                kind: registry::kind(op.kind).map(|kind| kind.name),
                reason: row.reason.unwrap_or_default(),
                made_at: row.made_at,
            });
        }
    }
    let (refused, quarantined) = put_aside.into_iter().partition(QuarantinedView::is_refused);
    Ok(StatusView {
        waiting: outbox.waiting,
        oldest: outbox.oldest,
        recorded: journal::head(connection)?.seq,
        quarantined,
        refused,
        standing: settings::STANDING.get(connection)?.unwrap_or_default(),
        trouble: settings::TROUBLE.get(connection)?,
        last_exchange: settings::LAST_EXCHANGE.get(connection)?,
        lost_from: match settings::SALVAGE_GAP.get(connection)? {
            Some(gap) => Some(gap),
            None => journal::first_lost(connection)?,
        },
        is_practice: settings::PRACTICE.get(connection)? == Some(true),
        club_head: board::queries::head(connection, club, now.day_in_vietnam())?,
        now,
    })
}
