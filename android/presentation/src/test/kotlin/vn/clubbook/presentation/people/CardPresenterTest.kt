package vn.clubbook.presentation.people

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.AddPersonRequest
import vn.clubbook.ffi.CallView
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.TypedField
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

class CardPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()

    private val lan by lazy { practice.person("Đinh Thị Lan") }

    private fun TestScope.presenter() = CardPresenter(practice.inside(this), backgroundScope, form, lan.id)

    private suspend fun CardPresenter.until(what: (CardState) -> Boolean) = state.first(what)

    @Test
    fun `the card is there, and follows what is corrected elsewhere`() = runTest {
        val presenter = presenter()
        assertEquals(listOf<CallView>(), presenter.until { it.card != null }.card!!.calls)
        assertTrue(presenter.state.value.isMember)
        val seen = practice.core.personForm(lan.id).seen
        val typed = listOf("phone" to "0905 111 222", "relative_name" to "Hùng", "relative_phone" to "+84 905 111 333")
        practice.core.correctPerson(lan.id, seen, typed.map { (name, text) -> TypedField(name, text) })
        val numbers = presenter.until { it.card!!.calls.size == 2 }.card!!.calls
        assertEquals(CallView("0905 111 222", isOwn = true, of = null), numbers[0])
        assertEquals("Hùng" to false, numbers[1].of to numbers[1].isOwn)
    }

    @Test
    fun `who leaves needs a reason, and it can be taken back`() = runTest {
        val presenter = presenter()
        presenter.until { it.isMember }
        presenter.on(CardEvent.StartLeaving)
        val leaving = presenter.until { it.leaving != null }.leaving!!
        presenter.on(CardEvent.Leave)
        assertEquals(Leaving.Lack.Reason, presenter.state.value.leaving!!.lacks)
        presenter.on(CardEvent.Reason(leaving.reasons.first()))
        presenter.on(CardEvent.Leave)
        presenter.until { it.hasJustLeft && !it.isMember }
        assertTrue(practice.core.members().none { it.person.id == lan.id })
        presenter.on(CardEvent.TakeBack)
        presenter.until { !it.hasJustLeft && it.isMember }
        assertTrue(practice.core.members().any { it.person.name == "Đinh Thị Lan" })
    }

    @Test
    fun `a day that does not exist, and one that has not come, are not written down`() = runTest {
        val presenter = presenter()
        presenter.on(CardEvent.StartLeaving)
        presenter.on(CardEvent.Reason(presenter.until { it.leaving != null }.leaving!!.reasons.first()))
        presenter.on(CardEvent.LeftOn("31/2/2026"))
        presenter.on(CardEvent.Leave)
        assertEquals(Leaving.Lack.Day, presenter.state.value.leaving!!.lacks)
        presenter.on(CardEvent.LeftOn("1/1/2126"))
        presenter.on(CardEvent.Leave)
        assertTrue(presenter.until { it.problem != null }.leaving != null)
        assertTrue(practice.core.members().any { it.person.id == lan.id })
    }

    @Test
    fun `who holds a post does not leave before it ended, and is told so on the form`() = runTest {
        val deputy = practice.core.board().posts.single { it.role.label == "phó chủ nhiệm" }.role.number
        practice.core.appoint(lan.id, deputy, listOf())
        val presenter = presenter()
        presenter.on(CardEvent.StartLeaving)
        presenter.on(CardEvent.Reason(presenter.until { it.leaving != null }.leaving!!.reasons.first()))
        presenter.on(CardEvent.Leave)
        val refused = presenter.until { it.problem != null }
        assertTrue(refused.problem, "phó chủ nhiệm" in refused.problem!! && refused.leaving != null && refused.isMember)
        practice.core.endPost(lan.id, deputy, false)
        presenter.on(CardEvent.Leave)
        presenter.until { it.hasJustLeft && !it.isMember }
    }

    @Test
    fun `what was said about leaving outlives the process, and is gone when somebody stays`() = runTest {
        val first = presenter()
        first.on(CardEvent.StartLeaving)
        val reason = first.until { it.leaving != null }.leaving!!.reasons[1]
        first.on(CardEvent.Reason(reason))
        first.on(CardEvent.LeftOn("1/11/2026"))
        val second = presenter()
        val kept = second.until { it.leaving != null }.leaving!!
        assertEquals(reason to "1/11/2026", kept.reason to kept.day)
        second.on(CardEvent.KeepMember)
        val third = presenter()
        assertFalse(third.until { it.card != null }.leaving != null)
    }

    @Test
    fun `who moves to another club has to say which, gets what that club needs, and it can be taken back`() = runTest {
        val presenter = presenter()
        presenter.on(CardEvent.StartLeaving)
        val leaving = presenter.until { it.leaving != null }.leaving!!
        presenter.on(CardEvent.Reason(leaving.moving!!))
        presenter.on(CardEvent.Leave)
        assertEquals(Leaving.Lack.Club, presenter.state.value.leaving!!.lacks)
        presenter.on(CardEvent.To("CLB Nước Lăng"))
        presenter.on(CardEvent.Leave)
        val transfer = presenter.until { it.transfer != null && !it.isMember }.transfer!!
        assertEquals("Câu lạc bộ tập thử" to "2024", transfer.fromClub to transfer.joinedOn)
        assertTrue(transfer.lines.any { it.value == "Đinh Thị Lan" })
        presenter.on(CardEvent.TakeBack)
        presenter.until { it.isMember && it.transfer == null }
    }

    @Test
    fun `whom the book knows joins by one tap, and a slip is taken back`() = runTest {
        val mai = practice.core.addPerson(AddPersonRequest("Trần Thị Mai", listOf(), false, null, false, false))
        assertFalse(practice.core.find("tran thi mai", 3u)!!.first().isMember)
        val presenter = CardPresenter(practice.inside(this), backgroundScope, KeptForm(), mai.id)
        presenter.until { it.card != null && !it.isMember }
        presenter.on(CardEvent.Join())
        presenter.until { it.hasJustJoined && it.isMember }
        assertEquals(25L, practice.core.members().single { it.person.id == mai.id }.registerNo)
        assertTrue(practice.core.find("tran thi mai", 3u)!!.first().isMember)
        presenter.on(CardEvent.TakeBackJoin)
        presenter.until { !it.hasJustJoined && !it.isMember }
        assertEquals(24, practice.core.members().size)
    }

    @Test
    fun `the card names the group and says who lives alone`() = runTest {
        val card = presenter().until { it.card != null }.card!!
        assertEquals("Tổ 1: 8 người, tổ trưởng chú Hồ Văn Quen", card.group)
        assertEquals(listOf("sống một mình"), card.circumstances)
    }

    @Test
    fun `that somebody no longer lives alone is one tap, leaves the list, and a slip is taken back`() = runTest {
        val alone = { practice.core.peopleLists().first().people.map { it.name } }
        val presenter = presenter()
        presenter.until { it.card?.livesAlone == true }
        presenter.on(CardEvent.SayLivesAlone(false))
        presenter.until { it.saidToLiveAlone?.livesAlone == false && it.card?.livesAlone == false }
        assertEquals(listOf<String>(), alone())
        presenter.on(CardEvent.TakeBackLivesAlone)
        assertFalse(presenter.until { it.saidToLiveAlone == null && it.card?.livesAlone == true }.offersToLiveAlone)
        assertEquals(listOf("Đinh Thị Lan"), alone())
    }

    @Test
    fun `what somebody else wrote since is not taken back, and is not offered to be`() = runTest {
        val presenter = presenter()
        presenter.until { it.card?.livesAlone == true }
        presenter.on(CardEvent.SayLivesAlone(false))
        presenter.until { it.saidToLiveAlone?.livesAlone == false && it.card?.livesAlone == false }
        practice.core.sayLivesAlone(lan.id, true)
        presenter.until { it.card?.livesAlone == true }
        presenter.on(CardEvent.TakeBackLivesAlone)
        assertEquals(null, presenter.until { it.problem != null }.saidToLiveAlone)
    }

    @Test
    fun `who was never asked is kept as living alone, unseen until they agree`() = runTest {
        val mai = practice.core.addPerson(AddPersonRequest("Trần Thị Mai", listOf(), true, null, false, false))
        val presenter = CardPresenter(practice.inside(this), backgroundScope, KeptForm(), mai.id)
        presenter.until { it.card != null }
        presenter.on(CardEvent.SayLivesAlone(true))
        val card = presenter.until { it.saidToLiveAlone?.livesAlone == true }.card!!
        assertEquals(null to ConsentState.MISSING, card.livesAlone to card.circumstancesConsent)
        val circumstances = practice.core.card(mai.id).consents.single { it.purpose.label == "hoàn cảnh" }.purpose
        practice.core.consent(mai.id, circumstances.number, true, false)
        presenter.until { it.card!!.livesAlone == true }
    }

    @Test
    fun `with whom somebody lives is one choice, leaving the household one tap, and both are taken back`() = runTest {
        val tung = practice.person("Phạm Văn Tùng")
        val presenter = presenter()
        presenter.until { it.card != null && it.card.household == null }
        presenter.on(CardEvent.LiveWith(lan.id))
        assertEquals("nobody lives with themselves", null, presenter.until { it.problem != null }.moved)
        presenter.on(CardEvent.LiveWith(tung.id))
        val moved = presenter.until { it.moved != null && it.card?.household != null }
        assertEquals(tung.id to null, moved.moved!!.with!!.id to moved.problem)
        assertEquals(listOf(tung.id), moved.card!!.householdPeople.map { it.id })
        presenter.on(CardEvent.LiveApart)
        presenter.on(CardEvent.LiveApart)
        presenter.until { it.moved?.with == null && it.card?.household == null }
        presenter.on(CardEvent.TakeBackMove)
        presenter.until { it.moved == null && it.card?.household != null }
        presenter.on(CardEvent.SayLivesAlone(false))
        presenter.until { it.saidToLiveAlone?.livesAlone == false && it.moved == null }
    }

    @Test
    fun `what stood already is said, and a second tap leaves what the first one wrote to be taken back`() = runTest {
        val presenter = presenter()
        presenter.until { it.card?.livesAlone == true }
        presenter.on(CardEvent.SayLivesAlone(true))
        presenter.until { it.saidToLiveAlone?.stoodAlready == true }
        presenter.on(CardEvent.SayLivesAlone(false))
        presenter.on(CardEvent.SayLivesAlone(false))
        assertFalse(presenter.until { it.saidToLiveAlone?.stoodAlready == false && it.card?.livesAlone == false }.offersToLiveAlone)
        presenter.on(CardEvent.TakeBackLivesAlone)
        presenter.until { it.saidToLiveAlone == null && it.card?.livesAlone == true }
    }
}
