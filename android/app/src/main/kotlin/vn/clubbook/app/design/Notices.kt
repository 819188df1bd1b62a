package vn.clubbook.app.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.relocation.BringIntoViewRequester
import androidx.compose.foundation.relocation.bringIntoViewRequester
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.remember
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

/** Something good to know: "Còn 3 lần ghi chưa gửi, từ thứ Bảy 21/11." */
@Composable
fun Notice(text: String, modifier: Modifier = Modifier, action: Action? = null) =
    Card(modifier, ClubIcons.notice, MaterialTheme.colorScheme.secondaryContainer, MaterialTheme.colorScheme.onSecondaryContainer) {
        Text(text, style = MaterialTheme.typography.bodyLarge)
        action?.Shown()
    }

/** Something is done and nothing is left to do: "Đã gửi hết, lúc 9 giờ 15 sáng nay." */
@Composable
fun Done(text: String, modifier: Modifier = Modifier) =
    Card(modifier, ClubIcons.check, MaterialTheme.colorScheme.primaryContainer, MaterialTheme.colorScheme.onPrimaryContainer) {
        Text(text, style = MaterialTheme.typography.bodyLarge)
    }

/** Something that somebody should look at before going on, as a dangerous reading or a possible double. */
@Composable
fun Attention(text: String, modifier: Modifier = Modifier, action: Action? = null) =
    Card(modifier, ClubIcons.attention, MaterialTheme.colorScheme.tertiaryContainer, MaterialTheme.colorScheme.onTertiaryContainer) {
        Text(text, style = MaterialTheme.typography.bodyLarge)
        action?.Shown()
    }

/**
 * What has to be done at once, as after a dangerous reading: what it is in one large sentence, then what to do, and each number that
 * stands in it to be called by one tap. No wider and no longer than it must be, so that the buttons are seen without scrolling.
 */
@Composable
fun Alarm(texts: List<String>, calls: List<Action>, modifier: Modifier = Modifier) = Surface(
    modifier.fillMaxWidth().semantics { liveRegion = LiveRegionMode.Assertive },
    MaterialTheme.shapes.medium,
    MaterialTheme.colorScheme.errorContainer,
    MaterialTheme.colorScheme.onErrorContainer,
    border = BorderStroke(3.dp, MaterialTheme.colorScheme.onErrorContainer),
) {
    Column(Modifier.padding(Space.apart), Arrangement.spacedBy(Space.near)) {
        for (text in texts) {
            val (first, rest) = firstSentence(text)
            Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                Drawing(ClubIcons.attention)
                Text(first, Modifier.weight(1f).semantics { heading() }, style = MaterialTheme.typography.headlineSmall)
            }
            if (rest.isNotEmpty()) Text(rest, style = MaterialTheme.typography.titleMedium)
        }
        for (call in calls) PrimaryButton(call.text, call.onClick, icon = ClubIcons.phone)
    }
}

private fun firstSentence(text: String): Pair<String, String> {
    val end = text.indexOf(". ")
    return if (end < 0) text to "" else text.take(end + 1) to text.drop(end + 2)
}

/** Something went wrong: what happened, what was kept (always said, it is the first thing people fear for), and what to do next. */
@Composable
fun Problem(happened: String, kept: String, next: String, modifier: Modifier = Modifier, action: Action? = null) =
    Card(modifier, ClubIcons.problem, MaterialTheme.colorScheme.errorContainer, MaterialTheme.colorScheme.onErrorContainer) {
        Text(happened, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
        Text(kept, style = MaterialTheme.typography.bodyLarge)
        Text(next, style = MaterialTheme.typography.bodyLarge)
        action?.Shown()
    }

/**
 * What the book says of something that did not go through: its own words hold what happened, what was kept and what to do next. Where
 * the screen is scrolled elsewhere it scrolls here: nobody taps in vain.
 */
@Composable
fun Refused(words: String, modifier: Modifier = Modifier, action: Action? = null) = Card(
    modifier.broughtIntoView(words),
    ClubIcons.problem,
    MaterialTheme.colorScheme.errorContainer,
    MaterialTheme.colorScheme.onErrorContainer,
) {
    Text(words, style = MaterialTheme.typography.bodyLarge)
    action?.Shown()
}

/** Scrolls to what is so marked, when it comes and whenever its [words] are others. */
@Composable
internal fun Modifier.broughtIntoView(words: String): Modifier {
    val requester = remember { BringIntoViewRequester() }
    LaunchedEffect(words) { requester.bringIntoView() }
    return bringIntoViewRequester(requester)
}

/** A button that belongs to a card. */
data class Action(val text: String, val onClick: () -> Unit)

@Composable
private fun Action.Shown() = PrimaryButton(text, onClick, Modifier.padding(top = Space.near))

@Composable
private fun Card(modifier: Modifier, icon: ImageVector, color: Color, ink: Color, words: @Composable ColumnScope.() -> Unit) = Surface(
    modifier.fillMaxWidth().semantics { liveRegion = LiveRegionMode.Polite },
    MaterialTheme.shapes.medium,
    color,
    ink,
    border = BorderStroke(1.dp, ink),
) {
    Row(Modifier.padding(Space.apart), Arrangement.spacedBy(12.dp)) {
        Drawing(icon)
        Column(Modifier.weight(1f), Arrangement.spacedBy(Space.near), content = words)
    }
}

/** There is nothing here, why not, and what one can do about it. */
@Composable
fun EmptyState(text: String, modifier: Modifier = Modifier, action: Action? = null) = Column(
    modifier.fillMaxWidth().padding(vertical = 32.dp),
    Arrangement.spacedBy(Space.apart),
    Alignment.CenterHorizontally,
) {
    Drawing(ClubIcons.notebook, size = 72.dp, tint = MaterialTheme.colorScheme.primary)
    Text(text, style = MaterialTheme.typography.bodyLarge, textAlign = TextAlign.Center)
    action?.Shown()
}

/** What was just done, and the way back: "Đã ghi bà Lan có mặt. Bấm nhầm?" "Bỏ ghi". Stays until the next thing is done. */
@Composable
fun UndoBar(done: String, undo: String, onUndo: () -> Unit, modifier: Modifier = Modifier) =
    UndoBar(done, listOf(Action(undo, onUndo)), modifier)

/** Where there are several ways back, as when of three values the wrong one was kept. */
@Composable
fun UndoBar(done: String, ways: List<Action>, modifier: Modifier = Modifier) = Surface(
    modifier.fillMaxWidth().semantics { liveRegion = LiveRegionMode.Polite },
    MaterialTheme.shapes.medium,
    MaterialTheme.colorScheme.secondaryContainer,
    MaterialTheme.colorScheme.onSecondaryContainer,
    border = BorderStroke(1.dp, MaterialTheme.colorScheme.outline),
) {
    Column(Modifier.padding(12.dp), Arrangement.spacedBy(Space.near)) {
        Text(done, style = MaterialTheme.typography.bodyLarge)
        if (ways.size == 2 && ways.all { it.text.length <= SHORT_WORD }) {
            Row(horizontalArrangement = Arrangement.spacedBy(Space.near)) {
                for (way in ways) SecondaryButton(way.text, way.onClick, Modifier.weight(1f))
            }
        } else {
            for (way in ways) SecondaryButton(way.text, way.onClick)
        }
    }
}

/** Two words of so many letters stand beside each other at the largest type, too: what they are about stays in sight. */
private const val SHORT_WORD = 7
