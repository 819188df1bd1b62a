package vn.clubbook.presentation.settings

/** A work of others that is in this app. */
data class Licence(val name: String, val version: String, val licence: String) {
    companion object {
        /** Reads the list that the build wrote: name, version, licence, apart by tabs, one a line. */
        fun read(list: String): List<Licence> = list.lines().mapNotNull { line ->
            val parts = line.split('\t')
            if (parts.size == 3) Licence(parts[0], parts[1], parts[2]) else null
        }
    }
}
