package vn.clubbook.presentation.people

import java.time.format.DateTimeFormatter
import java.time.format.DateTimeParseException
import java.time.format.ResolverStyle
import kotlinx.coroutines.CoroutineScope
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.CardLine
import vn.clubbook.ffi.CardView
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.Day
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

data class CardState(
    val card: CardView? = null,
    val isMember: Boolean = false,
    /** What is said about leaving, while somebody says it. */
    val leaving: Leaving? = null,
    /** That they left was written down just now, and can be taken back. */
    val hasJustLeft: Boolean = false,
    val problem: String? = null,
) {
    /** Numbers to call: their own, then that of somebody close. */
    val numbers: List<CallNumber>
        get() = card?.lines.orEmpty().filter { it.field in NUMBERS }.map { line ->
            CallNumber(line.value, of = if (line.field == "relative_phone") value("relative_name") else null, isOwn = line.field == "phone")
        }

    /** What else stands there. */
    val lines: List<CardLine> get() = card?.lines.orEmpty().filter { it.field !in SHOWN_ELSEWHERE }

    private fun value(field: String) = card?.lines.orEmpty().find { it.field == field }?.value

    private companion object {
        val NUMBERS = listOf("phone", "relative_phone")
        val SHOWN_ELSEWHERE = NUMBERS + "full_name"
    }
}

/** A number to call: of the person, or of a relative, by name where the name is known. */
data class CallNumber(val number: String, val of: String?, val isOwn: Boolean) {
    /** As the phone dials it. */
    val dialled: String get() = number.filter { it.isDigit() || it == '+' }
}

data class Leaving(
    val reasons: List<Choice>,
    val reason: Choice? = null,
    /** Typed as day/month/year; nothing for today. */
    val day: String? = null,
    val lacks: Lack? = null,
) {
    enum class Lack { Reason, Day }
}

sealed interface CardEvent {
    data object TryAgain : CardEvent

    data object StartLeaving : CardEvent

    data object KeepMember : CardEvent

    data class Reason(val reason: Choice) : CardEvent

    /** Today when nothing is said. */
    data class LeftOn(val day: String?) : CardEvent

    data object Leave : CardEvent

    data object TakeBack : CardEvent
}

/** A person's card, and that they leave the club. */
class CardPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, private val person: RecordId) :
    BookPresenter<CardState, CardEvent>(book, scope, CardState()) {
    init {
        follow(Topic.PEOPLE, Topic.VISITS, Topic.CARE, refused = ::refused) { look() }
        if (form[REASON] != null) startLeaving()
    }

    override fun on(event: CardEvent) {
        when (event) {
            CardEvent.TryAgain -> ask(::refused) { look() }

            CardEvent.StartLeaving -> startLeaving()

            CardEvent.KeepMember -> endLeaving()

            is CardEvent.Reason -> leaving { copy(reason = event.reason, lacks = null) }

            is CardEvent.LeftOn -> leaving { copy(day = event.day, lacks = null) }

            CardEvent.Leave -> leave()

            CardEvent.TakeBack -> ask(::refused) {
                book.ask { takeBackEnd(person) }
                show { copy(hasJustLeft = false, problem = null) }
            }
        }
    }

    private suspend fun look() {
        val (card, isMember) = book.ask {
            val card = card(person)
            val records = card.samePerson.map { it.id } + person
            card to members().any { it.person.id in records }
        }
        show { copy(card = card, isMember = isMember, problem = null) }
    }

    private fun startLeaving() {
        ask(::refused) {
            val reasons = book.ask { leavingReasons() }
            val kept = reasons.find { it.number.toString() == form[REASON] }
            show { copy(leaving = Leaving(reasons, kept, form[DAY]), hasJustLeft = false, problem = null) }
            keep()
        }
    }

    private fun endLeaving() {
        show { copy(leaving = null, problem = null) }
        keep()
    }

    private fun leaving(change: Leaving.() -> Leaving) {
        show { copy(leaving = leaving?.change(), problem = null) }
        keep()
    }

    private fun keep() {
        form[REASON] = now.leaving?.let { it.reason?.number?.toString().orEmpty() }
        form[DAY] = now.leaving?.day
    }

    private fun leave() {
        val said = now.leaving ?: return
        val reason = said.reason ?: return leaving { copy(lacks = Leaving.Lack.Reason) }
        val day = said.day?.let { dayOf(it) ?: return leaving { copy(lacks = Leaving.Lack.Day) } }
        ask(::refused) {
            book.ask { endMembership(person, reason.number, day) }
            endLeaving()
            show { copy(hasJustLeft = true) }
        }
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said) }

    private companion object {
        const val REASON = "card.leaving.reason"
        const val DAY = "card.leaving.day"
    }
}

/** A day as people type it: "4/11/2026". */
private fun dayOf(typed: String): Day? = try {
    Day.parse(typed.trim(), DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT))
} catch (_: DateTimeParseException) {
    null
}
