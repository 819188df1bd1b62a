package vn.clubbook.presentation.connect

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.bridge.ExchangeResult
import vn.clubbook.ffi.Centre
import vn.clubbook.ffi.EnrolLink
import vn.clubbook.ffi.SyncView
import vn.clubbook.ffi.readEnrolLink
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

data class ConnectState(
    val centre: String,
    val clubNumber: String,
    val digits: String,
    val step: ConnectStep = ConnectStep.Typing,
    val refused: ConnectRefusal? = null,
) {
    /** The club's number and a code can be handed in; whether they are right the centre says. */
    val isComplete get() = centre.isNotBlank() && clubNumber.isNotBlank() && digits.length == CODE_DIGITS

    companion object {
        const val CODE_DIGITS = 8
    }
}

sealed interface ConnectStep {
    data object Typing : ConnectStep

    /** The centre was asked who it is, or for the club. */
    data object Waiting : ConnectStep

    /** A centre has answered: is it the right one? */
    data class IsItThis(val name: String, val fingerprint: String, val address: String) : ConnectStep

    /** Connected; the club's book comes. [came] is null until the first part is there. */
    data class Receiving(val club: String, val person: String, val came: SyncView? = null, val ended: ExchangeResult? = null) :
        ConnectStep {
        /** The book can be used as soon as something is in it; the rest comes while it is used. */
        val isUsable get() = (came?.received ?: 0uL) > 0uL || ended == ExchangeResult.Done
    }
}

/** Why the phone is not connected. */
sealed interface ConnectRefusal {
    /** Something is not filled in yet. */
    data object Incomplete : ConnectRefusal

    /** What was opened or pasted is no link of a centre's. */
    data object NotALink : ConnectRefusal

    /** The centre was not reached or said no: what happened, what was kept, and what to do, in the core's words. */
    data class Said(val words: String) : ConnectRefusal
}

sealed interface ConnectEvent {
    /** Typed, or pasted: a whole link fills all of it in. */
    data class TypeCentre(val typed: String) : ConnectEvent

    data class TypeClub(val typed: String) : ConnectEvent

    data class TypeDigits(val typed: String) : ConnectEvent

    /** A link was opened from outside. */
    data class Open(val link: String) : ConnectEvent

    data object LookUp : ConnectEvent

    data object ItIsThis : ConnectEvent

    data object ItIsAnother : ConnectEvent

    /** The download stopped: once more. */
    data object FetchAgain : ConnectEvent
}

/** Connects the phone with its club. [usual] is the address of the centre for which this app was built, where there is one. */
class ConnectPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, usual: String?) :
    BookPresenter<ConnectState, ConnectEvent>(
        book,
        scope,
        ConnectState(form[CENTRE] ?: usual.orEmpty(), form[CLUB].orEmpty(), form[DIGITS].orEmpty()),
    ) {
    private var answered: Centre? = null
    private var running: Job? = null

    override fun on(event: ConnectEvent) {
        when (event) {
            is ConnectEvent.TypeCentre -> readEnrolLink(event.typed)?.let(::fill) ?: type { copy(centre = event.typed) }
            is ConnectEvent.TypeClub -> type { copy(clubNumber = event.typed.filter(Char::isDigit)) }
            is ConnectEvent.TypeDigits -> type { copy(digits = event.typed.filter(Char::isDigit).take(ConnectState.CODE_DIGITS)) }
            is ConnectEvent.Open -> open(event.link)
            ConnectEvent.LookUp -> lookUp()
            ConnectEvent.ItIsThis -> connect()
            ConnectEvent.ItIsAnother -> show { copy(step = ConnectStep.Typing) }
            ConnectEvent.FetchAgain -> fetch()
        }
    }

    private fun type(change: ConnectState.() -> ConnectState) {
        show { change().copy(refused = null) }
        form[CENTRE] = now.centre
        form[CLUB] = now.clubNumber
        form[DIGITS] = now.digits
    }

    private fun fill(link: EnrolLink) = type { copy(centre = link.centre, clubNumber = link.clubNumber, digits = link.digits) }

    /** A phone that is being connected goes on with what it does: a link changes nothing any more. */
    private fun open(link: String) {
        if (now.step != ConnectStep.Typing) return
        val read = readEnrolLink(link) ?: return show { copy(refused = ConnectRefusal.NotALink) }
        fill(read)
        lookUp()
    }

    private fun lookUp() {
        if (!now.isComplete) return show { copy(refused = ConnectRefusal.Incomplete) }
        wait {
            val centre = book.ask { lookUp(now.centre) }
            answered = centre
            show { copy(step = ConnectStep.IsItThis(centre.name(), centre.fingerprint(), centre.address())) }
        }
    }

    private fun connect() {
        val centre = answered ?: return
        wait {
            val connected = book.ask { connect(centre, now.clubNumber, now.digits) }
            form[DIGITS] = null
            show { copy(step = ConnectStep.Receiving(connected.clubName, connected.personName)) }
            fetch()
        }
    }

    private fun wait(what: suspend () -> Unit) {
        if (running?.isActive == true) return
        show { copy(step = ConnectStep.Waiting, refused = null) }
        running = ask({ refusal -> show { copy(step = ConnectStep.Typing, refused = ConnectRefusal.Said(refusal.said)) } }, what)
    }

    private fun fetch() {
        receiving { copy(ended = null) }
        ask(refused = {}) {
            val ended = book.run { soFar -> receiving { copy(came = soFar) } }
            receiving { copy(ended = ended) }
        }
    }

    private fun receiving(change: ConnectStep.Receiving.() -> ConnectStep.Receiving) =
        show { if (step is ConnectStep.Receiving) copy(step = step.change()) else this }

    private companion object {
        const val CENTRE = "centre"
        const val CLUB = "club"
        const val DIGITS = "digits"
    }
}
