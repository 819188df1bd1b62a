package vn.clubbook.app.today

import java.time.LocalDate
import java.util.UUID
import org.junit.Test
import vn.clubbook.app.people.invented
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.app.sent.allSent
import vn.clubbook.app.sent.waiting
import vn.clubbook.ffi.DueView
import vn.clubbook.ffi.LineView
import vn.clubbook.ffi.NextMeetingView
import vn.clubbook.ffi.TodayView
import vn.clubbook.presentation.today.TodayState

class TodayScreenTest : ScreenTest() {
    private val day = LocalDate.of(2026, 11, 24)

    private fun line(at: Int, words: String) = LineView(UUID(0, at.toLong()), words)

    private val quiet = TodayView(
        today = day,
        dayWords = "thứ Ba 24/11/2026",
        nextMeeting = NextMeetingView("Buổi sinh hoạt tới: thứ Năm 26/11.", day.plusDays(2), false),
        visitsWords = "Hôm nay không có ai cần đến thăm.",
        visits = listOf(),
        followUps = listOf(),
        birthdays = listOf(),
        absent = listOf(),
        longevity = listOf(),
        consents = listOf(),
    )

    private val busy = quiet.copy(
        visitsWords = "Cần đến thăm 6 người. Trước hết: bà Đinh Thị Lan, từ thứ Năm 19/11.",
        visits = List(6) { at ->
            DueView(
                invented(at),
                day.minusDays(5),
                if (at ==
                    4
                ) {
                    "sống một mình, tháng này chưa ai đến thăm"
                } else {
                    "trễ 5 ngày"
                },
                5u,
                at < 2,
            )
        },
        followUps = listOf(line(1, "Bà Lan: bị ngã, cần người lo, đến thứ Sáu 27/11.")),
        birthdays = listOf(line(2, "thứ Bảy 28/11: bà Đinh Thị Lan, 71 tuổi (rằm tháng Mười)")),
        absent = listOf(line(3, "Ông Hồ Văn Quen vắng 3 buổi liền, 1 buổi có lý do.")),
        consents = List(5) { at -> line(at + 10, "${invented(at + 10).titled}: chưa hỏi ý kiến về sổ thành viên, chăm sóc tại nhà.") },
    )

    @Test
    fun today() = screenshots.of(
        "today",
        "empty" to { TodayScreen(TodayState(quiet, allSent), {}) },
        "70 people" to
            {
                TodayScreen(
                    TodayState(
                        busy,
                        waiting,
                    ),
                    {
                    },
                )
            },
        "put aside" to {
            TodayScreen(
                TodayState(
                    quiet,
                    allSent.copy(sentence = "Đã gửi, nhưng trung tâm để 2 lần ghi chờ xem lại. Vẫn giữ trong máy này.", putAside = 2u),
                ),
                {},
            )
        },
        "error" to { TodayScreen(TodayState(trouble = "Người này chưa được giao việc trong câu lạc bộ. Nhờ chủ nhiệm giao việc."), {}) },
        "opening" to { TodayScreen(TodayState(), {}) },
    )
}
