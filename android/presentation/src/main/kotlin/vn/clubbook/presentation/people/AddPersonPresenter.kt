package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.AddPersonRequest
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.TypedField
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

data class AddPersonState(
    val fields: List<PersonField>? = null,
    val isMember: Boolean = true,
    /** The number in the register, as typed; nothing while it has none. */
    val registerNo: String = "",
    /** To be answered before anything is written down. */
    val question: Question? = null,
    /** Who was written down. */
    val added: PersonView? = null,
    val problem: String? = null,
) {
    /** Is there more in the form than the name that was searched for? */
    val isBegun: Boolean get() = added == null && (registerNo.isNotBlank() || fields.orEmpty().drop(1).any { it.text.isNotBlank() })
}

sealed interface AddPersonEvent {
    data object TryAgain : AddPersonEvent

    data class Type(val name: String, val text: String) : AddPersonEvent

    data class Joins(val isMember: Boolean) : AddPersonEvent

    data class RegisterNo(val text: String) : AddPersonEvent

    data object Save : AddPersonEvent

    /** "No, another person." */
    data object AnotherPerson : AddPersonEvent

    /** "Yes, this number." */
    data object NumberIsMeant : AddPersonEvent

    data class TakeNumber(val number: Long) : AddPersonEvent

    /** Back to the form, with nothing written down. */
    data object LookAgain : AddPersonEvent

    data object AddAnother : AddPersonEvent
}

/**
 * Somebody new. What the book asks back (a double, a number that somebody has) is answered on the way. Who was written down outlives the
 * process, as what is typed: nobody is typed a second time.
 */
class AddPersonPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, name: String? = null) :
    BookPresenter<AddPersonState, AddPersonEvent>(
        book,
        scope,
        AddPersonState(isMember = form[GUEST] == null, registerNo = form[NUMBER].orEmpty()),
    ) {
    private var names: List<String> = listOf()

    private var saving: Job? = null

    private val isSaving get() = saving?.isActive == true

    init {
        if (form[TYPED + NAME] == null && form[ADDED] == null) form[TYPED + NAME] = name
        open()
    }

    override fun on(event: AddPersonEvent) {
        when (event) {
            AddPersonEvent.TryAgain -> open()

            is AddPersonEvent.Type -> type(event.name, event.text)

            is AddPersonEvent.Joins -> joins(event.isMember)

            is AddPersonEvent.RegisterNo -> number(event.text)

            AddPersonEvent.Save -> save()

            AddPersonEvent.AnotherPerson -> answer(ANOTHER)

            AddPersonEvent.NumberIsMeant -> answer(MEANT)

            is AddPersonEvent.TakeNumber -> {
                number(event.number.toString())
                save()
            }

            AddPersonEvent.LookAgain -> show { copy(question = null) }

            AddPersonEvent.AddAnother -> {
                forget()
                open()
            }
        }
    }

    private fun open() = ask(::refused) {
        val (fields, added) = book.ask { newPersonForm() to form[ADDED]?.let { card(RecordId.fromString(it)).person } }
        names = fields.map { it.name }
        show {
            AddPersonState(
                fields.map { PersonField(it.name, it.label, form[TYPED + it.name].orEmpty(), it.choices, it.why) },
                isMember = form[GUEST] == null,
                registerNo = form[NUMBER].orEmpty(),
                added = added,
            )
        }
    }

    /** Takes nothing while somebody is written down, as all of the form: what stands on the screen then is what is written. */
    private fun type(name: String, text: String) {
        if (isSaving) return
        form[TYPED + name] = text
        // Whom the answer was about may be somebody else now.
        form[ANOTHER] = null
        show { copy(fields = fields?.map { if (it.name == name) it.copy(text = text) else it }, problem = null) }
    }

    private fun joins(isMember: Boolean) {
        if (isSaving) return
        form[GUEST] = if (isMember) null else YES
        show { copy(isMember = isMember, problem = null) }
    }

    private fun number(text: String) {
        if (isSaving) return
        form[NUMBER] = text
        form[MEANT] = null
        show { copy(registerNo = text, problem = null) }
    }

    private fun answer(key: String) {
        form[key] = YES
        save()
    }

    private fun save() {
        // A second tap of a hand that shakes is nobody else.
        if (isSaving || now.added != null) return
        val typed = now.fields ?: return
        val request = AddPersonRequest(
            fullName = typed.find { it.name == NAME }?.text.orEmpty(),
            fields = typed.filter { it.name != NAME && it.text.isNotBlank() }.map { TypedField(it.name, it.text.trim()) },
            isMember = now.isMember,
            registerNo = now.registerNo.toLongOrNull().takeIf { now.isMember },
            isAnotherPerson = form[ANOTHER] != null,
            isNumberMeant = form[MEANT] != null,
        )
        saving = ask(::refused) {
            val added = book.ask { addPerson(request) }
            forget()
            form[ADDED] = added.id.toString()
            show { copy(added = added, question = null, problem = null) }
        }
    }

    private fun forget() {
        names.forEach { form[TYPED + it] = null }
        for (key in listOf(GUEST, NUMBER, ANOTHER, MEANT, ADDED)) form[key] = null
    }

    private fun refused(refusal: ClubbookException) = when (refusal) {
        is ClubbookException.AskFirst -> show { copy(question = refusal.question, problem = null) }
        else -> show { copy(question = null, problem = refusal.said) }
    }

    private companion object {
        const val NAME = "full_name"
        const val TYPED = "add.typed."
        const val GUEST = "add.guest"
        const val NUMBER = "add.number"
        const val ANOTHER = "add.another"
        const val MEANT = "add.meant"
        const val ADDED = "add.added"
        const val YES = "yes"
    }
}
