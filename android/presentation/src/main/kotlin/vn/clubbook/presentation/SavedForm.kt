package vn.clubbook.presentation

import java.util.Base64

/** What is kept of a form when the system ends the app in the middle of it: words under a name, few and short. */
interface SavedForm {
    operator fun get(name: String): String?

    operator fun set(name: String, words: String?)
}

/** Bytes that were kept with [put], as what stood on the screen when a form opened. */
fun SavedForm.bytes(name: String): ByteArray? = this[name]?.let(Base64.getDecoder()::decode)

fun SavedForm.put(name: String, bytes: ByteArray?) {
    this[name] = bytes?.let(Base64.getEncoder()::encodeToString)
}
