package vn.clubbook.presentation.sent

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.presentation.PracticeBook

class SentPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private fun TestScope.presenter() = SentPresenter(practice.inside(this), backgroundScope)

    @Test
    fun `in the practice club nothing is ever called sent, and trying says why`() = runTest {
        val presenter = presenter()
        val first = presenter.state.first { it.status != null }
        assertTrue(first.isPractice)
        assertFalse(first.status!!.isAllSent)
        assertTrue(first.status.sentence.startsWith("Đang tập thử."))
        presenter.on(SentEvent.SendNow)
        assertTrue(presenter.state.first { it.refused != null }.refused!!.startsWith("Đây là câu lạc bộ tập thử"))
        assertFalse(presenter.state.value.isSending)
    }

    @Test
    fun `the diagnostic file names nobody and is handed on once`() = runTest {
        val presenter = presenter()
        presenter.on(SentEvent.Diagnose)
        val file = presenter.state.first { it.diagnostics != null }.diagnostics!!
        assertTrue(file, file.startsWith("{"))
        val words = practice.core.members().flatMap { it.person.name.split(' ') }.filter { it.length > 2 }
        assertEquals(listOf<String>(), words.filter { it in file })
        presenter.on(SentEvent.Diagnosed)
        assertEquals(null, presenter.state.value.diagnostics)
    }
}
