package vn.clubbook.presentation.sent

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.StatusView
import vn.clubbook.ffi.SyncView
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

/** What is sent and what is not. The sentences are the core's; nothing here says "all sent" by itself. */
data class SentState(
    /** Null until the book has answered. */
    val status: StatusView? = null,
    val isPractice: Boolean = false,
    /** An exchange runs; what it did so far, once it did something. */
    val isSending: Boolean = false,
    val soFar: SyncView? = null,
    /** Why the last try did not go through, where the status does not say so already. */
    val refused: String? = null,
    /** The diagnostic file, while it is handed on. */
    val diagnostics: String? = null,
)

sealed interface SentEvent {
    data object SendNow : SentEvent

    data object Diagnose : SentEvent

    /** The diagnostic file was handed on. */
    data object Diagnosed : SentEvent
}

class SentPresenter(book: Book, scope: CoroutineScope) : BookPresenter<SentState, SentEvent>(book, scope, SentState()) {
    private val looking = Mutex()

    init {
        follow(Topic.STATUS) { look() }
    }

    override fun on(event: SentEvent) {
        when (event) {
            SentEvent.SendNow -> if (!now.isSending) send()

            SentEvent.Diagnose -> ask({ show { copy(refused = it.said) } }) {
                val file = book.ask { diagnostics() }
                show { copy(diagnostics = file) }
            }

            SentEvent.Diagnosed -> show { copy(diagnostics = null) }
        }
    }

    private fun send() {
        show { copy(isSending = true, soFar = null, refused = null) }
        ask({ refusal -> end(refusal.said) }) {
            book.sync { soFar -> show { copy(soFar = soFar) } }
            end(null)
        }
    }

    /** What went wrong is said once: by the status, where it knows. */
    private fun end(refused: String?) {
        ask({ show { copy(isSending = false, refused = it.said) } }) {
            look()
            val isSaid = now.status?.let { refused in it.remarks || refused == it.sentence } ?: false
            show { copy(isSending = false, refused = refused.takeUnless { isSaid }) }
        }
    }

    /** One at a time: what was read before must not be shown after what was read later. */
    private suspend fun look() = looking.withLock {
        val (status, isPractice) = book.ask { status() to isPractice() }
        show { copy(status = status, isPractice = isPractice) }
    }
}
