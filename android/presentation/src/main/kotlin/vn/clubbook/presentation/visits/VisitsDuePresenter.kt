package vn.clubbook.presentation.visits

import kotlinx.coroutines.CoroutineScope
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.DueView
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.said

data class VisitsDueState(
    /** "Hôm nay không có ai cần đến thăm."; empty until the book has answered. */
    val words: String = "",
    val due: List<DueView> = listOf(),
    val refused: String? = null,
)

/** Nothing can be done here but to choose somebody, which leads on. */
sealed interface VisitsDueEvent

/** Who is due for a visit: they come before all others where somebody is chosen. */
class VisitsDuePresenter(book: Book, scope: CoroutineScope) : BookPresenter<VisitsDueState, VisitsDueEvent>(book, scope, VisitsDueState()) {
    init {
        follow(Topic.VISITS, Topic.CARE, Topic.PEOPLE, refused = { show { copy(refused = it.said) } }) {
            val today = book.ask { today() }
            show { VisitsDueState(today.visitsWords, today.visits) }
        }
    }

    override fun on(event: VisitsDueEvent) = Unit
}
