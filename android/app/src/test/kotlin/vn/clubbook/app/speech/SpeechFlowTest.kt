package vn.clubbook.app.speech

import android.Manifest
import android.content.Context
import android.content.pm.PackageManager
import android.os.Bundle
import android.speech.RecognizerIntent
import android.speech.SpeechRecognizer
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.Composable
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.rememberNavController
import androidx.test.core.app.ApplicationProvider
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowSpeechRecognizer
import org.robolectric.util.ReflectionHelpers
import vn.clubbook.app.PracticeBook
import vn.clubbook.app.Routes
import vn.clubbook.app.appearance.AppearancePreferences
import vn.clubbook.app.design.ClubTheme
import vn.clubbook.app.screens.BareActivity
import vn.clubbook.app.screens.Taps
import vn.clubbook.app.today.todayScreens
import vn.clubbook.app.visits.visitScreens
import vn.clubbook.presentation.appearance.Appearance
import vn.clubbook.presentation.appearance.Language

/** A note that is spoken, on the real screen over the real core and Android's own listener. */
@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35], qualifiers = "vi-w360dp-h640dp-port-xhdpi")
class SpeechFlowTest {
    private val practice = PracticeBook()
    private val compose = createEmptyComposeRule()
    private val hand = Taps(compose)

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(BareActivity).around(practice).around(compose)

    private val context get() = ApplicationProvider.getApplicationContext<android.app.Application>()
    private val speak = "Nói thay cho gõ"

    class NoteActivity : ComponentActivity() {
        override fun onCreate(savedInstanceState: Bundle?) {
            super.onCreate(savedInstanceState)
            setContent { shown() }
        }

        companion object {
            var shown: @Composable () -> Unit = {}
        }
    }

    @Before
    fun listensByItself() = ShadowSpeechRecognizer.setIsOnDeviceRecognitionAvailable(true)

    private fun allow() = shadowOf(context).grantPermissions(Manifest.permission.RECORD_AUDIO)

    private fun open(kept: Bundle = Bundle()): ActivityController<NoteActivity> {
        NoteActivity.shown = {
            ClubTheme {
                val nav = rememberNavController()
                NavHost(nav, Routes.TODAY) {
                    todayScreens(practice.book, nav)
                    visitScreens(practice.book, nav)
                }
            }
        }
        return Robolectric.buildActivity(NoteActivity::class.java).setup(kept)
    }

    private fun openForm() = open().also { hand.on(hasText("bà Đinh Thị Lan") and hasClickAction()) }

    private fun listener() = shadowOf(ShadowSpeechRecognizer.getLatestSpeechRecognizer())

    /** Android keeps to itself which of the two it made. */
    private fun isOnDevice(): Boolean {
        val listener: SpeechRecognizer = ReflectionHelpers.getField(ShadowSpeechRecognizer.getLatestSpeechRecognizer(), "mDelegate")
        return ReflectionHelpers.getField(listener, "mOnDevice")
    }

    private fun hears(words: String) = compose.runOnIdle { listener().triggerOnPartialResults(heard(words)) }

    private fun ends(words: String) = compose.runOnIdle { listener().triggerOnResults(heard(words)) }

    private fun heard(words: String) = Bundle().apply {
        putStringArrayList(SpeechRecognizer.RESULTS_RECOGNITION, arrayListOf(words, "khác"))
    }

    private fun typeNote(words: String) {
        hand.on("Ghi chú")
        hand.type(words)
    }

    private fun noteIs(words: String) = hand.waitFor(
        hasSetTextAction() and SemanticsMatcher("holds $words") {
            it.config.getOrElseNullable(SemanticsProperties.EditableText) { null }?.text == words
        },
    )

    private fun savedNote() = practice.core.visitsOf(practice.person("Đinh Thị Lan").id, 1u).single().remarks

    private fun answer(activity: ComponentActivity, answer: Int) = compose.runOnIdle {
        val asked = shadowOf(activity).lastRequestedPermission
        assertEquals(listOf(Manifest.permission.RECORD_AUDIO), asked.requestedPermissions.toList())
        @Suppress("DEPRECATION")
        activity.onRequestPermissionsResult(asked.requestCode, asked.requestedPermissions, intArrayOf(answer))
    }

    @Test
    fun `what is spoken is seen as it comes, follows what was typed, and is saved with it`() {
        allow()
        openForm()
        typeNote("Dau hong.")
        hand.on(speak)
        assertTrue(isOnDevice())
        assertEquals("vi-VN", listener().lastRecognizerIntent.getStringExtra(RecognizerIntent.EXTRA_LANGUAGE))
        assertTrue(listener().lastRecognizerIntent.getBooleanExtra(RecognizerIntent.EXTRA_PREFER_OFFLINE, false))
        hears("bà ăn")
        hand.waitFor(hasText("bà ăn"))
        noteIs("Dau hong.")
        // Also while it listens one types on.
        typeNote(" Dau")
        hears("bà ăn được")
        hand.on("Nói xong")
        ends("Bà ăn được")
        noteIs("Dau hong. Dau Bà ăn được")
        assertTrue(listener().isDestroyed)
        hand.on("Lưu lần thăm")
        hand.waitFor(hasText("Đã lưu", substring = true))
        assertEquals(listOf("Dau hong. Dau Bà ăn được"), savedNote())
    }

    @Test
    fun `the microphone is asked for with the reason, and listening begins with the answer`() {
        val activity = openForm().get()
        hand.on(speak)
        hand.waitFor(hasText("Tiếng nói không gửi đi đâu", substring = true))
        hand.on("Không, gõ chữ")
        assertEquals(null, shadowOf(activity).lastRequestedPermission)
        hand.on(speak)
        hand.on("Cho nghe")
        allow()
        answer(activity, PackageManager.PERMISSION_GRANTED)
        hears("bà ăn")
        hand.waitFor(hasText("bà ăn"))
    }

    @Test
    fun `a microphone that is refused is said, and the note is typed`() {
        val activity = openForm().get()
        hand.on(speak)
        hand.on("Cho nghe")
        answer(activity, PackageManager.PERMISSION_DENIED)
        hand.waitFor(hasText("Chưa được phép dùng micrô", substring = true))
        assertEquals(null, ShadowSpeechRecognizer.getLatestSpeechRecognizer())
        typeNote("Dau hong.")
        noteIs("Dau hong.")
    }

    @Test
    fun `a phone that knows the language only by a network listens no more, and says why`() {
        allow()
        openForm()
        hand.on(speak)
        compose.runOnIdle { listener().triggerOnError(SpeechRecognizer.ERROR_LANGUAGE_UNAVAILABLE) }
        hand.waitFor(hasText("Máy này chưa tự viết được", substring = true))
        compose.onNode(hasText(speak)).assertDoesNotExist()
    }

    @Test
    fun `a phone that cannot listen by itself has no button, and asks nobody else`() {
        ShadowSpeechRecognizer.setIsOnDeviceRecognitionAvailable(false)
        allow()
        openForm()
        hand.waitFor(hasText("Ghi chú") and hasSetTextAction())
        compose.onNode(hasText(speak)).assertDoesNotExist()
        assertEquals(null, ShadowSpeechRecognizer.getLatestSpeechRecognizer())
    }

    @Test
    fun `listening goes on over a rotation, and what was heard outlives the process`() {
        allow()
        val first = openForm()
        hand.on(speak)
        hears("bà ăn")
        first.recreate()
        hears("bà ăn được")
        hand.waitFor(hasText("bà ăn được"))
        val kept = Bundle()
        first.saveInstanceState(kept).pause().stop().destroy()
        assertTrue(listener().isDestroyed)

        open(kept)
        noteIs("bà ăn được")
        hand.waitFor(hasText(speak))
    }

    @Test
    fun `behind another app nothing is heard any more, and what was heard is in the note`() {
        allow()
        val activity = openForm()
        hand.on(speak)
        hears("bà ăn được")
        activity.pause().stop()
        assertTrue(listener().isDestroyed)
        activity.restart().start().resume()
        noteIs("bà ăn được")
    }

    @Test
    fun `who saves or leaves in the middle of speaking loses nothing`() {
        allow()
        openForm()
        hand.on(speak)
        hears("bà ăn được")
        hand.on(hasContentDescription("Quay lại"))
        hand.on("Ghi tiếp")
        hears("bà ăn được nhiều")
        hand.on("Lưu lần thăm")
        hand.waitFor(hasText("Đã lưu", substring = true))
        assertEquals(listOf("bà ăn được nhiều"), savedNote())
        assertTrue(listener().isDestroyed)
    }

    @Test
    fun `the form that is left lets the microphone go`() {
        allow()
        openForm()
        hand.on(speak)
        assertFalse(listener().isDestroyed)
        hand.on(hasContentDescription("Quay lại"))
        hand.waitFor(hasText("Ghi lần thăm khác"))
        assertTrue(listener().isDestroyed)
    }

    @Test
    fun `in English it listens to English`() {
        AppearancePreferences(context as Context).appearance = Appearance(Language.English)
        allow()
        openForm()
        hand.on(speak)
        assertEquals("en-US", listener().lastRecognizerIntent.getStringExtra(RecognizerIntent.EXTRA_LANGUAGE))
    }
}
