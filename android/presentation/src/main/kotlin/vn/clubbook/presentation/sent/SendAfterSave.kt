package vn.clubbook.presentation.sent

import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException

/**
 * Starts [send] whenever more waits than before: after a save, and once at the beginning where something is left from last time. An
 * exchange that fails changes nothing about what waits, so it never starts the next one.
 */
class SendAfterSave(private val book: Book, private val send: suspend () -> Unit) {
    /** Goes on until it is cancelled. */
    suspend fun run() {
        var waited = 0uL
        book.changes.collect {
            val waiting = waiting()
            if (waiting > waited) send()
            waited = waiting
        }
    }

    private suspend fun waiting(): ULong = try {
        book.ask { status().waiting }
    } catch (_: ClubbookException) {
        // Not connected, or the book is being closed: nothing can be sent.
        0uL
    }
}
