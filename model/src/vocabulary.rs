//! The lists of choices of the domain, with their labels in Vietnamese and English, so that both apps, the pages and the
//! print say the same. Sources: `domain.md` §1.3, §2, §3, §12.
//!
//! A number is never reused. A number that this version does not know is kept as `Unknown` and shown as
//! [`UNKNOWN_LABEL`].

/// The two languages of the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// What an entry of a newer version is called, in each language.
pub const UNKNOWN_LABEL: (&str, &str) = ("mục mới, cần cập nhật", "new entry, please update");

/// A list of choices.
pub trait Vocabulary: Copy + Eq + std::fmt::Debug + 'static {
    /// The choices that this version knows, in the order in which they are offered.
    const ALL: &'static [Self];
    /// The list's name.
    const NAME: &'static str;
    /// The number on the wire.
    fn number(self) -> u32;
    /// The choice with this number.
    fn from_number(number: u32) -> Self;
    /// The code in JSON, CSV and command lines; `None` for an unknown one.
    fn code(self) -> Option<&'static str>;
    /// What people read.
    fn label(self, language: Language) -> &'static str;
    /// The choice with this code.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.code() == Some(code))
    }
}

macro_rules! vocabularies {
    ($($(#[$doc:meta])* $name:ident $code_name:literal { $($variant:ident = $number:literal $code:literal $vi:literal $en:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!($vi, " (", $en, ").")] $variant,)+
            /// A number of a newer version.
            Unknown(u32),
        }

        impl Vocabulary for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            const NAME: &'static str = $code_name;

            fn number(self) -> u32 {
                match self { $(Self::$variant => $number,)+ Self::Unknown(number) => number }
            }

            fn from_number(number: u32) -> Self {
                match number { $($number => Self::$variant,)+ _ => Self::Unknown(number) }
            }

            fn code(self) -> Option<&'static str> {
                match self { $(Self::$variant => Some($code),)+ Self::Unknown(_) => None }
            }

            fn label(self, language: Language) -> &'static str {
                let (vi, en) = match self { $(Self::$variant => ($vi, $en),)+ Self::Unknown(_) => UNKNOWN_LABEL };
                match language { Language::Vi => vi, Language::En => en }
            }
        }
    )+

        /// Every list, as (name, number, code, Vietnamese, English); for the registry's snapshot and the apps' tests.
        pub fn all() -> Vec<(&'static str, u32, &'static str, &'static str, &'static str)> {
            let mut rows = Vec::new();
            $(for choice in $name::ALL {
                rows.push(($name::NAME, choice.number(), choice.code().unwrap_or(""), choice.label(Language::Vi), choice.label(Language::En)));
            })+
            rows
        }
    };
}

vocabularies! {
    /// The life of a club (`domain.md` §1.3).
    ClubStatus "club_status" {
        Proposed = 1 "proposed" "đang vận động" "proposed",
        Decided = 2 "decided" "đã có quyết định" "decided",
        Launched = 3 "launched" "đã ra mắt" "launched",
        Active = 4 "active" "hoạt động" "active",
        Suspended = 5 "suspended" "tạm ngưng" "suspended",
        Dissolved = 6 "dissolved" "giải thể" "dissolved",
        Merged = 7 "merged" "sáp nhập" "merged",
    }
    /// Sex as in the papers.
    Sex "sex" {
        Female = 1 "female" "nữ" "female",
        Male = 2 "male" "nam" "male",
    }
    /// Where a birth date was taken from (`domain.md` §11.4).
    BirthSource "birth_source" {
        Told = 1 "told" "tự kể" "told by the person",
        CitizenCard = 2 "citizen_card" "căn cước" "citizen card",
        HouseholdBook = 3 "household_book" "sổ hộ khẩu" "household book",
        BirthCertificate = 4 "birth_certificate" "giấy khai sinh" "birth certificate",
        AssociationCard = 5 "association_card" "thẻ hội viên" "association card",
        CouncilDecision = 6 "council_decision" "xác nhận của xã" "confirmed by the commune",
    }
    /// Posts and tasks in a club (`domain.md` §1.4, §12).
    Role "role" {
        ClubHead = 1 "club_head" "chủ nhiệm" "club head",
        ClubDeputy = 2 "club_deputy" "phó chủ nhiệm" "deputy head",
        Secretary = 3 "secretary" "thư ký" "secretary",
        Bookkeeper = 4 "bookkeeper" "kế toán" "bookkeeper",
        Cashier = 5 "cashier" "thủ quỹ" "cashier",
        GroupLeader = 6 "group_leader" "tổ trưởng" "group leader",
        Volunteer = 7 "volunteer" "tình nguyện viên" "volunteer",
        BoardMember = 8 "board_member" "ủy viên" "board member",
    }
    /// Why a membership ended.
    LeavingReason "leaving_reason" {
        OwnWish = 1 "own_wish" "xin thôi" "own wish",
        MovedAway = 2 "moved_away" "chuyển đi" "moved away",
        OtherClub = 3 "other_club" "chuyển sang CLB khác" "moved to another club",
        Died = 4 "died" "đã mất" "died",
        EnteredByMistake = 5 "entered_by_mistake" "ghi nhầm" "entered by mistake",
    }
    /// What kind of meeting.
    MeetingKind "meeting_kind" {
        Regular = 1 "regular" "sinh hoạt định kỳ" "regular meeting",
        Extraordinary = 2 "extraordinary" "sinh hoạt bất thường" "extraordinary meeting",
        Board = 3 "board" "họp Ban Chủ nhiệm" "board meeting",
    }
    /// The state of a meeting.
    MeetingStatus "meeting_status" {
        Planned = 1 "planned" "dự kiến" "planned",
        Open = 2 "open" "đang điểm danh" "roll being called",
        Closed = 3 "closed" "đã chốt" "closed",
        Postponed = 4 "postponed" "hoãn" "postponed",
        Cancelled = 5 "cancelled" "không sinh hoạt" "cancelled",
    }
    /// A mark of the roll call.
    Mark "mark" {
        Present = 1 "present" "có mặt" "present",
        Late = 2 "late" "đến trễ" "late",
        Excused = 3 "excused" "vắng có lý do" "excused",
        Absent = 4 "absent" "vắng" "absent",
        Unset = 5 "unset" "chưa ghi" "not marked",
    }
    /// Whether somebody is cared for at home.
    CareStatus "care_status" {
        Open = 1 "open" "đang chăm sóc" "open",
        Paused = 2 "paused" "tạm dừng" "paused",
        Closed = 3 "closed" "đã kết thúc" "closed",
    }
    /// What volunteers do on a visit (`domain.md` §3).
    Service "service" {
        Chatting = 1 "chatting" "trò chuyện" "chatting",
        Housework = 2 "housework" "dọn dẹp nhà cửa" "housework",
        Cooking = 3 "cooking" "nấu ăn" "cooking",
        Laundry = 4 "laundry" "giặt giũ" "laundry",
        Hygiene = 5 "hygiene" "tắm rửa, vệ sinh" "washing, hygiene",
        Massage = 6 "massage" "xoa bóp" "massage",
        BloodPressure = 7 "blood_pressure" "đo huyết áp" "blood pressure",
        MedicineReminder = 8 "medicine_reminder" "nhắc uống thuốc" "medicine reminder",
        BuyingMedicine = 9 "buying_medicine" "mua thuốc" "buying medicine",
        WalkingPractice = 10 "walking_practice" "tập đi, tập vận động" "walking practice",
        Nutrition = 11 "nutrition" "xem việc ăn uống" "nutrition check",
        FarmWork = 12 "farm_work" "giúp việc đồng áng" "farm work",
        Errand = 13 "errand" "đi chợ, việc vặt" "errands",
        BringToMeeting = 14 "bring_to_meeting" "đưa đi sinh hoạt" "bringing to the meeting",
        StormPreparation = 15 "storm_preparation" "phòng chống bão lụt" "storm preparation",
    }
    /// How long a visit took.
    Duration "duration" {
        UpTo15 = 1 "up_to_15" "dưới 15 phút" "up to 15 minutes",
        UpTo30 = 2 "up_to_30" "15 đến 30 phút" "15 to 30 minutes",
        UpTo60 = 3 "up_to_60" "30 phút đến 1 giờ" "30 to 60 minutes",
        Longer = 4 "longer" "trên 1 giờ" "more than an hour",
    }
    /// How the person is, next to the last visit.
    Condition "condition" {
        Better = 1 "better" "khá hơn" "better",
        Same = 2 "same" "như cũ" "the same",
        Worse = 3 "worse" "yếu hơn" "worse",
    }
    /// What a visitor noticed and somebody has to act on.
    VisitAlert "visit_alert" {
        Fall = 1 "fall" "bị ngã" "fall",
        NoFood = 2 "no_food" "thiếu ăn" "no food",
        NoMedicine = 3 "no_medicine" "hết thuốc" "out of medicine",
        LowMood = 4 "low_mood" "buồn chán" "low mood",
        SuspectedAbuse = 5 "suspected_abuse" "nghi bị đối xử tệ" "suspected abuse",
        UrgentMedical = 6 "urgent_medical" "cần khám gấp" "urgent medical need",
    }
    /// Circumstances of a person or household (`domain.md` §6.2, §13).
    CircumstanceKind "circumstance_kind" {
        Poor = 1 "poor" "hộ nghèo" "poor household",
        NearPoor = 2 "near_poor" "hộ cận nghèo" "near-poor household",
        Hardship = 3 "hardship" "hoàn cảnh khó khăn" "difficult circumstances",
        LivesAlone = 4 "lives_alone" "sống một mình" "lives alone",
        Disability = 5 "disability" "khuyết tật" "disability",
        LimitedMobility = 6 "limited_mobility" "đi lại khó khăn" "limited mobility",
        ChronicIllness = 7 "chronic_illness" "bệnh mạn tính" "chronic illness",
        Dementia = 8 "dementia" "sa sút trí tuệ" "dementia",
        NoCarer = 9 "no_carer" "không người chăm sóc" "no carer",
        PolicyFamily = 10 "policy_family" "gia đình chính sách" "policy family",
        Ethnicity = 11 "ethnicity" "dân tộc" "ethnicity",
        HealthInsurance = 12 "health_insurance" "có thẻ bảo hiểm y tế" "health insurance",
        Pension = 13 "pension" "có lương hưu" "pension",
        SocialPension = 14 "social_pension" "trợ cấp hưu trí xã hội" "social pension",
    }
    /// What a consent is for (`domain.md` §8.4).
    Purpose "purpose" {
        Membership = 1 "membership" "sổ thành viên" "membership",
        Health = 2 "health" "số đo sức khỏe" "health readings",
        HomeCare = 3 "home_care" "chăm sóc tại nhà" "home care",
        Circumstances = 4 "circumstances" "hoàn cảnh" "circumstances",
        Loans = 5 "loans" "vay vốn" "loans",
        Publication = 6 "publication" "đăng tin, ảnh" "publication",
    }
    /// How a consent was given.
    ConsentMethod "consent_method" {
        PaperSigned = 1 "paper_signed" "ký giấy" "signed on paper",
        Spoken = 2 "spoken" "nói trực tiếp" "said in person",
        OnScreen = 3 "on_screen" "bấm trên máy" "on the screen",
    }
    /// Who gave a consent.
    Relation "relation" {
        Oneself = 1 "oneself" "chính người đó" "the person",
        Spouse = 2 "spouse" "vợ, chồng" "spouse",
        Child = 3 "child" "con" "child",
        OtherRelative = 4 "other_relative" "người thân khác" "another relative",
        LegalRepresentative = 5 "legal_representative" "người đại diện theo luật" "legal representative",
    }
    /// What sort of notice an officer sends.
    NoticeKind "notice_kind" {
        Information = 1 "information" "thông báo" "information",
        Request = 2 "request" "đề nghị báo cáo" "request",
        Invitation = 3 "invitation" "giấy mời" "invitation",
    }
    /// What sort of reference entry.
    ReferenceKind "reference_kind" {
        ActivityArea = 1 "activity_area" "mảng hoạt động" "activity area",
        Service = 2 "service" "việc chăm sóc" "service",
        Threshold = 3 "threshold" "ngưỡng cảnh báo" "alarm threshold",
        Programme = 4 "programme" "chương trình" "programme",
        Target = 5 "target" "chỉ tiêu" "target",
        AgeRule = 6 "age_rule" "quy định về tuổi" "age rule",
        ConsentText = 7 "consent_text" "nội dung đồng ý" "consent text",
        Label = 8 "label" "tên gọi" "label",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_number_is_kept_and_shown_as_new() {
        let mark = Mark::from_number(250);
        assert_eq!((mark.number(), mark.code()), (250, None));
        assert_eq!(mark.label(Language::Vi), "mục mới, cần cập nhật");
    }

    #[test]
    fn numbers_and_codes_are_unique_within_each_list() {
        let mut rows: Vec<_> = all();
        let count = rows.len();
        rows.sort_by_key(|row| (row.0, row.1));
        rows.dedup_by_key(|row| (row.0, row.1));
        assert_eq!(rows.len(), count);
        rows.sort_by_key(|row| (row.0, row.2));
        rows.dedup_by_key(|row| (row.0, row.2));
        assert_eq!(rows.len(), count);
    }
}
