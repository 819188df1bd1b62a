package vn.clubbook.presentation

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.Topic

/** A presenter over the book: [show] changes what is on the screen, [ask] asks the book and turns what it refuses into words. */
abstract class BookPresenter<State, Event>(protected val book: Book, private val scope: CoroutineScope, first: State) :
    Presenter<State, Event> {
    private val shown = MutableStateFlow(first)

    override val state: StateFlow<State> = shown.asStateFlow()

    /** What is on the screen now. */
    protected val now: State get() = shown.value

    protected fun show(change: State.() -> State) = shown.update(change)

    /** Asks the book; what it refuses is given to [refused]. Nothing else is caught: a fault of the app's own is not hidden. */
    protected fun ask(refused: (ClubbookException) -> Unit, what: suspend () -> Unit): Job = scope.launch {
        try {
            what()
        } catch (refusal: ClubbookException) {
            refused(refusal)
        }
    }

    /**
     * Calls [again] now, and whenever something of these topics has changed. What the book refuses then goes to [refused]; left out,
     * what was on the screen stays: somebody else comes to the phone, or the app goes to sleep, behind a screen that nobody sees.
     */
    protected fun follow(vararg topics: Topic, refused: (ClubbookException) -> Unit = {}, again: suspend () -> Unit): Job = scope.launch {
        book.changes.collect { changed ->
            if (changed.any(topics::contains)) {
                try {
                    again()
                } catch (refusal: ClubbookException) {
                    refused(refusal)
                }
            }
        }
    }
}

/** What a person reads of something that did not go through: what happened, what was kept, what to do next. */
val ClubbookException.said: String
    get() = when (this) {
        is ClubbookException.AskFirst -> question.said
        is ClubbookException.NotRecorded -> words
        is ClubbookException.Locked -> words
        is ClubbookException.WrongPin -> words
        is ClubbookException.WaitForPin -> words
        is ClubbookException.NotConnected -> words
        is ClubbookException.Revoked -> words
        is ClubbookException.Exchange -> words
        is ClubbookException.Store -> words
        is ClubbookException.Cancelled -> words
    }

/** The same will be refused again: unlike a store that is full, nothing gets better with time. */
internal val ClubbookException.isForGood: Boolean get() = this is ClubbookException.NotRecorded

/** The question as people read it. */
val Question.said: String
    get() = when (this) {
        is Question.Duplicate -> words
        is Question.Meeting -> words
        is Question.Unmarked -> words
        is Question.SameVisit -> words
        is Question.PaperDays -> words
        is Question.Withdrawn -> words
        is Question.RegisterNo -> words
        is Question.PostHeld -> words
        is Question.OwnPost -> words
    }
