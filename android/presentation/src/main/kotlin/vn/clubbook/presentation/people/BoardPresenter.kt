package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.BoardView
import vn.clubbook.ffi.Choice
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.PostChange
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.isForGood
import vn.clubbook.presentation.said

data class BoardState(
    /** Nothing before the book was read. */
    val board: BoardView? = null,
    /** To be answered before something is written down. */
    val question: PostQuestion? = null,
    /** What was written down just now. */
    val done: PostDone? = null,
    val problem: String? = null,
)

sealed interface PostQuestion {
    /** [holders] hold the post: the book's [words]. */
    data class Held(val person: RecordId, val role: UInt, val holders: List<RecordId>, val words: String) : PostQuestion

    /** They hold it until today? */
    data class Ends(val person: PersonView, val role: Choice) : PostQuestion

    /** They would lead no more: the book's [words]. */
    data class Own(val person: PersonView, val role: Choice, val words: String) : PostQuestion
}

/** [isGiven]: they took the post; else they gave it up. */
data class PostDone(val person: PersonView, val role: Choice, val isGiven: Boolean, val change: PostChange) {
    val mayBeTakenBack get() = change.mayBeTakenBack
}

sealed interface BoardEvent {
    data object TryAgain : BoardEvent

    data class Appoint(val person: RecordId, val role: UInt) : BoardEvent

    data class End(val person: PersonView, val role: Choice) : BoardEvent

    /** Yes, as the question says. */
    data object Confirm : BoardEvent

    data object LeaveAsItIs : BoardEvent

    data object TakeBack : BoardEvent
}

/** The board: who holds which post. Posts are given and ended by whoever the core lets. */
class BoardPresenter(book: Book, scope: CoroutineScope) : BookPresenter<BoardState, BoardEvent>(book, scope, BoardState()) {
    private var saving: Job? = null

    init {
        follow(Topic.PEOPLE, refused = ::refused) { look() }
    }

    override fun on(event: BoardEvent) {
        when (event) {
            BoardEvent.TryAgain -> {
                show { copy(problem = null) }
                ask(::refused) { look() }
            }

            is BoardEvent.Appoint -> appoint(event.person, event.role, insteadOf = emptyList())

            is BoardEvent.End -> show { copy(question = PostQuestion.Ends(event.person, event.role), problem = null) }

            BoardEvent.Confirm -> confirm()

            BoardEvent.LeaveAsItIs -> show { copy(question = null) }

            BoardEvent.TakeBack -> save(::notTakenBack) {
                val done = now.done ?: return@save
                book.ask { takeBackPost(done.change) }
                show { copy(done = null, problem = null) }
            }
        }
    }

    // What was refused is still to be read when the board changes.
    private suspend fun look() {
        val board = book.ask { board() }
        show { copy(board = board, problem = problem.takeIf { this.board != null }) }
    }

    private fun confirm() {
        when (val question = now.question) {
            is PostQuestion.Held -> appoint(question.person, question.role, question.holders)
            is PostQuestion.Ends -> end(question.person, question.role, confirmed = false)
            is PostQuestion.Own -> end(question.person, question.role, confirmed = true)
            null -> Unit
        }
    }

    private fun appoint(person: RecordId, role: UInt, insteadOf: List<RecordId>) =
        save(asks<Question.PostHeld> { PostQuestion.Held(person, role, it.holders, it.words) }) {
            val (change, holder, board) = book.ask { Triple(appoint(person, role, insteadOf), card(person).person, board()) }
            val done = board.posts.firstOrNull { it.role.number == role }?.let { PostDone(holder, it.role, isGiven = true, change) }
            show { copy(board = board, question = null, done = done, problem = null) }
        }

    private fun end(person: PersonView, role: Choice, confirmed: Boolean) =
        save(asks<Question.OwnPost> { PostQuestion.Own(person, role, it.words) }) {
            val change = book.ask { endPost(person.id, role.number, confirmed) }
            show { copy(question = null, done = PostDone(person, role, isGiven = false, change), problem = null) }
        }

    private inline fun <reified T : Question> asks(crossinline question: (T) -> PostQuestion): (ClubbookException) -> Unit = { refusal ->
        val asked = (refusal as? ClubbookException.AskFirst)?.question as? T
        if (asked == null) refused(refusal) else show { copy(question = question(asked), problem = null) }
    }

    private fun save(refused: (ClubbookException) -> Unit, what: suspend () -> Unit) {
        // A second tap of a hand that shakes is no other answer.
        if (saving?.isActive == true) return
        saving = ask(refused, what)
    }

    /** What the book will not take back is offered no longer. */
    private fun notTakenBack(refusal: ClubbookException) {
        if (refusal.isForGood) show { copy(done = null) }
        refused(refusal)
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said, question = null) }
}
