package vn.clubbook.app.design

import android.view.View
import android.view.WindowManager
import android.view.inputmethod.EditorInfo
import androidx.activity.ComponentActivity
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.ViewRootForTest
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.screens.BareActivity

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class PrivateTest {
    private val compose = createAndroidComposeRule<ComponentActivity>()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(BareActivity).around(compose)

    private fun isSecure() = compose.activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0

    @Test
    fun `pictures are barred while a private screen is shown, and allowed again after it`() {
        var private by mutableStateOf(false)
        compose.setContent { if (private) NoPictures() }
        val seen = listOf(false, true, false).map {
            private = it
            compose.waitForIdle()
            isSecure()
        }
        assertEquals(listOf(false, true, false), seen)
    }

    @Test
    fun `from one private screen to the next pictures stay barred`() {
        var first by mutableStateOf(true)
        var second by mutableStateOf(false)
        compose.setContent {
            if (first) NoPictures()
            if (second) NoPictures()
        }
        // As navigation has it: the next one is there before the first one goes.
        second = true
        compose.waitForIdle()
        first = false
        compose.waitForIdle()
        assertEquals(true, isSecure())
        second = false
        compose.waitForIdle()
        assertEquals(false, isSecure())
    }

    @Test
    fun `the keyboard learns from an ordinary field and not from a private one`() {
        compose.setContent {
            ClubTheme {
                AppScaffold("") {
                    TextLine("Tên", "", {})
                    NotLearnt { TextLine("Ghi chú", "", {}) }
                }
            }
        }
        assertEquals(listOf(false, true), listOf("Tên", "Ghi chú").map { isNotLearnt(it) })
    }

    /** As the keyboard is told when the field gets the focus. */
    private fun isNotLearnt(label: String): Boolean {
        compose.onNodeWithText(label).performClick()
        compose.waitForIdle()
        val view: View = (compose.onNode(isRoot()).fetchSemanticsNode().root as ViewRootForTest).view
        val attributes = EditorInfo()
        compose.runOnIdle { view.onCreateInputConnection(attributes) }
        return attributes.imeOptions and EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING != 0
    }
}
