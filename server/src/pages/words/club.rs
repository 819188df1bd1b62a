//! The words of a club's page.

use clubbook_model::vocabulary::Language;

use super::Words;
use crate::admin::club_sheet::Span;
use crate::pages::format;

words! {
    CLUB:
    club_back "Về danh sách câu lạc bộ" "Back to the list of clubs";
    club_figures_only "Trang này chỉ có số liệu. Tên người chỉ xem được khi có việc cần, và lần xem nào cũng ghi lại." "This page has figures only. Names can be seen only for a purpose, and each look is written down.";
    club_no_phone_yet "chưa máy nào gửi" "no phone has sent yet";
    club_facts "Câu lạc bộ" "The club";
    club_not_recorded "chưa ghi" "not recorded";
    club_codes "Cấp mã kết nối máy" "Make a code to connect a phone";

    people_title "Thành viên" "Members";
    people_women "Phụ nữ" "Women";
    people_older "Từ đủ 60 tuổi" "60 and over";
    people_none "Chưa ghi thành viên nào." "No members are recorded yet.";
    people_age "Tuổi" "Age";
    people_sure "Số người" "People";
    people_perhaps "Có thể thêm" "Perhaps more";
    people_age_note "Tuổi tính tròn năm, đến ngày xem. Người chỉ biết năm sinh mà có thể chưa tới sinh nhật thì đếm ở cột “Có thể thêm”, ở cả hai nhóm tuổi." "Age in completed years on the day of the figures. People whose papers say the year alone, and who may not have had their birthday yet, are counted under “Perhaps more” in both bands.";
    people_sex_unknown "Chưa ghi nam, nữ" "Sex not recorded";
    people_birth_unknown "Chưa ghi năm sinh" "Year of birth not recorded";
    people_year_only "Chỉ biết năm hoặc tháng sinh" "Only the year or month of birth is known";

    hardship_title "Hoàn cảnh" "Circumstances";
    hardship_note "Chỉ đếm người đã đồng ý cho ghi hoàn cảnh. Số thật có thể cao hơn." "Only people who agreed that their circumstances are recorded are counted. The true figures may be higher.";
    hardship_nobody "Chưa ai đồng ý cho ghi hoàn cảnh, nên không có số." "Nobody has agreed yet that circumstances are recorded, so there are no figures.";
    hardship_agreed "Đã đồng ý cho ghi" "Agreed";
    hardship_poor "Hộ nghèo" "Poor household";
    hardship_near_poor "Hộ cận nghèo" "Near-poor household";
    hardship_alone "Sống một mình" "Living alone";

    meetings_title "Sinh hoạt 12 tháng qua" "Meetings of the last 12 months";
    meetings_month "Tháng" "Month";
    meetings_held "Buổi sinh hoạt" "Meeting";
    meetings_present "Có mặt" "Present";
    meetings_nothing "chưa ghi buổi nào" "nothing recorded";

    visits_title "Thăm tại nhà 12 tháng qua" "Home visits of the last 12 months";
    visits_count "Lần thăm" "Visits";
    visits_people "Người được thăm" "People visited";
    visits_note "Hai người ghi cùng một lần thăm thì đếm một lần." "A visit that two people wrote down counts once.";

    due_title "Việc đang chờ" "What is due";
    due_cases "Người được chăm sóc tại nhà" "People cared for at home";
    due_overdue "Quá hẹn thăm" "Visit overdue";
    due_never "Chưa thăm lần nào" "Not visited yet";
    due_no_rhythm "Chưa đặt mấy ngày thăm một lần" "No rhythm of visits set";
    due_alone "Sống một mình, tháng này chưa ai đến thăm" "Living alone, not visited this month";
    due_nobody_alone "Chưa ghi ai sống một mình, hoặc chưa ai đồng ý cho ghi." "Nobody is recorded as living alone, or nobody has agreed to it.";
    due_rule "Quá hẹn: lần thăm cuối cộng số ngày đã đặt là trước hôm nay." "Overdue: the last visit plus the days that were set is before today.";

    phones_title "Điện thoại của câu lạc bộ" "The club's phones";
    phones_good "Đang dùng" "In use";
    phones_lately "Có gửi trong 7 ngày qua" "Sent within 7 days";
    phones_never "Chưa gửi lần nào" "Have not sent yet";
    phones_held_back "Bị giữ lại" "Held back";
    phones_stopped "Đã ngừng dùng" "Stopped";

    board_title "Ban Chủ nhiệm" "The board";
    board_head "Chủ nhiệm" "Head";
    board_deputy "Phó chủ nhiệm" "Deputy head";
    board_secretary "Thư ký hoặc kế toán" "Secretary or bookkeeper";
    board_cashier "Thủ quỹ" "Cashier";
    board_vacant "chưa có ai" "vacant";

    waiting_title "Chờ xem lại" "Waiting for review";
    waiting_none "Không có mục nào chờ." "Nothing waits.";
}

impl Words {
    /// "từ 60 đến 69", "từ 90".
    pub(crate) fn ages(self, from: i32, to: Option<i32>) -> String {
        match (self.0, from, to) {
            (Language::Vi, 0, Some(to)) => format!("dưới {to}"),
            (Language::Vi, _, Some(to)) => format!("{from} đến {}", to - 1),
            (Language::Vi, _, None) => format!("từ {from}"),
            (Language::En, 0, Some(to)) => format!("under {to}"),
            (Language::En, _, Some(to)) => format!("{from} to {}", to - 1),
            (Language::En, _, None) => format!("{from} and over"),
        }
    }

    /// "43 trên 62 người, tức 69,4 %": never a share without its counts, and none of nobody.
    pub(crate) fn share(self, part: u64, whole: u64) -> String {
        let (counts, share) =
            ((format::number(part, self.0), format::number(whole, self.0)), format::percent(part, whole, self.0));
        let (part, all) = counts;
        match share {
            Some(share) => self.pick(format!("{part} trên {all}, tức {share}"), format!("{part} of {all}, or {share}")),
            None => part,
        }
    }

    /// Beside a share: so many more, perhaps.
    pub(crate) fn perhaps_more(self, span: Span) -> Option<String> {
        let number = format::number(span.perhaps, self.0);
        (span.perhaps > 0).then(|| {
            self.pick(
                format!("có thể thêm {number} người chỉ biết năm sinh"),
                format!("perhaps {number} more, of whom only the year is known"),
            )
        })
    }

    /// "ngày 5".
    pub(crate) fn day_of_month(self, day: i64) -> String {
        self.pick(format!("ngày {day}"), format!("day {day}"))
    }

    /// "2 lần ghi sau khi chốt".
    pub(crate) fn late_marks(self, count: u64) -> String {
        let number = format::number(count, self.0);
        self.pick(format!("{number} người ghi sau khi chốt"), format!("{number} marked after closing"))
    }

    /// "11/2026".
    pub(crate) fn month(self, year: i32, month: u32) -> String {
        format!("{month:02}/{year}")
    }
}
