package vn.clubbook.presentation.decisions

import java.io.File
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.rules.TemporaryFolder
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Clubbook
import vn.clubbook.ffi.Language
import vn.clubbook.ffi.OpenRequest
import vn.clubbook.testing.RunningCentre

/** Two people, each on a phone of their own and without having heard of the other, answer differently whether two records are one person. */
class DisputedAnswersTest {
    private val centre = RunningCentre()
    private val folder = TemporaryFolder()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(centre).around(folder)

    private val opened = mutableListOf<Clubbook>()

    @After
    fun close() = opened.forEach(Clubbook::shutdown)

    private suspend fun phone(role: String): Clubbook {
        val core = Clubbook.open(OpenRequest(File(folder.root, "$role.db").path, ByteArray(32) { 7 }, "test", Language.VI))
        opened += core
        core.connect(core.lookUp(centre.road.address), RunningCentre.CLUB, centre.code(role))
        core.sync(null)
        return core
    }

    /** By turns, until each has what the other sent. */
    private suspend fun meet(vararg phones: Clubbook) = repeat(2) { phones.forEach { it.sync(null) } }

    /** Two records about whom nobody has answered yet. */
    private fun Clubbook.two() = listOf("Hồ Thị Mười", "Phạm Văn Hùng").map { name ->
        members().single { it.person.name == name }.person.id
    }

    private fun TestScope.presenter(core: Clubbook) = DecisionsPresenter(Book(core, StandardTestDispatcher(testScheduler)), backgroundScope)

    private suspend fun DecisionsPresenter.waiting(count: Int) = state.first { it.decisions?.size == count }.decisions!!

    @Test
    fun `both answers stand with who gave them, an answer in two taps settles it on every phone, and the other one undoes that`() =
        runTest {
            val lan = phone("club_head")
            val hung = phone("volunteer")
            val (one, other) = lan.two()
            lan.link(one, other, true)
            hung.link(one, other, false)
            val presenter = presenter(lan)
            assertEquals("she has not heard of the other answer", listOf<Decision>(), presenter.waiting(0))

            meet(lan, hung)
            val disputed = presenter.waiting(1).single() as Decision.Disputed
            assertEquals(setOf(one, other), setOf(disputed.pair.one.id, disputed.pair.other.id))
            assertTrue(disputed.pair.words, "hai người trả lời khác nhau" in disputed.pair.words)
            val answers = disputed.pair.answers.associate { it.by to it.areOne }
            assertEquals(mapOf("Đinh Thị Lan, hôm nay" to true, "Phạm Văn Hùng, hôm nay" to false), answers)

            presenter.on(DecisionsEvent.Open(disputed))
            assertEquals(disputed, presenter.state.value.open)
            presenter.on(DecisionsEvent.Answer(areOne = false))
            presenter.waiting(0)
            val decided = presenter.state.value.run {
                assertEquals(null, open)
                decided as Decided.Answered
            }
            assertEquals("Đã ghi: hai người khác nhau.", decided.words)
            meet(lan, hung)
            assertEquals(listOf<Decision>(), presenter(hung).waiting(0))
            assertFalse(hung.card(one).samePerson.any { it.id == other })

            presenter.on(DecisionsEvent.AnsweredWrongly)
            assertTrue(presenter.state.first { (it.decided as? Decided.Answered)?.areOne == true }.decisions!!.isEmpty())
            assertEquals(listOf(other), lan.card(one).samePerson.map { it.id })
        }

    @Test
    fun `a dispute that somebody settles elsewhere is no longer asked, also while it is looked at`() = runTest {
        val lan = phone("club_head")
        val hung = phone("volunteer")
        val (one, other) = lan.two()
        lan.link(one, other, true)
        hung.link(one, other, false)
        meet(lan, hung)
        val presenter = presenter(lan)
        presenter.on(DecisionsEvent.Open(presenter.waiting(1).single()))
        hung.link(one, other, true)
        meet(hung, lan)
        presenter.waiting(0)
        assertEquals(null, presenter.state.value.open)
    }
}
