package vn.clubbook.app.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

private val Inside = PaddingValues(horizontal = Space.apart, vertical = 12.dp)

/** The one thing that most people come to this screen for. It is always there: what is still lacking is said after the tap. */
@Composable
fun PrimaryButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, icon: ImageVector? = null) =
    Button(onClick, modifier.fillMaxWidth().heightIn(min = Touch.main), shape = MaterialTheme.shapes.large, contentPadding = Inside) {
        ButtonWords(text, icon)
    }

/** Everything else that can be done here. */
@Composable
fun SecondaryButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, icon: ImageVector? = null) = OutlinedButton(
    onClick,
    modifier.fillMaxWidth().heightIn(min = Touch.least),
    shape = MaterialTheme.shapes.large,
    colors = ButtonDefaults.outlinedButtonColors(contentColor = MaterialTheme.colorScheme.onBackground),
    border = BorderStroke(2.dp, MaterialTheme.colorScheme.primary),
    contentPadding = Inside,
) {
    ButtonWords(text, icon)
}

@Composable
private fun ButtonWords(text: String, icon: ImageVector?) {
    if (icon != null) Drawing(icon, Modifier.padding(end = 12.dp))
    Text(text, style = MaterialTheme.typography.labelLarge, textAlign = TextAlign.Center)
}

/** A drawing to tap, where words have no room; [label] is read out. */
@Composable
fun IconTap(icon: ImageVector, label: String, onClick: () -> Unit, modifier: Modifier = Modifier) =
    IconButton(onClick, modifier.size(Touch.least).semantics { contentDescription = label }) { Drawing(icon) }

/**
 * A person or a thing in a list, large enough for a thumb. [detail] tells namesakes apart.
 *
 * With [marked] it is a mark that a tap sets and takes off again; [state] says it in words, a check shows it, colour only adds to both.
 */
@Composable
fun BigTile(
    title: String,
    onClick: () -> Unit,
    modifier: Modifier = Modifier,
    detail: String? = null,
    state: String? = null,
    marked: Boolean? = null,
    icon: ImageVector? = null,
) {
    val colors = MaterialTheme.colorScheme
    val shape = MaterialTheme.shapes.medium
    val border = BorderStroke(if (marked == true) 3.dp else 1.dp, if (marked == true) colors.primary else colors.outline)
    val background = if (marked == true) colors.primaryContainer else colors.surface
    val ink = if (marked == true) colors.onPrimaryContainer else colors.onSurface
    val size = modifier.fillMaxWidth().heightIn(min = Touch.main)
    val words = @Composable { TileWords(title, detail, state, iconOf(marked) ?: icon, leads = marked == null) }
    if (marked == null) {
        Surface(onClick, size, shape = shape, color = background, contentColor = ink, border = border, content = words)
    } else {
        Surface(size, shape, background, ink, border = border) {
            Box(Modifier.toggleable(marked, role = Role.Checkbox) { onClick() }, propagateMinConstraints = true) { words() }
        }
    }
}

/** There in both states, so that the words never move. */
private fun iconOf(marked: Boolean?): ImageVector? = when (marked) {
    true -> ClubIcons.boxChecked
    false -> ClubIcons.box
    null -> null
}

@Composable
private fun TileWords(title: String, detail: String?, state: String?, icon: ImageVector?, leads: Boolean) =
    Row(Modifier.padding(horizontal = Space.apart, vertical = 12.dp), Arrangement.spacedBy(12.dp), Alignment.CenterVertically) {
        if (icon != null) Drawing(icon)
        Column(Modifier.weight(1f)) {
            Text(title, style = MaterialTheme.typography.titleMedium)
            if (detail != null) Text(detail, style = MaterialTheme.typography.bodyMedium)
            if (state != null) Text(state, style = MaterialTheme.typography.labelMedium)
        }
        if (leads) Drawing(ClubIcons.next)
    }
