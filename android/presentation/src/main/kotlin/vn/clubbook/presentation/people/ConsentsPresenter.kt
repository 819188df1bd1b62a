package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.ConsentView
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

data class ConsentsState(
    val person: PersonView? = null,
    val consents: List<ConsentView>? = null,
    /** To be answered before something is written down. */
    val question: ConsentQuestion? = null,
    /** About what something was written down here, so that it can be mended. It only grows: nothing moves away below a finger. */
    val noted: Set<Choice> = setOf(),
    /** About what a slip was mended since it was noted. It is not mended again: that may be a hand that shakes. */
    val mended: Set<Choice> = setOf(),
    val problem: String? = null,
)

sealed interface ConsentQuestion {
    val purpose: Choice

    /** They said no before, and the book asks whether they mean it: its [words]. */
    data class GivenAnew(override val purpose: Choice, val words: String) : ConsentQuestion

    /** What the consent covers is hidden at once. */
    data class Withdraws(override val purpose: Choice) : ConsentQuestion
}

sealed interface ConsentsEvent {
    data object TryAgain : ConsentsEvent

    data class Said(val purpose: Choice, val given: Boolean) : ConsentsEvent

    data class Withdraws(val purpose: Choice) : ConsentsEvent

    /** Yes, as the question says. */
    data object Confirm : ConsentsEvent

    data object LeaveAsItIs : ConsentsEvent

    /** What was noted here was a slip: [given] is what they said. */
    data class NotedWrongly(val purpose: Choice, val given: Boolean) : ConsentsEvent
}

/** What a person said to each purpose. */
class ConsentsPresenter(book: Book, scope: CoroutineScope, private val person: RecordId) :
    BookPresenter<ConsentsState, ConsentsEvent>(book, scope, ConsentsState()) {
    private var noting: Job? = null

    init {
        follow(Topic.CARE, refused = ::refused) { look() }
    }

    override fun on(event: ConsentsEvent) {
        when (event) {
            ConsentsEvent.TryAgain -> ask(::refused) { look() }
            is ConsentsEvent.Said -> say(event.purpose, event.given, confirmed = false)
            is ConsentsEvent.Withdraws -> show { copy(question = ConsentQuestion.Withdraws(event.purpose), problem = null) }
            ConsentsEvent.Confirm -> confirm()
            ConsentsEvent.LeaveAsItIs -> show { copy(question = null) }
            is ConsentsEvent.NotedWrongly -> mend(event.purpose, event.given)
        }
    }

    private fun confirm() {
        when (val question = now.question) {
            is ConsentQuestion.GivenAnew -> say(question.purpose, given = true, confirmed = true)
            is ConsentQuestion.Withdraws -> note(question.purpose) { book.ask { withdrawConsent(person, question.purpose.number) } }
            null -> Unit
        }
    }

    /** Whoever says so was asked just now: the book need not ask again. */
    private fun mend(purpose: Choice, given: Boolean) {
        if (purpose in now.noted && purpose !in now.mended) say(purpose, given, confirmed = true, mends = true)
    }

    private fun say(purpose: Choice, given: Boolean, confirmed: Boolean, mends: Boolean = false) =
        note(purpose, mends) { book.ask { consent(person, purpose.number, given, confirmed) } }

    private fun note(purpose: Choice, mends: Boolean = false, record: suspend () -> Unit) {
        // A second tap of a hand that shakes is no other answer.
        if (noting?.isActive == true) return
        val ask: (ClubbookException) -> Unit = { refusal ->
            if (refusal is ClubbookException.AskFirst) {
                show { copy(question = ConsentQuestion.GivenAnew(purpose, refusal.said), problem = null) }
            } else {
                refused(refusal)
            }
        }
        noting = ask(ask) {
            record()
            show { copy(question = null, noted = noted + purpose, mended = if (mends) mended + purpose else mended - purpose) }
            look()
        }
    }

    private suspend fun look() {
        val card = book.ask { card(person) }
        show { copy(person = card.person, consents = card.consents, problem = null) }
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said, question = null) }
}
