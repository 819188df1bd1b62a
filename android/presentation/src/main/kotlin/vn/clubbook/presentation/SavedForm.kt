package vn.clubbook.presentation

/** What is kept of a form when the system ends the app in the middle of it: words under a name, few and short. */
interface SavedForm {
    operator fun get(name: String): String?

    operator fun set(name: String, words: String?)
}
