package vn.clubbook.presentation.visits

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Rule
import org.junit.Test
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook
import vn.clubbook.presentation.SavedForm

@OptIn(ExperimentalCoroutinesApi::class)
class VisitsPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val lan by lazy { practice.person("Đinh Thị Lan").id }

    private fun TestScope.present(kept: SavedForm = KeptForm()) =
        VisitsPresenter(practice.inside(this), backgroundScope, kept, lan).also { runCurrent() }

    private fun TestScope.act(presenter: VisitsPresenter, vararg events: VisitsEvent) {
        for (event in events) {
            presenter.on(event)
            runCurrent()
        }
    }

    @Test
    fun `the visits come with the last one first, and readings as a chart`() = runTest {
        val state = present().state.value
        assertEquals(3, state.visits.size)
        assertEquals("huyết áp 133/82", state.visits.first().readings)
        val chart = state.charts.single()
        assertEquals("huyết áp", chart.label)
        assertEquals(listOf(listOf(135.0, 82.0), listOf(134.0, 82.0), listOf(133.0, 82.0)), chart.days.map { it.second })
    }

    @Test
    fun `a visit is taken back with its reason, and counts again when that is undone`() = runTest {
        val presenter = present()
        val visit = presenter.state.value.visits.first().id
        act(presenter, VisitsEvent.Open(visit), VisitsEvent.AskReason, VisitsEvent.Reason("ghi nhầm người"), VisitsEvent.TakeBack)
        val state = presenter.state.value
        assertEquals("ghi nhầm người", state.visits.first { it.id == visit }.voided)
        assertEquals(visit, state.takenBack?.id)
        assertNull(state.chosen)
        assertEquals("what was measured goes with it", 2, state.charts.single().days.size)
        act(presenter, VisitsEvent.Restore(visit))
        assertNull(presenter.state.value.visits.first { it.id == visit }.voided)
        assertNull(presenter.state.value.takenBack)
        assertEquals(3, presenter.state.value.charts.single().days.size)
    }

    @Test
    fun `without a reason nothing is taken back, and the reason in the middle outlives the process`() = runTest {
        val kept = KeptForm()
        val presenter = present(kept)
        val visit = presenter.state.value.visits.first().id
        act(presenter, VisitsEvent.Open(visit), VisitsEvent.AskReason, VisitsEvent.TakeBack)
        assertNotNull(presenter.state.value.refused)
        act(presenter, VisitsEvent.Reason("ghi nhầm ng"))
        val second = present(kept).state.value
        assertEquals(visit, second.shown?.id)
        assertEquals("ghi nhầm ng", second.reason)
        assertNull(second.shown?.voided)
    }
}
