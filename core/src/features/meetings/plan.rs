//! When the club meets next: on its fixed day of the month, unless somebody put the meeting off or called it off.

use clubbook_model::id::{Book, RecordId};
use clubbook_model::registry::{Club, Entity, Meeting};
use clubbook_model::text::clean;
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Language, MeetingKind, MeetingStatus, Vocabulary};
use rusqlite::Connection;

use super::commands::{existing, identified, of_month};
use super::views::MeetingView;
use crate::features::{CommandError, Commanded, Invalid, Pen, Question};
use crate::store::entity;
use crate::wording;

use super::views::MeetingQuestion;

/// How far ahead is looked.
const MONTHS_AHEAD: i64 = 12;

/// The coming regular meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct NextMeetingView {
    /// On.
    pub on: Day,
    /// The month that it belongs to.
    pub month: Month,
    /// It was put off to that day: why.
    pub postponed: Option<String>,
    /// Its roll is being called now.
    pub is_open: bool,
    /// Where.
    pub place: Option<String>,
    /// Months up to then without a meeting, with the reason.
    pub cancelled: Vec<(Month, String)>,
    /// This month's day has passed, and nobody has written down that there was a meeting, or none.
    pub not_held: Option<Day>,
}

impl NextMeetingView {
    /// "Buổi sinh hoạt tới: thứ Năm 24/12. Tháng 11/2026 không sinh hoạt: bão."
    pub fn words(&self, today: Day, language: Language) -> String {
        let on = wording::day_near(self.on, today, language);
        let mut words = match (self.is_open, language) {
            (true, Language::Vi) => format!("Đang điểm danh buổi sinh hoạt, {on}."),
            (true, Language::En) => format!("The roll is being called, {on}."),
            (false, Language::Vi) => format!("Buổi sinh hoạt tới: {on}."),
            (false, Language::En) => format!("The next meeting: {on}."),
        };
        match (&self.postponed, language) {
            (Some(reason), Language::Vi) => words.push_str(&format!(" Hoãn đến ngày này: {reason}.")),
            (Some(reason), Language::En) => words.push_str(&format!(" Put off to this day: {reason}.")),
            (None, _) => {}
        }
        for (month, reason) in &self.cancelled {
            let month = wording::month(*month, language);
            words.push_str(&match language {
                Language::Vi => format!(" {month} không sinh hoạt: {reason}."),
                Language::En => format!(" No meeting in {month}: {reason}."),
            });
        }
        if let Some(day) = self.not_held {
            let day = wording::day_near(day, today, language);
            words.push_str(&match language {
                Language::Vi => format!(" Buổi {day} chưa ghi: có họp không? Có thì mở buổi đó, không thì ghi lý do."),
                Language::En => format!(" The one {day} is not written down: was it held? If not, write down why."),
            });
        }
        words
    }
}

/// The day of a month on which a club that meets on day `meeting_day` meets: the last one in a month that is too short.
pub fn day_in(month: Month, meeting_day: i64) -> Option<Day> {
    let number = u32::try_from(meeting_day).ok().filter(|number| (1..=31).contains(number))?;
    Some(Day::from_ymd(month.year, month.month, number).unwrap_or_else(|| month.last()))
}

/// The coming regular meeting: today's while it is not closed, else the first day to come that is not called off: a meeting
/// that was put off far does not hide the one of the month after. `None` when the club has no fixed day and nobody planned one.
///
/// # Errors
/// SQL.
pub fn next_meeting(connection: &Connection, club: RecordId, today: Day) -> Commanded<Option<NextMeetingView>> {
    let home = entity::get::<Club>(connection, club)?;
    let meeting_day = home.as_ref().and_then(|home| home.meeting_day);
    let usual_place = home.and_then(|home| home.meeting_place);
    let mut cancelled = Vec::new();
    let mut not_held = None;
    let mut coming: Vec<NextMeetingView> = Vec::new();
    // Last month's may have been put off into this one.
    let first = today.month().index() - 1;
    for month in (first..first + MONTHS_AHEAD).filter_map(Month::from_index) {
        let id = super::queries::meeting_id(club, month, MeetingKind::Regular);
        let known = entity::get::<Meeting>(connection, id)?;
        let status = known.as_ref().and_then(|meeting| meeting.status);
        let planned = known.as_ref().and_then(|meeting| meeting.planned_on);
        let usual = meeting_day.and_then(|day| day_in(month, day));
        let reason = || known.as_ref().and_then(|meeting| meeting.status_reason.clone());
        let is_this_month = month == today.month();
        let (on, postponed, is_open) = match status {
            Some(MeetingStatus::Closed) => continue,
            Some(MeetingStatus::Cancelled) => {
                if month >= today.month() {
                    cancelled.push((month, reason().unwrap_or_default()));
                }
                continue;
            }
            Some(MeetingStatus::Open) => match known.as_ref().and_then(|meeting| meeting.held_on) {
                Some(day) if day == today => (Some(day), None, true),
                // Begun and never closed: who forgot to close it is told elsewhere.
                _ => continue,
            },
            Some(MeetingStatus::Postponed) => (planned, reason(), false),
            _ => (planned.or(usual).filter(|_| month >= today.month() || planned.is_some()), None, false),
        };
        let Some(on) = on else { continue };
        if on < today {
            if is_this_month || postponed.is_some() {
                not_held = Some(on);
            }
            continue;
        }
        let place = known.and_then(|meeting| meeting.place).or_else(|| usual_place.clone());
        coming.push(NextMeetingView { on, month, postponed, is_open, place, cancelled: Vec::new(), not_held: None });
    }
    let first = coming.into_iter().min_by_key(|meeting| (meeting.on, !meeting.is_open));
    Ok(first.map(|meeting| {
        cancelled.retain(|(month, _)| *month <= meeting.on.month());
        NextMeetingView { cancelled, not_held, ..meeting }
    }))
}

/// Meetings of other kinds that are planned from today on, the next one first.
///
/// # Errors
/// SQL.
pub fn planned(connection: &Connection, club: RecordId, today: Day) -> Commanded<Vec<MeetingView>> {
    let mut meetings = entity::all::<Meeting>(connection, &Book::roster(club))?;
    meetings.retain(|meeting| {
        let is_planned = matches!(meeting.status, Some(MeetingStatus::Planned | MeetingStatus::Postponed));
        is_planned
            && meeting.meeting_kind != Some(MeetingKind::Regular)
            && meeting.planned_on.is_some_and(|day| day >= today)
    });
    meetings.sort_by_key(|meeting| (meeting.planned_on, meeting.id));
    Ok(meetings.iter().map(MeetingView::of).collect())
}

/// The day of the month on which the club meets, 1 to 31.
///
/// # Errors
/// No such day of a month, or no record of the club.
pub fn set_meeting_day(pen: &mut Pen<'_>, day: i64) -> Commanded<()> {
    if !(1..=31).contains(&day) {
        return Err(Invalid::NotOffered.into());
    }
    let seen = entity::state::<Club>(pen.tx, pen.club)?.ok_or(CommandError::NotFound("club"))?;
    let mut draft = Club::edit(pen.club, &seen);
    draft.set(Club::meeting_day, day);
    pen.record(&pen.roster(), draft)
}

/// That a meeting is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanMeetingRequest {
    /// What kind.
    pub kind: MeetingKind,
    /// On; it belongs to the month of that day.
    pub on: Day,
    /// Where; the club's usual place when nothing is said.
    pub place: Option<String>,
    /// "Yes, all the same": the answer to a question about a meeting that was begun or called off.
    pub confirmed: bool,
}

/// Plans a meeting of a month, or moves one that is planned.
///
/// # Errors
/// A meeting that is closed; asks first when its roll is being called, or when it was called off.
pub fn plan(pen: &mut Pen<'_>, request: &PlanMeetingRequest) -> Commanded<MeetingView> {
    let month = request.on.month();
    let (id, seen) = of_month(pen, month, request.kind)?;
    let known = Meeting::read(id, &seen);
    match known.status {
        Some(MeetingStatus::Closed) => return Err(Invalid::MeetingClosed.into()),
        Some(MeetingStatus::Open) if !request.confirmed => {
            return Err(Question::Meeting(MeetingQuestion::RollBegun).into());
        }
        Some(MeetingStatus::Cancelled) if !request.confirmed => {
            let question = MeetingQuestion::NotOpen { meeting: MeetingView::of(&known), today: pen.today() };
            return Err(Question::Meeting(question).into());
        }
        _ => {}
    }
    let mut draft = identified(pen, id, &seen, month, request.kind);
    draft.set(Meeting::status, MeetingStatus::Planned).set(Meeting::planned_on, request.on);
    draft.set_some(Meeting::place, request.place.as_deref().map(clean).filter(|place| !place.is_empty()));
    if seen.shown(Meeting::held_on.tag, &[]).is_some() {
        draft.clear(Meeting::held_on);
    }
    if known.status_reason.is_some() {
        draft.clear(Meeting::status_reason);
    }
    pen.record(&pen.roster(), draft)?;
    Ok(MeetingView::of(&existing(pen, id)?))
}

/// "sinh hoạt bất thường, thứ Bảy 28/11": a meeting as it is listed among those to come.
pub fn planned_words(meeting: &MeetingView, today: Day, language: Language) -> String {
    let kind = meeting.kind.map(|kind| kind.label(language)).unwrap_or_default();
    let on = meeting.planned_on.map(|day| wording::day_near(day, today, language)).unwrap_or_default();
    format!("{kind}, {on}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_that_is_too_short_meets_on_its_last_day() {
        let of = |year, month, day| day_in(Month { year, month }, day).map(Day::ymd);
        assert_eq!(of(2026, 2, 31), Some((2026, 2, 28)));
        assert_eq!(of(2028, 2, 30), Some((2028, 2, 29)));
        assert_eq!(of(2026, 11, 31), Some((2026, 11, 30)));
        assert_eq!(of(2026, 11, 24), Some((2026, 11, 24)));
        assert_eq!((of(2026, 11, 0), of(2026, 11, 32)), (None, None));
    }
}
