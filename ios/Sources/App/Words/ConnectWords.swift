// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Kết nối máy với câu lạc bộ | Connect this phone with a club
    static var connectTitle: String { text("connect_title") }

    /// Có người gửi đường dẫn thì bấm vào đường dẫn đó. Không có đ… | If somebody sent a link, tap it. Without a link, type the t…
    static var connectHow: String { text("connect_how") }

    /// Số của câu lạc bộ | The club’s number
    static var connectClub: String { text("connect_club") }

    /// Mã tám chữ số | The code of eight digits
    static var connectCode: String { text("connect_code") }

    /// Địa chỉ trung tâm | The centre’s address
    static var connectCentre: String { text("connect_centre") }

    /// Ví dụ: clb.example.vn | For example: clb.example.vn
    static var connectCentreDetail: String { text("connect_centre_detail") }

    /// Tiếp tục | Go on
    static var connectGoOn: String { text("connect_go_on") }

    /// Tập thử, không cần mã | Practise, without a code
    static var connectPractise: String { text("connect_practise") }

    /// Đang hỏi trung tâm. Đợi một chút. | The centre is being asked. One moment.
    static var connectWaiting: String { text("connect_waiting") }

    /// Còn thiếu số của câu lạc bộ, mã tám chữ số hoặc địa chỉ tru… | The club’s number, the eight digits or the centre’s address…
    static var connectIncomplete: String { text("connect_incomplete") }

    /// Đường dẫn này không phải để kết nối máy. Không có gì thay đ… | This link does not connect a phone. Nothing was changed. As…
    static var connectNotALink: String { text("connect_not_a_link") }

    /// Có đúng trung tâm này không? | Is this the right centre?
    static var connectIsItThis: String { text("connect_is_it_this") }

    /// Dấu riêng của trung tâm | The centre’s fingerprint
    static var connectFingerprint: String { text("connect_fingerprint") }

    /// So dấu này với giấy mời, hoặc đọc cho người đưa mã nghe. Gi… | Compare it with the invitation, or read it out to whoever g…
    static var connectCompare: String { text("connect_compare") }

    /// Kết nối rồi, phần sổ được giao sẽ nằm trong máy này. Không… | Once connected, your part of the club’s book is kept on thi…
    static var connectWhatComes: String { text("connect_what_comes") }

    /// Đúng, kết nối | Yes, connect
    static var connectItIs: String { text("connect_it_is") }

    /// Không đúng | No, it is not
    static var connectItIsNot: String { text("connect_it_is_not") }

    /// Đã kết nối | Connected
    static var connectConnected: String { text("connect_connected") }

    /// Máy này của %1$@, %2$@. | This phone is for %1$@, %2$@.
    static func connectWhose(_ a: String, _ b: String) -> String { text("connect_whose", a, b) }

    /// Không đúng tên thì báo người đưa mã trước khi ghi. | If this is the wrong name, tell whoever gave the code befor…
    static var connectNotYou: String { text("connect_not_you") }

    /// Đang nhận sổ. Đợi một chút. | The book is coming in. One moment.
    static var connectBegins: String { text("connect_begins") }

    /// Đang nhận sổ: đã nhận %1$lld mục. | The book is coming in. Entries so far: %1$lld
    static func connectComing(_ a: Int) -> String { text("connect_coming", a) }

    /// Đã nhận đủ sổ. | The whole book is here.
    static var connectComplete: String { text("connect_complete") }

    /// Mạng bị ngắt khi đang nhận sổ. | The network was cut off while the book came in.
    static var connectStopped: String { text("connect_stopped") }

    /// Phần đã nhận vẫn giữ trong máy. | What has come is kept on this phone.
    static var connectStoppedKept: String { text("connect_stopped_kept") }

    /// Bấm Nhận tiếp. Hoặc mở sổ, có mạng máy sẽ tự nhận nốt. | Tap “Receive the rest”. Or open the book: the rest comes by…
    static var connectStoppedNext: String { text("connect_stopped_next") }

    /// Nhận tiếp | Receive the rest
    static var connectFetchAgain: String { text("connect_fetch_again") }

    /// Mở sổ | Open the book
    static var connectBegin: String { text("connect_begin") }

    /// Máy này đã kết nối với câu lạc bộ. Đường dẫn vừa bấm không… | This phone is connected with a club already. The link that…
    static var connectAlready: String { text("connect_already") }

    /// Máy đang tập thử nên chưa kết nối. Vào Cài đặt, bấm Thôi tậ… | This is for practice, so nothing was connected. Go to Setti…
    static var connectPractises: String { text("connect_practises") }

    /// Về sổ | Back to the book
    static var connectBackToBook: String { text("connect_back_to_book") }
}
