package vn.clubbook.presentation.users

import kotlinx.coroutines.CoroutineScope
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookInterface
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.PossibleUserView
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.UserView
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

/** Who uses this phone, and what can be done about it. */
data class PhonePeopleState(
    /** Null until the book has answered. */
    val people: List<UserView>? = null,
    /** Who is at the phone. */
    val me: RecordId? = null,
    val step: PeopleStep = PeopleStep.Looking,
    val done: PeopleDone? = null,
    val refused: String? = null,
)

sealed interface PeopleStep {
    data object Looking : PeopleStep

    /** Who is to be added? */
    data class Adding(val people: List<PossibleUserView>) : PeopleStep

    /** What is to be done about [user]? With [asksRemoval], is it meant that they leave this phone? */
    data class About(val user: UserView, val asksRemoval: Boolean = false) : PeopleStep

    /** The phone is in the hands of the one whom [name] names: they choose their PIN, unseen. */
    data class ChoosingPin(val person: RecordId, val name: String, val isNew: Boolean, val pin: NewPin = NewPin()) : PeopleStep
}

sealed interface PeopleDone {
    val name: String

    data class Added(override val name: String) : PeopleDone

    data class Removed(override val name: String) : PeopleDone

    data class PinChanged(override val name: String) : PeopleDone
}

sealed interface PhonePeopleEvent {
    data object Add : PhonePeopleEvent

    data class AddThis(val person: PersonView) : PhonePeopleEvent

    data class About(val user: UserView) : PhonePeopleEvent

    /** The one whom it is about has forgotten the PIN. */
    data object ForgotPin : PhonePeopleEvent

    data object AskRemoval : PhonePeopleEvent

    data object KeepPerson : PhonePeopleEvent

    /** Takes the one whom it is about off the phone. */
    data object Remove : PhonePeopleEvent

    data class Enter(val digits: String) : PhonePeopleEvent

    data object Back : PhonePeopleEvent
}

class PhonePeoplePresenter(book: Book, scope: CoroutineScope) :
    BookPresenter<PhonePeopleState, PhonePeopleEvent>(book, scope, PhonePeopleState()) {
    init {
        follow(Topic.PEOPLE) { look() }
    }

    override fun on(event: PhonePeopleEvent) {
        when (event) {
            PhonePeopleEvent.Add -> findPeople()
            is PhonePeopleEvent.AddThis -> with(event.person) { step(PeopleStep.ChoosingPin(id, said, isNew = true)) }
            is PhonePeopleEvent.About -> step(PeopleStep.About(event.user))
            PhonePeopleEvent.ForgotPin -> about { step(PeopleStep.ChoosingPin(it.person, it.name, isNew = false)) }
            PhonePeopleEvent.AskRemoval -> about { step(PeopleStep.About(it, asksRemoval = true)) }
            PhonePeopleEvent.KeepPerson -> about { step(PeopleStep.About(it)) }
            PhonePeopleEvent.Remove -> about { change(PeopleDone.Removed(it.name)) { removeUser(it.person) } }
            is PhonePeopleEvent.Enter -> enter(event.digits)
            PhonePeopleEvent.Back -> step(PeopleStep.Looking)
        }
    }

    private fun step(step: PeopleStep) = show { copy(step = step, done = null, refused = null) }

    private fun about(what: (UserView) -> Unit) {
        (now.step as? PeopleStep.About)?.let { what(it.user) }
    }

    private fun findPeople() = ask({ show { copy(refused = it.said) } }) {
        val people = book.ask { possibleUsers() }
        step(PeopleStep.Adding(people))
    }

    private fun enter(digits: String) {
        val step = now.step as? PeopleStep.ChoosingPin ?: return
        val (pin, chosen) = step.pin.enter(digits)
        show { copy(step = step.copy(pin = pin)) }
        when {
            chosen == null -> Unit
            step.isNew -> change(PeopleDone.Added(step.name)) { addUser(step.person, chosen) }
            else -> change(PeopleDone.PinChanged(step.name)) { resetPin(step.person, chosen) }
        }
    }

    private fun change(done: PeopleDone, what: suspend ClubbookInterface.() -> Unit) {
        ask({ show { copy(step = PeopleStep.Looking, refused = it.said) } }) {
            book.ask(what)
            look()
            show { copy(step = PeopleStep.Looking, done = done, refused = null) }
        }
    }

    private suspend fun look() {
        val (people, me) = book.ask { users() to person() }
        show { copy(people = people, me = me) }
    }
}
