package vn.clubbook.app

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.test.core.app.ApplicationProvider
import androidx.work.WorkManager
import androidx.work.testing.WorkManagerTestInitHelper
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Rule
import org.junit.Test
import org.junit.rules.ExternalResource
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import vn.clubbook.app.book.InMemoryKeyStore
import vn.clubbook.app.speech.dictationOf
import vn.clubbook.app.sync.ReminderWorker
import vn.clubbook.app.sync.SyncWorker

/** What holds on every Android, the newest and the oldest. */
@OptIn(ExperimentalTestApi::class)
abstract class MainActivityFacts {
    private val app by lazy { ApplicationProvider.getApplicationContext<ClubbookApplication>() }
    private val compose = createAndroidComposeRule<MainActivity>()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(InMemoryKeyStore()).around(
        object : ExternalResource() {
            override fun before() = WorkManagerTestInitHelper.initializeTestWorkManager(app, app.workManagerConfiguration)
        },
    ).around(compose)

    private fun wait(words: String) = compose.waitUntilExactlyOneExists(hasText(words), 30_000)

    private fun tap(words: String) {
        wait(words)
        compose.onNodeWithText(words).performScrollTo().performClick()
    }

    @Test
    @Config(qualifiers = "en-rUS")
    fun `the app speaks Vietnamese on an English phone, and begins with connecting it`() {
        wait("Kết nối máy với câu lạc bộ")
    }

    @Test
    fun `language and size of type change at once and hold over a restart`() {
        tap("Tiếng và cỡ chữ")
        tap("English")
        wait("Text size")
        tap("Largest")
        compose.activityRule.scenario.recreate()
        wait("Largest")
        compose.onNodeWithText("Largest").assertIsSelected()
        compose.activityRule.scenario.onActivity {
            assertEquals(1.6f, it.resources.configuration.fontScale)
            assertEquals("en", it.resources.configuration.locales[0].language)
        }
    }

    @Test
    fun `opening the app sends what waits, once, and sees to it that this and the reminder go on when it is closed`() {
        compose.activityRule.scenario.recreate()
        val jobs = WorkManager.getInstance(app)
        for (job in listOf(SyncWorker.NOW, SyncWorker.REGULAR, ReminderWorker.DAILY)) {
            assertEquals(job, 1, jobs.getWorkInfosForUniqueWork(job).get().size)
        }
    }

    @Test
    fun `whoever has no code practises, and comes back to the connecting`() {
        tap("Tập thử, không cần mã")
        tap("Cài đặt")
        tap("Thôi tập")
        wait("Kết nối máy với câu lạc bộ")
    }
}

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class MainActivityTest : MainActivityFacts()

/** In a process of its own (pom.xml): Android 8. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26])
@GraphicsMode(GraphicsMode.Mode.LEGACY)
class OldestAndroidTest : MainActivityFacts() {
    @Test
    fun `no phone as old as that listens by itself`() = assertNull(dictationOf(ApplicationProvider.getApplicationContext()))
}
