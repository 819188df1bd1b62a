package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.CorrectMembershipRequest
import vn.clubbook.ffi.MembershipFormView
import vn.clubbook.ffi.Question
import vn.clubbook.ffi.RecordId
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.bytes
import vn.clubbook.presentation.put
import vn.clubbook.presentation.said

/** What stands in the form over a membership. */
data class MembershipFields(val registerNo: String, val group: RecordId?, val isVolunteer: Boolean)

data class MembershipState(
    /** Nothing before the book was read. */
    val opened: MembershipFormView? = null,
    val fields: MembershipFields? = null,
    /** Somebody else has the number. */
    val question: Question.RegisterNo? = null,
    /** It was written down, or nothing was changed: there is nothing more to do here. */
    val isDone: Boolean = false,
    val problem: String? = null,
    /** What stood there when the form was opened first. */
    val stood: MembershipFields? = null,
) {
    /** Something is chosen or typed that is not written down. */
    val isChanged: Boolean get() = !isDone && fields != stood
}

sealed interface MembershipEvent {
    data object TryAgain : MembershipEvent

    data class RegisterNo(val text: String) : MembershipEvent

    /** A group, or none. */
    data class Group(val group: RecordId?) : MembershipEvent

    data class Volunteers(val isVolunteer: Boolean) : MembershipEvent

    data object Save : MembershipEvent

    /** "Yes, this number." */
    data object NumberIsMeant : MembershipEvent

    data class TakeNumber(val number: Long) : MembershipEvent

    data object LookAgain : MembershipEvent
}

/**
 * "Sửa" over a membership: number, group, whether they visit people. It is saved over what stood there when it was opened. That it is
 * saved outlives the process: what was seen is not what stands there any more.
 */
class MembershipPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, private val person: RecordId) :
    BookPresenter<MembershipState, MembershipEvent>(
        book,
        scope,
        MembershipState(fields = form.fields(TYPED), isDone = form[SAVED] != null, stood = form.fields(STOOD)),
    ) {
    private var saving: Job? = null

    init {
        open()
    }

    override fun on(event: MembershipEvent) {
        when (event) {
            MembershipEvent.TryAgain -> open()

            is MembershipEvent.RegisterNo -> change { copy(registerNo = event.text.filter(Char::isDigit)) }

            is MembershipEvent.Group -> change { copy(group = event.group) }

            is MembershipEvent.Volunteers -> change { copy(isVolunteer = event.isVolunteer) }

            MembershipEvent.Save -> save(isNumberMeant = false)

            MembershipEvent.NumberIsMeant -> save(isNumberMeant = true)

            is MembershipEvent.TakeNumber -> {
                change { copy(registerNo = event.number.toString()) }
                save(isNumberMeant = false)
            }

            MembershipEvent.LookAgain -> show { copy(question = null) }
        }
    }

    private fun open() = ask({ show { copy(problem = it.said) } }) {
        val opened = book.ask { membershipForm(person) }
        if (form[SEEN] == null) {
            form.put(SEEN, opened.seen)
            form.keep(STOOD, MembershipFields(opened.registerNo?.toString().orEmpty(), opened.group, opened.isVolunteer))
        }
        val stood = form.fields(STOOD)
        show { copy(opened = opened, fields = fields ?: stood, stood = stood, problem = null) }
    }

    /** Takes nothing while it is saved: what stands on the screen then is what is written down. */
    private fun change(change: MembershipFields.() -> MembershipFields) {
        if (saving?.isActive == true) return
        val fields = now.fields?.change() ?: return
        form.keep(TYPED, fields)
        show { copy(fields = fields, problem = null) }
    }

    private fun save(isNumberMeant: Boolean) {
        if (saving?.isActive == true || now.isDone) return
        val opened = now.opened ?: return
        val fields = now.fields ?: return
        val seen = form.bytes(SEEN) ?: return
        val number = fields.registerNo.toLongOrNull()
        saving = ask(::refused) {
            book.ask {
                correctMembership(
                    CorrectMembershipRequest(opened.membership, seen, number, fields.group, fields.isVolunteer, isNumberMeant),
                )
            }
            form[SAVED] = "yes"
            show { copy(isDone = true, question = null, problem = null) }
        }
    }

    private fun refused(refusal: ClubbookException) {
        val question = (refusal as? ClubbookException.AskFirst)?.question as? Question.RegisterNo
        show { copy(question = question, problem = refusal.said.takeIf { question == null }) }
    }

    private companion object {
        const val SEEN = "membership.seen"
        const val STOOD = "membership.stood."
        const val TYPED = "membership.typed."
        const val SAVED = "membership.saved"
        const val NUMBER = "number"
        const val GROUP = "group"
        const val VOLUNTEER = "volunteer"

        fun SavedForm.fields(which: String): MembershipFields? = this[which + NUMBER]?.let { number ->
            MembershipFields(number, this[which + GROUP]?.let(RecordId::fromString), this[which + VOLUNTEER].toBoolean())
        }

        fun SavedForm.keep(which: String, fields: MembershipFields) {
            this[which + NUMBER] = fields.registerNo
            this[which + GROUP] = fields.group?.toString()
            this[which + VOLUNTEER] = fields.isVolunteer.toString()
        }
    }
}
