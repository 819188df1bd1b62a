package vn.clubbook.presentation.sent

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.ClubbookInterface
import vn.clubbook.ffi.ExchangeView
import vn.clubbook.ffi.PutAsideView
import vn.clubbook.ffi.StatusView
import vn.clubbook.ffi.SyncView
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.UnsentView
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

/** What is sent and what is not. The sentences are the core's; nothing here says "all sent" by itself. */
data class SentState(
    /** Null until the book has answered. */
    val status: StatusView? = null,
    /** What waits and what was put aside, for the person at the phone; null where nobody is. */
    val unsent: UnsentView? = null,
    /** All of what waits is shown, and not only its beginning. */
    val showsAll: Boolean = false,
    /** How the last exchanges went, newest first. */
    val exchanges: List<ExchangeView> = listOf(),
    /** All of them are shown, and not only the last. */
    val showsExchanges: Boolean = false,
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

    data object ShowAll : SentEvent

    data object ShowExchanges : SentEvent

    /** The person knows that this was refused. */
    data class Understood(val refused: PutAsideView) : SentEvent

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

            SentEvent.ShowAll -> show { copy(showsAll = true) }

            SentEvent.ShowExchanges -> show { copy(showsExchanges = true) }

            is SentEvent.Understood -> ask({ show { copy(refused = it.said) } }) { book.ask { knowRefusals(event.refused.seqs) } }

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
        val seen = book.ask { Seen(status(), isPractice(), lastExchanges(), unsentOrNull()) }
        show { copy(status = seen.status, isPractice = seen.isPractice, exchanges = seen.exchanges, unsent = seen.unsent) }
    }

    private class Seen(val status: StatusView, val isPractice: Boolean, val exchanges: List<ExchangeView>, val unsent: UnsentView?)

    /** Only to a person at the phone is it said what waits; how much it is, everybody may see. */
    private fun ClubbookInterface.unsentOrNull(): UnsentView? = try {
        unsent()
    } catch (_: ClubbookException) {
        null
    }
}
