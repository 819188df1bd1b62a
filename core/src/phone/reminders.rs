//! What the phone reminds of while nobody looks at it.

use clubbook_model::vocabulary::Language;

use super::{Asked, Phone, PhoneError};
use crate::features::reminders::{ReminderView, reminders};
use crate::features::today::queries::today;

impl Phone {
    /// What somebody has to be reminded of now. Where nobody is at the phone, nobody has to go anywhere.
    ///
    /// # Errors
    /// SQL, or a phone that is not connected with a club.
    pub fn reminders(&self, language: Language) -> Asked<Vec<ReminderView>> {
        let due = match self.query(|q| Ok(today(q.connection, q.club, q.person, q.today)?.visits)) {
            Err(PhoneError::Locked | PhoneError::NoTask) => Vec::new(),
            asked => asked?,
        };
        Ok(reminders(&self.status()?, &due, language))
    }
}
