// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Điểm danh | Call the roll
    static var todayRoll: String { text("today_roll") }

    /// Điểm danh tiếp | Go on with the roll
    static var todayRollGoOn: String { text("today_roll_go_on") }

    /// Thành viên | Members
    static var todayMembers: String { text("today_members") }

    /// Ghi lần thăm khác | Record another visit
    static var todayVisit: String { text("today_visit") }

    /// Đã gửi chưa? | Sent or not?
    static var todaySent: String { text("today_sent") }

    /// Xem vì sao | See why
    static var todaySentWhy: String { text("today_sent_why") }

    /// Cần xem lại | To look at
    static var todayDecisions: String { text("today_decisions") }

    /// Cài đặt | Settings
    static var todaySettings: String { text("today_settings") }

    /// Đổi người cầm máy | Hand the phone over
    static var todayUsers: String { text("today_users") }

    /// Gọi người giúp | Call for help
    static var todayHelp: String { text("today_help") }

    /// Gọi %1$@ | Call %1$@
    static func todayHelpWho(_ a: String) -> String { text("today_help_who", a) }

    /// Đến thăm | Visits
    static var todayVisits: String { text("today_visits") }

    /// Sinh nhật | Birthdays
    static var todayBirthdays: String { text("today_birthdays") }

    /// Việc cần lo | To act on
    static var todayFollowUps: String { text("today_follow_ups") }

    /// Vắng nhiều buổi | Missed meetings
    static var todayAbsent: String { text("today_absent") }

    /// Mừng thọ | Long lives
    static var todayLongevity: String { text("today_longevity") }

    /// Chưa hỏi ý kiến | Not asked yet
    static var todayConsents: String { text("today_consents") }

    /// Còn thêm: %1$lld | More of them: %1$lld
    static func todayMore(_ a: Int) -> String { text("today_more", a) }

    /// Thử lại | Try again
    static var todayAgain: String { text("today_again") }

    /// Đang mở sổ… | Opening the book…
    static var todayLoading: String { text("today_loading") }
}
