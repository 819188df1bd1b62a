package vn.clubbook.app.settings

import androidx.compose.runtime.Composable
import org.junit.Test
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.presentation.settings.Erasing
import vn.clubbook.presentation.settings.SettingsState

class SettingsScreenTest : ScreenTest() {
    private val state = SettingsState("Nguyễn Thị Tập")

    @Composable
    private fun Shown(state: SettingsState) = SettingsScreen(state, "0.1.0", {}, {}, {}, {})

    @Test
    fun settings() = screenshots.of(
        "settings",
        "a club" to { Shown(state) },
        "practice" to { Shown(state.copy(isPractice = true)) },
        "erase" to {
            val what = "Trung tâm đã có mọi thứ ghi trong máy này, cả 1 lần ghi mà cán bộ không nhận. " +
                "Xóa rồi, Sổ CLB đóng lại và trong máy không còn sổ. Muốn dùng lại thì xin mã mới."
            Shown(state.copy(erasing = Erasing.Asked(what)))
        },
        "not sent" to {
            val waits = "Còn 3 lần ghi chưa gửi, từ thứ Bảy 21/11. Vẫn giữ trong máy này."
            Shown(state.copy(erasing = Erasing.NotYet(waits, "Phải gửi hết rồi mới xóa được.", isUnsent = true)))
        },
        "damaged" to {
            val damaged = "Trong máy còn tệp sổ hỏng chưa đọc lại được hết. Trong tệp có thể còn lần ghi chưa gửi."
            Shown(state.copy(erasing = Erasing.NotYet(damaged, "Đưa máy cho cán bộ trước. Tệp ấy vẫn giữ trong máy.", isUnsent = false)))
        },
    )
}
