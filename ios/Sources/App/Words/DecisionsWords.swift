// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Cần xem lại | To look at
    static var decisionsTitle: String { text("decisions_title") }

    /// Không có gì cần xem lại. Mọi người ghi giống nhau. | Nothing to look at. Everybody wrote the same.
    static var decisionsNone: String { text("decisions_none") }

    /// Thử lại | Try again
    static var decisionsTryAgain: String { text("decisions_try_again") }

    /// Hai người ghi khác nhau: %1$@ | Two people wrote different things: %1$@
    static func decisionsValuesOf(_ a: String) -> String { text("decisions_values_of", a) }

    /// %1$@ và %2$@ | %1$@ and %2$@
    static func decisionsTwo(_ a: String, _ b: String) -> String { text("decisions_two", a, b) }

    /// Có phải trùng người? %1$@ | The same person? %1$@
    static func decisionsTwiceOf(_ a: String) -> String { text("decisions_twice_of", a) }

    /// Hai người ghi khác nhau | Two people wrote different things
    static var decisionsValuesTitle: String { text("decisions_values_title") }

    /// Bấm vào cái đúng | Tap the right one
    static var decisionsWhich: String { text("decisions_which") }

    /// (để trống) | (empty)
    static var decisionsBlank: String { text("decisions_blank") }

    /// Giữ %1$@ thay vào | Keep %1$@ instead
    static func decisionsKeepInstead(_ a: String) -> String { text("decisions_keep_instead", a) }

    /// Hai người trả lời khác nhau: có phải trùng người? | Answered differently: is it the same person twice?
    static var decisionsDisputedOf: String { text("decisions_disputed_of") }

    /// Hai người trả lời khác nhau | Two people answered differently
    static var decisionsDisputedTitle: String { text("decisions_disputed_title") }

    /// Để sau | Later
    static var decisionsLater: String { text("decisions_later") }

    /// Mục mới, cần cập nhật Sổ CLB rồi mới chọn được. Cả hai vẫn… | A new entry: update the app to choose. Both are kept.
    static var decisionsNewer: String { text("decisions_newer") }

    /// Có phải trùng người? | The same person?
    static var decisionsTwiceTitle: String { text("decisions_twice_title") }

    /// Thấy giống: %1$@. | They are alike: %1$@.
    static func decisionsWhy(_ a: String) -> String { text("decisions_why", a) }

    /// sinh %1$@ | born %1$@
    static func decisionsBorn(_ a: String) -> String { text("decisions_born", a) }

    /// Cùng một người | The same person
    static var decisionsOne: String { text("decisions_one") }

    /// Hai người khác nhau | Two people
    static var decisionsNotOne: String { text("decisions_not_one") }

    /// Cùng một người thì đếm là một; hai mục vẫn giữ đủ. Chưa chắ… | The same person counts once; both records are kept whole. I…
    static var decisionsOneExplained: String { text("decisions_one_explained") }

    /// Đã giữ %1$@ của %2$@: %3$@. Bỏ: %4$@. Bấm nhầm? | Kept %1$@ of %2$@: %3$@. Dropped: %4$@. A slip?
    static func decisionsSettled(_ a: String, _ b: String, _ c: String, _ d: String) -> String { text("decisions_settled", a, b, c, d) }

    /// Mở thẻ | Open the card
    static var decisionsOpenCard: String { text("decisions_open_card") }

    /// Bỏ nối | Undo
    static var decisionsUnlink: String { text("decisions_unlink") }

    /// Sửa thành cùng một người | Change to the same person
    static var decisionsLink: String { text("decisions_link") }
}
