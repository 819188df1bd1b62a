package vn.clubbook.presentation.decisions

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.TypedField
import vn.clubbook.presentation.PracticeBook

class DecisionsPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private fun TestScope.presenter() = DecisionsPresenter(practice.inside(this), backgroundScope)

    private suspend fun DecisionsPresenter.waiting(count: Int) = state.first { it.decisions?.size == count }.decisions!!

    /** Two people who did not see each other's value. */
    private fun twoNumbers() {
        val lan = practice.person("Đinh Thị Lan").id
        val seen = practice.core.personForm(lan).seen
        for (number in listOf("0905 111 222", "0905 111 333")) practice.core.correctPerson(lan, seen, listOf(TypedField("phone", number)))
    }

    private fun twice() {
        val lien = practice.core.personForm(practice.person("Y Liên").id)
        practice.core.correctPerson(lien.record, lien.seen, listOf(TypedField("full_name", "Đinh Thị Lan"), TypedField("birth", "1941")))
    }

    @Test
    fun `nothing waits in a book that everybody agrees about`() = runTest {
        assertEquals(listOf<Decision>(), presenter().waiting(0))
    }

    @Test
    fun `of two values one is kept in two taps, and what was dropped is said`() = runTest {
        val presenter = presenter()
        presenter.waiting(0)
        twoNumbers()
        val waits = presenter.waiting(1).single() as Decision.Values
        presenter.on(DecisionsEvent.Open(waits))
        presenter.on(DecisionsEvent.Keep(waits.of.field.entered.last()))
        presenter.waiting(0)
        val decided = presenter.state.value.decided as Decided.Settled
        assertEquals("0905 111 222" to listOf("0905 111 333"), decided.kept.value to decided.dropped.map { it.value })
        assertEquals("0905 111 222", practice.person("Đinh Thị Lan").phone)
        assertEquals(null, presenter.state.value.open)
        presenter.on(DecisionsEvent.KeepInstead(decided.dropped.single()))
        val instead = presenter.state.first { (it.decided as? Decided.Settled)?.kept?.value == "0905 111 333" }.decided as Decided.Settled
        assertEquals("0905 111 333", practice.person("Đinh Thị Lan").phone)
        presenter.on(DecisionsEvent.KeepInstead(instead.dropped.single()))
        presenter.state.first { (it.decided as? Decided.Settled)?.kept?.value == "0905 111 222" }
        assertEquals("0905 111 222", practice.person("Đinh Thị Lan").phone)
        assertEquals(listOf<Decision>(), presenter.state.value.decisions)
    }

    @Test
    fun `two records are one person in two taps, and the other answer undoes it`() = runTest {
        twice()
        val presenter = presenter()
        val waits = presenter.waiting(1).single() as Decision.Twice
        presenter.on(DecisionsEvent.Open(waits))
        presenter.on(DecisionsEvent.Answer(areOne = true))
        presenter.waiting(0)
        val one = presenter.state.value.decided as Decided.Answered
        assertTrue(one.words, one.areOne && one.words.isNotBlank())
        assertEquals(23, practice.core.members().size)
        presenter.on(DecisionsEvent.AnsweredWrongly)
        presenter.state.first { (it.decided as? Decided.Answered)?.areOne == false }
        assertEquals(24, practice.core.members().size)
    }

    @Test
    fun `what somebody else decided meanwhile is no longer asked`() = runTest {
        twice()
        val presenter = presenter()
        val waits = presenter.waiting(1).single() as Decision.Twice
        presenter.on(DecisionsEvent.Open(waits))
        practice.core.link(waits.pair.one.id, waits.pair.other.id, false)
        presenter.waiting(0)
        assertEquals(null, presenter.state.value.open)
    }
}
