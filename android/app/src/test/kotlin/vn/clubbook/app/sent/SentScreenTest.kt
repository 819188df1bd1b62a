package vn.clubbook.app.sent

import androidx.compose.runtime.Composable
import org.junit.Test
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.ffi.SyncView
import vn.clubbook.presentation.sent.SentState

class SentScreenTest : ScreenTest() {
    private val noAnswer = "Chưa nối được với trung tâm. Những gì đã ghi vẫn giữ trong máy. Có mạng, máy sẽ tự gửi."

    @Composable
    private fun Shown(state: SentState) = SentScreen(state, {}, {}, {})

    @Test
    fun `sent or not`() = screenshots.of(
        "sent",
        "all sent" to { Shown(SentState(allSent)) },
        "empty" to {
            Shown(SentState(allSent.copy(sentence = "Chưa ghi gì trong máy này.", isAllSent = false, helpName = null, helpPhone = null)))
        },
        "waiting" to { Shown(SentState(waiting.copy(remarks = listOf(noAnswer)))) },
        "sending" to { Shown(SentState(waiting, isSending = true)) },
        "sending some" to { Shown(SentState(waiting, isSending = true, soFar = SyncView(2u, 1240u, 3u, 900u, 45_000u))) },
        "put aside" to {
            Shown(
                SentState(
                    allSent.copy(
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
                    allSent.copy(
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
                    allSent.copy(
                        sentence = "Đang tập thử. Những gì ghi ở đây chỉ để tập, không gửi đi đâu và không tính vào sổ thật.",
                        isAllSent = false,
                    ),
                    isPractice = true,
                ),
            )
        },
    )
}
