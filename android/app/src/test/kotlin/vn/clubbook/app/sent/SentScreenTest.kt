package vn.clubbook.app.sent

import androidx.compose.runtime.Composable
import java.time.Instant
import org.junit.Test
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.ffi.StatusView
import vn.clubbook.ffi.SyncView
import vn.clubbook.presentation.sent.SentState

class SentScreenTest : ScreenTest() {
    private val sent = StatusView(
        sentence = "Đã gửi hết, lúc 9 giờ 15 sáng nay.",
        remarks = listOf(),
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
    private val waiting = sent.copy(
        sentence = "Còn 3 lần ghi chưa gửi, từ thứ Bảy 21/11. Vẫn giữ trong máy này.",
        isAllSent = false,
        waiting = 3u,
    )
    private val noAnswer = "Chưa nối được với trung tâm. Những gì đã ghi vẫn giữ trong máy. Có mạng, máy sẽ tự gửi."

    @Composable
    private fun Shown(state: SentState) = SentScreen(state, {}, {}, {})

    @Test
    fun `sent or not`() = screenshots.of(
        "sent",
        "all sent" to { Shown(SentState(sent)) },
        "empty" to {
            Shown(SentState(sent.copy(sentence = "Chưa ghi gì trong máy này.", isAllSent = false, helpName = null, helpPhone = null)))
        },
        "waiting" to { Shown(SentState(waiting.copy(remarks = listOf(noAnswer)))) },
        "sending" to { Shown(SentState(waiting, isSending = true)) },
        "sending some" to { Shown(SentState(waiting, isSending = true, soFar = SyncView(2u, 1240u, 3u, 900u, 45_000u))) },
        "put aside" to {
            Shown(
                SentState(
                    sent.copy(
                        sentence = "Đã gửi, nhưng trung tâm để 1 lần ghi chờ xem lại. Vẫn giữ trong máy này. " +
                            "Những lần ghi khác đã gửi hết, lúc 9 giờ 15 sáng nay.",
                        remarks = listOf("Lần thăm bà Đinh Thị Lan: người ghi chưa được giao sổ này. Cán bộ sẽ xem."),
                        isAllSent = false,
                        putAside = 1u,
                    ),
                ),
            )
        },
        "revoked" to {
            Shown(
                SentState(
                    sent.copy(
                        sentence = "Máy này không dùng Sổ CLB được nữa. Cần hỏi, gọi bà Hoa, chủ nhiệm: 0905 000 000. " +
                            "Những gì đã ghi đã gửi đủ.",
                        isAllSent = false,
                        isRevoked = true,
                    ),
                ),
            )
        },
        "clock wrong" to {
            Shown(
                SentState(
                    waiting.copy(
                        remarks = listOf(
                            "Nơi trả lời không chứng minh được là trung tâm, nên máy không gửi gì. Những gì đã ghi vẫn giữ trong máy. " +
                                "Xem lại ngày giờ của máy, dùng mạng khác, hoặc hỏi cán bộ.",
                        ),
                    ),
                ),
            )
        },
        "practice" to {
            Shown(
                SentState(
                    sent.copy(
                        sentence = "Đang tập thử. Những gì ghi ở đây chỉ để tập, không gửi đi đâu và không tính vào sổ thật.",
                        isAllSent = false,
                    ),
                    isPractice = true,
                ),
            )
        },
    )
}
