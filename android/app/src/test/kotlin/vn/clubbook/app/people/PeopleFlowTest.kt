package vn.clubbook.app.people

import android.content.Intent
import android.view.WindowManager
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.Composable
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsFocused
import androidx.compose.ui.test.click
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isDialog
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.performTouchInput
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
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import vn.clubbook.app.PracticeBook
import vn.clubbook.app.Routes
import vn.clubbook.app.decisions.decisionScreens
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.design.PrimaryButton
import vn.clubbook.app.screens.BareActivity
import vn.clubbook.app.screens.Taps
import vn.clubbook.ffi.ConsentState
import vn.clubbook.ffi.PeopleListKind
import vn.clubbook.ffi.TypedField

/** The real screens over the practice club, as somebody goes through them, each touch counted. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "vi-w360dp-h640dp-port-xhdpi")
class PeopleFlowTest {
    private val practice = PracticeBook()
    private val compose = createEmptyComposeRule()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(practice).around(BareActivity).around(compose)

    private var actions = 0

    @Composable
    private fun App() = ClubTheme {
        val nav = rememberNavController()
        NavHost(nav, startDestination = "start") {
            composable("start") { PrimaryButton("Thành viên", { nav.navigate(Routes.MEMBERS) }) }
            peopleScreens(practice.book, nav)
            decisionScreens(practice.book, nav)
        }
    }

    private fun open(kept: android.os.Bundle = android.os.Bundle()): ActivityController<ComponentActivity> =
        Robolectric.buildActivity(ComponentActivity::class.java).setup(kept).also { it.get().setContent { App() } }

    private fun await(what: SemanticsMatcher) = Taps(compose).waitFor(what)

    private fun tap(what: SemanticsMatcher, scroll: Boolean = true) {
        await(what)
        val node = compose.onNode(what)
        if (scroll) node.performScrollTo()
        node.performClick()
        actions++
    }

    private fun tap(words: String) = tap(hasText(words, substring = true) and hasClickAction(), scroll = false)

    private fun tapFarDown(words: String) = tap(hasText(words, substring = true) and hasClickAction())

    /** The screen shows what has changed before the presenter has its answer, and until then it takes no other tap. */
    private fun tapUntil(words: String, shown: SemanticsMatcher) = compose.waitUntil(10_000) {
        val button = compose.onAllNodes(hasText(words) and hasClickAction())
        if (button.fetchSemanticsNodes().size == 1) button[0].performClick()
        compose.onAllNodes(shown).fetchSemanticsNodes().size == 1
    }

    private fun openCard(letters: String, name: String) {
        tap("Thành viên")
        compose.waitForIdle()
        letters.forEach {
            compose.onNode(hasSetTextAction()).performTextInput(it.toString())
            actions++
        }
        tap(name)
        await(hasText("Sửa") and hasClickAction())
    }

    private fun say(name: String, vararg fields: Pair<String, String>) {
        val form = practice.core.personForm(practice.person(name).id)
        practice.core.correctPerson(form.record, form.seen, fields.map { (field, text) -> TypedField(field, text) })
    }

    @Test
    fun `three letters find a person in four touches from the list to the open card`() {
        open()
        tap("Thành viên")
        compose.onNode(hasSetTextAction()).assertIsFocused()
        actions = 0
        for (letter in "tun") {
            compose.onNode(hasSetTextAction()).performTextInput(letter.toString())
            actions++
        }
        tap("Phạm Văn Tùng")
        await(hasText("Sửa") and hasClickAction())
        assertTrue("$actions actions", actions <= 4)
    }

    @Test
    fun `with whom somebody lives is chosen from the card, and taken back there`() {
        val (tung, lan) = listOf("Phạm Văn Tùng", "Đinh Thị Lan").map { practice.person(it).id }
        open()
        openCard("tun", "Phạm Văn Tùng")
        tapFarDown("Ghi sống cùng nhà với ai")
        await(hasSetTextAction())
        compose.onNode(hasSetTextAction()).performTextInput("lan")
        tap("Đinh Thị Lan")
        await(hasText("Đã ghi ông Tùng sống cùng nhà với bà Lan", substring = true))
        compose.onNode(hasText("Bỏ ghi")).assertIsDisplayed()
        assertEquals(listOf(lan), practice.core.card(tung).householdPeople.map { it.id })
        tap("Bỏ ghi")
        compose.waitUntil(10_000) { practice.core.card(tung).household == null }
        assertEquals(null, practice.core.card(lan).household)
    }

    @Test
    fun `a post is given to somebody who is chosen, and taken back there`() {
        val cashier = { practice.core.board().posts.single { it.role.label == "thủ quỹ" }.holders.map { it.person.name } }
        open()
        tap("Thành viên")
        await(hasSetTextAction())
        compose.onNode(hasScrollToNodeAction()).performScrollToNode(hasText("Ban Chủ nhiệm"))
        tap("Ban Chủ nhiệm")
        tapFarDown("Ghi người làm thủ quỹ")
        await(hasSetTextAction())
        compose.onNode(hasSetTextAction()).performTextInput("lan")
        tap("Đinh Thị Lan")
        tap("Thay từ hôm nay")
        await(hasText("Đã ghi bà Lan làm thủ quỹ", substring = true))
        assertEquals(listOf("Đinh Thị Lan"), cashier())
        tap("Bỏ ghi")
        compose.waitUntil(10_000) { cashier() == listOf("Phạm Văn Hành") }
    }

    @Test
    fun `a group is made, and somebody is put in by a tap`() {
        open()
        tap("Thành viên")
        tap("Xem theo tổ")
        tap("Lập tổ mới")
        await(hasText("Tên tổ") and hasSetTextAction())
        compose.onNode(hasSetTextAction()).performTextInput("Tổ 3")
        tap("Lập tổ")
        await(hasText("Đã lập Tổ 3", substring = true))
        val first = practice.core.members().first().person
        tap(first.name)
        await(hasText("Đã ghi ${first.said} vào Tổ 3", substring = true))
        assertEquals("Tổ 3", practice.core.card(first.id).group!!.substringBefore(':').substringBefore(','))
    }

    @Test
    fun `a group given up is found among those given up, and had again`() {
        val two = practice.core.peopleLists().first { it.name == "Tổ 2" }.kind as PeopleListKind.Group
        practice.core.giveUpGroup(two.group)
        open()
        tap("Thành viên")
        tap("Xem theo tổ")
        tap("Tổ đã bỏ")
        tap("bỏ từ hôm nay")
        tap("Lập lại tổ")
        await(hasText("Đã lập lại Tổ 2", substring = true))
        assertEquals(listOf<Any>(), practice.core.givenUpGroups())
        tap("Bỏ ghi")
        await(hasText("Tổ này đã bỏ từ hôm nay", substring = true))
        tapUntil("Lập lại tổ", hasText("Chọn tổ trưởng"))
    }

    @Test
    fun `one of a group is named its leader`() {
        val one = practice.core.peopleLists().first { it.name == "Tổ 1" }.kind as PeopleListKind.Group
        practice.core.putInGroup(practice.person("Đinh Thị Lan").id, one.group)
        open()
        tap("Thành viên")
        tap("Xem theo tổ")
        tap("Tổ 1: ")
        tap("Sửa tổ")
        tap("Chọn tổ trưởng")
        await(hasText("Ai làm tổ trưởng?"))
        compose.onNode(hasScrollToNodeAction()).performScrollToNode(hasText("Đinh Thị Lan", substring = true))
        tapFarDown("Đinh Thị Lan")
        await(hasText("Đã ghi bà Lan làm tổ trưởng Tổ 1", substring = true))
        await(hasText("Tổ trưởng: bà Đinh Thị Lan."))
    }

    @Test
    fun `the page stays below the finger that notes something far down on the card`() = staysBelowTheFinger()

    @Test
    @Config(fontScale = 2f)
    fun `nor in the largest type`() = staysBelowTheFinger()

    private fun staysBelowTheFinger() {
        open()
        openCard("tun", "Phạm Văn Tùng")
        val button = hasText("sống một mình", substring = true) and hasClickAction()
        await(button)
        compose.onNode(button).performScrollTo()
        val above = hasText("Thăm và chăm sóc")
        val at = compose.onNode(above).fetchSemanticsNode().positionInRoot
        compose.onNode(button).performClick()
        await(hasText("Bỏ ghi"))
        compose.waitForIdle()
        assertEquals(at, compose.onNode(above).fetchSemanticsNode().positionInRoot)
    }

    @Test
    fun `a number on the card is dialled by one tap`() {
        say("Phạm Văn Tùng", "phone" to "0905 111 222")
        val activity = open()
        openCard("tun", "Phạm Văn Tùng")
        tap("Gọi")
        val dialled = shadowOf(activity.get()).nextStartedActivity
        assertEquals(Intent.ACTION_DIAL to "tel:0905111222", dialled.action to dialled.dataString)
    }

    @Test
    fun `what was typed into the form outlives the process, and is written down over what was seen`() {
        val first = open()
        openCard("tun", "Phạm Văn Tùng")
        tap("Sửa")
        val phone = hasSetTextAction() and hasText("Số điện thoại", substring = false)
        await(phone)
        compose.onNode(phone).performScrollTo().performTextReplacement("0905 111 222")
        val kept = android.os.Bundle()
        first.saveInstanceState(kept).pause().stop().destroy()
        say("Phạm Văn Tùng", "phone" to "0905 999 999")

        open(kept)
        tap("Lưu")
        await(hasText("Đã lưu trong máy", substring = true))
        val both = practice.core.card(practice.person("Phạm Văn Tùng").id).unsettled.single()
        assertEquals(setOf("0905 111 222", "0905 999 999"), both.entered.map { it.value }.toSet())
        await(hasText("Hai người ghi khác nhau", substring = true))
    }

    @Test
    fun `two values and a double are decided in two taps each`() {
        val tung = practice.core.personForm(practice.person("Phạm Văn Tùng").id)
        for (number in listOf("0905 111 222", "0905 111 333")) {
            practice.core.correctPerson(tung.record, tung.seen, listOf(TypedField("phone", number)))
        }
        say("Y Liên", "full_name" to "Đinh Thị Lan", "birth" to "1941")
        open()
        tap("Thành viên")
        tap("Cần xem lại")
        await(hasText("Hai người ghi khác nhau", substring = true) and hasClickAction())
        actions = 0
        tap("Hai người ghi khác nhau")
        tap("0905 111 222")
        assertEquals(2, actions)
        await(hasText("Đã giữ", substring = true))
        assertEquals("0905 111 222", practice.person("Phạm Văn Tùng").phone)
        actions = 0
        tap("Có phải trùng người?")
        tap("Cùng một người")
        assertEquals(2, actions)
        tap("Bỏ nối")
        await(hasText("hai người khác nhau", substring = true))
        assertEquals(24, practice.core.members().size)
    }

    @Test
    fun `a double is asked about, and from the other card there is a way back into the form`() {
        open()
        tap("Thành viên")
        compose.onNode(hasSetTextAction()).performTextInput("Dinh Thi Lan")
        tapFarDown("Thêm người tên")
        await(hasSetTextAction() and hasText("Ngày sinh"))
        compose.onNode(hasSetTextAction() and hasText("Ngày sinh")).performScrollTo().performTextInput("1941")
        tap("Lưu")
        await(hasText("Trong sổ đã có", substring = true))
        tap(hasText("Đinh Thị Lan", substring = true) and hasClickAction())
        await(hasText("Sửa") and hasClickAction())
        tap(hasContentDescription("Quay lại"), scroll = false)
        await(hasText("Trong sổ đã có", substring = true))
        tap(hasContentDescription("Quay lại"), scroll = false)
        await(hasSetTextAction() and hasText("1941"))
        assertEquals(24, practice.core.members().size)
    }

    @Test
    fun `who turns back from somebody half written down is asked, and who goes on has lost nothing`() {
        val activity = open()
        tap("Thành viên")
        compose.onNode(hasSetTextAction()).performTextInput("Tạ Thị Mới")
        tapFarDown("Thêm người tên")
        val birth = hasSetTextAction() and hasText("Ngày sinh")
        await(birth)
        compose.onNode(birth).performScrollTo().performTextInput("1941")
        compose.runOnIdle { activity.get().onBackPressedDispatcher.onBackPressed() }
        tap(hasText("Thêm tiếp") and hasClickAction(), scroll = false)
        await(hasSetTextAction() and hasText("1941"))
        compose.runOnIdle { activity.get().onBackPressedDispatcher.onBackPressed() }
        tap(hasText("Bỏ, không lưu") and hasClickAction(), scroll = false)
        await(hasText("Thêm người tên", substring = true) and hasClickAction())
        assertEquals(24, practice.core.members().size)
    }

    @Test
    fun `leaving is undone by the message`() {
        open()
        openCard("tun", "Phạm Văn Tùng")
        tapFarDown("Thôi là thành viên")
        tapFarDown("xin thôi")
        tap("Ghi thôi là thành viên")
        await(hasText("Bấm nhầm?", substring = true))
        assertEquals(23, practice.core.members().size)
        tap("Bỏ ghi")
        compose.waitUntil(10_000) { practice.core.members().size == 24 }
    }

    @Test
    fun `consents bar pictures, and a withdrawal asks first`() {
        val activity = open()
        openCard("tun", "Phạm Văn Tùng")
        fun isBarred() = activity.get().window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0
        assertEquals(false, isBarred())
        tapFarDown("Đồng ý hay không")
        await(hasText("Số đo sức khỏe"))
        assertEquals(true, isBarred())
        tap(hasContentDescription("số đo sức khỏe") and hasText("Rút lại"))
        tap(hasText("Rút lại") and hasClickAction() and hasAnyAncestor(isDialog()), scroll = false)
        compose.waitUntil(10_000) {
            practice.core.card(practice.person("Phạm Văn Tùng").id).consents[1].state == ConsentState.WITHDRAWN
        }
        tapFarDown("Bỏ rút lại")
        compose.waitUntil(10_000) { practice.core.card(practice.person("Phạm Văn Tùng").id).consents[1].state == ConsentState.GIVEN }
    }

    @Test
    fun `who was tapped for a consent is not dropped by going back without asking`() {
        open()
        tap("Thành viên")
        await(hasText("Thêm người") and hasClickAction())
        compose.onNode(hasScrollToNodeAction()).performScrollToNode(hasText("Ghi đồng ý cho nhiều người"))
        tap("Ghi đồng ý cho nhiều người")
        val asked = practice.core.consentPurposes().first { it.notAsked > 0u }
        tapFarDown(asked.purpose.label.replaceFirstChar(Char::titlecase))
        tapFarDown("ký giấy")
        tap(hasContentDescription("Quay lại"), scroll = false)
        tap("Ghi tiếp")
        tap(hasContentDescription("Quay lại"), scroll = false)
        tap("Bỏ, không lưu")
        await(hasText("Hỏi cả câu lạc bộ về việc nào?"))
    }

    @Test
    fun `the second tap of a shaking hand changes no answer`() {
        open()
        openCard("tun", "Phạm Văn Tùng")
        tapFarDown("Đồng ý hay không")
        fun stands(place: Int) = practice.core.card(practice.person("Phạm Văn Tùng").id).consents[place].state
        for ((place, answer, noted) in listOf(
            Triple(4, "Ghi không đồng\u00A0ý", ConsentState.REFUSED),
            Triple(5, "Ghi đồng ý", ConsentState.GIVEN),
        )) {
            val about = practice.core.card(practice.person("Phạm Văn Tùng").id).consents[place].purpose.label
            val button = hasContentDescription(about) and hasText(answer)
            await(button)
            val at = compose.onNode(button).performScrollTo().fetchSemanticsNode().boundsInRoot.center
            compose.onAllNodes(isRoot())[0].performTouchInput { click(at) }
            await(hasText("$about. Bấm nhầm?", substring = true))
            assertEquals(noted, stands(place))
            compose.onAllNodes(isRoot())[0].performTouchInput { click(at) }
            compose.waitForIdle()
            assertEquals(noted, stands(place))
        }
    }
}
