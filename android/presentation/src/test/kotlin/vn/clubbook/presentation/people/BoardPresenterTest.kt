package vn.clubbook.presentation.people

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import vn.clubbook.ffi.PostView
import vn.clubbook.presentation.PracticeBook

class BoardPresenterTest {
    @get:Rule
    val practice = PracticeBook()

    private val lan by lazy { practice.person("Đinh Thị Lan") }

    private fun TestScope.presenter() = BoardPresenter(practice.inside(this), backgroundScope)

    private suspend fun BoardPresenter.until(what: (BoardState) -> Boolean) = state.first(what)

    private fun BoardState.post(role: String): PostView = board!!.posts.single { it.role.label == role }

    private fun BoardState.names(role: String) = post(role).holders.map { it.person.name }

    @Test
    fun `a post that somebody holds is given after a question, and taking it back leaves the former one in it`() = runTest {
        val presenter = presenter()
        val before = presenter.until { it.board != null }
        assertEquals(listOf("Phạm Văn Hành"), before.names("thủ quỹ"))
        val cashier = before.post("thủ quỹ").role
        presenter.on(BoardEvent.Appoint(lan.id, cashier.number))
        assertTrue("thủ quỹ" in (presenter.until { it.question != null }.question as PostQuestion.Held).words.lowercase())
        presenter.on(BoardEvent.LeaveAsItIs)
        assertEquals(before.board, practice.core.board())
        presenter.on(BoardEvent.Appoint(lan.id, cashier.number))
        presenter.until { it.question != null }
        presenter.on(BoardEvent.Confirm)
        val given = presenter.until { it.done != null && it.question == null }
        assertEquals(listOf("Đinh Thị Lan") to true, given.names("thủ quỹ") to given.done!!.isGiven)
        presenter.on(BoardEvent.TakeBack)
        presenter.until { it.done == null && it.names("thủ quỹ") == listOf("Phạm Văn Hành") }
        assertEquals(before.board, practice.core.board())
    }

    @Test
    fun `a post ends after a question, and taking it back leaves it as it was`() = runTest {
        val presenter = presenter()
        val byTask = presenter.until { it.board != null }.post("thủ quỹ")
        presenter.ends(byTask) { it.holders.isEmpty() }
        practice.core.appoint(lan.id, byTask.role.number, byTask.holders.map { it.person.id })
        val byTerm = presenter.until { it.names("thủ quỹ") == listOf("Đinh Thị Lan") }.post("thủ quỹ")
        presenter.ends(byTerm) { it.holders.single().ends }
    }

    private suspend fun BoardPresenter.ends(post: PostView, hasEnded: (PostView) -> Boolean) {
        val before = practice.core.board()
        on(BoardEvent.End(post.holders.single().person, post.role))
        assertEquals(before, practice.core.board())
        on(BoardEvent.Confirm)
        val ended = until { it.done != null && it.question == null && hasEnded(it.post(post.role.label)) }
        assertEquals(false, ended.done!!.isGiven)
        on(BoardEvent.TakeBack)
        until { it.done == null && it.board == before }
    }

    @Test
    fun `what somebody else wrote since is not taken back, and is not offered to be`() = runTest {
        val presenter = presenter()
        val deputy = presenter.until { it.board != null }.post("phó chủ nhiệm").role
        presenter.on(BoardEvent.Appoint(lan.id, deputy.number))
        presenter.until { it.done != null && "Đinh Thị Lan" in it.names("phó chủ nhiệm") }
        practice.core.endPost(lan.id, deputy.number, false)
        presenter.on(BoardEvent.TakeBack)
        assertEquals(null, presenter.until { it.problem != null }.done)
    }

    @Test
    fun `who holds a post already is told so, and nothing is asked`() = runTest {
        val presenter = presenter()
        val post = presenter.until { it.board != null }.post("thủ quỹ")
        presenter.on(BoardEvent.Appoint(post.holders.single().person.id, post.role.number))
        val refused = presenter.until { it.problem != null }
        assertEquals(null to null, refused.question to refused.done)
    }

    @Test
    fun `the head who gives the post up is asked a second time, and nothing is offered to take back`() = runTest {
        val presenter = presenter()
        val post = presenter.until { it.board != null }.post("chủ nhiệm")
        presenter.on(BoardEvent.End(post.holders.single().person, post.role))
        presenter.on(BoardEvent.Confirm)
        presenter.until { it.question is PostQuestion.Own }
        presenter.on(BoardEvent.Confirm)
        val ended = presenter.until { it.done != null && it.names("chủ nhiệm").isEmpty() }
        assertEquals(false to null, ended.done!!.mayBeTakenBack to ended.question)
    }

    @Test
    fun `what was refused is still to be read when the board changes`() = runTest {
        val presenter = presenter()
        val post = presenter.until { it.board != null }.post("thủ quỹ")
        presenter.on(BoardEvent.Appoint(post.holders.single().person.id, post.role.number))
        val problem = presenter.until { it.problem != null }.problem
        practice.core.appoint(lan.id, presenter.until { true }.post("phó chủ nhiệm").role.number, emptyList())
        assertEquals(problem, presenter.until { "Đinh Thị Lan" in it.names("phó chủ nhiệm") }.problem)
    }
}
