package vn.clubbook.app.screens

import android.graphics.Bitmap
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance

/** The contrast of two opaque colours, 1 to 21, as WCAG 2 defines it. */
fun contrast(one: Color, other: Color): Double {
    val (darker, lighter) = listOf(one.luminance().toDouble(), other.luminance().toDouble()).sorted()
    return (lighter + 0.05) / (darker + 0.05)
}

/**
 * The contrast of what is written in a part of a picture: of the commonest colour there, the paper, to the one that differs most from
 * it, the ink. Strokes of 18 sp and more have pixels in the full colour. Nothing where nothing is drawn.
 */
fun contrastIn(picture: Bitmap, part: Rect): Double? {
    val left = part.left.toInt().coerceIn(0, picture.width)
    val top = part.top.toInt().coerceIn(0, picture.height)
    val width = part.right.toInt().coerceIn(0, picture.width) - left
    val height = part.bottom.toInt().coerceIn(0, picture.height) - top
    if (width <= 0 || height <= 0) return null
    val pixels = IntArray(width * height).also { picture.getPixels(it, 0, width, left, top, width, height) }
    val colors = pixels.asIterable().groupingBy { it }.eachCount()
    val paper = Color(colors.maxBy { it.value }.key)
    return colors.keys.maxOf { contrast(paper, Color(it)) }.takeIf { colors.size > 1 }
}
