// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Ai đang cầm máy? | Who is holding the phone?
    static var usersTitle: String { text("users_title") }

    /// Khóa sổ lại | Lock the book
    static var usersLeave: String { text("users_leave") }

    /// Bấm bốn số của mã số riêng. | Enter the four digits of your PIN.
    static var usersEnterPin: String { text("users_enter_pin") }

    /// Quên mã số | I forgot it
    static var usersForgotten: String { text("users_forgotten") }

    /// Nhờ chủ nhiệm hoặc phó chủ nhiệm: bấm tên mình trên máy này… | Ask the head or the deputy of the club: on this phone they…
    static var usersForgottenHow: String { text("users_forgotten_how") }

    /// Máy này chỉ có một người dùng nên không ai đặt lại mã số đư… | This phone has one user only, so nobody can set a new PIN o…
    static var usersForgottenAlone: String { text("users_forgotten_alone") }

    /// Những người dùng máy này | People of this phone
    static var usersOfPhone: String { text("users_of_phone") }

    /// Đang cầm máy | Holds the phone now
    static var usersHoldsIt: String { text("users_holds_it") }

    /// Có mã số riêng | Has a PIN
    static var usersHasPin: String { text("users_has_pin") }

    /// Chưa có mã số riêng | No PIN yet
    static var usersHasNoPin: String { text("users_has_no_pin") }

    /// Thêm người dùng | Add somebody
    static var usersAdd: String { text("users_add") }

    /// Thêm ai vào máy này? | Who is to be added?
    static var usersAddWhom: String { text("users_add_whom") }

    /// Không còn ai có việc trong câu lạc bộ mà chưa dùng máy này.… | Everybody with a task in the club uses this phone already.…
    static var usersNobodyToAdd: String { text("users_nobody_to_add") }

    /// Đã thêm %1$@ vào máy này. | %1$@ can use this phone now.
    static func usersAdded(_ a: String) -> String { text("users_added", a) }

    /// Đã bỏ %1$@ khỏi máy này. Những gì đã ghi vẫn còn trong sổ. | %1$@ no longer uses this phone. What they recorded stays in…
    static func usersRemoved(_ a: String) -> String { text("users_removed", a) }

    /// Đã đặt mã số mới cho %1$@. | %1$@ has a new PIN.
    static func usersPinChanged(_ a: String) -> String { text("users_pin_changed", a) }

    /// Quên mã số, đặt mã mới | Forgot the PIN: choose another
    static var usersForgotPin: String { text("users_forgot_pin") }

    /// Bỏ khỏi máy này | Take off this phone
    static var usersRemove: String { text("users_remove") }

    /// Bỏ %1$@ khỏi máy này? | Take %1$@ off this phone?
    static func usersRemoveQuestion(_ a: String) -> String { text("users_remove_question", a) }

    /// Những gì đã ghi vẫn còn trong sổ. Muốn dùng lại thì thêm lạ… | What they recorded stays in the book. They can be added aga…
    static var usersRemoveDetail: String { text("users_remove_detail") }

    /// Giữ lại | Keep
    static var usersKeep: String { text("users_keep") }

    /// Chọn mã số riêng | Choose a PIN
    static var usersChoosesPin: String { text("users_chooses_pin") }

    /// Đưa máy cho %1$@. Bấm bốn số mà người khác khó đoán. | Hand the phone to %1$@. Enter four digits that others will…
    static func usersHandOver(_ a: String) -> String { text("users_hand_over", a) }

    /// Bấm lại bốn số đó một lần nữa. | Enter the same four digits again.
    static var usersPinAgain: String { text("users_pin_again") }

    /// Hai lần bấm khác nhau. Chưa đổi gì. Bấm lại từ đầu. | The two were different. Nothing was changed. Begin again.
    static var usersPinDifferent: String { text("users_pin_different") }

    /// Mã số riêng | Your PIN
    static var usersOwnPin: String { text("users_own_pin") }

    /// Chưa có mã số riêng. Máy chỉ một người dùng thì không cần.… | There is no PIN yet. Where one person uses the phone none i…
    static var usersOwnPinChoose: String { text("users_own_pin_choose") }

    /// Đang có mã số riêng. Muốn đổi thì bấm bốn số mới. | There is a PIN. To change it, enter four new digits.
    static var usersOwnPinChange: String { text("users_own_pin_change") }

    /// Bỏ mã số riêng | Remove the PIN
    static var usersOwnPinRemove: String { text("users_own_pin_remove") }

    /// Đã đặt mã số riêng. | The PIN is set.
    static var usersPinChosen: String { text("users_pin_chosen") }

    /// Đã bỏ mã số riêng. | The PIN is removed.
    static var usersPinRemoved: String { text("users_pin_removed") }
}
