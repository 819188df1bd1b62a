package vn.clubbook.presentation.people

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.ConsentView
import vn.clubbook.presentation.PracticeBook

@OptIn(ExperimentalCoroutinesApi::class)
class ConsentsPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val lan get() = practice.person("Đinh Thị Lan")

    private fun TestScope.presenter() = ConsentsPresenter(practice.inside(this), backgroundScope, lan.id)

    private suspend fun ConsentsPresenter.consent(state: ConsentState): ConsentView =
        this.state.first { it.consents.orEmpty().any { one -> one.state == state } }.consents!!.first { it.state == state }

    private suspend fun ConsentsPresenter.noted(about: ConsentView, state: ConsentState) = this.state.first { shown ->
        about.purpose in shown.noted && shown.question == null && shown.consents!!.any { it.purpose == about.purpose && it.state == state }
    }

    private fun stands(consent: ConsentView) = practice.core.card(lan.id).consents.single { it.purpose == consent.purpose }.state

    @Test
    fun `every purpose says why it is asked`() = runTest {
        val presenter = presenter()
        presenter.consent(ConsentState.GIVEN)
        assertTrue(presenter.state.value.consents!!.all { it.why.isNotBlank() })
    }

    @Test
    fun `an answer is written down at once, and the other one mends it`() = runTest {
        val presenter = presenter()
        val asked = presenter.consent(ConsentState.MISSING)
        presenter.on(ConsentsEvent.Said(asked.purpose, given = true))
        presenter.noted(asked, ConsentState.GIVEN)
        presenter.on(ConsentsEvent.NotedWrongly(asked.purpose, given = false))
        presenter.noted(asked, ConsentState.REFUSED)
        assertEquals(setOf(asked.purpose), presenter.state.value.mended)
        for (second in listOf(true, false)) presenter.on(ConsentsEvent.NotedWrongly(asked.purpose, second))
        runCurrent()
        assertEquals("a hand that shakes", ConsentState.REFUSED, stands(asked))
        presenter.on(ConsentsEvent.Said(asked.purpose, given = true))
        presenter.state.first { it.question != null }
        presenter.on(ConsentsEvent.Confirm)
        presenter.noted(asked, ConsentState.GIVEN)
        assertEquals(setOf<Any>(), presenter.state.value.mended)
    }

    @Test
    fun `a slip becomes what its button said, whatever was noted elsewhere in the meantime`() = runTest {
        val presenter = presenter()
        val asked = presenter.consent(ConsentState.MISSING)
        presenter.on(ConsentsEvent.Said(asked.purpose, given = true))
        presenter.noted(asked, ConsentState.GIVEN)
        practice.core.consent(lan.id, asked.purpose.number, given = false, confirmed = true)
        presenter.noted(asked, ConsentState.REFUSED)
        presenter.on(ConsentsEvent.NotedWrongly(asked.purpose, given = false))
        presenter.state.first { asked.purpose in it.mended }
        assertEquals(ConsentState.REFUSED, stands(asked))
    }

    @Test
    fun `withdrawing asks first, and can be left`() = runTest {
        val presenter = presenter()
        val given = presenter.consent(ConsentState.GIVEN)
        presenter.on(ConsentsEvent.Withdraws(given.purpose))
        assertEquals(ConsentQuestion.Withdraws(given.purpose), presenter.state.value.question)
        presenter.on(ConsentsEvent.LeaveAsItIs)
        assertEquals(null, presenter.state.value.question)
        assertEquals(ConsentState.GIVEN, stands(given))
        presenter.on(ConsentsEvent.Withdraws(given.purpose))
        presenter.on(ConsentsEvent.Confirm)
        assertEquals(given.purpose, presenter.consent(ConsentState.WITHDRAWN).purpose)
        assertEquals(ConsentState.WITHDRAWN, stands(given))
    }

    @Test
    fun `what was withdrawn is given anew only when the question is answered`() = runTest {
        val presenter = presenter()
        val given = presenter.consent(ConsentState.GIVEN)
        practice.core.withdrawConsent(lan.id, given.purpose.number)
        presenter.consent(ConsentState.WITHDRAWN)
        presenter.on(ConsentsEvent.Said(given.purpose, given = true))
        val question = presenter.state.first { it.question != null }.question as ConsentQuestion.GivenAnew
        assertTrue(question.words, question.words.isNotBlank())
        assertEquals(ConsentState.WITHDRAWN, stands(given))
        presenter.on(ConsentsEvent.Confirm)
        presenter.noted(given, ConsentState.GIVEN)
        assertEquals(ConsentState.GIVEN, stands(given))
    }

    @Test
    fun `a second tap of a hand that shakes is no other answer, and writes nothing more down`() = runTest {
        val presenter = presenter()
        val asked = presenter.consent(ConsentState.MISSING)
        val before = practice.core.status().recorded
        for (given in listOf(true, false)) presenter.on(ConsentsEvent.Said(asked.purpose, given))
        presenter.noted(asked, ConsentState.GIVEN)
        runCurrent()
        assertEquals(ConsentState.GIVEN, stands(asked))
        assertEquals(before + 1uL, practice.core.status().recorded)
    }
}
