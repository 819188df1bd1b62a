package vn.clubbook.app.connect

import android.content.Intent
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.core.net.toUri
import androidx.test.core.app.ActivityScenario
import androidx.test.core.app.ApplicationProvider
import androidx.work.testing.WorkManagerTestInitHelper
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertEquals
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.ClubbookApplication
import vn.clubbook.app.MainActivity
import vn.clubbook.app.book.InMemoryKeyStore

/** A link that was tapped outside. Nobody listens on that port. */
@OptIn(ExperimentalTestApi::class)
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class LinkTest {
    private val app by lazy { ApplicationProvider.getApplicationContext<ClubbookApplication>() }
    private val compose = createEmptyComposeRule()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(InMemoryKeyStore()).around(compose)

    private val link = Intent(Intent.ACTION_VIEW, "clubbook://127.0.0.1:9/e/17-12345678".toUri())

    private val noAnswer = "Chưa nối được với trung tâm. Trong máy không có gì thay đổi, mã vẫn dùng được. " +
        "Xem máy có mạng chưa, địa chỉ đúng chưa, rồi thử lại."

    @Before
    fun start() = WorkManagerTestInitHelper.initializeTestWorkManager(app, app.workManagerConfiguration)

    private fun wait(words: String): SemanticsNodeInteraction {
        compose.waitUntilExactlyOneExists(hasText(words), 30_000)
        return compose.onNodeWithText(words)
    }

    @Test
    fun `the app that the manifest names for a link is this one`() {
        for (address in listOf("clubbook://clb.example.vn/e/17-12345678", "https://centre.invalid/e/17-12345678")) {
            val intent = Intent(Intent.ACTION_VIEW, address.toUri()).addCategory(Intent.CATEGORY_BROWSABLE).setPackage(app.packageName)
            assertEquals(address, MainActivity::class.java.name, intent.resolveActivity(app.packageManager)?.className)
        }
    }

    @Test
    fun `a link fills in what it says and asks its centre, and is not asked twice`() {
        ActivityScenario.launch<MainActivity>(link.setClass(app, MainActivity::class.java)).use { screen ->
            wait(noAnswer)
            wait("https://127.0.0.1:9").assertTextContains("https://127.0.0.1:9")
            wait("12345678")
            screen.recreate()
            wait(noAnswer)
        }
    }

    @Test
    fun `a link changes nothing while somebody practises`() {
        runBlocking { app.books.practise() }
        ActivityScenario.launch<MainActivity>(link.setClass(app, MainActivity::class.java)).use {
            wait("Máy đang tập thử nên chưa kết nối. Vào Cài đặt, bấm Thôi tập, rồi bấm lại đường dẫn.")
            wait("Về sổ").performClick()
            wait("Cài đặt")
        }
    }
}
