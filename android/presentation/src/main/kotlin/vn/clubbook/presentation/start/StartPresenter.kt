package vn.clubbook.presentation.start

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

/** Where the app begins, before any screen. */
sealed interface StartState {
    /** The book has not answered yet. */
    data object Asking : StartState

    /** No club knows this phone yet. */
    data object Connect : StartState

    /** Several people use this phone and none has said who holds it. */
    data object WhoHoldsIt : StartState

    /** The book is open and does not answer: why, what was kept, what to do. */
    data class Trouble(val words: String) : StartState

    /** [person] holds the phone. [mayUse] is false when the centre has taken the phone out: only what is sent may still be seen. */
    data class AtPhone(val person: RecordId, val mayUse: Boolean = true) : StartState
}

sealed interface StartEvent {
    /** The first download has begun and its person wants to see the book. */
    data object Begin : StartEvent

    /** Somebody has left the phone. */
    data object Left : StartEvent
}

/** Follows who is at the phone. Once the phone is connected it still waits for [StartEvent.Begin]: the download is being shown. */
class StartPresenter(book: Book, scope: CoroutineScope) : BookPresenter<StartState, StartEvent>(book, scope, StartState.Asking) {
    private val looking = Mutex()

    init {
        follow(*Topic.entries.toTypedArray(), refused = ::refused) { if (now != StartState.Connect) look() }
    }

    override fun on(event: StartEvent) {
        ask(::refused) { look() }
    }

    /** Behind a screen that is there already it says by itself what is the matter; before the first one nobody else would. */
    private fun refused(refusal: ClubbookException) = show { if (this == StartState.Asking) StartState.Trouble(refusal.said) else this }

    private suspend fun look() = looking.withLock {
        val found = book.ask {
            try {
                if (!isConnected()) StartState.Connect else StartState.AtPhone(person(), mayUse = !status().isRevoked)
            } catch (_: ClubbookException.Locked) {
                StartState.WhoHoldsIt
            }
        }
        show { found }
    }
}
