package vn.clubbook.app.weighing

import androidx.compose.runtime.Composable
import org.junit.Test
import vn.clubbook.app.people.invented
import vn.clubbook.app.screens.DISK_FULL
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.app.visits.veryHigh
import vn.clubbook.ffi.WeighView
import vn.clubbook.presentation.readings.Advice
import vn.clubbook.presentation.readings.Measure
import vn.clubbook.presentation.weighing.WeighEntry
import vn.clubbook.presentation.weighing.WeighState
import vn.clubbook.presentation.weighing.Weighed

class WeighScreenTest : ScreenTest() {
    private val rows = List(70) {
        val isHere = it < HERE
        WeighView(invented(it), isMeasured = it % 3 == 0, isHere, away = if (isHere) null else "vắng có lý do", seen = byteArrayOf())
    }
    private val list = WeighState(rows, measured = rows.count { it.isMeasured }, expected = rows.count { it.isHere || it.isMeasured })
    private val weighed = Weighed(rows[0].person.id, rows[0].person.said, "cân nặng 54,3, huyết áp 130/85", listOf())

    @Test
    fun `who is weighed`() = screenshots.of(
        "weigh",
        "empty" to { Weigh(WeighState(rows = listOf())) },
        "70 people" to { Weigh(list) },
        "saved" to { Weigh(list.copy(weighed = weighed)) },
        "taken back" to { Weigh(list.copy(takenBack = rows[0].person.said)) },
        "typed" to { Weigh(list.copy(typed = "lan", found = listOf(rows[0].person.id, rows[1].person.id))) },
        "not found" to { Weigh(list.copy(typed = "xuân", found = listOf())) },
        "error" to { Weigh(WeighState(refused = DISK_FULL)) },
    )

    @Test
    fun `the numbers of somebody`() = screenshots.of(
        "weigh-entry",
        "empty" to { Weigh(list.copy(entry = entry(mapOf()))) },
        "typed" to { Weigh(list.copy(entry = entry(mapOf(Measure.Systolic to "130", Measure.Diastolic to "85")))) },
        "again" to { Weigh(list.copy(entry = entry(mapOf()).copy(replaces = true))) },
        "error" to
            {
                Weigh(
                    list.copy(
                        entry = entry(mapOf(Measure.Systolic to "130", Measure.Diastolic to "185", Measure.Weight to "54,3")),
                        refused = "Huyết áp 130/185: số trên phải lớn hơn số dưới. Chưa ghi gì. Xem lại rồi ghi lại.",
                    ),
                )
            },
    )

    @Test
    fun `a dangerous reading`() = screenshots.of(
        "weigh-alarm",
        "one" to { Weigh(list.copy(weighed = weighed.copy(words = "huyết áp 190/120", advice = listOf(veryHigh)))) },
        "two" to {
            val words = "Đường huyết 3,2, thấp. Tỉnh táo: cho uống nước đường, 15 phút sau đo lại. Lơ mơ: gọi 115 ngay."
            val low = Advice(words, listOf("115"))
            Weigh(list.copy(weighed = weighed.copy(advice = listOf(veryHigh, low))))
        },
    )

    private fun entry(numbers: Map<Measure, String>) = WeighEntry(rows[0].person.id, rows[0].person.titled, replaces = false, numbers)

    @Composable
    private fun Weigh(state: WeighState) = WeighScreen(state, {}, {}, {})

    private companion object {
        /** So many of the seventy came. */
        const val HERE = 58
    }
}
