package vn.clubbook.app.screens

/** What the core says of a full disk (`StoreError::DiskFull`), which a test of a screen cannot bring about. */
const val DISK_FULL = "Máy hết chỗ. Những gì đã lưu vẫn còn; lần ghi này chưa lưu. Xóa bớt ảnh hoặc ứng dụng khác rồi ghi lại."
