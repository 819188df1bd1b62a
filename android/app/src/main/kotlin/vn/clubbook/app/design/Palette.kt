package vn.clubbook.app.design

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.ui.graphics.Color

/** Ink and paper of the app by day. Every pair that carries text has a contrast of at least 7:1; a test computes it. */
val DayColors: ColorScheme =
    lightColorScheme(
        primary = Color(0xFF00513F),
        onPrimary = Color(0xFFFFFFFF),
        primaryContainer = Color(0xFFC9EBDD),
        onPrimaryContainer = Color(0xFF00261C),
        secondary = Color(0xFF3F4945),
        onSecondary = Color(0xFFFFFFFF),
        secondaryContainer = Color(0xFFEFEBE2),
        onSecondaryContainer = Color(0xFF1A1C1A),
        tertiary = Color(0xFF5A3D00),
        onTertiary = Color(0xFFFFFFFF),
        tertiaryContainer = Color(0xFFFFE3AD),
        onTertiaryContainer = Color(0xFF3A2700),
        error = Color(0xFF8C1009),
        onError = Color(0xFFFFFFFF),
        errorContainer = Color(0xFFFFDDD8),
        onErrorContainer = Color(0xFF410002),
        background = Color(0xFFFFFCF7),
        onBackground = Color(0xFF1A1C1A),
        surface = Color(0xFFFFFCF7),
        onSurface = Color(0xFF1A1C1A),
        surfaceVariant = Color(0xFFEFEBE2),
        onSurfaceVariant = Color(0xFF3A403D),
        outline = Color(0xFF5E6662),
        outlineVariant = Color(0xFF7B837F),
    )

/** The same by night. */
val NightColors: ColorScheme =
    darkColorScheme(
        primary = Color(0xFFA6E0CB),
        onPrimary = Color(0xFF00261C),
        primaryContainer = Color(0xFF0A4637),
        onPrimaryContainer = Color(0xFFD5F5E8),
        secondary = Color(0xFFC6CFCA),
        onSecondary = Color(0xFF1A1C1A),
        secondaryContainer = Color(0xFF2A2F2C),
        onSecondaryContainer = Color(0xFFF1F1EC),
        tertiary = Color(0xFFF5CF87),
        onTertiary = Color(0xFF2A1C00),
        tertiaryContainer = Color(0xFF4A3500),
        onTertiaryContainer = Color(0xFFFFEBC6),
        error = Color(0xFFFFB9AF),
        onError = Color(0xFF410002),
        errorContainer = Color(0xFF6E0F0A),
        onErrorContainer = Color(0xFFFFE6E2),
        background = Color(0xFF121513),
        onBackground = Color(0xFFF1F1EC),
        surface = Color(0xFF121513),
        onSurface = Color(0xFFF1F1EC),
        surfaceVariant = Color(0xFF2A2F2C),
        onSurfaceVariant = Color(0xFFD5DAD6),
        outline = Color(0xFF9AA39E),
        outlineVariant = Color(0xFF7D8681),
    )
