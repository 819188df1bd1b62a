package vn.clubbook.presentation.visits

import java.time.LocalDate
import java.util.UUID
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.NewVisitView
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.RecordedVisitView
import vn.clubbook.ffi.SameVisit
import vn.clubbook.ffi.Topic
import vn.clubbook.ffi.VisitChoices
import vn.clubbook.ffi.VisitFormView
import vn.clubbook.ffi.VisitSeen
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.bytes
import vn.clubbook.presentation.put
import vn.clubbook.presentation.readings.Advice
import vn.clubbook.presentation.readings.Measure
import vn.clubbook.presentation.readings.toKept
import vn.clubbook.presentation.said
import vn.clubbook.presentation.speech.withSaid

data class VisitState(
    /** None until the book has answered. */
    val opened: OpenedVisit? = null,
    val form: VisitForm? = null,
    /** Why it was not saved, or not opened. */
    val refused: String? = null,
    /** Perhaps the visit is recorded already. */
    val sameVisit: Question.SameVisit? = null,
    val saved: SavedVisit? = null,
) {
    /** Is there something in the form that somebody put there? */
    val isChanged: Boolean get() = saved == null && opened != null && form != opened.begun
}

/** What the form offers. */
data class OpenedVisit(
    val view: NewVisitView,
    val choices: VisitChoices,
    /** The visit that is corrected; none for a new one. */
    val correction: VisitFormView? = null,
) {
    /** The form before anybody changes it. */
    val begun: VisitForm get() = correction?.let(VisitForm::of) ?: VisitForm.of(view, choices)

    /** Was something noticed that may not be shown here, and so not be changed? */
    val hidesRemarks: Boolean get() = correction != null && correction.remarks == null
}

/** A visit that is on the disk. */
data class SavedVisit(val words: String, val advice: List<Advice>, val isConfidential: Boolean)

sealed interface VisitEvent {
    data class ChooseDay(val day: LocalDate) : VisitEvent

    data object OtherDay : VisitEvent

    data class Met(val atHome: Boolean) : VisitEvent

    data class ToggleService(val service: UInt) : VisitEvent

    data class ToggleVisitor(val visitor: UUID) : VisitEvent

    data object TogglePartner : VisitEvent

    data class Read(val measure: Measure, val typed: String) : VisitEvent

    data object AllReadings : VisitEvent

    data class ChooseCondition(val condition: UInt) : VisitEvent

    data class ToggleAlert(val alert: UInt) : VisitEvent

    data class ChooseFollowUpBy(val person: UUID) : VisitEvent

    data class ChooseFollowUpUntil(val day: LocalDate) : VisitEvent

    data class ChooseDuration(val duration: UInt) : VisitEvent

    data class Note(val note: String) : VisitEvent

    /** What was spoken, for the note. */
    data class Dictated(val words: String) : VisitEvent

    /** Why a visit of a month that is reported is corrected. */
    data class Reason(val reason: String) : VisitEvent

    data object Save : VisitEvent

    /** The answer to the question whether it is the same visit, which saves. */
    data class Answer(val isSame: Boolean) : VisitEvent

    /** The question is left without an answer: nothing was saved, and the form is as it was. */
    data object LeaveQuestion : VisitEvent
}

/** What the form of a visit is for. */
sealed interface VisitTask {
    /** A new visit to somebody. */
    data class Record(val person: UUID) : VisitTask

    /** A visit that is saved. */
    data class Correct(val visit: UUID) : VisitTask
}

/**
 * The form of a visit. What is chosen or typed outlives the process, and so do what stood in a visit when its correction began, that it was
 * saved, and what to do then.
 */
class VisitPresenter(book: Book, scope: CoroutineScope, private val kept: SavedForm, private val task: VisitTask) :
    BookPresenter<VisitState, VisitEvent>(book, scope, VisitState(form = VisitForm.keptIn(kept), saved = keptSaved(kept))) {
    private var saving: Job? = null

    init {
        ask({ show { copy(refused = it.said) } }) { open() }
        if (task is VisitTask.Record) follow(Topic.VISITS) { nameDaysAnew(task.person) }
    }

    /** A form that was left open over midnight: "today" is another day, and what was chosen stays what it was. */
    private suspend fun nameDaysAnew(person: UUID) {
        val known = now.opened?.view?.today ?: return
        if (book.ask { newVisit(person) }.today != known) open()
    }

    private suspend fun open() {
        val opened = book.ask {
            val correction = (task as? VisitTask.Correct)?.let { visitForm(it.visit) }
            val view = correction?.offered ?: newVisit((task as VisitTask.Record).person)
            OpenedVisit(view, visitChoices(), correction)
        }
        opened.correction?.let { if (kept[SEEN] == null) keepSeen(it.seen) }
        show { copy(opened = opened, form = form ?: opened.begun) }
    }

    /** Over this it is saved, also when somebody else has changed the visit until then. */
    private fun keepSeen(seen: VisitSeen) {
        kept.put(SEEN, seen.visit)
        kept.put(SEEN_MEASURED, seen.measured)
    }

    private fun keptSeen(): VisitSeen? {
        return VisitSeen(kept.bytes(SEEN) ?: return null, kept.bytes(SEEN_MEASURED) ?: return null)
    }

    override fun on(event: VisitEvent) = when (event) {
        VisitEvent.Save -> save(SameVisit.NotAsked)
        VisitEvent.LeaveQuestion -> show { copy(sameVisit = null) }
        is VisitEvent.Answer -> answer(event.isSame)
        else -> change { changed(event) }
    }

    private fun VisitForm.changed(event: VisitEvent): VisitForm = when (event) {
        is VisitEvent.ChooseDay -> copy(day = event.day)
        VisitEvent.OtherDay -> copy(isOtherDay = true)
        is VisitEvent.Met -> copy(notAtHome = !event.atHome)
        is VisitEvent.ToggleService -> copy(services = services.toggled(event.service))
        is VisitEvent.ToggleVisitor -> copy(visitors = visitors.toggled(event.visitor))
        VisitEvent.TogglePartner -> copy(withPartner = !withPartner)
        is VisitEvent.Read -> copy(readings = readings + (event.measure to event.typed))
        VisitEvent.AllReadings -> copy(allReadings = true)
        is VisitEvent.ChooseCondition -> copy(condition = event.condition.takeIf { it != condition })
        is VisitEvent.ToggleAlert -> copy(alerts = alerts.toggled(event.alert))
        is VisitEvent.ChooseFollowUpBy -> copy(followUpBy = event.person.takeIf { it != followUpBy })
        is VisitEvent.ChooseFollowUpUntil -> copy(followUpUntil = event.day.takeIf { it != followUpUntil })
        is VisitEvent.ChooseDuration -> copy(duration = event.duration.takeIf { it != duration })
        is VisitEvent.Note -> copy(note = event.note)
        is VisitEvent.Dictated -> copy(note = note.withSaid(event.words))
        is VisitEvent.Reason -> copy(reason = event.reason)
        VisitEvent.Save, VisitEvent.LeaveQuestion, is VisitEvent.Answer -> this
    }

    private fun change(change: VisitForm.() -> VisitForm) {
        val form = now.form?.change() ?: return
        form.keepIn(kept)
        show { copy(form = form, refused = null) }
    }

    private fun answer(isSame: Boolean) {
        val recorded = now.sameVisit?.recorded?.firstOrNull() ?: return
        save(if (isSame) SameVisit.SameAs(recorded) else SameVisit.Another)
    }

    private fun save(sameVisit: SameVisit) {
        // A second tap of a hand that shakes is no second visit.
        if (saving?.isActive == true || now.saved != null) return
        val opened = now.opened ?: return
        val form = now.form ?: return
        saving = ask(::refuse) {
            val recorded = write(opened, form, sameVisit) ?: return@ask
            val saved = recorded.toSaved().also { it.keepIn(kept) }
            show { copy(saved = saved, sameVisit = null, refused = null) }
        }
    }

    private suspend fun write(opened: OpenedVisit, form: VisitForm, sameVisit: SameVisit): RecordedVisitView? {
        val correction = opened.correction ?: return book.ask { recordVisit(form.toRequest(opened.view, sameVisit)) }
        val seen = keptSeen() ?: return null
        return book.ask { correctVisit(form.toCorrection(correction, seen)) }
    }

    private fun refuse(refusal: ClubbookException) {
        val question = (refusal as? ClubbookException.AskFirst)?.question as? Question.SameVisit
        show { copy(sameVisit = question, refused = refusal.said.takeIf { question == null }) }
    }

    private companion object {
        const val SEEN = "seen"
        const val SEEN_MEASURED = "seen measured"
    }
}

private fun <T> Set<T>.toggled(one: T): Set<T> = if (one in this) this - one else this + one

private fun RecordedVisitView.toSaved() = SavedVisit(savedWords, Advice.of(advice), isConfidential)

private fun SavedVisit.keepIn(kept: SavedForm) {
    kept["saved"] = words
    kept["advice"] = advice.toKept()
    kept["confidential"] = isConfidential.toString()
}

private fun keptSaved(kept: SavedForm): SavedVisit? = kept["saved"]?.let { words ->
    SavedVisit(words, Advice.keptIn(kept["advice"]), kept["confidential"].toBoolean())
}
