package vn.clubbook.presentation.users

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.UserView
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

/** Who is holding the phone? */
data class UsersState(
    /** Null until the book has answered. */
    val people: List<UserView>? = null,
    /** Who said that they hold it, and is asked for the four digits. */
    val chosen: UserView? = null,
    val entered: String = "",
    val refused: String? = null,
    /** Somebody does not remember theirs: what one does then. */
    val hasForgotten: Boolean = false,
    /** Somebody is at the phone now. */
    val isIn: Boolean = false,
    /** Nobody is at the phone any more. */
    val hasLeft: Boolean = false,
)

sealed interface UsersEvent {
    data class Choose(val person: RecordId) : UsersEvent

    /** All the digits so far. With the fourth they are tried. */
    data class Enter(val digits: String) : UsersEvent

    data object Forgotten : UsersEvent

    data object OtherPerson : UsersEvent

    /** Leaves the phone to whoever comes. */
    data object Leave : UsersEvent
}

class UsersPresenter(book: Book, private val scope: CoroutineScope) : BookPresenter<UsersState, UsersEvent>(book, scope, UsersState()) {
    private var trying: Job? = null
    private var waiting: Job? = null

    init {
        follow(Topic.PEOPLE) {
            val people = book.ask { users() }
            show { copy(people = people) }
        }
    }

    override fun on(event: UsersEvent) {
        when (event) {
            is UsersEvent.Choose -> choose(event.person)

            is UsersEvent.Enter -> enter(event.digits)

            UsersEvent.Forgotten -> show { copy(hasForgotten = true) }

            UsersEvent.OtherPerson -> show { UsersState(people) }

            UsersEvent.Leave -> ask({ show { copy(refused = it.said) } }) {
                book.ask { signOut() }
                show { copy(hasLeft = true) }
            }
        }
    }

    private fun choose(person: RecordId) {
        val user = now.people?.find { it.person == person } ?: return
        if (user.hasPin) show { UsersState(people, chosen = user) } else signIn(user, "")
    }

    private fun enter(digits: String) {
        if (trying?.isActive == true) return
        val user = now.chosen ?: return
        show { copy(entered = digits) }
        if (digits.length == PIN_DIGITS) signIn(user, digits)
    }

    private fun signIn(user: UserView, pin: String) {
        if (trying?.isActive == true) return
        waiting?.cancel()
        trying = ask(::refuse) {
            book.ask { signIn(user.person, pin) }
            show { copy(isIn = true) }
        }
    }

    private fun refuse(refusal: ClubbookException) {
        show { copy(entered = "", refused = refusal.said) }
        // The core counts the wait and answers each try with what is left of it; when it is over the sentence is no longer true.
        if (refusal is ClubbookException.WaitForPin) {
            waiting = scope.launch {
                delay(refusal.seconds.toLong() * MILLISECONDS)
                show { copy(refused = null) }
            }
        }
    }

    private companion object {
        const val MILLISECONDS = 1000L
    }
}
