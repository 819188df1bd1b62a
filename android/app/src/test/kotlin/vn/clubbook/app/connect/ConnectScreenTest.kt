package vn.clubbook.app.connect

import androidx.compose.runtime.Composable
import org.junit.Test
import vn.clubbook.app.book.NotOpenScreen
import vn.clubbook.app.book.Opened
import vn.clubbook.app.book.SalvagedScreen
import vn.clubbook.app.screens.DISK_FULL
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.ffi.SyncView
import vn.clubbook.presentation.connect.ConnectRefusal
import vn.clubbook.presentation.connect.ConnectState
import vn.clubbook.presentation.connect.ConnectStep

class ConnectScreenTest : ScreenTest() {
    private val filled = ConnectState("https://clb.quangngai.example.vn", "17", "12345678")

    @Composable
    private fun Shown(state: ConnectState) = ConnectScreen(state, {}, {}, {}, {})

    private fun said(words: String) = filled.copy(refused = ConnectRefusal.Said(words))

    private fun notReached(happened: String, next: String) = said("$happened Trong máy không có gì thay đổi, mã vẫn dùng được. $next")

    @Test
    fun `connect, typed`() = screenshots.of(
        "connect",
        "empty" to { Shown(ConnectState("", "", "")) },
        "incomplete" to { Shown(ConnectState("", "17", "1234", refused = ConnectRefusal.Incomplete)) },
        "wrong code" to { Shown(said("Mã kết nối không đúng. Không có gì thay đổi. Nhờ chủ nhiệm đọc lại mã.")) },
        "used code" to { Shown(said("Mã kết nối này đã dùng cho máy khác. Không có gì thay đổi. Nhờ chủ nhiệm xin mã mới.")) },
        "no answer" to { Shown(notReached("Chưa nối được với trung tâm.", "Xem máy có mạng chưa, địa chỉ đúng chưa, rồi thử lại.")) },
        "server down" to { Shown(notReached("Trung tâm đang trục trặc.", "Đợi ít phút rồi thử lại.")) },
        "wrong address" to {
            Shown(said("Địa chỉ trung tâm không đúng. Không có gì thay đổi. Xem lại địa chỉ rồi thử lại."))
        },
        "no centre" to {
            Shown(
                notReached(
                    "Nơi trả lời không phải trung tâm của Sổ CLB.",
                    "Xem lại địa chỉ. Mạng đòi đăng nhập thì mở trình duyệt đăng nhập trước, rồi thử lại.",
                ),
            )
        },
        "certificate" to {
            Shown(
                notReached(
                    "Nơi trả lời không chứng minh được là trung tâm, nên máy không đưa mã.",
                    "Xem lại ngày giờ của máy và địa chỉ, dùng mạng khác, hoặc hỏi cán bộ.",
                ),
            )
        },
        "no link" to { Shown(ConnectState("", "", "", refused = ConnectRefusal.NotALink)) },
    )

    @Test
    fun `connect, asked and received`() = screenshots.of(
        "connecting",
        "waiting" to { Shown(filled.copy(step = ConnectStep.Waiting)) },
        "is it this" to {
            Shown(
                filled.copy(
                    step =
                        ConnectStep.IsItThis("Hội Người cao tuổi tỉnh Quảng Ngãi", "YS9W-NAZD-EPPC", "https://clb.quangngai.example.vn"),
                ),
            )
        },
        "coming" to { Shown(filled.copy(step = receiving)) },
        "usable" to { Shown(filled.copy(step = receiving.copy(came = SyncView(0u, 1240u, 3u, 900u, 45_000u)))) },
        "complete" to { Shown(filled.copy(step = receiving.copy(ended = ExchangeResult.Done))) },
        "cut off" to { Shown(filled.copy(step = receiving.copy(ended = ExchangeResult.TryLater))) },
    )

    private val receiving = ConnectStep.Receiving("CLB LTHTGN thôn Gò Deo", "Nguyễn Thị Hồng Nhung")

    @Test
    fun `a link for nothing, a store that does not open, and one that was damaged`() = screenshots.of(
        "opening",
        "connected already" to { AlreadyConnectedScreen(isPractice = false) {} },
        "practising" to { AlreadyConnectedScreen(isPractice = true) {} },
        "no key" to { NotOpenScreen(Opened.Failed(null)) {} },
        "disk full" to {
            NotOpenScreen(
                Opened.Failed(DISK_FULL),
            ) {}
        },
        "unreadable" to {
            NotOpenScreen(
                Opened.Failed(
                    "Khóa của máy không mở được sổ này. Sổ vẫn còn nguyên trong máy. Nhờ trung tâm mở bằng khóa dự phòng.",
                ),
            ) {}
        },
        "salvaged" to {
            SalvagedScreen("Sổ trong máy hỏng một phần; đã cứu 214 lần ghi và 1020 mục. Tệp hỏng vẫn giữ trong máy.") {}
        },
    )
}
