package vn.clubbook.presentation.visits

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.presentation.PracticeBook

@OptIn(ExperimentalCoroutinesApi::class)
class VisitsDuePresenterTest {
    @get:Rule
    val practice = PracticeBook()

    @Test
    fun `those who are due are there with the reason, and one sentence about them`() = runTest {
        val presenter = VisitsDuePresenter(practice.inside(this), backgroundScope)
        runCurrent()
        val state = presenter.state.value
        assertEquals(setOf("Đinh Thị Lan", "Phạm Văn Tùng"), state.due.map { it.person.name }.toSet())
        assertTrue(state.due.all { it.why.isNotEmpty() })
        assertTrue(state.words, state.words.isNotEmpty())
    }
}
