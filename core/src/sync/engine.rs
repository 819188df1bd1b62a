//! One exchange, from its first request to its last.

use std::collections::BTreeSet;
use std::time::Duration;

use clubbook_model::message::{MEDIA_TYPE, Refusal, Standing};
use clubbook_model::time::Instant;

use super::answer;
use super::back_off;
use super::receive::Receiving;
use super::recovery::{Next, Recovery};
use super::request::{Budget, OFFER_FROM, Wanted, prepare};
use super::transport::{Reply, Transport, TransportError};
use crate::clock::{Clock, Random};
use crate::store::exchanges::{self, Exchange};
use crate::store::settings::{self, Trouble};
use crate::store::{Store, StoreError, journal, time};

/// Why an exchange ended before its end. Nothing is lost: what was not acknowledged waits.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// This phone is not connected with a club.
    #[error("this phone is not connected with a club yet")]
    NotEnrolled,
    /// This phone is connected already, and does not change its centre by a link.
    #[error("this phone is connected with a club already")]
    AlreadyEnrolled,
    /// The practice club has no centre.
    #[error("the practice club sends nothing")]
    Practice,
    /// The centre refused the enrolment: a code of `docs/sync-protocol.md`.
    #[error("the centre refused: {0}")]
    Refused(String),
    /// A phone that is being connected did not reach its centre. Somebody stands there and waits: it is tried again when they
    /// ask for it.
    #[error("the phone was not connected: {0:?}")]
    NotConnected(Trouble),
    /// The exchange failed; when it is tried again by itself.
    #[error("the exchange with the centre failed: {trouble:?}")]
    Trouble {
        /// What was the matter.
        trouble: Trouble,
        /// The next try.
        retry_at: Instant,
    },
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

/// What an exchange did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SyncReport {
    /// Requests.
    pub requests: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of answer bodies.
    pub bytes_down: u64,
    /// Ops that the centre acknowledged.
    pub sent: u64,
    /// Ops that the centre put aside.
    pub quarantined: u64,
    /// Rows that came.
    pub received: u64,
    /// Books whose sums differed from the centre's and were repaired.
    pub repaired: u64,
    /// The journals of phone and centre disagree.
    pub forked: bool,
    /// Ops that got new numbers after a fork.
    pub renumbered: u64,
}

impl SyncReport {
    /// What people are told of the exchange, at its end.
    fn ended(&self, at: Instant, trouble: Option<Trouble>) -> Exchange {
        Exchange {
            first_at: at,
            last_at: at,
            times: 1,
            trouble,
            sent: self.sent,
            put_aside: self.quarantined,
            received: self.received,
        }
    }
}

/// The phone that exchanges: its store, clock and randomness, and how the app calls itself.
#[derive(Clone, Copy)]
pub struct Party<'a> {
    /// The store.
    pub store: &'a Store,
    /// The clocks.
    pub clock: &'a dyn Clock,
    /// The randomness.
    pub random: &'a dyn Random,
    /// Name and version of the app.
    pub app: &'a str,
}

impl std::fmt::Debug for Party<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Party").field("app", &self.app).finish_non_exhaustive()
    }
}

/// Rounds in which nothing moves before an exchange gives up: a centre that asks for the same again and again is broken.
const PATIENCE: u32 = 4;

/// Exchanges until nothing is left to send or to fetch. `progress` hears of every frame and after every request.
///
/// # Errors
/// See [`SyncError`]. What was applied before stays.
pub async fn sync<T: Transport>(
    party: Party<'_>,
    transport: &T,
    mut progress: impl FnMut(&SyncReport) + Send,
) -> Result<SyncReport, SyncError> {
    let mut report = SyncReport::default();
    match exchange(party, transport, &mut report, &mut progress).await {
        Ok(()) => {
            party.store.write(|tx| {
                settings::LAST_EXCHANGE.put(tx, &party.clock.now())?;
                settings::TROUBLE.remove(tx)?;
                exchanges::note(tx, &report.ended(party.clock.now(), None))?;
                settings::BACK_OFF.remove(tx)
            })?;
            Ok(report)
        }
        Err(Failure::Sync(error)) => Err(error),
        Err(Failure::Trouble(trouble, asked)) => {
            let back_off = party.store.write(|tx| {
                settings::TROUBLE.put(tx, &trouble)?;
                exchanges::note(tx, &report.ended(party.clock.now(), Some(trouble)))?;
                back_off::note_failure(tx, party.clock, party.random, asked)
            })?;
            Err(SyncError::Trouble { trouble, retry_at: back_off.until })
        }
    }
}

pub(super) enum Failure {
    Trouble(Trouble, Option<Duration>),
    Sync(SyncError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Sync(error.into())
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble, None)
    }
}

pub(super) fn trouble_of(error: TransportError) -> Trouble {
    match error {
        TransportError::NoAnswer | TransportError::Address => Trouble::NoAnswer,
        TransportError::Untrusted => Trouble::Untrusted,
    }
}

async fn exchange<T: Transport>(
    party: Party<'_>,
    transport: &T,
    report: &mut SyncReport,
    progress: &mut (impl FnMut(&SyncReport) + Send),
) -> Result<(), Failure> {
    let store = party.store;
    let mut wanted = Wanted::default();
    let mut failures = store.read(|c| settings::BACK_OFF.get(c))?.unwrap_or_default().failures;
    let mut asked: BTreeSet<u64> = BTreeSet::new();
    let mut without_progress = 0;
    let mut recovery = Recovery::default();
    loop {
        let budget = Budget::after(failures);
        let prepared = store.read(|c| prepare(c, &wanted, budget, party.app))?;
        if recovery.before(party, &prepared, &mut wanted, report)? == Next::AnotherRequest {
            continue;
        }
        report.requests += 1;
        report.bytes_up += prepared.bytes.len() as u64;
        let mut receiving = Receiving::new(party, &prepared, report, progress)?;
        let reply = transport
            .post("/v1/sync", prepared.bytes.clone(), &mut |reply| receiving.arrived(reply))
            .await
            .map_err(trouble_of)?;
        receiving.report.bytes_down += reply.body.len() as u64;
        let (answer, applied) = match understand(party, &reply)? {
            Understood::Answer => receiving.finish(&reply)?,
            Understood::Again if without_progress < PATIENCE => {
                without_progress += 1;
                continue;
            }
            Understood::Smaller if Budget::after(failures + 1) != budget => {
                failures += 1;
                continue;
            }
            Understood::Again | Understood::Smaller => return Err(Trouble::CentreError.into()),
        };
        if recovery.after(party, &prepared, &answer, applied, &mut wanted, report)? == Next::AnotherRequest {
            continue;
        }
        let moved = applied.acknowledged + applied.quarantined + applied.frames > 0
            || applied.offered
            || prepared.compared > 0
            || recovery.has_narrowed();
        without_progress = if moved { 0 } else { without_progress + 1 };
        if !reply.is_whole && !moved {
            return Err(Trouble::NoAnswer.into());
        }
        let is_behind = reply.is_whole
            && !answer.more
            && store.write(|tx| answer::forget_known_cursors_where_behind(tx, &answer))?;
        let differing = store.read(|c| answer::differing(c, &answer))?;
        let mut buckets = wanted.buckets.split_off(prepared.compared);
        // Each once: where that did not help, another time will not either.
        buckets.extend(
            differing.into_iter().chain(answer.send_buckets.iter().copied()).filter(|book| asked.insert(*book)),
        );
        report.repaired = asked.len() as u64;
        wanted = Wanted {
            send_from: answer.send_from,
            certificate: answer.standing == Standing::Unknown,
            buckets,
            compare_journal: recovery.question(),
        };
        let may_send = !recovery.is_searching();
        let offers_wait = answer.standing == Standing::Good && store.read(|c| OFFER_FROM.get(c))?.is_some();
        let rest_waits = may_send && store.read(journal::outbox)?.waiting > 0;
        let goes_on = answer.more
            || !reply.is_whole
            || answer.send_cursors
            || is_behind
            || wanted.certificate
            || !wanted.buckets.is_empty()
            || offers_wait
            || wanted.compare_journal.is_some()
            || (may_send && answer.send_from.is_some())
            || rest_waits;
        if !goes_on {
            return Ok(());
        }
        if without_progress >= PATIENCE {
            return Err(Trouble::CentreError.into());
        }
    }
}

enum Understood {
    Answer,
    /// The same again, with what the refusal gave.
    Again,
    /// The request was too large.
    Smaller,
}

fn understand(party: Party<'_>, reply: &Reply) -> Result<Understood, Failure> {
    let is_ours = reply.media_type == MEDIA_TYPE;
    match reply.status {
        200 if is_ours => Ok(Understood::Answer),
        413 => Ok(Understood::Smaller),
        429 | 500..=599 => Err(Failure::Trouble(Trouble::CentreError, reply.retry_after)),
        400..=499 if is_ours => {
            let refusal = Refusal::from_bytes(&reply.body).map_err(|_| Trouble::Damaged)?;
            match refusal.code.as_str() {
                "challenge_expired" if !refusal.challenge.is_empty() => {
                    party.store.write(|tx| {
                        time::put_server_time(tx, party.clock, refusal.server_time)?;
                        settings::CHALLENGE.put(tx, &refusal.challenge)
                    })?;
                    Ok(Understood::Again)
                }
                "unknown_version" => Err(Trouble::TooOld.into()),
                _ => Err(Trouble::CentreError.into()),
            }
        }
        // A page of somebody between the phone and the centre, whatever its status.
        _ => Err(Trouble::NotTheCentre.into()),
    }
}
