package vn.clubbook.app.sent

import java.time.Instant
import vn.clubbook.ffi.StatusView

/** A phone of which the centre has everything. */
internal val allSent = StatusView(
    sentence = "Đã gửi hết, lúc 9 giờ 15 sáng nay.",
    remarks = listOf(),
    troubles = listOf(),
    isAllSent = true,
    waiting = 0u,
    oldest = null,
    putAside = 0u,
    refused = 0u,
    lastExchange = Instant.EPOCH,
    isRevoked = false,
    helpName = "bà Hoa",
    helpPhone = "0905 000 000",
)

/** A phone that still has something to send. */
internal val waiting = allSent.copy(
    sentence = "Còn 3 lần ghi chưa gửi, từ thứ Bảy 21/11. Vẫn giữ trong máy này.",
    isAllSent = false,
    waiting = 3u,
)
