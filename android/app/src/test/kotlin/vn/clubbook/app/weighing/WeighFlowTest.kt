package vn.clubbook.app.weighing

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isFocused
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.composable
import androidx.navigation.compose.rememberNavController
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import vn.clubbook.app.PracticeBook
import vn.clubbook.app.Routes
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.screens.BareActivity
import vn.clubbook.app.screens.Taps

/** Weighing on the real screen, over the real core. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "vi-w360dp-h640dp-port-xhdpi")
class WeighFlowTest {
    private val practice = PracticeBook()
    private val compose = createEmptyComposeRule()
    private val hand = Taps(compose)

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(BareActivity).around(practice).around(compose)

    private fun open(kept: Bundle? = null): ActivityController<ComponentActivity> =
        Robolectric.buildActivity(ComponentActivity::class.java).setup(kept ?: Bundle()).also { it.get().setContent { App() } }

    @Composable
    private fun App() = ClubTheme {
        val nav = rememberNavController()
        NavHost(nav, "roll") {
            composable("roll") { LaunchedEffect(Unit) { nav.navigate(Routes.weigh(meeting)) } }
            weighScreens(practice.book, nav)
        }
    }

    private val meeting by lazy { practice.core.openMeeting(null, null, true).meeting }

    private fun tile(name: String) = hasText(name) and hasClickAction()

    @Test
    fun `one weighing takes at most three taps and its digits, and so does the next`() {
        open()
        for (name in listOf("Nguyễn Thị Tập", "Trần Văn Thử")) {
            val before = hand.count
            hand.on(tile(name))
            hand.type("1308554,3")
            hand.onKeyOfKeyboard()
            hand.waitFor(hasText("cân nặng 54,3, huyết áp 130/85", substring = true))
            hand.waitFor(tile(name) and hasText("đã đo"))
            assertTrue("${hand.count - before} taps", hand.count - before <= 3)
            assertEquals("known, to be told", 2, hand.count - before)
        }
        hand.waitFor(hasText("2 trên 24"))
    }

    @Test
    fun `who has a weight alone is weighed in three taps`() {
        open()
        hand.on(tile("Nguyễn Thị Tập"))
        hand.on("Cân nặng")
        hand.type("54")
        hand.on("Lưu, người tiếp theo")
        hand.waitFor(hasText("cân nặng 54", substring = true))
        assertEquals(3, hand.count)
    }

    @Test
    fun `what to do about a dangerous reading comes before the next person`() {
        open()
        hand.on(tile("Nguyễn Thị Tập"))
        hand.type("190120")
        compose.onNode(isFocused() and hasText("Cân nặng")).assertExists()
        hand.on("Lưu, người tiếp theo")
        hand.waitFor(hasText("Huyết áp 190/120, rất cao."))
        hand.waitFor(hasText("Gọi 115"))
        hand.on("Đã rõ, người tiếp theo")
        hand.waitFor(tile("Nguyễn Thị Tập"))
    }

    @Test
    fun `numbers in the middle outlive the end of the process`() {
        val first = open()
        hand.on(tile("Trần Văn Thử"))
        hand.type("13085")
        val kept = Bundle()
        first.saveInstanceState(kept).pause().stop().destroy()

        open(kept)
        hand.waitFor(hasText("Ông Trần Văn Thử"))
        hand.on("Lưu, người tiếp theo")
        hand.waitFor(hasText("huyết áp 130/85", substring = true))
    }
}
