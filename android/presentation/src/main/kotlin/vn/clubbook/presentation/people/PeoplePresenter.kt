package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

data class PeopleState(
    val typed: String = "",
    /** The members in the order of names; while something is typed whoever fits, the likeliest first. Nothing before the book was read. */
    val rows: List<PersonRow>? = null,
    val problem: String? = null,
) {
    /** Nobody is called just so: all that is shown are names that come near. */
    val areGuesses: Boolean get() = rows.orEmpty().isNotEmpty() && rows.orEmpty().all { it.isGuess }
}

data class PersonRow(val person: PersonView, val registerNo: Long? = null, val isGuess: Boolean = false)

sealed interface PeopleEvent {
    data class Type(val text: String) : PeopleEvent

    data object TryAgain : PeopleEvent
}

/** A list of people that is searched as one types: behind the list of members, and wherever one of them is chosen. */
class PeoplePresenter(book: Book, scope: CoroutineScope, private val form: SavedForm) :
    BookPresenter<PeopleState, PeopleEvent>(book, scope, PeopleState(typed = form[TYPED].orEmpty())) {
    private var looking: Job? = null

    init {
        follow(Topic.PEOPLE) { look() }
    }

    override fun on(event: PeopleEvent) {
        if (event is PeopleEvent.Type) {
            form[TYPED] = event.text
            show { copy(typed = event.text) }
        }
        look()
    }

    /** What was asked for an earlier letter is not waited for. */
    private fun look() {
        looking?.cancel()
        val typed = now.typed
        looking = ask({ refusal -> show { copy(problem = refusal.said) } }) {
            val rows = if (typed.isBlank()) members() else found(typed)
            show { copy(rows = rows, problem = null) }
        }
    }

    private suspend fun members() = book.ask { members() }.map { PersonRow(it.person, it.registerNo) }

    private suspend fun found(typed: String): List<PersonRow> = book.ask {
        val numbers: Map<RecordId, Long?> = members().associate { it.person.id to it.registerNo }
        find(typed, MOST).map { PersonRow(it.person, numbers[it.person.id], it.isGuess) }
    }

    private companion object {
        const val TYPED = "people.typed"

        /** More than anybody reads through instead of typing one letter more. */
        val MOST = 30u
    }
}
