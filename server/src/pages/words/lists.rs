//! The words of lists for a purpose.

use clubbook_model::vocabulary::Language;

use super::Words;
use crate::admin::lists::ListPurpose;

words! {
    LISTS:
    lists_way "Danh sách" "Lists";
    lists_title "Danh sách theo việc" "Lists for a purpose";
    lists_lead "Danh sách có tên người chỉ lập cho những việc mà luật giao. Mỗi lần xem được ghi vào nhật ký: ai xem, việc gì, lý do, bao nhiêu người." "A list with names is made only for what a law asks. Each look is written into the log: who, what for, why, how many people.";
    lists_purpose "Lập danh sách để làm gì" "What the list is for";
    lists_basis "Căn cứ" "Legal basis";
    lists_no_basis "Chưa có quy định đang hiệu lực trong sổ, nên chưa lập được danh sách." "No rule is in force in the book, so there is no list.";
    lists_year "Tính đến hết năm" "Up to the end of the year";
    lists_club "Số câu lạc bộ" "Number of the club";
    lists_club_hint "Để trống nếu cần cả xã, phường, tỉnh của mình." "Leave it empty for your whole commune or province.";
    lists_reason "Lý do" "Reason";
    lists_reason_hint "Ví dụ: lập kế hoạch mừng thọ Tết 2027, công văn số 12." "For example: plan of the greetings for Tết 2027, letter no. 12.";
    lists_show "Lập danh sách" "Make the list";
    lists_again "Lập danh sách khác" "Make another list";
    lists_choose "Chọn việc cần lập danh sách." "Choose what the list is for.";
    lists_bad_year "Năm chưa đúng." "This is not a year that can be asked for.";
    lists_bad_club "Không có câu lạc bộ số này trong đơn vị của mình." "There is no club of this number in your unit.";
    lists_no_reason "Ghi lý do." "Give the reason.";
    lists_too_long "Danh sách dài quá 5.000 người. Chọn từng câu lạc bộ." "The list has more than 5,000 people. Choose one club after the other.";
    lists_none "Không có ai." "Nobody.";
    lists_none_text "Trong các câu lạc bộ đã xem, chưa ai đủ tuổi theo quy định này." "In the clubs that were looked through nobody has the age of this rule.";
    lists_name "Họ và tên" "Full name";
    lists_birth "Ngày sinh" "Date of birth";
    lists_hamlet "Thôn, tổ dân phố" "Hamlet";
    lists_why "Vì sao có trong danh sách" "Why on the list";
    lists_ask "hoàn cảnh chưa rõ, cần hỏi lại" "circumstances not known, please ask";
    lists_year_only "chỉ biết năm sinh" "only the year is known";
    lists_export "Lấy ra tệp CSV" "Take out as a CSV file";
    lists_note "Giữ danh sách cẩn thận. Xong việc thì hủy." "Keep the list safe. Destroy it when it is done with.";
    lists_made_by "Người lập" "Made by";
    list_club_column "Câu lạc bộ" "Club";
}

impl Words {
    /// What a list is for.
    pub(crate) fn purpose(self, purpose: ListPurpose) -> &'static str {
        let (vi, en) = match purpose {
            ListPurpose::Longevity => ("chúc thọ, mừng thọ", "greetings for a long life"),
            ListPurpose::SocialPension => ("trợ cấp hưu trí xã hội", "social pension"),
            ListPurpose::HealthInsurance => ("thẻ bảo hiểm y tế", "health insurance"),
        };
        self.pick(vi, en)
    }

    /// "đủ 75 tuổi ngày 12/03/2026", "sẽ đủ 75 tuổi ngày …", "đủ 75 tuổi trong năm", "đã đủ 75 tuổi".
    pub(crate) fn completes_years(self, years: i32, on: Option<&str>, is_reached: bool) -> String {
        match (self.0, on, is_reached) {
            (Language::Vi, Some(day), true) => format!("đủ {years} tuổi ngày {day}"),
            (Language::Vi, Some(day), false) => format!("sẽ đủ {years} tuổi ngày {day}"),
            (Language::Vi, None, true) => format!("đã đủ {years} tuổi"),
            (Language::Vi, None, false) => format!("đủ {years} tuổi trong năm, chưa rõ ngày"),
            (Language::En, Some(day), true) => format!("{years} years completed on {day}"),
            (Language::En, Some(day), false) => format!("{years} years will be completed on {day}"),
            (Language::En, None, true) => format!("{years} years completed"),
            (Language::En, None, false) => format!("{years} years completed during the year, day not known"),
        }
    }
}
