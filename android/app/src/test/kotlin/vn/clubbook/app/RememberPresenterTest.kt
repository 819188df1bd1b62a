package vn.clubbook.app

import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.junit4.v2.createEmptyComposeRule
import androidx.compose.ui.test.performTextInput
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.isActive
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.rules.RuleChain
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import vn.clubbook.app.design.TextLine
import vn.clubbook.app.screens.BareActivity
import vn.clubbook.presentation.Presenter
import vn.clubbook.presentation.SavedForm

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [35])
class RememberPresenterTest {
    private val compose = createEmptyComposeRule()

    @get:Rule
    val rules: RuleChain = RuleChain.outerRule(BareActivity).around(compose)

    private val made = mutableListOf<NotePresenter>()

    /** A form of one line, as small as one can be. */
    private class NotePresenter(val scope: CoroutineScope, private val form: SavedForm) : Presenter<String, String> {
        override val state = MutableStateFlow(form["note"].orEmpty())

        override fun on(event: String) {
            form["note"] = event
            state.value = event
        }
    }

    @Composable
    private fun Form() {
        val presenter = rememberPresenter { scope, form -> NotePresenter(scope, form).also(made::add) }
        val note by presenter.state.collectAsStateWithLifecycle()
        TextLine("Ghi chú", note, presenter::on)
    }

    private fun open(kept: Bundle? = null): ActivityController<ComponentActivity> = Robolectric.buildActivity(ComponentActivity::class.java)
        .setup(kept ?: Bundle())
        .also { it.get().setContent { Form() } }

    private fun field() = compose.onNode(hasSetTextAction())

    @Test
    fun `a form in the middle outlives the process`() {
        val first = open()
        field().performTextInput("Bà ăn được")
        val kept = Bundle()
        first.saveInstanceState(kept).pause().stop().destroy()

        open(kept)
        field().assertTextContains("Bà ăn được")
        assertEquals(2, made.size)
        assertEquals(listOf(false, true), made.map { it.scope.isActive })
    }

    @Test
    fun `a presenter outlives a rotation`() {
        val screen = open()
        field().performTextInput("Bà ăn được")
        screen.recreate()
        screen.get().setContent { Form() }
        field().assertTextContains("Bà ăn được")
        assertEquals(1, made.size)
        assertEquals(true, made.single().scope.isActive)
    }
}
