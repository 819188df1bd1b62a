package vn.clubbook.presentation.today

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Rule
import org.junit.Test
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Readings
import vn.clubbook.ffi.RecordVisitRequest
import vn.clubbook.ffi.SameVisit
import vn.clubbook.presentation.PracticeBook

class TodayPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val scope = CoroutineScope(Dispatchers.Unconfined)

    @After
    fun end() = scope.cancel()

    private fun shown(so: TodayState.() -> Boolean = { today != null }): TodayState = runBlocking {
        TodayPresenter(Book(practice.core, Dispatchers.Unconfined), scope).state.first(so)
    }

    private fun visit(person: java.util.UUID) = RecordVisitRequest(
        person, listOf(), null, false, listOf(1u), null, listOf(), null, null, "", null, null, null, Readings(), SameVisit.NotAsked,
    )

    @Test
    fun `whoever was visited is due no longer, as soon as it is saved`() {
        val today = TodayPresenter(Book(practice.core, Dispatchers.Unconfined), scope)
        val first = runBlocking { today.state.first { it.today != null } }.today!!.visits.first().person.id
        practice.core.recordVisit(visit(first))
        runBlocking { today.state.first { state -> state.today!!.visits.none { it.person.id == first } } }
    }

    @Test
    fun `the practice club is never said to be sent`() {
        assertFalse(shown().status!!.isAllSent)
    }
}
