//! The first screen: what is due, each line with its reason.

use clubbook_core::features::meetings::plan::next_meeting;
use clubbook_core::features::today::queries;
use clubbook_core::features::visits::due::DueView as CoreDue;
use clubbook_model::id::RecordId;
use clubbook_model::time::Day;
use clubbook_model::vocabulary::Language;

use crate::clubbook::{Asks, Clubbook};
use crate::people::PersonView;

/// Somebody who is due for a visit.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct DueView {
    /// The person.
    pub person: PersonView,
    /// Due on.
    pub due_on: Day,
    /// Why, as people read it: "trễ 5 ngày".
    pub why: String,
    /// For how many days it is overdue.
    pub overdue_days: u32,
    /// The person at the phone goes there.
    pub is_mine: bool,
}

impl DueView {
    fn of(due: CoreDue, today: Day, language: Language) -> Self {
        Self {
            why: due.why(today, language),
            overdue_days: due.overdue(today),
            is_mine: due.is_mine,
            due_on: due.due_on,
            person: PersonView::of(due.person, language),
        }
    }
}

/// A line about somebody.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct LineView {
    /// The person, to open the card.
    pub person: RecordId,
    /// The whole line.
    pub words: String,
}

/// The next meeting.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct NextMeetingView {
    /// "Buổi sinh hoạt tới: thứ Năm 24/12."
    pub words: String,
    /// When.
    pub on: Day,
    /// Its roll is being called now.
    pub is_open: bool,
}

/// The first screen.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct TodayView {
    /// The day, by the corrected clock.
    pub today: Day,
    /// The day in words: "Thứ Ba 24/11/2026".
    pub day_words: String,
    /// The next meeting, where the club has a day.
    pub next_meeting: Option<NextMeetingView>,
    /// One sentence about the visits: "Hôm nay không có ai cần đến thăm."
    pub visits_words: String,
    /// Visits due and overdue: those to whom the person at the phone goes first, then the longest overdue.
    pub visits: Vec<DueView>,
    /// What was noticed and nobody has finished with.
    pub follow_ups: Vec<LineView>,
    /// Birthdays up to the end of the month.
    pub birthdays: Vec<LineView>,
    /// Who missed the last meetings.
    pub absent: Vec<LineView>,
    /// Ages to be greeted.
    pub longevity: Vec<LineView>,
    /// Consents that nobody asked for.
    pub consents: Vec<LineView>,
}

#[uniffi::export]
impl Clubbook {
    /// What is due today for the person at the phone.
    pub fn today(&self) -> Asks<TodayView> {
        let language = self.words_in();
        self.query(|q| {
            let view = queries::today(q.connection, q.club, q.person, q.today)?;
            let next = next_meeting(q.connection, q.club, q.today)?;
            let today = q.today;
            let line = |person: RecordId, words: String| LineView { person, words };
            let due = |one| DueView::of(one, today, language);
            Ok(TodayView {
                today,
                day_words: clubbook_core::wording::sentence(&clubbook_core::wording::long_day(today, language)),
                next_meeting: next.map(|next| NextMeetingView {
                    words: next.words(today, language),
                    on: next.on,
                    is_open: next.is_open,
                }),
                visits_words: clubbook_core::features::visits::due::sentence(&view.visits, today, language),
                visits: view.visits.into_iter().map(due).collect(),
                follow_ups: view.follow_ups.iter().map(|one| line(one.person.id, one.words(today, language))).collect(),
                birthdays: view.birthdays.iter().map(|one| line(one.person.id, one.words(today, language))).collect(),
                absent: view.absent.iter().map(|one| line(one.person.id, one.words(language))).collect(),
                longevity: view.longevity.iter().map(|one| line(one.person.id, one.words(language))).collect(),
                consents: view.consents.iter().map(|one| line(one.person.id, one.words(language))).collect(),
            })
        })
    }
}
