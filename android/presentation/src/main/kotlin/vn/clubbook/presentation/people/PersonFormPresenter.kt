package vn.clubbook.presentation.people

import java.util.Base64
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.FieldChoice
import vn.clubbook.ffi.FormField
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.TypedField
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

/** A field of a form about a person, as it stands on the screen. */
data class PersonField(val name: String, val label: String, val text: String, val choices: List<FieldChoice>, val why: String?)

data class PersonFormState(
    /** Nothing before the book was read. */
    val fields: List<PersonField>? = null,
    /** Something was typed that is not written down: is it to be dropped? */
    val asksToDrop: Boolean = false,
    /** How it ended: there is nothing more to do here. */
    val end: End? = null,
    val problem: String? = null,
) {
    enum class End { Saved, Left }
}

sealed interface PersonFormEvent {
    data object TryAgain : PersonFormEvent

    data class Type(val name: String, val text: String) : PersonFormEvent

    data object Save : PersonFormEvent

    data object Back : PersonFormEvent

    data object Drop : PersonFormEvent

    data object GoOn : PersonFormEvent
}

/**
 * "Sửa": the form over a person. What stood there when it opened is kept with what was typed, also over the end of the process: so only
 * what somebody changed is handed in, and it is handed in over what they had seen. That it is saved is kept, too: what was seen is not
 * what stands there any more.
 */
class PersonFormPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, private val person: RecordId) :
    BookPresenter<PersonFormState, PersonFormEvent>(book, scope, PersonFormState(end = form[SAVED]?.let { PersonFormState.End.Saved })) {
    private var saving: Job? = null

    init {
        open()
    }

    override fun on(event: PersonFormEvent) {
        when (event) {
            PersonFormEvent.TryAgain -> open()
            is PersonFormEvent.Type -> type(event.name, event.text)
            PersonFormEvent.Save -> save()
            PersonFormEvent.Back -> show { if (changed().isEmpty()) copy(end = PersonFormState.End.Left) else copy(asksToDrop = true) }
            PersonFormEvent.Drop -> show { copy(end = PersonFormState.End.Left, asksToDrop = false) }
            PersonFormEvent.GoOn -> show { copy(asksToDrop = false) }
        }
    }

    private fun open() = ask(::refused) {
        val fresh = book.ask { personForm(person) }
        if (form[SEEN] == null) {
            form[SEEN] = Base64.getEncoder().encodeToString(fresh.seen)
            fresh.fields.forEach { form[STOOD + it.name] = it.text }
        }
        show { copy(fields = fresh.fields.map(::asTyped), problem = null) }
    }

    private fun asTyped(field: FormField) =
        PersonField(field.name, field.label, form[TYPED + field.name] ?: stood(field.name), field.choices, field.why)

    /** Takes nothing while it is saved: what stands on the screen then is what is written down. */
    private fun type(name: String, text: String) {
        if (saving?.isActive == true) return
        form[TYPED + name] = text
        show { copy(fields = fields?.map { if (it.name == name) it.copy(text = text) else it }, problem = null) }
    }

    private fun save() {
        if (saving?.isActive == true || now.end != null) return
        val seen = form[SEEN]?.let(Base64.getDecoder()::decode) ?: return
        val changed = changed()
        saving = ask(::refused) {
            if (changed.isNotEmpty()) {
                book.ask { correctPerson(person, seen, changed) }
                form[SAVED] = "yes"
            }
            show { copy(end = if (changed.isEmpty()) PersonFormState.End.Left else PersonFormState.End.Saved) }
        }
    }

    private fun changed(): List<TypedField> =
        now.fields.orEmpty().filter { it.text.trim() != stood(it.name) }.map { TypedField(it.name, it.text.trim()) }

    private fun stood(name: String) = form[STOOD + name].orEmpty()

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said) }

    private companion object {
        const val SEEN = "person.seen"
        const val STOOD = "person.stood."
        const val TYPED = "person.typed."
        const val SAVED = "person.saved"
    }
}
