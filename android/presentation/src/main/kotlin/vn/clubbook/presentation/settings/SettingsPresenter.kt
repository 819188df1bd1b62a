package vn.clubbook.presentation.settings

import kotlinx.coroutines.CoroutineScope
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

data class SettingsState(
    /** Who is at the phone; empty until the book has answered. */
    val me: String = "",
    val isPractice: Boolean = false,
    val erasing: Erasing? = null,
)

/** What stands in the way of erasing Sổ CLB from this phone, or that somebody has to be sure. */
sealed interface Erasing {
    /** Nothing stands in the way: is it meant? */
    data object Asked : Erasing

    /** Something has not reached the centre's books: [sentence] says what. */
    data class Unsent(val sentence: String) : Erasing

    data class Refused(val words: String) : Erasing

    /** It was meant. */
    data object Confirmed : Erasing
}

sealed interface SettingsEvent {
    data object AskErase : SettingsEvent

    data object Keep : SettingsEvent

    data object Erase : SettingsEvent
}

/** [erase] takes everything of Sổ CLB off the phone; it is called only when nothing is on it that the centre does not have. */
class SettingsPresenter(book: Book, scope: CoroutineScope, private val erase: () -> Unit) :
    BookPresenter<SettingsState, SettingsEvent>(book, scope, SettingsState()) {
    init {
        follow(Topic.PEOPLE) {
            val (me, isPractice) = book.ask {
                val me = person()
                users().find { it.person == me }?.name.orEmpty() to isPractice()
            }
            show { copy(me = me, isPractice = isPractice) }
        }
    }

    override fun on(event: SettingsEvent) {
        when (event) {
            // The practice club says nothing about the club's own book, which waits beside it.
            SettingsEvent.AskErase -> if (!now.isPractice) unlessUnsent { show { copy(erasing = Erasing.Asked) } }

            SettingsEvent.Keep -> show { copy(erasing = null) }

            // Between the question and the answer something may have been recorded, by a screen beside or from another phone's paper.
            SettingsEvent.Erase -> if (now.erasing == Erasing.Asked) {
                unlessUnsent {
                    show { copy(erasing = Erasing.Confirmed) }
                    erase()
                }
            }
        }
    }

    private fun unlessUnsent(then: () -> Unit) {
        ask({ show { copy(erasing = Erasing.Refused(it.said)) } }) {
            val status = try {
                book.ask { status() }
            } catch (_: ClubbookException.NotConnected) {
                null
            }
            // What an officer put aside is kept here until it is in the centre's books.
            val isUnsent = status != null && (status.waiting > 0uL || status.putAside > 0uL)
            if (status != null && isUnsent) show { copy(erasing = Erasing.Unsent(status.sentence)) } else then()
        }
    }
}
