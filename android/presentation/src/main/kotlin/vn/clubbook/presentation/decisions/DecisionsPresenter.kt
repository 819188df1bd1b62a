package vn.clubbook.presentation.decisions

import kotlinx.coroutines.CoroutineScope
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.DisputedView
import vn.clubbook.ffi.DoubleView
import vn.clubbook.ffi.EnteredView
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.UnsettledOf
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

/** Something that a person has to decide. */
sealed interface Decision {
    /** It is the same one after the book was read again. */
    fun isSame(other: Decision): Boolean

    /** People entered different values in one field. */
    data class Values(val of: UnsettledOf) : Decision {
        override fun isSame(other: Decision) =
            other is Values && other.of.field.record == of.field.record && other.of.field.label == of.field.label
    }

    /** Perhaps one person twice. */
    data class Twice(val pair: DoubleView) : Decision {
        override fun isSame(other: Decision) = other is Twice && other.pair.one.id == pair.one.id && other.pair.other.id == pair.other.id
    }

    /** People answered differently whether two records are one person. */
    data class Disputed(val pair: DisputedView) : Decision {
        override fun isSame(other: Decision) = other is Disputed && other.pair.one.id == pair.one.id && other.pair.other.id == pair.other.id
    }
}

/** What was decided just now. */
sealed interface Decided {
    /** [kept] stands in the book, [dropped] no longer. It is undone by one of those. */
    data class Settled(val of: UnsettledOf, val kept: EnteredView, val dropped: List<EnteredView>) : Decided

    /** Undone by the other answer. */
    data class Answered(val one: PersonView, val other: PersonView, val words: String, val areOne: Boolean) : Decided
}

data class DecisionsState(
    /** Nothing before the book was read. */
    val decisions: List<Decision>? = null,
    /** The one that is looked at. */
    val open: Decision? = null,
    val decided: Decided? = null,
    val problem: String? = null,
)

sealed interface DecisionsEvent {
    data object TryAgain : DecisionsEvent

    data class Open(val decision: Decision) : DecisionsEvent

    data object Later : DecisionsEvent

    data class Keep(val entered: EnteredView) : DecisionsEvent

    /** A slip: this one of the values that were dropped stands there instead. */
    data class KeepInstead(val entered: EnteredView) : DecisionsEvent

    data class Answer(val areOne: Boolean) : DecisionsEvent

    /** The other answer about the two. */
    data object AnsweredWrongly : DecisionsEvent
}

/** The short list of what a person has to decide: two taps each, one that opens it and one that decides. */
class DecisionsPresenter(book: Book, scope: CoroutineScope) :
    BookPresenter<DecisionsState, DecisionsEvent>(book, scope, DecisionsState()) {
    /** What stood in the field's record right after it was settled. */
    private var settled: ByteArray? = null

    init {
        follow(Topic.PEOPLE, refused = ::refused) { look() }
    }

    override fun on(event: DecisionsEvent) {
        when (event) {
            DecisionsEvent.TryAgain -> ask(::refused) { look() }

            is DecisionsEvent.Open -> show { copy(open = event.decision, decided = null, problem = null) }

            DecisionsEvent.Later -> show { copy(open = null, problem = null) }

            is DecisionsEvent.Keep -> (now.open as? Decision.Values)?.let { keep(it.of, event.entered) }

            is DecisionsEvent.KeepInstead -> (now.decided as? Decided.Settled)?.let { keepInstead(it, event.entered) }

            is DecisionsEvent.Answer -> when (val open = now.open) {
                is Decision.Twice -> answer(open.pair.one, open.pair.other, event.areOne)
                is Decision.Disputed -> answer(open.pair.one, open.pair.other, event.areOne)
                is Decision.Values, null -> Unit
            }

            DecisionsEvent.AnsweredWrongly -> (now.decided as? Decided.Answered)?.let { answer(it.one, it.other, !it.areOne) }
        }
    }

    private fun keep(of: UnsettledOf, entered: EnteredView) {
        val field = of.field.field ?: return
        ask(::refused) {
            settled = book.ask { settle(of.field.record, field, entered.typed) }.seen
            decided(of, entered)
        }
    }

    private fun keepInstead(was: Decided.Settled, entered: EnteredView) {
        val field = was.of.field.field ?: return
        val seen = settled ?: return
        ask(::refused) {
            settled = book.ask { settleOtherwise(was.of.field.record, seen, field, entered.typed) }.seen
            decided(was.of, entered)
        }
    }

    private suspend fun decided(of: UnsettledOf, kept: EnteredView) {
        val dropped = of.field.entered.filter { it.value != kept.value }.distinctBy { it.value }
        decided(Decided.Settled(of, kept, dropped))
    }

    private fun answer(one: PersonView, other: PersonView, areOne: Boolean) {
        ask(::refused) {
            val linked = book.ask { link(one.id, other.id, areOne) }
            decided(Decided.Answered(one, other, linked.words, areOne))
        }
    }

    private suspend fun decided(what: Decided) {
        show { copy(open = null, decided = what, problem = null) }
        look()
    }

    private suspend fun look() {
        val waits = book.ask { decisions() }
        val decisions = waits.unsettled.map(Decision::Values) + waits.disputed.map(Decision::Disputed) + waits.doubles.map(Decision::Twice)
        show { copy(decisions = decisions, open = open?.let { was -> decisions.find(was::isSame) }, problem = null) }
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said) }
}
