package vn.clubbook.app.settings

import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.performScrollToNode
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.rememberNavController
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.Routes
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.screens.BareActivity
import vn.clubbook.app.screens.Taps

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "vi-w360dp-h640dp-port-xhdpi")
class LicenceFlowTest {
    private val compose = createEmptyComposeRule()
    private val hand = Taps(compose)

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(BareActivity).around(compose)

    private fun scrollTo(words: String) {
        hand.waitFor(hasScrollToNodeAction())
        compose.onNode(hasScrollToNodeAction()).performScrollToNode(hasText(words, substring = true))
    }

    @Test
    fun `a tap on a work far down shows its own licence to the end, and back is where one was`() {
        Robolectric.buildActivity(ComponentActivity::class.java).setup().get().setContent {
            ClubTheme {
                val nav = rememberNavController()
                NavHost(nav, Routes.LICENCES) { licenceScreens(nav) }
            }
        }
        hand.waitFor(hasText("Sổ CLB (Clubbook)"))
        scrollTo("uniffi_core")
        hand.on("uniffi_core")
        hand.waitFor(hasText("Giấy phép"))
        hand.waitFor(hasText("Mozilla Public License Version 2.0"))
        scrollTo("Incompatible With Secondary Licenses\", as defined")
        hand.on(hasContentDescription("Quay lại"))
        hand.waitFor(hasText("uniffi_core"))
    }
}
