//! Why a sensitive thing is asked, in one sentence beside the box: who is asked may say no (`domain.md` §8.3).

use clubbook_model::vocabulary::{CircumstanceKind, Language, Purpose};

/// Why the number of the citizen card is asked: it is left empty unless a paper needs it.
pub fn citizen_id(language: Language) -> &'static str {
    match language {
        Language::Vi => "Chỉ ghi khi làm giấy tờ cần số này. Không bắt buộc.",
        Language::En => "Only where a paper needs this number. Nobody has to give it.",
    }
}

/// Why readings are asked.
pub fn readings(language: Language) -> &'static str {
    match language {
        Language::Vi => "Để theo dõi sức khỏe và báo khi có số cao. Không bắt buộc.",
        Language::En => "To follow how somebody is and to warn of high numbers. Nobody has to give them.",
    }
}

/// Why a circumstance is asked.
pub fn circumstance(kind: CircumstanceKind, language: Language) -> &'static str {
    use CircumstanceKind as Kind;
    let (vi, en) = match kind {
        Kind::Poor | Kind::NearPoor => (
            "Để giúp đúng chế độ của hộ nghèo, hộ cận nghèo. Báo cáo chỉ có số lượng, không có tên.",
            "To help with what poor and near-poor households are entitled to. Reports have numbers and no names.",
        ),
        Kind::Hardship => (
            "Để câu lạc bộ biết mà giúp. Chỉ Ban Chủ nhiệm xem.",
            "So that the club knows and helps. Only the board sees it.",
        ),
        Kind::LivesAlone | Kind::NoCarer => {
            ("Để có người đến thăm thường xuyên và khi mưa bão.", "So that somebody comes by, and in a storm, too.")
        }
        Kind::Disability | Kind::LimitedMobility => (
            "Để chọn việc giúp phù hợp và hỏi chế độ cho người khuyết tật.",
            "To choose what helps, and to ask for what disabled people are entitled to.",
        ),
        Kind::ChronicIllness | Kind::Dementia => (
            "Để người đến thăm biết cách giúp. Người được phân công và chủ nhiệm xem.",
            "So that visitors know how to help. Those who go and the head see it.",
        ),
        Kind::PolicyFamily => (
            "Để thăm hỏi, tặng quà đúng người ngày 27/7 và dịp Tết.",
            "To visit and to bring gifts on 27 July and at Tết.",
        ),
        Kind::Ethnicity => (
            "Để báo cáo số lượng theo chương trình và nói tiếng của ông/bà khi có thể.",
            "For numbers that programmes ask for, and to speak the person's language where somebody can.",
        ),
        Kind::HealthInsurance => (
            "Để nhắc khi thẻ hết hạn và hỏi thẻ cho ai chưa có.",
            "To remind of cards that end and to ask for cards for those without.",
        ),
        Kind::Pension | Kind::SocialPension => {
            ("Để biết ai còn thiếu trợ cấp hưu trí xã hội.", "To know who still lacks the social pension.")
        }
        Kind::Unknown(_) => ("Mục mới, cần cập nhật.", "New entry, please update."),
    };
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

/// Why a consent is asked for a purpose: what it lets the club keep and who sees it.
pub fn purpose(purpose: Purpose, language: Language) -> &'static str {
    let (vi, en) = match purpose {
        Purpose::Membership => (
            "Để ghi tên ông/bà vào sổ thành viên và điểm danh.",
            "To keep the person in the list of members and in rolls.",
        ),
        Purpose::HomeCare => (
            "Để ghi lại những lần đến thăm. Người đến thăm và chủ nhiệm xem.",
            "To write down visits. Those who come and the head of the club see it.",
        ),
        Purpose::Health => {
            ("Để ghi huyết áp, cân nặng và báo khi có số cao.", "To keep readings and to warn of high numbers.")
        }
        Purpose::Circumstances => (
            "Để hỏi đúng chế độ và giúp đúng việc. Báo cáo không có tên.",
            "To ask for what the person is entitled to. Reports have no names.",
        ),
        _ => ("Ông/bà có thể không đồng ý, vẫn là thành viên.", "Who does not agree stays a member."),
    };
    match language {
        Language::Vi => vi,
        Language::En => en,
    }
}

/// Why a field of the list of members is asked, for the one that is sensitive.
pub fn field(name: &str, language: Language) -> Option<&'static str> {
    (name == "citizen_id").then(|| citizen_id(language))
}
