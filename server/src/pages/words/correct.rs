//! The words of correcting a club's own record.

use super::Words;
use crate::admin::correct::fields::EntryProblem;

words! {
    CORRECT:
    correct_way "Sửa thông tin câu lạc bộ" "Correct the club's details";
    correct_title "Sửa thông tin câu lạc bộ" "Correct the club's details";
    correct_lead "Chỉ sửa chỗ ghi sai. Các máy của câu lạc bộ sẽ nhận được khi có mạng. Số của câu lạc bộ và xã, phường không sửa ở đây." "Correct only what is wrong. The club's phones get it when they have signal. The club's number and commune cannot be changed here.";
    correct_back "Về trang câu lạc bộ" "Back to the club's page";
    correct_reason_hint "Ghi ngắn gọn: theo giấy nào, đã hỏi ai. Không ghi chuyện bệnh tật, hoàn cảnh." "In short: by which paper, and whom you asked. Nothing about health or circumstances.";
    correct_go_on "Xem lại trước khi lưu" "Look once more, then save";
    correct_nothing "Chưa sửa gì. Không có gì được lưu." "Nothing was changed. Nothing was saved.";
    correct_two "Hai người ghi khác nhau" "Two people entered different things";
    correct_two_hint "Chọn một điều thì điều kia thôi hiện. Chưa rõ thì để vậy, rồi hỏi câu lạc bộ." "If you choose one, the other is no longer shown. If it is not clear, leave it and ask the club.";
    correct_two_leave "Chưa rõ, để cả hai" "Not clear, leave both";
    correct_is_in "Có trong danh sách" "On the list";
    correct_is_out "Không có trong danh sách" "Not on the list";
    correct_empty "chưa ghi" "not recorded";
    correct_cleared "bỏ trống" "cleared";
    correct_hint_lines "Mỗi dòng một thôn, tổ dân phố." "One hamlet a line.";
    correct_hint_day "Ví dụ 21/11/2026" "For example 21/11/2026";
    correct_hint_day_of_month "Từ 1 đến 31" "From 1 to 31";
    correct_check "Xem lại những gì sẽ sửa" "What will be corrected";
    correct_before "Đang ghi" "Recorded now";
    correct_after "Sửa thành" "Becomes";
    correct_added "Thêm" "Added";
    correct_removed "Bỏ" "Taken out";
    correct_meanwhile "Trong lúc mở trang, có người vừa ghi" "While this page was open somebody entered";
    correct_meanwhile_note "Cả hai điều sẽ còn lại, để chọn sau." "Both will be kept, to be chosen from later.";
    correct_save "Lưu" "Save";
    correct_change "Quay lại sửa tiếp" "Go back and change it";
    correct_done "Đã sửa. Các máy của câu lạc bộ nhận được khi có mạng." "Corrected. The club's phones get it when they have signal.";
    correct_done_disputed "Đã lưu. Trong lúc đó có người ghi khác vào cùng một mục: cả hai điều còn đây, chọn một." "Saved. Meanwhile somebody entered something else in the same place: both are kept, choose one.";
    correct_missing_name "Ghi tên câu lạc bộ." "Enter the club's name.";
    correct_too_long "Dài quá. Ghi ngắn lại." "This is too long. Make it shorter.";
    correct_not_a_day "Ngày chưa đúng. Ghi như 21/11/2026." "This is not a day. Write it as 21/11/2026.";
    correct_not_a_day_of_month "Ngày sinh hoạt là số từ 1 đến 31." "The day of the meeting is a number from 1 to 31.";
    correct_not_a_phone "Số điện thoại chưa đúng." "This is not a telephone number.";
    correct_not_a_choice "Chọn một tình trạng trong danh sách." "Choose a status from the list.";
}

impl Words {
    /// What to do about what was typed.
    pub(crate) fn entry_problem(self, problem: EntryProblem) -> &'static str {
        match problem {
            EntryProblem::Missing => self.correct_missing_name(),
            EntryProblem::TooLong => self.correct_too_long(),
            EntryProblem::NotADay => self.correct_not_a_day(),
            EntryProblem::NotADayOfMonth => self.correct_not_a_day_of_month(),
            EntryProblem::NotAPhone => self.correct_not_a_phone(),
            EntryProblem::NotAChoice => self.correct_not_a_choice(),
        }
    }
}
