//! The words of the pages, in Vietnamese and English side by side, so that neither can be forgotten.
//!
//! Reading level of primary school; the vocabulary of the domain itself comes from [`clubbook_model::vocabulary`].

use clubbook_model::vocabulary::Language;

/// The words in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Language);

impl Words {
    /// Chooses the half of a pair that is in this language.
    pub(crate) fn pick<T>(self, vi: T, en: T) -> T {
        match self.0 {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

/// Makes a function of each entry, and the list of all of them under a name for the tests.
macro_rules! words {
    ($all:ident: $($name:ident $vi:literal $en:literal;)+) => {
        impl $crate::pages::words::Words {
            $(#[doc = concat!($vi, " (", $en, ")")] pub(crate) fn $name(self) -> &'static str { self.pick($vi, $en) })+
        }

        /// Every entry of this list.
        #[cfg(test)]
        pub(super) const $all: &[(&str, &str, &str)] = &[$((stringify!($name), $vi, $en)),+];
    };
}

mod access;
mod club;
mod codes;
mod correct;
mod lists;
mod review;
mod second_step;

words! {
    COMMON:
    tag "vi" "en";
    product "Sổ CLB" "Clubbook";
    product_long "Sổ CLB: câu lạc bộ liên thế hệ tự giúp nhau" "Clubbook: intergenerational self-help clubs";
    skip "Tới phần chính" "Skip to the main part";
    other_language "English" "Tiếng Việt";
    other_tag "en" "vi";
    sections "Các phần" "Sections";
    error_title "Chưa được. Xem lại:" "Not yet. Please check:";
    error_prefix "Lỗi: " "Error: ";

    sign_in "Đăng nhập" "Sign in";
    sign_in_lead "Trang này dành cho cán bộ xã, phường và tỉnh." "This page is for officers of communes and provinces.";
    sign_in_help "Quên mật khẩu? Nhờ người quản trị trung tâm gửi liên kết đặt lại mật khẩu." "Forgotten the password? Ask whoever runs the centre for a link to set a new one.";
    sign_out "Đăng xuất" "Sign out";
    login "Tên đăng nhập" "User name";
    password "Mật khẩu" "Password";
    show_password "Hiện mật khẩu" "Show password";
    hide_password "Ẩn mật khẩu" "Hide password";
    wrong "Tên đăng nhập hoặc mật khẩu không đúng. Xem lại cả hai rồi thử lại." "The user name or the password is not right. Check both and try again.";
    enter_login "Điền tên đăng nhập." "Enter the user name.";
    enter_password "Điền mật khẩu." "Enter the password.";
    ready "Đã đặt mật khẩu. Giờ đăng nhập được." "The password is set. You can sign in now.";
    signed_out "Đã đăng xuất." "You are signed out.";
    ended "Đã tự đăng xuất vì 30 phút không dùng. Đăng nhập lại để xem tiếp." "You were signed out after 30 minutes without use. Sign in again to go on.";

    set_up "Đặt mật khẩu" "Set a password";
    set_up_lead "Liên kết này dùng được một lần, trong 24 giờ. Đặt xong thì đăng nhập bằng tên và mật khẩu." "This link works once, within 24 hours. After that, sign in with the name and the password.";
    name "Họ và tên" "Full name";
    enter_name "Điền họ và tên." "Enter the full name.";
    login_hint "Từ 3 đến 40 chữ: chữ không dấu, số, dấu chấm hoặc gạch ngang. Ví dụ: minh.tran" "3 to 40 characters: letters without accents, digits, dots or hyphens. For example: minh.tran";
    bad_login "Tên đăng nhập cần từ 3 đến 40 chữ không dấu, số, dấu chấm hoặc gạch ngang." "The user name needs 3 to 40 letters without accents, digits, dots or hyphens.";
    login_taken "Tên đăng nhập này đã có người dùng. Chọn tên khác." "Somebody has this user name already. Choose another one.";
    password_hint "Ít nhất 12 chữ. Một câu dài, dễ nhớ là tốt nhất." "At least 12 characters. A long sentence that you remember is best.";
    password_short "Mật khẩu cần ít nhất 12 chữ." "The password needs at least 12 characters.";
    password_long "Mật khẩu dài quá: nhiều nhất 200 chữ." "The password is too long: at most 200 characters.";
    password_simple "Mật khẩu dễ đoán quá: cần ít nhất 5 chữ khác nhau." "The password is too easy to guess: use at least 5 different characters.";
    password_like_login "Mật khẩu không được giống tên đăng nhập." "The password must not be like the user name.";
    repeat "Gõ lại mật khẩu" "Password once more";
    repeat_differs "Hai lần gõ mật khẩu không giống nhau. Gõ lại cả hai." "The two passwords differ. Type both again.";
    save_password "Lưu mật khẩu" "Save the password";
    link_dead_title "Liên kết này không dùng được nữa" "This link does not work any more";
    link_dead "Liên kết đã dùng rồi, hoặc đã quá 24 giờ. Nhờ người quản trị trung tâm gửi liên kết mới." "It was used already, or it is older than 24 hours. Ask whoever runs the centre for a new one.";

    clubs "Câu lạc bộ" "Clubs";
    all_units "Tất cả các xã, phường" "All communes and wards";
    filter_title "Tìm và xếp" "Find and sort";
    unit "Xã, phường" "Commune or ward";
    search "Tên hoặc số câu lạc bộ" "Name or number of the club";
    sort "Xếp theo" "Sort by";
    apply "Tìm" "Find";
    clear "Bỏ tìm, xem tất cả" "Clear, show all";
    sort_name "Tên câu lạc bộ" "Name of the club";
    sort_unit "Xã, phường" "Commune or ward";
    sort_members "Nhiều thành viên nhất" "Most members";
    sort_meeting "Lâu chưa sinh hoạt nhất" "Longest without a meeting";
    sort_visits "Ít lần thăm nhất" "Fewest visits";
    sort_heard "Máy lâu chưa gửi nhất" "Longest without word from a phone";
    sort_waiting "Nhiều mục chờ xem lại nhất" "Most waiting for review";

    club "Câu lạc bộ" "Club";
    number "Số" "No.";
    members "Thành viên" "Members";
    last_meeting "Buổi sinh hoạt gần nhất" "Last meeting";
    visits "Lần thăm tháng này" "Visits this month";
    phones "Máy" "Phones";
    waiting "Chờ xem lại" "Waiting for review";
    no_meeting "chưa có buổi nào" "none yet";
    no_roll "chưa điểm danh" "roll not called";
    no_phones "chưa có máy nào" "no phone yet";
    never_heard "chưa gửi lần nào" "not heard of yet";
    none_waiting "không có" "none";
    phone_held "bị giữ lại" "held back";
    phone_revoked "đã ngừng dùng" "stopped";
    phone_waiting "chờ xem lại" "waiting for review";
    phone_list "Từng máy" "Each phone";
    unknown_status "chưa ghi" "not recorded";

    everywhere "Tất cả các tỉnh" "All provinces";
    none_title "Chưa có câu lạc bộ nào" "No clubs yet";
    none_text "Khi có câu lạc bộ được lập trong đơn vị này, câu lạc bộ sẽ hiện ở đây." "When a club is set up in this unit, it appears here.";
    nothing_found_title "Không tìm thấy câu lạc bộ nào" "No club was found";
    nothing_found_text "Thử gõ ít chữ hơn, hoặc chọn tất cả các xã, phường." "Try fewer letters, or choose all communes and wards.";

    live_on "Trang tự cập nhật." "This page updates itself.";
    live_paused "Đang dừng: số liệu không tự đổi." "Paused: the figures do not change.";
    live_lost "Mất kết nối với trung tâm. Máy đang tự thử lại; số liệu có thể đã cũ." "No connection with the centre. Trying again; the figures may be out of date.";
    live_pause "Dừng tự cập nhật" "Stop updating";
    live_go_on "Tự cập nhật tiếp" "Go on updating";
    pages_label "Các trang" "Pages";
    previous "Trang trước" "Previous page";
    next "Trang sau" "Next page";

    enrol_title "Kết nối máy với câu lạc bộ" "Connect a phone with the club";
    enrol_lead "Trang này chỉ hướng dẫn. Mở trang không làm mất mã." "This page only shows the way. Opening it does not use up the code.";
    enrol_step_app "Cài ứng dụng Sổ CLB trên điện thoại. Chưa có thì nhờ cán bộ xã cài giúp." "Install the Clubbook app on the phone. If you do not have it, ask the commune officer for help.";
    enrol_get_app "Cài Sổ CLB" "Get Clubbook";
    enrol_open_in_app "Mở Sổ CLB với mã này" "Open Clubbook with this code";
    enrol_step_open "Mở Sổ CLB. Trang đầu có tên “Kết nối máy với câu lạc bộ”." "Open Clubbook. Its first page is called “Connect this phone with a club”.";
    enrol_step_type "Gõ ba dòng dưới đây, rồi bấm “Tiếp tục”." "Type the three lines below, then press “Go on”.";
    enrol_step_type_numbers "Gõ số của câu lạc bộ, mã tám chữ số dưới đây và địa chỉ trung tâm mà cán bộ cho, rồi bấm “Tiếp tục”." "Type the club's number, the code of eight digits below and the centre's address, which an officer knows, then press “Go on”.";
    enrol_step_check "Máy hiện tên và dấu riêng của trung tâm. Giống hết trên giấy mời thì bấm “Đúng, kết nối”. Khác thì bấm “Không đúng” và hỏi cán bộ." "The phone shows the centre's name and fingerprint. If both are as on the invitation, press “Yes, connect”. If not, press “No, it is not” and ask an officer.";
    enrol_centre "Địa chỉ trung tâm" "The centre's address";
    enrol_club "Số của câu lạc bộ" "The club's number";
    enrol_code "Mã tám chữ số" "The code of eight digits";
    enrol_limits "Mã dành cho một người, dùng một lần, trong 7 ngày. Không gửi mã cho người khác." "The code is for one person, works once, within 7 days. Do not pass it on.";
    enrol_bad_title "Liên kết này không đúng" "This link is not right";
    enrol_bad "Liên kết thiếu chữ hoặc sai. Mở lại liên kết trong tin nhắn, hoặc hỏi người đã gửi." "Part of the link is missing or wrong. Open it again from the message, or ask who sent it.";

    not_yours_title "Trang này không dành cho tài khoản của mình" "This page is not for your account";
    not_yours "Chỉ người phụ trách cả trung tâm mở được trang này. Cần xem thì hỏi người ấy." "Only whoever is in charge of the whole centre can open this page. Ask them if you need it.";
    not_found_title "Không có trang này" "There is no such page";
    not_found "Địa chỉ có thể gõ sai. Không có gì bị mất." "The address may be mistyped. Nothing is lost.";
    stale_form_title "Trang này mở đã lâu" "This page has been open too long";
    stale_form "Chưa lưu gì cả. Mở lại trang rồi làm lại." "Nothing was saved. Open the page again and repeat.";
    trouble_title "Trung tâm đang có trục trặc" "Something is wrong at the centre";
    trouble "Số liệu vẫn còn nguyên. Đợi một lát rồi mở lại trang." "The figures are safe. Wait a little and open the page again.";
    busy_title "Trung tâm đang bận" "The centre is busy";
    busy "Đợi một phút rồi thử lại." "Wait a minute and try again.";
    back_home "Về trang đầu" "To the first page";
}

impl Words {
    /// Too many wrong tries: how long to wait.
    pub(crate) fn locked(self, minutes: i64) -> String {
        match (self.0, minutes) {
            (Language::Vi, _) => format!("Đã sai nhiều lần. Đợi {minutes} phút rồi thử lại."),
            (Language::En, 1) => "Too many wrong tries. Wait 1 minute and try again.".to_owned(),
            (Language::En, _) => format!("Too many wrong tries. Wait {minutes} minutes and try again."),
        }
    }

    /// "6 câu lạc bộ".
    pub(crate) fn club_count(self, count: usize) -> String {
        let number = super::format::number(count as u64, self.0);
        match (self.0, count) {
            (Language::Vi, _) => format!("{number} câu lạc bộ"),
            (Language::En, 1) => format!("{number} club"),
            (Language::En, _) => format!("{number} clubs"),
        }
    }

    /// "3 trong 6 câu lạc bộ".
    pub(crate) fn clubs_of(self, shown: usize, all: usize) -> String {
        let (shown, all) = (super::format::number(shown as u64, self.0), super::format::number(all as u64, self.0));
        self.pick(format!("{shown} trong {all} câu lạc bộ"), format!("{shown} of {all} clubs"))
    }

    /// "58 trên 70 có mặt".
    pub(crate) fn attendance(self, present: u64, roll: u64) -> String {
        let (present, roll) = (super::format::number(present, self.0), super::format::number(roll, self.0));
        self.pick(format!("{present} trên {roll} có mặt"), format!("{present} of {roll} present"))
    }

    /// "2 máy".
    pub(crate) fn phone_count(self, count: u64) -> String {
        let number = super::format::number(count, self.0);
        match (self.0, count) {
            (Language::Vi, _) => format!("{number} máy"),
            (Language::En, 1) => format!("{number} phone"),
            (Language::En, _) => format!("{number} phones"),
        }
    }

    /// When the last word of a club's phones came: "gửi gần nhất: 3 ngày trước".
    pub(crate) fn last_word(self, when: &str) -> String {
        self.pick(format!("gửi gần nhất: {when}"), format!("last word: {when}"))
    }

    /// "Máy 1".
    pub(crate) fn phone(self, number: usize) -> String {
        self.pick(format!("Máy {number}"), format!("Phone {number}"))
    }

    /// Beside the visits: "2 lần không ai ở nhà".
    pub(crate) fn not_at_home_count(self, count: u64) -> String {
        let number = super::format::number(count, self.0);
        match self.0 {
            Language::Vi => format!("{number} lần không ai ở nhà"),
            Language::En => format!("{number} found nobody at home"),
        }
    }

    /// "3 mục" of a phone wait for review.
    pub(crate) fn waiting_count(self, count: u64) -> String {
        let number = super::format::number(count, self.0);
        match (self.0, count) {
            (Language::Vi, _) => format!("{number} mục"),
            (Language::En, 1) => format!("{number} record"),
            (Language::En, _) => format!("{number} records"),
        }
    }

    /// "Trang 2 trong 5".
    pub(crate) fn page_of(self, page: usize, pages: usize) -> String {
        self.pick(format!("Trang {page} trong {pages}"), format!("Page {page} of {pages}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
        let parts = [access::ACCESS, club::CLUB, codes::CODES, correct::CORRECT, lists::LISTS, review::REVIEW];
        parts.into_iter().chain([COMMON, second_step::SECOND_STEP]).flatten()
    }

    #[test]
    fn every_entry_is_there_in_both_languages() {
        for (name, vi, en) in all() {
            assert!(!vi.trim().is_empty() && !en.trim().is_empty(), "{name} is empty in one language");
        }
    }

    /// The words that `wording.md` forbids on what people see.
    #[test]
    fn no_word_that_people_would_not_understand() {
        for (name, vi, _) in all() {
            for never in ["đồng bộ", "cách ly", "thiết bị", "xung đột", "bản ghi", "check-in", "PIN"] {
                assert!(!vi.contains(never), "{name} says \"{never}\"");
            }
        }
    }
}
