package vn.clubbook.presentation.roll

import java.util.UUID
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.CloseRequest
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.RollRow
import vn.clubbook.ffi.RollView
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.UnmarkedAnswer
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

/** The roll of this month's meeting. Taps are taken one after the other, so that a quick second one sees what the first did. */
class RollPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm) :
    BookPresenter<RollState, RollEvent>(book, scope, RollState()) {
    private val turn = Mutex()

    init {
        ask({ show { copy(trouble = it.said) } }) { look() }
        follow(Topic.MEETINGS, Topic.PEOPLE) { turn.withLock { again() } }
    }

    /** Looking opens no meeting: its day would be the one on which somebody was curious. */
    private suspend fun look() {
        val (begun, today) = book.ask { rollOfThisMonth() to today() }
        val next = today.nextMeeting
        when {
            begun != null -> changed(begun).also { resume() }
            next?.on == today.today -> open(confirmed = false)
            else -> show { copy(begin = Begin(next?.words)) }
        }
    }

    override fun on(event: RollEvent) {
        when (event) {
            RollEvent.Begin -> open(confirmed = false)
            RollEvent.OpenAllTheSame -> open(confirmed = true)
            is RollEvent.Tap -> inTurn { tap(event.person) }
            RollEvent.TakeBack -> inTurn { now.last?.let { mark(it.person, it.before, undoable = false) } }
            is RollEvent.Choose -> show { copy(choosing = event.row) }
            is RollEvent.Give -> inTurn { mark(event.person, event.mark) }
            is RollEvent.Order -> inTurn { show { copy(order = event.order) }.also { again() } }
            is RollEvent.Type -> inTurn { find(event.typed) }
            is RollEvent.AddGuest -> inTurn { changed(book.ask { addGuestByName(meeting(), event.name) }) }
            is RollEvent.RemoveGuest -> inTurn { changed(book.ask { removeGuestByName(meeting(), event.name) }) }
            RollEvent.Close -> step(RollStep.Counting)
            is RollEvent.Heads -> show { copy(heads = event.typed.take(MOST_DIGITS)) }.also { form[HEADS] = event.typed }
            RollEvent.Counted -> step(RollStep.Asking(unmarked()))
            is RollEvent.Answer -> asking { copy(answers = answers + event.mark) }
            RollEvent.Back -> back()
            RollEvent.CloseNow -> inTurn { close() }
            RollEvent.Reopen -> open(confirmed = true)
        }
    }

    private fun inTurn(what: suspend () -> Unit): Job = ask({ show { copy(trouble = it.said, choosing = null) } }) {
        turn.withLock {
            show { copy(trouble = null) }
            what()
        }
    }

    private fun open(confirmed: Boolean): Job = ask(::refusedToOpen) {
        changed(book.ask { openMeeting(null, null, confirmed) })
        show { copy(begin = null, question = null, trouble = null, step = RollStep.Calling) }
    }

    private fun refusedToOpen(refusal: ClubbookException) = when {
        refusal is ClubbookException.AskFirst -> show { copy(begin = null, question = refusal.said) }
        else -> show { copy(trouble = refusal.said) }
    }

    /** The end of the app in the middle of closing: on from there. */
    private fun resume() {
        val answers = form[ANSWERS] ?: return
        val kept = answers.split(' ').filter(String::isNotEmpty).associate {
            it.split('=').let { (id, mark) ->
                UUID.fromString(id) to
                    Mark.valueOf(mark)
            }
        }
        val unmarked = unmarked()
        val answered = unmarked.filter { it.person.id in kept }
        show {
            copy(
                heads = form[HEADS].orEmpty(),
                step = RollStep.Asking(answered + (unmarked - answered.toSet()), answered.map { kept.getValue(it.person.id) }),
            )
        }
    }

    private fun meeting() = checkNotNull(now.roll) { "the meeting is open" }.meeting

    private fun unmarked(): List<RollRow> = now.roll?.rows.orEmpty().filter { it.isUnmarked }

    private fun changed(roll: RollView) = show { copy(roll = roll) }

    private suspend fun again() {
        val roll = now.roll ?: return
        changed(book.ask { roll(roll.meeting, now.order) })
    }

    private suspend fun tap(person: UUID) {
        val row = now.roll?.rows?.find { it.person.id == person } ?: return
        mark(person, if (row.mark == Mark.PRESENT) Mark.UNSET else Mark.PRESENT)
    }

    private suspend fun mark(person: UUID, mark: Mark, undoable: Boolean = true) {
        val roll = now.roll ?: return
        val row = roll.rows.find { it.person.id == person } ?: return
        val marked = book.ask { mark(roll.meeting, person, mark, null, row.seen) }
        show {
            copy(
                roll = this.roll?.let { shown ->
                    shown.copy(rows = shown.rows.map { if (it.person.id == person) marked.row else it }, counts = marked.counts)
                },
                last = LastMark(marked.words, person, row.mark).takeIf { undoable },
                choosing = null,
                typed = "",
                found = null,
            )
        }
    }

    private suspend fun find(typed: String) {
        show { copy(typed = typed) }
        val found = book.ask { find(typed, MOST_FOUND) }
        // More may have been typed since; what was asked for last counts.
        if (now.typed == typed) show { copy(found = found?.flatMap { it.records }?.toSet()) }
    }

    private fun step(step: RollStep) {
        form[ANSWERS] = (step as? RollStep.Asking)?.let { asking ->
            asking.unmarked.zip(asking.answers).joinToString(" ") { (row, mark) -> "${row.person.id}=${mark.name}" }
        }
        show { copy(step = step, last = null, trouble = null) }
    }

    private fun asking(change: RollStep.Asking.() -> RollStep.Asking) = (now.step as? RollStep.Asking)?.let { step(it.change()) }

    private fun back() {
        val step = now.step
        when {
            step is RollStep.Asking && step.answers.isNotEmpty() -> step(step.copy(answers = step.answers.dropLast(1)))
            step is RollStep.Asking -> step(RollStep.Counting)
            else -> step(RollStep.Calling)
        }
    }

    private suspend fun close() {
        val roll = now.roll ?: return
        val asking = now.step as? RollStep.Asking ?: return
        val answers = asking.unmarked.zip(asking.answers) { row, mark -> UnmarkedAnswer(row.person.id, mark, null) }
        try {
            changed(book.ask { closeMeeting(CloseRequest(roll.meeting, roll.seen, now.heads.toLongOrNull(), answers, null)) })
            step(RollStep.Calling)
        } catch (refusal: ClubbookException.AskFirst) {
            // Another phone took a mark back meanwhile: those are asked about, too.
            val more = (refusal.question as? Question.Unmarked)?.people?.map { it.id }?.toSet() ?: throw refusal
            again()
            val rows = now.roll?.rows.orEmpty().filter {
                it.person.id in more &&
                    asking.unmarked.none { known -> known.person.id == it.person.id }
            }
            step(asking.copy(unmarked = asking.unmarked + rows))
        }
    }

    private companion object {
        const val HEADS = "heads"
        const val ANSWERS = "answers"
        const val MOST_DIGITS = 3
        const val MOST_FOUND = 200u
    }
}
