// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Cân và đo | Weigh and measure
    static var weighTitle: String { text("weigh_title") }

    /// đã đo | measured
    static var weighMeasured: String { text("weigh_measured") }

    /// Tìm tên | Find a name
    static var weighSearch: String { text("weigh_search") }

    /// Chưa có ai trong danh sách. Thêm thành viên vào sổ trước. | Nobody is in the list yet. Add members to the book first.
    static var weighNobody: String { text("weigh_nobody") }

    /// Không thấy tên này trong danh sách. Gõ lại ngắn hơn, hoặc x… | This name is not in the list. Type less of it, or clear wha…
    static var weighNotFound: String { text("weigh_not_found") }

    /// Đã lưu %1$@: %2$@. Gõ nhầm? | Saved, %1$@: %2$@. A slip?
    static func weighSaved(_ a: String, _ b: String) -> String { text("weigh_saved", a, b) }

    /// Sửa | Correct it
    static var weighCorrect: String { text("weigh_correct") }

    /// Bỏ ghi | Drop
    static var weighTakeBack: String { text("weigh_take_back") }

    /// Đã bỏ số vừa ghi của %1$@. Số trước đó, nếu có, vẫn giữ. | The numbers just recorded for %1$@ were dropped. Earlier on…
    static func weighTakenBack(_ a: String) -> String { text("weigh_taken_back", a) }

    /// Lưu, người tiếp theo | Save, next person
    static var weighNext: String { text("weigh_next") }

    /// Buổi này đã đo rồi. Số ghi bây giờ thay số cũ; ô để trống t… | Measured at this meeting already. What is typed now takes t…
    static var weighReplaces: String { text("weigh_replaces") }

    /// Số đo của %1$@ | Readings of %1$@
    static func weighAlarmTitle(_ a: String) -> String { text("weigh_alarm_title", a) }

    /// Đã rõ, người tiếp theo | Understood, next person
    static var weighAlarmRead: String { text("weigh_alarm_read") }

    /// Đã lưu: %1$@. | Saved: %1$@.
    static func weighAlarmSaved(_ a: String) -> String { text("weigh_alarm_saved", a) }
}
