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
import vn.clubbook.presentation.KeptForm
import vn.clubbook.presentation.PracticeBook

@OptIn(ExperimentalCoroutinesApi::class)
class MembershipPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val form = KeptForm()

    private val lan by lazy { practice.person("Đinh Thị Lan") }

    private fun TestScope.presenter() = MembershipPresenter(practice.inside(this), backgroundScope, form, lan.id)

    private suspend fun MembershipPresenter.until(what: (MembershipState) -> Boolean) = state.first(what)

    private fun member() = practice.core.members().single { it.person.id == lan.id }

    @Test
    fun `number, group and task are corrected, and a number that somebody has is asked about`() = runTest {
        val presenter = presenter()
        val opened = presenter.until { it.fields != null }.opened!!
        assertEquals(listOf("Tổ 1", "Tổ 2"), opened.groups.map { it.name })
        presenter.on(MembershipEvent.RegisterNo("3"))
        presenter.on(MembershipEvent.Group(opened.groups[1].group))
        presenter.on(MembershipEvent.Volunteers(true))
        presenter.on(MembershipEvent.Save)
        val question = presenter.until { it.question != null }.question!!
        assertEquals(7L, member().registerNo)
        presenter.on(MembershipEvent.TakeNumber(question.nextFree))
        presenter.until { it.isDone }
        assertEquals(25L to listOf("tình nguyện viên"), member().registerNo to member().roles.map { it.label })
        assertTrue(practice.core.card(lan.id).group!!.startsWith("Tổ 2"))
    }

    @Test
    fun `what was changed outlives the process, and is saved over what was seen`() = runTest {
        val first = presenter()
        first.until { it.fields != null }
        first.on(MembershipEvent.RegisterNo("61"))
        val other = MembershipPresenter(practice.inside(this), backgroundScope, KeptForm(), lan.id)
        other.until { it.fields != null }
        other.on(MembershipEvent.RegisterNo("62"))
        other.on(MembershipEvent.Save)
        other.until { it.isDone }
        val second = presenter()
        second.until { it.opened != null }
        assertEquals("61", second.state.value.fields!!.registerNo)
        second.on(MembershipEvent.Save)
        second.until { it.isDone }
        assertEquals("nobody's number is written over unseen", 1, practice.core.decisions().unsettled.size)
    }

    @Test
    fun `that it is saved outlives the process, and nobody corrects once more over what stood there before`() = runTest {
        val first = presenter()
        first.until { it.fields != null }
        first.on(MembershipEvent.RegisterNo("61"))
        first.on(MembershipEvent.Save)
        first.on(MembershipEvent.RegisterNo("63"))
        assertEquals("typed while it is saved", "61", first.state.value.fields!!.registerNo)
        first.until { it.isDone }
        val second = presenter()
        second.until { it.opened != null }
        assertTrue(second.state.value.run { isDone && !isChanged })
        second.on(MembershipEvent.RegisterNo("62"))
        second.on(MembershipEvent.Save)
        runCurrent()
        assertEquals(61L, member().registerNo)
        assertEquals(listOf<Any>(), practice.core.decisions().unsettled)
    }

    @Test
    fun `it is changed while something else stands in it than when it was opened, also after the end of the process`() = runTest {
        val first = presenter()
        first.until { it.fields != null }
        assertTrue(!first.state.value.isChanged)
        first.on(MembershipEvent.Volunteers(true))
        assertTrue(first.state.value.isChanged)
        val other = MembershipPresenter(practice.inside(this), backgroundScope, KeptForm(), lan.id)
        other.until { it.fields != null }
        other.on(MembershipEvent.RegisterNo("62"))
        other.on(MembershipEvent.Save)
        other.until { it.isDone }
        first.on(MembershipEvent.Volunteers(false))
        assertTrue(!presenter().until { it.opened != null }.isChanged)
    }
}
