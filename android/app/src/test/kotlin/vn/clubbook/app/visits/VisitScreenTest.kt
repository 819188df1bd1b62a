package vn.clubbook.app.visits

import androidx.compose.runtime.Composable
import java.util.UUID
import org.junit.Test
import vn.clubbook.app.people.seventy
import vn.clubbook.app.screens.DISK_FULL
import vn.clubbook.app.screens.ScreenTest
import vn.clubbook.app.speech.Speech
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.Readings
import vn.clubbook.ffi.VisitFormView
import vn.clubbook.ffi.VisitRemarks
import vn.clubbook.ffi.VisitSeen
import vn.clubbook.presentation.people.PeopleState
import vn.clubbook.presentation.readings.Measure
import vn.clubbook.presentation.readings.ReadingChart
import vn.clubbook.presentation.readings.ReadingPoint
import vn.clubbook.presentation.speech.DictationState
import vn.clubbook.presentation.speech.NotHeard
import vn.clubbook.presentation.visits.SavedVisit
import vn.clubbook.presentation.visits.VisitForm
import vn.clubbook.presentation.visits.VisitState
import vn.clubbook.presentation.visits.VisitsDueState
import vn.clubbook.presentation.visits.VisitsState

private const val SAVED = "Đã lưu trong máy. Có mạng, máy sẽ tự gửi."

class VisitScreenTest : ScreenTest() {
    @Test
    fun `who was visited`() = screenshots.of(
        "visit-who",
        "empty" to { Who(VisitsDueState("Hôm nay không có ai cần đến thăm."), PeopleState(rows = listOf())) },
        "70 people" to { Who(VisitsDueState("Có 4 người cần đến thăm, 3 người trễ.", (1..4).map(::due)), PeopleState(rows = seventy)) },
        "error" to { Who(VisitsDueState(refused = DISK_FULL), PeopleState()) },
    )

    @Test
    fun `a new visit`() = screenshots.of(
        "visit",
        "as it opens" to { Form(VisitState(opened(), form())) },
        "no consent" to { Form(VisitState(opened(ConsentState.MISSING), form())) },
        "not at home" to { Form(VisitState(opened(partner = "chị Hà, y tế thôn"), form().copy(notAtHome = true, isOtherDay = true))) },
        "noticed" to
            {
                Form(
                    VisitState(
                        opened(),
                        form().copy(
                            readings = mapOf(Measure.Systolic to "130", Measure.Diastolic to "85"),
                            alerts = setOf(1u, 6u),
                            condition = 3u,
                            followUpBy = opened().view.mayAct[2].person,
                            followUpUntil = someDay.plusDays(3),
                            note = "Bà trượt chân ngoài sân, đau hông bên trái, đi lại khó.",
                        ),
                    ),
                )
            },
        "error" to {
            Form(VisitState(opened(), form(), "Huyết áp phải có cả hai số. Chưa ghi gì. Xem lại rồi ghi lại."))
        },
        "not opened" to { Form(VisitState(refused = "Không có người này trong sổ. Chưa ghi gì. Tìm lại theo tên.")) },
    )

    @Test
    fun `a note that is spoken`() {
        val note = "Bà trượt chân ngoài sân,"
        fun note(speech: DictationState) = VisitState(opened(), form().copy(notAtHome = true, note = note)) to speech
        screenshots.of(
            "visit-speech",
            "offered" to { Form(note(DictationState(isOffered = true))) },
            "why" to { Form(note(DictationState(isOffered = true, asksForMicrophone = true))) },
            "listening" to { Form(note(DictationState(isOffered = true, isListening = true))) },
            "so far" to { Form(note(DictationState(isOffered = true, isListening = true, soFar = "đau hông bên trái đi lại khó"))) },
            "nothing" to { Form(note(DictationState(isOffered = true, notHeard = NotHeard.Nothing))) },
            "not allowed" to { Form(note(DictationState(isOffered = true, notHeard = NotHeard.NotAllowed))) },
            "not this phone" to { Form(note(DictationState(isOffered = false, notHeard = NotHeard.NotThisPhone))) },
            "not now" to { Form(note(DictationState(isOffered = true, notHeard = NotHeard.NotNow))) },
        )
    }

    @Composable
    private fun Form(noteAndSpeech: Pair<VisitState, DictationState>) = Form(noteAndSpeech.first, noteAndSpeech.second)

    @Test
    fun `a visit that is corrected`() {
        val seen = VisitSeen(byteArrayOf(), byteArrayOf())
        val remarks = VisitRemarks(3u, listOf(1u), null, null, "Bà trượt chân ngoài sân.")
        val new = opened()
        val offered = new.view.copy(lastReadings = null)
        val readings = Readings(systolic = "135", diastolic = "82")
        val visit = VisitFormView(UUID(1, 1), seen, offered, someDay.minusDays(3), false, 2u, remarks, readings, needsReason = false)
        fun of(visit: VisitFormView) = new.copy(view = offered, correction = visit).let { VisitState(it, it.begun) }
        screenshots.of(
            "visit-correct",
            "as it opens" to { Form(of(visit)) },
            "month reported" to { Form(of(visit.copy(needsReason = true))) },
            "hidden" to
                {
                    Form(
                        of(visit.copy(remarks = null, readings = null, offered = offered.copy(readingsHidden = ConsentState.OUT_OF_SIGHT))),
                    )
                },
            "saved" to { Form(of(visit).copy(saved = SavedVisit(SAVED, listOf(), false))) },
            "not theirs" to
                { Form(VisitState(refused = "Chỉ người ghi, người đi thăm hoặc chủ nhiệm sửa được. Chưa ghi gì. Nhờ chủ nhiệm sửa.")) },
        )
    }

    @Test
    fun `perhaps the visit is recorded already`() = screenshots.of(
        "visit-same",
        "asked" to {
            val question = Question.SameVisit("Chú Minh đã ghi lần thăm bà Lan hôm nay. Cùng một lần thăm?", listOf())
            Form(VisitState(opened(), form(), sameVisit = question))
        },
    )

    @Test
    fun `a visit that is saved`() = screenshots.of(
        "visit-saved",
        "plain" to { Form(VisitState(opened(), form(), saved = SavedVisit(SAVED, listOf(), false))) },
        "dangerous" to { Form(VisitState(opened(), form(), saved = SavedVisit(SAVED, listOf(veryHigh), false))) },
        "confidential" to { Form(VisitState(opened(), form(), saved = SavedVisit(SAVED, listOf(), true))) },
    )

    @Test
    fun `the visits to somebody`() {
        val lan = opened().view.person
        val visits = listOf(
            visit(1, "hôm qua").copy(remarks = listOf("yếu hơn", "bị ngã", "Bà trượt chân ngoài sân, đau hông bên trái.")),
            visit(2, "thứ Bảy 14/11").copy(voided = "ghi nhầm ngày"),
            visit(3, "thứ Bảy 7/11").copy(corrected = "bà Tập đã sửa hôm nay", notAtHome = true, services = listOf(), readings = null),
            visit(4, "thứ Bảy 31/10").copy(hidden = ConsentState.OUT_OF_SIGHT, readings = null),
        )
        val days = (0L..9L).map { someDay.minusDays(70 - 7 * it) }
        val charts = listOf(
            ReadingChart(
                "huyết áp",
                listOf(135, 138, 150, 148, 142, 139, 141, 136, 133, 134).let { upper ->
                    listOf(
                        days.zip(upper) { on, value -> ReadingPoint(on, value.toDouble()) },
                        days.zip(upper) { on, value -> ReadingPoint(on, value - 52.0) },
                    )
                },
            ),
            ReadingChart("cân nặng", listOf(listOf(ReadingPoint(days.last(), 54.3)))),
        )
        val whole = VisitsState(lan, visits, charts)
        screenshots.of(
            "visits",
            "empty" to { History(VisitsState(lan)) },
            "some" to { History(whole) },
            "60 visits" to { History(VisitsState(lan, (1..60).map { visit(it, "lần $it, thứ Bảy") }, charts)) },
            "taken back" to { History(whole.copy(takenBack = visits[1])) },
            "one" to { History(whole.copy(chosen = visits[0].id)) },
            "one corrected" to { History(whole.copy(chosen = visits[2].id)) },
            "one taken back" to { History(whole.copy(chosen = visits[1].id)) },
            "one hidden" to { History(whole.copy(chosen = visits[3].id)) },
            "reason" to { History(whole.copy(chosen = visits[0].id, reason = "ghi nhầm ngày")) },
            "no reason" to {
                History(whole.copy(chosen = visits[0].id, reason = "", refused = "Chưa có lý do. Chưa ghi gì. Ghi lý do rồi làm lại."))
            },
            "error" to { History(VisitsState(refused = DISK_FULL)) },
        )
    }

    private fun form() = VisitForm.of(opened().view, choices)

    @Composable
    private fun Who(due: VisitsDueState, people: PeopleState) = VisitWhoScreen(due, people, {}, {}, {})

    @Composable
    private fun Form(state: VisitState, speech: DictationState = DictationState(isOffered = false)) = VisitScreen(
        state,
        Speech(speech, {}, {}, {}),
        {},
        {},
        {},
        if (state.opened?.correction == null) ({}) else null,
        {},
    )

    @Composable
    private fun History(state: VisitsState) = VisitsScreen(state, {}, {}, {}, {})
}
