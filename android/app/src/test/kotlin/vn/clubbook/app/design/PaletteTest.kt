package vn.clubbook.app.design

import androidx.compose.material3.ColorScheme
import androidx.compose.ui.graphics.Color
import org.junit.Assert.assertEquals
import org.junit.Test
import vn.clubbook.app.screens.contrast

class PaletteTest {
    private val schemes = mapOf("day" to DayColors, "night" to NightColors)

    private fun ColorScheme.words() = mapOf(
        "primary" to (onPrimary to primary),
        "primaryContainer" to (onPrimaryContainer to primaryContainer),
        "secondary" to (onSecondary to secondary),
        "secondaryContainer" to (onSecondaryContainer to secondaryContainer),
        "tertiary" to (onTertiary to tertiary),
        "tertiaryContainer" to (onTertiaryContainer to tertiaryContainer),
        "error" to (onError to error),
        "errorContainer" to (onErrorContainer to errorContainer),
        "background" to (onBackground to background),
        "surface" to (onSurface to surface),
        "surfaceVariant" to (onSurfaceVariant to surfaceVariant),
        "onSurfaceVariant on surface" to (onSurfaceVariant to surface),
        "primary on background" to (primary to background),
        "error on background" to (error to background),
    )

    private fun ColorScheme.edges() = mapOf(
        "outline" to (outline to background),
        "outlineVariant" to (outlineVariant to background),
        "outline on a card" to (outline to secondaryContainer),
    )

    private fun below(least: Double, pairs: ColorScheme.() -> Map<String, Pair<Color, Color>>) = schemes.flatMap { (time, scheme) ->
        scheme.pairs().mapNotNull { (name, pair) ->
            "$time, $name".takeIf {
                contrast(pair.first, pair.second) <
                    least
            }
        }
    }

    @Test
    fun `every pair of ink and paper has a contrast of 7 or more`() = assertEquals(emptyList<String>(), below(7.0) { words() })

    @Test
    fun `edges that show where to tap have a contrast of 3 or more`() = assertEquals(emptyList<String>(), below(3.0) { edges() })
}
