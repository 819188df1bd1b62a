package vn.clubbook.presentation.visits

import java.util.UUID
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.VisitView
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.readings.ReadingChart
import vn.clubbook.presentation.said

data class VisitsState(
    /** None until the book has answered. */
    val person: PersonView? = null,
    /** The last one first; those taken back too. */
    val visits: List<VisitView> = listOf(),
    val charts: List<ReadingChart> = listOf(),
    /** The visit that is looked at. */
    val chosen: UUID? = null,
    /** Why it is to be taken back; none when nobody is about to. */
    val reason: String? = null,
    /** The one that was just taken back, which can be undone. */
    val takenBack: VisitView? = null,
    val refused: String? = null,
) {
    /** The visit that is looked at. */
    val shown: VisitView? get() = visits.find { it.id == chosen }
}

sealed interface VisitsEvent {
    data class Open(val visit: UUID) : VisitsEvent

    data object Close : VisitsEvent

    /** The visit that is looked at is to be taken back: why? */
    data object AskReason : VisitsEvent

    data class Reason(val reason: String) : VisitsEvent

    /** It stays after all. */
    data object Keep : VisitsEvent

    data object TakeBack : VisitsEvent

    /** It counts again. */
    data class Restore(val visit: UUID) : VisitsEvent
}

/** The visits to [who], how readings changed, and the way to take a record back. */
class VisitsPresenter(book: Book, scope: CoroutineScope, private val kept: SavedForm, private val who: UUID) :
    BookPresenter<VisitsState, VisitsEvent>(
        book,
        scope,
        VisitsState(chosen = kept["chosen"]?.let(UUID::fromString), reason = kept["reason"]),
    ) {
    private var changing: Job? = null

    init {
        follow(Topic.VISITS, Topic.CARE, Topic.PEOPLE, refused = ::refuse) { look() }
    }

    private suspend fun look() {
        val (person, visits, trends) = book.ask { Triple(card(who).person, visitsOf(who, SHOWN), trend(who, SHOWN)) }
        show { copy(person = person, visits = visits, charts = ReadingChart.of(trends)) }
    }

    override fun on(event: VisitsEvent) = when (event) {
        is VisitsEvent.Open -> keep(chosen = event.visit, reason = null)

        VisitsEvent.Close -> keep(chosen = null, reason = null)

        VisitsEvent.AskReason -> keep(now.chosen, reason = "")

        is VisitsEvent.Reason -> keep(now.chosen, event.reason)

        VisitsEvent.Keep -> keep(now.chosen, reason = null)

        VisitsEvent.TakeBack -> takeBack()

        is VisitsEvent.Restore -> change {
            book.ask { takeBackVoid(event.visit) }
            look()
            show { copy(takenBack = null) }
        }
    }

    private fun keep(chosen: UUID?, reason: String?) {
        kept["chosen"] = chosen?.toString()
        kept["reason"] = reason
        show { copy(chosen = chosen, reason = reason, refused = null) }
    }

    private fun takeBack() {
        val visit = now.chosen ?: return
        val reason = now.reason ?: return
        change {
            val voided = book.ask { voidVisit(visit, reason) }
            look()
            keep(chosen = null, reason = null)
            show { copy(takenBack = voided) }
        }
    }

    private fun change(what: suspend () -> Unit) {
        if (changing?.isActive == true) return
        changing = ask(::refuse, what)
    }

    private fun refuse(refusal: ClubbookException) = show { copy(refused = refusal.said) }

    private companion object {
        /** How many visits, and days with readings, are shown. */
        const val SHOWN = 60u
    }
}
