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
)

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

/** "Sửa" over a membership: number, group, whether they visit people. It is saved over what stood there when it was opened. */
class MembershipPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, private val person: RecordId) :
    BookPresenter<MembershipState, MembershipEvent>(book, scope, MembershipState(fields = keptFields(form))) {
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
        if (form[SEEN] == null) form.put(SEEN, opened.seen)
        val stands = MembershipFields(opened.registerNo?.toString().orEmpty(), opened.group, opened.isVolunteer)
        show { copy(opened = opened, fields = fields ?: stands, problem = null) }
    }

    private fun change(change: MembershipFields.() -> MembershipFields) {
        val fields = now.fields?.change() ?: return
        form[NUMBER] = fields.registerNo
        form[GROUP] = fields.group?.toString()
        form[VOLUNTEER] = fields.isVolunteer.toString()
        show { copy(fields = fields, problem = null) }
    }

    private fun save(isNumberMeant: Boolean) {
        if (saving?.isActive == true) return
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
            show { copy(isDone = true, question = null, problem = null) }
        }
    }

    private fun refused(refusal: ClubbookException) {
        val question = (refusal as? ClubbookException.AskFirst)?.question as? Question.RegisterNo
        show { copy(question = question, problem = refusal.said.takeIf { question == null }) }
    }

    private companion object {
        const val SEEN = "membership.seen"
        const val NUMBER = "membership.number"
        const val GROUP = "membership.group"
        const val VOLUNTEER = "membership.volunteer"

        fun keptFields(form: SavedForm): MembershipFields? = form[NUMBER]?.let { number ->
            MembershipFields(number, form[GROUP]?.let(RecordId::fromString), form[VOLUNTEER].toBoolean())
        }
    }
}
