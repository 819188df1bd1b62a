// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Sổ CLB | Sổ CLB
    static var appName: String { text("app_name") }

    /// Quay lại | Back
    static var back: String { text("back") }

    /// Xóa chữ đã gõ | Clear what was typed
    static var clearSearch: String { text("clear_search") }

    /// Xóa | Erase
    static var lastDigitOff: String { text("last_digit_off") }

    /// Đã bấm %1$lld trên %2$lld số | Digits entered: %1$lld of %2$lld
    static func digitsEntered(_ a: Int, _ b: Int) -> String { text("digits_entered", a, b) }

    /// %1$lld trên %2$lld | %1$lld of %2$lld
    static func countOf(_ a: Int, _ b: Int) -> String { text("count_of", a, b) }

    /// Tiếng và cỡ chữ | Language and text size
    static var appearanceTitle: String { text("appearance_title") }

    /// Tiếng | Language
    static var appearanceLanguage: String { text("appearance_language") }

    /// Cỡ chữ | Text size
    static var appearanceTextSize: String { text("appearance_text_size") }

    /// Như của máy | As on this phone
    static var textSizePhone: String { text("text_size_phone") }

    /// To hơn | Larger
    static var textSizeLarge: String { text("text_size_large") }

    /// To nhất | Largest
    static var textSizeLargest: String { text("text_size_largest") }

    /// Bà Lan, 70 tuổi, sáng nay có đi sinh hoạt. | Mrs Lan, aged 70, came to the meeting this morning.
    static var appearanceSample: String { text("appearance_sample") }
}
