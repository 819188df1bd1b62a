package vn.clubbook.app.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** One of a few: "hôm nay / hôm qua / ngày khác". [label] gives the words of each. */
@Composable
fun <T> OneOf(
    title: String,
    options: List<T>,
    chosen: T?,
    onChoose: (T) -> Unit,
    modifier: Modifier = Modifier,
    label: @Composable (T) -> String,
) = Choices(title, modifier.selectableGroup()) {
    for (option in options) {
        val selected = option == chosen
        Chip(label(option), selected, Modifier.selectable(selected, role = Role.RadioButton) { onChoose(option) })
    }
}

/** Some of several, as the services of a visit. [onToggle] is called with what was tapped. */
@Composable
fun <T> SomeOf(
    title: String,
    options: List<T>,
    chosen: Set<T>,
    onToggle: (T) -> Unit,
    modifier: Modifier = Modifier,
    label: @Composable (T) -> String,
) = Choices(title, modifier) {
    for (option in options) {
        val on = option in chosen
        Chip(label(option), on, Modifier.toggleable(on, role = Role.Checkbox) { onToggle(option) })
    }
}

@Composable
private fun Choices(title: String, modifier: Modifier, chips: @Composable () -> Unit) {
    val apart = Arrangement.spacedBy(Space.near)
    Column(modifier, apart) {
        Text(title, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
        FlowRow(horizontalArrangement = apart, verticalArrangement = apart) { chips() }
    }
}

@Composable
private fun Chip(text: String, on: Boolean, modifier: Modifier) {
    val colors = MaterialTheme.colorScheme
    Surface(
        shape = MaterialTheme.shapes.medium,
        color = if (on) colors.primaryContainer else colors.surface,
        contentColor = if (on) colors.onPrimaryContainer else colors.onSurface,
        border = BorderStroke(if (on) 3.dp else 1.dp, if (on) colors.primary else colors.outline),
    ) {
        Row(
            modifier.heightIn(min = Touch.least).padding(horizontal = Space.apart, vertical = Space.near),
            Arrangement.spacedBy(Space.near),
            Alignment.CenterVertically,
        ) {
            if (on) Drawing(ClubIcons.check)
            Text(text, style = MaterialTheme.typography.labelLarge)
        }
    }
}
