package vn.clubbook.presentation.readings

import vn.clubbook.ffi.AdviceView

/** What to do about a reading, and the [numbers] to call that stand in it, each to be called by one tap. */
data class Advice(val words: String, val numbers: List<String>) {
    companion object {
        fun of(advice: List<AdviceView>) = advice.map { Advice(it.words, it.calls) }

        /** What [kept] made of it. */
        fun keptIn(words: String?): List<Advice> = words.orEmpty().lines().filter(String::isNotEmpty).map { line ->
            val parts = line.split(APART)
            Advice(parts.first(), parts.drop(1))
        }
    }
}

/** As words that outlive the process: a line for each. */
fun List<Advice>.toKept(): String = joinToString("\n") { (listOf(it.words.replace('\n', ' ')) + it.numbers).joinToString(APART) }

private const val APART = "\t"
