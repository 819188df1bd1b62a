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
import vn.clubbook.presentation.said

data class BoardState(
    /** Nothing before the book was read. */
    val board: BoardView? = null,
    /** To be answered before something is written down. */
    val question: PostQuestion? = null,
    /** What was written down just now, and can be taken back. */
    val done: PostDone? = null,
    val problem: String? = null,
)

sealed interface PostQuestion {
    /** Somebody else holds the post: the book's [words]. */
    data class Held(val person: RecordId, val role: UInt, val words: String) : PostQuestion

    /** They hold it until today? */
    data class Ends(val person: PersonView, val role: Choice) : PostQuestion
}

/** [isGiven]: they took the post; else they gave it up. */
data class PostDone(val person: PersonView, val role: Choice, val isGiven: Boolean, val change: PostChange)

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
            BoardEvent.TryAgain -> ask(::refused) { look() }

            is BoardEvent.Appoint -> appoint(event.person, event.role, replaces = false)

            is BoardEvent.End -> show { copy(question = PostQuestion.Ends(event.person, event.role), problem = null) }

            BoardEvent.Confirm -> confirm()

            BoardEvent.LeaveAsItIs -> show { copy(question = null) }

            BoardEvent.TakeBack -> save(::refused) {
                val done = now.done ?: return@save
                book.ask { takeBackPost(done.change) }
                show { copy(done = null) }
            }
        }
    }

    private suspend fun look() {
        val board = book.ask { board() }
        show { copy(board = board, problem = null) }
    }

    private fun confirm() {
        when (val question = now.question) {
            is PostQuestion.Held -> appoint(question.person, question.role, replaces = true)

            is PostQuestion.Ends -> save(::refused) {
                val change = book.ask { endPost(question.person.id, question.role.number) }
                show { copy(question = null, done = PostDone(question.person, question.role, isGiven = false, change)) }
            }

            null -> Unit
        }
    }

    private fun appoint(person: RecordId, role: UInt, replaces: Boolean) {
        val asks: (ClubbookException) -> Unit = { refusal ->
            val held = (refusal as? ClubbookException.AskFirst)?.question as? Question.PostHeld
            if (held == null) refused(refusal) else show { copy(question = PostQuestion.Held(person, role, held.words), problem = null) }
        }
        save(asks) {
            val change = book.ask { appoint(person, role, replaces) }
            val board = book.ask { board() }
            val post = board.posts.single { it.role.number == role }
            val holder = post.holders.single { it.person.id == person }
            show { copy(board = board, question = null, done = PostDone(holder.person, post.role, isGiven = true, change)) }
        }
    }

    private fun save(refused: (ClubbookException) -> Unit, what: suspend () -> Unit) {
        // A second tap of a hand that shakes is no other answer.
        if (saving?.isActive == true) return
        saving = ask(refused, what)
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said, question = null) }
}
