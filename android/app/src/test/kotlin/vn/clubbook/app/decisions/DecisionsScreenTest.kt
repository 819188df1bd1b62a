package vn.clubbook.app.decisions

import androidx.compose.runtime.Composable
import org.junit.Test
import vn.clubbook.app.people.seventy
import vn.clubbook.app.screens.DISK_FULL
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.ffi.AnswerView
import vn.clubbook.ffi.DisputedView
import vn.clubbook.ffi.DoubleView
import vn.clubbook.ffi.EnteredView
import vn.clubbook.ffi.UnsettledOf
import vn.clubbook.ffi.UnsettledView
import vn.clubbook.presentation.decisions.Decided
import vn.clubbook.presentation.decisions.Decision
import vn.clubbook.presentation.decisions.DecisionsState

class DecisionsScreenTest : ScreenTest() {
    private val entered = listOf(
        EnteredView("0905 000 001", "0905 000 001", "Nguyễn Thị Tập, hôm nay"),
        EnteredView("0905 000 009", "0905 000 009", "Trần Văn Thử, thứ Bảy 21/11"),
    )
    private val phone = UnsettledOf(seventy[0].person, UnsettledView(seventy[0].person.id, "phone", "Số điện thoại", entered))
    private val newer = phone.copy(field = phone.field.copy(field = null, label = "mục mới"))
    private val pair = DoubleView(seventy[0].person, seventy[1].person, "cùng tên, cùng năm sinh")
    private val disputed = DisputedView(
        seventy[0].person,
        seventy[1].person,
        "Bà Đinh Thị Lan và bà Đinh Thị Lan: hai người trả lời khác nhau, nay tính là cùng một người. Hỏi lại rồi trả lời.",
        listOf(AnswerView(true, "Nguyễn Thị Tập, hôm nay"), AnswerView(false, "Trần Văn Thử, thứ Bảy 21/11")),
    )
    private val both = listOf(Decision.Values(phone), Decision.Twice(pair), Decision.Disputed(disputed))

    @Test
    fun `what has to be decided`() = screenshots.of(
        "decisions",
        "empty" to { Screen(DecisionsState(listOf())) },
        "two" to { Screen(DecisionsState(both)) },
        "values" to { Screen(DecisionsState(both, open = both[0])) },
        "of a newer version" to { Screen(DecisionsState(both, open = Decision.Values(newer))) },
        "perhaps a double" to { Screen(DecisionsState(both, open = both[1])) },
        "answered differently" to { Screen(DecisionsState(both, open = both[2])) },
        "settled" to
            { Screen(DecisionsState(listOf(), decided = Decided.Settled(phone, entered[0], entered.drop(1)))) },
        "linked" to {
            Screen(
                DecisionsState(
                    listOf(),
                    decided = Decided.Answered(
                        pair.one,
                        pair.other,
                        "Đã ghi: cùng một người. Đếm là một; hai mục vẫn giữ đủ. Nhầm? Bỏ nối.",
                        areOne = true,
                    ),
                ),
            )
        },
        "error" to { Screen(DecisionsState(problem = DISK_FULL)) },
    )

    @Composable
    private fun Screen(state: DecisionsState) = DecisionsScreen(state, {}, {}, {})
}
