//! Kinds of records about what the club does together: meetings, rolls, agendas, the report of a month.

use super::super::{Entity, FieldDef, KindDef, define_kinds};
use crate::field::{Field, FieldType, Set};
use crate::id::{BookKind, RecordId};
use crate::merge::EntityState;
use crate::time::Day;
use crate::value::EntityRef;
use crate::vocabulary::{Mark, MeetingKind, MeetingStatus};

define_kinds! {
    MEETINGS;

    /// A meeting. The regular one of a month has an id of its own, so two phones that open it offline open the same.
    Meeting "meeting" = 7 in ROSTER, key (club, month, meeting_kind), index [(held_on)] {
        /// The club.
        club: EntityRef = 1,
        /// The month it belongs to: months since year 0, year × 12 + month − 1.
        month: i64 = 2,
        /// What kind.
        meeting_kind: MeetingKind = 3,
        /// Planned for.
        planned_on: Day = 4,
        /// Held on.
        held_on: Day = 5,
        /// Where.
        place: String = 6,
        /// Open, closed, postponed…
        status: MeetingStatus = 7,
        /// Why postponed or cancelled.
        status_reason: String = 8,
        /// The mark of everybody in `roll` whom nobody marked by hand.
        default_mark: Mark = 9,
        /// The people that the roll covers.
        roll: Set<EntityRef> = 10,
        /// Heads counted in the room.
        head_count: i64 = 11,
        /// Who chaired.
        chair: EntityRef = 12,
        /// Who wrote the minutes.
        secretary: EntityRef = 13,
        /// Agenda items without an order: read where an older version wrote them, never written. See `agenda_item`.
        agenda: Set<String> = 14,
        /// Minutes.
        minutes: String = 15,
        /// Guests by name.
        guests: Set<String> = 16,
        /// Who called the roll and closed it.
        closed_by: EntityRef = 17,
    }

    /// A mark of a person at a meeting.
    Attendance "attendance" = 8 in ROSTER, key (meeting, person), index [(meeting), (person)] {
        /// The meeting.
        meeting: EntityRef = 1,
        /// The person.
        person: EntityRef = 2,
        /// The mark by hand.
        mark: Mark = 3,
        /// Why excused.
        reason: String = 4,
        /// Not a member.
        guest: bool = 5,
    }

    /// An item on the agenda of a meeting.
    AgendaItem "agenda_item" = 21 in ROSTER, key (), index [(meeting)] {
        /// The meeting.
        meeting: EntityRef = 1,
        /// Where it stands: items are in the order of this number; of the same, the older record comes first.
        position: i64 = 2,
        /// Code of the area of activity, as the reference book lists it.
        area: String = 3,
        /// Title.
        title: String = 4,
        /// Who presents it.
        presenter: EntityRef = 5,
        /// Who presents it, when the book does not know them.
        presenter_name: String = 6,
        /// What was said and decided.
        minutes: String = 7,
        /// A case: the group leader, or whoever else brings it.
        brought_by: EntityRef = 8,
        /// A case: whom it is about.
        about: EntityRef = 9,
        /// Taken off the agenda.
        removed: bool = 10,
    }

    /// reason. Keyed by the month, so that two phones that report it report it once.
    MonthReport "month_report" = 20 in ROSTER, key (club, month), index [] {
        /// The club.
        club: EntityRef = 1,
        /// The month: year × 12 + month − 1.
        month: i64 = 2,
        /// Reported on; cleared when the report was taken back.
        reported_on: Day = 3,
        /// Who reported.
        reported_by: EntityRef = 4,
    }
}
