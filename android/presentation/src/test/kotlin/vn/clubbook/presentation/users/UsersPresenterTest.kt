package vn.clubbook.presentation.users

import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.MemberView
import vn.clubbook.presentation.PracticeBook

@OptIn(ExperimentalCoroutinesApi::class)
class UsersPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val core get() = practice.core
    private val head by lazy { core.person() }
    private val volunteer: MemberView by lazy { core.members().first { it.roles.isNotEmpty() && it.person.id != head } }

    private fun TestScope.presenter() = UsersPresenter(practice.inside(this), backgroundScope)

    private suspend fun UsersPresenter.until(what: (UsersState) -> Boolean) = state.first(what)

    /** The head with 1111 and a volunteer with 2222; nobody is at the phone. */
    private fun twoPeople() {
        head
        core.setPin("1111")
        core.addUser(volunteer.person.id, "2222")
        core.signOut()
    }

    private fun UsersPresenter.enter(digits: String) = digits.indices.forEach { on(UsersEvent.Enter(digits.take(it + 1))) }

    @Test
    fun `one person without a PIN is never asked`() = runTest {
        assertEquals(head, core.person())
        val presenter = presenter()
        assertEquals(listOf(false), presenter.until { it.people != null }.people!!.map { it.hasPin })
        presenter.on(UsersEvent.Choose(head))
        assertEquals(null, presenter.until { it.isIn }.chosen)
    }

    @Test
    fun `the fourth digit is the last tap, and the person of the tile is at the phone`() = runTest {
        twoPeople()
        assertThrows(ClubbookException.Locked::class.java) { core.person() }
        val presenter = presenter()
        presenter.until { it.people?.size == 2 }
        presenter.on(UsersEvent.Choose(volunteer.person.id))
        presenter.enter("2222")
        presenter.until { it.isIn }
        assertEquals(volunteer.person.id, core.person())
    }

    @Test
    fun `wrong digits are counted, then each try waits, and after the wait the right ones are taken`() = runTest {
        twoPeople()
        val presenter = presenter()
        presenter.until { it.people?.size == 2 }
        presenter.on(UsersEvent.Choose(volunteer.person.id))
        val said = List(5) {
            presenter.enter("9999")
            val refused = presenter.until { it.refused != null && it.entered.isEmpty() }.refused!!
            presenter.on(UsersEvent.Enter("2"))
            refused
        }
        assertEquals(listOf("4", "3", "2", "1").map { "Sai mã số. Còn $it lần thử. Quên mã thì nhờ chủ nhiệm." }, said.take(4))
        assertTrue(said[4], said[4].startsWith("Sai mã số nhiều lần. Đợi 5 giây rồi thử lại."))
        // The right digits too have to wait, and the rest of the wait is said.
        presenter.enter("2222")
        val waits = presenter.until { it.entered.isEmpty() }.refused!!
        assertTrue(waits, waits.startsWith("Sai mã số nhiều lần. Đợi "))
        // When it is over nothing of it is left on the screen.
        testScheduler.advanceTimeBy(6_000)
        testScheduler.runCurrent()
        assertEquals(null, presenter.state.value.refused)
        assertThrows(ClubbookException.Locked::class.java) { core.person() }
    }

    @Test
    fun `whoever forgot theirs is told what to do, and can let another one go first`() = runTest {
        twoPeople()
        val presenter = presenter()
        presenter.until { it.people?.size == 2 }
        presenter.on(UsersEvent.Choose(volunteer.person.id))
        presenter.on(UsersEvent.Enter("22"))
        presenter.on(UsersEvent.Forgotten)
        assertTrue(presenter.state.value.hasForgotten)
        presenter.on(UsersEvent.OtherPerson)
        assertEquals(UsersState(presenter.state.value.people), presenter.state.value)
    }

    @Test
    fun `who leaves the phone leaves it locked`() = runTest {
        twoPeople()
        core.signIn(head, "1111")
        val presenter = presenter()
        presenter.on(UsersEvent.Leave)
        presenter.until { it.hasLeft }
        assertThrows(ClubbookException.Locked::class.java) { core.person() }
    }
}
