//! The meetings of twelve months.

use std::collections::BTreeMap;

use clubbook_model::id::RecordId;
use clubbook_model::merge::EntityState;
use clubbook_model::registry::{Attendance, Entity, Meeting};
use clubbook_model::time::{Day, Hlc, Month};
use clubbook_model::vocabulary::{MeetingKind, MeetingStatus, Vocabulary};

use super::{Roster, state};
use crate::error::Done;
use crate::projection;
use crate::store::Tx;
use crate::store::figures::MeetingFigure;

/// A month of meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingMonth {
    /// The month.
    pub month: Month,
    /// Its meetings, regular ones first; none when nothing was recorded.
    pub meetings: Vec<MeetingFigures>,
}

/// A meeting in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingFigures {
    /// What kind.
    pub kind: MeetingKind,
    /// Where it stands.
    pub status: MeetingStatus,
    /// When it was held, or is planned.
    pub day: Option<Day>,
    /// Present (late included) and on the roll, once the roll was begun.
    pub attendance: Option<(u64, u64)>,
    /// Marks that were written after the meeting was closed.
    pub late_marks: u64,
}

pub(super) fn months(tx: &dyn Tx, roster: &Roster) -> Done<Vec<MeetingMonth>> {
    let mut of_month: BTreeMap<i64, Vec<MeetingFigures>> = BTreeMap::new();
    let months = roster.months();
    let marked = marked_at(tx, roster)?;
    for row in tx.entities_of_kind(roster.handle, Meeting::DEF.number)? {
        let state = state(&row)?;
        let meeting = Meeting::read(row.id, &state);
        let month = meeting.month.or_else(|| Some(meeting.held_on.or(meeting.planned_on)?.month().index()));
        let Some(month) = month.filter(|month| months.iter().any(|known| known.index() == *month)) else { continue };
        of_month.entry(month).or_default().push(figures(tx, roster, &meeting, &state, &marked)?);
    }
    let month = |month: Month| {
        let mut meetings = of_month.remove(&month.index()).unwrap_or_default();
        meetings.sort_by_key(|meeting| (meeting.kind.number(), meeting.day));
        MeetingMonth { month, meetings }
    };
    Ok(months.into_iter().map(month).collect())
}

/// When each mark of each meeting was written.
fn marked_at(tx: &dyn Tx, roster: &Roster) -> Done<BTreeMap<RecordId, Vec<Hlc>>> {
    let mut marked: BTreeMap<RecordId, Vec<Hlc>> = BTreeMap::new();
    for row in tx.entities_of_kind(roster.handle, Attendance::DEF.number)? {
        let state = state(&row)?;
        let attendance = Attendance::read(row.id, &state);
        if let (Some(meeting), Some(at)) = (attendance.meeting, written_at(&state, Attendance::mark.tag)) {
            marked.entry(meeting.id).or_default().push(at);
        }
    }
    Ok(marked)
}

/// When what a field shows was written.
fn written_at(state: &EntityState, tag: clubbook_model::field::Tag) -> Option<Hlc> {
    state.field(tag, &[])?.heads().first().map(|(stamp, _)| stamp.hlc)
}

fn figures(
    tx: &dyn Tx,
    roster: &Roster,
    meeting: &Meeting,
    state: &EntityState,
    marked: &BTreeMap<RecordId, Vec<Hlc>>,
) -> Done<MeetingFigures> {
    let status = meeting.status.unwrap_or(MeetingStatus::Planned);
    let closed_at = written_at(state, Meeting::status.tag).filter(|_| status == MeetingStatus::Closed);
    let is_late = |at: &&Hlc| closed_at.is_some_and(|closed| **at > closed);
    let figure = MeetingFigure {
        meeting: meeting.id,
        held_on: meeting.held_on.or(meeting.planned_on),
        is_closed: status == MeetingStatus::Closed,
        default_mark: meeting.default_mark.map(Vocabulary::number),
        roll: meeting.roll.iter().map(|person| person.id).collect(),
    };
    let has_roll = matches!(status, MeetingStatus::Open | MeetingStatus::Closed);
    Ok(MeetingFigures {
        kind: meeting.meeting_kind.unwrap_or(MeetingKind::Regular),
        status,
        day: meeting.held_on.or(meeting.planned_on),
        attendance: if has_roll { Some(projection::attendance(tx, roster.club, &figure)?) } else { None },
        late_marks: marked.get(&meeting.id).map_or(0, |marks| marks.iter().filter(is_late).count() as u64),
    })
}
