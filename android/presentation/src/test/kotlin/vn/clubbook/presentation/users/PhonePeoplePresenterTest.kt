package vn.clubbook.presentation.users

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.PossibleUserView
import vn.clubbook.presentation.PracticeBook

class PhonePeoplePresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val core get() = practice.core

    private fun TestScope.people() = PhonePeoplePresenter(practice.inside(this), backgroundScope)

    private fun TestScope.ownPin() = OwnPinPresenter(practice.inside(this), backgroundScope)

    private suspend fun PhonePeoplePresenter.until(what: (PhonePeopleState) -> Boolean) = state.first(what)

    private fun PhonePeoplePresenter.enterTwice(digits: String) = repeat(2) { on(PhonePeopleEvent.Enter(digits)) }

    private suspend fun PhonePeoplePresenter.add(): PossibleUserView {
        on(PhonePeopleEvent.Add)
        val one = (until { it.step is PeopleStep.Adding }.step as PeopleStep.Adding).people.first()
        on(PhonePeopleEvent.AddThis(one.person))
        return one
    }

    @Test
    fun `who is added chooses a PIN by entering it twice, once the one at the phone has one`() = runTest {
        val presenter = people()
        presenter.on(PhonePeopleEvent.Add)
        val refused = presenter.until { it.refused != null }
        assertEquals("Máy nhiều người dùng thì mỗi người cần có mã số riêng. Đặt mã số riêng trước.", refused.refused)
        assertEquals("nobody was handed the phone for it", PeopleStep.Looking, refused.step)

        core.setPin("1111")
        val member = presenter.add()
        assertTrue("$member", member.tasks.isNotEmpty())
        presenter.enterTwice("2222")
        val after = presenter.until { it.done != null }
        assertEquals(PeopleDone.Added(member.person.said) to null, after.done to after.refused)
        assertEquals(mapOf(core.person() to true, member.person.id to true), after.people!!.associate { it.person to it.hasPin })
        presenter.on(PhonePeopleEvent.Add)
        val left = presenter.until { it.step is PeopleStep.Adding }.step as PeopleStep.Adding
        assertFalse(left.people.any { it.person.id == member.person.id })
    }

    @Test
    fun `two numbers that differ change nothing, and it begins again`() = runTest {
        core.setPin("1111")
        val presenter = people()
        presenter.add()
        presenter.on(PhonePeopleEvent.Enter("2222"))
        assertTrue((presenter.state.value.step as PeopleStep.ChoosingPin).pin.isAgain)
        presenter.on(PhonePeopleEvent.Enter("2223"))
        assertEquals(NewPin(isDifferent = true), (presenter.state.value.step as PeopleStep.ChoosingPin).pin)
        assertEquals(1, core.users().size)
        presenter.enterTwice("3333")
        presenter.until { it.people?.size == 2 }
    }

    @Test
    fun `the head lets somebody who forgot theirs choose another, without network`() = runTest {
        core.setPin("1111")
        val head = core.person()
        val presenter = people()
        val member = presenter.add()
        presenter.enterTwice("2222")
        val user = presenter.until { it.done != null }.people!!.single { it.person == member.person.id }
        presenter.on(PhonePeopleEvent.About(user))
        presenter.on(PhonePeopleEvent.ForgotPin)
        presenter.enterTwice("4444")
        assertEquals(PeopleDone.PinChanged(user.name), presenter.until { it.done is PeopleDone.PinChanged }.done)
        assertThrows(ClubbookException.WrongPin::class.java) { core.signIn(user.person, "2222") }
        core.signIn(user.person, "4444")

        // The other way round the core says no, and so does the screen.
        presenter.on(PhonePeopleEvent.About(core.users().single { it.person == head }))
        presenter.on(PhonePeopleEvent.ForgotPin)
        presenter.enterTwice("5555")
        assertEquals("Việc này chủ nhiệm hoặc phó chủ nhiệm mới làm được. Chưa đổi gì.", presenter.until { it.refused != null }.refused)
    }

    @Test
    fun `somebody is taken off the phone after a question`() = runTest {
        core.setPin("1111")
        val presenter = people()
        val member = presenter.add()
        presenter.enterTwice("2222")
        presenter.until { it.done != null }
        val user = core.users().single { it.person == member.person.id }
        presenter.on(PhonePeopleEvent.About(user))
        presenter.on(PhonePeopleEvent.AskRemoval)
        presenter.on(PhonePeopleEvent.KeepPerson)
        assertEquals(PeopleStep.About(user), presenter.state.value.step)
        presenter.on(PhonePeopleEvent.AskRemoval)
        presenter.on(PhonePeopleEvent.Remove)
        assertEquals(PeopleDone.Removed(user.name), presenter.until { it.done is PeopleDone.Removed }.done)
        assertEquals(listOf(core.person()), core.users().map { it.person })
    }

    @Test
    fun `one's own PIN is chosen, changed and removed, and not removed where others use the phone`() = runTest {
        val presenter = ownPin()
        suspend fun until(what: (OwnPinState) -> Boolean) = presenter.state.first(what)
        repeat(2) { presenter.on(OwnPinEvent.Enter("1111")) }
        assertTrue(until { it.outcome == PinOutcome.Chosen }.hasPin)
        presenter.on(OwnPinEvent.Enter("9999"))
        assertEquals(null, presenter.state.value.outcome)
        presenter.on(OwnPinEvent.Enter("1111"))
        assertTrue(presenter.state.value.pin.isDifferent)
        presenter.on(OwnPinEvent.Remove)
        assertFalse(until { it.outcome == PinOutcome.Removed }.hasPin)

        repeat(2) { presenter.on(OwnPinEvent.Enter("1234")) }
        until { it.outcome == PinOutcome.Chosen }
        core.addUser(core.members().first { it.roles.isNotEmpty() && it.person.id != core.person() }.person.id, "2222")
        presenter.on(OwnPinEvent.Remove)
        assertTrue(until { it.outcome is PinOutcome.Refused }.hasPin)
    }
}
