//! What is sent and what waits, and the exchange itself.

use std::sync::Arc;
use std::time::SystemTime;

use clubbook_core::features::status::views::{QuarantinedView, StatusView as CoreStatus};
use clubbook_core::phone::PhoneError;
use clubbook_core::sync::SyncReport;
use clubbook_model::vocabulary::Language;

use crate::changes::Topic;
use crate::clubbook::{Asks, Clubbook};
use crate::error::ListenerError;
use crate::values::moment;

/// Where the phone stands, never better than the truth.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct StatusView {
    /// The one sentence for the top of the screen.
    pub sentence: String,
    /// What else has to be said: trouble, a loss, each record that was put aside.
    pub remarks: Vec<String>,
    /// Those remarks that are not about one record: for a screen that shows the records by [`Clubbook::unsent`].
    pub troubles: Vec<String>,
    /// The centre has everything, and took it all into its books. Only then may a screen say so.
    pub is_all_sent: bool,
    /// Things go no further until somebody acts: the sentence says who. What waits for a network needs nobody.
    #[uniffi(default = false)]
    pub needs_somebody: bool,
    /// Changes that wait for the centre to acknowledge them.
    pub waiting: u64,
    /// Changes that were ever made on this phone: one more after each save.
    #[uniffi(default = 0)]
    pub recorded: u64,
    /// When the oldest of them was made.
    pub oldest: Option<SystemTime>,
    /// Records that the centre put aside for somebody to look at.
    pub put_aside: u64,
    /// Records that an officer did not take and whose author does not know it yet.
    pub refused: u64,
    /// When the last exchange succeeded.
    pub last_exchange: Option<SystemTime>,
    /// The phone may not be used any longer.
    pub is_revoked: bool,
    /// The club head's name and number, for "Gọi người giúp".
    pub help_name: Option<String>,
    /// A telephone number.
    pub help_phone: Option<String>,
}

impl StatusView {
    fn of(status: &CoreStatus, language: Language) -> Self {
        let count = |records: &[QuarantinedView]| {
            u64::try_from(records.iter().filter(|record| !record.is_known).count()).unwrap_or(u64::MAX)
        };
        Self {
            sentence: status.sentence(language),
            remarks: status.remarks(language),
            troubles: status.troubles(language),
            is_all_sent: status.is_all_sent(),
            needs_somebody: status.needs_somebody(),
            waiting: status.waiting,
            recorded: status.recorded,
            oldest: status.oldest.map(moment),
            put_aside: count(&status.quarantined),
            refused: count(&status.refused),
            last_exchange: status.last_exchange.map(moment),
            is_revoked: status.standing == clubbook_core::store::settings::Standing::Revoked,
            help_name: status.club_head.as_ref().map(|head| head.said(language)),
            help_phone: status.club_head.as_ref().and_then(|head| head.phone.clone()),
        }
    }
}

/// What an exchange did so far, or at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Record)]
pub struct SyncView {
    /// Changes that the centre acknowledged.
    pub sent: u64,
    /// Rows that came.
    pub received: u64,
    /// Requests.
    pub requests: u64,
    /// Bytes of requests.
    pub bytes_up: u64,
    /// Bytes of answers.
    pub bytes_down: u64,
}

impl From<&SyncReport> for SyncView {
    fn from(report: &SyncReport) -> Self {
        Self {
            sent: report.sent,
            received: report.received,
            requests: report.requests,
            bytes_up: report.bytes_up,
            bytes_down: report.bytes_down,
        }
    }
}

/// What an app gives to hear how an exchange gets on: after each request, from a thread of the core's.
#[uniffi::export(with_foreign)]
pub trait SyncListener: Send + Sync {
    /// So far.
    fn progressed(&self, so_far: SyncView) -> Result<(), ListenerError>;
}

#[uniffi::export]
impl Clubbook {
    /// Where the phone stands. Nobody needs to be signed in.
    pub fn status(&self) -> Asks<StatusView> {
        let language = self.words_in();
        Ok(StatusView::of(&self.told(self.phone().status())?, language))
    }

    /// Exchanges with the centre until nothing is left to send or to fetch. It goes on when the app no longer waits, until
    /// [`Clubbook::cancel`]; cut off anywhere, it loses nothing.
    pub async fn sync(&self, listener: Option<Arc<dyn SyncListener>>) -> Asks<SyncView> {
        let phone = self.phone().clone();
        let exchanged = self
            .detached(async move {
                let way = phone.way()?;
                let mut listener = listener;
                let report = phone
                    .sync_through(&way, |so_far| {
                        // A listener that fails hears no more; the exchange does not mind.
                        listener = listener.take().filter(|one| one.progressed(so_far.into()).is_ok());
                    })
                    .await;
                Ok(SyncView::from(&report.map_err(PhoneError::from)?))
            })
            .await;
        self.announce(Topic::ALL);
        exchanged
    }

    /// A file for support: no names, no notes, no readings. JSON.
    pub fn diagnostics(&self) -> Asks<String> {
        let report = self.told(self.phone().support_report())?;
        Ok(report.to_json())
    }
}
