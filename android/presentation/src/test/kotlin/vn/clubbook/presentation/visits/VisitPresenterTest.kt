package vn.clubbook.presentation.visits

import java.time.Duration
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.VisitView
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.readings.Measure

@OptIn(ExperimentalCoroutinesApi::class)
class VisitPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val lan by lazy { practice.person("Đinh Thị Lan").id }

    private fun TestScope.present(kept: SavedForm = KeptForm(), inScope: CoroutineScope = backgroundScope) =
        VisitPresenter(practice.inside(this), inScope, kept, VisitTask.Record(lan)).also { runCurrent() }

    private fun TestScope.act(presenter: VisitPresenter, vararg events: VisitEvent) {
        for (event in events) {
            presenter.on(event)
            runCurrent()
        }
    }

    private fun visits(): List<VisitView> = practice.core.visitsOf(lan, 50u)

    @Test
    fun `services are those of the last time, the day is today, and readings are empty beside the last ones`() = runTest {
        val state = present().state.value
        val opened = checkNotNull(state.opened)
        val form = checkNotNull(state.form)
        assertEquals(opened.view.today, form.day)
        assertEquals(listOf("trò chuyện", "đo huyết áp"), opened.choices.services.filter { it.number in form.services }.map { it.label })
        assertEquals(mapOf<Measure, String>(), form.readings)
        assertEquals("133", opened.view.lastReadings?.readings?.systolic)
        assertFalse(state.isChanged)
    }

    @Test
    fun `a visit as the last one takes one event, and says that it is kept in this phone`() = runTest {
        val presenter = present()
        val before = visits().size
        act(presenter, VisitEvent.Save, VisitEvent.Save)
        assertEquals(practice.core.newVisit(lan).person.id, visits().first().person.id)
        assertEquals(before + 1, visits().size)
        assertEquals("hôm nay", visits().first().on)
        val saved = checkNotNull(presenter.state.value.saved)
        assertTrue(saved.words, saved.words.contains("Đã lưu"))
        assertEquals(listOf<Any>(), saved.advice)
    }

    @Test
    fun `a dangerous reading comes back with what to do and the number to call`() = runTest {
        val presenter = present()
        act(presenter, VisitEvent.Read(Measure.Systolic, "190"), VisitEvent.Read(Measure.Diastolic, "120"), VisitEvent.Save)
        val advice = presenter.state.value.saved!!.advice.single()
        assertTrue(advice.words, advice.words.startsWith("Huyết áp 190/120, rất cao."))
        assertEquals(listOf("115"), advice.numbers)
    }

    @Test
    fun `what cannot be is said, and the form is as it was`() = runTest {
        val presenter = present()
        val before = visits()
        act(presenter, VisitEvent.Read(Measure.Systolic, "80"), VisitEvent.Read(Measure.Diastolic, "120"), VisitEvent.Save)
        val state = presenter.state.value
        assertNotNull(state.refused)
        assertNull(state.saved)
        assertEquals("80", state.form?.readings?.get(Measure.Systolic))
        assertEquals(before, visits())
        act(presenter, VisitEvent.Read(Measure.Systolic, "180"))
        assertNull("said until something is changed", presenter.state.value.refused)
    }

    @Test
    fun `a second record of a day is asked about, and one answer saves it`() = runTest {
        act(present(), VisitEvent.Save)
        val presenter = present()
        act(presenter, VisitEvent.Save)
        assertTrue(presenter.state.value.sameVisit!!.words.endsWith("Cùng một lần thăm?"))
        assertNull(presenter.state.value.saved)
        act(presenter, VisitEvent.LeaveQuestion)
        assertNull(presenter.state.value.sameVisit)
        assertNull(presenter.state.value.saved)
        act(presenter, VisitEvent.Save, VisitEvent.Answer(isSame = false))
        assertNotNull(presenter.state.value.saved)
        val third = present()
        act(third, VisitEvent.Save, VisitEvent.Answer(isSame = true))
        assertNotNull(third.state.value.saved)
        assertEquals(3, visits().count { it.on == "hôm nay" })
    }

    @Test
    fun `of somebody who was not at home nothing else is said, and nothing that was typed is lost`() = runTest {
        val presenter = present()
        act(presenter, VisitEvent.Read(Measure.Systolic, "130"), VisitEvent.Read(Measure.Diastolic, "80"), VisitEvent.Met(atHome = false))
        assertEquals("130", presenter.state.value.form?.readings?.get(Measure.Systolic))
        act(presenter, VisitEvent.Save)
        val visit = visits().first()
        assertTrue(visit.notAtHome)
        assertEquals(listOf<Any>(), visit.services)
        assertNull(visit.readings)
    }

    @Test
    fun `what was noticed has somebody who acts on it until a day`() = runTest {
        val presenter = present()
        val opened = presenter.state.value.opened!!
        val fall = opened.choices.alerts.first { it.label == "bị ngã" }.number
        val thu = opened.view.mayAct.first { it.words == "ông Thử" }
        act(
            presenter,
            VisitEvent.ToggleAlert(fall),
            VisitEvent.ChooseFollowUpBy(thu.person),
            VisitEvent.ChooseFollowUpUntil(opened.view.until[2].day),
            VisitEvent.Note("Bà trượt chân ngoài sân."),
            VisitEvent.Save,
        )
        assertEquals(listOf("bị ngã", "Bà trượt chân ngoài sân."), visits().first().remarks)
        val followed = practice.core.today().followUps.single().words
        assertTrue(followed, followed.contains("Thử"))
    }

    @Test
    fun `what is spoken is saved after what is typed`() = runTest {
        val presenter = present()
        act(presenter, VisitEvent.Note("Bà mệt."), VisitEvent.Dictated("Bà ăn được."), VisitEvent.Save)
        assertEquals(listOf("Bà mệt. Bà ăn được."), visits().first().remarks)
    }

    @Test
    fun `a form in the middle outlives the end of the process, whatever stands in it`() = runTest {
        val kept = KeptForm()
        val first = present(kept)
        val opened = first.state.value.opened!!
        act(
            first,
            VisitEvent.OtherDay,
            VisitEvent.ChooseDay(opened.view.days[4].day),
            VisitEvent.ToggleService(2u),
            VisitEvent.ToggleService(1u),
            VisitEvent.ToggleVisitor(opened.view.mayHaveGone.last().person),
            VisitEvent.TogglePartner,
            VisitEvent.Read(Measure.Weight, "54,3"),
            VisitEvent.AllReadings,
            VisitEvent.ChooseCondition(3u),
            VisitEvent.ToggleAlert(1u),
            VisitEvent.ChooseFollowUpBy(opened.view.mayAct.last().person),
            VisitEvent.ChooseFollowUpUntil(opened.view.until.last().day),
            VisitEvent.ChooseDuration(2u),
            VisitEvent.Note("Bà ăn được,\nngủ hơi ít."),
            VisitEvent.Met(atHome = false),
        )
        assertEquals(first.state.value.form, present(kept).state.value.form)
    }

    @Test
    fun `that it was saved, and what to do, outlives the process too`() = runTest {
        val kept = KeptForm()
        val first = present(kept)
        act(first, VisitEvent.Read(Measure.Systolic, "190"), VisitEvent.Read(Measure.Diastolic, "120"), VisitEvent.Save)
        val second = present(kept)
        assertEquals(first.state.value.saved, second.state.value.saved)
        act(second, VisitEvent.Save)
        assertEquals("it is not saved twice", 1, visits().count { it.on == "hôm nay" })
        assertNull("nor asked about", second.state.value.sameVisit)
    }

    @Test
    fun `a form that was left open over midnight names its days anew, and what was chosen stays the day that it was`() = runTest {
        val evening = evening()
        val book = practice.inside(this)
        val presenter = VisitPresenter(book, backgroundScope, KeptForm(), VisitTask.Record(lan)).also { runCurrent() }
        val before = presenter.state.value.opened!!.view
        val yesterday = before.days[1]
        assertEquals("hôm qua", yesterday.words)
        act(presenter, VisitEvent.ChooseDay(yesterday.day), VisitEvent.Note("Bà ăn được."))

        practice.network = evening + Duration.ofDays(1)
        wake(book)
        val after = presenter.state.value
        assertEquals(before.today.plusDays(1) to "hôm nay", after.opened!!.view.run { today to days.first().words })
        assertNotEquals("hôm qua", after.opened.view.days.single { it.day == yesterday.day }.words)
        assertEquals(yesterday.day to "Bà ăn được.", after.form!!.run { day to note })
    }

    /** The network says that it is evening in Vietnam, on a day that has not come yet. */
    private fun evening(): Instant {
        val zone = ZoneId.of("Asia/Ho_Chi_Minh")
        return LocalDate.now(zone).plusDays(1).atTime(20, 0).atZone(zone).toInstant().also { practice.network = it }
    }

    /** Somebody looks at the app again. */
    private fun TestScope.wake(book: Book) {
        backgroundScope.launch { book.wake() }
        runCurrent()
    }
}
