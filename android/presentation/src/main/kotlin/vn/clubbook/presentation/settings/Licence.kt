package vn.clubbook.presentation.settings

/** A work that this app is made of, and under which licence. */
data class Licence(val name: String, val version: String, val licence: String, private val files: List<File> = listOf()) {
    /** Where a text of the licence is: the name of its file, and its number among all texts. */
    data class File(val name: String, val number: Int)

    /** The texts of the licence, out of the file [all] that the build wrote. */
    fun textsIn(all: String): List<LicenceText> {
        val texts = all.split(FORM_FEED)
        return files.map { LicenceText(it.name, paragraphsOf(texts[it.number])) }
    }

    companion object {
        private const val FORM_FEED = '\u000C'
        private const val KNOWN = 3

        /** Reads the list that the build wrote, one work a line: name, version, licence, number and name of each text, apart by tabs. */
        fun read(list: String): List<Licence> = list.lines().filter(String::isNotEmpty).map { line ->
            val parts = line.split('\t')
            val files = parts.drop(KNOWN).map { File(it.substringAfter(' '), it.substringBefore(' ').toInt()) }
            Licence(parts[0], parts[1], parts[2], files)
        }
    }
}

/** A text of a licence as it is read on a phone: which file it is, and its paragraphs. */
data class LicenceText(val file: String, val paragraphs: List<String>)

/**
 * The paragraphs of a text whose lines were cut for a wide page: on a phone they are as wide as it is. Empty lines, points of a list and
 * names of owners begin a new one; rules and frames of signs are left out.
 */
internal fun paragraphsOf(text: String): List<String> {
    val paragraphs = mutableListOf<String>()
    var isOver = true
    for (line in text.lines().map { Spaces.replace(it.trim(), " ") }) {
        if (line.none(Char::isLetterOrDigit)) {
            isOver = true
            continue
        }
        if (isOver || Begins.containsMatchIn(line)) paragraphs += line else paragraphs[paragraphs.lastIndex] += " $line"
        isOver = false
    }
    return paragraphs
}

private val Spaces = Regex("\\s+")
private val Begins = Regex("^([*•-] |\\(?[0-9a-z]{1,3}[.)] |Copyright |©)")
