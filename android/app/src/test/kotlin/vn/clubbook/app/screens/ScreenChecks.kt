package vn.clubbook.app.screens

import android.graphics.Bitmap
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.SemanticsProperties.HorizontalScrollAxisRange
import androidx.compose.ui.semantics.SemanticsProperties.VerticalScrollAxisRange
import androidx.compose.ui.semantics.SemanticsPropertyKey
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.text.TextLayoutResult

/**
 * What can be held against a drawn screen without asking anybody: nothing is cut or lies over something else, everything that can be
 * tapped is large enough and has a name of its own, and all words stand out from what is behind them.
 *
 * Looks at the window number [window] (the topmost), of which [picture] was taken.
 */
class ScreenChecks(private val compose: ComposeTestRule, window: Int, private val picture: Bitmap) {
    private val parts = nodes(window, unmerged = true)
    private val controls = nodes(window, unmerged = false).filter(::isControl)
    private val pixelsPerDp = compose.density.density

    fun findings(): List<String> = cut() + broken() + overlapping() + small() + unnamed() + namesakes() + faint()

    private fun nodes(window: Int, unmerged: Boolean): List<SemanticsNode> {
        // A list keeps what was scrolled out of it for a while, without a place on the screen.
        fun all(node: SemanticsNode): List<SemanticsNode> =
            if (node.layoutInfo.isPlaced) listOf(node) + node.children.flatMap(::all) else listOf()
        return all(compose.onAllNodes(isRoot(), unmerged).fetchSemanticsNodes()[window])
    }

    /** Words that do not fit where they stand, or things that reach over what holds them. */
    private fun cut(): List<String> = parts.mapNotNull { node ->
        val layout = layoutOf(node)
        when {
            !isEditable(node) && layout != null && overflows(layout) -> "cut: ${named(node)}"
            isContent(node) && isClipped(node) -> "cut by what is around it: ${named(node)}"
            else -> null
        }
    }

    // From the lines themselves: `hasVisualOverflow` holds the width that was offered against the width that was needed.
    private fun overflows(layout: TextLayoutResult): Boolean {
        val lines = layout.multiParagraph
        return lines.didExceedMaxLines ||
            lines.height - layout.size.height > ONE_PIXEL ||
            (0 until lines.lineCount).any {
                lines.isLineEllipsized(it) ||
                    lines.getLineRight(it) - lines.getLineLeft(it) - layout.size.width > ONE_PIXEL
            }
    }

    /** Is less of it shown than there is, other than by scrolling? */
    private fun isClipped(node: SemanticsNode): Boolean {
        val whole = whole(node)
        val shown = node.boundsInRoot
        if (shown.width <= 0 && shown.height <= 0 &&
            (scrolls(node, VerticalScrollAxisRange) || scrolls(node, HorizontalScrollAxisRange))
        ) {
            return false
        }
        val narrower = whole.width - shown.width > ONE_PIXEL && !scrolls(node, HorizontalScrollAxisRange)
        val lower = whole.height - shown.height > ONE_PIXEL && !scrolls(node, VerticalScrollAxisRange)
        return narrower || lower
    }

    private fun scrolls(node: SemanticsNode, axis: SemanticsPropertyKey<*>) =
        generateSequence(node) { it.parent }.any { it.config.contains(axis) }

    /** A word that goes on in the next line without having ended. */
    private fun broken(): List<String> = parts.mapNotNull { node ->
        val layout = layoutOf(node) ?: return@mapNotNull null
        val text = layout.layoutInput.text.text
        val ends = (0 until layout.lineCount - 1).map(layout::getLineEnd)
        val at = ends.find { it in 1 until text.length && text[it - 1].isLetterOrDigit() && text[it].isLetterOrDigit() }
        at?.let { "a word is broken: ${text.take(it)}|${text.drop(it)}" }
    }

    /** Two things in the same place, neither of which holds the other. */
    private fun overlapping(): List<String> {
        val shown = parts.filter { isContent(it) && it.boundsInRoot.width > 0 && it.boundsInRoot.height > 0 }
        return shown.flatMapIndexed { at, one ->
            shown.drop(at + 1).filter { other -> lieOver(one, other) }.map { "${named(one)} lies over ${named(it)}" }
        }
    }

    private fun lieOver(one: SemanticsNode, other: SemanticsNode): Boolean {
        val common = one.boundsInRoot.intersect(other.boundsInRoot)
        return common.width > ONE_PIXEL && common.height > ONE_PIXEL && !holds(one, other) && !holds(other, one)
    }

    private fun holds(outer: SemanticsNode, inner: SemanticsNode) = generateSequence(inner.parent) { it.parent }.any { it.id == outer.id }

    private fun small(): List<String> = controls.mapNotNull { node ->
        val size = Size(node.size.width / pixelsPerDp, node.size.height / pixelsPerDp)
        if (minOf(size.width, size.height) <
            LEAST_TOUCH - 0.5f
        ) {
            "too small to tap, ${size.width} × ${size.height} dp: ${named(node)}"
        } else {
            null
        }
    }

    private fun unnamed(): List<String> = controls.filter { nameOf(it).isBlank() }.map { "has no name: a control at ${whole(it)}" }

    private fun namesakes(): List<String> = controls.groupBy(::nameOf).filter { (name, nodes) ->
        name.isNotBlank() && nodes.size > 1
    }.map { (name, nodes) -> "${nodes.size} controls are called \"$name\"" }

    /** In an empty field there are no words to stand out, and of words that are half scrolled away only the edges may be left. */
    private fun faint(): List<String> = parts.filter {
        !layoutOf(it)?.layoutInput?.text.isNullOrEmpty() && isWhole(it)
    }.mapNotNull { node ->
        contrastIn(picture, node.boundsInRoot)?.takeIf { it < LEAST_CONTRAST }?.let { "contrast %.1f: %s".format(it, named(node)) }
    }

    private fun isWhole(node: SemanticsNode): Boolean {
        val whole = whole(node)
        val shown = node.boundsInRoot
        return whole.width - shown.width <= ONE_PIXEL && whole.height - shown.height <= ONE_PIXEL
    }

    private companion object {
        const val ONE_PIXEL = 1f
        const val LEAST_TOUCH = 48f
        const val LEAST_CONTRAST = 7.0
    }
}

private fun isEditable(node: SemanticsNode) = node.config.contains(SemanticsActions.SetText)

private fun isControl(node: SemanticsNode) =
    node.config.contains(SemanticsActions.OnClick) || isEditable(node) || node.config.contains(SemanticsActions.SetProgress)

private fun isContent(node: SemanticsNode) =
    isControl(node) || node.config.contains(SemanticsProperties.Text) || node.config.contains(SemanticsProperties.ContentDescription)

/** What a control is called where it is read out; what somebody typed into it is no name. */
fun nameOf(node: SemanticsNode): String {
    val said = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
    val written = node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
    return (said + written).joinToString(", ").trim()
}

/** What it is called in a finding: by its own words, or the first below it. */
private fun named(node: SemanticsNode): String {
    fun words(of: SemanticsNode): String? =
        nameOf(of).ifBlank { of.config.getOrNull(SemanticsProperties.EditableText)?.text }?.ifBlank { null }
            ?: of.children.firstNotNullOfOrNull(::words)
    return "\"${words(node) ?: "something"}\""
}

private fun whole(node: SemanticsNode) = Rect(node.positionInRoot, Size(node.size.width.toFloat(), node.size.height.toFloat()))

private fun layoutOf(node: SemanticsNode): TextLayoutResult? {
    val results = mutableListOf<TextLayoutResult>()
    node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(results)
    return results.firstOrNull()
}
