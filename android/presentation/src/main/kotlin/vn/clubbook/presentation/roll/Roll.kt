package vn.clubbook.presentation.roll

import java.util.UUID
import vn.clubbook.ffi.Mark
import vn.clubbook.ffi.RollOrder
import vn.clubbook.ffi.RollRow
import vn.clubbook.ffi.RollView

/** Calling the roll of a meeting and closing it. */
data class RollState(
    val roll: RollView? = null,
    val order: RollOrder = RollOrder.REGISTER,
    /** What was typed to look for somebody, and whom the book found by it, by any of their records. */
    val typed: String = "",
    val found: Set<UUID>? = null,
    /** What was just marked: the words, and the person, to take it back. */
    val last: LastMark? = null,
    /** Somebody for whom another mark than "present" is chosen. */
    val choosing: RollRow? = null,
    val step: RollStep = RollStep.Calling,
    /** Heads counted in the room, as typed. */
    val heads: String = "",
    /** Nobody has begun this month's roll, and today is not the day that was planned. */
    val begin: Begin? = null,
    /** A question that opening asks first: the meeting was cancelled. */
    val question: String? = null,
    val trouble: String? = null,
) {
    /** The tiles on the screen, in an order that marks do not change. */
    val rows: List<RollRow> get() = roll?.rows.orEmpty().filter { found == null || it.person.id in found }
}

/** Before a roll is begun on another day than planned: [next] says when the meeting is. */
data class Begin(val next: String?)

data class LastMark(val words: String, val person: UUID, val before: Mark)

/** How far the meeting is. */
sealed interface RollStep {
    /** One tap for each who is there. */
    data object Calling : RollStep

    /** How many heads are in the room? */
    data object Counting : RollStep

    /** Those whom nobody marked, one by one; [answers] so far. */
    data class Asking(val unmarked: List<RollRow>, val answers: List<Mark> = listOf()) : RollStep {
        /** Who is asked about now; nobody once all are answered for. */
        val who: RollRow? get() = unmarked.getOrNull(answers.size)
    }
}

sealed interface RollEvent {
    /** "Yes, the club meets today": the answer to [RollState.begin]. */
    data object Begin : RollEvent

    /** "Yes, open it": the answer to [RollState.question]. */
    data object OpenAllTheSame : RollEvent

    /** Present; once more takes it back. */
    data class Tap(val person: UUID) : RollEvent

    data object TakeBack : RollEvent

    /** Shows the other marks for somebody; nobody: puts them away. */
    data class Choose(val row: RollRow?) : RollEvent

    data class Give(val person: UUID, val mark: Mark) : RollEvent

    data class Order(val order: RollOrder) : RollEvent

    data class Type(val typed: String) : RollEvent

    data class AddGuest(val name: String) : RollEvent

    data class RemoveGuest(val name: String) : RollEvent

    /** To the question how many heads there are. */
    data object Close : RollEvent

    data class Heads(val typed: String) : RollEvent

    /** The heads are counted, or nobody counted them. */
    data object Counted : RollEvent

    /** What the person is who is asked about. */
    data class Answer(val mark: Mark) : RollEvent

    /** One step back. */
    data object Back : RollEvent

    data object CloseNow : RollEvent

    data object Reopen : RollEvent
}
