// Made by ios/words.py from android/app/src/main/res and ios/words; do not edit.

extension Words {
    /// Chưa mở được sổ | The book cannot be opened
    static var bookNotOpen: String { text("book_not_open") }

    /// Máy chưa đưa ra được khóa của sổ. Sổ vẫn còn nguyên trong m… | The phone did not give the key of the book. The book is on…
    static var bookNoKey: String { text("book_no_key") }

    /// Mở lại | Open again
    static var bookOpenAgain: String { text("book_open_again") }

    /// Sổ trong máy từng bị hỏng | The book was damaged
    static var bookSalvaged: String { text("book_salvaged") }

    /// Đã đọc, mở sổ | I have read it, open the book
    static var bookSalvageSeen: String { text("book_salvage_seen") }
}
