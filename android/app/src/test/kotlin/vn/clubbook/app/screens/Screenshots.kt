package vn.clubbook.app.screens

import android.app.Application
import android.content.ComponentName
import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Color
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.platform.ViewRootForTest
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.test.core.app.ActivityScenario
import androidx.test.core.app.ApplicationProvider
import java.io.File
import org.junit.Assert.fail
import org.junit.rules.RuleChain
import org.junit.rules.TestRule
import org.junit.runner.Description
import org.junit.runners.model.Statement
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import vn.clubbook.app.design.ClubTheme

/**
 * Draws screens in all the ways in which people may see them, holds each against [ScreenChecks], and leaves the pictures in
 * target/pictures (`-Dpictures=all` for every combination instead of every pair, `-Dpictures=guide` for those of the club's guide).
 *
 * A test class uses it as a rule under Robolectric with native graphics; [ScreenTest] says how in one annotation.
 */
class Screenshots(val compose: ComposeTestRule = createEmptyComposeRule()) : TestRule {
    /**
     * Draws [screen] in each of [states] (what is in them under a name of their own, as "empty", "70 people", "no network"), checks it,
     * and fails with all that was found. A state is a complete screen.
     */
    fun of(screen: String, vararg states: Pair<String, @Composable () -> Unit>) {
        val contents = states.toMap()
        val names = contents.keys.toList()
        val findings = variants(screen, names).flatMap { variant ->
            draw(screen, variant, contents.getValue(variant.state)).map { "$screen-$variant: $it" }
        }
        if (findings.isNotEmpty()) fail("${findings.size} findings; the pictures are in target/pictures\n" + findings.joinToString("\n"))
    }

    private fun variants(screen: String, states: List<String>): List<Variant> = when (System.getProperty("pictures")) {
        "all" -> everyVariant(states)
        "guide" -> guideVariants(states)
        else -> (pairwise(states) + guideVariants(states).filter { isInGuide(screen, it) }).distinct()
    }

    /** The guide's pictures are drawn each time, so that somebody sees when they are old. */
    private fun isInGuide(screen: String, variant: Variant): Boolean {
        val picture = fileName("$screen-${variant.state}")
        return listOf("", "-end").any { File(System.getProperty("guide.dir"), "$picture$it.${variant.language.tag}.webp").exists() }
    }

    /** Draws one variant and tells what is wrong with it. */
    fun draw(screen: String, variant: Variant, content: @Composable () -> Unit): List<String> {
        RuntimeEnvironment.setQualifiers(variant.qualifiers)
        RuntimeEnvironment.setFontScale(variant.fontScale)
        return ActivityScenario.launch(ComponentActivity::class.java).use { scenario ->
            scenario.onActivity { it.setContent { ClubTheme { content() } } }
            val found = look("$screen-$variant")
            if (scrollToEnd()) (found + look("$screen-$variant-end")).distinct() else found
        }
    }

    /** Checks what is on the screen now and leaves a picture of it. */
    fun look(name: String): List<String> {
        compose.waitForIdle()
        val windows = compose.onAllNodes(isRoot()).fetchSemanticsNodes()
        val picture = compose.onAllNodes(isRoot())[0].captureToImage().asAndroidBitmap().copy(Bitmap.Config.ARGB_8888, true)
        for (window in windows.drop(1)) compose.runOnIdle { drawOver(picture, window) }
        save(name, picture)
        // A window over another takes all touches, and is read out alone.
        return ScreenChecks(compose, windows.lastIndex, picture).findings()
    }

    /** A dialog over the dimmed screen; only the activity's own window can be captured as it is. */
    private fun drawOver(picture: Bitmap, window: SemanticsNode) {
        val canvas = Canvas(picture)
        canvas.drawColor(Color.argb(153, 0, 0, 0))
        (window.root as ViewRootForTest).view.rootView.draw(canvas)
    }

    private fun save(name: String, picture: Bitmap) {
        val file = File(System.getProperty("pictures.dir"), fileName(name) + ".png")
        file.parentFile!!.mkdirs()
        file.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
    }

    private fun fileName(name: String) = name.replace(Regex("[^A-Za-z0-9.]+"), "-")

    /** Scrolls to the end what can be scrolled; was there anything? */
    private fun scrollToEnd(): Boolean {
        val scrollable =
            compose.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsActions.ScrollBy)).fetchSemanticsNodes().filter {
                (it.config.getOrNull(SemanticsProperties.VerticalScrollAxisRange)?.maxValue?.invoke() ?: 0f) > 0f
            }
        for (node in scrollable) compose.runOnIdle { node.config[SemanticsActions.ScrollBy].action?.invoke(0f, FAR) }
        compose.waitForIdle()
        return scrollable.isNotEmpty()
    }

    override fun apply(base: Statement, description: Description): Statement =
        RuleChain.outerRule(BareActivity).around(compose).apply(base, description)

    private companion object {
        const val FAR = 1e6f
    }
}

/** An activity that holds nothing but what a test puts into it, which the app's manifest does not name. */
object BareActivity : TestRule {
    override fun apply(base: Statement, description: Description) = object : Statement() {
        override fun evaluate() {
            val app = ApplicationProvider.getApplicationContext<Application>()
            shadowOf(app.packageManager).addActivityIfNotPresent(ComponentName(app, ComponentActivity::class.java))
            base.evaluate()
        }
    }
}
