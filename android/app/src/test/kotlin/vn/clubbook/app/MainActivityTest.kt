package vn.clubbook.app

import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.test.core.app.ApplicationProvider
import androidx.work.WorkManager
import androidx.work.testing.WorkManagerTestInitHelper
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.ExternalResource
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import vn.clubbook.app.sync.SyncWorker

/** What holds on every Android, the newest and the oldest. */
abstract class MainActivityFacts {
    private val app by lazy { ApplicationProvider.getApplicationContext<ClubbookApplication>() }
    private val compose = createAndroidComposeRule<MainActivity>()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(
        object : ExternalResource() {
            override fun before() = WorkManagerTestInitHelper.initializeTestWorkManager(app, app.workManagerConfiguration)
        },
    ).around(compose)

    @Test
    @Config(qualifiers = "en-rUS")
    fun `the app speaks Vietnamese on an English phone`() {
        compose.onNodeWithText("Tiếng và cỡ chữ").assertExists()
    }

    @Test
    fun `language and size of type change at once and hold over a restart`() {
        compose.onNodeWithText("English").performClick()
        compose.onNodeWithText("Text size").assertExists()
        compose.onNodeWithText("Largest").performScrollTo().performClick()
        compose.activityRule.scenario.recreate()
        compose.onNodeWithText("Largest").assertIsSelected()
        compose.activityRule.scenario.onActivity {
            assertEquals(1.6f, it.resources.configuration.fontScale)
            assertEquals("en", it.resources.configuration.locales[0].language)
        }
    }

    @Test
    fun `opening the app sends what waits, once, and sees to it that this goes on when it is closed`() {
        compose.activityRule.scenario.recreate()
        val jobs = WorkManager.getInstance(app)
        assertEquals(1, jobs.getWorkInfosForUniqueWork(SyncWorker.NOW).get().size)
        assertEquals(1, jobs.getWorkInfosForUniqueWork(SyncWorker.REGULAR).get().size)
    }
}

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class MainActivityTest : MainActivityFacts()

/** In a process of its own (pom.xml): Android 8. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [26])
class OldestAndroidTest : MainActivityFacts()
