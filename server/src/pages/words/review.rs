//! The words of what waits for review.

use clubbook_model::message::reason;
use clubbook_model::vocabulary::Language;

use super::Words;
use crate::pages::format;

words! {
    REVIEW:
    review_title "Chờ xem lại" "Waiting for review";
    review_lead "Những lần ghi mà trung tâm chưa nhận vào sổ. Vẫn giữ đủ ở máy của người ghi và ở đây, không mất." "Records that the centre has not taken yet. They are kept on the phone and here; nothing is lost.";
    review_none_title "Không có gì chờ xem lại" "Nothing waits for review";
    review_none "Mọi lần ghi đã vào sổ." "Everything was taken.";
    review_records "Lần ghi" "Records";
    review_phones "Điện thoại bị giữ lại" "Phones held back";
    review_phones_lead "Sổ trong máy khác với sổ ở trung tâm: có thể máy đã được chép sang máy khác hoặc khôi phục. Hỏi người giữ máy trước khi cho dùng tiếp." "The records on this phone differ from the centre's: it may have been copied to another phone, or restored. Ask whoever holds it before letting it in.";
    review_set_aside "Đã xem, không nhận" "Looked at, not taken";
    review_why "Vì sao" "Why";
    review_entered_by "Người ghi" "Entered by";
    review_holder "Máy của" "Phone of";
    review_since "Chờ từ" "Waits since";
    review_phone_id "Mã máy" "Phone's number";
    review_look "Xem" "Look";
    review_back "Về danh sách chờ" "Back to the list";
    review_all "Xem tất cả câu lạc bộ" "All clubs";
    held_title "Xem mục chờ" "A record that waits";
    held_logged "Lần xem này đã được ghi vào nhật ký." "This look was written into the log.";
    held_what "Đã ghi" "What was entered";
    held_hidden "không hiện ở trung tâm" "not shown at the centre";
    held_hidden_note "Phần chăm sóc tại nhà là chuyện riêng của người được chăm sóc: ở đây chỉ thấy có ghi, không thấy ghi gì." "Home care is private: here one sees that something was entered, not what.";
    held_unreadable "Phần mềm này chưa đọc được. Cập nhật phần mềm trung tâm rồi thử nhận vào sổ." "This version cannot read it. Update the centre's program, then try to take it.";
    held_more "Còn nữa, không hiện hết." "There is more that is not shown.";
    held_cleared "bỏ trống" "cleared";
    decide_title "Quyết định" "Decide";
    decide_reason "Lý do" "Reason";
    decide_reason_hint "Ghi ngắn gọn: đã hỏi ai, vì sao. Không nhận thì người ghi đọc lý do này trên máy. Không ghi chuyện bệnh tật, hoàn cảnh." "In short: whom you asked, and why. Where you do not take it, who entered it reads this on the phone. Nothing about health or circumstances.";
    decide_reason_missing "Ghi lý do." "Give the reason.";
    decide_take "Nhận vào sổ" "Take it";
    decide_refuse "Không nhận" "Do not take it";
    decide_let_in "Cho máy dùng tiếp" "Let the phone in";
    decide_keep "Giữ máy lại" "Leave it held back";
    confirm_title "Chắc chưa?" "Are you sure?";
    confirm_take "Những mục này sẽ vào sổ của câu lạc bộ, như lúc ghi. Các máy khác sẽ nhận được." "These records will be taken into the club's books as they were made. The other phones get them.";
    confirm_refuse "Những mục này không vào sổ. Vẫn giữ ở đây, sau này đổi ý vẫn nhận được." "These records are not taken. They are kept here, and can still be taken later.";
    confirm_let_in "Máy này dùng tiếp được, và những gì máy đã gửi sẽ được nhận vào sổ." "The phone may go on, and what it sent is taken.";
    confirm_keep "Máy này chưa dùng tiếp được. Những gì máy gửi vẫn giữ ở đây." "The phone may not go on yet. What it sends is kept here.";
    confirm_yes "Đúng, làm đi" "Yes, do it";
    confirm_no "Thôi, quay lại" "No, go back";
    done_taken "Đã nhận vào sổ." "Taken.";
    done_refused "Đã ghi: không nhận." "Noted: not taken.";
    done_let_in "Máy đã dùng tiếp được." "The phone may go on.";
    done_kept "Đã ghi: giữ máy lại." "Noted: the phone stays held back.";
    cannot_take "Chưa nhận được: phần mềm trung tâm cần cập nhật, hoặc mục này trùng chỗ với mục khác." "It cannot be taken: the centre's program has to be updated, or another record has its place.";
    kind_unknown "mục mới, cần cập nhật" "new entry, please update";
}

impl Words {
    /// Why the centre put a record aside.
    pub(crate) fn held_reason(self, code: &str) -> &'static str {
        let (vi, en) = match code {
            reason::NO_RIGHT => ("người ghi chưa được giao sổ này", "who entered it was not given this book"),
            reason::WRONG_BOOK | reason::WRONG_KEY => ("ghi không đúng sổ", "it stands in the wrong book"),
            reason::WRONG_NAME => {
                ("máy khác đã ghi điều khác vào chỗ này", "another phone wrote something else in its place")
            }
            reason::RECORD_FULL => ("mục này đã sửa quá nhiều lần", "this entry was changed too often"),
            reason::BEHIND_QUARANTINED => {
                ("một lần ghi trước của mục này đang chờ", "an earlier record of the same thing waits")
            }
            reason::UNREADABLE => ("trung tâm chưa đọc được", "the centre cannot read it yet"),
            reason::HELD_AFTER_FORK => ("máy đang bị giữ lại", "the phone is held back"),
            reason::REVOKED => {
                ("máy hoặc người ghi đã ngừng dùng Sổ CLB", "the phone or the person may not use Clubbook")
            }
            _ => ("lý do mới, cần cập nhật", "a new reason, please update"),
        };
        self.pick(vi, en)
    }

    /// What sort of record.
    pub(crate) fn kind(self, name: &str) -> &'static str {
        let (vi, en) = match name {
            "club" => ("câu lạc bộ", "the club"),
            "person" => ("người", "a person"),
            "membership" => ("tư cách thành viên", "a membership"),
            "household" => ("hộ gia đình", "a household"),
            "group" => ("tổ của CLB", "a group"),
            "board_term" => ("nhiệm kỳ Ban Chủ nhiệm", "a term on the board"),
            "meeting" => ("buổi sinh hoạt", "a meeting"),
            "attendance" => ("điểm danh", "a mark of the roll"),
            "same_as" => ("trùng người", "the same person twice"),
            "care_case" => ("việc chăm sóc tại nhà", "care at home"),
            "home_visit" => ("lần thăm", "a home visit"),
            "health_measurement" => ("số đo sức khỏe", "health readings"),
            "circumstance" => ("hoàn cảnh", "a circumstance"),
            "consent" => ("việc đồng ý", "a consent"),
            "receipt" => ("trả lời thông báo", "an answer to a notice"),
            _ => (self.kind_unknown(), self.kind_unknown()),
        };
        self.pick(vi, en)
    }

    /// What a field of the club's list is called; a field that has no words of its own by its name.
    pub(crate) fn field_label(self, name: &'static str) -> String {
        match clubbook_model::label::field_label(name, self.0) {
            Some(label) => label.to_owned(),
            None => name.replace('_', " "),
        }
    }

    /// "3 lần ghi, số 12 đến 14".
    pub(crate) fn run_of(self, first: u64, last: u64) -> String {
        let count = (last + 1).saturating_sub(first);
        let number = format::number(count, self.0);
        match (self.0, count) {
            (Language::Vi, 1) => format!("1 lần ghi, số {first}"),
            (Language::Vi, _) => format!("{number} lần ghi, số {first} đến {last}"),
            (Language::En, 1) => format!("1 record, number {first}"),
            (Language::En, _) => format!("{number} records, numbers {first} to {last}"),
        }
    }

    /// "Cán bộ Trần Thị Minh, 24/11/2026: đã hỏi chủ nhiệm".
    pub(crate) fn set_aside_by(self, name: &str, day: &str, reason: &str) -> String {
        format!("{name}, {day}: {reason}")
    }
}
