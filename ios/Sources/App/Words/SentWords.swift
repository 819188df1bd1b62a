// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Đã gửi chưa? | Sent or not?
    static var sentTitle: String { text("sent_title") }

    /// Gửi ngay | Send now
    static var sentNow: String { text("sent_now") }

    /// Đang gửi và nhận. | Sending and receiving.
    static var sentSending: String { text("sent_sending") }

    /// Đang gửi và nhận: đã gửi %1$lld, đã nhận %2$lld. | Sending and receiving. Sent: %1$lld. Received: %2$lld.
    static func sentSoFar(_ a: Int, _ b: Int) -> String { text("sent_so_far", a, b) }

    /// Đang chờ gửi | Waiting to be sent
    static var sentWaiting: String { text("sent_waiting") }

    /// Xem cả danh sách: %1$lld | See the whole list: %1$lld
    static func sentAllWaiting(_ a: Int) -> String { text("sent_all_waiting", a) }

    /// Chờ xem lại | Put aside
    static var sentPutAside: String { text("sent_put_aside") }

    /// Cán bộ không nhận | Not taken by an officer
    static var sentRefused: String { text("sent_refused") }

    /// Đã rõ | Understood
    static var sentUnderstood: String { text("sent_understood") }

    /// Đã rõ: %1$@ | Understood: %1$@
    static func sentUnderstoodWhat(_ a: String) -> String { text("sent_understood_what", a) }

    /// Những lần gửi và nhận gần đây | The last times it sent and received
    static var sentExchanges: String { text("sent_exchanges") }

    /// Xem những lần trước | See earlier ones
    static var sentAllExchanges: String { text("sent_all_exchanges") }

    /// Gọi %1$@ | Call %1$@
    static func sentCall(_ a: String) -> String { text("sent_call", a) }

    /// Máy có trục trặc thì gửi tệp này cho cán bộ. Trong tệp khôn… | If something is wrong with the phone, send this file to an…
    static var sentDiagnosticsWhat: String { text("sent_diagnostics_what") }

    /// Gửi tệp chẩn đoán | Send a diagnostic file
    static var sentDiagnostics: String { text("sent_diagnostics") }

    /// Nhắc việc | Reminders
    static var sentReminders: String { text("sent_reminders") }
}
