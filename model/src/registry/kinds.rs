//! The kinds and their fields. One line is one field: `name: Type = number,` where the type is a scalar, `Set<scalar>` or
//! `Once<scalar>`.

use super::{Entity, FieldDef, KindDef, define_kinds};
use crate::field::{Field, FieldType, Once, Set};
use crate::id::{BookKind, RecordId};
use crate::merge::EntityState;
use crate::time::{Day, Instant, PartialDate};
use crate::value::{Decimal, EntityRef};
use crate::vocabulary::{
    BirthSource, CareStatus, CircumstanceKind, ClubStatus, Condition, ConsentMethod, Duration, LeavingReason, Mark,
    MeetingKind, MeetingStatus, NoticeKind, Purpose, ReferenceKind, Relation, Role, Service, Sex, VisitAlert,
};

define_kinds! {
    /// A club (câu lạc bộ liên thế hệ tự giúp nhau).
    Club "club" = 1 in ROSTER, key (), index [] {
        /// Name, for example "CLB LTHTGN thôn Gò Deo".
        name: String = 1,
        /// The number that people type when they connect a phone.
        number: i64 = 2,
        /// Code of the commune-level unit of today (five digits, see the public list).
        unit_code: String = 3,
        /// The hamlets that it covers.
        hamlets: Set<String> = 4,
        /// Where it stands in its life.
        status: ClubStatus = 5,
        /// Number of the establishment decision, for example "222/QĐ-UBND".
        decision_number: String = 6,
        /// Date of the decision.
        decision_date: Day = 7,
        /// Who signed it.
        decision_issuer: String = 8,
        /// Launch ceremony.
        launched_on: Day = 9,
        /// Day of the month on which it meets, 1 to 31.
        meeting_day: i64 = 10,
        /// Where it meets.
        meeting_place: String = 11,
        /// The programme under which it was founded (a reference entry).
        programme: EntityRef = 12,
        /// Who pays: budget, project, self.
        funding_source: String = 13,
        /// Whether there is an income-generation fund.
        has_income_fund: bool = 14,
        /// Whether there is an operating fund.
        has_operating_fund: bool = 15,
        /// Closed on.
        closed_on: Day = 16,
        /// Why it closed.
        closure_reason: String = 17,
        /// Version or date of the regulation in force.
        regulation_version: String = 18,
        /// Monthly fee of a member, đồng.
        member_fee: i64 = 19,
        /// Largest loan, đồng.
        loan_cap: i64 = 20,
        /// Interest, hundredths of a per cent a month.
        monthly_rate_bp: i64 = 21,
        /// Term of a loan, months.
        term_months: i64 = 22,
        /// Quorum of a meeting, per cent.
        quorum_percent: i64 = 23,
        /// Former district or area by which people still speak of it.
        former_area: String = 24,
        /// Telephone of the commune's health station, whom advice on readings says to call.
        health_station_phone: String = 25,
    }

    /// A person: a member, a guest, somebody who is cared for.
    Person "person" = 2 in ROSTER, key (), index [(household)] {
        /// Full name as given (NFC): the truth, from which the parts are derived.
        full_name: String = 1,
        /// The given name, when the heuristic is wrong.
        given_name: String = 2,
        /// Name people use (tên thường gọi).
        common_name: String = 3,
        /// Religious name.
        religious_name: String = 4,
        /// How to address: overrides the rule by sex and age.
        address_as: String = 5,
        /// Sex.
        sex: Sex = 6,
        /// Date of birth as far as it is known.
        birth: PartialDate = 7,
        /// Where the birth date was taken from.
        birth_source: BirthSource = 8,
        /// Own phone, as written.
        phone: String = 9,
        /// A relative's phone.
        relative_phone: String = 10,
        /// Whose that is.
        relative_name: String = 11,
        /// Hamlet.
        hamlet: String = 12,
        /// House or way to it.
        address: String = 13,
        /// Household.
        household: EntityRef = 14,
        /// Occupation.
        occupation: String = 15,
        /// What they can do for others.
        can_help_with: String = 16,
        /// Member of the elders' association (Hội NCT).
        association_member: bool = 17,
        /// Card number there.
        association_card: String = 18,
        /// Died on.
        died_on: PartialDate = 19,
        /// The record of the same person in another club, before moving here.
        moved_from: EntityRef = 20,
        /// Personal identification number; asked for only where a paper needs it.
        citizen_id: String = 21,
        /// A remark for the club.
        note: String = 22,
        /// Languages they speak.
        languages: Set<String> = 23,
        /// Name in the language of their own people.
        ethnic_name: String = 24,
        /// The date of birth as it was told by the lunar calendar ("15/08/1955", of a leap month "01/03 nhuận/1955"); `birth` is the
        /// solar day that it was.
        birth_lunar: String = 25,
    }

    /// A membership of a person in the club. Number 7 was the primary category, which is sensitive and stands in `circumstance`
    /// now; it is not used again.
    Membership "membership" = 3 in ROSTER, key (), index [(person)] {
        /// The person.
        person: EntityRef = 1,
        /// Number in the paper register.
        register_no: i64 = 2,
        /// Joined on.
        joined_on: PartialDate = 3,
        /// Left on.
        left_on: Day = 4,
        /// Why.
        leaving_reason: LeavingReason = 5,
        /// Group (tổ).
        group: EntityRef = 6,
        /// Tasks in the club.
        roles: Set<Role> = 8,
        /// The club that the person moved to, by name or number.
        moved_to: String = 9,
    }

    /// A household.
    Household "household" = 4 in ROSTER, key (), index [] {
        /// Head of the household.
        head: EntityRef = 1,
        /// Hamlet.
        hamlet: String = 2,
        /// House or way to it.
        address: String = 3,
        /// Household number in the commune's list.
        number: String = 4,
    }

    /// A group (tổ) of the club.
    Group "group" = 5 in ROSTER, key (), index [] {
        /// Name.
        name: String = 1,
        /// The area it covers.
        area: String = 2,
        /// Leader.
        leader: EntityRef = 3,
        /// Given up on.
        dissolved_on: Day = 4,
    }

    /// A term of a person in a post of the board.
    BoardTerm "board_term" = 6 in ROSTER, key (), index [(person)] {
        /// The person.
        person: EntityRef = 1,
        /// The post.
        role: Role = 2,
        /// From.
        from_day: Day = 3,
        /// To; none while it lasts.
        to_day: Day = 4,
        /// The decision.
        decision: String = 5,
    }

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

    /// Two records of one person. Keyed by the pair, smaller id first.
    SameAs "same_as" = 9 in ROSTER, key (low, high), index [] {
        /// The smaller id.
        low: EntityRef = 1,
        /// The larger id.
        high: EntityRef = 2,
        /// Linked, or not (any longer).
        linked: bool = 3,
    }

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

    /// A notice from an officer to the club.
    Notice "notice" = 15 in NOTICES, key (), index [] {
        /// What sort.
        notice_kind: NoticeKind = 1,
        /// Subject.
        title: String = 2,
        /// Text.
        body: String = 3,
        /// From which body.
        sender: String = 4,
        /// Answer wanted until.
        answer_until: Day = 5,
    }

    /// That somebody of the club has read a notice, and the answer.
    Receipt "receipt" = 16 in NOTICES, key (notice, person), index [(notice)] {
        /// The notice.
        notice: EntityRef = 1,
        /// Who read it.
        person: EntityRef = 2,
        /// When.
        read_at: Instant = 3,
        /// The answer.
        answer: String = 4,
    }

    /// A dated entry of the reference book: an activity area, a service, a threshold, a programme, a target, a text.
    Reference "reference" = 17 in REFERENCE, key (reference_kind, code, valid_from), index [(reference_kind)] {
        /// What sort.
        reference_kind: ReferenceKind = 1,
        /// Its code.
        code: String = 2,
        /// Valid from.
        valid_from: Day = 3,
        /// Valid to.
        valid_to: Day = 4,
        /// In Vietnamese.
        label_vi: String = 5,
        /// In English.
        label_en: String = 6,
        /// A number: a threshold, a target.
        amount: Decimal = 7,
        /// The text or the instruction.
        text: String = 8,
        /// The document, or who set it.
        document: String = 9,
        /// The upper end, where `amount` is the lower end of a range.
        at_most: Decimal = 10,
        /// Circumstances of which one must hold for a rule to apply; none: it applies to everybody.
        any_of: Set<CircumstanceKind> = 11,
        /// Circumstances that shut a rule out.
        none_of: Set<CircumstanceKind> = 12,
        /// Code of the entry that this one belongs to, such as the programme of a target.
        belongs_to: String = 13,
    }

    /// That the club has reported a month: from then on its records of that month are corrected by the head alone, with a
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

    /// That a record was erased for good (`domain.md` §8.3): its values become stubs wherever they are, and on arrival from
    /// anywhere. Written by the centre only; keyed by the record.
    Erasure "erasure" = 19 in ROSTER, key (record), index [] {
        /// The record, in any book of the club.
        record: EntityRef = 1,
        /// On.
        on_day: Day = 2,
        /// The request or the rule that asks for it.
        document: String = 3,
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

    /// A line of the append-only ledger. Reserved for the fund book; its merge class is what money needs.
    Posting "posting" = 18 in FUND, key (), index [] {
        /// Đồng, signed.
        amount: Once<i64> = 1,
        /// The account.
        account: Once<String> = 2,
        /// The day.
        on_day: Once<Day> = 3,
        /// Lines of one entry share this; they sum to zero.
        entry: Once<i64> = 4,
        /// What for.
        memo: Once<String> = 5,
        /// The posting that this one reverses.
        reversal_of: Once<EntityRef> = 6,
    }
}
