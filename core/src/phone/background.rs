//! The exchange in the background: after a save, on opening, when connectivity returns, and now and then for news; after a
//! failure not before the back-off is over, which survives a restart.

use std::future::Future;
use std::time::Duration;

use super::Phone;
use crate::store::StoreError;
use crate::store::settings;
use crate::sync::{SyncError, SyncReport, Transport, back_off};

/// With nothing to send, the centre is asked for news this often.
const NEWS: Duration = Duration::from_secs(15 * 60);

/// What has happened at the phone, counted, so that nothing is missed while an exchange runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signals {
    pub(super) opened: u64,
    pub(super) enrolled: u64,
    pub(super) saved: u64,
    pub(super) connected: u64,
    pub(super) is_cancelled: bool,
}

/// Waits, so that tests need not.
pub trait Timer: Send + Sync {
    /// Returns after `time`.
    fn wait(&self, time: Duration) -> impl Future<Output = ()> + Send;
}

/// The system's timer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemTimer;

impl Timer for SystemTimer {
    fn wait(&self, time: Duration) -> impl Future<Output = ()> + Send {
        tokio::time::sleep(time)
    }
}

impl Phone {
    /// Exchanges whenever there is a reason, until [`Phone::cancel_background`] or [`Phone::shutdown`]; `heard` hears of
    /// every exchange. It may also be dropped at any moment: no transaction is open across a wait.
    pub async fn run_background<T: Transport>(
        &self,
        way: &T,
        timer: &impl Timer,
        mut heard: impl FnMut(&Result<SyncReport, SyncError>) + Send,
    ) {
        let mut signals = self.inner.signals.subscribe();
        let mut seen = *signals.borrow_and_update();
        let mut is_due = true;
        let mut is_urgent = false;
        while !seen.is_cancelled {
            let rest = self.back_off_rest();
            let is_enrolled = self.is_enrolled();
            if is_due && is_enrolled && (is_urgent || rest.is_zero()) {
                is_urgent = false;
                let exchanged = tokio::select! {
                    exchanged = self.sync_through(way, |_| ()) => exchanged,
                    () = cancelled(self.inner.signals.subscribe()) => return,
                };
                // What failed is due again, once the back-off that it left is over.
                is_due = exchanged.is_err();
                heard(&exchanged);
            } else {
                let wait = if is_due && is_enrolled { rest } else { NEWS };
                tokio::select! {
                    changed = signals.changed() => if changed.is_err() { return },
                    () = timer.wait(wait) => is_due = true,
                }
            }
            let now = *signals.borrow_and_update();
            // With connectivity back, the reason of the last failure is gone.
            is_urgent |= now.connected != seen.connected || now.enrolled != seen.enrolled;
            is_due |= is_urgent || now.saved != seen.saved || now.opened != seen.opened;
            seen = now;
        }
    }

    /// The system says that connectivity has returned: the background loop does not wait for its back-off.
    pub fn connectivity_returned(&self) {
        self.signal(|signals| signals.connected += 1);
    }

    /// Ends the background loop; an exchange that runs is given up where it is, which loses nothing.
    pub fn cancel_background(&self) {
        self.signal(|signals| signals.is_cancelled = true);
    }

    fn back_off_rest(&self) -> Duration {
        let back_off = self.inner.store.read(|c| settings::BACK_OFF.get(c)).unwrap_or_default();
        back_off::rest(back_off, self.inner.clock.now())
    }

    fn is_enrolled(&self) -> bool {
        self.inner.store.read(|c| Ok::<_, StoreError>(settings::CERTIFICATE.get(c)?.is_some())).unwrap_or_default()
    }
}

async fn cancelled(mut signals: tokio::sync::watch::Receiver<Signals>) {
    // An error means that the phone itself is gone.
    let _ = signals.wait_for(|signals| signals.is_cancelled).await;
}
