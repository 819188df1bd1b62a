// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Điểm danh | Roll call
    static var rollTitle: String { text("roll_title") }

    /// có mặt | present
    static var rollPresent: String { text("roll_present") }

    /// Tìm tên | Look for a name
    static var rollSearch: String { text("roll_search") }

    /// Xếp theo | Order
    static var rollOrder: String { text("roll_order") }

    /// Số trong sổ | Register
    static var rollOrderRegister: String { text("roll_order_register") }

    /// Tên | Name
    static var rollOrderName: String { text("roll_order_name") }

    /// sinh năm %1$lld | born in %1$lld
    static func rollBorn(_ a: Int) -> String { text("roll_born", a) }

    /// Ghi khác cho %1$@ | Another mark for %1$@
    static func rollOther(_ a: String) -> String { text("roll_other", a) }

    /// %1$@ thế nào? | How is %1$@?
    static func rollMarkOf(_ a: String) -> String { text("roll_mark_of", a) }

    /// Có mặt | Present
    static var rollMarkPresent: String { text("roll_mark_present") }

    /// Đến trễ | Late
    static var rollMarkLate: String { text("roll_mark_late") }

    /// Vắng có lý do | Excused
    static var rollMarkExcused: String { text("roll_mark_excused") }

    /// Vắng | Absent
    static var rollMarkAbsent: String { text("roll_mark_absent") }

    /// Bỏ ghi | Not marked
    static var rollMarkUnset: String { text("roll_mark_unset") }

    /// Để như cũ | Leave as it is
    static var rollKeep: String { text("roll_keep") }

    /// Bỏ ghi | Undo
    static var rollTakeBack: String { text("roll_take_back") }

    /// Thêm khách | Add a guest
    static var rollAddGuest: String { text("roll_add_guest") }

    /// Tên khách | Name of the guest
    static var rollGuestName: String { text("roll_guest_name") }

    /// Ghi khách này | Note this guest
    static var rollGuestIn: String { text("roll_guest_in") }

    /// Khách: %1$@ | Guests: %1$@
    static func rollGuests(_ a: String) -> String { text("roll_guests", a) }

    /// Bỏ khách: %1$@ | Take guest off: %1$@
    static func rollGuestOut(_ a: String) -> String { text("roll_guest_out", a) }

    /// Bỏ khách %1$@ khỏi buổi này? | Take %1$@ off this meeting?
    static func rollGuestOutQuestion(_ a: String) -> String { text("roll_guest_out_question", a) }

    /// Ghi lại được bằng nút Thêm khách. | Add guest writes the name down again.
    static var rollGuestOutDetail: String { text("roll_guest_out_detail") }

    /// Bỏ khách này | Take this guest off
    static var rollGuestOutAct: String { text("roll_guest_out_act") }

    /// Giữ lại | Keep
    static var rollGuestKeep: String { text("roll_guest_keep") }

    /// Thêm thành viên mới | Add a new member
    static var rollNewMember: String { text("roll_new_member") }

    /// Cân và đo | Weigh and measure
    static var rollWeigh: String { text("roll_weigh") }

    /// Chốt buổi sinh hoạt | Close the meeting
    static var rollClose: String { text("roll_close") }

    /// Đếm người | Count heads
    static var rollHeadsTitle: String { text("roll_heads_title") }

    /// Trong buổi có bao nhiêu người? | How many people are in the room?
    static var rollHeadsQuestion: String { text("roll_heads_question") }

    /// Số người đếm được | Heads counted
    static var rollHeads: String { text("roll_heads") }

    /// người | people
    static var rollHeadsUnit: String { text("roll_heads_unit") }

    /// Số người máy đã ghi có mặt: %1$lld | Marked as present: %1$lld
    static func rollHeadsMarked(_ a: Int) -> String { text("roll_heads_marked", a) }

    /// Tiếp | Go on
    static var rollHeadsGoOn: String { text("roll_heads_go_on") }

    /// Không đếm | Do not count
    static var rollHeadsSkip: String { text("roll_heads_skip") }

    /// Người chưa ghi | Not marked yet
    static var rollAskingTitle: String { text("roll_asking_title") }

    /// Số người còn chưa hỏi: %1$lld | Left to ask about: %1$lld
    static func rollAskingLeft(_ a: Int) -> String { text("roll_asking_left", a) }

    /// Đã hỏi hết. Chốt được rồi. | Everybody is answered for. It can be closed.
    static var rollAskingDone: String { text("roll_asking_done") }

    /// Quay lại người trước | Back to the one before
    static var rollOneBack: String { text("roll_one_back") }

    /// Mở lại để sửa | Open again to correct
    static var rollReopen: String { text("roll_reopen") }

    /// Không thấy ai tên này trong buổi. | Nobody of this name is on the roll.
    static var rollNobodyFound: String { text("roll_nobody_found") }

    /// Sổ chưa có thành viên nào. Thêm thành viên trước. | The book has no members yet. Add some first.
    static var rollEmpty: String { text("roll_empty") }

    /// Đúng, mở | Yes, open it
    static var rollOpenAllTheSame: String { text("roll_open_all_the_same") }

    /// Hôm nay câu lạc bộ có sinh hoạt không? | Does the club meet today?
    static var rollTodayQuestion: String { text("roll_today_question") }

    /// Có, điểm danh hôm nay | Yes, call the roll today
    static var rollTodayYes: String { text("roll_today_yes") }

    /// Thôi | Not now
    static var rollNotNow: String { text("roll_not_now") }
}
