package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.ClubbookException
import vn.clubbook.ffi.ConsentsNotedView
import vn.clubbook.ffi.ConsentsRequest
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.PurposeView
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

data class ManyConsentsState(
    /** Nothing before the book was read. */
    val purposes: List<PurposeView>? = null,
    /** For which of them people are asked now. */
    val purpose: UInt? = null,
    /** The members whom nobody has asked for it. */
    val people: List<PersonView> = listOf(),
    /** Who said yes. */
    val agreed: Set<RecordId> = setOf(),
    /** They signed a paper, or each said so aloud; nothing while nobody has told. */
    val isSigned: Boolean? = null,
    val lacks: Lack? = null,
    /** What was written down just now, which can be taken back. */
    val noted: ConsentsNotedView? = null,
    val problem: String? = null,
) {
    enum class Lack { How, People }

    /** Something is tapped that is not written down. */
    val isBegun: Boolean get() = isSigned != null || people.any { it.id in agreed }

    /** What people are asked for now. */
    val asked: PurposeView? get() = purposes.orEmpty().find { it.purpose.number == purpose }
}

sealed interface ManyConsentsEvent {
    data object TryAgain : ManyConsentsEvent

    data class Choose(val purpose: UInt) : ManyConsentsEvent

    /** Back to the purposes; nothing was written down. */
    data object Leave : ManyConsentsEvent

    data class How(val isSigned: Boolean) : ManyConsentsEvent

    data class Toggle(val person: RecordId) : ManyConsentsEvent

    data object Save : ManyConsentsEvent

    data object TakeBack : ManyConsentsEvent
}

/** Consents of many at once: the text is read out, and who said yes is tapped. Who is not tapped was not asked. */
class ManyConsentsPresenter(book: Book, scope: CoroutineScope, private val form: SavedForm) :
    BookPresenter<ManyConsentsState, ManyConsentsEvent>(
        book,
        scope,
        ManyConsentsState(purpose = form[PURPOSE]?.toUInt(), agreed = keptPeople(form), isSigned = form[SIGNED]?.toBoolean()),
    ) {
    private var saving: Job? = null
    private var notedFor: UInt? = null

    init {
        follow(Topic.CARE, Topic.PEOPLE, refused = ::refused) { look() }
    }

    override fun on(event: ManyConsentsEvent) {
        when (event) {
            ManyConsentsEvent.TryAgain -> ask(::refused) { look() }

            is ManyConsentsEvent.Choose -> {
                keep { copy(purpose = event.purpose, agreed = setOf(), isSigned = null, noted = null, people = listOf()) }
                ask(::refused) { look() }
            }

            ManyConsentsEvent.Leave -> keep { copy(purpose = null, agreed = setOf(), isSigned = null) }

            is ManyConsentsEvent.How -> keep { copy(isSigned = event.isSigned) }

            is ManyConsentsEvent.Toggle ->
                keep { copy(agreed = if (event.person in agreed) agreed - event.person else agreed + event.person) }

            ManyConsentsEvent.Save -> save()

            ManyConsentsEvent.TakeBack -> takeBack()
        }
    }

    private suspend fun look() {
        val asked = now.purpose
        val (purposes, people) = book.ask { consentPurposes() to (asked?.let { notAsked(it) }.orEmpty()) }
        show { if (purpose == asked) copy(purposes = purposes, people = people, problem = null) else copy(purposes = purposes) }
    }

    private fun keep(change: ManyConsentsState.() -> ManyConsentsState) {
        show { change().copy(lacks = null, problem = null) }
        form[PURPOSE] = now.purpose?.toString()
        form[SIGNED] = now.isSigned?.toString()
        form[PEOPLE] = now.agreed.joinToString(" ").ifEmpty { null }
    }

    private fun save() {
        if (saving?.isActive == true) return
        val purpose = now.purpose ?: return
        val agreed = now.people.map { it.id }.filter { it in now.agreed }
        if (agreed.isEmpty()) return show { copy(lacks = ManyConsentsState.Lack.People) }
        val isSigned = now.isSigned ?: return show { copy(lacks = ManyConsentsState.Lack.How) }
        saving = ask(::refused) {
            val noted = book.ask { noteConsents(ConsentsRequest(purpose, agreed, isSigned)) }
            notedFor = purpose
            keep { copy(purpose = null, agreed = setOf(), isSigned = null, people = listOf(), noted = noted) }
            look()
        }
    }

    private fun takeBack() {
        if (saving?.isActive == true) return
        val noted = now.noted ?: return
        val purpose = notedFor ?: return
        saving = ask(::refused) {
            book.ask { takeBackConsents(purpose, noted.people) }
            keep { copy(noted = null) }
            look()
        }
    }

    private fun refused(refusal: ClubbookException) = show { copy(problem = refusal.said) }

    private companion object {
        const val PURPOSE = "consents.purpose"
        const val PEOPLE = "consents.people"
        const val SIGNED = "consents.signed"

        fun keptPeople(form: SavedForm): Set<RecordId> =
            form[PEOPLE].orEmpty().split(' ').filter(String::isNotEmpty).mapTo(linkedSetOf(), RecordId::fromString)
    }
}
