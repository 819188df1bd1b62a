package vn.clubbook.presentation.people

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import vn.clubbook.bridge.Book
import vn.clubbook.ffi.GivenUpGroupView
import vn.clubbook.ffi.PeopleListKind
import vn.clubbook.ffi.PeopleListView
import vn.clubbook.ffi.PersonView
import vn.clubbook.ffi.RecordId
import vn.clubbook.ffi.Topic
import vn.clubbook.presentation.BookPresenter
import vn.clubbook.presentation.SavedForm
import vn.clubbook.presentation.said

data class PeopleState(
    val typed: String = "",
    /** The members in the order of names; while somebody is looked for whoever fits, the likeliest first. Nothing before the book was read. */
    val rows: List<PersonRow>? = null,
    /** Somebody is looked for: enough is typed for that. */
    val isLookingFor: Boolean = false,
    /** Who lives alone, and the members by group: to be shown instead of everybody. */
    val lists: List<PeopleListView> = listOf(),
    /** The groups that were given up, and can be had again. */
    val givenUp: List<GivenUpGroupView> = listOf(),
    /** The list that is shown; everybody when none is. */
    val chosen: PeopleListKind? = null,
    /** How many members there are; none before the book was read. */
    val everybody: Int? = null,
    val problem: String? = null,
) {
    /** The list that is shown. */
    val list: PeopleListView? get() = lists.find { it.kind == chosen }

    /** Nobody is called just so: all that is shown are names that come near. */
    val areGuesses: Boolean get() = rows.orEmpty().isNotEmpty() && rows.orEmpty().all { it.isGuess }
}

data class PersonRow(
    val person: PersonView,
    val registerNo: Long? = null,
    val isGuess: Boolean = false,
    /** Else the book knows them, and they may join. */
    val isMember: Boolean = true,
)

sealed interface PeopleEvent {
    data class Type(val text: String) : PeopleEvent

    /** A list, or everybody. */
    data class Choose(val list: PeopleListKind?) : PeopleEvent

    data object TryAgain : PeopleEvent
}

/**
 * A list of people that is searched as one types: behind the list of members, and wherever one of them is chosen. [withLists] shows some of
 * them by what they have in common, too.
 */
class PeoplePresenter(book: Book, scope: CoroutineScope, private val form: SavedForm, private val withLists: Boolean = false) :
    BookPresenter<PeopleState, PeopleEvent>(book, scope, PeopleState(typed = form[TYPED].orEmpty(), chosen = keptList(form))) {
    private var looking: Job? = null

    init {
        follow(Topic.PEOPLE, Topic.CARE) { look() }
    }

    override fun on(event: PeopleEvent) {
        when (event) {
            is PeopleEvent.Type -> {
                form[TYPED] = event.text
                show { copy(typed = event.text) }
            }

            is PeopleEvent.Choose -> {
                form[LIST] = event.list?.kept
                show { copy(chosen = event.list) }
            }

            PeopleEvent.TryAgain -> Unit
        }
        look()
    }

    /** What was asked for an earlier letter is not waited for. */
    private fun look() {
        looking?.cancel()
        val typed = now.typed
        looking = ask({ refusal -> show { copy(problem = refusal.said) } }) {
            val found = book.ask { find(typed, MOST) }
            val members = book.ask { members() }
            val (lists, givenUp) = if (withLists) book.ask { peopleLists() to givenUpGroups() } else (listOf<PeopleListView>() to listOf())
            val numbers = members.associate { it.person.id to it.registerNo }
            val of = lists.find { it.kind == now.chosen }
            val rows = when {
                found != null -> found.map { PersonRow(it.person, it.registerNo, it.isGuess, it.isMember) }
                of != null -> of.people.map { PersonRow(it, numbers[it.id], isMember = it.id in numbers) }
                else -> members.map { PersonRow(it.person, it.registerNo) }
            }
            show {
                copy(
                    rows = rows,
                    isLookingFor = found != null,
                    lists = lists,
                    givenUp = givenUp,
                    everybody = members.size,
                    problem = null,
                )
            }
        }
    }

    private companion object {
        const val TYPED = "people.typed"
        const val LIST = "people.list"
        const val ALONE = "alone"
        const val NO_GROUP = "no group"

        val PeopleListKind.kept: String
            get() = when (this) {
                PeopleListKind.LivesAlone -> ALONE
                PeopleListKind.NoGroup -> NO_GROUP
                is PeopleListKind.Group -> group.toString()
            }

        fun keptList(form: SavedForm): PeopleListKind? = when (val kept = form[LIST]) {
            null -> null
            ALONE -> PeopleListKind.LivesAlone
            NO_GROUP -> PeopleListKind.NoGroup
            else -> PeopleListKind.Group(RecordId.fromString(kept))
        }

        /** More than anybody reads through instead of typing one letter more. */
        val MOST = 30u
    }
}
