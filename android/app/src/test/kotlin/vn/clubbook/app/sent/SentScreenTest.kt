package vn.clubbook.app.sent

import androidx.compose.runtime.Composable
import org.junit.Test
import vn.clubbook.app.screens.CLOCK_WRONG
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.ffi.ExchangeView
import vn.clubbook.ffi.PutAsideView
import vn.clubbook.ffi.SyncView
import vn.clubbook.ffi.UnsentView
import vn.clubbook.presentation.sent.SentState

class SentScreenTest : ScreenTest() {
    private val noAnswer = "Chưa nối được với trung tâm. Những gì đã ghi vẫn giữ trong máy. Có mạng, máy sẽ tự gửi."

    private val nothing = UnsentView(listOf(), listOf(), listOf())
    private val someWaits = UnsentView(
        listOf("Lần thăm bà Đinh Thị Lan, hôm qua", "Điểm danh 17/11: 58 người"),
        listOf(),
        listOf("Người khác ghi trong máy này, chưa gửi: 5 lần ghi."),
    )
    private val muchWaits = UnsentView(
        (1..20).map { "Lần thăm ông Nguyễn Văn Thứ $it, thứ Bảy 21/11" } + "Điểm danh 17/11: 58 người" + "Cân đo 17/11: 41 người",
        listOf(),
        listOf(),
    )
    private val putAside = UnsentView(
        listOf(),
        listOf(
            PutAsideView(
                "Lần thăm bà Đinh Thị Lan, hôm qua",
                "Người ghi chưa được giao sổ này. Vẫn giữ trong máy này. Hỏi chủ nhiệm hoặc cán bộ.",
                isRefused = false,
                seqs = listOf(4uL),
            ),
            PutAsideView(
                "Thông tin của ông Phạm Văn Tùng, thứ Bảy 21/11",
                "Cán bộ đã xem và không nhận. Vẫn giữ trong máy này. Hỏi chủ nhiệm hoặc cán bộ để biết lý do.",
                isRefused = true,
                seqs = listOf(5uL, 6uL),
            ),
        ),
        listOf("Người khác ghi trong máy này, chờ xem lại: 2 lần ghi."),
    )
    private val exchanges = listOf(
        ExchangeView("9 giờ 15 sáng nay", "Gửi xong 12 lần ghi. Nhận 3 thay đổi.", false),
        ExchangeView("8 giờ sáng nay (5 lần, từ 7 giờ tối thứ Bảy 21/11)", "Chưa nối được với trung tâm.", true),
        ExchangeView("3 giờ chiều thứ Bảy 21/11", "Gửi được 5 lần ghi. Rồi bị ngắt: chưa nối được với trung tâm.", true),
        ExchangeView("8 giờ sáng thứ Sáu 20/11", "Không có gì mới.", false),
    )

    @Composable
    private fun Shown(state: SentState) = SentScreen(state, {}, {}, {})

    @Test
    fun `sent or not`() = screenshots.of(
        "sent",
        "all sent" to { Shown(SentState(allSent, unsent = nothing, exchanges = exchanges)) },
        "empty" to {
            Shown(SentState(allSent.copy(sentence = "Chưa ghi gì trong máy này.", isAllSent = false, helpName = null, helpPhone = null)))
        },
        "waiting" to {
            Shown(SentState(waiting.copy(troubles = listOf(noAnswer)), unsent = someWaits, exchanges = exchanges.drop(1)))
        },
        "70 people" to { Shown(SentState(waiting.copy(sentence = MANY, waiting = 214u), unsent = muchWaits, exchanges = exchanges)) },
        "all of it" to {
            Shown(SentState(waiting, unsent = muchWaits, showsAll = true, exchanges = exchanges, showsExchanges = true))
        },
        "sending" to { Shown(SentState(waiting, isSending = true)) },
        "sending some" to { Shown(SentState(waiting, isSending = true, soFar = SyncView(2u, 1240u, 3u, 900u, 45_000u))) },
        "put aside" to {
            Shown(
                SentState(
                    allSent.copy(
                        sentence = "Đã gửi, nhưng trung tâm để 3 lần ghi chờ xem lại. Cán bộ đã xem và không nhận 2 lần ghi. " +
                            "Vẫn giữ trong máy này. Những lần ghi khác đã gửi hết, lúc 9 giờ 15 sáng nay.",
                        isAllSent = false,
                        putAside = 3u,
                        refused = 2u,
                    ),
                    unsent = putAside,
                    exchanges = exchanges,
                ),
            )
        },
        "understood" to {
            Shown(
                SentState(
                    allSent.copy(
                        sentence = "Không còn gì chờ gửi. Có 2 lần ghi cán bộ không nhận, vẫn giữ trong máy này.",
                        isAllSent = false,
                    ),
                    unsent = nothing,
                    exchanges = exchanges,
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
                        remarks = listOf(CLOCK_WRONG),
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

    private companion object {
        const val MANY = "Còn 214 lần ghi chưa gửi, từ thứ Bảy 21/11. Vẫn giữ trong máy này."
    }
}
