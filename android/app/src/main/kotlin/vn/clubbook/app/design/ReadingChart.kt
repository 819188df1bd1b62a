package vn.clubbook.app.design

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.PathEffect
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** A point of a chart: [at] and [height] from 0 to 1, from the left and from below. */
data class ChartPoint(val at: Float, val height: Float)

/**
 * Lines from left to right, small, for whoever wants to see at a glance whether something rises or falls. The numbers stand in words
 * around it: [title], and below the line what it begins and ends with ([first] is none where
 * there is one day alone). [words] tells all of it to those who listen.
 *
 * The second line is dashed, so that two are told apart without colour.
 */
@Composable
fun ReadingChart(
    title: String,
    first: String?,
    last: String,
    lines: List<List<ChartPoint>>,
    words: String,
    modifier: Modifier = Modifier,
) {
    val colors = MaterialTheme.colorScheme
    Surface(modifier.fillMaxWidth(), MaterialTheme.shapes.medium, colors.secondaryContainer, colors.onSecondaryContainer) {
        Column(Modifier.padding(Space.apart), Arrangement.spacedBy(Space.near)) {
            Text(title, Modifier.semantics { heading() }, style = MaterialTheme.typography.titleMedium)
            // One day alone neither rises nor falls.
            if (first != null) {
                Canvas(Modifier.fillMaxWidth().height(96.dp).semantics { contentDescription = words }) {
                    drawLine(colors.outline, Offset(0f, size.height), Offset(size.width, size.height), 1.dp.toPx())
                    lines.forEachIndexed { place, line ->
                        drawReadings(line, isDashed = place > 0, colors.primary, colors.secondaryContainer)
                    }
                }
            }
            FlowRow(Modifier.fillMaxWidth(), Arrangement.SpaceBetween) {
                if (first != null) Text(first, style = MaterialTheme.typography.bodyMedium)
                Text(last, style = MaterialTheme.typography.labelMedium)
            }
        }
    }
}

private fun DrawScope.drawReadings(line: List<ChartPoint>, isDashed: Boolean, ink: Color, paper: Color) {
    val room = 8.dp.toPx()
    val places = line.map { Offset(room + it.at * (size.width - 2 * room), size.height - room - it.height * (size.height - 2 * room)) }
    val path = Path()
    places.forEachIndexed { at, place -> if (at == 0) path.moveTo(place.x, place.y) else path.lineTo(place.x, place.y) }
    val dashes = PathEffect.dashPathEffect(floatArrayOf(6.dp.toPx(), 5.dp.toPx())).takeIf { isDashed }
    drawPath(path, ink, style = Stroke(3.dp.toPx(), cap = StrokeCap.Round, pathEffect = dashes))
    for (place in places) {
        drawCircle(ink, 5.dp.toPx(), place)
        if (isDashed) drawCircle(paper, 3.dp.toPx(), place)
    }
}
