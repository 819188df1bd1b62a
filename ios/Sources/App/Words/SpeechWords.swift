// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Nói thay cho gõ | Speak instead of typing
    static var speechBegin: String { text("speech_begin") }

    /// Nói xong | Done speaking
    static var speechEnd: String { text("speech_end") }

    /// Đang nghe | Listening
    static var speechListens: String { text("speech_listens") }

    /// Cứ nói, máy tự viết thành chữ. | Speak: the phone writes it down.
    static var speechSpeak: String { text("speech_speak") }

    /// Cho Sổ CLB nghe tiếng nói? | Let Clubbook listen?
    static var speechAsk: String { text("speech_ask") }

    /// Lời nói thành chữ ngay trong máy này. Tiếng nói không gửi đ… | What is said becomes words on this phone. The voice is sent…
    static var speechAskWhy: String { text("speech_ask_why") }

    /// Cho nghe | Let it listen
    static var speechAskAct: String { text("speech_ask_act") }

    /// Không, gõ chữ | No, type
    static var speechAskKeep: String { text("speech_ask_keep") }

    /// Chưa nghe được gì. Bấm nút trên để nói lại. | Nothing was heard yet. Tap the button above to speak again.
    static var speechNothing: String { text("speech_nothing") }

    /// Chưa được phép nghe. Ghi chú vẫn gõ được. Muốn nói thì mở C… | Clubbook may not listen. The note can be typed. To speak, o…
    static var speechNotAllowed: String { text("speech_not_allowed") }

    /// Máy này chưa tự viết được lời nói tiếng Việt. Ghi chú vẫn g… | This phone cannot write down spoken English by itself. The…
    static var speechNotThisPhone: String { text("speech_not_this_phone") }

    /// Lúc này máy chưa nghe được. Những gì đã ghi vẫn còn. Gõ bằn… | The phone cannot listen just now. What was written is kept.…
    static var speechNotNow: String { text("speech_not_now") }
}
