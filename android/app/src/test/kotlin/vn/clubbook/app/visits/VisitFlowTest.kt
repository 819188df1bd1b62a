package vn.clubbook.app.visits

import android.content.Intent
import android.os.Bundle
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.Composable
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isFocused
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.rememberNavController
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import vn.clubbook.app.PracticeBook
import vn.clubbook.app.Routes
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.screens.BareActivity
import vn.clubbook.app.screens.Taps
import vn.clubbook.app.today.todayScreens

/** Visits on the real screens, over the real core. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "vi-w360dp-h640dp-port-xhdpi")
class VisitFlowTest {
    private val practice = PracticeBook()
    private val compose = createEmptyComposeRule()
    private val hand = Taps(compose)

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(BareActivity).around(practice).around(compose)

    private val lan by lazy { practice.person("Đinh Thị Lan").id }
    private val tileOfLan = hasText("bà Đinh Thị Lan") and hasClickAction()

    /** Shows the screens as it is created, as the app's own does, so that they come back after a rotation. */
    class VisitsActivity : ComponentActivity() {
        override fun onCreate(savedInstanceState: Bundle?) {
            super.onCreate(savedInstanceState)
            setContent { shown() }
        }

        companion object {
            var shown: @Composable () -> Unit = {}
        }
    }

    private fun open(kept: Bundle? = null): ActivityController<VisitsActivity> {
        VisitsActivity.shown = { App() }
        return Robolectric.buildActivity(VisitsActivity::class.java).setup(kept ?: Bundle())
    }

    @Composable
    private fun App() = ClubTheme {
        val nav = rememberNavController()
        NavHost(nav, Routes.TODAY) {
            todayScreens(practice.book, nav)
            visitScreens(practice.book, nav)
        }
    }

    private fun visits() = practice.core.visitsOf(lan, 50u)

    private fun openForm() = hand.on(tileOfLan)

    @Test
    fun `a visit as the last one with new readings is saved in at most eight taps from Today`() {
        open()
        openForm()
        hand.on("Huyết áp, số trên")
        hand.type("13585")
        hand.on("như cũ")
        hand.on("Lưu lần thăm")
        hand.waitFor(hasText("Đã lưu", substring = true))
        hand.on("Xong")
        hand.waitFor(hasText("Ghi lần thăm khác"))
        assertEquals("huyết áp 135/85", visits().first().readings)
        assertEquals(listOf("trò chuyện", "đo huyết áp"), visits().first().services.map { it.label })
        assertTrue("${hand.count} taps", hand.count <= 8)
        assertEquals("known, to be told", 5, hand.count)
    }

    @Test
    fun `a visit to somebody who is not due, found by three letters, too`() {
        open()
        hand.on("Ghi lần thăm khác")
        hand.type("hoa")
        hand.on(hasText("Lý Thị Hoa") and hasClickAction())
        hand.on("trò chuyện")
        hand.on("như cũ")
        hand.on("Lưu lần thăm")
        hand.on("Xong")
        hand.waitFor(hasText("Ghi lần thăm khác"))
        assertEquals(1, practice.core.visitsOf(practice.person("Lý Thị Hoa").id, 5u).size)
        assertTrue("${hand.count} taps", hand.count <= 8)
    }

    @Test
    fun `a full number gives the keyboard to the next, and the next key does not pass an empty field`() {
        open()
        openForm()
        hand.on("Huyết áp, số trên")
        hand.type("135")
        compose.onNode(isFocused() and hasText("Huyết áp, số dưới")).assertExists()
        hand.onKeyOfKeyboard()
        compose.onNode(isFocused() and hasText("Huyết áp, số dưới")).assertExists()
        hand.type("85")
        compose.onNode(isFocused() and hasText("Mạch")).assertExists()
    }

    @Test
    fun `a form in the middle outlives a rotation and the end of the process`() {
        val first = open()
        openForm()
        hand.on("hôm qua")
        hand.on("Huyết áp, số trên")
        hand.type("13585")
        hand.on("bị ngã")
        hand.on("Ghi chú")
        hand.type("Ba an duoc")
        first.recreate()
        seeForm()
        val kept = Bundle()
        first.saveInstanceState(kept).pause().stop().destroy()

        open(kept)
        seeForm()
        hand.on("Lưu lần thăm")
        hand.waitFor(hasText("Đã lưu", substring = true))
        val visit = visits().first()
        assertEquals("hôm qua", visit.on)
        assertEquals("huyết áp 135/85", visit.readings)
        assertEquals(listOf("bị ngã", "Ba an duoc"), visit.remarks)
    }

    private fun seeForm() {
        hand.waitFor(hasText("hôm qua"))
        compose.onNode(hasText("hôm qua")).assertIsSelected()
        for (typed in listOf("135", "85", "Ba an duoc")) compose.onNode(hasSetTextAction() and holds(typed)).assertExists()
    }

    private fun holds(typed: String) = SemanticsMatcher("holds $typed") {
        it.config.getOrElseNullable(SemanticsProperties.EditableText) { null }?.text == typed
    }

    @Test
    fun `who leaves a form with something in it is asked, and who stays has lost nothing`() {
        open()
        openForm()
        hand.on("yếu hơn")
        hand.on(hasContentDescription("Quay lại"))
        hand.on("Ghi tiếp")
        hand.waitFor(hasText("yếu hơn"))
        compose.onNode(hasText("yếu hơn")).assertIsSelected()
        hand.on(hasContentDescription("Quay lại"))
        hand.on("Bỏ, không lưu")
        hand.waitFor(hasText("Ghi lần thăm khác"))
        assertEquals(3, visits().size)
    }

    @Test
    fun `whether it is the same visit is answered by one tap`() {
        open()
        openForm()
        hand.on("Lưu lần thăm")
        hand.on("Xong")
        // She is no longer due.
        hand.on("Ghi lần thăm khác")
        hand.type("lan")
        hand.on(hasText("Đinh Thị Lan") and hasClickAction())
        hand.on("Lưu lần thăm")
        val before = hand.count
        hand.on("Hai lần thăm khác nhau")
        hand.waitFor(hasText("Đã lưu", substring = true))
        assertEquals(1, hand.count - before)
        assertEquals(2, visits().count { it.on == "hôm nay" })
    }

    @Test
    fun `a dangerous reading is shown with its number to call, and calling loses nothing`() {
        val activity = open()
        openForm()
        hand.on("Huyết áp, số trên")
        hand.type("190120")
        hand.on("Lưu lần thăm")
        hand.waitFor(hasText("Huyết áp 190/120, rất cao."))
        hand.on("Gọi 115")
        val call = shadowOf(activity.get()).nextStartedActivity
        assertEquals(Intent.ACTION_DIAL to "tel:115", call.action to call.dataString)
        val kept = Bundle()
        activity.saveInstanceState(kept).pause().stop().destroy()
        open(kept)
        hand.waitFor(hasText("Huyết áp 190/120, rất cao."))
        assertEquals(1, visits().count { it.on == "hôm nay" })
    }

    @Test
    fun `the history is read out as words, and a visit is taken back and counts again`() {
        open()
        openForm()
        hand.on("Xem các lần thăm")
        val chart = hasContentDescription("Huyết áp. ", substring = true)
        hand.waitFor(chart)
        val said = compose.onNode(chart).fetchSemanticsNode().config[SemanticsProperties.ContentDescription].single()
        assertEquals(listOf("135/82", "134/82", "133/82"), said.split(". ").drop(1).map { it.substringAfter(": ") })

        hand.on(hasText("huyết áp 133/82", substring = true) and hasClickAction())
        hand.on("Bỏ lần ghi này")
        hand.on("ghi hai lần")
        hand.on(hasText("Bỏ lần ghi này") and hasAnyAncestor(isDialog()))
        hand.waitFor(hasText("Bấm nhầm?", substring = true))
        assertEquals("ghi hai lần", visits().first().voided)
        hand.on("Lấy lại")
        compose.waitUntil(5_000) { visits().first().voided == null }
        assertNull(visits().first().voided)
    }

    @Test
    fun `pictures of a visit and of the history are barred`() {
        val activity = open()
        fun secure() = activity.get().window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE
        hand.waitFor(tileOfLan)
        assertEquals(0, secure())
        hand.on(tileOfLan)
        assertNotEquals(0, secure())
        hand.on("Xem các lần thăm")
        hand.waitFor(hasText("Các lần thăm", substring = true))
        assertNotEquals(0, secure())
        hand.on(hasContentDescription("Quay lại"))
        hand.waitFor(hasText("Lưu lần thăm"))
        assertNotEquals(0, secure())
        hand.on(hasContentDescription("Quay lại"))
        hand.waitFor(hasText("Ghi lần thăm khác"))
        assertEquals(0, secure())
    }
}
