package vn.clubbook.app.roll

import java.time.LocalDate
import java.util.UUID
import org.junit.Test
import vn.clubbook.app.people.invented
import vn.clubbook.app.screens.DISK_FULL
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.ffi.CountsView
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.RollRow
import vn.clubbook.ffi.RollView
import vn.clubbook.presentation.roll.Begin
import vn.clubbook.presentation.roll.LastMark
import vn.clubbook.presentation.roll.RollState
import vn.clubbook.presentation.roll.RollStep

class RollScreenTest : ScreenTest() {
    private val marks = listOf(Mark.PRESENT, Mark.PRESENT, Mark.UNSET, Mark.LATE, Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT)
    private val labels = mapOf(
        Mark.PRESENT to "có mặt",
        Mark.UNSET to "chưa ghi",
        Mark.LATE to "đến trễ",
        Mark.EXCUSED to "vắng có lý do",
        Mark.ABSENT to "vắng",
    )

    private val rows = List(70) { at ->
        val mark = marks[at % marks.size]
        RollRow(
            invented(at),
            at + 1L,
            mark,
            labels.getValue(mark),
            isHere = mark == Mark.PRESENT || mark == Mark.LATE,
            isUnmarked = mark == Mark.UNSET,
            byHand = mark != Mark.UNSET,
            reason = null,
            isGuest = false,
            afterClosing = false,
            seen = byteArrayOf(),
        )
    }

    /** Nobody is left out of a closed roll. */
    private fun asked(row: RollRow) =
        if (row.mark == Mark.UNSET) row.copy(mark = Mark.ABSENT, markLabel = labels.getValue(Mark.ABSENT)) else row

    private fun counts(members: Int, absent: UInt, unmarked: UInt, guests: UInt, heads: Long?) =
        CountsView(members.toUInt(), 40u + guests, 40u, 10u, 10u, absent, unmarked, guests, heads)

    private fun roll(rows: List<RollRow>, closed: Boolean = false) = RollView(
        meeting = UUID(1, 1),
        heldOn = LocalDate.of(2026, 11, 26),
        isClosed = closed,
        rows = if (closed) rows.map(::asked) else rows,
        counts = if (closed) counts(rows.size, 20u, 0u, 1u, 42) else counts(rows.size, 10u, 10u, 0u, null),
        countsWords = if (closed) "40 có mặt, 30 vắng, 1 khách" else "40 có mặt, 20 vắng, 10 chưa ghi",
        closedWords = "Đã chốt buổi sinh hoạt: 40 có mặt, 30 vắng, 1 khách. Ghi sót vẫn sửa được.".takeIf { closed },
        remarks = if (closed) listOf("Đếm được nhiều hơn số đã ghi 1 người.") else listOf(),
        guestNames = if (closed) listOf("Ông Tư, xã bên") else listOf(),
        seen = byteArrayOf(),
    )

    @Test
    fun `roll call`() = screenshots.of(
        "roll",
        "empty" to { RollScreen(RollState(roll(listOf())), {}) },
        "70 people" to {
            RollScreen(RollState(roll(rows), last = LastMark("Đã ghi bà Lan có mặt. Bấm nhầm? Bỏ ghi.", UUID(0, 0), Mark.UNSET)), {})
        },
        "closed" to { RollScreen(RollState(roll(rows, closed = true)), {}) },
        "error" to {
            RollScreen(RollState(roll(rows), trouble = DISK_FULL), {
            })
        },
    )

    @Test
    fun `before there is a roll`() = screenshots.of(
        "roll-question",
        "another day" to { RollScreen(RollState(begin = Begin("Buổi sinh hoạt tới: thứ Năm 26/11.")), {}) },
        "asked" to { RollScreen(RollState(question = "Buổi sinh hoạt tháng 11/2026 đã chốt, thứ Năm 26/11. Mở lại để sửa?"), {}) },
    )

    @Test
    fun `another mark`() = screenshots.of("roll-mark", "unmarked" to { RollScreen(RollState(roll(rows), choosing = rows[2]), {}) })

    @Test
    fun `counting heads`() = screenshots.of(
        "roll-heads",
        "empty" to { RollScreen(RollState(roll(rows), step = RollStep.Counting), {}) },
        "typed" to { RollScreen(RollState(roll(rows), step = RollStep.Counting, heads = "58"), {}) },
    )

    @Test
    fun `asking one by one`() {
        val unmarked = rows.filter { it.mark == Mark.UNSET }
        screenshots.of(
            "roll-asking",
            "first" to { RollScreen(RollState(roll(rows), step = RollStep.Asking(unmarked)), {}) },
            "in the middle" to { RollScreen(RollState(roll(rows), step = RollStep.Asking(unmarked, listOf(Mark.ABSENT))), {}) },
            "done" to { RollScreen(RollState(roll(rows), step = RollStep.Asking(unmarked, unmarked.map { Mark.ABSENT })), {}) },
        )
    }
}
