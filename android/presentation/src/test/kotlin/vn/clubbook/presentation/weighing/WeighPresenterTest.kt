package vn.clubbook.presentation.weighing

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
import vn.clubbook.ffi.CloseRequest
import vn.clubbook.ffi.Mark
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.readings.Measure

@OptIn(ExperimentalCoroutinesApi::class)
class WeighPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val meeting by lazy { (practice.core.rollOfThisMonth() ?: practice.core.openMeeting(null, null, true)).meeting }

    private fun TestScope.present(kept: SavedForm = KeptForm()) =
        WeighPresenter(practice.inside(this), backgroundScope, kept, meeting).also { runCurrent() }

    private fun TestScope.act(presenter: WeighPresenter, vararg events: WeighEvent) {
        for (event in events) {
            presenter.on(event)
            runCurrent()
        }
    }

    private fun numbers(systolic: String, diastolic: String, weight: String) = arrayOf<WeighEvent>(
        WeighEvent.Number(Measure.Systolic, systolic),
        WeighEvent.Number(Measure.Diastolic, diastolic),
        WeighEvent.Number(Measure.Weight, weight),
    )

    @Test
    fun `a name, three numbers, the next, and who was measured is marked where they stand`() = runTest {
        val presenter = present()
        val before = presenter.state.value.shown.map { it.person.id }
        val third = before[2]
        act(presenter, WeighEvent.Choose(third), *numbers("130", "85", "54,3"), WeighEvent.Save)
        val state = presenter.state.value
        assertEquals("cân nặng 54,3, huyết áp 130/85", state.weighed?.words)
        assertNull(state.entry)
        assertEquals(before, state.shown.map { it.person.id })
        assertEquals(listOf(third), state.shown.filter { it.isMeasured }.map { it.person.id })
        assertEquals(1, state.measured)
        assertFalse(state.weighed!!.isAlarming)
    }

    @Test
    fun `those who are there come first, who is away says so, and nobody moves while people are weighed`() = runTest {
        val roll = practice.core.openMeeting(null, null, true)
        fun mark(place: Int, mark: Mark) = roll.rows[place].let { practice.core.mark(roll.meeting, it.person.id, mark, null, it.seen) }
        mark(0, Mark.EXCUSED)
        mark(5, Mark.PRESENT)
        mark(9, Mark.LATE)
        val presenter = present()
        val before = presenter.state.value
        assertEquals(listOf(roll.rows[5].person.id, roll.rows[9].person.id), before.shown.take(2).map { it.person.id })
        assertEquals(listOf("vắng có lý do"), before.shown.mapNotNull { it.away })
        assertEquals(2, before.expected)
        mark(3, Mark.PRESENT)
        act(presenter, WeighEvent.Choose(roll.rows[9].person.id), *numbers("130", "85", "54"), WeighEvent.Save)
        val after = presenter.state.value
        assertEquals(before.shown.map { it.person.id }, after.shown.map { it.person.id })
        assertEquals(1 to 3, after.measured to after.expected)
    }

    @Test
    fun `a dangerous reading stays on the screen until it is read, also through the end of the process`() = runTest {
        val kept = KeptForm()
        val presenter = present(kept)
        act(presenter, WeighEvent.Choose(presenter.state.value.shown[0].person.id), *numbers("190", "120", ""), WeighEvent.Save)
        assertTrue(presenter.state.value.weighed!!.isAlarming)
        assertTrue(presenter.state.value.weighed!!.advice.single().words.startsWith("Huyết áp 190/120, rất cao."))
        val second = present(kept)
        assertEquals(presenter.state.value.weighed, second.state.value.weighed)
        act(second, WeighEvent.AlarmRead)
        assertFalse(second.state.value.weighed!!.isAlarming)
        assertFalse(present(kept).state.value.weighed!!.isAlarming)
    }

    @Test
    fun `what was just typed can be corrected, and takes nothing else away`() = runTest {
        val presenter = present()
        val first = presenter.state.value.shown[0].person.id
        act(presenter, WeighEvent.Choose(first), *numbers("130", "85", "543"), WeighEvent.Save)
        assertNotNull("what cannot be is said", presenter.state.value.refused)
        act(presenter, WeighEvent.Number(Measure.Weight, "54,3"), WeighEvent.Save, WeighEvent.Choose(first))
        assertEquals("54,3", presenter.state.value.entry?.numbers?.get(Measure.Weight))
        assertFalse(presenter.state.value.entry!!.replaces)
        act(presenter, WeighEvent.Number(Measure.Weight, "55"), WeighEvent.Save)
        assertEquals("cân nặng 55, huyết áp 130/85", presenter.state.value.weighed?.words)
    }

    @Test
    fun `of somebody measured before, it is said that new numbers take the place of the old ones`() = runTest {
        val first = present()
        val who = first.state.value.shown[0].person.id
        act(first, WeighEvent.Choose(who), *numbers("130", "85", ""), WeighEvent.Save)
        val second = present()
        act(second, WeighEvent.Choose(who))
        assertTrue(second.state.value.entry!!.replaces)
    }

    @Test
    fun `numbers in the middle outlive the process, and are saved over what was seen then`() = runTest {
        val kept = KeptForm()
        val first = present(kept)
        val who = first.state.value.shown[4].person.id
        act(first, WeighEvent.Choose(who), *numbers("130", "8", ""))
        val second = present(kept)
        assertEquals(first.state.value.entry, second.state.value.entry)
        act(second, WeighEvent.Number(Measure.Diastolic, "80"), WeighEvent.Save)
        assertEquals("huyết áp 130/80", second.state.value.weighed?.words)
    }

    @Test
    fun `somebody is looked for by a piece of the name, and the list is whole again after saving`() = runTest {
        val presenter = present()
        act(presenter, WeighEvent.Typed("hoa"))
        val found = presenter.state.value.shown
        assertEquals("Lý Thị Hoa", found.first().person.name)
        assertTrue(found.size < 24)
        act(presenter, WeighEvent.Choose(found.first().person.id), *numbers("130", "80", "50"), WeighEvent.Save)
        assertEquals(24, presenter.state.value.shown.size)
        assertEquals("", presenter.state.value.typed)
    }

    @Test
    fun `people are weighed after the end of the meeting, too, and it stays closed`() = runTest {
        val roll = practice.core.openMeeting(null, null, true)
        practice.core.closeMeeting(CloseRequest(roll.meeting, roll.seen, null, listOf(), Mark.ABSENT))
        val presenter = present()
        val first = presenter.state.value.shown.first().person.id
        act(presenter, WeighEvent.Choose(first), *numbers("130", "85", "54"), WeighEvent.Save)
        assertEquals(24, presenter.state.value.shown.size)
        assertTrue(practice.core.rollOfThisMonth()!!.isClosed)
    }

    @Test
    fun `numbers of the wrong person are taken back, also after the end of the process, and what was there before stands again`() =
        runTest {
            val kept = KeptForm()
            val presenter = present(kept)
            val who = presenter.state.value.shown[1].person
            act(presenter, WeighEvent.Choose(who.id), *numbers("130", "85", "54,3"), WeighEvent.Save)
            val second = present(kept)
            act(second, WeighEvent.TakeBack)
            assertEquals(who.said, second.state.value.takenBack)
            assertNull(second.state.value.weighed)
            assertEquals(0, second.state.value.measured)
            act(second, WeighEvent.Choose(who.id))
            assertFalse("nothing of it is left", second.state.value.entry!!.replaces)
            assertNull(second.state.value.takenBack)
            act(second, *numbers("120", "80", "50"), WeighEvent.Save)
            act(second, WeighEvent.Choose(who.id), *numbers("150", "90", "60"), WeighEvent.Save, WeighEvent.TakeBack)
            assertEquals("cân nặng 50, huyết áp 120/80 stand again", 1, second.state.value.measured)
            act(second, WeighEvent.TakeBack)
            assertEquals("there is nothing left to take back", 1, second.state.value.measured)
        }
}
