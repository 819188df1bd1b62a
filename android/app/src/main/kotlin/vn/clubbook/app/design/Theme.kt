package vn.clubbook.app.design

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.runtime.Composable
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp

/** The look of every screen. Nothing that a person reads is smaller than 18 sp. */
@Composable
fun ClubTheme(dark: Boolean = isSystemInDarkTheme(), content: @Composable () -> Unit) =
    MaterialTheme(if (dark) NightColors else DayColors, shapes = ClubShapes, typography = ClubTypography, content = content)

/** Distances, of which there are few. */
object Space {
    /** Between things that belong together. */
    val near = 8.dp

    /** Between things that do not, and to the edge of the screen. */
    val apart = 16.dp
}

/** How high the things are that one taps. */
object Touch {
    /** The one main thing of a screen, and all that is tapped often or in a hurry. */
    val main = 64.dp

    /** Everything else. */
    val least = 56.dp
}

private val ClubShapes = Shapes(small = RoundedCornerShape(8.dp), medium = RoundedCornerShape(12.dp), large = RoundedCornerShape(16.dp))

// Lines are broken between words over the whole paragraph: short words stay together at large type.
private fun type(size: Int, line: Int, weight: FontWeight = FontWeight.Normal) =
    TextStyle(fontSize = size.sp, lineHeight = line.sp, fontWeight = weight, lineBreak = LineBreak.Paragraph)

private val ClubTypography =
    Typography(
        displayLarge = type(48, 56, FontWeight.Bold),
        displayMedium = type(40, 48, FontWeight.Bold),
        displaySmall = type(32, 40, FontWeight.Bold),
        headlineLarge = type(28, 36, FontWeight.Bold),
        headlineMedium = type(26, 34, FontWeight.Bold),
        headlineSmall = type(24, 32, FontWeight.Bold),
        titleLarge = type(24, 32, FontWeight.Bold),
        titleMedium = type(20, 28, FontWeight.Bold),
        titleSmall = type(18, 26, FontWeight.Bold),
        bodyLarge = type(20, 28),
        bodyMedium = type(18, 26),
        bodySmall = type(18, 26),
        labelLarge = type(20, 28, FontWeight.Bold),
        labelMedium = type(18, 26, FontWeight.Medium),
        labelSmall = type(18, 26, FontWeight.Medium),
    )
