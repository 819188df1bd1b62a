//! Kinds of records about the notices of officers, the reference book, and the funds.

use super::super::{Entity, FieldDef, KindDef, define_kinds};
use crate::field::{Field, FieldType, Once, Set};
use crate::id::{BookKind, RecordId};
use crate::merge::EntityState;
use crate::time::{Day, Instant};
use crate::value::{Decimal, EntityRef};
use crate::vocabulary::{CircumstanceKind, NoticeKind, ReferenceKind};

define_kinds! {
    OTHERS;

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
