//! What a phone that lies on a table reminds of: an app asks once a day, from the platform's background job.

use clubbook_core::features::reminders::ReminderView as CoreReminder;

use crate::clubbook::{Asks, Clubbook};

/// Something that the person at the phone is reminded of. It names nobody: the phone may lie on a table.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ReminderView {
    /// What it is about: one of a kind stands on the screen, and goes when it is no longer told.
    pub kind: ReminderKind,
    /// "Có người cần đến thăm".
    pub title: String,
    /// How things stand and what to do.
    pub words: String,
}

/// What a reminder is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ReminderKind {
    /// Something has waited for long to be sent.
    Unsent,
    /// People wait for a visit.
    Visits,
}

#[uniffi::export]
impl Clubbook {
    /// What somebody has to be reminded of now. Nobody needs to be signed in: then nobody has to go anywhere.
    pub fn reminders(&self) -> Asks<Vec<ReminderView>> {
        let language = self.words_in();
        let view = |reminder: CoreReminder| ReminderView {
            kind: match reminder {
                CoreReminder::Unsent { .. } => ReminderKind::Unsent,
                CoreReminder::Visits { .. } => ReminderKind::Visits,
            },
            title: reminder.title(language).to_owned(),
            words: reminder.words(language),
        };
        Ok(self.told(self.phone().reminders(language))?.into_iter().map(view).collect())
    }
}
