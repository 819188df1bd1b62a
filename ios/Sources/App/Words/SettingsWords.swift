// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Cài đặt | Settings
    static var settingsTitle: String { text("settings_title") }

    /// Đang cầm máy: %1$@ | Holds the phone: %1$@
    static func settingsMe(_ a: String) -> String { text("settings_me", a) }

    /// Đổi người cầm máy | Hand the phone over
    static var settingsSwitch: String { text("settings_switch") }

    /// Giấy phép phần mềm | Software licences
    static var settingsLicences: String { text("settings_licences") }

    /// Sổ CLB được làm từ những phần mềm này. Bấm vào một tên để đ… | Clubbook is made of these works. Tap a name to read its lic…
    static var settingsLicencesWhat: String { text("settings_licences_what") }

    /// bản %1$@ | version %1$@
    static func settingsLicenceVersion(_ a: String) -> String { text("settings_licence_version", a) }

    /// Giấy phép | Licence
    static var settingsLicenceTitle: String { text("settings_licence_title") }

    /// Giấy phép viết bằng tiếng Anh, đúng như tác giả viết. | As the authors wrote it.
    static var settingsLicenceWords: String { text("settings_licence_words") }

    /// Tập thử | Practise
    static var settingsPractise: String { text("settings_practise") }

    /// Đang tập thử: những gì ghi ở đây không gửi đi đâu. | This is for practice: nothing recorded here is sent anywher…
    static var settingsPractises: String { text("settings_practises") }

    /// Thôi tập | End the practice
    static var settingsEndPractice: String { text("settings_end_practice") }

    /// Xóa Sổ CLB khỏi máy này | Erase Clubbook from this phone
    static var settingsErase: String { text("settings_erase") }

    /// Xóa Sổ CLB khỏi máy này? | Erase Clubbook from this phone?
    static var settingsEraseQuestion: String { text("settings_erase_question") }

    /// Xóa khỏi máy này | Erase it
    static var settingsEraseAct: String { text("settings_erase_act") }

    /// Giữ lại | Keep it
    static var settingsEraseKeep: String { text("settings_erase_keep") }

    /// Chưa xóa gì. | Nothing was erased.
    static var settingsNotErased: String { text("settings_not_erased") }

    /// Xem phần chưa gửi | See what is not sent
    static var settingsLookUnsent: String { text("settings_look_unsent") }

    /// Sổ CLB bản %1$@ | Clubbook %1$@
    static func settingsVersion(_ a: String) -> String { text("settings_version", a) }

    /// Máy không cho xóa. Sổ vẫn còn nguyên trong máy. Tắt máy, bậ… | The phone did not let go of the books. They are on it as th…
    static var settingsEraseRefused: String { text("settings_erase_refused") }
}
