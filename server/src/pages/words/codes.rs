//! The words of enrolment codes.

use clubbook_model::vocabulary::Language;

use super::Words;

words! {
    CODES:
    codes_title "Mã kết nối máy" "Codes to connect a phone";
    codes_lead "Mã có tám chữ số, cho một người, dùng một lần, trong 7 ngày. Đọc cho người ấy nghe, hoặc in giấy mời." "A code has eight digits. It is for one person, works once, within 7 days. Read it out, or print the invitation.";
    codes_person "Cấp mã cho ai" "Who gets the code";
    codes_choose_one "Chọn một người" "Choose somebody";
    codes_hint "Chỉ người đang có nhiệm vụ trong câu lạc bộ." "Only people with a task in the club.";
    codes_issue "Cấp mã" "Make the code";
    codes_choose "Chọn người được cấp mã." "Choose who gets the code.";
    codes_not_now "Người này không còn nhiệm vụ, hoặc đã bị ngừng dùng Sổ CLB. Chọn người khác." "This person has no task any more, or may not use Clubbook. Choose somebody else.";
    codes_nobody_title "Chưa ai có nhiệm vụ" "Nobody has a task yet";
    codes_nobody "Câu lạc bộ chưa ghi ai làm chủ nhiệm hay nhiệm vụ khác, nên chưa cấp mã được." "The club has nobody recorded as head or with another task, so no code can be made.";
    codes_open_title "Mã đang chờ dùng" "Codes that wait to be used";
    codes_none_open "Không có mã nào đang chờ." "No code is waiting.";
    codes_until "Dùng được đến" "Works until";
    codes_wrong "Gõ sai" "Wrong tries";
    codes_cancel "Hủy mã" "Cancel the code";
    codes_of "của" "of";
    codes_cancelled "Đã hủy mã. Không ai dùng mã ấy được nữa." "The code is cancelled. Nobody can use it any more.";
    codes_back "Về câu lạc bộ" "Back to the club";

    slip_title "Giấy mời kết nối máy:" "Invitation to connect a phone:";
    slip_once "Mã chỉ hiện lần này. Ra khỏi trang là không xem lại được; cần thì cấp mã mới." "The code is shown this once. After you leave this page it cannot be seen again; make a new one if needed.";
    slip_aloud "Đọc to:" "Read aloud:";
    slip_print_hint "Muốn in trang này: ở máy tính thì bấm Ctrl và P, ở điện thoại thì chọn In trong menu của trình duyệt." "To print this page, press Ctrl and P on a computer; on a phone, choose Print in the browser’s menu.";
    slip_scan "Hoặc đưa máy ảnh của điện thoại vào hình này:" "Or point the phone's camera at this picture:";
    slip_qr "Hình để quét bằng điện thoại, mở đúng trang kết nối" "Picture to scan with a phone, opens the page to connect";
    slip_no_address "Chưa in được hình để quét vì trung tâm chưa khai địa chỉ. Gõ mã bằng tay vẫn được." "There is no picture to scan, because the centre's address was not set. Typing the code works all the same.";
    slip_fingerprint "Dấu riêng của trung tâm" "The centre's fingerprint";
    slip_centre_name "Tên trung tâm hiện trên máy" "Name of the centre that the phone shows";
    slip_done "Xong" "Done";
}

impl Words {
    /// "2 trên 5 lần".
    pub(crate) fn codes_tries(self, tries: u64, most: u64) -> String {
        self.pick(format!("{tries} trên {most} lần"), format!("{tries} of {most}"))
    }

    /// Digits as they are read out, in two groups of four.
    pub(crate) fn digits_aloud(self, digits: &str) -> String {
        const VI: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
        const EN: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
        let names = match self.0 {
            Language::Vi => VI,
            Language::En => EN,
        };
        let name = |digit: char| digit.to_digit(10).and_then(|digit| names.get(digit as usize)).copied();
        let said: Vec<&str> = digits.chars().filter_map(name).collect();
        said.chunks(4).map(|group| group.join(" ")).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_out_in_groups_of_four() {
        assert_eq!(Words(Language::Vi).digits_aloud("10570942"), "một không năm bảy, không chín bốn hai");
        assert_eq!(Words(Language::En).digits_aloud("10570942"), "one zero five seven, zero nine four two");
    }
}
