package vn.clubbook.app.screens

// What a test of a screen cannot bring about; `bindings/tests/pictured_words.rs` holds these against what the core says.

/** Of a full disk. */
const val DISK_FULL = "Máy hết chỗ. Những gì đã lưu vẫn còn; lần ghi này chưa lưu. Xóa bớt ảnh hoặc ứng dụng khác rồi ghi lại."

/** Of a centre whose certificate does not hold, as where the phone's clock is a year behind. */
const val CLOCK_WRONG = "Nơi trả lời không chứng minh được là trung tâm, nên máy không gửi gì. Những gì đã ghi vẫn giữ trong máy. " +
    "Xem lại ngày giờ của máy, dùng mạng khác, hoặc hỏi cán bộ."
