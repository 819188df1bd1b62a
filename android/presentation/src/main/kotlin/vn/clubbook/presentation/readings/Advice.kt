package vn.clubbook.presentation.readings

import vn.clubbook.ffi.AdviceView

/** What to do about a reading, and the [numbers] to call that stand in it, each to be called by one tap. */
data class Advice(val words: String, val numbers: List<String>) {
    companion object {
        fun of(words: String) = Advice(words, number.findAll(words).map { it.groupValues.drop(1).first(String::isNotEmpty) }.toList())

        fun of(advice: List<AdviceView>) = advice.map { of(it.words) }

        // A number of the country, or the ambulance's after the word for calling: 115 alone may be a blood pressure.
        private val number = Regex("""(?<![\d/])(0\d(?:[ .]?\d){7,9})(?!\d)|(?:gọi|[Cc]all) (115)(?!\d)""")
    }
}
