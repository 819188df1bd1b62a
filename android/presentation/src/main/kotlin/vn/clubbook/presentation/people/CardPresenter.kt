package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.CardView
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.MovedView
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.SaidAlone
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.TransferView
import vn.clubbook.ffi.readDay
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.isForGood
import vn.clubbook.presentation.said

data class CardState(
    val card: CardView? = null,
    /** What is said about leaving, while somebody says it. */
    val leaving: Leaving? = null,
    /** That they left was written down just now, and can be taken back. */
    val hasJustLeft: Boolean = false,
    /** What the club needs to which they moved just now. */
    val transfer: TransferView? = null,
    /** That they joined was written down just now, and can be taken back. */
    val hasJustJoined: Boolean = false,
    /** Somebody else has the number in the register that they would get. */
    val number: Question.RegisterNo? = null,
    /** That they live alone, or no longer do, was said just now. */
    val saidToLiveAlone: AloneSaid? = null,
    /** With whom they live, or that they live in no household, was said just now. */
    val moved: Moved? = null,
    val problem: String? = null,
) {
    val isMember: Boolean get() = card?.isMember == true

    /** What the button says next of them: it does not turn round under a second tap, as long as the first one can be taken back. */
    val offersToLiveAlone: Boolean
        get() = saidToLiveAlone?.takeUnless { it.stoodAlready }?.livesAlone ?: (card?.livesAlone != true)

    /** One thing at a time can be taken back: the one that was written down last. */
    internal fun nothingToTakeBack() = copy(
        hasJustLeft = false,
        transfer = null,
        hasJustJoined = false,
        saidToLiveAlone = null,
        moved = null,
        problem = null,
    )
}

data class AloneSaid(val livesAlone: Boolean, val written: SaidAlone) {
    /** Nothing had to be written, and nothing can be taken back. */
    val stoodAlready: Boolean get() = written.lastDays.isEmpty()
}

/** [with] whom they live now; nobody, where they left their household. */
data class Moved(val move: MovedView, val with: PersonView?) {
    /** Nothing had to be written, and nothing can be taken back. */
    val stoodAlready: Boolean get() = move.moves.isEmpty()
}

data class Leaving(
    val reasons: List<Choice>,
    val reason: Choice? = null,
    /** Typed as day/month/year; nothing for today. */
    val day: String? = null,
    val lacks: Lack? = null,
    /** The reason that asks where to. */
    val moving: Choice? = null,
    val to: String = "",
) {
    val isMoving: Boolean get() = reason != null && reason == moving

    enum class Lack { Reason, Day, Club }
}

sealed interface CardEvent {
    data object TryAgain : CardEvent

    data object StartLeaving : CardEvent

    data object KeepMember : CardEvent

    data class Reason(val reason: Choice) : CardEvent

    /** Today when nothing is said. */
    data class LeftOn(val day: String?) : CardEvent

    /** The club to which they move. */
    data class To(val club: String) : CardEvent

    data object Leave : CardEvent

    data object TakeBack : CardEvent

    /** Whom the book knows becomes a member, with the [number] in the register if one was chosen. */
    data class Join(val number: Long? = null) : CardEvent

    data object NotYet : CardEvent

    data object TakeBackJoin : CardEvent

    data class SayLivesAlone(val livesAlone: Boolean) : CardEvent

    data object TakeBackLivesAlone : CardEvent

    data class LiveWith(val other: RecordId) : CardEvent

    data object LiveApart : CardEvent

    data object TakeBackMove : CardEvent
}

/** A person's card, and that they leave the club or join it. */
class CardPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, private val person: RecordId) :
    BookPresenter<CardState, CardEvent>(book, scope, CardState()) {
    private var saving: Job? = null

    init {
        follow(Topic.PEOPLE, Topic.VISITS, Topic.CARE, refused = ::refused) { look() }
        if (form[REASON] != null) startLeaving()
    }

    override fun on(event: CardEvent) {
        when (event) {
            CardEvent.TryAgain -> {
                show { copy(problem = null) }
                ask(::refused) { look() }
            }

            CardEvent.StartLeaving -> startLeaving()

            CardEvent.KeepMember -> endLeaving()

            is CardEvent.Reason -> leaving { copy(reason = event.reason, lacks = null) }

            is CardEvent.LeftOn -> leaving { copy(day = event.day, lacks = null) }

            is CardEvent.To -> leaving { copy(to = event.club, lacks = null) }

            CardEvent.Leave -> leave()

            is CardEvent.Join -> join(event.number)

            CardEvent.NotYet -> show { copy(number = null) }

            CardEvent.TakeBackJoin -> save(::notTakenBack) {
                book.ask { takeBackJoin(person) }
                show { nothingToTakeBack() }
            }

            is CardEvent.SayLivesAlone -> sayLivesAlone(event.livesAlone)

            CardEvent.TakeBackLivesAlone -> save(::notTakenBack) {
                val said = now.saidToLiveAlone ?: return@save
                book.ask { takeBackLivesAlone(said.written) }
                show { nothingToTakeBack() }
            }

            is CardEvent.LiveWith -> save {
                val (move, with) = book.ask { liveWith(person, event.other) to card(event.other).person }
                moved(Moved(move, with))
            }

            CardEvent.LiveApart -> save { moved(Moved(book.ask { liveApart(person) }, null)) }

            CardEvent.TakeBackMove -> save(::notTakenBack) {
                val moved = now.moved ?: return@save
                book.ask { takeBackMove(moved.move) }
                show { nothingToTakeBack() }
            }

            CardEvent.TakeBack -> save(::notTakenBack) {
                book.ask { takeBackEnd(person) }
                show { nothingToTakeBack() }
            }
        }
    }

    private suspend fun look() {
        val card = book.ask { card(person) }
        // What was refused is still to be read when the card changes.
        show { copy(card = card) }
    }

    private fun startLeaving() {
        ask(::refused) {
            val (moving, reasons) = book.ask { movingReason().let { it to leavingReasons() + it } }
            val kept = reasons.find { it.number.toString() == form[REASON] }
            show {
                nothingToTakeBack().copy(leaving = Leaving(reasons, kept, form[DAY], moving = moving, to = form[TO].orEmpty()))
            }
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
        form[TO] = now.leaving?.to
    }

    private fun leave() {
        val said = now.leaving ?: return
        val reason = said.reason ?: return leaving { copy(lacks = Leaving.Lack.Reason) }
        val day = said.day?.let { readDay(it) ?: return leaving { copy(lacks = Leaving.Lack.Day) } }
        if (said.isMoving && said.to.isBlank()) return leaving { copy(lacks = Leaving.Lack.Club) }
        save {
            val transfer = book.ask {
                if (said.isMoving) moveToAnotherClub(person, said.to, day) else null.also { endMembership(person, reason.number, day) }
            }
            endLeaving()
            show { copy(hasJustLeft = true, transfer = transfer) }
        }
    }

    private fun join(number: Long?) {
        val asked: (ClubbookException) -> Unit = { refusal ->
            val question = (refusal as? ClubbookException.AskFirst)?.question as? Question.RegisterNo
            if (question == null) refused(refusal) else show { copy(number = question, problem = null) }
        }
        save(asked) {
            book.ask { join(person, number, number != null) }
            show { nothingToTakeBack().copy(hasJustJoined = true, number = null) }
        }
    }

    private fun sayLivesAlone(livesAlone: Boolean) = save {
        val said = AloneSaid(livesAlone, book.ask { sayLivesAlone(person, livesAlone) })
        // What the first tap wrote can be taken back after a second one, too.
        val isAgain = said.stoodAlready && now.saidToLiveAlone?.livesAlone == livesAlone
        if (!isAgain) show { nothingToTakeBack().copy(saidToLiveAlone = said) }
    }

    private fun moved(moved: Moved) {
        val isAgain = moved.stoodAlready && now.moved?.let { it.with?.id == moved.with?.id } == true
        if (!isAgain) show { nothingToTakeBack().copy(moved = moved) }
    }

    private fun save(refused: (ClubbookException) -> Unit = ::refused, what: suspend () -> Unit) {
        // A second tap of a hand that shakes is no other answer.
        if (saving?.isActive == true) return
        saving = ask(refused, what)
    }

    /** What the book will not take back is offered no longer. */
    private fun notTakenBack(refusal: ClubbookException) {
        if (refusal.isForGood) show { nothingToTakeBack() }
        refused(refusal)
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said) }

    private companion object {
        const val REASON = "card.leaving.reason"
        const val DAY = "card.leaving.day"
        const val TO = "card.leaving.to"
    }
}
