package vn.clubbook.app.screens

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.test.ComposeTimeoutException
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isFocused
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performImeAction
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput

/** A hand on the real screen, that counts its taps; letters and digits, and scrolling, are none. */
class Taps(private val compose: ComposeTestRule) {
    var count = 0
        private set

    /** Taps what is called [text]; the field of that label, too. */
    fun on(text: String) = on(hasText(text) and (hasClickAction() or hasSetTextAction()))

    fun on(what: SemanticsMatcher) {
        waitFor(what)
        val node = compose.onNode(what)
        if (scrolls(node.fetchSemanticsNode())) node.performScrollTo()
        node.performClick()
        count++
        compose.waitForIdle()
    }

    /** Types into the field that has the keyboard, key by key; a screen that is still reading gives it to none. */
    fun type(keys: String) = keys.forEach { key ->
        waitFor(typedInto)
        compose.onNode(typedInto).performTextInput(key.toString())
        compose.waitForIdle()
    }

    /** The key at the lower right of the keyboard: "next", "done". */
    fun onKeyOfKeyboard() {
        waitFor(typedInto)
        compose.onNode(typedInto).performImeAction()
        count++
        compose.waitForIdle()
    }

    /** Until there is one of it; a failure says what is on the screen instead. */
    fun waitFor(what: SemanticsMatcher) = try {
        compose.waitUntil(30_000) { compose.onAllNodes(what).fetchSemanticsNodes().size == 1 }
    } catch (timeout: ComposeTimeoutException) {
        throw AssertionError("not on the screen: ${what.description}; but ${onScreen()}", timeout)
    }

    private val typedInto = isFocused() and hasSetTextAction()

    private fun onScreen() = compose.onAllNodes(isRoot()).fetchSemanticsNodes().flatMap(::wordsOf)

    private fun wordsOf(node: SemanticsNode): List<String> = node.config.getOrElse(SemanticsProperties.Text) { listOf() }.map { it.text } +
        node.config.getOrElse(SemanticsProperties.ContentDescription) { listOf() } + node.children.flatMap(::wordsOf)

    private fun scrolls(node: SemanticsNode) = generateSequence(node.parent) {
        it.parent
    }.any { it.config.contains(SemanticsActions.ScrollBy) }
}
