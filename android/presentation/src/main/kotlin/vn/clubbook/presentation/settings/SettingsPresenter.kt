package vn.clubbook.presentation.settings

import kotlinx.coroutines.CoroutineScope
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.EraseView
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
    /** Nothing stands in the way: is it meant? [what] says what is lost by it, and what is not. */
    data class Asked(val what: String) : Erasing

    /** Something is on this phone that the centre's books may not have: [sentence] says what, [next] what to do. */
    data class NotYet(val sentence: String, val next: String, val isUnsent: Boolean) : Erasing

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
            SettingsEvent.AskErase -> if (!now.isPractice) {
                ifErasable { show { copy(erasing = Erasing.Asked("${it.sentence} ${it.next}")) } }
            }

            SettingsEvent.Keep -> show { copy(erasing = null) }

            // Between the question and the answer something may have been recorded, by a screen beside or from another phone's paper.
            SettingsEvent.Erase -> if (now.erasing is Erasing.Asked) {
                ifErasable {
                    show { copy(erasing = Erasing.Confirmed) }
                    erase()
                }
            }
        }
    }

    private fun ifErasable(then: (EraseView) -> Unit) {
        ask({ show { copy(erasing = Erasing.Refused(it.said)) } }) {
            val view = book.ask { mayErase() }
            if (view.mayErase) then(view) else show { copy(erasing = Erasing.NotYet(view.sentence, view.next, view.isUnsent)) }
        }
    }
}
