//! Reading where this phone stands.

use clubbook_model::id::RecordId;
use clubbook_model::op::Op;
use clubbook_model::registry;
use clubbook_model::time::Instant;
use rusqlite::Connection;

use super::things::Things;
use super::unsent::{Outcome, UnsentView};
use super::views::{QuarantinedView, StatusView};
use crate::features::Commanded;
use crate::features::board;
use crate::store::{journal, refusals, settings};

/// Where this phone stands now.
///
/// # Errors
/// SQL, or a phone that is not enrolled.
pub fn status(connection: &Connection, club: RecordId, now: Instant) -> Commanded<StatusView> {
    let outbox = journal::outbox(connection)?;
    let mut put_aside = Vec::new();
    if outbox.quarantined > 0 {
        let refusals = refusals::all(connection)?;
        for row in journal::quarantined(connection)? {
            let op = Op::from_bytes(&row.bytes)?;
            put_aside.push(QuarantinedView {
                seq: row.seq,
                entity: op.entity,
                kind: registry::kind(op.kind).map(|kind| kind.name),
                reason: row.reason.unwrap_or_default(),
                made_at: row.made_at,
                is_known: refusals.get(&row.seq).is_some_and(|refusal| refusal.is_known),
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

/// What waits and what was put aside, as the person at the phone may see it: what they recorded themselves is said, what others
/// recorded on this phone is counted. In the practice club nothing waits: it sends nothing. `wall` is what the phone's wall clock
/// shows `now`.
///
/// # Errors
/// SQL, or a phone that is not enrolled.
pub fn unsent(connection: &Connection, person: RecordId, now: Instant, wall: Instant) -> Commanded<UnsentView> {
    if settings::PRACTICE.get(connection)? == Some(true) {
        return Ok(UnsentView::default());
    }
    // The journal goes by the wall clock, what people read by the time as well as the phone knows it.
    let made_at = |at: Instant| Instant(at.0.saturating_add(now.0.saturating_sub(wall.0)));
    let mut waiting = Things::default();
    let mut others_waiting = 0;
    for row in journal::waiting(connection)? {
        let op = Op::from_bytes(&row.bytes)?;
        match op.author == person {
            true => waiting.add(connection, &op, Outcome::default(), made_at(row.made_at))?,
            false => others_waiting += 1,
        }
    }
    let mut refusals = refusals::all(connection)?;
    let mut put_aside = Things::default();
    let mut others_put_aside = 0;
    for row in journal::quarantined(connection)? {
        let refusal = refusals.remove(&row.seq).unwrap_or_default();
        if refusal.is_known {
            continue;
        }
        let op = Op::from_bytes(&row.bytes)?;
        let outcome = Outcome { reason: row.reason.unwrap_or_default(), because: refusal.why };
        match op.author == person {
            true => put_aside.add(connection, &op, outcome, made_at(row.made_at))?,
            false => others_put_aside += 1,
        }
    }
    let (waiting, put_aside) = (waiting.views(connection)?, put_aside.views(connection)?);
    Ok(UnsentView { waiting, others_waiting, put_aside, others_put_aside })
}
