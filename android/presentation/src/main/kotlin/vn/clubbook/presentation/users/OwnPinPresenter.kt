package vn.clubbook.presentation.users

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

/** One's own PIN: chosen, changed or removed. */
data class OwnPinState(val hasPin: Boolean = false, val pin: NewPin = NewPin(), val outcome: PinOutcome? = null)

sealed interface PinOutcome {
    data object Chosen : PinOutcome

    data object Removed : PinOutcome

    data class Refused(val words: String) : PinOutcome
}

sealed interface OwnPinEvent {
    data class Enter(val digits: String) : OwnPinEvent

    data object Remove : OwnPinEvent
}

class OwnPinPresenter(book: Book, scope: CoroutineScope) : BookPresenter<OwnPinState, OwnPinEvent>(book, scope, OwnPinState()) {
    private var saving: Job? = null

    init {
        follow(Topic.PEOPLE) { look() }
    }

    override fun on(event: OwnPinEvent) {
        if (saving?.isActive == true) return
        when (event) {
            is OwnPinEvent.Enter -> {
                val (pin, chosen) = now.pin.enter(event.digits)
                show { copy(pin = pin, outcome = null) }
                if (chosen != null) save(chosen, PinOutcome.Chosen)
            }

            OwnPinEvent.Remove -> save(null, PinOutcome.Removed)
        }
    }

    private fun save(pin: String?, outcome: PinOutcome) {
        saving = ask({ show { copy(pin = NewPin(), outcome = PinOutcome.Refused(it.said)) } }) {
            book.ask { setPin(pin) }
            look()
            show { copy(pin = NewPin(), outcome = outcome) }
        }
    }

    private suspend fun look() {
        val hasPin = book.ask {
            val me = person()
            users().any { it.person == me && it.hasPin }
        }
        show { copy(hasPin = hasPin) }
    }
}
