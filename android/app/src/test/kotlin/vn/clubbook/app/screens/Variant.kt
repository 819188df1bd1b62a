package vn.clubbook.app.screens

import vn.clubbook.presentation.appearance.Language

/** One way in which somebody may see a screen. */
data class Variant(val window: Window, val fontScale: Float, val dark: Boolean, val language: Language, val state: String) {
    /** As Android's resources are chosen: language, width, height, orientation, night, density. */
    val qualifiers: String
        get() = "${language.tag}-w${window.width}dp-h${window.height}dp-port-${if (dark) "night" else "notnight"}-xhdpi"

    override fun toString() = "$state-${language.tag}-${window.width}x${window.height}-$fontScale-${if (dark) "night" else "day"}"
}

/** In dp: a cheap phone of today and a common larger one. */
enum class Window(val width: Int, val height: Int) {
    Small(360, 640),
    Common(411, 891),
}

private val FontScales = listOf(1f, 1.3f, 2f)
private val Themes = listOf(false, true)

/** The variants that together show every pair of two choices (of window and type, of state and language, …), in few pictures. */
fun pairwise(states: List<String>): List<Variant> =
    coveringRows(listOf(Window.entries.size, FontScales.size, Themes.size, Language.entries.size, states.size)).map { variant(states, it) }

/** Every variant there is. */
fun everyVariant(states: List<String>): List<Variant> = states.flatMap { state ->
    Window.entries.flatMap { window ->
        FontScales.flatMap { font ->
            Themes.flatMap { dark -> Language.entries.map { Variant(window, font, dark, it, state) } }
        }
    }
}

/** As the club's guide shows them: each state by day on a small phone with its own size of type, in each language. */
fun guideVariants(states: List<String>): List<Variant> =
    states.flatMap { state -> Language.entries.map { Variant(Window.Small, 1f, dark = false, it, state) } }

private fun variant(states: List<String>, row: List<Int>) =
    Variant(Window.entries[row[0]], FontScales[row[1]], Themes[row[2]], Language.entries[row[3]], states[row[4]])

/** A choice of value [value] for the factor [factor]. */
private typealias Choice = Pair<Int, Int>

/** The pairs of choices that a row of choices shows. */
fun pairsOf(row: List<Int>): Set<Pair<Choice, Choice>> =
    row.indices.flatMapTo(mutableSetOf()) { a -> (a + 1 until row.size).map { b -> (a to row[a]) to (b to row[b]) } }

/**
 * Rows of choices, one of as many values as [levels] says for each factor, which together show every pair of choices. Each row begins
 * with a pair that is still missing and goes on with the values that show most of the others; the same levels give the same rows.
 */
fun coveringRows(levels: List<Int>): List<List<Int>> {
    val missing =
        levels.indices.flatMapTo(linkedSetOf()) { a ->
            (a + 1 until levels.size).flatMap { b ->
                (0 until levels[a]).flatMap { va -> (0 until levels[b]).map { vb -> (a to va) to (b to vb) } }
            }
        }
    val rows = mutableListOf<List<Int>>()
    while (missing.isNotEmpty()) {
        val (first, second) = missing.first()
        val chosen = sortedMapOf(first, second)
        for (factor in levels.indices) {
            if (factor in chosen) continue
            chosen[factor] =
                (0 until levels[factor]).maxBy { value ->
                    chosen.count { (other, its) ->
                        minOf(other to its, factor to value, byFactor) to
                            maxOf(other to its, factor to value, byFactor) in
                            missing
                    }
                }
        }
        val row = levels.indices.map(chosen::getValue)
        missing -= pairsOf(row)
        rows += row
    }
    return rows
}

private val byFactor = compareBy<Choice> { it.first }
