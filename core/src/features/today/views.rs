//! What the screen "Hôm nay" shows.

use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Purpose, Vocabulary};

use crate::features::entitlements::views::CompletingView;
use crate::features::meetings::views::MissedView;
use crate::features::people::birthdays::BirthdayView;
use crate::features::people::views::PersonView;
use crate::features::visits::due::DueView;
use crate::features::visits::follow_up::FollowUpView;
use crate::wording;

/// What is due today.
#[derive(Debug, Clone, PartialEq)]
pub struct TodayView {
    /// The day.
    pub today: Day,
    /// Visits due and overdue, those of who looks first, then the longest overdue; people alone whom nobody has seen this month are among them.
    pub visits: Vec<DueView>,
    /// What was noticed and nobody has finished with.
    pub follow_ups: Vec<FollowUpView>,
    /// Birthdays from today to the end of the month.
    pub birthdays: Vec<BirthdayView>,
    /// Members who missed the last meetings.
    pub absent: Vec<MissedView>,
    /// Who completes an age of the longevity greetings from today to the end of next month.
    pub longevity: Vec<CompletingView>,
    /// Members of whom a consent is missing, by name.
    pub consents: Vec<ConsentsMissing>,
}

impl TodayView {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.visits.is_empty()
            && self.follow_ups.is_empty()
            && self.birthdays.is_empty()
            && self.absent.is_empty()
            && self.longevity.is_empty()
            && self.consents.is_empty()
    }
}

/// A member whom nobody has asked for consents that the club needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsentsMissing {
    /// The person.
    pub person: PersonView,
    /// For what: membership for everybody, home care for who is cared for.
    pub purposes: Vec<Purpose>,
}

impl ConsentsMissing {
    /// "Bà Lan: chưa hỏi ý kiến về sổ thành viên, chăm sóc tại nhà."
    pub fn words(&self, language: Language) -> String {
        let purposes: Vec<&str> = self.purposes.iter().map(|purpose| purpose.label(language)).collect();
        let (who, purposes) = (self.person.said(language), purposes.join(", "));
        wording::sentence(&match language {
            Language::Vi => format!("{who}: chưa hỏi ý kiến về {purposes}."),
            Language::En => format!("{who}: not asked yet about {purposes}."),
        })
    }
}
