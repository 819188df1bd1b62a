//! Who hears that something has changed: screens ask again by topic.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use clubbook_model::registry::{self, CareCase, Circumstance, Consent, Entity, HealthMeasurement, HomeVisit};
use clubbook_model::registry::{AgendaItem, Attendance, Meeting};
use tokio::runtime::Handle;

use crate::clubbook::Clubbook;
use crate::error::ListenerError;

/// What a screen is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, uniffi::Enum)]
pub enum Topic {
    /// Members, groups, the board, who is twice in the list.
    People,
    /// Meetings, rolls, the agenda.
    Meetings,
    /// Visits and readings.
    Visits,
    /// Who is cared for, consents, circumstances.
    Care,
    /// What is sent and what waits.
    Status,
}

impl Topic {
    /// Every topic.
    pub(crate) const ALL: [Self; 5] = [Self::People, Self::Meetings, Self::Visits, Self::Care, Self::Status];

    /// The topics of records of a kind.
    pub(crate) fn of(kind: u32) -> Vec<Self> {
        let is = |kinds: &[&registry::KindDef]| kinds.iter().any(|known| known.number == kind);
        if is(&[Meeting::DEF, Attendance::DEF, AgendaItem::DEF]) {
            vec![Self::Meetings]
        } else if is(&[HomeVisit::DEF, HealthMeasurement::DEF]) {
            vec![Self::Visits]
        } else if is(&[CareCase::DEF, Consent::DEF, Circumstance::DEF]) {
            // A consent hides or shows what stands in visits.
            vec![Self::Care, Self::Visits]
        } else {
            vec![Self::People]
        }
    }
}

/// What an app gives to hear of changes. It is called from a thread of the core's, one call at a time; one that throws hears
/// no more.
#[uniffi::export(with_foreign)]
pub trait ChangeListener: Send + Sync {
    /// Something of these topics has changed: ask again.
    fn changed(&self, topics: Vec<Topic>) -> Result<(), ListenerError>;
}

/// Those who listen, by the number of their subscription.
#[derive(Default)]
struct Registered {
    last: u64,
    by_number: BTreeMap<u64, Arc<dyn ChangeListener>>,
}

/// Those who listen.
#[derive(Default)]
pub(crate) struct Listeners {
    registered: Mutex<Registered>,
    /// One call at a time, in the order of the changes.
    turn: tokio::sync::Mutex<()>,
}

impl Listeners {
    fn registered(&self) -> MutexGuard<'_, Registered> {
        self.registered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, listener: Arc<dyn ChangeListener>) -> u64 {
        let mut registered = self.registered();
        registered.last += 1;
        let number = registered.last;
        registered.by_number.insert(number, listener);
        number
    }

    fn remove(&self, number: u64) {
        self.registered().by_number.remove(&number);
    }

    /// Nobody hears anything any longer.
    pub(crate) fn silence(&self) {
        self.registered().by_number.clear();
    }

    /// Calls everybody, each on a thread that may wait.
    pub(crate) fn announce(self: &Arc<Self>, runtime: &Handle, topics: BTreeSet<Topic>) {
        if topics.is_empty() || self.registered().by_number.is_empty() {
            return;
        }
        let listeners = Arc::clone(self);
        runtime.spawn_blocking(move || {
            let _turn = listeners.turn.blocking_lock();
            let now: Vec<(u64, Arc<dyn ChangeListener>)> =
                listeners.registered().by_number.iter().map(|(number, one)| (*number, Arc::clone(one))).collect();
            for (number, listener) in now {
                if listener.changed(topics.iter().copied().collect()).is_err() {
                    listeners.remove(number);
                }
            }
        });
    }
}

/// That somebody listens: until it is cancelled or forgotten.
#[derive(uniffi::Object)]
pub struct Subscription {
    listeners: Arc<Listeners>,
    number: u64,
}

#[uniffi::export]
impl Subscription {
    /// Ends it. A call that runs is not waited for.
    pub fn cancel(&self) {
        self.listeners.remove(self.number);
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.cancel();
    }
}

#[uniffi::export]
impl Clubbook {
    /// Hears of changes, by commands and by what other phones recorded.
    pub fn subscribe(&self, listener: Arc<dyn ChangeListener>) -> Arc<Subscription> {
        let number = self.listeners.add(listener);
        Arc::new(Subscription { listeners: Arc::clone(&self.listeners), number })
    }
}
