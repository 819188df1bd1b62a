//! The words of the access log.

use clubbook_model::vocabulary::{Language, UNKNOWN_LABEL};

use super::Words;
use crate::pages::format;
use crate::store::access::Deed;

words! {
    ACCESS:
    log_way "Nhật ký" "Log";
    log_title "Ai đã xem, đã làm gì" "Who looked, who did what";
    log_lead "Mỗi lần cán bộ mở hay lấy ra danh sách có tên người, duyệt một việc hay sửa thông tin câu lạc bộ, máy ghi một dòng ở đây. Không ai sửa hay xóa được dòng nào." "Each time an officer opens or takes out something with people's names, decides something or corrects a club's details, a line is written here. Nobody can change or remove one.";
    log_when "Lúc" "When";
    log_who "Ai" "Who";
    log_what "Xem, làm gì" "What";
    log_of "Của ai" "Of whom";
    log_why "Lý do" "Why";
    log_no_reason "không hỏi" "not asked";
    log_officer "Cán bộ" "Officer";
    log_everybody "Tất cả cán bộ" "All officers";
    log_day "Ngày" "Day";
    log_find "Xem" "Show";
    log_clear "Xem tất cả các ngày, mọi cán bộ" "Show all days, everybody";
    log_none_title "Chưa có dòng nào" "Nothing yet";
    log_none "Khi cán bộ xem danh sách có tên người, lần xem sẽ hiện ở đây." "When an officer looks at something with people's names, it shows here.";
    log_not_found "Không có dòng nào của ngày này, cán bộ này." "There is nothing of this day and officer.";
    log_bad_day "Ngày chưa đúng. Chọn lại ngày." "This is not a day. Choose it again.";
    log_whole_centre "cả trung tâm" "the whole centre";
}

impl Words {
    /// What an officer did.
    pub(crate) fn deed(self, deed: Deed) -> &'static str {
        let (vi, en) = match deed {
            Deed::SawHeldList => ("xem danh sách chờ xem lại", "looked at what waits for review"),
            Deed::SawHeld => ("xem một mục chờ xem lại", "looked at a record that waits"),
            Deed::Released => ("nhận mục chờ xem lại vào sổ", "took a record that waited"),
            Deed::Refused => ("không nhận mục chờ xem lại", "refused a record that waited"),
            Deed::LetPhoneIn => ("cho máy bị giữ dùng tiếp", "let a phone in that was held back"),
            Deed::KeptPhoneOut => ("giữ máy lại, chưa cho dùng", "left a phone held back"),
            Deed::SawWorkers => ("xem người có nhiệm vụ, để cấp mã", "looked at who has a task, for codes"),
            Deed::IssuedCode => ("cấp mã kết nối máy", "made a code to connect a phone"),
            Deed::CancelledCode => ("hủy mã kết nối máy", "cancelled a code"),
            Deed::SawList => ("xem danh sách theo việc", "looked at a list for a purpose"),
            Deed::ExportedList => ("lấy danh sách ra tệp", "took a list out as a file"),
            Deed::CorrectedClub => ("sửa thông tin câu lạc bộ", "corrected the club's record"),
            Deed::ResetSecondStep => ("bỏ mã đăng nhập của cán bộ", "took an officer's sign-in code away"),
            Deed::Unknown(_) => UNKNOWN_LABEL,
        };
        self.pick(vi, en)
    }

    /// "12 người".
    pub(crate) fn people_count(self, count: u64) -> String {
        let number = format::number(count, self.0);
        match (self.0, count) {
            (Language::Vi, _) => format!("{number} người"),
            (Language::En, 1) => format!("{number} person"),
            (Language::En, _) => format!("{number} people"),
        }
    }

    /// "câu lạc bộ số 17".
    pub(crate) fn club_number(self, number: u64) -> String {
        self.pick(format!("câu lạc bộ số {number}"), format!("club no. {number}"))
    }

    /// "25 dòng".
    pub(crate) fn line_count(self, count: u64) -> String {
        let number = format::number(count, self.0);
        match (self.0, count) {
            (Language::Vi, _) => format!("{number} dòng"),
            (Language::En, 1) => format!("{number} line"),
            (Language::En, _) => format!("{number} lines"),
        }
    }
}
