package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.RecordId
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

data class DeathState(
    /** Nothing before the book was read. */
    val person: PersonView? = null,
    /** The date as far as it is known, as typed; nothing for today. */
    val date: String? = null,
    /** The second question, before it is written down. */
    val asks: Boolean = false,
    /** What the book says of it, once it is written down. */
    val noted: String? = null,
    /** It was taken back: there is nothing more to do here. */
    val isTakenBack: Boolean = false,
    val problem: String? = null,
)

sealed interface DeathEvent {
    data object TryAgain : DeathEvent

    /** Today when nothing is said. */
    data class DiedOn(val date: String?) : DeathEvent

    data object Note : DeathEvent

    /** Yes, to the second question. */
    data object Confirm : DeathEvent

    data object NotYet : DeathEvent

    data object TakeBack : DeathEvent
}

/** That somebody died. It is asked twice, and can be taken back while its screen is open. */
class DeathPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, private val who: RecordId) :
    BookPresenter<DeathState, DeathEvent>(
        book,
        scope,
        DeathState(date = form[DATE], noted = form[NOTED], isTakenBack = form[TAKEN_BACK] != null),
    ) {
    private var writing: Job? = null

    init {
        look()
    }

    override fun on(event: DeathEvent) {
        when (event) {
            DeathEvent.TryAgain -> look()

            is DeathEvent.DiedOn -> {
                form[DATE] = event.date
                show { copy(date = event.date, problem = null) }
            }

            DeathEvent.Note -> show { copy(asks = true, problem = null) }

            DeathEvent.NotYet -> show { copy(asks = false) }

            DeathEvent.Confirm -> write {
                val words = book.ask { recordDeath(who, now.date) }
                form[NOTED] = words
                show { copy(noted = words, asks = false, problem = null) }
            }

            DeathEvent.TakeBack -> write {
                book.ask { takeBackDeath(who) }
                form[NOTED] = null
                form[TAKEN_BACK] = "yes"
                show { copy(noted = null, isTakenBack = true, problem = null) }
            }
        }
    }

    private fun look() = ask({ show { copy(problem = it.said) } }) {
        val person = book.ask { card(who).person }
        show { copy(person = person, problem = null) }
    }

    private fun write(what: suspend () -> Unit) {
        if (writing?.isActive == true) return
        writing = ask({ show { copy(problem = it.said, asks = false) } }, what)
    }

    private companion object {
        const val DATE = "death.date"
        const val NOTED = "death.noted"
        const val TAKEN_BACK = "death.taken-back"
    }
}
