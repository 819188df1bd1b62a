//! Kinds of records about what stands in the care book of a person.

use super::super::{Entity, FieldDef, KindDef, define_kinds};
use crate::field::{Field, FieldType, Set};
use crate::id::{BookKind, RecordId};
use crate::merge::EntityState;
use crate::time::Day;
use crate::value::{Decimal, EntityRef};
use crate::vocabulary::{
    CareStatus, CircumstanceKind, Condition, ConsentMethod, Duration, Purpose, Relation, Service, VisitAlert,
};

define_kinds! {
    CARE;

    /// That a person is cared for at home. One for each person; the book's part is the person.
    CareCase "care_case" = 10 in CARE, key (person), index [(status)] {
        /// The person.
        person: EntityRef = 1,
        /// Open, paused, closed.
        status: CareStatus = 2,
        /// Since.
        opened_on: Day = 3,
        /// Why care is needed.
        reason: String = 4,
        /// What the needs are.
        assessment: String = 5,
        /// Services that are planned: the form is prefilled with them.
        services: Set<Service> = 6,
        /// A visit is due every so many days.
        every_days: i64 = 7,
        /// The volunteers assigned.
        volunteers: Set<EntityRef> = 8,
        /// How heavy the case is.
        stratum: String = 9,
        /// Why closed.
        closure_reason: String = 10,
        /// Closed on.
        closed_on: Day = 11,
        /// The one person besides the head of the club who hears of a suspicion of abuse.
        contact: EntityRef = 12,
    }

    /// A home visit (lần thăm).
    HomeVisit "home_visit" = 11 in CARE, key (), index [(person, visited_on), (follow_up_done), (suspicion_done)] {
        /// The person visited.
        person: EntityRef = 1,
        /// All who went.
        visitors: Set<EntityRef> = 2,
        /// The day.
        visited_on: Day = 3,
        /// How long.
        duration: Duration = 4,
        /// What was done.
        services: Set<Service> = 5,
        /// How the person is.
        condition: Condition = 6,
        /// What was noticed.
        alerts: Set<VisitAlert> = 7,
        /// A note.
        note: String = 8,
        /// Nobody was at home.
        not_at_home: bool = 9,
        /// Next visit.
        next_due: Day = 10,
        /// Who has to act on what was noticed.
        follow_up_by: EntityRef = 11,
        /// Until when.
        follow_up_until: Day = 12,
        /// Done.
        follow_up_done: bool = 13,
        /// This record was voided (bỏ lần ghi này).
        voided: bool = 14,
        /// Why.
        void_reason: String = 15,
        /// The visit that this record says again, once somebody answered "the same visit".
        same_visit_as: EntityRef = 16,
        /// Who of the commune went along.
        partner: String = 17,
        /// What was done about what was noticed.
        follow_up_note: String = 18,
        /// When it was done.
        follow_up_done_on: Day = 19,
        /// Why the record was corrected after the month was reported.
        correction_reason: String = 20,
        /// Who has to act on a suspicion of abuse.
        suspicion_by: EntityRef = 21,
        /// Until when.
        suspicion_until: Day = 22,
        /// Done.
        suspicion_done: bool = 23,
        /// When it was done.
        suspicion_done_on: Day = 24,
        /// What was done.
        suspicion_note: String = 25,
    }

    /// Readings of a person: at a meeting, on a visit, at a screening. Keyed by (person, context).
    HealthMeasurement "health_measurement" = 12 in CARE, key (person, context), index [(person, measured_on)] {
        /// The person.
        person: EntityRef = 1,
        /// The meeting or the home visit.
        context: EntityRef = 2,
        /// The day.
        measured_on: Day = 3,
        /// Weight in kg.
        weight: Decimal = 4,
        /// Systolic pressure, mmHg.
        systolic: i64 = 5,
        /// Diastolic pressure, mmHg.
        diastolic: i64 = 6,
        /// Beats a minute.
        pulse: i64 = 7,
        /// Blood glucose, mmol/l.
        glucose: Decimal = 8,
        /// Waist in cm.
        waist: Decimal = 9,
        /// Temperature in °C.
        temperature: Decimal = 10,
        /// Who measured.
        measured_by: EntityRef = 11,
        /// The instrument.
        instrument: String = 12,
        /// Voided.
        voided: bool = 13,
    }

    /// A circumstance of a person: poverty by year and document, disability, living alone, ethnicity…
    Circumstance "circumstance" = 13 in CARE, key (), index [(person)] {
        /// The person.
        person: EntityRef = 1,
        /// What.
        circumstance_kind: CircumstanceKind = 2,
        /// Household that it was decided for.
        household: EntityRef = 3,
        /// Year it holds for.
        year: i64 = 4,
        /// The deciding document.
        document: String = 5,
        /// From.
        from_day: Day = 6,
        /// To.
        to_day: Day = 7,
        /// Code of the list, for example of the 54 peoples.
        code: String = 8,
        /// Local group or a remark.
        detail: String = 9,
        /// Who assessed.
        assessed_by: EntityRef = 10,
        /// The one category under which officials print the person, beside the overlapping ones (`domain.md` §5.6).
        is_primary: bool = 11,
    }

    /// A consent of a person for one purpose. Keyed by both.
    Consent "consent" = 14 in CARE, key (person, purpose), index [(person)] {
        /// The person.
        person: EntityRef = 1,
        /// What for.
        purpose: Purpose = 2,
        /// Given, or refused.
        given: bool = 3,
        /// Withdrawn.
        withdrawn: bool = 4,
        /// Version of the text that was read.
        text_version: String = 5,
        /// How.
        method: ConsentMethod = 6,
        /// Who took it.
        taken_by: EntityRef = 7,
        /// Who gave it, when not the person.
        given_by: String = 8,
        /// What that is to the person.
        relation: Relation = 9,
        /// On.
        on_day: Day = 10,
    }
}
