//! Opening, marking, closing, postponing and cancelling meetings.

use clubbook_model::edit::Draft;
use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Attendance, Club, Entity, Meeting, Person};
use clubbook_model::text::clean;
use clubbook_model::time::{Day, Month};
use clubbook_model::vocabulary::{Mark, MeetingKind, MeetingStatus};

use super::queries;
use super::views::{
    AllButRequest, CloseMeetingRequest, MarkRequest, MarkedView, MeetingQuestion, MeetingView, OpenMeetingRequest,
    PutOffRequest, RollOrder, RollRow, RollView,
};
use crate::features::{CommandError, Commanded, Invalid, Pen, Question};
use crate::store::entity;

/// The most heads that a meeting of a club can have.
const MOST_HEADS: i64 = 5_000;

/// Opens a meeting to call its roll: the month's, the same one on every phone.
///
/// # Errors
/// Asks first when the meeting is closed or cancelled, or of another month than today's; refuses a day that has not come.
pub fn open(pen: &mut Pen<'_>, request: &OpenMeetingRequest) -> Commanded<RollView> {
    let today = pen.today();
    if request.held_on.is_some_and(|day| day > today) {
        return Err(Invalid::InTheFuture.into());
    }
    let month = request.month.unwrap_or_else(|| request.held_on.unwrap_or(today).month());
    let (id, seen) = of_month(pen, month, request.kind)?;
    let known = Meeting::read(id, &seen);
    if !request.confirmed {
        if matches!(known.status, Some(MeetingStatus::Closed | MeetingStatus::Cancelled)) {
            let meeting = MeetingView::of(&known);
            return Err(Question::Meeting(MeetingQuestion::NotOpen { meeting, today }).into());
        }
        if month != today.month() {
            return Err(Question::Meeting(MeetingQuestion::OtherMonth { month, today }).into());
        }
    }
    let mut draft = identified(pen, id, &seen, month, request.kind);
    draft.set(Meeting::status, MeetingStatus::Open);
    if let Some(held_on) = request.held_on.or_else(|| known.held_on.is_none().then_some(today)) {
        draft.set(Meeting::held_on, held_on);
    }
    let place = match &request.place {
        Some(place) => Some(clean(place)),
        None if known.place.is_none() => entity::get::<Club>(pen.tx, pen.club)?.and_then(|club| club.meeting_place),
        None => None,
    };
    draft.set_some(Meeting::place, place.filter(|place| !place.is_empty()));
    if known.status_reason.is_some() {
        draft.clear(Meeting::status_reason);
    }
    pen.record(&pen.roster(), draft)?;
    shown(pen, id)
}

/// Marks one person by hand. [`Mark::Unset`] undoes: the person stands in the roll as not marked.
///
/// # Errors
/// No such meeting or person, or a mark that this version does not know.
pub fn mark(pen: &mut Pen<'_>, request: &MarkRequest) -> Commanded<MarkedView> {
    if matches!(request.mark, Mark::Unknown(_)) {
        return Err(Invalid::NotOffered.into());
    }
    let meeting = existing(pen, request.meeting)?;
    entity::get::<Person>(pen.tx, request.person)?.ok_or(CommandError::NotFound("person"))?;
    put_mark(pen, request, false)?;
    marked(pen, &meeting, request.person)
}

/// Notes a guest whom the book knows, such as a member of another time or a relative. A member is marked present.
///
/// # Errors
/// No such meeting or person.
pub fn add_guest(pen: &mut Pen<'_>, meeting: RecordId, person: RecordId) -> Commanded<MarkedView> {
    let meeting = existing(pen, meeting)?;
    entity::get::<Person>(pen.tx, person)?.ok_or(CommandError::NotFound("person"))?;
    let is_member = shown(pen, meeting.id)?.row(person).is_some_and(|row| !row.guest);
    let seen = entity::state::<Attendance>(pen.tx, queries::attendance_id(meeting.id, person))?.unwrap_or_default();
    let request = MarkRequest { meeting: meeting.id, person, mark: Mark::Present, reason: None, seen };
    put_mark(pen, &request, !is_member)?;
    marked(pen, &meeting, person)
}

/// Notes a guest by name.
///
/// # Errors
/// No such meeting, or no name.
pub fn add_guest_by_name(pen: &mut Pen<'_>, meeting: RecordId, name: &str) -> Commanded<RollView> {
    let name = clean(name);
    if name.is_empty() {
        return Err(Invalid::NoName.into());
    }
    change(pen, meeting, |draft| {
        draft.add(Meeting::guests, &name);
    })
}

/// Takes a guest by name back.
///
/// # Errors
/// No such meeting.
pub fn remove_guest_by_name(pen: &mut Pen<'_>, meeting: RecordId, name: &str) -> Commanded<RollView> {
    let name = clean(name);
    change(pen, meeting, |draft| {
        draft.remove(Meeting::guests, &name);
    })
}

/// One mark for everybody on the roll whom nobody marked by hand. Marks by hand stay, those of other phones, too.
///
/// # Errors
/// No such meeting, or a mark that is none.
pub fn all_but(pen: &mut Pen<'_>, request: &AllButRequest) -> Commanded<RollView> {
    if matches!(request.mark, Mark::Unset | Mark::Unknown(_)) {
        return Err(Invalid::NotOffered.into());
    }
    let roll = shown(pen, request.meeting)?;
    let mut draft = Meeting::edit(request.meeting, &request.seen);
    draft.set(Meeting::default_mark, request.mark);
    cover(&mut draft, &roll);
    pen.record(&pen.roster(), draft)?;
    shown(pen, request.meeting)
}

/// Closes a meeting. Marks can still be made: they count, and the club head is told.
///
/// # Errors
/// Asks first what the people are whom nobody marked, until each has an answer or there is one for the rest; refuses a number of
/// heads that cannot be.
pub fn close(pen: &mut Pen<'_>, request: &CloseMeetingRequest) -> Commanded<RollView> {
    if request.head_count.is_some_and(|heads| !(0..=MOST_HEADS).contains(&heads)) {
        return Err(Invalid::HeadCount.into());
    }
    let roll = shown(pen, request.meeting)?;
    let answer = |row: &RollRow| request.answers.iter().find(|answer| roll.row(answer.person) == Some(row));
    if request.answers.iter().any(|answer| matches!(answer.mark, Mark::Unset | Mark::Unknown(_))) {
        return Err(Invalid::NotOffered.into());
    }
    let (answered, unmarked): (Vec<RollRow>, Vec<RollRow>) =
        roll.unmarked().cloned().partition(|row| answer(row).is_some());
    let rest = match (unmarked.is_empty(), request.rest) {
        (true, _) => None,
        (false, Some(mark @ (Mark::Excused | Mark::Absent | Mark::Late))) => Some(mark),
        (false, Some(_)) => return Err(Invalid::NotOffered.into()),
        (false, None) => {
            let people = unmarked.into_iter().map(|row| row.person).collect();
            return Err(Question::Meeting(MeetingQuestion::Unmarked { people }).into());
        }
    };
    let known = existing(pen, request.meeting)?;
    let mut draft = Meeting::edit(request.meeting, &request.seen);
    draft
        .set(Meeting::status, MeetingStatus::Closed)
        .set(Meeting::closed_by, Person::reference(pen.author()))
        .set_some(Meeting::head_count, request.head_count)
        .set_some(Meeting::chair, request.chair.map(Person::reference))
        .set_some(Meeting::secretary, request.secretary.map(Person::reference));
    let by_default = rest.filter(|_| known.default_mark.is_none());
    draft.set_some(Meeting::default_mark, by_default);
    cover(&mut draft, &roll);
    for row in &answered {
        if let Some(answer) = answer(row) {
            let reason = answer.reason.clone();
            put_mark(pen, &MarkRequest { reason, ..MarkRequest::over(request.meeting, row, answer.mark) }, false)?;
        }
    }
    // Whom the default does not reach: people who were unmarked by hand, and those whom an earlier default left out.
    if let Some(rest) = rest {
        for row in unmarked.iter().filter(|row| row.by_hand || by_default.is_none()) {
            put_mark(pen, &MarkRequest::over(request.meeting, row, rest), false)?;
        }
    }
    pen.record(&pen.roster(), draft)?;
    shown(pen, request.meeting)
}

/// Says that the month's meeting is held on a later day.
///
/// # Errors
/// No reason, or a meeting that is closed; asks first when its roll is being called.
pub fn postpone(pen: &mut Pen<'_>, request: &PutOffRequest, planned_on: Day) -> Commanded<MeetingView> {
    put_off(pen, request, MeetingStatus::Postponed, Some(planned_on))
}

/// Says that there is no meeting this month.
///
/// # Errors
/// No reason, or a meeting that is closed; asks first when its roll is being called.
pub fn cancel(pen: &mut Pen<'_>, request: &PutOffRequest) -> Commanded<MeetingView> {
    put_off(pen, request, MeetingStatus::Cancelled, None)
}

fn put_off(
    pen: &mut Pen<'_>,
    request: &PutOffRequest,
    status: MeetingStatus,
    planned_on: Option<Day>,
) -> Commanded<MeetingView> {
    let reason = clean(&request.reason);
    if reason.is_empty() {
        return Err(Invalid::NoReason.into());
    }
    let month = request.month.unwrap_or_else(|| pen.today().month());
    let (id, seen) = of_month(pen, month, request.kind)?;
    match Meeting::read(id, &seen).status {
        Some(MeetingStatus::Closed) => return Err(Invalid::MeetingClosed.into()),
        Some(MeetingStatus::Open) if !request.confirmed => {
            return Err(Question::Meeting(MeetingQuestion::RollBegun).into());
        }
        _ => {}
    }
    let mut draft = identified(pen, id, &seen, month, request.kind);
    draft.set(Meeting::status, status).set(Meeting::status_reason, reason).set_some(Meeting::planned_on, planned_on);
    if seen.shown(Meeting::held_on.tag, &[]).is_some() {
        draft.clear(Meeting::held_on);
    }
    pen.record(&pen.roster(), draft)?;
    Ok(MeetingView::of(&existing(pen, id)?))
}

pub(super) fn of_month(pen: &Pen<'_>, month: Month, kind: MeetingKind) -> Commanded<(RecordId, EntityState)> {
    if matches!(kind, MeetingKind::Unknown(_)) {
        return Err(Invalid::NotOffered.into());
    }
    let id = queries::meeting_id(pen.club, month, kind);
    Ok((id, entity::state::<Meeting>(pen.tx, id)?.unwrap_or_default()))
}

/// A form over a meeting, with the fields that make its id.
pub(super) fn identified(pen: &Pen<'_>, id: RecordId, seen: &EntityState, month: Month, kind: MeetingKind) -> Draft {
    let mut draft = Meeting::edit(id, seen);
    draft
        .set(Meeting::club, Club::reference(pen.club))
        .set(Meeting::month, month.index())
        .set(Meeting::meeting_kind, kind);
    draft
}

pub(super) fn existing(pen: &Pen<'_>, meeting: RecordId) -> Commanded<Meeting> {
    entity::get::<Meeting>(pen.tx, meeting)?.ok_or(CommandError::NotFound("meeting"))
}

pub(super) fn shown(pen: &Pen<'_>, meeting: RecordId) -> Commanded<RollView> {
    queries::roll(pen.tx, pen.club, meeting, RollOrder::default(), pen.today())
}

/// Changes the record of a meeting over what it holds now: for what a person adds without having to have read it.
fn change(pen: &mut Pen<'_>, meeting: RecordId, change: impl FnOnce(&mut Draft)) -> Commanded<RollView> {
    let seen = entity::state::<Meeting>(pen.tx, meeting)?.ok_or(CommandError::NotFound("meeting"))?;
    let mut draft = Meeting::edit(meeting, &seen);
    change(&mut draft);
    pen.record(&pen.roster(), draft)?;
    shown(pen, meeting)
}

/// Names everybody on the roll as covered by it.
fn cover(draft: &mut Draft, roll: &RollView) {
    for row in roll.rows.iter().filter(|row| !row.guest) {
        draft.add(Meeting::roll, &Person::reference(row.person.id));
    }
}

pub(super) fn put_mark(pen: &mut Pen<'_>, request: &MarkRequest, guest: bool) -> Commanded<()> {
    let id = queries::attendance_id(request.meeting, request.person);
    let mut draft = Attendance::edit(id, &request.seen);
    draft
        .set(Attendance::meeting, Meeting::reference(request.meeting))
        .set(Attendance::person, Person::reference(request.person))
        .set(Attendance::mark, request.mark);
    match request.reason.as_deref().map(clean).filter(|reason| !reason.is_empty()) {
        Some(reason) if request.mark == Mark::Excused => draft.set(Attendance::reason, reason),
        _ if request.mark != Mark::Excused && request.seen.shown(Attendance::reason.tag, &[]).is_some() => {
            draft.clear(Attendance::reason)
        }
        _ => &mut draft,
    };
    if guest {
        draft.set(Attendance::guest, true);
    }
    pen.record(&pen.roster(), draft)
}

fn marked(pen: &Pen<'_>, meeting: &Meeting, person: RecordId) -> Commanded<MarkedView> {
    let roll = shown(pen, meeting.id)?;
    let row = match roll.row(person) {
        Some(row) => row.clone(),
        None => queries::unlisted_row(pen.tx, meeting.id, person, pen.today())?,
    };
    let after_closing = meeting.status == Some(MeetingStatus::Closed);
    Ok(MarkedView { row, counts: roll.counts, after_closing })
}
