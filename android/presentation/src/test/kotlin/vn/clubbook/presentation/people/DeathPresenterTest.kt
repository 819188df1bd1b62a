package vn.clubbook.presentation.people

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

class DeathPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()

    private val lan by lazy { practice.person("Đinh Thị Lan") }

    private fun TestScope.presenter() = DeathPresenter(practice.inside(this), backgroundScope, form, lan.id)

    private suspend fun DeathPresenter.until(what: (DeathState) -> Boolean) = state.first(what)

    private fun isDue() = practice.core.today().visits.any { it.person.id == lan.id }

    @Test
    fun `it is asked twice, whoever died is no longer due for a visit, and a slip is taken back after the end of the process, too`() =
        runTest {
            assertTrue(isDue())
            val presenter = presenter()
            presenter.until { it.person != null }
            presenter.on(DeathEvent.Note)
            assertTrue(presenter.state.value.asks && isDue())
            presenter.on(DeathEvent.NotYet)
            presenter.on(DeathEvent.Note)
            presenter.on(DeathEvent.Confirm)
            val noted = presenter.until { it.noted != null }.noted!!
            assertTrue(noted, noted.startsWith("Đã ghi: bà Đinh Thị Lan đã mất."))
            assertFalse(isDue())
            assertTrue(practice.core.members().none { it.person.id == lan.id })
            val second = presenter()
            second.until { it.person?.hasDied == true && it.noted == noted }
            second.on(DeathEvent.TakeBack)
            second.until { it.isTakenBack }
            assertTrue("for whoever comes back after the end of the process", presenter().state.value.isTakenBack)
            assertTrue(isDue() && practice.core.members().any { it.person.id == lan.id })
        }

    @Test
    fun `a date that has not come or does not exist is refused, and one known in part is enough`() = runTest {
        val presenter = presenter()
        presenter.until { it.person != null }
        for (wrong in listOf("1/1/2126", "31/2/2026", "")) {
            presenter.on(DeathEvent.DiedOn(wrong))
            presenter.on(DeathEvent.Confirm)
            presenter.until { it.problem != null }
            assertFalse("$wrong", practice.core.card(lan.id).person.hasDied)
        }
        presenter.on(DeathEvent.DiedOn("2026"))
        presenter.on(DeathEvent.Confirm)
        presenter.until { it.noted != null }
        assertEquals(true, practice.core.card(lan.id).person.hasDied)
    }
}
