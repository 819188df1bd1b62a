package vn.clubbook.presentation.sent

import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.StatusView

/**
 * Starts [send] after each save, and once at the beginning where something is left from last time. It looks at how much was ever
 * recorded, not at how much waits: what an exchange took away meanwhile hides no save, and one that fails starts no other.
 */
class SendAfterSave(private val book: Book, private val send: suspend () -> Unit) {
    /** Goes on until it is cancelled. */
    suspend fun run() {
        var seen = 0uL
        book.changes.collect {
            val status = status() ?: return@collect
            if (status.recorded > seen && status.waiting > 0uL) send()
            seen = status.recorded
        }
    }

    /** None where the phone is not connected, or the book is being closed: nothing can be sent. */
    private suspend fun status(): StatusView? = try {
        book.ask { status() }
    } catch (_: ClubbookException) {
        null
    }
}
