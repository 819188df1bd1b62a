package vn.clubbook.app.users

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.test.core.app.ApplicationProvider
import androidx.work.testing.WorkManagerTestInitHelper
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.ExternalResource
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.ClubbookApplication
import vn.clubbook.app.MainActivity
import vn.clubbook.app.book.InMemoryKeyStore
import vn.clubbook.app.book.Opened
import vn.clubbook.ffi.ClubbookInterface
import vn.clubbook.ffi.MemberView

/** Two people and one phone, on the real screens over the practice club. */
@OptIn(ExperimentalTestApi::class)
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "w360dp-h640dp-port-xhdpi")
class SwitchPersonTest {
    private val app by lazy { ApplicationProvider.getApplicationContext<ClubbookApplication>() }
    private val compose = createAndroidComposeRule<MainActivity>()
    private lateinit var core: ClubbookInterface
    private lateinit var volunteer: MemberView
    private var taps = 0

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(InMemoryKeyStore()).around(
        object : ExternalResource() {
            override fun before() {
                WorkManagerTestInitHelper.initializeTestWorkManager(app, app.workManagerConfiguration)
                runBlocking { app.books.practise() }
                core = (app.books.opened.value as Opened.Open).book.core
                val head = core.person()
                volunteer = core.members().first { it.roles.isNotEmpty() && it.person.id != head }
                core.setPin("1111")
                core.addUser(volunteer.person.id, "2222")
            }
        },
    ).around(compose)

    private fun wait(words: String): SemanticsNodeInteraction {
        compose.waitUntilExactlyOneExists(hasText(words), 30_000)
        return compose.onNodeWithText(words)
    }

    private fun tap(words: String) {
        wait(words).performScrollTo().performClick()
        taps++
    }

    /** The tiles of the book that is still open are the same: wait for those that ask. */
    private fun lock() {
        tap("Khóa sổ lại")
        compose.waitUntilDoesNotExist(hasText("Khóa sổ lại"), 30_000)
    }

    private fun enter(digits: String) = digits.forEach { tap(it.toString()) }

    @Test
    fun `the phone goes from one to another in six taps, and each finds their own beginning`() {
        wait("Cài đặt")
        taps = 0
        tap("Đổi người cầm máy")
        tap(volunteer.person.name)
        enter("2222")
        compose.waitUntil(30_000) { core.person() == volunteer.person.id }
        wait("Cài đặt")
        println("taps to switch the person: $taps")
        assertTrue("$taps taps", taps <= 6)
        tap("Cài đặt")
        wait("Đang cầm máy: ${volunteer.person.name}")
    }

    @Test
    fun `a locked book opens where its person was, for them alone`() {
        val head = core.users().single { it.person == core.person() }
        tap("Cài đặt")
        tap("Những người dùng máy này")
        wait("Thêm người dùng")
        compose.activityRule.scenario.onActivity { it.onBackPressedDispatcher.onBackPressed() }
        tap("Đổi người cầm máy")
        lock()
        tap(head.name)
        enter("1111")
        // Where the head was before the question who holds the phone.
        wait("Đang cầm máy: ${head.name}")

        tap("Đổi người cầm máy")
        lock()
        tap(volunteer.person.name)
        enter("2222")
        // Another person begins at the beginning.
        wait("Cài đặt")
        assertEquals(volunteer.person.id, core.person())
        assertEquals(0, compose.onAllNodes(hasText("Đang cầm máy: ${head.name}")).fetchSemanticsNodes().size)
    }
}
