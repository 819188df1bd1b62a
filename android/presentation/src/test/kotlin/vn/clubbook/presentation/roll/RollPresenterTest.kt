package vn.clubbook.presentation.roll

import java.util.UUID
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.RollOrder
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

class RollPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()
    private val scope = CoroutineScope(Dispatchers.Unconfined)

    @After
    fun end() = scope.cancel()

    /** What is on the screen once it is so: what other phones and the own taps change comes from threads of the core's. */
    private fun RollPresenter.once(so: RollState.() -> Boolean): RollState = runBlocking { state.first(so) }

    /** Does something and looks when it is so. */
    private fun RollPresenter.on(event: RollEvent, so: RollState.() -> Boolean): RollState {
        on(event)
        return once(so)
    }

    private fun presenter() = RollPresenter(Book(practice.core, Dispatchers.Unconfined), scope, form).also { presenter ->
        if (presenter.once { roll != null || begin != null }.roll == null) presenter.on(RollEvent.Begin) { roll != null }
    }

    @Test
    fun `a roll begins at once on the planned day, on another only when somebody says that the club meets`() {
        val looked = RollPresenter(Book(practice.core, Dispatchers.Unconfined), scope, form)
        val planned = practice.core.today().nextMeeting
        if (planned?.on == practice.core.today().today) {
            looked.once { roll != null }
        } else {
            assertEquals(planned?.words, looked.once { begin != null }.begin!!.next)
            assertNull(practice.core.rollOfThisMonth())
            looked.on(RollEvent.Begin) { roll != null && begin == null }
        }
        assertEquals(practice.core.today().today, practice.core.rollOfThisMonth()!!.heldOn)
    }

    @Test
    fun `a closed roll is shown closed, and opened again when somebody says so`() {
        val first = practice.core.openMeeting(null, null, true)
        practice.core.closeMeeting(vn.clubbook.ffi.CloseRequest(first.meeting, first.seen, null, listOf(), Mark.ABSENT))
        val roll = presenter()
        assertTrue(roll.state.value.roll!!.isClosed)
        assertTrue(practice.core.rollOfThisMonth()!!.isClosed)
        roll.on(RollEvent.Reopen) { !this.roll!!.isClosed }
    }

    private fun RollPresenter.marks(person: UUID, mark: Mark, event: RollEvent = RollEvent.Tap(person)) =
        on(event) { roll!!.rows.first { it.person.id == person }.mark == mark }

    private val RollPresenter.rows get() = state.value.rows

    @Test
    fun `one tap is present, the next takes it back, and the tiles stay where they are`() {
        val roll = presenter()
        val order = roll.rows.map { it.person.id }
        val marked = roll.marks(order[2], Mark.PRESENT)
        assertEquals(1u, marked.roll!!.counts.present)
        assertTrue(roll.once { last != null }.last!!.words.contains("Bấm nhầm?"))
        roll.marks(order[2], Mark.UNSET)
        assertEquals(order, roll.rows.map { it.person.id })
    }

    @Test
    fun `what was just marked is taken back to what it was`() {
        val roll = presenter()
        val id = roll.rows[0].person.id
        roll.marks(id, Mark.EXCUSED, RollEvent.Give(id, Mark.EXCUSED))
        roll.marks(id, Mark.PRESENT)
        roll.once { last?.before == Mark.EXCUSED }
        roll.marks(id, Mark.EXCUSED, RollEvent.TakeBack)
        roll.once { last == null }
    }

    @Test
    fun `two quick taps on one tile mark and take back`() {
        val roll = presenter()
        val (first, second) = roll.rows.map { it.person.id }
        repeat(2) { roll.on(RollEvent.Tap(first)) }
        roll.marks(second, Mark.PRESENT)
        assertEquals(Mark.UNSET, roll.rows[0].mark)
    }

    @Test
    fun `looking for somebody leaves the others out until they are marked`() {
        val roll = presenter()
        val all = roll.rows.size
        val wanted = roll.rows.last().person
        roll.on(RollEvent.Type(wanted.name)) { rows.size < all }
        roll.marks(wanted.id, Mark.PRESENT)
        assertEquals(all, roll.once { typed.isEmpty() }.rows.size)
    }

    @Test
    fun `by name the same people stand in another order`() {
        val roll = presenter()
        val paper = roll.rows.map { it.person.id }
        val byName = roll.on(RollEvent.Order(RollOrder.NAME)) { rows.map { it.person.id } != paper }.rows
        assertEquals(paper.toSet(), byName.map { it.person.id }.toSet())
        val given = byName.map { it.person.name.substringAfterLast(' ') }
        val vietnamese = java.text.Collator.getInstance(java.util.Locale.forLanguageTag("vi"))
        assertEquals(given.sortedWith(vietnamese), given)
    }

    private val RollState.asking get() = step as? RollStep.Asking

    @Test
    fun `closing asks for the heads, then for each whom nobody marked, and can be gone back on`() {
        val roll = presenter()
        val members = roll.rows.filter { !it.isGuest }
        members.drop(3).forEach { roll.marks(it.person.id, Mark.PRESENT) }
        roll.on(RollEvent.Close)
        roll.on(RollEvent.Heads((members.size - 2).toString()))
        roll.on(RollEvent.Counted)
        assertEquals(members.take(3).map { it.person.id }, roll.once { asking != null }.asking!!.unmarked.map { it.person.id })
        roll.on(RollEvent.Answer(Mark.ABSENT))
        roll.on(RollEvent.Back)
        assertEquals(members[0].person.id, roll.state.value.asking!!.who!!.person.id)
        for (mark in listOf(Mark.EXCUSED, Mark.ABSENT, Mark.LATE)) roll.on(RollEvent.Answer(mark))
        assertNull(roll.state.value.asking!!.who)
        val closed = roll.on(RollEvent.CloseNow) { this.roll!!.isClosed }.roll!!
        assertEquals(listOf(Mark.EXCUSED, Mark.ABSENT, Mark.LATE), closed.rows.filter { !it.isGuest }.take(3).map { it.mark })
        assertEquals((members.size - 2).toLong(), closed.counts.headCount)
    }

    @Test
    fun `the end of the app in the middle of the questions loses none of the answers`() {
        val first = presenter()
        first.rows.drop(4).forEach { first.marks(it.person.id, Mark.PRESENT) }
        first.on(RollEvent.Close)
        first.on(RollEvent.Heads("9"))
        first.on(RollEvent.Counted)
        first.on(RollEvent.Answer(Mark.EXCUSED))
        first.on(RollEvent.Answer(Mark.ABSENT))
        val again = presenter().once { asking != null }
        assertEquals(listOf(Mark.EXCUSED, Mark.ABSENT), again.asking!!.answers)
        assertEquals(first.state.value.asking!!.unmarked.map { it.person.id }, again.asking!!.unmarked.map { it.person.id })
        assertEquals("9", again.heads)
    }

    @Test
    fun `a mark of another phone shows, and one that it took back is asked about at closing`() {
        val roll = presenter()
        roll.rows.forEach { roll.marks(it.person.id, Mark.PRESENT) }
        roll.on(RollEvent.Close)
        roll.on(RollEvent.Counted)
        assertNull(roll.once { asking != null }.asking!!.who)
        val meeting = roll.state.value.roll!!.meeting
        val row = practice.core.roll(meeting, RollOrder.REGISTER).rows.first { !it.isGuest }
        practice.core.mark(meeting, row.person.id, Mark.UNSET, null, row.seen)
        roll.on(RollEvent.CloseNow) { asking?.who?.person?.id == row.person.id }
        roll.on(RollEvent.Answer(Mark.LATE))
        roll.on(RollEvent.CloseNow) { this.roll!!.isClosed }
    }
}
