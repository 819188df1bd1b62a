package vn.clubbook.app.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** What a part of a screen is about. */
@Composable
fun Heading(text: String, modifier: Modifier = Modifier) =
    Text(text, modifier.padding(top = Space.near).semantics { heading() }, style = MaterialTheme.typography.titleLarge)

/** One thing that is known: what it is, and below it what stands there. Read out as one. */
@Composable
fun Fact(label: String, value: String, modifier: Modifier = Modifier) = Column(modifier.fillMaxWidth().semantics(true) {}) {
    Text(label, style = MaterialTheme.typography.titleSmall)
    Text(value, style = MaterialTheme.typography.bodyLarge)
}

/** Things that belong together, in a frame: [title], where it stands as a drawing and a word, and what one does about it. */
@Composable
fun Panel(
    title: String,
    modifier: Modifier = Modifier,
    state: String? = null,
    icon: ImageVector? = null,
    content: @Composable ColumnScope.() -> Unit,
) = Surface(
    modifier.fillMaxWidth(),
    MaterialTheme.shapes.medium,
    MaterialTheme.colorScheme.surface,
    border = BorderStroke(1.dp, MaterialTheme.colorScheme.outline),
) {
    Column(Modifier.padding(Space.apart), Arrangement.spacedBy(Space.near)) {
        Text(title, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
        if (state != null) {
            Row(horizontalArrangement = Arrangement.spacedBy(Space.near), verticalAlignment = Alignment.CenterVertically) {
                if (icon != null) Drawing(icon)
                Text(state, Modifier.weight(1f), style = MaterialTheme.typography.labelLarge)
            }
        }
        content()
    }
}
