package vn.clubbook.app.design

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalWindowInfo
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import vn.clubbook.app.R

/**
 * A screen: its title, what is on it, and [bottom] what one does with it.
 *
 * All of it scrolls. Where there is room [bottom] stays in reach of the thumb; at large type on a small phone it would hide what the
 * screen is about, so there it comes last.
 */
@Composable
fun AppScaffold(
    title: String,
    modifier: Modifier = Modifier,
    onBack: (() -> Unit)? = null,
    bottom: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) = ScreenFrame(modifier, bottom.takeIf { roomy() }) {
    Column(
        Modifier.weight(1f).fillMaxWidth().verticalScroll(rememberScrollState()).padding(bottom = Space.apart),
        Arrangement.spacedBy(Space.apart),
    ) {
        ScreenTitle(title, onBack)
        Column(Modifier.padding(horizontal = Space.apart), Arrangement.spacedBy(Space.apart)) {
            content()
            if (bottom != null && !roomy()) bottom()
        }
    }
}

/**
 * A screen whose list is long: [list] fills what [top] and [bottom] leave, and scrolls by itself (a `LazyColumn`). [top] is for what
 * has to be seen all the time, as the counter of a roll call; keep it low.
 */
@Composable
fun ListScaffold(
    title: String,
    modifier: Modifier = Modifier,
    onBack: (() -> Unit)? = null,
    top: (@Composable ColumnScope.() -> Unit)? = null,
    bottom: (@Composable ColumnScope.() -> Unit)? = null,
    list: @Composable ColumnScope.() -> Unit,
) = ScreenFrame(modifier, bottom) {
    ScreenTitle(title, onBack)
    if (top != null) {
        Column(Modifier.padding(horizontal = Space.apart, vertical = Space.near), Arrangement.spacedBy(Space.near), content = top)
    }
    Column(Modifier.weight(1f).fillMaxWidth().padding(horizontal = Space.apart), content = list)
}

/** Is there room for buttons that stay? Below about 400 dp at ordinary type they would take half of the screen. */
@Composable
internal fun roomy(): Boolean {
    val height = with(LocalDensity.current) { LocalWindowInfo.current.containerSize.height.toDp() }
    return height / LocalDensity.current.fontScale >= 400.dp
}

@Composable
private fun ScreenFrame(modifier: Modifier, bottom: (@Composable ColumnScope.() -> Unit)?, content: @Composable ColumnScope.() -> Unit) =
    Surface(modifier.fillMaxSize(), color = MaterialTheme.colorScheme.background) {
        Column(Modifier.windowInsetsPadding(WindowInsets.safeDrawing).imePadding()) {
            content()
            if (bottom != null) {
                HorizontalDivider(color = MaterialTheme.colorScheme.outline)
                Column(
                    Modifier.fillMaxWidth().background(MaterialTheme.colorScheme.background).padding(Space.apart),
                    Arrangement.spacedBy(Space.near),
                    content = bottom,
                )
            }
        }
    }

@Composable
private fun ScreenTitle(title: String, onBack: (() -> Unit)?) = Row(
    Modifier.fillMaxWidth().padding(start = if (onBack == null) Space.apart else 4.dp, end = Space.apart, top = Space.near),
    Arrangement.spacedBy(4.dp),
    Alignment.CenterVertically,
) {
    if (onBack != null) IconTap(ClubIcons.back, stringResource(R.string.back), onBack)
    Text(
        title.replaceFirstChar(Char::titlecase),
        Modifier.weight(1f).padding(vertical = 10.dp).semantics { heading() },
        style = MaterialTheme.typography.headlineMedium,
    )
}
