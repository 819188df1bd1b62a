//! One exchange with a phone, in both directions.
//!
//! | file | what |
//! |---|---|
//! | `challenge` | what requests are signed over |
//! | `incoming` | a request opened: who sends, and which frames can be believed |
//! | `proof` | how a device that the centre does not know proves that it belongs here |
//! | `push` | the device's journal taken in, frame by frame |
//! | `readable` | frames that could not be read when they came |
//! | `judge` | whether an op may be accepted, or why it is held |
//! | `place` | what becomes of an op in the log |
//! | `rejudge` | held ops judged anew |
//! | `known_rights` | which rights a device knows of, and how long it is believed that it does not know newer ones |
//! | `names` | ops that come under several numbers |
//! | `fold` | states, sums and figures kept up to date with the log |
//! | `stamps` | the clock reading that counts for an op |
//! | `erasure` | erasures carried out, wherever they come from |
//! | `fragment` | telling what is left of an op in a state from the op |
//! | `offered` | what came back from a phone after a restore |
//! | `own` | what the centre itself records |
//! | `answer` | the answer put together |
//! | `pull`, `snapshot`, `repair`, `frames` | the frames of an answer |
//!
//! A request is opened and answered by readers beside each other; only what it changes goes through the one writer, and
//! a request that changes nothing is answered without waiting for it.

pub(crate) mod answer;
pub(crate) mod challenge;
pub(crate) mod erasure;
pub(crate) mod fold;
pub(crate) mod fragment;
pub(crate) mod frames;
pub(crate) mod incoming;
pub(crate) mod judge;
pub(crate) mod known_rights;
pub(crate) mod names;
pub(crate) mod offered;
pub(crate) mod own;
pub(crate) mod place;
pub(crate) mod proof;
pub(crate) mod pull;
pub(crate) mod push;
pub(crate) mod readable;
pub(crate) mod rejudge;
pub(crate) mod repair;
pub(crate) mod snapshot;
pub(crate) mod stamps;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use clubbook_model::message::{MAX_REQUEST_BYTES, SyncAnswer};
use clubbook_model::time::Instant;

use crate::centre::Parts;
use crate::error::{CentreError, Done};
use crate::store::{self, Store, Tx};

use answer::{AnswerNote, Composed};
use incoming::Incoming;
use push::Pushed;

/// A device that was heard of less long ago is not noted again: pages show minutes.
const HEARD_ANEW_AFTER: i64 = 60;

/// Answers a request.
///
/// # Errors
/// The refusals of `docs/sync-protocol.md`.
pub(crate) async fn exchange(parts: &Arc<Parts>, store: &Arc<dyn Store>, body: Vec<u8>) -> Done<SyncAnswer> {
    if body.len() > MAX_REQUEST_BYTES {
        return Err(CentreError::TooLarge);
    }
    let now = parts.now();
    let opening = Arc::clone(parts);
    let incoming = store::read(store, move |tx| incoming::open(tx, &opening, &body, now)).await?;
    let incoming = Arc::new(incoming);
    let pushed = if incoming.writes() {
        let (with, incoming) = (Arc::clone(parts), Arc::clone(&incoming));
        store::write(store, move |tx| push::take(tx, &with, &incoming, now)).await?
    } else {
        Pushed::nothing(&incoming)
    };
    let mut composed = compose(parts, store, &incoming, &pushed, now).await?;
    // Not dated before anything that it holds was committed: by this moment phones tell what a backup has.
    composed.answer.server_time = parts.now();
    note(store, &incoming, &composed, now).await?;
    Ok(composed.answer)
}

async fn compose(
    parts: &Arc<Parts>,
    store: &Arc<dyn Store>,
    incoming: &Arc<Incoming>,
    pushed: &Pushed,
    now: Instant,
) -> Done<Composed> {
    loop {
        let (with, of, after) = (Arc::clone(parts), Arc::clone(incoming), pushed.clone());
        if let Some(composed) = store::read(store, move |tx| answer::compose(tx, &with, &of, &after, now)).await? {
            return Ok(composed);
        }
        // The rights have changed: they get a version before the device is told of them.
        let of = Arc::clone(incoming);
        store::write(store, move |tx| known_rights::settle(tx, of.device(), of.request.claim.made.seq, now)).await?;
    }
}

/// Notes what the answer gives the device, and that it was heard of. For the latter alone nobody waits.
async fn note(store: &Arc<dyn Store>, incoming: &Incoming, composed: &Composed, now: Instant) -> Done<()> {
    if composed.is_unknown {
        return Ok(());
    }
    let id = incoming.device();
    let is_heard_anew = composed.last_heard.is_none_or(|heard| now.0 - heard.0 >= HEARD_ANEW_AFTER || now < heard);
    let (note, challenge) = (composed.note.clone(), composed.answer.challenge.clone());
    let is_awaited = note != AnswerNote::default();
    let write = move |tx: &mut dyn Tx| {
        push::note_releases(tx, id, &note.heard, &note.told)?;
        if let Some(cursors) = &note.cursors {
            tx.put_cursors(id, &challenge, cursors)?;
        }
        if is_heard_anew {
            tx.put_heard(id, now)?;
            tx.note_shown()?;
        }
        Ok(())
    };
    match (is_awaited, is_heard_anew) {
        (true, _) => store::write(store, write).await,
        (false, true) => {
            store::write_later(store, write);
            Ok(())
        }
        (false, false) => Ok(()),
    }
}
