package vn.clubbook.presentation.today

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.StatusView
import vn.clubbook.ffi.TodayView
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

/** The first screen: what is due, and whether everything is sent. */
data class TodayState(val today: TodayView? = null, val status: StatusView? = null, val trouble: String? = null)

sealed interface TodayEvent {
    /** After a trouble: once more. */
    data object Again : TodayEvent
}

class TodayPresenter(book: Book, scope: CoroutineScope) : BookPresenter<TodayState, TodayEvent>(book, scope, TodayState()) {
    private val looking = Mutex()

    init {
        follow(*Topic.entries.toTypedArray(), refused = ::refused) { look() }
    }

    override fun on(event: TodayEvent) {
        when (event) {
            TodayEvent.Again -> ask(::refused) { look() }
        }
    }

    /** One at a time: what was read before must not be shown after what was read later. */
    private suspend fun look() = looking.withLock {
        val (today, status) = book.ask { today() to status() }
        show { TodayState(today, status) }
    }

    private fun refused(refusal: ClubbookException) = show { copy(trouble = refusal.said) }
}
