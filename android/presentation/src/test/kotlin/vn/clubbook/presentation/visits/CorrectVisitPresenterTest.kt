package vn.clubbook.presentation.visits

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.readings.Measure

@OptIn(ExperimentalCoroutinesApi::class)
class CorrectVisitPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val lan by lazy { practice.person("Đinh Thị Lan").id }

    private fun last() = practice.core.visitsOf(lan, 5u).first()

    private fun TestScope.present(kept: SavedForm = KeptForm()) =
        VisitPresenter(practice.inside(this), backgroundScope, kept, VisitTask.Correct(last().id)).also { runCurrent() }

    private fun TestScope.act(presenter: VisitPresenter, vararg events: VisitEvent) {
        for (event in events) {
            presenter.on(event)
            runCurrent()
        }
    }

    private fun service(label: String) = practice.core.visitChoices().services.first { it.label == label }.number

    @Test
    fun `what was saved stands in the form, and saving it as it is corrects nothing`() = runTest {
        val presenter = present()
        val form = presenter.state.value.form!!
        assertEquals(mapOf(Measure.Systolic to "133", Measure.Diastolic to "82"), form.readings)
        assertEquals(setOf(service("trò chuyện"), service("đo huyết áp")), form.services)
        assertEquals(form.day, presenter.state.value.opened!!.view.today.minusDays(7))
        assertFalse(presenter.state.value.isChanged)
        act(presenter, VisitEvent.Save)
        assertNotNull(presenter.state.value.saved)
        assertNull(last().corrected)
    }

    @Test
    fun `what is corrected is saved over what stood there, and the history says so`() = runTest {
        val presenter = present()
        act(
            presenter,
            VisitEvent.ToggleService(service("đo huyết áp")),
            VisitEvent.Read(Measure.Systolic, "143"),
            VisitEvent.Note("ngủ ít"),
        )
        assertTrue(presenter.state.value.isChanged)
        act(presenter, VisitEvent.Save)
        val corrected = last()
        assertEquals(listOf("trò chuyện"), corrected.services.map { it.label })
        assertEquals("huyết áp 143/82" to listOf("ngủ ít"), corrected.readings to corrected.remarks)
        assertEquals("bà Tập đã sửa hôm nay", corrected.corrected)
        assertEquals("no second visit", 3, practice.core.visitsOf(lan, 9u).size)
    }

    @Test
    fun `a correction in the middle outlives the process, and does not write over what it had not seen`() = runTest {
        val kept = KeptForm()
        act(present(kept), VisitEvent.Note("ngủ ít"))
        val meanwhile = present()
        act(meanwhile, VisitEvent.Note("ăn ít"), VisitEvent.Save)
        val second = present(kept)
        assertEquals("ngủ ít", second.state.value.form!!.note)
        act(second, VisitEvent.Save)
        val seen = practice.core.visitForm(last().id).seen
        assertTrue("both notes are in the record", listOf("ngủ ít", "ăn ít").all { String(seen.visit, Charsets.UTF_8).contains(it) })
    }

    @Test
    fun `a second tap of save records nothing more`() = runTest {
        val presenter = present()
        act(presenter, VisitEvent.Note("ngủ ít"), VisitEvent.Save, VisitEvent.Save)
        assertEquals(3, practice.core.visitsOf(lan, 9u).size)
    }
}
