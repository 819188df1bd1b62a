//! What the screen "Hôm nay" shows.

use clubbook_model::time::Day;
use clubbook_model::vocabulary::{Language, Purpose, Vocabulary};

use crate::features::entitlements::views::CompletingView;
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
    /// Visits due and overdue, the longest overdue first; people alone whom nobody has seen this month are among them.
    pub visits: Vec<DueView>,
    /// What was noticed and nobody has finished with.
    pub follow_ups: Vec<FollowUpView>,
    /// Birthdays from today to the end of the month.
    pub birthdays: Vec<BirthdayView>,
    /// Members who missed the last meetings.
    pub absent: Vec<AbsentView>,
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

/// A member who missed the last meetings that were closed.
#[derive(Debug, Clone, PartialEq)]
pub struct AbsentView {
    /// The person.
    pub person: PersonView,
    /// How many in a row.
    pub meetings: usize,
    /// Of these, how many with a reason.
    pub excused: usize,
    /// The last meeting at which they were seen, as far back as was looked.
    pub last_seen: Option<Day>,
}

impl AbsentView {
    /// "Bà Lan vắng 3 buổi liền, 1 buổi có lý do. Lần sau cùng có mặt: thứ Tư 5/8."
    pub fn words(&self, today: Day, language: Language) -> String {
        let (who, meetings, excused) = (self.person.said(language), self.meetings, self.excused);
        let mut words = match (excused, language) {
            (0, Language::Vi) => format!("{who} vắng {meetings} buổi liền."),
            (0, Language::En) => format!("{who} missed {meetings} meetings in a row."),
            (_, Language::Vi) => format!("{who} vắng {meetings} buổi liền, {excused} buổi có lý do."),
            (_, Language::En) => format!("{who} missed {meetings} meetings in a row, {excused} with a reason."),
        };
        if let Some(seen) = self.last_seen.map(|day| wording::day(day, today, language)) {
            words.push_str(&match language {
                Language::Vi => format!(" Lần sau cùng có mặt: {seen}."),
                Language::En => format!(" Last seen on {seen}."),
            });
        }
        wording::sentence(&words)
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
