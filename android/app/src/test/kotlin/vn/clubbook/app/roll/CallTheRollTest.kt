package vn.clubbook.app.roll

import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.test.core.app.ActivityScenario
import java.util.UUID
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.PracticeBook
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.screens.BareActivity
import vn.clubbook.ffi.AddPersonRequest
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.RollOrder
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.roll.RollPresenter

/** A meeting of seventy on the real screen over the real core, and how many taps it takes. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "vi-w360dp-h640dp")
class CallTheRollTest {
    private val practice = PracticeBook()
    private val compose = createEmptyComposeRule()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(BareActivity).around(practice).around(compose)

    private val scope = CoroutineScope(Dispatchers.Unconfined)
    private var taps = 0

    @After
    fun end() = scope.cancel()

    private object Forgotten : SavedForm {
        override fun get(name: String): String? = null

        override fun set(name: String, words: String?) = Unit
    }

    private fun tap(matcher: SemanticsMatcher) {
        compose.onNode(matcher).performClick()
        taps++
    }

    private fun button(words: String) = hasText(words) and hasClickAction()

    private fun seventy(): List<UUID> {
        val core = practice.core
        while (core.members().size < 70) {
            val number = core.members().size + 1
            core.addPerson(AddPersonRequest("Người Thứ $number", listOf(), true, null, true, false))
        }
        return core.members().map { it.person.id }
    }

    @Test
    fun `seventy people, twelve of whom are away and asked about, take ninety taps at most`() {
        val members = seventy()
        val presenter = RollPresenter(practice.book, scope, Forgotten)
        ActivityScenario.launch(ComponentActivity::class.java).use { scenario ->
            scenario.onActivity {
                it.setContent {
                    val state by remember { presenter.state }.collectAsState()
                    ClubTheme { RollScreen(state, presenter::on) }
                }
            }
            // From the first screen: "Điểm danh".
            taps = 1
            compose.waitUntil(30_000) { presenter.state.value.run { roll != null || begin != null } }
            if (presenter.state.value.begin != null) tap(button("Có, điểm danh hôm nay"))
            compose.waitUntil(30_000) { presenter.state.value.roll != null }
            val rows = presenter.state.value.rows
            val already = rows.count { it.mark == Mark.PRESENT }
            assertEquals(0, already)
            val list = compose.onNode(
                hasScrollAction() and SemanticsMatcher.keyIsDefined(androidx.compose.ui.semantics.SemanticsProperties.CollectionInfo),
            )
            for (row in rows.filter { !it.isGuest }.take(58)) {
                val tile = isToggleable() and hasText("${row.registerNo}. ${row.person.name}")
                list.performScrollToNode(tile)
                tap(tile)
                compose.waitUntil(30_000) { presenter.state.value.rows.first { it.person.id == row.person.id }.mark == Mark.PRESENT }
            }
            list.performScrollToNode(button("Chốt buổi sinh hoạt"))
            tap(button("Chốt buổi sinh hoạt"))
            compose.onNode(hasSetTextAction()).performTextInput("58")
            tap(button("Tiếp"))
            repeat(5) { tap(button(if (it % 3 == 0) "Vắng có lý do" else "Vắng")) }
            // The phone's own way back, by mistake: one answer is to be given again, and no other.
            scenario.onActivity { it.onBackPressedDispatcher.onBackPressed() }
            compose.onNode(button("Vắng")).performClick()
            repeat(7) { tap(button(if ((it + 5) % 3 == 0) "Vắng có lý do" else "Vắng")) }
            tap(button("Chốt buổi sinh hoạt"))
            compose.waitUntil(30_000) { presenter.state.value.roll!!.isClosed }
            val roll = practice.core.roll(presenter.state.value.roll!!.meeting, RollOrder.REGISTER)
            assertEquals(listOf(58u, 4u, 8u, 0u), roll.counts.run { listOf(present, excused, absent, unmarked) })
            assertEquals(58L, roll.counts.headCount)
            assertEquals(members.size, 70)
            println("taps: $taps")
            assertTrue("$taps taps", taps <= 90)
        }
    }
}
