package vn.clubbook.presentation.people

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.ConsentState
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

class ManyConsentsPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()

    private fun TestScope.presenter() = ManyConsentsPresenter(practice.inside(this), backgroundScope, form)

    private suspend fun ManyConsentsPresenter.until(what: (ManyConsentsState) -> Boolean) = state.first(what)

    @Test
    fun `who said yes is tapped and saved at once, and a slip makes them people whom nobody asked`() = runTest {
        val presenter = presenter()
        val purposes = presenter.until { it.purposes != null }.purposes!!
        val asked = purposes.first { it.notAsked == 24u }.purpose.number
        assertTrue("the practice club was asked for some", purposes.any { it.notAsked == 0u })
        presenter.on(ManyConsentsEvent.Choose(asked))
        val people = presenter.until { it.people.size == 24 }.people
        presenter.on(ManyConsentsEvent.Save)
        assertEquals(ManyConsentsState.Lack.People, presenter.state.value.lacks)
        people.take(3).forEach { presenter.on(ManyConsentsEvent.Toggle(it.id)) }
        presenter.on(ManyConsentsEvent.Toggle(people[2].id))
        presenter.on(ManyConsentsEvent.Save)
        assertEquals(ManyConsentsState.Lack.How, presenter.state.value.lacks)
        presenter.on(ManyConsentsEvent.How(isSigned = false))
        presenter.on(ManyConsentsEvent.Save)
        val noted = presenter.until {
            it.noted != null && it.purposes?.find { one -> one.purpose.number == asked }?.notAsked == 22u
        }.noted!!
        assertEquals("Đã ghi 2 sự đồng ý.", noted.words)
        assertNull(presenter.state.value.purpose)
        assertEquals(ConsentState.GIVEN, practice.core.card(people[0].id).consents.single { it.purpose.number == asked }.state)
        presenter.on(ManyConsentsEvent.TakeBack)
        presenter.until { it.noted == null && it.purposes?.find { one -> one.purpose.number == asked }?.notAsked == 24u }
        assertEquals(ConsentState.MISSING, practice.core.card(people[0].id).consents.single { it.purpose.number == asked }.state)
    }

    @Test
    fun `whoever tapped something has begun, until it is left or untapped`() = runTest {
        val presenter = presenter()
        val asked = presenter.until { it.purposes != null }.purposes!!.first { it.notAsked == 24u }.purpose.number
        presenter.on(ManyConsentsEvent.Choose(asked))
        val person = presenter.until { it.people.isNotEmpty() }.people.first().id
        assertFalse(presenter.state.value.isBegun)
        presenter.on(ManyConsentsEvent.Toggle(person))
        assertTrue(presenter.state.value.isBegun)
        presenter.on(ManyConsentsEvent.Toggle(person))
        assertFalse(presenter.state.value.isBegun)
        presenter.on(ManyConsentsEvent.How(isSigned = true))
        assertTrue(presenter.state.value.isBegun)
        presenter.on(ManyConsentsEvent.Leave)
        assertFalse(presenter.state.value.isBegun)
    }

    @Test
    fun `whom somebody tapped outlives the process`() = runTest {
        val first = presenter()
        val asked = first.until { it.purposes != null }.purposes!!.first { it.notAsked == 24u }.purpose.number
        first.on(ManyConsentsEvent.Choose(asked))
        val people = first.until { it.people.isNotEmpty() }.people
        first.on(ManyConsentsEvent.Toggle(people[4].id))
        first.on(ManyConsentsEvent.How(isSigned = true))
        val second = presenter().until { it.people.isNotEmpty() }
        assertEquals(setOf(people[4].id) to true, second.agreed to second.isSigned)
    }
}
