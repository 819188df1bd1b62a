//! Kinds of records about who the club is: its record, people, memberships, households, groups, the board.

use super::super::{Entity, FieldDef, KindDef, define_kinds};
use crate::field::{Field, FieldType, Set};
use crate::id::{BookKind, RecordId};
use crate::merge::EntityState;
use crate::time::{Day, PartialDate};
use crate::value::EntityRef;
use crate::vocabulary::{BirthSource, ClubStatus, LeavingReason, Role, Sex};

define_kinds! {
    ROSTER;

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

    /// Two records of one person. Keyed by the pair, smaller id first.
    SameAs "same_as" = 9 in ROSTER, key (low, high), index [] {
        /// The smaller id.
        low: EntityRef = 1,
        /// The larger id.
        high: EntityRef = 2,
        /// Linked, or not (any longer).
        linked: bool = 3,
    }

    /// anywhere. Written by the centre only; keyed by the record.
    Erasure "erasure" = 19 in ROSTER, key (record), index [] {
        /// The record, in any book of the club.
        record: EntityRef = 1,
        /// On.
        on_day: Day = 2,
        /// The request or the rule that asks for it.
        document: String = 3,
    }
}
